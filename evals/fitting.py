"""The weights of ``retrieval.answerable``, fitted to questions asked with and without their matter.

``python -m evals.fitting SET… --generated SET… --data DIR`` prints them; of generated questions only the tune
half is used. An answer from another place than the gold's teaches nothing: it may be about the matter or not.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from evals.generate import half
from evals.judge import right_place
from evals.questions import EvalQuestion, load_questions
from evals.shelf import open_shelf
from evals.withhold import with_twins, without
from retrieval import answer as answering
from retrieval.answerable import SIGNS, Signs, signs
from retrieval.asked import Ask
from retrieval.assistant import Assistant, Shelf
from retrieval.draft.claims import Claim, first_evidence
from retrieval.relevance import Case

Numbers = npt.NDArray[np.float64]

_RIDGE, _STEPS = 1.0, 60


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of the first evidence for a question, and whether it is about the matter."""

    question: EvalQuestion
    signs: Signs
    about: bool


def examples(questions: Sequence[EvalQuestion], shelf: Shelf) -> Iterator[Example]:
    """An example for each question and each twin whose matter is gone, where any evidence was found."""
    for question in with_twins(questions):
        seen: list[Signs] = []

        def told(ask: Ask, claims: tuple[Claim, ...], case: Case, seen: list[Signs] = seen) -> bool:
            proof = first_evidence(claims)
            seen += [signs(proof, ask, case)] if proof else []
            return proof is not None

        held = without(shelf, question.withheld) if question.withheld else shelf
        with patch.object(answering, "enough", told):
            given = Assistant(held).ask(question.question)
        gold = question.gold
        if seen and (gold is None or any(right_place(citation, gold) for citation in given.citations)):
            yield Example(question, seen[0], gold is not None)


def fitted(found: Sequence[Example]) -> dict[str, float]:
    """The weights by name, ``bias`` first, by ridge logistic regression (iteratively reweighted squares).

    Examples with and without an answer weigh the same together.
    """
    about = np.array([example.about for example in found], float)
    table = np.array([astuple(example.signs) for example in found])
    design = np.column_stack([np.ones(len(table)), table])
    each = np.where(about == 1, 0.5 / about.mean(), 0.5 / (1 - about.mean()))
    ridge = _RIDGE * np.diag([0.0, *np.ones(len(SIGNS))])
    weights: Numbers = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ weights))
        curve = each * chance * (1 - chance)
        slope = design.T @ (each * (about - chance)) - ridge @ weights
        weights = weights + np.linalg.solve(design.T @ (design * curve[:, None]) + ridge, slope)
    return dict(zip(("bias", *SIGNS), (round(float(weight), 3) for weight in weights), strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the weights as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--generated", nargs="*", type=Path, default=())
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    generated = chain(*map(load_questions, options.generated))
    questions = [*chain(*map(load_questions, options.sets)), *(q for q in generated if half(q) == "tune")]
    with open_shelf(options.data, "fitting") as shelf:
        weights = fitted(tuple(examples(questions, shelf)))
    sys.stdout.write(json.dumps(weights, indent=2) + "\n")


if __name__ == "__main__":
    main()
