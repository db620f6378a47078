"""A list, where it stands: the sentence that leads in with its items, or the one that enumerates."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.model import Status
from corpus.swedish import fold
from retrieval.asked import Ask
from retrieval.draft.claims import Claim, Item
from retrieval.draft.quoting import focused, shown
from retrieval.draft.sentences import TELLING, Sought, Test, anything, rank
from retrieval.draft.wording import QUOTE_LIMIT, attribution, quote
from retrieval.evidence import Passage
from retrieval.figures import COUNT_WORD, DAY
from retrieval.relevance import Case
from retrieval.subject import Term

_LIST_LIMIT = 1_100
# A lead that only says that something follows is told with the sentence before it.
_SHORT_LEAD = 40
# What a line of a list is cut to: the fewer there are, the longer.
_ITEM, _ITEMS_LIMIT = 160, 1_000
_BEGINS_LIST = re.compile(r"[:;]\s+(?:[-–•▪*]|1\.|a\))\s")
_MARK = re.compile(r"[-–•▪●*]")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s|[a-zåäö]\)\s")
_ITEMS = 14
# "… har lämnat följande yttrande:" leads in a whole paper.
_FRAMES = re.compile(r"(?i)\bföljande (?:\w*yttrande|\w*förslag(?: till beslut)?|\w*anteckning|svar)\W*$")
# An item ends with its line, or where a mark begins the next one.
_ITEM_ENDS = re.compile(r"\n|(?<=[.;:,])\s(?=[-–•]\s)")
# "a, b och c"
_ROW = re.compile(r"(?:[^,.;:()\n]{2,60},\s){1,12}[^,.;:()\n]{2,60}?\s(?:och|samt|eller)\s\w")
_BULLET = re.compile(r"^[\s•·▪●*–—-]+")


def list_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """A list: the sentence that leads in with its items, or the one sentence that enumerates."""
    wants_days = re.search(r"\b(?:datum|dagar|tider|sammanträdestider)\b", fold(ask.clause)) is not None
    sought = Sought(_has_day if wants_days else anything, _with_items, _enumerates)
    found = rank(ask, case, sought)
    return (_listing(found[0][1], ask.terms),) if found else ()


def _has_day(text: str) -> bool:
    return DAY.search(text) is not None


def _with_items(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    for before, passage in zip((None, *passages), passages, strict=False):
        whole = with_items(passage)
        if whole.introduces or not test(whole.text):
            continue
        yield whole
        led = before and before.status is passage.status in TELLING
        if before and led and whole is not passage and len(passage.text) <= _SHORT_LEAD:
            yield replace(whole, span=(before.span[0], whole.span[1]))


def _enumerates(text: str) -> float:
    """A little for each thing in a row, none for what only says that a statement follows."""
    if _FRAMES.search(text.split("\n")[0]):
        return 0.0
    begins = any(line.rstrip().endswith(":") for line in text.split("\n")[:2])
    leads = begins or text.rstrip().endswith((":", ";"))
    things = max(
        len(DAY.findall(text)),
        text.count(", ") // 2,
        max((row.group().count(",") + 2 for row in _ROW.finditer(text)), default=0),
        max(3, text.count("\n")) if leads else 0,
    )
    return 0.08 * min(things, 6)


def _listing(passage: Passage, terms: tuple[Term, ...]) -> Claim:
    lead, items = _led(_lines(passage))
    if not items:
        narrowed = focused(passage, terms, DAY, _LIST_LIMIT)
        return Claim(f"{attribution(narrowed)} {shown(narrowed, passage, _LIST_LIMIT)}", (narrowed,))
    limit = min(max(_ITEM, _ITEMS_LIMIT // len(items)), QUOTE_LIMIT)
    told = tuple(Item(quote(item, limit)) for item in items)
    decided = passage.status is Status.BESLUT and lead.rstrip().endswith(":")
    told_before = attribution(passage).rstrip(":") if decided else f"{attribution(passage)} {quote(lead)}"
    return Claim(told_before, (passage,), told)


def _led(lines: list[str]) -> tuple[str, list[str]]:
    """The lines up to the first that leads in, and those after it."""
    end = next((at for at, line in enumerate(lines[:2], 1) if line.rstrip().endswith(":")), 1)
    return " ".join(lines[:end]), lines[end:]


def _lines(passage: Passage) -> list[str]:
    lines = _ITEM_ENDS.split(passage.text)
    return [line for line in (_BULLET.sub("", line) for line in lines) if line.strip()]


def with_items(passage: Passage) -> Passage:
    """A sentence that leads in, or begins a list, together with those of its part that go on with it."""
    begins = _BEGINS_LIST.search(passage.text) is not None
    leads = passage.introduces or begins
    if not (leads or COUNT_WORD.search(passage.text)):
        return passage
    after = [
        p for p in passage.reading.passages if p.span[0] >= passage.span[1] and p.status is passage.status
    ]
    if not (leads or _all_marked(after[:2], passage.span[1])):
        return passage
    end = passage.span[1]
    goes_on = _by_mark if begins else _as_first(after[:1], end)
    for one in after[:_ITEMS]:
        if one.span[1] - passage.span[0] > _LIST_LIMIT or one.introduces or not goes_on(one, end):
            break
        end = one.span[1]
    return replace(passage, span=(passage.span[0], end))


def _as_first(first: Sequence[Passage], end: int) -> Callable[[Passage, int], bool]:
    """What goes on a list is like its first item: marked, or after bare lines no whole sentence."""
    bare = any(not one.text.endswith(".") for one in first)
    marked = any(_by_mark(one, end) for one in first)

    def goes_on(passage: Passage, before: int) -> bool:
        if marked:
            return _by_mark(passage, before) or passage.text[:1].islower()
        return not bare or not passage.text.endswith(".") or _by_mark(passage, before)

    return goes_on


def _all_marked(passages: Sequence[Passage], end: int) -> bool:
    """Whether a mark stands before the first two that follow: "… tre områden." before "• läsning"."""
    ends = (end, *(one.span[1] for one in passages))
    return len(passages) > 1 and all(_by_mark(one, at) for one, at in zip(passages, ends, strict=False))


def _by_mark(passage: Passage, before: int) -> bool:
    """Whether a mark or a number stands before the passage."""
    between = passage.reading.section.text[before : passage.span[0]]
    return _MARK.search(between) is not None or _NUMBERED.match(passage.text) is not None
