"""Dates and periods in Swedish words and figures.

A period is a span of days, both ends included. Years are 1900–2099; in two figures 1970–2069.
"""

import calendar
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from corpus.diarienummer import find_diarienummer
from corpus.model import Span


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, with its year."""

    span: Span
    value: dt.date


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day and month whose year the text leaves out ("onsdagen den 3 maj")."""

    span: Span
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period in a text; ``since`` and ``until`` are inclusive."""

    span: Span
    since: dt.date
    until: dt.date


MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_NUMBER_OF = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
_MONTH = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?)"
)
_YEAR = r"(?:19|20)\d\d"
_DASH = r"[-‐‑–—]"
_SPACE = r"[ \t\u00a0\u202f]{0,3}\n?[ \t\u00a0\u202f]{0,3}"
# A year in two figures is one only where the sentence does not go on to count something.
_SHORT_YEAR = r"['’]?\d\d(?!\d)(?=[.,;:)?!](?!\d)|\s*(?:$|\n)|\s+(?:i|om|på|och|av|till|vid|att|som|kl)\b)"
_NO_FIGURE_BEFORE = r"(?<![\w./:,-])"
_NO_FIGURE_AFTER = r"(?![\w/:-]|[.,]\d)"

_IN_WORDS = re.compile(
    rf"(?<![\d.,:/])(?P<day>\d{{1,2}})(?::?[ea])?{_SPACE}(?P<month>{_MONTH}),?{_SPACE}"
    rf"(?P<year>{_YEAR}(?!\d)|{_SHORT_YEAR})",
    re.IGNORECASE,
)
_DAY_IN_WORDS = re.compile(
    rf"(?<![\d.,:/])(?P<day>\d{{1,2}})(?::?[ea])?{_SPACE}(?P<month>{_MONTH})(?!\w)", re.IGNORECASE
)
# "den 5, 12 och 19 maj 2024", "25–26 april 2024": the days that lean on a later day's month.
_LEANING_DAY = re.compile(
    rf"(?<![\w./:])(?P<day>\d{{1,2}})(?::?[ea])?(?:\s?{_DASH}\s?|,\s|\s(?:och|samt|till)\s)$"
)
_YEAR_FIRST = re.compile(
    rf"{_NO_FIGURE_BEFORE}(?P<year>{_YEAR})(?P<mark>[-‐‑–./ ])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
    rf"{_NO_FIGURE_AFTER}"
)
_SOLID = re.compile(rf"{_NO_FIGURE_BEFORE}(?P<year>{_YEAR})(?P<month>\d\d)(?P<day>\d\d){_NO_FIGURE_AFTER}")
_DAY_FIRST = re.compile(
    rf"{_NO_FIGURE_BEFORE}(?P<day>\d{{1,2}})(?:/(?P<month>\d{{1,2}})[ /-]|\.(?P<dotted>\d{{1,2}})\.)"
    rf"(?P<year>{_YEAR}){_NO_FIGURE_AFTER}"
)
_LOOK_BACK = 24


def swedish_date(date: dt.date) -> str:
    """``25 april 2024``."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date with a year, in reading order and without overlap; a 31 April is none.

    Days that share a month ("5, 12 och 19 maj 2024") are a date each.
    """
    found = [date for pattern in _DATE_FORMS for date in _dates_of(pattern, text)]
    return tuple(_without_overlap(found))


def find_days(text: str) -> tuple[FoundDay, ...]:
    """Every day and month without a year, in reading order; none of them is part of a date with one."""
    taken = [found.span for found in find_dates(text)]
    days = []
    for match in _DAY_IN_WORDS.finditer(text):
        month, day = _month_number(match["month"]), int(match["day"])
        if not _touches(match.span(), taken) and 1 <= day <= calendar.monthrange(2024, month)[1]:
            days.append(FoundDay(match.span(), month, day))
    return tuple(days)


_DATE_FORMS = (_IN_WORDS, _YEAR_FIRST, _DAY_FIRST, _SOLID)


def _dates_of(pattern: re.Pattern[str], text: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(text):
        groups = match.groupdict("")
        month = groups["month"] or groups["dotted"]
        number = int(month) if month.isdigit() else _month_number(month)
        year = _full_year(groups["year"])
        if date := _date(year, number, int(groups["day"])):
            yield FoundDate(match.span(), date)
        if pattern is _IN_WORDS:
            yield from _leaning_days(text, match.start(), year, number)


def _leaning_days(text: str, end: int, year: int, month: int) -> Iterator[FoundDate]:
    start = max(0, end - _LOOK_BACK)
    while leaning := _LEANING_DAY.search(text[start:end]):
        span = (start + leaning.start("day"), start + leaning.end("day"))
        if date := _date(year, month, int(leaning["day"])):
            yield FoundDate(span, date)
        end = span[0]
        start = max(0, end - _LOOK_BACK)


def _date(year: int, month: int, day: int) -> dt.date | None:
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return dt.date(year, month, day)
    return None


def _month_number(name: str) -> int:
    return _NUMBER_OF[name[:3].lower()]


def _full_year(figures: str) -> int:
    figures = figures.lstrip("'’")
    if len(figures) == 4:
        return int(figures)
    return int(figures) + (1900 if int(figures) >= 70 else 2000)


_Days: TypeAlias = tuple[dt.date, dt.date]
_SEASONS = {"vår": (1, 6), "sommar": (6, 8), "höst": (7, 12), "vt": (1, 6), "ht": (7, 12)}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": 0}
_PART_OF_YEAR = {"kvartal": 3, "tertial": 4, "halvår": 6, "q": 3, "t": 4}

_YEAR_WORD = rf"(?:(?:år|under|av)\s){{0,2}}(?P<year>{_YEAR}){_NO_FIGURE_AFTER}"
_YEARS = re.compile(
    rf"{_NO_FIGURE_BEFORE}(?P<first>{_YEAR})(?:\s?[-‐‑–—/]\s?|\s(?:till(?:\soch\smed)?|och|t\.o\.m\.)\s)"
    rf"(?P<last>{_YEAR}|\d\d){_NO_FIGURE_AFTER}"
)
_ONE_YEAR = re.compile(
    rf"{_NO_FIGURE_BEFORE}(?P<year>{_YEAR}){_NO_FIGURE_AFTER}(?!\s?(?:kr|tkr|mkr|mnkr|kronor|st|stycken|m2|kvm|%)\b)"
)
_SEASON = re.compile(
    rf"(?<!\w)(?P<season>vår|sommar|höst|vt|ht)(?:ens?|termin(?:ens?)?)?\s?{_YEAR_WORD}", re.IGNORECASE
)
_PART = re.compile(
    rf"(?<!\w)(?:(?P<ordinal>första|andra|tredje|fjärde|sista)\s(?P<of>kvartal|tertial|halvår)(?:et|ets)?"
    rf"|(?P<unit>kvartal|tertial|halvår|[QT])\s?(?P<number>[1-4])),?\s{_YEAR_WORD}",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![\w])(?:(?P<from>{_MONTH})\s?(?:{_DASH}|till(?:\soch\smed)?|och)\s?)?(?P<month>{_MONTH})(?:\smånad)?,?\s{_YEAR_WORD}",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(rf"{_NO_FIGURE_BEFORE}(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2]){_NO_FIGURE_AFTER}")
_RELATIVE = re.compile(
    r"(?<!\w)(?P<which>förra|föregående|detta|denna|innevarande|nästa|kommande|i)\s(?P<unit>året|år|fjol|mandatperiod(?:en)?)(?!\w)"
    r"|(?<!\w)(?P<term>mandatperiod(?:en)?)(?!\w|\s\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?<!\w)(?:sedan|efter|från\soch\smed|fr\.?o\.?m\.?)\s(?:den\s|år\s)?$", re.IGNORECASE)
_BEFORE = re.compile(r"(?<!\w)(?:före|innan)\s(?:den\s|år\s)?$", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?<!\w)(?:fram\still|till\soch\smed|t\.?o\.?m\.?|senast)\s(?:den\s|år\s)?$", re.IGNORECASE
)


def find_periods(text: str, today: dt.date | None = None) -> tuple[FoundPeriod, ...]:
    """Every period, in reading order and without overlap: years, spans of years, seasons, quarters, months.

    ``today`` gives meaning to "förra året", "i fjol" and "mandatperioden", which are passed over without it.
    A term of office follows Swedish elections: from the year after one to the next (2019–2022, 2023–2026).
    An open period ("sedan 2022", "före maj 2023") reaches to ``date.max`` or ``date.min``.
    """
    dates, numbers = find_dates(text), find_diarienummer(text)
    taken = sorted([*(date.span for date in dates), *(number.span for number in numbers)])
    found = [period for form, days in _PERIOD_FORMS for period in _periods_of(form, days, text)]
    if today is not None:
        found += [FoundPeriod(match.span(), *_relative(match, today)) for match in _RELATIVE.finditer(text)]
    kept = _without_overlap(period for period in found if not _touches(period.span, taken))
    return tuple(_opened(period, text) for period in kept)


def _periods_of(
    pattern: re.Pattern[str], days: Callable[[re.Match[str]], _Days | None], text: str
) -> Iterator[FoundPeriod]:
    for match in pattern.finditer(text):
        if ends := days(match):
            yield FoundPeriod(match.span(), *ends)


def _months(year: int, first: int, last: int) -> _Days:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _years_days(match: re.Match[str]) -> _Days | None:
    first, last = int(match["first"]), match["last"]
    until = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return (dt.date(first, 1, 1), dt.date(until, 12, 31)) if first < until <= first + 30 else None


def _year_days(match: re.Match[str]) -> _Days:
    return _months(int(match["year"]), 1, 12)


def _season_days(match: re.Match[str]) -> _Days:
    return _months(int(match["year"]), *_SEASONS[match["season"].lower()])


def _part_days(match: re.Match[str]) -> _Days | None:
    length = _PART_OF_YEAR[(match["of"] or match["unit"]).lower()]
    number = int(match["number"]) if match["number"] else _ORDINALS[match["ordinal"].lower()]
    number = number or 12 // length
    return (
        _months(int(match["year"]), (number - 1) * length + 1, number * length)
        if number * length <= 12
        else None
    )


def _months_days(match: re.Match[str]) -> _Days | None:
    last = _month_number(match["month"])
    first = _month_number(match["from"]) if match["from"] else last
    return _months(int(match["year"]), first, last) if first <= last else None


def _year_month_days(match: re.Match[str]) -> _Days:
    return _months(int(match["year"]), int(match["month"]), int(match["month"]))


_PERIOD_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Days | None]], ...] = (
    (_YEARS, _years_days),
    (_SEASON, _season_days),
    (_PART, _part_days),
    (_MONTHS, _months_days),
    (_YEAR_MONTH, _year_month_days),
    (_ONE_YEAR, _year_days),
)


def _relative(match: re.Match[str], today: dt.date) -> _Days:
    which, unit = (match["which"] or "").lower(), (match["unit"] or match["term"]).lower()
    step = {"förra": -1, "föregående": -1, "nästa": 1, "kommande": 1}.get(which, 0)
    if unit.startswith("mandatperiod"):
        first = today.year - (today.year - 2019) % 4 + 4 * step
        return dt.date(first, 1, 1), dt.date(first + 3, 12, 31)
    year = today.year + (-1 if unit == "fjol" else step)
    return _months(year, 1, 12)


def _opened(period: FoundPeriod, text: str) -> FoundPeriod:
    if period.until - period.since > dt.timedelta(days=366):
        return period
    before = text[max(0, period.span[0] - _LOOK_BACK) : period.span[0]]
    if _SINCE.search(before):
        return FoundPeriod(period.span, period.since, dt.date.max)
    if _BEFORE.search(before):
        return FoundPeriod(period.span, dt.date.min, period.since - dt.timedelta(days=1))
    if _UNTIL.search(before):
        return FoundPeriod(period.span, dt.date.min, period.until)
    return period


class _Found(Protocol):
    @property
    def span(self) -> Span: ...


_Any = TypeVar("_Any", bound=_Found)


def _without_overlap(found: Iterable[_Any]) -> list[_Any]:
    """In reading order; of those that overlap the first, and of those that begin together the longest."""
    kept: list[_Any] = []
    for item in sorted(found, key=lambda item: (item.span[0], -item.span[1])):
        if not kept or item.span[0] >= kept[-1].span[1]:
            kept.append(item)
    return kept


def _touches(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` has a character in common with one of ``others``, which are in order."""
    before = bisect_left(others, (span[1], 0)) - 1
    return before >= 0 and others[before][1] > span[0]
