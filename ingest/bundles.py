"""Where each document of a bundle begins: folios that start anew, letterheads, bookmarks, annexes."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.dates import find_dates
from corpus.model import Kind, Page
from ingest.facts import first_day, matter_numbers, meeting_day
from ingest.headings import is_bilaga, is_part_heading
from ingest.kinds import MATTERS, MEETINGS, MINUTES, is_minutes_form, letterhead_kind
from ingest.layout import PageRows, Row
from ingest.numbering import is_label_line
from ingest.outline import CONTENTS_WORD
from ingest.paging import folio_in, printed_folio
from ingest.values import Bookmark
from ingest.whose import body_of

_TOP_ROWS = 6
_DIVIDER_LENGTH = 90
_DIVIDER_ROWS = 2
_COVER_LENGTH = 250
_FRONT_PAGES = 3
_CONTENTS_REACH = 160  # characters of a line within which it may open a table of contents
_LONGEST_KIND_ROW = 60
_LETTERHEAD_ROWS = 8
_KIND_ROW = re.compile(
    r"(?:[\w-]+ )?(?:tjänsteskrivelse|tjänsteutlåtande|protokollsutdrag|(?:sammanträdes)?protokoll|kallelse"
    r"|yttrande|remissvar|motion|interpellation)(?: \d{4}-\d\d-\d\d)?$",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"(?:kommun|stad|förvaltning(?:en)?|kontor(?:et)?|avdelning(?:en)?|nämnd(?:ens?)?|styrelsen?s?"
    r"|fullmäktiges?|utskott(?:et)?|- och)$|^region ",
    re.IGNORECASE,
)
_DOCUMENT_BOOKMARK = re.compile(
    r"(?:(?:Ärende )?\d+[a-z]?[.):]?\s*)?(?:Tjänsteskrivelse|Tjänsteutlåtande"
    r"|Protokollsutdrag|Utdrag|Protokoll\b"
    r"|Kallelse|Bilaga|Yttrande|Remiss|Motion\b|Interpellation|Beslutsunderlag"
    r"|§ ?\d+.*(?:AU|utskott|utdrag))",
    re.IGNORECASE,
)
_SIGNED_OFF = re.compile(
    r"(?:chef|direktör|sekreterare|ekonom|handläggare|strateg|samordnare|ordförande|utredare|jurist)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Top:
    """What a page's first lines say of the document it belongs to.

    A divider is a page of a flat text that holds nothing but a title, a cover a page with few words and no
    letterhead, or one that lists the contents.
    """

    kind: Kind | None
    folio: tuple[int, int] | None
    body: str | None
    date: dt.date | None
    numbers: tuple[str, ...]
    in_section: bool
    is_bilaga: bool
    is_divider: bool
    is_cover: bool
    lists_contents: bool
    signs_off: bool


def top_of(page: Page, laid: PageRows, is_piece: bool = False) -> Top:
    """The evidence on one page, or on a piece of one that holds many."""
    heads = [row.text for row in laid.head]
    first = [row.text for row in laid.rows[:_TOP_ROWS]]
    label = next((place for place, text in enumerate(first) if is_label_line(text)), None)
    letterhead = [*heads, *first[: min(5, _TOP_ROWS if label is None else label)]]
    above = above_contents(letterhead)
    text = "\n".join(row.text for row in laid.rows) if is_piece else page.text
    kind = letterhead_kind(above) or (Kind.PROTOKOLL if is_minutes_form(text) else None)
    folio = folio_in([row.text for row in laid.rows[:_TOP_ROWS]]) if is_piece else printed_folio(page)
    return Top(
        kind=kind,
        folio=folio,
        body=body_of(heads, ()),
        date=meeting_day(heads, ()) or first_day(heads),
        numbers=matter_numbers([*heads, *first]) if kind in MATTERS else (),
        in_section=label is not None,
        is_bilaga=bool(first) and len(first[0]) < 60 and is_bilaga(first[0]),
        is_divider=laid.flat and above == letterhead == first and _is_short_title(first),
        is_cover=kind is None
        and label is None
        and not _is_last(folio)
        and (above != letterhead or sum(len(row.text) for row in laid.rows) < _COVER_LENGTH),
        lists_contents=above != letterhead,
        signs_off=bool(laid.rows) and _SIGNED_OFF.search(laid.rows[-1].text) is not None,
    )


def _is_short_title(texts: Sequence[str]) -> bool:
    words = " ".join(texts)
    return (
        len(texts) <= _DIVIDER_ROWS
        and len(words) < _DIVIDER_LENGTH
        and any(map(str.isalpha, words))
        and words[-1] != "."
    )


def above_contents(texts: Sequence[str]) -> list[str]:
    """The lines of a letterhead before the word that opens a table of contents."""
    for place, text in enumerate(texts):
        if found := CONTENTS_WORD.search(text, 0, _CONTENTS_REACH):
            return [*texts[:place], *filter(None, [text[: found.start()].strip()])]
    return list(texts)


def parted(page: PageRows) -> tuple[PageRows, ...]:
    """The only page of a file without page breaks, parted where letterheads stand among its rows."""
    starts = sorted({0, *(_block_start(page.rows, at) for at in _letterheads(page.rows)), len(page.rows)})
    pieces = [list(page.rows[a:b]) for a, b in pairwise(starts)]
    for rows in pieces:
        rows[0] = replace(rows[0], first=True)
    return tuple(replace(page, rows=tuple(rows)) for rows in pieces) if len(pieces) > 1 else (page,)


def _letterheads(rows: Sequence[Row]) -> Iterator[int]:
    """The rows that hold a paper's kind alone, below a gap, with a date and a body or a number soon after."""
    for at, row in enumerate(rows):
        if at and len(row.text) <= _LONGEST_KIND_ROW and _KIND_ROW.match(row.text):
            below = [after.text for after in rows[at : at + _LETTERHEAD_ROWS]]
            is_told = bool(matter_numbers(below)) or body_of((), below) is not None
            if is_told and any(find_dates(text) for text in below):
                yield at


def _block_start(rows: Sequence[Row], at: int) -> int:
    """The first row of a letterhead: what names whose paper it is stands above its kind."""
    start = at
    while start and at - start < _LETTERHEAD_ROWS and _is_whose(rows[start - 1].text):
        start -= 1
    return start


def _is_whose(text: str) -> bool:
    return len(text) <= _LONGEST_KIND_ROW and text[-1] not in ".:;," and _WHOSE.search(text) is not None


def document_starts(
    laid: Sequence[PageRows], tops: Sequence[Top], bookmarks: Sequence[Bookmark]
) -> list[int]:
    """The indices of the pages that begin a document; the first page always does."""
    marked = {
        mark.page
        for mark in bookmarks
        if _DOCUMENT_BOOKMARK.match(mark.title) and not is_part_heading(mark.title)
    }
    starts, current = [0], tops[0]
    for at in range(1, len(laid)):
        if not laid[at].rows:
            continue
        if _is_front_matter(tops[starts[-1] : at], tops[at]) and laid[at].page not in marked:
            continue
        if laid[at].page in marked or _begins(tops[at - 1], tops[at], current, laid[at].flat):
            starts.append(at)
            current = tops[at]
        elif current.kind is None and tops[at - 1].is_divider:
            current = tops[at]
    return starts


def _is_front_matter(before: Sequence[Top], top: Top) -> bool:
    """Whether a cover and a foreword, without folios, are all that stands before the first page with one."""
    is_front = before[0].is_cover and all(page.folio is None for page in before)
    return is_front and len(before) <= _FRONT_PAGES and top.folio is not None and top.kind is None


def _begins(before: Top, top: Top, current: Top, flat: bool) -> bool:
    """Whether a page begins a new document, given the page before and the first of the current document."""
    if before.is_divider or (before is current and (before.is_cover or top.lists_contents)):
        return False
    if top.is_divider:
        return True
    if top.folio and top.folio[0] > 1:
        return flat and before.folio is None and top.kind not in {None, current.kind}
    if top.folio and (before.folio is None or before.folio[1] > 1 or before.folio == (1, 1)):
        if before.folio is None and top.kind is current.kind is not None:
            return _is_other(top, current)
        return before.folio is not None or top.kind is not None or top.folio[1] > 1
    if not flat and _follows_last(before, top) and (top.kind or current.kind in MATTERS | MINUTES):
        return True
    if top.is_bilaga:
        return top.kind is None or top.kind is not current.kind
    if top.kind is None:
        return flat and before.signs_off and current.kind in MATTERS
    return _is_other(top, current) and not (top.in_section and current.kind is top.kind)


def _follows_last(before: Top, top: Top) -> bool:
    """Whether a page without a folio, and no § of its own, follows one that says it is the last ("3 (3)")."""
    return _is_last(before.folio) and top.folio is None and not top.in_section


def _is_last(folio: tuple[int, int] | None) -> bool:
    return folio is not None and folio[0] == folio[1]


def _is_other(top: Top, current: Top) -> bool:
    """Whether a letterhead is another document's than the current one's."""
    if top.kind is not current.kind:
        return top.kind in MEETINGS or current.kind not in MINUTES or not top.in_section
    if top.date and current.date and top.date != current.date:
        return True
    if top.numbers and current.numbers and top.numbers != current.numbers:
        return True
    return bool(top.body and current.body and top.body != current.body)
