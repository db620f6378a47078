"""Whether a passage says what a sentence says: its words, its figures and names in their order, its status.

Strict on purpose. A sentence that only might be true is not shown; the extractive draft says it in the
documents' own words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from corpus.bodies import find_bodies, same_body
from corpus.dates import swedish_date
from corpus.model import Status
from corpus.swedish import STOPWORDS, fold, letters, stem, words
from retrieval.draft.sentences import with_items
from retrieval.evidence import Passage
from retrieval.relevance import numbers
from retrieval.subject import Bag, bag, covers


class _Sort(Enum):
    FIGURE = auto()
    NAME = auto()
    BODY = auto()
    SIDE = auto()


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Something in a sentence that must not be told otherwise, nor of another."""

    sort: _Sort
    value: str


_NUMBER_WORDS = (
    r"två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|tjugo|trettio|fyrtio|femtio|sextio"
    r"|sjuttio|åttio|nittio|hundra|tusen|miljon(?:er)?|miljard(?:er)?|procent|tkr|mkr|mnkr|msek"
)
_SIDES = {
    "avslag": r"avsl[aåo]\w*|avstyrk\w*",
    "bifall": r"bif[aö]ll\w*|tillstyrk\w*",
    "återremiss": r"återremi\w*",
    "bordläggning": r"bordl[aä]\w*",
    "besvarad": r"besvara\w*",
    "godkänd": r"godkän\w*",
    "antagen": r"anta(?:s|r|gs|gi\w*|gen|gna|git)?|antog\w*|fastställ\w*",
    "upphävd": r"upphäv\w*",
    "entledigad": r"entlediga\w*",
    "vald": r"väljs?|valts?|valdes?|utse\w*|utsåg\w*",
    "ja": "ja",
    "nej": "nej",
}
_ANCHOR = re.compile(
    rf"(?P<figure>\d{{1,3}}(?:[  .]\d{{3}})+(?!\d)|\d+|\b(?i:{_NUMBER_WORDS})\b)"
    r"|(?P<name>(?<!\w)[A-ZÅÄÖ][^\W\d_]*)"
    + "".join(f"|(?P<side{at}>\\b(?:{pattern})\\b)" for at, pattern in enumerate(_SIDES.values()))
)
_SIDE_NAMES = tuple(_SIDES)
_NEGATION = re.compile(r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|varken|utan att)\b")
_DECIDES = re.compile(
    r"\b(?:besluta(?!n)\w*|beslöt\w*|bestäm\w+|har beslut\w*|fattade\w*|antog\w*|antagi\w*|antagen"
    r"|fastställd\w*|godkänd\w*|avslog\w*|avslagi\w*|biföll\w*|bifalli\w*|bevilja(?:de|des|t|ts)|bordla\w+"
    r"|återremittera(?:de|des|t|ts)|(?:får|fick|ger|gav|ges|gavs) i uppdrag|valdes?|utsågs?|upphävde\w*)\b"
)
_PROPOSES = re.compile(
    r"\bföresl\w+|\b\w*förslag\w*|\b\w*yrk(?:a|ar|ade|at|ande\w*)\b|\breserver\w+|\breservation\w*"
    r"|\bvill\b|\bville\b"
)
_UNDECIDED = frozenset({Status.FORSLAG, Status.YRKANDE, Status.RESERVATION})
_DECIDED = frozenset({Status.BESLUT, Status.OMROSTNING})
_CLAUSE = re.compile(
    r"(?:,\s+|\s+)(?:och|men|samt|medan|eftersom|därför att|för att|då)\s+(?:att\s+)?|[;:]\s+"
)
_TOKEN = re.compile(r"[^\W\d_]+")
# A whole is not its part: these say something though they are function words.
_QUANTITIES = frozenset({"alla", "allt", "samtliga", "hela", "enhälligt", "redan", "även"})
# Words that report or introduce, and claim nothing; the status is held to apart from them.
_REPORTING = words(
    """
    anger anges beslutade beslut beslutet beslutat beslutades beslöt framgår fattade föreslog föreslår
    föreslogs föreslås förslag förslaget gav gäller gällde handlar innebär innebar kosta kostar kostade
    omfattar paragraf skriver slutade står tog uppgår uppgick utfall utföll yrkade yrkande ärende svar sak
    fråga dnr diarienummer
    """
)
_LIGHT_STEMS = frozenset(map(stem, _REPORTING))
_FUNCTION_WORDS = STOPWORDS - _QUANTITIES


def supporting(sentence: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that say ``sentence``, one a clause where no single one does; empty where none do."""
    different = {(p.reading.key, p.span): p for p in (*passages, *map(with_items, passages))}
    candidates = sorted(different.values(), key=lambda p: len(p.text))
    whole = _first(sentence, candidates, sentence)
    if whole:
        return (whole,)
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    found = [_first(clause, candidates, sentence) for clause in clauses]
    return tuple(p for p in candidates if p in found) if len(found) > 1 and all(found) else ()


def _first(clause: str, passages: Iterable[Passage], sentence: str) -> Passage | None:
    return next((p for p in passages if _says(p, clause) and _of_status(p, clause, sentence)), None)


def _says(passage: Passage, clause: str) -> bool:
    """Whether the passage, with its heading, holds all of the clause's words, and its anchors in order."""
    told = bag(f"{passage.text} {_known_of(passage)}")
    return (
        all(covers(told, word) for word in _content(clause))
        and _denies(clause) == _denies(passage.text)
        and _bodies_fit(clause, passage)
        and _anchored(clause, passage, told)
        and all(letters(quote) in letters(passage.text) for quote in _QUOTED.findall(clause))
    )


_QUOTED = re.compile(r"[»\"”“]([^»«\"”“]+)[«\"”“]")


def _known_of(passage: Passage) -> str:
    """What a citation of the passage tells beside the quote."""
    section, document = passage.reading.section, passage.reading.document
    date = f"{swedish_date(document.date)} {document.date.isoformat()}" if document.date else ""
    told = (passage.reading.opening, section.label or "", section.addressee or "", date)
    return " ".join((*told, *numbers(passage.reading)))


def _content(clause: str) -> Iterator[str]:
    """The words that claim something, names among them."""
    return (word for word in map(fold, _TOKEN.findall(clause)) if not _is_light(word))


def _is_light(word: str) -> bool:
    return len(word) == 1 or word in _FUNCTION_WORDS or stem(word) in _LIGHT_STEMS


def _denies(text: str) -> bool:
    return _NEGATION.search(fold(text)) is not None


def _bodies_fit(clause: str, passage: Passage) -> bool:
    """Whether every body in the clause is the document's own, its addressee, or named in the passage."""
    reading = passage.reading
    known = [reading.document.body, reading.section.addressee, *_bodies(passage.text)]
    return all(any(body and same_body(body, name) for body in known) for name in _bodies(clause))


def _bodies(text: str) -> tuple[str, ...]:
    return tuple(found.name for found in find_bodies(text))


def _anchors(text: str) -> list[_Anchor]:
    """Figures, names, bodies and verdicts in the order of the text."""
    bodies = find_bodies(text)
    found = [(body.span[0], _Anchor(_Sort.BODY, fold(body.name))) for body in bodies]
    for match in _ANCHOR.finditer(text):
        if not any(body.span[0] <= match.start() < body.span[1] for body in bodies):
            found.append((match.start(), _anchor(match)))
    return [anchor for _, anchor in sorted(found, key=lambda pair: pair[0])]


def _anchor(match: re.Match[str]) -> _Anchor:
    if figure := match["figure"]:
        return _Anchor(_Sort.FIGURE, re.sub(r"[  .](?=\d{3})", "", fold(figure)).lstrip("0") or "0")
    if name := match["name"]:
        folded = fold(name)
        side = next((of for of, pattern in _SIDES.items() if re.fullmatch(pattern, folded)), None)
        return _Anchor(_Sort.SIDE, side) if side else _Anchor(_Sort.NAME, folded.removesuffix("s"))
    return _Anchor(_Sort.SIDE, _SIDE_NAMES[int(str(match.lastgroup).removeprefix("side"))])


def _anchored(clause: str, passage: Passage, told: Bag) -> bool:
    """Whether the clause's anchors stand in the passage in their order, or are the citation's own fields."""
    printed = _anchors(passage.text)
    known = {anchor.value for anchor in _anchors(_known_of(passage)) if anchor.sort is not _Sort.SIDE}
    own = [anchor for anchor in _anchors(clause) if anchor.value not in known or anchor.sort is _Sort.SIDE]
    inside = [anchor for anchor in own if anchor in printed]
    outside = [anchor for anchor in own if anchor not in printed]
    words_alone = all(a.sort is _Sort.NAME and (_is_light(a.value) or covers(told, a.value)) for a in outside)
    return words_alone and _in_order(inside, printed)


def _in_order(told: list[_Anchor], printed: list[_Anchor]) -> bool:
    return not told or any(
        _aligned(told[1:], printed[at + 1 :]) for at, anchor in enumerate(printed) if anchor == told[0]
    )


def _aligned(told: list[_Anchor], printed: list[_Anchor]) -> bool:
    """Whether ``told`` follows in ``printed`` without passing a verdict, or another figure or body, by."""
    rest = iter(printed)
    for wanted in told:
        for found in rest:
            if found == wanted:
                break
            if found.sort is _Sort.SIDE or (found.sort is wanted.sort and wanted.sort is not _Sort.NAME):
                return False
        else:
            return False
    return True


def _of_status(passage: Passage, clause: str, sentence: str) -> bool:
    """Whether the clause, part of ``sentence``, tells what the passage is: decided, or only proposed."""
    proposes = _PROPOSES.search(fold(clause)) is not None
    decides = _DECIDES.search(fold(sentence)) is not None
    if passage.status in _UNDECIDED:
        return proposes and _DECIDES.search(fold(clause)) is None
    if passage.status in _DECIDED:
        return proposes or not (decides and passage.reading.section.addressee)
    return not decides and (proposes or _PROPOSES.search(fold(passage.text)) is None)
