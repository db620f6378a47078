"""The numbers of §§ and items: what a line that opens one looks like, and which candidates make a sequence.

A number alone proves nothing: bodies quote other meetings' §§, laws have §§, lists are numbered. That one
number follows another does: the chain of candidates with the fewest leaps is the protocol's own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from corpus.diarienummer import find_diarienummer

# Short forms that may stand before the sign: Ks, KSAU, BUN, Au …; a word of a sentence may not.
_ORGAN = (
    r"(?!(?:Se|Jfr|Av|I|Och|Den|Ej|Jml|Enl|Kap|Lag|Med|På|Om|Mot)\b)"
    r"[A-ZÅÄÖ]{1,6}[a-zåäö]{0,2}(?:/[A-ZÅÄÖa-zåäö]{1,4})?"
)
_SIGNED = re.compile(
    rf"(?:(?P<organ>{_ORGAN})\.? ?)?(?:(?:[Ff]orts(?:\.|ättning)?(?: på| av)?) ?)?"
    r"(?:§|(?P<word>[Pp]aragraf(?:nummer|nr)?|PARAGRAF(?:NUMMER)?)) ?(?P<number>\d{1,4})"
    r"(?P<year>/(?:19|20)?\d\d(?!\d))?(?![\d:%])(?P<rest>.*)",
    re.DOTALL,
)
# "53 § Val av justerare": the number before its sign, as in laws; a title or nothing must follow.
_SIGN_BEHIND = re.compile(
    r"(?P<word>(?!))?(?P<number>\d{1,4}) ?§(?=$| [A-ZÅÄÖ\"”])(?! Kommunallagen| Förvaltningslagen)"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_MISREAD = re.compile(
    r"(?:[8$&S5s£€§]|\$\$|fi|Š)[ .]?(?P<number>\d{1,4})(?![\d,:/%-])(?P<rest>(?:[ .].*)?)", re.DOTALL
)
_FORTS = re.compile(
    r"^\W{0,3}\(?\s*(?:forts|fortsättning)(?:\.|\b)\s*\)?|\(?\b[Ff]orts\.?\)?\s*$", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"\s*(?:[,.;:)\]–-]\s*(?:$|[a-zåäö\d§])|[,;)\]]"
    r"|(?!forts)(?:och|samt|eller|i|av|att|om|punkt(?:en|erna)?|p\.|st\.?"
    r"|stycket|till|vid|den|ovan|nedan|där|som|kap|ska|har|är"
    r"|för|med|från|på|enligt|angående|avseende|första|andra|tredje|fjärde)\b"
    r"|(?:kommunallagen|förvaltningslagen|regeringsformen|\w+(?:lagen|balken|förordningen)|[a-zåäö]\w*ordningen)\b)"
)
_DNR_WORD = re.compile(
    r"\s*(?:D\.?\s?nr|Diarie(?:nr|nummer|beteckning)|Ärende ?(?:nr|nummer|beteckning))\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s*[\w:/.-]*\d[\w:/.-]*\s*$")

_COMMA_CODE = re.compile(r", ?(?:Dnr:? )?[\w:.-]{0,14}\d[-/:]\d[\w:/.-]{0,14}")  # "§ 59, N609-4635/31"
_AFTER_NUMBER = re.compile(
    rf"(?:{_ORGAN} (?=\d{{1,4}} (?:Dnr|Diarie|Ärende))|[A-ZÅÄÖ]{{2,4}} (?=\d{{1,3}} [A-ZÅÄÖ][a-zåäö]))?"
    r"(?P<number>\d{1,4}) (?P<rest>(?:Dnr|Diarie|Ärende)?[A-ZÅÄÖ\"”].*)",
    re.DOTALL,
)

_SURE_CODE = re.compile(r"(?!\d{4}-\d\d-\d\d$)(?:[A-ZÅÄÖ]\w{0,7}[ /-]?)?\d{1,6}[-/:]\d{1,6}(?:[:.]\d+)?")

LOOK_BACK = 40
_NUMBER_REACH = 50  # characters
_LEAP_COST = 0.35
_RESTART_COST = 6.0
_FAR = 25


class Weight(IntEnum):
    """How much a line looks like one that opens a §."""

    WEAK = 1
    FAIR = 2
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may open a § or an item: ``place`` is the row's index, ``rest`` what follows the number.

    ``in_words`` tells that the line says "Paragraf" and has no sign.
    """

    place: int
    number: int
    rest: str
    weight: Weight
    in_words: bool = False


def label_candidate(text: str, place: int = 0) -> Candidate | None:
    """The § that a line seems to open, None where the sign is missing or belongs to a sentence."""
    found = _SIGNED.match(text) or _behind_number(text) or _SIGN_BEHIND.match(text)
    if not found or (_REFERENCE.match(found["rest"]) and not _COMMA_CODE.fullmatch(found["rest"])):
        return None
    rest = found["rest"].strip(" \t.:–,-")
    words = _FORTS.sub("", rest).strip()
    return Candidate(place, int(found["number"]), words, _weight(rest), found["word"] is not None)


def _behind_number(text: str) -> re.Match[str] | None:
    """The § of a line that begins with the diarienummer: "Dnr KS 2031/45 § 12"."""
    sign = text.find("§", 4, _NUMBER_REACH)
    if sign < 0:
        return None
    numbers = find_diarienummer(text[:sign])
    label = _DNR_WORD.match(text)
    begins = numbers and numbers[0].span[0] <= (label.end() + 2 if label else 0)
    return _SIGNED.match(text, sign) if begins and not text[numbers[-1].span[1] : sign].strip() else None


def is_label_line(text: str) -> bool:
    """Whether a line looks like one that opens a §."""
    return label_candidate(text) is not None


def misread_candidate(text: str, place: int = 0) -> Candidate | None:
    """A line whose first sign may be a § that OCR read as 8, $, & or S, its number behind it or glued."""
    found = _MISREAD.match(text)
    if not found or _REFERENCE.match(found["rest"]):
        return None
    rest = found["rest"].strip(" .:–-")
    is_coded = (_DNR_WORD.match(rest) or _SURE_CODE.fullmatch(rest)) is not None
    return Candidate(place, int(found["number"]), rest, Weight.STRONG if is_coded else Weight.WEAK)


def bare_candidate(text: str, place: int = 0) -> Candidate | None:
    """A § that lost its sign: "27 Dnr 00327-2019 …", "58 Remiss …", "SBN/2018:345 171 Svar"."""
    after_number = _AFTER_NUMBER.match(text)
    if after_number:
        return Candidate(place, int(after_number["number"]), after_number["rest"], Weight.FAIR)
    numbers = find_diarienummer(text[:60])
    if numbers and numbers[0].span[0] == 0:
        found = _AFTER_NUMBER.match(text, numbers[0].span[1] + 1)
        return Candidate(place, int(found["number"]), found["rest"], Weight.STRONG) if found else None
    return None


def _weight(rest: str) -> Weight:
    if not rest or _DNR_WORD.match(rest) or _CODE.fullmatch(rest) or _FORTS.match(rest):
        return Weight.STRONG
    if rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"”“'(*":
        return Weight.FAIR if rest[-1] in ".;," else Weight.STRONG
    return Weight.WEAK


def chain(candidates: Sequence[Candidate], listed: Iterable[int] = ()) -> tuple[Candidate, ...]:
    """The candidates that make the best sequence of numbers, in reading order.

    Every step scores its candidate's weight and loses by the leap before it; a step back to an earlier
    number costs most (the same number again is a continued §). Between numbers that a table of contents has
    ``listed`` next to each other there is no leap. Linear in the candidates.
    """
    if not candidates:
        return ()
    order = {number: place for place, number in enumerate(sorted(set(listed)))}
    best: list[float] = []
    before: list[int | None] = []
    for at, candidate in enumerate(candidates):
        score, previous = _best_step(candidates, best, at, order)
        best.append(score + float(candidate.weight))
        before.append(previous)
    at_end = max(range(len(best)), key=lambda at: best[at])
    return tuple(_traced_back(candidates, before, at_end))


def _best_step(
    candidates: Sequence[Candidate], best: Sequence[float], at: int, order: Mapping[int, int]
) -> tuple[float, int | None]:
    score, previous = 0.0, None
    for earlier in range(max(0, at - LOOK_BACK), at):
        one, other = candidates[earlier].number, candidates[at].number
        both = one in order and other in order
        value = best[earlier] - step_cost(*((order[one], order[other]) if both else (one, other)))
        if value > score:
            score, previous = value, earlier
    return score, previous


def step_cost(one: int, other: int) -> float:
    """What it costs a sequence to go from one number to the next; below 0 it speaks for both."""
    step = other - one
    if step == 1:
        return -2.0
    if step == 0:
        return 0.5
    if step < 0:
        return _RESTART_COST
    return min(_LEAP_COST * step, _LEAP_COST * _FAR)


def _traced_back(candidates: Sequence[Candidate], before: Sequence[int | None], end: int) -> list[Candidate]:
    chosen = []
    at: int | None = end
    while at is not None:
        chosen.append(candidates[at])
        at = before[at]
    return chosen[::-1]


def mended_gaps(chosen: Sequence[Candidate], texts: Sequence[str]) -> tuple[Candidate, ...]:
    """The chain with the numbers put in that are missing from it and stand there misread, in order.

    Inside a gap the sequence itself is proof enough; before the first § and behind the last one a
    diarienummer must follow.
    """
    mended = _before_first(chosen, texts)
    ends = [*(candidate.place for candidate in chosen[1:]), len(texts)]
    limits = [*(candidate.number for candidate in chosen[1:]), None]
    for candidate, end, limit in zip(chosen, ends, limits, strict=False):
        mended.append(candidate)
        for place in range(candidate.place + 1, end):
            found = _missing(texts[place], place, mended[-1].number + 1)
            if found and (found.weight is Weight.STRONG if limit is None else found.number < limit):
                mended.append(found)
    return tuple(mended)


def misread_chain(texts: Sequence[str]) -> tuple[Candidate, ...]:
    """The §§ of a text whose every sign was misread: lines with a diarienummer, numbered without a break."""
    found = [candidate for place, text in enumerate(texts) if (candidate := misread_candidate(text, place))]
    chosen = chain([candidate for candidate in found if candidate.weight is Weight.STRONG])
    is_unbroken = all(after.number == before.number + 1 for before, after in pairwise(chosen))
    return mended_gaps(chosen, texts) if len(chosen) > 1 and is_unbroken else ()


def _before_first(chosen: Sequence[Candidate], texts: Sequence[str]) -> list[Candidate]:
    first = chosen[0] if chosen else None
    before: list[Candidate] = []
    for place in range(first.place - 1 if first else -1, -1, -1):
        wanted = (before[-1] if before else chosen[0]).number - 1
        found = _missing(texts[place], place, wanted)
        if found and found.weight is Weight.STRONG:
            before.append(found)
    return before[::-1]


def _missing(text: str, place: int, number: int) -> Candidate | None:
    found = misread_candidate(text, place)
    return found if found and found.number == number else None
