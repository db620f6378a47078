"""The answer to "gäller … fortfarande?": the version of a day, what ended another, or that it is unknown."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from corpus.dates import find_dates, find_periods
from corpus.swedish import fold
from corpus.views import InForce
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.wording import quote, source
from retrieval.evidence import Passage, Reading
from retrieval.governing.editions import Edition, decided_in, own_edition
from retrieval.governing.in_force import Standing, books, standings
from retrieval.governing.standing import one_series
from retrieval.governing.titles import Title, title_in, title_of
from retrieval.query import Query
from retrieval.relevance import MINUTES, Case
from retrieval.search import GOVERNING
from retrieval.subject import Term

_OLD = re.compile(r"\b(?:gamla|gammal|förra|tidigare|föregående)\b")
_PAST = re.compile(r"\bgällde\b")


def standing_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The version asked about or in force, with what tells it; nothing where a name fits several."""
    told = one_series(wanted_title(case.query, case.asked.terms), _standings(case))
    return told_of_series(told[0], case.query) if len(told) == 1 else ()


def told_of_series(series: list[Standing], query: Query) -> tuple[Claim, ...]:
    """Of the versions of one document, the newest first, the one that a question means, and what ended it."""
    past = _PAST.search(fold(query.text)) is not None
    chosen = _chosen(series, fold(query.text))
    return (*_state(chosen, past), *_successor(chosen))


def wanted_title(query: Query, terms: Iterable[Term]) -> Title:
    """The name in the question, else its words; a lone year or a day is when, and no part of the name."""
    text, place = query.text, next(iter(query.municipalities), None)
    for date in reversed(find_dates(text)):
        text = f"{text[: date.span[0]]} {text[date.span[1] :]}"
    found = title_in(text, place)
    if found is None or found.is_bare:
        found = title_of(" ".join(term.word for term in terms), place)
    lone = found.period is not None and found.period[0].year == found.period[1].year
    return replace(found, period=None) if lone else found


def _standings(case: Case) -> tuple[Standing, ...]:
    minutes = [one for one in case.readings if one.document.kind in MINUTES]
    acts = [decided_in(one) for one in minutes]
    adopted = (edition for editions, _ in acts for edition in editions)
    known = books((*_own(case.readings), *adopted), (ending for _, endings in acts for ending in endings))
    days = [one.document.date for one in minutes if one.document.date]
    latest = max(days, default=None)
    return standings(known, day_asked(case.query, latest), lambda edition: latest)


def _own(readings: Iterable[Reading]) -> Iterable[Edition]:
    governing = sorted((one for one in readings if one.document.kind in GOVERNING), key=lambda one: one.key)
    return (own_edition(list(group)) for _, group in groupby(governing, key=lambda one: one.document.id))


def day_asked(query: Query, latest: dt.date | None) -> dt.date:
    """The day asked about, or a year's last; else today, or the latest day that is known of."""
    text = query.text
    told = [date.value for date in find_dates(text)]
    told += [found.until for found in find_periods(text) if found.since.year == found.until.year]
    return (*told, query.today or latest or dt.date.max)[0]


def _chosen(told: list[Standing], text: str) -> Standing:
    """The one before the newest where the old one is asked about, else the one in force, else the newest."""
    if _OLD.search(text) and len(told) > 1:
        return told[1]
    return next((one for one in told if one.in_force is InForce.YES), told[0])


def _state(one: Standing, past: bool) -> tuple[Claim, ...]:
    title, decided = one.edition.title.printed, one.edition.decided or one.edition.first
    proof = one.proof[:1] or ((decided.passage,) if decided else ())
    if not proof:
        return ()
    verb = "gällde" if past else "gäller"
    words = {
        InForce.YES: f"Ja, {title} {verb}",
        InForce.NO: f"Nej, {title} {verb} inte",
        InForce.UNKNOWN: f"Om {title} {verb} framgår inte av handlingarna",
    }
    return (Claim(f"{words[one.in_force]}, enligt {_told(proof[0])}", proof),)


def _successor(one: Standing) -> tuple[Claim, ...]:
    newer = one.successor
    if one.in_force is not InForce.NO or newer is None or newer.first is None:
        return ()
    proof = newer.first.passage
    return (Claim(f"Den ersattes av {newer.title.printed}, enligt {_told(proof)}", (proof,)),)


def _told(passage: Passage) -> str:
    return f"{source(passage.reading)}: {quote(passage.text)}"
