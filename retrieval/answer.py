"""A question with its hits made an answer: refused, or drafted from the evidence, bound and numbered."""

from dataclasses import replace

from corpus.model import Answer, Hit, MadeBy, Refusal
from retrieval.asked import Ask, asked
from retrieval.cite import Bound, bind
from retrieval.draft import DRAFTERS, missing_words
from retrieval.draft.claims import Claim
from retrieval.draft.wording import listed
from retrieval.evidence import Library, readings
from retrieval.query import Query
from retrieval.refusal import enough, refusal_text, thresholds_id, touches
from retrieval.relevance import Case, beside, case_of

LIMIT, LONG_LIMIT = 900, 1_800
SHOWN_HITS = 10
_READINGS = 18


def answer(query: Query, hits: tuple[Hit, ...], library: Library, made_by: MadeBy) -> Answer:
    """The answer to ``query`` from ``hits``, best first, and the sections in ``library`` behind them."""
    made_by = replace(made_by, thresholds=thresholds_id())
    understood = asked(query.text)
    if understood.outside:
        return _refused(Refusal.OUT_OF_SCOPE, query, hits, made_by)
    bound = _drafted(case_of(understood, query, readings(hits, library, _READINGS)), library)
    if not bound.citations:
        return replace(_refused(Refusal.NO_EVIDENCE, query, hits, made_by), dropped=bound.dropped)
    return Answer(bound.text, bound.citations, hits[:SHOWN_HITS], None, made_by, bound.dropped)


def _refused(refusal: Refusal, query: Query, hits: tuple[Hit, ...], made_by: MadeBy) -> Answer:
    return Answer(refusal_text(refusal, query, hits), (), hits[:SHOWN_HITS], refusal, made_by)


def _drafted(case: Case, library: Library) -> Bound:
    """The claims that answer each ask and are about its subject, and a line that names what is missing."""
    claims: dict[Claim, None] = {}
    missing: list[str] = []
    for ask in case.asked.asks:
        found = (
            _supported(ask, case) or _supported(ask, beside(case, library)) or _near(ask, case, tuple(claims))
        )
        claims.update(dict.fromkeys(found))
        missing += [] if found else [missing_words(ask)]
    lacking = (Claim(f"I handlingarna hittar jag inte {listed(missing)}"),) if missing else ()
    return bind((*claims, *lacking), library, LONG_LIMIT if case.asked.long else LIMIT)


def _supported(ask: Ask, case: Case) -> tuple[Claim, ...]:
    found = DRAFTERS[ask.slot](ask, case)
    return found if enough(ask, found, case) else ()


def _near(ask: Ask, case: Case, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """What the sections that answered the question's earlier asks say to this one; they are about its subject."""
    settled = tuple(dict.fromkeys(passage.reading for claim in claims for passage in claim.proof))
    if not settled:
        return ()
    found = DRAFTERS[ask.slot](ask, replace(case, readings=settled))
    return found if touches(ask, found) else ()
