"""Small drawings as SVG, for a page that must hold all it shows. Lengths are in pixels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

WIDTH = 720
_LABEL, _FIGURE, _ROW = 150, 130, 26
_PLOT, _HEIGHT, _MARGIN, _STEPS = 620, 220, 44, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A share, 0–1, with its interval and how many questions it is of."""

    label: str
    share: float
    interval: tuple[float, float]
    count: int


@dataclass(frozen=True, slots=True)
class Series:
    """A named line through points ``(x, y)``; ``style`` is a class of the page's style sheet."""

    name: str
    style: str
    points: tuple[tuple[float, float], ...]


def bars(rows: Sequence[Bar], title: str) -> str:
    """Lying bars from 0 to 1, each with its interval as a thin line and its figures to the right."""
    drawn = "".join(_bar(row, number * _ROW) for number, row in enumerate(rows))
    return _svg(title, len(rows) * _ROW + 4, drawn)


def histogram(values: Sequence[float], marks: Sequence[tuple[str, float]], title: str) -> str:
    """How many ``values`` fall in each of 30 equal steps; ``marks`` are named upright lines.

    The steps end a half beyond the last mark, and the last one counts what lies further away too.
    """
    top = 1.5 * max((value for _, value in marks), default=0.0) or 1.0
    counts = [0] * _STEPS
    for value in values:
        counts[min(_STEPS - 1, int(value / top * _STEPS))] += 1
    columns = "".join(_column(number, count, max(counts)) for number, count in enumerate(counts))
    lines = "".join(_mark(name, value / top) for name, value in marks)
    return _svg(title, _HEIGHT + 2 * _MARGIN, columns + lines + _axis((0.0, top), "ms"))


def lines(series: Sequence[Series], title: str, unit: str) -> str:
    """Lines over a shared axis; y goes from 0 to 1."""
    across = [x for one in series for x, _ in one.points]
    low, high = (min(across), max(across)) if across else (0.0, 1.0)
    drawn = "".join(_line(one, low, high) for one in series)
    legend = "".join(
        f'<text class="{one.style}" x="{_MARGIN + number * 210}" y="16">{escape(one.name)}</text>'
        for number, one in enumerate(series)
    )
    return _svg(title, _HEIGHT + 2 * _MARGIN, legend + drawn + _shares() + _axis((low, high), unit))


def _svg(title: str, height: int, drawn: str) -> str:
    named = f'role="img" aria-label="{escape(title)}"'
    return f'<svg viewBox="0 0 {WIDTH} {height}" {named}><title>{escape(title)}</title>{drawn}</svg>'


def _bar(row: Bar, top: int) -> str:
    room = WIDTH - _LABEL - _FIGURE
    (low, high), middle = row.interval, top + _ROW / 2
    figures = f"{row.share:.2f} [{low:.2f}–{high:.2f}] · {row.count}"
    return (
        f'<text x="{_LABEL - 8}" y="{middle + 4}" text-anchor="end">{escape(row.label)}</text>'
        f'<rect class="room" x="{_LABEL}" y="{top + 4}" width="{room}" height="{_ROW - 8}"/>'
        f'<rect class="bar" x="{_LABEL}" y="{top + 4}" width="{row.share * room:.1f}" height="{_ROW - 8}"/>'
        f'<line class="whisker" x1="{_LABEL + low * room:.1f}" x2="{_LABEL + high * room:.1f}"'
        f' y1="{middle}" y2="{middle}"/>'
        f'<text x="{WIDTH}" y="{middle + 4}" text-anchor="end">{figures}</text>'
    )


def _column(number: int, count: int, most: int) -> str:
    width, height = _PLOT / _STEPS, _HEIGHT * count / max(1, most)
    return (
        f'<rect class="bar" x="{_MARGIN + number * width:.1f}" y="{_MARGIN + _HEIGHT - height:.1f}"'
        f' width="{max(1.0, width - 1):.1f}" height="{height:.1f}"/>'
    )


def _mark(name: str, across: float) -> str:
    x = _MARGIN + across * _PLOT
    return (
        f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{_MARGIN - 8}" y2="{_MARGIN + _HEIGHT}"/>'
        f'<text x="{x:.1f}" y="{_MARGIN - 14}" text-anchor="middle">{escape(name)}</text>'
    )


def _line(series: Series, low: float, high: float) -> str:
    placed = [
        (_MARGIN + (x - low) / ((high - low) or 1) * _PLOT, _MARGIN + (1 - y) * _HEIGHT)
        for x, y in series.points
    ]
    drawn = "".join(
        f'<line class="{series.style}" x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}"/>'
        for (a, b), (c, d) in pairwise(placed)
    )
    dots = "".join(f'<circle class="{series.style}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in placed)
    return drawn + dots


def _shares() -> str:
    """The upright axis, from 0 to 1."""
    return "".join(_share(value / 4) for value in range(5))


def _share(value: float) -> str:
    y = _MARGIN + (1 - value) * _HEIGHT
    return (
        f'<line class="grid" x1="{_MARGIN}" x2="{_MARGIN + _PLOT}" y1="{y}" y2="{y}"/>'
        f'<text x="{_MARGIN - 6}" y="{y + 4}" text-anchor="end">{value:.2f}</text>'
    )


def _axis(ends: tuple[float, float], unit: str) -> str:
    """The lying axis, with five figures and its unit."""
    foot = _MARGIN + _HEIGHT
    return "".join(
        (
            f'<line class="axis" x1="{_MARGIN}" x2="{_MARGIN + _PLOT}" y1="{foot}" y2="{foot}"/>',
            *_ticks(ends, foot + 18),
            f'<text x="{_MARGIN + _PLOT / 2}" y="{foot + 38}" text-anchor="middle">{escape(unit)}</text>',
        )
    )


def _ticks(ends: tuple[float, float], y: float) -> Iterator[str]:
    low, high = ends
    for number in range(5):
        value, x = low + (high - low) * number / 4, _MARGIN + _PLOT * number / 4
        yield f'<text x="{x}" y="{y}" text-anchor="middle">{value:.3g}</text>'
