"""The sentence that answers: an amount, a date, a name, a reason, a list or a plain fact, where it stands."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.bodies import find_bodies
from corpus.dates import find_dates, swedish_date
from corpus.model import Status
from corpus.swedish import fold, letters, stem, words
from retrieval.asked import Ask
from retrieval.draft.claims import Claim, Item
from retrieval.draft.offices import with_offices
from retrieval.draft.wording import QUOTE_LIMIT, attribution, capital, form, quote
from retrieval.evidence import Passage, Reading
from retrieval.relevance import Case, dates_in, is_of, numbers, relevance, same_matter
from retrieval.slots import Slot
from retrieval.subject import Term, bag, covered, covers, share

READ = 12
_LIST_LIMIT = 1_100
# A lead that only says that something follows is told with the sentence before it.
_SHORT_LEAD = 40
# What a line of a list is cut to: the fewer there are, the longer.
_ITEM, _ITEMS_LIMIT = 160, 1_000
_FULLER = 6
_BEGINS_LIST = re.compile(r"[:;]\s+(?:[-–•▪*]|1\.|a\))\s")
_MARK = re.compile(r"[-–•▪●*]")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s|[a-zåäö]\)\s")
_ITEMS = 14
# An item ends with its line, or where a mark begins the next one.
_ITEM_ENDS = re.compile(r"\n|(?<=[.;:,])\s(?=[-–•]\s)")
_BULLET = re.compile(r"^[\s•·▪●*–—-]+")
_MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_NUMBER_WORD = (
    r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|femton|tjugo|trettio|femtio|hundra|tusen)"
)
MONEY = re.compile(
    rf"(?i)(?:\d(?:[\d  .,]{{0,20}}\d)?|\b{_NUMBER_WORD})\s?"
    r"(?:[kmt]kr\b|mnkr\b|msek\b|mdkr\b|sek\b|kr\b|kronor\w*|miljon\w*|miljard\w*|tusen kronor|procent\w*|%)"
)
_PART = r"\b(?:hälften|(?:tredje|fjärde|femte|sjätte|tion)del\w*)\b"
SUM = re.compile(f"{MONEY.pattern}|{_PART}")
_SHARE = re.compile(rf"(?i)(?<!\d)(?!100\s?(?:procent|%))\d{{1,3}}(?:[.,]\d+)?\s?(?:procent|%)|{_PART}")
_AGE = re.compile(r"(?i)\d\s?(?:år\b|-?årig|-?åring)")
NUMBER = re.compile(rf"(?i)\d|\b{_NUMBER_WORD}\b")
# How many there are: no year, no number of a §, a chapter or a note, and no article.
COUNT = re.compile(
    rf"(?i)(?<![\w./:§–-])(?<!§\s)(?!(?:19|20)\d\d\b)(?!\A\d{{1,2}}\s(?-i:[A-ZÅÄÖ]))\d+\b"
    rf"(?![./:–-]\d)(?!\s*(?:kap\b|§|%|procent|{_MONTH}))|\b(?!ett?\b|en\b){_NUMBER_WORD}\b"
)
_SHORT_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)"
DATE = re.compile(
    rf"(?i)\b\d{{1,2}}\s+(?:{_MONTH}|{_SHORT_MONTH})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b(?! §)"
    rf"|\b{_MONTH}\s+(?:19|20)\d\d\b|\b(?:våren|sommaren|hösten|vintern|årsskiftet|kvartal)\b"
    r"|(?<![-/:\d])(?:19|20)\d\d(?![-/:\d]| års\b)|\btills vidare\b|\bkl\.? ?\d|\b\d{1,2}[.:]\d\d\b"
)
DAY = re.compile(rf"(?i)\b\d{{1,2}}\s+(?:{_MONTH}|{_SHORT_MONTH})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b")
_LASTING = re.compile(
    rf"(?i)(?:\d|\b{_NUMBER_WORD})[\s-]?(?:år|månad|veck|dyg|dag|timm|minut)\w*|\b(?:årlig\w*|varje år)\b"
    rf"|{DATE.pattern[4:]}"
)
# A label with its value: the record before another.
_VALUE = re.compile(rf"(?:{MONEY.pattern[4:]}|{DAY.pattern[4:]})\W*$", re.IGNORECASE)
_CAUSE = re.compile(
    r"(?i)\b(?:eftersom|därför|på grund av|med hänvisning till|mot bakgrund av|med stöd av|utifrån att"
    r"|ber(?:or|odde) på|syft\w+(?! med granskning))\b|, då\b|\b(?:orsak|skäl|anledning|motiv)\w*"
)
_CONSEQUENCE = re.compile(
    r"(?i)\b(?:för att|vilket (?:gör|innebär)|behöver|(?:leder|lett|ledde) till)\b"
    r"|\b(?:bedöm|medför|påverka)\w+"
)
_DATED_DECISION = re.compile(
    rf"(?i)\b(?:antag|antog|fastställ|beslut|godkän|avgjord|behandlad)\w*[^.\n]{{0,80}}?(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\s+{_MONTH})"
)
_DECIDES = re.compile(r"\bbeslut(?!s)\w*|\bbestämde\w*|\bbevilja\w*")
_PROPOSES = re.compile(r"\bföresl\w+\b|\bförslag\w*\b|\bvill\b|\bville\b|\bönska\w*\b|\byrka\w*\b")
_PRIOR = {
    Status.BESLUT: 0.2,
    Status.OMROSTNING: 0.0,
    Status.FORSLAG: -0.05,
    Status.YRKANDE: -0.2,
    Status.RESERVATION: -0.2,
    Status.ANTECKNING: -0.1,
    Status.UNDERLAG: -0.8,
    Status.EXPEDIERING: -0.6,
    Status.NARVARO: -0.3,
    Status.OVRIGT: -0.1,
}
_RELEVANCE_COUNTS = 0.3
_HIT_COUNTS = 0.12
_SURROUNDINGS_COUNT = 0.7

_SOURCE_COUNTS = 0.4
_OTHERS_COUNT = 0.3
_SHORT_WORD = 4
# How much of a kind's name a question must have: "tjänsteskrivelsen", "strategin".
_KIND_LETTERS = 7
_TELLING = frozenset({Status.BESKRIVNING, Status.YTTRANDE, Status.ANTECKNING})
_PROPOSING = re.compile(r"(?i)\bföresl(?:å|år|ås|og|ogs)\b|\bi förslaget\b|\benligt förslaget\b")
_UNDECIDED = frozenset({Status.FORSLAG, Status.YRKANDE})
# What a proposal loses beside a decision of its own section.
_SUPERSEDED = -0.4
_PROPOSED = 0.8
_DECIDED = 0.8
_OF_YEAR = re.compile(r"(?i)\b(?:\w*år(?:et)?|till|före|efter|sedan|under|för|inför|i)\s+((?:19|20)\d\d)\b")
_YEAR_COUNTS = 0.25
_MEANING_COUNTS = 0.6
_PAIR_COUNTS = 0.08
_PAIRS = 3
# How near the best another matter's sentence must come to be told beside it.
_TIE = 0.15
_SPOKEN_COUNTS = 0.25
_ROW = 8

# Who did these stands in a heading: "Motion av …".
_IN_HEADINGS = frozenset({"motionera", "initiera"})

# Sentences before a label with its value: "Kajen.", "Prognos: 5 mnkr", and how long they may be.
_LEADS, _SHORT, _LED = 3, 140, 320
_LEAD_COSTS = 0.06
_COUNT_COUNTS = 0.5
_DAY_COUNTS = 0.2
_KIN_COUNTS = 0.6
_CAUSE_COUNTS, _CONSEQUENCE_COUNTS = 0.6, 0.3
_MONTH_DAYS = 31
# How much of what is asked a heading must say where the sentence under it says none of it.
_HEADED = 0.5

_NEVER = re.compile(r"(?!)")

Test = Callable[[str], bool]
Cut = Callable[[Sequence[Passage], Test], Iterator[Passage]]


@dataclass(frozen=True, slots=True)
class Sought:
    """The passages that fill a slot: what they hold, how they are cut, and what a text has for it."""

    test: Test
    cut: Cut
    worth: Callable[[str], float]


def amount_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence with the amount, an age or a share; any number will do only where there is no amount."""
    clause, counted, kindred = fold(ask.clause), _counts(ask), _kindred(ask)
    sort, other = next((told for asks, *told in _SORTS if asks.search(clause)), (SUM, NUMBER))

    def worth(text: str) -> float:
        return counted(text) + kindred(text)

    return _best(ask, case, sort, worth) or _best(ask, case, other, worth)


# What a number is of, by the words that ask for it.
_SORTS = (
    (re.compile(r"\b(?:ålder|åldrar|åldersgräns\w*|hur gam(?:la|malt?))\b"), _AGE, _AGE),
    (re.compile(r"\bprocent\b|\bandel(?:en)?\b|\bhur stor del\b"), _SHARE, _SHARE),
    (re.compile(r"\bkost(?:a|ar|at|ade|nad\w*)\b|\b(?:kronor|miljoner|pengar|dyrt?)\b"), SUM, SUM),
    (re.compile(r"\bhur många\b"), COUNT, COUNT),
)


def _counts(ask: Ask) -> Callable[[str], float]:
    """A lot for a number of just the things that are counted: "250 skyddsrum"."""
    if ask.head is None:
        return _nothing
    thing = re.escape(stem(ask.head.word))
    counted = re.compile(rf"(?i)(?:\d|\b{_NUMBER_WORD})\s+(?:[a-zåäö]+\s+){{0,2}}{thing}")
    return lambda text: _COUNT_COUNTS if counted.search(text) else 0.0


def date_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence with the date; of a bare "när?" the date of what its earlier part was answered from."""
    if not ask.terms and case.settled:
        return _dated(case.settled[0])
    clause = fold(ask.clause)
    sort = next((told for asks, told in _TIMES if asks.search(clause)), DATE)
    return _best(ask, case, sort, _dates(ask, case), _PAPERS_DAY)


# A day that only dates a paper: "bifall till yrkande från S den 12 juni 2031".
_PAPERS_DAY = re.compile(
    r"(?i)\b\w*(?:yrkande|utlåtande|skrivelse|yttrande|protokoll|utdrag|handling|inlaga|underlag)\w{0,3}\b"
    r"(?:(?!senast|och med|gäll|inför|till den)[^.;:\n]){0,60}?"
    rf"\b(?:den )?(?:\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d)"
    rf"|\b(?:\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d),? § ?\d+"
    r"|\d{4}-\d\d-\d\d(?=,? (?:dnr|[A-ZÅÄÖ]{2,5}[-/ ]?\d))"
)
_OF_YEARS = re.compile(r"\bvilket år\b")
_ASKS_MEANING = re.compile(
    r"\bvad (?:räknas|räknar|hör|ingår|omfattas|(?:menas|avses|menar|avser) [^?]{0,80}?med|innebär|betyder"
    r"|definieras|är e(?:n|tt))\b"
)
_DEFINED = re.compile(r"\bmed (\w[\w -]{2,60}?) (?:avses|menas|förstås)\b", re.IGNORECASE)
_TIMES = ((re.compile(r"\bhur länge\b"), _LASTING), (re.compile(r"\b(?:dag|datum|senast)\b"), DAY))


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


# What a text says where the question says so: a limit, a beginning, an end, what recurs.
_KIN = (
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
        r"\b(?:går|gick|löper|löpte) [^?]{0,80}\but\b|\b(?:upphör\w*|slutar?|hur länge)\b",
        r"\b(?:löp\w* ut|går ut|upphör\w*|till och med|t\.?\s?o\.?\s?m|avslutas|tills vidare|i taget)\b"
        r"|-\d\d (?:till|–|-) \d{4}-",
    ),
    (r"\bhur ofta\b", r"\b(?:årlig\w*|varje|per (?:år|månad|vecka)|månatlig\w*|gång(?:er)?)\b"),
)
# These are told of by no other day.
_EVENTS = (
    (r"\b(?:klar\w*|färdig\w*)\b", r"\b(?:klar\w*|färdig\w*|slutför\w*|avsluta\w*)\b"),
    (r"\b(?:underteckna|signera)\w*|\bskrevs? under\b", r"\b(?:underteckna|signera)\w*|\bskrevs? under\b"),
)


def _kindred(ask: Ask) -> Callable[[str], float]:
    """A little for saying in its own words what the question says of a limit or a time."""
    wanted = _wanted(ask, (*_KIN, *_EVENTS))
    return lambda text: _KIN_COUNTS * sum(told.search(text) is not None for told in wanted)


def tells_event(ask: Ask, text: str) -> bool:
    """Whether a text says that what the question asks the day of happens: that it is ready, or signed."""
    return all(told.search(text) for told in _wanted(ask, _EVENTS))


def _wanted(ask: Ask, kinds: Iterable[tuple[str, str]]) -> tuple[re.Pattern[str], ...]:
    clause = fold(ask.clause)
    return tuple(re.compile(rf"(?i){told}") for asks, told in kinds if re.search(asks, clause))


def _is_told(day: dt.date, case: Case) -> bool:
    """Whether the question itself tells a day, or its month."""
    spans = [(a, b) for a, b in case.query.periods if (b - a).days <= _MONTH_DAYS]
    return day in dates_in(case.query.text) or any(a <= day <= b for a, b in spans)


def _dated(passage: Passage) -> tuple[Claim, ...]:
    document = passage.reading.document
    if document.date is None:
        return ()
    return (Claim(f"{capital(form(document))} är från den {swedish_date(document.date)}", (passage,)),)


def adoption_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence that dates a decision told of elsewhere: "Antagen av kommunfullmäktige 2018-06-18"."""
    ranked = ranked_passages(ask, case, lambda text: _DATED_DECISION.search(text) is not None)
    return (quoted(ranked[0], ask.terms, _DATED_DECISION),) if ranked else date_claims(ask, case)


def fact_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The sentence that says most of what is asked, and one of its section that says what it leaves out.

    Which company it was is told by a sentence that names one.
    """
    test = _names_company if _ASKS_COMPANY.search(fold(ask.clause)) else anything
    ranked = [passage for _, passage in _ranked(ask, case, Sought(test, _alone, _defines(ask)))]
    if not ranked:
        return ()
    first = ranked[0]
    left_out = tuple(term for term in ask.terms if not covers(first.bag, term.word))
    more = next(
        (p for p in ranked[1:_FULLER] if p.reading is first.reading and covered(left_out, p.bag)), None
    )
    return (quoted(first, ask.terms), *((Claim(quote(more.text), (more,)),) if more else ()))


_ASKS_COMPANY = re.compile(
    r"\bvilke[nt] (?:företag|\w*leverantör|entreprenör|konsult(?:företag|bolag)|firma)\b"
)
_COMPANY = re.compile(
    r"\b[A-ZÅÄÖ][\w&.-]*(?: [\w&.-]+){0,4} (?:AB|Aktiebolag|HB|KB|A/S|AS|Oy|GmbH|Ltd|Inc)\b"
)


def _names_company(text: str) -> bool:
    return _COMPANY.search(text) is not None


def _defines(ask: Ask) -> Callable[[str], float]:
    """A lot for a text that begins with the word whose meaning is asked for, or says what is meant by it."""
    if not (ask.terms and _ASKS_MEANING.search(fold(ask.clause))):
        return _nothing
    meant = max(ask.terms[:2], key=lambda term: term.weight)
    return lambda text: _MEANING_COUNTS * any(covers(bag(told), meant.word) for told in _defined(text))


def _defined(text: str) -> Iterator[str]:
    """The words that a text may define: its first one, and what "avses" or "menas" stands by."""
    yield " ".join(text.split()[:2])
    yield from (found[1] for found in _DEFINED.finditer(text))


def why_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """One or two sentences that give a reason, from the section most asked about."""
    found = _ranked(ask, case, Sought(anything, _alone, _gives_reason))
    told = [p for _, p in found if p.status in _TELLING or _gives_reason(p.text)]
    ranked = [p for p in told if p.status is not Status.BESLUT or "hänvisning" in p.text] or told
    if not ranked:
        return ()
    first = ranked[0]
    chosen = sorted((p for p in ranked[:2] if p.reading is first.reading), key=lambda p: p.span)
    return tuple(
        quoted(p, ask.terms) if at == 0 else Claim(quote(p.text), (p,)) for at, p in enumerate(chosen)
    )


def _gives_reason(text: str) -> float:
    """Most for what names a cause, some for what tells a consequence."""
    return _CAUSE_COUNTS if _CAUSE.search(text) else _CONSEQUENCE_COUNTS if _CONSEQUENCE.search(text) else 0.0


def list_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """A list: the sentence that leads in with its items, or the one sentence that enumerates."""
    wants_days = re.search(r"\b(?:datum|dagar|tider|sammanträdestider)\b", fold(ask.clause)) is not None
    ranked = ranked_passages(ask, case, _has_day if wants_days else anything, listing=True)
    return (_listing(ranked[0], ask.terms),) if ranked else ()


def anything(text: str) -> bool:
    """The test that every text passes."""
    return True


def _has_day(text: str) -> bool:
    return DAY.search(text) is not None


def _nothing(text: str) -> float:
    return 0.0


def ranked_passages(ask: Ask, case: Case, test: Test, listing: bool = False) -> list[Passage]:
    """The passages of the most relevant sections that pass ``test``, the best first.

    With ``listing`` a sentence that leads in is taken together with its items.
    """
    sought = Sought(test, _with_items, _enumerates) if listing else Sought(test, _alone, _nothing)
    return [passage for _, passage in _ranked(ask, case, sought)]


def naming_passages(
    ask: Ask, case: Case, test: Test, worth: Callable[[str], float] = _nothing
) -> list[Passage]:
    """As ``ranked_passages``, and what leads in a list may name who did it."""
    return [passage for _, passage in _ranked(ask, case, Sought(test, _any, worth))]


def figure_passages(ask: Ask, case: Case, sort: re.Pattern[str]) -> list[Passage]:
    """The passages with a figure of ``sort``, the best first."""
    sought = Sought(lambda text: sort.search(text) is not None, _alone, _kindred(ask))
    return [passage for _, passage in _ranked(ask, case, sought)]


def _ranked(ask: Ask, case: Case, sought: Sought) -> list[tuple[float, Passage]]:
    scored = [
        (score + sought.worth(passage.text), passage)
        for reading in looked_into(case)
        for score, passage in _scored(reading, ask, case, sought)
    ]
    return sorted(scored, key=lambda pair: -pair[0])


def _alone(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    return (passage for passage in passages if not passage.introduces and test(passage.text))


def _any(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    """As they stand or with an office beside a name, those among them that only lead in what follows."""
    return (passage for passage in with_offices(passages) if test(passage.text))


def _with_items(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    for before, passage in pairwise((None, *passages)):
        whole = with_items(passage) if passage else None
        if passage is None or whole is None or whole.introduces or not test(whole.text):
            continue
        yield whole
        led = before and before.status is passage.status in _TELLING
        if before and led and whole is not passage and len(passage.text) <= _SHORT_LEAD:
            yield replace(whole, span=(before.span[0], whole.span[1]))


def _with_leads(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    """Each passage that passes, and one that is no whole by itself also with those right before it."""
    for at, passage in enumerate(passages):
        if passage.introduces or not test(passage.text):
            continue
        yield passage
        leads = _LEADS if _is_label(passage.text) else 1 if _REFERS.match(passage.text) else 0
        for lead in reversed(passages[max(0, at - leads) : at]):
            parted = lead.status is not passage.status or _VALUE.search(lead.text)
            if parted or passage.span[1] - lead.span[0] > _LED:
                break
            yield replace(passage, span=(lead.span[0], passage.span[1]))


def looked_into(case: Case) -> tuple[Reading, ...]:
    """The most relevant sections, and those beside them in the document that no search led to."""
    return (*case.readings[:READ], *(reading for reading in case.readings[READ:] if not reading.hit))


# What only the sentence before tells: "För detta höjs ramen med 2 mnkr".
_REFERS = re.compile(
    r"(?i)(?:(?:av|för|i|med|till) (?:detta|dessa|denna|den|det)|detta|dessa|denna|därmed|därav|varav"
    r"|(?:den|det|de) (?:är|var|blir|ska|kan|får|har|beräknas|uppskattas|uppgår|höjs|sänks))\b"
)


def _is_label(text: str) -> bool:
    """Whether a text is no whole sentence: "Prognos: 6 500 000 kr"."""
    return len(text) <= _SHORT and (":" in text or not text.endswith("."))


def _scored(reading: Reading, ask: Ask, case: Case, sought: Sought) -> Iterator[tuple[float, Passage]]:
    prior, others = _prior_of(reading, ask), _others_named(reading, case)
    relevant = _RELEVANCE_COUNTS * relevance(reading, case.asked, case.query)
    relevant += _SOURCE_COUNTS if _from_named_source(reading, ask, case) else 0.0
    own = frozenset(passage.span for passage in reading.passages)
    for passage in sought.cut(reading.passages, sought.test):
        if _is_heading(passage) and not _told_by_heading(ask, case):
            continue
        status = Status.FORSLAG if _tells_proposal(passage) or _goes_on(passage, case) else passage.status
        led = _LEAD_COSTS if sought.cut is _with_leads and passage.span not in own else 0.0
        said = _said(passage, ask) + (_OTHERS_COUNT * share(others, passage.bag) if others else 0.0)
        yield relevant + prior(status) + said - _tabular(passage.text) - led, passage


def _others_named(reading: Reading, case: Case) -> tuple[Term, ...]:
    """The words of the bodies that the question names beside the one whose document it is."""
    others = (body for body in case.query.bodies if not is_of(reading, (body,)))
    return tuple(Term(word, 1.0) for body in others for word in words(body) if len(word) > _SHORT_WORD)


def _told_by_heading(ask: Ask, case: Case) -> bool:
    return ask.deed in _IN_HEADINGS or bool(case.asked.persons)


def _is_heading(passage: Passage) -> bool:
    """Whether a passage only repeats its section's heading."""
    return passage.status is Status.OVRIGT and letters(passage.text) in letters(
        passage.reading.section.heading
    )


def _goes_on(passage: Passage, case: Case) -> bool:
    """Whether a body that the question does not name has only decided to propose it to another."""
    reading = passage.reading
    upward = passage.status is Status.BESLUT and reading.section.addressee is not None
    return upward and not is_of(reading, case.query.bodies)


def _tells_proposal(passage: Passage) -> bool:
    """Whether a passage that decides nothing tells what somebody proposes or proposed."""
    return passage.status in _TELLING and _PROPOSING.search(passage.text) is not None


def _from_named_source(reading: Reading, ask: Ask, case: Case) -> bool:
    """Whether a document is what the question says to go by: "enligt tjänsteskrivelsen"."""
    _, according, source = fold(ask.clause).partition("enligt ")
    named = bool(according) and reading.document.kind.value[:_KIND_LETTERS] in source
    bodies = tuple(found.name for found in find_bodies(source)) if according else ()
    return named or (bool(bodies) and is_of(reading, bodies))


def _prior_of(reading: Reading, ask: Ask) -> Callable[[Status], float]:
    """What a passage's status is worth: proposals where they are asked for, else least beside a decision."""
    clause = fold(ask.clause)
    proposes, decides = _PROPOSES.search(clause) is not None, _DECIDES.search(clause) is not None
    decided = any(passage.status is Status.BESLUT for passage in reading.passages)

    def prior(status: Status) -> float:
        if status in _UNDECIDED:
            return _PROPOSED if proposes else _PRIOR[status] + (_SUPERSEDED if decided else 0.0)
        return _DECIDED if decides and status is Status.BESLUT else _PRIOR.get(status, 0.0)

    return prior


def _said(passage: Passage, ask: Ask) -> float:
    """How much of what is asked a passage says: by itself what its heading leaves out, with it all."""
    about = covered(ask.terms, passage.reading.about)
    left_out = tuple(term for term in ask.terms if term not in about) or ask.terms
    around = share(ask.terms, passage.bag, passage.reading.about)
    spoken = _SPOKEN_COUNTS * share(ask.spoken, passage.bag) if ask.spoken else 0.0
    hit = any(a < passage.span[1] and passage.span[0] < b for a, b in passage.reading.hit)
    own = (share(left_out, passage.bag) + share(ask.terms, passage.bag)) / 2 + _in_a_row(passage, ask)
    dated = passage.bag.words | passage.reading.about.words
    own += _YEAR_COUNTS if any(year in dated for year in _OF_YEAR.findall(ask.clause)) else 0.0
    return own + _SURROUNDINGS_COUNT * around + spoken + (_HIT_COUNTS if hit else 0.0)


def _in_a_row(passage: Passage, ask: Ask) -> float:
    """A little for each two words of the question that the passage has side by side."""
    asked = words(ask.clause)
    pairs = sum(f" {one} {other} " in passage.bag.joined for one, other in pairwise(asked))
    return _PAIR_COUNTS * min(pairs, _PAIRS)


def _tabular(text: str) -> float:
    """What a table's row loses beside a sentence that says the same."""
    pieces = text.split()
    figures = sum(piece[:1].isdigit() or piece[:1] in "-–" for piece in pieces)
    return 0.2 if len(pieces) >= _ROW and figures * 5 > len(pieces) else 0.0


def _enumerates(text: str) -> float:
    """A little for each thing in a row."""
    begins = any(line.rstrip().endswith(":") for line in text.split("\n")[:2])
    leads = begins or text.rstrip().endswith((":", ";"))
    things = max(len(DAY.findall(text)), text.count(", ") // 2, max(3, text.count("\n")) if leads else 0)
    return 0.08 * min(things, 6)


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
    sought = Sought(lambda text: pattern.search(beside.sub("", text)) is not None, _with_leads, worth)
    ranked = [found for found in _ranked(ask, case, sought) if _is_of(found[1], ask)]
    if not ranked:
        return ()
    score, first = ranked[0]
    rival = next(
        (p for other, p in ranked[1:] if other >= score - _TIE and _is_rival(p, first, pattern)), None
    )
    told = (first, rival) if rival else (first,)
    return tuple(quoted(passage, ask.terms, pattern) for passage in told)


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


def quoted(passage: Passage, terms: tuple[Term, ...] = (), pattern: re.Pattern[str] | None = None) -> Claim:
    """The passage with the words that say whose it is; a long one is cut to what is asked for."""
    narrowed = focused(passage, terms, pattern)
    told = shown(narrowed, passage)
    if lead := _list_lead(passage):
        return Claim(f"{attribution(narrowed)} {quote(lead.text, _LEAD)} {told}", (narrowed, lead))
    return Claim(f"{attribution(narrowed)} {told}", (narrowed,))


def _list_lead(passage: Passage) -> Passage | None:
    """What a decision says of the list that an item is of: "Nedanstående uppdrag förklaras fullgjorda"."""
    if passage.status is not Status.BESLUT or _POINT.match(passage.text):
        return None
    before = [p for p in passage.reading.of(Status.BESLUT) if p.span[1] <= passage.span[0]]
    opens = [at for at, p in enumerate(before) if _OPENS_LIST.search(p.text)]
    points = [at for at, p in enumerate(before) if _POINT.match(p.text)]
    if not opens or (points and points[-1] > opens[-1]):
        return None
    lead, *after = before[opens[-1] :]
    broken = bool(after) and not lead.text.endswith((".", ":")) and after[0].span[1] - lead.span[0] <= _LED
    return replace(lead, span=(lead.span[0], after[0].span[1])) if broken else lead


_POINT = re.compile(r"\d{1,2}\.\s")
_OPENS_LIST = re.compile(r"(?i)^(?:\d{1,2}\.\s)?(?:nedanstående|följande)\b")
_LEAD = 240


def shown(narrowed: Passage, whole: Passage, limit: int = QUOTE_LIMIT) -> str:
    """The narrowed passage's text with "…" where it was cut."""
    before = "… " if narrowed.span[0] > whole.span[0] else ""
    after = " …" if narrowed.span[1] < whole.span[1] else ""
    return quote(narrowed.text, limit, before, after)


_PIECE = re.compile(r"\S+\s*")


def focused(
    passage: Passage, terms: tuple[Term, ...], pattern: re.Pattern[str] | None, limit: int = QUOTE_LIMIT
) -> Passage:
    """The ``limit`` characters of a passage that hold most of ``terms`` and of what ``pattern`` finds."""
    text = passage.text
    if len(text) <= limit:
        return passage
    marks = _marks(text, terms, pattern)
    starts = [piece.start() for piece in _PIECE.finditer(text)]
    reach = limit - 40
    best = max(starts, key=lambda at: (sum(value for where, value in marks if at <= where < at + reach), -at))
    first = min((where for where, _ in marks if best <= where < best + reach), default=best)
    start = max((at for at in starts if at <= max(first - 60, 0)), default=0) if best else 0
    end = max((at for at in starts if at <= start + limit), default=len(text))
    end = len(text) if len(text) - start <= limit else end
    a = passage.span[0]
    return replace(passage, span=(a + start, a + start + len(text[start:end].rstrip())))


def _marks(text: str, terms: tuple[Term, ...], pattern: re.Pattern[str] | None) -> list[tuple[int, float]]:
    """Where the text holds something asked for, and how much that is worth."""
    marks = [
        (piece.start(), term.weight)
        for piece in _PIECE.finditer(text)
        for term in terms
        if covers(bag(piece.group()), term.word)
    ]
    return marks + [(match.start(), 1.5) for match in pattern.finditer(text)] if pattern else marks


def _listing(passage: Passage, terms: tuple[Term, ...]) -> Claim:
    lead, items = _led(_lines(passage))
    if not items:
        narrowed = focused(passage, terms, DAY, _LIST_LIMIT)
        return Claim(f"{attribution(narrowed)} {shown(narrowed, passage, _LIST_LIMIT)}", (narrowed,))
    limit = min(max(_ITEM, _ITEMS_LIMIT // len(items)), QUOTE_LIMIT)
    told = tuple(Item(quote(item, limit)) for item in items)
    decided = passage.status is Status.BESLUT and lead.rstrip().endswith(":")
    told_before = attribution(passage).rstrip(":") if decided else f"{attribution(passage)} {quote(lead)}"
    return Claim(told_before, (passage,), told)


def _led(lines: list[str]) -> tuple[str, list[str]]:
    """The lines up to the first that leads in, and those after it."""
    end = next((at for at, line in enumerate(lines[:2], 1) if line.rstrip().endswith(":")), 1)
    return " ".join(lines[:end]), lines[end:]


def _lines(passage: Passage) -> list[str]:
    lines = _ITEM_ENDS.split(passage.text)
    return [line for line in (_BULLET.sub("", line) for line in lines) if line.strip()]


def with_items(passage: Passage) -> Passage:
    """A sentence that leads in, or begins a list, together with those of its part that go on with it."""
    begins = _BEGINS_LIST.search(passage.text) is not None
    if not (passage.introduces or begins):
        return passage
    after = [
        p for p in passage.reading.passages if p.span[0] >= passage.span[1] and p.status is passage.status
    ]
    end = passage.span[1]
    goes_on = _by_mark if begins else _as_first(after[:1], end)
    for one in after[:_ITEMS]:
        if one.span[1] - passage.span[0] > _LIST_LIMIT or one.introduces or not goes_on(one, end):
            break
        end = one.span[1]
    return replace(passage, span=(passage.span[0], end))


def _as_first(first: Sequence[Passage], end: int) -> Callable[[Passage, int], bool]:
    """What goes on a list is like its first item: marked, or after bare lines no whole sentence."""
    bare = any(not one.text.endswith(".") for one in first)
    marked = any(_by_mark(one, end) for one in first)

    def goes_on(passage: Passage, before: int) -> bool:
        if marked:
            return _by_mark(passage, before) or passage.text[:1].islower()
        return not bare or not passage.text.endswith(".") or _by_mark(passage, before)

    return goes_on


def _by_mark(passage: Passage, before: int) -> bool:
    """Whether a mark or a number stands before the passage."""
    between = passage.reading.section.text[before : passage.span[0]]
    return _MARK.search(between) is not None or _NUMBERED.match(passage.text) is not None
