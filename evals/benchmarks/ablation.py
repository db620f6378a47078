"""What each part of analysis and ranking is worth: the search without it, on the same questions.

``python -m evals.benchmarks.ablation SET… --data DIR``. Each row tells how Recall@5 and RR@10 change
when a part is left out, over all questions and on either half of them, and the types that change the most.
The parts are constants of their modules, and are replaced there while a row is measured.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import numpy as np

from corpus import lexical
from corpus.collection import open_collection
from corpus.embedding import open_embedder
from corpus.folder import DataFolder
from corpus.model import Question
from corpus.settings import read_settings
from evals.generate import HALVES, half
from evals.questions import EvalQuestion, load_questions
from evals.ranking import judgements, ranking, recall, reciprocal_rank
from retrieval import search as ranks
from retrieval.assistant import Assistant, Shelf

RECALL, RR = 5, 10
_TOLD_TYPES = 3

Scores = Mapping[str, tuple[float, float]]
"""Recall@5 and RR@10 by the question's id."""


def parts() -> dict[str, AbstractContextManager[object]]:
    """What can be left out, by name."""
    features = {
        f"feature {feature.__name__.strip('_')}": patch.object(
            ranks, "FEATURES", tuple(other for other in ranks.FEATURES if other[1] is not feature)
        )
        for _, feature in ranks.FEATURES
    }
    fields = {
        f"field {name}": patch.dict(lexical._FIELD_BOOSTS, {name: 0.0}) for name in lexical._FIELD_BOOSTS
    }
    return {
        **features,
        **fields,
        "exact lifts": patch.multiple(lexical, _LABEL=0.0, _DIARIENUMMER=0.0, _BODY=0.0, _DATE=0.0),
        "newest version first": patch.object(ranks, "SUPERSEDED", 0.0),
        "repeated sections set back": patch.object(ranks, "REPEATED", 0.0),
        "meanings": patch.object(ranks, "fuse", _only(0)),
        "words": patch.object(ranks, "fuse", _only(1)),
        "every feature": patch.object(ranks, "FEATURES", ()),
    }


def _only(place: int) -> Callable[..., dict[str, float]]:
    fuse = ranks.fuse
    return lambda *rankings: fuse(rankings[place])


def scored(assistant: Assistant, questions: Sequence[EvalQuestion]) -> Scores:
    """The ranking measures of every question."""
    return {question.id: _scores(assistant, question) for question in questions}


def _scores(assistant: Assistant, question: EvalQuestion) -> tuple[float, float]:
    assert question.gold
    asked: Question = question.question
    found, judged = ranking(assistant.search(asked, RR), question.gold), judgements(question.gold)
    return recall(found, judged, RECALL), reciprocal_rank(found, judged, RR)


def line(name: str, whole: Scores, without: Scores, questions: Sequence[EvalQuestion]) -> str:
    """A row of the table."""
    lost = {q.id: np.subtract(without[q.id], whole[q.id]) for q in questions}
    by_type: defaultdict[str, list[float]] = defaultdict(list)
    for question in questions:
        by_type[question.type].append(float(lost[question.id][1]))
    halves = [np.mean([lost[q.id] for q in questions if half(q) == name], axis=0) for name in HALVES]
    cells = [f"{change:+.3f}" for change in chain(np.mean(list(lost.values()), axis=0), *halves)]
    worst = sorted(by_type, key=lambda kind: -abs(np.mean(by_type[kind])))[:_TOLD_TYPES]
    told = [f"{kind} {np.mean(by_type[kind]):+.3f}" for kind in worst if any(by_type[kind])]
    return f"{name:32}{'  '.join(cells)}  {', '.join(told)}"


@contextmanager
def _assistant(data: Path) -> Iterator[Assistant]:
    settings, folder = read_settings(), DataFolder(data)
    embedder = open_embedder(settings.model, settings.engine)
    with folder.owned("benchmark"), open_collection(folder, embedder) as collection:
        collection.agree()
        indexes = collection.indexes
        yield Assistant(Shelf(collection.archive, indexes.lexical, indexes.vectors, embedder.id))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    questions = [q for q in chain(*map(load_questions, options.sets)) if q.gold]
    with _assistant(options.data) as assistant:
        whole = scored(assistant, questions)
        means = np.mean(list(whole.values()), axis=0)
        sys.stdout.write(f"all parts, {len(questions)} questions: Recall@{RECALL} {means[0]:.3f}")
        sys.stdout.write(f"  RR@{RR} {means[1]:.3f}\n{'without':32}Recall  RR, then the same of each half\n")
        for name, leaving_out in parts().items():
            with leaving_out:
                without = scored(assistant, questions)
            sys.stdout.write(line(name, whole, without, questions) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
