"""Dates and periods in Swedish words and figures."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import find_dates, find_days, find_periods, swedish_date

DAY = dt.date(2031, 4, 25)
TODAY = dt.date(2031, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "den 25 april 2031",
        "fredagen den 25 april 2031 kl. 13.00",
        "25 apr. 2031",
        "den 25:e april 2031",
        "25 april 31",
        "2031-04-25",
        "2031–04–25",
        "2031 04 25",
        "2031.04.25",
        "20310425",
        "25/4 2031",
        "25/4-2031",
        "25.4.2031",
        "den 25\u00a0april\n2031",
        "Protokoll 2031-04-25.",
    ],
)
def test_a_date_is_found_however_it_is_written(text: str) -> None:
    assert [found.value for found in find_dates(text)] == [DAY]


@pytest.mark.parametrize(
    "text",
    [
        "den 31 april 2031",
        "2031-13-01",
        "3 maj 13.00",
        "den 3 maj 24 ledamöter",
        "20 000 000",
        "19700101-1234",
        "SLK-2031-00425",
        "2031/0425",
        "onsdagen den 3 maj",
    ],
)
def test_what_looks_alike_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_days_that_share_a_month_are_a_date_each() -> None:
    found = find_dates("den 5, 12 och 19 maj 2031 samt 1–2 juni 2031")
    assert [(one.value.month, one.value.day) for one in found] == [(5, 5), (5, 12), (5, 19), (6, 1), (6, 2)]


def test_a_day_without_a_year_is_told_apart() -> None:
    text = "onsdagen den 3 maj, och den 4 maj 2031"
    assert [(text[slice(*day.span)], day.month, day.day) for day in find_days(text)] == [("3 maj", 5, 3)]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_what_is_written_is_read(date: dt.date) -> None:
    for text in (swedish_date(date), date.isoformat(), f"{date.day}/{date.month} {date.year}"):
        assert [found.value for found in find_dates(text)] == [date]


@given(st.text(alphabet="0123456789 -/.:aprilmaj\n", max_size=50))
def test_finding_is_total_and_ordered(text: str) -> None:
    for spans in ([d.span for d in find_dates(text)], [p.span for p in find_periods(text, TODAY)]):
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(period.since <= period.until for period in find_periods(text, TODAY))


def _period(text: str) -> tuple[str, str]:
    (found,) = find_periods(text, TODAY)
    return found.since.isoformat(), found.until.isoformat()


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("under 2029", "2029-01-01", "2029-12-31"),
        ("budget för år 2029", "2029-01-01", "2029-12-31"),
        ("hösten 2025", "2025-07-01", "2025-12-31"),
        ("våren 2025", "2025-01-01", "2025-06-30"),
        ("HT 2025", "2025-07-01", "2025-12-31"),
        ("mandatperioden 2026–2030", "2026-01-01", "2030-12-31"),
        ("2029/30", "2029-01-01", "2030-12-31"),
        ("mellan 2029 och 2031", "2029-01-01", "2031-12-31"),
        ("första kvartalet 2031", "2031-01-01", "2031-03-31"),
        ("kvartal 3 2031", "2031-07-01", "2031-09-30"),
        ("andra tertialet 2031", "2031-05-01", "2031-08-31"),
        ("sista halvåret 2031", "2031-07-01", "2031-12-31"),
        ("maj 2031", "2031-05-01", "2031-05-31"),
        ("februari månad 2028", "2028-02-01", "2028-02-29"),
        ("april–juni 2031", "2031-04-01", "2031-06-30"),
        ("2031-05", "2031-05-01", "2031-05-31"),
        ("förra året", "2030-01-01", "2030-12-31"),
        ("i fjol", "2030-01-01", "2030-12-31"),
        ("i år", "2031-01-01", "2031-12-31"),
        ("förra mandatperioden", "2027-01-01", "2030-12-31"),
        ("denna mandatperiod", "2031-01-01", "2034-12-31"),
        ("sedan 2029", "2029-01-01", "9999-12-31"),
        ("till och med maj 2031", "0001-01-01", "2031-05-31"),
        ("före maj 2031", "0001-01-01", "2031-04-30"),
    ],
)
def test_a_period_is_found(text: str, since: str, until: str) -> None:
    assert _period(text) == (since, until)


@pytest.mark.parametrize(
    "text", ["våren", "2 031 kr", "2031 kronor", "SLK-2031-00417", "dnr 2031/417", "2031-05-12"]
)
def test_what_looks_alike_is_no_period(text: str) -> None:
    assert find_periods(text, TODAY) == ()


def test_without_a_today_nothing_is_relative_to_it() -> None:
    assert find_periods("förra året") == ()
