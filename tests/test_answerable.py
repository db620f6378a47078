"""How likely evidence is to answer: the signs of it, and weights that come out of examples."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Question
from evals.fitting import Example, fitted
from evals.questions import EvalQuestion
from retrieval.answerable import SIGNS, Signs, likelihood, signs
from retrieval.asked import asked
from retrieval.evidence import readings
from retrieval.query import known, parse_query
from retrieval.relevance import case_of
from retrieval.subject import bag, covers, names
from tests.shelf import B, D, Shelf, document, section, shelf

NOTHING = Signs(**dict.fromkeys(SIGNS, 0.0))
POSTS = section(
    "Belysning i Ekdungen",
    (D, "Bakgrund\nStolparna i Ekdungen rostar."),
    (B, "Beslut\nNämnden byter stolparna."),
    label="§ 3",
    dnr="TN 2031/7",
)
BENCH = section("Bänkar vid torget", (B, "Beslut\nNämnden köper bänkar."), label="§ 4", dnr="TN 2031/8")
HELD = shelf((document("Tekniska nämnden", "2031-02-13"), POSTS), (document("Kultur", "2031-03-01"), BENCH))


def _signs(question: str, where: Shelf = HELD) -> Signs:
    query = parse_query(Question(question), known(held for held, _ in where.held))
    case = case_of(asked(query.text), query, readings(where.hits(question), where, 10))
    return signs(case.readings[0].passages[0], case.asked.asks[0], case)


@given(st.floats(0, 10), st.floats(0, 1), st.booleans())
def test_saying_more_of_the_question_never_makes_evidence_less_likely(
    said: float, whole: float, dated: bool
) -> None:
    less = replace(NOTHING, said=said, whole=whole, said_undated=0.0 if dated else said)
    more = replace(less, said=said + 1, said_undated=0.0 if dated else said + 1)
    assert 0 < likelihood(less) < likelihood(more) < 1
    assert likelihood(less) < likelihood(replace(less, whole=whole + 0.1))


def test_the_signs_of_a_matter_asked_about_in_its_own_words_outweigh_those_of_another() -> None:
    own, other = _signs("Vad beslutades om belysningen i Ekdungen?"), _signs("Vad kostar snöröjningen?")
    assert (own.whole, own.heading, own.minutes, own.numbered) == (1.0, 1.0, 1.0, 0.0)
    assert own.said == own.said_undated > other.said
    assert likelihood(own) > 0.5 > likelihood(other)


def test_a_named_day_and_a_number_are_signs() -> None:
    dated = _signs("Vad beslutade tekniska nämnden den 13 februari 2031 om belysningen?")
    assert dated.said_undated == 0.0
    assert dated.whole_dated == dated.whole == 1.0
    assert _signs("Vad beslutades i TN 2031/7?").numbered == 1.0


def test_weights_are_fitted_to_what_tells_examples_apart() -> None:
    drawn = random.Random(7)
    question = EvalQuestion("q", "fact", Question("?"), None)
    found = [
        Example(
            question, replace(NOTHING, said=drawn.gauss(6 if about else 2, 1.5), near=drawn.random()), about
        )
        for about in (True, False) * 100
    ]
    weights = fitted(found)
    assert weights["said"] > 0.5 > abs(weights["near"])
    assert weights["minutes"] == 0.0
    right = sum((weights["bias"] + weights["said"] * one.signs.said > 0) == one.about for one in found)
    assert right / len(found) > 0.85


@pytest.mark.parametrize(
    ("told", "asked_for"),
    [
        ("Donation av två bussar", "skänka"),
        ("Detaljplanen avskrivs", "stoppades"),
        ("Anna Ek (V) förordnas", "vänsterpartiet"),
        ("Avhysningar följs varje månad", "vräks"),
        ("Ett överskott om två miljoner", "plus"),
        ("Förvaltningens lokaler", "nämnden"),
        ("Avgiften fastställdes", "fastställts"),
        ("Uppdraget är särskilt viktigt", "särskilda"),
        ("Frånvaro från lunchen", "borta"),
    ],
)
def test_what_officials_write_is_known_by_what_people_say(told: str, asked_for: str) -> None:
    assert names(bag(told), asked_for)
    assert not covers(bag("Taxan höjs i hamnen"), asked_for)
