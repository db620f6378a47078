"""What the domain knows of a passage and a question: each feature adds its weight times its strength, and
tells in Swedish that it did.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from corpus.bodies import same_body, same_municipality
from corpus.dates import swedish_date
from corpus.diarienummer import same_diarienummer
from corpus.model import Chunk, Hit, Outcome, Status
from corpus.references import label_number
from corpus.swedish import fold
from retrieval.fillers import filler
from retrieval.query import Query, within
from retrieval.slots import OF_A_SENTENCE, Slot
from retrieval.subject import Term, bag, evened, share

Feature: TypeAlias = tuple[float, str]
"""How strongly a feature holds (0–1), and why in Swedish; an empty reason is not told."""

_NOTHING: Feature = (0.0, "")


def _diarienummer(chunk: Chunk, query: Query) -> Feature:
    own = chunk.place.diarienummer or chunk.document.diarienummer
    same = [number for number in own if any(same_diarienummer(number, asked) for asked in query.diarienummer)]
    return (1.0, f"diarienummer {same[0]}") if same else _NOTHING


def _place(chunk: Chunk, query: Query) -> Feature:
    """The very § that is asked for; one of another body, day or municipality counts little."""
    label = chunk.place.label
    if label is None or label_number(label) not in map(label_number, query.labels):
        return _NOTHING
    agrees = (
        (not query.bodies or _body(chunk, query)[0])
        and (not query.dates or _date(chunk, query)[0])
        and (not query.municipalities or _municipality(chunk, query)[0])
    )
    return (1.0 if agrees else 0.1), label


def _date(chunk: Chunk, query: Query) -> Feature:
    date = chunk.document.date
    return (1.0, f"den {swedish_date(date)}") if date and date in query.dates else _NOTHING


def _period(chunk: Chunk, query: Query) -> Feature:
    return (1.0, "tiden stämmer") if within(chunk.document.date, query.periods) else _NOTHING


def _body(chunk: Chunk, query: Query) -> Feature:
    body = chunk.document.body
    named = body and any(same_body(body, asked) for asked in query.bodies)
    return (1.0, f"organet {body}") if named else _NOTHING


def _municipality(chunk: Chunk, query: Query) -> Feature:
    own = chunk.document.municipality
    named = own and any(same_municipality(own, asked) for asked in query.municipalities)
    return (1.0, f"i {own}") if named else _NOTHING


def _status(chunk: Chunk, query: Query) -> Feature:
    return (1.0, f"är {chunk.status.value}") if chunk.status in query.statuses else _NOTHING


def _decided(chunk: Chunk, query: Query) -> Feature:
    """A decision comes before its proposals, unless something else is asked for."""
    return (1.0, "") if chunk.status is Status.BESLUT and not query.statuses else _NOTHING


_GRANTED = frozenset({Outcome.BIFALL, Outcome.ANTAGEN})


def _ended(chunk: Chunk, query: Query) -> Feature:
    """A § that ended as all that is asked for; what only goes on upward counts half."""
    outcome = chunk.place.outcome
    if outcome is None or not (outcome is query.ended or {outcome, query.ended} <= _GRANTED):
        return _NOTHING
    return (0.5 if chunk.place.addressee else 1.0), f"utfallet {outcome.value}"


_POSTPONED = frozenset({Outcome.BORDLAGD, Outcome.ATERREMISS})
_ASKS_OF_POSTPONING = re.compile(
    r"\bbordl\w+|\båterremi\w+|\bskj[uö]t\w*|\bskjuts\b|\bgånger\b", re.IGNORECASE
)


def _postponed(chunk: Chunk, query: Query) -> Feature:
    """A § that only put the matter off comes after the one that settled it, unless its day is asked for."""
    meant = chunk.document.date in query.dates or _ASKS_OF_POSTPONING.search(query.text)
    return (1.0, "") if chunk.place.outcome in _POSTPONED and not meant else _NOTHING


def _heading(chunk: Chunk, query: Query) -> Feature:
    """How much of the subject the headings say: what a § of a named day is known by, and less elsewhere.

    A sentence that tells an amount, a day or a reason is itself what says most.
    """
    place, document = chunk.place, chunk.document
    told = _told_by(query.terms, place.heading, place.trail, document.title) if query.terms else 0.0
    counts = 1.0 if document.date in query.dates else 0.2 if query.slot in OF_A_SENTENCE else 2 / 3
    return told * counts, "rubriken" if told >= 0.5 else ""


@lru_cache(maxsize=4096)
def _told_by(terms: tuple[Term, ...], heading: str, trail: tuple[str, ...], title: str) -> float:
    return share(terms, bag(" ".join((heading, *trail, title))))


def _subject(chunk: Chunk, query: Query) -> Feature:
    """How much of the subject a passage says under its headings, each word by its rarity.

    A name weighs little more than a common word: many passages of its matter say it.
    """
    told = bag(f"{chunk.document.title} {chunk.place.heading} {chunk.text}")
    return (share(_evened(query.terms), told) if query.terms else 0.0), ""


@lru_cache(maxsize=16)
def _evened(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(map(evened, terms))


def _filled(chunk: Chunk, query: Query) -> Feature:
    """A passage that tells an amount, a day or a reason, where such is asked for."""
    pattern = _filler(query.slot, query.text)
    return (1.0, "") if pattern and pattern.search(chunk.text) else _NOTHING


@lru_cache(maxsize=16)
def _filler(slot: Slot, text: str) -> re.Pattern[str] | None:
    return filler(slot, fold(text))


_DECIDES = frozenset({Slot.DECISION, Slot.DECIDED_YET})


def _decides(chunk: Chunk, query: Query) -> Feature:
    """The decision itself, where what was decided is asked for."""
    return (1.0, "") if chunk.status is Status.BESLUT and query.slot in _DECIDES else _NOTHING


def _unexplained(chunk: Chunk, query: Query) -> Feature:
    """A decision seldom gives its reasons: they stand in what led to it."""
    return (1.0, "") if chunk.status is Status.BESLUT and query.slot is Slot.WHY else _NOTHING


_BESIDE = frozenset(
    {Status.UNDERLAG, Status.EXPEDIERING, Status.YRKANDE, Status.RESERVATION, Status.ANTECKNING}
)


def _beside(chunk: Chunk, query: Query) -> Feature:
    """What stands beside the matter itself, enclosures and what single members said, unless asked for."""
    return (1.0, "") if chunk.status in _BESIDE.difference(query.statuses) else _NOTHING


Features: TypeAlias = tuple[tuple[float, Callable[[Chunk, Query], Feature]], ...]
"""Features and their weights, beside a fused rank that lies between 0 and 1."""

AT_SIGHT: Features = (
    (3.0, _diarienummer),
    (3.0, _place),
    (0.5, _date),
    (0.2, _period),
    (0.3, _body),
    (0.3, _municipality),
    (0.4, _status),
    (1.0, _ended),
    (0.15, _decided),
    (0.75, _decides),
    (-0.5, _unexplained),
    (-0.3, _beside),
    (-0.2, _postponed),
)
"""What is known of a passage without reading it."""

BY_READING: Features = ((0.6, _heading), (1.5, _subject), (0.5, _filled))
"""What takes reading a passage and its headings word by word."""


def ranked(hit: Hit, query: Query, features: Features) -> Hit:
    """The hit with what each of ``features`` adds to its score and its reasons."""
    score, why = hit.score, []
    for weight, feature in features:
        strength, reason = feature(hit.chunk, query)
        score += weight * strength
        if strength and reason:
            why.append(reason)
    return Hit(hit.chunk, score, (*why, *hit.why))
