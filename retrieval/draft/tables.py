"""An amount in a table: the row that is asked for, with the column's head, where the unit stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bodies import find_bodies, same_body
from corpus.model import Status
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.sentences import looked_into
from retrieval.draft.wording import attribution, quote
from retrieval.evidence import Passage, Reading
from retrieval.relevance import Case
from retrieval.subject import bag, covers

_UNIT = re.compile(r"(?i)\b(?:tkr|kkr|mkr|mnkr|msek|tsek|kr|kronor|procent|mdkr)\b|%")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COLUMN = re.compile(r"(?:[A-ZÅÄÖ][^\W\d_]+ )?(?:19|20)\d\d\b")
_CELL = re.compile(r"(?<![\d,])[-–−]?\d{1,3}(?:[  ]\d{3})+(?:,\d+)?(?!\d)|(?<![\d,])[-–−]?\d+(?:,\d+)?(?!\d)")
_GROUP = re.compile(r"\d+")
_LABEL_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row under a head that tells the unit, and its cell in the column that is asked for."""

    head: Passage
    row: Passage
    column: str
    cell: str


def table_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The cell of the row and the year that are asked for, with its unit; a decision before a proposal."""
    rows = [row for reading in looked_into(case) for row in _rows(reading, ask)]
    rows.sort(key=lambda row: (row.row.status is not Status.BESLUT, bool(row.row.reading.section.addressee)))
    return tuple(_told(row) for row in rows[:1])


def _told(row: _Row) -> Claim:
    unit = _UNIT.search(row.head.text)
    told = f"{row.column} är {row.cell}{f' {unit[0]}' if unit else ''}"
    return Claim(f"{attribution(row.row)} {quote(row.row.text)}, där {told}", (row.head, row.row))


def _rows(reading: Reading, ask: Ask) -> Iterator[_Row]:
    """The rows of the section's tables that are about what is asked, a year named among their columns."""
    years = _YEAR.findall(ask.clause)
    head: Passage | None = None
    for before, passage in zip((None, *reading.passages), reading.passages, strict=False):
        if before and before.status is not passage.status:
            head = None
        if passage.text.endswith("."):
            continue  # a sentence is no row
        if _UNIT.search(passage.text) and len(_COLUMN.findall(passage.text)) > 1:
            head = passage
        elif head and _is_asked(passage, ask):
            yield from _cells(head, passage, years)


def _is_asked(row: Passage, ask: Ask) -> bool:
    """Whether a row's label is a body that is asked about, or words that all are."""
    label = row.text[: found.start()] if (found := _CELL.search(row.text)) else ""
    bodies = [body.name for body in find_bodies(label)]
    if bodies:
        return any(same_body(bodies[0], body.name) for body in find_bodies(ask.clause))
    clause = bag(ask.clause)
    return bool(named := _LABEL_WORD.findall(label)) and all(covers(clause, word.lower()) for word in named)


def _cells(head: Passage, row: Passage, years: list[str]) -> Iterator[_Row]:
    columns = _COLUMN.findall(head.text)
    for column, cell in zip(columns, _figures(row.text, len(columns)), strict=False):
        if any(year in column for year in years) and "Plan" not in column:
            yield _Row(head, row, column, cell)


def _figures(text: str, count: int) -> tuple[str, ...]:
    """The row's ``count`` figures; none where they cannot be told apart ("310 200 322 500" are two)."""
    cells = tuple(_CELL.findall(text))
    groups = list(_GROUP.finditer(text))
    if len(cells) == count or not groups or len(groups) % count:
        return cells if len(cells) == count else ()
    each = len(groups) // count
    return tuple(text[groups[at].start() : groups[at + each - 1].end()] for at in range(0, len(groups), each))
