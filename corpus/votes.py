"""Votes as the minutes tell them: what yes and no meant, the figures, the names, and whether these agree."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from corpus.model import Section, Span, Status
from corpus.persons import listed_persons
from corpus.rollcall import ABSTAINS, NO, YES, Roll, agrees, roll
from corpus.tallies import Figure, figures


class Doubt(StrEnum):
    """Why a vote is not confirmed, as a user reads it."""

    NO_NAMES = "vilka som röstade på vilken sida står inte i handlingen"
    NO_ANNEX = "namnen står i en bilaga som inte finns i handlingen"
    ONE_SIDE = "bara ena sidans namn är tryckta"
    DISAGREES = "de tryckta namnen är inte lika många som rösterna"
    OTHER_FIGURES = "bilagan med namnen har andra siffror"


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote: ``text[span]`` tells it.

    ``yes_means`` and ``no_means`` are the proposition as printed; figures and names as printed, None and
    empty where the minutes are silent. ``annex`` names the annexe that the minutes refer to for the names
    ("bilaga 2"). ``doubt`` is None only where the names of both sides add up to the figures.
    """

    span: Span
    yes_means: str | None
    no_means: str | None
    yes: int
    no: int
    abstain: int | None
    yes_names: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    abstain_names: tuple[str, ...] = ()
    annex: str | None = None
    doubt: Doubt | None = Doubt.NO_NAMES

    @property
    def confirmed(self) -> bool:
        """Whether the names of both sides add up to the printed figures."""
        return self.doubt is None

    @property
    def result(self) -> str | None:
        """The side with more votes, "ja" or "nej", whatever the chair had found; None where they are even."""
        return None if self.yes == self.no else (YES if self.yes > self.no else NO)

    @property
    def won(self) -> str | None:
        """What the side with more votes meant, where it is told."""
        return {YES: self.yes_means, NO: self.no_means, None: None}[self.result]


_MEANING = re.compile(
    r"\b(?P<side>ja|nej)(?:[- ]?röst(?:er)?)?(?: ?[:=]| (?:för|till|innebär|betyder|är|avser)\b)"
    r"(?: att| bifall till| för)? (?P<means>[^\n]{3,300}?)"
    r"(?=[\"”]|[.;,]?(?: och| samt)?\s+(?:den som röstar )?nej\b|[.;](?:\s|$)|\n|$)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:den|de|ledamot) som (?:vill|önskar|biträder|stödjer)?\s?(?P<means>[^\n.;]{3,200}?)[ ,]+"
    r"(?:röstar|ska rösta|säger)[ :]+(?P<side>ja|nej)\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?:röst|voter)[^.\n]{0,80}\b(?:framgår av|redovisas i|enligt|se|i)\b[^.\n]{0,30}"
    r"\b(?P<annex>bilaga \d{1,3})",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^(?:omröstning|votering)\b(?!s?(?:resultat|lista|utfall|en utf))|godkänd voteringsproposition"
    r"|följande (?:omröstnings|propositions|besluts|voterings)ordning|\bja-röst (?:för|till)\b"
    r"|\bden som [^\n.]{3,120} röstar ja\b",
    re.IGNORECASE | re.MULTILINE,
)


def votes(section: Section, annexes: Iterable[Section] = ()) -> tuple[Vote, ...]:
    """The votes that ``section`` tells, in order; spans are in its text.

    Names that it leaves to an annexe are taken from the one of ``annexes`` (sections of the same document)
    that it refers to, where the figures are the same.
    """
    found = [vote for span in _stretches(section) for vote in _shifted(section.text, span)]
    by_name = {_annex_name(annex.heading): annex for annex in annexes}
    return tuple(_completed(vote, by_name) for vote in _distinct(found))


def votes_in(text: str) -> tuple[Vote, ...]:
    """The votes that ``text`` tells, in order; a text without figures tells none."""
    groups: list[list[Figure]] = []
    for figure in figures(text):
        if not groups or any(figure.side == known.side for known in groups[-1]):
            groups.append([])
        groups[-1].append(figure)
    told = [group for group in groups if {YES, NO} <= {figure.side for figure in group}]
    starts = _beginnings(text, told)
    return tuple(_vote(text, span, group) for span, group in zip(pairwise(starts), told, strict=True))


def _stretches(section: Section) -> Iterator[Span]:
    """Where votes are told: parts that vote, neighbours taken together, and the decisions."""
    start: int | None = None
    for part, after in pairwise([*section.parts, None]):
        assert part is not None
        if part.status is Status.OMROSTNING:
            start = part.span[0] if start is None else start
            if after is None or after.status is not Status.OMROSTNING:
                yield start, part.span[1]
                start = None
        elif part.status is Status.BESLUT:
            yield part.span


def _shifted(text: str, span: Span) -> Iterator[Vote]:
    for vote in votes_in(text[slice(*span)]):
        yield replace(vote, span=(vote.span[0] + span[0], vote.span[1] + span[0]))


def _distinct(found: Sequence[Vote]) -> Iterator[Vote]:
    """The votes without those that only repeat another's figures: in the decision, or in a list behind."""
    for at, vote in enumerate(found):
        silent = vote.yes_means is None and not vote.yes_names
        others = [other for place, other in enumerate(found) if place != at and _same_figures(vote, other)]
        if not (silent and any(other.yes_means or other.yes_names for other in others)):
            yield vote


def _same_figures(one: Vote, other: Vote) -> bool:
    return (one.yes, one.no) == (other.yes, other.no)


def _annex_name(heading: str) -> str:
    return " ".join(heading.casefold().split()[:2])


def _completed(vote: Vote, annexes: Mapping[str, Section]) -> Vote:
    """``vote`` with the names of its annexe."""
    if vote.annex is None or vote.doubt is not Doubt.NO_NAMES:
        return vote
    annex = annexes.get(vote.annex)
    if annex is None:
        return replace(vote, doubt=Doubt.NO_ANNEX)
    printed = votes_in(annex.text)
    same = next((other for other in printed if _same_figures(vote, other)), None)
    if same is None:
        return replace(vote, doubt=Doubt.OTHER_FIGURES) if printed else vote
    abstain = vote.abstain if vote.abstain is not None else same.abstain
    return replace(
        vote,
        abstain=abstain,
        yes_names=same.yes_names,
        no_names=same.no_names,
        abstain_names=same.abstain_names,
        doubt=same.doubt,
    )


def _beginnings(text: str, told: Sequence[Sequence[Figure]]) -> list[int]:
    """Where each vote begins, and the end: a further vote at its proposition, else behind the figures."""
    starts = [0]
    for before, after in pairwise(told):
        begins = _BEGINS.search(text, before[-1].span[1], after[0].span[0])
        starts.append(begins.start() if begins else before[-1].span[1])
    return [*starts, len(text)] if told else []


def _vote(text: str, span: Span, group: Sequence[Figure]) -> Vote:
    counts = {figure.side: figure.count for figure in group}
    own = {figure.side: figure.names for figure in group if figure.names}
    names = own or roll(text[slice(*span)], counts)
    meanings = _meanings(text[span[0] : group[0].span[1]])
    meanings |= {figure.side: figure.means for figure in group if figure.means}
    annex = _ANNEX.search(text, *span)
    return Vote(
        span=(span[0], group[-1].span[1]),
        yes_means=meanings.get(YES),
        no_means=meanings.get(NO),
        yes=counts[YES],
        no=counts[NO],
        abstain=counts.get(ABSTAINS),
        yes_names=names.get(YES, ()),
        no_names=names.get(NO, ()),
        abstain_names=names.get(ABSTAINS, ()),
        annex=annex["annex"].casefold() if annex else None,
        doubt=_doubt(names, counts),
    )


def _doubt(names: Roll, counts: Mapping[str, int]) -> Doubt | None:
    if agrees(names, counts):
        return None
    if not any(names.values()):
        return Doubt.NO_NAMES
    told = {side: found for side, found in names.items() if found}
    fits = all(len(found) == counts.get(side, len(found)) for side, found in told.items())
    return Doubt.ONE_SIDE if fits else Doubt.DISAGREES


def _meanings(text: str) -> dict[str, str]:
    """What each side stands for; a list of persons behind "Ja-röster:" is no meaning."""
    found = sorted((*_MEANING.finditer(text), *_WISH.finditer(text)), key=re.Match.start)
    told = [match for match in found if not listed_persons(match["means"])]
    return {match["side"].casefold(): match["means"].strip(" ,.") for match in told}
