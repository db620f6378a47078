"""What is read to answer a question: the sections behind its hits, and those that its kind needs beside."""

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.model import Filters, Hit
from corpus.swedish import fold
from retrieval.asked import OFFICES, Asked
from retrieval.draft.agenda import sort_of, span_of
from retrieval.draft.sentences import READ
from retrieval.evidence import UNRANKED, Library, readings, siblings_of
from retrieval.query import Query
from retrieval.relevance import MINUTES, Case, case_of, numbers, same_matter, with_more
from retrieval.search import GOVERNING
from retrieval.slots import Slot

_READINGS = 18
_AGENDA = 200
_BEGINNING = 3  # sections
# What is answered by a matter and not by one section of it.
_OF_MATTERS = frozenset(
    {
        Slot.DECISION,
        Slot.YES_NO,
        Slot.DECIDED_YET,
        Slot.MATTER,
        Slot.TIMELINE,
        Slot.TIMES,
        Slot.VOTE,
        Slot.MEETING_DATE,
        Slot.MEETINGS,
        Slot.COMPARISON,
        Slot.PRECEDENT,
        Slot.DEED,
    }
)

Find = Callable[[Filters], tuple[Hit, ...]]
"""Finds all passages that filters let through."""


def gathered(understood: Asked, query: Query, hits: tuple[Hit, ...], library: Library, find: Find) -> Case:
    """The question with the sections that may answer it, the most relevant first, what they need last."""
    case = case_of(understood, _timeless(understood, query), readings(hits, library, _READINGS))
    case = _with_beginning(_with_chapters(_with_matter(case, library, find), library), library)
    return _with_versions(_with_agenda(case, library, find), library)


def _with_matter(case: Case, library: Library, find: Find) -> Case:
    """The case with the other sections of the most relevant section's matter, last."""
    if not case.readings or not any(ask.slot in _OF_MATTERS for ask in case.asked.asks):
        return case
    found = [hit for number in numbers(case.readings[0])[:1] for hit in find(Filters(dnr=number))]
    lead = case.readings[0]
    others = [one for one in readings(tuple(found), library, _READINGS) if same_matter(one, lead)]
    return with_more(case, (replace(one, rank=UNRANKED, hit=()) for one in others))


def _with_chapters(case: Case, library: Library) -> Case:
    """The case with what stands beside its reports' sections, where a course of events is asked for."""
    if not any(ask.slot is Slot.TIMELINE for ask in case.asked.asks):
        return case
    reports = [one for one in case.readings[:READ] if one.document.kind not in MINUTES and one.section.trail]
    chapters = {one.section.trail for one in reports}
    beside_them = (section for one in reports for section in siblings_of(one, library))
    return with_more(case, (one for one in beside_them if one.section.trail in chapters))


def _with_beginning(case: Case, library: Library) -> Case:
    """The case with how the minutes begin, where it is asked who led the meeting, approved or was there."""
    if not any(ask.deed in OFFICES for ask in case.asked.asks):
        return case
    minutes = [one for one in case.readings if one.document.kind in MINUTES][:1]
    return with_more(case, (section for one in minutes for section in siblings_of(one, library)[:_BEGINNING]))


def _timeless(understood: Asked, query: Query) -> Query:
    """The query; of when a governing document was in force no paper need be, nor of when a matter began."""
    slots = {ask.slot for ask in understood.asks}
    begins = Slot.TIMELINE in slots and _SINCE.search(fold(query.text))
    return replace(query, dates=(), periods=()) if begins or Slot.STANDING in slots else query


_SINCE = re.compile(
    r"\bsedan (?:de[nt] )?\w+ (?:in|upp|fram)\b|\bfrån (?:den )?(?:\d{1,2} )?"
    r"(?:jan|febr|mars|apr|maj|jun|jul|aug|sept|okt|nov|dec|vår|somm|höst|vint)\w*"
)


def _with_versions(case: Case, library: Library) -> Case:
    """The case with all of each governing document among its sections, where one is asked after."""
    if not any(ask.slot is Slot.STANDING for ask in case.asked.asks):
        return case
    found = (one for one in case.readings if one.document.kind in GOVERNING)
    return with_more(case, (section for one in found for section in siblings_of(one, library)))


def _with_agenda(case: Case, library: Library, find: Find) -> Case:
    """The case with all sections of the sort and the time that are asked for, last."""
    span, sort = span_of(case.query), sort_of(case.query)
    if span is None or sort is None:
        return case
    found = [hit for hit in find(span) if fold(hit.chunk.place.heading).startswith(sort)]
    return with_more(case, (replace(one, hit=()) for one in readings(tuple(found), library, _AGENDA)))
