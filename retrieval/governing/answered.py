"""The answer to whether a governing document applies, from all that the collection tells of it."""

from corpus.model import Answer, Hit, MadeBy
from retrieval.answer import LIMIT, SHOWN_HITS
from retrieval.asked import asked
from retrieval.cite import bind
from retrieval.governing.in_force import standings
from retrieval.governing.standing import books_about, one_series, reach_of
from retrieval.governing.still import day_asked, told_of_series, wanted_title
from retrieval.matters.register import Register
from retrieval.query import Query
from retrieval.slots import Slot


def standing_answer(
    query: Query, hits: tuple[Hit, ...], register: Register, made_by: MadeBy
) -> Answer | None:
    """Which version applied on the day asked about; None where that is not asked, or not told of one."""
    about = asked(query.text)
    if not any(ask.slot is Slot.STANDING for ask in about.asks):
        return None
    place = next(iter(query.municipalities), query.filters.municipality)
    wanted = wanted_title(query, about.terms)
    if not wanted.stems:
        return None
    known = books_about(wanted, wanted.printed, register, place)
    series = one_series(wanted, standings(known, day_asked(query, None), reach_of(register)))
    if len(series) != 1:
        return None
    bound = bind(told_of_series(series[0], query), register.library, LIMIT)
    if not bound.citations:
        return None
    return Answer(bound.text, bound.citations, hits[:SHOWN_HITS], None, made_by, bound.dropped)
