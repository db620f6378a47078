"""What a question asks for: which slot an answer must fill, about what, and whether it is ours to answer."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from corpus.bodies import find_bodies, find_municipalities
from corpus.dates import find_dates, find_periods
from corpus.diarienummer import find_diarienummer
from corpus.model import Outcome, Span
from corpus.references import find_labels
from corpus.swedish import STOPWORDS, fold
from retrieval.subject import Term


class Slot(StrEnum):
    """What an answer must hold to be one."""

    DECISION = "decision"
    YES_NO = "yes_no"
    DECIDED_YET = "decided_yet"
    AMOUNT = "amount"
    DATE = "date"
    MEETING_DATE = "meeting_date"
    WHO = "who"
    BODY = "body"
    LIST = "list"
    WHY = "why"
    VOTE = "vote"
    DEED = "deed"
    FACT = "fact"
    COMPARISON = "comparison"
    TIMELINE = "timeline"
    PRECEDENT = "precedent"
    DOCUMENT_NUMBER = "document_number"
    LABEL = "label"
    MATTER = "matter"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Ask:
    """One of the things a question asks for.

    ``terms`` is what it is about, ``spoken`` its other words: bodies and what they did. ``head`` is what is counted ("hur många anställda"); ``deed`` what somebody did ("yrka", "reservera");
    ``hoped`` the outcome that a yes would mean; ``whole`` that all of a thing is meant.
    """

    slot: Slot
    clause: str
    terms: tuple[Term, ...]
    spoken: tuple[Term, ...] = ()
    head: Term | None = None
    deed: str | None = None
    hoped: Outcome | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood.

    ``terms`` is all that it is about; ``persons`` are names as written; ``outside`` tells that no document
    can answer it; ``lists`` that the answer may be as long as a list's.
    """

    asks: tuple[Ask, ...]
    terms: tuple[Term, ...]
    persons: tuple[str, ...] = ()
    outside: bool = False
    compares: bool = False

    @property
    def long(self) -> bool:
        """Whether the answer may be a list's length."""
        return any(ask.slot in _LONG for ask in self.asks)


_LONG = frozenset({Slot.LIST, Slot.COMPARISON, Slot.TIMELINE, Slot.PRECEDENT})

# These tell the slot wherever they stand; the first that is found decides.
_TELLING: tuple[tuple[Slot, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        (
            Slot.COMPARISON,
            r"\bjämför|\bskillnad\w*\b|\bskiljer\b"
            r"|\bvilka (?:av )?(?:\w+ )?(?:nämnder|nämnderna|styrelser|kommuner|kommunerna|organ|partier|partierna)\b",
        ),
        (Slot.TIMES, r"\bhur många gånger\b"),
        (Slot.WHO, r"^(?:vem|vilka (?:ledamöter|partier|politiker)?)\b[^?]*\bröst(?:ade|ar)\b"),
        (Slot.VOTE, r"\bröst(?:ade|erna|ar|ning\w*|siffr\w*|etal\w*)\b|\bvotering\w*\b|\bomröstning\w*\b"),
        (
            Slot.PRECEDENT,
            r"\b(?:tidigare|liknande) (?:exempel|fall|beslut|ärenden)\b|\bprecedens\w*\b|\bpraxis\b",
        ),
        (
            Slot.TIMELINE,
            r"\bi slutändan\b|\bhur (?:gick|slutade|har det gått)\b|\bvad (?:hände|har hänt)\b|\btidslinje\b"
            r"|\bärendets (?:gång|väg|historik|historia|steg)\b|\bi vilka (?:steg|instanser)\b"
            r"|\bhur har [^?]*(?:hanterats|behandlats|beretts|gått)\b|\bhur (?:har \w+ )?ändra(?:des|ts|de)\b",
        ),
        (
            Slot.DECIDED_YET,
            r"\bbara (?:ett )?förslag\b|\bblev det (?:\w+ )?beslut\w*|\bfattat (?:något )?beslut\b"
            r"|\b(?:har|är) (?:det )?beslutat?s?\b.*\beller\b",
        ),
        (Slot.DOCUMENT_NUMBER, r"\bdiarienum\w*|\bdiarie?nr\b|\bärendenum\w*|\b(?:vilket|vad är) dnr\b"),
        (Slot.LABEL, r"\bvilk(?:en|a) (?:§|paragraf\w*)"),
        (
            Slot.MATTER,
            r"\bvad (?:gäll|handla|rör|avs)\w* (?:om )?(?:§|paragraf|ärende|dnr|diarie|punkt)|\bvad (?:gäll|handla|rör)\w* \S*\d\S*$",
        ),
        (
            Slot.DEED,
            r"\bvad (?:yrka|föresl|reserver|anför|ansåg|anser|tyckte|tycker|sade|sa|vill|ville|begär|kräv|önska)\w*\b",
        ),
    )
)
# Of these the one that stands first decides: what follows it is often a clause of its own.
_INTERROGATIVE: tuple[tuple[Slot, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        (
            Slot.WHY,
            r"\bvarför\b|\bav vilk(?:a|et|en) (?:skäl|anledning)\b|\bhur motiver\w+\b"
            r"|\b(?:vad är|vad var|vilka är|vilket är|vilken är) (?:skäl|orsak|motiv|syfte|bakgrund|anledning)\w*\b",
        ),
        (
            Slot.WHO,
            r"\bvem(?:s)?\b|\bvilka (?:personer|ledamöter|politiker|reserver|yrka|juster|deltog|närvar|val|uts|anmäl)\w*\b"
            r"|\bvilk(?:en|et) (?:parti|ledamot|politiker|person|ordförande)\b",
        ),
        (
            Slot.BODY,
            r"\bvilken (?:nämnd|styrelse|instans|beredning|förvaltning|kommun)\b|\bvilket (?:organ|utskott|råd)\b",
        ),
        (
            Slot.AMOUNT,
            r"\bhur (?:mycket|många|stor|stort|stora|hög|högt|höga|dyrt?|långt?)\b"
            r"|\bvad (?:kosta\w*|(?:är|var|blir|blev) \w*(?:taket|avgiften|taxan|kostnaden|budgeten|priset|beloppet|summan|ramen))\b"
            r"|\bvilk(?:et|en|a) (?:belopp|summa|kostnad|avgift|budget|pris|köpeskilling|procent|avkastning|ränta|hyra"
            r"|höjning|andel|nivå|taxa|ersättning|ram|underskott|överskott|resultat)(?:er|or|ar|s)?\b",
        ),
        (Slot.LIST, r"\bvilka\b|\blista\b|\bräkna upp\b"),
        (
            Slot.DATE,
            r"^(?:och |från |till |sedan )*när\b|\bvilk(?:en|et|a) (?:dag|datum|år|månad|tid)\w*\b|\bhur länge\b|\bsenast när\b",
        ),
        (
            Slot.DECISION,
            r"\b(?:vad|hur) (?:besluta|beslöt|bestäm|avgjord|biföll|avslog)\w*\b|\bvilket beslut\b"
            r"|\b(?:vad|hur) (?:blev|löd|var|är) (?:beslut|result|utfall|utgång)\w*\b|\bhur ställ\w+ sig\b",
        ),
        (Slot.FACT, r"\b(?:vad|hur|vilken|vilket|var)\b"),
    )
)
_DATE_LIST = re.compile(r"\bvilka (?:datum|dagar|tider|sammanträdes\w+|mötes\w+)\b")
_WHEN_DECIDED = re.compile(
    r"\b(?:när|vilk(?:en|et) (?:dag|datum))\b[^?]*\b(?:beslutade\w*|beslöt\w*|antogs?|fastställdes?|godkändes?|avgjordes"
    r"|avslogs?|bifölls?|behandlade\w*|sammanträdde|tog\b[^?]*\bupp)\b"
)
_OPENING_VERB = re.compile(
    r"(?:bifölls?|avslogs?|antogs?|godkändes?|beviljades?|såldes?|köptes?|bordlades?|återremitterades?|fick|får"
    r"|är|var|har|hade|blev|blir|finns|fanns|kan|ska|skall|måste|gäller|gällde|ingår|höjdes|sänktes|beslutade"
    r"|beslutades|sa|sade|yrkade|reserverade|röstade|[a-zåäö]{3,}(?:ades|ldes|ndes|rdes|ttes|ktes|ftes))\b"
)
_HOPED: tuple[tuple[Outcome, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(pattern))
    for outcome, pattern in (
        (Outcome.AVSLAG, r"\bavslog\w*|\bavslagi\w*|\bavslå\w*|\bavstyrk\w*|\bnej till\b"),
        (Outcome.BORDLAGD, r"\bbordl\w+"),
        (Outcome.ATERREMISS, r"\båterremi\w+"),
        (Outcome.BESVARAD, r"\bbesvara\w*"),
        (
            Outcome.BIFALL,
            r"\bbifa?[lö]l\w*|\bgodkän\w*|\bbevilja\w*|\btillstyrk\w*|\bja till\b|\bgick\b.*\bigenom\b|\bantog\w*|\bantagi\w*|\banta\w*",
        ),
    )
)
_DEEDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (deed, re.compile(pattern))
    for deed, pattern in (
        ("yrka", r"\b\w*yrk(?:a|ar|ade|at|ande\w*)\b"),
        ("rösta", r"\bröst(?:a|ade|ar|at)\b"),
        ("reservera", r"\breserv(?:era\w*|ation\w*)\b"),
        ("anteckna", r"\bprotokollsanteckning\w*\b|\bsärskilt yttrande\b"),
        ("justera", r"\bjuster(?:a|ar|ade|at|are\w*|ing\w*|ades)\b"),
        ("jäv", r"\bjäv\w*\b"),
        ("välja", r"\bval(?:d|da|des|ts)?\b|\bvälj\w+\b|\butse\w*\b|\butsåg\w*\b|\bnominera\w*\b"),
        ("underteckna", r"\bunderteckna\w*\b|\bskrev under\b|\bsigner\w+\b"),
        ("motionera", r"\bmotion\w*\b"),
        ("initiera", r"\binitiativ\w*\b|\bmedborgarförslag\w*\b|\binterpell\w+\b"),
        ("leda", r"\bordförande\w*\b|\bledde\b"),
        ("närvara", r"\bnärvar\w+\b|\bdeltog\b|\bdeltagit\b"),
        ("föreslå", r"\bföresl\w+\b|\bförslagsställ\w+\b"),
    )
)
_DECIDES = re.compile(
    r"beslut|beslöt|bestäm|besluta|anta|antog|fastställ|godkän|avslå|avslog|bifa|biföl|bordl|åter|startade?|gav\b"
)
_MONTHS = frozenset(
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)
_COUNTED = re.compile(r"\bhur många (?:olika |nya |st )?(\w+)")
_WHOLE = re.compile(r"\b(?:hela|samtliga|alla|allt|helt)\b")

# A new thing is asked for after "och" or a comma with a question word of its own.
_NEXT_ASK = re.compile(
    r"(?:,\s+(?:och\s+|samt\s+|alltså\s+)?|\s+och\s+|\s+samt\s+)(?=(?:vem|vilka|vilken|vilket|när|hur|varför|vad|blev|från när|av vem|bifölls|avslogs|antogs)\b)"
)

# To write anything but an account of what the documents say.
_ORDERS = re.compile(
    r"\b(?:skriv|skriva|formulera|författa|dikta|hitta på|komponera|rita|generera|designa)\b"
    r"(?! (?:ut|under|in|av)\b)(?:(?! (?:sammanfattning|sammanställning|översikt|lista|tabell|redogörelse)).)*$"
)
_OPINIONS = re.compile(
    r"\bvad (?:tycker|anser|tror|känner) du\b|\b(?:tycker|anser|tror) du\b|\bdin (?:åsikt|uppfattning)\b|\bhåller du med\b"
    r"|\bvilket parti (?:är bäst|ska jag|bör jag)\b|\b(?:ska|bör) jag rösta\b|\bär (?:det )?(?:en )?(?:bra|dålig\w*|korkad\w*|idiot\w*) (?:politiker|parti)\b"
    r"|\bvem är (?:den )?(?:bäst\w*|sämst\w*|dumm\w*)\b|\bvem (?:kommer att vinna|vinner) valet\b"
)
_PERSONAL_LAW = re.compile(
    r"\b(?:kan|får|bör|ska|måste|har) jag\b[^?.]*\b(?:överklaga\w*|stämma|anmäla|rätt till|skadestånd|ersättning|sjukpenning"
    r"|bygga|straff\w*|polisanmäl\w*|vräk\w*|bidrag|försörjningsstöd|sparka\w*|uppsäg\w*|olagligt|lagligt)\b"
    r"|\b(?:min|mitt|mina) (?:granne\w*|chef\w*|hyresvärd\w*|vårdnad\w*|skilsmässa\w*|arv\w*|advokat\w*|uppsägning\w*|barn\w*|man|fru|lön)\b"
    r"|\bjuridisk\w* råd\w*|\bdömas för\b|\bhjälp\w* mig\b.*\b(?:överklaga|anmäla|stämma|ansöka)\w*"
)
_CODE = re.compile(
    r"\b(?:python\w*|javascript|java|sql|html|excel-?formel|regex|kodsnutt\w*)\b|\b(?:skriv|skriva|felsök\w*) (?:\w+ )?kod\b"
)
_CHAT = re.compile(
    r"^(?:hej|hejsan|tjena|tja|god (?:morgon|kväll|dag)|tack|hallå)\b[\s!.,]*$|\bhur mår du\b|\bvem är du\b|\bberätta (?:ett|en) (?:skämt|saga|vits)\b"
    r"|\bvad blir det för väder\b|\bvädret\b.*\b(?:i dag|idag|imorgon|i morgon)\b|\brecept på\b|\boversätt\b|\böversätt\b|\bvad är meningen med livet\b"
)

_NAME = re.compile(
    r"[A-ZÅÄÖ][a-zåäöéüA-ZÅÄÖ]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?(?:\s+(?:von|af|de|[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?)){1,3}"
)
_TOKEN = re.compile(r"[^\W_]+(?:[-:][^\W_]+)*")
_PARTY = re.compile(r"[A-ZÅÄÖ]{1,4}:?s?")

# Words that ask, report or introduce, and say nothing of the matter.
_ASKING = frozenset(
    line for line in Path(__file__).with_name("asking.txt").read_text(encoding="utf-8").splitlines() if line
)
_LONG_WORD = 9
_SHORT_WORD = 4


@lru_cache(maxsize=256)
def asked(text: str) -> Asked:
    """What ``text``, a question that stands on its own, asks for."""
    persons = tuple(_persons(text))
    everything = _terms(text)
    asks = tuple(_ask(clause, everything) for clause in _clauses(text))
    compares = any(ask.slot is Slot.COMPARISON for ask in asks)
    return Asked(asks[:1] if compares else _distinct(asks), everything, persons, _outside(text), compares)


def _outside(text: str) -> bool:
    folded = fold(text).strip()
    return any(found.search(folded) for found in (_ORDERS, _OPINIONS, _PERSONAL_LAW, _CODE, _CHAT))


def _clauses(text: str) -> tuple[str, ...]:
    """The parts of a question that each ask for something."""
    pieces = [piece for piece in _NEXT_ASK.split(text) if piece.strip(" ,?.")]
    return tuple(pieces) or (text,)


def _distinct(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Without an ask that only repeats the slot and deed of an earlier one."""
    kept: list[Ask] = []
    for ask in asks:
        if all((ask.slot, ask.deed) != (other.slot, other.deed) or ask.slot in _REPEATED for other in kept):
            kept.append(ask)
    return tuple(kept)


_REPEATED = frozenset({Slot.AMOUNT, Slot.DATE, Slot.FACT})


def _ask(clause: str, everything: tuple[Term, ...]) -> Ask:
    folded = fold(clause).strip()
    slot = _slot(folded)
    own = frozenset(term.word for term in _terms(clause))
    counted = _COUNTED.search(folded)
    return Ask(
        slot=slot,
        clause=clause.strip(),
        spoken=_spoken(clause),
        terms=tuple(term for term in everything if term.word in own),
        head=next((term for term in everything if counted and term.word == counted[1]), None),
        deed=_deed(folded),
        hoped=next((outcome for outcome, pattern in _HOPED if pattern.search(folded)), None),
        whole=_WHOLE.search(folded) is not None,
    )


def _deed(folded: str) -> str | None:
    """The deed that is told of first: what follows it is what it was done to."""
    found = ((match.start(), deed) for deed, pattern in _DEEDS if (match := pattern.search(folded)))
    return min(found, default=(0, None))[1]


def _slot(folded: str) -> Slot:
    if _DATE_LIST.search(folded):
        return Slot.LIST
    telling = next((slot for slot, pattern in _TELLING if pattern.search(folded)), None)
    if telling:
        return telling
    if _OPENING_VERB.match(folded):
        return Slot.YES_NO
    slot = _interrogative(folded)
    return Slot.MEETING_DATE if slot is Slot.DATE and _WHEN_DECIDED.search(folded) else slot


def _interrogative(folded: str) -> Slot:
    found = ((pattern.search(folded), slot) for slot, pattern in _INTERROGATIVE)
    first = min(((match.start(), at, slot) for at, (match, slot) in enumerate(found) if match), default=None)
    return first[2] if first else Slot.FACT


def _persons(text: str) -> list[str]:
    taken = [span for span, _ in _named(text)]
    return [
        found.group()
        for found in _NAME.finditer(text)
        if not any(a < found.end() and found.start() < b for a, b in taken) and not _asks(found.group())
    ]


def _asks(name: str) -> bool:
    return fold(name.split()[0]) in _ASKING


@lru_cache(maxsize=256)
def _named(text: str) -> tuple[tuple[Span, str], ...]:
    """The spans that a filter or an exact field takes care of, and what sort they are."""
    found: list[tuple[Span, str]] = []
    found += [(body.span, "body") for body in find_bodies(text)]
    found += [(municipality.span, "municipality") for municipality in find_municipalities(text)]
    found += [(number.span, "diarienummer") for number in find_diarienummer(text)]
    found += [(label.span, "label") for label in find_labels(text)]
    found += [(date.span, "date") for date in find_dates(text)]
    found += [(period.span, "period") for period in find_periods(text)]
    return tuple(found)


def _terms(text: str) -> tuple[Term, ...]:
    taken = [span for span, _ in _named(text)]
    found: dict[str, Term] = {}
    for token in _TOKEN.finditer(text):
        if any(a < token.end() and token.start() < b for a, b in taken):
            continue
        for word in fold(token.group()).replace(":", "-").split("-"):
            if _says_something(word):
                found.setdefault(word, Term(word, _weight(word, token, text), _proper(token, text)))
    return tuple(found.values())


def _spoken(clause: str) -> tuple[Term, ...]:
    """The verbs that are no subject but that the answer's own sentence may repeat: "beslutar", "antogs"."""
    found = dict.fromkeys(fold(token.group()) for token in _TOKEN.finditer(clause))
    return tuple(Term(word, 1.0) for word in found if _DECIDES.match(word) or word in _MONTHS)


def _says_something(word: str) -> bool:
    """Whether a word says what the matter is, rather than asks, introduces or tells an outcome."""
    told = any(pattern.match(word) for _, pattern in _HOPED)
    return not told and word not in _ASKING and word not in STOPWORDS and (len(word) > 1 or word.isdigit())


def _proper(token: re.Match[str], text: str) -> bool:
    """Whether a token is a name or a number, and no sentence's first word."""
    if token.group()[0].isdigit():
        return True
    first = not text[: token.start()].strip(" \"'»«(") or text[: token.start()].rstrip()[-1:] in ".:?!"
    return token.group()[0].isupper() and not first and _PARTY.fullmatch(token.group()) is None


def _weight(word: str, token: re.Match[str], text: str) -> float:
    if _proper(token, text):
        return 2.0
    if len(word) >= _LONG_WORD:
        return 1.5
    return 0.6 if len(word) <= _SHORT_WORD else 1.0
