"""What a run of a question set says: a table per type of question, and the whole as JSON."""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from evals.measures import STANDARD, Attempt, Measure, mean

ALL = "alla"


def table(attempts: Sequence[Attempt], measures: Sequence[Measure] = STANDARD) -> str:
    """One row a type and one for all, one column a measure; '–' where none applies."""
    header = ("typ", "antal", *map(repr, measures), "p50 ms")
    rows = [header, *(_row(name, group, measures) for name, group in _groups(attempts))]
    widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
    return "\n".join(_line(row, widths) for row in rows)


def as_json(attempts: Sequence[Attempt], measures: Sequence[Measure] = STANDARD) -> dict[str, Any]:
    """``{measures: {type: {measure: mean}}, questions: [{id, type, answer, scores, …}]}``."""
    return {
        "measures": {
            name: {"count": len(group), **{repr(m): mean(m, group) for m in measures}}
            for name, group in _groups(attempts)
        },
        "questions": [_question_json(attempt, measures) for attempt in attempts],
    }


def _groups(attempts: Sequence[Attempt]) -> Iterable[tuple[str, list[Attempt]]]:
    types = sorted({attempt.question.type for attempt in attempts})
    for kind in types:
        yield kind, [attempt for attempt in attempts if attempt.question.type == kind]
    yield ALL, list(attempts)


def _row(name: str, attempts: Sequence[Attempt], measures: Sequence[Measure]) -> tuple[str, ...]:
    median = statistics.median(attempt.seconds for attempt in attempts) if attempts else 0.0
    scores = (_cell(mean(measure, attempts)) for measure in measures)
    return (name, str(len(attempts)), *scores, f"{median * 1000:.0f}")


def _cell(score: float | None) -> str:
    return "–" if score is None else f"{score:.3f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    return "  ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])


def _question_json(attempt: Attempt, measures: Sequence[Measure]) -> dict[str, Any]:
    answer = attempt.answer
    return {
        "id": attempt.question.id,
        "type": attempt.question.type,
        "question": attempt.question.question.text,
        "answer": answer.text if answer else None,
        "refusal": answer.refusal if answer else None,
        "error": attempt.error,
        "citations": [
            {
                "file": c.document.file,
                "section": c.place.label,
                "page": c.place.page,
                "status": c.status,
                "quote": c.quote,
            }
            for c in (answer.citations if answer else ())
        ],
        "scores": {repr(measure): measure(attempt) for measure in measures},
        "seconds": round(attempt.seconds, 4),
    }
