"""A question asked as if its matter had never been read in: the right answer is then a refusal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.lexical import Exact
from corpus.model import Chunk, Filters, Ranked
from corpus.references import label_number
from evals.judge import same_file
from evals.questions import GoldPlace
from retrieval.assistant import Shelf
from retrieval.search import Meanings, Words

_ANY, _NOTHING = Filters(), Exact()


def without(shelf: Shelf, places: Sequence[GoldPlace]) -> Shelf:
    """The shelf without the sections at ``places`` and without everything else of their matters."""
    hidden = frozenset(chunk_id for place in places for chunk_id in _of_matter(shelf, place))
    return replace(shelf, lexical=_Words(shelf.lexical, hidden), vectors=_Meanings(shelf.vectors, hidden))


def _of_matter(shelf: Shelf, place: GoldPlace) -> set[str]:
    ids = {chunk_id for number in place.diarienummer for chunk_id in shelf.lexical.ids(Filters(dnr=number))}
    if place.date is None:
        return ids
    same_day = shelf.lexical.ids(Filters(since=place.date, until=place.date))
    return ids | {chunk.id for chunk in shelf.lexical.chunks(sorted(same_day)) if _stands_at(chunk, place)}


def _stands_at(chunk: Chunk, place: GoldPlace) -> bool:
    label = chunk.place.label
    same = label is not None and place.label is not None and label_number(label) == label_number(place.label)
    return same and same_file(chunk.document.file, place.document)


@dataclass(frozen=True, slots=True)
class _Words:
    """A lexical index with some chunks hidden."""

    inner: Words
    hidden: frozenset[str]

    def ids(self, filters: Filters = _ANY) -> frozenset[str]:
        return self.inner.ids(filters) - self.hidden

    def search(
        self,
        text: str,
        limit: int,
        filters: Filters = _ANY,
        exact: Exact = _NOTHING,
    ) -> tuple[Ranked, ...]:
        found = self.inner.search(text, limit + len(self.hidden), filters, exact)
        return tuple(ranked for ranked in found if ranked.id not in self.hidden)[:limit]

    def count(self) -> int:
        return self.inner.count() - len(self.hidden)

    def frequency(self, word: str) -> int:
        """Of all chunks: how rare a word is does not hang on one matter."""
        return self.inner.frequency(word)

    def chunks(self, ids: Sequence[str]) -> tuple[Chunk, ...]:
        return self.inner.chunks(ids)


@dataclass(frozen=True, slots=True)
class _Meanings:
    """A vector index with some chunks hidden."""

    inner: Meanings
    hidden: frozenset[str]

    def search(self, text: str, limit: int, among: Collection[str] | None = None) -> tuple[Ranked, ...]:
        found = self.inner.search(text, limit + len(self.hidden), among)
        return tuple(ranked for ranked in found if ranked.id not in self.hidden)[:limit]
