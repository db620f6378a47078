"""Political bodies and municipalities, known by the structure of their names; a list of places only confirms.

A body is named by what it is (nämnd, styrelse, fullmäktige, utskott, beredning, råd …) with its field before
("Barn- och utbildningsnämnden") or after it ("Nämnden för Intraservice"), its owner ("Kommunstyrelsens
arbetsutskott") and its district ("Socialnämnden Norr"). Names are told in the definite form, in no genitive.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body in a text; ``name`` is canonical: "Kommunstyrelsen" for "KS" and for "kommunstyrelsens"."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class FoundMunicipality:
    """A municipality or region in a text; ``name`` is "Exempelstad" for "Exempelstads kommun"."""

    span: Span
    name: str


SHORT_FORMS = {
    "KS": "Kommunstyrelsen",
    "KF": "Kommunfullmäktige",
    "KSAU": "Kommunstyrelsens arbetsutskott",
    "RS": "Regionstyrelsen",
    "RF": "Regionfullmäktige",
    "AU": "Arbetsutskottet",
    "BUN": "Barn- och utbildningsnämnden",
    "KFN": "Kultur- och fritidsnämnden",
    "VON": "Vård- och omsorgsnämnden",
    "MBN": "Miljö- och byggnadsnämnden",
    "ÖFN": "Överförmyndarnämnden",
    "SN": "Socialnämnden",
}
"""Short forms with one established meaning; ``fits_short_form`` tries any other letter by letter."""

# The definite ending of each sort of body, by its indefinite form.
_DEFINITE = {
    "nämnd": "en",
    "styrelse": "n",
    "fullmäktige": "",
    "utskott": "et",
    "beredning": "en",
    "råd": "et",
    "direktion": "en",
    "kommitté": "n",
    "revision": "en",
}
_SORT_LETTER = {
    "nämnd": "n",
    "styrelse": "s",
    "fullmäktige": "f",
    "utskott": "u",
    "beredning": "b",
    "råd": "r",
}
_SORT = "|".join(_DEFINITE)
_HEAD = re.compile(
    rf"(?<![\w-])(?P<field>[\wé-]*?)(?P<sort>{_SORT})(?P<ending>ens|en|ets|et|ns|n|s)?(?![\w-])",
    re.IGNORECASE,
)
# What ends as a body's name does and is none: persons, state agencies, things that are done.
_NO_BODY = re.compile(
    r"(?:kommunal|oppositions|borgar|stats|region|landstings|kommun|justitie|ambassad|om|för|sam|miss|ut|till)råd"
    r"|[\w-]*(?:områd|förråd|samråd)|(?:läns|social|transport|polis|skol|bostads|under|över|bolags)styrelse"
    r"|(?:ärende|sak|för|mat|del|yt|sam|mark|vatten|data)beredning|(?:\w*års|ny|verksamhets|intern|budget|om)revision"
    r"|(?:direkt|arbetstids|arbets)nämnd|medlemsfullmäktige",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"(?<![\w-])(?:[\wé]+-, ?){0,2}[\wé]+- ?(?:och|samt|&|o\.?) $", re.IGNORECASE)
_SHORT_AND = re.compile(r"-? o\. |- o ")
_LOOSE_FIELD = re.compile(
    r"(?<![\w-])[A-ZÅÄÖa-zåäö][a-zåäö]{3,}(?<!en)(?<!et)(?<!na)(?<!or)(?<!are) (?:och|o\.) $"
)
_ADJECTIVE = re.compile(
    r"(?<![\w-])(?:gemensam(?:ma)?|tekniska?|social[at]?|brottsförebyggande|tillfälliga?|lokala?) $",
    re.IGNORECASE,
)
_BODY_OWNER = re.compile(rf"(?<![\w-])(?:[\wé]+- och )?[\wé-]+(?:{_SORT})(?:ens|ets|ns|s) $", re.IGNORECASE)
_PLACE_OWNER = re.compile(r"(?<![\w-])(?!Stads |Kommuns )[A-ZÅÄÖ][a-zåäöé]+s $")
# "Nordbygdens vård- och omsorgsnämnd"; "Arbetsmarknads- och" is a field.
_PLACE_BEFORE = re.compile(rf"(?!\w*(?:{_SORT}))[A-ZÅÄÖ][a-zåäöé]+s (?=[a-zåäöé]+- ?(?:och|samt|o\.?|&) )")
_NO_FIELD = (
    r"att|beslut|kännedom|yttrande|vidare|nya?|fortsatt|behandling|godkännande|information|ställningstagande|de[nt]?"
    r"|sin|sitt|sina|egen|ett?|en|förnyad|åtgärd|utredning|beredning|prövning|år|perioden|verkställighet|detta|denna"
    r"|dess|alla|vilk\w+|samråd|genomförande|återrapportering|komplettering|hantering|\d+"
)
_NO_SECOND = (
    rf"{_NO_FIELD}|har|är|ska|skall|\w+ar|föreslår|som|till|inte|under|även|därmed|andra|i|på|av|om|med"
    rf"|\w*(?:{_SORT})\w*"
)
_FIELD_AFTER = re.compile(
    rf" för (?!(?:{_NO_FIELD})\b)[\wé]+(?:-[\wé]+)?"
    rf"(?:-?(?:, [\wé]+-)?,? (?:och|samt|&) (?!(?:{_NO_SECOND})\b)[\wé]+(?:-[\wé]+)*(?![\wé-]))?",
    re.IGNORECASE,
)
_JOINT_AFTER = re.compile(r" (?:kring|inom|av) [\wé-]+")
_DISTRICT = re.compile(r"(?: [A-ZÅÄÖ][a-zåäö]+(?!\w)){1,2}")
_DIVIDED = re.compile(r"social|överförmyndar|stadsdels|kommundels|områdes", re.IGNORECASE)
_DOCUMENT_WORD = re.compile(
    r"\w*(?:protokoll|utdrag|kallelse|datum|plats|sida|yttrande|svar|beslut|plan|remiss|rapport|utlåtande|skrivelse"
    r"|tid|ärende|närvarande|ledamöter|dnr|diarienummer|handlingar|förvaltning\w*|kontoret|kommun|antagen|styrelsen)",
    re.IGNORECASE,
)
_SHORT_IN_TEXT = re.compile(
    r"(?<![\w/§-])(?P<short>KSAU|KS|KF|BUN|KFN|VON|MBN|ÖFN)(?P<au> ?AU)?:?s?(?![\w/:-]| ?\d)"
)
_SHORT = re.compile(r"[A-ZÅÄÖ]{2,6}(?: ?AU)?|[A-Za-zÅÄÖåäö]{2,3}")
_PARENTHESIS = re.compile(r"\s*\((?P<alias>[^()]{1,60})\)")
_JOINING = frozenset({"och", "o", "o.", "samt", "&", "för", "kring", "inom", "av"})
_LOOK_BACK = 60


def find_bodies(text: str) -> tuple[FoundBody, ...]:
    """Every body named in ``text``, in reading order. A bare "nämnden" or "utskottet" names none."""
    found = [*_named(text), *_abbreviated(text)]
    return tuple(sorted(found, key=lambda body: body.span))


@lru_cache(maxsize=4096)
def body_key(name: str) -> str:
    """What every form of a name shares; case, inflection and the field's place make no difference.

    ``"nämnd barn utbildning"`` for "Barn- och utbildningsnämndens"; owner and district follow after ``/``.
    """
    parts = _parts(_established(name))
    return "/".join(filter(None, (parts.core, parts.owner, parts.district)))


@lru_cache(maxsize=65536)
def same_body(a: str, b: str) -> bool:
    """Whether two names can mean one body; an owner or a district that one of them leaves out matches any."""
    a, b = _established(a), _established(b)
    if _is_short(a) or _is_short(b):
        return _same_short(a, b)
    first, second = _parts(a), _parts(b)
    agrees = _agree(first.owner, second.owner) and _agree(first.district, second.district)
    return agrees and _same_core(first.core, second.core)


def fits_short_form(short: str, name: str) -> bool:
    """Whether ``short`` can abbreviate ``name``: "SPN" fits "Samhällsplaneringsnämnden".

    Its letters come in order, the first begins the name, and one stands for the sort of body.
    """
    folded, letters = _folded(name), short.casefold()
    head = _head(folded)
    if head is None:
        return False
    before = folded[: head.start("sort")]
    after = "".join(word[0] for word in folded[head.end() :].split() if word not in _JOINING)
    sort = _SORT_LETTER.get(head["sort"])
    places = [place for place in range(1, len(letters)) if letters[place] == sort]
    return any(
        _in_order(letters[:place], before) and after.startswith(letters[place + 1 :]) for place in places
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """A body's name taken apart, folded and without inflection; ``owner`` and ``district`` may be empty."""

    core: str
    owner: str = ""
    district: str = ""


def _named(text: str) -> Iterator[FoundBody]:
    position = 0
    for head in _HEAD.finditer(text):
        if (
            head.start() < position
            or _NO_BODY.fullmatch(head["field"] + head["sort"])
            or _is_owner(text, head)
        ):
            continue
        start, end = _beginning(text, head, position), _end(text, head)
        names_itself = bool(head["field"]) or head["sort"].lower() == "fullmäktige"
        if names_itself or end > head.end() or start < head.start():
            position = end
            yield FoundBody((start, end), _canonical(text[start:end], text[head.start() : head.end()]))


def _is_owner(text: str, head: re.Match[str]) -> bool:
    """ "kommunstyrelsens" before "arbetsutskott": told with what it owns."""
    owned = _HEAD.match(text, head.end() + 1) if text[head.end() : head.end() + 1] == " " else None
    genitive = (head["ending"] or "").endswith("s")
    return genitive and owned is not None and owned["sort"].lower() in {"utskott", "beredning", "råd"}


def _beginning(text: str, head: re.Match[str], earliest: int) -> int:
    """Where the name begins: at its first coordinated field, its adjective or its owner."""
    start = head.start()
    before = text[max(earliest, start - _LOOK_BACK) : start]
    forms = [_COORDINATED, _ADJECTIVE]
    if head["sort"].lower() == "nämnd" and head["field"].islower() and not _DIVIDED.fullmatch(head["field"]):
        forms.append(_LOOSE_FIELD)
    field = next((found for form in forms if (found := form.search(before))), None)
    if field:
        start -= len(before) - field.start()
        before = before[: field.start()]
    owner = _BODY_OWNER.search(before) or (_PLACE_OWNER.search(before) if _takes_place(head) else None)
    if owner and is_municipality(_without_genitive(owner[0].strip())):
        return start
    return start - (len(before) - owner.start()) if owner else start


def _takes_place(head: re.Match[str]) -> bool:
    """ "Nordbygdens IT-nämnd" is a name; in "Nordköpings kommunstyrelse" the place is the municipality's."""
    is_common = head["field"].lower() in {"", "kommun", "region", "stads"}
    return head["sort"].lower() == "nämnd" and (head["ending"] or "s") == "s" and not is_common


def _end(text: str, head: re.Match[str]) -> int:
    """Where the name ends: after its field or its district."""
    joint = text[max(0, head.start() - 11) : head.start()].lower().split(" ")[0].startswith("gemensam")
    fielded = not head["field"] and head["sort"].lower() == "nämnd"
    if fielded and (field := _FIELD_AFTER.match(text, head.end())):
        kind = _JOINT_AFTER.match(text, field.end()) if joint else None
        return kind.end() if kind else field.end()
    if _DIVIDED.fullmatch(head["field"]) and (district := _DISTRICT.match(text, head.end())):
        words = district[0].split()
        taken = 0 if _DOCUMENT_WORD.fullmatch(words[0]) else len(words)
        taken = 1 if taken == 2 and _DOCUMENT_WORD.fullmatch(words[1]) else taken
        return head.end() + sum(len(word) + 1 for word in words[:taken])
    return head.end()


def _canonical(printed: str, head: str) -> str:
    """The definite form with a capital ("Socialnämnden" for "socialnämnds"); a joint body keeps its form."""
    before, _, after = printed.partition(head)
    match = _HEAD.fullmatch(head)
    assert match is not None
    keeps = before.endswith("s ") or before.lower() == "gemensam "
    ending = "" if keeps else _DEFINITE[match["sort"].lower()]
    core = match["field"] + match["sort"]
    if (len(core) > 4 and core.isupper()) or (before and core[1:].islower()):
        core = core.lower()
    before = before.lower() if before.isupper() else before
    whole = _SHORT_AND.sub("- och ", f"{before}{core}{ending}{_without_genitive(after)}")
    return whole[:1].upper() + whole[1:]


def _abbreviated(text: str) -> Iterator[FoundBody]:
    for match in _SHORT_IN_TEXT.finditer(text):
        name = SHORT_FORMS[match["short"]]
        owner = name + "s" if match["au"] else ""
        yield FoundBody(match.span(), f"{owner} arbetsutskott" if owner else name)


def _established(name: str) -> str:
    """The name behind an established short form, else the name."""
    return SHORT_FORMS.get(name.replace(" ", "").upper(), name) if len(name) <= 6 else name


def _is_short(name: str) -> bool:
    return _SHORT.fullmatch(name) is not None


def _same_short(a: str, b: str) -> bool:
    if a.casefold() == b.casefold():
        return True
    short, name = (a, b) if _is_short(a) else (b, a)
    alias = _PARENTHESIS.search(name)
    return not _is_short(name) and (bool(alias and alias["alias"] == short) or fits_short_form(short, name))


def _same_core(a: str, b: str) -> bool:
    """Equal, or one is the bare "fullmäktige" or "gemensam nämnd" that the other names in full."""
    return a == b or any(
        general in {a, b} and a.startswith(general) and b.startswith(general)
        for general in ("fullmäktige", "nämnd gemensam")
    )


def _agree(a: str, b: str) -> bool:
    return a == b or not a or not b


def _in_order(letters: str, text: str) -> bool:
    """Whether ``text`` begins with the first letter and holds the others after it in order."""
    rest = iter(text)
    return bool(letters) and text.startswith(letters[0]) and all(letter in rest for letter in letters)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFC", _PARENTHESIS.sub("", name)).casefold()
    return " ".join(plain.replace("- ", " ").replace(",", " ").split())


def _head(folded: str) -> re.Match[str] | None:
    """The word that tells the sort: the first where a field follows it, else the last."""
    heads = list(_HEAD.finditer(folded))
    fielded = [head for head in heads if folded.startswith(" för ", head.end())]
    return next(iter(fielded or heads[-1:]), None)


@lru_cache(maxsize=4096)
def _parts(name: str) -> _Parts:
    folded = _folded(_PLACE_BEFORE.sub("", name))
    head = _head(folded)
    if head is None:
        return _Parts(folded)
    before, after = folded[: head.start()].split(), folded[head.end() :].split()
    owner = ""
    if before and before[-1].endswith("s") and not _JOINING.intersection(before):
        owned_by = before.pop()
        owner = _parts(owned_by).core if _HEAD.fullmatch(owned_by) else ""
    district = "" if after[:1] == ["för"] else " ".join(_without_genitive(word) for word in after)
    fields = [*before, head["field"], *([] if district else after)]
    stems = [field.replace("gemensamma", "gemensam").rstrip("-").removesuffix("s") for field in fields]
    core = " ".join([head["sort"], *(stem for stem in stems if stem and stem not in _JOINING)])
    return _Parts(core, owner, district)


# The 290, from Statistics Sweden's list of municipalities.
_MUNICIPALITIES = Path(__file__).with_name("municipalities.txt")
_MUNICIPAL_NAME = r"[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
_DIRECTION = r"(?:Östra|Västra|Norra|Södra|Mellersta|Nya|Gamla|Lilla|Stora|Övre|Nedre|Upplands)"
_MUNICIPALITY = re.compile(
    rf"(?<![\w-])(?P<name>(?:{_DIRECTION} )?{_MUNICIPAL_NAME}) "
    r"(?:[Kk]ommun|[Ss]tad|KOMMUN|STAD)s?(?!\w)"
)
_REGION = re.compile(
    rf"(?<![\w-])(?<!Business )(?P<sort>Region|Landstinget) (?:i )?"
    rf"(?P<name>{_MUNICIPAL_NAME}(?: {_MUNICIPAL_NAME})?)(?!\w)"
)
# "Västra Götalandsregionen" is a region's own name; "Göteborgsregionen" is an area's.
_OWN_REGION = re.compile(rf"(?<![\w-])(?P<name>{_DIRECTION} [A-ZÅÄÖ][a-zåäöé]+regionen)(?!\w)")
_NO_PLACE = re.compile(
    r"Alla|Andra|Av|De[nt]?|Denna|Detta|Din|En|Ett|Enligt|Flera|Från|För|Hela|Hos|Hållbar|I|Inom|Ingen|Inte|Men|Modern"
    r"|Mellan|Mot|Många|När|Och|Om|Per|På|Samma|Smart|Som|Till|Trygg|Under|Utanför|Var|Varje|Vid|Vilken|Vår|Växande|Över"
)


def find_municipalities(text: str) -> tuple[FoundMunicipality, ...]:
    """Every municipality and region named as such ("X kommun", "Xs stad", "Region X"), in reading order."""
    found = [
        FoundMunicipality(match.span(), _without_genitive(match["name"]))
        for match in _MUNICIPALITY.finditer(text)
        if not _NO_PLACE.fullmatch(match["name"])
    ]
    found += [
        FoundMunicipality(match.span(), f"{match['sort']} {_without_genitive(match['name'])}")
        for match in _REGION.finditer(text)
    ]
    found += [FoundMunicipality(match.span(), match["name"]) for match in _OWN_REGION.finditer(text)]
    return tuple(sorted(found, key=lambda municipality: municipality.span))


def is_municipality(name: str) -> bool:
    """Whether ``name``, without "kommun" or "stad", is one of Sweden's municipalities."""
    return name in municipality_names()


@lru_cache(maxsize=1)
def municipality_names() -> frozenset[str]:
    """The names of Sweden's municipalities."""
    return frozenset(_MUNICIPALITIES.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=65536)
def same_municipality(a: str, b: str) -> bool:
    """Whether two names mean one: "Exempelstads kommun", "Exempelstad" and "exempelstads" do."""
    return _municipality_key(a) == _municipality_key(b) != ""


def _municipality_key(name: str) -> str:
    folded = unicodedata.normalize("NFC", name).casefold().replace("-", " ")
    return re.sub(r"\s(?:kommun|stad)s?$", "", folded.strip()).removesuffix("s")


_KEEPS_S = re.compile(r".*(?:[åä]s|fors|ss)")


def _without_genitive(name: str) -> str:
    """The name without a genitive's s; one that belongs to the name (-ås, -näs, -fors) stays."""
    return name if _KEEPS_S.fullmatch(name) else name.removesuffix("s")
