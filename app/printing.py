"""What the command line prints: JSON for programs, plain Swedish for people."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.dates import swedish_date
from corpus.dossier import decision_text, edition_lines, fact_line, outcome_name, step_line, upward
from corpus.errors import BadInput
from corpus.sheet import Format, Sheet, written
from corpus.views import (
    AnswerView,
    HitView,
    MatterView,
    PrecedentsView,
    SectionView,
    StandingView,
    origin,
    place_line,
)
from ingest.overview import Overview
from ingest.report import IngestResult, Report, State

_STATES = {State.INGESTED: "inläst", State.UNCHANGED: "oförändrad", State.FAILED: "misslyckades"}


def tell(as_json: bool, value: Any, lines: Iterable[str]) -> None:
    """Print ``value``, made of views, as one JSON object, or else ``lines``, on standard output."""
    if as_json:
        sys.stdout.write(TypeAdapter(type(value)).dump_json(value, indent=1).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)


def deliver(sheet: Sheet, form: Format | None, out: Path | None) -> None:
    """Write ``sheet`` to the file ``out``, whose ending tells its form where none is given, or print it.

    Raises BadInput where the file cannot be written, and for Word on standard output.
    """
    form = form or _form_of(out)
    if out is None and form is Format.WORD:
        raise BadInput("Ett Word-dokument skrivs till en fil. Ange den med: --out svar.docx")
    content = written(sheet, form)
    if out is None:
        sys.stdout.write(content.decode())
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadInput(f"Det går inte att skriva till {out}: {error.strerror}") from error


def _form_of(out: Path | None) -> Format:
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return Format(ending) if ending in tuple(Format) else Format.TEXT


def answer_lines(answer: AnswerView) -> Iterator[str]:
    """The answer and its sources."""
    yield answer.answer
    for citation in answer.citations:
        yield ""
        yield f"[{citation.marker}] {origin(citation.document)}"
        yield f"    {place_line(citation)} · {citation.status.value}"
        yield f"    »{' '.join(citation.quote.split())}«"


def hit_lines(hits: Iterable[HitView]) -> Iterator[str]:
    """The hits, each with why it is there."""
    for number, hit in enumerate(hits, 1):
        place = f"{origin(hit.document)} · {place_line(hit)}"
        yield f"{number}. {place} · {hit.status.value} ({', '.join(hit.why)})"
        yield f"   {' '.join(hit.text.split())[:300]}"


def matter_lines(matter: MatterView) -> Iterator[str]:
    """The matter's steps in order, each with why it belongs, and what is missing."""
    also = f" (även {', '.join(matter.also)})" if matter.also else ""
    yield f"{matter.heading} · {matter.diarienummer}{also}"
    for step in matter.steps:
        yield ""
        yield step_line(step)
        yield f"    »{' '.join(step.quote.split())}«"
        page = f", sida {step.page}" if step.page else ""
        yield f"    {step.document.file}{page}"
    if matter.missing:
        yield ""
        yield "Det här saknas:"
        yield from (f"– {sentence}" for sentence in matter.missing)


def standing_lines(standing: StandingView) -> Iterator[str]:
    """Yes, no or unknown; then every version, the one in force first, with what tells it."""
    place = f" ({standing.municipality})" if standing.municipality else ""
    yield f"{standing.asked}{place}, {swedish_date(standing.on)}: {standing.in_force.value}"
    for edition in standing.editions:
        yield ""
        yield edition.title
        yield from (f"  {line}" for line in edition_lines(edition))
        for fact in edition.facts:
            yield f"  – {fact_line(fact)}"
            yield f"    »{' '.join(fact.quote.split())}«"


def precedent_lines(precedents: PrecedentsView) -> Iterator[str]:
    """The decisions by outcome, the group with the best first."""
    if not precedents.groups:
        yield "Inga tidigare beslut i liknande ärenden hittades."
    for group in precedents.groups:
        yield f"{outcome_name(group)}:"
        for row in group.rows:
            yield f"– {origin(row.document)} · {place_line(row)}{upward(row)} ({', '.join(row.why)})"
            yield f"    »{' '.join(decision_text(row).split())[:300]}«"


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
        if section.same:
            yield "      samma beslut: " + ", ".join(section.same)


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
