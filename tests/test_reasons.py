"""Why something is so: the sentence that gives the reason, with the one it refers to."""

import pytest

from corpus.model import Outcome, Refusal
from retrieval.asked import asked
from retrieval.slots import Slot
from tests.shelf import B, D, R, ask, document, section, shelf

PIER = section(
    "Renovering av vågbrytaren",
    (B, "Beslut\nVågbrytaren renoveras under 2032."),
    (
        D,
        "Ärendet\nVågbrytaren byggdes 1931. Stormen i januari slog sönder betongen på tre ställen. "
        "Därför behöver vågbrytaren renoveras. Arbetet beräknas ta ett år.",
    ),
    label="§ 4",
    dnr="HN 2031/4",
    outcome=Outcome.BIFALL,
)
RULES = section(
    "Riktlinje för gästhamnar",
    (B, "Beslut\nRiktlinjen för gästhamnar återremitteras till förvaltningen för att förtydliga avgifterna."),
    (R, "Reservation\nIda Lund (M) reserverar sig eftersom riktlinjen redan är tydlig."),
    label="§ 5",
    dnr="HN 2031/5",
    outcome=Outcome.ATERREMISS,
)
FERRY = section(
    "Linjetrafiken till Skarvön",
    (B, "Beslut\nInformationen antecknas."),
    (
        D,
        "Ärendet\nFärjan till Skarvön ska gå varje timme. Bryggan på Skarvön har inte reparerats, "
        "varför färjan lägger till i Södra viken.",
    ),
    label="§ 6",
    dnr="HN 2031/6",
)
STORES = section(
    "Förråden vid kajen",
    (B, "Beslut\nInformationen antecknas."),
    (
        D,
        "Ärendet\nFörråden vid kajen låses av hamnvakten varje kväll. "
        "Något krav på att förråden vid kajen låses finns inte i hamnordningen.",
    ),
    label="§ 7",
    dnr="HN 2031/7",
)
SHELF = shelf(*((document("Hamnnämnden", "2031-04-08"), one) for one in (PIER, RULES, FERRY, STORES)))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Varför renoveras vågbrytaren?", "Stormen i januari slog sönder betongen"),
        ("Vad beror det på att vågbrytaren måste renoveras?", "Stormen i januari slog sönder betongen"),
        ("Av vilken orsak återremitterades riktlinjen för gästhamnar?", "för att förtydliga avgifterna"),
        ("Hur motiverade Ida Lund sin reservation mot riktlinjen för gästhamnar?", "redan är tydlig"),
        ("Hur kommer det sig att färjan till Skarvön lägger till i Södra viken?", "inte reparerats"),
    ],
)
def test_the_reason_is_told(question: str, told: str) -> None:
    assert told in ask(SHELF, question).text


def test_nothing_is_told_twice() -> None:
    text = ask(SHELF, "Varför renoveras vågbrytaren?").text
    assert text.count("Stormen i januari") == 1


def test_of_whether_it_is_so_what_denies_it_is_told() -> None:
    assert "Något krav" in ask(SHELF, "Måste förråden vid kajen låsas?").text


def test_a_reason_that_nobody_gives_is_not_made_up() -> None:
    assert ask(SHELF, "Varför höjdes hyran för båtskjulen?").refusal is Refusal.NO_EVIDENCE


@pytest.mark.parametrize(
    "question", ["Vad berodde förseningen på?", "Av vilken orsak ströks bidraget?", "Hur kom det sig?"]
)
def test_a_reason_is_asked_for_in_many_ways(question: str) -> None:
    assert asked(question).asks[0].slot is Slot.WHY
