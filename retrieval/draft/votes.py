"""How a vote fell: its figures, and what yes and no stood for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Status
from retrieval.draft.claims import Claim
from retrieval.draft.wording import source, trimmed
from retrieval.evidence import Passage, Reading

_BOTH = re.compile(
    r"(?i)\b(\d{1,3})\s+(?:st\.?\s+)?ja(?:-?röster)?\b[^.\n]{0,40}?\b(\d{1,3})\s+(?:st\.?\s+)?nej(?:-?röster)?\b"
    r"|\bja(?:-?röster)?\s*:?\s*(\d{1,3})\b[^.\n]{0,40}?\bnej(?:-?röster)?\s*:?\s*(\d{1,3})\b"
)
_YES = re.compile(r"(?i)röstar?\s+ja\s*\(?\s*(\d{1,3})\b|\bja\s*\((\d{1,3})\)")
_NO = re.compile(r"(?i)röstar?\s+nej\s*\(?\s*(\d{1,3})\b|\bnej\s*\((\d{1,3})\)")
_ABSTAIN = re.compile(
    r"(?i)avstår(?:\s+från\s+att\s+rösta)?\s*\(?\s*(\d{1,3})\b|\b(\d{1,3})\s+(?:ledamöter\s+)?(?:avstår|avstod|avstående)"
)
_MEANING = re.compile(
    r"(?i)ja(?:-?röst)?\s+(?:för|till|innebär|betyder)\s+(?P<yes>[^\n.;\"”»]{3,160}?)(?:\s+och\s+|,\s*|;\s*|\.\s*)"
    r"(?:den som vill [^\n.]{3,80}\s)?"
    r"nej(?:-?röst)?\s+(?:för|till|innebär|betyder)\s+(?P<no>[^\n.;\"”»]{3,160})"
)
_NAMES_SIDE = re.compile(r"(?i)\b(?:ja|nej)(?:-?röst)?\b")
_SIDE = re.compile(
    r"(?i)\b(?:den|de) som (?:vill|stöder|stödjer|är för|röstar för|biträder)\s+(?P<side>[^.\n]{3,160}?),?"
    r"\s+röstar?\s+(?P<which>ja|nej)\b"
)


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote's figures as printed, what the sides stood for where told, and the passages that say so."""

    yes: str
    no: str
    abstained: str | None
    meaning: tuple[str, str] | None
    proof: tuple[Passage, ...]


def votes(reading: Reading) -> tuple[Vote, ...]:
    """The votes of a section in order; none where the figures are not printed."""
    found: list[Vote] = []
    since: list[Passage] = []
    for passage in reading.of(Status.OMROSTNING, Status.BESLUT, Status.ANTECKNING):
        since.append(passage)
        if vote := _vote(since):
            found.append(vote)
            since = []
    return tuple(_with_abstentions(found, since))


def _vote(passages: list[Passage]) -> Vote | None:
    figures = _both(passages) or _apart(passages)
    if figures is None:
        return None
    yes, no, proof = figures
    told = tuple(passage for passage in passages if _NAMES_SIDE.search(passage.text))
    meaning = _meaning(passages)
    return Vote(yes, no, None, meaning, _unique((*told, *proof)) if meaning else proof)


def _meaning(passages: list[Passage]) -> tuple[str, str] | None:
    """What yes and no stood for: "Ja för avslag och nej för bifall", or "Den som … röstar ja"."""
    text = " ".join(map(_flat, passages))
    if match := _MEANING.search(text):
        return match["yes"].strip(), match["no"].strip()
    sides = {match["which"].casefold(): match["side"].strip() for match in _SIDE.finditer(text)}
    return (sides["ja"], sides["nej"]) if len(sides) == len(("ja", "nej")) else None


def _flat(passage: Passage) -> str:
    return re.sub(r"\s+", " ", passage.text)


def _both(passages: list[Passage]) -> tuple[str, str, tuple[Passage, ...]] | None:
    for passage in passages:
        if match := _BOTH.search(_flat(passage)):
            return match[1] or match[3], match[2] or match[4], (passage,)
    return None


def _apart(passages: list[Passage]) -> tuple[str, str, tuple[Passage, ...]] | None:
    yes, no = _first(passages, _YES), _first(passages, _NO)
    return (yes[0], no[0], _unique((yes[1], no[1]))) if yes and no else None


def _first(passages: Iterable[Passage], pattern: re.Pattern[str]) -> tuple[str, Passage] | None:
    for passage in passages:
        if match := pattern.search(_flat(passage)):
            return next(filter(None, match.groups())), passage
    return None


def _with_abstentions(found: list[Vote], rest: list[Passage]) -> list[Vote]:
    abstained = _first(rest, _ABSTAIN)
    if not found or not abstained:
        return found
    last = found[-1]
    return [*found[:-1], Vote(last.yes, last.no, abstained[0], last.meaning, (*last.proof, abstained[1]))]


def _unique(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(passages))


def vote_claims(reading: Reading) -> tuple[Claim, ...]:
    """A sentence for each vote of a section: figures, what the sides stood for, which won."""
    return tuple(Claim(f"Omröstningen gav {_told(vote)}", vote.proof) for vote in votes(reading))


def full_vote_claims(reading: Reading) -> tuple[Claim, ...]:
    """As ``vote_claims``, with where the first vote stands."""
    leads = (f"Enligt {source(reading)} gav omröstningen", *("Nästa omröstning gav" for _ in votes(reading)))
    return tuple(
        Claim(f"{lead} {_told(vote)}", vote.proof) for lead, vote in zip(leads, votes(reading), strict=False)
    )


def _told(vote: Vote) -> str:
    figures = f"{vote.yes} ja mot {vote.no} nej"
    if vote.abstained:
        figures += f", {vote.abstained} avstod"
    if vote.meaning is None:
        return figures
    yes, no = (trimmed(side, 160) for side in vote.meaning)
    return f"{figures} (ja: {yes}; nej: {no}){_winner(vote)}"


def _winner(vote: Vote) -> str:
    yes, no = int(vote.yes), int(vote.no)
    if yes == no:
        return ", och rösterna vägde lika"
    return f", och {'ja' if yes > no else 'nej'}-sidan vann"
