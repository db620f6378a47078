"""Measures as values: ``Recall@5`` is built by ``parse_measure("Recall@5")`` and prints itself so.

A measure gives every question it applies to a number from 0 to 1, and None where it does not apply. A
question that crashed counts as 0 in every measure that applies. Definitions of recall, reciprocal rank and
nDCG follow TREC (trec_eval); the rest are ours.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.errors import BadInput
from corpus.model import Answer, Status
from evals.judge import right_place, same_place, says, tells_trap
from evals.questions import OUT_OF_SCOPE, EvalQuestion

_NOTATION = re.compile(r"(?P<name>[A-Za-z]+)(?:@(?P<cutoff>\d+))?")
_DECIDED = re.compile(
    r"\b(beslutade|beslöt|avslog|biföll|antog|fastställde|godkände|bordlade|återremitterade)\b"
)
_DECIDING = frozenset({Status.BESLUT, Status.OMROSTNING})
_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One question asked. ``answer`` is None when asking it crashed, and ``error`` says why.

    ``quotes_verbatim`` holds, per citation, whether the quote was found on its page in the source opened
    anew. ``seconds`` is the time to the whole answer.
    """

    question: EvalQuestion
    answer: Answer | None
    seconds: float
    quotes_verbatim: tuple[bool, ...] = ()
    error: str | None = None


Scorer = Callable[[Attempt, Answer, int], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by name, with a cutoff in ranks where it has one (0 = none)."""

    name: str
    cutoff: int = 0

    def __repr__(self) -> str:
        return f"{self.name}@{self.cutoff}" if self.cutoff else self.name

    def __call__(self, attempt: Attempt) -> float | None:
        """The score of one question, or None where the measure does not apply to it."""
        if attempt.answer is None:
            return 0.0 if _applies(self.name, attempt) else None
        return _SCORERS[self.name](attempt, attempt.answer, self.cutoff)


def parse_measure(text: str) -> Measure:
    """The measure that prints as ``text``.

    Raises:
        BadInput: no measure is called so.
    """
    match = _NOTATION.fullmatch(text)
    if not match or match["name"] not in _SCORERS:
        raise BadInput(f"Måttet {text!r} finns inte. Välj bland: {', '.join(sorted(_SCORERS))}.")
    return Measure(match["name"], int(match["cutoff"] or 0))


def mean(measure: Measure, attempts: Sequence[Attempt]) -> float | None:
    """The mean over the attempts that the measure applies to; None where there are none."""
    scores = [score for score in map(measure, attempts) if score is not None]
    return sum(scores) / len(scores) if scores else None


def _right(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    gold = attempt.question.gold
    if gold is None:
        return _refused(attempt, answer, cutoff)
    cited = any(right_place(citation, gold) for citation in answer.citations)
    trapped = tells_trap(answer.text, attempt.question.traps)
    return float(answer.refusal is None and says(answer.text, gold.answer) and cited and not trapped)


def _said(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    gold = attempt.question.gold
    return None if gold is None else float(answer.refusal is None and says(answer.text, gold.answer))


def _cited(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    gold = attempt.question.gold
    return None if gold is None else float(any(right_place(c, gold) for c in answer.citations))


def _citation_precision(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    gold = attempt.question.gold
    if gold is None or not answer.citations:
        return None
    return sum(right_place(c, gold) for c in answer.citations) / len(answer.citations)


def _status(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    """No sentence tells as decided what its citations only propose."""
    if answer.refusal is not None:
        return None
    return float(not any(_unfaithful(line, answer) for line in answer.text.split("\n")))


def _untrapped(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    """No known wrong answer is told, not even as what somebody proposed."""
    traps = attempt.question.traps
    if answer.refusal is not None or not traps:
        return None
    return float(not tells_trap(answer.text, traps))


def _unfaithful(line: str, answer: Answer) -> bool:
    markers = {int(marker) for marker in _MARKER.findall(line)}
    statuses = {c.status for c in answer.citations if c.marker in markers}
    plain = re.sub(r"»[^«]*«", "", line)
    return bool(_DECIDED.search(plain)) and bool(statuses) and not statuses & _DECIDING


def _refused(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    """Refused where it should be and answered where it should be; the reason must be right."""
    if attempt.question.gold is not None:
        return float(answer.refusal is None)
    if attempt.question.type == OUT_OF_SCOPE:
        return float(answer.refusal is not None and answer.refusal.value == OUT_OF_SCOPE)
    return float(answer.refusal is not None)


def _quote(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    verbatim = attempt.quotes_verbatim
    return sum(verbatim) / len(verbatim) if verbatim else None


def _relevance(attempt: Attempt, answer: Answer, cutoff: int) -> list[tuple[int, ...]] | None:
    """Per hit, the indexes of the gold places it stands in; None without gold."""
    gold = attempt.question.gold
    if gold is None:
        return None
    hits = answer.hits[: cutoff or None]
    return [
        tuple(i for i, g in enumerate(gold.places) if same_place(h.chunk.document, h.chunk.place, g))
        for h in hits
    ]


def _recall(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    """Is the deciding place, the gold's first, among the hits?"""
    found = _relevance(attempt, answer, cutoff)
    return None if found is None else float(any(0 in places for places in found))


def _reciprocal_rank(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    found = _relevance(attempt, answer, cutoff)
    if found is None:
        return None
    return next((1 / rank for rank, places in enumerate(found, 1) if places), 0.0)


def _ndcg(attempt: Attempt, answer: Answer, cutoff: int) -> float | None:
    """Binary gain, each place counted once (Järvelin and Kekäläinen 2002)."""
    found, gold = _relevance(attempt, answer, cutoff), attempt.question.gold
    if found is None or gold is None:
        return None
    seen: set[int] = set()
    gained = 0.0
    for rank, places in enumerate(found, 1):
        if set(places) - seen:
            gained += 1 / math.log2(rank + 1)
            seen.update(places)
    wanted = min(len(gold.places), cutoff or len(gold.places))
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, wanted + 1))
    return gained / ideal


_SCORERS: dict[str, Scorer] = {
    "Right": _right,
    "Answer": _said,
    "Citation": _cited,
    "CitationPrecision": _citation_precision,
    "Status": _status,
    "Untrapped": _untrapped,
    "Refusal": _refused,
    "Quote": _quote,
    "Recall": _recall,
    "RR": _reciprocal_rank,
    "nDCG": _ndcg,
}
_NEED_GOLD = frozenset({"Answer", "Citation", "Recall", "RR", "nDCG"})
_NEED_AN_ANSWER = frozenset({"CitationPrecision", "Status", "Untrapped", "Quote"})


def _applies(name: str, attempt: Attempt) -> bool:
    if name in _NEED_AN_ANSWER:
        return False
    return name not in _NEED_GOLD or attempt.question.gold is not None


STANDARD = tuple(
    parse_measure(text)
    for text in (
        "Right",
        "Answer",
        "Citation",
        "CitationPrecision",
        "Status",
        "Untrapped",
        "Refusal",
        "Quote",
        "Recall@5",
        "Recall@10",
        "RR@10",
    )
)
