"""The headings of reports, plans and rules: known by table of contents, number, type and space."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.clauses import Clause, clauses_of
from ingest.headings import is_chapter, is_leader, is_part_heading, looks_like_title, numbered_heading
from ingest.layout import Row

_LARGER = 0.7  # points above the running text
_UNNUMBERED_DEPTH = 7
_CLAUSE_DEPTH = 99
_MOST_HEADING_ROWS = 3
_LEAST_LEADERS = 3
_LETTER_ROWS = 4  # where "Bilaga 1" is a letterhead and no heading
_LEAD = re.compile(r"(?:[.…]\s?){3,}\s*\d{0,4}\s*$|\s+\d{1,4}$")
CONTENTS = re.compile(r"(?:Innehåll|Innehållsförteckning|Ärendelista|Ärendeförteckning):?", re.IGNORECASE)
CONTENTS_WORD = re.compile(r"(?<!\w)(?:Innehåll(?:sförteckning)?|INNEHÅLL(?:SFÖRTECKNING)?)(?!\w)")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+")
_CELL = re.compile(r"(?<!\S)[-–]?\d[\d.,%]*(?!\S)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``rows[place:end]``, ``depth`` levels down (1 at the top)."""

    place: int
    end: int
    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What headings stand out from: size and width of the running text; the titles of a contents list."""

    size: float | None
    width: int
    titles: frozenset[str]
    sizes: tuple[float, ...]


def without_contents(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without tables of contents: what stands between the first and the last leader of a page."""
    leaders: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        if is_leader(row.text):
            leaders.setdefault(row.page, []).append(place)
    dropped = {
        place
        for places in leaders.values()
        for place in (range(places[0], places[-1] + 1) if len(places) >= _LEAST_LEADERS else places)
    }
    return tuple(
        row
        for place, row in enumerate(rows)
        if place not in dropped and not (row.page in leaders and CONTENTS.fullmatch(row.text))
    )


def headings_of(
    rows: Sequence[Row], kept: Sequence[Row], width: int, with_clauses: bool
) -> tuple[Heading, ...]:
    """The headings among ``kept``, the rows of ``rows`` that are no table of contents, in reading order.

    ``with_clauses`` takes lines such as "4 §" as headings too, below all others.
    """
    size = running_size(rows)
    larger = sorted(
        {row.size for row in kept if row.size and size and row.size > size + _LARGER}, reverse=True
    )
    ground = _Ground(size, width, _listed_titles(rows), tuple(larger))
    clauses = {clause.place: clause for clause in clauses_of(kept)} if with_clauses else {}
    headings = {heading.place: heading for heading in _headings(kept, ground)}
    headings |= {rubric.place: rubric for rubric in _rubrics(kept, clauses) if rubric.place not in headings}
    headings |= {place: _clause_heading(clause) for place, clause in clauses.items()}
    return tuple(headings[place] for place in sorted(headings))


def _rubrics(rows: Sequence[Row], clauses: Iterable[int]) -> Iterator[Heading]:
    """The titles that stand right above a clause."""
    for place in clauses:
        above = rows[place - 1] if place else None
        if above and (above.gap or above.first) and looks_like_title(above.text):
            yield Heading(place - 1, place, _CLAUSE_DEPTH - 1, above.text)


def _clause_heading(clause: Clause) -> Heading:
    """A clause opens its section; its line is the heading's alone where none of its text stands on it."""
    end = clause.place + (clause.title != "")
    return Heading(clause.place, end, _CLAUSE_DEPTH, clause.title or clause.number)


def running_size(rows: Sequence[Row]) -> float | None:
    """The type size that most letters are set in; None where the medium has no sizes."""
    letters: Counter[float] = Counter()
    for row in rows:
        if row.size is not None:
            letters[round(row.size, 1)] += len(row.text)
    return letters.most_common(1)[0][0] if letters else None


def _listed_titles(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(_plain(_LEAD.sub("", row.text)) for row in rows if is_leader(row.text))


def _plain(text: str) -> str:
    return " ".join(_NUMBER.sub("", text).casefold().split())


def _headings(rows: Sequence[Row], ground: _Ground) -> Iterator[Heading]:
    last_top, dotted = 0, None
    skip_to = 0
    for place, row in enumerate(rows):
        if place < skip_to:
            continue
        depth = _depth(rows, place, ground)
        numbered = numbered_heading(row.text)
        if depth and numbered and "." not in numbered["number"]:
            number, with_dot = int(numbered["number"]), row.text[len(numbered["number"])] == "."
            sure = _is_larger(row, ground) or _plain(row.text) in ground.titles
            if not sure and not _is_next(rows, place, number == last_top + 1 and dotted in {None, with_dot}):
                continue
            last_top, dotted = number, with_dot
        if depth:
            skip_to = _end(rows, place, ground)
            yield Heading(place, skip_to, depth, " ".join(row.text for row in rows[place:skip_to]))


def _is_next(rows: Sequence[Row], place: int, in_order: bool) -> bool:
    """Whether a line such as "3 Mål" or "3. Mål" of ordinary type is a heading and no item of a list."""
    row = rows[place]
    following = rows[place + 1] if place + 1 < len(rows) else None
    is_dotted = "." in row.text.split(" ", 1)[0]
    return in_order and (not is_dotted or (row.gap and following is not None and following.gap))


def _depth(rows: Sequence[Row], place: int, ground: _Ground) -> int:
    """How deep a heading stands that a row is: 1 and up; 0 where it is none."""
    row = rows[place]
    if is_chapter(row.text):
        return 1 if place > _LETTER_ROWS or row.text[0].isdigit() else 0
    if _is_footnote(row, ground) or _cells(row.text) > 1 or not _stands_alone(rows, place, ground.width):
        return 0
    numbered = numbered_heading(row.text)
    if numbered:
        return 1 + numbered["number"].count(".") if len(numbered["title"].split(" ", 1)[0]) > 1 else 0
    if _plain(row.text) in ground.titles:
        return 2
    if not looks_like_title(row.text):
        return 0
    if _is_larger(row, ground):
        return _UNNUMBERED_DEPTH + ground.sizes.index(row.size or 0.0)
    return _UNNUMBERED_DEPTH + len(ground.sizes) if _is_set_off(rows, place) else 0


def _is_larger(row: Row, ground: _Ground) -> bool:
    return row.size is not None and ground.size is not None and row.size > ground.size + _LARGER


def _is_footnote(row: Row, ground: _Ground) -> bool:
    return row.size is not None and ground.size is not None and row.size < ground.size - _LARGER


def _cells(text: str) -> int:
    """How many figures stand alone on a line; a year is none."""
    return sum(1 for found in _CELL.findall(text) if not _YEAR.fullmatch(found))


def _stands_alone(rows: Sequence[Row], place: int, width: int) -> bool:
    """Whether the row before does not run into this one."""
    row = rows[place]
    before = rows[place - 1] if place else None
    if len(row.text) > 0.95 * width:
        return False
    if (
        before is None
        or row.first
        or row.gap
        or (before.size and row.size and row.size > before.size + _LARGER)
    ):
        return True
    return before.text[-1] in ".!?:" or len(before.text) < 0.7 * width


def _is_set_off(rows: Sequence[Row], place: int) -> bool:
    """Whether space sets a row of ordinary type off from the running text that follows it."""
    following = rows[place + 1] if place + 1 < len(rows) else None
    if following is None or not following.text[0].isupper():
        return False
    if is_part_heading(rows[place].text) and rows[place].gap:
        return True
    return (
        rows[place].gap
        and len(following.text) > len(rows[place].text)
        and not looks_like_title(following.text)
    )


def _end(rows: Sequence[Row], place: int, ground: _Ground) -> int:
    """The row behind a heading that may run over several."""
    end = place + 1
    while end < len(rows) and end - place < _MOST_HEADING_ROWS and _goes_on(rows, end, ground):
        end += 1
    return end


def _goes_on(rows: Sequence[Row], at: int, ground: _Ground) -> bool:
    before, row = rows[at - 1], rows[at]
    if row.gap or row.first or numbered_heading(row.text):
        return False
    if _is_larger(before, ground):
        return row.size == before.size
    following = rows[at + 1] if at + 1 < len(rows) else None
    apart = following is None or following.gap
    return row.size == before.size and row.text[0].islower() and apart and len(row.text) < 0.7 * ground.width
