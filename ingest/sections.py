"""The sections of a document: §§ of minutes, items of a kallelse, headed pieces of everything else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.bodies import find_bodies, same_body
from corpus.diarienummer import find_diarienummer
from corpus.model import Kind, Section
from ingest.blocks import blocks_of, continues, stacked, text_width
from ingest.documents import Draft
from ingest.headings import is_bilaga, is_sure_part_heading, opens_matter
from ingest.kinds import GOVERNING, MATTERS, MINUTES
from ingest.layout import Row
from ingest.minutes import (
    Found,
    Numbered,
    Opening,
    Stretch,
    numbered_sections,
    opening_of,
    without_number,
)
from ingest.numbering import Candidate, Weight, chain, label_candidate
from ingest.outcome import addressee, outcome
from ingest.outline import Heading, headings_of, without_contents
from ingest.status import parts
from ingest.traced import Traced

_LONGEST_ANNEXE = 60  # characters
_BARE_ANNEXE = re.compile(r"bilaga", re.IGNORECASE)
_LONGEST_ITEM = 200
_MOST_CARRIED = 8  # heading rows without a text of their own
PREAMBLE = "Sammanträdesuppgifter"
WHOLE_MATTER = 6_000  # characters; a shorter matter stays one section, its proposal beside its background

_PREAMBLE_WORDS = re.compile(
    r"närvarande|beslutande|ledamöter|ledamot|justera|plats|ordförande|sekreterare"
    r"|paragrafer|ersättare|anslag",
    re.IGNORECASE,
)
_AGENDA_ITEM = re.compile(r"(?P<number>\d{1,3})[.)]?\s+(?P<title>[A-ZÅÄÖ\"”(].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sectioned:
    """A document's sections, and the § numbers that its own table of contents lists."""

    sections: tuple[Section, ...]
    listed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows that make a section, and what its opening says."""

    rows: tuple[Row, ...]
    opening: int
    heading: str
    label: str | None = None
    diarienummer: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()


def sections_of(draft: Draft) -> Sectioned:
    """Every section of a document, in reading order, with status, outcome and addressee.

    The sections of a document about one matter bear its diarienummer.
    """
    rows, kind, title = draft.rows, draft.kind, draft.title or draft.kind.capitalize()
    width = text_width(rows)
    if kind in MINUTES:
        return _minutes(draft, width)
    if kind is Kind.KALLELSE:
        pieces = _agenda(rows, title, width)
    elif kind in MATTERS:
        pieces = _matter(rows, title, width)
    else:
        pieces = _headed(rows, title, width, kind in GOVERNING)
    numbered = (replace(piece, diarienummer=piece.diarienummer or draft.diarienummer) for piece in pieces)
    return Sectioned(tuple(_section(piece, draft, width) for piece in numbered if piece.rows))


def _minutes(draft: Draft, width: int) -> Sectioned:
    rows = draft.rows
    numbered = numbered_sections(rows, width)
    first = numbered.found[0].stretches[0].start if numbered.found else len(rows)
    before = tuple(row for place, row in enumerate(rows[:first]) if place not in numbered.listing)
    pieces = [_preamble(before)] if _is_telling(before, numbered) else []
    for found in numbered.found:
        piece = _numbered_piece(rows, found, numbered, width)
        pieces.extend(_with_annexes(_without_head(piece, draft.body)))
    sections = tuple(_section(piece, draft, width) for piece in pieces if piece.rows)
    return Sectioned(sections, numbered.listed)


def _preamble(rows: tuple[Row, ...]) -> _Piece:
    return _Piece(rows, 0, PREAMBLE)


def _is_telling(rows: Sequence[Row], numbered: Numbered) -> bool:
    """Whether the rows before the first § tell more than whose protocol it is."""
    return not numbered.found or any(_PREAMBLE_WORDS.search(row.text) for row in rows)


def _numbered_piece(rows: Sequence[Row], found: Found, numbered: Numbered, width: int) -> _Piece:
    first, *later = found.stretches
    opening = opening_of(rows, first, width)
    own = [rows[place] for place in range(first.start, first.end) if place not in numbered.listing]
    for stretch in later:
        own.extend(_continued(rows, stretch, opening, width))
    label = f"§ {found.number}" if found.number is not None else None
    return _Piece(tuple(own), opening.rows, opening.heading, label, opening.diarienummer)


def _without_head(piece: _Piece, body: str | None) -> _Piece:
    """The piece without a last row that is the body's own name, as a page's head or a rubric is."""
    last = piece.rows[-1] if len(piece.rows) > piece.opening else None
    if body is None or last is None or not (last.first or last.text.isupper()):
        return piece
    name = last.text.rstrip(" .")
    whole = [found.name for found in find_bodies(name) if found.span == (0, len(name))]
    is_own = any(same_body(found, body) for found in whole)
    return replace(piece, rows=piece.rows[:-1]) if is_own else piece


def _with_annexes(piece: _Piece) -> Iterator[_Piece]:
    """A §, and as their own sections the annexes that begin among its rows."""
    cuts = [place for place in range(piece.opening + 1, len(piece.rows)) if _opens_annexe(piece.rows, place)]
    for start, end in pairwise([0, *cuts, len(piece.rows)]):
        rows = piece.rows[start:end]
        yield replace(piece, rows=rows) if start == 0 else _Piece(rows, 1, rows[0].text)


def _opens_annexe(rows: Sequence[Row], place: int) -> bool:
    """Whether an annexe begins at a row; the bare word above other parts of the § heads a list of them."""
    row = rows[place]
    named = (row.gap or row.first) and len(row.text) < _LONGEST_ANNEXE and is_bilaga(row.text)
    if not named or row.first or not _BARE_ANNEXE.fullmatch(row.text):
        return named
    return not any(is_sure_part_heading(below.text) for below in rows[place + 1 :])


def _continued(rows: Sequence[Row], stretch: Stretch, opening: Opening, width: int) -> Sequence[Row]:
    """The rows of a continued § without the § line, and without the heading where it is printed again."""
    again = opening_of(rows, stretch, width)
    if again.heading and _same_words(again.heading, opening.heading):
        return rows[stretch.start + again.rows : stretch.end]
    return rows[stretch.label + 1 : stretch.end]


def _same_words(one: str, other: str) -> bool:
    return one.casefold().split()[:6] == other.casefold().split()[:6]


def _agenda(rows: Sequence[Row], title: str, width: int) -> list[_Piece]:
    """A kallelse's items by their unbroken numbers; what stands before them is its own section."""
    candidates = []
    for place, row in enumerate(rows):
        found = _AGENDA_ITEM.match(row.text)
        if found and int(found["number"]) < 400:
            candidates.append(Candidate(place, int(found["number"]), found["title"], Weight.WEAK))
    chosen = chain(candidates)
    if len(chosen) < 2 or (chosen[0].number > 1 and len(chosen) < 4):
        return [_Piece(tuple(rows), 1 if rows else 0, title)]
    ends = [*(item.place for item in chosen[1:]), len(rows)]
    pieces = [_Piece(tuple(rows[: chosen[0].place]), 0, PREAMBLE)]
    pieces.extend(_item(tuple(rows[item.place : end]), width) for item, end in zip(chosen, ends, strict=True))
    return pieces


def _item(rows: tuple[Row, ...], width: int) -> _Piece:
    """An item with its heading, over as many rows as it runs on, and its diarienummer beside or below."""
    end = next((at for at in range(1, min(4, len(rows))) if not _goes_on(rows[at - 1], rows[at], width)), 1)
    numbers = tuple(dict.fromkeys(found.text for row in rows[:4] for found in find_diarienummer(row.text)))
    heading = " ".join(without_number(row.text) for row in rows[:end]).strip()
    return _Piece(rows, end, heading[:_LONGEST_ITEM], None, numbers)


def _goes_on(before: Row, row: Row, width: int) -> bool:
    return not row.gap and (row.text[0].islower() or continues(before, row, width, before.text))


def _matter(rows: Sequence[Row], title: str, width: int) -> list[_Piece]:
    """A tjänsteskrivelse whole, or by its headings where it is long; the proposal stays with the first."""
    if sum(len(row.text) + 1 for row in rows) <= WHOLE_MATTER:
        return [_Piece(tuple(rows), _before_first_part(rows), title)]
    return _headed(rows, title, width, with_clauses=False)


def _before_first_part(rows: Sequence[Row]) -> int:
    """How many rows stand before a matter's first part: letterhead and title."""
    return next((place for place, row in enumerate(rows[:40]) if place and opens_matter(row.text)), 1)


def _headed(rows: Sequence[Row], title: str, width: int, with_clauses: bool) -> list[_Piece]:
    """Pieces by their headings, with the headings above as trail; of rules also by their clauses."""
    kept = without_contents(rows)
    headings = headings_of(rows, kept, width, with_clauses)
    first = headings[0].place if headings else len(kept)
    pieces = [_Piece(kept[:first], 0, title)]
    trail: list[Heading] = []
    carried: tuple[Row, ...] = ()
    ends = [*(heading.place for heading in headings[1:]), len(kept)]
    for heading, end in zip(headings, ends, strict=False):
        trail = [*(above for above in trail if above.depth < heading.depth), heading]
        opening = (*carried, *kept[heading.place : heading.end])
        if heading.end == end and end < len(kept) and len(carried) < _MOST_CARRIED:
            carried = opening
            continue
        above = tuple(one.text for one in trail[:-1])
        body = kept[heading.end : end]
        pieces.append(_Piece((*opening, *body), len(opening), heading.text, None, (), above))
        carried = ()
    return pieces


def _opening_blocks(piece: _Piece, width: int) -> tuple[Traced, ...]:
    """The opening's blocks; a § line that holds no word of the heading stays a line of its own."""
    rows = piece.rows[: piece.opening]
    label = label_candidate(rows[0].text) if rows else None
    if label and not without_number(label.rest):
        return *blocks_of(rows[:1], width), *blocks_of(rows[1:], width)
    return blocks_of(rows, width)


def _section(piece: _Piece, draft: Draft, width: int) -> Section:
    opening = _opening_blocks(piece, width)
    body = blocks_of(piece.rows[piece.opening :], width)
    traced = stacked((*opening, *body))
    length = sum(len(block.text) for block in opening) + max(0, len(opening) - 1)
    divided = parts(traced.text, draft.kind, length, draft.body)
    is_decided = piece.label is not None or draft.kind in MINUTES
    return Section(
        label=piece.label,
        heading=piece.heading,
        text=traced.text,
        runs=traced.runs,
        pages=(piece.rows[0].page, piece.rows[-1].page),
        diarienummer=piece.diarienummer,
        trail=piece.trail,
        outcome=outcome(traced.text, divided, piece.heading) if is_decided else None,
        addressee=addressee(traced.text, divided, draft.body) if is_decided else None,
        parts=divided,
    )
