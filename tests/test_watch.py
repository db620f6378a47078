"""A watched folder is read when something in it has changed and come to rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.watch import watch


class Enough(Exception):
    """The watch has gone on long enough."""


def looks_with_ingest(folder: Path, changes: list[str | None]) -> list[int]:
    """After how many pauses ingest was called, where each change writes a text before the next look."""
    waiting: Iterator[str | None] = iter(changes)
    calls: list[int] = []
    pauses = 0

    def pause(seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        try:
            text = next(waiting)
        except StopIteration:
            raise Enough from None
        if text is not None:
            (folder / "a.txt").write_text(text)

    with pytest.raises(Enough):
        watch([folder], lambda: calls.append(pauses), pause=pause)
    return calls


def test_the_first_look_reads_at_once(tmp_path: Path) -> None:
    assert looks_with_ingest(tmp_path, [None, None]) == [0]


def test_a_file_that_grows_waits_until_it_rests(tmp_path: Path) -> None:
    assert looks_with_ingest(tmp_path, ["a", "ab", "abc", None, None, None]) == [0, 4]


def test_each_change_is_read_once(tmp_path: Path) -> None:
    assert looks_with_ingest(tmp_path, ["a", None, None, "other", None, None]) == [0, 2, 5]
