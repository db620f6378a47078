"""A question understood for search: what it names, what it wants, and the words that are left.

What is recognised lifts what agrees with it and demands nothing, so a wrong guess empties no result. Only the
user's own filters demand.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from corpus.bodies import (
    SHORT_FORMS,
    body_key,
    find_bodies,
    find_municipalities,
    same_body,
    same_municipality,
)
from corpus.dates import find_dates, find_days, find_periods
from corpus.diarienummer import find_diarienummer
from corpus.model import Document, Filters, Kind, Outcome, Question, Role, Span, Status
from corpus.references import find_labels
from corpus.swedish import fold, words
from retrieval.asked import asked
from retrieval.conversation import made_whole
from retrieval.slots import Slot
from retrieval.subject import Term

Days: TypeAlias = tuple[dt.date, dt.date]
Meeting: TypeAlias = tuple[str | None, str, dt.date]
_Value = TypeVar("_Value")


def within(day: dt.date | None, periods: Iterable[Days]) -> bool:
    """Whether a day is known and lies in one of the inclusive periods."""
    return day is not None and any(since <= day <= until for since, until in periods)


@dataclass(frozen=True, slots=True)
class Known:
    """The collection's own vocabulary: its bodies and municipalities, the commonest first, and its dates.

    ``meetings`` are the municipality, body and day of those whose minutes are here.
    """

    bodies: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    dates: frozenset[dt.date] = frozenset()
    meetings: frozenset[Meeting] = frozenset()

    @property
    def latest(self) -> dt.date | None:
        """The collection's own today."""
        return max(self.dates, default=None)


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready for search.

    ``text`` stands on its own; ``words`` is what exact fields leave of it, ``terms`` what it is about,
    ``slot`` what is asked for first. ``dates`` are meetings', ``periods`` inclusive; ``statuses`` say what
    sort of passage the answer may be, ``ended`` how all the matters ended that are asked for together.
    ``told`` is what the conversation's last answer said, ``today`` the day of the question.
    """

    text: str
    words: str
    slot: Slot = Slot.FACT
    terms: tuple[Term, ...] = ()
    labels: tuple[str, ...] = ()
    diarienummer: tuple[str, ...] = ()
    dates: tuple[dt.date, ...] = ()
    periods: tuple[Days, ...] = ()
    bodies: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    statuses: tuple[Status, ...] = ()
    ended: Outcome | None = None
    filters: Filters = field(default_factory=Filters)
    told: str = ""
    today: dt.date | None = None


def known(documents: Iterable[Document]) -> Known:
    """What a collection of ``documents`` teaches."""
    every = tuple(documents)
    bodies = Counter(document.body for document in every if document.body)
    municipalities = Counter(d.municipality for d in every if d.municipality and d.municipality not in bodies)
    return Known(
        tuple(name for name, _ in bodies.most_common()),
        tuple(name for name, _ in municipalities.most_common()),
        frozenset(document.date for document in every if document.date),
        frozenset(
            (document.municipality, document.body, document.date)
            for document in every
            if document.kind is Kind.PROTOKOLL and document.body and document.date
        ),
    )


def parse_query(question: Question, known: Known, home: str | None = None) -> Query:
    """What ``question`` asks for, its conversation's references resolved, in the words of the collection.

    ``home`` is the municipality that is meant where it names none.
    """
    text = made_whole(question, known.dates)
    about = asked(text)
    labels = [(found.span, found.label) for found in find_labels(text)]
    diarienummer = [(found.span, found.text) for found in find_diarienummer(_with_capitals(text))]
    bodies, municipalities = _bodies(text, known.bodies), _municipalities(text, known.municipalities)
    places = _values(municipalities) or tuple(filter(None, [home]))
    dates = _meetings(text, known.dates) or _met(text, known, _values(bodies), places)
    here = {*known.bodies, *known.municipalities}
    named = [span for span, _ in dates] + [span for span, name in (*bodies, *municipalities) if name in here]
    told = words(" ".join(text[slice(*span)] for span in named))
    return Query(
        text=text,
        words=_without(text, [span for span, _ in (*labels, *diarienummer, *dates)]),
        slot=about.asks[0].slot,
        terms=tuple(term for term in about.terms if term.word not in told),
        labels=_values(labels),
        diarienummer=_values(diarienummer),
        dates=_values(dates),
        periods=tuple((found.since, found.until) for found in find_periods(text, known.latest)),
        bodies=_values(bodies),
        municipalities=places,
        kinds=_kinds(text),
        statuses=tuple(status for status, pattern in _STATUS_WORDS if pattern.search(fold(text))),
        ended=next((ask.hoped for ask in about.asks if ask.slot in _OF_SEVERAL or not ask.terms), None),
        filters=question.filters,
        told=next((t.content for t in reversed(question.history) if t.role is Role.ASSISTANT), ""),
    )


_OF_SEVERAL = frozenset({Slot.LIST, Slot.PRECEDENT})
_SMALL_DIARY = re.compile(
    r"(?<![\w/-])(?:[a-zåäö]{2,7}(?=[/-]?(?:19|20)\d\d[-/:]\d)|(?:"
    + "|".join(short.lower() for short in SHORT_FORMS)
    + r")(?= \d))"
)


def _with_capitals(text: str) -> str:
    """``text`` with a diary's letters in capitals, as a question seldom has them ("ks/2023:45")."""
    return _SMALL_DIARY.sub(lambda found: found[0].upper(), text)


def _meetings(text: str, known: frozenset[dt.date]) -> list[tuple[Span, dt.date]]:
    """The dates in ``text`` on which a document of the collection is dated; a year may be left out."""
    found = [(date.span, date.value) for date in find_dates(text) if date.value in known]
    for day in find_days(text):
        found += [
            (day.span, date) for date in sorted(known) if (date.month, date.day) == (day.month, day.day)
        ]
    return found


_LATEST = re.compile(
    r"\b(?:senaste|förra|sista) (?:mötet|sammanträdet|protokollet|gången)\b|\bsist(?=\W*$)|\bsenast(?=\W*$)"
)


_MET = re.compile(r"\b(?:\w*sammanträd\w*|\w*möte[nt]?s?|möttes|ledde|satt|var ordförande)\b")
_MONTH = 31  # days


def _met(
    text: str, known: Known, bodies: tuple[str, ...], places: tuple[str, ...]
) -> list[tuple[Span, dt.date]]:
    """The day of the bodies' meeting that ``text`` asks for as the last, or the only one of a month."""
    folded = fold(text)
    latest, met = _LATEST.search(folded), _MET.search(folded)
    if not (bodies and (latest or met)):
        return []
    days = {
        day
        for place, body, day in known.meetings
        if any(same_body(body, one) for one in bodies)
        and (not places or place is None or any(same_municipality(place, one) for one in places))
    }
    if latest and days:
        return [(latest.span(), max(days))]
    months = [
        (found.span, [day for day in days if found.since <= day <= found.until])
        for found in find_periods(text, known.latest)
        if met and (found.until - found.since).days < _MONTH
    ]
    return [(span, month[0]) for span, month in months if len(month) == 1]


_CAPITALS = re.compile(r"(?<![\w/(-])(?:[A-ZÅÄÖ]{2,6}|[Kk][sf](?:au)?|[Bb]un)(?![\w/-]| ?\d)")


def _bodies(text: str, known: tuple[str, ...]) -> list[tuple[Span, str]]:
    """The bodies named in ``text``, by the collection's names for them; one it lacks by its own."""
    found = []
    for body in find_bodies(text):
        found += [(body.span, name) for name in _known_bodies(body.name, known) or (body.name,)]
    for short in _CAPITALS.finditer(text):
        found += [(short.span(), name) for name in _known_bodies(short[0].upper(), known)]
    return found


def _known_bodies(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The collection's bodies that ``name`` can mean: those of just that name, if there are any."""
    same = tuple(body for body in known if same_body(body, name))
    exact = tuple(body for body in same if body_key(body) == body_key(name))
    return exact or same


# Names of municipalities that are words too ("ska det vara"): written with a capital they are names.
_WORDS_TOO = frozenset(
    ("ale", "berg", "boden", "kil", "köping", "lund", "mark", "mora", "nora", "sala", "trosa", "vara")
)


def _municipalities(text: str, known: tuple[str, ...]) -> list[tuple[Span, str]]:
    """The municipalities named in ``text``, as such ("X kommun") or by a name that the collection knows."""
    found = []
    for name in known:
        short = _short_name(name)
        flags = re.NOFLAG if short.casefold() in _WORDS_TOO else re.IGNORECASE
        forms = re.compile(rf"(?<!\w){re.escape(short)}s?(?!\w)", flags)
        found += [(match.span(), name) for match in forms.finditer(text)]
    for municipality in find_municipalities(text):
        if not any(same_municipality(municipality.name, name) for name in known):
            found.append((municipality.span, municipality.name))
    return found


def _short_name(municipality: str) -> str:
    """What a region is called for short: the first word of its name proper."""
    sort, _, name = municipality.partition(" ")
    return name.split()[0] if name and sort in {"Region", "Landstinget"} else municipality


_ENDING = r"(?:n|en|et|t|s|ns|ens|ets|er|erna|ar|arna|or|orna)?"
_KIND_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\w*{kind.value}{_ENDING}"))
    for kind in Kind
    if kind not in {Kind.OVRIGT, Kind.BILAGA}
)


def _kinds(text: str) -> tuple[Kind, ...]:
    """The sorts of document that ``text`` speaks of, compounds ("handlingsplanen") with the rest."""
    named = words(text)
    return tuple(kind for kind, form in _KIND_WORDS if any(map(form.fullmatch, named)))


_STATUS_WORDS: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern))
    for status, pattern in (
        (Status.YRKANDE, r"\b\w*yrk(?:a|ar|ade|at|ande\w*)\b"),
        (Status.RESERVATION, r"\breserv(?:era\w*|ation\w*)\b"),
        (
            Status.OMROSTNING,
            r"\bröst(?:ade|erna|ar|er|ning\w*|siffr\w*|etal\w*)\b|\bvotering\w*\b|\bomröstning\w*\b",
        ),
        (Status.ANTECKNING, r"\bprotokollsanteckning\w*\b|\bsärskil\w+ yttrande\w*\b"),
        (Status.YTTRANDE, r"\byttra\w*\b|\bremissvar\w*\b|\bsynpunkt\w*\b"),
        (Status.FORSLAG, r"\b\w*förslag\w*\b|\bföresl\w+\b|\bvill\b"),
        (Status.NARVARO, r"\bnärvar\w+\b|\bdeltog\b|\bjuster\w+\b|\bersättare\b|\btjänstgör\w+\b"),
        (
            Status.BESLUT,
            r"\bbeslu\w+\b|\bbeslöt\b|\bavslog\w*\b|\bavslå\w*\b|\bbif[aö]ll\w*\b|\bant(?:og|agi|as)\w*\b|\bgodkän\w+\b"
            r"|\bfastställ\w+\b|\bbordl\w+\b|\båterremi\w+\b|\bbestämde\w*\b|\bbevilja\w*\b|\b\w+ades\b",
        ),
    )
)


def _without(text: str, spans: Iterable[Span]) -> str:
    """``text`` with the ``spans`` left out."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        pieces.append(text[position:start])
        position = max(position, end)
    return " ".join(" ".join((*pieces, text[position:])).split())


def _values(found: Iterable[tuple[Span, _Value]]) -> tuple[_Value, ...]:
    """The values in reading order, each once."""
    return tuple(dict.fromkeys(value for _, value in sorted(found, key=lambda item: item[0])))
