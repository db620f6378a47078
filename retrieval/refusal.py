"""When there is no answer: whether the evidence is about what is asked, and what is said when it is not."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.dates import find_days
from corpus.model import Hit, Refusal
from corpus.swedish import fold, words
from retrieval.answerable import WEIGHTS, likelihood, signs
from retrieval.asked import OFFICES, Ask
from retrieval.draft.agenda import span_of
from retrieval.draft.claims import Claim, first_evidence
from retrieval.draft.quantities import tells_event
from retrieval.draft.wording import listed, on_date, trimmed
from retrieval.evidence import Passage, Reading
from retrieval.figures import COUNT
from retrieval.naming import body_name
from retrieval.query import Query, within
from retrieval.relevance import Case, around, dates_in, near
from retrieval.slots import OF_A_SENTENCE, Slot
from retrieval.subject import Bag, Term, bag, covers, evened, names, share

_FILE = Path(__file__).with_name("thresholds.json")
_LEADS = 3
_SORT_WEIGHS = 0.3
_STRICTNESS: ContextVar[float] = ContextVar("strictness", default=1.0)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is asked of evidence, 0–1: how likely it is to be right, and how much of the subject it says.

    All of it must be of ``likelihood`` (``retrieval.answerable``). Where it is of ``sure``, or where a
    section as a whole answers and is of ``matter``, it is enough that what stands around the passage says
    ``around`` of the subject. Else the section must say ``section`` of it, and any section ``meeting`` where
    the question names the meeting's day, for every § of that day is near; the heading with the passage
    ``heading``, where a § or a number is asked for; the passage, ``reach`` characters around it and its
    heading ``passage``, where a sentence answers by itself. ``named`` takes the place of these shares where
    the question names the § or the diarienummer, ``settled`` where an earlier part of the question has found
    its section.
    """

    likelihood: float
    sure: float
    matter: float
    around: float
    section: float
    meeting: float
    heading: float
    passage: float
    named: float
    settled: float
    reach: int


def thresholds() -> Thresholds:
    """The calibrated thresholds, at the strictness in force."""
    return _at(_STRICTNESS.get())


@contextmanager
def strictness(factor: float) -> Iterator[None]:
    """Within the block each share that evidence must cover is ``factor`` times the calibrated one, at most 1.

    For evaluation: how refusals would be right and wrong, were the thresholds others.
    """
    token = _STRICTNESS.set(factor)
    try:
        yield
    finally:
        _STRICTNESS.reset(token)


@lru_cache(maxsize=16)
def _at(factor: float) -> Thresholds:
    calibrated = json.loads(_FILE.read_text(encoding="utf-8"))
    shares = {name: min(1.0, value * factor) for name, value in calibrated.items() if name != "reach"}
    return Thresholds(reach=calibrated["reach"], **shares)


@lru_cache(maxsize=1)
def thresholds_id() -> str:
    """The sha256 of the thresholds' and the weights' files."""
    return hashlib.sha256(_FILE.read_bytes() + WEIGHTS.read_bytes()).hexdigest()


# These are answered by a section as a whole, and these by what its heading says it is about.
_BY_SECTION = frozenset(
    {
        Slot.DECISION,
        Slot.DECIDED_YET,
        Slot.VOTE,
        Slot.WHO,
        Slot.DEED,
        Slot.TIMELINE,
        Slot.TIMES,
        Slot.PRECEDENT,
    }
    | {Slot.COMPARISON, Slot.YES_NO, Slot.SOURCE, Slot.WHOLE}
)
_BY_HEADING = frozenset({Slot.DOCUMENT_NUMBER, Slot.LABEL, Slot.MEETING_DATE, Slot.MEETINGS})
_BY_SENTENCE = OF_A_SENTENCE - {Slot.DATE}

# How far a document tells of what and where it is, in characters; then come its contents.
_PLACE = 500

_MEETING = ("sammanträde", "möte")


_SORT_OF_SUM = re.compile(
    r"\b(?:vilke[nt]|hur (?:stort?|högt?|lågt?|mycket))(?: (?:är|var|blir|blev|ska|bli)){0,2}(?: de[nt])? "
    r"(\w*(?:pris|lön|arvode|hyra|ränta|avgift|köpeskilling|bidrag|ersättning)\w{0,3})\b"
)
_NAME_ASKED = re.compile(r"\bvad heter\b")
_NAME_TOLD = re.compile(r"(?<=[\w,:»\"”(] )(?<!\bo )[\"”»]?(?!X+\b)([A-ZÅÄÖ]\w+)")
_BEFORE, _COUNTED = 30, 60  # characters between a number and the things that it is of, before and behind it
_SAME_LINE = 80  # characters

# What says of what sort a matter is tells little of what it is about.
_SORT = re.compile(
    r"(?:motion|yrkande|interpellation|medborgarförslag|hemställan|ansökan|anmälan|remiss|redovisning"
    r"|återrapportering|revidera|revidering|reviderat|uppföljning|översyn|förslag|uppdrag|yttrande|antagande"
    r"|granskning|ändring|tjänsteskrivelse|tjänsteutlåtande|rapport|handling)\w{0,4}"
)


def enough(ask: Ask, claims: tuple[Claim, ...], case: Case) -> bool:
    """Whether the first claim's evidence is about the subject asked about."""
    proof = first_evidence(claims)
    query = case.query
    if proof is None or _tells_its_own_day(ask, proof) or not _fills(ask, proof):
        return False
    if ask.deed in OFFICES and not _met_then(proof.reading, query):
        return False
    of_meeting = bool(query.dates) and ask.deed in OFFICES
    if of_meeting or not (case.asked.terms or query.labels or query.diarienummer):
        return _is_of_a_meeting(proof, ask, claims, case)
    sides = tuple(passage for claim in claims for passage in claim.evidence)
    return _about(proof, ask, case, sides if ask.slot is Slot.COMPARISON else ())


def _met_then(reading: Reading, query: Query) -> bool:
    """Whether a section is of the month or year asked about: who led in May is told of that May alone."""
    date, spans = reading.document.date, query.periods
    return date is None or within(date, spans) or bool(query.dates) or not spans


def _fills(ask: Ask, proof: Passage) -> bool:
    """Whether an amount or a day stands by what it is of: "Vilken hyra …", "När är bron klar?"."""
    if ask.slot is Slot.DATE:
        heading = proof.reading.section.heading
        return tells_event(ask, around(proof, _SAME_LINE)) or tells_event(ask, heading)
    if _NAME_ASKED.search(fold(ask.clause)):
        asked = words(ask.clause)
        return any(fold(name) not in asked for name in _NAME_TOLD.findall(proof.text))
    if ask.head:
        return _counts(ask.head.word, proof)
    sort = _SORT_OF_SUM.search(fold(ask.clause)) if ask.slot is Slot.AMOUNT else None
    told = (near(proof, _SAME_LINE), proof.reading.about)
    return sort is None or any(covers(text, sort[1]) for text in told)


def _counts(thing: str, proof: Passage) -> bool:
    """Whether a number in what is told, or in its own row, stands near the things that are counted."""
    text = proof.text
    told = (text[max(0, at.start() - _BEFORE) : at.end() + _COUNTED] for at in COUNT.finditer(text))
    return any(covers(bag(near_it), thing) for near_it in told)


def _tells_its_own_day(ask: Ask, proof: Passage) -> bool:
    """Whether a list is asked for and the passage tells the day of its own meeting alone."""
    date, text = proof.reading.document.date, proof.text
    told = {(day.month, day.day) for day in dates_in(text)}
    told |= {(day.month, day.day) for day in find_days(text)}
    return ask.slot is Slot.LIST and date is not None and told == {(date.month, date.day)}


def _is_of_a_meeting(proof: Passage, ask: Ask, claims: tuple[Claim, ...], case: Case) -> bool:
    """Whether claims answer what names no matter: what the day's meeting did, or the days of meetings."""
    if ask.slot in _BY_SENTENCE:
        return False
    if ask.slot is Slot.LIST and span_of(case.query) is not None and any(claim.proof for claim in claims):
        return False  # an agenda's matters each have their own proof
    if ask.slot is Slot.DATE and not case.settled:
        return any(covers(proof.reading.about, word) for word in _MEETING)
    return _of_the_day_told(proof.reading, case)


def _of_the_day_told(reading: Reading, case: Case) -> bool:
    """Whether a section is of the day that the question writes out, or that writes out none."""
    days, date = dates_in(case.query.text), reading.document.date
    return not days or (date in days if date else bool(days & dates_in(reading.front)))


def touches(ask: Ask, claims: tuple[Claim, ...]) -> bool:
    """Whether evidence of a section that is known to be the right one has to do with what ``ask`` adds."""
    proof = first_evidence(claims)
    return proof is not None and share(ask.terms, proof.bag) >= thresholds().settled


def _about(passage: Passage, ask: Ask, case: Case, sides: tuple[Passage, ...] = ()) -> bool:
    """Whether a passage is about the subject: likely, naming all that is named, and saying enough.

    What is compared with it is told by its other ``sides``.
    """
    least, terms = thresholds(), case.asked.terms
    found = likelihood(signs(passage, ask, case))
    if found < least.likelihood or (ask.head and not covers(passage.bag, ask.head.word)):
        return False
    told_near = (text for one in (passage, *sides) for text in _close(one, least.reach))
    close = _told((*terms, *ask.terms), *told_near)
    whole = close | _told((*terms, *ask.terms), passage.reading.words)
    told = _Said(found, close, whole)
    return _names_all(told, passage.text, ask, case) and _says_enough(told, passage, ask, case)


def _close(passage: Passage, reach: int) -> tuple[Bag, ...]:
    """What stands near a passage, over it, and where its document begins."""
    reading = passage.reading
    front = bag(reading.front[:_PLACE])
    return near(passage, reach), reading.about, front


@dataclass(frozen=True, slots=True)
class _Said:
    """How likely a passage is to be right, and the terms told close to it and in its whole section."""

    likely: float
    close: frozenset[Term]
    whole: frozenset[Term]


def _names_all(found: _Said, text: str, ask: Ask, case: Case) -> bool:
    """Whether all names and numbers of the subject are told: in the section, where it answers as a whole.

    A sentence that is all but sure to be right has one of them at least close by, or speaks of what the
    section has named ("bolaget"); any other has them all.
    """
    named = frozenset(term for term in case.asked.terms if term.proper)
    if ask.slot in _BY_SECTION | _BY_HEADING or not named:
        return named <= found.whole
    refers = bool(named & found.close) or _NAMED_BEFORE.search(text) is not None
    sure = found.likely >= thresholds().sure and refers
    return named <= (found.whole if sure else found.close)


_NAMED_BEFORE = re.compile(
    r"(?i)\b(?:bolaget|företaget|föreningen|stiftelsen|förbundet|leverantören|entreprenören)s?\b"
)


def _says_enough(found: _Said, passage: Passage, ask: Ask, case: Case) -> bool:
    """Whether what is told close to a passage and in its section is enough of the subject."""
    least, reading, terms = thresholds(), passage.reading, case.asked.terms
    if case.query.labels or case.query.diarienummer:
        return _part(terms, found.whole) >= least.named
    if found.likely >= least.sure and not case.query.dates:
        return _part(terms, found.close) >= least.around
    if not _of_matter(found.likely, _part(terms, found.whole), ask, case):
        return False
    if ask.slot in _BY_HEADING:
        told = _told(terms, reading.about, passage.bag)
        return _of_the_day(reading, case) and _part(terms, told) >= least.heading
    if ask.slot in _BY_SECTION:
        return _part(terms, found.close) >= least.around
    return _part(ask.terms, found.close) >= least.passage


def _of_matter(found: float, said: float, ask: Ask, case: Case) -> bool:
    """Whether a section, so likely to be right and saying so much of the subject, is of the matter."""
    least = thresholds()
    if case.query.dates:
        return said >= least.meeting
    if ask.slot in _BY_SECTION and ask.deed not in OFFICES:
        return found >= least.matter
    return said >= least.section


def _told(terms: tuple[Term, ...], *texts: Bag) -> frozenset[Term]:
    """The terms that at least one of ``texts`` tells; of a name nothing but itself will do."""
    return frozenset(
        term for term in terms if any((names if term.proper else covers)(text, term.word) for text in texts)
    )


def _part(terms: tuple[Term, ...], told: frozenset[Term]) -> float:
    """How much of the weight of ``terms`` those that are told have, 0–1; 1 where there are no terms."""
    total = sum(map(_weight, terms))
    return sum(_weight(term) for term in terms if term in told) / total if total else 1.0


def _weight(term: Term) -> float:
    """What a term counts: names and numbers are demanded already, and words of sort tell little."""
    weight = evened(term).weight
    return weight * _SORT_WEIGHS if not term.proper and _SORT.fullmatch(term.word) else weight


def _of_the_day(reading: Reading, case: Case) -> bool:
    """Whether a section is of a meeting day that the question names, or of none that is known."""
    date = reading.document.date
    return not case.query.dates or date is None or date in case.query.dates


OUT_OF_SCOPE = (
    "Det ligger utanför vad jag kan hjälpa till med. Jag söker i kommunala handlingar och svarar på vad som "
    "står i protokoll, tjänsteskrivelser och styrdokument; jag skriver inte debattinlägg eller program, har "
    "inga egna åsikter och ger inte råd i enskildas juridiska frågor. Fråga gärna vad som har beslutats, "
    "när och av vem."
)


def refusal_text(refusal: Refusal, query: Query, hits: tuple[Hit, ...]) -> str:
    """What the user reads in place of an answer: politely why, what was searched, and where to look."""
    if refusal is Refusal.OUT_OF_SCOPE:
        return OUT_OF_SCOPE
    return " ".join(filter(None, (_searched(query), _leads(hits))))


def _searched(query: Query) -> str:
    subject = listed([f"»{term.word}«" for term in query.terms[:4]])
    bodies = query.bodies or tuple(filter(None, [query.filters.body]))
    places = query.municipalities or tuple(filter(None, [query.filters.municipality]))
    named = (
        f" om dnr {listed(query.diarienummer)}" if query.diarienummer else "",
        f" från {listed([body_name(body) for body in bodies])}" if bodies else "",
        f" i {listed(places)}" if places else "",
    )
    searched = f"Jag har sökt efter {subject}" if subject else "Jag har sökt"
    return f"Det framgår inte av handlingarna. {searched} i handlingar{''.join(named) or 'na som finns här'}."


def _leads(hits: tuple[Hit, ...]) -> str:
    """The nearest sections, told as places to look and not as answers."""
    leads = list(dict.fromkeys(_lead(hit) for hit in hits))[:_LEADS]
    return f"Närmast ligger: {'; '.join(leads)}." if leads else ""


def _lead(hit: Hit) -> str:
    document, place = hit.chunk.document, hit.chunk.place
    body = body_name(document.body) if document.body else document.title
    label = f" {place.label}" if place.label else ""
    heading = trimmed(place.heading, 80)
    return f"{body}{on_date(document)}{label}{f', {heading}' if heading else ''}"
