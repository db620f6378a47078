"""The sample documents and their questions, the whole way with the real model: the quality gate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from app.composition import assistant_over
from app.evaluation import SAMPLE_FILES, SAMPLE_QUESTIONS, asker, sample_run
from corpus.collection import Collection, open_collection
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from corpus.model import Question
from evals.gate import BASELINE, gate
from evals.judge import same_place
from evals.proof import doubted
from evals.questions import load_questions
from evals.record import QRELS_TREC, RUN_TREC, Record, load_record, write_record
from evals.table import gate_lines
from evals.withhold import WITHHELD, with_twins
from ingest.pipeline import Options, ingest
from retrieval.assistant import Assistant
from tests.trec import by_ir_measures


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, onnx_embedder: Embedder) -> Iterator[Collection]:
    folder = DataFolder(tmp_path_factory.mktemp("samples"))
    with folder.owned("test"), open_collection(folder, onnx_embedder) as opened:
        ingest([SAMPLE_FILES], folder.path, opened.archive, opened.agree, Options(processes=2))
        yield opened


@pytest.fixture(scope="module")
def kept(collection: Collection) -> Record:
    return sample_run(collection)


def test_no_question_crashes(kept: Record) -> None:
    assert [question.error for question in kept.questions if question.error] == []


def test_every_quote_stands_verbatim_in_the_source_opened_anew(kept: Record) -> None:
    assert sum(len(question.citations) for question in kept.questions) > 20
    assert [q.id for q in kept.questions if q.scores["Quote"] not in (None, 1)] == []


def test_no_proposal_is_told_as_a_decision(kept: Record) -> None:
    assert [q.id for q in kept.questions if q.scores["Status"] == 0] == []


def test_no_type_of_question_has_lost_against_the_baseline(kept: Record) -> None:
    found = gate(load_record(BASELINE).questions, kept.questions)
    assert found.passed, "\n".join(gate_lines(found))


def test_the_gate_fails_when_an_answer_goes_wrong(kept: Record) -> None:
    spoiled = replace(kept.questions[0], scores={**kept.questions[0].scores, "Right": 0.0})
    found = gate(kept.questions, (spoiled, *kept.questions[1:]))
    assert not found.passed
    assert spoiled.id in [name for loss in found.losses for name in loss.questions]


def test_a_matter_that_is_taken_away_is_never_cited(collection: Collection) -> None:
    every = list(with_twins(load_questions(SAMPLE_QUESTIONS)))
    golds = {question.id: question.gold for question in every}
    ask, twins = asker(assistant_over(collection, None)), [q for q in every if q.type == WITHHELD][::4]
    given = {twin.id: ask(twin) for twin in twins}
    for name, answer in given.items():
        gold = golds[name.removesuffix(f"-{WITHHELD}")]
        assert gold
        assert not [one.quote for one in answer.citations if same_place(one.document, one.place, gold.place)]
    assert sum(answer.refusal is not None for answer in given.values()) >= len(given) / 2


def test_the_trec_files_of_the_run_give_its_figures(kept: Record, tmp_path: Path) -> None:
    write_record(kept, tmp_path)
    names = {"R(rel=2)@5": "Recall@5", "Success@5": "Success@5", "RR@10": "RR@10", "nDCG@10": "nDCG@10"}
    theirs = by_ir_measures(names, str(tmp_path / RUN_TREC), str(tmp_path / QRELS_TREC))
    assert theirs == pytest.approx({name: kept.measures["alla"][ours] for name, ours in names.items()})


FLUENT = yaml.safe_load((Path(__file__).parent / "fluent.yaml").read_text(encoding="utf-8"))
_NAMED = re.compile(r"\[([A-ZÅÄÖ][^\]]*)\]")


@dataclass
class Scripted:
    """A model that writes what it is given, where "[BESLUT § 57]" names the extract whose head begins so."""

    text: str = ""
    name: str = "scripted"

    def write(self, instructions: str, question: str) -> Iterator[str]:
        heads = re.findall(r"(?m)^\[(\d+)\] (.*)$", question)

        def number(named: re.Match[str]) -> str:
            first, *rest = re.split(r" · | (?=§)", named[1])
            fits = (n for n, head in heads if head.startswith(first) and set(rest) <= set(head.split(" · ")))
            return f"[{next(fits, 99)}]"

        yield _NAMED.sub(number, self.text)


def _core(sentence: str) -> str:
    return sentence.partition(" [")[0]


@pytest.fixture(scope="module")
def scripted(collection: Collection) -> tuple[Assistant, Scripted]:
    model = Scripted()
    return assistant_over(collection, None, model), model


def test_what_a_good_model_writes_is_let_through(scripted: tuple[Assistant, Scripted]) -> None:
    assistant, model = scripted
    lost: list[str] = []
    for one in FLUENT:
        model.text = " ".join(one["holds"])
        given = assistant.ask(Question(one["question"]))
        assert not given.fell_back, one["question"]
        lost += [sentence for sentence in one["holds"] if _core(sentence) not in given.text]
    assert len(lost) <= 2, lost


def test_what_a_lying_model_writes_is_never_shown(scripted: tuple[Assistant, Scripted]) -> None:
    assistant, model = scripted
    for one in FLUENT:
        model.text = " ".join((*one["holds"], *one["lies"]))
        *pieces, given = assistant.asking(Question(one["question"]))
        shown = "".join(str(piece) for piece in pieces)
        assert [lie for lie in one["lies"] if f"{_core(lie)} [" in shown] == []
        assert not isinstance(given, str)
        assert doubted(given) == ()
