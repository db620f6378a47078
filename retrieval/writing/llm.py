"""A language model behind any OpenAI-compatible endpoint: instructions and a question in, words out.

The only module that knows of LangChain's chat models.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import SecretStr

from corpus.errors import CannotStart, ParagrafError

_NO_KEY = "-"  # most local servers ask for none, and the client insists on one
_CONNECT_SECONDS = 5.0


class ModelSilent(ParagrafError):
    """The language model is down, too slow, or answers what cannot be read."""


class LanguageModel(Protocol):
    """What can write an answer."""

    @property
    def name(self) -> str:
        """What it is called in an answer's ``made_by``."""

    def write(self, instructions: str, question: str) -> Iterator[str]:
        """The answer in pieces, as they come. Raises ModelSilent, at any piece."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is had: the address up to and with "/v1", its name there, and seconds to wait in all."""

    url: str
    model: str
    key: str | None
    seconds: float


# What the client raises, beside its own errors, when a server answers what is no chat completion.
_CONFUSED = (httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError)


class ChatModel:
    """A LangChain chat model as a ``LanguageModel``, given up after ``seconds`` or at any of ``failures``."""

    def __init__(
        self, name: str, chat: BaseChatModel, seconds: float, failures: tuple[type[Exception], ...] = ()
    ) -> None:
        self.name = name
        self._chat = chat
        self._seconds = seconds
        self._failures: tuple[type[Exception], ...] = (*_CONFUSED, *failures)

    def write(self, instructions: str, question: str) -> Iterator[str]:
        """See ``LanguageModel``."""
        deadline = time.monotonic() + self._seconds
        try:
            for chunk in self._chat.stream([SystemMessage(instructions), HumanMessage(question)]):
                if time.monotonic() > deadline:
                    raise ModelSilent(f"Språkmodellen {self.name} blev inte klar på {self._seconds:g} s.")
                yield str(chunk.text)
        except self._failures as error:
            raise ModelSilent(f"Språkmodellen {self.name} svarar inte som den ska: {error}") from error


class _Timed(httpx.SyncByteStream):
    """A response's bytes until the deadline: a server may keep a line alive without a word."""

    def __init__(self, stream: httpx.SyncByteStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            if time.monotonic() > self._deadline:
                raise httpx.ReadTimeout("Svaret tog för lång tid.")
            yield piece

    def close(self) -> None:
        self._stream.close()


def _timed(seconds: float) -> httpx.Client:
    """A client whose every response is cut off ``seconds`` after it began."""

    def cut(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Timed(response.stream, time.monotonic() + seconds)

    return httpx.Client(event_hooks={"response": [cut]})


def open_model(endpoint: Endpoint) -> ChatModel:
    """The model at ``endpoint``. ``CannotStart`` where the extra ``llm`` is not installed."""
    try:
        from langchain_openai import ChatOpenAI  # noqa: PLC0415 - a second, and an extra
        from openai import OpenAIError  # noqa: PLC0415
    except ImportError as error:
        raise CannotStart(
            'Kopplingen till språkmodeller är inte installerad. Kör: .venv/bin/pip install -e ".[llm]"'
        ) from error
    chat = ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.url,
        api_key=SecretStr(endpoint.key or _NO_KEY),
        temperature=0,
        timeout=httpx.Timeout(endpoint.seconds, connect=min(_CONNECT_SECONDS, endpoint.seconds)),
        max_retries=0,
        http_client=_timed(endpoint.seconds),
    )
    return ChatModel(endpoint.model, chat, endpoint.seconds, (OpenAIError,))
