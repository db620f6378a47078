"""A matter's way told: how it ended, its meetings up to then, and what a document tells day by day."""

import pytest

from tests.shelf import B, D, ask, document, section, shelf

KVARN = section(
    "Detaljplan för Kvarnholmen",
    (
        D,
        "Ärendet\nÄgaren ansökte den 4 mars 2029 om planbesked för Kvarnholmen.\n"
        "Samråd hölls mellan den 2 och den 30 maj 2030.\nStranden är känslig.\n"
        "Länsstyrelsen lämnade sina synpunkter den 9 juni 2030.",
    ),
    (B, "Beslut\nDetaljplanen för Kvarnholmen godkänns."),
    label="§ 12",
)
TORG = section(
    "Nytt torg i Ådala",
    (D, "Tidigare behandling\nBordlagt den 4 februari 2031, § 8, och den 4 mars 2031, § 20."),
    (B, "Beslut\nEtt nytt torg anläggs i Ådala."),
    label="§ 31",
    dnr="KS 2031/5",
)
TORG_FIRST = section(
    "Nytt torg i Ådala",
    (B, "Beslut\nÄrendet bordläggs till sammanträdet den 4 mars 2031."),
    label="§ 8",
    dnr="KS 2031/5",
)
OTHER = section(
    "Planbesked för Ängsholmen",
    (D, "Ärendet\nÄgaren ansökte den 1 april 2030 om planbesked."),
    (B, "Beslut\nPlanbesked för Ängsholmen lämnas."),
    label="§ 13",
)
WHERE = shelf(
    (document("Byggnadsnämnden", "2031-01-15"), KVARN),
    (document("Byggnadsnämnden", "2031-01-15"), OTHER),
    (document("Kommunstyrelsen", "2031-04-01"), TORG),
    (document("Kommunstyrelsen", "2031-02-04"), TORG_FIRST),
)


@pytest.mark.parametrize(
    "question",
    [
        "Ta turerna kring detaljplanen för Kvarnholmen.",
        "Vad har hänt steg för steg med detaljplanen för Kvarnholmen?",
    ],
)
def test_what_a_document_tells_day_by_day_is_told_in_order(question: str) -> None:
    text = ask(WHERE, question).text
    days = [text.index(day) for day in ("godkänns", "4 mars 2029", "30 maj 2030", "9 juni 2030")]
    assert days == sorted(days)
    assert "känslig" not in text
    assert "1 april 2030" not in text


@pytest.mark.parametrize(
    "question",
    [
        "Hur gick det med det nya torget i Ådala?",
        "När kom det nya torget i Ådala upp första gången?",
        "Vilka datum har det nya torget i Ådala behandlats?",
    ],
)
def test_meetings_whose_minutes_are_not_here_are_told_by_those_that_are(question: str) -> None:
    text = ask(WHERE, question).text
    assert "– Tidigare, enligt kommunstyrelsen § 31: »Bordlagt den 4 februari 2031, § 8" in text
    assert "– 4 februari 2031, kommunstyrelsen § 8" in text


def test_what_each_body_was_asked_after_is_its_own() -> None:
    text = ask(
        WHERE, "När behandlade kommunstyrelsen torget i Ådala först, och när tog fullmäktige beslut?"
    ).text
    assert "Kommunfullmäktige beslutade" not in text


def test_times_are_counted_over_a_broken_line() -> None:
    told = "Bordlagt den 4 februari 2031, § 8, den 4 mars 2031,\n§ 20 och den 18 mars 2031, § 25."
    decided = (B, "Beslut\nEtt nytt torg anläggs i Ådala.")
    torg = section("Nytt torg i Ådala", (D, f"Tidigare behandling\n{told}"), decided, label="§ 31")
    where = shelf((document("Kommunstyrelsen", "2031-04-01"), torg))
    assert ask(where, "Hur många gånger bordlades torget i Ådala?").text.startswith("Tre gånger")
