"""What went wrong, told over HTTP: one table of errors, and every sentence in Swedish with a way out."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from corpus.errors import (
    BadInput,
    CannotStart,
    NotFound,
    ParagrafError,
    ServiceDown,
    TooLarge,
    UnreadableFile,
)

HTTP_STATUS: Mapping[type[ParagrafError], int] = {
    NotFound: 404,
    TooLarge: 413,
    BadInput: 422,
    UnreadableFile: 422,
    CannotStart: 503,
    ServiceDown: 503,
    ParagrafError: 500,
}
_SENTENCES = {
    "extra_forbidden": "Fältet {field} finns inte.",
    "missing": "Fältet {field} saknas.",
    "enum": "Fältet {field} måste vara ett av: {expected}.",
    "string_too_short": "Fältet {field} är tomt.",
    "string_too_long": "Fältet {field} är för långt; högst {max_length} tecken.",
    "too_long": "Fältet {field} har för många delar; högst {max_length}.",
    "greater_than_equal": "Fältet {field} måste vara minst {ge}.",
    "less_than_equal": "Fältet {field} får vara högst {le}.",
    "int_parsing": "Fältet {field} måste vara ett heltal.",
    "json_invalid": "Innehållet är inte giltig JSON.",
}
_BAD_DATE = "Fältet {field} är inget datum; skriv det som ÅÅÅÅ-MM-DD, till exempel 2024-04-25."
_OTHERWISE = "Fältet {field} kan inte förstås."


def handle_problems(app: FastAPI) -> None:
    """Answer every error that is ours, and every bad input, with ``{"detail": sentence}``."""

    @app.exception_handler(ParagrafError)
    def ours(request: Request, error: ParagrafError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, http_status(error))

    @app.exception_handler(RequestValidationError)
    def bad_input(request: Request, error: RequestValidationError) -> JSONResponse:
        sentences = [sentence(problem) for problem in error.errors()]
        return JSONResponse({"detail": " ".join(dict.fromkeys(sentences))}, 422)


def http_status(error: ParagrafError) -> int:
    """The status of the error's nearest class in the table."""
    return next(HTTP_STATUS[kind] for kind in type(error).__mro__ if kind in HTTP_STATUS)


def sentence(problem: Mapping[str, Any]) -> str:
    """A validation problem as pydantic tells it, as a Swedish sentence that helps."""
    kind = str(problem["type"])
    field = ".".join(str(step) for step in problem["loc"][1:]) or "?"
    template = _BAD_DATE if kind.startswith("date_") else _SENTENCES.get(kind, _OTHERWISE)
    return template.format_map({"field": field, **problem.get("ctx", {})})
