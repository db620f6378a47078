"""Diarienummer: found in a text by structure, and compared by a key that every spelling shares.

A diarienummer names a matter in one diary: ``[diary] year number [sub]`` or ``[diary] number year [sub]``,
with the diary's letters before, after or between the figures, and any of ``- / :`` as separators
(`KS 2023/45`, `00045-2023`, `SLK-2023-00389`, `18RS2137`, `033-800/2008`, `2018:99 VON`); with full stops
between them where the diary's letters stand beside (`2023.045 KS`).
"""

import re
import unicodedata
from dataclasses import dataclass

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class FoundDiarienummer:
    """``text`` is the diarienummer as printed: ``whole[span] == text``, without a label such as "Dnr"."""

    span: Span
    text: str


# Dashes and spaces of every width become plain ones, one character for one, so that offsets hold.
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | {"∕": "/"}
)

_YEAR = r"(?:19|20)\d\d"
_DIARY = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,11}(?:-[A-ZÅÄÖ]{1,6})?"
_BODY_AFTER = r"(?:-[A-ZÅÄÖ]{2,6}| (?:K[SF]|R[SF]|[A-ZÅÄÖ]{1,5}N))(?![\w-])"
_SUB = rf"(?:(?!-{_YEAR}[/:])(?:[-/:.]|:-)\d{{1,6}})"
_NUMBERS = rf"(?P<first>\d{{1,7}})(?P<sep> ?[-/:] ?)(?P<second>\d{{1,8}})(?P<sub>{_SUB}{{0,2}})(?![\d/])"
_FIGURES_FIRST = (
    rf"(?P<start>{_YEAR}(?:/(?=[A-Z]{{2,6}} 0\d))?|\d\d)(?P<between>[A-ZÅÄÖ]{{2,6}})"
    r"(?: ?[-/:] ?| (?=0\d{2,3}(?!\d))|(?=\d))(?P<number>\d{1,6})(?!\w)"
)
_DIARY_FIRST = (
    rf"(?:(?P<diary>{_DIARY})(?: ?[-/:] ?| )?)?{_NUMBERS}(?(diary)|(?P<after>{_BODY_AFTER})?)(?!\w)"
)
_DOTTED = rf"(?P<dotted>{_YEAR}\. ?\d{{2,5}} [A-ZÅÄÖ]{{2,6}}|[A-ZÅÄÖ]{{2,6}}\.{_YEAR}\.\d{{1,5}})(?![\w-])"
_CANDIDATE = re.compile(rf"{_DOTTED}|{_DIARY_FIRST}|{_FIGURES_FIRST}")
_FREE_START = re.compile(r"(?<![\w/:.,-])(?=[A-ZÅÄÖ\d])")
_LABEL = re.compile(
    r"(?<!\w)(?:(?:diarie|ärende)(?:nummer|nr|beteckning)|dnr)(?!\w)[ \t]*[.:]?[ \t]*\n?[ \t]*",
    re.IGNORECASE,
)
_UNKNOWN_FORM = re.compile(r"(?:[A-ZÅÄÖ][\w-]{0,11} )?(?![/:.-])[A-Za-zÅÄÖåäö/:.-]{0,12}\d[\w/:.-]{0,30}")
# "2031.XXX", "KS xx/2031": a number that is still to be given.
_PLACEHOLDER = re.compile(r"(?<![^\W\d_])[xX]{2,}(?![^\W\d_])")
_BARE_YEAR_OR_LESS = re.compile(rf"(?:{_YEAR}|\d\d?)\W*")
_GLUED_CODE = re.compile(rf"(?P<kept>\d{{1,7}}[-/]{_YEAR})\d(?:\.\d{{1,3}})+")
_DATE = re.compile(rf"{_YEAR}(?P<mark>[-/. ])(?:0[1-9]|1[0-2])(?P=mark)(?:0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?:0[1-9]|1[0-2])")

# Series that number laws, prints and standards as a diary numbers its matters.
_SERIES = re.compile(
    r"\w*FS|SOU|D[Ss]|[Dd][Ii][Rr]|[Pp][Rr][Oo][Pp]|[Bb][Ee][Tt]|R?[Ss][Kk][Rr]|NJA|RÅ|HFD|MÖD|E[UG]|EEG"
    r"|ISO|SS|EN|År|[Nn][Rr]|[Tt]el|[Ff]ax|L[A-ZÅÄÖ]{2}|\w*L"
)
_SERIES_BEFORE = re.compile(
    r"(?:\b(?:E[UG]|EEG|nr|direktiv\w*|förordning\w*|prop|bet|skr|dir|(?:läs)?år\w*)\b\W{0,3}|§ ?)$",
    re.IGNORECASE,
)
_LOOK_BACK = 24


def find_diarienummer(text: str) -> tuple[FoundDiarienummer, ...]:
    """Every diarienummer in ``text``, in reading order and without overlap.

    After a label ("Dnr", "Ärendenummer" …) any form with a figure is taken; elsewhere only forms that cannot
    be a date, a span of years, a law, a print or a telephone number.
    """
    plain = text.translate(_PLAIN)
    labelled = _labelled(plain)
    spans = sorted([*labelled, *_unlabelled(_blanked(plain, labelled))])
    return tuple(FoundDiarienummer(span, text[slice(*span)]) for span in spans)


def diarienummer_key(text: str) -> str:
    """The key that all spellings of a diarienummer share: ``"ks 2019/327"``; ``""`` where there is no figure.

    A year of two figures is written out where it cannot be the number; leading zeros go. What cannot be told
    apart (``15-10``: which is the year?) keeps its printed order.
    """
    diary, numbers = _key_parts(text)
    return f"{diary} {numbers}".strip() if numbers else ""


def same_diarienummer(a: str, b: str) -> bool:
    """Whether both spell one diarienummer; one that lacks its diary's letters matches any diary."""
    (diary_a, numbers_a), (diary_b, numbers_b) = _key_parts(a), _key_parts(b)
    if not numbers_a or numbers_a != numbers_b:
        return False
    return diary_a == diary_b or not diary_a or not diary_b


def _labelled(plain: str) -> list[Span]:
    spans = []
    for label in _LABEL.finditer(plain):
        found = _CANDIDATE.match(plain, label.end()) or _unknown_form(plain, label)
        if found and not _DATE.search(found[0]):
            spans.append(_printed_span(found))
    return spans


def _blanked(plain: str, spans: list[Span]) -> str:
    """``plain`` with line breaks in place of ``spans``, which are in order."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [plain[position:start], "\n" * (end - start)]
        position = end
    return "".join([*pieces, plain[position:]])


def _unknown_form(plain: str, label: re.Match[str]) -> re.Match[str] | None:
    found = None if "\n" in label[0] else _UNKNOWN_FORM.match(plain, label.end())
    no_number = found and (_BARE_YEAR_OR_LESS.fullmatch(found[0]) or _PLACEHOLDER.search(found[0]))
    return None if no_number else found


def _unlabelled(plain: str) -> list[Span]:
    spans: list[Span] = []
    position = 0
    while start := _FREE_START.search(plain, position):
        found = _CANDIDATE.match(plain, start.start())
        taken = found is not None and _is_unmistakable(found)
        if found and taken:
            spans.append(_printed_span(found))
        position = found.end() if found and taken else start.start() + 1
    return spans


def _printed_span(found: re.Match[str]) -> Span:
    """The match without a classification code glued to the year, and without a closing full stop."""
    glued = _GLUED_CODE.search(found[0])
    end = found.start() + glued.end("kept") if glued else found.end()
    while found.string[end - 1] in ".:-/":
        end -= 1
    return found.start(), end


def _is_unmistakable(found: re.Match[str]) -> bool:
    if found["dotted"]:
        return True
    if found["start"]:
        return _is_year(found["start"].rstrip("/")) and len(found["number"]) > 1
    if _is_foreign(found):
        return False
    diary, first, second, mark = found["diary"], found["first"], found["second"], found["sep"].strip()
    if _is_year_span(first, second) or _is_calendar(found) or (mark == ":" and " " in found["sep"]):
        return False
    if not diary and not found["after"]:
        return " " not in found["sep"] and (_is_coded(found) or _is_bare_form(first, second, mark))
    return _is_full_year(first) or _is_full_year(second) or _is_short_year_form(found, mark)


def _is_foreign(found: re.Match[str]) -> bool:
    """A law, a print, a standard, a sentence's first word: not a diary."""
    diary = found["diary"] or ""
    before = found.string[max(0, found.start() - _LOOK_BACK) : found.start()]
    if _SERIES_BEFORE.search(before):
        return True
    letters = diary.replace("-", "")
    looks_like_diary = len(letters) <= 4 or sum(letter.isupper() for letter in letters) > 1
    return bool(diary) and (not looks_like_diary or _SERIES.fullmatch(letters) is not None)


def _is_calendar(found: re.Match[str]) -> bool:
    """A date after a body's short form ("KS 2024-05-29"), or a year and its month."""
    numbers = found.string[found.start("first") : found.end("sub")]
    if _DATE.match(numbers):
        return True
    hyphen = found["sep"].strip() == "-"
    return (
        hyphen
        and not found["sub"]
        and _is_full_year(found["first"])
        and bool(_MONTH.fullmatch(found["second"]))
    )


def _is_coded(found: re.Match[str]) -> bool:
    """``033-800/2008``: a classification, a number and a year."""
    year = found["sub"].removeprefix("/")
    return len(found["first"]) == 3 and found["sep"] == "-" and _is_full_year(year)


def _is_bare_form(first: str, second: str, mark: str) -> bool:
    """Figures alone: year and number, or padded number and year; with a colon they are a law's."""
    if mark == ":":
        return False
    padded_first, padded_second = _is_padded(first), _is_padded(second)
    if mark == "-":
        return (_is_full_year(first) and padded_second) or (_is_full_year(second) and padded_first)
    if _is_full_year(first):
        return len(second) <= 6
    if _is_full_year(second):
        return padded_first or int(first) > 12
    return (padded_first or len(first) == 4) and _is_year(second)


def _is_short_year_form(found: re.Match[str], mark: str) -> bool:
    """``KS 45/23``, and with a compound diary ``Syd-IT 15-34``."""
    diary = found["diary"] or ""
    if mark == "/":
        return _is_year(found["second"]) or (_is_year(found["first"]) and len(found["second"]) > 2)
    return "-" in diary and mark == "-" and (_is_year(found["first"]) or _is_year(found["second"]))


def _is_year_span(first: str, second: str) -> bool:
    """``2023/2024``, ``2023-25``, ``2023/24``: years of a plan, a term or a school year."""
    if not _is_full_year(first):
        return False
    if _is_full_year(second):
        return 0 < int(second) - int(first) <= 30
    return len(second) == 2 and int(second) == (int(first) + 1) % 100


def _is_padded(figures: str) -> bool:
    return len(figures) >= 3 and figures[0] == "0"


def _is_full_year(figures: str) -> bool:
    return len(figures) == 4 and figures[:2] in {"19", "20"}


def _is_year(figures: str) -> bool:
    """A year in four figures, or in two: 1970–2030."""
    return _is_full_year(figures) or (len(figures) == 2 and not 30 < int(figures) < 70)


def _full_year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else int(figures) + (1900 if int(figures) >= 70 else 2000)


_LABEL_WORD = re.compile(r"\b(?:diarie(?:nummer|nr|beteckning)|ärende(?:nummer|nr|beteckning)?|dnr)\b")
_TOKEN = re.compile(r"[a-zåäöéü]+|[0-9]+")


def _key_parts(text: str) -> tuple[str, str]:
    """The diary's letters, and the figures in canonical order; both may be empty."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    plain = _GLUED_CODE.sub(r"\g<kept>", _LABEL_WORD.sub(" ", plain))
    tokens: list[str] = _TOKEN.findall(plain)
    diary = "".join(token for token in tokens if not token[0].isdigit())
    return diary, _canonical([token for token in tokens if token[0].isdigit()])


def _canonical(groups: list[str]) -> str:
    """``code-year/number:sub``, or the groups as they stand where no year can be told."""
    year = _year_place(groups)
    if year is None:
        return "-".join(map(_unpadded, groups))
    if year == 0 or (year >= 2 and year + 1 < len(groups)):
        before, number, sub = groups[:year], groups[year + 1], groups[year + 2 :]
    else:
        before, number, sub = groups[: year - 1], groups[year - 1], groups[year + 1 :]
    code = "".join(f"{_unpadded(group)}-" for group in before)
    rest = "".join(f":{_unpadded(group)}" for group in sub)
    return f"{code}{_full_year(groups[year])}/{_unpadded(number)}{rest}"


def _unpadded(figures: str) -> str:
    return figures.lstrip("0") or "0"


def _year_place(groups: list[str]) -> int | None:
    if len(groups) < 2:
        return None
    full = [place for place, group in enumerate(groups) if _is_full_year(group)]
    if full:
        return full[0]
    short = [place for place in (0, 1) if _is_year(groups[place])]
    return short[0] if len(short) == 1 else None
