"""The data folder: where archive and indexes lie, and who owns it.

One process at a time owns a data folder. It holds a lock on a file in it and writes its name and address
beside the lock (a locked file cannot be read on Windows). The system lets go of the lock when the process
ends, however it ends.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from corpus.archive import replace_file
from corpus.errors import DataFolderBusy

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Whoever only looks holds the lock for a moment; an owner tries this long (seconds) before it gives up.
_PATIENCE = 0.5
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that owns a data folder; ``address`` is where it answers, if it serves."""

    name: str
    pid: int
    address: str | None = None


_OWNER = TypeAdapter(Owner)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The layout of a data folder."""

    path: Path

    @property
    def archive(self) -> Path:
        """The parsed sources and their originals: the truth."""
        return self.path / "archive"

    @property
    def lexical(self) -> Path:
        """The lexical index."""
        return self.path / "lexical"

    @property
    def vectors(self) -> Path:
        """The vector index, where no Chroma server holds it."""
        return self.path / "vectors"

    @property
    def ledger(self) -> Path:
        """What the indexes hold of each source."""
        return self.path / "synced.json"

    @contextmanager
    def owned(self, name: str, address: str | None = None) -> Iterator[None]:
        """Own the folder, which is made if need be, until the block ends. Raises ``DataFolderBusy``.

        ``name`` says what the process does ("paragraf serve"), ``address`` where it answers.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with self._lock.open("ab") as lock:
            if not _patiently(lock):
                raise DataFolderBusy(self._busy())
            self.announce(name, address)
            try:
                yield
            finally:
                self._owner.unlink(missing_ok=True)
                _unlock(lock)

    def announce(self, name: str, address: str | None) -> None:
        """Tell where the owner answers, once it knows; for the owner alone."""
        replace_file(self._owner, _OWNER.dump_json(Owner(name, os.getpid(), address)))

    def owner(self) -> Owner | None:
        """The process that owns the folder now."""
        if not self._lock.exists():
            return None
        with self._lock.open("ab") as lock:
            if _locked(lock):
                _unlock(lock)
                return None
        return self._announced()

    def _announced(self) -> Owner | None:
        try:
            return _OWNER.validate_json(self._owner.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def _busy(self) -> str:
        owner = self._announced()
        who = "en annan process"
        if owner:
            who = f"{owner.name} (process {owner.pid}{f', {owner.address}' if owner.address else ''})"
        return (
            f"Datamappen {self.path} används redan av {who}. "
            "Avsluta den först, eller välj en annan mapp med --data."
        )

    @property
    def _lock(self) -> Path:
        return self.path / "owner.lock"

    @property
    def _owner(self) -> Path:
        return self.path / "owner.json"


def running_address(path: Path) -> str | None:
    """Where the process that owns the data folder ``path`` answers; None if none does."""
    owner = DataFolder(path).owner()
    return owner.address if owner else None


def _patiently(lock: IO[bytes]) -> bool:
    until = time.monotonic() + _PATIENCE
    while not _locked(lock):
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE)
    return True


def _locked(lock: IO[bytes]) -> bool:
    """Try to take the lock."""
    try:
        if sys.platform == "win32":
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unlock(lock: IO[bytes]) -> None:
    if sys.platform == "win32":
        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(lock, fcntl.LOCK_UN)
