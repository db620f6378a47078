"""From blocks to pages of positioned text; lengths are PDF points, ``measure`` tells a text's width."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.samples.looks import Look
from corpus.samples.notation import Block, Form

PLAIN, BOLD = "Vera", "VeraBd"
WIDTH, HEIGHT = 440.0, 625.0
SIZE, LEADING = 9.2, 13.0
LABEL_WIDTH, ITEM_INDENT = 158.0, 14.0

Measure = Callable[[str, str, float], float]


@dataclass(frozen=True, slots=True)
class Ink:
    """A text at ``x`` from the left margin."""

    x: float
    text: str
    font: str = PLAIN
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line. ``below`` follows it as white space; ``keep`` ties it to the next row.

    ``opens`` is the § that begins here; ``top`` is what heads the next page where the § goes on.
    """

    inks: tuple[Ink, ...]
    leading: float = LEADING
    below: float = 0.0
    keep: bool = False
    rule: float = 0.0
    fresh: bool = False
    opens: str | None = None
    top: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """What typesetting needs to know besides the text."""

    look: Look
    measure: Measure
    numbers: Mapping[str, int]


def pages(blocks: Sequence[Block], look: Look, measure: Measure) -> tuple[tuple[Row, ...], ...]:
    """The pages; set twice, as the table of contents prints page numbers."""
    blank = _paginate(rows(blocks, Press(look, measure, {})))
    numbers = {row.opens: n for n, page in enumerate(blank, 1) for row in page if row.opens}
    return _paginate(rows(blocks, Press(look, measure, numbers)))


def rows(blocks: Sequence[Block], press: Press) -> tuple[Row, ...]:
    """The blocks as printed rows, each knowing the § it belongs to."""
    made: list[Row] = []
    fresh, top = False, ""
    for is_table, group in groupby(blocks, key=lambda block: block.form is Form.ROW):
        members = tuple(group)
        if is_table:
            made += [replace(row, top=top) for row in _table(members, press)]
            continue
        for block in members:
            if block.form is Form.BREAK:
                fresh, top = True, ""
                continue
            if block.form is Form.SECTION:
                top = _filled(press.look.continued, block)
            first, *rest = SETTERS[block.form](block, press, blocks)
            made += [replace(first, fresh=fresh, top=top), *(replace(row, top=top) for row in rest)]
            fresh = False
    return tuple(made)


def _paginate(rows: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    done: list[tuple[Row, ...]] = []
    page: list[Row] = []
    left = HEIGHT
    for index, row in enumerate(rows):
        if page and (row.fresh or _needed(rows, index) > left):
            done.append(tuple(page))
            page, left = _topped(row), HEIGHT - sum(r.leading + r.below for r in _topped(row))
        page.append(row)
        left -= row.leading + row.below
    return (*done, tuple(page))


def _needed(rows: Sequence[Row], index: int) -> float:
    needed = rows[index].leading
    while rows[index].keep and index + 1 < len(rows):
        needed += rows[index].below + rows[index + 1].leading
        index += 1
    return needed


def _topped(row: Row) -> list[Row]:
    if not row.top or row.opens:
        return []
    return [Row((Ink(0, row.top, BOLD, 10),), below=8)]


def _filled(template: str, block: Block) -> str:
    number, dnr, heading = block.cells
    return template.format(number=number, dnr=dnr, heading=heading)


def _section(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    number, dnr, heading = block.cells
    opening = _filled(press.look.opening, block) if dnr or press.look.opening_right else f"§ {number}"
    inks = [Ink(0, opening, BOLD, 10.5)]
    if dnr and press.look.opening_right:
        inks.append(_right(WIDTH, _filled(press.look.opening_right, block), PLAIN, SIZE, press))
    yield Row(tuple(inks), leading=22, below=3, keep=True, opens=number)
    lines = wrapped(heading, WIDTH, press.measure, BOLD, 11)
    for line in lines:
        yield Row((Ink(0, line, BOLD, 11),), leading=15, below=5 if line is lines[-1] else 0, keep=True)


def _title(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    for line in wrapped(block.cells[0], WIDTH, press.measure, BOLD, 15):
        yield Row((Ink(0, line, BOLD, 15),), leading=20, below=4, keep=True)


def _heading(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    text = block.cells[0].upper() if press.look.capitals else block.cells[0]
    for index, line in enumerate(wrapped(text, WIDTH, press.measure, BOLD, 10)):
        yield Row((Ink(0, line, BOLD, 10),), leading=LEADING if index else 17, below=2, keep=True)


def _subheading(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    yield Row((Ink(0, block.cells[0], BOLD, SIZE),), below=1, keep=True)


def _text(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    yield from _run(wrapped(block.cells[0], WIDTH, press.measure), 0.0, 6.0)


def _item(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    first, *rest = _run(wrapped(block.cells[0], WIDTH - ITEM_INDENT, press.measure), ITEM_INDENT, 3.0)
    yield replace(first, inks=(Ink(3, "•"), *first.inks))
    yield from rest


def _labelled(block: Block, press: Press, _: Sequence[Block]) -> Iterator[Row]:
    label, *values = block.cells
    lines = [line for value in values for line in wrapped(value, WIDTH - LABEL_WIDTH, press.measure)]
    first, *rest = _run(lines, LABEL_WIDTH, 7.0)
    yield replace(first, inks=(Ink(0, label, BOLD), *first.inks))
    yield from rest


def _run(lines: Sequence[str], x: float, below: float) -> Iterator[Row]:
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        yield Row((Ink(x, line),), below=below if last else 0, keep=index == 0 and len(lines) > 1)


def _rule(_block: Block, _press: Press, _: Sequence[Block]) -> Iterator[Row]:
    yield Row((), leading=8, below=6, rule=44)


def _contents(_block: Block, press: Press, blocks: Sequence[Block]) -> Iterator[Row]:
    for block in blocks:
        if block.form is Form.SECTION:
            yield from _entry(block, press)


def _entry(block: Block, press: Press) -> Iterator[Row]:
    lines = wrapped(
        " ".join(_filled(press.look.contents, block).replace("()", "").split()), WIDTH - 60, press.measure
    )
    for line in lines[:-1]:
        yield Row((Ink(0, line),))
    number = str(press.numbers.get(block.cells[0], 0))
    dot = press.measure(".", PLAIN, SIZE)
    dots = int((WIDTH - 22 - press.measure(lines[-1] + " ", PLAIN, SIZE)) / dot)
    text = f"{lines[-1]} {'.' * dots}"
    yield Row((Ink(0, text), _right(WIDTH, number, PLAIN, SIZE, press)), below=2)


def _right(edge: float, text: str, font: str, size: float, press: Press) -> Ink:
    return Ink(edge - press.measure(text, font, size), text, font, size)


NUMERIC = re.compile(r"[+−–-]?\d[\d ,%]*( kr)?|–")


def _table(blocks: Sequence[Block], press: Press) -> Iterator[Row]:
    columns = tuple(zip(*(block.cells for block in blocks), strict=True))
    widths = _widths(columns, press)
    numeric = [all(NUMERIC.fullmatch(cell) or not cell for cell in column[1:]) for column in columns]
    for index, block in enumerate(blocks):
        font, last = (PLAIN if index else BOLD), index == len(blocks) - 1
        cells = [
            wrapped(cell, width - 8, press.measure, font, 8.6)
            for cell, width in zip(block.cells, widths, strict=True)
        ]
        depth = max(map(len, cells))
        for line in range(depth):
            inks = _cell_inks(cells, widths, numeric, line, font, press)
            ends = line == depth - 1
            yield Row(
                inks,
                11.5,
                below=(9.0 if last else 2.0) if ends else 0,
                keep=not index,
                rule=WIDTH if ends else 0,
            )


def _cell_inks(
    cells: Sequence[Sequence[str]],
    widths: Sequence[float],
    numeric: Sequence[bool],
    line: int,
    font: str,
    press: Press,
) -> tuple[Ink, ...]:
    inks, x = [], 0.0
    for lines, width, right in zip(cells, widths, numeric, strict=True):
        if line < len(lines) and lines[line]:
            ink = Ink(x, lines[line], font, 8.6)
            inks.append(_right(x + width - 6, ink.text, font, 8.6, press) if right else ink)
        x += width
    return tuple(inks)


def _widths(columns: Sequence[Sequence[str]], press: Press) -> tuple[float, ...]:
    natural = [max(press.measure(cell, BOLD, 8.6) for cell in column) + 14 for column in columns]
    spare = WIDTH - sum(natural)
    widest = natural.index(max(natural))
    natural[widest] += spare
    return tuple(natural)


SETTERS: Mapping[Form, Callable[[Block, Press, Sequence[Block]], Iterator[Row]]] = {
    Form.SECTION: _section,
    Form.TITLE: _title,
    Form.HEADING: _heading,
    Form.SUBHEADING: _subheading,
    Form.TEXT: _text,
    Form.ITEM: _item,
    Form.LABELLED: _labelled,
    Form.CONTENTS: _contents,
    Form.RULE: _rule,
}


def wrapped(
    text: str, width: float, measure: Measure, font: str = PLAIN, size: float = SIZE
) -> tuple[str, ...]:
    """The text in lines no wider than ``width``; only plain text is hyphenated."""
    lines, line = [], ""
    for word in text.split(" "):
        fitted, word = _fitted(line, word, width, lambda t: measure(t, font, size), font == PLAIN)
        if fitted is None:
            line = f"{line} {word}" if line else word
        else:
            lines.append(fitted)
            line = word
    return (*lines, line)


def _fitted(
    line: str, word: str, width: float, wide: Callable[[str], float], hyphenate: bool
) -> tuple[str | None, str]:
    """The full line and what begins the next, or None and the word where it fits."""
    if not line or wide(f"{line} {word}") <= width:
        return None, word
    for cut in reversed(syllables(word) if hyphenate else ()):
        start = f"{line} {word[:cut]}-"
        if wide(start) <= width:
            return start, word[cut:]
    return line, word


SYLLABLE = re.compile(r"(?<=[aeiouyåäö][bcdfghjklmnprstv])(?=[bcdfghjklmnprstv][aeiouyåäö])")
WORD = re.compile(r"[A-ZÅÄÖa-zåäö]{9,}[.,;:)]?")


def syllables(word: str) -> tuple[int, ...]:
    """Where a long word may be hyphenated: between two consonants that stand between vowels."""
    if not WORD.fullmatch(word):
        return ()
    return tuple(cut.start() for cut in SYLLABLE.finditer(word) if 3 <= cut.start() <= len(word) - 4)
