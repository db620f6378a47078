"""The §§ of minutes that lost their numbers: known by title and parts, numbered again from the ärendelista.

Some texts drop the sign with its number. The list of matters keeps some numbers before their titles; the rest
follow from those beside them, for the §§ of a meeting are numbered without a break.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.headings import is_sure_part_heading
from ingest.layout import Row

_LIST = re.compile(
    r"(?:Ärendelista|Föredragningslista|Dagordning|Innehåll(?:sförteckning)?|Paragrafer)\b", re.IGNORECASE
)
_ATTENDANCE = re.compile(
    r"ANSLAG|Ärendelista|Beslutande|Närvarande|Sluttid|Starttid|Plats och tid|Sammanträdesdatum",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER_BEFORE = re.compile(r"(?<![\d/:-])(\d{1,4})[.)]?\s*$")
_LONGEST_TITLE = 220


def titled_places(rows: Sequence[Row]) -> tuple[int, ...]:
    """The rows that open a matter: first on their page, a title, and a part's heading right behind them."""
    return tuple(
        place
        for place, row in enumerate(rows[:-1])
        if row.first
        and len(row.text) <= _LONGEST_TITLE
        and not is_sure_part_heading(row.text)
        and not _ATTENDANCE.search(row.text)
        and is_sure_part_heading(rows[place + 1].text)
    )


def listing_of(rows: Sequence[Row]) -> tuple[int, ...]:
    """The rows of the list of matters: from its heading to its page's end."""
    for place, row in enumerate(rows):
        if _LIST.match(row.text):
            end = next((later for later in range(place + 1, len(rows)) if rows[later].first), len(rows))
            return tuple(range(place, end))
    return ()


def recovered_numbers(titles: Sequence[str], listing: str) -> tuple[int | None, ...]:
    """The § number of each title, in order; None for all where the list does not tell enough.

    A number printed right before a title in the list is its own; gaps between two known numbers are filled
    where they fit exactly, and those beyond the last known one by counting on.
    """
    known = dict(_known(titles, listing))
    if not known:
        return (None,) * len(titles)
    numbers = [_counted(known, place) for place in range(len(titles))]
    return tuple(numbers)


def _known(titles: Sequence[str], listing: str) -> Iterator[tuple[int, int]]:
    """The place and number of every title whose number the list kept."""
    at = 0
    for place, title in enumerate(titles):
        found = _find(listing, title, at)
        if found is None:
            continue
        start, at = found
        number = _NUMBER_BEFORE.search(listing, max(0, start - 8), start)
        if number:
            yield place, int(number[1])


def _find(listing: str, title: str, at: int) -> tuple[int, int] | None:
    """Where the title's words stand in the list, figures left aside."""
    words = _WORD.findall(title)[:6]
    if not words:
        return None
    found = re.compile(r"[\W\d_]+".join(map(re.escape, words)), re.IGNORECASE).search(listing, at)
    return found.span() if found else None


def _counted(known: dict[int, int], place: int) -> int | None:
    """The number that both neighbours with a known number count to; None where they disagree."""
    before = max((other for other in known if other <= place), default=None)
    after = min((other for other in known if other >= place), default=None)
    from_before = known[before] + place - before if before is not None else None
    from_after = known[after] - (after - place) if after is not None else None
    if from_before is not None and from_after is not None and from_before != from_after:
        return None
    return from_before if from_before is not None else from_after
