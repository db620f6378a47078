"""Which of the sections found are about what is asked: by subject, body, municipality, time and number."""

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from corpus.bodies import find_bodies, same_body, same_municipality
from corpus.dates import find_dates, find_periods
from corpus.diarienummer import diarienummer_key, find_diarienummer, same_diarienummer
from corpus.model import Document, Kind
from corpus.references import label_number
from retrieval.asked import Asked
from retrieval.evidence import Library, Passage, Reading, siblings_of
from retrieval.query import Query, within
from retrieval.slots import OF_A_SENTENCE
from retrieval.subject import Bag, Term, bag, covers, share, uncovered


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the sections that may answer it, the most relevant first.

    ``settled`` is the evidence of the answers to its earlier parts.
    """

    asked: Asked
    query: Query
    readings: tuple[Reading, ...]
    settled: tuple[Passage, ...] = ()


def fits(reading: Reading, query: Query) -> bool:
    """Whether a section contradicts nothing that the question names: number, §, municipality, body, time.

    A body or a day fits where the document is of it, and where the section speaks of it.
    """
    document = reading.document
    return (
        _numbered(reading, query.diarienummer)
        and (not query.labels or _label(reading) in {label_number(label) for label in query.labels})
        and _of_municipality(document, query.municipalities)
        and _of_body(reading, query.bodies)
        and (not query.dates or any(_of_day(reading, day) for day in query.dates))
        and all(_of_day(reading, day) for day in dates_in(query.text))
        and (not query.periods or any(_of_period(reading, *period, query) for period in query.periods))
    )


def _is_placed(reading: Reading, query: Query) -> bool:
    """Whether the very meeting day or diarienummer is named: a period beside it is the subject's own."""
    date = reading.document.date
    return bool(query.diarienummer) or (date in query.dates and date in dates_in(query.text))


def _of_body(reading: Reading, wanted: tuple[str, ...]) -> bool:
    if not wanted or is_of(reading, wanted) or reading.document.body is None:
        return True
    return any(same_body(body, named) for body in wanted for named in _bodies_in(reading.section.text))


def is_of(reading: Reading, bodies: tuple[str, ...]) -> bool:
    """Whether the document is one of ``bodies``' own."""
    body = reading.document.body
    return body is not None and any(same_body(body, one) for one in bodies)


@lru_cache(maxsize=2_048)
def _bodies_in(text: str) -> frozenset[str]:
    return frozenset(found.name for found in find_bodies(text))


@lru_cache(maxsize=2_048)
def _numbers_in(text: str) -> tuple[str, ...]:
    return tuple(found.text for found in find_diarienummer(text))


@lru_cache(maxsize=2_048)
def dates_in(text: str) -> frozenset[dt.date]:
    """The days that a text names by year, month and day."""
    return frozenset(found.value for found in find_dates(text))


def _of_day(reading: Reading, day: dt.date) -> bool:
    date = reading.document.date
    return date is None or date == day or day in dates_in(reading.section.text)


def _of_period(reading: Reading, since: dt.date, until: dt.date, query: Query) -> bool:
    """A period that the question writes out by its year fits a document or a text of that time.

    Minutes of a later day are of no month or season that they only look back on, unless they are named or
    their heading, or what a sentence is asked of, tells it.
    """
    date = reading.document.date
    years = {str(year) for year in range(since.year, until.year + 1)}
    if date is None or since <= date <= until or not any(year in query.text for year in years):
        return True
    later = reading.document.kind in MINUTES and date > until and (until - since).days < _YEAR
    if later and not _is_placed(reading, query):
        return _tells_period(reading, since, until, query)
    return bool(years & (reading.about.words | reading.words.words))


def _tells_period(reading: Reading, since: dt.date, until: dt.date, query: Query) -> bool:
    """Whether a § tells of a month or a season: "Delårsrapport augusti 2031" at a meeting in September."""
    told = reading.section.text if query.slot in OF_A_SENTENCE else reading.section.heading
    return any(
        since <= found.until and found.since <= until and found.until - found.since < _LONG
        for found in find_periods(told)
    )


def numbers(reading: Reading) -> tuple[str, ...]:
    """The section's diarienummer, else the document's."""
    return reading.section.diarienummer or reading.document.diarienummer


def same_matter(one: Reading, other: Reading) -> bool:
    """Whether two sections are of one matter: a number in common, within one municipality."""
    a, b = one.document.municipality, other.document.municipality
    if a and b and not same_municipality(a, b):
        return False
    return any(same_diarienummer(x, y) for x in numbers(one) for y in numbers(other))


def _numbered(reading: Reading, wanted: tuple[str, ...]) -> bool:
    own = (*reading.section.diarienummer, *reading.document.diarienummer) or _numbers_in(reading.section.text)
    return not wanted or any(same_diarienummer(number, one) for number in wanted for one in own)


def _numbered_itself(reading: Reading, wanted: tuple[str, ...]) -> bool:
    """Whether the section's own line or heading bears the number, and not its document alone."""
    own = (*reading.section.diarienummer, *_numbers_in(reading.section.heading))
    return any(same_diarienummer(number, one) for number in wanted for one in own)


def _label(reading: Reading) -> int | None:
    return label_number(reading.section.label) if reading.section.label else None


def _of_municipality(document: Document, wanted: tuple[str, ...]) -> bool:
    if not wanted or document.municipality is None:
        return True
    return any(same_municipality(document.municipality, one) for one in wanted)


_HEADING_COUNTS = 0.6
_RANK_COUNTS = 0.35
_PROPER_COUNTS = 0.5
_BODY_COUNTS = 0.4
_DAY_COUNTS = 0.4
_SEASON_COUNTS = 0.3
_KIND_COUNTS = 0.4
_NUMBER_COUNTS = 0.5
_MINUTES_COUNT = 0.15
_WEIGHED_BY = 300
_TREATS = 0.6
_YEAR = 364  # days
_LONG = dt.timedelta(days=_YEAR)
_OTHER_YEAR_COSTS = 0.4
_YEAR_TOLD = re.compile(r"(?<![\d/:-])(?:19|20)\d\d(?![\d/:]|-\d\d-)")
MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG})


def relevance(reading: Reading, asked: Asked, query: Query) -> float:
    """How much a section is about what is asked, most of all by its heading; 0 to about 3."""
    proper = tuple(term for term in asked.terms if term.proper)
    return (
        share(asked.terms, reading.about, reading.words)
        + _HEADING_COUNTS * share(asked.terms, reading.about)
        + _PROPER_COUNTS * share(proper, reading.about, reading.words)
        + _RANK_COUNTS / (1 + reading.rank / 2)
        + (_BODY_COUNTS if is_of(reading, query.bodies) else 0.0)
        + (_DAY_COUNTS if reading.document.date in query.dates else 0.0)
        + (_SEASON_COUNTS if _is_of_season(reading.document, query) else 0.0)
        + (_NUMBER_COUNTS if query.diarienummer and _numbered_itself(reading, query.diarienummer) else 0.0)
        + (_KIND_COUNTS if reading.document.kind in query.kinds else 0.0)
        + (_MINUTES_COUNT if reading.document.kind in MINUTES else 0.0)
        - (_OTHER_YEAR_COSTS if _is_of_other_year(reading, query) else 0.0)
    )


def _is_of_season(document: Document, query: Query) -> bool:
    """Whether a document is of a month or a season that the question names; a year is often the subject's."""
    return within(document.date, ((a, b) for a, b in query.periods if (b - a).days < _YEAR))


def _is_of_other_year(reading: Reading, query: Query) -> bool:
    """Whether the headings tell years and none of them is asked for: last year's accounts, the next plan."""
    asked = {str(since.year) for since, until in query.periods if (until - since).days >= _YEAR}
    heading = reading.section.heading if reading.document.kind in MINUTES else reading.document.title
    told = set(_YEAR_TOLD.findall(heading))
    return bool(asked and told) and not asked & told


def case_of(asked: Asked, query: Query, readings: Iterable[Reading]) -> Case:
    """The question with the sections that fit it, the most relevant first, its terms weighed by rarity."""
    fitting = _by_whole_number([reading for reading in readings if fits(reading, query)], query)
    fitting = _by_season(fitting, asked, query)
    weighed = _weighed(_without_places(asked, query.municipalities), fitting)
    return Case(
        weighed, query, tuple(sorted(fitting, key=lambda reading: -relevance(reading, weighed, query)))
    )


def _by_whole_number(readings: list[Reading], query: Query) -> list[Reading]:
    """The sections without those of another diary, where some bear the asked number letters and all."""
    wanted = frozenset(map(diarienummer_key, query.diarienummer))
    own = [frozenset(map(diarienummer_key, numbers(reading))) for reading in readings]
    if wanted.isdisjoint(key for keys in own for key in keys):
        return readings
    return [reading for reading, keys in zip(readings, own, strict=True) if not keys or keys & wanted]


def _by_season(readings: list[Reading], asked: Asked, query: Query) -> list[Reading]:
    """The sections without minutes of other days, where those of the month or season treat the subject."""

    def treats(reading: Reading) -> bool:
        of_season = reading.document.kind in MINUTES and _is_of_season(reading.document, query)
        return of_season and share(asked.terms, reading.about, reading.words) >= _TREATS

    if not (asked.terms and any(map(treats, readings))):
        return readings
    return [one for one in readings if one.document.kind not in MINUTES or _is_of_season(one.document, query)]


def _without_places(asked: Asked, municipalities: tuple[str, ...]) -> Asked:
    """The terms that name a municipality are the document's business, not its text's."""
    places = bag(" ".join(f"{name} {name}s" for name in municipalities))
    asks = tuple(replace(ask, terms=uncovered(ask.terms, places)) for ask in asked.asks)
    return replace(asked, terms=uncovered(asked.terms, places), asks=asks)


def _weighed(asked: Asked, readings: list[Reading]) -> Asked:
    """A term that most of the sections' passages say tells less than one that few of them say."""
    passages = (passage for reading in readings for passage in reading.passages)
    bags = [passage.bag for passage in islice(passages, _WEIGHED_BY)]
    by_term = {term: replace(term, weight=term.weight * _rarity(term, bags)) for term in asked.terms}
    asks = tuple(
        replace(ask, terms=tuple(by_term.get(term, term) for term in ask.terms)) for ask in asked.asks
    )
    return replace(asked, terms=tuple(by_term.values()), asks=asks)


def _rarity(term: Term, bags: list[Bag]) -> float:
    """0.3 for a term of every passage, 1.5 for one of a hundredth; 1 for one that none says."""
    said = sum(covers(text, term.word) for text in bags)
    if not said:
        return 1.0
    return min(1.5, 0.3 + 0.26 * math.log(len(bags) / said))


def beside(case: Case, library: Library) -> Case:
    """The case with the other sections of the most relevant section's document, last."""
    return with_more(case, _beside(case.readings[0], library)) if case.readings else case


def _beside(reading: Reading, library: Library) -> Iterable[Reading]:
    """The other sections of a document; of minutes only what is no §: another § is another matter."""
    minutes = reading.document.kind in MINUTES
    return (one for one in siblings_of(reading, library) if not (minutes and one.section.label))


def with_more(case: Case, readings: Iterable[Reading]) -> Case:
    """The case with ``readings`` that it lacks, last."""
    known = {reading.key for reading in case.readings}
    lacking = {one.key: one for one in readings if one.key not in known}
    return replace(case, readings=(*case.readings, *lacking.values()))


def within_settled(case: Case, library: Library) -> Case:
    """The case with only the documents that the question's earlier parts were answered from."""
    leads = {passage.reading.document.id: passage.reading for passage in case.settled}
    within = replace(case, readings=tuple(one for one in case.readings if one.document.id in leads))
    return with_more(within, (one for lead in leads.values() for one in _beside(lead, library)))


def around(passage: Passage, reach: int) -> str:
    """A passage with ``reach`` characters to each side of it."""
    start, end = passage.span
    return passage.reading.section.text[max(0, start - reach) : end + reach]


def near(passage: Passage, reach: int) -> Bag:
    """The words of a passage and of ``reach`` characters to each side."""
    return bag(around(passage, reach))
