"""The sentence that tells a plain fact, what a word means, which company it was, or that it is not so."""

import re
from collections.abc import Callable, Iterator

from corpus.swedish import fold
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.quoting import quoted
from retrieval.draft.sentences import Sought, alone, anything, nothing, rank
from retrieval.draft.wording import quote
from retrieval.relevance import Case
from retrieval.slots import Slot
from retrieval.subject import bag, covered, covers, uncovered

_FULLER = 6
_NEAR = 0.25
_MEANING_COUNTS = 0.6
_ASKS_MEANING = re.compile(
    r"\bvad (?:räknas|räknar|hör|ingår|omfattas|(?:menas|avses|menar|avser) [^?]{0,80}?med|innebär|betyder"
    r"|definieras|är e(?:n|tt))\b"
)
_DENIAL_COUNTS = 0.3
_DENIES = re.compile(r"(?i)\b(?:inte|ej|ing(?:en|et|a)|varken|saknas?)\b")
_DEFINED = re.compile(r"\bmed (\w[\w -]{2,60}?) (?:avses|menas|förstås)\b", re.IGNORECASE)


def fact_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence that says most of what is asked, and one of its section that says what it leaves out.

    Which company it was is told by a sentence that names one.
    """
    tests = (_names_company, _names_contractor) if _ASKS_COMPANY.search(fold(ask.clause)) else (anything,)
    found = (rank(ask, case, Sought(test, alone, _worth_for(ask))) for test in tests)
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


def _worth_for(ask: Ask) -> Callable[[str], float]:
    """A lot for a text that begins with the word whose meaning is asked for, or says what is meant by it.

    Of whether something is so, what says that it is not.
    """
    if ask.slot is Slot.YES_NO:
        return lambda text: _DENIAL_COUNTS if _DENIES.search(text) else 0.0
    if not (ask.terms and _ASKS_MEANING.search(fold(ask.clause))):
        return nothing
    meant = max(ask.terms[:2], key=lambda term: term.weight)
    return lambda text: _MEANING_COUNTS * any(covers(bag(told), meant.word) for told in _defined(text))


def _defined(text: str) -> Iterator[str]:
    """The words that a text may define: its first one, and what "avses" or "menas" stands by."""
    yield " ".join(text.split()[:2])
    yield from (found[1] for found in _DEFINED.finditer(text))
