"""The extractive draft: sentences picked from the evidence by the kind of question, few words around them."""

import re
from collections.abc import Callable

from corpus.model import Status
from corpus.swedish import fold, letters
from retrieval.asked import Ask
from retrieval.draft.agenda import agenda_claims
from retrieval.draft.bodies import body_claims
from retrieval.draft.claims import Claim
from retrieval.draft.decision import decided_yet_claims, decision_claims, decisive
from retrieval.draft.duties import duty_claims
from retrieval.draft.facts import fact_claims
from retrieval.draft.identifiers import (
    label_claims,
    matter_claims,
    meeting_claims,
    meetings_claims,
    number_claims,
)
from retrieval.draft.lists import list_claims
from retrieval.draft.persons import PERSON, deed_claims, who_claims
from retrieval.draft.quantities import (
    ADOPTED_IN,
    adopted_in_claims,
    adoption_claims,
    amount_claims,
    date_claims,
)
from retrieval.draft.reasons import why_claims
from retrieval.draft.several import comparison_claims, precedent_claims, times_claims
from retrieval.draft.sources import source_claims, whole_claims
from retrieval.draft.tables import table_claims
from retrieval.draft.timeline import timeline_claims
from retrieval.draft.votes import full_vote_claims
from retrieval.draft.wording import quote, source
from retrieval.evidence import Passage, Reading
from retrieval.figures import DATE, NUMBER
from retrieval.relevance import MINUTES, Case, is_of
from retrieval.slots import Slot
from retrieval.subject import covers, share

_NAMING = frozenset({Status.OVRIGT, Status.UNDERLAG, Status.EXPEDIERING})
# What is to be, or may be, is what was decided; what is, the sentence that tells it says.
_OF_DECISIONS = re.compile(r"(?:ska|skall|får|fick|blir|blev|kommer)\b")

Drafter = Callable[[Ask, Case], tuple[Claim, ...]]

_MISSING = {
    Slot.DECISION: "vad som beslutades",
    Slot.YES_NO: "ett beslut i frågan",
    Slot.DECIDED_YET: "om frågan är beslutad",
    Slot.AMOUNT: "beloppet eller antalet",
    Slot.DATE: "datumet",
    Slot.MEETING_DATE: "när det beslutades",
    Slot.MEETINGS: "vid vilka sammanträden det behandlades",
    Slot.WHO: "vem det var",
    Slot.BODY: "vilket organ det var",
    Slot.LIST: "det som skulle räknas upp",
    Slot.WHY: "skälen",
    Slot.VOTE: "hur rösterna föll",
    Slot.DEED: "vad som yrkades eller sades",
    Slot.FACT: "uppgiften",
    Slot.COMPARISON: "något att jämföra",
    Slot.TIMELINE: "ärendets gång",
    Slot.PRECEDENT: "något tidigare exempel",
    Slot.DOCUMENT_NUMBER: "diarienumret",
    Slot.LABEL: "paragrafen",
    Slot.MATTER: "vad ärendet gäller",
    Slot.TIMES: "hur många gånger det skett",
    Slot.SOURCE: "var det står",
    Slot.WHOLE: "hela texten",
    Slot.STANDING: "om styrdokumentet gäller",
}


def vote_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The vote in the section that decided, else in the most relevant one that has a vote.

    No body that the question does not name has voted in place of one that it names.
    """
    final, bodies = decisive(case), case.query.bodies
    tried = (*((final,) if final else ()), *case.readings)
    asked = (one for one in tried if not (bodies and one.document.body) or is_of(one, bodies))
    return next(filter(None, map(full_vote_claims, asked)), ())


def told_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence that tells; where that only names a matter that is decided, the decision."""
    told = fact_claims(ask, case)
    return decision_claims(ask, case) if told and _only_names(told[0].proof[0], case) else told


def _only_names(passage: Passage, case: Case) -> bool:
    """Whether a passage of decided minutes is only a heading, a list of papers or an agenda's line."""
    final = decisive(case)
    if final is None or passage.reading.document.kind not in MINUTES:
        return False
    own = passage.reading is final and passage.status in _NAMING
    heading, text = letters(final.section.heading), letters(passage.text)
    names = heading in text and len(text) < _NAMING_LENGTH * len(heading)
    return own or (bool(heading) and (names or text in heading))


# A sentence this much longer than the heading that it repeats tells more than a name.
_NAMING_LENGTH = 2
_HAPPENS = re.compile(r"\bvad händer\b")


def decided_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The decision; of what happens as a rule, the sentence that tells it, where nothing is decided."""
    as_a_rule = _HAPPENS.search(fold(ask.clause))
    return decision_claims(ask, case) or (told_claims(ask, case) if as_a_rule else ())


_CARRIED = re.compile(r"\bf(?:ick|ått)\b.{0,240}\b(?:igenom|gehör)\b")
_PARTIES = re.compile(
    r"\b(?:[Vv]änster|[Mm]iljö|[Cc]enter)partiet\b|\b(?:[Mm]oderat|[Ll]iberal|\w{5,9}demokrat)erna\b"
    r"|\b(?:SD|KD|MP|[SMCLV])(?=\b|s\b)"
)


def _lost(final: Reading, ask: Ask, case: Case) -> Passage | None:
    """The reservation of those of whom the question asks whether they had their way."""
    parties = [fold(found) for found in _PARTIES.findall(ask.clause)]
    return next(
        (
            passage
            for passage in final.of(Status.RESERVATION)
            if any(name in passage.text for name in case.asked.persons)
            or any(covers(passage.bag, party) for party in parties)
        ),
        None,
    )


def yes_no_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The decision with yes or no, where what is asked is one; else the sentence that tells."""
    final = decisive(case)
    if final and _CARRIED.search(fold(ask.clause)) and (lost := _lost(final, ask, case)):
        return (
            Claim(f"Nej. Enligt {source(final)}: {quote(lost.text)}", (lost,)),
            *decision_claims(ask, case),
        )
    if ask.hoped or ask.whole:
        return decision_claims(ask, case)
    told = told_claims(ask, case)
    if (
        final
        and told
        and told[0].proof[0].status is not Status.BESLUT
        and _OF_DECISIONS.match(fold(ask.clause))
    ):
        return decision_claims(ask, case)
    return told


DRAFTERS: dict[Slot, Drafter] = {
    Slot.DECISION: lambda ask, case: agenda_claims(ask, case) or decided_claims(ask, case),
    Slot.YES_NO: yes_no_claims,
    Slot.DECIDED_YET: decided_yet_claims,
    Slot.AMOUNT: lambda ask, case: table_claims(ask, case) or amount_claims(ask, case),
    Slot.DATE: date_claims,
    Slot.MEETING_DATE: lambda ask, case: meeting_claims(ask, case) or adoption_claims(ask, case),
    Slot.MEETINGS: meetings_claims,
    Slot.WHO: lambda ask, case: (ask.deed is None and duty_claims(ask, case)) or who_claims(ask, case),
    Slot.BODY: lambda ask, case: duty_claims(ask, case) or body_claims(ask, case),
    Slot.LIST: lambda ask, case: agenda_claims(ask, case) or list_claims(ask, case),
    Slot.WHY: why_claims,
    Slot.VOTE: vote_claims,
    Slot.DEED: lambda ask, case: deed_claims(ask, case) or told_claims(ask, case),
    Slot.FACT: lambda ask, case: agenda_claims(ask, case) or told_claims(ask, case),
    Slot.COMPARISON: comparison_claims,
    Slot.TIMELINE: lambda ask, case: agenda_claims(ask, case) or timeline_claims(ask, case),
    Slot.PRECEDENT: precedent_claims,
    Slot.DOCUMENT_NUMBER: number_claims,
    Slot.LABEL: lambda ask, case: adopted_in_claims(ask, case) or label_claims(ask, case),
    Slot.MATTER: matter_claims,
    Slot.TIMES: times_claims,
    Slot.SOURCE: source_claims,
    Slot.WHOLE: whole_claims,
    Slot.STANDING: yes_no_claims,
}


def missing_words(ask: Ask) -> str:
    """What an ask that found nothing asked for, in Swedish."""
    return _MISSING[ask.slot]


_FILLS = {Slot.AMOUNT: NUMBER, Slot.DATE: DATE, Slot.WHO: PERSON, Slot.LABEL: ADOPTED_IN}
_TOLD = 0.5


def told_already(ask: Ask, settled: tuple[Passage, ...]) -> bool:
    """Whether what an earlier part of the question was answered with fills this one's slot too."""
    fills = _FILLS.get(ask.slot)
    if fills is None:
        return False
    return any(fills.search(one.text) and _says(one, ask) >= _TOLD for one in settled)


def _says(passage: Passage, ask: Ask) -> float:
    """How much of what is asked a passage says; a § beside a day is of what its document is about."""
    about = (passage.reading.about,) if ask.slot is Slot.LABEL else ()
    return share(ask.terms, passage.bag, *about)
