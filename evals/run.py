"""Ask every question of a set, and keep what came of each."""

import time
from collections.abc import Callable, Iterable, Iterator

from corpus.model import Answer
from evals.measures import Attempt
from evals.questions import EvalQuestion
from evals.quotes import SourceReader

Ask = Callable[[EvalQuestion], Answer]


def run(questions: Iterable[EvalQuestion], ask: Ask, reader: SourceReader | None = None) -> Iterator[Attempt]:
    """One attempt a question, in order; a question that crashes is an attempt without an answer.

    Quotes are looked up by ``reader``, where there is one.
    """
    for question in questions:
        yield _attempt(question, ask, reader)


def _attempt(question: EvalQuestion, ask: Ask, reader: SourceReader | None) -> Attempt:
    began = time.perf_counter()
    try:
        answer = ask(question)
        seconds = time.perf_counter() - began
        verbatim = tuple(map(reader.verbatim, answer.citations)) if reader else ()
    except Exception as error:  # noqa: BLE001 - one of the two boundaries: a crash is a score of 0
        return Attempt(question, None, time.perf_counter() - began, error=f"{type(error).__name__}: {error}")
    return Attempt(question, answer, seconds, verbatim)
