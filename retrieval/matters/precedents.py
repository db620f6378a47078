"""Earlier decisions in matters like the one at hand: one row a matter, grouped by how they ended."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.diarienummer import diarienummer_key
from corpus.model import Chunk, Filters, Hit, Kind, Outcome
from corpus.swedish import letters
from corpus.views import OutcomeGroup, PrecedentsView, hit_view
from retrieval.draft.decision import level_of
from retrieval.matters.bonds import bond
from retrieval.matters.headings import alike
from retrieval.matters.proposal import own_number, own_sentences, queries_of
from retrieval.matters.register import Register
from retrieval.matters.similar import Likeness, matter_of
from retrieval.matters.stages import PUT_OFF
from retrieval.matters.way import way_of

# Matters looked at for each row shown: some are the draft's own, or one matter under two numbers.
_SPARE = 2
# A matter is settled once in a body, or once more after all; not at three meetings.
_STANDING = 3
# Passages that may hold a draft's sentence, and how many of its sentences make a matter its own.
_HOLDERS, _MOSTLY = 10, 0.5


def precedents_view(
    text: str, filters: Filters, limit: int, likeness: Likeness, register: Register
) -> PrecedentsView:
    """Up to ``limit`` earlier decisions in matters like that of ``text``, a sentence or a whole draft.

    The draft's own matter is left out: the number that it bears, and whatever holds its text word for word.
    """
    own = own_matter(text, register)
    rows: list[Hit] = []
    for similar in likeness.ranked(queries_of(text), filters):
        if len(rows) >= _SPARE * limit:
            break
        decided = register.decisions(similar.chunk, filters)
        if decided and matter_of(similar.chunk)[1] not in own and not _is_standing(decided):
            row = max(decided, key=_finality)
            rows.append(Hit(row, similar.score, similar.why))
    return PrecedentsView(_groups(_one_a_matter(rows, register)[:limit]))


def _is_standing(chunks: Iterable[Chunk]) -> bool:
    """Whether a number is a file that something is settled in at every meeting, such as a list of letters."""
    settled = {
        (chunk.document.body, chunk.document.date) for chunk in chunks if chunk.place.outcome not in PUT_OFF
    }
    return max(Counter(body for body, _ in settled).values(), default=0) >= _STANDING


def _finality(chunk: Chunk) -> tuple[bool, int, str, bool, int]:
    """A settled § before a postponed, a higher body's before a lower's, the last; of it the first passage."""
    document, place = chunk.document, chunk.place
    settled = place.outcome is not None and place.outcome not in PUT_OFF
    full = document.kind is Kind.PROTOKOLL
    return settled, level_of(document.body or ""), str(document.date or ""), full, -chunk.span[0]


def own_matter(text: str, register: Register) -> frozenset[str]:
    """The keys of every number that the draft's own matter bears, here or in another body's diary."""
    number = own_number(text) or _number_of_holder(own_sentences(text), register)
    if number is None:
        return frozenset()
    start = register.numbered(number, None)
    way = way_of(start, (diarienummer_key(number),), register, None)
    return frozenset({diarienummer_key(number)}.union(*(one.paper.number_keys for one in way)))


def _number_of_holder(told: tuple[str, ...], register: Register) -> str | None:
    """The number of the papers that hold most of a draft's sentences word for word."""
    holders = Counter(number for sentence in told for number in _holding(sentence, register))
    number, times = next(iter(holders.most_common(1)), ("", 0))
    return number if times and times >= _MOSTLY * len(told) else None


def _holding(sentence: str, register: Register) -> set[str]:
    """The numbers of the papers that hold a sentence."""
    words = letters(sentence)
    return {
        number
        for chunk in register.passages(sentence, _HOLDERS)
        if words in letters(chunk.text)
        for number in (chunk.place.diarienummer or chunk.document.diarienummer)[:1]
    }


def _one_a_matter(rows: Sequence[Hit], register: Register) -> list[Hit]:
    """The rows, best first, without those that are of an earlier row's matter under another body's number."""
    kept: list[Hit] = []
    for row in rows:
        same = next(
            (at for at, other in enumerate(kept) if _one_matter(other.chunk, row.chunk, register)), None
        )
        if same is None:
            kept.append(row)
        else:
            last = max(kept[same].chunk, row.chunk, key=_finality)
            kept[same] = replace(kept[same], chunk=last)
    return kept


def _one_matter(one: Chunk, other: Chunk, register: Register) -> bool:
    """Whether two bodies' §§ are bound to each other; within a body two numbers are two matters."""
    if one.document.body == other.document.body or not alike(one.place.heading, other.place.heading):
        return False
    return bond(register.paper(one), register.paper(other)) is not None


def _groups(rows: Iterable[Hit]) -> tuple[OutcomeGroup, ...]:
    """The rows by outcome, the group with the best row first."""
    groups: dict[Outcome | None, list[Hit]] = {}
    for row in rows:
        groups.setdefault(row.chunk.place.outcome, []).append(row)
    return tuple(OutcomeGroup(outcome, tuple(map(hit_view, hits))) for outcome, hits in groups.items())
