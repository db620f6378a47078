"""The whole way from a question to an answer, over one collection."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.archive import Archive, archive_id
from corpus.export import EXTRACTIVE
from corpus.model import Answer, Filters, Hit, MadeBy, Question
from retrieval.answer import answered_by, answering, whole
from retrieval.conversation import staying
from retrieval.evidence import readings
from retrieval.examples import examples
from retrieval.governing.answered import standing_answer
from retrieval.matters.register import Register
from retrieval.query import Known, Query, known, parse_query
from retrieval.search import Meanings, Words, search, with_said
from retrieval.suggestions import suggestions
from retrieval.task_answer import task_answer
from retrieval.writing.llm import LanguageModel

READ_HITS = 40  # what a draft may look into; ten of them are shown
MOST_CHUNKS = 3_000  # of a matter, or of a month's meetings


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an assistant reads: the archive, its two indexes, and the id of the embedder behind them.

    ``home`` is the municipality that is meant where a question names none.
    """

    archive: Archive
    lexical: Words
    vectors: Meanings
    embedder: str
    home: str | None = None


class Assistant:
    """Answers questions from a shelf, with a language model where there is one. Threads may ask at will."""

    def __init__(self, shelf: Shelf, model: LanguageModel | None = None) -> None:
        self._shelf = shelf
        self._model = model
        self._known: Callable[[int], Known] = lru_cache(maxsize=1)(self._learned)
        self._archive_id: Callable[[int], str] = lru_cache(maxsize=1)(self._digest)

    @property
    def shelf(self) -> Shelf:
        """What is read."""
        return self._shelf

    @property
    def model(self) -> LanguageModel | None:
        """What writes, where not the extractive draft alone."""
        return self._model

    def ask(self, question: Question) -> Answer:
        """One answer, with the seconds that each step took."""
        return whole(self.asking(question))

    def asking(self, question: Question) -> Iterator[str | Answer]:
        """The answer's text in pieces as they come, and the whole answer last."""
        shelf, began = self._shelf, time.perf_counter()
        query, hits = self._stayed(question) or self._searched(question)
        searched = time.perf_counter()
        made_by = MadeBy(EXTRACTIVE, shelf.embedder, self._stamp())
        register = Register(shelf.archive, shelf.lexical, shelf.archive.documents)
        ready = task_answer(query, hits, shelf.lexical, shelf.archive, made_by)
        ready = ready or standing_answer(query, hits, register, made_by)
        drafted = answering(query, hits, shelf.archive, made_by, self._within, self._model)
        for piece in (ready.text, ready) if ready else drafted:
            if isinstance(piece, str):
                yield piece
            else:
                answered = time.perf_counter()
                next_ones = suggestions(piece, query.text, shelf.archive, self._parsed)
                seconds = (
                    ("search", searched - began),
                    ("answer", answered - searched),
                    ("suggestions", time.perf_counter() - answered),
                )
                yield replace(piece, seconds=seconds, suggestions=next_ones)

    def search(self, question: Question, limit: int = 10) -> tuple[Hit, ...]:
        """The ``limit`` best passages, best first."""
        return search(self._query(question), self._shelf.lexical, self._shelf.vectors, limit)

    def examples(self) -> tuple[str, ...]:
        """Questions that the collection can answer."""
        return examples(self._shelf.archive)

    def _searched(self, question: Question) -> tuple[Query, tuple[Hit, ...]]:
        query, shelf = self._query(question), self._shelf
        hits = search(query, shelf.lexical, shelf.vectors, READ_HITS)
        return query, with_said(hits, query, shelf.lexical)

    def _stayed(self, question: Question) -> tuple[Query, tuple[Hit, ...]] | None:
        """What is found for a follow-up in the § that is talked of, if that answers it."""
        shelf = self._shelf
        within = staying(question, self._known(shelf.archive.version).dates)
        if within is None:
            return None
        query, hits = self._searched(within)
        return (query, hits) if answered_by(query, readings(hits, shelf.archive, READ_HITS)) else None

    def _within(self, filters: Filters) -> tuple[Hit, ...]:
        """Every passage that ``filters`` let through, in no order."""
        lexical = self._shelf.lexical
        ids = sorted(lexical.ids(filters))
        return tuple(Hit(chunk, 0.0) for chunk in lexical.chunks(ids[:MOST_CHUNKS]))

    def _parsed(self, text: str) -> Query:
        return self._query(Question(text))

    def _query(self, question: Question) -> Query:
        shelf = self._shelf
        query = parse_query(question, self._known(shelf.archive.version), shelf.home)
        return replace(query, today=dt.date.today())

    def _stamp(self) -> str:
        """What was read: how many passages, and the sha256 of the archive that they are made of."""
        archive = self._shelf.archive
        return f"{self._shelf.lexical.count()} passager, arkiv {self._archive_id(archive.version)}"

    def _digest(self, version: int) -> str:
        return archive_id(self._shelf.archive)

    def _learned(self, version: int) -> Known:
        return known(self._shelf.archive.documents())
