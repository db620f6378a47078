"""What the command line prints: JSON for programs, plain Swedish for people."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter

from corpus.dates import swedish_date
from corpus.views import AnswerView, CitationView, DocumentView, HitView, SectionView
from ingest.overview import Overview
from ingest.report import IngestResult, Report, State

_STATES = {State.INGESTED: "inläst", State.UNCHANGED: "oförändrad", State.FAILED: "misslyckades"}


def tell(as_json: bool, value: Any, lines: Iterable[str]) -> None:
    """Print ``value``, made of views, as one JSON object, or else ``lines``, on standard output."""
    if as_json:
        sys.stdout.write(TypeAdapter(type(value)).dump_json(value, indent=1).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)


def answer_lines(answer: AnswerView) -> Iterator[str]:
    """The answer and its sources."""
    yield answer.answer
    for citation in answer.citations:
        yield ""
        yield f"[{citation.marker}] {origin(citation.document)}"
        yield f"    {_place(citation)} · {citation.status.value}"
        yield f"    »{' '.join(citation.quote.split())}«"


def hit_lines(hits: Iterable[HitView]) -> Iterator[str]:
    """The hits, each with why it is there."""
    for number, hit in enumerate(hits, 1):
        yield f"{number}. {origin(hit.document)} · {_place(hit)} · {hit.status.value} ({', '.join(hit.why)})"
        yield f"   {' '.join(hit.text.split())[:300]}"


def section_lines(sections: Iterable[SectionView]) -> Iterator[str]:
    """The sections a document at a time, with the status of each part."""
    document = None
    for section in sections:
        if section.document.id != document:
            document = section.document.id
            yield f"\n{origin(section.document)} – {section.document.title} ({section.file})"
        numbers = ", ".join(section.diarienummer)
        told = (section.section, section.heading, numbers, section.outcome and section.outcome.value)
        yield "  " + " · ".join(piece for piece in told if piece)
        yield "      " + ", ".join(dict.fromkeys(part.status.value for part in section.parts))


def ingest_lines(result: IngestResult) -> Iterator[str]:
    """What is worth knowing of a run: failures, gaps, and the sums."""
    for report in result.files:
        yield from _report_lines(report)
    sums = result.totals
    yield (
        f"{sums.files} filer på {sums.seconds:.1f} s: {sums.ingested} inlästa, {sums.unchanged} oförändrade, "
        f"{sums.failed} misslyckades. {sums.documents} dokument, {sums.sections} avsnitt, {sums.pages} sidor "
        f"varav {sums.ocr_pages} lästa med OCR."
    )


def overview_lines(overview: Overview) -> Iterator[str]:
    """What the collection holds, and what it lacks."""
    yield (
        f"{overview.documents} dokument i {overview.sources} filer: {overview.sections} avsnitt, "
        f"{overview.chunks} passager, {overview.pages} sidor varav {overview.ocr_pages} lästa med OCR."
    )
    yield from _counts("Slag", overview.kinds.items())
    yield from _counts("Organ", overview.bodies.items())
    for coverage in overview.incomplete:
        yield f"Ofullständigt: {coverage.document} saknar {', '.join(coverage.missing)}."
    for failure in overview.failed:
        yield f"Inte inläst: {failure.file}: {failure.reason}"


def origin(document: DocumentView) -> str:
    """Municipality, body and date, or the title where there is no body."""
    date = swedish_date(document.date) if document.date else None
    named = (document.municipality, document.body or document.title, date)
    return f"{document.kind.value.capitalize()}: {', '.join(piece for piece in named if piece)}"


def _place(view: CitationView | HitView) -> str:
    numbers = ", ".join(view.diarienummer)
    told = (
        view.section,
        view.heading,
        f"Dnr {numbers}" if numbers else None,
        f"s. {view.page}" if view.page else None,
    )
    return " · ".join(piece for piece in told if piece)


def _report_lines(report: Report) -> Iterator[str]:
    if report.reason:
        yield f"{report.file}: {_STATES[report.state]}. {report.reason}"
    for coverage in report.coverage:
        if coverage.missing:
            yield f"{report.file}: {', '.join(coverage.missing)} hittades inte ({coverage.document})."


def _counts(name: str, counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    listed = ", ".join(f"{kind} {count}" for kind, count in counts)
    if listed:
        yield f"{name}: {listed}."
