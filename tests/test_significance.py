"""Intervals and p-values: repeatable, right where they can be reckoned by hand, and never too sure."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.significance import bootstrap, interval, least_p, randomization_p


def test_the_same_scores_give_the_same_figures() -> None:
    scores = [0.0, 1.0, 0.5, 1.0] * 10
    assert interval(scores) == interval(scores)
    assert randomization_p([s - 0.4 for s in scores]) == randomization_p([s - 0.4 for s in scores])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_interval_holds_the_mean(scores: list[float]) -> None:
    found = interval(scores)
    assert found is not None
    assert found[0] - 1e-9 <= sum(scores) / len(scores) <= found[1] + 1e-9


def test_scores_that_are_all_right_are_no_certainty() -> None:
    assert interval([1.0] * 40) == pytest.approx((0.912, 1.0), abs=1e-3)
    assert interval([0.0]) == pytest.approx((0.0, 0.793), abs=1e-3)
    assert interval([]) is None


def test_more_questions_give_a_narrower_interval() -> None:
    few, many = bootstrap([0.0, 1.0] * 10), bootstrap([0.0, 1.0] * 200)
    assert many[1] - many[0] < few[1] - few[0]
    assert many == pytest.approx((0.45, 0.55), abs=0.01)


def test_few_differences_are_tried_with_every_sign() -> None:
    differences = [1.0, 1.0, -0.5, 0.25, 0.0]
    changed = [d for d in differences if d]
    sums = [
        abs(sum(s * d for s, d in zip(signs, changed, strict=True)))
        for signs in itertools.product((-1, 1), repeat=4)
    ]
    assert randomization_p(differences) == sum(s >= 1.75 for s in sums) / 16


def test_no_difference_is_no_evidence() -> None:
    assert randomization_p([0.0, 0.0]) == 1
    assert least_p([]) == 1


@pytest.mark.parametrize(("lost", "least"), [(1, 1.0), (5, 0.0625), (6, 0.03125)])
def test_the_least_p_is_that_of_changes_of_one_sign(lost: int, least: float) -> None:
    assert least_p([-1.0] * lost + [0.0] * 30) == least == randomization_p([-1.0] * lost + [0.0] * 30)


def test_drawn_signs_never_give_a_p_of_0() -> None:
    assert 0 < randomization_p([1.0] * 60) < 0.001
    assert randomization_p([1.0, -1.0] * 30) == 1
