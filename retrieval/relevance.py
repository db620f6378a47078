"""Which of the sections found are about what is asked: by subject, body, municipality, time and number."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.bodies import same_body, same_municipality
from corpus.diarienummer import same_diarienummer
from corpus.model import Document
from corpus.references import label_number
from retrieval.asked import Asked
from retrieval.evidence import Passage, Reading
from retrieval.subject import Bag, Term, bag, covered, share


@dataclass(frozen=True, slots=True)
class Sought:
    """What an answer's source must fulfil: the question's own identifiers together with the user's filters.

    Empty tuples and None ask for nothing; ``since`` and ``until`` are inclusive meeting dates.
    """

    diarienummer: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the sections that may answer it, the most relevant first."""

    asked: Asked
    sought: Sought
    readings: tuple[Reading, ...]


def fitting(readings: Iterable[Reading], sought: Sought) -> tuple[Reading, ...]:
    """The readings that contradict nothing of what is sought."""
    return tuple(reading for reading in readings if fits(reading, sought))


def fits(reading: Reading, sought: Sought) -> bool:
    """Whether a section is of the number, §, body, municipality and time that are sought."""
    document = reading.document
    return (
        _numbered(reading, sought.diarienummer)
        and (not sought.labels or _label(reading) in {label_number(label) for label in sought.labels})
        and _of_body(document, sought.bodies)
        and _of_municipality(document, sought.municipalities)
        and _in_time(document, sought)
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
    own = (*reading.section.diarienummer, *reading.document.diarienummer)
    return not wanted or any(same_diarienummer(number, one) for number in wanted for one in own)


def _label(reading: Reading) -> int | None:
    return label_number(reading.section.label) if reading.section.label else None


def _of_body(document: Document, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    return document.body is not None and any(same_body(document.body, body) for body in wanted)


def _of_municipality(document: Document, wanted: tuple[str, ...]) -> bool:
    if not wanted or document.municipality is None:
        return True
    return any(same_municipality(document.municipality, one) for one in wanted)


def _in_time(document: Document, sought: Sought) -> bool:
    if document.date is None:
        return True
    after = sought.since is None or document.date >= sought.since
    return after and (sought.until is None or document.date <= sought.until)


_HEADING_COUNTS = 0.6
_RANK_COUNTS = 0.35
_PROPER_COUNTS = 0.5


def relevance(reading: Reading, asked: Asked) -> float:
    """How much a section is about the question's terms, most of all by its heading; 0 to about 2.5."""
    proper = tuple(term for term in asked.terms if term.proper)
    return (
        share(asked.terms, reading.about, reading.words)
        + _HEADING_COUNTS * share(asked.terms, reading.about)
        + _PROPER_COUNTS * share(proper, reading.about, reading.words)
        + _RANK_COUNTS / (1 + reading.rank / 2)
    )


def by_relevance(readings: Iterable[Reading], asked: Asked) -> tuple[Reading, ...]:
    """The readings, the most relevant first."""
    return tuple(sorted(readings, key=lambda reading: -relevance(reading, asked)))


def uncovered(terms: tuple[Term, ...], *texts: Bag) -> tuple[Term, ...]:
    """The terms that none of ``texts`` says."""
    found = covered(terms, *texts)
    return tuple(term for term in terms if term not in found)


def fullness(passage: Passage, terms: tuple[Term, ...]) -> float:
    """How much of what is asked a passage says itself, its surroundings counted by half."""
    own = share(terms, passage.bag)
    return own + 0.5 * share(terms, passage.bag, passage.reading.about)


def near(passage: Passage, reach: int) -> Bag:
    """The words of a passage and of ``reach`` characters to each side."""
    start, end = passage.span
    return bag(passage.reading.section.text[max(0, start - reach) : end + reach])
