"""A protocol's own answer key: which §§ its table of contents and its first page say there are."""

import re
from collections.abc import Iterable, Sequence

from corpus.model import Coverage, Section
from corpus.references import label_number

_NUMBERS = r"(?:§{1,2} ?)?(?P<first>\d{1,4}) ?[–—-]{1,2} ?(?:§{1,2} ?)?(?P<last>\d{1,4})(?![\d/])"
_RANGE = re.compile(rf"(?:Paragraf(?:er|erna)?(?:nummer)?|Justerade paragrafer)(?: nr)?[ :.]*{_NUMBERS}")
_BARE_RANGE = re.compile(rf"(?=§§){_NUMBERS}$")
_ONE = re.compile(r"(?:Underskrifter )?(?:Paragrafer|Paragraf:?) (?:§ ?)?(?P<first>\d{1,4})$")
_MOST = 400  # a longer run of §§ in one meeting is a misprint or another matter


def printed_range(texts: Sequence[str]) -> range | None:
    """The §§ that a first page says the protocol holds ("Paragrafer §§ 1–45")."""
    for grammar in (_RANGE, _BARE_RANGE, _ONE):
        for text in texts:
            found = grammar.search(text) if grammar is _RANGE else grammar.match(text)
            if found and (numbers := _range(found)):
                return numbers
    return None


def _range(found: re.Match[str]) -> range | None:
    first = int(found["first"])
    last = int(found.groupdict().get("last") or first)
    return range(first, last + 1) if first <= last < first + _MOST else None


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
