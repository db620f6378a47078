"""A protocol's own answer key: which §§ its table of contents and its first page say there are."""

import re
from collections.abc import Iterable, Sequence

from corpus.model import Coverage, Section
from corpus.references import label_number

_RANGE = re.compile(
    r"(?:Paragraf(?:er|erna)?(?:nummer)?|Justerade paragrafer|§§)(?: nr)?[ :.]*(?:§{1,2} ?)?"
    r"(?P<first>\d{1,4}) ?[–—-] ?(?:§{1,2} ?)?(?P<last>\d{1,4})(?![\d/])"
)
_ONE = re.compile(r"^(?:Underskrifter )?Paragraf(?:er)?[ :]+(?:§ ?)?(?P<first>\d{1,4})$")
_MOST = 400  # a longer run of §§ in one meeting is a misprint or another matter


def printed_range(texts: Iterable[str]) -> range | None:
    """The §§ that a first page says the protocol holds ("Paragrafer §§ 1–45")."""
    for text in texts:
        found = _RANGE.search(text) or _ONE.match(text)
        if found:
            first, last = int(found["first"]), int(found.groupdict().get("last") or found["first"])
            if first <= last < first + _MOST:
                return range(first, last + 1)
    return None


def coverage_of(document: str, key: Iterable[int], sections: Sequence[Section]) -> Coverage | None:
    """What the answer key expects against the §§ found; None where the protocol has no key."""
    expected = sorted(set(key))
    if not expected:
        return None
    found = {label_number(section.label) for section in sections if section.label}
    missing = tuple(f"§ {number}" for number in expected if number not in found)
    return Coverage(
        document=document, expected=len(expected), found=len(expected) - len(missing), missing=missing
    )
