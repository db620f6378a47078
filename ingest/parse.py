"""From a file as read to all that is understood of it: the whole ladder, pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Coverage, Document, Page, Parsed, ParsedDocument, Source
from ingest.coverage import coverage_of, printed_range
from ingest.documents import Draft, documents_of
from ingest.doubt import doubted
from ingest.flat import is_flat, unfolded
from ingest.kinds import MEETINGS, MINUTES
from ingest.layout import PageRows, Row, laid_out, rows_of
from ingest.municipality import municipality_in, municipality_of
from ingest.paging import body_pages, is_numbered_transcript, is_transcript, told_title
from ingest.reading_order import read_down
from ingest.sections import Sectioned, sections_of
from ingest.values import Hints, ReadFile
from ingest.whose import association_of

PARSER_VERSION = "9"

_OWN_NUMBER = re.compile(r"\d{1,4} +(?=\S)")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def parse(source: Source, read: ReadFile, hints: Hints | None = None) -> Parsed:
    """The documents of a source with their sections, and the coverage of each protocol's answer key.

    A manifest speaks of the file: its municipality and address hold for every document of a bundle, the rest
    for the first.
    """
    told = hints or Hints()
    pages = tuple(read_down(page) for page in body_pages(read.pages))
    laid = _laid(pages, is_numbered_transcript(read.pages), is_transcript(read.pages))
    about = told_title(read.pages)
    drafts = documents_of(pages, laid, read.bookmarks, about)
    first = replace(told, municipality=told.municipality or _municipality(laid, about))
    later = Hints(municipality=first.municipality, url=told.url)
    sectioned = [sections_of(draft) for draft in drafts]
    documents = _named(
        [
            _document(source, read.pages, draft, found, later if place else first)
            for place, (draft, found) in enumerate(zip(drafts, sectioned, strict=True))
        ]
    )
    parsed = tuple(
        ParsedDocument(document, doubted(found.sections, pages))
        for document, found in zip(documents, sectioned, strict=True)
    )
    coverage = tuple(_coverages(parsed, drafts, sectioned))
    return Parsed(source, PARSER_VERSION, read.pages, parsed, coverage)


def _laid(pages: Sequence[Page], numbered: bool, transcript: bool = False) -> tuple[PageRows, ...]:
    flat = [page for page in pages if is_flat(page)]
    one_line_each = len(pages) > 1 and all(len(page.lines) <= 1 for page in pages)
    if one_line_each or len(flat) * 2 > len(pages) or (numbered and not transcript):
        return unfolded(pages, numbered)
    rows = [(page.number, rows_of(page)) for page in pages]
    return laid_out([(number, _unnumbered(own)) for number, own in rows] if numbered and transcript else rows)


def _unnumbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """A transcript's page without its number, which stands before its first words."""
    found = _OWN_NUMBER.match(rows[0].text) if rows else None
    if found is None:
        return tuple(rows)
    first = replace(rows[0], traced=rows[0].traced.cut(found.end(), len(rows[0].text)))
    return first, *rows[1:]


def _municipality(laid: Sequence[PageRows], about: str) -> str | None:
    """Whose papers a file holds; a joint authority's are its own, and none of its members'."""
    first = next(iter(laid), PageRows(1, ()))
    if joint := association_of([row.text for row in first.head], [row.text for row in first.rows[:3]]):
        return joint
    heads = (row.text for page in laid for row in (*page.head, *page.foot))
    rows = (row.text for page in laid[:40] for row in (*page.rows[:12], *page.rows[-3:]))
    return municipality_of((*about.splitlines(), *heads, *rows)) or municipality_in(
        [row.text for page in laid for row in page.rows]
    )


def _document(
    source: Source, pages: Sequence[Page], draft: Draft, found: Sectioned, hints: Hints
) -> Document:
    body, date = hints.body or draft.body, hints.date or draft.date
    kind = hints.kind or draft.kind
    return Document(
        id="",
        source=source.id,
        file=source.file,
        kind=kind,
        title=hints.title or _title(draft),
        municipality=hints.municipality,
        body=body,
        date=date,
        approved=draft.approved,
        diarienummer=draft.diarienummer or _only_number(draft, found),
        pages=draft.pages,
        shown=_shown(draft.pages, pages),
        url=hints.url,
    )


def _shown(numbers: tuple[int, int], pages: Sequence[Page]) -> tuple[int, int] | None:
    """The page numbers that a citation prints of the first and the last page, where it prints both."""
    first, last = (next(page.shown for page in pages if page.number == number) for number in numbers)
    return None if first is None or last is None else (first, last)


def _title(draft: Draft) -> str:
    if draft.kind in MEETINGS or not draft.title:
        date = draft.date.isoformat() if draft.date else None
        return " ".join(filter(None, (draft.kind.capitalize(), draft.body, date)))
    return draft.title


def _only_number(draft: Draft, found: Sectioned) -> tuple[str, ...]:
    """The diarienummer of minutes that hold a single §."""
    labelled = [section for section in found.sections if section.label]
    return labelled[0].diarienummer if draft.kind in MINUTES and len(labelled) == 1 else ()


def _named(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents with their ids: source, kind, body and date; an ordinal only where two would be equal."""
    seen: Counter[str] = Counter()
    named = []
    for document in documents:
        date = document.date.isoformat() if document.date else ""
        key = "~".join(filter(None, (document.source, slug(document.kind), slug(document.body or ""), date)))
        seen[key] += 1
        named.append(replace(document, id=key if seen[key] == 1 else f"{key}~{seen[key]}"))
    return tuple(named)


def slug(text: str) -> str:
    """``Barn- och utbildningsnämnden`` as ``barn-och-utbildningsnamnden``."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    return _NO_SLUG.sub("-", plain).strip("-")


def _coverages(
    parsed: Sequence[ParsedDocument], drafts: Sequence[Draft], sectioned: Sequence[Sectioned]
) -> Iterable[Coverage]:
    for document, draft, found in zip(parsed, drafts, sectioned, strict=True):
        if draft.kind not in MINUTES:
            continue
        first = found.sections[0] if found.sections else None
        printed = printed_range(first.text.split("\n") if first and not first.label else [])
        coverage = coverage_of(document.document.id, printed or found.listed, document.sections)
        if coverage:
            yield coverage
