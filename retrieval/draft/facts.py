"""The sentence that tells a plain fact, what a word means, which company it was, or a reason."""

import re
from collections.abc import Callable, Iterator

from corpus.model import Outcome, Status
from corpus.swedish import fold
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.decision import VERDICTS
from retrieval.draft.quoting import quoted
from retrieval.draft.sentences import TELLING, Sought, alone, anything, nothing, rank
from retrieval.draft.wording import quote
from retrieval.fillers import CAUSE, CONSEQUENCE
from retrieval.relevance import Case
from retrieval.subject import bag, covered, covers, uncovered

_FULLER = 6
_NEAR = 0.25
_REASONS = 3
_MEANING_COUNTS = 0.6
_CAUSE_COUNTS, _CONSEQUENCE_COUNTS, _CONTRARY_COSTS = 0.6, 0.3, 0.3
_ASKS_MEANING = re.compile(
    r"\bvad (?:räknas|räknar|hör|ingår|omfattas|(?:menas|avses|menar|avser) [^?]{0,80}?med|innebär|betyder"
    r"|definieras|är e(?:n|tt))\b"
)
_DEFINED = re.compile(r"\bmed (\w[\w -]{2,60}?) (?:avses|menas|förstås)\b", re.IGNORECASE)


def fact_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence that says most of what is asked, and one of its section that says what it leaves out.

    Which company it was is told by a sentence that names one.
    """
    tests = (_names_company, _names_contractor) if _ASKS_COMPANY.search(fold(ask.clause)) else (anything,)
    found = (rank(ask, case, Sought(test, alone, _defines(ask))) for test in tests)
    ranked = next(filter(None, found), [])
    if not ranked:
        return ()
    best, first = ranked[0]
    left_out = uncovered(ask.terms, first.bag)
    beside = [(score, p) for score, p in ranked[1:_FULLER] if p.reading is first.reading]
    fuller = next((p for _, p in beside if covered(left_out, p.bag)), None)
    more = fuller or next((p for score, p in beside if left_out and score >= best - _NEAR), None)
    return (quoted(first, ask.terms), *((Claim(quote(more.text), (more,)),) if more else ()))


_ASKS_COMPANY = re.compile(
    r"\b(?:vilke[nt]|vad heter) "
    r"(?:(?:företag|\w*leverantör|entreprenör|konsult(?:företag|bolag))(?:et|en)?|firman?)\b"
)
_COMPANY = re.compile(
    r"\b[A-ZÅÄÖ][\w&.-]*(?: [\w&.-]+){0,4} (?:AB|Aktiebolag|HB|KB|A/S|AS|Oy|GmbH|Ltd|Inc)\b"
)


_CONTRACTOR = re.compile(
    r"\b(?:[A-ZÅÄÖ]\w+ (?:är|var|blev)|(?:är|var|blev) [A-ZÅÄÖ]\w+) "
    r"[^.]{0,40}\b(?:entreprenör|leverantör|konsult)\b"
)


def _names_company(text: str) -> bool:
    return _COMPANY.search(text) is not None


def _names_contractor(text: str) -> bool:
    return _CONTRACTOR.search(text) is not None


def _defines(ask: Ask) -> Callable[[str], float]:
    """A lot for a text that begins with the word whose meaning is asked for, or says what is meant by it."""
    if not (ask.terms and _ASKS_MEANING.search(fold(ask.clause))):
        return nothing
    meant = max(ask.terms[:2], key=lambda term: term.weight)
    return lambda text: _MEANING_COUNTS * any(covers(bag(told), meant.word) for told in _defined(text))


def _defined(text: str) -> Iterator[str]:
    """The words that a text may define: its first one, and what "avses" or "menas" stands by."""
    yield " ".join(text.split()[:2])
    yield from (found[1] for found in _DEFINED.finditer(text))


def why_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentences that give a reason, as many as three, from the section most asked about."""
    found = rank(ask, case, Sought(anything, alone, _reason_for(ask)))
    told = [p for _, p in found if p.status in TELLING or _gives_reason(p.text)]
    ranked = [p for p in told if p.status is not Status.BESLUT or "hänvisning" in p.text] or told
    if not ranked:
        return ()
    first = ranked[0]
    chosen = sorted((p for p in ranked[:_REASONS] if p.reading is first.reading), key=lambda p: p.span)
    return tuple(
        quoted(p, ask.terms) if at == 0 else Claim(quote(p.text), (p,)) for at, p in enumerate(chosen)
    )


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
