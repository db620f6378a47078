"""A page's picture is drawn from the original, with the quote marked where it stands."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Box, Line, Medium, Page, ReadBy
from retrieval.pictures import SCALE, page_picture

QUOTE = "Motionen avslås."


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "beslut.pdf"
    canvas = Canvas(str(path), pagesize=(400, 300))
    canvas.drawString(50, 250, "Beslut")
    canvas.drawString(50, 100, QUOTE)
    canvas.save()
    return path


def _page(path: Path) -> Page:
    with pdfium.PdfDocument(path) as document:
        return Page(1, document[0].get_textpage().get_text_range(), (), 1)


def _tinted(png: bytes) -> Image.Image:
    """Where the picture is neither grey nor white: the marks."""
    picture = Image.open(io.BytesIO(png)).convert("HSV")
    return picture.getchannel("S").point(lambda saturation: 255 if saturation > 40 else 0)


def test_the_quote_is_marked_where_it_stands(pdf: Path) -> None:
    page = _page(pdf)
    start = page.text.index(QUOTE)
    png = page_picture(pdf, Medium.PDF, page, [(start, start + len(QUOTE))])
    left, top, right, bottom = _tinted(png).getbbox() or pytest.fail("nothing is marked")
    assert abs(left - 50 * SCALE) < 8
    assert 180 * SCALE < top < bottom < 210 * SCALE
    assert right - left > 60 * SCALE


def test_without_a_quote_nothing_is_marked(pdf: Path) -> None:
    assert _tinted(page_picture(pdf, Medium.PDF, _page(pdf))).getbbox() is None


def test_a_page_read_by_ocr_is_marked_by_its_lines(pdf: Path) -> None:
    lines = (Line((0, 6), Box(50, 40, 90, 52)), Line((7, 23), Box(50, 190, 150, 202)))
    page = Page(1, f"Beslut\n{QUOTE}", lines, 1, ReadBy.OCR, 0.9)
    _, top, _, bottom = _tinted(page_picture(pdf, Medium.PDF, page, [(7, 15)])).getbbox() or (0, 0, 0, 0)
    assert 185 * SCALE < top < bottom < 207 * SCALE


def test_a_text_is_drawn_around_the_quote(tmp_path: Path) -> None:
    text = "\n".join(f"Rad {number} i en lång handling" for number in range(2000)) + f"\n{QUOTE}\n"
    start = text.index(QUOTE)
    png = page_picture(
        tmp_path / "unused", Medium.TEXT, Page(1, text, (), None), [(start, start + len(QUOTE))]
    )
    assert _tinted(png).getbbox()
    assert Image.open(io.BytesIO(png)).height < 2000
