"""The gate: no type of question may lose more than 2 points against the committed baseline.

The baseline holds every sample question's scores. A run that lacks a question of the baseline, or has one
that the baseline lacks, cannot be compared and does not pass either.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.compare import Change, changes, pairs
from evals.measures import Measure, parse_measure
from evals.record import Record, Scored, Scores, measures_of

BASELINE = Path(__file__).with_name("baseline.json")
TOLERANCE = 0.02
GATED = tuple(
    parse_measure(text)
    for text in ("Right", "CitationPrecision", "Status", "Untrapped", "Refusal", "Quote", "Recall@5")
)


@dataclass(frozen=True, slots=True)
class Loss:
    """A type of question that is worse than it was by one measure, with the ids of the questions lost."""

    type: str
    measure: str
    before: float
    after: float
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the gate is passed, and if not why.

    ``unlike`` holds the ids of questions that only one side has, ``questions`` those that were lost.
    """

    passed: bool
    losses: tuple[Loss, ...]
    unlike: tuple[str, ...]
    measures: Mapping[str, Scores]
    questions: tuple[Scored, ...]


def gate(before: Sequence[Scored], after: Sequence[Scored]) -> Verdict:
    """The verdict on a run against the baseline."""
    lost, foreign = losses(before, after), unlike(before, after)
    named = {name for loss in lost for name in loss.questions}
    questions = tuple(question for question in after if question.id in named)
    return Verdict(not lost and not foreign, lost, foreign, measures_of(after), questions)


def losses(
    before: Sequence[Scored], after: Sequence[Scored], measures: Sequence[Measure] = GATED
) -> tuple[Loss, ...]:
    """What is lost, by type and measure, worst first."""
    found = [loss for measure in measures for loss in _losses(before, after, measure)]
    return tuple(sorted(found, key=lambda loss: loss.after - loss.before))


def unlike(before: Sequence[Scored], after: Sequence[Scored]) -> tuple[str, ...]:
    """The ids of the questions that only one of the runs has, or that are put otherwise in the other."""
    asked = {(q.id, q.type, q.question) for q in before} ^ {(q.id, q.type, q.question) for q in after}
    return tuple(sorted({name for name, _, _ in asked}))


def baseline_of(kept: Record) -> str:
    """The record's scores by the gated measures as JSON, a question a line, so that a renewal reads well."""
    names = [repr(measure) for measure in GATED]
    rows = (
        {"id": q.id, "type": q.type, "question": q.question, "scores": {n: q.scores[n] for n in names}}
        for q in kept.questions
    )
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"measures": {{}}, "questions": [\n{lines}\n]}}\n'


def _losses(before: Sequence[Scored], after: Sequence[Scored], measure: Measure) -> Iterator[Loss]:
    for kind, change in changes(pairs(before, after, measure)).items():
        if _is_lost(change):
            yield Loss(kind, repr(measure), change.before, change.after, change.lost)


def _is_lost(change: Change) -> bool:
    return change.before - change.after > TOLERANCE + 1e-9
