"""A file that hangs, crashes or fills the memory takes only its own process along."""

import ctypes
import hashlib
import os
import time
from pathlib import Path

import pytest

from corpus.model import Medium, Parsed, Source
from ingest import workers
from ingest.limits import Limits
from ingest.values import Hints
from ingest.workers import Announce, Failed, Job, Result, Understood, Workers, understand
from tests.made_files import pdf

LIMITS = Limits(seconds=2, ocr_seconds=0.5)


def job(name: str, limits: Limits = LIMITS) -> Job:
    """A job whose file's name tells ``work`` what to do."""
    return Job(Path(name), name, name, Hints(), limits)


def work(job: Job, announce: Announce) -> Result:
    """Do what the file's name says."""
    match job.file:
        case "hangs":
            time.sleep(600)
        case "hangs in C":
            ctypes.CDLL(None).sleep(600)
        case "dies":
            os._exit(3)
        case "segfaults":
            ctypes.string_at(0)
        case "fills the memory":
            bytearray(2 * LIMITS.memory)
        case "scanned":
            announce(10)
            time.sleep(LIMITS.seconds + 0.5)
    source = Source(job.source_id, job.file, hashlib.sha256(b"").hexdigest(), Medium.TEXT, 0)
    return Understood(Parsed(source, str(os.getpid()), (), ()), 0, 0.0)


def results(processes: int, *names: str) -> dict[str, Result]:
    """The result of each job by its file's name."""
    with Workers(processes, work) as pool:
        return {done.file: result for done, result in pool.results(map(job, names))}


def test_one_fault_stops_no_other_file() -> None:
    found = results(2, "a", "hangs in C", "b", "dies", "c", "segfaults", "d")
    failures = {name: result.reason for name, result in found.items() if isinstance(result, Failed)}
    assert set(failures) == {"hangs in C", "dies", "segfaults"}
    assert "gränsen 2 sekunder" in failures["hangs in C"]
    assert "krascha" in failures["dies"]
    assert "krascha" in failures["segfaults"]


def test_a_scan_is_given_more_time() -> None:
    found = results(1, "scanned", "hangs")
    assert isinstance(found["scanned"], Understood)
    assert isinstance(found["hangs"], Failed)


def test_a_process_is_used_again_and_ended_at_last() -> None:
    found = results(1, "a", "b", "c")
    processes = {int(result.parsed.parser) for result in found.values() if isinstance(result, Understood)}
    assert len(processes) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(processes.pop(), 0)


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert isinstance(results(1, "fills the memory")["fills the memory"], Failed)

    def starve(*_: object) -> None:
        raise MemoryError

    path = tmp_path / "stor.pdf"
    path.write_bytes(pdf())
    monkeypatch.setattr(workers, "read", starve)
    result = understand(Job(path, "stor.pdf", "stor.pdf", Hints(), LIMITS))
    assert isinstance(result, Failed)
    assert result.reason == "Filen kräver mer minne än gränsen 1200 MB."


def test_understanding_never_raises(tmp_path: Path) -> None:
    path = tmp_path / "protokoll.pdf"
    path.write_bytes(pdf())
    found = understand(Job(path, "protokoll.pdf", "protokoll.pdf", Hints(), LIMITS))
    assert isinstance(found, Understood)
    assert found.parsed.source.pages == 2
    assert isinstance(understand(job("finns inte")), Failed)
