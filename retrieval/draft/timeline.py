"""A matter's way: how it ended, its meetings up to then, and what a document tells of it day by day."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from corpus.dates import swedish_date
from corpus.model import Outcome
from corpus.swedish import fold
from retrieval.asked import Ask
from retrieval.draft.claims import Claim, Item
from retrieval.draft.decision import VERDICTS, decided, decision_claims, decisive
from retrieval.draft.sentences import TELLING
from retrieval.draft.votes import vote_claims
from retrieval.draft.wording import form, quote, run_on, source
from retrieval.evidence import Passage, Reading
from retrieval.figures import DAY
from retrieval.matters.bonds import way_among
from retrieval.matters.mentions import Mention, mentions_in
from retrieval.naming import body_name, whose
from retrieval.relevance import MINUTES, Case
from retrieval.subject import share

_LINES = 8
_LINE, _ROOM, _LONG_ROOM = 190, 1_000, 1_500  # characters of a line, and of them all
_TOLD = 3  # sentences about meetings that are not here
_BACK = Outcome.ATERREMISS
_VOTED = re.compile(r"\bröst\w*|\bvoter\w*|\bomröst\w*")
# What is told day by day: so many days at least and at most, by a document that says so much of the subject.
_DAYS, _DAYS_TOLD, _MOSTLY = 3, 10, 0.6
_BY_DAYS = re.compile(
    r"\bsteg för steg\b|\btidslinje\w*|\bturerna\b|\bkronologi\w*|\bförlopp\w*|\bvad (?:hände|har hänt)\b"
)


def timeline_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """How the matter ended, then its steps up to then in the order of their days."""
    final = decisive(case)
    days = _day_by_day(ask, case) if _BY_DAYS.search(fold(ask.clause)) else []
    ended = decision_claims(ask, case)
    if final is None or (days and _says(days, ask) > share(ask.terms, final.about, final.words)):
        return _of_days(days, ask, _LONG_ROOM) or ended
    way = _way_to(final, case)
    if days and all(one.proof[0].reading is final for one in way):  # the days tell those meetings too
        room = _LONG_ROOM - sum(len(claim.text) for claim in ended[:1])
        return (*ended[:1], *_of_days(days, ask, room))
    if not way:
        return ended
    voted = vote_claims(final)[:1] if _VOTED.search(fold(ask.clause)) else ()
    return (*ended[:1], *voted, Claim("Ärendets väg dit", (), way))


def _way_to(final: Reading, case: Case) -> tuple[Item, ...]:
    """The meetings up to the last one: those that minutes tell of, then those whose minutes are here."""
    steps = sorted((one for one in way_among(final, case.readings) if decided(one)), key=day_of)
    met = {moment(one): one for one in steps if one is not final and day_of(one) <= day_of(final)}
    told = earlier_told((final, *reversed(met.values())))
    first, later = list(met.values())[:1], list(met.values())[1:]
    some = (*first, *later[1 - _LINES :])
    return (*told, *(step(one, min(_LINE, _ROOM // len(some))) for one in some))


def earlier_told(readings: tuple[Reading, ...]) -> tuple[Item, ...]:
    """What sections say of their matter's meetings that are not among them: "Bordlagt den 9 april, § 40"."""
    known = {(one.document.date, one.section.label) for one in readings}
    told: set[tuple[dt.date | None, str | None]] = set()
    items: list[Item] = []
    for reading in readings:
        for passage, mentions in told_meetings(reading):
            met = {(one.date, one.label) for one in mentions if one.handled}
            if met - known and not met & told:
                items.append(
                    Item(f"Tidigare, enligt {place_name(reading)}: {quote(passage.text)}", (passage,))
                )
            told |= met
    return tuple(items[:_TOLD])


def told_meetings(reading: Reading) -> Iterator[tuple[Passage, tuple[Mention, ...]]]:
    """The sentences of a section that name meetings by day and §, each with those that it names."""
    told = groupby(mentions_in(reading.section), key=lambda one: (one.sentence, one.status))
    return ((Passage(reading, status, span), tuple(mentions)) for (span, status), mentions in told)


def place_name(reading: Reading) -> str:
    """Whose minutes or paper a section stands in, and its §: "kulturnämnden § 4"."""
    return f"{whose(reading.document) or form(reading.document)} {reading.section.label or ''}".strip()


def moment(reading: Reading) -> tuple[str | None, dt.date | None, str | None]:
    """A § of a meeting: the same in the protocol and in an extract of it."""
    return reading.document.body, reading.document.date, reading.section.label


def day_of(reading: Reading) -> str:
    """The day of a section's document, to order by; nothing where it has none."""
    return str(reading.document.date or "")


def step(reading: Reading, limit: int = _LINE) -> Item:
    """A line that tells what a section decided, ``limit`` characters of it."""
    day = f"{swedish_date(reading.document.date)}, " if reading.document.date else ""
    body = whose(reading.document) or "handlingen"
    chosen = decided(reading)[:1]
    label = f" {reading.section.label}" if reading.section.label else ""
    told = run_on(chosen, limit)
    upward = f", förslag till {body_name(reading.section.addressee)}" if reading.section.addressee else ""
    back = f", {_BACK.value}" if reading.section.outcome is _BACK and not VERDICTS[_BACK].search(told) else ""
    return Item(f"{day}{body}{label}{upward}{back}: {told}", chosen)


def _day_by_day(ask: Ask, case: Case) -> list[Passage]:
    """The sentences with a day of the document, or the § of minutes, that tells most by them."""
    papers: dict[tuple[str, int | None], list[Passage]] = {}
    for reading in sorted(case.readings, key=lambda one: one.key):
        index = reading.index if reading.document.kind in MINUTES else None
        papers.setdefault((reading.document.id, index), []).extend(_dated(reading, ask))
    told = [dated for dated in papers.values() if len(dated) >= _DAYS and _says(dated, ask) >= _MOSTLY]
    return max(told, key=lambda dated: _says(dated, ask), default=[])


def _of_days(passages: list[Passage], ask: Ask, room: int) -> tuple[Claim, ...]:
    if not passages:
        return ()
    told = tuple({passage.text: passage for passage in reversed(passages)}.values())[::-1][:_DAYS_TOLD]
    most = max(told, key=lambda passage: share(ask.terms, passage.bag))
    limit = min(_LINE, room // len(told))
    lines = tuple(Item(quote(passage.text, limit), (passage,)) for passage in told)
    return (Claim(f"Så har det gått till, enligt {source(most.reading)}", (most,), lines),)


def _dated(reading: Reading, ask: Ask) -> Iterator[Passage]:
    told = (one for one in reading.of(*TELLING) if DAY.search(one.text))
    return (one for one in told if share(ask.terms, one.bag, reading.about))


def _says(passages: Iterable[Passage], ask: Ask) -> float:
    """How much of the subject passages say under their headings."""
    return share(ask.terms, *(text for one in passages for text in (one.bag, one.reading.about)))
