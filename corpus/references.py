"""References to the § of a protocol: "§ 27", "§§ 27–29", "paragraf 27". A law's § is never one."""

import re
from dataclasses import dataclass

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A § named in a text; ``label`` is "§ 27", however it is printed."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class FoundRange:
    """A run of §§ ("§§ 27–31"), both ends included; a single § runs from itself to itself."""

    span: Span
    first: int
    last: int


_SPACE = r"[ \t\u00a0\u202f]"
_DASH = r"[-‐‑–—]"
_NUMBER = r"\d{1,4}(?![\d:]|[.,]\d)"
_SIGN = re.compile(
    rf"(?:(?P<many>§§|(?<!\w)paragraferna){_SPACE}*|§{_SPACE}*|(?<!\w)paragraf(?:en)?{_SPACE})(?=\d)",
    re.IGNORECASE,
)
_MEMBER = re.compile(rf"(?P<first>{_NUMBER})(?:{_SPACE}?(?:{_DASH}|till){_SPACE}?(?P<last>{_NUMBER}))?")
_NEXT = re.compile(rf"{_SPACE}?(?:,|och|samt){_SPACE}(?=\d)")
_SIGN_LAST = re.compile(rf"(?<![\w./:,–-])(?P<first>{_NUMBER}){_SPACE}?§(?!§|{_SPACE}*\d)")

_LAW_NAME = (
    r"[a-zåäö-]*(?:lagens?|balkens?|förordningens?|(?:arbets|delegations|delegerings|skol)ordningens?"
    r"|reglementets?|reglemente|stadgans?|stadgarnas?|stadgar|föreskrifterna)"
)
_LAW_SHORT = r"(?:KL|FL|OSL|TF|RF|PBL|MB|LOU|SoL|LSS|HSL)"
_LAW_BEFORE = re.compile(
    rf"(?:\bkap\.?|\bkapitlet|\b{_LAW_NAME}|\b{_LAW_SHORT}|\(\d{{4}}:\d{{1,5}}\)){_SPACE}?,?{_SPACE}?$"
)
_LAW_AFTER = re.compile(
    rf"(?:{_SPACE}[a-e]\b)?,?\s(?:(?:första|andra|tredje|fjärde)\s(?:stycket|meningen|punkten)|\d\s?st\b|\d\sp\b"
    rf"|(?:\d{{1,2}}\skap\.?\s)?(?:i\s)?(?:[a-zåäö]+\s)?(?:{_LAW_NAME}|{_LAW_SHORT})\b|i\slag\b)"
)
_LOOK_BACK = 40


def label_number(label: str) -> int | None:
    """27 of "§ 27"; None where the label has no number."""
    found = re.search(r"\d+", label)
    return int(found[0]) if found else None


def find_labels(text: str) -> tuple[FoundLabel, ...]:
    """Every § named in ``text``, in reading order; a run of §§ gives its two ends."""
    return tuple(
        FoundLabel(found.span, f"§ {number}")
        for found in find_ranges(text)
        for number in dict.fromkeys((found.first, found.last))
    )


def find_ranges(text: str) -> tuple[FoundRange, ...]:
    """Every § and run of §§ in ``text``, in reading order."""
    found = [member for sign in _SIGN.finditer(text) for member in _members(text, sign)]
    last = [FoundRange(match.span(), int(match["first"]), int(match["first"])) for match in _signs_last(text)]
    return tuple(sorted([*found, *last], key=lambda member: member.span))


def _members(text: str, sign: re.Match[str]) -> list[FoundRange]:
    matches = list(_matches(text, sign))
    if not matches or _is_law(text, (sign.start(), matches[-1].end())):
        return []
    starts = [sign.start(), *(match.start() for match in matches[1:])]
    return [_range(match, start) for match, start in zip(matches, starts, strict=True)]


def _matches(text: str, sign: re.Match[str]) -> list[re.Match[str]]:
    """The first member; a list's further ones only where the sign says that there are many."""
    matches: list[re.Match[str]] = []
    place: int | None = sign.end()
    while place is not None and (member := _MEMBER.match(text, place)):
        matches.append(member)
        following = _NEXT.match(text, member.end()) if sign["many"] else None
        place = following.end() if following else None
    return matches


def _range(match: re.Match[str], start: int) -> FoundRange:
    first = int(match["first"])
    last = int(match["last"] or first)
    if last < first:
        return FoundRange((start, match.end("first")), first, first)
    return FoundRange((start, match.end()), first, last)


def _signs_last(text: str) -> list[re.Match[str]]:
    return [match for match in _SIGN_LAST.finditer(text) if not _is_law(text, match.span())]


def _is_law(text: str, span: Span) -> bool:
    before = text[max(0, span[0] - _LOOK_BACK) : span[0]]
    return bool(_LAW_BEFORE.search(before) or _LAW_AFTER.match(text, span[1]))
