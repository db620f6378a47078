"""A text file's pages: parted at form feeds, at printed page numbers, or at a web transcript's blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.model import Line, Page, Span

# The reader of a document site prints what it could get of a PDF, a page a block, under this word.
_TRANSCRIPT = re.compile(
    r"^[ \t]*(?:Transkript(?:ion)?[ \t]*:?|Full ?text(?=\s{1,9}(?:\(1\)\s|\Z)))[ \t]*\r?$", re.MULTILINE
)
_LINE = re.compile(r"[^\n\f\v]+")
_FOLIO = re.compile(
    r"^[ \t]*(?:(?:sida|sid|s\.)[ \t]*)?(?P<page>\d{1,4})[ \t]?"
    r"(?:\([ \t]*(?P<of>\d{1,4})[ \t]*\)|(?:av|/)[ \t]?(?P<total>\d{1,4}))[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_FOLIO_INSIDE = re.compile(
    r"(?:(?:sida|sid|s\.)\s*)?(?<![\d/(–-])(?P<page>\d{1,4}) ?\((?P<of>\d{1,4})\)(?=\s|$)", re.IGNORECASE
)
_BLOCK_NUMBER = re.compile(r"\s*(\d{1,4})(?=\s|$)")
_BRACKETED = re.compile(r"^[ \t]*\((\d{1,4})\)[ \t]*\r?$", re.MULTILINE)
_LAST_NUMBER = re.compile(r"(?<=\s)(\d{1,3})$")
_TEASER_END = re.compile(r"^[ \t]*Läs mer[ \t.…»>]*$", re.MULTILINE | re.IGNORECASE)
_DOWNLOAD = re.compile(r"(?:Download|Share) [\"”“]([^\n]{3,300}?)[\"”“]?\s*$", re.MULTILINE)
_HEAD_LENGTH = 260
_LEAST_FOLIOS = 3
_FLAT_LINE = 200  # characters; lines that hold a page each are longer on the whole


def page_text(text: str) -> tuple[Page, ...]:
    """The pages of a text file, raw; ``"".join(page.text)`` is the file.

    ``shown`` is the page number that the page itself prints, where it prints one. A web transcript's lists of
    other titles, before and after the pages, are pages too: `is_surroundings` knows them.
    """
    transcript = _TRANSCRIPT.search(text)
    if transcript:
        return _transcript_pages(text, transcript.end())
    if "\f" not in text and (marks := _own_marks(text)):
        spans = _filled(text, marks)
        return tuple(replace(_page(text, span, at), shown=at) for at, span in enumerate(spans, 1))
    spans = _form_feed_spans(text) if "\f" in text else _line_spans(text) or _folio_spans(text)
    return tuple(_page(text, span, number) for number, span in enumerate(spans, 1))


def is_transcript(pages: Sequence[Page]) -> bool:
    """Whether the first page is what a document site prints before its transcript."""
    return bool(pages) and _TRANSCRIPT.search(pages[0].text) is not None


def body_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without the titles of other documents that surround a web transcript."""
    if not is_transcript(pages):
        return tuple(pages)
    return tuple(page for page in pages[1:] if not _TEASER_END.search(page.text))


def is_numbered_transcript(pages: Sequence[Page]) -> bool:
    """Whether every page of a web transcript begins with its own number."""
    if is_transcript(pages):
        return _starts_with_numbers([page.text for page in pages[1:3]])
    lines = [page.text[slice(*line.span)] for page in pages for line in page.lines]
    is_flat = sum(map(len, lines)) >= _FLAT_LINE * len(lines)
    return is_flat and len(pages) >= _LEAST_FOLIOS and _starts_with_numbers([page.text for page in pages])


def told_title(pages: Sequence[Page]) -> str:
    """What a document site says its transcript is: the page's first line, and the name of the download."""
    if not is_transcript(pages):
        return ""
    before = pages[0].text
    first = before.lstrip().split("\n", 1)[0]
    download = _DOWNLOAD.search(before)
    return "\n".join(filter(None, (first, download and download[1])))


def lines_of(text: str) -> tuple[Line, ...]:
    """The printed lines of a page of plain text, without those that hold nothing."""
    return tuple(Line(found.span()) for found in _LINE.finditer(text) if not found[0].isspace())


def _page(text: str, span: Span, number: int) -> Page:
    raw = text[slice(*span)]
    page = Page(number=number, text=raw, lines=lines_of(raw), shown=None)
    folio = printed_folio(page)
    return replace(page, shown=folio[0]) if folio else page


def printed_folio(page: Page) -> tuple[int, int] | None:
    """Page and number of pages, as "3 (12)" among a page's first or last lines says."""
    return folio_in([page.text[slice(*line.span)] for line in page.lines])


def folio_in(lines: Sequence[str]) -> tuple[int, int] | None:
    """Page and number of pages that the first or the last of a page's lines say."""
    for line in (*lines[:5], *lines[-4:]):
        found = _FOLIO.match(line) or _FOLIO_INSIDE.search(line[:_HEAD_LENGTH])
        if found and _is_folio(found):
            return int(found["page"]), int(found["of"] or found.groupdict().get("total") or 0)
    return None


def _is_folio(found: re.Match[str]) -> bool:
    of = found["of"] or found.groupdict().get("total")
    return of is not None and 0 < int(found["page"]) <= int(of)


def _form_feed_spans(text: str) -> list[Span]:
    return _filled(text, [found.start() for found in re.finditer(r"\f", text)])


def _filled(text: str, cuts: Sequence[int]) -> list[Span]:
    """The spans between the cuts; one that holds nothing goes with the page before it."""
    starts = [0, *(a for a, b in pairwise([*cuts, len(text)]) if a and text[a:b].strip())]
    return list(pairwise([*starts, len(text)])) if text else [(0, 0)]


def _folio_spans(text: str) -> list[Span]:
    """Pages of a text that kept its folios but no form feeds; a folio that ends the file is a page's foot."""
    folios = [found for found in _FOLIO.finditer(text) if _is_folio(found)]
    numbers = [int(found["page"]) for found in folios]
    if len(folios) < _LEAST_FOLIOS or any(
        after - before not in {0, 1} for before, after in pairwise(numbers)
    ):
        return [(0, len(text))]
    at_foot = not text[folios[-1].end() :].strip() or bool(text[: folios[0].start()].strip())
    cuts = [found.end() if at_foot else found.start() for found in folios]
    return _filled(text, cuts)


def _line_spans(text: str) -> list[Span]:
    """Pages of a text that has one on every line: long lines, and folios at their beginnings that grow."""
    lines = [line.span for line in lines_of(text)]
    if len(lines) < 2 or sum(b - a for a, b in lines) < _FLAT_LINE * len(lines):
        return []
    found = [_FOLIO_INSIDE.search(text, a, min(b, a + _HEAD_LENGTH)) for a, b in lines]
    numbers = [int(folio["page"]) for folio in found if folio and _is_folio(folio)]
    grows = all(after > before for before, after in pairwise(numbers))
    return _filled(text, [a for a, _ in lines]) if grows and len(numbers) * 2 >= len(lines) else []


def _transcript_pages(text: str, start: int) -> tuple[Page, ...]:
    """The surroundings, then a page a line; numbered blocks end where the numbers stop following.

    Where numbers in brackets stand on lines of their own, a page is what follows each of them.
    """
    if marks := _counted_marks(text, start):
        before = replace(_page(text, (0, marks[0]), 1), shown=None)
        spans = list(pairwise([*marks, len(text)]))
        pages = (replace(_page(text, span, at + 1), shown=at) for at, span in enumerate(spans, 1))
        return before, *pages
    if (marks := _number_marks(text, start)) and not _TEASER_END.search(text, marks[0]):
        before = replace(_page(text, (0, marks[0]), 1), shown=None)
        spans = list(pairwise([*marks, len(text)]))
        return before, *(replace(_page(text, span, at + 1), shown=at) for at, span in enumerate(spans, 1))
    blocks = [(start + a, start + b) for a, b in (line.span for line in lines_of(text[start:]))]
    numbers = [_BLOCK_NUMBER.match(text[slice(*block)]) for block in blocks]
    numbered = _starts_with_numbers([text[slice(*block)] for block in blocks[:2]])
    kept = _followed(numbers) if numbered else _before_teasers(text, blocks)
    cuts = [*(block[0] for block in blocks[: kept + 1]), len(text)]
    before = replace(_page(text, (0, cuts[0]), 1), shown=None)
    return before, *_block_pages(text, cuts, kept, numbered)


def _block_pages(text: str, cuts: list[int], kept: int, numbered: bool) -> Iterator[Page]:
    for place, span in enumerate(pairwise(cuts), 1):
        page = _page(text, span, place + 1)
        yield replace(page, shown=_shown_in_block(page, place, numbered) if place <= kept else None)


def _shown_in_block(page: Page, place: int, numbered: bool) -> int | None:
    if numbered:
        return place
    found = _LAST_NUMBER.search(page.text.rstrip())
    last = int(found[1]) if found else None
    return last if last is not None and abs(last - place) <= 2 else page.shown


def _own_marks(text: str) -> list[int]:
    """Where the pages of a transcript begin whose site's own words are gone.

    It opens with "(1)" on a line of its own, or every page is one long line that begins with its number.
    """
    if _BRACKETED.match(text.lstrip()):
        return _counted_marks(text, 0)
    lines = [line.span for line in lines_of(text)]
    is_flat = sum(b - a for a, b in lines) >= _FLAT_LINE * len(lines)
    marks = _number_marks(text, 0) if is_flat else []
    return marks if len(marks) >= _LEAST_FOLIOS else []


def _number_marks(text: str, start: int) -> list[int]:
    """Where lines begin with 1, 2, 3 … in order, the first at ``start``; others may stand between them."""
    marks: list[int] = []
    for line in lines_of(text[start:]):
        number = _BLOCK_NUMBER.match(text, start + line.span[0], start + line.span[1])
        if number and int(number[1]) == len(marks) + 1:
            marks.append(start + line.span[0])
        elif not marks:
            return []
    return marks if len(marks) > 1 else []


def _counted_marks(text: str, start: int) -> list[int]:
    """Where "(1)", "(2)", "(3)" … stand on lines of their own."""
    marks: list[int] = []
    for found in _BRACKETED.finditer(text, start):
        if int(found[1]) == len(marks) + 1:
            marks.append(found.start())
    return marks


def _starts_with_numbers(texts: Sequence[str]) -> bool:
    numbers = [_BLOCK_NUMBER.match(text) for text in texts]
    return bool(numbers) and all(found and int(found[1]) == place for place, found in enumerate(numbers, 1))


def _followed(numbers: Sequence[re.Match[str] | None]) -> int:
    """How many blocks carry the numbers 1, 2, 3 … in unbroken order."""
    for place, found in enumerate(numbers, 1):
        if found is None or int(found[1]) != place:
            return place - 1
    return len(numbers)


def _before_teasers(text: str, blocks: Sequence[Span]) -> int:
    """How many blocks stand before a tail of other titles, each told twice and closed by "Läs mer"."""
    ends = [place for place, block in enumerate(blocks) if _TEASER_END.fullmatch(text[slice(*block)].strip())]
    return max(0, ends[0] - 2) if ends else len(blocks)
