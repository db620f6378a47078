"""Measures are values, give every question a score, and agree with trec_eval where it defines them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from corpus.model import (
    Answer,
    Chunk,
    Citation,
    Document,
    Hit,
    Kind,
    MadeBy,
    Outcome,
    Place,
    Question,
    Refusal,
    Status,
)
from evals.measures import STANDARD, Attempt, Measure, mean, parse_measure
from evals.questions import EvalQuestion, Gold, GoldPlace

DOCUMENT = Document(
    id="a-protokoll",
    source="a",
    file="a.pdf",
    kind=Kind.PROTOKOLL,
    title="Protokoll",
    date=dt.date(2024, 5, 2),
)
PLACE = Place(
    section=7,
    label="§ 7",
    heading="Cykelväg",
    trail=(),
    diarienummer=("KS 2024/7",),
    page=3,
    number=3,
    outcome=Outcome.AVSLAG,
    addressee=None,
)
GOLD = Gold(GoldPlace("a.pdf", label="§ 7"), (("avslås", "avslog"), ("120 000",)))
QUESTION = EvalQuestion(
    "q", "decision", Question("Vad beslutades?"), GOLD, ("90 000 (förslaget, inte beslutet)",)
)
UNANSWERABLE = EvalQuestion("u", "unanswerable", Question("Vad kostar månen?"), None)


def answer(text: str = "", refusal: Refusal | None = None, citations: Sequence[Citation] = ()) -> Answer:
    return Answer(text, tuple(citations), (), refusal, MadeBy("extractive", "hash", "1"))


def citation(label: str = "§ 7", status: Status = Status.BESLUT, marker: int = 1) -> Citation:
    return Citation(marker, DOCUMENT, replace(PLACE, label=label), status, "Motionen avslås.", (0, 16))


def hit(label: str) -> Hit:
    chunk = Chunk(label, DOCUMENT, replace(PLACE, label=label), Status.BESLUT, (0, 4), "text")
    return Hit(chunk, 1.0)


def score(measure: str, question: EvalQuestion, given: Answer | None) -> float | None:
    return parse_measure(measure)(Attempt(question, given, 0.1))


@given(
    st.sampled_from(["Right", "RefusalPrecision", "Recall", "RR", "nDCG", "Latency"]), st.integers(0, 1000)
)
def test_a_measure_reads_back_what_it_prints(name: str, cutoff: int) -> None:
    measure = Measure(name, cutoff)
    assert parse_measure(repr(measure)) == measure


def test_an_unknown_measure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match="Recall"):
        parse_measure("Magic@3")


def test_right_needs_the_facts_the_place_and_no_trap() -> None:
    right = answer("Nämnden avslog ansökan om 120 000 kronor. [1]", citations=[citation()])
    assert score("Right", QUESTION, right) == 1
    assert score("Right", QUESTION, replace(right, citations=(citation("§ 8"),))) == 0
    assert score("Right", QUESTION, replace(right, text=right.text + " Förslaget var 90 000.")) == 0
    assert score("Right", QUESTION, replace(right, text="Nämnden avslog ansökan.")) == 0


def test_an_unanswerable_question_is_right_when_refused() -> None:
    assert score("Right", UNANSWERABLE, answer("Det framgår inte.", Refusal.NO_EVIDENCE)) == 1
    assert score("Right", UNANSWERABLE, answer("12 kronor.")) == 0


def test_out_of_scope_must_be_refused_for_that_reason() -> None:
    question = replace(UNANSWERABLE, type="out_of_scope")
    assert score("Refusal", question, answer(refusal=Refusal.OUT_OF_SCOPE)) == 1
    assert score("Refusal", question, answer(refusal=Refusal.NO_EVIDENCE)) == 0


def test_a_proposal_told_as_decided_is_unfaithful() -> None:
    told = answer("Nämnden beslutade att avslå. [1]", citations=[citation(status=Status.FORSLAG)])
    assert score("Status", QUESTION, told) == 0
    assert score("Status", QUESTION, replace(told, citations=(citation(),))) == 1
    assert score("Status", QUESTION, replace(told, text="Det finns ett förslag om avslag. [1]")) == 1


def test_a_known_wrong_answer_is_told_whatever_it_is_called() -> None:
    told = answer("Förslaget var 90 000 kronor. [1]", citations=[citation()])
    assert score("Untrapped", QUESTION, told) == 0
    assert score("Untrapped", QUESTION, replace(told, text="120 000 kronor. [1]")) == 1
    assert score("Untrapped", UNANSWERABLE, told) is None


def test_citation_precision_counts_citations_in_right_places() -> None:
    told = answer("x", citations=[citation(), citation("§ 9", marker=2)])
    assert score("CitationPrecision", QUESTION, told) == 0.5


def test_citation_recall_wants_the_deciding_place_or_its_words() -> None:
    question = replace(QUESTION, gold=replace(GOLD, also=(GoldPlace("a.pdf", label="§ 9"),)))
    beside = answer("x", citations=[citation("§ 9")])
    assert score("Citation", question, beside) == 1
    assert score("CitationRecall", question, beside) == 0
    worded = replace(GOLD, place=replace(GOLD.place, evidence="motionen avslås"))
    assert score("CitationRecall", replace(question, gold=worded), beside) == 1


def test_precision_of_refusing_is_of_refusals_and_recall_of_what_nothing_answers() -> None:
    refused, told = answer("Det framgår inte.", Refusal.NO_EVIDENCE), answer("12 kronor.")
    asked = [(QUESTION, refused), (QUESTION, told), (UNANSWERABLE, refused), (UNANSWERABLE, told)]
    attempts = [Attempt(question, given, 0.1) for question, given in asked]
    assert [parse_measure("RefusalPrecision")(a) for a in attempts] == [0, None, 1, None]
    assert [parse_measure("RefusalRecall")(a) for a in attempts] == [None, None, 1, 0]
    assert mean(parse_measure("RefusalPrecision"), attempts) == 0.5


def test_latency_is_a_percentile_in_milliseconds() -> None:
    attempts = [Attempt(QUESTION, answer("x"), seconds / 1000) for seconds in range(1, 102)]
    assert mean(parse_measure("Latency@50"), attempts) == pytest.approx(51)
    assert mean(parse_measure("Latency@95"), attempts) == pytest.approx(96)


def test_a_gold_of_places_alone_measures_ranking_and_citation_alone() -> None:
    question = replace(QUESTION, gold=Gold(GoldPlace("a.pdf", label="§ 7"), ()))
    told = replace(answer("x", citations=[citation()]), hits=(hit("§ 7"),))
    assert (score("Right", question, told), score("Answer", question, told)) == (None, None)
    assert (score("Citation", question, told), score("Recall@1", question, told)) == (1, 1)


def test_a_crash_scores_zero_in_every_measure_that_applies() -> None:
    scores = {repr(m): m(Attempt(QUESTION, None, 0.2, error="boom")) for m in STANDARD}
    assert {k for k, v in scores.items() if v is None} == {
        *("CitationPrecision", "Status", "Untrapped", "RefusalPrecision", "RefusalRecall"),
        *("Quote", "Grounded", "Supported", "FellBack", "Dropped"),
    }
    assert {k: v for k, v in scores.items() if v} == {"Latency@50": 200, "Latency@95": 200}
    assert score("RefusalRecall", UNANSWERABLE, None) == 0


def test_the_mean_leaves_out_questions_that_a_measure_does_not_apply_to() -> None:
    attempts = [Attempt(QUESTION, answer("avslås 120 000"), 0.1), Attempt(UNANSWERABLE, answer("nej"), 0.1)]
    assert mean(parse_measure("Answer"), attempts) == 1
    assert mean(parse_measure("Answer"), attempts[1:]) is None
