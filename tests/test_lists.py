"""Lists told whole, with what leads them in, and what a word is said to mean."""

import pytest

from corpus.model import Kind
from tests.shelf import D, ask, document, section, shelf

GOALS = section(
    "Mål för biblioteken",
    (
        D,
        "Bakgrund\nBiblioteken styrs av fem mål.\n"
        "De prioriterade målen för biblioteken 2031 är antagna.\n"
        "De är följande:\n– Fler besök på kvällstid.\n– Läslust för barn,\noch för unga.\n"
        "– Öppna verkstäder.\n"
        "Nämnden följer upp målen i mars.",
    ),
)
WORDS = section(
    "Definitioner",
    (
        D,
        "Begrepp\nBibliotek av olika slag finns i kommunen.\n"
        "Filial Ett bibliotek med minst tre anställda.\nMed bokbuss avses ett fordon för utlån.\n"
        "En filial kan stängas på sommaren.\nVarje bokbuss har tre anställda.",
    ),
)
WHERE = shelf(
    (document("Kulturnämnden", "2031-01-07", Kind.PLAN), GOALS),
    (document("Kulturnämnden", "2031-01-07", Kind.POLICY), WORDS),
)


def test_a_list_ends_where_its_marks_end_and_is_told_with_what_it_is_of() -> None:
    text = ask(WHERE, "Vilka mål är prioriterade för biblioteken 2031?").text
    assert "De prioriterade målen för biblioteken 2031 är antagna. De är följande:« [1]" in text
    assert "– »Fler besök på kvällstid.«" in text
    assert "Öppna verkstäder" in text
    assert "i mars" not in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Vad räknas som filial?", "minst tre anställda"),
        ("Vad menas med en bokbuss?", "fordon för utlån"),
    ],
)
def test_what_a_word_means(question: str, told: str) -> None:
    assert told in ask(WHERE, question).text


def test_a_sentence_that_tells_them_in_a_row_is_a_list() -> None:
    risks = section(
        "Risker på biblioteken",
        (
            D,
            "Bakgrund\nMånga bibliotek har sett risker på biblioteken.\n"
            "Bland riskerna nämns stölder vid lånedisken, bråk i läsesalen och skadegörelse.",
        ),
    )
    where = shelf((document("Kulturnämnden", "2031-01-07", Kind.RAPPORT), risks))
    assert "bråk i läsesalen" in ask(where, "Vilka tre slags risker har biblioteken sett?").text
