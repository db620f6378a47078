"""Versions of governing documents: what each tells of itself, and what the minutes decided of it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.bodies import find_bodies
from corpus.dates import find_dates, find_periods
from corpus.model import Document, Outcome, Span, Status
from corpus.references import find_labels
from retrieval.draft.identifiers import in_minutes, opening
from retrieval.evidence import Passage, Reading
from retrieval.governing.titles import Title, title_in, title_of

# A document tells of its own validity at its beginning; further on the word is of something else.
_FRONT = 3_000
_SUBJECT = (
    r"(?:^|[.;]\s)\W{0,3}(?:(?:den(?:na)?|detta|dessa)\s)?"
    r"(?:(?:\w{0,30}(?:strategin?|plan(?:en)?|policyn?|riktlinje(?:n|r|rna)?|reglemente(?:t)?|tax(?:an?|orna)"
    r"|budget(?:en)?|program(?:met)?|ordning(?:en)?)|dokumentet|avgifterna|bestämmelserna)\s)?"
)
_VALUE = r"[^\n]{0,100}(?:\n(?=[\d§(]|(?-i:[a-zåäö]))[^\n]{0,60})?"
_LABELLED = r"\W{0,3}\n?"
_FIELD = re.IGNORECASE | re.MULTILINE
_ADOPTED = re.compile(
    rf"{_SUBJECT}(?P<word>antag(?:en|et|na)|fastställ(?:d|t|da)|beslutad|antogs|fastställdes|antagandedatum)\b"
    rf"{_LABELLED}(?P<value>{_VALUE})",
    _FIELD,
)
_REVISED = re.compile(
    rf"{_SUBJECT}(?P<word>(?:senast\s)?(?:reviderad|reviderat|reviderades|ändrad))\b{_LABELLED}(?P<value>{_VALUE})",
    _FIELD,
)
_VALID = re.compile(
    rf"{_SUBJECT}(?P<word>gäller|giltig\w{{0,8}}|träder i kraft|ikraftträdande)(?P<value>\b[^\n]{{0,80}})",
    _FIELD,
)
_REPLACES = re.compile(
    r"\b(?:ersätter|upphäver)\b[: ]*\n?(?P<value>[^\n]+(?:\n(?=[\d§(]|(?-i:[a-zåäö]))[^\n]+){0,3})",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\W*(?:från|fr\.?\s?o\.?\s?m|sedan|den\s|\d|åren?\s)", re.IGNORECASE)
_SINCE = re.compile(r"^\W*(?:från|fr|sedan)\b", re.IGNORECASE)
_TO = re.compile(r"\btill(?:\soch\smed|\sden)?\b|\bt\.?\s?o\.?\s?m\b\.?|\blängst\b", re.IGNORECASE)

_NO_ACT = re.compile(
    r"\b(?:inte|avsl\w+|föreslå\w*|uppdrag\w*|uppmana\w*|återremi\w+|bordl\w+|förläng\w+)\b", re.IGNORECASE
)
_HANDS_ON = re.compile(r"\bföreslår?\b|\btillstyrk\w*", re.IGNORECASE)
_OWN_PART = re.compile(r"\bför egen del\b", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(
    r",?\s(?:och|samt|samtidigt\ssom|varvid|varigenom|då)\s(?=[^.;]{0,160}?\b(?:upphäv|upphör|ersätt)\w*)",
    re.IGNORECASE,
)
_ADOPTS = (
    re.compile(
        r"\b(?:anta|antar|fastställa|fastställer|godkänna|godkänner|revidera|reviderar)\s(?P<name>.{3,300})",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<name>.{3,300}?)\b(?:antas|fastställs|godkänns)\b", re.IGNORECASE),
)
_REPEALS = (
    re.compile(r"\b(?:upphäva|upphäver|ersätter|ersätta)\s(?P<name>.{3,300})", re.IGNORECASE),
    re.compile(r"\bupphöra?\s(?!att\sgälla)(?P<name>.{3,300}?)\satt\sgälla\b", re.IGNORECASE),
    re.compile(r"^(?P<name>.{3,300}?)\s(?:ska(?:ll)?\s)?(?:upphöra?|upphäva?s|ersätts\sav)\b", re.IGNORECASE),
)
_EFFECTIVE = re.compile(
    r"\b(?:från\soch\smed|fr\.?\s?o\.?\s?m\.?|från|gälla|kraft)\s(?=(?:den\s)?(?P<value>.{0,30}))",
    re.IGNORECASE,
)
_ADOPTED_THEN = re.compile(
    r"\b(?:ant[ao]g|av\sden|beslut(?:ad|at)|fastställ[dt])\w*\s?(?P<value>.{0,80})|\((?P<inner>[^)]{0,80})\)",
    re.IGNORECASE,
)
_UNDECIDED = frozenset({Outcome.ATERREMISS, Outcome.BORDLAGD, Outcome.AVSLAG})


@dataclass(frozen=True, slots=True)
class Told:
    """A day, and the passage that tells it; of an adoption also which § and whose."""

    date: dt.date
    passage: Passage
    label: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An earlier version as another document names it, with what it tells of when that was adopted."""

    title: Title | None
    date: dt.date | None
    label: str | None
    passage: Passage


@dataclass(frozen=True, eq=False)
class Edition:
    """A version of a governing document. ``document`` is None where others alone tell of it.

    ``since`` and ``until`` are told by a text, ``named`` by the years in the name.
    """

    title: Title
    municipality: str | None
    body: str | None
    document: Document | None = None
    adopted: Told | None = None
    revised: Told | None = None
    since: Told | None = None
    until: Told | None = None
    named: tuple[Told, Told] | None = None
    replaces: tuple[Mention, ...] = ()

    @property
    def decided(self) -> Told | None:
        """The latest decision that made it what it is."""
        return self.revised or self.adopted

    @property
    def first(self) -> Told | None:
        """What tells its first day: its own words, its name or the decision, whichever is latest."""
        told = [one for one in (self.decided, self.since or (self.named and self.named[0])) if one]
        return max(told, key=lambda one: one.date, default=None)

    @property
    def last(self) -> Told | None:
        """What tells its last day: its own words, else its name."""
        return self.until or (self.named and self.named[1])


@dataclass(frozen=True, eq=False)
class Ending:
    """That an earlier version no longer holds from ``date`` on; ``by`` is what was adopted with it."""

    mention: Mention
    municipality: str | None
    body: str | None
    date: dt.date
    by: Edition | None = None


def own_edition(readings: Sequence[Reading]) -> Edition:
    """What a governing document, its sections in order, tells of itself."""
    document = readings[0].document
    front = tuple(_front(readings))
    adopted, revised = _dated(front, _ADOPTED), _dated(front, _REVISED)
    title = title_in(document.title, document.municipality) or title_of(document.title, document.municipality)
    since, until = _validity(front)
    return Edition(
        title=title,
        municipality=document.municipality,
        body=(adopted and adopted.body) or document.body,
        document=document,
        adopted=adopted,
        revised=revised,
        since=since,
        until=until,
        named=_named(title, opening(readings[0])),
        replaces=tuple(_mentions(front, document)),
    )


def _front(readings: Sequence[Reading]) -> Iterator[Reading]:
    length = 0
    for reading in readings:
        if length > _FRONT:
            return
        length += len(reading.section.text)
        yield reading


def _fields(front: Sequence[Reading], pattern: re.Pattern[str]) -> Iterator[tuple[str, Passage]]:
    """The value of every such field and the passage that it stands in; none within "Ersätter …"."""
    for reading in front:
        text = _REPLACES.sub(lambda found: " " * len(found[0]), reading.section.text[:_FRONT])
        for found in pattern.finditer(text):
            yield found["value"], _passage(reading, (found.start("word"), found.end("value")))


def _passage(reading: Reading, span: Span) -> Passage:
    start, text = span[0], reading.section.text[slice(*span)].rstrip(" \n,;")
    status = next((part.status for part in reading.section.parts if start < part.span[1]), Status.BESKRIVNING)
    return Passage(reading, status, (start, start + len(text)))


def _dated(front: Sequence[Reading], pattern: re.Pattern[str]) -> Told | None:
    for value, passage in _fields(front, pattern):
        if dates := find_dates(value):
            labels, bodies = find_labels(value), find_bodies(value)
            label, body = labels[0].label if labels else None, bodies[0].name if bodies else None
            return Told(dates[0].value, passage, label, body)
    return None


def _validity(front: Sequence[Reading]) -> tuple[Told | None, Told | None]:
    """The first day and the last that the document itself gives."""
    since = until = None
    for value, passage in _fields(front, _VALID):
        first, last = _ends(value)
        since = since or (Told(first, passage) if first else None)
        until = until or (Told(last, passage) if last else None)
    return since, until


def _ends(value: str) -> tuple[dt.date | None, dt.date | None]:
    to = _TO.search(value)
    before, after = (value[: to.start()], value[to.end() :]) if to else (value, "")
    first = _days(before) if _FROM.match(before) else ()
    last = _days(after) if to else first[1:]
    until = last[-1] if last and last[-1] < dt.date.max else None
    return (first[0] if first else None), until


def _days(value: str) -> tuple[dt.date, ...]:
    """The dates, else the ends of the first period; of a lone year behind "från" only its first day."""
    if dates := find_dates(value):
        return tuple(found.value for found in dates[:2])
    for found in find_periods(value)[:1]:
        is_open = _SINCE.match(value) and found.until.year == found.since.year
        return (found.since,) if is_open else (found.since, found.until)
    return ()


def _named(title: Title, passage: Passage) -> tuple[Told, Told] | None:
    return (Told(title.period[0], passage), Told(title.period[1], passage)) if title.period else None


def _mentions(front: Sequence[Reading], document: Document) -> Iterator[Mention]:
    for reading in front:
        for found in _REPLACES.finditer(reading.section.text, 0, _FRONT):
            yield _mention(found["value"], document.municipality, _passage(reading, found.span()))


def _mention(text: str, municipality: str | None, passage: Passage) -> Mention:
    dates = find_dates(text)
    labels = find_labels(text)
    return Mention(
        title_in(text, municipality),
        dates[0].value if dates else None,
        labels[0].label if dates and labels else None,
        passage,
    )


def decided_in(reading: Reading) -> tuple[tuple[Edition, ...], tuple[Ending, ...]]:
    """The versions that a § of the minutes adopts, and those that it ends; a proposal does neither."""
    section, day = reading.section, reading.document.date
    if not in_minutes(reading) or section.addressee or section.outcome in _UNDECIDED or day is None:
        return (), ()
    clauses = [clause for one in _of_its_own(reading) for clause in _clauses(one)]
    ended = [(clause, found) for clause in clauses if (found := _named_by(clause, _REPEALS))]
    kept = [clause for clause in clauses if clause not in {clause for clause, _ in ended}]
    named = [(clause, found) for clause in kept if (found := _named_by(clause, _ADOPTS))]
    adopted = tuple(_adopted(clause, name, day) for clause, name in named)
    by = adopted[0] if len(adopted) == 1 else None
    return adopted, tuple(_ending(clause, name, day, by) for clause, name in ended)


def _of_its_own(reading: Reading) -> Iterator[Passage]:
    """The sentences that decide, without those that follow "… föreslår kommunfullmäktige besluta:"."""
    hands_on = False
    for passage in reading.of(Status.BESLUT):
        hands_on = (hands_on or bool(_HANDS_ON.search(passage.text))) and not _OWN_PART.search(passage.text)
        if not hands_on:
            yield passage


def _clauses(passage: Passage) -> Iterator[Passage]:
    """A sentence in its parts, where one adopts and the next repeals."""
    if _NO_ACT.search(passage.text):
        return
    start, text = passage.span[0], passage.text
    cuts = [(0, 0), *(found.span() for found in _NEXT_CLAUSE.finditer(text)), (len(text), len(text))]
    for (_, begin), (end, _) in pairwise(cuts):
        yield Passage(passage.reading, passage.status, (start + begin, start + end), passage.by)


def _named_by(clause: Passage, patterns: Iterable[re.Pattern[str]]) -> str | None:
    """The words that name what a clause adopts or repeals, with what follows them."""
    flat = " ".join(clause.text.split())
    municipality = clause.reading.document.municipality
    names = (found["name"] for pattern in patterns if (found := pattern.search(flat)))
    return next((name for name in names if title_in(name, municipality)), None)


def _adopted(clause: Passage, name: str, day: dt.date) -> Edition:
    document = clause.reading.document
    title = title_in(name, document.municipality) or title_of(name, document.municipality)
    told = Told(day, clause, clause.reading.section.label, document.body)
    effective = _effective(clause.text)
    return Edition(
        title=title,
        municipality=document.municipality,
        body=document.body,
        adopted=told,
        since=Told(effective, clause) if effective else None,
        named=_named(title, clause),
    )


def _ending(clause: Passage, name: str, day: dt.date, by: Edition | None) -> Ending:
    document = clause.reading.document
    then = _ADOPTED_THEN.search(clause.text)
    told = (then["value"] or then["inner"] or "") if then else ""
    title = title_in(name, document.municipality)
    mention = replace(_mention(told, document.municipality, clause), title=title)
    started = by.since.date if by and by.since else day
    last = _effective(clause.text)
    return Ending(mention, document.municipality, document.body, _after(last) if last else started, by)


def _after(day: dt.date) -> dt.date:
    """The first day without what ends on ``day``: a month's last day is a document's last, too."""
    following = day + dt.timedelta(days=1)
    return following if following.day == 1 else day


def _effective(text: str) -> dt.date | None:
    """From when a clause says that it takes effect."""
    for found in _EFFECTIVE.finditer(" ".join(text.split())):
        if days := _days(found["value"]):
            return days[0]
    return None
