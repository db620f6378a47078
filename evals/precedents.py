"""Precedents against labels: recall and nDCG over matters, beside each index alone, and outcomes.

Recall and nDCG follow TREC (trec_eval) with binary relevance; a matter counts once, by the § or the
diarienummer of any row that stands for it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from corpus.diarienummer import same_diarienummer
from corpus.errors import BadInput
from corpus.model import Chunk, Filters, Outcome
from corpus.views import HitView, PrecedentsView
from retrieval.assistant import Shelf
from retrieval.matters.similar import DEPTH, matter_of
from retrieval.relevance import MINUTES

CUTOFF = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A § of a file, with the diarienummer of its matter."""

    file: str
    label: str | None
    numbers: tuple[str, ...] = ()


GoldMatter: TypeAlias = tuple[Place, ...]
"""A matter by the §§ that may stand for it."""
System: TypeAlias = Callable[[str], Sequence[Place]]
"""Finds precedents to a text, best first, one place a matter."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A text to find precedents to; ``kind`` is how it is worded, ``half`` whether it was kept aside."""

    id: str
    kind: str
    half: str
    text: str
    relevant: tuple[GoldMatter, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Means over ``count`` texts of one kind and half, for one system."""

    system: str
    kind: str
    half: str
    count: int
    recall: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many of the rows shown have an adjudicated outcome, and how many of those are right."""

    adjudicated: int
    right: int


def load_sought(path: Path) -> tuple[Sought, ...]:
    """The texts with their labels. Raises BadInput where the file is no such set."""
    return tuple(
        Sought(row["id"], kind, row["half"], text, tuple(map(_matter, row["relevant"])))
        for row in _rows(path)
        for kind, text in row["texts"].items()
    )


def load_outcomes(path: Path) -> dict[tuple[str, str], Outcome | None]:
    """The adjudicated outcomes by file and §. Raises BadInput where the file is no such set."""
    return {
        (row["document"], row["paragraph"]): Outcome(row["outcome"]) if row["outcome"] else None
        for row in _rows(path)
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise BadInput(f"{path} kan inte läsas: {error}") from error
    return found


def _matter(places: Iterable[Mapping[str, str]]) -> GoldMatter:
    return tuple(
        Place(row["document"], row["paragraph"], tuple(filter(None, (row.get("diarienummer"),))))
        for row in places
    )


def rows_of(view: PrecedentsView) -> list[HitView]:
    """The rows of all groups, best first."""
    return sorted((row for group in view.groups for row in group.rows), key=lambda row: -row.score)


def place_of(row: HitView) -> Place:
    """Where a row stands."""
    return Place(row.document.file, row.section, row.diarienummer)


def meaning_alone(shelf: Shelf) -> System:
    """The vector index alone: a matter at the rank of its nearest passage."""
    among = _minutes(shelf)

    def find(text: str) -> list[Place]:
        found = shelf.vectors.nearest(shelf.vectors.vector(text), DEPTH, among)
        return _places(shelf.lexical.chunks([ranked.id for ranked in found]))

    return find


def words_alone(shelf: Shelf) -> System:
    """BM25 alone: a matter at the rank of its best passage."""
    among = _minutes(shelf)

    def find(text: str) -> list[Place]:
        found = shelf.lexical.search(text, 2 * DEPTH)
        return _places(shelf.lexical.chunks([ranked.id for ranked in found if ranked.id in among]))

    return find


def _minutes(shelf: Shelf) -> frozenset[str]:
    ids: frozenset[str] = frozenset()
    return ids.union(*(shelf.lexical.ids(Filters(kind=kind)) for kind in MINUTES))


def _places(chunks: Iterable[Chunk]) -> list[Place]:
    best: dict[tuple[str, str], Place] = {}
    for chunk in chunks:
        if chunk.place.label:
            numbers = chunk.place.diarienummer or chunk.document.diarienummer
            best.setdefault(matter_of(chunk), Place(chunk.document.file, chunk.place.label, numbers))
    return list(best.values())


def gains(found: Sequence[Place], relevant: Sequence[GoldMatter]) -> list[bool]:
    """For each of the first places found whether it is a relevant matter that was not found before."""
    left = list(relevant)
    told = []
    for place in found[:CUTOFF]:
        match = next((matter for matter in left if any(_same(place, gold) for gold in matter)), None)
        told.append(match is not None)
        if match is not None:
            left.remove(match)
    return told


def _same(place: Place, gold: Place) -> bool:
    if (place.file, place.label) == (gold.file, gold.label):
        return True
    return any(same_diarienummer(one, other) for one in place.numbers for other in gold.numbers)


def recall(gained: Sequence[bool], relevant: int) -> float:
    """The share of the relevant matters that are among the first ten."""
    return sum(gained) / relevant


def ndcg(gained: Sequence[bool], relevant: int) -> float:
    """Discounted gain by rank, of the greatest that there can be."""
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, CUTOFF) + 1))
    return sum(1 / math.log2(rank + 1) for rank, gain in enumerate(gained, start=1) if gain) / best


def scores(sought: Sequence[Sought], systems: Mapping[str, System]) -> tuple[Score, ...]:
    """The means by kind, half and system, all systems asked in one run."""
    groups = sorted({(one.kind, one.half) for one in sought})
    return tuple(
        _score(name, find, [one for one in sought if (one.kind, one.half) == group])
        for group in groups
        for name, find in systems.items()
    )


def _score(system: str, find: System, sought: Sequence[Sought]) -> Score:
    told = [(gains(find(one.text), one.relevant), len(one.relevant)) for one in sought]
    recalls, gained = ([measure(*one) for one in told] for measure in (recall, ndcg))
    many = len(sought)
    return Score(system, sought[0].kind, sought[0].half, many, sum(recalls) / many, sum(gained) / many)


def judged(rows: Iterable[HitView], truth: Mapping[tuple[str, str], Outcome | None]) -> Outcomes:
    """How many of ``rows``, each counted once, tell the outcome that a reader found."""
    told = {(row.document.file, row.section or ""): row.outcome for row in rows}
    known = {place: outcome for place, outcome in told.items() if place in truth}
    return Outcomes(len(known), sum(outcome is truth[place] for place, outcome in known.items()))
