"""Cleaned text that remembers where on the pages it stands."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Run

SOFT_HYPHEN = "\u00ad"

# pdfium writes U+FFFE where a word was hyphenated at a line's end.
_DIRTY = re.compile(
    r"(?P<space>[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}|[^\S ]|[\u00a0\u2000-\u200a\u202f\u205f\u3000])"
    r"|(?P<broken>[ ]*\ufffe[\s\ufffe]*)"
    r"|(?P<nothing>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd\ud800-\udfff]+)"
    r"|(?P<accent>[^\W\d_][\u0300-\u036f]+)"
)
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|resp|till|än|som|kontra)\b")
_ABBREVIATION_BEFORE = re.compile(r"(?:[A-ZÅÄÖ0-9]{2,}|(?<![^\W_])[A-Za-zÅÄÖåäö0-9])$")


@dataclass(frozen=True, slots=True)
class Traced:
    """``text``, and the ``runs`` that map it to pages; text outside every run was put in by a cleaning."""

    text: str = ""
    runs: tuple[Run, ...] = ()

    def cut(self, start: int, end: int) -> "Traced":
        """``text[start:end]`` with its runs; a composed accent is kept whole or not at all."""
        runs = (_clipped(run, start, end) for run in self.runs if run.start < end and run.end > start)
        return Traced(self.text[start:end], tuple(run for run in runs if run))

    def stripped(self) -> "Traced":
        """Without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


def joined(pieces: Iterable[Traced | str]) -> Traced:
    """The pieces after one another; a plain string is text that stands on no page."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for piece in pieces:
        text = piece if isinstance(piece, str) else piece.text
        if isinstance(piece, Traced):
            for run in piece.runs:
                _append(runs, run, length)
        texts.append(text)
        length += len(text)
    return Traced("".join(texts), tuple(runs))


def clean(page: int, raw: str, start: int, end: int) -> Traced:
    """``raw[start:end]`` of a page in NFC, with plain single spaces and with words mended inside the line.

    Soft hyphens, zero-width and control characters go; a broken word is joined again, and keeps its hyphen
    where that belongs to the word (`VA-huvudman`, `in- och utlopp`).
    """
    if not _DIRTY.search(raw, start, end):
        while start < end and raw[start] == " ":
            start += 1
        while start < end and raw[end - 1] == " ":
            end -= 1
        return _verbatim(page, raw, start, end)
    pieces: list[Traced | str] = []
    at = start
    for dirt in _DIRTY.finditer(raw, start, end):
        if dirt.start() > at:
            pieces.append(_verbatim(page, raw, at, dirt.start()))
        pieces.append(_cleaned(page, raw, dirt, at, end))
        at = dirt.end()
    if at < end:
        pieces.append(_verbatim(page, raw, at, end))
    return joined(pieces).stripped()


def mended(lines: Iterable[Traced]) -> Traced:
    """The lines of one passage as running text: a space between, or the hyphenated word made whole."""
    pieces: list[Traced | str] = []
    before: Traced | None = None
    for line in lines:
        if before is not None:
            bare = before.text.rstrip(SOFT_HYPHEN + "-‐")
            if _is_parted(before.text, bare, line.text):
                pieces[-1] = before.cut(0, len(bare))
                pieces.append(kept_hyphen(bare, line.text))
            else:
                pieces.append(" ")
        pieces.append(line)
        before = line
    return joined(pieces)


def _is_parted(before: str, bare: str, after: str) -> bool:
    """Whether a line's end parted a word: a hyphen right behind its letters, and letters to follow."""
    return len(bare) < len(before) and bool(bare) and not bare[-1].isspace() and after[0].isalnum()


def kept_hyphen(left: str, right: str) -> str:
    """What stands between the halves of a word that a line's end parted: nothing, a hyphen, or "- "."""
    if _SUSPENDED.match(right):
        return "- "
    if _ABBREVIATION_BEFORE.search(left) or not right[:1].islower():
        return "-"
    return ""


def _verbatim(page: int, raw: str, start: int, end: int) -> Traced:
    return Traced(raw[start:end], (Run(0, end - start, page, start, end),))


def _cleaned(page: int, raw: str, dirt: re.Match[str], line_start: int, line_end: int) -> Traced | str:
    if dirt["space"]:
        return " "
    if dirt["broken"]:
        return kept_hyphen(raw[line_start : dirt.start()], raw[dirt.end() : line_end])
    if dirt["accent"]:
        return _composed(page, dirt)
    return ""


def _composed(page: int, accent: re.Match[str]) -> Traced:
    text = unicodedata.normalize("NFC", accent[0])
    start, end = accent.span()
    return Traced(text, (Run(0, len(text), page, start, end),))


def _clipped(run: Run, start: int, end: int) -> Run | None:
    first, last = max(run.start, start), min(run.end, end)
    if _is_even(run):
        shift = run.raw_start - run.start
        return Run(first - start, last - start, run.page, first + shift, last + shift)
    whole = first == run.start and last == run.end
    return Run(first - start, last - start, run.page, run.raw_start, run.raw_end) if whole else None


def _append(runs: list[Run], run: Run, shift: int) -> None:
    """``run`` moved by ``shift``, and made one with the last where it goes on in the text and on the page."""
    start, end = run.start + shift, run.end + shift
    last = runs[-1] if runs else None
    touching = last and last.end == start and last.raw_end == run.raw_start and last.page == run.page
    if last and touching and _is_even(last) and _is_even(run):
        runs[-1] = Run(last.start, end, run.page, last.raw_start, run.raw_end)
    else:
        runs.append(Run(start, end, run.page, run.raw_start, run.raw_end))


def _is_even(run: Run) -> bool:
    return run.end - run.start == run.raw_end - run.raw_start
