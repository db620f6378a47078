"""The sentence that tells an amount, a share, an age, a number of things, a day or a span of time."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from corpus.dates import find_dates, swedish_date
from corpus.model import Status
from corpus.swedish import fold, stem
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.quoting import item_asked, pieces, quoted
from retrieval.draft.sentences import Sought, alone, nothing, rank, ranked_passages, with_leads
from retrieval.draft.values import clause_asked
from retrieval.draft.wording import capital, form
from retrieval.evidence import Passage
from retrieval.figures import DAY, MONTH, NUMBER_WORD
from retrieval.fillers import amount_asked, time_asked
from retrieval.query import within
from retrieval.relevance import MINUTES, Case, dates_in, numbers, same_matter
from retrieval.slots import Slot
from retrieval.subject import Term, bag, covered, covers, share

_DATED_DECISION = re.compile(
    rf"(?i)\b(?:antag|antog|fastställ|beslut|godkän|avgjord|behandlad)\w*[^.\n]{{0,80}}?(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\s+{MONTH})"
)
# "… 2018-06-18, § 75" beside who adopted it.
ADOPTED_IN = re.compile(rf"(?i)(?:\d{{4}}-\d\d-\d\d|\d{{1,2}} {MONTH} \d{{4}}),? \(?§ ?\d+")
# How near the best another matter's sentence must come to be told beside it.
_TIE = 0.15
_COUNT_COUNTS = 0.5
_DAY_COUNTS = 0.2
_KIN_COUNTS = 0.6
_MONTH_DAYS = 31
_MONTH_COUNTS = 2.0
# How much of what is asked a heading must say where the sentence under it says none of it.
_HEADED = 0.5
_NEVER = re.compile(r"(?!)")


def amount_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence with the amount, an age or a share; any number will do only where there is no amount."""
    clause, counted, kindred = fold(ask.clause), _counts(ask), _kindred(ask)
    sort, other = amount_asked(clause)

    def worth(text: str) -> float:
        return counted(text) + kindred(text)

    return _best(ask, case, sort, worth, _IDENTIFIER) or _best(ask, case, other, worth, _IDENTIFIER)


# What has figures and is no amount: "§ 34 Dnr MH-2031-12", a point's own number, a property's designation.
_IDENTIFIER = re.compile(
    r"\A\d{1,2}[.)]\s|\b\d{1,4}:\d{1,4}\b|§ ?\d+|\b(?:[A-ZÅÄÖ]{2,5}[- ]?)?(?:19|20)\d\d[-/:]\d{1,6}\b(?!-)"
    r"|\b[A-ZÅÄÖ]{2,5} \d{2}[-/:]\d+"
)


def _counts(ask: Ask) -> Callable[[str], float]:
    """A lot for a number of just the things that are counted: "250 skyddsrum"."""
    if ask.head is None:
        return nothing
    thing = re.escape(stem(ask.head.word))
    counted = re.compile(rf"(?i)(?:\d|\b{NUMBER_WORD})\s+(?:[a-zåäö]+\s+){{0,2}}{thing}")
    return lambda text: _COUNT_COUNTS if counted.search(text) else 0.0


def date_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence with the date; of a bare "när?" the date of what its earlier part was answered from."""
    if not ask.terms and case.settled:
        return _dated(case.settled[0])
    return _best(ask, case, time_asked(fold(ask.clause)), _dates(ask, case), _PAPERS_DAY)


# A day that only dates a paper: "bifall till yrkande från S den 12 juni 2031".
_PAPERS_DAY = re.compile(
    r"(?i)\b\w*(?:yrkande|utlåtande|skrivelse|yttrande|protokoll|utdrag|handling|inlaga|underlag)\w{0,3}\b"
    r"(?:(?!senast|och med|gäll|inför|till den|kraft|fastställ|anta[sg]|upphör)[^.;:\n]){0,60}?"
    rf"\b(?:den )?(?:\d{{1,2}} {MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d)"
    rf"|\b(?:\d{{1,2}} {MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d),? § ?\d+"
    r"|\d{4}-\d\d-\d\d(?=,? (?:dnr|[A-ZÅÄÖ]{2,5}[-/ ]?\d))"
)
_OF_YEARS = re.compile(r"\bvilket år\b")


def _dates(ask: Ask, case: Case) -> Callable[[str], float]:
    """A little for a day that the question does not tell, and for what happens on the day."""
    of_year, kindred = _OF_YEARS.search(fold(ask.clause)) is not None, _kindred(ask)

    def worth(text: str) -> float:
        days = [found.value for found in find_dates(text)]
        news = days and not all(_is_told(day, case) for day in days)
        told = -_DAY_COUNTS if days and not news else 0.0
        fresh = news or (not days and DAY.search(text) is not None)
        return told + kindred(text) + (_DAY_COUNTS if fresh and not of_year else 0.0)

    return worth


_Kind: TypeAlias = tuple[re.Pattern[str], re.Pattern[str]]


def _kinds(*pairs: tuple[str, str]) -> tuple[_Kind, ...]:
    """Patterns for a folded question, each with that for a text that says the same."""
    return tuple((re.compile(asks), re.compile(rf"(?i){told}")) for asks, told in pairs)


# What a text says where the question says so: a limit, a beginning, an end, what recurs.
_KIN = _kinds(
    (r"\b(?:som mest|högst|max\w*)\b", r"\b(?:högst|max\w*|upp till|tak|överstig\w*)\b"),
    (r"\b(?:minst|lägst)\b", r"\b(?:minst|lägst|minimi\w*|understig\w*)\b"),
    (r"\bsenast\b|\btill vilke[nt] (?:dag|datum)\b", r"\bsenast\b"),
    (r"\b(?:total\w*|sammanlag\w*)\b", r"\b(?:total\w*|sammanlag\w*|summa)\b"),
    (
        r"\b(?:börja\w*|från (?:när|vilket)|start\w*|öppna\w*)\b|\bträd\w* i kraft\b",
        r"\b(?:från och med|fr\.?\s?o\.?\s?m|börja\w*|införande\w*|start\w*|öppna\w*)\b"
        r"|\bträd\w* i kraft\b",
    ),
    (
        r"\b(?:går|gick|löper|löpte) [^?]{0,80}\but\b|\b(?:upphör\w*|slutar?|hur länge)\b"
        r"|\btill och med (?:vilke|när)",
        r"\b(?:löp\w* ut|går ut|upphör\w*|till och med|t\.?\s?o\.?\s?m|avslutas|tills vidare|i taget)\b"
        r"|-\d\d (?:till|–|-) \d{4}-",
    ),
    (r"\bhur många av\b", rf"\b(?:\d+|{NUMBER_WORD}) av (?:de )?(?:\d+|{NUMBER_WORD})\b"),
    (r"\b(?:hur stor del|\w*andel(?:en)?)\b", r"\b(?:varav|\w*andel|del av)\b"),
    (r"\bhur länge\b", rf"\b(?:\d+|{NUMBER_WORD}) (?:år|månad|veck|dygn|dag|timm|minut)\w*"),
    (r"\bhur ofta\b", r"\b(?:årlig\w*|varje|per (?:år|månad|vecka)|månatlig\w*|gång(?:er)?)\b"),
)
# These are told of by no other day.
_EVENTS = _kinds(
    (r"\b(?<!kunna )(?<!kan )(?:klar\w*|färdig\w*)\b", r"\b(?:klar\w*|färdig\w*|slutför\w*|avsluta\w*)\b"),
    (r"\b(?:underteckna|signera)\w*|\bskrevs? under\b", r"\b(?:underteckna|signera)\w*|\bskrevs? under\b"),
)


def _kindred(ask: Ask) -> Callable[[str], float]:
    """A little for saying in its own words what the question says of a limit or a time."""
    wanted = _wanted(ask, (*_KIN, *_EVENTS))
    return lambda text: _KIN_COUNTS * sum(told.search(text) is not None for told in wanted)


def tells_event(ask: Ask, text: str) -> bool:
    """Whether a text says that what the question asks the day of happens: that it is ready, or signed."""
    return all(told.search(text) for told in _wanted(ask, _EVENTS))


def _wanted(ask: Ask, kinds: Iterable[_Kind]) -> tuple[re.Pattern[str], ...]:
    clause = fold(ask.clause)
    return tuple(told for asks, told in kinds if asks.search(clause))


def _is_told(day: dt.date, case: Case) -> bool:
    """Whether the question itself tells a day, or its month."""
    months = ((a, b) for a, b in case.query.periods if (b - a).days <= _MONTH_DAYS)
    return day in dates_in(case.query.text) or within(day, months)


def _dated(passage: Passage) -> tuple[Claim, ...]:
    document = passage.reading.document
    if document.date is None:
        return ()
    return (Claim(f"{capital(form(document))} är från den {swedish_date(document.date)}", (passage,)),)


def adoption_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence that dates a decision told of elsewhere: "Antagen av kommunfullmäktige 2018-06-18"."""
    ranked = ranked_passages(ask, case, lambda text: _DATED_DECISION.search(text) is not None)
    return (quoted(ranked[0], ask.terms, _DATED_DECISION),) if ranked else date_claims(ask, case)


def adopted_in_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The line of the most relevant paper, where that is no minutes, that says in which § it was adopted."""
    paper = case.readings[0].document if case.readings else None
    if paper is None or paper.kind in MINUTES:
        return ()
    ranked = ranked_passages(ask, case, lambda text: ADOPTED_IN.search(text) is not None)
    own = [passage for passage in ranked if passage.reading.document.id == paper.id]
    return (quoted(own[0], ask.terms, ADOPTED_IN),) if own else ()


def figure_passages(ask: Ask, case: Case, sort: re.Pattern[str]) -> list[Passage]:
    """The passages with a figure of ``sort``, the best first."""
    sought = Sought(lambda text: sort.search(text) is not None, alone, _kindred(ask))
    return [passage for _, passage in rank(ask, case, sought)]


def _best(
    ask: Ask,
    case: Case,
    pattern: re.Pattern[str],
    worth: Callable[[str], float],
    beside: re.Pattern[str] = _NEVER,
) -> tuple[Claim, ...]:
    """The best sentence with what ``pattern`` finds, and one as good of another matter that differs.

    What ``beside`` finds is not looked at.
    """
    sought = Sought(lambda text: pattern.search(beside.sub("", text)) is not None, with_leads, worth)
    ranked = [found for found in rank(ask, case, sought) if _is_of(found[1], ask)]
    if not ranked:
        return ()
    score, first = ranked[0]
    rival = next(
        (p for other, p in ranked[1:] if other >= score - _TIE and _is_rival(p, first, pattern)), None
    )
    told = (first, rival) if rival else (first,)
    items = (item_asked(passage, ask.terms, pattern) for passage in told)
    if len(case.asked.asks) > 1 or _SEVERAL.search(fold(ask.clause)):  # the rest may answer too
        return tuple(quoted(item, ask.terms, pattern) for item in items)
    return tuple(_narrowed(item, ask, pattern) for item in items)


def _narrowed(passage: Passage, ask: Ask, pattern: re.Pattern[str]) -> Claim:
    """The passage quoted; where it tells several values, only what is said of the one asked for."""
    kinds = _wanted(ask, (*_KIN, *_EVENTS))
    months = tuple(Term(month, _MONTH_COUNTS) for month in re.findall(MONTH, fold(ask.clause)))

    def says(text: str) -> frozenset[Term]:
        named = covered((*ask.terms, *months), bag(text))
        return named | {Term(told.pattern, _KIN_COUNTS) for told in kinds if told.search(text)}

    clause = clause_asked(passage.text, pattern, says)
    left = bag(" ".join(passage.text[a:b] for a, b in clause))
    pairs = _PAIR.findall(fold(ask.clause)) if clause else ()
    parted = any(covers(left, one) != covers(left, other) for one, other in pairs)
    return pieces(passage, clause) if clause and not parted else quoted(passage, ask.terms, pattern)


_SEVERAL = re.compile(r"\bvilka\b")
# Things that are asked for together: "Hur många ledamöter och ersättare …".
_PAIR = re.compile(r"(\w{3,}) (?:och|samt|respektive) (\w{3,})")


def _is_of(passage: Passage, ask: Ask) -> bool:
    """Whether a passage or its heading says what an amount is of; a date's sentence may say nothing of it."""
    about = passage.reading.about
    says = bool(covered(ask.terms, passage.bag)) or share(ask.terms, about) >= _HEADED
    return says or not ask.terms or ask.slot is not Slot.AMOUNT


def _is_rival(passage: Passage, first: Passage, pattern: re.Pattern[str]) -> bool:
    """Whether two decisions of different matters tell different amounts or days."""
    decisions = {passage.status, first.status} == {Status.BESLUT}
    return (
        decisions
        and bool(numbers(passage.reading) and numbers(first.reading))
        and not same_matter(passage.reading, first.reading)
        and set(pattern.findall(passage.text)) != set(pattern.findall(first.text))
    )
