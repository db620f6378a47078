"""The questions' half of the service: ask, search, documents and their pages."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpus.archive import Archive
from corpus.decisions import copies_of
from corpus.errors import BadInput, NotFound, ParagrafError
from corpus.events import event
from corpus.export import answer_sheet
from corpus.model import (
    Answer,
    Filters,
    Kind,
    Medium,
    ParsedDocument,
    Question,
    ReadBy,
    Span,
    Status,
    Turn,
)
from corpus.sheet import MEDIA_TYPE, Format, written
from corpus.views import (
    AnswerView,
    DocumentView,
    HitsView,
    SectionView,
    answer_view,
    document_view,
    hit_view,
    section_views,
)
from retrieval.assistant import Assistant
from retrieval.pictures import page_picture

MAX_QUESTION, MAX_TURNS, MAX_HITS = 20_000, 50, 100
MEDIA_TYPES = {
    Medium.PDF: "application/pdf",
    Medium.TEXT: "text/plain; charset=utf-8",
    Medium.MARKDOWN: "text/plain; charset=utf-8",
    # An uploaded page must never run in the reader's browser as ours.
    Medium.HTML: "text/plain; charset=utf-8",
    Medium.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_MARK = re.compile(r"(\d{1,6})\.(\d{1,8})-(\d{1,8})")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class FilterFields(_Strict):
    """The filters, as fields of a body or parameters of an address."""

    municipality: str | None = None
    body: str | None = None
    kind: Kind | None = None
    status: Status | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    dnr: str | None = None

    def filters(self) -> Filters:
        return Filters(
            self.municipality or None,
            self.body or None,
            self.kind,
            self.status,
            self.since,
            self.until,
            self.dnr or None,
        )


class AskBody(FilterFields):
    """A question in its conversation."""

    text: str = Field(min_length=1, max_length=MAX_QUESTION)
    history: tuple[Turn, ...] = Field(default=(), max_length=MAX_TURNS)

    def question(self) -> Question:
        return Question(self.text, self.history, self.filters())


class ExportBody(AskBody):
    """A question whose answer is wanted as a file."""

    format: Format = Format.WORD


class SearchFields(FilterFields):
    """What to search for."""

    q: str = Field(min_length=1, max_length=MAX_QUESTION)
    limit: int = Field(default=10, ge=1, le=MAX_HITS)


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """Everything in the collection."""

    documents: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with its sections."""

    document: DocumentView
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as it was read."""

    number: int
    shown: int | None
    read_by: ReadBy
    text: str


@dataclass(frozen=True, slots=True)
class ExamplesView:
    """Questions that the collection can answer."""

    questions: tuple[str, ...]


def router(assistant: Assistant, archive: Archive) -> APIRouter:
    """The routes over one collection."""
    routes = APIRouter()

    @routes.post("/ask")
    def ask(body: AskBody) -> AnswerView:
        question = body.question()
        return answer_view(question, assistant.ask(question))

    @routes.post("/ask/stream")
    def ask_stream(body: AskBody) -> StreamingResponse:
        return StreamingResponse(_stream(assistant, body.question()), media_type="text/event-stream")

    @routes.post("/ask/export", response_class=Response)
    def ask_export(body: ExportBody) -> Response:
        question = body.question()
        sheet = answer_sheet(answer_view(question, assistant.ask(question)))
        headers = {"Content-Disposition": f'attachment; filename="svar.{body.format}"'}
        return Response(written(sheet, body.format), media_type=MEDIA_TYPE[body.format], headers=headers)

    @routes.get("/search")
    def search(fields: Annotated[SearchFields, Query()]) -> HitsView:
        hits = assistant.search(Question(fields.q, filters=fields.filters()), fields.limit)
        return HitsView(tuple(map(hit_view, hits)))

    @routes.get("/examples")
    def examples() -> ExamplesView:
        return ExamplesView(assistant.examples())

    _add_documents(routes, archive)
    return routes


def _add_documents(routes: APIRouter, archive: Archive) -> None:
    """A document's id may hold slashes, so the longer addresses come first."""

    @routes.get("/documents")
    def documents() -> DocumentsView:
        return DocumentsView(tuple(document_view(document) for document in archive.documents()))

    @routes.get("/documents/{document_id:path}/pages/{number}.png", response_class=Response)
    def picture(document_id: str, number: int, mark: str | None = None) -> Response:
        source = archive.entry(archive.source_of(document_id)).source
        page = archive.page(source.id, number)
        marks = _marks(archive.find(document_id), number, mark) if mark else ()
        png = page_picture(archive.original(source), source.medium, page, marks)
        return Response(png, media_type="image/png")

    @routes.get("/documents/{document_id:path}/pages/{number}")
    def page_text(document_id: str, number: int) -> PageView:
        page = archive.page(archive.source_of(document_id), number)
        return PageView(page.number, page.shown, page.read_by, page.text)

    @routes.get("/documents/{document_id:path}/file", response_class=FileResponse)
    def file(document_id: str) -> FileResponse:
        source = archive.entry(archive.source_of(document_id)).source
        return FileResponse(
            archive.original(source),
            media_type=MEDIA_TYPES[source.medium],
            filename=source.file.rpartition("/")[2],
            content_disposition_type="inline",
            headers={"X-Content-Type-Options": "nosniff"},
        )

    @routes.get("/documents/{document_id:path}")
    def document(document_id: str) -> DocumentDetail:
        parsed = archive.read(archive.source_of(document_id))
        shown = document_view(archive.find(document_id).document)
        views = section_views(parsed, copies_of(parsed, archive))
        return DocumentDetail(shown, tuple(view for view in views if view.document.id == shown.id))


def _stream(assistant: Assistant, question: Question) -> Iterator[str]:
    """Server-sent events: the text in pieces, then the whole answer; or what went wrong."""
    try:
        for piece in assistant.asking(question):
            yield from _events(question, piece)
    except ParagrafError as error:
        yield event("error", {"detail": str(error)})


def _events(question: Question, piece: str | Answer) -> Iterator[str]:
    if isinstance(piece, Answer):
        view = answer_view(question, piece)
        yield event("answer", TypeAdapter(AnswerView).dump_python(view, mode="json"))
    else:
        yield from (event("delta", {"text": word}) for word in re.findall(r"\S+\s*|\s+", piece))


def _marks(inner: ParsedDocument, number: int, mark: str) -> tuple[Span, ...]:
    """The raw spans on page ``number`` behind ``mark``: "section.start-end" in the section's text."""
    match = _MARK.fullmatch(mark)
    if not match:
        raise BadInput(f"Markeringen {mark!r} kan inte förstås; den skrivs sektion.start-slut.")
    index, start, end = map(int, match.groups())
    if index >= len(inner.sections):
        raise NotFound(f"Dokumentet har ingen del med nummer {index}.")
    spans = inner.sections[index].raw_spans((start, end))
    return tuple(span for page, span in spans if page == number)
