"""A draft taken apart: what to look for precedents by, and which matter is its own."""

import re
from collections.abc import Iterator

from corpus.chunking import shortened
from corpus.diarienummer import find_diarienummer
from corpus.swedish import sentences
from retrieval.matters.headings import subject_of

# A text no longer than this is one question; a draft gives its title, its proposal and its summary.
_ONE_QUESTION = 300
_TITLE, _PART = 200, 600
# A letterhead's lines: what sort of document, when, by whom, to whom.
_LETTERHEAD = re.compile(
    r"(?i)\W*(?:tjänste(?:skrivelse|utlåtande)|datum|diarienummer|dnr|ärendenummer|handläggare|till|sida|telefon"
    r"|e-post|\d)\b.*"
)
_PROPOSAL = re.compile(r"(?i)(?:förslag till beslut|beslutsförslag|förslag)\W*")
_SUMMARY = re.compile(r"(?i)(?:sammanfattning(?: av ärendet)?|ärendet|ärendebeskrivning|bakgrund)\W*")
_LONGEST_HEADING = 60
# A shorter sentence is anybody's: "Den av NN väckta motionen avslås."
_OWN_WORDS, _ENOUGH = 80, 8


def queries_of(text: str) -> tuple[str, ...]:
    """What to search by: a short text as it stands; of a draft its title, its proposal and its summary."""
    flat = " ".join(text.split())
    if len(flat) <= _ONE_QUESTION:
        return (flat,) if flat else ()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title = next((line for line in lines if _is_title(line)), "")
    proposal, summary = (" ".join(_under(lines, heading)) for heading in (_PROPOSAL, _SUMMARY))
    found = dict.fromkeys(
        shortened(part, _PART) for part in (title, f"{title} {proposal}".strip(), summary) if part
    )
    return tuple(found) if summary or proposal else tuple({**found, shortened(flat, _PART): None})


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE and not _LETTERHEAD.fullmatch(line) and len(subject_of(line).stems) > 1


def _under(lines: list[str], heading: re.Pattern[str]) -> Iterator[str]:
    """The lines under a heading, up to the next."""
    inside = False
    for line in lines:
        if heading.fullmatch(line):
            inside = True
        elif inside and _is_heading(line):
            return
        elif inside:
            yield line


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in ".,;:?!" and line[0].isupper()


def own_number(text: str) -> str | None:
    """The diarienummer that a text names first: a draft bears its own before it speaks of others."""
    return next((found.text for found in find_diarienummer(text)), None)


def own_sentences(text: str) -> tuple[str, ...]:
    """The first sentences of a draft that are long enough to be its own, white space made single."""
    told = (" ".join(text[a:b].split()) for a, b in sentences(text) if b - a >= _OWN_WORDS)
    return tuple(dict.fromkeys(told))[:_ENOUGH]
