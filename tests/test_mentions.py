"""The §§ of other meetings that a text names, and whether they handled the same matter."""

import datetime as dt

import pytest

from corpus.model import Status
from retrieval.matters.mentions import mentions_in
from tests.shelf import section

OCTOBER, NOVEMBER = dt.date(2024, 10, 23), dt.date(2024, 11, 6)


def _named(text: str, status: Status = Status.BESKRIVNING) -> list[tuple[str, dt.date, str | None, bool]]:
    found = mentions_in(section("Rubrik", (status, text)))
    return [(one.label, one.date, one.body, one.handled) for one in found]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Tidigare behandling\nBordlagt den 23 oktober 2024, § 849 och den 6 november 2024, §\n917.",
            [("§ 849", OCTOBER, None, True), ("§ 917", NOVEMBER, None, True)],
        ),
        (
            "Återremitterat från kommunfullmäktige den 23 oktober 2024, §§ 4 och 5.",
            [("§ 4", OCTOBER, "Kommunfullmäktige", True), ("§ 5", OCTOBER, "Kommunfullmäktige", True)],
        ),
        (
            "Kulturnämnden föreslog 2024-10-23 § 12 att frågan utreds.",
            [("§ 12", OCTOBER, "Kulturnämnden", True)],
        ),
        (
            "Kommunstyrelsen beslutade den 23 oktober 2024 § 8 att anta planen, ett beslut som upphävdes.",
            [("§ 8", OCTOBER, "Kommunstyrelsen", True)],
        ),
        (
            "Protokollsutdrag § 45 från den 6 november 2024.",
            [("§ 45", NOVEMBER, None, True)],
        ),
        (
            "Nämnden avslog den 23 oktober 2024, § 7, en motsvarande ansökan.",
            [("§ 7", OCTOBER, None, False)],
        ),
        (
            "Policyn, antagen den 23 oktober 2024, § 71, upphör att gälla.",
            [("§ 71", OCTOBER, None, False)],
        ),
        ("Enligt 5 kap. 50 § kommunallagen den 23 oktober 2024.", []),
        ("Den 23 oktober 2024 var en onsdag. Ärendet har § 9.", []),
    ],
)
def test_a_section_with_its_day_is_named(
    text: str, named: list[tuple[str, dt.date, str | None, bool]]
) -> None:
    assert _named(text) == named


def test_a_mention_stands_where_it_says() -> None:
    one = section("Rubrik", (Status.BESKRIVNING, "Bordlagt den 23 oktober 2024, § 849."))
    (mention,) = mentions_in(one)
    assert one.text[slice(*mention.span)] == "§ 849"
