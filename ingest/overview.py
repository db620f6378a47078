"""What a data folder holds, what is missing from it, and why: what `paragraf status` shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from corpus.model import Coverage
from ingest.ledger import read_ledger
from ingest.report import State


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not in the collection, and in Swedish why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over the collection; ``incomplete`` lists protocols that name more §§ than were found."""

    sources: int
    documents: int
    sections: int
    chunks: int
    pages: int
    ocr_pages: int
    kinds: Mapping[str, int]
    bodies: Mapping[str, int]
    incomplete: tuple[Coverage, ...]
    failed: tuple[Failure, ...]


def overview(folder: Path, archive: Archive) -> Overview:
    """The overview of the data folder ``folder``, from its archive and its ledger."""
    reports = [record.report for record in read_ledger(folder).values()]
    documents = archive.documents()
    failures = [Failure(r.file, r.reason or "") for r in reports if r.state is State.FAILED]
    return Overview(
        sources=len(archive.sources()),
        documents=len(documents),
        sections=sum(report.sections for report in reports),
        chunks=sum(report.chunks for report in reports),
        pages=sum(report.pages for report in reports),
        ocr_pages=sum(report.ocr_pages for report in reports),
        kinds=dict(Counter(document.kind.value for document in documents).most_common()),
        bodies=dict(Counter(document.body for document in documents if document.body).most_common()),
        incomplete=tuple(c for report in reports for c in report.coverage if c.missing),
        failed=(*failures, *(Failure("arkivet", sentence) for sentence in archive.damaged())),
    )
