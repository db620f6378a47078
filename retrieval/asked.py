"""What a question asks for: which slot an answer must fill, about what, and whether it is ours to answer."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from corpus.bodies import find_bodies, find_municipalities
from corpus.dates import MONTHS, find_dates, find_periods
from corpus.diarienummer import find_diarienummer
from corpus.model import Outcome, Span
from corpus.references import find_labels
from corpus.swedish import STOPWORDS, fold
from corpus.tallies import COUNT
from retrieval.scope import outside
from retrieval.slots import Slot, asks_nothing, opens, slot_of
from retrieval.subject import Term


@dataclass(frozen=True, slots=True)
class Ask:
    """One of the things a question asks for.

    ``terms`` is what it is about, ``spoken`` other words that the answer's sentence may repeat. ``head`` is
    what is counted ("hur många anställda"); ``deed`` what somebody did ("yrka", "reservera"); ``hoped`` the
    outcome that a yes would mean; ``whole`` tells that all of a thing is meant.
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
    can answer it.
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


_LONG = frozenset({Slot.LIST, Slot.MEETINGS, Slot.COMPARISON, Slot.TIMELINE, Slot.PRECEDENT, Slot.WHOLE})

_HOPED: tuple[tuple[Outcome, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(pattern))
    for outcome, pattern in (
        (
            Outcome.AVSLAG,
            r"\bavslog\w*|\bavslag\b|\bavslagi\w*|\bavslå\w*|\bavstyrk\w*|\bnej till\b|\bf(?:ick|ått) nej\b"
            r"|\brösta\w* ne[dr]\b|\bavfärda\w*|\bnekad\w*",
        ),
        (
            Outcome.BORDLAGD,
            r"\bbordl\w+|\b(?:skjut\w*|skjöts?|sköts?) (?:\w+ ){0,2}(?:upp|fram)\b|\buppsk[jö]\w+",
        ),
        (Outcome.ATERREMISS, r"\båterremi\w+|\bskicka\w* tillbaka\b"),
        (Outcome.BESVARAD, r"\bbesvara\w*"),
        (
            Outcome.BIFALL,
            r"\bbifa?[lö]l\w*|\bgodkän\w*|\bbevilja\w*|\btillstyrk\w*|\bja till\b"
            r"|\bf(?:ick|ått|år) ja\b|\bklartecken\b|\bgrönt ljus\b|\brösta\w* igenom\b|\bklubba\w*"
            r"|\bgick\b.{0,240}\bigenom\b"
            r"|\bantog\w*|\bantagi\w*|\banta\w*",
        ),
    )
)
_DEEDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (deed, re.compile(pattern))
    for deed, pattern in (
        ("yrka", r"\b\w*yrk(?:a|ar|ade|at|ande\w*)\b"),
        ("rösta", r"\bröst(?:a|ade|ar|at)\b"),
        ("reservera", r"\breserv(?:era\w*|ation\w*)\b"),
        ("anteckna", r"\bprotokollsanteckning\w*\b|\bsärskilt yttrande\b|\blämnade \w*yttranden?\b"),
        ("justera", r"\bjuster(?:a|ar|ade|at|are\w*|ing\w*|ades)\b"),
        ("jäv", r"\bjäv\w*\b"),
        (
            "välja",
            r"\b(?:blev|blir) (?:\w+ ){0,2}ordförande\b|\bnominera\w*\b"
            r"|\b(?:val(?:d|da|de|des|ts)?|välj\w+|utse\w*|utsåg\w*)\b(?! (?:till |att |som )+juster)",
        ),
        ("underteckna", r"\b(?:underteckna\w*|skrev under|signer\w+)\b(?! som ordf)"),
        ("motionera", r"\bmotion\w*\b"),
        ("initiera", r"\binitiativ\w*\b|\bmedborgarförslag\w*\b|\binterpell\w+\b"),
        ("leda", r"\bordförande\w*\b|\bordf\b|\bledde\b"),
        ("saknas", r"\b(?:saknades|frånvarande|uteblev|förhinder|var borta)\b"),
        (
            "avstå",
            r"\b(?:delta|deltar|deltog|deltagit) (?:inte|ej)\b|\b(?:inte|ej) delt(?:ar|og|agit)\b"
            r"|\bavst(?:å|år|od|ått)\b|\blät bli\b",
        ),
        ("närvara", r"\bnärvar\w+\b|\bdeltog\b|\bdeltagit\b|\bvar(?:it)? med (?:på|vid|i)\b"),
        ("informera", r"\b(?:informera|berätta|föredr[ao]g?|redogjor|medverka|presentera)\w*\b"),
        ("svara", r"\b(?:svara|påpeka|invänd|framhöll|påtala|tyck|ansåg|anser)\w*\b"),
        ("föreslå", r"\bföresl\w+\b|\bförslagsställ\w+\b"),
    )
)
# What people are at a meeting, whatever its matters.
OFFICES = frozenset({"leda", "justera", "närvara", "saknas"})
_DECIDES = re.compile(
    r"beslut|beslöt|bestäm|besluta|anta|antog|fastställ|godkän|avslå|avslog|bifa|biföl|bordl|åter|startade?|gav\b|svar"
)
_MONTH = re.compile("|".join(MONTHS))
_COUNTED = re.compile(
    r"\bhur många (?!procent|kronor|miljoner|miljarder|[tkm]kr)"
    rf"(?:av (?:\w+ ){{0,2}}?{COUNT} )?"
    r"(?:(?:olika|nya|st|stora|små|extra|\w+(?:iga|iska|ella|nala|vata)) )*(\w+)"
)
_WHOLE = re.compile(r"\b(?:hela|samtliga|alla|allt|helt)\b")

# What a clause grants is not what the matter is about: "… trots att en majoritet ville avgöra det".
_SIDE_CLAUSE = re.compile(r",?\s+(?:trots att|fastän|även om|oaktat)\b[^?,(]*")
# Words that each mean something, but together only ask: what became of it, who sees to it.
_ONLY_ASKS = re.compile(
    r"\bvad händer (?:nu )?med\b(?! (?:en|ett|någ\w+)\b)|\b(?:tar?|tog|har?|hade) hand om\b", re.IGNORECASE
)

# A new thing is asked for after "och" or a comma with a question word of its own.
_NEXT_ASK = re.compile(
    r"(?:(?<=[?!.])\s+(?:och\s+)?|,\s+(?:och\s+|samt\s+|alltså\s+)?|\s+och\s+|\s+samt\s+|\s+[–-]\s+)"
    r"(?=(?:vem|vilka|vilken|vilket|när|hur|varför|vad|blev|från när|av vem|bifölls|avslogs|antogs"
    r"|var (?:hamnade|ligger|finns|hålls|hölls|ska|står))\b)",
    re.IGNORECASE,
)

_AND = re.compile(
    r",?\s+(?:i [A-ZÅÄÖ]\w+\s+)?(?:och|respektive|resp\.?|samt|kontra|jämfört med|mot)\s+(?:\w+ ){0,2}"
)
_WORD = r"[A-ZÅÄÖ][a-zåäöéü]+"
_NAME = re.compile(
    rf"[A-ZÅÄÖ][a-zåäöéüA-ZÅÄÖ]+(?:-{_WORD})?(?:\s+(?:(?:von|af|de)\b|{_WORD}(?:-{_WORD})?)){{1,3}}"
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
    everything = _terms(_ONLY_ASKS.sub("", _SIDE_CLAUSE.sub("", text)))
    asks = tuple(_ask(clause, everything) for clause in _clauses(text))
    compares = any(ask.slot is Slot.COMPARISON for ask in asks)
    if not compares and _of_several_bodies(text, asks):
        asks, compares = (replace(asks[0], slot=Slot.COMPARISON, clause=text, terms=everything),), True
    return Asked(asks[:1] if compares else _distinct(asks), everything, persons, outside(text), compares)


def _clauses(text: str) -> tuple[str, ...]:
    """The parts of a question that each ask for something."""
    pieces = [piece for piece in _NEXT_ASK.split(text) if piece.strip(" ,?.")]
    return tuple(pieces) or (text,)


def _of_several_bodies(text: str, asks: tuple[Ask, ...]) -> bool:
    """Whether what was decided is asked of two bodies: side by side, or each in a clause of its own."""
    if any(ask.slot is not Slot.DECISION for ask in asks):
        return False
    found = find_bodies(text)
    apart = len(asks) > 1 and len({body.name for body in found}) > 1
    return apart or any(
        one.name != other.name and _AND.fullmatch(text[one.span[1] : other.span[0]])
        for one, other in pairwise(found)
    )


def _distinct(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Without an ask that only repeats the slot and deed of an earlier one."""
    kept: list[Ask] = []
    for ask in asks:
        same = [other for other in kept if other.slot is ask.slot and ask.slot not in _REPEATED]
        if all(ask.deed != other.deed and ask.slot is not Slot.TIMELINE for other in same):
            kept.append(ask)
    return tuple(kept)


_REPEATED = frozenset({Slot.AMOUNT, Slot.DATE, Slot.FACT})


def _ask(clause: str, everything: tuple[Term, ...]) -> Ask:
    folded = fold(clause).strip()
    own = frozenset(term.word for term in _terms(clause))
    slot = Slot.MATTER if asks_nothing(folded) and _identifies(clause) else slot_of(folded)
    head = _head(folded) if slot is Slot.AMOUNT else None
    terms = tuple(term for term in everything if term.word in own)
    return Ask(
        slot=slot,
        clause=clause.strip(),
        spoken=_spoken(clause),
        terms=terms if head is None or head.word in own else (*terms, head),
        head=head,
        deed=_deed(folded),
        hoped=hoped_of(folded),
        whole=_WHOLE.search(folded) is not None,
    )


def hoped_of(folded: str) -> Outcome | None:
    """The outcome that a folded question names."""
    return next((outcome for outcome, pattern in _HOPED if pattern.search(folded)), None)


def _identifies(clause: str) -> bool:
    """Whether a clause names a § or a diarienummer."""
    return bool(find_labels(clause) or find_diarienummer(clause))


def _head(folded: str) -> Term | None:
    """What is counted, whatever word it is."""
    counted = _COUNTED.search(folded)
    return Term(counted[1], 1.0) if counted and counted[1] not in STOPWORDS else None


def _deed(folded: str) -> str | None:
    """The deed that is told of first: what follows it is what it was done to."""
    found = ((match.start(), deed) for deed, pattern in _DEEDS if (match := pattern.search(folded)))
    return min(found, default=(0, None))[1]


def _persons(text: str) -> list[str]:
    taken = [span for span, _ in _named(text)]
    found = (
        _without_opening(name.group())
        for name in _NAME.finditer(text)
        if not any(a < name.end() and name.start() < b for a, b in taken)
    )
    return [name for name in found if " " in name]


def _without_opening(name: str) -> str:
    """``name`` without a question's own first word: "Ska Anna Berg …", "Blir Badhuset …"."""
    first, _, rest = name.partition(" ")
    return rest if fold(first) in _ASKING or opens(fold(first)) else name


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
        for piece in token.group().replace(":", "-").split("-"):
            word = fold(piece)
            if _says_something(word):
                proper = _proper(piece, token, text)
                found.setdefault(word, Term(word, _weight(word, proper), proper))
    return tuple(found.values())


def _spoken(clause: str) -> tuple[Term, ...]:
    """The verbs that are no subject but that the answer's own sentence may repeat: "beslutar", "antogs"."""
    found = dict.fromkeys(fold(token.group()) for token in _TOKEN.finditer(clause))
    return tuple(Term(word, 1.0) for word in found if _DECIDES.match(word) or _MONTH.fullmatch(word))


def _says_something(word: str) -> bool:
    """Whether a word says what the matter is, rather than asks, introduces or tells an outcome."""
    told = any(pattern.match(word) for _, pattern in _HOPED)
    return not told and word not in _ASKING and word not in STOPWORDS and (len(word) > 1 or word.isdigit())


def _proper(piece: str, token: re.Match[str], text: str) -> bool:
    """Whether a token's piece is a name or a number, and no sentence's first word.

    Of "20-timmarsregeln" the number alone is one, of "LSS-insatser" the first piece.
    """
    if piece[0].isdigit():
        return True
    first = not text[: token.start()].strip(" \"'»«(") or text[: token.start()].rstrip()[-1:] in ".:?!"
    return piece[0].isupper() and not first and _PARTY.fullmatch(token.group()) is None


def _weight(word: str, proper: bool) -> float:
    if proper:
        return 2.0
    if len(word) >= _LONG_WORD:
        return 1.5
    return 0.6 if len(word) <= _SHORT_WORD else 1.0
