"""Words that say the same though they share no stem: forms of one verb, and plain synonyms."""

from functools import lru_cache
from pathlib import Path

from retrieval.subject import Bag, covers

_FILE = Path(__file__).with_name("alike.txt")


def says(text: Bag, word: str) -> bool:
    """Whether ``text`` says ``word`` (folded), in any form or in a word that says the same."""
    return covers(text, word) or not text.words.isdisjoint(_sets().get(word, ()))


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in _FILE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {word: frozenset(line) for line in lines for word in line}
