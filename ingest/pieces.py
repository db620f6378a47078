"""A section on its way to its parts: stretches of one status, joined, closed and gathered."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.model import Span, Status
from corpus.swedish import sentences
from ingest.part_headings import Heading

LIST_ITEM = re.compile(r"\s*(?:att\b|[•*–−-]\s?|\d{1,2}[.)]|[a-zåäö][.)]?\s|[a-zåäö])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a section before its edges are cleaned; ``heading`` is what opened it."""

    status: Status
    span: Span
    heading: Heading | None = None
    by: tuple[str, ...] = ()


def closed(runs: list[Piece], end: int) -> Iterator[Piece]:
    """``runs`` with each reaching to the next one's beginning."""
    ends = [*(run.span[0] for run in runs[1:]), end]
    for run, stop in zip(runs, ends, strict=True):
        yield replace(run, span=(run.span[0], stop))


def sentences_of(text: str, piece: Piece) -> Iterator[Span]:
    """The sentences of ``piece`` behind its heading."""
    start = max(piece.heading.span[1], piece.span[0]) if piece.heading else piece.span[0]
    for first, last in sentences(text[start : piece.span[1]]):
        yield start + first, start + last


def joined(runs: Iterable[Piece]) -> list[Piece]:
    """``runs`` without borders between neighbours that are the same; a heading joins what it opens."""
    kept: list[Piece] = []
    for run in runs:
        last = kept[-1] if kept else None
        if last and _bare(last, run) and last.status is not Status.BESLUT:
            kept[-1] = replace(last, status=run.status, by=run.by)
        elif last and (last.status, last.by) == (run.status, run.by):
            continue
        else:
            kept.append(run)
    return kept


def _bare(heading: Piece, first: Piece) -> bool:
    """Whether nothing but its heading stands in a piece before ``first``."""
    return heading.heading is not None and first.span[0] - heading.heading.span[1] <= 2


def gathered(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """``pieces`` with a heading that has nothing under it joined to the next of its status.

    Attendance is one part: its many short headings ("Ersättare", "Sekreterare") open nothing new.
    """
    kept: list[Piece] = []
    for piece in pieces:
        last = kept[-1] if kept else None
        bare = last and last.heading and not text[last.heading.span[1] : last.span[1]].strip()
        if last and last.status is piece.status and (bare or piece.status is Status.NARVARO):
            kept[-1] = replace(piece, span=(last.span[0], piece.span[1]), by=piece.by or last.by)
        else:
            kept.append(piece)
    return kept
