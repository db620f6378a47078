"""The decisions that a section names: a § of a meeting on a day, and whether it handled this very matter."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bodies import FoundBody, find_bodies
from corpus.dates import FoundDate, find_dates
from corpus.model import Section, Span, Status
from corpus.references import FoundLabel, find_labels
from corpus.swedish import sentences


@dataclass(frozen=True, slots=True)
class Mention:
    """A § named in a section, at ``section.text[span]``, in the sentence at ``section.text[sentence]``.

    ``status`` is that of the part it stands in.

    ``body`` is None where the sentence names none: most often the section's own. ``handled`` tells that the
    words around it speak of an earlier step of this matter, and not of some other decision.
    """

    label: str
    date: dt.date
    body: str | None
    handled: bool
    span: Span
    sentence: Span
    status: Status


_DATE_BEFORE = re.compile(r"[\s,;(]{0,3}")
_DATE_AFTER = re.compile(r"[\s,;(]{0,3}(?:(?:från\s)?den\s)?")
_LISTED = re.compile(r"\s*(?:,|och|samt|–|-)\s*")
# A line that goes on: a list of days and §§ is broken anywhere.
_RUN_ON = re.compile(r"(?<=[,§])\n|\n(?=[a-zåäö\d§])")
# What was done to the matter itself, or to the paper that it is decided on.
_HANDLED = re.compile(
    r"(?i)\bbordl\w+|\båterremi\w+|\bremitter\w+|\bföresl\w+|\btillstyrk\w*|\bavstyrk\w*|\bavge|\bavgav|\byttra\w+"
    r"|\bbehandla\w*|\blämnade\b|\böverlämna\w*|\bursprungliga\b|\bprotokoll\w*|\btidigare behandling"
    r"|\bberedning\b|\bupphäv(?:de|des|t|ts)\b|\bplanbesked\b"
)
# A decision that is only leaned on, replaced or compared with.
_OTHER = re.compile(
    r"(?i)\bupphör\w*|\bersätt\w*|\bantagen\b|\bantaget\b|\bi enlighet med\b|\benligt\b[^.]{0,60}\bbeslut"
    r"|\bmotsvarande\b|\bliknande\b|\breglementet av\b"
)


def mentions_in(section: Section) -> tuple[Mention, ...]:
    """Every § with its day that ``section`` names, in reading order."""
    return tuple(
        mention for part in section.parts for mention in _mentions(section.text, part.span, part.status)
    )


def _mentions(text: str, part: Span, status: Status) -> Iterator[Mention]:
    flat = _RUN_ON.sub(" ", text[slice(*part)])  # one character for one: offsets hold
    handling = _handles(flat, status)
    for start, end in sentences(flat):
        sentence = flat[start:end]
        dated = tuple(_dated(sentence))
        bodies = find_bodies(sentence) if dated else ()
        handled = (handling or _HANDLED.search(sentence) is not None) and not _OTHER.search(sentence)
        at = part[0] + start
        for label, date in dated:
            span = (at + label.span[0], at + label.span[1])
            body = _body_before(bodies, min(label.span[0], date.span[0]))
            yield Mention(label.label, date.value, body, handled, span, (at, part[0] + end), status)


def _handles(part: str, status: Status) -> bool:
    """Whether a part as a whole lists earlier steps."""
    return status in (Status.BESKRIVNING, Status.UNDERLAG) and part.lstrip().startswith("Tidigare behandling")


def _dated(sentence: str) -> Iterator[tuple[FoundLabel, FoundDate]]:
    """Each § with the day that stands before it, else after it; a listed § has the day of the one before."""
    dates = find_dates(sentence)
    before: tuple[FoundLabel, FoundDate] | None = None
    for label in find_labels(sentence) if dates else ():
        date = _date_of(sentence, label, dates)
        if date is None and before and _LISTED.fullmatch(sentence, before[0].span[1], label.span[0]):
            date = before[1]
        if date is not None:
            before = label, date
            yield before


def _date_of(sentence: str, label: FoundLabel, dates: tuple[FoundDate, ...]) -> FoundDate | None:
    start, end = label.span
    before = bisect_right(dates, start, key=lambda date: date.span[1])
    if before and _DATE_BEFORE.fullmatch(sentence, dates[before - 1].span[1], start):
        return dates[before - 1]
    after = bisect_left(dates, end, key=lambda date: date.span[0])
    if after < len(dates) and _DATE_AFTER.fullmatch(sentence, end, dates[after].span[0]):
        return dates[after]
    return None


def _body_before(bodies: tuple[FoundBody, ...], end: int) -> str | None:
    """The body that stands nearest before ``end``: whose meeting it was."""
    before = bisect_right(bodies, end, key=lambda body: body.span[1])
    return bodies[before - 1].name if before else None
