"""Optical character recognition by Tesseract, run as a program: a page's picture to lines with boxes.

The TSV columns are those of ``tesseract … tsv``: level, page, block, par, line, word, left, top, width,
height, conf, text (tesseract(1)); level 5 is a word, and conf runs from 0 to 100.
"""

import functools
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Box, Line

INSTALL = "make system (eller: apt-get install tesseract-ocr tesseract-ocr-swe)"
DPI = 200  # as many words right as at 300, in three quarters of the time

_LANGUAGE = "swe"
_POINTS_PER_INCH = 72
_WORD_LEVEL = "5"
_COLUMNS = 12
_LIST_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as Tesseract read it; ``confidence`` (0–1) is the mean over its letters, None without any."""

    text: str
    lines: tuple[Line, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: float
    line: tuple[str, ...]
    box: Box


@functools.cache
def is_available() -> bool:
    """Tell whether Tesseract and its Swedish data are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=_LIST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE in listed.stdout.decode(errors="replace").split()


def recognise(picture: bytes, seconds: float) -> Recognised | None:
    """Read a page's ``picture`` (PNM, ``DPI`` dots an inch); None if it fails or takes over ``seconds``."""
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(DPI), "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=seconds, check=True, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return recognised(done.stdout.decode("utf-8", errors="replace"))


def recognised(table: str) -> Recognised:
    """The text that Tesseract's TSV ``table`` spells, one line a printed line."""
    words = tuple(_words(table))
    lines: list[Line] = []
    texts: list[str] = []
    start = 0
    for _, group in itertools.groupby(words, key=lambda word: word.line):
        members = tuple(group)
        text = " ".join(word.text for word in members)
        lines.append(Line((start, start + len(text)), _around(word.box for word in members)))
        texts.append(text)
        start += len(text) + 1
    return Recognised("\n".join(texts), tuple(lines), _mean_confidence(words))


def _words(table: str) -> Iterator[_Word]:
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) == _COLUMNS and cells[0] == _WORD_LEVEL and cells[11].strip():
            left, top, width, height = (float(cell) * _POINTS_PER_INCH / DPI for cell in cells[6:10])
            box = Box(left, top, left + width, top + height)
            yield _Word(cells[11].strip(), max(float(cells[10]), 0.0) / 100, tuple(cells[1:5]), box)


def _around(boxes: Iterable[Box]) -> Box:
    sides = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _mean_confidence(words: tuple[_Word, ...]) -> float | None:
    letters = sum(len(word.text) for word in words)
    if not letters:
        return None
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 3)
