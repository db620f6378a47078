"""What ingest tells of each file, and of all: the shapes that the command line and HTTP serve."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from corpus.model import Coverage, Medium, Page, Parsed, ReadBy, Source
from ingest.readers import ocr

_CLAIMS = {".pdf": Medium.PDF, ".docx": Medium.DOCX}
_IN_WORDS = {
    Medium.PDF: "en PDF",
    Medium.TEXT: "ren text",
    Medium.DOCX: "ett Word-dokument",
    Medium.HTML: "en webbsida",
    Medium.MARKDOWN: "text i Markdown",
}


class State(StrEnum):
    """What became of a file."""

    INGESTED = "ingested"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file; ``reason`` is a Swedish sentence wherever there is something to know.

    ``pages`` counts all pages and ``ocr_pages`` those read by OCR; ``seconds`` is reading and parsing.
    """

    file: str
    state: State
    reason: str | None = None
    documents: int = 0
    sections: int = 0
    chunks: int = 0
    pages: int = 0
    ocr_pages: int = 0
    seconds: float = 0.0
    coverage: tuple[Coverage, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over a run; ``ignored`` counts files in folders that are no documents."""

    files: int
    ingested: int
    unchanged: int
    failed: int
    ignored: int
    documents: int
    sections: int
    chunks: int
    pages: int
    ocr_pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IngestResult:
    """A run's reports, in the order in which the files were found."""

    files: tuple[Report, ...]
    totals: Totals


def failed(file: str, reason: str, seconds: float = 0.0) -> Report:
    """The report of a file that could not be read."""
    return Report(file, State.FAILED, reason, seconds=round(seconds, 3))


def duplicate(file: str, owner: str) -> Report:
    """The report of a file whose bytes are those of the source ``owner``."""
    return Report(file, State.UNCHANGED, f"Samma innehåll som {owner}; filen räknas en gång.")


def report_of(parsed: Parsed, chunks: int, seconds: float) -> Report:
    """The report of a file that was read; pages that nobody could read are named."""
    return Report(
        file=parsed.source.file,
        state=State.INGESTED,
        reason=" ".join(filter(None, (misnamed(parsed.source), unread(parsed.pages)))) or None,
        documents=len(parsed.documents),
        sections=sum(len(found.sections) for found in parsed.documents),
        chunks=chunks,
        pages=len(parsed.pages),
        ocr_pages=sum(page.read_by is ReadBy.OCR for page in parsed.pages),
        seconds=round(seconds, 3),
        coverage=parsed.coverage,
    )


def misnamed(source: Source) -> str | None:
    """A Swedish sentence where the name claims a PDF or a Word document and the content is another."""
    suffix = PurePosixPath(source.file.lower()).suffix
    if _CLAIMS.get(suffix, source.medium) is source.medium:
        return None
    return f"Filen heter {suffix} men innehåller {_IN_WORDS[source.medium]}, och är läst som det."


def unread(pages: Iterable[Page]) -> str | None:
    """A Swedish sentence that names the pages without text, and what helps; None where all were read."""
    numbers = [page.number for page in pages if page.read_by is ReadBy.NOTHING]
    if not numbers:
        return None
    if ocr.is_available():
        return f"{_pages(numbers)} kunde inte läsas."
    return f"{_pages(numbers)} är bild och kunde inte läsas. Installera OCR: {ocr.INSTALL}"


def totals(reports: Iterable[Report], ignored: int, seconds: float) -> Totals:
    """The sums over ``reports``."""
    listed = tuple(reports)
    return Totals(
        files=len(listed),
        ingested=sum(report.state is State.INGESTED for report in listed),
        unchanged=sum(report.state is State.UNCHANGED for report in listed),
        failed=sum(report.state is State.FAILED for report in listed),
        ignored=ignored,
        documents=sum(report.documents for report in listed),
        sections=sum(report.sections for report in listed),
        chunks=sum(report.chunks for report in listed),
        pages=sum(report.pages for report in listed),
        ocr_pages=sum(report.ocr_pages for report in listed),
        seconds=round(seconds, 3),
    )


def _pages(numbers: list[int]) -> str:
    """Write "Sidan 4" or "Sidorna 1–3, 7": runs of numbers are drawn together."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    listed = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"{'Sidan' if len(numbers) == 1 else 'Sidorna'} {listed}"
