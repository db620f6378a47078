"""The documents that a file holds, each with what its first page says of it."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from corpus.bodies import find_bodies, same_body
from corpus.model import Kind, Page, Status
from corpus.swedish import letters
from ingest.bundles import Top, above_contents, document_starts, parted, top_of
from ingest.facts import (
    adoptions,
    first_day,
    labelled_number,
    matter_numbers,
    meeting_day,
    paper_date,
    title_of,
)
from ingest.headings import is_bilaga
from ingest.kinds import (
    GOVERNING,
    MATTERS,
    MEETINGS,
    MINUTES,
    is_minutes_form,
    is_office_paper,
    letterhead_kind,
    title_kind,
)
from ingest.layout import PageRows, Row
from ingest.numbering import bare_candidate, label_candidate
from ingest.outline import CONTENTS
from ingest.part_headings import line_heading
from ingest.values import Bookmark
from ingest.whose import (
    adjusted_body,
    adopting_body,
    board_of,
    body_of,
    known_bodies,
    labelled_body,
    running_body,
)
from ingest.wrapped import unwrapped

_ADOPTED = GOVERNING | {Kind.STRATEGI, Kind.PLAN}
_FACT_ROWS = 40
_LONGEST_FACT = 1_500  # characters of a row that may hold a fact
_LETTER_ROWS = 15
_LONGEST_LETTER_ROW = 300  # characters
_LEAST_SECTIONS = 3
_ANNEXE_ROWS = 4
_PIECE_ROWS = 10
_CONTENTS_PAGES = 3
_TITLE_REACH = 600  # characters of a page within which its title stands
_TITLE_LETTERS = 30
_LONGEST_TITLE = 160

_PROPOSES = re.compile(r"Förslag till beslut|Förvaltningens förslag|Beslutsförslag|FÖRSLAG TILL BESLUT")
_ADMINISTRATION = re.compile(r"(?:förvaltning|kontor|avdelning|enhet)(?:en|et)?\b", re.IGNORECASE)
_MEETING_ROW = re.compile(r"(?:Sammanträde|SAMMANTRÄDE)(?: den)? \d[\d -]*\w*(?: \d{4})?$")
_KIND_WORD = re.compile(r"(?<= )(?:Tjänsteskrivelse|Tjänsteutlåtande) [–-] ")
_LONGEST_LEFTOVER = 40  # characters of a diarienummer that may stand before the kind
_APPROVED = re.compile(
    r"[Pp]rotokoll(?:et)? (?:är|har) (?:\w+ )?(?:justerat|justerats|undertecknat|signerat|signerats)"
    r"|[Jj]usteringen (?:har )?(?:tillkännagivits|tillkännages|tillkännagetts)|tillkännagivits genom anslag"
    r"|[Dd]et justerade protokollet|\bJusterat (?:den )?\d"
    r"|(?:[Dd]igitalt|[Ee]lektroniskt) (?:justerat|signerat|undertecknat)\b"
    r"|\b(?:JUSTERAT|Justerat) (?:PROTOKOLL|protokoll)"
)
_NOT_APPROVED = re.compile(
    r"\b(?:ojusterat|(?:ej|inte|ännu inte) justerat|preliminärt (?:protokoll|utdrag)|utkast till protokoll)\b"
    r"|^\W*(?:OJUSTERAT|UTKAST|PRELIMINÄRT?|Utkast|Preliminärt?)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNED = re.compile(
    r"De(?:t här|tta) dokumentet? är (?:elektroniskt|digitalt) (?:under)?(?:signerat|tecknat)"
    r"|(?:Följande handlingar|Dokumentet) har undertecknats|Signature reference:|Comfact Signature"
    r"|Penneo dokumentnyckel|Sign(?:ed|erat) (?:by|av)[: ].{0,60}(?:BankID|\d{4}-\d\d-\d\d)"
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
    laid = parted(laid[0]) if len(laid) == 1 and not laid[0].flat else laid
    pieced = len(raw) < len(laid)
    tops = [top_of(raw[page.page], page, pieced) for page in laid]
    told = _told(laid, about)
    starts = document_starts(laid, tops, bookmarks)
    spans = list(pairwise([*starts, len(laid)]))
    drafts = [_draft(laid[a:b], tops[a:b], told, about if a == 0 else "") for a, b in spans]
    signed = [
        draft.kind in MINUTES and _is_signed([raw[page.page] for page in laid[a:b]])
        for draft, (a, b) in zip(drafts, spans, strict=True)
    ]
    whole = _rejoined(
        replace(draft, approved=True) if sealed and draft.approved is None else draft
        for draft, sealed in zip(drafts, signed, strict=True)
        if draft.rows
    )
    return tuple(
        replace(draft, kind=Kind.PROTOKOLLSUTDRAG) if _is_extract(draft) else draft for draft in whole
    )


def _is_extract(draft: Draft) -> bool:
    """Whether minutes are one § alone: they begin with it, and open no other."""
    if draft.kind is not Kind.PROTOKOLL or label_candidate(draft.rows[0].text) is None:
        return False
    opened = {found.number for row in draft.rows if (found := label_candidate(row.text)) is not None}
    return len(opened) == 1


def _rejoined(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The documents, with minutes in one piece whose §§ count their own pages or have annexes among them.

    A piece that opens with a § belongs to minutes of the same body and day that stand before it.
    """
    kept: list[Draft] = []
    for draft in drafts:
        whole = next((place for place, one in enumerate(kept) if _goes_on(one, draft)), None)
        if whole is None:
            kept.append(draft)
        else:
            one = kept[whole]
            pages = (one.pages[0], max(one.pages[1], draft.pages[1]))
            kept[whole] = replace(one, rows=(*one.rows, *draft.rows), pages=pages)
    return tuple(kept)


def _goes_on(minutes: Draft, draft: Draft) -> bool:
    """Whether ``draft`` holds §§ of ``minutes``, which themselves begin before their first §."""
    same = draft.kind is minutes.kind and draft.body in {None, minutes.body}
    same = same and draft.date in {None, minutes.date}
    opens = any(_opens_section(row) for row in draft.rows[:_PIECE_ROWS])
    return same and draft.kind is Kind.PROTOKOLL and opens and not _opens_section(minutes.rows[0])


def _is_signed(pages: Sequence[Page]) -> bool:
    """Whether a signing service's seal stands on a document's first or last page."""
    return any(_SIGNED.search(page.text) for page in (pages[0], pages[-1]))


def _told(laid: Sequence[PageRows], about: str) -> tuple[str, ...]:
    """The bodies that a file names where names stand whole: of use for one that lost its end."""
    tops = (unwrapped([row.text[:200] for row in (*page.head, *page.rows[:2])]) for page in laid)
    return known_bodies([about, *(text for top in tops for text in top)])


def _draft(laid: Sequence[PageRows], tops: Sequence[Top], told: Sequence[str], about: str) -> Draft:
    dividers = " ".join(
        row.text for page, top in zip(laid, tops, strict=True) if top.is_divider for row in page.rows
    )
    own = [page for page, top in zip(laid, tops, strict=True) if not top.is_divider] or list(laid)
    kept = [page for page in own if page.rows] or own
    heads = [row.text for page in kept[:3] for row in page.head]
    kind, title = _kind(kept, dividers, about)
    rows = tuple(row for page in kept for row in page.rows)
    if kept[0].flat and kind not in MINUTES:
        rows = (*kept[0].head, *rows)
    opening = [row.text[:_LONGEST_FACT] for row in _before_sections(rows, kind)]
    facts = opening[:_FACT_ROWS]
    body, date = _meeting(kind, heads, (dividers, *facts), _adopted(kind, rows), told, about)
    return Draft(
        pages=(laid[0].page, own[-1].page),
        rows=rows,
        kind=kind,
        title=_own_title(title, body),
        body=body or running_body((title,)),
        date=date,
        diarienummer=_numbers(kind, heads, facts),
        approved=_approved(kind, opening),
    )


def _before_sections(rows: Sequence[Row], kind: Kind) -> Sequence[Row]:
    """The rows that may tell of the whole document: in minutes those before the first §, if any."""
    if kind not in MINUTES:
        return rows
    first = next((place for place, row in enumerate(rows) if _opens_section(row)), None)
    return rows[:first] if first else rows[:_LETTER_ROWS]


def _opens_section(row: Row) -> bool:
    return label_candidate(row.text) is not None or (row.first and bare_candidate(row.text) is not None)


def _kind(laid: Sequence[PageRows], divider: str, about: str) -> tuple[Kind, str]:
    title = title_of([row for page in laid[:2] for row in page.rows])
    told = _told_title(laid[0], about)
    title = title if letters(title).startswith(letters(told)) else told
    heads = [row.text for row in laid[0].head]
    first = [row.text for row in laid[0].rows[:14]]
    if any(is_bilaga(text) for text in first[:_ANNEXE_ROWS]):
        return Kind.BILAGA, title
    declared = _declared(laid)
    if declared:
        return declared, title
    if is_office_paper((*heads, *first), (row.text for page in laid for row in page.rows)):
        return Kind.TJANSTESKRIVELSE, title
    if _is_numbered(laid) and not _is_governing(laid, title, first):
        return Kind.PROTOKOLL, title
    top = "\n".join((*heads, *first))
    if any(_MEETING_ROW.match(text) for text in first):
        return Kind.KALLELSE, title
    if _PROPOSES.search(top) and _ADMINISTRATION.search(top[:600]):
        return Kind.TJANSTESKRIVELSE, title
    title = divider or title
    sayings = (title, " ".join(heads), top[:200].rpartition(" ")[0], about)
    return next(filter(None, map(title_kind, sayings)), Kind.OVRIGT), title


def _told_title(first: PageRows, about: str) -> str:
    """The title that a document site tells, where the page lost its lines and begins with the same words."""
    opening = letters("".join(row.text for row in (*first.head, *first.rows))[:_TITLE_REACH])
    titles = (line for line in about.splitlines() if letters(line)[:_TITLE_LETTERS] in opening)
    return next(titles, "")[:_LONGEST_TITLE] if first.flat else ""


def _is_governing(laid: Sequence[PageRows], title: str, first: Sequence[str]) -> bool:
    """Whether numbered lines are the clauses of rules: the title says so, or who adopted them.

    Minutes decide: there, at least a third as many headings open a decision as lines open a §.
    """
    if title_kind(title) not in GOVERNING and adopting_body(first) is None:
        return False
    rows = [row.text for page in laid for row in page.rows]
    headings = [found for text in rows if (found := line_heading(text, 0))]
    decisions = sum(heading.status is Status.BESLUT for heading in headings)
    return decisions * 3 < sum(label_candidate(text) is not None for text in rows)


def _declared(laid: Sequence[PageRows]) -> Kind | None:
    """The kind that a letterhead declares on the first page, or behind a table of contents.

    Minutes need no word for it: the form that they begin with declares them.
    """
    for page in laid[:_CONTENTS_PAGES]:
        letterhead = [row.text for row in (*page.head, *page.rows[:8])]
        above = above_contents(letterhead)
        declared = letterhead_kind(above)
        if declared not in MINUTES and is_minutes_form("\n".join(row.text for row in page.rows)):
            return Kind.PROTOKOLL
        if declared or above == letterhead:
            return declared
    return None


def _is_numbered(laid: Sequence[PageRows]) -> bool:
    """Whether lines that open §§ follow one another as in minutes."""
    numbers = [found.number for page in laid for row in page.rows if (found := label_candidate(row.text))]
    steps = sum(1 for one, other in pairwise(numbers) if other == one + 1)
    return len(numbers) >= _LEAST_SECTIONS and steps * 2 >= len(numbers) - 1


def _adopted(kind: Kind, rows: Sequence[Row]) -> Sequence[str]:
    """What a governing document says of its adoption on its last page."""
    return adoptions(row.text for row in rows if row.page == rows[-1].page) if kind in _ADOPTED else ()


def _meeting(
    kind: Kind,
    heads: Sequence[str],
    rows: Sequence[str],
    adopted: Sequence[str],
    told: Sequence[str],
    about: str,
) -> tuple[str | None, dt.date | None]:
    """Body and date; what a document site says of the file stands in for what its text has lost."""
    body = body_of(heads, rows[:_LETTER_ROWS], told)
    if body is None and (kind in MEETINGS or kind in MATTERS):
        top = rows[:_LETTER_ROWS]
        board = board_of(heads, top) if kind in MINUTES else None
        said = labelled_body(top) or board or running_body((*_asked(top), *top))
        body = said or (adjusted_body(rows) if kind in MINUTES else None)
    body = adopting_body(adopted) or body or adopting_body(rows[:_LETTER_ROWS])
    if kind not in MEETINGS:
        return body, paper_date([*heads, *rows[:20], *adopted], adopted_first=kind not in MATTERS)
    named = next((found.name for found in find_bodies(about)), None)
    body = body or named
    is_its_own = named is None or (body is not None and same_body(body, named))
    told_day = (meeting_day((), [about]) or first_day([about])) if is_its_own else None
    above = takewhile(lambda text: not CONTENTS.fullmatch(text), rows)
    return body, meeting_day(heads, rows) or told_day or first_day([*heads, *above])


def _asked(rows: Sequence[str]) -> Iterable[str]:
    """The bodies that headings name as those that shall decide ("Förslag till beslut i nämnden")."""
    headings = (line_heading(text, 0) for text in rows)
    return (heading.receiver for heading in headings if heading and heading.receiver)


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
