"""The documents that a file holds: where each begins, and what each is."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Kind, Page
from ingest.facts import body_of, matter_numbers, meeting_date, paper_date, title_of
from ingest.headings import is_bilaga
from ingest.kinds import letterhead_kind, title_kind
from ingest.layout import PageRows, Row
from ingest.numbering import label_candidate
from ingest.paging import printed_folio
from ingest.values import Bookmark

MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG})
MEETINGS = MINUTES | {Kind.KALLELSE}
_TOP_ROWS = 8
_FACT_ROWS = 40
_LEAST_SECTIONS = 3

_DOCUMENT_BOOKMARK = re.compile(
    r"(?:\d+[a-z]?[.)]?\s*)?(?:Tjänsteskrivelse|Tjänsteutlåtande|Protokollsutdrag|Protokoll\b|Kallelse|Bilaga|Yttrande|Motion\b|Remiss|Beslutsunderlag|Interpellation"
    r"|§ ?\d+.*(?:AU|utskott|protokollsutdrag))",
    re.IGNORECASE,
)
_SIGNED_OFF = re.compile(
    r"(?:chef|direktör|sekreterare|ekonom|handläggare|strateg|samordnare|ordförande|utredare|jurist)\s*$",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"(?:Förslag till beslut|Förvaltningens förslag|Beslutsförslag|FÖRSLAG TILL BESLUT)")
_ADMINISTRATION = re.compile(
    r"förvaltning(?:en)?\b|kontor(?:et)?\b|avdelning(?:en)?\b|enhet(?:en)?\b", re.IGNORECASE
)
_APPROVED = re.compile(
    r"Protokollet är justerat|(?:digitalt|elektroniskt) justerat|Justerat den|Underskrift(?:er)?\b.{0,300}Justera",
    re.DOTALL,
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
    opening: str = ""


@dataclass(frozen=True, slots=True)
class _Top:
    """What a page's first lines say."""

    kind: Kind | None
    folio: tuple[int, int] | None
    body: str | None
    date: dt.date | None
    has_label: bool
    is_bilaga: bool
    is_divider: bool
    signs_off: bool


def documents_of(
    pages: Sequence[Page], laid: Sequence[PageRows], bookmarks: Sequence[Bookmark]
) -> tuple[Draft, ...]:
    """The documents of a file in reading order; every page belongs to one of them."""
    raw = {page.number: page for page in pages}
    tops = [_top(raw[page.page], page) for page in laid]
    marked = {mark.page for mark in bookmarks if _DOCUMENT_BOOKMARK.match(mark.title)}
    starts = _starts(laid, tops, marked)
    ends = [*starts[1:], len(laid)]
    drafts = [_draft(laid[start:end], tops[start:end]) for start, end in zip(starts, ends, strict=True)]
    return tuple(draft for draft in drafts if draft.rows) or tuple(drafts[:1])


def _top(page: Page, laid: PageRows) -> _Top:
    heads = [row.text for row in laid.head]
    first = [row.text for row in laid.rows[:_TOP_ROWS]]
    texts = [*heads, *first[:5]]
    labels = any(label_candidate(text) for text in first[:4])
    last = laid.rows[-1].text if laid.rows else ""
    dates = meeting_date(heads, ()) if heads else None
    return _Top(
        kind=letterhead_kind([*heads, *(() if labels else first[:5])]) if texts else None,
        folio=printed_folio(page),
        body=body_of(heads, ()) if heads else None,
        date=dates,
        has_label=labels,
        is_bilaga=bool(first) and is_bilaga(first[0]) and len(first[0]) < 60,
        is_divider=laid.flat and len(laid.rows) <= 2 and sum(map(len, first)) < 90 and not heads,
        signs_off=_SIGNED_OFF.search(last) is not None,
    )


def _starts(laid: Sequence[PageRows], tops: Sequence[_Top], marked: set[int]) -> list[int]:
    starts = [0]
    kind = tops[0].kind if tops else None
    for at in range(1, len(laid)):
        if laid[at].page in marked or _begins(tops[at - 1], tops[at], kind, laid[at].flat):
            starts.append(at)
            kind = tops[at].kind
        elif kind is None:
            kind = tops[at].kind
    return starts


def _begins(before: _Top, top: _Top, kind: Kind | None, flat: bool) -> bool:
    """Whether a page begins a new document after a page of one of ``kind``."""
    if top.folio and top.folio[0] > 1:
        return before.folio is None and top.kind is not None and top.kind is not kind and flat
    if (
        top.folio
        and top.folio[0] == 1
        and (before.folio is None or before.folio[1] > 1 or before.folio == (1, 1))
    ):
        return top.folio[1] > 1 or top.kind is not None or before.folio is not None
    if top.is_bilaga or (before.is_divider != top.is_divider and top.is_divider):
        return True
    if top.kind is not None and (top.kind is not kind or _other_meeting(before, top)):
        return not top.has_label or before.kind is not top.kind
    return flat and before.signs_off and top.kind is None and kind not in MEETINGS


def _other_meeting(before: _Top, top: _Top) -> bool:
    return bool(before.date and top.date and before.date != top.date) or bool(
        before.body and top.body and before.body != top.body
    )


def _draft(laid: Sequence[PageRows], tops: Sequence[_Top]) -> Draft:
    kept = [page for page, top in zip(laid, tops, strict=True) if not top.is_divider] or list(laid)
    first = kept[0]
    heads = tuple(row for page in kept[:3] for row in page.head)
    kind, title = _kind(kept, tops)
    rows = tuple(row for page in kept for row in page.rows)
    if first.flat and kind not in MINUTES:
        rows = (*first.head, *rows)
    head_texts = [row.text for row in heads]
    top_texts = [row.text[:1500] for row in rows[:_FACT_ROWS]]
    body, date = _meeting(kind, head_texts, top_texts)
    return Draft(
        pages=(kept[0].page, kept[-1].page),
        rows=rows,
        kind=kind,
        title=title,
        body=body,
        date=date,
        diarienummer=()
        if kind in MEETINGS
        else matter_numbers([text[:300] for text in (*head_texts[:4], *top_texts[:12])]),
        approved=_approved(kind, top_texts),
        opening="\n".join((*head_texts, *top_texts)),
    )


def _kind(laid: Sequence[PageRows], tops: Sequence[_Top]) -> tuple[Kind, str]:
    rows = [row for page in laid[:2] for row in page.rows]
    title = title_of(rows)
    declared = next((top.kind for top in tops[:2] if top.kind), None)
    if declared:
        return declared, title
    if sum(
        1 for page in laid for row in page.rows if label_candidate(row.text)
    ) >= _LEAST_SECTIONS and _is_chained(laid):
        return Kind.PROTOKOLL, title
    head = " ".join(row.text for row in laid[0].head)
    top = "\n".join(row.text for row in laid[0].rows[:14])
    if _PROPOSES.search(top) and _ADMINISTRATION.search(f"{head}\n{top[:400]}"):
        return Kind.TJANSTESKRIVELSE, title
    return title_kind(title) or title_kind(head) or title_kind(top[:200]) or Kind.OVRIGT, title


def _is_chained(laid: Sequence[PageRows]) -> bool:
    numbers = [found.number for page in laid for row in page.rows if (found := label_candidate(row.text))]
    steps = sum(1 for one, other in zip(numbers, numbers[1:], strict=False) if other == one + 1)
    return steps * 2 >= len(numbers) - 1


def _meeting(kind: Kind, heads: Sequence[str], rows: Sequence[str]) -> tuple[str | None, dt.date | None]:
    if kind in MEETINGS:
        return body_of(heads, rows[:15]), meeting_date(heads, rows)
    return body_of(heads, rows[:15]), paper_date([*heads, *rows[:20]])


def _approved(kind: Kind, texts: Sequence[str]) -> bool | None:
    if kind not in MINUTES:
        return None
    opening = "\n".join(texts)
    if _NOT_APPROVED.search(opening):
        return False
    return True if _APPROVED.search(opening) else None
