"""The §§ of a protocol: where each opens, what its opening lines say, and which lines only list them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.diarienummer import find_diarienummer
from ingest.headings import is_leader, is_part_heading, is_sure_part_heading
from ingest.layout import Row
from ingest.numbering import (
    Candidate,
    bare_candidate,
    chain,
    label_candidate,
    mended_gaps,
    misread_candidate,
)
from ingest.references import is_wrapped_reference

_MOST_HEADING_ROWS = 7
_LONGEST_HEADING = 420
_LISTED_EXTENT = 260  # characters from one listed § to the next in a table of contents
_DNR_ONLY = re.compile(
    r"(?:(?:Dnr|Diarienummer|Diarienr|Ärendenummer|Ärendenr|D\.?nr)\b[.: ]*\S.{0,60}|[A-ZÅÄÖ][\w-]{0,10}[ /-]?\d{2,4}[/:-]\d{1,6}|\d{4}[/-]\d{1,6})",
    re.IGNORECASE,
)
_BARE_DNR = re.compile(r"[\w:/.-]*\d[\w:/.-]*[/:-][\w:/.-]*\d[\w:/.-]*")
_LABEL_WORD = re.compile(
    r"\(?\b(?:D\.?nr|Dnr|Diarienummer|Diarienr|Ärendenummer|Ärendenr)\b[.: ]*", re.IGNORECASE
)
_TRIM = " \t,.;:–-"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a §'s first rows say; ``rows`` counts them."""

    rows: int
    heading: str
    diarienummer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A § in a protocol's rows: ``rows[start:end]``, and the stretches that continue it."""

    number: int
    start: int
    end: int
    repaired: bool = False
    more: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """The §§ of a protocol, the numbers that its table of contents lists, and the rows of that table."""

    found: tuple[Found, ...]
    listed: tuple[int, ...] = ()
    listing: frozenset[int] = field(default_factory=frozenset)


def numbered_sections(rows: Sequence[Row], width: int) -> Numbered:
    """Every § of a protocol: candidates, less those listed in a table of contents, chained by number."""
    candidates = [found for place, row in enumerate(rows) if (found := _candidate(rows, place, row, width))]
    if not candidates:
        candidates = _unsigned(rows)
    listed = _listed(candidates, rows)
    chosen = chain([candidate for candidate in candidates if candidate.place not in listed])
    texts = [row.text for row in rows]
    mended = mended_gaps(chosen, texts, misread_candidate) if chosen else ()
    listing = _listing_rows(candidates, listed, rows)
    numbers = tuple(candidate.number for candidate in candidates if candidate.place in listed)
    return Numbered(_merged(mended, rows, frozenset(c.place for c in chosen)), numbers, listing)


def opening_of(rows: Sequence[Row], width: int) -> Opening:
    """The § line, its heading over several rows, and its diarienummer, on whichever of them it stands."""
    label = next((place for place, row in enumerate(rows[:2]) if label_candidate(row.text)), 0)
    text = rows[label].text
    found = label_candidate(text) or misread_candidate(text) or bare_candidate(text)
    rest = found.rest if found else text
    title, count = _title(rows, label, rest, width)
    opening = "\n".join(row.text for row in rows[:count])
    return Opening(count, title, _diarienummer(opening, rest))


def _candidate(rows: Sequence[Row], place: int, row: Row, width: int) -> Candidate | None:
    found = label_candidate(row.text, place)
    if found is None or place == 0:
        return found
    before = rows[place - 1]
    if not row.first and not row.gap and is_wrapped_reference(before.text, row.text, width):
        return None
    return found


def _unsigned(rows: Sequence[Row]) -> list[Candidate]:
    """The §§ of a text that lost the sign: at a page's beginning, or in a line with a diarienummer."""
    found = [bare_candidate(row.text, place) for place, row in enumerate(rows)]
    return [
        candidate
        for candidate, row in zip(found, rows, strict=True)
        if candidate and (row.first or find_diarienummer(row.text[:300]))
    ]


def _listed(candidates: Sequence[Candidate], rows: Sequence[Row]) -> frozenset[int]:
    """The places of candidates that only list a §: it comes again, and little stands before the next one."""
    last_place: dict[int, int] = {candidate.number: candidate.place for candidate in candidates}
    listed = set()
    for at, candidate in enumerate(candidates):
        following = candidates[at + 1] if at + 1 < len(candidates) else None
        comes_again = last_place[candidate.number] > candidate.place
        repeated_at_once = following is not None and following.number == candidate.number
        end = following.place if following else len(rows)
        is_short = sum(len(row.text) for row in rows[candidate.place : end][:12]) < _LISTED_EXTENT
        if is_leader(rows[candidate.place].text) or (comes_again and not repeated_at_once and is_short):
            listed.add(candidate.place)
    return frozenset(listed) | _closing(candidates, listed, last_place)


def _closing(candidates: Sequence[Candidate], listed: set[int], last_place: dict[int, int]) -> frozenset[int]:
    """The list's last entry: what follows it is long, but it stands among the listed and comes again."""
    return frozenset(
        candidate.place
        for before, candidate in zip(candidates, candidates[1:], strict=False)
        if before.place in listed
        and last_place[candidate.number] > candidate.place
        and candidate.number == before.number + 1
    )


def _listing_rows(
    candidates: Sequence[Candidate], listed: frozenset[int], rows: Sequence[Row]
) -> frozenset[int]:
    """All rows of the table of contents: from each listed § to the next candidate, or to its page's end."""
    covered: set[int] = set()
    for at, candidate in enumerate(candidates):
        if candidate.place not in listed:
            continue
        end = candidates[at + 1].place if at + 1 < len(candidates) else len(rows)
        page_end = next((p for p in range(candidate.place + 1, end) if rows[p].first), end)
        covered.update(range(candidate.place, page_end))
    return frozenset(covered)


def _merged(chosen: Sequence[Candidate], rows: Sequence[Row], sure: frozenset[int]) -> tuple[Found, ...]:
    """A §'s rows up to the next; a § that comes again goes on where it left off."""
    ends = [*(candidate.place for candidate in chosen[1:]), len(rows)][: len(chosen)]
    found: dict[int, Found] = {}
    order: list[int] = []
    for candidate, end in zip(chosen, ends, strict=True):
        start = _start(rows, candidate.place)
        earlier = found.get(candidate.number)
        if earlier is None:
            order.append(candidate.number)
            found[candidate.number] = Found(
                candidate.number, start, end, repaired=candidate.place not in sure
            )
        else:
            found[candidate.number] = replace(earlier, more=(*earlier.more, (candidate.place, end)))
    ordered = [found[number] for number in order]
    return tuple(_before_next_start(ordered, rows))


def _before_next_start(found: Sequence[Found], rows: Sequence[Row]) -> list[Found]:
    """Ends moved up where the next § begins with its diarienummer, a row before its sign."""
    starts = {section.start for section in found}
    return [
        replace(section, end=section.end - 1)
        if section.end - 1 in starts and section.end - 1 > section.start
        else section
        for section in found
    ]


def _start(rows: Sequence[Row], place: int) -> int:
    """The row before the § line where that holds nothing but the diarienummer."""
    if place == 0 or not _DNR_ONLY.fullmatch(rows[place - 1].text):
        return place
    own = find_diarienummer(rows[place].text)
    stands_apart = rows[place - 1].gap or rows[place - 1].first
    return place - 1 if stands_apart and not own else place


def _title(rows: Sequence[Row], label: int, rest: str, width: int) -> tuple[str, int]:
    """The heading, without diarienummer, and how many rows the opening takes."""
    words = _without_dnr(rest)
    titles = [words] if words else []
    at = label + 1
    while at < len(rows) and at - label <= _MOST_HEADING_ROWS:
        row, before = rows[at], rows[at - 1]
        if _DNR_ONLY.fullmatch(row.text) and find_diarienummer(row.text):
            at += 1
            continue
        if _ends_title(titles, before, row, width):
            break
        titles.append(_without_dnr(row.text))
        at += 1
    return " ".join(" ".join(titles).split())[:_LONGEST_HEADING], at


def _ends_title(titles: Sequence[str], before: Row, row: Row, width: int) -> bool:
    text = row.text
    if label_candidate(text) or is_sure_part_heading(text) or len(text) > _LONGEST_HEADING:
        return True
    if not titles:
        return (is_part_heading(text) and text.isupper()) or _is_sentence(text)
    if row.gap or row.first or is_part_heading(text) or _is_sentence(text):
        return True
    return not _runs_on(before, row, width)


def _runs_on(before: Row, row: Row, width: int) -> bool:
    """Whether a heading goes on: in lower case, or broken where its own narrower column ended."""
    if before.size is not None and row.size is not None and abs(before.size - row.size) > 0.7:
        return False
    if row.text[0].islower() or before.text[-1] in "-\u00ad,–":
        return True
    return len(before.text) > 0.55 * width and len(row.text) <= 0.8 * width


def _is_sentence(text: str) -> bool:
    return (len(text) > 60 and text[-1] == ".") or text[-1] == ":" or text[0] in "•\uf0b7"


def _without_dnr(text: str) -> str:
    """The words of a heading line without its diarienummer and the label before it."""
    if _BARE_DNR.fullmatch(text):
        return ""
    kept, at = [], 0
    for found in find_diarienummer(text):
        kept.append(_LABEL_WORD.sub("", text[at : found.span[0]]).rstrip("( "))
        at = found.span[1]
    kept.append(_LABEL_WORD.sub("", text[at:]).lstrip(")") if at else _LABEL_WORD.sub("", text))
    return " ".join(piece.strip(" ,") for piece in kept if piece.strip(_TRIM)).strip(" ,;:")


def _diarienummer(opening: str, rest: str) -> tuple[str, ...]:
    found = [number.text for number in find_diarienummer(opening)]
    if not found and _BARE_DNR.fullmatch(rest):
        found = [rest]
    return tuple(dict.fromkeys(found))
