"""The shapes that the command line and HTTP serve: the program's stable public interface."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from corpus.dates import swedish_date
from corpus.model import (
    Answer,
    Chunk,
    Citation,
    Document,
    Hit,
    Kind,
    Outcome,
    Parsed,
    ParsedDocument,
    Place,
    Question,
    Refusal,
    Section,
    Span,
    Status,
)

HIT_TEXT_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is shown; ``pages`` are None where nothing prints page numbers."""

    id: str
    title: str
    kind: Kind
    municipality: str | None
    body: str | None
    date: dt.date | None
    file: str
    pages: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class PartView:
    """A passage and what it is."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """What the parser found of one section; ``same`` are the documents that hold the same decision, by id."""

    file: str
    document: DocumentView
    section: str | None
    heading: str
    diarienummer: tuple[str, ...]
    pages: tuple[int, int] | None
    outcome: Outcome | None
    addressee: str | None
    parts: tuple[PartView, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitationView:
    """A source of an answer; ``url`` opens its page with the quote marked, relative to the service."""

    marker: int
    document: DocumentView
    section: str | None
    heading: str
    diarienummer: tuple[str, ...]
    page: int | None
    status: Status
    outcome: Outcome | None
    addressee: str | None
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class HitView:
    """A ranked passage with its heading line, and in ``why`` what lifted it."""

    document: DocumentView
    section: str | None
    heading: str
    diarienummer: tuple[str, ...]
    page: int | None
    status: Status
    outcome: Outcome | None
    addressee: str | None
    text: str
    url: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitsView:
    """Ranked hits, best first."""

    hits: tuple[HitView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a matter's way.

    ``stage`` tells what sort of step it is, ``link`` why it is of the matter, ``also`` which other documents
    hold the same decision.
    """

    date: dt.date | None
    document: DocumentView
    section: str | None
    heading: str
    status: Status
    outcome: Outcome | None
    quote: str
    page: int | None
    stage: str
    link: str
    addressee: str | None
    diarienummer: tuple[str, ...]
    url: str
    also: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter's way: its steps in order, and in ``missing`` a sentence for each that should be there.

    ``also`` are the numbers that the matter bears in other diaries.
    """

    diarienummer: str
    also: tuple[str, ...]
    municipality: str | None
    heading: str
    steps: tuple[StepView, ...]
    missing: tuple[str, ...]


class InForce(StrEnum):
    """Whether a governing document applies on a day."""

    YES = "ja"
    NO = "nej"
    UNKNOWN = "okänt"


@dataclass(frozen=True, slots=True)
class FactView:
    """Something told of a version ("antagen", "gäller till och med"), and the passage that tells it."""

    what: str
    date: dt.date | None
    document: DocumentView
    section: str | None
    heading: str
    status: Status
    page: int | None
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """A version of a governing document on the day asked about; ``why`` tells its state in Swedish.

    ``document`` is null where other documents alone tell of it; ``section`` is the § that adopted it.
    """

    title: str
    municipality: str | None
    body: str | None
    document: DocumentView | None
    adopted: dt.date | None
    section: str | None
    since: dt.date | None
    until: dt.date | None
    in_force: InForce
    why: str
    replaces: tuple[str, ...]
    replaced_by: str | None
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """Whether a governing document is in force on the day ``on``, and its versions: that one first."""

    asked: str
    on: dt.date
    municipality: str | None
    in_force: InForce
    editions: tuple[EditionView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """Earlier decisions that ended alike, best first; ``outcome`` is null where the text tells none."""

    outcome: Outcome | None
    rows: tuple[HitView, ...]


@dataclass(frozen=True, slots=True)
class PrecedentsView:
    """Earlier decisions in similar matters by outcome, the group with the best row first."""

    groups: tuple[OutcomeGroup, ...]


@dataclass(frozen=True, slots=True)
class SectionsView:
    """What the parser found, in reading order."""

    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer with its proof, the hits it was drawn from, and how it was made."""

    question: str
    answer: str
    refusal: Refusal | None
    citations: tuple[CitationView, ...]
    hits: tuple[HitView, ...]
    dropped: int
    fell_back: bool
    seconds: Mapping[str, float]
    made_by: Mapping[str, str | None]
    suggestions: tuple[str, ...] = ()


def document_view(document: Document) -> DocumentView:
    """The document as it is shown."""
    return DocumentView(
        id=document.id,
        title=document.title,
        kind=document.kind,
        municipality=document.municipality,
        body=document.body,
        date=document.date,
        file=document.file,
        pages=document.shown,
    )


def section_views(parsed: Parsed, same: Mapping[tuple[str, int], tuple[str, ...]]) -> Iterable[SectionView]:
    """All sections of a source, in reading order.

    ``same`` tells by document id and section index which other documents hold the same decision
    (``corpus.decisions.copies_of``).
    """
    shown = {page.number: page.shown for page in parsed.pages}
    for inner in parsed.documents:
        for index, section in enumerate(inner.sections):
            yield _section_view(inner, section, shown, same.get((inner.document.id, index), ()))


def citation_view(citation: Citation) -> CitationView:
    """The citation as it is shown."""
    place = citation.place
    return CitationView(
        marker=citation.marker,
        document=document_view(citation.document),
        section=place.label,
        heading=place.heading,
        diarienummer=_numbers(place, citation.document),
        page=place.page,
        status=citation.status,
        outcome=place.outcome,
        addressee=place.addressee,
        quote=citation.quote,
        url=page_url(citation.document, place, citation.span),
    )


def hit_view(hit: Hit) -> HitView:
    """The hit as it is shown."""
    chunk, place = hit.chunk, hit.chunk.place
    return HitView(
        document=document_view(chunk.document),
        section=place.label,
        heading=place.heading,
        diarienummer=_numbers(place, chunk.document),
        page=place.page,
        status=chunk.status,
        outcome=place.outcome,
        addressee=place.addressee,
        text=f"{heading_line(chunk)}\n{chunk.text}"[:HIT_TEXT_LIMIT],
        url=page_url(chunk.document, place, chunk.span),
        score=round(hit.score, 6),
        why=hit.why,
    )


def answer_view(question: Question, answer: Answer) -> AnswerView:
    """The answer as it is shown."""
    made = answer.made_by
    return AnswerView(
        question=question.text,
        answer=answer.text,
        refusal=answer.refusal,
        citations=tuple(map(citation_view, answer.citations)),
        hits=tuple(map(hit_view, answer.hits)),
        dropped=answer.dropped,
        fell_back=answer.fell_back,
        seconds={step: round(seconds, 4) for step, seconds in answer.seconds},
        made_by={
            "draft": made.draft,
            "embedder": made.embedder,
            "index": made.index,
            "prompt": made.prompt,
            "thresholds": made.thresholds,
            "model": made.model,
        },
        suggestions=answer.suggestions,
    )


def heading_line(chunk: Chunk) -> str:
    """§, heading and diarienummer on one line."""
    place = chunk.place
    numbers = ", ".join(_numbers(place, chunk.document))
    told = (place.label, place.heading or chunk.document.title, numbers and f"Dnr {numbers}")
    return " · ".join(piece for piece in told if piece)


def origin(document: DocumentView) -> str:
    """What sort of document, and whose of which day, or the title where that is not known."""
    date = swedish_date(document.date) if document.date else None
    named = (document.municipality, document.body or document.title, date)
    return " · ".join(piece for piece in (document.kind.value.capitalize(), *named) if piece)


def place_line(view: CitationView | HitView) -> str:
    """§, heading, diarienummer and page on one line."""
    numbers = ", ".join(view.diarienummer)
    told = (
        view.section,
        view.heading,
        f"Dnr {numbers}" if numbers else None,
        f"sida {view.page}" if view.page else None,
    )
    return " · ".join(piece for piece in told if piece)


def page_url(document: Document, place: Place, span: Span) -> str:
    """Where the service shows the page with ``section.text[span]`` marked."""
    mark = f"{place.section}.{span[0]}-{span[1]}"
    return f"/documents/{quote(document.id, safe='')}/pages/{place.number}.png?mark={mark}"


def _numbers(place: Place, document: Document) -> tuple[str, ...]:
    return place.diarienummer or document.diarienummer


def _section_view(
    inner: ParsedDocument, section: Section, shown: Mapping[int, int | None], same: tuple[str, ...]
) -> SectionView:
    first, last = (shown.get(number) for number in section.pages)
    return SectionView(
        file=inner.document.file,
        document=document_view(inner.document),
        section=section.label,
        heading=section.heading,
        diarienummer=section.diarienummer or inner.document.diarienummer,
        pages=None if first is None or last is None else (first, last),
        outcome=section.outcome,
        addressee=section.addressee,
        parts=tuple(PartView(part.status, section.text[slice(*part.span)]) for part in section.parts),
        same=same,
    )
