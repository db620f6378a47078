"""A question with its hits made an answer: refused, or drafted from the evidence, bound and numbered."""

from dataclasses import replace
from typing import Protocol

from corpus.model import Answer, Filters, Hit, MadeBy, Refusal
from retrieval.asked import Ask, Asked, asked
from retrieval.cite import Bound, bind
from retrieval.draft import DRAFTERS, missing_words
from retrieval.draft.claims import Claim
from retrieval.draft.wording import listed
from retrieval.evidence import Library, readings
from retrieval.refusal import enough, refusal_text, thresholds_id
from retrieval.relevance import Case, Sought, by_relevance, fitting

LIMIT, LONG_LIMIT = 900, 1_800
SHOWN_HITS = 10
_READINGS = 24


class Query(Protocol):
    """What an answer needs to know of a parsed question: its own words, and what its source must be."""

    @property
    def text(self) -> str:
        """The question as it stands on its own, the conversation's references resolved."""

    @property
    def filters(self) -> Filters:
        """What the user asked the sources to fulfil."""


def answer(
    text: str, sought: Sought, filters: Filters, hits: tuple[Hit, ...], library: Library, made_by: MadeBy
) -> Answer:
    """The answer to ``text``, a question that stands on its own, from ``hits``, best first."""
    made_by = replace(made_by, thresholds=thresholds_id())
    understood = asked(text)
    if understood.outside:
        return _refused(Refusal.OUT_OF_SCOPE, understood, filters, hits, made_by)
    found = fitting(readings(hits, library, _READINGS), sought)
    case = Case(understood, sought, by_relevance(found, understood))
    bound, missing = _drafted(case, library)
    if not bound.citations:
        return replace(
            _refused(Refusal.NO_EVIDENCE, understood, filters, hits, made_by), dropped=bound.dropped
        )
    return Answer(
        text=_with_missing(bound.text, missing),
        citations=bound.citations,
        hits=hits[:SHOWN_HITS],
        refusal=None,
        made_by=made_by,
        dropped=bound.dropped,
    )


def _refused(
    refusal: Refusal, understood: Asked, filters: Filters, hits: tuple[Hit, ...], made_by: MadeBy
) -> Answer:
    text = refusal_text(refusal, understood, filters, hits)
    return Answer(text, (), hits[:SHOWN_HITS], refusal, made_by)


def _drafted(case: Case, library: Library) -> tuple[Bound, tuple[str, ...]]:
    """The claims that answer each ask and are about its subject; and in Swedish what is missing."""
    claims: dict[Claim, None] = {}
    missing: list[str] = []
    for ask in case.asked.asks:
        found = _supported(ask, case)
        claims.update(dict.fromkeys(found))
        if not found:
            missing.append(missing_words(ask))
    return bind(claims, library, LONG_LIMIT if case.asked.long else LIMIT), tuple(missing)


def _supported(ask: Ask, case: Case) -> tuple[Claim, ...]:
    found = DRAFTERS[ask.slot](ask, case)
    return found if enough(ask, found, case) else ()


def _with_missing(text: str, missing: tuple[str, ...]) -> str:
    if not missing:
        return text
    return f"{text}\nI handlingarna hittar jag inte {listed(missing)}."
