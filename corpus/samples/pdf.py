"""Typeset pages as PDF bytes that are the same each time; fonts are those that reportlab carries."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.samples.looks import LOOKS, Look, Mark
from corpus.samples.notation import Sheet
from corpus.samples.typeset import BOLD, PLAIN, WIDTH, Row, pages

LEFT, TOP, HEAD, FOOT = 78.0, 722.0, 790.0, 62.0
MUNICIPALITY = "Påhittköpings kommun"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to draw: its sheet, its rows, its number among the sheet's ``pages``."""

    sheet: Sheet
    rows: tuple[Row, ...]
    page: int
    pages: int


def draw(sheets: Sequence[Sheet]) -> bytes:
    """One PDF of the sheets in order; several are a bundle, and each then gets a bookmark."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, pageCompression=1)
    canvas.setTitle(sheets[0].title)
    for sheet in sheets:
        for leaf in _leaves(sheet):
            if len(sheets) > 1 and leaf.page == 1:
                canvas.bookmarkPage(sheet.name)
                canvas.addOutlineEntry(f"{sheet.title} {sheet.date}", sheet.name)
            _draw_leaf(canvas, leaf)
    canvas.save()
    return stream.getvalue()


def draw_pictures(pictures: Sequence[bytes]) -> bytes:
    """A PDF whose pages are nothing but the given JPEG pictures."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for picture in pictures:
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _leaves(sheet: Sheet) -> tuple[Leaf, ...]:
    made = pages(sheet.blocks, LOOKS[sheet.look], pdfmetrics.stringWidth)
    return tuple(Leaf(sheet, rows, number, len(made)) for number, rows in enumerate(made, 1))


def _draw_leaf(canvas: Canvas, leaf: Leaf) -> None:
    look = LOOKS[leaf.sheet.look]
    for mark in look.head:
        _draw_mark(canvas, mark, leaf, HEAD)
    if look.emblem:
        _draw_emblem(canvas)
    y = TOP
    for row in leaf.rows:
        _draw_row(canvas, row, y - row.leading)
        y -= row.leading + row.below
    _draw_foot(canvas, look, leaf)
    canvas.showPage()


def _draw_row(canvas: Canvas, row: Row, y: float) -> None:
    for ink in row.inks:
        canvas.setFont(ink.font, ink.size)
        canvas.drawString(LEFT + ink.x, y, ink.text)
    if row.rule:
        canvas.setLineWidth(0.4)
        canvas.line(LEFT, y - 3, LEFT + row.rule, y - 3)


def _draw_foot(canvas: Canvas, look: Look, leaf: Leaf) -> None:
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, FOOT + 12, LEFT + WIDTH, FOOT + 12)
    for at in look.foot_rules:
        canvas.line(LEFT + at * WIDTH - 4, FOOT + 12, LEFT + at * WIDTH - 4, FOOT - 22)
    for mark in look.foot:
        _draw_mark(canvas, mark, leaf, FOOT)


def _draw_mark(canvas: Canvas, mark: Mark, leaf: Leaf, base: float) -> None:
    sheet = leaf.sheet
    text = mark.text.format(
        kommun=MUNICIPALITY,
        body=sheet.body,
        title=sheet.title,
        date=sheet.date,
        page=leaf.page,
        pages=leaf.pages,
    )
    canvas.setFont(BOLD if mark.bold else PLAIN, 8.6)
    place = canvas.drawRightString if mark.right else canvas.drawString
    place(LEFT + mark.at * WIDTH, base - 12 * mark.row, text)


def _draw_emblem(canvas: Canvas) -> None:
    """A gabled house over a wave: the municipality's invented mark."""
    canvas.saveState()
    canvas.setFillGray(0.25)
    house = canvas.beginPath()
    for step, (x, y) in enumerate(((2, 0), (2, 16), (15, 26), (28, 16), (28, 0))):
        (house.lineTo if step else house.moveTo)(LEFT + x, HEAD - 20 + y)
    house.close()
    canvas.drawPath(house, stroke=0, fill=1)
    canvas.setStrokeGray(0.25)
    canvas.setLineWidth(1.5)
    wave = [LEFT + 15 * n for n in range(3)]
    canvas.bezier(wave[0], HEAD - 26, wave[0] + 10, HEAD - 20, wave[1] + 5, HEAD - 32, wave[2], HEAD - 26)
    canvas.restoreState()
