"""The vector index: Chroma by way of LangChain, with our embedder, our ids and the cosine.

Chroma keeps the vectors; up to a size they are scored exactly, in memory: that is as fast, and misses
nothing, while Chroma's graph missed a tenth of the 50 nearest where many passages are alike. It knows nothing
of filters here: the lexical index tells which chunks fulfil them. A stamp in the collection's metadata says
what made the vectors, for Chroma itself compares vectors of different models without a word.
"""

import hashlib
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.types import Where
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from corpus.chunking import passage
from corpus.embedding import Embedder, Vector, Vectors
from corpus.errors import CannotStart, StaleIndex
from corpus.model import Chunk, Ranked

Rows: TypeAlias = npt.NDArray[np.intp]

FORMAT = "1"
COLLECTION = "paragraf"
# Chroma takes no more in one call (sqlite's variables).
_MOST = 5_000
# Chunks that are scored exactly, at 1.5 kB of memory each: above, the matrix takes longer than the graph.
EXACT = 30_000
# How far the graph looks. Over 16,000 real passages 400 finds .996 of the 50 nearest, Chroma's 100 .92–.95.
_BREADTH = 400
# A filter that keeps a greater share is met by asking Chroma for more and leaving out the rest.
_MOST_OF_ALL = 0.5
# To pick a greater share of the matrix's rows costs more than to score them all.
_FEW = 0.1
# Filters whose rows are kept in memory.
_PICKED = 8
_TEXT = "text"
_PORTS = {False: 8000, True: 443}


class VectorIndex:
    """The chunks of a data folder by their meaning. One process writes; threads may search while it does.

    ``place`` is a folder, or the address of a Chroma server. ``fresh`` throws away what is there. More than
    ``exact`` chunks are searched by Chroma's graph. Raises
    ``StaleIndex`` where another embedder or format made the vectors, ``CannotStart`` where no server answers.
    """

    def __init__(
        self, place: Path | str, embedder: Embedder, *, fresh: bool = False, exact: int = EXACT
    ) -> None:
        if fresh and isinstance(place, Path):
            shutil.rmtree(place, ignore_errors=True)
        self._embedder = embedder
        self._exact = exact
        self._client = _client(place)
        try:
            self._store = _store(self._client, _EmbedOnce(embedder, self._vectors_of), fresh=fresh)
        except StaleIndex:
            self.close()
            raise
        # LangChain brings every hit's text and metadata, which takes three times as long as the search.
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        self._matrix: _Matrix | None = None
        self._size: int | None = None
        self._lock = threading.Lock()

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors."""
        return self._embedder

    def count(self) -> int:
        """How many chunks the index holds."""
        if self._size is None:
            self._size = self._collection.count()
        return self._size

    def ids(self) -> frozenset[str]:
        """The ids of all chunks."""
        return frozenset(self._store.get(include=[])["ids"])

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Put ``chunks`` in the index; texts that have a vector already are not embedded again."""
        for at in range(0, len(chunks), _MOST):
            some = chunks[at : at + _MOST]
            texts = [passage(chunk) for chunk in some]
            marks = [{_TEXT: _text_key(text)} for text in texts]
            ids = [chunk.id for chunk in some]
            self._store.add_texts(texts, marks, ids=ids)
            self._size = None
            self._keep_up(ids)

    def remove(self, ids: Iterable[str]) -> None:
        """Take chunks out of the index by id; ids that are not there do no harm."""
        every = list(ids)
        for at in range(0, len(every), _MOST):
            self._store.delete(every[at : at + _MOST])
        self._size = None
        with self._lock:
            self._matrix = self._matrix and self._matrix.without(every)

    def vector(self, text: str) -> Vector:
        """The vector of the question ``text``."""
        return self._embedder.query(text)

    def nearest(self, vector: Vector, limit: int, among: Collection[str] | None = None) -> tuple[Ranked, ...]:
        """The ``limit`` chunks nearest in meaning to a question's ``vector``, by cosine, best first.

        ``among`` names the only chunks that may come.
        """
        found = self._by_graph(vector, limit, among) if self.count() > self._exact else ()
        return found or self._rows().nearest(vector, limit, None if among is None else frozenset(among))

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The stored vectors of chunks, one row each: shape (len(ids), dimension)."""
        rows = self._rows()
        return rows.vectors[[rows.rows[chunk_id] for chunk_id in ids]]

    def close(self) -> None:
        """Let go of the folder or the connexion."""
        if isinstance(self._client, Client):
            self._client.close()

    def _by_graph(self, vector: Vector, limit: int, among: Collection[str] | None) -> tuple[Ranked, ...]:
        """What Chroma finds; nothing where it finds too few, or ``among`` keeps too few to ask it."""
        if among is None:
            return tuple(self._nearest(vector, limit))
        share = len(among) / self.count()
        if share <= _MOST_OF_ALL:
            return ()
        near = self._nearest(vector, ceil(2 * limit / share))
        found = tuple(ranked for ranked in near if ranked.id in among)[:limit]
        return found if len(found) == limit else ()

    def _nearest(self, vector: Vector, limit: int) -> Iterator[Ranked]:
        found = self._collection.query([vector.tolist()], n_results=limit, include=["distances"])
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return (Ranked(chunk_id, 1 - far) for chunk_id, far in zip(ids, distances, strict=True))

    def _vectors_of(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The stored vectors of the texts with these keys."""
        where = cast(Where, {_TEXT: {"$in": list(keys)}})
        found = self._store.get(where=where, include=["embeddings", "metadatas"])
        rows = zip(found["metadatas"], found["embeddings"], strict=True)
        return {marks[_TEXT]: np.asarray(vector, np.float32) for marks, vector in rows}

    def _rows(self) -> "_Matrix":
        with self._lock:
            if self._matrix is None:
                empty = _Matrix((), np.empty((0, self._embedder.dimension), np.float32))
                self._matrix = empty.with_rows(self._store.get(include=["embeddings"]))
            return self._matrix

    def _keep_up(self, ids: Sequence[str]) -> None:
        """Bring new chunks into the matrix, if there is one."""
        with self._lock:
            if self._matrix is not None:
                self._matrix = self._matrix.with_rows(self._store.get(list(ids), include=["embeddings"]))


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Every vector in memory, for exact scoring: that of ``ids[row]`` is ``vectors[row]``."""

    ids: tuple[str, ...]
    vectors: Vectors
    rows: dict[str, int] = field(init=False)
    picked: dict[frozenset[str], Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {chunk_id: row for row, chunk_id in enumerate(self.ids)})

    def with_rows(self, found: Mapping[str, Any]) -> "_Matrix":
        """The matrix with what Chroma's ``get`` found."""
        new = np.asarray(found["embeddings"], np.float32).reshape(-1, self.vectors.shape[1])
        return _Matrix((*self.ids, *found["ids"]), np.concatenate([self.vectors, new]))

    def without(self, ids: Iterable[str]) -> "_Matrix":
        """The matrix without some chunks."""
        gone = frozenset(ids)
        kept = [row for row, chunk_id in enumerate(self.ids) if chunk_id not in gone]
        return _Matrix(tuple(self.ids[row] for row in kept), self.vectors[kept])

    def nearest(self, vector: Vector, limit: int, among: frozenset[str] | None) -> tuple[Ranked, ...]:
        """The ``limit`` best, of ``among`` or of all, by cosine; equals in the order of rows."""
        rows = None if among is None else self._picked(among)
        if rows is not None and len(rows) < _FEW * len(self.vectors):
            scores = _cosines(self.vectors[rows], vector)
        else:
            scores = _cosines(self.vectors, vector)
            scores = scores if rows is None else scores[rows]
        best = _highest(scores, limit)
        return tuple(Ranked(self.ids[at if rows is None else rows[at]], float(scores[at])) for at in best)

    def _picked(self, among: frozenset[str]) -> Rows:
        rows = self.picked.get(among)
        if rows is None:
            rows = np.sort(np.fromiter((self.rows[it] for it in among if it in self.rows), np.intp))
            if len(self.picked) == _PICKED:
                self.picked.clear()
            self.picked[among] = rows
        return rows


def _cosines(vectors: Vectors, vector: Vector) -> Vector:
    """The inner product of every row with ``vector``, on one thread: BLAS's threads wait for each other."""
    return np.asarray(np.einsum("ij,j->i", vectors, vector), np.float32)


def _highest(scores: Vector, limit: int) -> Rows:
    """Where the ``limit`` highest scores stand, highest first, equals in their order."""
    if limit >= len(scores):
        return np.argsort(-scores, kind="stable")
    edge = np.partition(scores, -limit)[-limit]
    above = np.flatnonzero(scores >= edge)
    return above[np.argsort(-scores[above], kind="stable")][:limit]


class _EmbedOnce(Embeddings):
    """LangChain's face of our embedder; a text that comes again or has a stored vector is not embedded."""

    def __init__(self, embedder: Embedder, stored: Callable[[Sequence[str]], dict[str, Vector]]) -> None:
        self._embedder = embedder
        self._stored = stored
        self.stamp = {"embedder": embedder.id, "dimension": embedder.dimension, "format": FORMAT}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        by_key = {_text_key(text): text for text in texts}
        vectors = self._stored(list(by_key))
        new = {key: text for key, text in by_key.items() if key not in vectors}
        if new:
            vectors |= zip(new, self._embedder.passages(list(new.values())), strict=True)
        return [vectors[_text_key(text)].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._embedder.query(text)))


def _text_key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _client(place: Path | str) -> ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    if isinstance(place, Path):
        return chromadb.PersistentClient(str(place), settings)
    url = urlsplit(place)
    tls = url.scheme == "https"
    try:
        return chromadb.HttpClient(url.hostname or place, url.port or _PORTS[tls], tls, settings=settings)
    except ValueError as error:
        raise CannotStart(f"Ingen Chroma-server svarar på {place}. Se PARAGRAF_CHROMA_URL.") from error


def _store(client: ClientAPI, embeddings: "_EmbedOnce", *, fresh: bool) -> Chroma:
    there = {collection.name: collection.metadata or {} for collection in client.list_collections()}
    if fresh and COLLECTION in there:
        client.delete_collection(COLLECTION)
    elif COLLECTION in there:
        _check(there[COLLECTION], embeddings.stamp)
    return Chroma(
        COLLECTION,
        embeddings,
        client=client,
        collection_metadata=embeddings.stamp,
        collection_configuration={"hnsw": {"space": "cosine", "ef_search": _BREADTH}},
    )


def _check(found: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    if any(found.get(key) != value for key, value in wanted.items()):
        raise StaleIndex(
            f"Vektorindexet är byggt med {found.get('embedder')} (format {found.get('format')}), "
            f"men nu gäller {wanted['embedder']} (format {wanted['format']}). Kör: paragraf reindex"
        )
