"""The values of Paragraf: frozen, slotted, and free of behaviour that needs anything but themselves.

Offsets are in characters. A span ``(a, b)`` is half open, as a Python slice.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


class Kind(StrEnum):
    """What a document is."""

    PROTOKOLL = "protokoll"
    PROTOKOLLSUTDRAG = "protokollsutdrag"
    KALLELSE = "kallelse"
    TJANSTESKRIVELSE = "tjänsteskrivelse"
    TJANSTEUTLATANDE = "tjänsteutlåtande"
    YTTRANDE = "yttrande"
    MOTION = "motion"
    INTERPELLATION = "interpellation"
    STRATEGI = "strategi"
    PLAN = "plan"
    POLICY = "policy"
    RIKTLINJE = "riktlinje"
    REGLEMENTE = "reglemente"
    DELEGATIONSORDNING = "delegationsordning"
    TAXA = "taxa"
    BUDGET = "budget"
    RAPPORT = "rapport"
    AVTAL = "avtal"
    BILAGA = "bilaga"
    OVRIGT = "övrigt"


class Status(StrEnum):
    """What a passage is, in its own body."""

    BESLUT = "beslut"
    FORSLAG = "förslag"
    YRKANDE = "yrkande"
    RESERVATION = "reservation"
    ANTECKNING = "anteckning"
    OMROSTNING = "omröstning"
    YTTRANDE = "yttrande"
    BESKRIVNING = "beskrivning"
    UNDERLAG = "underlag"
    NARVARO = "närvaro"
    EXPEDIERING = "expediering"
    OVRIGT = "övrigt"


class Outcome(StrEnum):
    """How a matter ended in a §: of the matter, never of the proposition that was voted on."""

    BIFALL = "bifall"
    DELVIS = "delvis"
    AVSLAG = "avslag"
    BESVARAD = "besvarad"
    ATERREMISS = "återremiss"
    BORDLAGD = "bordlagd"
    ANTAGEN = "antagen"
    NOTERAD = "noterad"


class Medium(StrEnum):
    """What sort of file a source is, by its content and never by its name."""

    PDF = "pdf"
    TEXT = "text"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"


class ReadBy(StrEnum):
    """How a page's text was had."""

    TEXT_LAYER = "textlager"
    OCR = "ocr"
    NOTHING = "oläst"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: ``page.text[span]``; ``box`` and ``size`` (points) where the medium has geometry."""

    span: Span
    box: Box | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read; ``text`` is raw and kept.

    ``number`` counts the source's pages from 1. ``shown`` is the number a citation prints: the PDF's page
    number, in a text the page number printed in it, else None. ``confidence`` (0–1) is told by OCR.
    """

    number: int
    text: str
    lines: tuple[Line, ...]
    shown: int | None
    read_by: ReadBy = ReadBy.TEXT_LAYER
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was handed in. ``id`` is a manifest's key, else the path below the ingested root."""

    id: str
    file: str
    sha256: str
    medium: Medium
    pages: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document inside a source.

    ``pages`` are first and last ``Page.number``; ``shown`` are the same as a citation prints them, or None.
    """

    id: str
    source: str
    file: str
    kind: Kind
    title: str
    municipality: str | None = None
    body: str | None = None
    date: dt.date | None = None
    approved: bool | None = None
    diarienummer: tuple[str, ...] = ()
    pages: tuple[int, int] = (1, 1)
    shown: tuple[int, int] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """``section.text[start:end]`` comes from ``page.text[raw_start:raw_end]``.

    Equal lengths map character by character; unequal ones (composed accents) map as a whole. Text between
    runs was put in by a cleaning (a space at a joined line's end) and stands on no page.
    """

    start: int
    end: int
    page: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of a section with its status: ``section.text[span]``.

    ``by`` names who moved, reserved or proposed (persons with party, or a body). ``confirmed`` is False where
    a vote's names do not add up to its figures, or OCR read figures that nothing confirms.
    """

    status: Status
    span: Span
    by: tuple[str, ...] = ()
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A § of a protocol, or a headed piece of any other document.

    ``label`` is "§ 27" or None; a heading's own number stays in ``heading``. ``trail`` holds the headings
    above. ``pages`` are first and last ``Page.number``. ``addressee`` is the body that a decision to propose
    is addressed to. The spans of ``parts`` follow one another and cover all of ``text`` but white space.
    """

    label: str | None
    heading: str
    text: str
    runs: tuple[Run, ...]
    pages: tuple[int, int]
    diarienummer: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    outcome: Outcome | None = None
    addressee: str | None = None
    parts: tuple[Part, ...] = ()

    def raw_spans(self, span: Span) -> tuple[tuple[int, Span], ...]:
        """The places on the pages behind ``text[span]``: ``(page number, raw span)`` in reading order."""
        return tuple(_merged(_raw_spans(self.runs, span)))

    def page_at(self, offset: int) -> int:
        """The number of the page that holds the character at ``offset``."""
        before = bisect_right(self.runs, offset, key=lambda run: run.start)
        return self.runs[before - 1].page if before else self.pages[0]


def _raw_spans(runs: Iterable[Run], span: Span) -> Iterable[tuple[int, Span]]:
    for run in runs:
        start, end = max(run.start, span[0]), min(run.end, span[1])
        if start >= end:
            continue
        if run.end - run.start == run.raw_end - run.raw_start:
            shift = run.raw_start - run.start
            yield run.page, (start + shift, end + shift)
        else:
            yield run.page, (run.raw_start, run.raw_end)


def _merged(spans: Iterable[tuple[int, Span]]) -> list[tuple[int, Span]]:
    merged: list[tuple[int, Span]] = []
    for page, (start, end) in spans:
        if merged and merged[-1][0] == page and merged[-1][1][1] == start:
            merged[-1] = (page, (merged[-1][1][0], end))
        else:
            merged.append((page, (start, end)))
    return merged


@dataclass(frozen=True, slots=True)
class Coverage:
    """A protocol's own answer key against what was found; labels as "§ 14"."""

    document: str
    expected: int
    found: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its sections in reading order."""

    document: Document
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that was understood of one source: what the archive holds, one JSON file each."""

    source: Source
    parser: str
    pages: tuple[Page, ...]
    documents: tuple[ParsedDocument, ...]
    coverage: tuple[Coverage, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: the section by its index, and what a citation tells of it.

    At the passage's beginning ``number`` is the ``Page.number``, and ``page`` what a citation prints (its
    ``shown``).
    """

    section: int
    label: str | None
    heading: str
    trail: tuple[str, ...]
    diarienummer: tuple[str, ...]
    page: int | None
    number: int
    outcome: Outcome | None
    addressee: str | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of one status, as the indexes hold it: ``section.text[span] == text``."""

    id: str
    document: Document
    place: Place
    status: Status
    span: Span
    text: str
    by: tuple[str, ...] = ()
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must fulfil; None asks for nothing. ``since`` and ``until`` are inclusive meeting dates."""

    municipality: str | None = None
    body: str | None = None
    kind: Kind | None = None
    status: Status | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    dnr: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """What an index answers: a chunk's id and a score that only its own ranking can be compared by."""

    id: str
    score: float


class Role(StrEnum):
    """Who said a turn of a conversation."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in whose conversation, within which limits."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked chunk; ``why`` tells in Swedish what lifted it.

    ``said`` is how much of the question's words it says: BM25, where a word of no other chunk gives about 1.
    """

    chunk: Chunk
    score: float
    why: tuple[str, ...] = ()
    said: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A proof: ``section.text[span] == quote``, and the quote's letters and digits stand on the page."""

    marker: int
    document: Document
    place: Place
    status: Status
    quote: str
    span: Span


class Refusal(StrEnum):
    """Why no answer is given."""

    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Enough to repeat an answer: who drafted, by which prompt (sha256 or None), over which index.

    ``model`` is the language model that was asked, also where its draft was given up for the extractive one.
    """

    draft: str
    embedder: str
    index: str
    prompt: str | None = None
    thresholds: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user reads, and its proof.

    ``dropped`` counts drafted sentences that no evidence supported; ``fell_back`` tells that a language
    model's draft was given up for the extractive one. ``seconds`` by step. ``suggestions`` are questions that
    may follow, which the collection answers.
    """

    text: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    refusal: Refusal | None
    made_by: MadeBy
    dropped: int = 0
    fell_back: bool = False
    seconds: tuple[tuple[str, float], ...] = ()
    suggestions: tuple[str, ...] = ()
