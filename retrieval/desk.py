"""The tjänsteman's desk over one collection: matters, precedents, assignments, votes."""

import datetime as dt

from corpus.embedding import Embedder
from corpus.errors import BadInput, NotFound
from corpus.model import Filters
from corpus.task_views import AssignmentsView
from corpus.views import MatterView, PrecedentsView, StandingView
from corpus.vote_views import VotesView
from retrieval.assignments import assignments_view
from retrieval.assistant import Shelf
from retrieval.governing.standing import standing_view
from retrieval.matters.matter import matter_view
from retrieval.matters.precedents import precedents_view
from retrieval.matters.register import Register
from retrieval.matters.similar import Likeness
from retrieval.positions import Who, votes_view


class Desk:
    """Looks up what a shelf tells of matters. Threads may use it at will."""

    def __init__(self, shelf: Shelf, embedder: Embedder) -> None:
        self.shelf = shelf
        self._register = Register(shelf.archive, shelf.lexical, shelf.archive.documents)
        self._likeness = Likeness(shelf.lexical, shelf.vectors, embedder)

    def matter(self, asked: str, municipality: str | None = None) -> MatterView:
        """The way of a matter, by number or by name: in ``municipality``, else at home, else wherever it is.

        Raises NotFound where no document knows it, and BadInput where it fits several matters.
        """
        if not asked.strip():
            raise BadInput("Ange ärendets diarienummer eller namn.")
        try:
            return matter_view(asked.strip(), self._register, municipality or self.shelf.home)
        except NotFound:
            if municipality or not self.shelf.home:
                raise
        return matter_view(asked.strip(), self._register)

    def standing(
        self, asked: str, on: dt.date | None = None, municipality: str | None = None
    ) -> StandingView:
        """Whether the governing document of that name is in force on a day, today where none is given.

        Raises NotFound where nothing tells of it, and BadInput where the name fits several.
        """
        if not asked.strip():
            raise BadInput("Ange styrdokumentets namn.")
        return standing_view(
            asked.strip(), on or dt.date.today(), self._register, municipality or self.shelf.home
        )

    def precedents(self, text: str, filters: Filters, limit: int = 10) -> PrecedentsView:
        """Up to ``limit`` earlier decisions in matters like that of ``text``, a sentence or a whole draft."""
        if not text.strip():
            raise BadInput("Ange en mening, ett utkast eller en fil att söka tidigare beslut efter.")
        return precedents_view(text, filters, limit, self._likeness, self._register)

    def assignments(self, filters: Filters, on: dt.date, *, only_open: bool = False) -> AssignmentsView:
        """The assignments given by the day ``on``, the latest first, each with what closed it by then."""
        return assignments_view(self.shelf.lexical, filters, on, only_open=only_open)

    def votes(self, filters: Filters, person: str | None = None, party: str | None = None) -> VotesView:
        """The §§ in which a person, a party or anybody moved, voted or reserved, the latest first."""
        return votes_view(self.shelf.lexical, self.shelf.archive, filters, Who(person, party))
