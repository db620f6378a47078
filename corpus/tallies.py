"""The figures of a vote as minutes spell them: "Med 43 ja-röster mot 29", "Avstår: 2", a table's sum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.persons import listed_persons, persons
from corpus.rollcall import ABSTAINS, NO, YES

_WORDS = (
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton"
    " nitton tjugo"
)
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split())} | {"ett": 1}
_COUNTED = re.compile(rf"\d+|\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
COUNT = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"

_ABSTAINING = r"(?:avstår|avstod|avstående|lägger ned|lade ned|blanka?)"
# "43 Ja mot 29 Nej", "fem ja-röster", "8 ledamöter avstår", "3 ledamöter röstar JA"
_FIGURE_FIRST = re.compile(
    rf"\b(?P<count>{COUNT})(?: ?(?:st|stycken|ledamöter|ledamot|röster|personer|röstar|röstade)){{0,2}}[ -]"
    rf"(?P<side>ja|nej|{_ABSTAINING})\b(?:[- ]?röst(?:er)?)?",
    re.IGNORECASE,
)
# "röstar Ja (8)", "Ja: 7", "Avstår: 2"
_FIGURE_LAST = re.compile(
    rf"\b(?P<side>ja|nej|{_ABSTAINING})(?:[- ]?röst(?:er)?| från att rösta)?"
    r"(?: ?[:=] ?| ?\()(?P<count>\d{1,3})\b\)?(?! ?kap| ?§)",
    re.IGNORECASE,
)
# "Med 23 ja-röster mot 18", "Ja 23, Nej 18", "83 röster för A och 14 röster för B"
_PAIRS = (
    re.compile(
        rf"\b(?P<ja>{COUNT}) ja(?:[- ]?röst(?:er)?)?,? (?:mot|och) (?P<nej>{COUNT})\b"
        r"(?! ?(?:st )?[\w-]*nej)(?=[ .,;\n]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bja(?:[- ]?röst(?:er)?)? (?P<ja>\d{1,3})(?: st)?[ ,;/–-]{1,3}(?:och |mot )?"
        r"nej(?:[- ]?röst(?:er)?)? (?P<nej>\d{1,3})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<ja>{COUNT}) röster för (?P<yes_means>[^\n.;]{{3,120}}?),? (?:och|mot) (?P<nej>{COUNT})"
        r"(?: röster)? för (?P<no_means>[^\n.;,]{3,120})",
        re.IGNORECASE,
    ),
)
# A table's last line under its heading: "Ledamot Parti Ja Nej Avstår … Summa 23 18 2"
_TOTALS = re.compile(
    r"\bja[ \t|]+nej\b(?:[ \t|]+avst\w*)?.{0,6000}?"
    r"^(?:summa|totalt|antal(?: röster)?|resultat|transport)[ \t|:]+"
    r"(?P<ja>\d{1,3})[ \t|]+(?P<nej>\d{1,3})(?:[ \t|]+(?P<avstår>\d{1,3}))?",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_VOTED = re.compile(r"röstar?(?:de)?\s*$")
_QUOTED = re.compile(r"[\"”]")


@dataclass(frozen=True, slots=True)
class Figure:
    """``count`` votes of a side, with the names and the meaning that the same words give."""

    span: Span
    side: str
    count: int
    names: tuple[str, ...] = ()
    means: str | None = None


def counts(text: str) -> frozenset[int]:
    """The whole numbers that stand in ``text``, in figures or in words up to twenty."""
    found = (number.lower() for number in _COUNTED.findall(text))
    return frozenset(int(number) if number.isdigit() else NUMBER_WORDS[number] for number in found)


def figures(text: str) -> list[Figure]:
    """Every figure of a side, in order; a later reading of the same words gives way to an earlier."""
    found: list[Figure] = []
    for figure in sorted((*_paired(text), *_single(text)), key=lambda figure: figure.span[0]):
        if not found or figure.span[0] >= found[-1].span[1]:
            found.append(figure)
    return found


def _paired(text: str) -> Iterator[Figure]:
    for match in (match for pattern in (*_PAIRS, _TOTALS) for match in pattern.finditer(text)):
        told = match.groupdict()
        for side, means in ((YES, "yes_means"), (NO, "no_means"), (ABSTAINS, "")):
            if told.get(side):
                yield Figure(match.span(side), side, _number(match[side]), (), told.get(means))


def _single(text: str) -> Iterator[Figure]:
    matches = sorted((*_FIGURE_FIRST.finditer(text), *_FIGURE_LAST.finditer(text)), key=re.Match.start)
    matches = [
        match
        for index, match in enumerate(matches)
        if index == 0 or match.start() >= matches[index - 1].end()
    ]
    edges = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    for index, match in enumerate(matches):
        side = _side(match["side"])
        names = _names(text, side, (edges[index], match.start()), (match.end(), starts[index + 1]))
        yield Figure(match.span(), side, _number(match["count"]), names)


def _names(text: str, side: str, before: Span, after: Span) -> tuple[str, ...]:
    """The names of one figure: in brackets or after a colon behind it, or as the subject before "röstar"."""
    behind = text[after[0] : after[1]]
    if re.match(r"\s*[(:]\s*[A-ZÅÄÖ]", behind):
        return persons(behind)
    ahead = text[before[0] : before[1]]
    if _VOTED.search(ahead) or side == ABSTAINS:
        subject = _VOTED.sub("", _QUOTED.split(ahead)[-1])
        return max(persons(subject), listed_persons(subject.strip().rpartition("\n")[2]), key=len)
    return ()


def _side(word: str) -> str:
    folded = word.casefold()
    return folded if folded in (YES, NO) else ABSTAINS


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER_WORDS[word.casefold()]
