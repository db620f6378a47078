"""Whose municipality a document is: named in its letterhead, by where a meeting was held, or by its text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.bodies import find_municipalities, is_municipality, municipality_names

_IN_CAPITALS = re.compile(
    r"(?<!\w)(?:[A-ZÅÄÖ]{3,}(?:[ -][A-ZÅÄÖ]{3,})? (?:KOMMUN|STAD)"
    r"|REGION [A-ZÅÄÖ]{3,}(?: [A-ZÅÄÖ]{3,})?)(?!\w)"
)
# "N O R D B Y  K O M M U N": a letterhead set with space between its letters.
_SPACED = re.compile(r"(?<!\w)(?:[A-ZÅÄÖ] {1,3}){5,}[A-ZÅÄÖ](?!\w)")
_SPACED_NAME = re.compile(r"(?P<name>[A-ZÅÄÖ]{2,}?)(?P<sort>KOMMUN|STAD)")
_LETTERHEAD_WEIGHT = 4
_OWNER = re.compile(
    r"(?<![\w-])(?!Kommunen|Staden|Regionen|Nämnden|Styrelsen)(?P<name>[A-ZÅÄÖ][a-zåäöé]+s?)"
    r" (?:kommun(?:styrelse|fullmäktige|kontor|hus|kansli)|(?<=s )[a-zåäö]+nämnd)(?!\w)"
)
_DOMAIN = re.compile(r"(?:@|\bwww\. ?|//)(?:[\w-]+\.)?(?P<name>[a-zåäö-]+)\.se\b", re.IGNORECASE)
_NAME = (
    r"(?P<name>(?:(?:Lilla|Stora|Norra|Södra|Östra|Västra|Upplands) )?"
    r"[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)"
)
_HELD_IN = re.compile(
    r"(?:(?:Plats|Tid och plats|Sammanträdesplats)\b[\w ,]*?[: ]+)?"
    r"(?P<name>[A-ZÅÄÖ][a-zåäö-]+(?: [A-ZÅÄÖ][a-zåäö]+)?),"
)
_PLACE_LABEL = re.compile(
    r"(?:Plats|Tid och plats|Dag och plats|Sammanträdesplats|Justeringens plats|Justering|Förvaringsplats"
    r"|Protokollet förvaras|Förvaras)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(rf"(?:^|[,;:] ?){_NAME}(?=\W*$|[,;:.]| kl| \d| [A-ZÅÄÖ][a-zåäö]+\b)")
# Where a municipality's own bodies meet: "kommunhuset i Nordby", "Nordby stadshus", "Rådhuset, Nordby".
_HOUSE = r"(?i:kommun(?:al)?hus(?:et)?|stadshus(?:et)?|rådhus(?:et)?|kommun(?:lednings)?kontor(?:et)?)"
_AT_HOUSE = (
    re.compile(rf"\b{_HOUSE}(?: i |, ?){_NAME}(?![\w-])"),
    re.compile(rf"(?<![\w-]){_NAME},? {_HOUSE}(?!\w)"),
    re.compile(rf"(?:förvaltningen|kontoret|kansliet|expeditionen), {_NAME}(?![\w-])"),
    re.compile(rf"\b(?i:fullmäktige|kommunstyrelsen|nämnden) i {_NAME}(?![\w-])"),
)
# In running text a place stands behind a word of the sentence; behind a first name it is a surname.
_MENTIONED = re.compile(rf"(?:(?<=[a-zåäö] )|(?<=[A-ZÅÄÖ]{{2}} )|(?<=, )){_NAME}(?![\w-]| ?\()")
_SURNAME = re.compile(r"\b[A-ZÅÄÖ][a-zåäöé]+ $")
_AROUND = re.compile(r".*regionen")  # named in papers of many municipalities within it
_REGIONAL = re.compile(r"\b[Rr]egion(?:fullmäktige|styrelsen)\b")
_PLACE_ROWS = 30
_HOUSE_ROWS = 90
_LEAST_NAMED = 3
_LEAST_MENTIONED = 2
_MOST_NAMED = 4  # a paper that names more of them, and none above the others, lists members


def municipality_of(texts: Iterable[str]) -> str | None:
    """The municipality named most often; a letterhead (capitals, or a line of its own) counts for more.

    Where none is named, whose the bodies and the offices are ("Exempelstads socialnämnd"). Where two are
    named as often, and neither in a letterhead, or many are listed, none is the paper's own.
    """
    counts: Counter[str] = Counter()
    owners: Counter[str] = Counter()
    for text in texts:
        owners.update(_without_s(owner["name"]) for owner in _OWNER.finditer(text))
        for capitals in (*(found[0] for found in _IN_CAPITALS.finditer(text)), *_spaced(text)):
            counts.update(dict.fromkeys(_names(capitals.title()), _LETTERHEAD_WEIGHT))
        counts.update(_of_domain(found["name"]) or "" for found in _DOMAIN.finditer(text))
        for found in find_municipalities(text):
            alone = found.span[1] - found.span[0] > 0.6 * len(text) and not text[0].islower()
            weight = _LETTERHEAD_WEIGHT if alone else 1
            counts[found.name] += 0 if _AROUND.fullmatch(found.name) and not alone else weight
    counts = +Counter({name: times for name, times in counts.items() if name})
    return _foremost(counts or owners)


def municipality_in(texts: Sequence[str]) -> str | None:
    """The municipality where a meeting was held ("Plats och tid Lund, …"), or the one that a text names most.

    For what names none in its letterhead; a region or a state's body that running text names is not its own.
    """
    if any(_REGIONAL.search(text) for text in texts[:_PLACE_ROWS]):
        foremost = _foremost(Counter(name for text in texts for name in _names(text)))
        if foremost and not is_municipality(foremost):
            return foremost
    held = (
        place["name"]
        for text in texts[:_PLACE_ROWS]
        if (place := _HELD_IN.match(text)) and not _is_list(text)
    )
    if found := next(filter(is_municipality, (*held, *_places(texts[:_HOUSE_ROWS]))), None):
        return found
    named = Counter(name for text in texts for name in _names(text) if is_municipality(name))
    if found := next((name for name, times in named.most_common(1) if times >= _LEAST_NAMED), None):
        return found
    mentioned = named + Counter(name for text in texts for name in _mentioned(text))
    is_one = len(mentioned) == 1 and mentioned.total() >= _LEAST_MENTIONED
    return next(iter(mentioned)) if is_one else None


def _is_list(text: str) -> bool:
    """Whether a row tells one municipality after another."""
    return sum(is_municipality(name.strip()) for name in text.split(",")) > 1


def _foremost(counts: Counter[str]) -> str | None:
    most = counts.most_common(2)
    tied = len(most) > 1 and most[0][1] == most[1][1] < _LETTERHEAD_WEIGHT
    is_list = len(counts) > _MOST_NAMED and most[0][1] * 3 <= counts.total()
    return most[0][0] if most and not tied and not is_list else None


def _spaced(text: str) -> Iterator[str]:
    for found in _SPACED.finditer(text):
        if name := _SPACED_NAME.fullmatch(found[0].replace(" ", "")):
            yield f"{name['name']} {name['sort']}"


def _places(texts: Sequence[str]) -> Iterator[str]:
    """What may be the municipality of a place: a field of its own beside a label, or whose house it is."""
    for above, text in pairwise(("", *texts)):
        if _PLACE_LABEL.match(text) or _PLACE_LABEL.match(above):
            yield from (_nominative(found["name"]) for found in _FIELD.finditer(text))
        for grammar in _AT_HOUSE:
            yield from (_nominative(found["name"]) for found in grammar.finditer(text))


def _mentioned(text: str) -> Iterator[str]:
    for found in _MENTIONED.finditer(text):
        name = _nominative(found["name"])
        if is_municipality(name) and not _SURNAME.search(text, 0, found.start()):
            yield name


def _nominative(name: str) -> str:
    return name if is_municipality(name) else name.removesuffix("s")


def _of_domain(name: str) -> str | None:
    return _domains().get(_plain(name))


@lru_cache(maxsize=1)
def _domains() -> dict[str, str]:
    return {_plain(name): name for name in municipality_names()}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode("ascii")
    return folded.replace("-", "").replace(" ", "")


def _without_s(owner: str) -> str:
    found = _names(f"{owner} kommun")
    return found[0] if found else owner


def _names(text: str) -> list[str]:
    return [found.name for found in find_municipalities(text)]
