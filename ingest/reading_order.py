"""Lines that stand above a page's text though its file draws them after it, as many a letterhead."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from corpus.model import Page

_LEADING = 2  # lines of the letterhead's own that may be drawn first
_TRAILING = 2  # a folio or a foot that may be drawn behind it
_LEAST_PASSED = 3


def read_down(page: Page) -> Page:
    """The page with such lines where they are seen; its text and the lines' spans are as they were."""
    middles = [line.box.top + line.box.bottom for line in page.lines if line.box is not None]
    found = _drawn_late(middles) if len(middles) == len(page.lines) else None
    if found is None:
        return page
    to, start, end = found
    lines = page.lines
    return replace(page, lines=(*lines[:to], *lines[start:end], *lines[to:start], *lines[end:]))


def _drawn_late(middles: Sequence[float]) -> tuple[int, int, int] | None:
    """Where ``middles[start:end]`` belong, ``start`` and ``end``: all that stand above what they follow."""
    for end in range(len(middles), max(0, len(middles) - _TRAILING - 1), -1):
        for start in range(_LEAST_PASSED, end):
            lowest = max(middles[start:end])
            to = next((at for at in range(start) if middles[at] > lowest), start)
            passed = middles[to:start]
            if to > _LEADING or len(passed) < _LEAST_PASSED or min(passed) <= lowest:
                continue
            # Beside the first lines of a column, what is drawn last may be another column.
            if to == 0 or max(passed) < min(middles[end:], default=inf):
                return to, start, end
    return None
