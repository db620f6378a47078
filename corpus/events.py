"""Server-sent events (WHATWG HTML, § 9.2): how the service tells what goes on while it goes on."""

import json
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeAlias

from corpus.errors import ParagrafError

Tell: TypeAlias = Callable[[str, Any], None]
"""Takes an event's name and what JSON can hold."""


def event(name: str, data: Any) -> str:
    """One event of a stream; ``data`` is what JSON can hold."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def told(work: Callable[[Tell], None]) -> Iterator[str]:
    """The events that ``work`` tells, as they come; an event ``error`` where it fails with a sentence.

    It has a thread of its own, and comes to its end also where nobody listens any more.
    """
    events: SimpleQueue[str | None] = SimpleQueue()

    def tell(name: str, data: Any) -> None:
        events.put(event(name, data))

    def run() -> None:
        try:
            work(tell)
        except ParagrafError as error:
            tell("error", {"detail": str(error)})
        finally:
            events.put(None)

    thread = Thread(target=run)
    thread.start()
    while (piece := events.get()) is not None:
        yield piece
    thread.join()
