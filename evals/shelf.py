"""A data folder opened for measuring: what an assistant reads of it, with the model that is set."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.collection import open_collection
from corpus.embedding import open_embedder
from corpus.folder import DataFolder
from corpus.settings import read_settings
from retrieval.assistant import Shelf


@contextmanager
def open_shelf(data: Path, owner: str) -> Iterator[Shelf]:
    """The shelf over the folder ``data``, owned as ``owner`` and with its indexes agreed with its archive."""
    settings, folder = read_settings(), DataFolder(data)
    embedder = open_embedder(settings.model, settings.engine)
    with folder.owned(owner), open_collection(folder, embedder) as collection:
        collection.agree()
        indexes = collection.indexes
        yield Shelf(collection.archive, indexes.lexical, indexes.vectors, embedder.id)
