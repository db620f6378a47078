"""A question with its hits made an answer: refused, or drafted from the evidence, bound and numbered."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.model import Answer, Hit, MadeBy, Refusal
from retrieval.answerable import likelihood, signs
from retrieval.asked import Ask, asked
from retrieval.cite import bind
from retrieval.draft import DRAFTERS, missing_words, told_already
from retrieval.draft.claims import Claim, first_evidence
from retrieval.draft.wording import capital, listed
from retrieval.evidence import Library, Passage, Reading
from retrieval.gathering import Find, gathered
from retrieval.governing.still import standing_claims
from retrieval.query import Query
from retrieval.refusal import enough, refusal_text, thresholds, thresholds_id, touches
from retrieval.relevance import MINUTES, Case, beside, case_of, is_of, within_settled
from retrieval.slots import OF_A_SENTENCE, Slot
from retrieval.subject import share
from retrieval.writing.llm import LanguageModel
from retrieval.writing.written import Draft, prompt_id, written

LIMIT, LONG_LIMIT = 900, 1_800
SHOWN_HITS = 10
# How many sections a sentence is looked for in, where the one that says most is not about the subject.
_TRIED = 6
_BY_ITSELF = 0.6
# What one sentence or list of a report or a plan tells, wherever in it that stands.
_IN_DOCUMENTS = OF_A_SENTENCE | {Slot.LIST}


def answer(
    query: Query,
    hits: tuple[Hit, ...],
    library: Library,
    made_by: MadeBy,
    find: Find = lambda filters: (),
) -> Answer:
    """The answer to ``query`` from ``hits``, best first, and the sections in ``library`` behind them.

    ``find`` finds all that filters let through: a matter's way through the bodies, a month's motions.
    """
    return whole(answering(query, hits, library, made_by, find))


def whole(pieces: Iterable[str | Answer]) -> Answer:
    """The answer at the end of a stream."""
    return next(piece for piece in pieces if isinstance(piece, Answer))


def answering(
    query: Query,
    hits: tuple[Hit, ...],
    library: Library,
    made_by: MadeBy,
    find: Find = lambda filters: (),
    model: LanguageModel | None = None,
) -> Iterator[str | Answer]:
    """As ``answer``: the text in pieces as they come, and the whole answer last.

    With a ``model`` it is written by it, where what it writes holds; refusals never reach it.
    """
    made_by = replace(made_by, thresholds=thresholds_id())
    understood = asked(query.text)
    if understood.outside:
        yield from _told(_refused(Refusal.OUT_OF_SCOPE, query, hits, made_by))
        return
    case = gathered(understood, query, hits, library, find)
    claims = _claims(case, library)
    bound = bind(claims, library, _limit(case))
    plain = Answer(bound.text, bound.citations, hits[:SHOWN_HITS], None, made_by, bound.dropped)
    if not bound.citations:
        yield from _told(replace(_refused(Refusal.NO_EVIDENCE, query, hits, made_by), dropped=bound.dropped))
    elif model is None:
        yield from _told(plain)
    else:
        yield from _by_model(model, Draft(case, claims), plain, library)


def answered_by(query: Query, readings: tuple[Reading, ...]) -> bool:
    """Whether these sections alone answer all of ``query``."""
    case = case_of(asked(query.text), query, readings)
    return all(_supported(ask, case) for ask in case.asked.asks)


def _told(answer: Answer) -> Iterator[str | Answer]:
    yield answer.text
    yield answer


def _by_model(model: LanguageModel, draft: Draft, plain: Answer, library: Library) -> Iterator[str | Answer]:
    """What the model writes that holds; where that is too little, the extractive answer after it."""
    shown = False
    prompted = replace(plain.made_by, prompt=prompt_id(), model=model.name)
    for piece in written(model, draft, library, _limit(draft.case)):
        if isinstance(piece, str):
            shown = True
            yield piece
        elif piece.bound:
            made_by = replace(prompted, draft=model.name)
            text, citations = piece.bound.text, piece.bound.citations
            yield replace(plain, text=text, citations=citations, dropped=piece.dropped, made_by=made_by)
        else:
            yield f"\n\n{plain.text}" if shown else plain.text
            yield replace(plain, dropped=piece.dropped, fell_back=True, made_by=prompted)


def _refused(refusal: Refusal, query: Query, hits: tuple[Hit, ...], made_by: MadeBy) -> Answer:
    return Answer(refusal_text(refusal, query, hits), (), hits[:SHOWN_HITS], refusal, made_by)


def _claims(case: Case, library: Library) -> tuple[Claim, ...]:
    """The claims that answer each ask and are about its subject, and a line that names what is missing."""
    claims: dict[Claim, None] = {}
    unanswered: list[Ask] = []
    for ask in case.asked.asks:
        if told_already(ask, case.settled):
            continue
        found = _found(ask, case, library)
        claims.update(dict.fromkeys(claim for claim in found if not _is_told(claim, claims)))
        unanswered += [] if found else [ask]
        case = replace(case, settled=(*case.settled, *(p for claim in found for p in claim.proof)))
    later = {ask: _settled(ask, within_settled(case, library)) for ask in unanswered if claims}
    claims.update(dict.fromkeys(claim for found in later.values() for claim in found))
    missing = [missing_words(ask) for ask in unanswered if not later.get(ask)]
    lacking = (Claim(f"I handlingarna hittar jag inte {listed(missing)}"),) if missing else ()
    return (*claims, *lacking, *_places(case))


def _is_told(claim: Claim, told: Iterable[Claim]) -> bool:
    """Whether an earlier claim tells the very same passages."""
    spans = {(passage.reading.key, passage.span) for passage in claim.proof}
    known = {(passage.reading.key, passage.span) for other in told for passage in other.proof}
    return bool(spans) and not claim.items and spans <= known


def _limit(case: Case) -> int:
    return LONG_LIMIT if case.asked.long else LIMIT


def _places(case: Case) -> tuple[Claim, ...]:
    """The municipalities that have the body asked about, where the question leaves open which is meant."""
    query = case.query
    if query.municipalities or query.filters.municipality or query.diarienummer:
        return ()
    of_body = [one.document for one in case.readings if query.bodies and is_of(one, query.bodies)]
    places = sorted({document.municipality for document in of_body if document.municipality})
    if len(places) < 2:
        return ()
    body = capital(query.bodies[0])
    return (Claim(f"{body} finns i flera kommuner här: {listed(places)}. Nämn den kommun som du menar"),)


def _found(ask: Ask, case: Case, library: Library) -> tuple[Claim, ...]:
    """The claims that answer one ask: where its earlier parts were answered, else anywhere, else beside."""
    within = within_settled(case, library)
    return (
        _supported(ask, within)
        or _supported(ask, _whole_document(ask, case, library))
        or _supported(ask, case)
        or _supported(ask, beside(case, library))
        or _settled(ask, within)
    )


def _whole_document(ask: Ask, case: Case, library: Library) -> Case:
    """The case with all of the most relevant document, where that is no minutes and a sentence is sought."""
    whole = ask.slot in _IN_DOCUMENTS and case.readings and case.readings[0].document.kind not in MINUTES
    return beside(case, library) if whole else case


def _supported(ask: Ask, case: Case) -> tuple[Claim, ...]:
    if ask.slot is Slot.STANDING and (standing := standing_claims(ask, case)):
        return standing  # the document's name is in the question
    for turn in range(_TRIED if ask.slot in _IN_DOCUMENTS else 1):
        found = DRAFTERS[ask.slot](ask, case)
        proof = first_evidence(found)
        if enough(ask, found, case) and proof and (turn == 0 or _says_itself(proof, ask, case)):
            return found
        refuted = proof.reading if proof else None
        case = replace(case, readings=tuple(one for one in case.readings if one is not refuted))
    return ()


def _says_itself(passage: Passage, ask: Ask, case: Case) -> bool:
    """Whether a less relevant section is all but sure to be right, or its sentence says what is asked."""
    sure = likelihood(signs(passage, ask, case)) >= thresholds().sure
    return sure or share(ask.terms, passage.bag, passage.reading.about) >= _BY_ITSELF


def _settled(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """What the sections that answered the earlier parts say to this one; they are about its subject."""
    settled = tuple(dict.fromkeys(passage.reading for passage in case.settled))
    found = DRAFTERS[ask.slot](ask, replace(case, readings=settled))
    return found if ask.slot is Slot.DOCUMENT_NUMBER or touches(ask, found) else ()
