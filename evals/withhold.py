"""A question asked as if its matter had never been read in: the right answer is then a refusal.

A matter is its §, what has that heading or in the same file tells it, and all that bears its diarienummer;
where gold names neither § nor number, it is the whole file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.archive import Archive
from corpus.embedding import Vector
from corpus.lexical import Exact
from corpus.model import Chunk, Document, Filters, ParsedDocument, Ranked, Section
from corpus.references import label_number
from corpus.swedish import letters
from evals.judge import same_file
from evals.questions import EvalQuestion, Gold, GoldPlace
from retrieval.assistant import Shelf
from retrieval.search import Meanings, Words

WITHHELD = "withheld"

_ANY, _NOTHING = Filters(), Exact()
# Letters of a heading that nothing but its own matter says.
_TELLING = 12
_MOST_HEADED = 200
# Who adjusts the minutes stands on their front page too, so the whole file is taken away.
_ON_THE_FRONT = frozenset({"adjuster"})


def with_twins(questions: Sequence[EvalQuestion]) -> Iterator[EvalQuestion]:
    """The questions, and after each that has an answer its twin, where the set has none."""
    known = {question.id for question in questions}
    for question in questions:
        yield question
        if question.gold and is_of_a_matter(question.gold):
            withheld = twin(question, question.gold)
            yield from [withheld] if withheld.id not in known else []


def is_of_a_matter(gold: Gold) -> bool:
    """Whether it is not of several §§ of a meeting at once, which no one matter answers."""
    files: dict[str, set[str | None]] = defaultdict(set)
    for place in gold.places:
        files[place.document].add(place.label)
    return all(len(labels) == 1 for labels in files.values())


def twin(question: EvalQuestion, gold: Gold) -> EvalQuestion:
    """``question`` with the matters of its ``gold`` taken away, so that nothing answers it."""
    places = gold.places
    if question.type in _ON_THE_FRONT:
        places = tuple(replace(place, label=None, diarienummer=()) for place in places)
    name = f"{question.id}-{WITHHELD}"
    return replace(question, id=name, type=WITHHELD, gold=None, traps=(), withheld=places)


def without(shelf: Shelf, places: Sequence[GoldPlace]) -> Shelf:
    """The shelf without the sections at ``places`` and without everything else of their matters."""
    found = {chunk.id: chunk for place in places for chunk in _of_matter(shelf, place)}
    hidden = frozenset(found)
    return replace(
        shelf,
        archive=_Papers(shelf.archive, frozenset(map(_section_key, found.values()))),
        lexical=_Words(shelf.lexical, hidden),
        vectors=_Meanings(shelf.vectors, hidden),
    )


def _of_matter(shelf: Shelf, place: GoldPlace) -> tuple[Chunk, ...]:
    inside = tuple(_in_file(shelf, place))
    own = tuple(chunk for chunk in inside if _stands_at(chunk, place))
    headings = {chunk.place.heading for chunk in own if len(letters(chunk.place.heading)) >= _TELLING}
    alike = tuple(chunk for heading in sorted(headings) for chunk in _headed(shelf, heading))
    named = {letters(heading) for heading in headings}
    beside = (chunk for chunk in inside if chunk.place.label is None and _says(shelf, chunk, named))
    return (*own, *alike, *beside, *_numbered(shelf, place, (*own, *alike)))


def _headed(shelf: Shelf, heading: str) -> Iterator[Chunk]:
    """The chunks of every section that has the heading: a matter goes by one name from body to body."""
    found = shelf.lexical.search(heading, _MOST_HEADED)
    for chunk in shelf.lexical.chunks([ranked.id for ranked in found]):
        if letters(chunk.place.heading) == letters(heading):
            yield chunk


def _numbered(shelf: Shelf, place: GoldPlace, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The chunks that bear a number of the place or, where they have only one, of ``chunks``."""
    only = {number for chunk in chunks for number in chunk.place.diarienummer[:1] if _has_one_number(chunk)}
    ids = {
        chunk_id for one in {*place.diarienummer, *only} for chunk_id in shelf.lexical.ids(Filters(dnr=one))
    }
    return shelf.lexical.chunks(sorted(ids))


def _has_one_number(chunk: Chunk) -> bool:
    return len(chunk.place.diarienummer) == 1


def _says(shelf: Shelf, chunk: Chunk, headings: Collection[str]) -> bool:
    """Whether the section behind a chunk says one of ``headings``: a vote's list, a table of contents."""
    said = letters(shelf.archive.section(*_section_key(chunk)).text) if headings else ""
    return any(heading in said for heading in headings)


def _section_key(chunk: Chunk) -> tuple[str, int]:
    return chunk.document.id, chunk.place.section


def _in_file(shelf: Shelf, place: GoldPlace) -> Iterable[Chunk]:
    """Every chunk of the documents in the place's file."""
    inside = {one.id: one for one in shelf.archive.documents() if same_file(one.file, place.document)}
    ids = {chunk_id for document in inside.values() for chunk_id in shelf.lexical.ids(_like(document))}
    return (chunk for chunk in shelf.lexical.chunks(sorted(ids)) if chunk.document.id in inside)


def _like(document: Document) -> Filters:
    return Filters(
        municipality=document.municipality,
        body=document.body,
        kind=document.kind,
        since=document.date,
        until=document.date,
    )


def _stands_at(chunk: Chunk, place: GoldPlace) -> bool:
    """Whether a chunk of the place's file is of its §, or of a file that is taken away whole."""
    if place.label is None:
        return not place.diarienummer
    return chunk.place.label is not None and label_number(chunk.place.label) == label_number(place.label)


class _Papers(Archive):
    """An archive in which some sections, each by its document's id and its index there, hold nothing."""

    def __init__(self, inner: Archive, hidden: Collection[tuple[str, int]]) -> None:
        vars(self).update(vars(inner))
        self._hidden = hidden

    def section(self, document_id: str, index: int) -> Section:
        return self._shown(super().section(document_id, index), document_id, index)

    def find(self, document_id: str) -> ParsedDocument:
        whole = super().find(document_id)
        shown = (self._shown(one, document_id, index) for index, one in enumerate(whole.sections))
        return replace(whole, sections=tuple(shown))

    def _shown(self, section: Section, document_id: str, index: int) -> Section:
        return Section(None, "", "", (), section.pages) if (document_id, index) in self._hidden else section


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

    def said(self, text: str, ids: Sequence[str]) -> Mapping[str, float]:
        return self.inner.said(text, ids)

    def chunks(self, ids: Sequence[str]) -> tuple[Chunk, ...]:
        return self.inner.chunks(ids)


@dataclass(frozen=True, slots=True)
class _Meanings:
    """A vector index with some chunks hidden."""

    inner: Meanings
    hidden: frozenset[str]

    def vector(self, text: str) -> Vector:
        return self.inner.vector(text)

    def nearest(self, vector: Vector, limit: int, among: Collection[str] | None = None) -> tuple[Ranked, ...]:
        found = self.inner.nearest(vector, limit + len(self.hidden), among)
        return tuple(ranked for ranked in found if ranked.id not in self.hidden)[:limit]
