"""The command line: what it prints, what it ends with, and that one process owns a data folder."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest

from app import collecting
from app.cli import main, parser
from corpus.folder import DataFolder

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


@pytest.fixture
def data(tmp_path: Path, opened_once: None) -> Path:
    return tmp_path / "data"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "filer"
    folder.mkdir()
    (folder / "socialnamnden.txt").write_text(PROTOCOL, encoding="utf-8")
    return folder


class Paragraf:
    """Runs commands over one data folder."""

    def __init__(self, data: Path, output: pytest.CaptureFixture[str]) -> None:
        self._data = data
        self._output = output
        self.status = 0
        self.errors = ""

    def __call__(self, command: str, *arguments: str) -> str:
        self.status = main([command, *arguments, "--data", str(self._data)])
        told = self._output.readouterr()
        self.errors = told.err
        return told.out

    def json(self, command: str, *arguments: str) -> dict[str, Any]:
        """What ``--json`` prints: one object and nothing else."""
        read: dict[str, Any] = json.loads(self(command, *arguments, "--json"))
        return read


@pytest.fixture
def paragraf(data: Path, capsys: pytest.CaptureFixture[str]) -> Paragraf:
    return Paragraf(data, capsys)


def test_watching_reads_until_interrupted(
    paragraf: Paragraf, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(paths: Sequence[Path], ingest: Callable[[], object]) -> None:
        ingest()
        raise KeyboardInterrupt

    monkeypatch.setattr(collecting, "watch", once)
    assert paragraf.json("ingest", "--watch", str(files))["totals"]["ingested"] == 1
    assert paragraf.status == 0


def test_from_a_file_to_a_proved_answer_and_away_again(paragraf: Paragraf, files: Path) -> None:
    report = paragraf.json("ingest", str(files))
    assert paragraf.status == 0
    assert [(r["file"], r["state"], r["sections"]) for r in report["files"]] == [
        ("socialnamnden.txt", "ingested", 2)
    ]
    answer = paragraf.json("ask", "Vad beslutade socialnämnden om dagverksamheten på Granbacken?")
    assert "läggs ner den 1 september 2024" in answer["answer"]
    first = answer["citations"][0]
    assert (first["section"], first["diarienummer"], first["status"]) == ("§ 41", ["SN 2024/77"], "beslut")
    assert first["document"]["date"] == "2024-05-14"
    hits = paragraf.json("search", "hemtjänsten", "--limit", "3")["hits"]
    assert hits[0]["section"] == "§ 42"
    sections = paragraf.json("sections", "socialnamnden.txt")["sections"]
    assert [section["section"] for section in sections if section["section"]] == ["§ 41", "§ 42"]
    assert [section["same"] for section in sections] == [[]] * len(sections)
    paragraf("forget", first["document"]["id"])
    assert paragraf.json("sections")["sections"] == []
    assert paragraf.json("ask", "Vad beslutades om Granbacken?")["refusal"] == "no_evidence"


def test_a_matter_and_its_precedents_from_the_command_line(
    paragraf: Paragraf, files: Path, tmp_path: Path
) -> None:
    paragraf("ingest", str(files))
    matter = paragraf.json("matter", "sn 2024/77")
    assert [step["section"] for step in matter["steps"]] == ["§ 41"]
    assert "läggs ner" in paragraf("matter", "Dagverksamhet på Granbacken")
    draft = tmp_path / "utkast.txt"
    draft.write_text("Förslag om hemtjänsten", encoding="utf-8")
    groups = paragraf.json("precedents", "--file", str(draft), "--limit", "1")["groups"]
    assert [row["section"] for group in groups for row in group["rows"]] == ["§ 42"]
    table = tmp_path / "tidigare.csv"
    paragraf("precedents", "Dagverksamhet", "--out", str(table))
    assert "§ 41" in table.read_text(encoding="utf-8-sig")
    paragraf("precedents")
    assert paragraf.status == 2
    paragraf("matter", "SN 1999/1")
    assert paragraf.status == 2


def test_a_second_run_finds_everything_unchanged(paragraf: Paragraf, files: Path) -> None:
    paragraf("ingest", str(files))
    again = paragraf.json("ingest", str(files))
    assert [report["state"] for report in again["files"]] == ["unchanged"]


def test_reindex_changes_no_answer(paragraf: Paragraf, files: Path) -> None:
    paragraf("ingest", str(files))
    before = paragraf.json("search", "Granbacken")
    assert paragraf.json("reindex")["chunks"] > 0
    assert paragraf.json("search", "Granbacken") == before


def test_files_that_fail_give_their_reason_and_status_1(paragraf: Paragraf, files: Path) -> None:
    (files / "tom.pdf").write_bytes(b"")
    out = paragraf("ingest", str(files), str(files / "saknas.pdf"))
    assert paragraf.status == 1
    assert "tom.pdf: misslyckades." in out
    assert "saknas.pdf: misslyckades. Sökvägen finns inte." in out
    assert "1 inlästa" in out
    assert "tom.pdf" in paragraf("status")


def test_an_answer_is_kept_in_a_file_of_the_form_that_its_name_tells(
    paragraf: Paragraf, files: Path, tmp_path: Path
) -> None:
    question = "Vad beslutade socialnämnden om dagverksamheten på Granbacken?"
    paragraf("ingest", str(files))
    assert "Källor" in paragraf("ask", question, "--format", "txt")
    paragraf("ask", question, "--out", str(tmp_path / "svar.docx"))
    assert (tmp_path / "svar.docx").read_bytes().startswith(b"PK")
    paragraf("ask", question, "--format", "docx")
    assert paragraf.status == 2
    assert "--out" in paragraf.errors
    paragraf("ask", question, "--out", str(tmp_path / "saknas" / "svar.md"))
    assert paragraf.status == 2


def test_every_command_is_there() -> None:
    runs = set(_runs(parser()))
    assert len(runs) > 15
    assert all(callable(resolve_name(run)) for run in runs)


def _runs(command: argparse.ArgumentParser) -> Iterator[str]:
    """What each command below ``command`` runs."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield inner.get_default("run")
                yield from _runs(inner)


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "Vad?", "--since", "igår"), ("frobnicate",)])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_an_unknown_document_ends_with_2(paragraf: Paragraf, files: Path) -> None:
    paragraf("ingest", str(files))
    paragraf("forget", "nothing")
    assert paragraf.status == 2
    assert "nothing" in paragraf.errors


def test_a_folder_that_is_taken_ends_with_3_and_tells_by_whom(
    paragraf: Paragraf, data: Path, files: Path
) -> None:
    with DataFolder(data).owned("paragraf serve"):
        paragraf("ask", "Vad?")
    assert paragraf.status == 3
    assert "paragraf serve" in paragraf.errors


def test_without_a_model_it_says_what_to_run(
    paragraf: Paragraf, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAGRAF_MODEL", str(tmp_path / "none"))
    paragraf("ingest", str(files))
    assert paragraf.status == 3
    assert "make setup" in paragraf.errors
