"""Matters ranked by likeness to a text.

A § of minutes is found by its passages' words and by their meaning, and a matter has the best of its §§.
Three rankings are fused by their reciprocal ranks (Cormack, Clarke and Büttcher 2009), one of them by the
meaning of the headings alone: a heading says what a matter is, and a long § says much else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from corpus.diarienummer import diarienummer_key
from corpus.embedding import Embedder, Vector
from corpus.model import Chunk, Filters, Ranked
from retrieval.asked import asked
from retrieval.relevance import MINUTES
from retrieval.search import Meanings, Words, weighed
from retrieval.subject import Term, bag, share

# Passages from each index, matters whose headings are compared, and how slowly a rank loses its worth.
DEPTH, HEADINGS, RANK_CONSTANT = 400, 100, 5
# What it adds that a heading says all that is looked for, beside three ranks of at most 1 each.
HEADING_WORDS = 0.6
_MOST = 3 + HEADING_WORDS
# A rank that is worth telling, and a heading that says enough.
_NEAR_THE_TOP, _SAYS_MUCH = 30, 0.5
_KEPT = 20_000

# What every meeting has on its list, and decides no matter by.
_ROUTINE = re.compile(
    r"(?i)\W*(?:(?:förteckning|lista|rapport\w*|redovisning|anmälan) (?:över|av) )?(?:anmälningsärenden"
    r"|anmälningar|delegationsbeslut|delgivningar|meddelanden|inkomna (?:skrivelser|handlingar|remisser)"
    r"|(?:allmänhetens )?frågestund|upprop|justering|val av justera|bestämmande av tid|ordningsfråg"
    r"|övriga? fråg|fastställande av (?:dagordning|föredragningslist))"
)

Matter: TypeAlias = tuple[str, str]
"""A municipality and the key of a diarienummer; of a § without one, its document and place."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A matter by one of its passages, how like the text it is (0–1), and what lifted it, in Swedish."""

    chunk: Chunk
    score: float
    why: tuple[str, ...]


class Likeness:
    """Ranks the matters of a collection. Threads may use it at will."""

    def __init__(self, lexical: Words, vectors: Meanings, embedder: Embedder) -> None:
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        # Never changed but put anew, so that no thread is disturbed that still reads the one before.
        self._vectors_of: dict[str, Vector] = {}

    def ranked(self, queries: tuple[str, ...], filters: Filters) -> list[Similar]:
        """The matters that are like ``queries`` together, best first; ``filters`` say which §§ may count."""
        among = self._minutes(filters)
        found: defaultdict[Matter, list[Similar]] = defaultdict(list)
        for query in queries if among else ():
            for similar in self._of_query(query, filters, among):
                found[matter_of(similar.chunk)].append(similar)
        joined = (_joined(several, len(queries)) for several in found.values())
        return sorted(joined, key=lambda similar: (-similar.score, similar.chunk.id))

    def _of_query(self, query: str, filters: Filters, among: frozenset[str]) -> list[Similar]:
        by_meaning = self._vectors.nearest(self._vectors.vector(query), DEPTH, among)
        by_words = [one for one in self._lexical.search(query, 2 * DEPTH, filters) if one.id in among]
        chunks = self._sections((*by_meaning, *by_words))
        meaning, wording = of_matters(by_meaning, chunks), of_matters(by_words, chunks)
        first = {matter_of(chunk): chunk for chunk in reversed(chunks.values())}
        headings = {matter: chunk.place.heading for matter, chunk in first.items()}
        nearest = dict(list(fused(meaning, wording).items())[:HEADINGS])
        by_heading = self._by_heading(query, {matter: headings[matter] for matter in nearest})
        terms = weighed(asked(query).terms, self._lexical)
        said = {matter: _said(terms, heading) for matter, heading in headings.items()}
        return [
            Similar(
                first[matter],
                (score + HEADING_WORDS * said[matter]) / _MOST,
                _why(matter, said[matter], wording, meaning),
            )
            for matter, score in fused(meaning, wording, by_heading).items()
        ]

    def _minutes(self, filters: Filters) -> frozenset[str]:
        """The ids of the passages of minutes that fulfil ``filters``."""
        kinds = MINUTES if filters.kind is None else MINUTES & {filters.kind}
        found: frozenset[str] = frozenset()
        return found.union(*(self._lexical.ids(replace(filters, kind=kind)) for kind in kinds))

    def _sections(self, found: Iterable[Ranked]) -> dict[str, Chunk]:
        """The passages behind ``found`` of §§ that take up a matter, by id."""
        ids = dict.fromkeys(ranked.id for ranked in found)
        return {
            chunk.id: chunk
            for chunk in self._lexical.chunks(list(ids))
            if chunk.place.label and not _ROUTINE.match(chunk.place.heading)
        }

    def _by_heading(self, query: str, headings: Mapping[Matter, str]) -> dict[Matter, float]:
        """The cosine of each matter's heading to the query, best first."""
        vector = self._embedder.query(query)
        vectors = self._embedded(headings.values())
        near = {matter: float(np.dot(vectors[heading], vector)) for matter, heading in headings.items()}
        return _best_first(near)

    def _embedded(self, headings: Iterable[str]) -> dict[str, Vector]:
        """The headings' vectors; those that are new are embedded together."""
        kept = self._vectors_of
        wanted = dict.fromkeys(headings)
        new = [heading for heading in wanted if heading not in kept]
        made = dict(zip(new, self._embedder.passages(new), strict=True)) if new else {}
        if made:
            self._vectors_of = {**(kept if len(kept) < _KEPT else {}), **made}
        return {heading: made[heading] if heading in made else kept[heading] for heading in wanted}


def matter_of(chunk: Chunk) -> Matter:
    """The matter that a passage is of: by its first diarienummer, else the § stands alone."""
    document, place = chunk.document, chunk.place
    numbers = place.diarienummer or document.diarienummer
    key = diarienummer_key(numbers[0]) if numbers else ""
    return document.municipality or "", key or f"{document.id} {place.section}"


def of_matters(found: Iterable[Ranked], chunks: Mapping[str, Chunk]) -> dict[Matter, float]:
    """Each matter with the score of its best passage, best first; ``found`` is best first."""
    best: dict[Matter, float] = {}
    for ranked in found:
        if chunk := chunks.get(ranked.id):
            best.setdefault(matter_of(chunk), ranked.score)
    return best


def fused(*rankings: Mapping[Matter, float]) -> dict[Matter, float]:
    """Reciprocal rank fusion of rankings that are best first: the first of each has 1; best first."""
    scores: defaultdict[Matter, float] = defaultdict(float)
    for ranking in rankings:
        for rank, matter in enumerate(ranking, start=1):
            scores[matter] += (RANK_CONSTANT + 1) / (RANK_CONSTANT + rank)
    return _best_first(scores)


def _best_first(scores: Mapping[Matter, float]) -> dict[Matter, float]:
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _said(terms: tuple[Term, ...], heading: str) -> float:
    """How much of what is looked for a heading says."""
    return share(terms, bag(heading)) if terms else 0.0


def _why(
    matter: Matter, said: float, wording: Mapping[Matter, float], meaning: Mapping[Matter, float]
) -> tuple[str, ...]:
    reasons = (
        ("rubriken", said >= _SAYS_MUCH),
        ("samma ord", matter in list(wording)[:_NEAR_THE_TOP]),
        ("liknande innehåll", matter in list(meaning)[:_NEAR_THE_TOP]),
    )
    return tuple(reason for reason, holds in reasons if holds)


def _joined(several: list[Similar], queries: int) -> Similar:
    """What a matter scores over all queries."""
    why = dict.fromkeys(reason for similar in several for reason in similar.why)
    return Similar(several[0].chunk, sum(similar.score for similar in several) / queries, tuple(why))
