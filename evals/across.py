"""Facts that stand in several §§, follow-up questions, and what nothing in the collection answers."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from corpus.dates import swedish_date
from corpus.diarienummer import diarienummer_key
from corpus.model import Outcome, Role, Turn
from corpus.references import label_number
from evals.facts import Fact, Matter, decision, facts, matter_words, meeting_words
from evals.questions import GoldPlace

_LISTED = {
    Outcome.BORDLAGD: "bordlades av",
    Outcome.AVSLAG: "fick avslag i",
    Outcome.ATERREMISS: "återremitterades av",
}
_MOST_LISTED = 4
_BEYOND = 400
_FOLLOWED = ("number", "decision", "amount", "who", "moved", "vote")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def by_number(found: Iterable[Matter]) -> Mapping[str, Sequence[Matter]]:
    """The §§ that bear each diarienummer, as it is first printed, in order of time."""
    printed: dict[str, str] = {}
    grouped: dict[str, list[Matter]] = defaultdict(list)
    for matter in found:
        for number in matter.section.diarienummer:
            grouped[printed.setdefault(diarienummer_key(number), number)].append(matter)
    return {number: sorted(group, key=lambda matter: matter.day) for number, group in grouped.items()}


def dates(grouped: Mapping[str, Sequence[Matter]]) -> Iterator[Fact]:
    """When a matter was dealt with that was dealt with once, and the days of one that came back."""
    for number, group in grouped.items():
        kind = "date" if len(group) == 1 else "timeline"
        days = tuple((swedish_date(matter.day), matter.day.isoformat()) for matter in group)
        if len(set(days)) == len(group) <= _MOST_LISTED:
            words = matter_words(group[0]) | {"dnr": number}
            yield Fact(kind, f"{kind}-{number}", words, days, _places(group))


def comparisons(grouped: Mapping[str, Sequence[Matter]]) -> Iterator[Fact]:
    """What each of two bodies decided in a matter that was before both of them once."""
    for number, group in grouped.items():
        told = tuple(answer for matter in group for answer in decision(matter))
        bodies = {matter.document.body for matter in group}
        if len(group) == len(told) == len(bodies) == 2 and all(matter.subject for matter in group):
            other = matter_words(group[1])["bare"]
            words = matter_words(group[0]) | {"dnr": number, "other": other}
            yield Fact("comparison", f"comparison-{number}", words, told, _places(group))


def lists(found: Iterable[Matter]) -> Iterator[Fact]:
    """The matters of a meeting that ended alike, where they are few; what goes on upward has not ended."""
    grouped: dict[tuple[object, Outcome | None], list[Matter]] = defaultdict(list)
    for matter in found:
        if matter.section.addressee is None:
            grouped[(matter.meeting, matter.section.outcome)].append(matter)
    for (_, outcome), group in grouped.items():
        if outcome in _LISTED and 2 <= len(group) <= _MOST_LISTED:
            document = group[0].document
            words = meeting_words(document) | {"ended": _LISTED[outcome]}
            named = tuple((m.section.label or "", " ".join(m.section.heading.split()[:5])) for m in group)
            yield Fact("list", f"list-{document.id}-{outcome}", words, named, _places(group))


def followed(found: Iterable[Matter]) -> Iterator[Fact]:
    """Facts asked for after a turn that has found the §."""
    for matter in found:
        words = matter_words(matter)
        asked = f"När behandlade {words['body']} {words['subject']}?"
        told = f"Den {words['day']}, {words['label']} i protokollet från {words['body']}."
        history = (Turn(Role.USER, asked), Turn(Role.ASSISTANT, told))
        for fact in facts(matter):
            if fact.type in _FOLLOWED:
                yield replace(
                    fact, type=f"follow_up_{fact.type}", key=f"follow-up-{fact.key}", history=history
                )


def missing(found: Sequence[Matter]) -> Iterator[Fact]:
    """What cannot be answered: a § beyond the protocol's last, a day without a meeting, an unknown number."""
    last: dict[object, Matter] = {}
    for matter in found:
        last[matter.meeting] = max(last.get(matter.meeting, matter), matter, key=_number)
    meetings = {matter.meeting for matter in found}
    numbers = {diarienummer_key(number) for matter in found for number in matter.section.diarienummer}
    for matter in last.values():
        key, words = f"{matter.document.id}", matter_words(matter)
        yield Fact("no_section", f"no-section-{key}", words | {"label": f"§ {_number(matter) + _BEYOND}"})
        free = _free_day(matter, meetings)
        yield Fact(
            "no_meeting", f"no-meeting-{key}", words | {"day": swedish_date(free), "iso": free.isoformat()}
        )
        other = _LAST_NUMBER.sub(_nines, words["dnr"])
        if other and diarienummer_key(other) not in numbers:
            yield Fact("no_number", f"no-number-{key}", words | {"dnr": other})


def _free_day(matter: Matter, meetings: Container[object]) -> dt.date:
    """A day soon after the meeting when its body did not meet."""
    municipality, body, day = matter.meeting
    later = (day + dt.timedelta(days) for days in count(3))
    return next(free for free in later if (municipality, body, free) not in meetings)


def _nines(number: re.Match[str]) -> str:
    return "9" * len(number[0])


def _places(group: Iterable[Matter]) -> tuple[GoldPlace, ...]:
    return tuple(place for matter in group for place in matter.places)


def _number(matter: Matter) -> int:
    return label_number(matter.section.label or "") or 0
