"""What a body took up in a time: the motions of a month, all that a meeting decided or only put off."""

import datetime as dt
import re
from collections.abc import Iterable
from itertools import accumulate

from corpus.dates import swedish_date
from corpus.model import Filters, Outcome
from corpus.references import label_number
from corpus.swedish import fold
from retrieval.asked import Ask, hoped_of
from retrieval.conversation import asks_for_more
from retrieval.draft.claims import Claim, Item
from retrieval.draft.decision import came_to, decided, outcome_of
from retrieval.draft.identifiers import came_out, in_minutes, opening
from retrieval.draft.wording import on_date, trimmed
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
# Characters of a list's lines, and what a marker takes beside each.
_ROOM, _MARKER = 1_460, 8
_MORE_TO_SEE = "Skriv »visa fler« för nästa del, eller fråga efter en sort: »Vilka motioner avslogs?«"
# What a list that is too long leaves to the end: what was only noted, and what nothing came of.
_UNSETTLED = frozenset({None, Outcome.NOTERAD})
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
    """The matters of the sort in the order of their days; with a verdict only those that came to it.

    Of more than there is room for, those that were settled come first; "visa fler" goes on where the last
    answer ended.
    """
    span, sort = span_of(case.query), sort_of(case.query)
    if span is None or sort is None:
        return ()
    found = {_key(one): one for one in case.readings if _is_wanted(one, ask, span, sort)}
    told = [found[key] for key in sorted(found)]
    settled = [one for one in told if not (ask.hoped and one.section.addressee)]
    passed_on = [one for one in told if one not in settled] if case.query.bodies else []
    return (
        *_told("Det finns", settled, case.query),
        *_told("Bara föreslaget, för beslut av någon annan, är", passed_on, case.query),
    )


def _told(lead: str, readings: list[Reading], query: Query) -> tuple[Claim, ...]:
    """A list of as many as there is room for, after those that the last answer told."""
    long = len(readings) > _MOST
    ordered = sorted(readings, key=lambda one: outcome_of(one) in _UNSETTLED) if long else readings
    lines = _items(ordered)
    begin = _after_told(lines, query)
    shown = _within(lines[begin:])
    if not shown:
        return ()
    end = begin + len(shown)
    part = f"; nummer {begin + 1}–{end} är" if begin or end < len(lines) else ""
    whole = Claim(f"{lead} {len(lines)} i protokollen här{_from_one(readings)}{part}", (), tuple(shown))
    return (whole, Claim(_MORE_TO_SEE)) if end < len(lines) else (whole,)


def _within(lines: Iterable[Item]) -> list[Item]:
    """The first lines, as many as an answer has room for."""
    lengths = accumulate(len(line.text) + _MARKER for line in lines)
    return [line for line, length in zip(lines, lengths, strict=True) if length <= _ROOM]


def _after_told(lines: list[Item], query: Query) -> int:
    """Where the list goes on for who asks for more: after the last line that is told already."""
    if not asks_for_more(query.text):
        return 0
    return max((at + 1 for at, line in enumerate(lines) if line.text in query.told), default=0)


def _from_one(readings: list[Reading]) -> str:
    """The meeting's name, where all are of one."""
    document = readings[0].document
    one = all(
        (other.document.body, other.document.date) == (document.body, document.date) for other in readings
    )
    return f" från {whose(document)}{on_date(document)}" if one else ""


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


def _items(readings: list[Reading]) -> list[Item]:
    """A line each, with the day and the body where they are not the same for all."""
    days = len({one.document.date for one in readings}) > 1
    bodies = len({one.document.body for one in readings}) > 1
    return [_item(one, days or bodies, bodies) for one in readings]


def _item(reading: Reading, dated: bool, named: bool) -> Item:
    date = f"{swedish_date(reading.document.date)}, " if dated and reading.document.date else ""
    body = f"{whose(reading.document)} " if named else ""
    first = next(iter(decided(reading)), None)
    # The page may have no heading: then what was decided tells which matter it is.
    proof = first if first and not reading.section.heading else opening(reading)
    heading = _MOVERS.sub(r"\1 m.fl. om ", " ".join(reading.section.heading.split())) or proof.text
    told = f"{date}{body}{reading.section.label}: {trimmed(heading, _HEADING)}{came_out(reading)}"
    return Item(told, (proof,))
