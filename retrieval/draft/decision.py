"""What was decided: the decision first, then who has the last word, the vote and the reservations."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from corpus.bodies import same_body
from corpus.model import Outcome, Status
from corpus.swedish import letters
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.votes import vote_claims
from retrieval.draft.wording import attribution, capital, listed, run_on, source
from retrieval.evidence import Passage, Reading
from retrieval.figures import DAY, MONEY
from retrieval.matters.bonds import one_way, way_among
from retrieval.naming import body_name, whose
from retrieval.query import Query, within
from retrieval.relevance import Case, is_of
from retrieval.slots import Slot
from retrieval.subject import Term, share

DECISION_LIMIT = 560
_RECURRING = 3  # meetings
_SEASON = dt.timedelta(days=190)
# Shorter words say little of what was moved; and how much of it a decision must say to be the same.
_SAYING, _MOSTLY = 5, 0.5
_POSTPONED = frozenset({Outcome.BORDLAGD, Outcome.ATERREMISS})
_FORMAL = re.compile(
    r"(?i)paragrafen (?:är|förklaras)[^.]{0,40}justerad|omedelbar justering|^[\W\d_]*$"
    r"|^(?:beslut|protokoll|förslag till beslut(?: (?:i|till|för) [^\W\d][\w -]{2,60})?)\W*$"
    r"|\bAntal (?:ja|nej|avstår)\b"
    r"|^(?:beslutet|protokollsutdrag\w*) (?:skickas|expedieras)|\banmäler jäv\b"
)
_TELLING_LEAD = re.compile(
    r"(?i)\b(?:får|ska|skall) \w+s\b"
    r"|\båterremitter\w+|\bbordl\w+|\bfår i uppdrag\b|\bi uppdrag åt\b|\buppdra(?:s|r)? åt\b"
    r"|\b(?:tillstyrke?s|avstyrke?s|godkänne?s|anta(?:ge)?s|fastställe?s|bifalle?s|avslås)\b"
)
_YES = frozenset({Outcome.BIFALL, Outcome.ANTAGEN})
# The words of each outcome, in the order in which they tell it.
VERDICTS: dict[Outcome, re.Pattern[str]] = {
    Outcome.AVSLAG: re.compile(r"(?i)\bavsl(?:å|og|ås|agit)\w*|\bavstyrk\w*|\bsäljs inte\b"),
    Outcome.BORDLAGD: re.compile(r"(?i)\bbordl\w+"),
    Outcome.ATERREMISS: re.compile(r"(?i)\båterremi\w+"),
    Outcome.BESVARAD: re.compile(r"(?i)\b(?:anses|är|förklaras)\s+(?:\w+\s+)?besvarad\w*"),
    Outcome.BIFALL: re.compile(
        r"(?i)\bbif\w+|\bgodkänn\w*|\bgodkänt\w*|\bbevilja\w*|\btillstyrk\w*|\banta(?:s|r|gs|git)?\b|\bfastställ\w*"
    ),
}
_CAME_TO = {
    Outcome.BIFALL: "bifall",
    Outcome.ANTAGEN: "bifall",
    Outcome.AVSLAG: "avslag",
    Outcome.BORDLAGD: "bordläggning",
    Outcome.ATERREMISS: "återremiss",
}
_CHANGES = (("beloppet", MONEY), ("datumet", DAY))
# What came of what was moved: "Den av Eva Lind väckta motionen avslås".
_SETTLES = re.compile(
    r"(?i)\b(?:motion|medborgarförslag|hemställan|yrkande|interpellation|ansökan|remiss)\w{0,5}\b[^.:]{0,120}?"
    r"\b(?:bifall|biföll|avsl|avstyrk|tillstyrk|besvara|återremit|bordl)\w*"
)
_PART_OF = re.compile(r"(?i)\b(?:del|delar) av\b|\bdelvis\b|\bresterande\b")


def decision_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The decision in the matter asked about; where only a proposal is found, that it is one."""
    reading = decisive(case)
    if reading is None:
        return proposal_claims(ask, case)
    return (
        _decided(ask, reading, _verdict(ask, reading)),
        *_changed(reading, case),
        *_last_word(reading, case),
        *_dissent(reading),
    )


def decided_yet_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """Whether there is a decision at all, or a proposal only; and whether it is the one told of before."""
    reading = decisive(case)
    if reading is None:
        return proposal_claims(ask, case)
    return (_decided(ask, reading, _came_true(reading, case)), *_last_word(reading, case))


def _came_true(reading: Reading, case: Case) -> str:
    """Whether what was moved, told of before, is what was decided; a proposal to another settles nothing."""
    if reading.section.addressee:
        return "Nej, det är ett förslag vidare."
    moved = [passage for passage in case.settled if passage.status in (Status.YRKANDE, Status.FORSLAG)]
    if not moved:
        return "Ja, det finns ett beslut."
    wanted = tuple(Term(word, 1.0) for word in sorted(moved[0].bag.words) if len(word) > _SAYING)
    done = share(wanted, *(passage.bag for passage in decided(reading)))
    return "Ja, i stort sett." if done >= _MOSTLY else "Nej, inte så."


def decided(reading: Reading) -> tuple[Passage, ...]:
    """What a section decides, without formal phrases and without what only leads in."""
    return tuple(p for p in reading.of(Status.BESLUT) if _says_what(p) and not _FORMAL.search(p.text))


def _says_what(passage: Passage) -> bool:
    """Whether a passage tells something, though it may lead in the rest: "Ärendet återremitteras för att"."""
    return not passage.introduces or _TELLING_LEAD.search(passage.text) is not None


def decisive(case: Case) -> Reading | None:
    """The section that decides the matter most asked about.

    Where the question names no §, day or body, a body's last decision goes before a postponement and a
    higher body's before a lower's.
    """
    if not case.readings:
        return None
    lead = case.readings[0]
    if case.query.labels and decided(lead):
        return lead
    matter = [one for one in way_among(lead, case.readings) if decided(one)]
    of_day = _of_the_time(matter, case.query) or matter
    of_body = [one for one in of_day if is_of(one, case.query.bodies)] or of_day
    return max(_without_others_like(lead, of_body), key=finality, default=None)


def _without_others_like(lead: Reading, matter: list[Reading]) -> list[Reading]:
    """The sections without those like ``lead``, where it is one of many that a body has month by month.

    "Övriga frågor" and the month's figures keep one number all year; each is settled where it stands.
    """
    heading = letters(lead.section.heading)
    alike = [
        one
        for one in matter
        if letters(one.section.heading) == heading
        and is_of(one, tuple(filter(None, [lead.document.body])))
        and one.section.outcome not in _POSTPONED
    ]
    if lead not in alike or len({one.document.date for one in alike}) < _RECURRING:
        return matter
    return [one for one in matter if one is lead or one not in alike]


def _of_the_time(readings: list[Reading], query: Query) -> list[Reading]:
    """Those of the days that a question names, or of its month or season; a year is often the subject's."""
    on_day = [one for one in readings if one.document.date in query.dates]
    spans = [(since, until) for since, until in query.periods if until - since <= _SEASON]
    return on_day or [one for one in readings if within(one.document.date, spans)]


def finality(reading: Reading) -> tuple[bool, int, str]:
    """What orders a matter's decisions, the last word greatest: settled, by how high a body, on what day."""
    postponed = reading.section.outcome in _POSTPONED
    return not postponed, level(reading), str(reading.document.date or "")


def level(reading: Reading) -> int:
    """How high the section's body stands: ``level_of`` it."""
    return level_of(reading.document.body or "")


def level_of(body: str) -> int:
    """How high a body stands in its municipality: fullmäktige 3, styrelsen 2, a nämnd 1, an utskott 0."""
    body = body.casefold()
    if "fullmäktige" in body:
        return 3
    if any(part in body for part in ("utskott", "beredning", "presidi")):
        return 0
    return 2 if body.endswith(("kommunstyrelsen", "regionstyrelsen")) else 1


def outcome_of(reading: Reading) -> Outcome | None:
    """The section's outcome, else what its decision's own verbs say."""
    if reading.section.outcome:
        return reading.section.outcome
    text = " ".join(passage.text for passage in decided(reading))
    return next((outcome for outcome, pattern in VERDICTS.items() if pattern.search(text)), None)


def came_to(reading: Reading, hoped: Outcome) -> bool:
    """Whether a section's outcome is the one that is asked about."""
    outcome = outcome_of(reading)
    return outcome is hoped or (outcome is not None and {outcome, hoped} <= _YES)


def _verdict(ask: Ask, reading: Reading) -> str:
    """ "Ja.", "Nej, det blev avslag." or "Delvis." to a yes/no question; nothing where no outcome tells."""
    if ask.slot is not Slot.YES_NO:
        return ""
    text = " ".join(passage.text for passage in decided(reading))
    if ask.whole and _PART_OF.search(text):
        return "Nej, inte allt."
    outcome = outcome_of(reading)
    if ask.hoped is None or outcome is None:
        return ""
    if outcome is Outcome.DELVIS:
        return "Delvis."
    if came_to(reading, ask.hoped):
        return "Ja."
    return f"Nej, det blev {_CAME_TO[outcome]}." if outcome in _CAME_TO else "Nej."


def _decided(ask: Ask, reading: Reading, verdict: str) -> Claim:
    chosen = _most_asked(decided(reading), ask.terms, outcome_of(reading))
    told = f"{attribution(chosen[0])} {run_on(chosen, DECISION_LIMIT)}"
    return Claim(f"{verdict} {told}" if verdict else told, chosen)


def _most_asked(
    passages: Sequence[Passage], terms: tuple[Term, ...], outcome: Outcome | None = None
) -> tuple[Passage, ...]:
    """The passages that fit the limit, in order: what is asked for first, then from the beginning.

    What came of all of it, that it is postponed or its motion declined, goes before any point of it.
    """
    postponed = VERDICTS[outcome] if outcome in _POSTPONED else None

    def said(passage: Passage) -> float:
        settles = _SETTLES.search(passage.text) or (postponed and postponed.search(passage.text))
        return 1.0 if settles else share(terms, passage.bag)

    ranked = sorted(range(len(passages)), key=lambda at: (-round(said(passages[at]), 1), at))
    kept: list[int] = []
    length = 0
    for at in ranked:
        length += len(passages[at].text) + 1
        if kept and length > DECISION_LIMIT:
            break
        kept.append(at)
    return tuple(passages[at] for at in sorted(kept))


def _changed(reading: Reading, case: Case) -> tuple[Claim, ...]:
    """What is not as in the proposal that the decision was made on; what it was stands in the quote alone."""
    for proposal in _proposed_to(reading, case):
        for passage in decided(reading):
            told = [name for name, pattern in _CHANGES if _differs(pattern, passage, proposal)]
            if told and _alike(passage, proposal):
                other = "är andra" if told[1:] else "är ett annat"
                return (Claim(f"Beslutet skiljer sig från förslaget: {listed(told)} {other}", (proposal,)),)
    return ()


def _proposed_to(reading: Reading, case: Case) -> Iterable[Passage]:
    """The proposals of the section, and those that another body decided to put to this one."""
    yield from _proposals((reading,))
    body = reading.document.body
    for one in case.readings:
        upward = one.section.addressee
        if upward and body and same_body(upward, body) and one_way(one, reading):
            yield from decided(one)


def _differs(pattern: re.Pattern[str], passage: Passage, proposal: Passage) -> bool:
    """Whether both tell something of a sort, and nothing of it is the same."""
    one, other = (frozenset(map(letters, pattern.findall(p.text))) for p in (passage, proposal))
    return bool(one and other) and not one & other


def _alike(passage: Passage, proposal: Passage) -> bool:
    one, other = (frozenset(w for w in p.bag.words if w.isalpha()) for p in (passage, proposal))
    return len(one & other) >= _MOSTLY * max(len(one), len(other))


def _last_word(reading: Reading, case: Case) -> tuple[Claim, ...]:
    """Who decides in the end where a body only proposes, with that decision where it is found."""
    upward = reading.section.addressee
    if not upward:
        return ()
    above = [
        one
        for one in case.readings
        if one.document.body
        and same_body(one.document.body, upward)
        and one_way(one, reading)
        and decided(one)
    ]
    final = max(above, key=finality, default=None)
    if final:
        chosen = decided(final)[:2]
        return (Claim(f"{attribution(chosen[0])} {run_on(chosen, DECISION_LIMIT // 2)}", chosen),)
    return (Claim(f"{capital(body_name(upward))} har sista ordet; något beslut därifrån hittar jag inte"),)


def _dissent(reading: Reading) -> tuple[Claim, ...]:
    """The vote and the reservations in a line each."""
    reserved = tuple(p for p in reading.of(Status.RESERVATION) if "reserver" in p.text.casefold())[:2]
    claims = [Claim(run_on(reserved, 240), reserved)] if reserved else []
    return (*vote_claims(reading)[:1], *claims)


def proposal_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """A proposal told as one, with the words that no decision was found."""
    proposals = _proposals(case.readings)
    if not proposals:
        return ()
    first = proposals[0].reading
    chosen = _most_asked([p for p in proposals if p.reading is first], ask.terms)
    body = whose(first.document)
    decider = f" av {body}" if body else ""
    return (
        Claim(
            f"Det finns ett förslag i {source(first)}, men jag hittar inget beslut{decider}. "
            f"Förslaget lyder: {run_on(chosen, DECISION_LIMIT)}",
            chosen,
        ),
    )


def _proposals(readings: Iterable[Reading]) -> tuple[Passage, ...]:
    return tuple(
        passage
        for reading in readings
        for passage in reading.of(Status.FORSLAG)
        if not passage.introduces and not _FORMAL.search(passage.text)
    )
