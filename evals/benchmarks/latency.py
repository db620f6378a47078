"""How long a question takes to its answer, against the plain recipe's query in the same run.

``python -m evals.benchmarks.latency`` over made-up protocols, ``--data DIR`` over a collection that is read
in. The plain query is embedding and Chroma, over the same passages with the same vectors. Half of the
questions are asked of an archive that has just been opened, half of one whose every section has been read.
"""

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.archive import Archive
from corpus.chunking import passage
from corpus.collection import Collection, open_collection
from corpus.embedding import Embedder, Vector, Vectors, open_embedder
from corpus.folder import DataFolder
from corpus.model import Medium, Question, Source
from corpus.settings import read_settings
from evals.benchmarks.plain import PlainChunk, PlainRecipe
from evals.benchmarks.scale import Times, times
from evals.benchmarks.synthetic import StandIn, protocols
from evals.generate import generate
from evals.questions import load_questions
from ingest.parse import parse
from ingest.readers.text import read_text
from retrieval.assistant import Assistant, Shelf

PROTOCOLS = 500
PER_TYPE = 10


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds from one question: of the plain query, and until ours has searched, begun to write, written
    all of the answer, and told what may be asked next."""

    plain: float
    search: float
    first: float
    text: float
    whole: float


@dataclass(frozen=True, slots=True)
class Row:
    """The times of ``questions`` questions; ``archive`` tells whether it had been read before."""

    archive: str
    questions: int
    plain: Times
    search: Times
    first: Times
    text: Times
    whole: Times


@dataclass(frozen=True, slots=True)
class Kept:
    """The vectors that passages have already; ``inner`` reads the questions."""

    inner: Embedder
    vectors: Mapping[str, Vector]

    @property
    def id(self) -> str:
        """See ``Embedder``."""
        return self.inner.id

    @property
    def dimension(self) -> int:
        """See ``Embedder``."""
        return self.inner.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        return np.stack([self.vectors[text] for text in texts])

    def query(self, text: str) -> Vector:
        """See ``Embedder``."""
        return self.inner.query(text)


def measured(collection: Collection, asked: Sequence[Question], folder: Path) -> Iterator[Row]:
    """Every other question of an archive that nothing is read of, and the others of one that is read."""
    plain = _plain(collection, folder)
    once = _assistant(collection, collection.archive)
    for document in collection.archive.documents():
        collection.archive.find(document.id)

    def opened() -> Assistant:
        return _assistant(collection, Archive(collection.folder.archive))

    _timed(plain, once, asked[0])  # what is read at a first question
    yield _row("cold", [_timed(plain, opened(), question) for question in asked[::2]])
    yield _row("warm", [_timed(plain, once, question) for question in asked[1::2]])


def _timed(plain: PlainRecipe, assistant: Assistant, question: Question) -> Timed:
    plain_query = _seconds(lambda: plain.search(question.text))
    began = time.perf_counter()
    at = [(time.perf_counter() - began, piece) for piece in assistant.asking(question)]
    *pieces, (whole, answer) = at
    assert not isinstance(answer, str)
    return Timed(plain_query, dict(answer.seconds)["search"], pieces[0][0], pieces[-1][0], whole)


def _seconds(query: Callable[[], object]) -> float:
    began = time.perf_counter()
    query()
    return time.perf_counter() - began


def _row(archive: str, timed: Sequence[Timed]) -> Row:
    return Row(
        archive,
        len(timed),
        times([one.plain for one in timed]),
        times([one.search for one in timed]),
        times([one.first for one in timed]),
        times([one.text for one in timed]),
        times([one.whole for one in timed]),
    )


def _assistant(collection: Collection, archive: Archive) -> Assistant:
    indexes = collection.indexes
    return Assistant(Shelf(archive, indexes.lexical, indexes.vectors, indexes.vectors.embedder.id))


def _plain(collection: Collection, folder: Path) -> PlainRecipe:
    """The plain recipe over the collection's own passages and vectors."""
    lexical, vectors = collection.indexes.lexical, collection.indexes.vectors
    chunks = lexical.chunks(sorted(lexical.ids()))
    texts = [passage(chunk) for chunk in chunks]
    kept = dict(zip(texts, vectors.vectors([chunk.id for chunk in chunks]), strict=True))
    recipe = PlainRecipe(folder, Kept(vectors.embedder, kept))
    recipe.add([PlainChunk(chunk.document.file, text) for chunk, text in zip(chunks, texts, strict=True)])
    return recipe


def _fill(collection: Collection) -> None:
    """Read in made-up protocols."""
    for number, text in enumerate(islice(protocols(), PROTOCOLS)):
        data, name = text.encode(), f"{number}.txt"
        source = Source(name, name, hashlib.sha256(data).hexdigest(), Medium.TEXT, 1)
        collection.archive.write(parse(source, read_text(data)), data)
    collection.agree()


@contextmanager
def _opened(data: Path | None, embedder: Embedder, folder: Path) -> Iterator[Collection]:
    """The collection in ``data``, or made-up protocols with stand-in vectors in ``folder``."""
    where = DataFolder(data or folder)
    with (
        where.owned("benchmark"),
        open_collection(where, embedder if data else StandIn(embedder)) as collection,
    ):
        if not data:
            _fill(collection)
        yield collection


def _questions(path: Path | None, collection: Collection) -> list[Question]:
    """The questions of a set, or some of every kind that the collection answers."""
    archive = collection.archive
    parsed = (archive.read(source.id) for source in archive.sources())
    found = load_questions(path) if path else generate(parsed, PER_TYPE)
    return [question.question for question in found if question.gold]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--questions", type=Path)
    options = parser.parse_args(arguments)
    settings = read_settings()
    embedder = open_embedder(settings.model, settings.engine)
    with (
        tempfile.TemporaryDirectory() as folder,
        _opened(options.data, embedder, Path(folder, "data")) as collection,
    ):
        asked = _questions(options.questions, collection)
        sys.stdout.write(f"{collection.indexes.lexical.count()} chunks\n")
        for row in measured(collection, asked, Path(folder, "plain")):
            sys.stdout.write(_line(row) + "\n")


def _line(row: Row) -> str:
    steps = (("search", row.search), ("first", row.first), ("text", row.text), ("whole", row.whole))
    told = (
        f"{name} {step.p50:6.1f} ms ({step.p50 / row.plain.p50:.2f} ×), p95 {step.p95:6.1f}"
        for name, step in steps
    )
    plain = f"plain {row.plain.p50:6.1f} ms, p95 {row.plain.p95:6.1f}"
    return "  ".join((f"{row.archive} archive, {row.questions} questions", plain, *told))


if __name__ == "__main__":
    main()
