"""Why something is so: the sentences that give the reason, with those that they refer to."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.model import Outcome, Status
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.decision import VERDICTS
from retrieval.draft.quoting import LED, quoted
from retrieval.draft.sentences import TELLING, Sought, Test, anything, rank
from retrieval.draft.wording import quote
from retrieval.evidence import Passage, adjoin
from retrieval.fillers import CAUSE, CONSEQUENCE
from retrieval.relevance import Case

_REASONS = 3
_CAUSE_COUNTS, _CONSEQUENCE_COUNTS, _CONTRARY_COSTS = 0.6, 0.3, 0.3


def why_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentences that give a reason, as many as three, from the section most asked about.

    A decision is no reason, unless it says why itself and nobody's own reasons are asked for.
    """
    found = rank(ask, case, Sought(anything, _with_grounds, _reason_for(ask)))
    told = [p for _, p in found if p.status in TELLING or _gives_reason(p.text)]
    ranked = [p for p in told if p.status is not Status.BESLUT or _motivates(p, ask)] or told
    if not ranked:
        return ()
    first = ranked[0]
    chosen = [p for p in ranked[:_REASONS] if p.reading is first.reading]
    if not any(_gives_reason(p.text) for p in chosen):
        chosen += [p for p in ranked if p.reading is first.reading and _gives_reason(p.text)][:1]
    return tuple(
        quoted(p, ask.terms) if at == 0 else Claim(quote(p.text), (p,)) for at, p in enumerate(_apart(chosen))
    )


# Deeds of single members, who have reasons of their own.
_OF_THEIR_OWN = frozenset({"reservera", "yrka", "anteckna"})
# What a decision itself gives as its reason: "… återremitteras för att …", "… med hänvisning till …".
_MOTIVATES = re.compile(r"(?i)\bhänvisning\b|\bmotivering\w*|\beftersom\b|\bför att\b|\bi syfte att\b")


def _motivates(decision: Passage, ask: Ask) -> bool:
    return ask.deed not in _OF_THEIR_OWN and _MOTIVATES.search(decision.text) is not None


def _apart(passages: Iterable[Passage]) -> list[Passage]:
    """The passages in the order of the page, without those that stand within another."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.span[0], -p.span[1])):
        if not kept or passage.span[0] >= kept[-1].span[1]:
            kept.append(passage)
    return kept


# What only the sentence before gives the reason of, or what it is the reason for.
_REFERS_BACK = re.compile(
    r"(?i)(?:därför|därmed|därav|detta|det (?:beror|gör|innebär|medför)|ovan\w*|dessa|sådana"
    r"|(?:orsak|skäl|anledning)\w* (?:till (?:detta|det)|är|var|härtill)"
    r"|(?:av|mot|på grund av|till följd av) (?:den|denna|det|detta))\b"
)


def _with_grounds(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    """Each passage, and what refers to the one before it only together with that."""
    for last, passage in zip((None, *passages), passages, strict=False):
        if passage.introduces or not test(passage.text):
            continue
        if last and _REFERS_BACK.match(passage.text) and _go_together(last, passage):
            yield replace(passage, span=(last.span[0], passage.span[1]))
        else:
            yield passage


def _go_together(last: Passage, passage: Passage) -> bool:
    short = passage.span[1] - last.span[0] <= LED
    return short and last.status is passage.status and adjoin(last, passage)


def _reason_for(ask: Ask) -> Callable[[str], float]:
    """What a text is worth as a reason; "tillstyrker" is none for what was declined."""
    contrary = VERDICTS[Outcome.BIFALL] if ask.hoped is Outcome.AVSLAG else None

    def worth(text: str) -> float:
        declined = contrary is None or not contrary.search(text) or VERDICTS[Outcome.AVSLAG].search(text)
        return _gives_reason(text) if declined else -_CONTRARY_COSTS

    return worth


def _gives_reason(text: str) -> float:
    """Most for what names a cause, some for what tells a consequence."""
    return _CAUSE_COUNTS if CAUSE.search(text) else _CONSEQUENCE_COUNTS if CONSEQUENCE.search(text) else 0.0
