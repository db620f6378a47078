"""Sections cut into the passages that the indexes hold: one status each, at block and sentence ends."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil

from pydantic import TypeAdapter

from corpus.model import Chunk, Page, Parsed, ParsedDocument, Part, Place, Section, Span, Status
from corpus.swedish import sentences

# How sections are cut and what is embedded of them; a new number makes all chunks anew.
FORMAT = "2"
# Characters: a passage's greatest length, and what is let over the even share of a part that must be cut.
LIMIT = 1_000
SLACK = 100
# An opening longer than this holds more than a §'s number, heading and diarienummer.
OPENING_LIMIT = 400
HEADING_LIMIT = 80
# Names upon names say nothing to a vector; they are found by their words.
LIST_LIMIT = 200
_LISTS = frozenset((Status.NARVARO, Status.OMROSTNING, Status.UNDERLAG, Status.EXPEDIERING))
# What is alike in every matter: the heading would only bring it up beside the matter's own passages.
_ALIKE = _LISTS - {Status.OMROSTNING}

CHUNK = TypeAdapter(Chunk)


def chunks(parsed: Parsed, embedder_id: str) -> tuple[Chunk, ...]:
    """The passages of every document of ``parsed``, in reading order.

    An id is a hash of all that the chunk tells and of the embedder: whatever changes, the indexes notice.
    """
    shown = {page.number: page for page in parsed.pages}
    return tuple(
        _identified(chunk, embedder_id)
        for document in parsed.documents
        for index, section in enumerate(document.sections)
        for chunk in _section_chunks(document, index, section, shown)
    )


def passage(chunk: Chunk) -> str:
    """The text that is embedded for ``chunk``: a short line that says what it is about, and the text.

    Neither date nor body: equal texts about equal matters are embedded once. Of lists only the beginning,
    and of attendance, enclosures and addressees no heading.
    """
    text = shortened(chunk.text, LIST_LIMIT) if chunk.status in _LISTS else chunk.text
    if chunk.status in _ALIKE:
        return text
    heading = _heading(chunk)
    return text if text.startswith(heading) else f"{heading}\n{text}"


def _heading(chunk: Chunk) -> str:
    heading = chunk.place.heading or " – ".join(chunk.place.trail[-1:])
    if chunk.place.label is None and chunk.document.title not in heading:
        heading = f"{shortened(chunk.document.title, HEADING_LIMIT // 2)} – {heading}" if heading else ""
    return shortened(heading or chunk.document.title, HEADING_LIMIT)


def shortened(text: str, limit: int) -> str:
    """``text`` cut at the last word's end within ``limit`` characters."""
    if len(text) <= limit:
        return text
    space = max(text.rfind(mark, 1, limit + 1) for mark in " \n")
    return text[: space if space > 0 else limit].rstrip()


def _identified(chunk: Chunk, embedder_id: str) -> Chunk:
    recipe = f"{FORMAT} {embedder_id}".encode()
    digest = hashlib.blake2b(recipe + CHUNK.dump_json(chunk), digest_size=8)
    return replace(chunk, id=digest.hexdigest())


def place_at(section: Section, index: int, offset: int, pages: Mapping[int, Page]) -> Place:
    """Where ``section.text[offset]`` stands: in the document's section ``index``, on a page of ``pages``."""
    number = section.page_at(offset)
    return Place(
        section=index,
        label=section.label,
        heading=section.heading,
        trail=section.trail,
        diarienummer=section.diarienummer,
        page=pages[number].shown if number in pages else None,
        number=number,
        outcome=section.outcome,
        addressee=section.addressee,
    )


def _section_chunks(
    document: ParsedDocument, index: int, section: Section, pages: dict[int, Page]
) -> Iterator[Chunk]:
    for part in _passages(section):
        place = place_at(section, index, part.span[0], pages)
        text = section.text[slice(*part.span)]
        yield Chunk("", document.document, place, part.status, part.span, text, part.by, part.confirmed)


def _passages(section: Section) -> Iterator[Part]:
    """The parts of ``section``, long ones cut and short neighbours of one kind joined."""
    pieces = (replace(part, span=span) for part in _body(section) for span in _cut(section.text, part.span))
    waiting: Part | None = None
    for piece in pieces:
        if waiting and _joinable(waiting, piece):
            waiting = replace(waiting, span=(waiting.span[0], piece.span[1]))
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _joinable(before: Part, after: Part) -> bool:
    alike = (before.status, before.by, before.confirmed) == (after.status, after.by, after.confirmed)
    return alike and after.span[1] - before.span[0] <= LIMIT


def _body(section: Section) -> tuple[Part, ...]:
    """The parts without the opening, unless the opening is all there is or more than a heading."""
    parts = section.parts or (Part(Status.OVRIGT, (0, len(section.text))),)
    opening, rest = parts[0], parts[1:]
    bare = opening.status is Status.OVRIGT and opening.span[1] - opening.span[0] <= OPENING_LIMIT
    said = any(section.text[slice(*part.span)].strip() for part in rest)
    return rest if bare and said else parts


def _cut(text: str, span: Span) -> Iterator[Span]:
    """``span`` in pieces of at most LIMIT characters and about equal length, trimmed of white space."""
    atoms = list(_atoms(text, span))
    if not atoms:
        return
    length = atoms[-1][1] - atoms[0][0]
    share = min(LIMIT, length // ceil(length / LIMIT) + SLACK) if length > LIMIT else LIMIT
    start, end = atoms[0]
    for atom in atoms[1:]:
        if atom[1] - start > share:
            yield start, end
            start = atom[0]
        end = atom[1]
    yield start, end


def _atoms(text: str, span: Span) -> Iterator[Span]:
    """The blocks of ``text[span]``, the sentences of too long a block, and bits of too long a sentence."""
    start = span[0]
    for block in text[slice(*span)].split("\n"):
        if len(block) > LIMIT:
            yield from _sentence_atoms(text, (start, start + len(block)))
        elif block.strip():
            begin = start + len(block) - len(block.lstrip())
            yield begin, begin + len(block.strip())
        start += len(block) + 1


def _sentence_atoms(text: str, span: Span) -> Iterator[Span]:
    for first, last in sentences(text[slice(*span)]):
        start, end = span[0] + first, span[0] + last
        while end - start > LIMIT:
            space = text.rfind(" ", start + 1, start + LIMIT + 1)
            stop = space if space > 0 else start + LIMIT
            yield start, stop
            start = stop + 1 if space > 0 else stop
        if start < end:
            yield start, end
