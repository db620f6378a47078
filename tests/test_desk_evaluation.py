"""The measures of the tjänsteman's desk, and the shape of its labelled sets."""

import math
from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.matters import Followed, load_matters, step_recall
from evals.precedents import Place, gains, load_outcomes, load_sought, ndcg, recall

QUESTIONS = Path(__file__).parent.parent / "evals" / "questions"
A, B, C = (Place(f"{name}.txt", "§ 1", (f"KS 2024/{at}",)) for at, name in enumerate("abc", start=1))
OTHER = Place("x.txt", "§ 9", ("KS 2024/99",))


def test_a_matter_gains_once_by_its_place_or_its_number() -> None:
    by_number = Place("y.txt", "§ 5", ("ks-2024-00001",))
    assert gains([OTHER, by_number, A, B], [(A,), (B, C)]) == [False, True, False, True]
    assert gains([A] + [OTHER] * 9 + [B], [(A,), (B,)]) == [True] + [False] * 9


def test_recall_and_ndcg_are_those_of_trec() -> None:
    assert recall([True, False, True], 4) == 0.5
    assert ndcg([True, True], 2) == 1.0
    assert ndcg([False, True], 1) == pytest.approx(1 / math.log2(3))
    assert ndcg([], 3) == 0.0


def test_steps_are_counted_over_all_matters() -> None:
    found = (Followed("a", "held", 3, 4, 0, True), Followed("b", "held", 6, 6, 1, True))
    assert step_recall(found) == 0.9


def test_the_labelled_sets_are_whole() -> None:
    sought = load_sought(QUESTIONS / "precedents.yaml")
    assert len(sought) >= 40
    assert {one.half for one in sought} == {"tune", "held"}
    assert all(one.relevant and one.text for one in sought)
    matters = load_matters(QUESTIONS / "matters.yaml")
    assert len(matters) == 15
    assert all(matter.steps == tuple(sorted(matter.steps, key=lambda step: step.date)) for matter in matters)
    assert len(load_outcomes(QUESTIONS / "outcomes.yaml")) >= 100


def test_a_set_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        load_sought(tmp_path / "none.yaml")
    with pytest.raises(BadInput):
        load_matters(tmp_path / "none.yaml")
