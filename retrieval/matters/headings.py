"""What a heading says of its matter, beside what all headings of its sort say; and when two say the same."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.swedish import STOPWORDS, fold, stem, words

# "Motion av Siri Tångmark (V) och Hanne Lövtorpa (MP) om": who moved says nothing of what is moved.
_MOVERS = re.compile(r"\b(?:av|från)\s[^.;:]{0,300}\([A-ZÅÄÖ]{1,4}\)(?=\s|$)")
_ORDINARY = frozenset(
    map(
        stem,
        words(
            """
            motion medborgarförslag interpellation yttrande svar remiss ärende ärendet förslag beslut
            begäran ansökan skrivelse hemställan yrkande angående gällande avseende beträffande rörande
            redovisning återrapportering lägesrapport slutrapport slutredovisning uppföljning information
            uppdrag uppdraget revidering revidera reviderad reviderat reviderade antagande fastställande
            godkännande ny nya nytt införa utreda ta fram inrätta genomföra återremiss återremitterat
            tjänsteskrivelse tjänsteutlåtande protokoll protokollsutdrag kallelse bilaga nu fråga anmälan
            kommun kommunen stad stads region
            """
        ),
    )
)
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading's telling words as stems, its names among them, and the years and numbers that it tells."""

    stems: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]


@lru_cache(maxsize=8_192)
def subject_of(heading: str) -> Subject:
    """What ``heading`` tells of its matter."""
    told = _MOVERS.sub(" ", heading)
    stems = frozenset(
        stem(word)
        for word in words(told)
        if word not in STOPWORDS and not word.isdigit() and stem(word) not in _ORDINARY
    )
    names = frozenset(stem(fold(word)) for word in _names(told)) & stems
    return Subject(stems, names, frozenset(word for word in words(told) if word.isdigit()))


def _names(heading: str) -> list[str]:
    """The words with a capital that begin no sentence."""
    return re.findall(r"(?<=[^.:–-]\s)[A-ZÅÄÖÉÜ][\wé]+", heading)


def alike(one: str, other: str) -> bool:
    """Whether two headings can be of one matter: most words shared, and no name or year that parts them."""
    a, b = subject_of(one), subject_of(other)
    fewest = min(len(a.stems), len(b.stems))
    if not fewest or len(a.stems & b.stems) < _SAME * fewest:
        return False
    years_differ = bool(a.figures - b.figures) and bool(b.figures - a.figures)
    names_differ = bool(a.names - b.stems) and bool(b.names - a.stems)
    return not (years_differ or names_differ)


def equal(one: str, other: str) -> bool:
    """Whether two headings tell the very same, and enough of it to name a matter."""
    a, b = subject_of(one), subject_of(other)
    return a.stems == b.stems and a.figures == b.figures and len(a.stems) > 1
