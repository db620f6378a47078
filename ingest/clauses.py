"""The clauses of rules: lines that begin with "§ 4" or "4 §", numbered in order, anew in each chapter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.headings import FINITE
from ingest.layout import Row

_CLAUSE = re.compile(
    r"(?:§ ?(?P<number>\d{1,3})|(?P<before>\d{1,3}) ?(?P<letter>[a-z] )?§(?!§))(?![\d§–-])[.:]?"
    r"(?=$|\s)(?P<rest>.*)",
    re.DOTALL,
)
_GOES_ON = re.compile(r"\s*(?:[a-zåäö,;.)]|Kommunallagen|Förvaltningslagen)")
_LEAST = 2
_SHORT = 70  # characters; what follows the number on a longer line is the clause's text


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that opens at ``rows[place]``; ``title`` is its line where that is no more than a heading."""

    place: int
    number: str
    title: str


def clauses_of(rows: Sequence[Row]) -> tuple[Clause, ...]:
    """The clauses in reading order; none where too few numbers follow one another."""
    found = tuple(_in_order(rows))
    return found if len(found) >= _LEAST else ()


def _in_order(rows: Sequence[Row]) -> Iterator[Clause]:
    """Every line whose number follows the last one's, repeats it with a letter, or begins anew with 1."""
    last = 0
    for place, row in enumerate(rows):
        found = _CLAUSE.match(row.text)
        if found is None or _GOES_ON.match(found["rest"]):
            continue
        number = int(found["number"] or found["before"])
        if number in {1, last + 1} or (found["letter"] and number == last):
            last = number
            following = rows[place + 1] if place + 1 < len(rows) else None
            yield Clause(place, row.text[: found.start("rest")].strip(), _title(row.text, following))


def _title(text: str, following: Row | None) -> str:
    is_sentence = len(text) > _SHORT or text[-1] in ".,;" or FINITE.search(text) is not None
    runs_on = following is not None and following.text[0].islower()
    return "" if is_sentence or runs_on else text
