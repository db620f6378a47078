"""The tjänsteman's half of the service: matters, what is in force, precedents, assignments, votes."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated, TypeAlias, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile

from corpus.dossier import matter_sheet, precedents_sheet, standing_sheet
from corpus.errors import BadInput
from corpus.sheet import MEDIA_TYPE, Format, Sheet, written
from corpus.task_views import AssignmentsView, assignments_sheet
from corpus.views import MatterView, PrecedentsView, StandingView
from corpus.vote_views import VotesView, votes_sheet
from retrieval.desk import Desk
from retrieval.service import FilterFields

MAX_DRAFT, MAX_ROWS, MAX_NAME = 400_000, 50, 400

ReadDraft: TypeAlias = Callable[[bytes], str]
"""The text of a file. Raises a sort of UnreadableFile."""
_Fields: TypeAlias = dict[str, object]
_View = TypeVar("_View")


class DraftFields(FilterFields):
    """A draft to find precedents for; ``format`` asks for a file in place of JSON."""

    text: str = Field(min_length=1, max_length=MAX_DRAFT)
    limit: int = Field(default=10, ge=1, le=MAX_ROWS)
    format: Format | None = None


class MatterFields(BaseModel):
    """The matter asked for: ``dnr`` is its number, or its name."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    dnr: str = Field(min_length=1, max_length=MAX_NAME)
    municipality: str | None = None
    format: Format | None = None


class StandingFields(BaseModel):
    """The governing document asked for, and the day; without one, today."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    name: str = Field(min_length=1, max_length=MAX_NAME)
    on: dt.date | None = None
    municipality: str | None = None
    format: Format | None = None


class AssignmentFields(FilterFields):
    """The assignments asked for; ``on`` is today where it is left out, ``open`` leaves out the closed."""

    on: dt.date | None = None
    open: bool = False
    format: Format | None = None


class VoteFields(FilterFields):
    """The votes and positions asked for, of a person, a party or anybody."""

    person: str | None = None
    party: str | None = None
    format: Format | None = None


def router(desk: Desk, read: ReadDraft) -> APIRouter:
    """The routes over one desk; ``read`` tells the text of a file that is handed in."""
    routes = APIRouter()

    @routes.get("/matters", response_model=MatterView)
    def matter(fields: Annotated[MatterFields, Query()], request: Request) -> MatterView | Response:
        found = desk.matter(fields.dnr, fields.municipality or None)
        return _shown(found, matter_sheet, fields.format, "arende", request)

    @routes.get("/standing", response_model=StandingView)
    def standing(fields: Annotated[StandingFields, Query()], request: Request) -> StandingView | Response:
        found = desk.standing(fields.name, fields.on, fields.municipality or None)
        return _shown(found, standing_sheet, fields.format, "styrdokument", request)

    @routes.post("/precedents", response_model=PrecedentsView)
    def precedents(
        given: Annotated[_Fields, Depends(_handed_in)], request: Request
    ) -> PrecedentsView | Response:
        draft = _draft(given, read)
        found = desk.precedents(draft.text, draft.filters(), draft.limit)
        if draft.format is None:
            return found
        sheet = precedents_sheet(found, draft.text, _address(request))
        return _file(sheet, draft.format, "tidigare-beslut")

    @routes.get("/assignments", response_model=AssignmentsView)
    def assignments(
        fields: Annotated[AssignmentFields, Query()], request: Request
    ) -> AssignmentsView | Response:
        found = desk.assignments(fields.filters(), fields.on or dt.date.today(), only_open=fields.open)
        return _shown(found, assignments_sheet, fields.format, "uppdrag", request)

    @routes.get("/votes", response_model=VotesView)
    def votes(fields: Annotated[VoteFields, Query()], request: Request) -> VotesView | Response:
        found = desk.votes(fields.filters(), fields.person or None, fields.party or None)
        return _shown(found, votes_sheet, fields.format, "roster", request)

    return routes


async def _handed_in(request: Request) -> _Fields:
    """A JSON body's fields, or a form's, its file by name and content."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return _object(await _json(request))
    async with request.form() as form:
        return {
            name: (value.filename or "", await value.read()) if isinstance(value, UploadFile) else value
            for name, value in form.items()
        }


async def _json(request: Request) -> object:
    try:
        body: object = await request.json()
    except ValueError as error:
        raise BadInput("Innehållet är inte giltig JSON.") from error
    return body


def _object(body: object) -> _Fields:
    if not isinstance(body, dict):
        raise BadInput("Innehållet ska vara ett JSON-objekt med fältet text.")
    return body


def _draft(given: Mapping[str, object], read: ReadDraft) -> DraftFields:
    """The draft with its filters; a file's text where there is a file."""
    fields = dict(given)
    match fields.pop("file", None):
        case (str(), bytes(content)):
            fields["text"] = read(content)[:MAX_DRAFT]
        case None:
            pass
        case _:
            raise BadInput("Fältet file ska vara en fil, skickad som multipart/form-data.")
    try:
        return DraftFields.model_validate(fields)
    except ValidationError as error:
        told = [{**problem, "loc": ("body", *problem["loc"])} for problem in error.errors()]
        raise RequestValidationError(told) from error


def _shown(
    found: _View, sheet: Callable[[_View, str], Sheet], form: Format | None, name: str, request: Request
) -> _View | Response:
    """``found`` itself, or as a file where a form is asked for."""
    return found if form is None else _file(sheet(found, _address(request)), form, name)


def _address(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _file(sheet: Sheet, form: Format, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(written(sheet, form), media_type=MEDIA_TYPE[form], headers=headers)
