"""Swedish text for machines: folded letters, words, stems, index terms and sentences.

Stems are Snowball's (https://snowballstem.org/algorithms/swedish/stemmer.html) and some endings more.
Compounds are found through ``grams``: "plan" and "detaljplan" share a gram, whatever the dictionary knows.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import Stemmer

from corpus.model import Span


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Function words and the words that ask; negations change what a sentence says and are no stop words.
STOPWORDS = _listed(
    """
    all alla allt allting att av blev bli blir blivit bör de dem den denna deras dess dessa det detta
    dig din dina ditt du där därför då efter eftersom eller en enligt ens er era ert ett finns fram från
    få får fått för före genom ger ha hade han hans har henne hennes hon honom hos hur här i in innan
    inom ja jag ju kan kom kommer kunde kunna man med mellan men mig min mina mitt mot mycket ni nu när
    någon något några och också om oss på redan samma samt sedan sig sin sina sitt ska skall skulle som
    så sådan sådana sådant till tills under upp ut vad var vara varför varit varje vars vart vem vems vi
    vid vidare vilka vilkas vilken vilket vore vår våra vårt än är även åt över
    """
)

# What a short form stands for; the short form itself stays a term too.
_EXPANSIONS = {
    "ks": ("kommunstyrelsen",),
    "kf": ("kommunfullmäktige",),
    "au": ("arbetsutskott",),
    "ksau": ("kommunstyrelsens", "arbetsutskott"),
    "bun": ("barn", "utbildningsnämnden"),
    "dnr": ("diarienummer",),
    "diarienr": ("diarienummer",),
    "ordf": ("ordförande",),
    "tf": ("tillförordnad",),
    "mkr": ("mnkr",),
    "msek": ("mnkr",),
    "mdkr": ("mdr",),
    "kkr": ("tkr",),
    "tsek": ("tkr",),
    "sek": ("kronor",),
    "kr": ("kronor",),
    "procent": ("%",),
}
_NUMBER_WORDS = {
    "två": "2",
    "tre": "3",
    "fyra": "4",
    "fem": "5",
    "sex": "6",
    "sju": "7",
    "åtta": "8",
    "nio": "9",
    "tio": "10",
    "elva": "11",
    "tolv": "12",
    "femton": "15",
    "tjugo": "20",
    "trettio": "30",
    "femtio": "50",
    "hundra": "100",
}
_SCALES = {
    "tkr": 1_000,
    "kkr": 1_000,
    "tsek": 1_000,
    "tusen": 1_000,
    "mnkr": 1_000_000,
    "mkr": 1_000_000,
    "msek": 1_000_000,
    "miljon": 1_000_000,
    "miljoner": 1_000_000,
    "mdkr": 1_000_000_000,
    "mdr": 1_000_000_000,
    "miljard": 1_000_000_000,
    "miljarder": 1_000_000_000,
}

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
WORD = re.compile(r"[^\W_]{1,80}|%")
_NO_LETTER = re.compile(r"[\W_]+")
GROUPED_NUMBER = re.compile(r"(?<![\d,.])\d{1,3}(?:[ .]\d{3}){1,4}(?!\d)")
SCALED_NUMBER = re.compile(
    rf"(?<![\d,.])(\d{{1,9}}(?: \d{{3}}){{0,3}})(?:[,.](\d{{1,6}}))? ?({'|'.join(_SCALES)})\b"
)
GRAM = 4
# Endings that Snowball leaves where it takes off those of other forms: "skolan", "sektorn", "regeln".
_LEFT_BY_SNOWBALL = re.compile(r"(?<=[^\W\d_]{3})(?:an|orn?|(?<=el)n|(?<=t)r)$")
_PLURAL_GENITIVE = ("ars", "ers", "ors")  # "sex timmars"; Snowball takes off the s alone
# "digitalt", "gemensamt", "fastställt", beside "digital" and "fastställa".
_NEUTER = re.compile(r"(?<=[^\W\d_]{2}(?:al|il|am|iv|ll|ör|ar))t$")
# "cykel" has lost its e in "cyklar", "regel" in "regler".
_DROPPED_E = re.compile(r"(?<=[^\W\d_]{2}[^\W\d_aeiouyåäö])e(?=l$)")

_stemmer = Stemmer.Stemmer("swedish", 0)


def fold(text: str) -> str:
    """``text`` for comparison: small letters, composed, without soft hyphens, with ordinary spaces.

    Offsets are not kept.
    """
    composed = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFKC", composed.casefold())


def letters(text: str) -> str:
    """Letters and digits alone, case folded: what "verbatim" compares."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def words(text: str) -> tuple[str, ...]:
    """The folded words, numbers and % of ``text`` in order; a hyphen or a colon parts two words."""
    return tuple(WORD.findall(fold(text)))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one folded word; numbers are their own stems."""
    stemmed = _snowball(word)
    if len(word) > 5 and word.endswith(_PLURAL_GENITIVE):
        return stem(word[:-1])
    stemmed = _LEFT_BY_SNOWBALL.sub("", stemmed)
    if word.endswith(("t", "ts")):
        stemmed = _NEUTER.sub("", stemmed)
    return _DROPPED_E.sub("", stemmed)


def _snowball(word: str) -> str:
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


def terms(text: str) -> list[str]:
    """The stems that ``text`` is indexed and asked for by, in order and with repetitions.

    Function words are left out. Short forms of the field bring what they stand for, written numbers their
    figures, and amounts their whole number ("160 tkr" and "160 000" share 160000).
    """
    folded = fold(text)
    found = [term for word in WORD.findall(folded) if word not in STOPWORDS for term in _word_terms(word)]
    return [*found, *_numbers(folded)]


def grams(text: str) -> list[str]:
    """The letters of every word's stem, four at a time: what compounds and their parts have in common.

    A long word gives its last three as well, so that "mål" is found in "nämndmål".
    """
    return [gram for word in words(text) if word not in STOPWORDS for gram in _word_grams(word)]


@lru_cache(maxsize=100_000)
def _word_terms(word: str) -> tuple[str, ...]:
    number = _NUMBER_WORDS.get(word)
    return (stem(word), *map(stem, _EXPANSIONS.get(word, ())), *((number,) if number else ()))


@lru_cache(maxsize=100_000)
def _word_grams(word: str) -> tuple[str, ...]:
    if not word.isalpha():
        return ()
    # Not the whole stem: -an is also the end of "plan".
    letters = _snowball(word)
    last = (letters[-3:],) if len(letters) >= 2 * GRAM - 2 else ()
    return (*(letters[at : at + GRAM] for at in range(max(len(letters) - GRAM, 0) + 1)), *last)


def _numbers(folded: str) -> Iterator[str]:
    for grouped in GROUPED_NUMBER.findall(folded):
        yield re.sub(r"\D", "", grouped)
    for whole, fraction, scale in SCALED_NUMBER.findall(folded):
        amount = Decimal(f"{whole.replace(' ', '')}.{fraction or 0}") * _SCALES[scale]
        yield f"{amount:f}".partition(".")[0]


SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[^\sa-zåäöéü])")
LAST_WORD = re.compile(r"[^\W\d_](?:[.:]?[^\W\d_])*$")
INITIALS = re.compile(r"[A-ZÅÄÖÉÜ](?:\.[A-ZÅÄÖÉÜ])*|[a-zåäö]")
LIST_NUMBER = re.compile(r"(?:\d{1,3}|[a-zåäö])(?:\.\d{1,3})*")
# How far back the longest abbreviation begins.
_REACH = 16

_ABBREVIATIONS = _listed(
    """
    ang avd avs bitr bl.a ca d.v.s dir dnr dr dvs ekon enl ev exkl f.d f.n f.ö forts fr.o.m förf gm
    i.o.m inkl inst jfr kap kl kungl m.a.o mom n.b nr obs omr ordf p.g.a pga pkt prof prop prot resp
    rskr s.k sekr sid skr sou st.f stf t.ex t.o.m t.v tel tf tfn tj tjf tjg tjänstg utg v.g vik
    """
)


def sentences(text: str) -> tuple[Span, ...]:
    """Where the sentences of ``text`` stand, in order, without the white space around them.

    A newline ends a sentence. So does a full stop before anything but a small letter, unless an abbreviation,
    an initial ("A. Andersson") or a list's number stands before it.
    """
    return tuple(span for line in _lines(text) for span in _line_sentences(text, line))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _line_sentences(text: str, line: Span) -> Iterator[Span]:
    start = line[0]
    for end in SENTENCE_END.finditer(text, *line):
        if not _goes_on(text[start : end.start()], end.group()):
            yield from _trimmed(text, (start, end.end()))
            start = end.end()
    yield from _trimmed(text, (start, line[1]))


def _goes_on(before: str, mark: str) -> bool:
    """Whether the full stop ``mark`` after ``before`` belongs to a short form or a list's number."""
    if mark != ".":
        return False
    if LIST_NUMBER.fullmatch(before.strip().casefold()):
        return True
    last = LAST_WORD.search(before[-_REACH:])
    if last is None:
        return False
    return INITIALS.fullmatch(last.group()) is not None or last.group().casefold() in _ABBREVIATIONS


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    end = span[0] + len(piece.rstrip())
    if start < end:
        yield start, end
