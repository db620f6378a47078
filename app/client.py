"""Speaks HTTP to the service, in the shapes of ``corpus.views``."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from corpus.errors import BadInput, NotFound, ParagrafError, ServiceDown
from corpus.model import Filters, Question
from corpus.task_views import AssignmentsView
from corpus.views import AnswerView, DocumentView, HitView, MatterView, PrecedentsView, StandingView
from corpus.vote_views import VotesView

TIMEOUT = httpx.Timeout(60.0, connect=3.0)
_View = TypeVar("_View")


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of an answer, as it is being written."""

    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload has come: ``done`` of ``total`` files read, or of passages indexed."""

    step: Literal["read", "index"]
    done: int
    total: int
    file: str | None


class Client:
    """A service at ``address``, such as ``http://127.0.0.1:8000``.

    Every method raises ServiceDown when nothing answers there, and BadInput or NotFound with the service's
    own sentence when it refuses.
    """

    def __init__(self, address: str, http: httpx.Client | None = None) -> None:
        self.address = address.rstrip("/")
        self._http = http or httpx.Client(base_url=self.address, timeout=TIMEOUT)

    def ask(self, question: Question) -> AnswerView:
        """One answer."""
        return _view(AnswerView, self._send("POST", "/ask", json=_question_body(question)).json())

    def ask_stream(self, question: Question) -> Iterator[Delta | AnswerView]:
        """The answer's pieces as they come, and the whole answer last."""
        for name, data in self._events("/ask/stream", json=_question_body(question)):
            yield _view(AnswerView, data) if name == "answer" else Delta(data["text"])

    def search(self, text: str, filters: Filters, limit: int = 10) -> tuple[HitView, ...]:
        """Ranked hits."""
        parameters = {"q": text, "limit": limit, **_filter_fields(filters)}
        return _view(tuple[HitView, ...], self._send("GET", "/search", params=parameters).json()["hits"])

    def matter(self, asked: str, municipality: str | None = None) -> MatterView:
        """A matter's way, by its diarienummer or its name."""
        parameters = {"dnr": asked, **({"municipality": municipality} if municipality else {})}
        return _view(MatterView, self._send("GET", "/matters", params=parameters).json())

    def standing(
        self, asked: str, on: dt.date | None = None, municipality: str | None = None
    ) -> StandingView:
        """Whether a governing document is in force on a day, today where none is given."""
        given = {"name": asked, "on": on and on.isoformat(), "municipality": municipality}
        parameters = {name: value for name, value in given.items() if value}
        return _view(StandingView, self._send("GET", "/standing", params=parameters).json())

    def precedents(self, text: str, filters: Filters, limit: int = 10) -> PrecedentsView:
        """Earlier decisions in matters like that of a sentence or a draft."""
        body = {"text": text, "limit": limit, **_filter_fields(filters)}
        return _view(PrecedentsView, self._send("POST", "/precedents", json=body).json())

    def precedents_of_file(
        self, name: str, content: bytes, filters: Filters, limit: int = 10
    ) -> PrecedentsView:
        """Earlier decisions in matters like that of a draft in a file."""
        fields = {"limit": str(limit), **_filter_fields(filters)}
        files = {"file": (name, content)}
        return _view(
            PrecedentsView, self._send("POST", "/precedents", data=fields, files=files, timeout=None).json()
        )

    def assignments(self, filters: Filters, on: dt.date, *, only_open: bool = False) -> AssignmentsView:
        """The assignments given by a day, the latest first."""
        parameters = {"on": on.isoformat(), "open": str(only_open).lower(), **_filter_fields(filters)}
        return _view(AssignmentsView, self._send("GET", "/assignments", params=parameters).json())

    def votes(self, filters: Filters, person: str | None, party: str | None) -> VotesView:
        """The §§ in which a person, a party or anybody moved, voted or reserved, the latest first."""
        asked = {"person": person or "", "party": party or ""}
        return _view(VotesView, self._send("GET", "/votes", params=asked | _filter_fields(filters)).json())

    def documents(self) -> tuple[DocumentView, ...]:
        """Everything in the collection."""
        return _view(tuple[DocumentView, ...], self._send("GET", "/documents").json()["documents"])

    def examples(self) -> tuple[str, ...]:
        """Questions that the collection can answer."""
        return _view(tuple[str, ...], self._send("GET", "/examples").json()["questions"])

    def status(self) -> Mapping[str, Any]:
        """Counts, coverage and what failed."""
        return _view(dict[str, Any], self._send("GET", "/status").json())

    def upload(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, Any]:
        """Hand in files by name and content; the ingest report."""
        parts = [("files", (name, content)) for name, content in files]
        return _view(dict[str, Any], self._send("POST", "/documents", files=parts, timeout=None).json())

    def upload_stream(self, files: Sequence[tuple[str, bytes]]) -> Iterator[Progress | Mapping[str, Any]]:
        """Hand in files; how far it has come as it goes, and the ingest report last."""
        parts = [("files", (name, content)) for name, content in files]
        for name, data in self._events("/documents/stream", files=parts, timeout=None):
            yield _view(dict[str, Any], data) if name == "result" else _view(Progress, data)

    def forget(self, document_id: str) -> Mapping[str, Any]:
        """Remove a document's source from the archive and every index."""
        return _view(dict[str, Any], self._send("DELETE", f"/documents/{_quoted(document_id)}").json())

    def picture(self, url: str) -> bytes:
        """The PNG behind a citation's ``url``."""
        return self._send("GET", url).content

    def file_url(self, view: DocumentView, page: int | None) -> str:
        """Where a browser opens the document's own file, at ``page`` where it has pages."""
        anchor = f"#page={page}" if page else ""
        return f"{self.address}/documents/{_quoted(view.id)}/file{anchor}"

    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        try:
            response = self._http.request(method, url, **options)
        except httpx.TransportError as error:
            raise self._down() from error
        if response.is_error:
            raise _error(response)
        return response

    def _events(self, url: str, **options: Any) -> Iterator[tuple[str, Any]]:
        """The events of a stream, as they come. Raises what an event ``error`` tells."""
        try:
            with self._http.stream("POST", url, **options) as response:
                if response.is_error:
                    response.read()
                    raise _error(response)
                yield from _parsed(response.iter_lines())
        except httpx.TransportError as error:
            raise self._down() from error

    def _down(self) -> ServiceDown:
        return ServiceDown(f"Tjänsten svarar inte på {self.address}. Starta den med: paragraf serve")


def _question_body(question: Question) -> dict[str, Any]:
    history = [{"role": turn.role.value, "content": turn.content} for turn in question.history]
    return {"text": question.text, "history": history, **_filter_fields(question.filters)}


def _filter_fields(filters: Filters) -> dict[str, str]:
    given = {
        "municipality": filters.municipality,
        "body": filters.body,
        "kind": filters.kind,
        "status": filters.status,
        "since": filters.since and filters.since.isoformat(),
        "until": filters.until and filters.until.isoformat(),
        "dnr": filters.dnr,
    }
    return {name: str(value) for name, value in given.items() if value}


def _parsed(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """The names and data of server-sent events."""
    event = ""
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif name == "data":
            data = json.loads(value)
            if event == "error":
                raise ParagrafError(data["detail"])
            yield event, data


def _error(response: httpx.Response) -> ParagrafError:
    kind = {404: NotFound, 503: ServiceDown}.get(response.status_code, BadInput)
    try:
        return kind(str(response.json()["detail"]))
    except (ValueError, KeyError, TypeError):
        return kind(f"Tjänsten svarade {response.status_code}.")


def _view(shape: type[_View], data: Any) -> _View:
    return TypeAdapter(shape).validate_python(data, strict=False)


def _quoted(document_id: str) -> str:
    return quote(document_id, safe="")
