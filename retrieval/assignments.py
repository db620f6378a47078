"""The assignments of a collection: given by which decision, closed by which, open on a day.

Read from the lexical index, whose passages hold every decision: no document is opened.
"""

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.assignments import Assignment, assignments_in, closes
from corpus.bodies import body_key, same_municipality
from corpus.dates import find_dates, swedish_date
from corpus.decisions import citing_order
from corpus.diarienummer import diarienummer_key
from corpus.model import Chunk, Document, Filters, Kind, Span, Status
from corpus.references import find_labels
from corpus.swedish import letters, terms
from corpus.task_views import AssignmentsView, AssignmentView, ClosingView
from corpus.views import document_view, page_url
from retrieval.search import Words

_MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG})
_REPORTED = re.compile(
    r"(?i)\båterrapport\w*|\båterredovisning\w*|\bslutrapport\w*|\bslutredovisning\w*"
    r"|\b(?:redovisning|svar)\b.{0,60}\buppdrag\w*"
)
_NOTED = re.compile(r"(?i)\b(?:anteckna[rs]|noterar?s?|godkän(?:ner|ns)|läggs? till handlingarna|tar del)\b")
_NOT_DONE = re.compile(
    r"(?i)\buppdrag\w*\b.{0,120}\b(?:ej|inte|icke)\b.{0,20}\b(?:fullgjor|slutför|avsluta)\w*"
)
# The share of a task's words that a closing says where one number or one § holds several tasks.
_SAME_TASK = 0.6


@dataclass(frozen=True)
class Decided:
    """What a § decides: its passages in order, joined by line breaks."""

    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        """The decision's text."""
        return "\n".join(chunk.text for chunk in self.chunks)

    @property
    def document(self) -> Document:
        """Where it stands."""
        return self.chunks[0].document

    @property
    def label(self) -> str | None:
        """Its §."""
        return self.chunks[0].place.label

    @property
    def heading(self) -> str:
        """Its heading."""
        return self.chunks[0].place.heading

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its diarienummer as printed."""
        return self.chunks[0].place.diarienummer or self.document.diarienummer

    @property
    def keys(self) -> frozenset[str]:
        """Its diarienummer in the form that all spellings share."""
        return frozenset(filter(None, map(diarienummer_key, self.numbers)))

    def at(self, span: Span) -> tuple[Chunk, Span]:
        """The passage in which ``text[span]`` begins, and where it stands in the section's text."""
        start = 0
        for chunk in self.chunks:
            if span[0] <= start + len(chunk.text):
                break
            start += len(chunk.text) + 1
        first = chunk.span[0] + span[0] - start
        return chunk, (first, min(first + span[1] - span[0], chunk.span[1]))


@dataclass(frozen=True)
class _Task:
    given: Assignment
    by: Decided


@dataclass(frozen=True)
class _Closing:
    """A decision that closes assignments; ``span`` is the sentence that tells so, or all of it."""

    decided: Decided
    span: Span
    told: str
    reported: bool


@dataclass(frozen=True)
class Given:
    """An assignment, the passage and span where it stands, the decision's numbers, and what closed it."""

    assignment: Assignment
    quote: str
    at: tuple[Chunk, Span]
    numbers: tuple[str, ...]
    closed: ClosingView | None


def assignments_view(
    lexical: Words, filters: Filters, on: dt.date, *, only_open: bool = False
) -> AssignmentsView:
    """The assignments that fulfil ``filters``, given by the day ``on``, the latest first."""
    began = time.perf_counter()
    found = given_by(lexical, filters, on)
    shown = tuple(_view(one) for one in found if not (only_open and one.closed))
    return AssignmentsView(on, shown, round(time.perf_counter() - began, 2))


def given_by(lexical: Words, filters: Filters, on: dt.date) -> tuple[Given, ...]:
    """The assignments that fulfil ``filters``, given by the day ``on``, the latest first."""
    until = min(filters.until or on, on)
    tasks = _tasks(decided(lexical, replace(filters, until=until)))
    closings = _by_number(_closings(decided(lexical, Filters(filters.municipality, until=on))))
    alone = _alone(tasks)
    ordered = sorted(tasks, key=lambda task: str(task.by.document.date), reverse=True)
    return tuple(_with_closing(task, _closing(task, closings, alone)) for task in ordered)


def decided(lexical: Words, filters: Filters) -> tuple[Decided, ...]:
    """What the §§ that fulfil ``filters`` decide, in the order of their documents."""
    ids = sorted(lexical.ids(replace(filters, status=Status.BESLUT)))
    found = [one for one in lexical.chunks(ids) if one.place.label and one.document.kind in _MINUTES]
    ordered = sorted(found, key=lambda one: (*_section(one), one.span))
    return tuple(Decided(tuple(chunks)) for _, chunks in groupby(ordered, key=_section))


def _section(chunk: Chunk) -> tuple[str, int]:
    return chunk.document.id, chunk.place.section


def _tasks(found: Iterable[Decided]) -> tuple[_Task, ...]:
    """Every assignment once, by the document to cite where several hold the decision."""
    tasks: dict[tuple[object, ...], _Task] = {}
    for one in sorted(found, key=lambda one: citing_order(one.document)):
        for given in assignments_in(one.text):
            document = one.document
            key = (document.date, one.label, body_key(document.body or ""), letters(given.who + given.what))
            tasks.setdefault(key, _Task(given, one))
    return tuple(tasks.values())


def _closings(found: Iterable[Decided]) -> Iterator[_Closing]:
    for one in found:
        done = closes(one.text)
        for span in done:
            yield _Closing(one, span, f"{one.heading}\n{one.text[slice(*span)]}", reported=False)
        if not done and _takes_report(one):
            yield _Closing(one, (0, len(one.text)), f"{one.heading}\n{one.text}", reported=True)


def _takes_report(one: Decided) -> bool:
    """Whether a § takes a report on assignments as given, and neither puts it off nor gives new ones."""
    return bool(
        _REPORTED.search(one.heading)
        and _NOTED.search(one.text)
        and not _NOT_DONE.search(one.text)
        and not assignments_in(one.text)
    )


_Closings = Callable[[_Task], tuple[_Closing, ...]]


def _by_number(closings: Iterable[_Closing]) -> _Closings:
    """What may close a task: the closings of its numbers, and those that name its day."""
    by_key: dict[object, list[_Closing]] = {}
    for closing in closings:
        days = {found.value for found in find_dates(closing.told)}
        for key in {*closing.decided.keys, *days}:
            by_key.setdefault(key, []).append(closing)

    def found(task: _Task) -> tuple[_Closing, ...]:
        keys = (*task.by.keys, task.by.document.date)
        return tuple(dict.fromkeys(one for key in keys for one in by_key.get(key, ())))

    return found


def _alone(tasks: Iterable[_Task]) -> frozenset[object]:
    """The diarienummer and the §§ under which only one task is given."""
    seen = Counter(key for task in tasks for key in (*task.by.keys, _section(task.by.chunks[0])))
    return frozenset(key for key, times in seen.items() if times == 1)


def _closing(task: _Task, closings: _Closings, alone: frozenset[object]) -> ClosingView | None:
    """The first later decision that closes a task, with the reason."""
    told = ((closing, _why(task, closing, alone)) for closing in closings(task) if _is_later(task, closing))
    found = [(closing, why) for closing, why in told if why]
    if not found:
        return None
    closing, why = min(
        found, key=lambda pair: (pair[0].decided.document.date or dt.date.max, pair[0].reported)
    )
    return _closing_view(closing, why)


def _is_later(task: _Task, closing: _Closing) -> bool:
    one, other = task.by.document, closing.decided.document
    place = not (one.municipality and other.municipality) or same_municipality(
        one.municipality, other.municipality
    )
    return place and one.date is not None and other.date is not None and one.date < other.date


def _why(task: _Task, closing: _Closing, alone: frozenset[object]) -> str | None:
    """Why a closing is of a task, in Swedish: it names its §, or has its number and says what it was."""
    did = "uppdraget återrapporterades" if closing.reported else "uppdraget förklarades avslutat"
    day = task.by.document.date
    says = "uppdragen" in closing.told.casefold() or _says(task, closing)
    if day and _names(task, closing) and (says or _section(task.by.chunks[0]) in alone):
        return f"{did}; beslutet {task.by.label} den {swedish_date(day)} nämns"
    shared = task.by.keys & closing.decided.keys
    if shared and (says or shared & alone):
        return f"{did}; samma diarienummer ({closing.decided.numbers[0]})"
    return None


def _names(task: _Task, closing: _Closing) -> bool:
    """Whether a closing names the § and the day of a task's decision."""
    labels = {found.label for found in find_labels(closing.told)}
    days = {found.value for found in find_dates(closing.told)}
    return task.by.label in labels and task.by.document.date in days


def _says(task: _Task, closing: _Closing) -> bool:
    wanted = set(terms(task.given.what))
    return len(wanted & set(terms(closing.told))) >= _SAME_TASK * len(wanted) > 0


def _with_closing(task: _Task, closed: ClosingView | None) -> Given:
    span = task.given.span
    return Given(task.given, task.by.text[slice(*span)], task.by.at(span), task.by.numbers, closed)


def _view(one: Given) -> AssignmentView:
    chunk, span = one.at
    due = one.assignment.due
    return AssignmentView(
        document=document_view(chunk.document),
        section=chunk.place.label,
        heading=chunk.place.heading,
        diarienummer=one.numbers,
        page=chunk.place.page,
        who=one.assignment.who,
        what=one.assignment.what,
        due=due.words if due else None,
        by=due.day if due else None,
        quote=one.quote,
        url=page_url(chunk.document, chunk.place, span),
        closed=one.closed,
    )


def _closing_view(closing: _Closing, why: str) -> ClosingView:
    chunk, span = closing.decided.at(closing.span)
    return ClosingView(
        document=document_view(chunk.document),
        section=chunk.place.label,
        page=chunk.place.page,
        quote=closing.decided.text[slice(*closing.span)],
        why=why,
        url=page_url(chunk.document, chunk.place, span),
    )
