"""A watched folder: files are read in as they come, when they have stopped growing."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from ingest.discover import discover

EVERY_SECONDS = 2.0

_Look: TypeAlias = frozenset[tuple[Path, int, int]]


def watch(
    paths: Sequence[Path],
    ingest: Callable[[], object],
    every: float = EVERY_SECONDS,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Call ``ingest`` once, and again after each change below ``paths``, until interrupted.

    A change counts when two looks, ``every`` seconds apart, see the same: a file that is still being copied
    waits. Polling sees network folders too, where no system tells of changes.
    """
    settled: _Look | None = None
    before: _Look | None = None
    while True:
        now = _look(paths)
        if now != settled and (settled is None or now == before):
            ingest()
            settled = now
        before = now
        pause(every)


def _look(paths: Sequence[Path]) -> _Look:
    """Path, size and time of change of every file; one that goes away meanwhile is not there."""
    return frozenset(seen for found in discover(paths).files if (seen := _state(found.path)))


def _state(path: Path) -> tuple[Path, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return path, status.st_size, status.st_mtime_ns
