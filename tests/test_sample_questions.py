"""The sample documents and their questions, the whole way with the real model: the quality gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.composition import assistant_over
from corpus.collection import Collection, open_collection
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from evals.measures import Attempt, mean, parse_measure
from evals.questions import load_questions
from evals.quotes import SourceReader
from evals.run import run
from ingest.pipeline import Options, ingest

REPOSITORY = Path(__file__).parent.parent
SAMPLES = REPOSITORY / "corpus" / "samples" / "files"
QUESTIONS = REPOSITORY / "evals" / "questions" / "sample.yaml"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, onnx_embedder: Embedder) -> Iterator[Collection]:
    folder = DataFolder(tmp_path_factory.mktemp("samples"))
    with folder.owned("test"), open_collection(folder, onnx_embedder) as opened:
        ingest([SAMPLES], folder.path, opened.archive, opened.agree, Options(processes=2))
        yield opened


@pytest.fixture(scope="module")
def attempts(collection: Collection) -> tuple[Attempt, ...]:
    assistant = assistant_over(collection, None)
    reader = SourceReader(collection.archive)
    return tuple(run(load_questions(QUESTIONS), lambda q: assistant.ask(q.question), reader))


def test_no_question_crashes(attempts: tuple[Attempt, ...]) -> None:
    assert [attempt.error for attempt in attempts if attempt.error] == []


def test_every_quote_stands_verbatim_in_the_source_opened_anew(attempts: tuple[Attempt, ...]) -> None:
    verbatim = [(a.question.id, quote) for a in attempts for quote in a.quotes_verbatim]
    assert len(verbatim) > 20
    assert [question for question, found in verbatim if not found] == []


def test_no_proposal_is_told_as_a_decision(attempts: tuple[Attempt, ...]) -> None:
    status = parse_measure("Status")
    assert [a.question.id for a in attempts if status(a) == 0] == []


@pytest.mark.parametrize(
    ("measure", "least"),
    [("Right", 0.88), ("Refusal", 0.93), ("CitationPrecision", 0.85), ("Recall@5", 0.92)],
)
def test_the_measures_keep_their_level(attempts: tuple[Attempt, ...], measure: str, least: float) -> None:
    score = mean(parse_measure(measure), attempts)
    assert score is not None
    assert score >= least
