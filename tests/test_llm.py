"""The wire to a language model: a real endpoint on loopback, and every way in which it can fail."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.composition import language_model
from corpus.errors import BadInput, CannotStart
from corpus.settings import read_settings
from retrieval.writing.llm import ChatModel, Endpoint, ModelSilent, open_model

SLOW = 2.0


def _chunk(text: str) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    data = {"id": "x", "object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(data)}\n\n".encode()


DONE = b"data: [DONE]\n\n"
ANSWER = _chunk("Nämnden ") + _chunk("avslog ") + _chunk("motionen [1].") + DONE


class _Endpoint(BaseHTTPRequestHandler):
    """Answers every question with ``content``, after ``wait`` seconds, and remembers what it was sent.

    With ``endless`` it says it over and over, until whoever asked has hung up.
    """

    status, content, wait, address, endless = 200, ANSWER, 0.0, "", False
    received: list[dict[str, Any]]

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.received.append({"path": self.path, "key": self.headers["authorization"], **sent})
        time.sleep(self.wait)
        self.send_response(self.status)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        with suppress(BrokenPipeError):  # who asked may have given up
            self.wfile.write(self.content)
            while self.endless:
                time.sleep(0.01)
                self.wfile.write(self.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(
    content: bytes = ANSWER, status: int = 200, wait: float = 0.0, *, endless: bool = False
) -> Iterator[type[_Endpoint]]:
    """A server on loopback; what it yields tells its ``address`` and what it received."""
    members = {"content": content, "status": status, "wait": wait, "endless": endless, "received": []}
    handler: Any = type("Handler", (_Endpoint,), members)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.address = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield handler
        finally:
            server.shutdown()
            thread.join()


def model(address: str, seconds: float = 5.0) -> ChatModel:
    return open_model(Endpoint(address, "liten", "hemlig", seconds))


def test_a_question_is_sent_and_its_answer_streamed() -> None:
    with served() as endpoint:
        pieces = list(model(endpoint.address).write("Svara kort.", "Vad beslutades?"))
    assert [piece for piece in pieces if piece] == ["Nämnden ", "avslog ", "motionen [1]."]
    (sent,) = endpoint.received
    assert (sent["path"], sent["key"], sent["model"]) == ("/v1/chat/completions", "Bearer hemlig", "liten")
    assert (sent["stream"], sent["temperature"]) == (True, 0)
    assert [(message["role"], message["content"]) for message in sent["messages"]] == [
        ("system", "Svara kort."),
        ("user", "Vad beslutades?"),
    ]


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (500, b"fel"),
        (401, b'{"error": {"message": "nyckeln"}}'),
        (200, b"<html>hej</html>"),
        (200, b"data: {inget\n\n"),
        (200, b"data: [1, 2]\n\n" + DONE),
        (200, b'data: {"error": {"message": "full"}}\n\n'),
        (200, b"data: \xff\xfe\n\n"),
        (200, b""),
    ],
)
def test_whatever_is_no_answer_is_silence(status: int, content: bytes) -> None:
    with served(content, status) as endpoint, pytest.raises(ModelSilent, match="liten"):
        list(model(endpoint.address).write("", ""))


def test_what_came_before_the_silence_is_had() -> None:
    with served(_chunk("Nämnden ") + b"data: {inget\n\n") as endpoint:
        pieces = model(endpoint.address).write("", "")
        assert next(piece for piece in pieces if piece) == "Nämnden "
        with pytest.raises(ModelSilent):
            list(pieces)


def test_a_model_that_is_down_or_slow_is_given_up() -> None:
    with served(wait=SLOW) as endpoint:
        began = time.monotonic()
        with pytest.raises(ModelSilent):
            list(model(endpoint.address, seconds=0.2).write("", ""))
        assert time.monotonic() - began < SLOW
    with pytest.raises(ModelSilent):
        list(model(endpoint.address).write("", ""))


@pytest.mark.parametrize("content", [b": ping\n\n", _chunk("och "), _chunk("")])
def test_a_model_that_never_ends_is_given_up(content: bytes) -> None:
    with served(content, endless=True) as endpoint:
        began = time.monotonic()
        with pytest.raises(ModelSilent):
            list(model(endpoint.address, seconds=0.3).write("", ""))
        assert time.monotonic() - began < SLOW


def test_without_the_extra_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_openai", None)
    with pytest.raises(CannotStart, match=r"\[llm\]"):
        model("http://127.0.0.1:1/v1")


def test_a_model_is_named_by_address_and_name_or_not_at_all() -> None:
    assert language_model(read_settings()) is None
    with pytest.raises(BadInput, match="PARAGRAF_LLM_MODEL"):
        language_model(read_settings(llm_url="http://127.0.0.1:1/v1"))
    named = language_model(read_settings(llm_url="http://127.0.0.1:1/v1", llm_model="liten"))
    assert named is not None
    assert named.name == "liten"
