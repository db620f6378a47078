"""How the time of a search grows with the collection, against the plain recipe's query in the same run.

``python -m evals.benchmarks.scale``. Made-up protocols and stand-in vectors, but real ones for the questions,
so that a query takes the time that it takes. The plain query is embedding and Chroma, nothing else. The
filter keeps a twentieth of the days, other days for every question.
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.chunking import chunks, passage
from corpus.embedding import Embedder, open_embedder
from corpus.lexical import LexicalIndex
from corpus.model import Chunk, Document, Filters, Medium, Question, Source
from corpus.settings import read_settings
from corpus.vectors import VectorIndex
from evals.benchmarks.growth import exponent
from evals.benchmarks.plain import PlainChunk, PlainRecipe
from evals.benchmarks.synthetic import DAYS, FIRST_DAY, StandIn, protocols, questions
from ingest.parse import parse
from ingest.readers.text import read_text
from retrieval.query import known, parse_query
from retrieval.search import search

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
QUESTIONS = 60
_KEPT = 20
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one sort of query: the median, and what one in twenty takes longer than."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Row:
    """The three sorts of query over ``chunks`` passages."""

    chunks: int
    plain: Times
    search: Times
    filtered: Times


class Growing:
    """A collection that grows to any size, in our indexes and in the plain recipe's."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.lexical = LexicalIndex(folder / "lexical")
        self.vectors = VectorIndex(folder / "vectors", embedder)
        self.plain = PlainRecipe(folder / "plain", embedder)
        self.documents: list[Document] = []
        self._waiting = _chunks(embedder.id)

    def grow(self, size: int) -> None:
        """Take in whole protocols until there are ``size`` chunks."""
        while self.lexical.count() < size:
            batch: list[Chunk] = []
            while len(batch) < min(_BATCH, size - self.lexical.count()):
                batch += next(self._waiting)
            self.documents += {chunk.document.id: chunk.document for chunk in batch}.values()
            self.lexical.add(batch)
            self.vectors.add(batch)
            self.plain.add([PlainChunk(chunk.document.file, passage(chunk)) for chunk in batch])

    def close(self) -> None:
        """Let go of the folder."""
        self.lexical.close()
        self.vectors.close()


def measured(growing: Growing, asked: Sequence[str]) -> Row:
    """The three sorts of query, each asked once unmeasured to open what it reads."""
    vocabulary = known(growing.documents)

    def ours(question: Question) -> object:
        return search(parse_query(question, vocabulary), growing.lexical, growing.vectors)

    everywhere = [Question(text) for text in asked]
    within = [Question(text, filters=_days(number)) for number, text in enumerate(asked)]
    return Row(
        growing.lexical.count(),
        _times(growing.plain.search, asked),
        _times(ours, everywhere),
        _times(ours, within),
    )


def times(seconds: Sequence[float]) -> Times:
    """The median and the 95th percentile."""
    return Times(*(1000 * float(share) for share in np.percentile(seconds, (50, 95))))


def _times(query: Callable[..., object], asked: Sequence[object]) -> Times:
    query(asked[0])
    seconds = []
    for question in asked:
        began = time.perf_counter()
        query(question)
        seconds.append(time.perf_counter() - began)
    return times(seconds)


def _chunks(embedder_id: str) -> Iterator[tuple[Chunk, ...]]:
    """The chunks of one made-up protocol after the other."""
    for number, text in enumerate(protocols()):
        source = Source(f"{number}.txt", f"{number}.txt", "", Medium.TEXT, 1)
        yield chunks(parse(source, read_text(text.encode())), embedder_id)


def _days(number: int) -> Filters:
    """A twentieth of the days that protocols are dated by."""
    kept = DAYS // _KEPT
    since = FIRST_DAY + dt.timedelta(days=number % _KEPT * kept)
    return Filters(since=since, until=since + dt.timedelta(days=kept - 1))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each size, and how the median grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    sizes = parser.parse_args(arguments).sizes
    settings = read_settings()
    embedder = StandIn(open_embedder(settings.model, settings.engine))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        growing = Growing(Path(folder), embedder)
        for size in sizes:
            growing.grow(size)
            rows.append(measured(growing, questions(QUESTIONS)))
            sys.stdout.write(_line(rows[-1]) + "\n")
            sys.stdout.flush()
        growing.close()
    if len(rows) > 1:
        slope = exponent([row.chunks for row in rows], [row.search.p50 for row in rows])
        sys.stdout.write(f"exponent of the median {slope:.2f}\n")


def _line(row: Row) -> str:
    return (
        f"{row.chunks:7} chunks  plain {row.plain.p50:6.1f} ms  search {row.search.p50:6.1f} ms "
        f"({row.search.p50 / row.plain.p50:.2f} ×), p95 {row.search.p95:6.1f} ms "
        f"({row.search.p95 / row.search.p50:.2f} × p50), filtered {row.filtered.p50:6.1f} ms "
        f"({row.filtered.p50 / row.search.p50:.2f} ×)"
    )


if __name__ == "__main__":
    main()
