"""Rows made blocks: a heading line, a running passage, an item of a list, or a row of a table."""

import re
from collections.abc import Iterable, Sequence

from corpus.dates import MONTHS
from ingest.headings import is_item, is_part_heading
from ingest.layout import Row
from ingest.traced import Traced, joined, mended

_ENDS = ".!?:;"
_FULL = 0.8  # a line this near to the page's width was broken by the margin, not by its writer
_LEAST_WIDTH = 76
_ATT = re.compile(r"att\b")
_LIST_BEFORE = re.compile(r"(?:[:,;]|\b(?:samt|och|beslutar|besluta|föreslår))$")
_DANGLING = re.compile(
    r"\b(?:i|av|och|eller|för|till|om|på|med|samt|vid|från|den|det|en|ett"
    r"|inom|mot|under|över|som|att|enligt|hos|genom|mellan|klockan|årskurs|cirka|omkring)$"
)
# "vann laga kraft 2031-05-" with "25" in the next line, which is no item's number there.
_DATE_BEGUN = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:\d\d-)?$")
_DATE_ENDED = re.compile(r"\d\d(?:-\d\d)?(?![\w-])")
_DAY_ENDS = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})$")
_YEAR_BEGINS = re.compile(r"(?:19|20)\d\d(?=[\s.,;)]|$)")
_NUMBER_CELL = re.compile(r"(?<!\S)[-–−]?\d[\d,.%]*(?!\S)")
_SIZE_STEP = 0.7  # points


def text_width(rows: Iterable[Row]) -> int:
    """How many characters a full line holds: what nine lines of ten do not exceed."""
    lengths = sorted(len(row.text) for row in rows)
    return max(_LEAST_WIDTH, lengths[len(lengths) * 9 // 10]) if lengths else _LEAST_WIDTH


def blocks_of(rows: Sequence[Row], width: int) -> tuple[Traced, ...]:
    """The rows' text as blocks in reading order; wrapped lines are joined and broken words mended."""
    blocks: list[list[Traced]] = []
    before: Row | None = None
    for row in rows:
        if before is not None and continues(before, row, width, blocks[-1][0].text):
            blocks[-1].append(row.traced)
        else:
            blocks.append([row.traced])
        before = row
    return tuple(mended(lines) for lines in blocks)


def stacked(blocks: Sequence[Traced]) -> Traced:
    """Blocks as a section's text, a line each."""
    pieces: list[Traced | str] = []
    for block in blocks:
        pieces.extend(("\n", block) if pieces else (block,))
    return joined(pieces)


def continues(before: Row, row: Row, width: int, opening: str) -> bool:
    """Whether a row runs on from the one before it, in a block that begins with the line ``opening``."""
    if _parts_date(before.text, row.text):
        return True
    if _other_type(before, row) or is_table_row(before.text) or is_table_row(row.text):
        return False
    if _is_new_item(opening, before.text, row.text):
        return False
    if row.first:
        return before.text[-1] not in _ENDS and row.text[0].islower()
    if row.gap:
        full = len(before.text) > _FULL * width and before.text[-1] not in _ENDS
        return full and row.text[0].islower() and not is_part_heading(before.text)
    return _runs_on(before.text, row.text, width)


def _parts_date(before: str, text: str) -> bool:
    """Whether a line ends inside a date that the next one goes on with."""
    return bool(
        (_DATE_BEGUN.search(before) and _DATE_ENDED.match(text))
        or (_DAY_ENDS.search(before) and _YEAR_BEGINS.match(text))
    )


def is_table_row(text: str) -> bool:
    """Whether a line is mostly cells of figures; a list of meetings ("den 1 mars 2031, § 9") is not."""
    if "§" in text:
        return False
    cells = len(_NUMBER_CELL.findall(text))
    return cells >= 3 and cells * 2 >= len(text.split())


def dangles(text: str) -> bool:
    """Whether a line ends with a word that leads on to another."""
    return _DANGLING.search(text) is not None


def _other_type(before: Row, row: Row) -> bool:
    return before.size is not None and row.size is not None and abs(before.size - row.size) > _SIZE_STEP


def _is_new_item(opening: str, before: str, text: str) -> bool:
    if not _ATT.match(text):
        return is_item(text)
    return bool(_LIST_BEFORE.search(before)) or (bool(_ATT.match(opening)) and before[-1] in ".,")


def _runs_on(before: str, text: str, width: int) -> bool:
    if text[0].islower() or before[-1] in "-\u00ad,(/" or (text[0] == "§" and before[-1] not in _ENDS):
        return not is_part_heading(before)
    if dangles(before):
        return not is_part_heading(before)
    first_word = text.split(" ", 1)[0]
    was_full = len(before) + 1 + len(first_word) > _FULL * width
    if before[-1] in _ENDS:
        return (
            was_full and before[-1] not in ":" and len(before) > _FULL * width and not is_part_heading(text)
        )
    return was_full and not is_part_heading(before)
