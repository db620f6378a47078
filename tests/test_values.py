"""Where a text tells several values, the clause with the one asked for is told, and no other."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Outcome
from retrieval.draft.values import clause_asked
from retrieval.figures import CASH, COUNT, DATE, SUM
from retrieval.subject import Term, bag, covered
from tests.shelf import B, D, ask, document, section, shelf

DAYS = (
    "Nämndens möten 2031: 21 januari (tisdag) 18 februari (tisdag) Internbudget "
    "28 april (tisdag) Preliminär budget före remiss 26 maj (tisdag) Budget efter remiss, beredande"
)
FEES = "Timtaxa 2031 Bygglov: 1095 kr per timme Kajer, prövning: 1140 kr per timme Fisk: 1282 kr per timme"
CASES = [
    (DAYS, "preliminär budget", DATE, "28 april (tisdag) Preliminär budget före remiss"),
    (FEES, "kajer prövning", CASH, "Kajer, prövning: 1140 kr per timme"),
    ("Anslaget upp: 2031-08-18 Anslaget ned: 2031-09-09", "ned", DATE, "Anslaget ned: 2031-09-09"),
    ("Avgift tas ut. En båt: 2 000 kr. Två båtar: 3 000 kr.", "två båtar", SUM, "Två båtar: 3 000 kr."),
    ("Anslaget är 2 038 tkr, varav kajens del är 505 tkr.", "kajens", SUM, "varav kajens del är 505 tkr."),
    ("Prognosen är 230,5 mnkr vilket är 84,2 mnkr mer.", "prognosen", SUM, "Prognosen är 230,5 mnkr"),
    ("Avgift: 6 t.kr för båt, 9 t.kr för skuta.", "skuta", CASH, "9 t.kr för skuta."),
    ("Gäller från den 1 maj till den 3 juni.", "till den", DATE, "till den 3 juni."),
    ("Av 230 båtar är 47 segelbåtar och 12 skutor.", "skutor", COUNT, "och 12 skutor."),
]


@pytest.mark.parametrize(("text", "asked", "values", "told"), CASES)
def test_the_clause_that_says_what_is_asked_is_told(
    text: str, asked: str, values: re.Pattern[str], told: str
) -> None:
    spans = clause_asked(text, values, _says(asked))
    assert text[slice(*spans[-1])] == told


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Anslaget är 2 038 tkr.", "anslaget"),
        ("Taxan höjs från 200 kr till 230 kr.", "taxan"),
        ("Avgifterna höjs från 200 kr och 300 kr till 300 kr, 450 kr och 800 kr.", "avgifterna"),
        ("Kajen kostar 2 mnkr, kajen 3 mnkr.", "kajen"),
        ("Anslaget är 3 mnkr, varav 2 mnkr till kajen.", "bron"),
    ],
)
def test_a_text_is_told_whole_where_no_clause_stands_out(text: str, asked: str) -> None:
    assert clause_asked(text, SUM, _says(asked)) == ()


def test_what_leads_in_to_the_first_value_is_told_with_it() -> None:
    text = "Mötena är: 4 mars Budget 6 maj Bokslut"
    assert clause_asked(text, DATE, _says("budget")) == ((0, len("Mötena är: 4 mars Budget")),)


@given(st.lists(st.sampled_from(["5 mnkr", "2031-03-04", ",", ":", ".", "varav", "kajen", "den", "\n"])))
def test_what_is_told_stands_in_the_text_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    edges = [edge for span in clause_asked(text, SUM, _says("kajen")) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


def _says(words: str) -> Callable[[str], frozenset[Term]]:
    terms = [Term(word, 1.0) for word in words.split()]
    return lambda text: covered(terms, bag(text))


HELD = shelf(
    (
        document("Hamnnämnden", "2031-03-04"),
        section(
            "Avgifter i hamnen",
            (
                B,
                "Beslut\nHamnens avgifter, i enlighet med förvaltningens tjänsteutlåtande, fastställs och "
                "gäller från och med den 1 maj 2031 till och med den 30 april 2034.",
            ),
            (D, "Ärendet\nAvgifterna ska följas upp i hamnen senast kvartal 3 2032."),
            (D, "Ärendet\nAvgifterna beräknas ge 900 tkr om året, varav 250 tkr från husbåtar."),
            label="§ 4",
            dnr="HN 2031/4",
            outcome=Outcome.BIFALL,
        ),
    )
)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Till och med vilket datum gäller hamnens avgifter?", "… till och med den 30 april 2034", "1 maj"),
        ("När ska avgifterna i hamnen senast ha följts upp?", "senast kvartal 3 2032", "1 maj"),
        ("Hur mycket väntas avgifterna i hamnen ge från husbåtar?", "varav 250 tkr från husbåtar", "900"),
    ],
)
def test_an_answer_tells_no_other_value_than_is_asked(question: str, says: str, never: str) -> None:
    answer = ask(HELD, question)
    assert says in answer.text
    assert never not in answer.text
    assert answer.citations[0].quote.startswith(("Hamnens avgifter", "Avgifterna"))


@pytest.mark.parametrize(
    "question",
    [
        "Hur mycket ger hamnens avgifter om året och hur mycket från husbåtar?",
        "Hur mycket ger hamnens avgifter om året och husbåtar?",
    ],
)
def test_both_values_are_told_where_both_are_asked(question: str) -> None:
    assert "900 tkr om året, varav 250 tkr" in ask(HELD, question).text
