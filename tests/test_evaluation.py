"""``paragraf eval``, the whole way from a collection to a question set, a run, and a comparison."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import evaluation
from app.cli import main
from evals.questions import load_questions
from evals.record import REPORT

PROTOCOL = """Tallviks kommun
Socialnämnden
Protokoll
Sammanträdesdatum 2024-05-14

§ 41 Dnr SN 2024/77
Dagverksamhet på Granbacken
Beslut
Socialnämnden beslutar att dagverksamheten på Granbacken läggs ner den 1 september 2024.
Reservation
Asta Lindroth (V) reserverar sig mot beslutet.

§ 42 Dnr SN 2024/80
Uppföljning av hemtjänsten
Beslut
Socialnämnden lägger informationen till handlingarna.
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, opened_once: None) -> Path:
    folder = tmp_path_factory.mktemp("eval")
    (folder / "sn.txt").write_text(PROTOCOL, encoding="utf-8")
    assert main(["ingest", str(folder / "sn.txt"), "--data", str(folder / "data")]) == 0
    return folder / "data"


@pytest.fixture
def questions(data: Path, tmp_path: Path) -> Path:
    path = tmp_path / "set.yaml"
    assert main(["eval", "generate", str(path), "--per-type", "1", "--data", str(data)]) == 0
    return path


def _json(output: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    output.readouterr()
    assert main([*arguments, "--json"]) == 0
    told: dict[str, Any] = json.loads(output.readouterr().out)
    return told


def test_from_questions_to_a_kept_run_and_its_comparison(
    data: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "run")
    told = _json(capsys, "eval", "run", str(questions), "--out", out, "--data", str(data))
    assert told["measures"]["alla"]["count"] == len(load_questions(questions)) == len(told["questions"])
    assert told["setup"]["questions"] == str(questions)
    assert told["made_by"]["draft"] == "extractive"
    assert (tmp_path / "run" / REPORT).read_text(encoding="utf-8").startswith("<!doctype html>")
    compared = _json(capsys, "eval", "compare", out, out, "--measure", "Recall@5")
    assert compared["measures"]["alla"]["difference"] == 0
    assert compared["questions"] == []


def test_a_set_in_the_form_of_beir_is_run_as_any(
    data: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "beir")
    assert main(["eval", "export", str(questions), folder, "--data", str(data)]) == 0
    told = _json(capsys, "eval", "--data", str(data), "run", folder)
    assert told["measures"]["alla"]["Recall@5"] == 1
    assert told["measures"]["alla"]["Right"] is None


def test_the_gate_is_renewed_and_then_fails_when_a_section_is_gone(
    questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "sn.txt").write_text(PROTOCOL, encoding="utf-8")
    monkeypatch.setattr(evaluation, "SAMPLE_FILES", files)
    monkeypatch.setattr(evaluation, "SAMPLE_QUESTIONS", questions)
    monkeypatch.setattr(evaluation, "BASELINE", tmp_path / "baseline.json")
    assert main(["eval", "gate", "--renew"]) == 0
    (files / "sn.txt").write_text(PROTOCOL.partition("§ 42")[0], encoding="utf-8")
    capsys.readouterr()
    assert main(["eval", "gate"]) == 1
    told = capsys.readouterr().out
    assert "Förlorade:" in told
    assert "hemtjänsten" in told


@pytest.mark.parametrize(
    "arguments",
    [("compare", "a", "b", "--measure", "Magic@3"), ("compare", "a", "b"), ("run", "none.yaml"), ()],
)
def test_wrong_usage_ends_with_2(
    data: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(["eval", "--data", str(data), *arguments])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    assert status == 2
    assert capsys.readouterr().err
