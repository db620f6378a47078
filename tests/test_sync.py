"""The indexes agree with the archive after every sync, whatever happened before it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import sync as syncing
from corpus.archive import Archive, replace_file
from corpus.chunking import chunks
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from corpus.lexical import LexicalIndex
from corpus.model import Parsed, Status
from corpus.sync import Indexes, Synced, sync
from corpus.vectors import VectorIndex
from tests.conftest import REPOSITORY
from tests.parsed import ORIGINAL, parsed, section


def protocol(source_id: str, first: int, last: int, verb: str = "antar") -> Parsed:
    """A source with one chunk a §."""
    sections = (section(f"§ {n}", "Taxa", (Status.BESLUT, beslut(n, verb))) for n in range(first, last + 1))
    return parsed(source_id, *sections)


def beslut(number: int, verb: str = "antar") -> str:
    return f"Nämnden {verb} taxa {number}."


@contextmanager
def opened(folder: DataFolder, embedder: Embedder) -> Iterator[Indexes]:
    lexical, vectors = LexicalIndex(folder.lexical), VectorIndex(folder.vectors, embedder)
    try:
        yield Indexes(lexical, vectors, folder.ledger)
    finally:
        lexical.close()
        vectors.close()


def agree(archive: Archive, indexes: Indexes) -> bool:
    ids = {
        chunk.id
        for source in archive.sources()
        for chunk in chunks(archive.read(source.id), indexes.vectors.embedder.id)
    }
    stored = {chunk.id for chunk in indexes.lexical.chunks(sorted(ids))}
    return ids == stored == indexes.lexical.ids() == indexes.vectors.ids()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


@pytest.fixture
def archive(folder: DataFolder) -> Archive:
    archive = Archive(folder.archive)
    archive.write(protocol("a", 1, 9), ORIGINAL)
    archive.write(protocol("b", 1, 4), ORIGINAL)
    return archive


def test_a_sync_adds_what_is_new_and_removes_what_is_gone(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder
) -> None:
    with opened(folder, hash_embedder) as indexes:
        told: list[tuple[int, int]] = []
        assert sync(archive, indexes, lambda done, of: told.append((done, of))) == Synced(13, 0, 13)
        assert told == [(13, 13)]
        assert agree(archive, indexes)
        archive.write(protocol("b", 3, 6), ORIGINAL)
        assert sync(archive, indexes) == Synced(4, 4, 13)
        archive.remove("a")
        assert sync(archive, indexes) == Synced(0, 9, 4)
        assert agree(archive, indexes)


def test_a_sync_with_nothing_to_do_reads_no_source(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(folder, hash_embedder) as indexes:
        sync(archive, indexes)
        monkeypatch.setattr(Archive, "read", None)
        assert sync(archive, indexes) == Synced(0, 0, 13)
    with opened(folder, hash_embedder) as again:
        assert sync(Archive(folder.archive), again) == Synced(0, 0, 13)


def test_an_index_that_is_lost_is_filled_again(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder
) -> None:
    with opened(folder, hash_embedder) as indexes:
        sync(archive, indexes)
        indexes.lexical.remove(indexes.lexical.ids())
        assert sync(archive, indexes) == Synced(13, 0, 13)
        indexes.vectors.remove(list(indexes.vectors.ids())[:5])
        assert sync(archive, indexes) == Synced(5, 0, 13)
        folder.ledger.write_bytes(b"{")
        assert sync(archive, indexes) == Synced(0, 0, 13)
        assert agree(archive, indexes)


def test_a_source_that_cannot_be_read_is_told_and_the_others_are_synced(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder
) -> None:
    written = {path: path.stat().st_size for path in folder.archive.rglob("*.json")}
    long = max(written, key=lambda path: written[path])
    long.write_bytes(long.read_bytes()[:-9])
    with opened(folder, hash_embedder) as indexes:
        done = sync(Archive(folder.archive), indexes)
        assert (done.added, done.chunks) == (4, 4)
        assert long.name in done.damaged[0]


def test_a_batch_is_bounded(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 4)
    with opened(folder, hash_embedder) as indexes:
        told: list[int] = []
        sync(archive, indexes, lambda done, _: told.append(done))
        assert told == [4, 8, 12, 13]
        assert agree(archive, indexes)


class CutOffError(Exception):
    """The current is gone."""


@contextmanager
def cut_off_after(last: int) -> Iterator[None]:
    """Let ``last`` writes of a sync through, and no more."""
    written: list[str] = []

    def failing(name: str, write: Callable[..., None]) -> Callable[..., None]:
        def written_or_not(*arguments: object) -> None:
            if len(written) == last:
                raise CutOffError
            written.append(name)
            write(*arguments)

        return written_or_not

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syncing, "BATCH", 6)
        patch.setattr("corpus.sync.replace_file", failing("ledger", replace_file))
        for index in (LexicalIndex, VectorIndex):
            for name in ("add", "remove"):
                patch.setattr(index, name, failing(name, getattr(index, name)))
        yield


@pytest.mark.parametrize("last", range(8))
def test_a_sync_cut_off_at_any_write_is_made_good_by_the_next(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder, last: int
) -> None:
    with opened(folder, hash_embedder) as indexes:
        sync(archive, indexes)
        archive.write(protocol("b", 3, 9, "avslår"), ORIGINAL)
        archive.write(protocol("c", 1, 3), ORIGINAL)
        archive.remove("a")
        with cut_off_after(last), pytest.raises(CutOffError):
            sync(archive, indexes)
        sync(archive, indexes)
        assert agree(archive, indexes)
        assert sync(archive, indexes) == Synced(0, 0, 10)


KILLED = """
import sys, time
from pathlib import Path
from corpus import sync as syncing
from corpus.archive import Archive
from corpus.folder import DataFolder
from corpus.lexical import LexicalIndex
from corpus.vectors import VectorIndex
from tests.conftest import HashEmbedder

folder = DataFolder(Path(sys.argv[1]))
syncing.BATCH = 4
with folder.owned("test"):
    indexes = syncing.Indexes(
        LexicalIndex(folder.lexical), VectorIndex(folder.vectors, HashEmbedder()), folder.ledger
    )
    print("begins", flush=True)
    syncing.sync(Archive(folder.archive), indexes, lambda done, of: print(done, flush=True))
    time.sleep(60)
"""


@pytest.mark.parametrize("batches", [0, 2])
def test_a_killed_sync_is_made_good_by_the_next(
    folder: DataFolder, archive: Archive, hash_embedder: Embedder, batches: int
) -> None:
    archive.write(protocol("c", 1, 40), ORIGINAL)
    command = [sys.executable, "-c", KILLED, str(folder.path)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout
        for _ in range(batches + 1):
            assert child.stdout.readline()
        child.kill()
    with folder.owned("test"), opened(folder, hash_embedder) as indexes:
        held = indexes.vectors.count()
        done = sync(archive, indexes)
        assert agree(archive, indexes)
        assert held >= 4 * batches
        assert done.added <= 53 - 4 * batches
        assert sync(archive, indexes) == Synced(0, 0, 53)
