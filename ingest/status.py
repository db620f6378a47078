"""What every passage of a section is: decision, proposal, yrkande, reservation, background …

Headings say it, sentences refine it: "X (S) reserverar sig" is a reservation wherever it stands. A proposal
is never a decision: only minutes decide, and in them only under a decision's heading or in words that decide
now.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.model import Kind, Part, Span, Status
from corpus.persons import persons
from corpus.votes import Doubt, votes_in
from ingest.deciding import DECIDED, decided
from ingest.part_headings import Heading, inline_headings, line_heading
from ingest.pieces import Piece, gathered
from ingest.speaking import proposing, spoken

MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG, Kind.OVRIGT})
# Documents that are themselves what was decided or reported: a heading "Jäv" or "Beslut" is a rule's name.
RULES = frozenset(
    {Kind.STRATEGI, Kind.PLAN, Kind.POLICY, Kind.RIKTLINJE, Kind.REGLEMENTE, Kind.DELEGATIONSORDNING}
    | {Kind.TAXA, Kind.BUDGET, Kind.RAPPORT, Kind.AVTAL, Kind.BILAGA}
)
# Their numbered points may sound like headings.
WORDED = frozenset({Status.BESLUT, Status.FORSLAG, Status.YRKANDE})
LISTS = frozenset({Status.UNDERLAG, Status.EXPEDIERING})
# Their §§ and items are headed by what they are about.
WHOLE = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG, Kind.KALLELSE})
HEADED = WORDED | LISTS | {Status.YTTRANDE, Status.RESERVATION}
BULLET = re.compile(r"[•●▪\uf0b7]\s*$")
NUMBERED = re.compile(r"\s*(?:§|Paragraf\b|\d{1,3}\s(?!Protokoll|Sammanträdes))")
ATTENDANCE = re.compile(
    r"närvarande|beslutande|tjänstgörande|ersättare|justerare|plats och tid|sekreterare", re.IGNORECASE
)
# An annexe of a voting system: figures, then a table of names whose cells sound like attendance.
PRINTOUT = re.compile(
    r"(?:^|\bAntal )ja ?:? ?\d{1,3}\s+(?:Antal )?nej ?:? ?\d{1,3}\s", re.IGNORECASE | re.MULTILINE
)
# A heading that goes on in the next line: "NÄMNDENS BESLUTSFÖRSLAG TILL".
BROKEN_OFF = (" TILL", " I", " PÅ", " FÖR", " OCH", " till", " för")
OLDER = re.compile(r"\b(?:beslutade|beslöt|har beslutat|antog|fastställde|godkände|beslutades|gav)\b")
SIDE = re.compile(r"\b(?:ja|nej)\b", re.IGNORECASE)


def parts(text: str, kind: Kind, opening: int, body: str | None = None) -> tuple[Part, ...]:
    """The parts of a section's ``text``, in order, covering all of it but white space.

    The first ``opening`` characters (the § line and the heading) are the first part, of status övrigt.
    ``body`` is whose minutes these are, where it is known.
    """
    pieces = _headed(text, kind, opening)
    if kind in MINUTES:
        pieces = decided(text, pieces, body)
        undecided = None if any(piece.status is Status.BESLUT for piece in pieces) else body
        pieces = [small for piece in pieces for small in spoken(text, piece, undecided)]
    elif kind not in RULES:
        pieces = [small for piece in pieces for small in proposing(text, piece)]
    whole = [Piece(Status.OVRIGT, (0, opening)), *gathered(text, pieces)]
    return tuple(_weighed(text, _parts(text, _introduced(text, whole))))


def _headed(text: str, kind: Kind, opening: int) -> list[Piece]:
    pieces: list[Piece] = []
    current = _first(text, kind, opening)
    found = list(_headings(text, opening))
    alone = any(heading.line and heading.status is Status.BESLUT for heading in found)
    for heading in found:
        status = _opened(text, kind, heading, current.status)
        if status is None or _is_entry(text, heading, current.status, alone):
            continue
        pieces.append(replace(current, span=(current.span[0], heading.span[0])))
        by = (heading.owner,) if heading.owner and status is Status.FORSLAG else ()
        current = Piece(status, heading.span, heading, by)
    return [*pieces, replace(current, span=(current.span[0], len(text)))]


def _first(text: str, kind: Kind, opening: int) -> Piece:
    """The first piece: of a paper that is parted at its headings, what its section's own heading opens."""
    plain = Piece(_unheaded(text, kind, opening), (opening, opening))
    start = text.rfind("\n", 0, max(0, opening - 1)) + 1
    heading = line_heading(text[start:opening].rstrip("\n"), start) if kind not in WHOLE else None
    status = _opened(text, kind, heading, plain.status) if heading else None
    if heading is None or status not in HEADED:
        return plain
    by = (heading.owner,) if heading.owner and status is Status.FORSLAG else ()
    return replace(plain, status=status, heading=heading, by=by)


def _is_entry(text: str, heading: Heading, now: Status, alone: bool) -> bool:
    """Whether what looks like a decision is an entry of a list: its bullet stands before it, or "Beslut att
    …" is one of many where the section's decision has a line of its own.
    """
    if heading.line or heading.status is not Status.BESLUT:
        return False
    listed = BULLET.search(text, max(0, heading.span[0] - 4), heading.span[0]) is not None
    reported = alone and now is Status.YTTRANDE and text[heading.span[1] - 1] != ":"
    return listed or reported


def _unheaded(text: str, kind: Kind, opening: int) -> Status:
    """What the text before the first heading is."""
    if kind is Kind.YTTRANDE:
        return Status.YTTRANDE
    if kind in MINUTES and not NUMBERED.match(text):
        if PRINTOUT.search(text, opening):
            return Status.OMROSTNING
        if len(ATTENDANCE.findall(text[:2000])) > 1:
            return Status.NARVARO
    return Status.BESKRIVNING


def _headings(text: str, opening: int) -> Iterator[Heading]:
    lines = text[opening:].splitlines(keepends=True)
    start = opening
    joined = False
    for line, following in pairwise([*lines, ""]):
        block = line.rstrip("\n")
        if joined:
            joined = False
        elif block.rstrip().endswith(BROKEN_OFF) and (
            found := line_heading(line + following.rstrip("\n"), start)
        ):
            joined = True
            yield found
        elif found := line_heading(block, start):
            yield found
        else:
            yield from inline_headings(block, start)
        start += len(line)


def _opened(text: str, kind: Kind, heading: Heading, now: Status) -> Status | None:
    """The status that ``heading`` opens in a document of ``kind``, or None where it opens nothing."""
    status = heading.status
    if kind in RULES:
        return status if heading.line and heading.words.startswith("förslag till beslut") else None
    if status is Status.NARVARO and (NUMBERED.match(text) and not heading.words.startswith("närvar")):
        return None
    if status is Status.NARVARO and now is Status.OMROSTNING:
        return None
    if now in LISTS and (status is now or not _ends_list(text, heading)):
        return None
    if now in WORDED and heading.line and not heading.certain:
        return None
    if status is Status.BESLUT and kind not in MINUTES:
        return Status.BESKRIVNING if OLDER.search(_first_words(text, heading)) else Status.FORSLAG
    if " föreslår " in heading.words and now in (Status.BESLUT, Status.FORSLAG, Status.YRKANDE):
        return None
    if status is Status.FORSLAG and now is Status.BESLUT and heading.receiver and not heading.owner:
        return Status.BESLUT
    return status


def _first_words(text: str, heading: Heading) -> str:
    """What stands next behind a heading."""
    return text[heading.span[1] : heading.span[1] + 200].strip().partition("\n")[0]


def _ends_list(text: str, heading: Heading) -> bool:
    """Whether a heading among the items of a list is more than an item that sounds like one."""
    if heading.line:
        return heading.certain and heading.status is not Status.NARVARO
    if heading.status is Status.BESLUT:
        return DECIDED.search(_first_words(text, heading)) is not None
    return heading.certain or (heading.status is Status.YRKANDE and "yrkar" in _first_words(text, heading))


def _introduced(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """``pieces`` with persons whose party is told elsewhere in ``text`` named with it."""
    known: dict[str, str] | None = None
    for piece in pieces:
        if known is None and any(name.count("(") == 0 for name in piece.by):
            known = {name.partition(" (")[0]: name for name in persons(text)}
        yield replace(piece, by=tuple((known or {}).get(name, name) for name in piece.by))


def _parts(text: str, pieces: Iterable[Piece]) -> Iterator[Part]:
    for piece in pieces:
        words = text[slice(*piece.span)]
        start = piece.span[0] + len(words) - len(words.lstrip())
        end = piece.span[0] + len(words.rstrip())
        if start < end:
            yield Part(piece.status, (start, end), piece.by)


def _weighed(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    """``parts``, with votes unconfirmed whose printed names are not as many as their figures.

    Proposition, figures and names may stand in parts of their own: neighbours are read together.
    """
    for voting, run in groupby(parts, key=lambda part: part.status is Status.OMROSTNING):
        neighbours = tuple(run)
        doubtful = _doubtful(text, neighbours) if voting else ()
        for part in neighbours:
            told = text[slice(*part.span)]
            overlaps = any(part.span[0] < end and start < part.span[1] for start, end in doubtful)
            yield replace(part, confirmed=not (overlaps and SIDE.search(told)))


def _doubtful(text: str, parts: tuple[Part, ...]) -> tuple[Span, ...]:
    """Where votes stand whose names contradict their figures, each to the next vote's beginning."""
    start, end = parts[0].span[0], parts[-1].span[1]
    found = votes_in(text[start:end])
    bounds = [*(start + vote.span[0] for vote in found), end]
    spans = zip(pairwise(bounds), found, strict=True)
    return tuple(span for span, vote in spans if vote.doubt is Doubt.DISAGREES)
