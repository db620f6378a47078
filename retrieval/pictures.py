"""Pictures of pages, with a quote marked.

PDF pages are rendered from the kept original. A page without geometry (a text, a web page) is set in plain
lines, a window of them around the first mark, so that every citation has a page to look at.
"""

import io
import textwrap
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from corpus.model import Box, Medium, Page, ReadBy, Span

SCALE = 2.0  # pixels a point: 144 dpi reads well on a screen
MARK = (255, 214, 10, 96)
_PDFIUM = threading.Lock()  # PDFium is not safe for two threads
_COLUMNS, _WINDOW, _SIZE, _MARGIN = 96, 48, 20, 48


def page_picture(original: Path, medium: Medium, page: Page, marks: Sequence[Span] = ()) -> bytes:
    """A PNG of ``page`` with the raw spans ``marks`` of its text marked."""
    if medium is Medium.PDF:
        return _png(_pdf_picture(original, page, marks))
    return _png(_text_picture(page.text, marks))


def _pdf_picture(original: Path, page: Page, marks: Sequence[Span]) -> Image.Image:
    with _PDFIUM, pdfium.PdfDocument(original) as pdf:
        drawn = pdf[page.number - 1]
        picture = drawn.render(scale=SCALE).to_pil().convert("RGBA")
        if page.read_by is ReadBy.OCR:
            boxes = list(_line_boxes(page, marks))
        else:
            boxes = list(_glyph_boxes(drawn, marks))
    return _marked(picture, boxes)


def _glyph_boxes(page: pdfium.PdfPage, marks: Sequence[Span]) -> Iterator[Box]:
    left, _, _, top = page.get_cropbox()
    text = page.get_textpage()
    for start, end in marks:
        for index in range(text.count_rects(start, end - start)):
            x0, y0, x1, y1 = text.get_rect(index)
            yield Box(x0 - left, top - y1, x1 - left, top - y0)


def _line_boxes(page: Page, marks: Sequence[Span]) -> Iterator[Box]:
    for line in page.lines:
        if line.box and any(line.span[0] < end and start < line.span[1] for start, end in marks):
            yield line.box


def _marked(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    for box in boxes:
        draw.rectangle(
            (box.left * SCALE - 2, box.top * SCALE - 2, box.right * SCALE + 2, box.bottom * SCALE + 2), MARK
        )
    return Image.alpha_composite(picture, layer)


def _text_picture(text: str, marks: Sequence[Span]) -> Image.Image:
    rows = list(_rows(text))
    first = next((i for i, row in enumerate(rows) if marks and row[1] > marks[0][0]), 0)
    shown = rows[max(0, first - _WINDOW // 3) :][:_WINDOW]
    font = ImageFont.load_default(_SIZE)
    step = int(_SIZE * 1.5)
    width = int(_COLUMNS * _SIZE * 0.62) + 2 * _MARGIN
    picture = Image.new("RGBA", (width, len(shown) * step + 2 * _MARGIN), "white")
    draw = ImageDraw.Draw(picture)
    boxes = []
    for number, (start, end) in enumerate(shown):
        top = _MARGIN + number * step
        draw.text((_MARGIN, top), text[start:end], "black", font)
        for a, b in marks:
            a, b = max(a, start), min(b, end)
            if a < b:
                left = _MARGIN + draw.textlength(text[start:a], font)
                right = _MARGIN + draw.textlength(text[start:b], font)
                boxes.append(Box(left / SCALE, top / SCALE, right / SCALE, (top + _SIZE * 1.2) / SCALE))
    return _marked(picture, boxes)


def _rows(text: str) -> Iterator[Span]:
    """Spans of ``text`` no wider than a column of the picture."""
    start = 0
    for line in text.splitlines(keepends=True):
        for piece in _wrapped(line.rstrip("\r\n")):
            found = text.index(piece, start) if piece else start
            yield found, found + len(piece)
            start = found + len(piece)
        start = max(start, text.find("\n", start) + 1) if line.endswith("\n") else start


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, _COLUMNS, drop_whitespace=True, break_on_hyphens=False) or [""]


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", optimize=False)
    return out.getvalue()
