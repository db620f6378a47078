"""Where it stands, and all that stands there: the source of the last answer, and a §'s whole text."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from corpus.model import Status
from corpus.swedish import letters
from retrieval.asked import Ask
from retrieval.draft.claims import Claim
from retrieval.draft.decision import decided
from retrieval.draft.identifiers import opening
from retrieval.draft.wording import capital, quote, run_on, source
from retrieval.evidence import Passage, Reading
from retrieval.relevance import Case

# Shorter sentences ("Motionen avslås.") stand in too many places to tell which one was meant.
_TELLING = 12
_SOURCES = 3
_PART, _WHOLE = 500, 1_400


def source_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """Where what the last answer told stands; without one, where the matter asked about does."""
    if not (case.query.told or case.asked.terms or case.query.labels or case.query.diarienummer):
        return ()
    told = letters(case.query.told)
    found = [p for reading in case.readings for p in reading.passages if _is_told(p, told)]
    leads = {passage.reading.key: passage for passage in reversed(found)}
    chosen = [p for p in found if leads[p.reading.key] is p][:_SOURCES] or _first(case.readings)
    return tuple(_standing(passage) for passage in chosen)


def _is_told(passage: Passage, told: str) -> bool:
    said = letters(passage.text)
    return len(said) >= _TELLING and said in told and passage.status is not Status.OVRIGT


def _first(readings: tuple[Reading, ...]) -> list[Passage]:
    if not readings:
        return []
    return list(decided(readings[0])[:1] or (opening(readings[0]),))


def _standing(passage: Passage) -> Claim:
    return Claim(f"{source(passage.reading)}: {quote(passage.text)}", (passage,), at_page=True)


def whole_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """All that a section says, part by part; where that is too much, that the rest is on the page."""
    if not case.readings:
        return ()
    reading = case.readings[0]
    parts = list(_parts(reading))
    kept = _within(parts)
    claims = [
        Claim(f"{capital(parts_name)}: {run_on(passages, _PART)}", passages) for parts_name, passages in kept
    ]
    lead = Claim(f"Så här står det i {source(reading)}", (opening(reading),))
    whole = len(kept) == len(parts) and all(_length(passages) <= _PART for _, passages in kept)
    rest = () if whole else (Claim("Hela texten finns på sidan som källan öppnar"),)
    return (lead, *claims, *rest) if claims else ()


def _parts(reading: Reading) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """The runs of passages of one status, by the status's name, without what is no part of the text."""
    told = (p for p in reading.passages if p.status is not Status.OVRIGT)
    for status, passages in groupby(told, key=lambda passage: passage.status):
        yield status.value, tuple(passages)


def _within(parts: Iterable[tuple[str, tuple[Passage, ...]]]) -> list[tuple[str, tuple[Passage, ...]]]:
    """The first parts, as many as fit an answer."""
    kept: list[tuple[str, tuple[Passage, ...]]] = []
    length = 0
    for name, passages in parts:
        length += min(_length(passages), _PART)
        if kept and length > _WHOLE:
            break
        kept.append((name, passages))
    return kept


def _length(passages: tuple[Passage, ...]) -> int:
    return sum(len(passage.text) + 1 for passage in passages)
