"""What an answer may lean on: the sections behind the hits, sentence by sentence, each with its status."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from corpus.archive import Entry
from corpus.chunking import place_at
from corpus.errors import NotFound
from corpus.model import Document, Hit, Page, ParsedDocument, Part, Place, Section, Span, Status
from corpus.swedish import sentences
from retrieval.subject import Bag, bag


class Library(Protocol):
    """Where sections and pages are had: the archive."""

    def section(self, document_id: str, index: int) -> Section:
        """A document's section by its index."""

    def find(self, document_id: str) -> ParsedDocument:
        """A document with its sections."""

    def entry(self, source_id: str) -> Entry:
        """What is known of a source: its documents among it."""

    def printed(self, source_id: str, number: int) -> Page:
        """A source's page by its number, from 1; without its lines."""


@dataclass(frozen=True)
class Reading:
    """A section that a search led to.

    ``rank`` (from 0) is that of its best hit, ``hit`` the spans that were hit, ``said`` the most that a hit
    says of the question's words; ``front`` is how the document begins, where a meeting's place and persons
    stand.
    """

    document: Document
    index: int
    section: Section
    rank: int
    hit: tuple[Span, ...]
    front: str = ""
    said: float = 0.0

    @cached_property
    def passages(self) -> tuple["Passage", ...]:
        """Every sentence of every part, without the parts' own headings."""
        cut = _cut(self.section.text, self.section.parts)
        return tuple(Passage(self, part.status, span, part.by) for part, span in cut)

    @cached_property
    def opening(self) -> str:
        """The heading with the document's own words about itself: what the section is about."""
        section, document = self.section, self.document
        return " ".join(
            (
                *section.trail,
                section.heading,
                *section.diarienummer,
                document.kind.value,
                document.title,
                document.body or "",
                document.municipality or "",
            )
        )

    @cached_property
    def about(self) -> Bag:
        """The words of the opening."""
        return bag(self.opening)

    @cached_property
    def words(self) -> Bag:
        """The words of the whole section."""
        return bag(self.section.text)

    def of(self, *statuses: Status) -> tuple["Passage", ...]:
        """The sentences that have one of ``statuses``."""
        return tuple(passage for passage in self.passages if passage.status in statuses)

    @property
    def key(self) -> tuple[str, int]:
        """The document's id and the section's index."""
        return self.document.id, self.index


@dataclass(frozen=True)
class Passage:
    """A sentence (or some in a row) of one part: ``reading.section.text[span]``."""

    reading: Reading
    status: Status
    span: Span
    by: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The passage as the section has it."""
        return self.reading.section.text[slice(*self.span)]

    @cached_property
    def bag(self) -> Bag:
        """The words of the passage."""
        return bag(self.text)

    @property
    def introduces(self) -> bool:
        """Whether it only leads to what follows ("Kommunstyrelsen beslutar:")."""
        return _LEADS_IN.search(self.text) is not None


def adjoin(last: Passage, passage: Passage) -> bool:
    """Whether the page itself has nothing between two passages of a section."""
    section = last.reading.section
    page, (_, end) = section.raw_spans(last.span)[-1]
    next_page, (start, _) = section.raw_spans(passage.span)[0]
    return page == next_page and 0 <= start - end <= _RAW_GAP


def siblings_of(reading: Reading, library: Library) -> tuple[Reading, ...]:
    """All sections of the reading's document, and of others in its file that bear the same diarienummer."""
    numbers = set(reading.document.diarienummer)
    return tuple(
        Reading(document, index, section, UNRANKED, (), reading.front)
        for document in library.entry(reading.document.source).documents
        if document.id == reading.document.id or numbers & set(document.diarienummer)
        for index, section in enumerate(library.find(document.id).sections)
    )


def placed(reading: Reading, offset: int, library: Library) -> Place:
    """Where the character at ``offset`` of a section's text stands."""
    page = library.printed(reading.document.source, reading.section.page_at(offset))
    return place_at(reading.section, reading.index, offset, {page.number: page})


_FRONT, _SHORT_FRONT = 3_000, 200  # characters
_TITLE_PAGE = 3  # sections
UNRANKED = 100
_RAW_GAP = 8  # characters between passages on the page: a line's end, a bullet
_LEADS_IN = re.compile(r"(?::|\b(?:beslutar|föreslår|besluta|föreslå|att|(?:ska|skall|följande)\.?))\s*$")


def readings(hits: tuple[Hit, ...], library: Library, limit: int) -> tuple[Reading, ...]:
    """The sections behind ``hits``, best first, at most ``limit``."""
    found: dict[tuple[str, int], list[tuple[int, Hit]]] = {}
    for rank, hit in enumerate(hits):
        found.setdefault((hit.chunk.document.id, hit.chunk.place.section), []).append((rank, hit))
    return tuple(_reading(ranked, library) for ranked in list(found.values())[:limit])


def _reading(ranked: list[tuple[int, Hit]], library: Library) -> Reading:
    rank, best = ranked[0]
    place = best.chunk.place
    return Reading(
        document=best.chunk.document,
        index=place.section,
        section=library.section(best.chunk.document.id, place.section),
        rank=rank,
        hit=tuple(hit.chunk.span for _, hit in ranked),
        front=_front(best.chunk.document.id, library),
        said=max(hit.said for _, hit in ranked),
    )


def _front(document_id: str, library: Library) -> str:
    """How a document begins; a title page's lines may be sections of their own."""
    text = library.section(document_id, 0).text
    if len(text) <= _SHORT_FRONT:
        text = "\n".join((text, *_next_sections(document_id, library)))
    return text[:_FRONT]


def _next_sections(document_id: str, library: Library) -> Iterator[str]:
    """The other sections of a title page, each read alone: a whole document takes long to open."""
    for index in range(1, _TITLE_PAGE):
        try:
            yield library.section(document_id, index).text
        except NotFound:
            return


# A part's heading where the lines are lost: "Beslut Nämnden …", "Förslag till beslut 1. …".
_INLINE_HEADING = re.compile(
    r"(?:[^\n.:;]{0,60}?\s)?(?:(?i:förslag till beslut|beslutsförslag|beslut|ärendebeskrivning"
    r"|sammanfattning(?: av ärendet)?"
    r"|bakgrund|ärendet|yrkanden?|reservation(?:er)?|omröstning|beslutsgång|propositionsordning|protokollsanteckning"
    r"|överläggning(?:ar)?|tidigare behandling|beslutsunderlag|handling(?:ar)?))\s*:?\s+(?=[A-ZÅÄÖ0-9•–\-])"
)
_HEADING_WORD = re.compile(
    r"\b(?i:beslut\w*|förslag\w*|ärende\w*|sammanfattning|bakgrund|yrkande\w*|reservation\w*|omröstning\w*|votering\w*|beslutsgång"
    r"|propositions\w+|anteckning\w*|protokollsanteckning\w*|överläggning\w*|överväganden\w*|bedömning|behandling|handling(?:ar)?"
    r"|underlag\w*|expedier\w+|skickas|jäv\w*|ajournering|yttrande\w*|närvarande|justering\w*|anföranden?|motivering|skäl\w*)\b"
)
_LONGEST_HEADING = 90
_BULLET = re.compile(r"[\s•·▪●*«»–—\-\uf000-\uf0ff]*(?:[•·▪●«»\uf000-\uf0ff]|[*–—\-]\s)\s*")


@lru_cache(maxsize=2_048)
def _cut(text: str, parts: tuple[Part, ...]) -> tuple[tuple[Part, Span], ...]:
    """The sentences of a section's parts."""
    return tuple((part, span) for part in parts for span in _sentences(text, part))


def _sentences(text: str, part: Part) -> Iterator[Span]:
    start = _after_heading(text, part)
    for a, b in sentences(text[start : part.span[1]]):
        yield _unmarked(text, _after_glued_heading(text, (start + a, start + b)))


# A heading that a lost line break has put inside a sentence.
_GLUED_HEADING = re.compile(
    r"\s(?:Yrkanden?|Reservation(?:er)?|Omröstning|Beslutsgång|Propositionsordning|Ärendebeskrivning|Protokollsanteckning)"
    r"\s+(?=[A-ZÅÄÖ])"
)


def _after_glued_heading(text: str, span: Span) -> Span:
    glued = _GLUED_HEADING.search(text, *span)
    return (glued.end(), span[1]) if glued else span


def _after_heading(text: str, part: Part) -> int:
    """Where a part begins once its own heading, a line or the first words, is passed."""
    start, end = part.span
    if part.status is Status.OVRIGT:
        return start
    line_end = text.find("\n", start, end)
    line = text[start : line_end if line_end >= 0 else end].strip()
    if (
        line_end >= 0
        and len(line) <= _LONGEST_HEADING
        and _HEADING_WORD.search(line)
        and line[-1:] not in ".;,"
    ):
        return line_end + 1 if not line.endswith(":") or _HEADING_WORD.fullmatch(line[:-1]) else start
    inline = _INLINE_HEADING.match(text, start, end)
    return inline.end() if inline else start


def _unmarked(text: str, span: Span) -> Span:
    """``span`` without a bullet before it."""
    bullet = _BULLET.match(text, *span)
    return (bullet.end(), span[1]) if bullet and bullet.end() < span[1] else span
