"""What a question is about, and how much of that a text covers.

A term is covered by an inflection of itself, by a compound that holds it, and by the pieces of its own
compound ("digitaliseringsplanen" by "plan för digitalisering").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corpus.swedish import stem, words

_SYNONYMS = Path(__file__).with_name("synonyms.txt")
# Shorter pieces than these stand inside too many other words to say anything.
_SHORTEST_PART = 5
_LONG_ENOUGH = 6
_SHORTEST_LEFT = 4
_SHORTEST_RIGHT = 3
# "redovisat" is "redovisa", but "stat" and "klimat" are words of their own.
_LONGEST_ENDING = 7
_DEFINITE_VOWEL = ("in", "yn", "bron", "sjön")
_GENITIVE = ("is", "ys")
_PAST = re.compile(r"(?<=ll|äm|äv|ör)de$")  # "fastställde" and "fastställs"
_PARTICIPLE = re.compile(r"(?<=yll|räm|täm|kil)[dt]$")  # "fyllt" and "fyllda", "särskilt" and "särskild"
_COUNTED_ALIKE = ("ning", "ande", "ende", "ing", "els")
# What a compound's end adds where it only says what sort of thing it is: "borgensärendet", "simhallsfrågan".
_SORTS = frozenset({"ärend", "fråg", "bolag", "projek", "förslag", "beslut", "bygg", "satsning", "möt"})
# Verbs that change their vowel, by the stem that their noun and their compounds have.
_ABLAUT = {
    changed: root
    for root, forms in {
        "krav": ("kräv",),
        "sälj": ("såld", "sålt", "sålde", "försälj"),
        "ge": ("gav", "gett", "givit"),
        "ta": ("tog", "tagit", "tagn"),
        "komm": ("kom", "komn", "kommit"),
        "lägg": ("lad", "lagt"),
        "förslag": ("föreslog", "föreslå", "föreslagit", "föreslagn", "föreslag", "föreslår", "föreslås"),
        "avslag": ("avslog", "avslå"),
        "bifall": ("bifoll", "biföll"),
        "anta": ("antog",),
        "beslut": ("beslöt", "besluta"),
        "välj": ("valt", "vald", "val"),
        "skriv": ("skrev",),
        "driv": ("drev",),
        "stig": ("steg",),
        "sjunk": ("sjönk",),
        "höj": ("höjd",),
        "sänk": ("sänkt",),
        "bygg": ("byggd",),
        "köp": ("köpt",),
        "start": ("startat",),
        "kost": ("kostat", "kostnad"),
        "hyr": ("hyrt",),
        "sök": ("sökt",),
        "äg": ("äger", "ägs", "ägas", "ägde", "ägt", "ägar"),
        "invig": ("inv",),
        "bryt": ("bröt", "brutit", "bruten"),
        "bjud": ("bjöd", "bjudit"),
        "skjut": ("sköt", "skjutit"),
        "håll": ("höll", "hållit"),
        "låt": ("lät", "låtit"),
        "finn": ("fann", "funnit"),
        "vinn": ("vann", "vunnit"),
        "ansvar": ("ansv",),
        "åld": ("åldr",),
        "föräld": ("föräldr",),
        "rektor": ("rekt",),
        "klar": ("klart",),
        "kung": ("kungl",),
    }.items()
    for changed in forms
}
_PREFIX = re.compile(r"(?:av|an|be|er|för|in|om|över|upp|ut|åter)(?=\w{3})")
# Snowball leaves the -en of "områdena", where "områden" has none.
_PLURAL = re.compile(r"(?<=\w{4})en(?=a$)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the question is about; ``proper`` for names, numbers and property designations."""

    word: str
    weight: float
    proper: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """The words of a text, ready to be compared with; compared itself by identity."""

    words: frozenset[str]
    stems: frozenset[str]
    joined: str


def evened(term: Term, most: float = 0.5) -> Term:
    """The term; a name or a number weighs at most so much, for it is demanded already."""
    return replace(term, weight=min(term.weight, most)) if term.proper else term


@lru_cache(maxsize=8_192)
def bag(text: str) -> Bag:
    """The words and stems of ``text``."""
    found = words(text)
    return Bag(frozenset(found), frozenset(map(_root, found)), f" {' '.join(found)} ")


@lru_cache(maxsize=65_536)
def _root(word: str) -> str:
    """The stem without the endings that make a noun of a verb: "höjning" and "höjs" are alike.

    Snowball leaves the definite -et ("projektet") that it takes off in no form, that of "strategin", and the
    genitive of "energi".
    """
    found = stem(_PAST.sub("", _PLURAL.sub("", word)))
    if found.endswith(_GENITIVE) and len(found) > _SHORTEST_PART:
        found = found[:-1]
    if found.endswith(_DEFINITE_VOWEL) and len(found) > _SHORTEST_PART:
        found = found[:-1]
    while found.endswith("et") and len(found) > _SHORTEST_PART:
        found = stem(found[:-2])
    if irregular := _ABLAUT.get(found) or _ABLAUT.get(word):
        return irregular
    if (prefix := _PREFIX.match(found)) and (irregular := _ABLAUT.get(found[prefix.end() :])):
        return prefix[0] + irregular
    found = _PARTICIPLE.sub("", found)
    if found.endswith("at") and len(found) > _LONGEST_ENDING:
        found = found.removesuffix("at")
    for ending in _COUNTED_ALIKE:
        if found.endswith(ending) and len(found) - len(ending) >= _SHORTEST_RIGHT:
            return found.removesuffix(ending)
    return found


@lru_cache(maxsize=65_536)
def _splits(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to part a compound in two, as roots; the binding s goes with neither."""
    return tuple(
        (_root(word[:at].removesuffix("s")), _root(word[at:]))
        for at in range(_SHORTEST_LEFT, len(word) - _SHORTEST_RIGHT + 1)
    )


@lru_cache(maxsize=65_536)
def _wholes(word: str) -> frozenset[str]:
    """The root, the stem and compounds that mean the same, where they can be known inside another word.

    After a space, what begins a compound that means the same: "besparingspotential" for "spara".
    """
    alike = (
        word[:at] + other
        for at in range(_SHORTEST_LEFT, len(word) - _SHORTEST_RIGHT + 1)
        for other in _alike(_root(word[at:]))
    )
    begun = (f" {root}" for root in _alike(_root(word)) if len(root) >= _LONG_ENOUGH)
    wholes = (whole for whole in (_root(word), stem(word), *alike) if len(whole) >= _SHORTEST_PART)
    return frozenset((*wholes, *begun))


@lru_cache(maxsize=65_536)
def _ends(word: str) -> frozenset[str]:
    """The pieces of a compound of which a text that says both must say one."""
    return frozenset(
        piece for left, right in _splits(word) for piece in ((left, right) if right in _SORTS else (right,))
    )


def names(text: Bag, word: str) -> bool:
    """Whether ``text`` says ``word`` (folded) itself or one that means the same, not only in a compound.

    Of a compound it may say the pieces: "avtalet med Alfabolaget" for "Alfaavtalet".
    """
    long = len(_root(word)) >= _SHORTEST_PART and not word.isdigit()
    return _says_itself(text, word) or (long and _says_pieces(text, word, _SHORTEST_PART))


def _says_itself(text: Bag, word: str) -> bool:
    root = _root(word)
    if word in text.words or root in text.stems or not text.stems.isdisjoint(_alike(root)):
        return True
    if word.isdigit() or len(root) < _SHORTEST_PART or root not in text.joined:
        return False
    return re.search(rf" {re.escape(root)}\w{{0,3}} ", text.joined) is not None


def _says_pieces(text: Bag, word: str, shortest: int = 0) -> bool:
    """Whether a text says both pieces of a compound whose first is at least so long."""
    if text.stems.isdisjoint(_ends(word)):
        return False
    return any(len(left) >= shortest and _says_both(text, left, right) for left, right in _splits(word))


@lru_cache(maxsize=131_072)
def covers(text: Bag, word: str) -> bool:
    """Whether ``text`` says ``word`` (folded), in whatever form or compound."""
    if _says_itself(text, word):
        return True
    if word.isdigit():
        return False
    root = _root(word)
    if any(map(text.joined.__contains__, _wholes(word))):
        return True
    if len(root) == _SHORTEST_LEFT and f"{root} " in text.joined:
        return True
    if len(root) == _SHORTEST_RIGHT and re.search(rf" {re.escape(root)}(?:es?|s)\w{{4}}", text.joined):
        return True  # "lånevolym", "havsmiljö"
    return _says_pieces(text, word)


def _alike(root: str) -> frozenset[str]:
    """The roots of the words that mean the same as one of ``root`` does."""
    return _synonyms().get(root, frozenset())


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in _SYNONYMS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    alike: dict[str, frozenset[str]] = {}
    for roots in (frozenset(map(_root, line)) for line in lines):
        alike |= {root: alike.get(root, frozenset()) | roots for root in roots}
    return alike


def _says_both(text: Bag, left: str, right: str) -> bool:
    """Whether a text says both pieces of a compound, the first alone or as another compound's end."""
    if left in text.stems:
        return right in text.stems or (right in _SORTS and len(left) >= _SHORTEST_LEFT)
    return right in text.stems and re.search(rf"\w{{{_SHORTEST_LEFT}}}{left} ", text.joined) is not None


def covered(terms: Iterable[Term], *texts: Bag) -> frozenset[Term]:
    """The terms that at least one of ``texts`` covers."""
    return frozenset(term for term in terms if any(covers(text, term.word) for text in texts))


def uncovered(terms: Iterable[Term], text: Bag) -> tuple[Term, ...]:
    """The terms that ``text`` does not cover, in order."""
    return tuple(term for term in terms if not covers(text, term.word))


def weight(terms: Iterable[Term]) -> float:
    """The sum of the terms' weights."""
    return sum(term.weight for term in terms)


def share(terms: tuple[Term, ...], *texts: Bag) -> float:
    """How much of the terms' weight ``texts`` cover together, 0–1; 1 where there are no terms."""
    total = weight(terms)
    return weight(covered(terms, *texts)) / total if total else 1.0
