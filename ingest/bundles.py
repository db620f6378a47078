"""Where each document of a bundle begins: folios that start anew, letterheads, bookmarks, annexes."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Kind, Page
from ingest.facts import body_of, first_day, matter_numbers, meeting_day
from ingest.headings import is_bilaga
from ingest.kinds import MATTERS, MEETINGS, MINUTES, is_minutes_form, letterhead_kind
from ingest.layout import PageRows
from ingest.numbering import is_label_line
from ingest.outline import CONTENTS_WORD
from ingest.paging import printed_folio
from ingest.values import Bookmark

_TOP_ROWS = 6
_DIVIDER_LENGTH = 90
_COVER_LENGTH = 250
_CONTENTS_REACH = 160  # characters of a line within which it may open a table of contents
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
    signs_off: bool


def top_of(page: Page, laid: PageRows) -> Top:
    """The evidence on one page."""
    heads = [row.text for row in laid.head]
    first = [row.text for row in laid.rows[:_TOP_ROWS]]
    label = next((place for place, text in enumerate(first) if is_label_line(text)), None)
    letterhead = [*heads, *first[: min(5, _TOP_ROWS if label is None else label)]]
    above = above_contents(letterhead)
    kind = letterhead_kind(above) or (Kind.PROTOKOLL if is_minutes_form(page.text) else None)
    return Top(
        kind=kind,
        folio=printed_folio(page),
        body=body_of(heads, ()),
        date=meeting_day(heads, ()) or first_day(heads),
        numbers=matter_numbers([*heads, *first]) if kind in MATTERS else (),
        in_section=label is not None,
        is_bilaga=bool(first) and len(first[0]) < 60 and is_bilaga(first[0]),
        is_divider=laid.flat and not heads and len(laid.rows) <= 2 and _is_short_title(first),
        is_cover=kind is None
        and label is None
        and (above != letterhead or sum(len(row.text) for row in laid.rows) < _COVER_LENGTH),
        signs_off=bool(laid.rows) and _SIGNED_OFF.search(laid.rows[-1].text) is not None,
    )


def _is_short_title(texts: Sequence[str]) -> bool:
    words = " ".join(texts)
    return len(words) < _DIVIDER_LENGTH and any(map(str.isalpha, words)) and words[-1] != "."


def above_contents(texts: Sequence[str]) -> list[str]:
    """The lines of a letterhead before the word that opens a table of contents."""
    for place, text in enumerate(texts):
        if found := CONTENTS_WORD.search(text, 0, _CONTENTS_REACH):
            return [*texts[:place], *filter(None, [text[: found.start()].strip()])]
    return list(texts)


def document_starts(
    laid: Sequence[PageRows], tops: Sequence[Top], bookmarks: Sequence[Bookmark]
) -> list[int]:
    """The indices of the pages that begin a document; the first page always does."""
    marked = {mark.page for mark in bookmarks if _DOCUMENT_BOOKMARK.match(mark.title)}
    starts, current = [0], tops[0]
    for at in range(1, len(laid)):
        if laid[at].page in marked or _begins(tops[at - 1], tops[at], current, laid[at].flat):
            starts.append(at)
            current = tops[at]
        elif current.kind is None and tops[at - 1].is_divider:
            current = tops[at]
    return starts


def _begins(before: Top, top: Top, current: Top, flat: bool) -> bool:
    """Whether a page begins a new document, given the page before and the first of the current document."""
    if before.is_divider or (before.is_cover and before is current):
        return False
    if top.is_divider:
        return True
    if top.folio and top.folio[0] > 1:
        return flat and before.folio is None and top.kind not in {None, current.kind}
    if top.folio and (before.folio is None or before.folio[1] > 1 or before.folio == (1, 1)):
        return before.folio is not None or top.kind is not None or top.folio[1] > 1
    if top.is_bilaga:
        return top.kind is None or top.kind is not current.kind
    if top.kind is None:
        return flat and before.signs_off and current.kind in MATTERS
    return _is_other(top, current) and not (top.in_section and current.kind is top.kind)


def _is_other(top: Top, current: Top) -> bool:
    """Whether a letterhead is another document's than the current one's."""
    if top.kind is not current.kind:
        return top.kind in MEETINGS or current.kind not in MINUTES or not top.in_section
    if top.date and current.date and top.date != current.date:
        return True
    if top.numbers and current.numbers and top.numbers != current.numbers:
        return True
    return bool(top.body and current.body and top.body != current.body)
