"""From paths to an archive and indexes that agree: what `paragraf ingest` does."""

import os
import stat
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeAlias

from corpus.archive import Archive, Entry
from corpus.chunking import chunks
from corpus.errors import DamagedArchive
from corpus.model import Source
from ingest.discover import Found, discover, printable
from ingest.ledger import Record, read_ledger, write_ledger
from ingest.limits import Limits, megabytes
from ingest.manifest import NO_MANIFEST, Manifest
from ingest.recipe import is_fresh
from ingest.report import IngestResult, Report, State, duplicate, failed, report_of, totals
from ingest.workers import Failed, Job, Result, Workers

Progress: TypeAlias = Callable[[int, int, Report], None]
"""Hears after each file: how many are done, of how many, and the file's report."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest; ``processes`` None means one for each processor."""

    limits: Limits = field(default_factory=Limits)
    manifest: Manifest = NO_MANIFEST
    processes: int | None = None
    progress: Progress = lambda done, total, report: None


@dataclass(frozen=True, slots=True)
class _File:
    """A found file with size and sha256 of its content, or the ``fault`` that keeps it from being read."""

    job: Job
    size: int = 0
    sha256: str = ""
    fault: str | None = None

    @property
    def id(self) -> str:
        return self.job.source_id


def ingest(
    paths: Iterable[Path],
    folder: Path,
    archive: Archive,
    agree: Callable[[], object],
    options: Options | None = None,
) -> IngestResult:
    """Read what is new or changed below ``paths`` into ``archive``, then make the indexes ``agree`` with it.

    ``folder`` is the data folder. No file's fault stops another: each gives a report. Interrupted anywhere,
    the next run ends where an uninterrupted one would have: a write is one rename, and ``agree`` goes by
    difference.
    """
    start = time.perf_counter()
    options = options or Options()
    discovery = discover(paths)
    files = tuple(_files(discovery.files, options))
    run = _Run(archive, read_ledger(folder), options, len(files) + len(discovery.missing))
    for path in discovery.missing:
        run.tell(str(path), failed(printable(str(path)), "Sökvägen finns inte."))
    run.take(files)
    agree()
    write_ledger(folder, run.records(files))
    told = (*map(str, discovery.missing), *(file.id for file in files))
    reports = tuple(run.reports[key] for key in told)
    return IngestResult(reports, totals(reports, discovery.ignored, time.perf_counter() - start))


def _files(found: Iterable[Found], options: Options) -> Iterator[_File]:
    """The found files under the identities that the manifest or their paths give them."""
    taken: dict[str, Path] = {}
    for each in found:
        row = options.manifest.row(each.path)
        key = row.key or each.id
        if key in taken:
            fault = f"Manifestet ger samma nyckel ({key}) åt {taken[key].name}; varje fil ska ha en egen."
            yield _File(_job(each, f"{key} ({each.id})", options), fault=fault)
        else:
            taken[key] = each.path
            yield _content(_job(each, key, options))


def _job(found: Found, source_id: str, options: Options) -> Job:
    return Job(
        found.path,
        source_id,
        printable(found.path.name),
        options.manifest.row(found.path).hints,
        options.limits,
    )


def _content(job: Job) -> _File:
    """The file with its sha256, read piece by piece, unless it is no ordinary file or too large."""
    try:
        status = os.stat(job.path)
        if not stat.S_ISREG(status.st_mode):
            return _File(job, fault="Sökvägen är ingen vanlig fil.")
        if status.st_size > job.limits.size:
            most = megabytes(job.limits.size)
            return _File(job, fault=f"Filen är {megabytes(status.st_size)}; gränsen är {most}.")
        with job.path.open("rb") as file:
            return _File(job, status.st_size, file_digest(file, sha256).hexdigest())
    except OSError as error:
        return _File(job, fault=f"Filen kan inte läsas: {error.strerror}.")


class _Run:
    """One ingest under way: what was known before, and the reports so far by source id."""

    def __init__(self, archive: Archive, ledger: Mapping[str, Record], options: Options, total: int) -> None:
        self.reports: dict[str, Report] = {}
        self._archive = archive
        self._ledger = ledger
        self._options = options
        self._total = total
        self._before = {entry.source.id: entry for entry in archive.entries()}
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self._before.values():
            self._holders[entry.source.sha256].add(entry.source.id)

    def tell(self, key: str, report: Report) -> None:
        """Keep the report of one file, and pass it on."""
        self.reports[key] = report
        self._options.progress(len(self.reports), self._total, report)

    def take(self, files: Sequence[_File]) -> None:
        """Bring every file's report about: read those that are new or changed, and settle the others."""
        owners = _owners(files, self._before.values())
        originals = [file for file in files if file.fault is None and owners[file.sha256] == file.id]
        for file in files:
            if file.fault is not None:
                self.tell(file.id, self._failed(file.job, file.fault, 0.0))
        self._read([file for file in originals if not self._is_unchanged(file)])
        for file in files:
            if file.id not in self.reports:
                self._settle_duplicate(file, owners[file.sha256])

    def records(self, files: Iterable[_File]) -> Iterator[Record]:
        """The ledger anew: this run's reports, and earlier ones of sources that are still there."""
        entries = {entry.source.id: entry for entry in self._archive.entries()}
        for file in files:
            entry = entries.get(file.id)
            made_with = entry.parser if entry and entry.source.sha256 == file.sha256 else ""
            yield Record(
                file.id, file.sha256, made_with, printable(str(file.job.path)), self.reports[file.id]
            )
        for record in self._ledger.values():
            lives = record.source_id in entries or (record.is_failure and Path(record.path).exists())
            if lives and record.source_id not in self.reports:
                yield record

    def _is_unchanged(self, file: _File) -> bool:
        """Report a file that the archive holds as it would be read now; False for every other."""
        entry = self._before.get(file.id)
        if entry is None or entry.source.sha256 != file.sha256 or not is_fresh(entry.parser, file.job.hints):
            return False
        report = self._known(entry)
        if report is None:
            return False
        self._remove_copies(entry.source)  # an earlier run may have ended before it did
        self.tell(file.id, replace(report, state=State.UNCHANGED, seconds=0.0))
        return True

    def _known(self, entry: Entry) -> Report | None:
        """The report of an archived source, from the ledger or else the archive; None if that is damaged."""
        record = self._ledger.get(entry.source.id)
        if record and (record.sha256, record.made_with) == (entry.source.sha256, entry.parser):
            return record.report
        try:
            parsed = self._archive.read(entry.source.id)
        except DamagedArchive:
            return None
        return report_of(parsed, len(chunks(parsed, "")), 0.0)

    def _read(self, files: Sequence[_File]) -> None:
        """Read and archive ``files``; the large ones first, so that none is left alone at the end."""
        processes = self._options.processes or os.cpu_count() or 1
        threads = max(1, processes // max(len(files), 1))
        ordered = sorted(files, key=lambda file: file.size, reverse=True)
        jobs = (replace(file.job, limits=replace(file.job.limits, ocr_threads=threads)) for file in ordered)
        with Workers(min(processes, len(files))) as workers:
            for job, result in workers.results(jobs):
                self.tell(job.source_id, self._archived(job, result))

    def _archived(self, job: Job, result: Result) -> Report:
        if isinstance(result, Failed):
            return self._failed(job, result.reason, result.seconds)
        data = _bytes(job.path)
        if sha256(data).hexdigest() != result.parsed.source.sha256:
            return self._failed(job, "Filen ändrades medan den lästes; läs in den igen.", result.seconds)
        self._archive.write(result.parsed, data)
        self._remove_copies(result.parsed.source)
        return report_of(result.parsed, result.chunks, result.seconds)

    def _remove_copies(self, source: Source) -> None:
        """The same bytes are one source: what was archived of them under other identities goes."""
        for source_id in self._holders[source.sha256] - {source.id}:
            self._archive.remove(source_id)

    def _settle_duplicate(self, file: _File, owner: str) -> None:
        """A file whose bytes are another's is no document of its own, and what it held before is gone."""
        report = self.reports.get(owner)
        if report and report.state is State.FAILED:
            self.tell(file.id, self._failed(file.job, report.reason or "", 0.0))
            return
        if file.id in self._before:
            self._archive.remove(file.id)
        self.tell(file.id, duplicate(file.job.file, owner))

    def _failed(self, job: Job, reason: str, seconds: float) -> Report:
        kept = " Den version som lästes in tidigare ligger kvar." if job.source_id in self._before else ""
        return failed(job.file, reason + kept, seconds)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # taken away since it was read
        return b""


def _owners(files: Sequence[_File], entries: Iterable[Entry]) -> dict[str, str]:
    """The source id that each content is kept under: where it is archived, else where it is found first.

    An archived source that is not among ``files`` keeps its content only if it was read as the file would be.
    """
    archived = {(entry.source.sha256, entry.source.id): entry for entry in entries}
    listed = {file.id for file in files}
    owners: dict[str, str] = {}
    for file in files:
        if (file.sha256, file.id) in archived:
            owners.setdefault(file.sha256, file.id)
    elsewhere = {entry.source.sha256: entry for entry in archived.values() if entry.source.id not in listed}
    for file in files:
        entry = elsewhere.get(file.sha256)
        kept = entry is not None and is_fresh(entry.parser, file.job.hints)
        owners.setdefault(file.sha256, entry.source.id if entry and kept else file.id)
    return owners
