"""Pages that lost their lines (web transcripts: a page is one long line), unfolded into rows again.

Nothing but words tells where a line ended: running heads are what neighbouring pages begin with, feet what
they end with, and the headings of parts ("Beslut", "Ärendebeskrivning") stand inside the running text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.bodies import find_bodies
from corpus.diarienummer import find_diarienummer
from corpus.model import Page
from ingest.headings import FINITE
from ingest.layout import PageRows, Row
from ingest.numbering import bare_candidate, label_candidate
from ingest.part_headings import inline_headings
from ingest.traced import Traced, clean

_LONG_LINE = 400
_HEAD_REACH = 260  # characters from a page's beginning where its folio may close the head
_HEAD_WORDS = 12
_BODY_REACH = 80  # characters behind a folio within which a body's name ends
_FOOT_WORDS = 18

KIND_WORD = re.compile(
    r"(?:sammanträdes)?protokoll(?:sutdrag)?|tjänsteskrivelse|tjänsteutlåtande"
    r"|kallelse|föredragningslista|yttrande|remissvar"
    r"|ärendelista|dagordning|missiv|utlåtande|motion|interpellation|reglemente"
    r"|skrivelse|beslutsunderlag|bilaga|\w*nämnden|\w*styrelsen"
    r"|\w*utskottet|\w*fullmäktige|\w+ kommun",
    re.IGNORECASE,
)
_FOLIO = re.compile(r"(?:[Ss]ida?\.? )?(?<![\d/(–-])\d{1,4} ?\(\d{1,4}\)(?=\s|$)")
_LOST_FOLIO = re.compile(
    r"(?:Protokoll(?:sutdrag)?|Tjänsteskrivelse|Tjänsteutlåtande|Kallelse) ?\(\d{1,4}\)", re.IGNORECASE
)
_HEAD_VALUE = re.compile(r"\s*(?:(?:Datum|Sammanträdesdatum|Utfärdat|Mötesdatum):?\s*)?\d{4}-\d\d-\d\d(?=\s)")
_NUMBER_LABEL = re.compile(r"\s*(?<!\w)(?:Dnr|Diarienummer|Diarienr|Ärendenummer):?(?=\s|$)", re.IGNORECASE)
_LEFTOVER = re.compile(r"\s[A-ZÅÄÖ][\w-]{0,7}(?= [A-ZÅÄÖ])")
# "… KS 136" where every page opens a §: the label is no part of the head that the pages share.
_LABEL_IN_HEAD = re.compile(
    r"(?<!\S)(?!SID|NR|KL|DEL)[A-ZÅÄÖ]{2,4} (?:§ ?)?\d{1,4}(?: (?:Dnr|Diarienummer))?$"
)
_CAPITAL = re.compile(r"(?<= )[A-ZÅÄÖ](?=[a-zåäö])")
_LONG_TITLE = 160
_LEAST_TITLE = 12
_LABEL_REACH = 16
_NUMBER_REACH = 40
_SIGN_FOOT = re.compile(
    r"\s*(?:Justera\w+s? (?:sign(?:atur(?:er)?)?|underskrift)\b\.?|Utdragsbesty?r?k?\w+"
    r"|Protokollsutdrag intygas:?|Expedierat ?/ ?bestyrkt"
    r"|Ordförandens? sign\w*\.?)(?:\s*(?:Justera\w+s? sign\w*\.?|Utdragsbesty?r?k?\w+"
    r"|Ordförandens? sign\w*\.?))*\s*$",
    re.IGNORECASE,
)
_LAST_NUMBER = re.compile(r"\s*(?<!\S)(?:\d{1,8}|[–-] ?\d{1,4} ?[–-])\s*$")
_BLOCK_NUMBER = re.compile(r"\d{1,4}(?:\s+|$)")
_SIGNED = re.compile(r"(?<![\w,;(/-] )(?<!kap\. )(?<!enligt )§ ?\d{1,4} (?=Dnr|Diarie|Ärende|[A-ZÅÄÖ\"”])")
# "… godkänns. 8 Månadsrapport (RN/2031:10) Nämndens beslut …": a § that lost its sign, before a part.
_UNSIGNED = re.compile(r"(?<=[.!?] )(?:[A-ZÅÄÖ]{1,4}[a-z]{0,2} (?=\d{1,4} Dnr))?\d{1,4} (?=[A-ZÅÄÖ])")
_AGENDA_ITEM = re.compile(r"(?<!\S)(\d{1,2})\. ?(?=[A-ZÅÄÖ])")
# "1.1 Nämndens uppgifter...3" in a table of contents: number and title, and the leader behind them.
_LISTED = re.compile(r"(?<!\S)(\d{1,2}(?:\.\d{1,2})* [^\d\W][^.…]{2,90}?)\s?(?:\.{3,}|…)")
_LEADER = re.compile(r"(?:\.{3,}|…)\s?\d{1,3}(?!\S)")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A flat page on its way: its cleaned text without folio and signatures, and where its head ends."""

    page: Page
    traced: Traced
    head: int = 0


def is_flat(page: Page) -> bool:
    """Whether a page's text stands in one or few very long lines."""
    lines = [line.span[1] - line.span[0] for line in page.lines]
    return bool(lines) and max(lines) > _LONG_LINE and sum(lines) / len(lines) > _LONG_LINE / 2


def unfolded(pages: Sequence[Page], numbered: bool) -> tuple[PageRows, ...]:
    """Flat pages as rows; ``numbered`` tells that every page begins with its own number."""
    sheets = [_trimmed(page, numbered) for page in pages]
    prefixes = _shared([_words(sheet.traced.text)[:_HEAD_WORDS] for sheet in sheets])
    suffixes = _shared([_words(sheet.traced.text)[::-1][:_FOOT_WORDS] for sheet in sheets])
    listed = [title for sheet in sheets for title in _LISTED.findall(sheet.traced.text)]
    titles = re.compile(
        "|".join(rf"(?<!\S){re.escape(title)}(?!\S)" for title in listed) or r"(?!)", re.IGNORECASE
    )
    return tuple(_rows(_without_foot(_headed(sheet, prefixes), suffixes), titles) for sheet in sheets)


def _trimmed(page: Page, numbered: bool) -> _Sheet:
    traced = clean(page.number, page.text, 0, len(page.text))
    if numbered and (found := _BLOCK_NUMBER.match(traced.text)):
        traced = traced.cut(found.end(), len(traced.text))
    folio = _LAST_NUMBER.search(traced.text)
    if folio and page.shown is not None and folio[0].strip(" –-").endswith(str(page.shown)):
        traced = traced.cut(0, folio.start())
    if foot := _SIGN_FOOT.search(traced.text, max(0, len(traced.text) - 160)):
        traced = traced.cut(0, foot.start())
    return _Sheet(page, traced)


def _words(text: str) -> list[str]:
    reach = text[:600], text[-600:]
    words = _WORD.findall(text if len(text) < 1200 else " ".join(reach))
    return [_DIGITS.sub("0", word) for word in words]


def _shared(pages: Sequence[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """How many pages begin with each run of words."""
    return Counter(tuple(words[:count]) for words in pages for count in range(1, len(words) + 1))


def _common(words: Sequence[str], shared: Counter[tuple[str, ...]], least: int) -> int:
    """The length of the run of words that most pages share; 0 where it stands on this page alone."""
    supports = [shared[tuple(words[:count])] for count in range(least, len(words) + 1)]
    if not supports or supports[0] < 2:
        return 0
    return least + max(place for place, support in enumerate(supports) if support == supports[0])


def _headed(sheet: _Sheet, prefixes: Counter[tuple[str, ...]]) -> _Sheet:
    text = sheet.traced.text
    found = _LOST_FOLIO.match(text) or _FOLIO.search(text, 0, _HEAD_REACH)
    if found and not _SENTENCE.search(text, 0, found.start()):
        end = _behind_body(text, found.end(), prefixes)
    else:
        count = _common(_words(text)[:_HEAD_WORDS], prefixes, 1)
        end = _word_end(text, count) if KIND_WORD.match(text) else 0
    if label := _LABEL_IN_HEAD.search(text, 0, end):
        return replace(sheet, head=label.start())
    return replace(sheet, head=_with_values(text, end) if end else 0)


def _behind_body(text: str, end: int, prefixes: Counter[tuple[str, ...]]) -> int:
    """The head's end moved past the body's name that follows a folio on several pages."""
    body = next(iter(find_bodies(text[end : end + _BODY_REACH])), None)
    if body is None or body.span[0] > 1:
        return end
    words = _words(text[: end + body.span[1]])
    return end + body.span[1] if prefixes[tuple(words[:_HEAD_WORDS])] > 1 else end


_SENTENCE = re.compile(r"[a-zåäö]{3}[.!?] [A-ZÅÄÖ]")


def _word_end(text: str, count: int) -> int:
    ends = [found.end() for found, _ in zip(_WORD.finditer(text), range(count), strict=False)]
    return ends[-1] if ends else 0


def _with_values(text: str, end: int) -> int:
    """The head's end moved past the date and the diarienummer that belong to it, or what is left of one."""
    if date := _HEAD_VALUE.match(text, end):
        end = date.end()
    label = _NUMBER_LABEL.match(text, end) or _NUMBER_LABEL.search(text, max(0, end - _LABEL_REACH), end)
    if not label:
        return end
    numbers = find_diarienummer(text[label.start() : label.end() + _NUMBER_REACH])
    if numbers:
        return label.start() + numbers[0].span[1]
    leftover = _LEFTOVER.match(text, label.end())
    return leftover.end() if leftover else max(end, label.end())


def _without_foot(sheet: _Sheet, suffixes: Counter[tuple[str, ...]]) -> _Sheet:
    text = sheet.traced.text
    words = _words(text)[::-1][:_FOOT_WORDS]
    count = _common(words, suffixes, 3)
    starts = [found.start() for found in _WORD.finditer(text)]
    if not count or count >= len(starts) - 3:
        return sheet
    start = starts[-count]
    foot = text[start:]
    if (
        ":" in foot
        or foot.endswith(".")
        or start <= sheet.head
        or any(True for _ in inline_headings(foot, 0))
    ):
        return sheet
    return replace(sheet, traced=sheet.traced.cut(0, start).stripped())


def _rows(sheet: _Sheet, titles: re.Pattern[str]) -> PageRows:
    number, text = sheet.page.number, sheet.traced.text
    head = (Row(number, sheet.traced.cut(0, sheet.head).stripped()),) if sheet.head else ()
    cuts = sorted({sheet.head, len(text), *(cut for cut in _cuts(text, titles) if cut > sheet.head)})
    pieces = [sheet.traced.cut(a, b).stripped() for a, b in pairwise(cuts)]
    pieces = [part for piece in pieces if piece.text for part in _titled(piece)]
    rows = [Row(number, piece, gap=True) for piece in pieces]
    if rows:
        rows[0] = replace(rows[0], first=True)
    return PageRows(number, tuple(rows), head, flat=True)


def _titled(piece: Traced) -> tuple[Traced, ...]:
    """A long piece that opens a § as its title and its text; other pieces as they are.

    Where no part's heading stands between them, the text begins with the capital before its first verb.
    """
    text = piece.text
    if len(text) < _LONG_TITLE or not (label_candidate(text) or bare_candidate(text)):
        return (piece,)
    verb = FINITE.search(text)
    capitals = [found.start() for found in _CAPITAL.finditer(text, 0, verb.start() if verb else 0)]
    cut = capitals[-1] if len(capitals) > 1 else 0
    return (piece.cut(0, cut).stripped(), piece.cut(cut, len(text))) if cut > _LEAST_TITLE else (piece,)


def _cuts(text: str, titles: re.Pattern[str]) -> Iterator[int]:
    if _LISTED.search(text):
        yield from (found.end() for found in _LEADER.finditer(text))
        return
    for title in titles.finditer(text):
        yield from title.span()
    starts = []
    for heading in inline_headings(text, 0):
        starts.append(heading.span[0])
        yield from heading.span
    yield from _unsigned_cuts(text, starts)
    for found in _SIGNED.finditer(text):
        yield found.start()
    yield from _agenda_cuts(text)


def _unsigned_cuts(text: str, headings: Sequence[int]) -> Iterator[int]:
    """Where a number opens a title that ends at a part's heading, with no sentence between them."""
    for found in _UNSIGNED.finditer(text):
        heading = next((start for start in headings if start > found.end()), None)
        if (
            heading
            and heading - found.end() <= _LONG_TITLE
            and not _SENTENCE.search(text, found.end(), heading)
        ):
            yield found.start()


def _agenda_cuts(text: str) -> Iterator[int]:
    """Where "1. …", "2. …", "3. …" stand in order, beginning with the first."""
    wanted = 1
    for found in _AGENDA_ITEM.finditer(text):
        if int(found[1]) == wanted:
            wanted += 1
            yield found.start()
