"""Assignments as they are shown, printed and taken away."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.chunking import shortened
from corpus.dates import swedish_date
from corpus.dossier import day
from corpus.sheet import Block, Heading, Quote, Sheet, Table, Text
from corpus.views import DocumentView

_CELL = 300
_HEAD = (
    "Läge",
    "Vem",
    "Uppdrag",
    "Senast",
    "Datum",
    "Kommun",
    "Organ",
    "Paragraf",
    "Rubrik",
    "Diarienummer",
    "Sida",
    "Avslutat",
    "Fil",
    "Länk",
)


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What closed an assignment, and ``why`` it is taken to have done so."""

    document: DocumentView
    section: str | None
    page: int | None
    quote: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """Who was given what task, in which decision; ``by`` is the last day where ``due`` tells one."""

    document: DocumentView
    section: str | None
    heading: str
    diarienummer: tuple[str, ...]
    page: int | None
    who: str
    what: str
    due: str | None
    by: dt.date | None
    quote: str
    url: str
    closed: ClosingView | None


@dataclass(frozen=True, slots=True)
class AssignmentsView:
    """The assignments given by the day ``on``, the latest first; ``seconds`` that it took to find them."""

    on: dt.date
    assignments: tuple[AssignmentView, ...]
    seconds: float

    @property
    def open(self) -> tuple[AssignmentView, ...]:
        """Those that nothing has closed."""
        return tuple(one for one in self.assignments if one.closed is None)


def state(one: AssignmentView, on: dt.date) -> str:
    """What an assignment is on a day, in one word."""
    if one.closed:
        return "avslutat"
    return "försenat" if one.by and one.by < on else "öppet"


def decided_in(one: AssignmentView | ClosingView) -> str:
    """Body, day, § and page on one line."""
    document = one.document
    page = f"sida {one.page}" if one.page else None
    told = (document.municipality, document.body or document.title, day(document), one.section, page)
    return " · ".join(piece for piece in told if piece)


def due_words(one: AssignmentView) -> str:
    """By when, as printed and as a day, or nothing."""
    if one.by is None:
        return one.due or ""
    return swedish_date(one.by) if one.due is None else f"{one.due} ({one.by.isoformat()})"


def summary(found: AssignmentsView) -> str:
    """How many there are, how many are open, and how long the search took."""
    many, left = len(found.assignments), len(found.open)
    return f"{many} uppdrag, {left} öppna den {swedish_date(found.on)} (sökt på {found.seconds:.1f} s)"


def assignment_lines(found: AssignmentsView) -> Iterator[str]:
    """Each assignment with its source, and what closed it."""
    for one in found.assignments:
        when = f" · {due_words(one)}" if due_words(one) else ""
        yield f"– {one.who}: {shortened(one.what, _CELL)}{when} [{state(one, found.on)}]"
        yield f"    {decided_in(one)} · {one.heading}"
        if one.closed:
            yield f"    Avslutat: {decided_in(one.closed)} ({one.closed.why})"
    yield f"{summary(found)}."


def assignments_sheet(found: AssignmentsView, address: str = "") -> Sheet:
    """The assignments with their quotes, and a table of them; links begin with ``address``."""
    return Sheet("Uppdrag", (Text(f"{summary(found)}."), *_blocks(found, address)))


def _blocks(found: AssignmentsView, address: str) -> Iterator[Block]:
    for one in found.assignments:
        yield Text(f"{one.who} · {state(one, found.on)} · {decided_in(one)}")
        yield Quote(one.quote)
        if one.closed:
            yield Text(f"Avslutat: {decided_in(one.closed)} ({one.closed.why})")
    yield Heading("Källor")
    yield Table(_HEAD, tuple(_cells(one, found.on, address) for one in found.assignments))


def _cells(one: AssignmentView, on: dt.date, address: str) -> tuple[str, ...]:
    document = one.document
    return (
        state(one, on),
        one.who,
        shortened(one.what, _CELL),
        due_words(one),
        str(document.date or ""),
        document.municipality or "",
        document.body or "",
        one.section or "",
        one.heading,
        ", ".join(one.diarienummer),
        str(one.page or ""),
        f"{decided_in(one.closed)} ({one.closed.why})" if one.closed else "",
        document.file,
        f"{address}{one.url}",
    )
