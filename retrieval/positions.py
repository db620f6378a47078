"""Who moved what, how the vote fell and who reserved: by §, and by person or party.

Candidates come from the lexical index; a document is opened only where a § of it may hold a vote.
"""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.model import Chunk, Filters, Kind, Status
from corpus.swedish import fold
from corpus.views import document_view, page_url
from corpus.vote_views import PositionsView, StandView, VotesView, vote_view
from corpus.votes import Vote, votes
from retrieval.evidence import Library
from retrieval.search import Words

_MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG})
_TAKES_STAND = (Status.YRKANDE, Status.RESERVATION)
_MAY_VOTE = re.compile(r"(?i)\bnej\b|\bröster\b")
_PARTY = re.compile(r"\((?P<party>[^()]{1,24})\)$")


@dataclass(frozen=True, slots=True)
class Who:
    """Whose positions are asked for; None is anybody."""

    person: str | None = None
    party: str | None = None

    @property
    def anybody(self) -> bool:
        """Whether nobody in particular is meant."""
        return not (self.person or self.party)

    def among(self, names: Iterable[str]) -> bool:
        """Whether one of ``names`` ("Anna Berg (S)", "S") is meant."""
        return any(self._is(name) for name in names)

    def _is(self, name: str) -> bool:
        party = _PARTY.search(name)
        printed = party["party"] if party else name
        return (self.person is None or fold(self.person) in fold(name)) and (
            self.party is None or fold(self.party) == fold(printed)
        )


def votes_view(lexical: Words, library: Library, filters: Filters, who: Who) -> VotesView:
    """The §§ that fulfil ``filters`` and in which ``who`` moved, voted or reserved, the latest first."""
    began = time.perf_counter()
    rows = [row for group in _sections(lexical, filters) if (row := _row(group, library, who))]
    rows.sort(key=lambda row: str(row.document.date), reverse=True)
    told = [vote for row in rows for vote in row.votes]
    confirmed = sum(vote.confirmed for vote in told)
    seconds = round(time.perf_counter() - began, 2)
    return VotesView(tuple(rows), confirmed, len(told) - confirmed, seconds)


def _sections(lexical: Words, filters: Filters) -> Iterator[tuple[Chunk, ...]]:
    """The passages of each § that move, vote or reserve, and its decisions, in order."""
    statuses = (*_TAKES_STAND, Status.OMROSTNING, Status.BESLUT)
    wanted = [status for status in statuses if filters.status in (None, status)]
    ids = {one for status in wanted for one in lexical.ids(replace(filters, status=status))}
    found = [one for one in lexical.chunks(sorted(ids)) if one.document.kind in _MINUTES]
    ordered = sorted(found, key=lambda one: (*_section(one), one.span))
    return (tuple(group) for _, group in groupby(ordered, key=_section))


def _section(chunk: Chunk) -> tuple[str, int]:
    return chunk.document.id, chunk.place.section


def _row(chunks: tuple[Chunk, ...], library: Library, who: Who) -> PositionsView | None:
    """A § as it is shown; None where ``who`` is not in it, or nobody takes a stand."""
    stands = tuple(_stand(one) for one in chunks if one.status in _TAKES_STAND)
    told = _votes(chunks, library) if any(map(_may_vote, chunks)) else ()
    if not who.anybody:
        stands = tuple(stand for stand in stands if who.among(stand.by))
        told = tuple(vote for vote in told if stands or who.among(_names(vote)))
    if not (stands or told):
        return None
    first = next((one for one in chunks if one.status is not Status.BESLUT), chunks[0])
    return PositionsView(
        document=document_view(first.document),
        section=first.place.label,
        heading=first.place.heading,
        diarienummer=first.place.diarienummer or first.document.diarienummer,
        page=first.place.page,
        outcome=first.place.outcome,
        stands=stands,
        votes=tuple(map(vote_view, told)),
        url=page_url(first.document, first.place, first.span),
    )


def _may_vote(chunk: Chunk) -> bool:
    voting = chunk.status in (Status.OMROSTNING, Status.BESLUT)
    return voting and _MAY_VOTE.search(chunk.text) is not None


def _votes(chunks: tuple[Chunk, ...], library: Library) -> tuple[Vote, ...]:
    """The votes of the § that ``chunks`` stand in; their names may stand in an annexe of its document."""
    document, index = chunks[0].document, chunks[0].place.section
    sections = library.find(document.id).sections
    return votes(sections[index], sections)


def _names(vote: Vote) -> tuple[str, ...]:
    """Everybody who is printed as voting, be it confirmed or not."""
    return (*vote.yes_names, *vote.no_names, *vote.abstain_names)


def _stand(chunk: Chunk) -> StandView:
    return StandView(chunk.status, chunk.by, chunk.text)
