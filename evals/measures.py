"""Measures as values: ``Recall@5`` is built by ``parse_measure("Recall@5")`` and prints itself so.

A measure gives every question it applies to a number, and None where it does not apply; ``of`` makes one
number of many. All numbers go from 0 to 1 but those of Latency, which are milliseconds; of FellBack, Dropped
and Latency less is better. A question that
crashed counts as 0 in every measure that applies. Ranking measures are trec_eval's (``evals.ranking``), the
rest are ours.

============================  ===========================================================================
Right                         said, cited, and no known wrong answer; refused where nothing answers
Answer, Citation              said what it should; cited any right place
CitationPrecision             the share of an answer's citations that stand in right places
CitationRecall                the deciding place, or its very words, is cited
Status                        no sentence tells as decided what its citations only propose
Untrapped                     no known wrong answer is told, not even as what somebody proposed
Refusal                       refused where it should be, for the right reason, and answered elsewhere
RefusalPrecision              of the refusals, the share that are right
RefusalRecall                 of the questions that nothing answers, the share that are refused
Quote                         the share of quotes that stand on their page in the source opened anew
Grounded                      of the diarienummer, §, dates, figures and names in an answer, the share that
                              stand in what their own line cites (``evals.proof``)
Supported                     of an answer's sentences, the share that what they cite says
FellBack                      what a language model wrote was not fit, and the extractive answer is shown
Dropped                       of the sentences drafted, the share dropped for want of support
Recall@k, Success@k           the deciding place, or any right one, is among the k first hits
RR@k, nDCG@k                  reciprocal rank; discounted gain
Latency@p                     the p-th percentile of the time to an answer
============================  ===========================================================================
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.errors import BadInput
from corpus.model import Answer
from evals.judge import right_place, says, tells_trap
from evals.proof import claimed, doubted, lacking, marks, tells_as_decided, told
from evals.questions import OUT_OF_SCOPE, EvalQuestion, Gold
from evals.ranking import Judgements, Ranking, judgements, ndcg, ranking, recall, reciprocal_rank, success

_NOTATION = re.compile(r"(?P<name>[A-Za-z]+)(?:@(?P<cutoff>\d+))?")
LATENCY = "Latency"
LESS_IS_BETTER = frozenset({"FellBack", "Dropped", LATENCY})


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


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by name, with a cutoff in ranks (of Latency: a percentile) where it has one (0 = none)."""

    name: str
    cutoff: int = 0

    def __repr__(self) -> str:
        return f"{self.name}@{self.cutoff}" if self.cutoff else self.name

    def __call__(self, attempt: Attempt) -> float | None:
        """The score of one question, or None where the measure does not apply to it."""
        if self.name == LATENCY:
            return attempt.seconds * 1000
        if attempt.answer is None:
            return 0.0 if _applies(self.name, attempt.question) else None
        if self.name in _RANKED:
            return _ranked(_RANKED[self.name], attempt.question.gold, attempt.answer, self.cutoff)
        return _SCORERS[self.name](attempt, attempt.answer)

    def of(self, scores: Iterable[float | None]) -> float | None:
        """The mean (of Latency: the percentile) of the scores that are not None; None where all are."""
        known = [score for score in scores if score is not None]
        if not known:
            return None
        return float(np.percentile(known, self.cutoff) if self.name == LATENCY else np.mean(known))


def parse_measure(text: str) -> Measure:
    """The measure that prints as ``text``.

    Raises:
        BadInput: no measure is called so.
    """
    match = _NOTATION.fullmatch(text)
    if not match or match["name"] not in _NAMES:
        raise BadInput(f"Måttet {text!r} finns inte. Välj bland: {', '.join(sorted(_NAMES))}.")
    return Measure(match["name"], int(match["cutoff"] or 0))


def mean(measure: Measure, attempts: Sequence[Attempt]) -> float | None:
    """The measure of the attempts that it applies to; None where there are none."""
    return measure.of(map(measure, attempts))


def _right(attempt: Attempt, answer: Answer) -> float | None:
    gold = attempt.question.gold
    if gold is None:
        return _refused(attempt, answer)
    if not gold.answer:
        return None
    trapped = tells_trap(answer.text, attempt.question.traps)
    return float(bool(_said(attempt, answer) and _cited(attempt, answer)) and not trapped)


def _said(attempt: Attempt, answer: Answer) -> float | None:
    gold = attempt.question.gold
    if gold is None or not gold.answer:
        return None
    return float(answer.refusal is None and says(answer.text, gold.answer))


def _cited(attempt: Attempt, answer: Answer) -> float | None:
    gold = attempt.question.gold
    return None if gold is None else float(any(right_place(c, gold) for c in answer.citations))


def _citation_precision(attempt: Attempt, answer: Answer) -> float | None:
    gold = attempt.question.gold
    if gold is None or not answer.citations:
        return None
    return sum(right_place(c, gold) for c in answer.citations) / len(answer.citations)


def _citation_recall(attempt: Attempt, answer: Answer) -> float | None:
    gold = attempt.question.gold
    if gold is None:
        return None
    decisive = Gold(gold.place, ())
    return float(any(right_place(citation, decisive) for citation in answer.citations))


def _status(attempt: Attempt, answer: Answer) -> float | None:
    if answer.refusal is not None:
        return None
    return float(not any(map(tells_as_decided, told(answer))))


def _untrapped(attempt: Attempt, answer: Answer) -> float | None:
    traps = attempt.question.traps
    if answer.refusal is not None or not traps:
        return None
    return float(not tells_trap(answer.text, traps))


def _refused(attempt: Attempt, answer: Answer) -> float | None:
    if attempt.question.gold is not None:
        return float(answer.refusal is None)
    if attempt.question.type == OUT_OF_SCOPE:
        return float(answer.refusal is not None and answer.refusal.value == OUT_OF_SCOPE)
    return float(answer.refusal is not None)


def _refusal_precision(attempt: Attempt, answer: Answer) -> float | None:
    return None if answer.refusal is None else float(attempt.question.gold is None)


def _refusal_recall(attempt: Attempt, answer: Answer) -> float | None:
    return None if attempt.question.gold is not None else float(answer.refusal is not None)


def _quote(attempt: Attempt, answer: Answer) -> float | None:
    verbatim = attempt.quotes_verbatim
    return sum(verbatim) / len(verbatim) if verbatim else None


def _grounded(attempt: Attempt, answer: Answer) -> float | None:
    if answer.refusal is not None:
        return None
    sentences = tuple(told(answer))
    count = sum(len(marks(sentence.text)) for sentence in sentences)
    return 1 - sum(len(lacking(sentence)) for sentence in sentences) / count if count else None


def _supported(attempt: Attempt, answer: Answer) -> float | None:
    sentences = claimed(answer)
    return 1 - len(doubted(answer)) / len(sentences) if sentences else None


def _fell_back(attempt: Attempt, answer: Answer) -> float | None:
    return None if answer.made_by.prompt is None else float(answer.fell_back)


def _dropped(attempt: Attempt, answer: Answer) -> float | None:
    if answer.refusal is not None:
        return None
    kept = 0 if answer.fell_back else len(tuple(told(answer)))
    return answer.dropped / (answer.dropped + kept) if answer.dropped + kept else None


def _ranked(
    measure: Callable[[Ranking, Judgements, int], float], gold: Gold | None, answer: Answer, cutoff: int
) -> float | None:
    return None if gold is None else measure(ranking(answer.hits, gold), judgements(gold), cutoff)


_SCORERS: dict[str, Callable[[Attempt, Answer], float | None]] = {
    "Right": _right,
    "Answer": _said,
    "Citation": _cited,
    "CitationPrecision": _citation_precision,
    "CitationRecall": _citation_recall,
    "Status": _status,
    "Untrapped": _untrapped,
    "Refusal": _refused,
    "RefusalPrecision": _refusal_precision,
    "RefusalRecall": _refusal_recall,
    "Quote": _quote,
    "Grounded": _grounded,
    "Supported": _supported,
    "FellBack": _fell_back,
    "Dropped": _dropped,
}
_RANKED = {"Recall": recall, "Success": success, "RR": reciprocal_rank, "nDCG": ndcg}
_NAMES = frozenset({*_SCORERS, *_RANKED, LATENCY})
_NEED_AN_ANSWER = frozenset(
    {
        *("CitationPrecision", "Status", "Untrapped", "RefusalPrecision"),
        *("Quote", "Grounded", "Supported", "FellBack", "Dropped"),
    }
)


def _applies(name: str, question: EvalQuestion) -> bool:
    """Whether a measure applies to a question that crashed."""
    match name:
        case "Right" | "Refusal":
            return True
        case "RefusalRecall":
            return question.gold is None
        case _:
            return name not in _NEED_AN_ANSWER and question.gold is not None


STANDARD = tuple(
    parse_measure(text)
    for text in (
        "Right",
        "Answer",
        "Citation",
        "CitationPrecision",
        "CitationRecall",
        "Status",
        "Untrapped",
        "Refusal",
        "RefusalPrecision",
        "RefusalRecall",
        "Quote",
        "Grounded",
        "Supported",
        "FellBack",
        "Dropped",
        "Recall@5",
        "Recall@10",
        "Success@5",
        "RR@10",
        "nDCG@10",
        "Latency@50",
        "Latency@95",
    )
)
