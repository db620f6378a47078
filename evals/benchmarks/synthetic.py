"""Made-up protocols in any number, for measuring how time grows: the form of real ones, and their statistics.

Words are drawn by Zipf's law from a vocabulary of syllables, so that words and pieces of words are about as
common among the passages as in real protocols.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path

import numpy as np

from corpus.dates import swedish_date
from corpus.embedding import Embedder, Vector, Vectors

BODIES = ("Kommunstyrelsen", "Kommunfullmäktige", "Socialnämnden", "Tekniska nämnden", "Kulturnämnden")
SECTIONS = 8
FIRST_DAY = dt.date(2005, 1, 3)
DAYS = 7_000
_CLUSTERS = 2_000
_SPREAD = 0.7
# What is said everywhere comes first; then words of syllables, the short ones the most often.
_COMMON = ("och", "att", "i", "för", "som", "på", "av", "med", "till", "den", "det", "är", "om", "har", "ska")
_ONSETS = (
    "b",
    "br",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sk",
    "st",
    "t",
    "v",
)
_VOWELS = ("a", "e", "i", "o", "u", "y", "å", "ä", "ö")
_CODAS = ("", "", "l", "n", "r", "s", "t", "nd", "rk", "ng")
_ENDS = ("", "en", "et", "ar", "ning", "ande")
_WORDS = 40_000


@dataclass(frozen=True, slots=True)
class StandIn:
    """Passages get vectors scattered about centres, in the time of a hash; ``inner`` reads the questions."""

    inner: Embedder

    @property
    def id(self) -> str:
        """See ``Embedder``."""
        return f"stand-in/{self.inner.id}"

    @property
    def dimension(self) -> int:
        """See ``Embedder``."""
        return self.inner.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        rows = np.array([self._scattered(text) for text in texts], np.float32).reshape(-1, self.dimension)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def query(self, text: str) -> Vector:
        """See ``Embedder``."""
        return self.inner.query(text)

    def _scattered(self, text: str) -> Vector:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        centre = np.random.default_rng(seed % _CLUSTERS).standard_normal(self.dimension)
        own = np.random.default_rng(seed).standard_normal(self.dimension)
        return np.asarray(centre + _SPREAD * own, np.float32)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Draws words and what is made of them; the same seed writes the same."""

    drawing: random.Random
    words: tuple[str, ...] = field(init=False)
    weights: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Zipf's law with Mandelbrot's shift.
        shares = (1 / (rank + 2.7) for rank in range(1, _WORDS + 1))
        object.__setattr__(self, "words", _vocabulary())
        object.__setattr__(self, "weights", tuple(accumulate(shares)))

    def some(self, count: int) -> str:
        """``count`` words."""
        return " ".join(self.drawing.choices(self.words, cum_weights=self.weights, k=count))

    def sentence(self) -> str:
        """A sentence of 8–20 words, now and then with an amount."""
        amount = f" om {self.drawing.randint(1, 999)} 000 kronor" if self.drawing.random() < 0.2 else ""
        return f"{self.some(self.drawing.randint(8, 20)).capitalize()}{amount}."

    def sentences(self, least: int, most: int) -> str:
        """A running text."""
        return " ".join(self.sentence() for _ in range(self.drawing.randint(least, most)))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[str, ...]:
    drawing, words = random.Random(0), dict.fromkeys(_COMMON)
    while len(words) < _WORDS:
        length = drawing.choice((1, 2, 2, 3) if len(words) < _WORDS // 40 else (2, 3, 3, 4))
        stem = "".join(drawing.choice(sounds) for _ in range(length) for sounds in (_ONSETS, _VOWELS, _CODAS))
        words[stem + drawing.choice(_ENDS)] = None
    return tuple(words)


def protocols(seed: int = 0) -> Iterator[str]:
    """Protocols of ``SECTIONS`` §§ as text, each different, without end."""
    writer, number = _Writer(random.Random(seed)), 0
    while True:
        yield _protocol(writer, number)
        number += 1


def write_protocols(folder: Path, count: int) -> None:
    """The first ``count`` protocols as files in ``folder``."""
    folder.mkdir(parents=True)
    for number, text in enumerate(islice(protocols(), count)):
        (folder / f"{number:06d}.txt").write_text(text, encoding="utf-8")


def questions(count: int, seed: int = 1) -> list[str]:
    """Questions about what the protocols may say."""
    writer = _Writer(random.Random(seed))
    return [
        f"Vad beslutade {writer.drawing.choice(BODIES).lower()} om {writer.some(4)}?" for _ in range(count)
    ]


def _protocol(writer: _Writer, number: int) -> str:
    body, day = BODIES[number % len(BODIES)], FIRST_DAY + dt.timedelta(days=7 * number % DAYS)
    opening = f"Granby kommun\n{body}\nSammanträdesprotokoll\nSammanträdesdatum {day.isoformat()}\n"
    first = 1 + number % 40 * SECTIONS
    sections = (_section(writer, body, day.year, first + at) for at in range(SECTIONS))
    return f"{opening}\nSammanträde den {swedish_date(day)}\n\n" + "\n\n".join(sections) + "\n"


def _section(writer: _Writer, body: str, year: int, label: int) -> str:
    return (
        f"§ {label} Dnr KS {year}/{writer.drawing.randint(1, 999):04d}\n{writer.some(5).capitalize()}\n\n"
        f"Beslut\n{body} beslutar att {writer.sentence().lower()}\n\n"
        f"Ärendebeskrivning\n{writer.sentences(1, 8)}\n\n"
        f"Beslutsunderlag\nTjänsteskrivelse om {writer.some(3)}"
    )
