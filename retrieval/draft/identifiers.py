"""Which diarienummer, which §, which day: what a citation's own fields tell."""

import datetime as dt
import re

from corpus.bodies import find_bodies
from corpus.dates import swedish_date
from corpus.model import Run, Span, Status
from corpus.references import label_number
from retrieval.asked import Ask
from retrieval.draft.claims import Claim, Item
from retrieval.draft.decision import decided, decision_claims, decisive, outcome_of
from retrieval.draft.timeline import earlier_told, moment, place_name
from retrieval.draft.wording import capital, form, listed, on_date, run_on, source, trimmed
from retrieval.evidence import Passage, Reading
from retrieval.matters.bonds import one_way
from retrieval.naming import body_name, whose
from retrieval.relevance import MINUTES, Case, is_of, numbers, same_matter

_MATTER_LIMIT = 180


def number_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The matter's diarienummer in the section most asked about."""
    first = next((one for one in case.readings if numbers(one)), None)
    if first is None:
        return ()
    reading = next((one for one in case.readings if in_minutes(one) and same_matter(one, first)), first)
    found = listed(numbers(reading))
    return (Claim(f"Diarienumret är {found}: {_matter(reading)}", (opening(reading),)),)


def in_minutes(reading: Reading) -> bool:
    """Whether a section is a meeting's own §."""
    return reading.document.kind in MINUTES and reading.section.label is not None


def matter_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """What a § or a diarienummer is about, and what was decided."""
    if not case.readings:
        return ()
    reading = case.readings[0]
    heading = trimmed(reading.section.heading or reading.document.title, _MATTER_LIMIT)
    return (
        Claim(f"Det gäller {heading}, enligt {source(reading)}", (opening(reading),)),
        *decision_claims(ask, case),
    )


def label_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The § of the section most asked about."""
    reading = next((one for one in case.readings if one.section.label), None)
    if reading is None:
        return ()
    return (Claim(f"Ärendet är {reading.section.label}: {_matter(reading)}", (opening(reading),)),)


def meeting_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The day of the meeting that decided, or that only took the matter up."""
    reading = decisive(case)
    if reading is None:
        return _taken_up(case)
    if reading.document.date is None or not _is_of_asked(reading, ask, case):
        return ()
    chosen = decided(reading)[:2]
    upward = reading.section.addressee
    towards = f" att föreslå {upward.casefold()}" if upward else ""
    return (Claim(f"{_met(reading, 'beslutade')}{towards}: {run_on(chosen, 260)}", chosen),)


def _is_of_asked(reading: Reading, ask: Ask, case: Case) -> bool:
    """Whether a section is of the body that its own part of the question names, where each names one."""
    bodies = tuple(found.name for found in find_bodies(ask.clause))
    return len(case.query.bodies) < 2 or not bodies or is_of(reading, bodies)


def meetings_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The meetings that a matter was before, in the order of their days, with what came of it."""
    lead = next((one for one in case.readings if in_minutes(one) and one.document.date), None)
    if lead is None:
        return ()
    sections = (one for one in case.readings if in_minutes(one) and one.document.date)
    met = {moment(one): one for one in sections if one is lead or one_way(one, lead)}
    bodies = tuple(found.name for found in find_bodies(ask.clause)) or case.query.bodies
    named = [one for one in met.values() if is_of(one, bodies)] or list(met.values())
    ordered = sorted(named, key=_in_time)
    steps = (*earlier_told(tuple(reversed(ordered))), *map(_dealt_with, ordered))
    return (
        Claim(f"Ärendet har behandlats vid dessa sammanträden ({_named(lead)})", (opening(lead),), steps),
    )


def _in_time(reading: Reading) -> tuple[dt.date, int]:
    return reading.document.date or dt.date.min, label_number(reading.section.label or "") or 0


def _dealt_with(reading: Reading) -> Item:
    day = swedish_date(reading.document.date) if reading.document.date else ""
    return Item(f"{day}, {place_name(reading)}{came_out(reading)}", (opening(reading),))


def came_out(reading: Reading) -> str:
    """What came of a section, in brackets after it; a proposal upward as one."""
    outcome, upward = outcome_of(reading), reading.section.addressee
    if outcome is None:
        return ""
    return f" (förslag till {body_name(upward)}: {outcome.value})" if upward else f" ({outcome.value})"


def _taken_up(case: Case) -> tuple[Claim, ...]:
    reading = next((one for one in case.readings if in_minutes(one) and one.document.date), None)
    if reading is None:
        return ()
    return (Claim(f"{_met(reading, 'behandlade ärendet')}: {_named(reading)}", (opening(reading),)),)


def _met(reading: Reading, did: str) -> str:
    body = capital(whose(reading.document) or form(reading.document))
    label = f" ({reading.section.label})" if reading.section.label else ""
    return f"{body} {did}{on_date(reading.document)}{label}"


def opening(reading: Reading) -> Passage:
    """The section's § line and heading as printed, as much of them as stands together on the page."""
    first = reading.section.parts[0] if reading.section.parts else None
    end = first.span[1] if first and first.status is Status.OVRIGT else len(reading.section.text)
    start = len(reading.section.text) - len(reading.section.text.lstrip())
    stop = min(end, start + 300)
    text = reading.section.text[start:stop].rstrip()
    span = _unbroken(reading.section.runs, (start, start + len(text)))
    return Passage(reading, Status.OVRIGT, span)


def _unbroken(runs: tuple[Run, ...], span: Span) -> Span:
    """The longest piece of ``span`` that stands in one on the page: a foot can come between two lines."""
    pieces: list[tuple[Run, Run]] = []
    for run in runs:
        if run.end <= span[0] or run.start >= span[1]:
            continue
        if pieces and _goes_on(pieces[-1][1], run):
            pieces[-1] = (pieces[-1][0], run)
        else:
            pieces.append((run, run))
    spans = [(max(first.start, span[0]), min(last.end, span[1])) for first, last in pieces]
    return max(spans, key=lambda piece: piece[1] - piece[0], default=span)


def _goes_on(before: Run, after: Run) -> bool:
    return after.page == before.page and 0 <= after.raw_start - before.raw_end <= _LINE_BREAK


def _matter(reading: Reading) -> str:
    return f"{_named(reading)}, enligt {source(reading)}"


_LINE_BREAK = 8  # white space between two lines in a page's text, at most
_ITEM_NUMBER = re.compile(r"^\d{1,2}\.\s+")
_NUMBER_AFTER = re.compile(r"\s+[Dd]nr\b.*$")


def _named(reading: Reading) -> str:
    """The heading without its place in a list and its diarienummer."""
    heading = _NUMBER_AFTER.sub("", _ITEM_NUMBER.sub("", reading.section.heading or reading.document.title))
    return trimmed(heading, _MATTER_LIMIT)
