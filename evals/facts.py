"""What a § says for certain, as far as the parse goes: the gold of generated questions.

A fact is told only where the § gives it alone: one vote, one amount, names with their parties. What the
parse missed or misread is not seen here; labelled sets are for that.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.bodies import body_key
from corpus.dates import swedish_date
from corpus.model import Document, Kind, Outcome, ParsedDocument, Section, Status, Turn
from corpus.persons import persons
from corpus.swedish import sentences
from corpus.votes import votes
from evals.judge import says
from evals.questions import GoldPlace
from retrieval.naming import body_name

Groups: TypeAlias = tuple[tuple[str, ...], ...]

OUTCOME_WORDS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.AVSLAG: ("avslå", "avslog", "avslås", "avslag", "avstyrk"),
    Outcome.BIFALL: ("bifall", "bifölls", "biföll"),
    Outcome.BORDLAGD: ("bordlä", "bordla"),
    Outcome.ATERREMISS: ("återremi",),
    Outcome.BESVARAD: ("besvara",),
    Outcome.ANTAGEN: ("antas", "antar", "antog", "fastställ"),
    Outcome.NOTERAD: ("anteckna", "notera", "till handlingarna"),
}
_AMOUNT = re.compile(
    r"(?<![\d,])(\d{1,3}(?:[  ]\d{3})+|\d+(?:,\d+)?) ?(kronor|kr|tkr|mnkr|mkr|miljoner kronor)\b"
)
_PARTY = re.compile(r"\s*\([^)]*\)")
_LEAD = re.compile(r"^(?:(?:[\w-]+ )?förslag till beslut|beslut\w*:?|\d+\.|[–•-])\s*", re.IGNORECASE)
_LETTER = re.compile(r"^(?:Tjänsteskrivelse|Tjänsteutlåtande)\b[\W_]*")
_LETTERS = {Kind.TJANSTESKRIVELSE: "tjänsteskrivelsen", Kind.TJANSTEUTLATANDE: "tjänsteutlåtandet"}
_RAISED = re.compile(
    r"(?:Motion|Interpellation|Medborgarförslag|Enkel fråga) (?:av|från) .{2,200}? om (?=\w)"
)
_DEFINITE = {
    **{"Motion": "motionen", "Interpellation": "interpellationen", "Medborgarförslag": "medborgarförslaget"},
    **{"Enkel fråga": "den enkla frågan", "Yrkande": "yrkandet", "Hemställan": "hemställan"},
    **{"Ansökan": "ansökan", "Anmälan": "anmälan", "Remiss": "remissen", "Redovisning": "redovisningen"},
    **{"Revidering": "revideringen", "Uppföljning": "uppföljningen", "Antagande": "antagandet"},
    **{"Förslag": "förslaget", "Val": "valet", "Avsägelse": "avsägelsen", "Ändring": "ändringen"},
}
_OFFICE = re.compile(
    r"^(?P<office>Ordförande|Sekreterare|Utses att justera|Justera(?:re|nde))[ \t:]+"
    r"(?P<name>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){1,2})(?: \([A-ZÅÄÖ]{1,3}\))?$",
    re.MULTILINE,
)
_OFFICES = {"Ordförande": "var ordförande vid", "Sekreterare": "var sekreterare vid"}
_ADJUSTED = "justerade protokollet från"
# Characters: of a heading that people can ask about, and of a decision's beginning, which settles the matter.
_CLEAR, _BEGINNING = range(13, 131), 300
_CUT_OFF = re.compile(r"(?:[-–,:]|\b(?:och|samt|för|av|om|i|på|till|med))$")
_REQUEST = re.compile(r"motionen|yrkandet|hemställan|ansökan|medborgarförslaget|förslaget")


@dataclass(frozen=True, slots=True)
class Matter:
    """A § of a protocol of a known body and day.

    ``subject`` is its heading as people say it ("motionen om cykelväg"), None where that does not tell it
    from the others of its meeting or is too long to say. ``dnr`` is None where it has not exactly one
    diarienummer. ``also`` are the same § in other files.
    """

    document: Document
    section: Section
    subject: str | None
    dnr: str | None
    also: tuple[GoldPlace, ...] = ()

    @property
    def decided(self) -> str:
        """The text of its decisions."""
        spans = [part.span for part in self.section.parts if part.status is Status.BESLUT]
        return "\n".join(self.section.text[slice(*span)] for span in spans)

    @property
    def day(self) -> dt.date:
        assert self.document.date
        return self.document.date

    @property
    def meeting(self) -> tuple[str | None, str, dt.date]:
        return self.document.municipality, body_key(self.document.body or ""), self.day

    @property
    def places(self) -> tuple[GoldPlace, ...]:
        document, section = self.document, self.section
        numbers, page = section.diarienummer, section.pages[0]
        place = GoldPlace(document.file, document.body, document.date, section.label, numbers, page)
        return (place, *self.also)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a question can be made of: a type, what fills its wording, and what a right answer says where.

    ``key`` names it for good; without ``places`` nothing answers.
    """

    type: str
    key: str
    words: Mapping[str, str]
    answer: Groups = ()
    places: tuple[GoldPlace, ...] = ()
    history: tuple[Turn, ...] = ()


def matters(collection: Iterable[ParsedDocument]) -> tuple[Matter, ...]:
    """Every § of the protocols, once, though it stands in several files."""
    found: dict[tuple[object, str | None], Matter] = {}
    for matter in (matter for inner in collection for matter in _of_meeting(inner)):
        known = found.setdefault((matter.meeting, matter.section.label), matter)
        if known is not matter:
            found[(matter.meeting, matter.section.label)] = replace(known, also=known.also + matter.places)
    return tuple(found.values())


def meeting_words(document: Document) -> dict[str, str]:
    """What a wording may say of a meeting: ``body``, ``bare`` (that is without place), ``day``, ``iso``."""
    assert document.body
    assert document.date
    bare, place = body_name(document.body), document.municipality
    body = bare if place is None or place.casefold() in bare.casefold() else f"{bare} i {place}"
    return {"body": body, "bare": bare, "day": swedish_date(document.date), "iso": document.date.isoformat()}


def matter_words(matter: Matter) -> dict[str, str]:
    """What a wording may say of a §."""
    told = {"subject": matter.subject, "label": matter.section.label, "dnr": matter.dnr}
    return meeting_words(matter.document) | {name: word or "" for name, word in told.items()}


def facts(matter: Matter) -> Iterator[Fact]:
    """What the § alone gives an answer to, where it can be asked about."""
    for kind, told in _TOLD.items() if matter.subject else ():
        groups = told(matter)
        if groups:
            key = f"{kind}-{matter.document.id}-{matter.section.label}"
            yield Fact(kind, key, matter_words(matter), groups, matter.places)


def offices(inner: ParsedDocument) -> Iterator[Fact]:
    """Who held the chair, kept and adjusted the minutes, where a line of its own says so and once."""
    document = inner.document
    if not (document.body and document.date):
        return
    lines = [
        line for section in inner.sections if not section.label for line in _OFFICE.finditer(section.text)
    ]
    found = dict.fromkeys((_OFFICES.get(line["office"], _ADJUSTED), line["name"]) for line in lines)
    counts = Counter(office for office, _ in found)
    place = GoldPlace(document.file, document.body, document.date)
    for office, name in found:
        if counts[office] == 1:
            words = meeting_words(document) | {"office": office}
            yield Fact("office", f"office-{document.id}-{office}", words, ((name,),), (place,))


def proposals(inner: ParsedDocument) -> Iterator[Fact]:
    """What an official's letter proposes, where it proposes once and its title says what it is about."""
    document = inner.document
    proposed = [s.text[slice(*p.span)] for s in inner.sections for p in s.parts if p.status is Status.FORSLAG]
    subject, number = _LETTER.sub("", document.title), _only(document.diarienummer)
    groups = _beginning(proposed[0]) if len(proposed) == 1 else ()
    if document.kind in _LETTERS and number and groups and _clear(subject):
        words = {"letter": _LETTERS[document.kind], "subject": subject, "dnr": number}
        place = GoldPlace(document.file, document.body, document.date, None, document.diarienummer)
        yield Fact("proposal", f"proposal-{document.id}", words, groups, (place,))


def decision(matter: Matter) -> Groups:
    """How the matter ended, where its outcome has words, or else how the decision begins."""
    return ended(matter) or _beginning(matter.decided)


def ended(matter: Matter) -> Groups:
    """The words of the outcome, where the decision begins with one of them."""
    words = OUTCOME_WORDS.get(matter.section.outcome) if matter.section.outcome else None
    return (words,) if words and says(matter.decided[:_BEGINNING], (words,)) else ()


def _of_meeting(inner: ParsedDocument) -> Iterator[Matter]:
    document = inner.document
    if document.kind is not Kind.PROTOKOLL or not (document.body and document.date):
        return
    labelled = [(section, _subject(section.heading)) for section in inner.sections if section.label]
    told = Counter(subject.casefold() for _, subject in labelled)
    for section, subject in labelled:
        alone = told[subject.casefold()] == 1 and _clear(subject)
        yield Matter(document, section, subject if alone else None, _only(section.diarienummer))


def _clear(subject: str) -> bool:
    """Whether a heading says what it is about, is short enough to say, and is whole."""
    return len(subject) in _CLEAR and not _CUT_OFF.search(subject)


def _only(numbers: tuple[str, ...]) -> str | None:
    return numbers[0] if len(numbers) == 1 else None


def _subject(heading: str) -> str:
    """ "Motion av Bo Ek (M) om cykelväg" is asked about as "motionen om cykelväg"."""
    plain = " ".join(heading.split()).rstrip(" .:")
    first = next((noun for noun in _DEFINITE if plain.startswith(f"{noun} ")), None)
    if first is None:
        return plain
    raised = _RAISED.match(plain)
    return (
        f"{_DEFINITE[first]} om {plain[raised.end() :]}" if raised else _DEFINITE[first] + plain[len(first) :]
    )


def _beginning(text: str) -> Groups:
    """The first four words of the first sentence that is more than a heading."""
    spoken = (_LEAD.sub("", text[slice(*span)]).strip() for span in sentences(text))
    told = next((text for text in spoken if len(text.split()) >= 4 and not text.endswith(":")), None)
    return ((" ".join(told.split()[:4]).rstrip(",.:"),),) if told else ()


def _amount(matter: Matter) -> Groups:
    found = {match[0] for match in _AMOUNT.finditer(matter.decided)}
    return ((found.pop(),),) if len(found) == 1 else ()


def _reserved(matter: Matter) -> Groups:
    return _named(matter, Status.RESERVATION, 12)


def _moved(matter: Matter) -> Groups:
    """Who moved in the debate, where the matter is no motion from a group itself."""
    if (matter.subject or "").startswith("yrkande"):
        return ()
    return _named(matter, Status.YRKANDE, 3)


def _named(matter: Matter, status: Status, most: int) -> Groups:
    """The persons of the parts of a status, where all are persons with a party and not too many."""
    told = [part for part in matter.section.parts if part.status is status]
    names = {name for part in told for name in part.by}
    whole = all(part.by for part in told) and all("(" in name for name in names)
    return tuple((_PARTY.sub("", name),) for name in sorted(names)) if whole and len(names) <= most else ()


def _voted(matter: Matter) -> Groups:
    """The figures of the only vote."""
    confirmed = all(p.confirmed for p in matter.section.parts if p.status is Status.OMROSTNING)
    found = votes(matter.section)
    return ((str(found[0].yes),), (str(found[0].no),)) if len(found) == 1 and confirmed else ()


def _asked_upward(matter: Matter) -> Groups:
    """A decision to propose to another body settles nothing yet."""
    proposed = matter.section.addressee and matter.section.outcome is not Outcome.BORDLAGD
    return (("föresl", "förslag", "tillstyrk"),) if proposed else ()


def _granted(matter: Matter) -> Groups:
    """Whether a request was granted or rejected."""
    asked = _REQUEST.match(matter.subject or "") and matter.section.outcome in (
        Outcome.AVSLAG,
        Outcome.BIFALL,
    )
    return ended(matter) if asked else ()


def _elected(matter: Matter) -> Groups:
    """Who adjusts the minutes, where the § is about that alone and names one person."""
    names = persons(matter.decided) if re.search(r"\bval av justera", matter.section.heading, re.I) else ()
    return ((_PARTY.sub("", names[0]),),) if len(names) == 1 else ()


_TOLD: Mapping[str, Callable[[Matter], Groups]] = {
    "section": lambda matter: ((matter.section.label or "",),),
    "number": lambda matter: ((matter.dnr,),) if matter.dnr else (),
    "decision": decision,
    "identifier": decision,
    "outcome": ended,
    "granted": _granted,
    "status": _asked_upward,
    "amount": _amount,
    "who": _reserved,
    "moved": _moved,
    "vote": _voted,
    "adjuster": _elected,
}
