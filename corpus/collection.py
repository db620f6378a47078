"""An open collection: the archive of a data folder with the indexes that are derived from it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from corpus.archive import Archive
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from corpus.lexical import LexicalIndex
from corpus.sync import Indexes, Progress, Synced, sync
from corpus.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Collection:
    """Archive and indexes of a data folder that this process owns."""

    folder: DataFolder
    archive: Archive
    indexes: Indexes

    def agree(self, progress: Progress | None = None) -> Synced:
        """Make the indexes agree with the archive."""
        return sync(self.archive, self.indexes, progress)


@contextmanager
def open_collection(
    folder: DataFolder, embedder: Embedder, chroma_url: str | None = None, *, fresh: bool = False
) -> Iterator[Collection]:
    """The collection in ``folder``, which the caller owns; ``fresh`` throws the vectors away first.

    Raises StaleIndex where another embedder made the vectors, CannotStart where no Chroma server answers.
    """
    archive = Archive(folder.archive)
    archive.sweep()
    with ExitStack() as closing:
        lexical = LexicalIndex(folder.lexical)
        closing.callback(lexical.close)
        vectors = VectorIndex(chroma_url or folder.vectors, embedder, fresh=fresh)
        closing.callback(vectors.close)
        yield Collection(folder, archive, Indexes(lexical, vectors, folder.ledger))
