"""Votes and positions as they are shown, printed and taken away.

Who voted on which side is told only where the names add up to the printed figures; elsewhere the figures are
told, and why the names are not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.chunking import shortened
from corpus.dossier import day
from corpus.model import Outcome, Status
from corpus.sheet import Block, Heading, Item, Sheet, Table, Text
from corpus.views import DocumentView
from corpus.votes import Vote

_CELL = 300
_HEAD = (
    "Datum",
    "Kommun",
    "Organ",
    "Paragraf",
    "Rubrik",
    "Diarienummer",
    "Slag",
    "Vem",
    "Vad",
    "Ja",
    "Nej",
    "Avstår",
    "Säkerhet",
    "Sida",
    "Fil",
    "Länk",
)


@dataclass(frozen=True, slots=True)
class StandView:
    """Who moved or reserved, and in what words."""

    status: Status
    by: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote's figures; the names are empty and ``doubt`` tells why where they do not add up to them."""

    yes: int
    no: int
    abstain: int | None
    yes_means: str | None
    no_means: str | None
    won: str | None
    yes_names: tuple[str, ...]
    no_names: tuple[str, ...]
    abstain_names: tuple[str, ...]
    confirmed: bool
    doubt: str | None


@dataclass(frozen=True, slots=True)
class PositionsView:
    """A § in which somebody moved, voted or reserved."""

    document: DocumentView
    section: str | None
    heading: str
    diarienummer: tuple[str, ...]
    page: int | None
    outcome: Outcome | None
    stands: tuple[StandView, ...]
    votes: tuple[VoteView, ...]
    url: str


@dataclass(frozen=True, slots=True)
class VotesView:
    """The §§, the latest first, how many of their votes are confirmed or not, and the seconds it took."""

    sections: tuple[PositionsView, ...]
    confirmed: int
    unconfirmed: int
    seconds: float


def vote_view(vote: Vote) -> VoteView:
    """The vote as it is shown."""
    sure = vote.confirmed
    return VoteView(
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        yes_means=vote.yes_means,
        no_means=vote.no_means,
        won=vote.result,
        yes_names=vote.yes_names if sure else (),
        no_names=vote.no_names if sure else (),
        abstain_names=vote.abstain_names if sure else (),
        confirmed=sure,
        doubt=vote.doubt.value if vote.doubt else None,
    )


def figures(vote: VoteView) -> str:
    """ "41 ja mot 38 nej, 2 avstod", with what the sides stood for where it is told."""
    abstained = f", {vote.abstain} avstod" if vote.abstain else ""
    told = [f"{side}: {means}" for side, means in (("ja", vote.yes_means), ("nej", vote.no_means)) if means]
    meaning = f" ({'; '.join(told)})" if told else ""
    return f"{vote.yes} ja mot {vote.no} nej{abstained}{meaning}"


def certainty(vote: VoteView) -> str:
    """That a vote is confirmed, or why it is not."""
    return "bekräftad" if vote.confirmed else f"obekräftad: {vote.doubt}"


def place(row: PositionsView) -> str:
    """Body, day, §, heading and page on one line."""
    document = row.document
    page = f"sida {row.page}" if row.page else None
    body = document.body or document.title
    told = (document.municipality, body, day(document), row.section, row.heading, page)
    return " · ".join(piece for piece in told if piece)


def summary(found: VotesView) -> str:
    """How many §§ and votes there are, how many votes are confirmed, and how long the search took."""
    many = found.confirmed + found.unconfirmed
    return (
        f"{len(found.sections)} paragrafer med {many} omröstningar, {found.confirmed} bekräftade och "
        f"{found.unconfirmed} obekräftade (sökt på {found.seconds:.1f} s)"
    )


def stand_line(stand: StandView) -> str:
    """Who moved or reserved, and what."""
    who = ", ".join(stand.by) or "namn framgår inte"
    return f"{stand.status.value.capitalize()} · {who}: {shortened(' '.join(stand.text.split()), _CELL)}"


def vote_lines(found: VotesView) -> Iterator[str]:
    """Each § with its motions, votes and reservations."""
    for row in found.sections:
        yield f"– {place(row)}"
        yield from (f"    {stand_line(stand)}" for stand in row.stands)
        for vote in row.votes:
            yield f"    Omröstning · {figures(vote)} [{certainty(vote)}]"
            yield from (f"      {line}" for line in side_lines(vote))
    yield f"{summary(found)}."


def side_lines(vote: VoteView) -> Iterator[str]:
    """Who voted on which side, where it is confirmed."""
    sides = (("Ja", vote.yes_names), ("Nej", vote.no_names), ("Avstår", vote.abstain_names))
    return (f"{side}: {', '.join(names)}" for side, names in sides if names)


def votes_sheet(found: VotesView, address: str = "") -> Sheet:
    """The §§ with motions, votes and reservations, and a table of them; links begin with ``address``."""
    return Sheet("Röster och ställningstaganden", (Text(f"{summary(found)}."), *_blocks(found, address)))


def _blocks(found: VotesView, address: str) -> Iterator[Block]:
    for row in found.sections:
        yield Heading(place(row))
        yield from (Item(stand_line(stand)) for stand in row.stands)
        for vote in row.votes:
            yield Item(f"Omröstning: {figures(vote)} ({certainty(vote)})")
            yield from map(Item, side_lines(vote))
    yield Heading("Källor")
    yield Table(_HEAD, tuple(cells for row in found.sections for cells in _cells(row, address)))


def _cells(row: PositionsView, address: str) -> Iterator[tuple[str, ...]]:
    document = row.document
    before = (
        str(document.date or ""),
        document.municipality or "",
        document.body or "",
        row.section or "",
        row.heading,
        ", ".join(row.diarienummer),
    )
    after = (str(row.page or ""), document.file, f"{address}{row.url}")
    for stand in row.stands:
        told = (stand.status.value, ", ".join(stand.by), shortened(stand.text, _CELL))
        yield (*before, *told, "", "", "", "", *after)
    for vote in row.votes:
        counts = (str(vote.yes), str(vote.no), "" if vote.abstain is None else str(vote.abstain))
        sides = "; ".join(side_lines(vote))
        yield (*before, "omröstning", sides, figures(vote), *counts, certainty(vote), *after)
