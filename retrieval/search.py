"""Search: what shares words and what shares meaning, fused, and ranked by what the domain knows.

Fusion is reciprocal rank fusion (Cormack, Clarke and Büttcher 2009).
"""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Protocol, TypeAlias

from corpus.dates import find_periods
from corpus.decisions import Held, citing_order, same_decision
from corpus.embedding import Vector
from corpus.lexical import Exact
from corpus.model import Chunk, Document, Filters, Hit, Kind, Ranked, Status
from corpus.swedish import letters, words
from retrieval.features import AT_SIGHT, BY_READING, ranked
from retrieval.query import Query
from retrieval.slots import OF_A_SENTENCE, Slot
from retrieval.subject import Term

# Candidates from each index, or so many more than are wanted: what a deeper look finds comes among no first
# ten. And how slowly a rank loses its worth (60 in the paper, for longer lists).
DEPTH, MORE = 30, 10
RANK_CONSTANT = 10
# Decisions of the meetings that are named, which are all looked through; of more, those that are found.
MOST_DECISIONS = 1_000
# How many passages are read, word by word.
READ_INTO = 32
# What a further passage of a section that is already among the hits loses.
REPEATED = 0.15
# What a passage of a governing document loses where a newer version is among the hits.
SUPERSEDED = 0.3

_NO_FILTERS = Filters()
# What is near in meaning is looked up beside the words: both let go of the interpreter meanwhile.
_BESIDE = ThreadPoolExecutor(thread_name_prefix="vector")


class Words(Protocol):
    """The lexical index, as far as search needs it."""

    def ids(self, filters: Filters = ...) -> frozenset[str]:
        """The ids of the chunks that fulfil ``filters``."""

    def search(self, text: str, limit: int, filters: Filters = ..., exact: Exact = ...) -> tuple[Ranked, ...]:
        """The best chunks by words and identifiers."""

    def count(self) -> int:
        """How many chunks there are."""

    def frequency(self, word: str) -> int:
        """How many chunks say ``word``."""

    def said(self, text: str, ids: Sequence[str]) -> Mapping[str, float]:
        """How much of the words of ``text`` each chunk says, 1 for about one word of no other."""

    def chunks(self, ids: Sequence[str]) -> tuple[Chunk, ...]:
        """The chunks of ``ids``."""


class Meanings(Protocol):
    """The vector index, as far as search needs it."""

    def vector(self, text: str) -> Vector:
        """The vector of a question."""

    def nearest(self, vector: Vector, limit: int, among: Collection[str] | None = ...) -> tuple[Ranked, ...]:
        """The nearest chunks in meaning."""


def search(query: Query, lexical: Words, vectors: Meanings, limit: int = 10) -> tuple[Hit, ...]:
    """The ``limit`` best passages for ``query``, best first; none fails the query's filters."""
    depth = max(DEPTH, limit + MORE)
    vector = _BESIDE.submit(vectors.vector, query.text)
    among = lexical.ids(query.filters) if query.filters != _NO_FILTERS else None
    nearest = _BESIDE.submit(lambda: vectors.nearest(vector.result(), depth, among))
    query = replace(query, terms=weighed(query.terms, lexical))
    exact = Exact(query.labels, query.diarienummer, query.bodies if query.labels else (), query.dates)
    by_words = lexical.search(query.words, depth, query.filters, exact)
    wording = {found.id for found in by_words}
    chunks = lexical.chunks([*wording, *_decisions(query, lexical, among).difference(wording)])
    by_meaning = nearest.result()
    meaning = {found.id for found in by_meaning}
    chunks += lexical.chunks(list(meaning.difference(chunk.id for chunk in chunks)))
    fused = fuse(by_words, by_meaning)
    hits = [
        ranked(Hit(chunk, fused.get(chunk.id, 0.0), _ways(chunk.id, wording, meaning)), query, AT_SIGHT)
        for chunk in chunks
    ]
    if not (query.dates or query.periods):
        hits = newest_first(hits)
    costs = 0.0 if query.slot in OF_A_SENTENCE else REPEATED
    return tuple(spread(read(hits, query), _APART.get(query.slot), costs)[:limit])


def _ways(chunk_id: str, wording: Collection[str], meaning: Collection[str]) -> tuple[str, ...]:
    """How a chunk was found, in Swedish."""
    return ("ord i frågan",) if chunk_id in wording else ("liknande innehåll",) if chunk_id in meaning else ()


def with_said(hits: Sequence[Hit], query: Query, lexical: Words) -> tuple[Hit, ...]:
    """The hits with how much of the question's words each says, which takes a search of its own."""
    said = lexical.said(query.words, [hit.chunk.id for hit in hits])
    return tuple(replace(hit, said=said.get(hit.chunk.id, 0.0)) for hit in hits)


def _decisions(query: Query, lexical: Words, among: frozenset[str] | None) -> frozenset[str]:
    """The ids of all decisions of the meetings that are named, where those are asked for that ended alike."""
    spans = (*((date, date) for date in query.dates), *query.periods) if query.ended else ()
    found: frozenset[str] = frozenset()
    for (since, until), body in product(spans, query.bodies or (None,)):
        found |= lexical.ids(Filters(body=body, status=Status.BESLUT, since=since, until=until))
    return (found if among is None else found & among) if len(found) <= MOST_DECISIONS else frozenset()


def weighed(terms: tuple[Term, ...], lexical: Words) -> tuple[Term, ...]:
    """The terms by weight times rarity, which goes from 1 where no chunk says a word to 0 where all do."""
    scale = math.log(1 + lexical.count())
    return tuple(
        replace(term, weight=term.weight * (1 - math.log(1 + lexical.frequency(term.word)) / scale))
        for term in (terms if scale else ())
    )


def fuse(*rankings: Sequence[Ranked]) -> dict[str, float]:
    """Reciprocal rank fusion, scaled so that the first of every ranking has 1; best first, ties by id."""
    scores: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found.id] += (RANK_CONSTANT + 1) / (RANK_CONSTANT + rank) / len(rankings)
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def read(hits: Sequence[Hit], query: Query) -> list[Hit]:
    """The hits, the best of them with what reading them adds; the rest come after."""
    first = sorted(hits, key=lambda hit: (-hit.score, hit.chunk.id))
    return [*(ranked(hit, query, BY_READING) for hit in first[:READ_INTO]), *first[READ_INTO:]]


def newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, with passages of older versions of a governing document set back."""
    newest: dict[Version, dt.date] = {}
    for hit in hits:
        version, date = _version(hit.chunk.document)
        newest[version] = max(date, newest.get(version, date))
    return [
        replace(hit, score=hit.score - SUPERSEDED) if date < newest[version] else hit
        for hit in hits
        for version, date in (_version(hit.chunk.document),)
    ]


Version: TypeAlias = tuple[str | None, Kind, str]


@lru_cache(maxsize=4096)
def _version(document: Document) -> tuple[Version, dt.date]:
    """What a governing document is a version of, and until when it, or its title, tells of."""
    if document.kind not in GOVERNING:
        return (None, document.kind, document.id), dt.date.min
    times = [found.until for found in find_periods(document.title)]
    name = " ".join(word for word in words(document.title) if not word.isdigit())
    return (document.municipality, document.kind, name), max(
        filter(None, (document.date, *times)), default=dt.date.min
    )


GOVERNING = frozenset(
    {
        Kind.STRATEGI,
        Kind.PLAN,
        Kind.POLICY,
        Kind.RIKTLINJE,
        Kind.REGLEMENTE,
        Kind.DELEGATIONSORDNING,
        Kind.TAXA,
        Kind.BUDGET,
    }
)


Group: TypeAlias = Callable[[Document], object]

# What asks for a passage of each: bodies or documents that are compared, the documents of a matter's way.
_APART: dict[Slot, Group] = {
    Slot.COMPARISON: lambda document: (document.municipality, document.body or document.id),
    Slot.TIMELINE: lambda document: document.id,
}


def spread(hits: Iterable[Hit], group: Group | None = None, costs: float = REPEATED) -> list[Hit]:
    """The hits best first; a § that is filed twice is told once.

    A passage is set back by ``costs`` for every better one of its section, and for every better one of its
    ``group``.
    """
    seen: Counter[object] = Counter()
    kept = []
    for hit in told_once(sorted(hits, key=lambda hit: (-hit.score, hit.chunk.id))):
        document, section = hit.chunk.document, hit.chunk.place.section
        groups = [(document.id, section), *([group(document)] if group else ())]
        kept.append(Hit(hit.chunk, hit.score - costs * sum(seen[one] for one in groups), hit.why))
        seen.update(groups)
    return sorted(kept, key=lambda hit: -hit.score)


def told_once(hits: Iterable[Hit]) -> list[Hit]:
    """The hits with a § that several documents hold told once: the one to cite, at the best rank."""
    kept: list[Hit] = []
    places: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for hit in hits:
        chunk = hit.chunk
        alike = places[chunk.document.date, chunk.place.label]
        twin = next((at for at in alike if _same_passage(kept[at].chunk, chunk)), None)
        if twin is None:
            if chunk.place.label:
                alike.append(len(kept))
            kept.append(hit)
        elif citing_order(chunk.document) < citing_order(kept[twin].chunk.document):
            kept[twin] = replace(kept[twin], chunk=chunk)
    return kept


def _same_passage(one: Chunk, other: Chunk) -> bool:
    return same_decision(_held(one), _held(other)) and letters(one.text) == letters(other.text)


def _held(chunk: Chunk) -> Held:
    return Held(chunk.document, chunk.place.section, chunk.place.label, chunk.place.heading)
