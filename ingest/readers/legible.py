"""Whether a page's text layer says what is printed on the page.

A font that is embedded without a table of its characters gives letters that are not those on the paper:
private code points, control characters, or a plain shift (glyph number = ASCII − 29, as in ``RFK`` for *och*,
which TrueType subsets of the 1990s have).
"""

import re

_GLYPH_SHIFT = 29
_MANY_WORDS = 20
_UNREADABLE_SHARE = 0.3

_WORD = re.compile(r"[^\W\d_]{3,}")
_VOWEL = re.compile(r"[aeiouyåäöéüAEIOUYÅÄÖÉÜ]")
_BROKEN_CASE = re.compile(r"[A-ZÅÄÖ]{2}[a-zåäö|][A-ZÅÄÖ]")
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")


def _shifted(word: str) -> str:
    return "".join(chr(ord(letter) - _GLYPH_SHIFT) for letter in word)


_SHIFTED_WORDS = frozenset(
    map(_shifted, ("och", "det", "den", "som", "att", "till", "med", "inte", "efter", "eller"))
)


def is_doubtful(text: str) -> bool:
    """Tell whether OCR should have a look at a page whose text layer is ``text``."""
    words = _WORD.findall(text)
    shifted = sum(word in _SHIFTED_WORDS for word in words)
    doubts = shifted + sum(_BROKEN_CASE.search(word) is not None for word in words) if shifted else 0
    return doubts > 1 or is_unreadable(text)


def is_unreadable(text: str) -> bool:
    """Tell whether so much of ``text`` is garbled that it is worth nothing."""
    words = _WORD.findall(text)
    if len(_NO_CHARACTER.findall(text)) > _UNREADABLE_SHARE * max(len("".join(text.split())), 1):
        return True
    voiceless = sum(not _VOWEL.search(word) for word in words)
    return len(words) >= _MANY_WORDS and voiceless > _UNREADABLE_SHARE * len(words)
