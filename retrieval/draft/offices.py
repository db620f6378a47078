"""Names that stand on a line of their own beside the office that their bearers have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from retrieval.evidence import Passage

_OFFICE = re.compile(
    r"(?:vice |tf\.? |förste |andre )?(?:ordförande|sekreterare|justerare|justerande|handläggare|utredare"
    r"|kontaktperson|föredragande|vid protokollet|\w+(?:direktör|chef|sekreterare))\W*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?(?: (?:von|af|de|[A-ZÅÄÖ][\w-]+)){1,3}"
    r"(?: \([A-ZÅÄÖ]{1,4}\))?\W*"
)


# What stands over the names of those who are to approve the minutes.
_CHECKERS = re.compile(r"(?:utses|att|väljs|valdes) (?:att |till )?juster\w+\W*|justerare\W*", re.IGNORECASE)


def with_offices(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages as they stand, and each name that has a line of its own together with its office's.

    Where a row of such lines begins with an office ("Ordförande", "Anna Berg"), names follow theirs.
    """
    yield from passages
    yield from _checkers(passages)
    lines = [
        (one, _OFFICE.fullmatch(one.text) or _CHECKERS.fullmatch(one.text), _NAME.fullmatch(one.text))
        for one in passages
    ]
    office_first = bool(lines) and lines[0][1] is not None
    for (before, was_office, was_name), (passage, is_office, is_name) in pairwise(lines):
        office_first = office_first if was_office or was_name else bool(is_office)
        paired = (was_office and is_name) if office_first else (was_name and is_office)
        if paired:
            yield replace(passage, span=(before.span[0], passage.span[1]))


def _checkers(passages: Sequence[Passage]) -> Iterator[Passage]:
    """What says that some are to approve the minutes, with all of the names that stand under it."""
    for at, passage in enumerate(passages):
        if _CHECKERS.fullmatch(passage.text):
            names = list(takewhile(lambda one: _NAME.fullmatch(one.text), passages[at + 1 :]))
            yield from [replace(passage, span=(passage.span[0], names[-1].span[1]))] if names else []
