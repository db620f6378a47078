"""What an answer must be told by: the number of the things, the year's own paper, the body's own word."""

from dataclasses import replace

import pytest

from corpus.model import Kind, Outcome, Refusal
from tests.shelf import B, D, N, R, V, Y, ask, document, section, shelf

BOARD = "Hamnnämnden"
PRESENT = section(
    "Sammanträdesuppgifter",
    (N, "Beslutande ledamöter Eva Ström C\nPer Lind S, ordförande\nKim Dahl V\nSekreterare Ida Lund"),
)
FIGURES = section(
    "Hamnens ekonomi",
    (B, "Beslut\nRedovisningen godkänns."),
    (
        D,
        "Bakgrund\nHamnen har 7 major kontrakt och 12–14 gästplatser vid Norra piren.\n"
        "Landgången vid Norra piren är kostnadsfri för båtgäster.\n"
        "Revisorerna vill senast den 3 april 2031 ha svar från nämnden om granskningen av hamnavgifterna på "
        "följande:\n"
        "På pirens muddring är Djupgräv upphandlad entreprenör.\n"
        "Pirens nya bryggor väntas bli klara tredje kvartalet 2032.",
    ),
    label="§ 4",
    dnr="HN 2031/4",
)
WITHOUT_PIER = section(
    "Remiss om rivning av Södra piren",
    (
        B,
        "Beslut\nHamnnämnden anser att Södra piren bör bevaras och rustas.",
    ),
    (R, "Reservation\nKim Dahl V reserverar sig mot beslutet."),
    (V, "Ordföranden finner att Per Linds yrkande bifalls."),
    (Y, "Yrkanden\nKim Dahl V yrkar bifall till motionen.\nEva Ström C yrkar bifall till liggande förslag."),
    label="§ 5",
    dnr="HN 2031/5",
    outcome=Outcome.BIFALL,
)
LIGHTHOUSE = section(
    "Fyren på Skäret",
    (D, "Bakgrund\nFyren på Skäret sköts av en fyrvaktare. Högst 40 % av Skäret får beläggas med plattor."),
    label="§ 6",
)
MARCH = document(BOARD, "2031-03-04")
LOOKED_BACK = section(
    "Delårsrapport augusti 2031",
    (B, "Beslut\nHamnnämnden beslutar att följande uppgifter får gallras:\nBåtplatskön före 2020."),
    (D, "Bakgrund\nPrognosen för hamnens verksamhet visar ett underskott på 90 tkr."),
    label="§ 9",
    dnr="HN 2031/9",
)
SUMS = tuple(
    (
        document(BOARD, f"{year + 1}-02-10", Kind.RAPPORT, title=f"Årsrapport {year}"),
        section(f"Hamnens resultat {year}", (D, f"Resultat\nHamnens överskott blev {told} tkr.")),
    )
    for year, told in ((2029, 310), (2030, 452))
)
QUESTIONS = tuple(
    (
        document(BOARD, f"2031-{month:02}-20"),
        section(
            "Övriga frågor",
            (B, f"Beslut\n{told}"),
            label=f"§ {month}",
            dnr="HN 2031/1",
            outcome=Outcome.NOTERAD,
        ),
    )
    for month, told in (
        (5, "Informationen om isbrytaren tas till handlingarna."),
        (6, "Hamnchefen återkommer om sopkärlen vid kajen."),
        (8, "Informationen om fyren tas till handlingarna."),
    )
)
WHERE = shelf(
    (MARCH, PRESENT),
    (MARCH, FIGURES),
    (MARCH, WITHOUT_PIER),
    (MARCH, LIGHTHOUSE),
    (document(BOARD, "2031-09-24"), LOOKED_BACK),
    *SUMS,
    *QUESTIONS,
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hur många gästplatser finns vid Norra piren?", "12–14 gästplatser"),
        ("Hur många major kontrakt har hamnen?", "7 major kontrakt"),
        ("Vad kostar landgången vid Norra piren?", "kostnadsfri"),
        ("När senast ska hamnnämnden svara revisorerna om granskningen av hamnavgifterna?", "3 april 2031"),
        ("Vilken entreprenör är upphandlad för pirens muddring?", "Djupgräv"),
        ("När blir pirens nya bryggor klara?", "tredje kvartalet 2032"),
        ("Vem var ordförande när hamnnämnden sammanträdde i mars 2031?", "Per Lind S, ordförande"),
        (
            "Vem yrkade bifall till motionen om rivning av Södra piren?",
            "Kim Dahl V yrkar bifall till motionen",
        ),
        ("Fick Vänsterpartiet igenom rivningen av Södra piren?", "Nej. "),
        ("Vad svarade hamnnämnden på remissen om Södra piren?", "bör bevaras och rustas"),
        ("Hur stort överskott gjorde hamnen 2029?", "310 tkr"),
        ("Hur stort överskott gjorde hamnen 2030?", "452 tkr"),
        ("Vad beslutade hamnnämnden om sopkärlen vid kajen?", "återkommer om sopkärlen"),
        ("Hur stort underskott visar delårsrapporten augusti 2031 för hamnens verksamhet?", "90 tkr"),
        ("Vad beslutade hamnnämnden om gallring av båtplatskön?", "uppgifter får gallras: Båtplatskön"),
    ],
)
def test_what_tells_it_is_found(question: str, told: str) -> None:
    given = ask(WHERE, question)
    assert told in given.text, given.text


@pytest.mark.parametrize(
    "question",
    [
        "Vad heter fyrvaktaren som sköter fyren på Skäret?",
        "Hur många båtgäster har landgången vid Norra piren?",
        "Vad kostar det att belägga Skäret med plattor?",
        "Hur stort är vitet i ärende HN 2031/5?",
        "Vem var ordförande när hamnnämnden sammanträdde i mars 2032?",
    ],
)
def test_what_stands_near_does_not_tell_it(question: str) -> None:
    given = ask(WHERE, question)
    assert given.refusal is Refusal.NO_EVIDENCE, given.text


def test_only_the_motions_mover_is_told_and_not_who_moved_the_opposite() -> None:
    text = ask(WHERE, "Vem yrkade bifall till motionen om rivning av Södra piren?").text
    assert "Eva Ström" not in text


def test_a_municipality_has_decided_nothing_where_no_body_is_known() -> None:
    letter = replace(document("Länsstyrelsen", "2031-06-02", Kind.OVRIGT, title="Beslut om piren"), body=None)
    ruling = section("Beslut om piren", (B, "Beslut\nLänsstyrelsen upphäver lovet för Norra piren."))
    text = ask(shelf((letter, ruling)), "Vad hände med lovet för Norra piren?").text
    assert "upphäver lovet" in text
    assert "Granmåla beslutade" not in text
