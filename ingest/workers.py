"""Processes that read and parse: a file that hangs or crashes takes only its own process along.

A pool of the standard library gives up all files when one process dies, and cannot end the process of one
file; so each process here has a pipe of its own, one file at a time, and a deadline.
"""

import contextlib
import hashlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self, TypeAlias

from corpus.chunking import chunks
from corpus.errors import EmptyFile, UnreadableFile
from corpus.model import Parsed, Source
from ingest.limits import Limits
from ingest.parse import parse
from ingest.readers import read
from ingest.recipe import recipe
from ingest.report import unread
from ingest.values import Hints

if sys.platform != "win32":
    import resource

_SPAWN = multiprocessing.get_context("spawn")  # a native engine that has run hangs after fork
_START_SECONDS = 60.0
_LAST_WORDS_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read and parse, under the identity that it is to have."""

    path: Path
    source_id: str
    file: str
    hints: Hints
    limits: Limits


@dataclass(frozen=True, slots=True)
class Understood:
    """A file that was parsed, how many passages it gives, and the time that took."""

    parsed: Parsed
    chunks: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not, and a Swedish sentence why."""

    reason: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Begun:
    """A worker's word that it is at work: a file's time does not count the start of a process."""


@dataclass(frozen=True, slots=True)
class _Scanned:
    """A worker's word that so many pages go through OCR, which takes its time."""

    pages: int


Result: TypeAlias = Understood | Failed
Announce: TypeAlias = Callable[[int], None]
Work: TypeAlias = Callable[[Job, Announce], Result]


def understand(job: Job, announce: Announce = lambda pages: None) -> Result:
    """Read and parse a file in this process; whatever its bytes do, the answer is a value."""
    start = time.perf_counter()
    try:
        parsed = _parsed(job, announce)
        return Understood(parsed, len(chunks(parsed, "")), time.perf_counter() - start)
    except UnreadableFile as error:
        reason = str(error)
    except OSError as error:
        reason = f"Filen kan inte läsas: {error.strerror or error}."
    except MemoryError:
        reason = f"Filen kräver mer minne än gränsen {job.limits.memory // 1_000_000} MB."
    except Exception as error:  # noqa: BLE001 - the boundary of a document: its fault is reported, the run goes on
        reason = f"Oväntat fel när filen tolkades: {type(error).__name__}: {error}"
    return Failed(reason, time.perf_counter() - start)


def _parsed(job: Job, announce: Announce) -> Parsed:
    data = job.path.read_bytes()
    pages = read(data, job.limits, announce)
    source = Source(job.source_id, job.file, hashlib.sha256(data).hexdigest(), pages.medium, len(pages.pages))
    if not any(page.text.strip() for page in pages.pages):
        raise EmptyFile(unread(pages.pages) or "Filen innehåller ingen text.")
    parsed = parse(source, pages, job.hints)
    return replace(parsed, parser=recipe(job.hints, pages.pages))


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: Job
    since: float = 0.0
    deadline: float = 0.0


class Workers:
    """So many processes that do ``work``, started when there is some; a context that ends them."""

    def __init__(self, processes: int, work: Work = understand) -> None:
        self._processes = processes
        self._work = work
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._busy:
            _end(worker)
        for worker in self._idle:
            worker.pipe.close()
        for worker in self._idle:
            worker.process.join(_LAST_WORDS_SECONDS)
            _end(worker)
        self._busy, self._idle = [], []

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
        """Each job with its result as it comes; no more jobs are taken than there are processes."""
        waiting = iter(jobs)
        while True:
            while len(self._busy) < self._processes and (job := next(waiting, None)):
                self._busy.append(self._assign(job))
            if not self._busy:
                return
            yield from self._settled()

    def _assign(self, job: Job) -> _Worker:
        """Hand ``job`` to an idle process, or to a new one."""
        if self._idle:
            worker = self._idle.pop()
        else:
            ours, theirs = _SPAWN.Pipe()
            process = _SPAWN.Process(target=_serve, args=(theirs, self._work, job.limits.memory), daemon=True)
            with _no_main_module():
                process.start()
            theirs.close()
            worker = _Worker(process, ours, job)
        worker.job, worker.since = job, time.monotonic()
        worker.deadline = worker.since + _START_SECONDS
        worker.pipe.send(job)
        return worker

    def _settled(self) -> Iterator[tuple[Job, Result]]:
        """What has come from the processes until one at least has spoken or passed its deadline."""
        patience = min(worker.deadline for worker in self._busy) - time.monotonic()
        spoken = wait([worker.pipe for worker in self._busy], max(patience, 0.0))
        for worker in tuple(self._busy):
            result = _heard(worker) if worker.pipe in spoken else _overdue(worker)
            if result is None:
                continue
            self._busy.remove(worker)
            if worker.process.is_alive() and not worker.pipe.closed:
                self._idle.append(worker)
            yield worker.job, result


def _heard(worker: _Worker) -> Result | None:
    """What a process says: a result, or None where it is still at work; its death is a result too."""
    try:
        message: Result | _Begun | _Scanned = worker.pipe.recv()
    except (EOFError, OSError):
        _end(worker)
        reason = "Filen fick läsningen att krascha; den är troligen skadad eller kräver för mycket minne."
        return Failed(reason, time.monotonic() - worker.since)
    match message:
        case _Begun():
            worker.since = time.monotonic()
            worker.deadline = worker.since + worker.job.limits.seconds
            return None
        case _Scanned(pages):
            worker.deadline += pages * worker.job.limits.ocr_seconds
            return None
        case result:
            return result


def _overdue(worker: _Worker) -> Failed | None:
    if time.monotonic() < worker.deadline:
        return None
    _end(worker)
    allowed = worker.deadline - worker.since
    return Failed(f"Filen tog längre tid att läsa än gränsen {allowed:.0f} sekunder.", allowed)


def _end(worker: _Worker) -> None:
    """End a process and, where the system has process groups, the OCR that it runs."""
    if worker.process.is_alive() and worker.process.pid is not None:
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError):  # it may not have come to make its group
                os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.kill()
    worker.process.join()
    worker.pipe.close()


@contextlib.contextmanager
def _no_main_module() -> Iterator[None]:
    """Keep a new process from importing the caller's script, which it does not need and may be heavy."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(pipe: Connection, work: Work, memory: int) -> None:
    """A process's life: one job after the other until the pipe closes."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it complains of each fault that it mends
    if sys.platform != "win32":
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            pipe.send(_Begun())
            pipe.send(work(job, lambda pages: pipe.send(_Scanned(pages))))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
