"""Whose duty it is, where a governing document lists duties under names: "Tekniska nämnden / att sköta …"."""

import re
from collections.abc import Iterator

from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.quoting import shown
from retrieval.draft.sentences import looked_into
from retrieval.draft.wording import attribution
from retrieval.evidence import Passage, Reading
from retrieval.relevance import MINUTES, Case
from retrieval.subject import share, uncovered

# A name alone on its line.
_NAME = re.compile(r"[A-ZÅÄÖ][\w&-]*(?:,? [\w&-]+){0,6}")
_VERB = re.compile(r"\b(?:är|ska|skall|har|kan|får|bör|blir|ansvarar|beslutar|innehåller|avser)\b")
_LONGEST_NAME = 60  # characters
# How much of what no heading says a duty must say.
_SAYS = 0.6


def duty_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """The name that the duty asked about stands under, with the duty; nothing where a sentence says more."""
    readings = [one for one in looked_into(case) if one.document.kind not in MINUTES]
    duties = [pair for reading in readings for pair in _duties(reading)]
    if not duties:
        return ()
    owner, duty = max(duties, key=lambda pair: _says(pair[1], ask))
    whole = (one for reading in readings for one in reading.passages if one.text[:1].isupper())
    if _says(duty, ask) < max(_SAYS, max((_says(one, ask) for one in whole), default=0.0)):
        return ()
    return (Claim(f"{owner.text}. {attribution(duty)} {shown(duty, duty)}", (duty, owner)),)


def _duties(reading: Reading) -> Iterator[tuple[Passage, Passage]]:
    """Each item of a section's lists, after the name that it goes on from."""
    owner = None
    for passage in reading.passages:
        if _is_name(passage.text):
            owner = passage
        elif owner and passage.text[:1].islower():
            yield owner, passage


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _NAME.fullmatch(text) is not None and not _VERB.search(text)


def _says(passage: Passage, ask: Ask) -> float:
    own = uncovered(ask.terms, passage.reading.about)
    return share(own, passage.bag) if own else 0.0
