"""Which lines are headings: of a part of a §, numbered ones, and lines that look like one."""

import re
from functools import lru_cache

from corpus.model import Status
from ingest.part_headings import Heading, line_heading

LONGEST_PART_HEADING = 70  # characters
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<title>[A-ZÅÄÖ\"”][^\n]{1,120})")
_CHAPTER = re.compile(
    r"(?:Kapitel|KAPITEL|Kap\.?|Avsnitt|Del|DEL)\s+(?:\d{1,2}|[IVX]{1,4})\b.{0,80}|\d{1,2}\s*kap\.?\s.{0,80}",
    re.DOTALL,
)
_BILAGA = re.compile(
    r"(?:Bilaga|BILAGA)(?:\s+(?:\d{1,2}|[A-ZÅÄÖ])(?:[.:)]|\b))?(?:\s*[–-]?\s*[A-ZÅÄÖ\"”].{0,90})?"
)
_ITEM = re.compile(r"(?:[-–—−•*·▪●○◦\uf0b7\uf02d]|\d{1,2}[.)](?!\d)|[a-zA-ZåäöÅÄÖ]\)|att\b)\s*(?=\S)")
_DOTS = re.compile(r"(?:(?:\.\s?){4,}|\.{3}|…)\s*\d{1,4}\s*$|(?:\.\s?){4,}\s*$")
_LEADER_ENDS = frozenset("0123456789. ")
FINITE = re.compile(
    r"\b(?:är|var|har|hade|ska|skall|kan|kunde|kommer|blir|blev|bör|måste"
    r"|får|fick|innebär|avser|beslutar|föreslår"
    r"|godkänner|yrkar|anser|framgår|gäller|finns|sker|visar|består|omfattar|redovisar|informerar)\b"
)
_TITLE_STATUSES = frozenset(
    {Status.BESLUT, Status.FORSLAG, Status.UNDERLAG, Status.EXPEDIERING, Status.OMROSTNING}
)
_SURE_WORDS = frozenset(
    {
        "ärendebeskrivning",
        "sammanfattning",
        "sammanfattning av ärendet",
        "ärendet",
        "bakgrund",
        "yrkande",
        "yrkanden",
    }
    | {
        "tidigare behandling",
        "beskrivning av ärendet",
        "reservation",
        "reservationer",
        "protokollsanteckning",
    }
    | {"paragrafen är justerad", "justering", "närvarande", "överläggning", "beredning", "ärendets beredning"}
)


@lru_cache(maxsize=20_000)
def is_part_heading(text: str) -> bool:
    """Whether a line is the heading of a part of a § or a tjänsteskrivelse ("Beslut", "Bakgrund" …)."""
    return _part_heading(text) is not None


@lru_cache(maxsize=20_000)
def is_sure_part_heading(text: str) -> bool:
    """Whether a line can only be a part's heading, and not a matter's title."""
    found = _part_heading(text)
    return found is not None and (found.status in _TITLE_STATUSES or found.words in _SURE_WORDS)


@lru_cache(maxsize=20_000)
def opens_matter(text: str) -> bool:
    """Whether a line is a part's heading behind a letterhead, whose "Mottagare" names whom it is sent to."""
    found = _part_heading(text)
    return found is not None and found.status is not Status.EXPEDIERING


def _part_heading(text: str) -> Heading | None:
    return line_heading(text, 0) if len(text) <= LONGEST_PART_HEADING else None


def numbered_heading(text: str) -> re.Match[str] | None:
    """``number`` and ``title`` of a line such as "2.3 Ekonomisk uppföljning"; None for a sentence."""
    found = _NUMBERED.fullmatch(text)
    if not found or len(text) > 120 or text[-1] in ".,;:" or FINITE.search(found["title"]):
        return None
    return found


def is_chapter(text: str) -> bool:
    """Whether a line is "Kapitel 2 …", "2 kap. …" or "Bilaga 1 …"."""
    return (
        len(text) <= 110
        and text[-1] not in ".,;"
        and bool(_CHAPTER.fullmatch(text) or _BILAGA.fullmatch(text))
    )


def is_bilaga(text: str) -> bool:
    """Whether a line names an annexe that begins here; "framgår av bilaga 5." does not."""
    return len(text) <= 110 and text[-1] != "." and _BILAGA.fullmatch(text) is not None


def is_item(text: str) -> bool:
    """Whether a line opens an item of a list."""
    return _ITEM.match(text) is not None


def is_leader(text: str) -> bool:
    """Whether a line of a table of contents leads by dots to its page."""
    return text[-1:] in _LEADER_ENDS and _DOTS.search(text) is not None


def looks_like_title(text: str) -> bool:
    """Whether a line has the shape of an unnumbered heading: short, capital first, no sentence."""
    return (
        2 < len(text) <= 75
        and text[0].isupper()
        and text[-1] not in ".,;:!-–"
        and any(letter.islower() for letter in text)
        and not FINITE.search(text)
        and not is_item(text)
        and sum(letter.isdigit() for letter in text) <= 8
    )
