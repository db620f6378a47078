"""What each part of analysis and ranking is worth: the search without it, on the same questions.

``python -m evals.benchmarks.ablation SET… --data DIR``. Each row tells how Recall@5 and RR@10 by § change
when a part is left out, and RR@10 by passage (the one that holds the evidence), over all questions and on
either half of them, and the last by type on both halves.
The parts are constants and functions of their modules, and are replaced there while a row is measured. What
words are indexed by is left out of a lexical index made anew.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import numpy as np

from corpus import lexical, swedish
from corpus.embedding import Vector
from corpus.lexical import LexicalIndex
from corpus.model import Question, Ranked
from evals.benchmarks.peers import plainly
from evals.benchmarks.versus import Wanted, rank, reciprocal, wanted
from evals.generate import HALVES, half
from evals.questions import EvalQuestion, load_questions
from evals.ranking import judgements, ranking, recall, reciprocal_rank
from evals.shelf import open_shelf
from retrieval import search as ranks
from retrieval.assistant import Assistant, Shelf
from retrieval.features import AT_SIGHT, BY_READING

RECALL, RR = 5, 10
# The least change that is told of a type.
_TOLD = 0.005
_BATCH = 5_000
_TABLES = {"AT_SIGHT": AT_SIGHT, "BY_READING": BY_READING}

Scores = Mapping[str, tuple[float, float, float]]
"""Recall@5 and RR@10 by §, and RR@10 by passage, by the question's id."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A vector index that looks for nothing twice."""

    inner: ranks.Meanings
    made: dict[str, Vector] = field(default_factory=dict)
    found: dict[object, tuple[Ranked, ...]] = field(default_factory=dict)

    def vector(self, text: str) -> Vector:
        """See ``Meanings``."""
        if text not in self.made:
            self.made[text] = self.inner.vector(text)
        return self.made[text]

    def nearest(self, vector: Vector, limit: int, among: Collection[str] | None = None) -> tuple[Ranked, ...]:
        """See ``Meanings``."""
        asked = vector.tobytes(), limit, among
        if asked not in self.found:
            self.found[asked] = self.inner.nearest(vector, limit, among)
        return self.found[asked]


def analysis() -> dict[str, AbstractContextManager[object]]:
    """What can be left out of the words that chunks are indexed and asked for by, by name."""
    return {
        "stems": patch.object(swedish, "stem", lambda word: word),
        "short forms written out": patch.dict(swedish._EXPANSIONS, clear=True),
        "number words as figures": patch.dict(swedish._NUMBER_WORDS, clear=True),
        "amounts as one number": patch.object(swedish, "_numbers", lambda folded: iter(())),
        "stop words left out": patch.object(swedish, "STOPWORDS", frozenset()),
    }


def parts() -> dict[str, AbstractContextManager[object]]:
    """What can be left out of a search, by name."""
    each_feature = {
        f"feature {left_out.__name__.strip('_')}": patch.object(
            ranks, name, tuple(pair for pair in table if pair[1] is not left_out)
        )
        for name, table in _TABLES.items()
        for _, left_out in table
    }
    fields = {
        f"field {name}": patch.dict(lexical._FIELD_BOOSTS, {name: 0.0}) for name in lexical._FIELD_BOOSTS
    }
    return {
        **each_feature,
        **fields,
        "exact lifts": patch.multiple(lexical, _LABEL=0.0, _DIARIENUMMER=0.0, _BODY=0.0, _DATE=0.0),
        "rarity of words": patch.object(ranks, "weighed", lambda terms, index: terms),
        "decisions of named meetings": patch.object(ranks, "MOST_DECISIONS", 0),
        "newest version first": patch.object(ranks, "SUPERSEDED", 0.0),
        "repeated sections set back": patch.object(ranks, "REPEATED", 0.0),
        "compared in turns": patch.dict(ranks._APART, clear=True),
        "copies told once": patch.object(ranks, "told_once", list),
        "meanings": patch.object(ranks, "fuse", _only(0)),
        "words": patch.object(ranks, "fuse", _only(1)),
        "every feature": patch.multiple(ranks, AT_SIGHT=(), BY_READING=()),
    }


def _only(place: int) -> Callable[..., dict[str, float]]:
    fuse = ranks.fuse
    return lambda *rankings: fuse(rankings[place])


def scored(assistant: Assistant, questions: Sequence[EvalQuestion], passages: Mapping[str, Wanted]) -> Scores:
    """The ranking measures of every question; ``passages`` tells by id what shows its answer."""
    return {question.id: _scores(assistant, question, passages.get(question.id)) for question in questions}


def _scores(
    assistant: Assistant, question: EvalQuestion, passage: Wanted | None
) -> tuple[float, float, float]:
    """The three measures; a follow-up, whose passage is not asked for by itself, counts its § alone."""
    assert question.gold
    asked: Question = question.question
    hits, judged = assistant.search(asked, RR), judgements(question.gold)
    found = ranking(hits, question.gold)
    by_place = reciprocal_rank(found, judged, RR)
    by_passage = reciprocal(rank(plainly(hits), passage)) if passage else by_place
    return recall(found, judged, RECALL), by_place, by_passage


def line(name: str, whole: Scores, without: Scores, questions: Sequence[EvalQuestion]) -> str:
    """A row of the table."""
    changes = {q.id: np.subtract(without[q.id], whole[q.id]) for q in questions}
    halves = [np.mean([changes[q.id] for q in questions if half(q) == name], axis=0) for name in HALVES]
    cells = [f"{change:+.3f}" for change in chain(np.mean(list(changes.values()), axis=0), *halves)]
    by_type: defaultdict[str, dict[str, list[float]]] = defaultdict(lambda: {name: [] for name in HALVES})
    for question in questions:
        by_type[question.type][half(question)].append(float(changes[question.id][2]))
    means = {kind: [float(np.mean(rows or [0.0])) for rows in of.values()] for kind, of in by_type.items()}
    worst = sorted(means, key=lambda kind: min(means[kind]))
    told = [
        f"{kind} {'/'.join(f'{mean:+.3f}' for mean in means[kind])}"
        for kind in worst
        if max(map(abs, means[kind])) >= _TOLD
    ]
    return f"{name:32}{'  '.join(cells)}  {', '.join(told)}"


@contextmanager
def _indexed_anew(shelf: Shelf) -> Iterator[Shelf]:
    """The shelf with its chunks by the words that the analysis gives now."""
    with ExitStack() as closing:
        closing.callback(swedish._word_terms.cache_clear)
        swedish._word_terms.cache_clear()
        index = LexicalIndex(Path(closing.enter_context(tempfile.TemporaryDirectory())))
        closing.callback(index.close)
        ids = sorted(shelf.lexical.ids())
        for at in range(0, len(ids), _BATCH):
            index.add(shelf.lexical.chunks(ids[at : at + _BATCH]))
        yield replace(shelf, lexical=index)


def rows(shelf: Shelf, questions: Sequence[EvalQuestion]) -> Iterator[str]:
    """The table, row by row."""
    passages = {asked.id: asked for asked in wanted(questions, shelf.archive)}
    whole = scored(Assistant(shelf), questions, passages)
    means = np.mean(list(whole.values()), axis=0)
    yield (
        f"all parts, {len(questions)} questions: Recall@{RECALL} {means[0]:.3f}  RR@{RR} {means[1]:.3f}  "
        f"by passage {means[2]:.3f}"
    )
    halves = "/".join(HALVES)
    yield f"{'without':32}Recall  RR  by passage, the same of each half ({halves}), the last by type"
    for name, leaving_out in parts().items():
        with leaving_out:
            yield line(name, whole, scored(Assistant(shelf), questions, passages), questions)
    for name, leaving_out in analysis().items():
        with leaving_out, _indexed_anew(shelf) as anew:
            yield line(name, whole, scored(Assistant(anew), questions, passages), questions)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    questions = [q for q in chain(*map(load_questions, options.sets)) if q.gold]
    with open_shelf(options.data, "benchmark") as shelf, patch.object(lexical, "_DECODED", sys.maxsize):
        for row in rows(replace(shelf, vectors=Remembered(shelf.vectors)), questions):
            sys.stdout.write(row + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
