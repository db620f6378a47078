"""A matter's way, and precedents, to take away: tables with every source and where it is opened."""

from collections.abc import Iterable, Iterator

from corpus.dates import swedish_date
from corpus.sheet import Block, Heading, Item, Quote, Sheet, Table, Text
from corpus.views import (
    DocumentView,
    EditionView,
    FactView,
    HitView,
    InForce,
    MatterView,
    OutcomeGroup,
    PrecedentsView,
    StandingView,
    StepView,
    origin,
    place_line,
)

PRECEDENTS_TITLE = "Tidigare beslut i liknande ärenden"
# Of a passage so much is quoted in a table.
_CELL = 300
_WAY = (
    "Datum",
    "Steg",
    "Organ",
    "Paragraf",
    "Rubrik",
    "Status",
    "Utfall",
    "Diarienummer",
    "Sida",
    "Varför",
    "Citat",
    "Fil",
    "Länk",
)
_STANDING = (
    "Version",
    "Gäller",
    "Kommun",
    "Uppgift",
    "Dag",
    "Handling",
    "Paragraf",
    "Sida",
    "Citat",
    "Fil",
    "Länk",
)
_ROW = (
    "Utfall",
    "Datum",
    "Kommun",
    "Organ",
    "Paragraf",
    "Rubrik",
    "Diarienummer",
    "Sida",
    "Beslut",
    "Fil",
    "Länk",
)


def matter_sheet(matter: MatterView, address: str = "") -> Sheet:
    """The steps with their quotes, what is missing, and a table of them; links begin with ``address``."""
    numbers = ", ".join((matter.diarienummer, *matter.also))
    title = " – ".join(piece for piece in (matter.heading, numbers) if piece)
    return Sheet(title, tuple(_way(matter, address)))


def _way(matter: MatterView, address: str) -> Iterator[Block]:
    yield Heading("Ärendets väg")
    for step in matter.steps:
        yield Text(step_line(step))
        yield Quote(step.quote)
    if matter.missing:
        yield Heading("Det som saknas")
        yield from map(Item, matter.missing)
    yield Heading("Källor")
    yield Table(_WAY, tuple(_step_cells(step, address) for step in matter.steps))


def step_line(step: StepView) -> str:
    """A step's day, sort, body, §, heading and outcome on one line, and why it is of the matter."""
    outcome = f"utfall: {step.outcome.value}" if step.outcome else None
    upward = f"till {step.addressee}" if step.addressee else None
    told = (day(step.document), step.stage, step.document.body, step.section, step.heading, outcome, upward)
    return f"{' · '.join(piece for piece in told if piece)} ({step.link})"


def _step_cells(step: StepView, address: str) -> tuple[str, ...]:
    document = step.document
    return (
        document.date.isoformat() if document.date else "",
        step.stage,
        document.body or "",
        step.section or "",
        step.heading,
        step.status.value,
        step.outcome.value if step.outcome else "",
        ", ".join(step.diarienummer),
        str(step.page or ""),
        step.link,
        _short(step.quote),
        ", ".join(dict.fromkeys((document.file, *(other.file for other in step.also)))),
        f"{address}{step.url}",
    )


def standing_sheet(standing: StandingView, address: str = "") -> Sheet:
    """Each version with why it is in force or not and what tells it, and a table of all that."""
    title = f"Gäller {standing.asked} den {swedish_date(standing.on)}? {standing.in_force.value.capitalize()}"
    return Sheet(title, tuple(_editions(standing, address)))


def _editions(standing: StandingView, address: str) -> Iterator[Block]:
    for edition in standing.editions:
        yield Heading(edition.title)
        yield Text("\n".join(edition_lines(edition)))
        for fact in edition.facts:
            yield Item(fact_line(fact))
            yield Quote(fact.quote)
    yield Heading("Källor")
    rows = ((edition, fact) for edition in standing.editions for fact in edition.facts)
    yield Table(_STANDING, tuple(_fact_cells(edition, fact, address) for edition, fact in rows))


def edition_lines(edition: EditionView) -> Iterator[str]:
    """Whether a version is in force and why; what it replaces, and what replaces it."""
    yield f"{_IN_FORCE[edition.in_force]} {edition.why}"
    if edition.replaces:
        yield f"Ersätter: {'; '.join(edition.replaces)}"
    if edition.replaced_by:
        yield f"Ersatt av: {edition.replaced_by}"


_IN_FORCE = {InForce.YES: "Gäller.", InForce.NO: "Gäller inte.", InForce.UNKNOWN: "Okänt om den gäller."}


def fact_line(fact: FactView) -> str:
    """What is told, and where: "antagen 16 juni 2021 · Protokoll · Kommunfullmäktige · § 71 · sida 4"."""
    told = f"{fact.what} {swedish_date(fact.date)}" if fact.date else fact.what
    page = f"sida {fact.page}" if fact.page else None
    where = (fact.document.kind.value, fact.document.body, fact.section, page, fact.document.file)
    return " · ".join(piece for piece in (told.capitalize(), *where) if piece)


def _fact_cells(edition: EditionView, fact: FactView, address: str) -> tuple[str, ...]:
    return (
        edition.title,
        edition.in_force.value,
        edition.municipality or "",
        fact.what,
        fact.date.isoformat() if fact.date else "",
        fact.document.kind.value,
        fact.section or "",
        str(fact.page or ""),
        _short(fact.quote),
        fact.document.file,
        f"{address}{fact.url}",
    )


def precedents_sheet(precedents: PrecedentsView, asked: str, address: str = "") -> Sheet:
    """What was looked for, the decisions by outcome with their quotes, and a table of them."""
    looked_for = Text(f"Sökt: {_short(asked)}")
    return Sheet(PRECEDENTS_TITLE, (looked_for, *_decisions(precedents.groups, address)))


def _decisions(groups: Iterable[OutcomeGroup], address: str) -> Iterator[Block]:
    told = list(groups)
    if not told:
        yield Text("Inga tidigare beslut i liknande ärenden hittades i samlingen.")
    for group in told:
        yield Heading(outcome_name(group))
        for row in group.rows:
            yield Text(f"{origin(row.document)} · {place_line(row)}{upward(row)}")
            yield Quote(decision_text(row))
    yield Heading("Källor")
    yield Table(_ROW, tuple(_row_cells(row, address) for group in told for row in group.rows))


def outcome_name(group: OutcomeGroup) -> str:
    """The outcome with a capital, or that none is told."""
    return group.outcome.value.capitalize() if group.outcome else "Utfallet framgår inte"


def upward(row: HitView) -> str:
    """That a decision is a proposal to a higher body, where it is one."""
    return f" · förslag till {row.addressee}" if row.addressee else ""


def decision_text(row: HitView) -> str:
    """What was decided, without the line of §, heading and diarienummer before it."""
    return row.text.partition("\n")[2] or row.text


def _row_cells(row: HitView, address: str) -> tuple[str, ...]:
    document = row.document
    return (
        row.outcome.value if row.outcome else "",
        document.date.isoformat() if document.date else "",
        document.municipality or "",
        document.body or "",
        row.section or "",
        row.heading,
        ", ".join(row.diarienummer),
        str(row.page or ""),
        _short(decision_text(row)),
        document.file,
        f"{address}{row.url}",
    )


def day(document: DocumentView) -> str:
    """ "25 april 2024", or that there is no date."""
    return swedish_date(document.date) if document.date else "utan datum"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CELL else f"{flat[: _CELL - 1].rstrip()}…"
