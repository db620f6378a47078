"""PDF: PDFium owns text, boxes, outline and pictures; pypdf mends what PDFium refuses to open.

``Page.text`` is PDFium's own: lines end in ``\\r\\n``, and a hyphen that splits a word at a line's end is
U+FFFE. Pages without a text layer that says what is printed are handed to Tesseract.
"""

import contextlib
import ctypes
import io
import itertools
import math
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pypdf
import pypdf.errors
import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import BrokenFile, EncryptedFile, TooLarge
from corpus.model import Box, Line, Medium, Page, ReadBy
from ingest.limits import Limits
from ingest.readers import ocr
from ingest.readers.legible import is_doubtful, is_unreadable
from ingest.values import Bookmark, ReadFile

Announce = Callable[[int], None]

_FEW_LETTERS = 150  # a stamp, a signature's reference or a caption; a page of text holds more
_COVERING = 0.5  # of a page's area
_INK_DPI = 18
_INK_CONTRAST = 64  # of 255 steps of grey
_MIN_CONFIDENCE = 0.5
_MAX_BOOKMARKS = 10_000
_MAX_PAGE_POINTS = 5_000  # beyond an A0 sheet a picture is made smaller

# What pypdf lets through on hostile input besides its own errors (seen in fuzzing).
_PYPDF_FAULTS = (
    pypdf.errors.PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)

_PRINTED_LINE = re.compile(r"[^\r\n]*[^\s]")


@dataclass(frozen=True, slots=True)
class _Layer:
    """A page's text layer, and whether Tesseract should look at the page's picture."""

    page: Page
    doubtful: bool


def read_pdf(data: bytes, limits: Limits, announce: Announce) -> ReadFile:
    """A PDF's pages and outline; ``announce`` hears how many pages OCR will read, before it begins.

    Raises BrokenFile, EncryptedFile or TooLarge.
    """
    with contextlib.closing(_open(data)) as document:
        if len(document) == 0:
            raise BrokenFile("PDF-filen har inga sidor; hämta den på nytt.")
        if len(document) > limits.pages:
            raise TooLarge(f"PDF-filen har {len(document)} sidor; gränsen är {limits.pages}.")
        layers = [_layer(document, index) for index in range(len(document))]
        doubtful = [layer.page for layer in layers if layer.doubtful]
        read = {page.number: page for page in _recognised(document, doubtful, limits, announce)}
        pages = tuple(read.get(layer.page.number, layer.page) for layer in layers)
        return ReadFile(Medium.PDF, pages, _bookmarks(document))


def _picture(page: pdfium.PdfPage, dpi: float) -> bytes:
    """A page in grey as a PNM file, ``dpi`` dots an inch (fewer where the sheet is huge)."""
    scale = dpi / 72 * min(1.0, _MAX_PAGE_POINTS / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    with contextlib.closing(bitmap), io.BytesIO() as file:
        bitmap.to_pil().save(file, "PPM")
        return file.getvalue()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile("PDF-filen är låst med lösenord; spara den utan lösenord.") from error
    try:
        return pdfium.PdfDocument(_mended(data))
    except pdfium.PdfiumError as error:
        raise BrokenFile("PDF-filen är skadad och kan inte öppnas; hämta den på nytt.") from error


def _mended(data: bytes) -> bytes:
    """The file written anew by pypdf, which forgives other faults than PDFium does."""
    try:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        with io.BytesIO() as file:
            writer.write(file)
            return file.getvalue()
    except pypdf.errors.FileNotDecryptedError as error:
        raise EncryptedFile("PDF-filen är låst med lösenord; spara den utan lösenord.") from error
    except _PYPDF_FAULTS as error:
        raise BrokenFile("PDF-filen är skadad och kan inte öppnas; hämta den på nytt.") from error


def _layer(document: pdfium.PdfDocument, index: int) -> _Layer:
    try:
        with contextlib.closing(document[index]) as page, contextlib.closing(page.get_textpage()) as textpage:
            text = _text(textpage)
            read_by = ReadBy.OCR if _is_invisible(textpage) else ReadBy.TEXT_LAYER
            lines = tuple(_lines(textpage, text, _to_display(page)))
            return _Layer(Page(index + 1, text, lines, index + 1, read_by), _is_doubtful(page, text))
    except pdfium.PdfiumError:
        return _Layer(_unread(index + 1), doubtful=False)


def _unread(number: int) -> Page:
    return Page(number, "", (), number, ReadBy.NOTHING)


def _text(textpage: pdfium.PdfTextPage) -> str:
    """The page's characters; pypdfium2's own call recurses once for each character left out at an end."""
    count = textpage.count_chars()
    active = (index for index in range(count) if raw.FPDFText_GetTextIndexFromCharIndex(textpage, index) >= 0)
    first = next(active, None)
    if first is None:
        return ""
    buffer = (ctypes.c_ushort * (count - first + 1))()
    written = raw.FPDFText_GetText(textpage, first, count - first, buffer)
    return bytes(memoryview(buffer)[: written - 1]).decode("utf-16-le", errors="replace")


def _is_invisible(textpage: pdfium.PdfTextPage) -> bool:
    """Tell whether the text lies unseen over a scan (text rendering mode 3): a scanner's own OCR."""
    middle = textpage.count_chars() // 2
    text_object = raw.FPDFText_GetTextObject(textpage, middle)
    return bool(text_object) and (
        raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    )


_ToDisplay = Callable[[float, float], tuple[float, float]]


def _to_display(page: pdfium.PdfPage) -> _ToDisplay:
    """How a point of the page's own space is seen: from the upper left corner, as the page is turned."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


def _lines(textpage: pdfium.PdfTextPage, text: str, to_display: _ToDisplay) -> Iterator[Line]:
    units = _utf16_offsets(text)
    for match in _PRINTED_LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        first = raw.FPDFText_GetCharIndexFromTextIndex(textpage, units(start))
        last = raw.FPDFText_GetCharIndexFromTextIndex(textpage, units(match.end() - 1))
        yield Line((start, match.end()), _box(textpage, first, last, to_display), _size(textpage, first))


def _utf16_offsets(text: str) -> Callable[[int], int]:
    """PDFium counts in UTF-16 units: one more for each earlier character beyond the basic plane."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda offset: offset
    counts = list(itertools.accumulate((1 + (character > "\uffff") for character in text), initial=0))
    return counts.__getitem__


def _box(textpage: pdfium.PdfTextPage, first: int, last: int, to_display: _ToDisplay) -> Box | None:
    """The rectangle around a line's first and last characters, which is the line's own."""
    sides = raw.FS_RECTF()
    corners: list[tuple[float, float]] = []
    for index in (first, last):
        if raw.FPDFText_GetLooseCharBox(textpage, index, sides):
            corners += [to_display(sides.left, sides.top), to_display(sides.right, sides.bottom)]
    if not corners:
        return None
    across, down = zip(*corners, strict=True)
    return Box(*(round(side, 1) for side in (min(across), min(down), max(across), max(down))))


def _size(textpage: pdfium.PdfTextPage, index: int) -> float | None:
    """The font's size as printed: the nominal one times the text matrix's vertical scale."""
    matrix = raw.FS_MATRIX()
    nominal = raw.FPDFText_GetFontSize(textpage, index)
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return None
    return round(float(nominal) * math.hypot(matrix.c, matrix.d), 1)


def _is_doubtful(page: pdfium.PdfPage, text: str) -> bool:
    letters = sum(map(str.isalnum, text))
    if letters >= _FEW_LETTERS:
        return is_doubtful(text)
    if letters == 0:
        return _has_ink(page)
    return is_doubtful(text) or _largest_image(page) > _COVERING


def _has_ink(page: pdfium.PdfPage) -> bool:
    """Tell whether anything is seen on the page: a scan, or letters drawn as outlines."""
    with contextlib.closing(page.render(scale=_INK_DPI / 72, grayscale=True)) as bitmap:
        darkest, lightest = bitmap.to_pil().getextrema()
    return bool(lightest - darkest > _INK_CONTRAST)


def _largest_image(page: pdfium.PdfPage) -> float:
    """The share of the page that its largest picture covers."""
    width, height = page.get_size()
    bounds = (image.get_bounds() for image in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)))
    areas = ((right - left) * (top - bottom) for left, bottom, right, top in bounds)
    return float(max(areas, default=0.0) / max(width * height, 1.0))


def _recognised(
    document: pdfium.PdfDocument, pages: list[Page], limits: Limits, announce: Announce
) -> Iterator[Page]:
    """The doubtful pages, read by OCR where it knows better; PDFium is not thread-safe, so it draws alone."""
    if not pages:
        return
    if not limits.ocr_seconds or not ocr.is_available():
        yield from map(_without_ocr, pages)
        return
    announce(len(pages))
    with ThreadPoolExecutor(limits.ocr_threads) as threads:
        for start in range(0, len(pages), limits.ocr_threads):
            batch = pages[start : start + limits.ocr_threads]
            pictures = [_drawn(document, page) for page in batch]
            seconds = itertools.repeat(limits.ocr_seconds)
            yield from map(_better, batch, threads.map(ocr.recognise, pictures, seconds))


def _drawn(document: pdfium.PdfDocument, page: Page) -> bytes:
    """The page's picture; nothing, which OCR then fails on, where PDFium cannot draw it."""
    try:
        with contextlib.closing(document[page.number - 1]) as drawn:
            return _picture(drawn, ocr.DPI)
    except pdfium.PdfiumError:
        return b""


def _better(page: Page, found: ocr.Recognised | None) -> Page:
    """OCR's reading of a page, unless its text layer says more."""
    if found is None:
        return _without_ocr(page)
    sure = (found.confidence or 0.0) >= _MIN_CONFIDENCE
    if (
        page.text.strip()
        and not is_doubtful(page.text)
        and not (sure and len(found.text) > 2 * len(page.text))
    ):
        return page
    text, lines = (found.text, found.lines) if sure else ("", ())  # a photograph gives guesses
    return Page(page.number, text, lines, page.shown, ReadBy.OCR, found.confidence)


def _without_ocr(page: Page) -> Page:
    """A doubtful page as it stands: kept where some of it can be read, else marked as unread."""
    if page.text.strip() and not is_unreadable(page.text):
        return page
    return replace(_unread(page.number), shown=page.shown)


def _bookmarks(document: pdfium.PdfDocument) -> tuple[Bookmark, ...]:
    entries = itertools.islice(document.get_toc(), _MAX_BOOKMARKS)
    return tuple(_titled(entries))


def _titled(entries: Iterator[pdfium.PdfBookmark]) -> Iterator[Bookmark]:
    for entry in entries:
        title, destination = entry.get_title(), entry.get_dest()
        index = destination.get_index() if destination else None
        if title.strip() and index is not None:
            yield Bookmark(" ".join(title.split()), index + 1, entry.level)
