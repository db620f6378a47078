"""The printed lines of a document's pages, without what a press or a signing service put around them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Line, Page
from ingest.headings import is_part_heading
from ingest.numbering import is_label_line
from ingest.traced import Traced, clean

HEAD_ZONE = 7  # lines at a page's top where a running head may stand
FOOT_ZONE = 5
_LEAST_REPEATS = 3
_SHARE = 0.4

_SIGNATURES = re.compile(
    r"(?:(?:Justerandes?|Justerares?|Justerarens|Ordförandens?|Sekreterarens?) ?(?:sign(?:atur(?:er)?)?|underskrift)\b\.?"
    r"|Just\. ?sign|Utdragsbesty?r?k(?:ande|s|t)\w*|Utdraget? bestyrks?|Utdragsbestyrande|Protokollsutdrag(?:et)? (?:intygas|bestyrks)"
    r"|Expedierat ?/ ?bestyrkt|Rätt utdraget|Vidimeras)[ :.]*",
    re.IGNORECASE,
)
_SEALS = re.compile(
    r"Signature reference:|Transaktions?(?:-?id)? ?[:\d]|Transaktion \d|Dokument-?ID[ :]|Dokumentnyckel|Verifikat(?:ion|nummer)|Comfact Signature"
    r"|Penneo |Signerings-?ID|Scrive |eIDAS|Reference ?number:|Referensnummer: ?[0-9A-Fa-f-]{8}|Sign(?:ed|erat) (?:by|av)[: ].*(?:BankID|\d{4}-\d\d-\d\d)"
    r"|(?:BankID )?refno:|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_SEALED_PAGE = re.compile(
    r"\s*(?:Detta dokument är (?:elektroniskt|digitalt) (?:under)?(?:signerat|tecknat)|(?:Följande handlingar|Dokumentet) har undertecknats"
    r"|Signerat dokument|Signatursida|SIGNATURSIDA|Underskriftssida|Deltagare\s+\S.{0,80}(?:BankID|SIGNERAT))"
)
_FOLIO = re.compile(
    r"[-–\s]*(?:(?:sida|sid|s\.|page)\s*)?\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|av \d{1,4}|/ ?\d{1,4})?[-–\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line as the ladder carries it.

    ``gap`` tells that a blank line, or as much space, stands above it; ``size`` (points) and ``left`` (points,
    in a text columns of blanks) where they are known. ``first`` is the page's first kept row.
    """

    page: int
    traced: Traced
    gap: bool = False
    size: float | None = None
    left: float = 0.0
    right: float | None = None
    first: bool = False

    @property
    def text(self) -> str:
        """The cleaned text of the line."""
        return self.traced.text


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page's rows in reading order: what is kept, and the running head that was taken off.

    ``flat`` tells that the page had lost its lines.
    """

    page: int
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    flat: bool = False


def rows_of(page: Page) -> tuple[Row, ...]:
    """Every line of a page that holds text, cleaned."""
    rows = []
    before: Line | None = None
    for line in page.lines:
        traced = clean(page.number, page.text, *line.span)
        if not traced.text:
            continue
        rows.append(_row(page, line, before, traced))
        before = line
    return tuple(rows)


def laid_out(pages: Sequence[tuple[int, tuple[Row, ...]]]) -> tuple[PageRows, ...]:
    """Pages of rows without noise: signatures, seals, folios, running heads and feet.

    What a running head says is kept beside the page: it names body, date and kind.
    """
    cleared = [
        (number, tuple(row for row in map(_unsigned, rows) if row is not None)) for number, rows in pages
    ]
    heads = _repeated([_keys(rows[:HEAD_ZONE]) for _, rows in cleared])
    feet = _repeated([_keys(rows[-FOOT_ZONE:]) for _, rows in cleared])
    return tuple(_parted(number, rows, heads, feet) for number, rows in cleared)


def _row(page: Page, line: Line, before: Line | None, traced: Traced) -> Row:
    between = page.text[before.span[1] : line.span[0]] if before else ""
    raw = page.text[slice(*line.span)]
    indent = float(len(raw) - len(raw.lstrip(" ")))
    return Row(
        page=page.number,
        traced=traced,
        gap=before is not None and (between.count("\n") > 1 or _is_apart(before, line)),
        size=line.size,
        left=line.box.left if line.box else indent,
        right=line.box.right if line.box else None,
    )


def _is_apart(before: Line, line: Line) -> bool:
    """Whether more than a line's own height of paper lies between two printed lines."""
    if before.box is None or line.box is None:
        return False
    height = max(line.box.bottom - line.box.top, before.box.bottom - before.box.top)
    return line.box.top - before.box.bottom > 0.75 * height


def _unsigned(row: Row) -> Row | None:
    """The row without the places for signatures; None where nothing else stands on it."""
    if _SEALS.search(row.text):
        return None
    found = _SIGNATURES.match(row.text)
    if not found:
        return row
    rest = _SIGNATURES.sub("", row.text)
    return None if not rest.strip(" .:_") or len(rest) < len(row.text) / 2 else row


def _keys(rows: Sequence[Row]) -> set[str]:
    return {_key(row.text) for row in rows if _may_repeat(row.text)}


def _key(text: str) -> str:
    return _SPACES.sub(" ", _DIGITS.sub("0", text)).casefold()


def _may_repeat(text: str) -> bool:
    """A § line or a heading such as "Beslut" may open many pages; it is no running head."""
    return not is_label_line(text) and not is_part_heading(text)


def _repeated(pages: Sequence[set[str]]) -> frozenset[str]:
    """Lines that stand in the zone of many pages, or of neighbours in a short run of pages."""
    counts = Counter(key for keys in pages for key in keys)
    chained = Counter(key for one, other in pairwise(pages) for key in one & other)
    return frozenset(
        key
        for key, count in counts.items()
        if chained[key]
        and (count >= _LEAST_REPEATS or len(pages) == count)
        and chained[key] >= count * _SHARE
    )


def _parted(number: int, rows: tuple[Row, ...], heads: frozenset[str], feet: frozenset[str]) -> PageRows:
    if rows and _SEALED_PAGE.match(rows[0].text):
        return PageRows(number, ())
    in_head = [
        place < HEAD_ZONE
        and (_key(row.text) in heads or _is_head_folio(row, place))
        and _may_repeat(row.text)
        for place, row in enumerate(rows)
    ]
    last = len(rows) - FOOT_ZONE
    in_foot = [
        place >= last
        and (_key(row.text) in feet or _is_foot_folio(row, place, len(rows)))
        and _may_repeat(row.text)
        for place, row in enumerate(rows)
    ]
    kept = [row for row, head, foot in zip(rows, in_head, in_foot, strict=True) if not head and not foot]
    head_rows = tuple(row for row, head in zip(rows, in_head, strict=True) if head)
    if kept:
        kept[0] = replace(kept[0], first=True)
    return PageRows(number, tuple(kept), head_rows)


def _is_head_folio(row: Row, place: int) -> bool:
    return place < 4 and _FOLIO.fullmatch(row.text) is not None


def _is_foot_folio(row: Row, place: int, count: int) -> bool:
    return place >= count - 3 and _FOLIO.fullmatch(row.text) is not None
