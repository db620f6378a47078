"""A page set from lines, for the media that have no printed page."""

from collections.abc import Iterable

from corpus.model import Line, Page, Span

BODY_SIZE = 11.0

_CELL_RULE = " | "
_HEADING_SIZES = (
    20.0,
    17.0,
    15.0,
    14.0,
    13.0,
    12.0,
)  # by level; nominal points, so that layout can rank them

SizedLine = tuple[str, float]


def heading_size(level: int) -> float:
    """The nominal size of a heading of ``level`` 1 and down."""
    return _HEADING_SIZES[min(max(level, 1), len(_HEADING_SIZES)) - 1]


def unpaged(lines: Iterable[SizedLine]) -> tuple[Page, ...]:
    """All lines as the one page of a medium that prints no page numbers; blank lines are left out."""
    kept = [(text, size) for text, size in lines if text.strip()]
    spans: list[Span] = []
    start = 0
    for text, _ in kept:
        spans.append((start, start + len(text)))
        start += len(text) + 1
    placed = tuple(Line(span, None, size) for span, (_, size) in zip(spans, kept, strict=True))
    return (Page(1, "\n".join(text for text, _ in kept), placed, None),)


def row(cells: Iterable[str]) -> str:
    """A table's row as one line, its cells in their columns."""
    return " ".join(_CELL_RULE.join(cells).split()).rstrip(_CELL_RULE)
