"""How a vote fell: its figures, what yes and no stood for, and whether the names bear the figures out."""

import re

from corpus.model import Status
from corpus.swedish import letters
from corpus.tallies import counts
from corpus.votes import Vote, votes
from retrieval.draft.claims import Claim
from retrieval.draft.wording import source, trimmed
from retrieval.evidence import Passage, Reading

_SIDE = re.compile(r"(?i)\b(?:ja|nej)\b|\bavst\w+|\bröster\b")
_MEANING_LIMIT = 160


def vote_claims(reading: Reading) -> tuple[Claim, ...]:
    """A sentence for each vote of a section: figures, what the sides stood for, which won, if it is sure."""
    found = votes(reading.section)
    return tuple(Claim(f"Omröstningen gav {_told(vote)}", _proof(reading, vote)) for vote in found)


def full_vote_claims(reading: Reading) -> tuple[Claim, ...]:
    """As ``vote_claims``, with where the first vote stands."""
    found = votes(reading.section)
    leads = (f"Enligt {source(reading)} gav omröstningen", *("Nästa omröstning gav" for _ in found))
    return tuple(
        Claim(f"{lead} {_told(vote)}", _proof(reading, vote))
        for lead, vote in zip(leads, found, strict=False)
    )


def _proof(reading: Reading, vote: Vote) -> tuple[Passage, ...]:
    """The sentences that tell the vote's figures, and what its sides stood for."""
    start, end = vote.span
    voting = reading.of(Status.OMROSTNING, Status.BESLUT)
    inside = (passage for passage in voting if passage.span[0] < end and start < passage.span[1])
    return tuple(passage for passage in inside if _tells(passage.text, vote))


def _tells(text: str, vote: Vote) -> bool:
    counted = _SIDE.search(text) and counts(text).intersection((vote.yes, vote.no, vote.abstain))
    meanings = (letters(means) for means in (vote.yes_means, vote.no_means) if means)
    return bool(counted) or any(means in letters(text) for means in meanings)


def _told(vote: Vote) -> str:
    abstained = f", {vote.abstain} avstod" if vote.abstain else ""
    doubt = f"; rösterna är inte bekräftade, för {vote.doubt.value}" if vote.doubt else ""
    return f"{vote.yes} ja mot {vote.no} nej{abstained}{_meaning(vote)}{_winner(vote)}{doubt}"


def _meaning(vote: Vote) -> str:
    if not (vote.yes_means and vote.no_means):
        return ""
    yes, no = (trimmed(side, _MEANING_LIMIT) for side in (vote.yes_means, vote.no_means))
    return f" (ja: {yes}; nej: {no})"


def _winner(vote: Vote) -> str:
    if vote.result is None:
        return ", och rösterna vägde lika"
    return f", och {vote.result}-sidan vann" if vote.yes_means and vote.no_means else ""
