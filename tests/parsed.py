"""Invented parsed sources for the tests of archive, chunking and indexes."""

import datetime as dt
import hashlib

from corpus.model import (
    Document,
    Kind,
    Line,
    Medium,
    Page,
    Parsed,
    ParsedDocument,
    Part,
    Run,
    Section,
    Source,
    Status,
)

ORIGINAL = b"%PDF-1.7 an invented original"


def section(
    label: str | None, heading: str, *parts: tuple[Status, str], dnr: tuple[str, ...] = ()
) -> Section:
    """A § with its opening and one part for each (status, text)."""
    opening = " ".join(word for word in (label, heading) if word)
    text, spans = opening, [Part(Status.OVRIGT, (0, len(opening)))]
    for status, block in parts:
        spans.append(Part(status, (len(text) + 1, len(text) + 1 + len(block))))
        text = f"{text}\n{block}"
    runs = (Run(0, len(text), 1, 0, len(text)),)
    return Section(label, heading, text, runs, (1, 1), dnr, parts=tuple(spans))


def parsed(
    source_id: str,
    *sections: Section,
    body: str | None = "Kommunstyrelsen",
    date: dt.date | None = dt.date(2024, 4, 25),
    municipality: str | None = "Granby kommun",
    original: bytes = ORIGINAL,
) -> Parsed:
    """A source that holds one protocol of one page."""
    text = "\n".join(section.text for section in sections)
    document = Document(
        id=f"{source_id}#protokoll-{date}",
        source=source_id,
        file=f"{source_id}.pdf",
        kind=Kind.PROTOKOLL,
        title="Protokoll",
        municipality=municipality,
        body=body,
        date=date,
    )
    page = Page(1, text, (Line((0, len(text))),), shown=1)
    source = Source(source_id, f"{source_id}.pdf", hashlib.sha256(original).hexdigest(), Medium.PDF, 1)
    return Parsed(source, "parser-1", (page,), (ParsedDocument(document, sections),))
