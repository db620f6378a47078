"""What the command line tells of a run, a comparison and the gate: plain lines."""

from collections.abc import Iterator, Sequence

from evals.compare import Change, Comparison, Pair
from evals.gate import Verdict
from evals.record import Record, Scored

_SHOWN = {
    "Right": "rätt",
    "Citation": "källa",
    "CitationPrecision": "källprec.",
    "Status": "status",
    "Untrapped": "ej fälla",
    "Refusal": "avstår",
    "Quote": "citat",
    "Grounded": "uppgifter",
    "Supported": "belägg",
    "Recall@5": "Recall@5",
    "RR@10": "RR@10",
    "Latency@50": "p50 ms",
    "Latency@95": "p95 ms",
}
_BESIDES = {
    "questions_sha256": "frågor",
    "archive_sha256": "arkiv",
    "municipality": "hemkommun",
    "model": "språkmodell",
    "machine": "dator",
    "draft": "vem som skriver svaren",
    "embedder": "inbäddning",
    "index": "index",
    "prompt": "prompt",
    "thresholds": "trösklar",
}


def run_table(kept: Record) -> Iterator[str]:
    """``cells`` as aligned lines, and what became of a language model's answers."""
    yield from _aligned(cells(kept))
    yield from model_lines(kept)


def model_lines(kept: Record) -> Iterator[str]:
    """What became of the answers that a language model was asked for, where one was."""
    asked = [question for question in kept.questions if question.scores.get("FellBack") is not None]
    if asked:
        fell_back = sum(question.fell_back for question in asked)
        dropped = sum(question.dropped for question in asked)
        name = (kept.setup and kept.setup.model) or "utan namn"
        yield (
            f"Språkmodellen {name} skrev {len(asked) - fell_back} av {len(asked)} svar. {fell_back} "
            f"({100 * fell_back / len(asked):.0f} %) föll tillbaka på svaret utan språkmodell, och {dropped} "
            "meningar ströks för att inget utdrag säger dem."
        )


def cells(kept: Record) -> Sequence[tuple[str, ...]]:
    """A header, one row a type and one for all, one column a measure; '–' where none applies."""
    rows = [
        (kind, f"{scores['count']:.0f}", *(_cell(name, scores.get(name)) for name in _SHOWN))
        for kind, scores in kept.measures.items()
    ]
    return [("typ", "antal", *_SHOWN.values()), *rows]


def comparison_lines(found: Comparison) -> Iterator[str]:
    """One row a type, then the questions lost and won."""
    header = (found.measure, "antal", "före", "efter", "skillnad", "95 % intervall", "p", "")
    yield from _aligned([header, *(_change_row(kind, change) for kind, change in found.measures.items())])
    if found.besides:
        yield f"Körningarna skiljer sig också i: {', '.join(_BESIDES[name] for name in found.besides)}."
    yield from _named("Förlorade", [pair for pair in found.questions if pair.gain < 0])
    yield from _named("Vunna", [pair for pair in found.questions if pair.gain > 0])


def gate_lines(found: Verdict) -> Iterator[str]:
    """What the gate found."""
    if found.unlike:
        named = ", ".join(found.unlike)
        yield f"Frågorna är inte baslinjens: {named}. Gör om den med: paragraf eval gate --renew"
    for loss in found.losses:
        yield f"{loss.type} har försämrats i {loss.measure}: {loss.before:.3f} → {loss.after:.3f}."
        yield from _named("Förlorade", [q for q in found.questions if q.id in loss.questions])
    yield "Grinden är passerad." if found.passed else "Grinden är inte passerad."


def _change_row(kind: str, change: Change) -> tuple[str, ...]:
    low, high = change.interval
    return (
        kind,
        str(change.count),
        f"{change.before:.3f}",
        f"{change.after:.3f}",
        f"{change.difference:+.3f}",
        f"[{low:+.3f}; {high:+.3f}]",
        f"{change.p:.3f}",
        "för få ändrade frågor för att säga något säkert" if change.too_few and change.difference else "",
    )


def _named(title: str, questions: Sequence[Pair | Scored]) -> Iterator[str]:
    if questions:
        yield f"{title}:"
    for question in questions:
        yield f"  {question.id}: {question.question}"


def _cell(name: str, score: float | None) -> str:
    if score is None:
        return "–"
    return f"{score:.0f}" if name.startswith("Latency") else f"{score:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()
