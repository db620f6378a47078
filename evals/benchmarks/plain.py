"""The plain recipe, kept as the standing baseline: what a weekend's work with the same parts would be.

pypdf for PDFs, LangChain's RecursiveCharacterTextSplitter (1000 characters, 200 overlap), the same embedder,
Chroma; the question's nearest chunks by cosine. Nothing is known of §, status or body.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import chromadb
from langchain_text_splitters import RecursiveCharacterTextSplitter
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.embedding import Embedder, open_embedder
from corpus.settings import read_settings

CHUNK, OVERLAP, BATCH = 1000, 200, 256


@dataclass(frozen=True, slots=True)
class PlainChunk:
    """A splitter's chunk: the file it is from and its text."""

    file: str
    text: str


class PlainRecipe:
    """An index of plain chunks in ``folder``."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        client = chromadb.PersistentClient(str(folder))
        self._collection = client.get_or_create_collection(
            "plain", metadata={"hnsw:space": "cosine"}, embedding_function=None
        )

    def ingest(self, files: Iterable[Path]) -> int:
        """Read, split, embed and store; the number of chunks stored."""
        chunks = split_plainly(files)
        self.add(chunks)
        return len(chunks)

    def add(self, chunks: Sequence[PlainChunk]) -> None:
        """Embed and store."""
        for start in range(0, len(chunks), BATCH):
            self._add(self._collection.count(), chunks[start : start + BATCH])

    def search(self, text: str, limit: int = 10) -> list[PlainChunk]:
        """The ``limit`` chunks nearest to ``text``."""
        found = self._collection.query(
            query_embeddings=self._embedder.query(text)[None, :],
            n_results=limit,
            include=["documents", "metadatas"],
        )
        texts, metadatas = (found["documents"] or [[]])[0], (found["metadatas"] or [[]])[0]
        return [PlainChunk(str(m["file"]), t) for t, m in zip(texts, metadatas, strict=True)]

    def _add(self, start: int, batch: Sequence[PlainChunk]) -> None:
        self._collection.add(
            ids=[str(start + i) for i in range(len(batch))],
            embeddings=self._embedder.passages([chunk.text for chunk in batch]),
            documents=[chunk.text for chunk in batch],
            metadatas=[{"file": chunk.file} for chunk in batch],
        )


def split_plainly(files: Iterable[Path]) -> list[PlainChunk]:
    """The chunks of ``files`` by LangChain's splitter."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    return [PlainChunk(file.name, text) for file in files for text in splitter.split_text(read_plainly(file))]


def read_plainly(file: Path) -> str:
    """A file's text as pypdf or UTF-8 gives it; empty where they give none."""
    if file.suffix != ".pdf":
        return file.read_text(encoding="utf-8", errors="replace")
    try:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    except PyPdfError:
        return ""


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files in ``paths``, folders opened."""
    for path in paths:
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the seconds that the plain recipe takes over the given files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    paths = parser.parse_args(arguments).paths
    settings = read_settings()
    embedder = open_embedder(settings.model, settings.engine)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        count = PlainRecipe(Path(folder), embedder).ingest(files_below(paths))
        sys.stdout.write(f"{count} chunks in {time.perf_counter() - began:.1f} s\n")


if __name__ == "__main__":
    main()
