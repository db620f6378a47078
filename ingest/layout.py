"""The printed lines of a document's pages, without what a press or a signing service put around them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import inf

from corpus.model import Line, Page
from ingest.headings import is_part_heading
from ingest.numbering import is_label_line
from ingest.traced import Traced, clean

HEAD_ZONE = 7  # lines at a page's top where a running head may stand
FOOT_ZONE = 5
_TITLE_STEP = 4.0  # points; a running head is seldom so much larger than the line above it
_SECTION_STEP = 1.0
_LARGE_STEP = 10.0  # points; it never is, whatever it says
_LEAST_REPEATS = 3
_HEAD_LINE = 60  # characters
_SHARE = 0.4

_SIGNATURES = re.compile(
    r"(?:(?:Justerandes?|Justerares?|Justerarens|Ordförandens?|Sekreterarens?) ?(?:sign(?:atur(?:er)?)?"
    r"|underskrift)\b\.?"
    r"|Just\. ?sign|Utdragsbesty?r?k(?:ande|s|t)\w*|Utdraget? bestyrks?|Utdragsbestyrande"
    r"|Protokollsutdrag(?:et)? (?:intygas|bestyrks)"
    r"|Expedierat ?/ ?bestyrkt|Rätt utdraget|Vidimeras)[ :.]*",
    re.IGNORECASE,
)
_SEALS = re.compile(
    r"Signature reference:|Transaktions?(?:-?id(?:entitet)?)? ?[:\d]|Transaktion \d|Dokument-?ID[ :]"
    r"|De(?:t här|tta) dokumentet? är (?:digitalt|elektroniskt) (?:under)?(?:signerat|tecknat)\W*$"
    r"|Dokumentnyckel|Verifikat(?:ion|nummer)|Comfact Signature"
    r"|Penneo |Signerings-?ID|Scrive |eIDAS|Reference ?number:|Referensnummer: ?[0-9A-Fa-f-]{8}"
    r"|Sign(?:ed|erat) (?:by|av)[: ].*(?:BankID|\d{4}-\d\d-\d\d)"
    r"|(?:BankID )?refno:|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_SEALED_PAGE = re.compile(
    r"\s*(?:Detta dokument är (?:elektroniskt|digitalt) (?:under)?(?:signerat"
    r"|tecknat)|(?:Följande handlingar|Dokumentet) har undertecknats"
    r"|Undertecknat +av följande"
    r"|Signerat dokument|Signatursida|SIGNATURSIDA|Underskriftssida|Deltagare\s+\S.{0,80}(?:BankID|SIGNERAT))"
)
_LINE_DRAWN = re.compile(r"[_\s]{6,}")
_RULE = re.compile(r"[_=*.\s–—-]{3,}")
_FOLIO = re.compile(
    r"[-–\s]*(?:(?:sida|sid|s\.|page)\s*)?\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|av \d{1,4}|/ ?\d{1,4})?[-–\s]*"
    r"|\(\d{1,4}\)",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"protokoll|kallelse|tjänsteskrivelse|tjänsteutlåtande|sammanträde|nämnd"
    r"|styrelse|fullmäktige|utskott|kommun|\bstad\b|region"
    r"|\b(?:0|\d{4})-(?:0|\d\d)-(?:0|\d\d)\b|\(\d+\)",
    re.IGNORECASE,
)
_HEAD_WORD = re.compile(
    r"protokoll|kallelse|sammanträde|nämnden?\b|styrelsen?\b|fullmäktige\b|utskott\b|\b(?:kommun|stad)\b|\d{4}-\d\d",
    re.IGNORECASE,
)
_SENT = re.compile(r".*(?:skickas|expedieras|delges|sänds|för kännedom)|Exp", re.IGNORECASE)
_HEAD_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_PRESSED = re.compile(r"protokoll|kallelse|sammanträde|tjänste|www\.|@|\d\)$", re.IGNORECASE)
# What is dealt with at a meeting is often dealt with in the same words, § after §.
_DEALS = re.compile(r"\b(?:finner|prövar|bifaller|beslutar|godkänner|noterar|yrkar|reserverar sig|deltar)\b")
# A table of votes repeats its cells at the edges of many pages.
_VOTE_CELL = re.compile(r"ja|nej|avstår|avstod|frånvarande|kvittad|ledamot|ersättare", re.IGNORECASE)
_LAST_FOLIO = re.compile(r"\s[\d\s()/]{1,12}$")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line as the ladder carries it.

    ``gap`` tells that a blank line, or as much space, stands above it; ``size`` is in points, where it is
    known. ``first`` is the page's first kept row.
    """

    page: int
    traced: Traced
    gap: bool = False
    size: float | None = None
    first: bool = False

    @property
    def text(self) -> str:
        """The cleaned text of the line."""
        return self.traced.text


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page's rows in reading order: what is kept, and the running head and foot that were taken off.

    ``flat`` tells that the page had lost its lines.
    """

    page: int
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
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
    cleared = [(number, _unsigned(rows)) for number, rows in pages]
    if len(cleared) == 1:
        ((number, rows),) = cleared
        cleared = [(number, _without_page_heads(rows))]
    heads = _repeated([_head_zone(rows) for _, rows in cleared])
    feet = _repeated([_foot_zone(rows) for _, rows in cleared])
    return tuple(_parted(number, rows, heads, feet) for number, rows in cleared)


def _row(page: Page, line: Line, before: Line | None, traced: Traced) -> Row:
    between = page.text[before.span[1] : line.span[0]] if before else ""
    return Row(
        page=page.number,
        traced=traced,
        gap=before is not None and (between.count("\n") > 1 or _is_apart(before, line)),
        size=line.size,
    )


def _is_apart(before: Line, line: Line) -> bool:
    """Whether more than a line's own height of paper lies between two printed lines."""
    if before.box is None or line.box is None:
        return False
    height = max(line.box.bottom - line.box.top, before.box.bottom - before.box.top)
    return line.box.top - before.box.bottom > 0.75 * height


def _unsigned(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without places for signatures; none of a page that only tells who signed.

    What stood under a rule stands apart from what stood above it.
    """
    if rows and _SEALED_PAGE.match(rows[0].text):
        return ()
    ruled = [False, *(_LINE_DRAWN.fullmatch(row.text) is not None for row in rows)]
    return tuple(
        replace(row, gap=row.gap or below)
        for row, below in zip(rows, ruled, strict=False)
        if not _is_signature(row.text)
    )


def _without_page_heads(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a text that has lost its page breaks, without the page heads that stand among them.

    Such a head is two lines, one below the other, that recur; a line of it may stand some lines above. The
    first one stays where it may begin another document than the text's beginning does.
    """
    likely = [_is_head_line(row.text) for row in rows]
    pairs = [(one.text, below.text) for one, below in pairwise(rows)]
    recurring = Counter(pair for pair, both in zip(pairs, pairwise(likely), strict=True) if all(both))
    opening = " ".join(row.text for row in rows[:HEAD_ZONE])
    heads = [
        at
        for at, pair in enumerate(pairs)
        if at >= HEAD_ZONE
        and _recurs(pair, recurring[pair])
        and (pairs.index(pair) < at or _is_dated_by(opening, pair))
    ]
    above = [[place for place in range(max(HEAD_ZONE, at - FOOT_ZONE), at) if likely[place]] for at in heads]
    lines = Counter(text for places in above for text in {rows[place].text for place in places})
    apart = {text for text, count in lines.items() if count > 1 and count >= len(heads) * _SHARE}
    dropped = {place for at in heads for place in (at, at + 1)}
    dropped |= {place for places in above for place in places if rows[place].text in apart}
    return tuple(row for place, row in enumerate(rows) if place not in dropped)


def _is_dated_by(opening: str, pair: tuple[str, str]) -> bool:
    days = _HEAD_DATE.findall(" ".join(pair))
    return bool(days) and all(day in opening for day in days)


def _recurs(pair: tuple[str, str], count: int) -> bool:
    dated = _HEAD_DATE.search(" ".join(pair)) is not None and any(map(_PRESSED.search, pair))
    return count >= _LEAST_REPEATS or (count > 1 and dated)


def _is_head_line(text: str) -> bool:
    return (
        len(text) <= _HEAD_LINE
        and text[-1:] not in ".:;,"
        and _HEAD_WORD.search(text) is not None
        and not _SENT.match(text)
        and not is_label_line(text)
        and not is_part_heading(text)
    )


def _is_signature(text: str) -> bool:
    """Whether nothing stands on a line but a place for a signature, or a signing service's seal."""
    if _RULE.fullmatch(text) or _SEALS.search(text):
        return True
    if not _SIGNATURES.match(text):
        return False
    rest = _SIGNATURES.sub("", text)
    return not rest.strip(" .:_") or len(rest) < len(text) / 2


def _zone(rows: Sequence[Row]) -> set[str]:
    """What of a page's edge may be a running head or foot: no § line, its heading, or a part's heading."""
    label = next((place for place, row in enumerate(rows) if is_label_line(row.text)), len(rows))
    return {
        _key(row.text)
        for place, row in enumerate(rows)
        if not is_label_line(row.text)
        and not is_part_heading(row.text)
        and not _VOTE_CELL.fullmatch(row.text)
        and not _DEALS.search(row.text)
        and (place < label or _is_letterhead(row))
    }


def _head_zone(rows: Sequence[Row]) -> set[str]:
    """What of a page's first lines may be a running head: no title in much larger type than the page's own.

    A letter and its answers may bear one title, page after page.
    """
    ordinary = min(rows[0].size or 0.0, _running_size(rows)) if rows else 0.0
    beside = zip((None, *rows), rows[:HEAD_ZONE], (*rows[1:], None), strict=False)
    return _zone(
        [
            row
            for above, row, below in beside
            if not _is_title(row, ordinary) and not (_heads_section(row, above) or _heads_section(row, below))
        ]
    )


def _heads_section(row: Row, label: Row | None) -> bool:
    """Whether a row beside a § line is its title, set in larger type; many §§ may begin alike."""
    if label is None or not is_label_line(label.text):
        return False
    return (row.size or 0.0) > (label.size or inf) + _SECTION_STEP and not _HEAD_WORD.search(row.text)


def _running_size(rows: Sequence[Row]) -> float:
    """The type size of most of a page's letters."""
    letters: Counter[float] = Counter()
    for row in rows:
        letters[row.size or 0.0] += len(row.text)
    return letters.most_common(1)[0][0]


def _is_title(row: Row, ordinary: float) -> bool:
    step = (row.size or 0.0) - ordinary
    return step > _LARGE_STEP or (step > _TITLE_STEP and _LETTERHEAD.search(row.text) is None)


def _foot_zone(rows: Sequence[Row]) -> set[str]:
    """What of a page's last lines may be a running foot: below a part's heading only what a press prints.

    A short page ends with its decision, and the same decision may end many ("Ärendet bordläggs till …"), or
    be sent to the same bodies.
    """
    start = max(0, len(rows) - FOOT_ZONE)
    headed = [place for place, row in enumerate(rows) if is_part_heading(row.text)]
    last = list(enumerate(rows))[start:]
    if headed and (headed[-1] >= start or _SENT.match(rows[headed[-1]].text)):
        last = [(place, row) for place, row in last if place > headed[-1] + 1 and _PRESSED.search(row.text)]
    return _zone([row for _, row in last])


def _is_letterhead(row: Row) -> bool:
    """Whether a row names a body or a paper; a sentence does so too, but ends like one."""
    return row.text.rstrip()[-1:] not in ".:;," and _LETTERHEAD.search(row.text) is not None


@lru_cache(maxsize=4_096)
def _key(text: str) -> str:
    """A line without its page number, and with its other figures alike."""
    return _SPACES.sub(" ", _DIGITS.sub("0", _LAST_FOLIO.sub("", text))).casefold()


def _repeated(pages: Sequence[set[str]]) -> frozenset[str]:
    """Lines that stand in the zone of many pages; two neighbours are enough for a letterhead's words."""
    counts = Counter(key for keys in pages for key in keys)
    chained = Counter(key for one, other in pairwise(pages) for key in one & other)
    return frozenset(
        key
        for key, count in counts.items()
        if chained[key] >= count * _SHARE
        and (count >= _LEAST_REPEATS or count == len(pages) > 1 or (count > 1 and _LETTERHEAD.search(key)))
    )


def _parted(number: int, rows: tuple[Row, ...], heads: frozenset[str], feet: frozenset[str]) -> PageRows:
    last = len(rows) - FOOT_ZONE
    running_heads = _head_zone(rows) & heads
    running_feet = _foot_zone(rows) & feet
    head = [
        place < HEAD_ZONE and (_key(row.text) in running_heads or (place < 4 and _is_folio(row)))
        for place, row in enumerate(rows)
    ]
    foot = [
        place >= last and (_key(row.text) in running_feet or (place >= len(rows) - 3 and _is_folio(row)))
        for place, row in enumerate(rows)
    ]
    kept = [
        row for row, in_head, in_foot in zip(rows, head, foot, strict=True) if not in_head and not in_foot
    ]
    if kept:
        kept[0] = replace(kept[0], first=True)
    above = tuple(row for row, is_above in zip(rows, head, strict=True) if is_above)
    below = tuple(row for row, is_below in zip(rows, foot, strict=True) if is_below)
    return PageRows(number, tuple(kept), above, below)


def _is_folio(row: Row) -> bool:
    return _FOLIO.fullmatch(row.text) is not None
