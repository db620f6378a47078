"""``paragraf eval``: ask a question set or make one, and tell how good the answers are."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from app.composition import assistant_over, owned_collection, with_data
from app.printing import tell
from corpus.collection import Collection
from corpus.model import Answer
from corpus.settings import read_settings
from evals.generate import generate, half
from evals.measures import Attempt
from evals.questions import EvalQuestion, dump_questions, load_questions
from evals.quotes import SourceReader
from evals.report import as_json, table
from evals.run import run
from evals.withhold import without
from retrieval.assistant import Assistant


def evaluate(options: argparse.Namespace) -> int:
    """Run a step; the exit status is 1 when a question crashed."""
    settings = with_data(read_settings(), options.data)
    with owned_collection(settings, "paragraf eval") as collection:
        if options.step == "generate":
            return _generate(collection, options.questions, options.per_type)
        questions = [q for q in load_questions(options.questions) if options.half in (None, half(q))]
        assistant = assistant_over(collection, settings.municipality)
        attempts = list(_attempts(collection, assistant, questions))
    tell(options.json, as_json(attempts), [table(attempts)])
    return int(any(attempt.error for attempt in attempts))


def _generate(collection: Collection, path: Path, per_type: int) -> int:
    archive = collection.archive
    questions = generate((archive.read(source.id) for source in archive.sources()), per_type)
    path.write_text(dump_questions(questions), encoding="utf-8")
    sys.stderr.write(f"{len(questions)} frågor skrevs till {path}.\n")
    return 0


def _attempts(
    collection: Collection, assistant: Assistant, questions: list[EvalQuestion]
) -> Iterator[Attempt]:
    def ask(question: EvalQuestion) -> Answer:
        asked = assistant
        if question.withheld:
            asked = Assistant(without(assistant.shelf, question.withheld))
        return asked.ask(question.question)

    attempts = run(questions, ask, SourceReader(collection.archive))
    yield from tqdm(
        attempts, total=len(questions), desc="Frågor", unit="fråga", disable=not sys.stderr.isatty()
    )
