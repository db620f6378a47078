"""The served application: questions and ingest over one data folder, and the chat beside it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from app.drafts import draft_text
from app.problems import handle_problems
from corpus.collection import Collection
from corpus.errors import CannotStart
from ingest.pipeline import Options
from ingest.service import router as ingest_router
from retrieval.assistant import Assistant
from retrieval.desk import Desk
from retrieval.desk_service import router as desk_router
from retrieval.service import router as retrieval_router

CHAT = Path(__file__).with_name("chat.py")


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the service listens, and the chat where there is one."""

    host: str
    service: int
    chat: int | None

    @property
    def address(self) -> str:
        """Where this machine reaches the service."""
        return f"http://{_reachable(self.host)}:{self.service}"

    @property
    def chat_address(self) -> str | None:
        """Where this machine reaches the chat."""
        return f"http://{_reachable(self.host)}:{self.chat}" if self.chat else None


@dataclass(frozen=True, slots=True)
class Health:
    """Questions can be answered."""

    status: str
    chunks: int


def create_app(collection: Collection, assistant: Assistant, options: Options) -> FastAPI:
    """The whole service over an open collection."""
    app = FastAPI(title="Paragraf", description="Frågor om kommunens handlingar, med bevisade källor.")
    handle_problems(app)
    app.include_router(ingest_router(collection, options))
    app.include_router(retrieval_router(assistant, collection.archive))
    desk = Desk(assistant.shelf, collection.indexes.vectors.embedder)
    app.include_router(desk_router(desk, draft_text))

    @app.get("/health")
    def health() -> Health:
        chunks = collection.indexes.lexical.count()
        if not chunks:
            raise CannotStart("Samlingen är tom. Läs in dokument med: paragraf ingest MAPP")
        return Health("ok", chunks)

    return app


def run_app(app: FastAPI, ports: Ports) -> None:
    """Serve until stopped; the chat lives and dies with the service."""
    # uvicorn raises the signal that stopped it once more, and SIGTERM by itself would end us on the spot.
    signal.signal(signal.SIGTERM, _stop)
    with _chat(ports):
        uvicorn.run(app, host=ports.host, port=ports.service, log_level="warning")


def claim(ports: Ports) -> None:
    """Make sure that the ports are free. Raises CannotStart with the port that is not."""
    for port in filter(None, (ports.service, ports.chat)):
        with socket.socket(socket.AF_INET6 if ":" in ports.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ports.host, port))
            except OSError as error:
                raise CannotStart(
                    f"Port {port} på {ports.host} är upptagen av ett annat program. "
                    "Välj en annan med --port eller --ui-port."
                ) from error


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit


def _reachable(host: str) -> str:
    """A host that listens everywhere is reached on loopback; an IPv6 address stands in brackets."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


@contextmanager
def _chat(ports: Ports) -> Iterator[None]:
    if ports.chat is None:
        yield
        return
    command = [sys.executable, "-m", "streamlit", "run", str(CHAT)]
    options = {
        "server.address": ports.host,
        "server.port": ports.chat,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, "PARAGRAF_SERVICE": ports.address}
    with subprocess.Popen([*command, *arguments], env=environment, stdout=subprocess.DEVNULL) as chat:
        try:
            yield
        finally:
            chat.terminate()
