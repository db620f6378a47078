"""What a body took up in a time: the motions of a month, all that a meeting decided or only put off."""

import datetime as dt
import re

from corpus.dates import swedish_date
from corpus.model import Filters
from corpus.references import label_number
from corpus.swedish import fold
from retrieval.asked import Ask, hoped_of
from retrieval.draft.claims import Claim, Item
from retrieval.draft.decision import came_to
from retrieval.draft.identifiers import came_out, in_minutes, opening
from retrieval.draft.wording import trimmed
from retrieval.evidence import Reading
from retrieval.naming import whose
from retrieval.query import Query
from retrieval.relevance import Case, is_of

_SORT = re.compile(r"\b(?:(motion|interpellation|remiss|avsägelse)(?:e?r|e?rna)|(medborgarförslag)(?:en)?)\b")
# All matters, of whatever sort; words that only say that something was done are no subject.
_ANY = re.compile(
    r"\b(?:ärende(?:n|na)|paragraf(?:er|erna)|punkt(?:er|erna)|frågor(?:na)?|beslut(?:en)?)\b"
    r"|^vad (?:\w+ ){0,2}?(?:beslutade|beslutades|beslöts?|bestämdes?|behandlades?|avgjordes?|avhandlades?)\b"
    r"|^vad (?:hände|togs upp|kom\b.*\bfram till)\b"
)
# "Motion av A B (C), D E (F) och G H (I) om …": the first is told.
_MOVERS = re.compile(r"(\([A-ZÅÄÖ]{1,4}\)).*\) om ")
_MOST = 12
_MONTH = dt.timedelta(days=31)
_HEADING = 90


def sort_of(query: Query) -> str | None:
    """How the headings begin of which a question asks for all, "" for any; None where it does not."""
    text = fold(query.text)
    found = _SORT.search(text)
    if found:
        return found[1] or found[2]
    bounded = query.dates or hoped_of(text) or any(until - since <= _MONTH for since, until in query.periods)
    return "" if bounded and _ANY.search(text) else None


def span_of(query: Query) -> Filters | None:
    """The days and the body of which a question asks for all of a sort; None where it does not."""
    subject = [term for term in query.terms if not _SORT.fullmatch(term.word)]
    if subject or query.labels or query.diarienummer or not (query.periods or query.dates):
        return None
    if sort_of(query) is None:
        return None
    since, until = query.periods[0] if query.periods else (min(query.dates), max(query.dates))
    place = query.municipalities[0] if len(query.municipalities) == 1 else None
    body = query.bodies[0] if len(query.bodies) == 1 else None
    return Filters(municipality=place, body=body, since=since, until=until)


def agenda_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The matters of the sort in the order of their days; with a verdict only those that came to it."""
    span, sort = span_of(case.query), sort_of(case.query)
    if span is None or sort is None:
        return ()
    found = {_key(one): one for one in case.readings if _is_wanted(one, ask, span, sort)}
    told = [found[key] for key in sorted(found)]
    settled = [one for one in told if not (ask.hoped and one.section.addressee)]
    passed_on = [one for one in told if one not in settled] if case.query.bodies else []
    return (*_told("Det finns", settled), *_told("Bara föreslaget, för beslut av någon annan, är", passed_on))


def _told(lead: str, readings: list[Reading]) -> tuple[Claim, ...]:
    shown = readings[:_MOST]
    count = f"{len(shown)} av {len(readings)}" if len(readings) > len(shown) else str(len(shown))
    return (Claim(f"{lead} {count} i protokollen här", (), tuple(map(_item, shown))),) if shown else ()


def _is_wanted(reading: Reading, ask: Ask, span: Filters, sort: str) -> bool:
    date = reading.document.date or dt.date.min
    return (
        in_minutes(reading)
        and (span.since or dt.date.min) <= date <= (span.until or dt.date.max)
        and (span.body is None or is_of(reading, (span.body,)))
        and fold(reading.section.heading).startswith(sort)
        and (ask.hoped is None or came_to(reading, ask.hoped))
    )


def _key(reading: Reading) -> tuple[str, str, int]:
    """A § of a meeting: the same in the protocol and in an extract of it."""
    label = label_number(reading.section.label or "")
    return str(reading.document.date), reading.document.body or "", label or 0


def _item(reading: Reading) -> Item:
    date = swedish_date(reading.document.date) if reading.document.date else ""
    heading = _MOVERS.sub(r"\1 m.fl. om ", " ".join(reading.section.heading.split()))
    told = f"{date}, {whose(reading.document)} {reading.section.label}: {trimmed(heading, _HEADING)}"
    return Item(f"{told}{came_out(reading)}", (opening(reading),))
