"""The §§ of a protocol: where each opens, what its opening lines say, and which lines only list them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.diarienummer import find_diarienummer
from ingest.blocks import dangles
from ingest.headings import is_leader, is_part_heading, is_sure_part_heading
from ingest.layout import Row
from ingest.numbering import (
    Candidate,
    bare_candidate,
    chain,
    label_candidate,
    mended_gaps,
    misread_candidate,
    misread_chain,
)
from ingest.outline import CONTENTS, CONTENTS_WORD
from ingest.references import is_wrapped_reference
from ingest.unnumbered import listing_of, recovered_numbers, titled_places

_MOST_HEADING_ROWS = 7
_LONGEST_HEADING = 420
_LISTED_ROWS = 4
_LONE_ROWS = 10
_LISTED_EXTENT = 260  # characters from one listed § to the next in a table of contents
_DNR_ONLY = re.compile(
    r"(?:(?:Dnr|Diarienummer|Diarienr|Ärendenummer|Ärendenr|D\.?nr)\b[.: ]*\S.{0,60}"
    r"|[A-ZÅÄÖ][\w-]{0,10}[ /-]?\d{2,4}[/:-]\d{1,6}|\d{4}[/-]\d{1,6})",
    re.IGNORECASE,
)
_BARE_DNR = re.compile(r"[\w:/.-]*\d[\w:/.-]*[/:-][\w:/.-]*\d[\w:/.-]*")
# "(Park 31-10)" at a heading's end; "(2024-2026)", "(SOU 2031:4)" and "(SFS 2031:12)" are other numbers.
_IN_BRACKETS = re.compile(
    r"\((?!SOU|SFS|Ds\b|prop|dir|bet|skr|(?:19|20)\d\d[-/:]\d)"
    r"(?P<number>(?:[^\W\d][\w-]{0,14}[ /-])?\d{1,5}[-/:]\d{1,6})\)$",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL_WORD = re.compile(
    r"\(?\b(?:D\.?nr|Dnr|Diarienummer|Diarienr|Ärendenummer|Ärendenr)\b[.: ]*", re.IGNORECASE
)
_GLUED_CODE = re.compile(r"\d[\d.]*")
_CODE_BEHIND = re.compile(r"\s*[–-]?\s*\d{2,3}(?:[ .]\d{1,3})*\s*$")  # "KS 02-820 107", "KS/2031:298 - 001"
_LOST_NUMBER = re.compile(r"\b(?:D\.?nr|Diarienummer)[.: ]*(?:19|20)\d\d/(?=\s)", re.IGNORECASE)
# On the cover of minutes, what is adjusted: a § alone below its label opens none.
_RANGE_LABEL = re.compile(r"(?:^|\s)(?:Paragraf(?:er|en)?|Justerade paragrafer|PARAGRAF(?:ER)?):?$")
_TELLS = re.compile(r"\b(?:kom in|inkom|lämnade|beslutade|skrev|föreslog|ansökte|har|är|ska)\b")
_TRIM = " \t,.;:–-"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a §'s first rows say; ``rows`` counts them."""

    rows: int
    heading: str
    diarienummer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """``rows[start:end]`` of a §; ``label`` is the row of its number, ``rest`` what stands behind it."""

    start: int
    end: int
    label: int
    rest: str


@dataclass(frozen=True, slots=True)
class Found:
    """A § in a protocol's rows: where it opens, and where it goes on. ``number`` is None where it is lost."""

    number: int | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The §§ of a protocol, the numbers that its table of contents lists, and the rows of that table."""

    found: tuple[Found, ...]
    listed: tuple[int, ...] = ()
    listing: frozenset[int] = field(default_factory=frozenset)


def numbered_sections(rows: Sequence[Row], width: int) -> Numbered:
    """Every § of a protocol: candidates, less those listed in a table of contents, chained by number."""
    candidates = [found for place, row in enumerate(rows) if (found := _candidate(rows, place, row, width))]
    signed = [candidate for candidate in candidates if not candidate.in_words]
    misread = misread_chain([row.text for row in rows]) if not signed else ()
    candidates = signed or list(misread) or candidates or _unsigned(rows) or _lone(rows)
    if not candidates:
        return _titled(rows)
    listed = _listed(candidates, rows)
    listing = _listing_rows(candidates, listed, rows)
    numbers = tuple(candidate.number for candidate in candidates if candidate.place in listed)
    chosen = chain([candidate for candidate in candidates if candidate.place not in listed], numbers)
    return Numbered(_merged(mended_gaps(chosen, [row.text for row in rows]), rows), numbers, listing)


def opening_of(rows: Sequence[Row], stretch: Stretch, width: int) -> Opening:
    """The § line, its heading over several rows, and its diarienummer, on whichever of them it stands."""
    title, end = _title(rows, stretch, width)
    opening = "\n".join(row.text for row in rows[stretch.start : end])
    return Opening(end - stretch.start, title, _diarienummer(opening, stretch.rest))


def _titled(rows: Sequence[Row]) -> Numbered:
    """The matters of minutes without any number, numbered from their list of matters where there is one."""
    places = titled_places(rows)
    listing = [place for place in listing_of(rows) if not places or place < places[0]]
    numbers = recovered_numbers(
        [without_number(rows[place].text) for place in places],
        " ".join(rows[place].text for place in listing),
    )
    found = tuple(
        Found(number, (Stretch(place, end, place, rows[place].text),))
        for number, place, end in zip(numbers, places, [*places[1:], len(rows)], strict=False)
    )
    return Numbered(found, tuple(number for number in numbers if number), frozenset(listing))


def _candidate(rows: Sequence[Row], place: int, row: Row, width: int) -> Candidate | None:
    found = label_candidate(row.text, place)
    if found is None or place == 0:
        return found
    before = rows[place - 1]
    if not found.rest and _RANGE_LABEL.search(before.text):
        return None
    above = label_candidate(before.text)
    follows = above is not None and above.number + 1 == found.number
    if not (row.first or row.gap or follows) and is_wrapped_reference(before.text, row.text, width):
        return None
    return found


def _unsigned(rows: Sequence[Row]) -> list[Candidate]:
    """The §§ of a text that lost the sign: first on a page, above a part, or beside a diarienummer."""
    found = [bare_candidate(row.text, place) for place, row in enumerate(rows)]
    return [
        candidate
        for candidate, row, following in zip(found, rows, [*rows[1:], None], strict=True)
        if candidate
        and candidate.number
        and not CONTENTS_WORD.match(candidate.rest)
        and (
            row.first
            or find_diarienummer(row.text[:300])
            or (following is not None and is_sure_part_heading(following.text))
        )
    ]


def _lone(rows: Sequence[Row]) -> list[Candidate]:
    """The § of an extract that a scan misread: near its top, right above a part's heading."""
    found = (
        misread_candidate(row.text, place)
        for place, (row, below) in enumerate(pairwise(rows[: _LONE_ROWS + 1]))
        if is_sure_part_heading(below.text)
    )
    return [candidate for candidate in found if candidate and candidate.rest][:1]


def _listed(candidates: Sequence[Candidate], rows: Sequence[Row]) -> frozenset[int]:
    """The places of candidates that only list a §.

    Dots lead from it to its page, or it comes again and little stands before the next one.
    """
    last_place: dict[int, int] = {candidate.number: candidate.place for candidate in candidates}
    listed = set()
    for at, candidate in enumerate(candidates):
        following = candidates[at + 1] if at + 1 < len(candidates) else None
        comes_again = last_place[candidate.number] > candidate.place
        repeated_at_once = following is not None and following.number == candidate.number
        end = following.place if following else len(rows)
        is_short = _is_brief(rows, candidate.place, end)
        leads = any(is_leader(row.text) for row in rows[candidate.place : end][:_LISTED_ROWS])
        if leads or (comes_again and not repeated_at_once and is_short):
            listed.add(candidate.place)
    listed |= _closing(candidates, listed, last_place)
    return frozenset(listed) | _never_again(candidates, listed, rows)


def _never_again(candidates: Sequence[Candidate], listed: set[int], rows: Sequence[Row]) -> frozenset[int]:
    """The list's further entries, of §§ that the minutes do not hold, until numbers begin anew."""
    found: set[int] = set()
    run: list[int] = []
    for before, candidate in pairwise(candidates):
        goes_on = candidate.number > before.number and candidate.place not in listed
        if goes_on and (run or before.place in listed) and _only_lists(rows, before.place, candidate.place):
            run.append(candidate.place)
        else:
            found.update(run if candidate.number < before.number else ())
            run = []
    return frozenset(found)


def _only_lists(rows: Sequence[Row], start: int, end: int) -> bool:
    """Whether what stands under a listed § is short, or nothing but titles."""
    own = [row.text for row in rows[start:end]]
    return _is_brief(rows, start, end) or not any(text[-1] == "." or is_part_heading(text) for text in own)


def _is_brief(rows: Sequence[Row], start: int, end: int) -> bool:
    return sum(len(row.text) for row in rows[start:end][:12]) < _LISTED_EXTENT


def _closing(candidates: Sequence[Candidate], listed: set[int], last_place: dict[int, int]) -> frozenset[int]:
    """The list's last entry: what follows it is long, but it stands among the listed and comes again."""
    return frozenset(
        candidate.place
        for before, candidate in pairwise(candidates)
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
        if candidate.place and CONTENTS.fullmatch(rows[candidate.place - 1].text):
            covered.add(candidate.place - 1)
    return frozenset(covered)


def _merged(chosen: Sequence[Candidate], rows: Sequence[Row]) -> tuple[Found, ...]:
    """A §'s rows up to the next; a § that comes again goes on where it left off."""
    starts = [_start(rows, candidate.place) for candidate in chosen]
    found: dict[int, tuple[Stretch, ...]] = {}
    for candidate, start, end in zip(chosen, starts, [*starts[1:], len(rows)], strict=False):
        stretch = Stretch(start, end, candidate.place, candidate.rest)
        found[candidate.number] = (*found.get(candidate.number, ()), stretch)
    return tuple(Found(number, stretches) for number, stretches in found.items())


def _start(rows: Sequence[Row], place: int) -> int:
    """The row before the § line where that holds nothing but the diarienummer, or a title in larger type."""
    if title := _title_above(rows, place):
        return place - len(title)
    if place == 0 or not _DNR_ONLY.fullmatch(rows[place - 1].text):
        return place
    own = find_diarienummer(rows[place].text)
    stands_apart = rows[place - 1].gap or rows[place - 1].first
    return place - 1 if stands_apart and not own else place


def _title_above(rows: Sequence[Row], place: int) -> Sequence[Row]:
    """The lines right above a § line that are set larger than it, where the line itself has no words."""
    label = label_candidate(rows[place].text)
    if label is None or rows[place].size is None or without_number(label.rest):
        return ()
    start = place
    while start and place - start < _MOST_HEADING_ROWS and _is_larger(rows[start - 1], rows[place]):
        start -= 1
    return rows[start:place]


def _is_larger(above: Row, row: Row) -> bool:
    return (above.size or 0.0) > (row.size or 0.0) + 1.0 and above.page == row.page


def _title(rows: Sequence[Row], stretch: Stretch, width: int) -> tuple[str, int]:
    """The heading, without diarienummer, and the row behind the opening."""
    words = without_number(stretch.rest)
    above = _title_above(rows, stretch.label)
    titles = [words] if words else [row.text for row in above]
    at = stretch.label + 1
    while at < stretch.end and at - stretch.label <= _MOST_HEADING_ROWS:
        row = rows[at]
        before = above[-1] if above and at == stretch.label + 1 else rows[at - 1]
        if _DNR_ONLY.fullmatch(row.text) and find_diarienummer(row.text):
            at += 1
            continue
        broken = not titles and at + 1 < stretch.end and _is_broken(row, rows[at + 1])
        if not broken and _ends_title(titles, before, row, width):
            break
        titles.append(without_number(row.text))
        at += 1
    return " ".join(" ".join(titles).split())[:_LONGEST_HEADING], at


def _is_broken(row: Row, after: Row) -> bool:
    """Whether what looks like a part's heading is a title that goes on in the next line."""
    goes_on = after.text[0].islower() and not after.text.startswith("att ") and not after.gap
    return goes_on and is_sure_part_heading(row.text) and row.text[-1] != ":"


def _ends_title(titles: Sequence[str], before: Row, row: Row, width: int) -> bool:
    text = row.text
    if label_candidate(text) or is_sure_part_heading(text) or len(text) > _LONGEST_HEADING:
        return True
    if not titles:
        return (is_part_heading(text) and text.isupper()) or _is_sentence(text)
    if row.gap or row.first or is_part_heading(text) or _is_sentence(text):
        return True
    if text[0].isupper() and text[-1] == "." and _TELLS.search(text) and not dangles(before.text):
        return True
    return not _runs_on(before, row, width)


def _runs_on(before: Row, row: Row, width: int) -> bool:
    """Whether a heading goes on: in lower case, or broken where its own narrower column ended."""
    if before.size is not None and row.size is not None and abs(before.size - row.size) > 0.7:
        return False
    if row.text[0].islower() or before.text[-1] in "-\u00ad,–" or dangles(before.text):
        return True
    return len(before.text) > 0.55 * width and len(row.text) <= 0.8 * width


def _is_sentence(text: str) -> bool:
    return (len(text) > 60 and text[-1] == ".") or text[-1] == ":" or text[0] in "•\uf0b7"


def without_number(text: str) -> str:
    """The words of a heading line without its diarienummer and the label before it."""
    if _BARE_DNR.fullmatch(text):
        return ""
    text = _LOST_NUMBER.sub("", _IN_BRACKETS.sub("", text))
    kept, at = [], 0
    for found in find_diarienummer(text):
        kept.append(_LABEL_WORD.sub("", text[at : found.span[0]]).rstrip("( "))
        glued = _GLUED_CODE.match(text, found.span[1])
        at = glued.end() if glued else found.span[1]
        at = len(text) if _CODE_BEHIND.match(text, at) else at
    kept.append(_LABEL_WORD.sub("", text[at:]).lstrip(")") if at else _LABEL_WORD.sub("", text))
    return " ".join(piece.strip(" ,") for piece in kept if piece.strip(_TRIM)).strip(" ,;:")


def _diarienummer(opening: str, rest: str) -> tuple[str, ...]:
    """The opening's numbers; of an unknown form only where a diarienummer has its place."""
    found = [number.text for number in find_diarienummer(opening)]
    closing = _IN_BRACKETS.search(opening)
    if not found and (_BARE_DNR.fullmatch(rest) or closing):
        found = [closing["number"] if closing else rest]
    return tuple(dict.fromkeys(found))
