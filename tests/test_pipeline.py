"""From paths to reports and an archive: what is new, unchanged, twice there, replaced, or unreadable."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.model import Kind
from ingest import pipeline
from ingest.ledger import read_ledger
from ingest.limits import Limits
from ingest.manifest import read_manifest
from ingest.pipeline import Options
from ingest.readers import ocr
from ingest.report import IngestResult, State
from ingest.workers import Job, Result, understand
from tests.made_files import PROTOCOL, joined, locked, pdf, scan, word

TEXT = "\n".join(line for page in PROTOCOL for line in page)


class InProcess:
    """Workers without processes: these tests are about the pipeline."""

    jobs: Sequence[str] = ()

    def __init__(self, processes: int) -> None:
        pass

    def __enter__(self) -> "InProcess":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def results(self, jobs: Sequence[Job]) -> list[tuple[Job, Result]]:
        """Each job with its result."""
        done = [(job, understand(job)) for job in jobs]
        InProcess.jobs = [job.source_id for job, _ in done]
        return done


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Workers", InProcess)
    InProcess.jobs = ()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """An empty folder to put files in."""
    folder = tmp_path / "filer"
    folder.mkdir()
    return folder


def ingest(data: Path, *paths: Path, options: Options | None = None) -> IngestResult:
    """Ingest into ``data`` / data, without indexes."""
    folder = data / "data"
    folder.mkdir(exist_ok=True)
    return pipeline.ingest(paths, folder, Archive(folder / "archive"), lambda: None, options)


def archived(data: Path) -> list[str]:
    """The ids of the archived sources."""
    return [source.id for source in Archive(data / "data" / "archive").sources()]


def states(result: IngestResult) -> dict[str, State]:
    """What became of each file."""
    return {report.file: report.state for report in result.files}


def test_files_of_every_medium_are_read_and_told_of(tmp_path: Path, files: Path) -> None:
    (files / "protokoll.pdf").write_bytes(pdf())
    (files / "under").mkdir()
    (files / "under" / "brev.docx").write_bytes(word())
    (files / "under" / "protokoll.txt").write_text(TEXT, encoding="utf-8")
    (files / "låst.pdf").write_bytes(locked(pdf(), "hemligt"))
    (files / "tabell.xlsx").write_bytes(b"PK\x03\x04")
    (files / ".dold.txt").write_text("dold")
    told: list[tuple[int, int, str]] = []
    options = Options(progress=lambda done, total, report: told.append((done, total, report.file)))
    result = ingest(tmp_path, files, options=options)
    assert states(result) == {
        "låst.pdf": State.FAILED,
        "protokoll.pdf": State.INGESTED,
        "brev.docx": State.INGESTED,
        "protokoll.txt": State.INGESTED,
    }
    assert archived(tmp_path) == ["protokoll.pdf", "under/brev.docx", "under/protokoll.txt"]
    assert (result.totals.files, result.totals.failed, result.totals.ignored) == (4, 1, 2)
    read = next(report for report in result.files if report.file == "protokoll.pdf")
    assert (read.pages, read.reason) == (2, None)
    assert min(read.documents, read.sections, read.chunks) > 0
    assert sorted(done for done, total, _ in told) == [1, 2, 3, 4]


def test_a_second_run_changes_nothing_and_tells_the_same(tmp_path: Path, files: Path) -> None:
    (files / "a.pdf").write_bytes(pdf())
    (files / "b.pdf").write_bytes(b"%PDF-1.4 skadad")
    first = ingest(tmp_path, files)
    second = ingest(tmp_path, files)
    assert states(second) == {"a.pdf": State.UNCHANGED, "b.pdf": State.FAILED}
    assert list(InProcess.jobs) == ["b.pdf"]
    kept = replace(first.files[0], state=State.UNCHANGED, seconds=0.0)
    assert second.files[0] == kept
    (tmp_path / "data" / "reports.json").unlink()
    assert ingest(tmp_path, files).files[0] == kept


def test_a_new_version_replaces_the_old(tmp_path: Path, files: Path) -> None:
    (files / "a.txt").write_text(TEXT, encoding="utf-8")
    ingest(tmp_path, files)
    (files / "a.txt").write_text(TEXT.replace("450 000", "500 000"), encoding="utf-8")
    assert states(ingest(tmp_path, files)) == {"a.txt": State.INGESTED}
    archive = Archive(tmp_path / "data" / "archive")
    assert [source.id for source in archive.sources()] == ["a.txt"]
    assert "500 000" in archive.read("a.txt").pages[0].text


def test_a_new_version_that_cannot_be_read_leaves_the_old(tmp_path: Path, files: Path) -> None:
    (files / "a.pdf").write_bytes(pdf())
    ingest(tmp_path, files)
    (files / "a.pdf").write_bytes(b"%PDF-1.4 skadad")
    (report,) = ingest(tmp_path, files).files
    assert report.state is State.FAILED
    assert "ligger kvar" in (report.reason or "")
    assert archived(tmp_path) == ["a.pdf"]


def test_the_same_bytes_are_one_document(tmp_path: Path, files: Path) -> None:
    (files / "b.pdf").write_bytes(pdf())
    ingest(tmp_path, files)
    shutil.copy(files / "b.pdf", files / "a.pdf")
    result = ingest(tmp_path, files)
    assert states(result) == {"a.pdf": State.UNCHANGED, "b.pdf": State.UNCHANGED}
    assert result.files[0].reason == "Samma innehåll som b.pdf; filen räknas en gång."
    assert result.totals.documents == result.files[1].documents
    assert archived(tmp_path) == ["b.pdf"]


def test_a_file_that_becomes_a_copy_gives_up_its_old_content(tmp_path: Path, files: Path) -> None:
    (files / "a.txt").write_text(TEXT, encoding="utf-8")
    (files / "b.txt").write_text(TEXT + "\nMer text.", encoding="utf-8")
    ingest(tmp_path, files)
    (files / "b.txt").write_text(TEXT, encoding="utf-8")
    ingest(tmp_path, files)
    assert archived(tmp_path) == ["a.txt"]


def test_a_copy_that_an_ended_run_left_is_removed(tmp_path: Path, files: Path) -> None:
    (files / "a.txt").write_text(TEXT, encoding="utf-8")
    ingest(tmp_path, files)
    archive = Archive(tmp_path / "data" / "archive")
    parsed = archive.read("a.txt")
    archive.write(replace(parsed, source=replace(parsed.source, id="förr.txt")), TEXT.encode())
    assert states(ingest(tmp_path, files)) == {"a.txt": State.UNCHANGED}
    assert archived(tmp_path) == ["a.txt"]


def test_copies_of_a_broken_file_all_fail(tmp_path: Path, files: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (files / name).write_bytes(b"%PDF-1.4 skadad")
    assert set(states(ingest(tmp_path, files)).values()) == {State.FAILED}


def test_equal_paths_under_two_roots_are_told_apart(tmp_path: Path) -> None:
    for root, number in (("ks", "113"), ("kf", "114")):
        (tmp_path / root).mkdir()
        (tmp_path / root / "2024.txt").write_text(TEXT.replace("113", number), encoding="utf-8")
    result = ingest(tmp_path, tmp_path / "ks", tmp_path / "kf")
    assert result.totals.ingested == 2
    assert archived(tmp_path) == ["kf/2024.txt", "ks/2024.txt"]


def test_a_path_that_does_not_exist_is_a_failure(tmp_path: Path) -> None:
    (report,) = ingest(tmp_path, tmp_path / "finns-inte").files
    assert (report.state, report.reason) == (State.FAILED, "Sökvägen finns inte.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_no_file(tmp_path: Path, files: Path) -> None:
    os.mkfifo(files / "a.txt")
    (report,) = ingest(tmp_path, files / "a.txt").files
    assert report.reason == "Sökvägen är ingen vanlig fil."


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path, files: Path) -> None:
    (files / "a.pdf").write_bytes(pdf())
    (report,) = ingest(tmp_path, files, options=Options(limits=Limits(size=100))).files
    assert report.state is State.FAILED
    assert "gränsen" in (report.reason or "")
    assert InProcess.jobs == []


def test_manifest_gives_key_and_facts_and_a_new_one_reads_anew(tmp_path: Path, files: Path) -> None:
    (files / "a.txt").write_text(TEXT, encoding="utf-8")
    ingest(tmp_path, files)
    listed = files / "manifest.csv"
    listed.write_text(
        "fil;nyckel;kommun;typ;url\na.txt;ks-april;Granby kommun;protokoll;https://granby.se/a\n"
    )
    options = Options(manifest=read_manifest(listed))
    assert states(ingest(tmp_path, files, options=options)) == {"a.txt": State.INGESTED}
    assert archived(tmp_path) == ["ks-april"]
    (document,) = Archive(tmp_path / "data" / "archive").documents()
    assert (document.kind, document.url) == (Kind.PROTOKOLL, "https://granby.se/a")
    assert states(ingest(tmp_path, files, options=options)) == {"a.txt": State.UNCHANGED}


def test_one_key_for_two_files_is_refused(tmp_path: Path, files: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (files / name).write_text(TEXT + name, encoding="utf-8")
    listed = files / "manifest.yaml"
    listed.write_text("- {file: a.txt, key: x}\n- {file: b.txt, key: x}\n")
    result = ingest(tmp_path, files, options=Options(manifest=read_manifest(listed)))
    assert states(result) == {"a.txt": State.INGESTED, "b.txt": State.FAILED}


def test_unread_pages_are_named_and_read_when_ocr_is_there(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "blandat.pdf").write_bytes(joined(pdf([PROTOCOL[0]]), scan([PROTOCOL[1]])))
    (files / "skannat.pdf").write_bytes(scan([PROTOCOL[1]]))
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    mixed, scanned = ingest(tmp_path, files).files
    assert mixed.state is State.INGESTED
    assert mixed.reason == f"Sidan 2 är bild och kunde inte läsas. Installera OCR: {ocr.INSTALL}"
    assert scanned.state is State.FAILED
    assert "make system" in (scanned.reason or "")
    assert [report.state for report in ingest(tmp_path, files).files] == [State.UNCHANGED, State.FAILED]
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda picture, seconds: ocr.Recognised("§ 28 Simhallen", (), 0.9))
    assert [report.ocr_pages for report in ingest(tmp_path, files).files] == [1, 1]


def test_failures_are_remembered_until_they_are_gone(tmp_path: Path, files: Path) -> None:
    (files / "a.pdf").write_bytes(b"%PDF-1.4 skadad")
    (files / "b.txt").write_text(TEXT, encoding="utf-8")
    ingest(tmp_path, files)
    assert remembered(tmp_path) == {"a.pdf": State.FAILED, "b.txt": State.INGESTED}
    ingest(tmp_path, files / "b.txt")
    assert remembered(tmp_path) == {"a.pdf": State.FAILED, "b.txt": State.UNCHANGED}
    (files / "a.pdf").unlink()
    ingest(tmp_path, files)
    assert remembered(tmp_path) == {"b.txt": State.UNCHANGED}


def remembered(data: Path) -> dict[str, State]:
    """What the ledger tells of each source."""
    return {name: record.report.state for name, record in read_ledger(data / "data").items()}
