"""A desk over invented documents, with an archive and indexes of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias

from corpus.collection import open_collection
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from corpus.model import Document, Section
from retrieval.assistant import Shelf
from retrieval.desk import Desk
from tests.shelf import shelf

Held: TypeAlias = tuple[Document, Section]
Opener: TypeAlias = Callable[..., Desk]


@contextmanager
def desks(folder: Path, embedder: Embedder, home: str | None = None) -> Iterator[Opener]:
    """Opens a desk over the documents that it is given, each time in a folder of its own."""
    with ExitStack() as closing:

        def opened(*held: Held) -> Desk:
            data = DataFolder(folder / str(len(list(folder.iterdir()))))
            closing.enter_context(data.owned("test"))
            collection = closing.enter_context(open_collection(data, embedder))
            where = shelf(*held)
            for one, _ in where.held:
                collection.archive.write(where.read(one.source), b"%PDF")
            collection.agree()
            indexes = collection.indexes
            where_from = collection.archive, indexes.lexical, indexes.vectors, embedder.id, home
            return Desk(Shelf(*where_from), embedder)

        yield opened
