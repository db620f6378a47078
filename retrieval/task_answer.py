"""The answer to a question for assignments: which are open, and which somebody has been given."""

import datetime as dt
import re
from dataclasses import replace

from corpus.chunking import shortened
from corpus.dates import swedish_date
from corpus.model import Answer, Chunk, Filters, Hit, MadeBy, Span, Status
from corpus.swedish import fold
from retrieval.answer import LONG_LIMIT, SHOWN_HITS
from retrieval.assignments import Given, given_by
from retrieval.cite import bind
from retrieval.draft.claims import Claim, Item
from retrieval.evidence import UNRANKED, Library, Passage, Reading
from retrieval.naming import whose
from retrieval.query import Query
from retrieval.search import Words

_ASKS = re.compile(r"(?i)\b(?:vilka|vad för|finns det|visa|lista)\b[^?]{0,40}\buppdrag(?:en)?\b")
_STATE = re.compile(r"(?i)\b(?:öppna|kvar|fått|försenade|oavslutade|pågår|pågående|återstår|givits|getts)\b")
_WHO = re.compile(r"(?i)\buppdrag(?:en)? (?:har|är|fick) (?P<who>[^?]{3,80}?) (?:fått|kvar|öppna|inte)\b")
_SHOWN = 6
_TASK = 160


def asks_for_tasks(text: str) -> bool:
    """Whether a question asks for assignments, of the whole collection or of somebody."""
    return bool(_ASKS.search(text) and _STATE.search(text))


def task_answer(
    query: Query, hits: tuple[Hit, ...], lexical: Words, library: Library, made_by: MadeBy
) -> Answer | None:
    """The open assignments today, where ``query`` asks for them and there are any."""
    if not asks_for_tasks(query.text):
        return None
    given = given_by(lexical, _narrowed(query), dt.date.today())
    bound = bind(_claims(query.text, given, library), library, LONG_LIMIT)
    if not bound.citations:
        return None
    return Answer(bound.text, bound.citations, hits[:SHOWN_HITS], None, made_by, bound.dropped)


def _narrowed(query: Query) -> Filters:
    """The filters, and the municipality where the question means one."""
    place = query.filters.municipality or (
        query.municipalities[0] if len(query.municipalities) == 1 else None
    )
    return replace(query.filters, municipality=place, status=None)


def _claims(text: str, given: tuple[Given, ...], library: Library) -> tuple[Claim, ...]:
    """The open ones among ``given`` that a question asks for, the latest first, each with its source."""
    named = _WHO.search(text)
    who = named["who"] if named else ""
    kept = [one for one in given if one.closed is None and fold(who) in fold(one.assignment.who)]
    if not kept:
        return ()
    count = f"{len(kept)} öppna uppdrag" if len(kept) > 1 else "Ett öppet uppdrag"
    lead = f"{count} finns i samlingen"
    lead += f", här de {_SHOWN} senaste" if len(kept) > _SHOWN else ""
    return (Claim(lead, (), tuple(_item(one, library) for one in kept[:_SHOWN])),)


def _item(one: Given, library: Library) -> Item:
    chunk, span = one.at
    body, date = whose(chunk.document), chunk.document.date
    told = (body, chunk.place.label, swedish_date(date) if date else None)
    where = ", ".join(piece for piece in told if piece)
    task = one.assignment
    return Item(f"{task.who}: {shortened(task.what, _TASK)} ({where})", (_passage(chunk, span, library),))


def _passage(chunk: Chunk, span: Span, library: Library) -> Passage:
    index = chunk.place.section
    section = library.section(chunk.document.id, index)
    return Passage(Reading(chunk.document, index, section, UNRANKED, ()), Status.BESLUT, span)
