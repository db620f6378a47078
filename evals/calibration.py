"""What refusing would be worth, were the evidence asked for more or less strictly than it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.measures import parse_measure
from evals.questions import EvalQuestion
from evals.run import Ask, run
from retrieval.refusal import strictness

STRICTNESSES = (0.0, 0.4, 0.7, 1.0, 1.2, 1.4, 1.7)
_MOST = 120
_MEASURES = tuple(map(parse_measure, ("RefusalPrecision", "RefusalRecall", "Right")))


@dataclass(frozen=True, slots=True)
class Point:
    """The share of refusals that are right, of due refusals given, and of right answers, at a strictness.

    ``strictness`` is what the calibrated thresholds are multiplied by; None where a measure has no question.
    """

    strictness: float
    precision: float | None
    recall: float | None
    right: float | None


def calibration(questions: Sequence[EvalQuestion], ask: Ask) -> Iterator[Point]:
    """A point a strictness, of at most 120 questions that something answers and 120 that nothing does."""
    answered = [question for question in questions if question.gold]
    asked = (*_spread(answered), *_spread([question for question in questions if not question.gold]))
    for factor in STRICTNESSES:
        with strictness(factor):
            attempts = tuple(run(asked, ask))
        yield Point(factor, *(measure.of(map(measure, attempts)) for measure in _MEASURES))


def _spread(questions: Sequence[EvalQuestion]) -> Sequence[EvalQuestion]:
    """At most 120, evenly."""
    return questions[:: max(1, -(-len(questions) // _MOST))]
