"""Known packages and plain recipes as systems of one shape: files in, passages out, all with one embedder.

Haystack is its hybrid pipeline (BM25 and dense, joined by rank fusion) and LlamaIndex its vector index, both
with their own splitters, at lengths that the embedder reads whole. They come with the extra ``peers``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import tantivy

from corpus.collection import open_collection
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from corpus.model import Hit, Question
from corpus.swedish import words
from evals.benchmarks.plain import PlainChunk, PlainRecipe, read_plainly, split_plainly
from ingest.pipeline import ingest
from retrieval.assistant import Assistant, Shelf

_RANK_CONSTANT = 60
_DEPTH = 50
_WORDS_A_CHUNK, _WORDS_OVERLAP = 150, 30
_TOKENS_A_CHUNK, _TOKENS_OVERLAP = 256, 32

Searcher: TypeAlias = Callable[[str, int], Sequence[PlainChunk]]
"""The best passages for a question, at most so many, best first."""


class System(Protocol):
    """Reads ``files`` into ``folder``, and gives what searches them as long as the block lasts."""

    def __call__(
        self, files: Sequence[Path], folder: Path, embedder: Embedder
    ) -> AbstractContextManager[Searcher]: ...


@contextmanager
def paragraf(files: Sequence[Path], folder: Path, embedder: Embedder) -> Iterator[Searcher]:
    """This program."""
    data = DataFolder(folder / "data")
    with data.owned("benchmark"), open_collection(data, embedder) as collection:
        ingest(files, data.path, collection.archive, collection.agree)
        indexes = collection.indexes
        assistant = Assistant(Shelf(collection.archive, indexes.lexical, indexes.vectors, embedder.id))

        def search(text: str, limit: int) -> list[PlainChunk]:
            return plainly(assistant.search(Question(text), limit))

        yield search


def plainly(hits: Iterable[Hit]) -> list[PlainChunk]:
    """This program's hits as other systems give theirs: the file's name, and the heading with the text."""
    chunks = (hit.chunk for hit in hits)
    return [PlainChunk(Path(c.document.file).name, f"{c.place.heading}\n{c.text}") for c in chunks]


@contextmanager
def dense(files: Sequence[Path], folder: Path, embedder: Embedder) -> Iterator[Searcher]:
    """The plain recipe: LangChain's splitter, Chroma."""
    recipe = PlainRecipe(folder / "chroma", embedder)
    recipe.ingest(files)
    yield recipe.search


@contextmanager
def bm25(files: Sequence[Path], folder: Path, embedder: Embedder) -> Iterator[Searcher]:
    """BM25 with Swedish stems over the plain recipe's chunks."""
    yield _by_words(split_plainly(files), folder)


@contextmanager
def fused(files: Sequence[Path], folder: Path, embedder: Embedder) -> Iterator[Searcher]:
    """The plain recipe and BM25 by reciprocal rank fusion."""
    with dense(files, folder, embedder) as by_meaning, bm25(files, folder, embedder) as by_words:

        def search(text: str, limit: int) -> list[PlainChunk]:
            scores: dict[PlainChunk, float] = {}
            for found in (by_meaning(text, _DEPTH), by_words(text, _DEPTH)):
                for rank, chunk in enumerate(found, 1):
                    scores[chunk] = scores.get(chunk, 0.0) + 1 / (_RANK_CONSTANT + rank)
            return sorted(scores, key=lambda chunk: -scores[chunk])[:limit]

        yield search


@contextmanager
def haystack(files: Sequence[Path], folder: Path, embedder: Embedder) -> Iterator[Searcher]:
    """Haystack: its splitter, its in-memory store, BM25 and dense joined by rank fusion."""
    from haystack import Document  # noqa: PLC0415 - an extra
    from haystack.components.joiners import DocumentJoiner  # noqa: PLC0415 - an extra
    from haystack.components.preprocessors import DocumentSplitter  # noqa: PLC0415 - an extra
    from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: PLC0415 - an extra

    splitter = DocumentSplitter(
        split_by="word", split_length=_WORDS_A_CHUNK, split_overlap=_WORDS_OVERLAP, language="sv"
    )
    texts = [(file, text) for file in files if (text := read_plainly(file)).strip()]
    whole = [Document(content=text, meta={"file": file.name}) for file, text in texts]
    parts = splitter.run(documents=whole)["documents"]
    vectors = embedder.passages([part.content for part in parts])
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(
        [replace(part, embedding=vector.tolist()) for part, vector in zip(parts, vectors, strict=True)]
    )
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def search(text: str, limit: int) -> list[PlainChunk]:
        by_words = store.bm25_retrieval(text, top_k=_DEPTH)
        by_meaning = store.embedding_retrieval(embedder.query(text).tolist(), top_k=_DEPTH)
        joined = joiner.run(documents=[by_words, by_meaning], top_k=limit)["documents"]
        return [PlainChunk(part.meta["file"], part.content) for part in joined]

    yield search


@contextmanager
def llama_index(files: Sequence[Path], folder: Path, embedder: Embedder) -> Iterator[Searcher]:
    """LlamaIndex: its sentence splitter and its vector index."""
    from llama_index.core import Document, VectorStoreIndex  # noqa: PLC0415 - an extra
    from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415 - an extra

    splitter = SentenceSplitter(chunk_size=_TOKENS_A_CHUNK, chunk_overlap=_TOKENS_OVERLAP)
    texts = [(file, text) for file in files if (text := read_plainly(file)).strip()]
    nodes = splitter.get_nodes_from_documents(
        [Document(text=text, metadata={"file": file.name}) for file, text in texts]
    )
    for node, vector in zip(nodes, embedder.passages([node.text for node in nodes]), strict=True):
        node.embedding = vector.tolist()
    index = VectorStoreIndex(nodes, embed_model=_llama_embedding(embedder))

    def search(text: str, limit: int) -> list[PlainChunk]:
        found = index.as_retriever(similarity_top_k=limit).retrieve(text)
        return [PlainChunk(each.node.metadata["file"], each.node.text) for each in found]

    yield search


SYSTEMS: dict[str, System] = {
    "paragraf": paragraf,
    "dense (plain recipe)": dense,
    "bm25": bm25,
    "dense + bm25": fused,
    "haystack hybrid": haystack,
    "llama-index": llama_index,
}


def _by_words(chunks: Sequence[PlainChunk], folder: Path) -> Searcher:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("at", stored=True)
    builder.add_text_field("text", tokenizer_name="swedish")
    (folder / "words").mkdir()
    index = tantivy.Index(builder.build(), path=str(folder / "words"))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for kept in (tantivy.Filter.lowercase(), tantivy.Filter.stemmer("swedish")):
        analyzer = analyzer.filter(kept)
    index.register_tokenizer("swedish", analyzer.build())
    with index.writer() as writer:
        for at, chunk in enumerate(chunks):
            writer.add_document(tantivy.Document(at=at, text=chunk.text))
    index.reload()
    searcher = index.searcher()

    def search(text: str, limit: int) -> list[PlainChunk]:
        query = index.parse_query(" ".join(words(text)), ["text"])
        hits = searcher.search(query, limit).hits
        return [chunks[searcher.doc(address)["at"][0]] for _, address in hits]

    return search


def _llama_embedding(embedder: Embedder) -> Any:
    """LlamaIndex's face of our embedder."""
    from llama_index.core.embeddings import BaseEmbedding  # noqa: PLC0415 - an extra

    class Ours(BaseEmbedding):  # type: ignore[misc] # the extra has no types here
        def _get_query_embedding(self, query: str) -> list[float]:
            return list(map(float, embedder.query(query)))

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return list(map(float, embedder.passages([text])[0]))

    return Ours()
