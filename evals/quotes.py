"""Is a quote on its page? The source is opened anew, by another road than the parser's.

PDF pages are read by pypdfium2 straight from the kept original, texts are decoded from its bytes. Pages that
were read by OCR, and formats that must be converted (DOCX, HTML, Markdown), have no letters of their own to
compare with: there the archived page is the source.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache

import pypdfium2 as pdfium

from corpus.archive import Archive
from corpus.model import Citation, Medium, Parsed, ReadBy
from corpus.swedish import letters

_FOLIO, _OPENING, _FURNITURE = 8, 24, 250


class SourceReader:
    """Letters and digits of the sources in an archive, a page at a time."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._pages = lru_cache(maxsize=64)(self._read)

    def verbatim(self, citation: Citation) -> bool:
        """The quote's letters and digits stand, in order, on the page told or from there into the next.

        Where a sentence goes over to the next page, the one's foot and the other's head may stand between. In
        a source without pages of its own they stand somewhere in it.
        """
        pages = self._pages(citation.document.source)
        page = citation.place.page
        quote = letters(citation.quote)
        if page and len(pages) > 1:
            return stands(quote, pages[page - 1], "".join(pages[page : page + 1]))
        text = "".join(pages)
        start = max(0, text.find(quote[:_OPENING]))
        end = start + _longest(quote, lambda opening: text.startswith(opening, start))
        return quote in text or stands(quote, text[:end], text[max(0, end - _FOLIO) :])

    def _read(self, source_id: str) -> tuple[str, ...]:
        parsed = self._archive.read(source_id)
        original = self._archive.original(parsed.source)
        match parsed.source.medium:
            case Medium.PDF:
                return tuple(_pdf_pages(parsed, original.read_bytes()))
            case Medium.TEXT:
                return (letters(_decoded(original.read_bytes())),)
            case _:
                return ("".join(letters(page.text) for page in parsed.pages),)


def _longest(quote: str, holds: Callable[[str], bool]) -> int:
    """How long the longest beginning of a quote is that ``holds``."""
    return bisect_left(range(len(quote)), True, key=lambda at: not holds(quote[: at + 1]))


def stands(quote: str, page: str, following: str) -> bool:
    """Whether ``quote`` is on a page, or begins at its end and goes on where the following one begins."""
    on_page = _longest(quote, lambda opening: opening in page)
    # A folio may begin as what follows does.
    cuts = range(on_page, max(0, on_page - _FOLIO), -1)
    return on_page == len(quote) or any(
        quote[:cut] in page[-cut - _FURNITURE :] and quote[cut:] in following[: len(quote) - cut + _FURNITURE]
        for cut in cuts
        if cut >= min(_OPENING, len(quote) // 2)
    )


def _pdf_pages(parsed: Parsed, data: bytes) -> Iterator[str]:
    with pdfium.PdfDocument(data) as pdf:
        for page in parsed.pages:
            if page.read_by is ReadBy.OCR:
                yield letters(page.text)
            else:
                yield letters(pdf[page.number - 1].get_textpage().get_text_range())


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
