"""What in a sentence must not be told otherwise, nor of another: numbers, dates, names, bodies and verdicts.

A passage holds a clause's anchors where they stand in it, or are what its citation tells beside the quote,
each with what it is said of: votes by side, a figure with the word after it and the words around it, all else
in the order of the passage.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TypeAlias

from corpus.bodies import find_bodies
from corpus.dates import find_dates, find_days
from corpus.diarienummer import diarienummer_key, find_diarienummer
from corpus.model import Span
from corpus.references import find_labels
from corpus.swedish import STOPWORDS, fold, stem
from corpus.tallies import NUMBER_WORDS, figures
from retrieval.subject import bag
from retrieval.writing.alike import says


class Sort(Enum):
    """What an anchor is."""

    NUMBER = auto()
    LABEL = auto()
    DATE = auto()
    FIGURE = auto()
    NAME = auto()
    BODY = auto()
    SIDE = auto()


@dataclass(frozen=True, slots=True)
class Anchor:
    """``text[span]`` by its sort and its value in one spelling.

    Of a figure, ``of`` is the stem of the word after it, what there are so many of, and ``before`` the word
    before it.
    """

    sort: Sort
    value: str
    span: Span
    of: str = ""
    before: str = ""

    def same(self, other: "Anchor") -> bool:
        """Whether both tell the same thing; a day without its year is that of any."""
        if self.sort is not other.sort:
            return False
        return self.value == other.value or (
            self.sort is Sort.DATE and other.value.endswith(f"-{self.value}")
        )


_NUMBER_WORDS = (
    r"två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|tjugo|trettio|fyrtio|femtio|sextio"
    r"|sjuttio|åttio|nittio|hundra|tusen|miljon(?:er)?|miljard(?:er)?|procent|tkr|mkr|mnkr|msek"
)
_SIDES = {
    "avslag": r"avsl[aåo]\w*|avstyrk\w*",
    "bifall": r"bif[aö]ll\w*|tillstyrk\w*",
    "återremiss": r"återremi\w*",
    "bordläggning": r"bordl[aä]\w*",
    "besvarad": r"besvara\w*",
    "godkänd": r"godkän\w*",
    "antagen": r"anta(?:s|r|gs|gi\w*|gen|gna|git)?|antog\w*|fastställ\w*",
    "upphävd": r"upphäv\w*",
    "entledigad": r"entlediga\w*",
    "vald": r"väljs?|valts?|valdes?|utse\w*|utsåg\w*",
    "ja": "ja",
    "nej": "nej",
}
_VOTES = frozenset({"ja", "nej"})
_SPAN_OF_YEARS = r"(?:19|20)\d\d ?[-–] ?(?:(?:19|20)\d\d|\d\d)(?!\d)"
_ANCHOR = re.compile(
    rf"(?P<figure>{_SPAN_OF_YEARS}|\d{{1,3}}(?:[  .]\d{{3}})+(?!\d)|\d+(?:,\d+)?|\b(?i:{_NUMBER_WORDS})\b)"
    r"|\((?P<party>[A-ZÅÄÖ]{1,4})\)"
    r"|(?P<name>(?<!\w)[A-ZÅÄÖ][^\W\d_]*)"
    + "".join(f"|(?P<side{at}>\\b(?:{pattern})\\b)" for at, pattern in enumerate(_SIDES.values()))
)
_SIDE_NAMES = tuple(_SIDES)
_GROUPED = re.compile(r"[  .](?=\d{3})")
_WORD_AFTER = re.compile(r"\s?([^\W\d_]+|%)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s$")
_YEAR, _YEARS = re.compile(r"(?:19|20)\d\d"), "år"
_ALL_OF = {"kr": "kronor", "%": "procent"}
# Where what is said of one figure ends and what is said of the next begins.
_BREAK = re.compile(r"[,;:.]\s|\s(?:och|men|samt|medan|respektive|eller)\s")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FROM = "från"
# What a verdict is on: "bifall till motionen".
_OBJECT = re.compile(
    r"\b(?P<verdict>bif\w+|avsl\w+|tillstyrk\w*|avstyrk\w*|återremi\w+|bordl\w+)\s+(?:till|på|av)\s+"
    r"(?P<object>[^,;.:]{3,120})"
)
_Tallies: TypeAlias = frozenset[tuple[str, int]]


def anchors(text: str) -> list[Anchor]:
    """The anchors of ``text`` in its order."""
    found = [Anchor(Sort.BODY, fold(body.name), body.span) for body in find_bodies(text)]
    found += [Anchor(Sort.NUMBER, diarienummer_key(one.text), one.span) for one in find_diarienummer(text)]
    found += [Anchor(Sort.LABEL, one.label, one.span) for one in find_labels(text)]
    found += [Anchor(Sort.DATE, one.value.isoformat(), one.span, "datum") for one in find_dates(text)]
    found += [Anchor(Sort.DATE, f"{d.month:02}-{d.day:02}", d.span, "datum") for d in find_days(text)]
    taken = [anchor.span for anchor in found]
    found += [
        _anchor(match)
        for match in _ANCHOR.finditer(text)
        if not any(a < match.end() and match.start() < b for a, b in taken)
    ]
    return sorted(found, key=lambda anchor: anchor.span)


def _anchor(match: re.Match[str]) -> Anchor:
    if match["figure"]:
        return _figure(match)
    if match["party"]:
        of_whom = _WORD_BEFORE.search(match.string[: match.start()])
        return Anchor(Sort.NAME, fold(f"{of_whom[1] if of_whom else ''} {match[0]}"), match.span())
    if name := match["name"]:
        folded = fold(name)
        side = next((of for of, pattern in _SIDES.items() if re.fullmatch(pattern, folded)), None)
        return Anchor(Sort.SIDE if side else Sort.NAME, side or folded.removesuffix("s"), match.span())
    return Anchor(Sort.SIDE, _SIDE_NAMES[int(str(match.lastgroup).removeprefix("side"))], match.span())


def _figure(match: re.Match[str]) -> Anchor:
    plain = _GROUPED.sub("", fold(match[0]).replace("–", "-")).lstrip("0") or "0"
    value = str(NUMBER_WORDS.get(plain, plain))
    after = _WORD_AFTER.match(match.string, match.end())
    before = _WORD_BEFORE.search(match.string[: match.start()])
    of = _YEARS if _YEAR.fullmatch(value) else fold(after[1]) if after else ""
    last = fold(before[1]) if before else ""
    return Anchor(Sort.FIGURE, value, match.span(), stem(_ALL_OF.get(of, of)), last)


def holds(text: str, known: str, clause: str) -> bool:
    """Whether ``text``, or what its citation tells beside it, holds the anchors of ``clause`` as told."""
    printed, beside = anchors(text), [a for a in anchors(known) if a.sort is not Sort.SIDE]
    own = [
        one for one in anchors(clause) if not (any(map(one.same, beside)) and not _has_rival(one, printed))
    ]
    inside = [anchor for anchor in own if any(map(anchor.same, printed))]
    if not all(_is_word(anchor, text, known) for anchor in own if anchor not in inside):
        return False
    counted = _tallies(clause)
    if not counted <= _tallies(text):
        return False
    free = [anchor for anchor in inside if _is_free(anchor, inside, printed, counted)]
    if any(anchor.sort is Sort.FIGURE and anchor not in free for anchor in inside):
        free = [anchor for anchor in free if anchor.sort is not Sort.DATE]  # a row of a table
    ordered = [anchor for anchor in inside if anchor not in free]
    rest = [anchor for anchor in printed if not any(one.same(anchor) for one in free)]
    return (
        _in_order(ordered, rest)
        and not any(_of_another(anchor, clause, text) for anchor in inside)
        and _of_object(clause, text)
    )


def _has_rival(anchor: Anchor, printed: Iterable[Anchor]) -> bool:
    """Whether the passage prints a figure of the same length: a heading's year is not the passage's."""
    alike = (one for one in printed if anchor.sort is one.sort is Sort.FIGURE)
    return any(len(one.value) == len(anchor.value) for one in alike)


def _of_object(clause: str, text: str) -> bool:
    """Whether what a clause tells a verdict on is what the passage tells it on, where the passage does."""
    printed = [fold(found["object"]) for found in _OBJECT.finditer(fold(text))]
    wanted = [_WORD.search(found["object"]) for found in _OBJECT.finditer(fold(clause))]
    return not printed or all(any(says(bag(one), found[0]) for one in printed) for found in wanted if found)


def _is_word(anchor: Anchor, text: str, known: str) -> bool:
    """Whether a capital only begins a word that the passage has, or one that claims nothing."""
    said = anchor.value in STOPWORDS or says(bag(f"{text} {known}"), anchor.value)
    return anchor.sort is Sort.NAME and not anchor.value.endswith(")") and said


def _tallies(text: str) -> _Tallies:
    return frozenset((figure.side, figure.count) for figure in figures(text))


def _is_free(anchor: Anchor, inside: Sequence[Anchor], printed: Sequence[Anchor], counted: _Tallies) -> bool:
    """Whether more than its place binds an anchor: it is a tally's, its word follows it, it is alone."""
    if anchor.value in {str(count) for _, count in counted}:
        return True
    if anchor.of and anchor.of != _YEARS:
        return any(anchor.same(one) and anchor.of == one.of for one in printed)
    if anchor.sort is Sort.SIDE:
        if anchor.value in _VOTES:
            return bool(counted)
        verdicts = {one.value for one in (*inside, *printed) if one.sort is Sort.SIDE} - _VOTES
        return len(verdicts) == 1
    return False


def _in_order(told: Sequence[Anchor], printed: Sequence[Anchor]) -> bool:
    return not told or any(
        _aligned(told[1:], printed[at + 1 :]) for at, anchor in enumerate(printed) if told[0].same(anchor)
    )


def _aligned(told: Sequence[Anchor], printed: Sequence[Anchor]) -> bool:
    """Whether ``told`` follows in ``printed`` without passing a verdict, or another figure or body, by."""
    rest = iter(printed)
    for wanted in told:
        for found in rest:
            if wanted.same(found):
                break
            if found.sort is Sort.SIDE or (found.sort is wanted.sort and wanted.sort is not Sort.NAME):
                return False
        else:
            return False
    return True


def _of_another(anchor: Anchor, clause: str, text: str) -> bool:
    """Whether the clause says of a figure or a date what the passage says of another of its sort."""
    rivals = [one for one in anchors(text) if anchor.of and one.of == anchor.of]
    meant = [one for one in rivals if anchor.same(one)]
    if not meant or len(meant) == len(rivals):
        return False
    if any(one.before == _FROM for one in meant) and anchor.before != _FROM:
        return True
    mine, others = map(bag, _around(text, rivals, meant))
    said = (fold(word) for word in _WORD.findall(clause))
    return any(word not in STOPWORDS and says(others, word) and not says(mine, word) for word in said)


def _around(text: str, rivals: Sequence[Anchor], meant: Sequence[Anchor]) -> tuple[str, str]:
    """What ``text`` says of the figures that are meant, and of the others.

    What stands after a figure up to the next break is said of it, and from there on of the next. What begins
    the sentence is said of all, unless each figure ends what is said of it: there only up to a colon.
    """
    breaks = [_BREAK.search(text, one.span[1], other.span[0]) for one, other in pairwise(rivals)]
    ends = [found.start() if found else one.span[1] for one, found in zip(rivals, breaks, strict=False)]
    begins = rivals[0].span[0]
    if breaks[0] and not _WORD.search(text, _after(text, rivals[0]), ends[0]):
        begins = text.rfind(":", 0, begins) + 1
    pieces = [text[a:b] for a, b in zip((begins, *ends), (*ends, len(text)), strict=True)]
    mine = " ".join(piece for piece, one in zip(pieces, rivals, strict=True) if one in meant)
    others = " ".join(piece for piece, one in zip(pieces, rivals, strict=True) if one not in meant)
    return f"{text[:begins]} {mine}", others


def _after(text: str, figure: Anchor) -> int:
    """Where a figure ends, with the word that tells what there are so many of."""
    after = _WORD_AFTER.match(text, figure.span[1]) if figure.sort is Sort.FIGURE else None
    return after.end() if after else figure.span[1]
