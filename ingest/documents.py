"""The documents that a file holds, each with what its first page says of it."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.bodies import find_bodies, same_body
from corpus.dates import find_dates
from corpus.model import Kind, Page
from ingest.bundles import Top, document_starts, top_of
from ingest.facts import (
    body_of,
    labelled_number,
    matter_numbers,
    meeting_date,
    paper_date,
    running_body,
    title_of,
)
from ingest.headings import is_bilaga
from ingest.kinds import MATTERS, MEETINGS, MINUTES, letterhead_kind, title_kind
from ingest.layout import PageRows, Row
from ingest.numbering import label_candidate
from ingest.values import Bookmark

_FACT_ROWS = 40
_LONGEST_FACT = 1_500  # characters of a row that may hold a fact
_LETTER_ROWS = 15
_LONGEST_LETTER_ROW = 300  # characters
_LEAST_SECTIONS = 3
_ANNEXE_ROWS = 4

_PROPOSES = re.compile(r"Förslag till beslut|Förvaltningens förslag|Beslutsförslag|FÖRSLAG TILL BESLUT")
_ADMINISTRATION = re.compile(r"(?:förvaltning|kontor|avdelning|enhet)(?:en|et)?\b", re.IGNORECASE)
_KIND_WORD = re.compile(r"(?<= )(?:Tjänsteskrivelse|Tjänsteutlåtande) [–-] ")
_LONGEST_LEFTOVER = 40  # characters of a diarienummer that may stand before the kind
_APPROVED = re.compile(
    r"Protokollet är justerat|(?:digitalt|elektroniskt) justerat|Justerat den|Justeringen har tillkännagivits"
)
_NOT_APPROVED = re.compile(
    r"\b(?:ojusterat|ej justerat|inte justerat|preliminärt protokoll|ojusterade)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document of a bundle before its sections are known; ``rows`` are all its kept rows."""

    pages: tuple[int, int]
    rows: tuple[Row, ...]
    kind: Kind
    title: str
    body: str | None = None
    date: dt.date | None = None
    diarienummer: tuple[str, ...] = ()
    approved: bool | None = None


def documents_of(
    pages: Sequence[Page], laid: Sequence[PageRows], bookmarks: Sequence[Bookmark], about: str
) -> tuple[Draft, ...]:
    """The documents of a file in reading order. ``about`` is what a document site says the file is."""
    if not laid:
        return ()
    raw = {page.number: page for page in pages}
    tops = [top_of(raw[page.page], page) for page in laid]
    told = _told(laid, about)
    starts = document_starts(laid, tops, bookmarks)
    spans = list(pairwise([*starts, len(laid)]))
    drafts = [_draft(laid[a:b], tops[a:b], told, about if a == 0 else "") for a, b in spans]
    return tuple(draft for draft in drafts if draft.rows)


def _told(laid: Sequence[PageRows], about: str) -> tuple[str, ...]:
    """The bodies that a file names where names stand whole: of use for one that lost its end."""
    texts = [about, *(row.text[:200] for page in laid for row in (*page.head, *page.rows[:2]))]
    return tuple(dict.fromkeys(found.name for text in texts if text for found in find_bodies(text)))


def _draft(laid: Sequence[PageRows], tops: Sequence[Top], told: Sequence[str], about: str) -> Draft:
    dividers = " ".join(
        row.text for page, top in zip(laid, tops, strict=True) if top.is_divider for row in page.rows
    )
    kept = [page for page, top in zip(laid, tops, strict=True) if not top.is_divider] or list(laid)
    heads = [row.text for page in kept[:3] for row in page.head]
    kind, title = _kind(kept, dividers if len(kept) < len(laid) else "")
    rows = tuple(row for page in kept for row in page.rows)
    if kept[0].flat and kind not in MINUTES:
        rows = (*kept[0].head, *rows)
    tops_texts = [row.text[:_LONGEST_FACT] for row in _before_sections(rows, kind)[:_FACT_ROWS]]
    body, date = _meeting(kind, heads, (dividers, *tops_texts), told, about)
    return Draft(
        pages=(laid[0].page, kept[-1].page),
        rows=rows,
        kind=kind,
        title=_own_title(title, body),
        body=body or running_body((title,)),
        date=date,
        diarienummer=_numbers(kind, heads, tops_texts),
        approved=_approved(kind, tops_texts),
    )


def _before_sections(rows: Sequence[Row], kind: Kind) -> Sequence[Row]:
    """The rows that may tell of the whole document: in minutes those before the first §, if any."""
    if kind not in MINUTES:
        return rows
    first = next((place for place, row in enumerate(rows) if label_candidate(row.text)), None)
    return rows[:first] if first else rows[:_LETTER_ROWS]


def _kind(laid: Sequence[PageRows], divider: str) -> tuple[Kind, str]:
    title = title_of([row for page in laid[:2] for row in page.rows])
    heads = [row.text for row in laid[0].head]
    first = [row.text for row in laid[0].rows[:14]]
    if any(is_bilaga(text) for text in first[:_ANNEXE_ROWS]):
        return Kind.BILAGA, title
    declared = letterhead_kind([*heads, *first[:8]])
    if declared:
        return declared, title
    if _is_numbered(laid):
        return Kind.PROTOKOLL, title
    top = "\n".join((*heads, *first))
    if _PROPOSES.search(top) and _ADMINISTRATION.search(top[:600]):
        return Kind.TJANSTESKRIVELSE, title
    title = divider or title
    return title_kind(title) or title_kind(" ".join(heads)) or title_kind(top[:200]) or Kind.OVRIGT, title


def _is_numbered(laid: Sequence[PageRows]) -> bool:
    """Whether lines that open §§ follow one another as in minutes."""
    numbers = [found.number for page in laid for row in page.rows if (found := label_candidate(row.text))]
    steps = sum(1 for one, other in pairwise(numbers) if other == one + 1)
    return len(numbers) >= _LEAST_SECTIONS and steps * 2 >= len(numbers) - 1


def _meeting(
    kind: Kind, heads: Sequence[str], rows: Sequence[str], told: Sequence[str], about: str
) -> tuple[str | None, dt.date | None]:
    """Body and date; what a document site says of the file stands in for what its text has lost."""
    body = body_of(heads, rows[:_LETTER_ROWS], told)
    if body is None and (kind in MEETINGS or kind in MATTERS):
        body = running_body(rows[:_LETTER_ROWS])
    date = meeting_date(heads, rows) if kind in MEETINGS else paper_date([*heads, *rows[:20]])
    if about and kind in MEETINGS:
        named = [found.name for found in find_bodies(about)]
        body = body or next(iter(named), None)
        days = find_dates(about)
        if date is None and days and (not named or (body and same_body(body, named[0]))):
            date = days[0].value
    return body, date


def _numbers(kind: Kind, heads: Sequence[str], rows: Sequence[str]) -> tuple[str, ...]:
    if kind in MINUTES:
        return ()
    if kind in MEETINGS:
        return matter_numbers(heads[:4])
    letterhead = [text[:_LONGEST_LETTER_ROW] for text in (*heads[:4], *rows[:12])]
    return matter_numbers(letterhead) or labelled_number(rows)


def _own_title(title: str, body: str | None) -> str:
    """The title without the recipient's name, where a lost line end put it in front."""
    rest = title[len(body) :].lstrip(" ,:–-") if body else ""
    if body and title.casefold().startswith(body.casefold()) and len(rest) > 3 and rest[0].isupper():
        return rest
    kind_word = _KIND_WORD.search(title, 1, _LONGEST_LEFTOVER)
    return title[kind_word.start() :] if kind_word else title


def _approved(kind: Kind, texts: Sequence[str]) -> bool | None:
    if kind not in MINUTES:
        return None
    opening = "\n".join(texts)
    if _NOT_APPROVED.search(opening):
        return False
    return True if _APPROVED.search(opening) else None
