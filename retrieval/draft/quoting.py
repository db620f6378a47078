"""A passage told: whose words they are, cut to what is asked for, with what leads in its list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Span, Status
from retrieval.draft.claims import Claim
from retrieval.draft.wording import QUOTE_LIMIT, attribution, quote
from retrieval.evidence import Passage
from retrieval.subject import Term, bag, covers, share


def quoted(passage: Passage, terms: tuple[Term, ...] = (), pattern: re.Pattern[str] | None = None) -> Claim:
    """The passage with the words that say whose it is; a long one is cut to what is asked for."""
    narrowed = focused(passage, terms, pattern)
    told = shown(narrowed, passage)
    if lead := _list_lead(passage):
        return Claim(f"{attribution(narrowed)} {quote(lead.text, _LEAD)} {told}", (narrowed, lead))
    return Claim(f"{attribution(narrowed)} {told}", (narrowed,))


def _list_lead(passage: Passage) -> Passage | None:
    """What a decision says of the list that an item is of: "Nedanstående uppdrag förklaras fullgjorda"."""
    if passage.status is not Status.BESLUT or _POINT.match(passage.text):
        return None
    before = [p for p in passage.reading.of(Status.BESLUT) if p.span[1] <= passage.span[0]]
    opens = [at for at, p in enumerate(before) if _OPENS_LIST.search(p.text)]
    points = [at for at, p in enumerate(before) if _POINT.match(p.text)]
    if not opens or (points and points[-1] > opens[-1]):
        return None
    lead, *after = before[opens[-1] :]
    broken = bool(after) and not lead.text.endswith((".", ":")) and after[0].span[1] - lead.span[0] <= LED
    return replace(lead, span=(lead.span[0], after[0].span[1])) if broken else lead


_POINT = re.compile(r"\d{1,2}\.\s")
_OPENS_LIST = re.compile(r"(?i)^(?:\d{1,2}\.\s)?(?:nedanstående|följande)\b")
_LEAD = 240
# How long a text may be with what leads in to it, in characters.
LED = 320


def shown(narrowed: Passage, whole: Passage, limit: int = QUOTE_LIMIT) -> str:
    """The narrowed passage's text with "…" where it was cut."""
    start, end = (edge - whole.span[0] for edge in narrowed.span)
    return _with_gaps(whole.text, [(start, end)], limit)


def _with_gaps(text: str, spans: Sequence[Span], limit: int) -> str:
    """Some of a text quoted, with "…" for what is left out."""
    before = "… " if spans[0][0] > 0 else ""
    after = " …" if spans[-1][1] < len(text) else ""
    return quote(" … ".join(text[a:b] for a, b in spans), limit, before, after)


def pieces(passage: Passage, spans: Sequence[Span]) -> Claim:
    """A passage told by some of its text, with "…" for what is left out; where short it is cited whole."""
    first = passage.span[0]
    told = Claim(f"{attribution(passage)} {_with_gaps(passage.text, spans, QUOTE_LIMIT)}", (passage,))
    if len(passage.text) <= QUOTE_LIMIT:
        return told
    return replace(told, proof=(replace(passage, span=(first + spans[0][0], first + spans[-1][1])),))


_LETTERED = re.compile(r"(?<=[.:;,])\s(?=[a-h][.)]\s)")


def item_asked(passage: Passage, terms: tuple[Term, ...], pattern: re.Pattern[str]) -> Passage:
    """The one lettered item of a passage that says more than the others of what is asked, with the figure."""
    edges = [passage.span[0], *(passage.span[0] + mark.end() for mark in _LETTERED.finditer(passage.text))]
    ends = [*edges[1:], passage.span[1]]
    items = [replace(passage, span=span) for span in zip(edges, ends, strict=True)][1:]
    said = [share(terms, item.bag) if pattern.search(item.text) else 0.0 for item in items]
    best = max(said, default=0.0)
    return items[said.index(best)] if best and said.count(best) == 1 else passage


_PIECE = re.compile(r"\S+\s*")


def focused(
    passage: Passage, terms: tuple[Term, ...], pattern: re.Pattern[str] | None, limit: int = QUOTE_LIMIT
) -> Passage:
    """The ``limit`` characters of a passage that hold most of ``terms`` and of what ``pattern`` finds."""
    text = passage.text
    if len(text) <= limit:
        return passage
    marks = _marks(text, terms, pattern)
    starts = [piece.start() for piece in _PIECE.finditer(text)]
    reach = limit - 40
    best = max(starts, key=lambda at: (sum(value for where, value in marks if at <= where < at + reach), -at))
    first = min((where for where, _ in marks if best <= where < best + reach), default=best)
    start = max((at for at in starts if at <= max(first - 60, 0)), default=0) if best else 0
    end = max((at for at in starts if at <= start + limit), default=len(text))
    end = len(text) if len(text) - start <= limit else end
    a = passage.span[0]
    return replace(passage, span=(a + start, a + start + len(text[start:end].rstrip())))


def _marks(text: str, terms: tuple[Term, ...], pattern: re.Pattern[str] | None) -> list[tuple[int, float]]:
    """Where the text holds something asked for, and how much that is worth."""
    marks = [
        (piece.start(), term.weight)
        for piece in _PIECE.finditer(text)
        for term in terms
        if covers(bag(piece.group()), term.word)
    ]
    return marks + [(match.start(), 1.5) for match in pattern.finditer(text)] if pattern else marks
