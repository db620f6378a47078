"""Rankings and judgements keyed by document and §, their measures, and their TREC form.

A place's key is its file and its § ("protokoll.pdf#§27"), in a section without a § its heading: a new
chunking, another index or another program leave the keys, and with them the judgements, as they are. Ranks
are those that a user sees: a further passage of a place keeps its rank, under the place's key with ``~2``.
"""

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from corpus.diarienummer import diarienummer_key
from corpus.model import Document, Hit, Place, Section
from corpus.references import label_number
from evals.judge import same_place
from evals.questions import Gold, GoldPlace

DECIDING, SUPPORTING = 2, 1

Ranking: TypeAlias = tuple[str, ...]
Judgements: TypeAlias = Mapping[str, int]
_Item = TypeVar("_Item")


def judgements(gold: Gold) -> Judgements:
    """The keys of the gold's places: the deciding place is relevant by 2, further or equal ones by 1."""
    return {gold_key(place): SUPPORTING for place in gold.also} | {gold_key(gold.place): DECIDING}


def ranking(hits: Iterable[Hit], gold: Gold | None) -> Ranking:
    """The keys of ``hits``, best first; a hit that stands in a place of the gold bears the place's key."""
    keys: list[str] = []
    for hit in hits:
        fitting = [*_golden(hit, gold), section_key(hit.chunk.document, hit.chunk.place)]
        fresh = next((key for key in fitting if key not in keys), fitting[0])
        keys.append(unused(fresh, keys))
    return tuple(keys)


def section_key(document: Document, place: Place | Section) -> str:
    """The key of a section of ``document``."""
    number = label_number(place.label or "")
    return _key(document.file, f"§{number}" if number else " ".join(place.heading.split()) or "-")


def gold_key(place: GoldPlace) -> str:
    """The key of a place in the gold; without a § the diarienummer, or the file alone."""
    number = label_number(place.label or "")
    named = f"§{number}" if number else "".join(map(diarienummer_key, place.diarienummer[:1]))
    return _key(place.document, named)


def recall(ranked: Ranking, judged: Judgements, cutoff: int) -> float:
    """Whether the deciding place is among the first ``cutoff``: trec_eval's recall of relevance 2."""
    return float(any(judged.get(key) == DECIDING for key in _first(ranked, cutoff)))


def success(ranked: Ranking, judged: Judgements, cutoff: int) -> float:
    """Whether any relevant place is among the first ``cutoff``."""
    return float(any(key in judged for key in _first(ranked, cutoff)))


def reciprocal_rank(ranked: Ranking, judged: Judgements, cutoff: int) -> float:
    """One through the rank of the first relevant place, 0 where there is none."""
    return next((1 / rank for rank, key in enumerate(_first(ranked, cutoff), 1) if key in judged), 0.0)


def ndcg(ranked: Ranking, judged: Judgements, cutoff: int) -> float:
    """Discounted gain against that of the best ranking (Järvelin and Kekäläinen 2002), as trec_eval's."""
    ideal = sorted(judged.values(), reverse=True)
    gains = [judged.get(key, 0) for key in ranked]
    return _discounted(_first(gains, cutoff)) / _discounted(_first(ideal, cutoff))


def run_lines(rankings: Mapping[str, Ranking], name: str) -> Iterator[str]:
    """A TREC run, by question: ``question Q0 key rank score run``, where the score falls with the rank."""
    for question, ranked in rankings.items():
        for rank, key in enumerate(ranked, 1):
            yield f"{_word(question)} Q0 {_word(key)} {rank} {1 / rank:.6f} {_word(name)}\n"


def qrels_lines(judged: Mapping[str, Judgements]) -> Iterator[str]:
    """TREC qrels, by question: ``question 0 key relevance``."""
    for question, places in judged.items():
        for key, relevance in places.items():
            yield f"{_word(question)} 0 {_word(key)} {relevance}\n"


def _golden(hit: Hit, gold: Gold | None) -> list[str]:
    places = gold.places if gold else ()
    return [gold_key(place) for place in places if same_place(hit.chunk.document, hit.chunk.place, place)]


def unused(key: str, keys: Container[str]) -> str:
    """The key, or where it is among ``keys`` already the key with the first free of ``~2``, ``~3`` …"""
    numbered = chain([key], (f"{key}~{n}" for n in count(2)))
    return next(named for named in numbered if named not in keys)


def _key(file: str, named: str) -> str:
    return "#".join(filter(None, (PurePosixPath(file).name, named[:80].strip())))


def _word(text: str) -> str:
    """TREC's fields are parted by white space."""
    return "_".join(text.split())


def _first(items: Sequence[_Item], cutoff: int) -> Sequence[_Item]:
    return items[: cutoff or None]


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
