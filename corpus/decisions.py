"""The same decision seen twice: in the minutes, in an extract of them, in minutes not yet approved.

A decision is municipality + body + day + §, whatever document holds it. Where one copy leaves out its
municipality, or names its body less fully, it is the copy of the one decision that it fits: what fits two is
neither's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.bodies import same_body, same_municipality
from corpus.model import Document, Kind, Parsed, ParsedDocument
from corpus.references import label_number
from corpus.swedish import letters

_MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG})


@dataclass(frozen=True, slots=True)
class Held:
    """A § where it stands: the section ``index`` of ``document``, with its label and heading."""

    document: Document
    index: int
    label: str | None
    heading: str = ""


def same_meeting(one: Document, other: Document) -> bool:
    """Whether two documents tell of one meeting; a municipality that one of them leaves out may be it."""
    return (
        one.date is not None
        and one.date == other.date
        and {one.kind, other.kind} <= _MINUTES
        and same_body(one.body or "", other.body or "?")
        and _fits(one.municipality, other.municipality)
    )


def same_decision(one: Held, other: Held) -> bool:
    """Whether two documents hold the same §; within one document every § is its own."""
    return (
        one.document.id != other.document.id
        and one.label is not None
        and other.label is not None
        and label_number(one.label) == label_number(other.label) is not None
        and same_meeting(one.document, other.document)
    )


def decisions(held: Iterable[Held]) -> tuple[tuple[Held, ...], ...]:
    """Every decision with its copies, the one to cite first, in the order in which they are met."""
    copies = tuple(held)
    met = {copy: place for place, copy in reversed(list(enumerate(copies)))}
    groups: list[list[Held]] = []
    for copy in sorted(copies, key=_vagueness):
        group = _fitting(copy, groups)
        if group is None:
            groups.append([copy])
        else:
            group.append(copy)
    ordered = sorted(groups, key=lambda group: min(map(met.__getitem__, group)))
    return tuple(tuple(sorted(group, key=lambda copy: citing_order(copy.document))) for group in ordered)


def citing_order(document: Document) -> tuple[int, str]:
    """The rank of a document among those that hold a decision, the one to cite lowest.

    The approved minutes come before an extract of them, and that before minutes not yet approved.
    """
    preliminary = document.approved is False
    extract = document.kind is not Kind.PROTOKOLL
    return 2 * preliminary + extract, document.id


def other_minutes(parsed: Parsed, documents: Iterable[Document]) -> tuple[Document, ...]:
    """Those of ``documents`` that tell of a meeting of ``parsed`` and are none of its own."""
    own = [inner.document for inner in parsed.documents if inner.document.kind in _MINUTES]
    days = {document.date for document in own}
    ids = {document.id for document in own}
    return tuple(
        other
        for other in documents
        if other.date in days and other.id not in ids and any(same_meeting(one, other) for one in own)
    )


class Library(Protocol):
    """Where documents are had: the archive."""

    def documents(self) -> tuple[Document, ...]:
        """Every document."""

    def find(self, document_id: str) -> ParsedDocument:
        """A document with its sections."""


def copies_of(parsed: Parsed, library: Library) -> dict[tuple[str, int], tuple[str, ...]]:
    """For the §§ of a source, as ``same_elsewhere`` tells it of the whole collection."""
    others = (library.find(other.id) for other in other_minutes(parsed, library.documents()))
    return same_elsewhere([held for inner in (*parsed.documents, *others) for held in _held(inner)])


def _held(inner: ParsedDocument) -> Iterator[Held]:
    if inner.document.kind in _MINUTES:
        for index, section in enumerate(inner.sections):
            if section.label is not None:
                yield Held(inner.document, index, section.label, section.heading)


def same_elsewhere(copies: Sequence[Held]) -> dict[tuple[str, int], tuple[str, ...]]:
    """By document id and section index, the ids of the other documents that hold the same decision."""
    return {
        (copy.document.id, copy.index): tuple(_others(copy, group))
        for group in decisions(copies)
        for copy in group
    }


def _others(copy: Held, group: tuple[Held, ...]) -> Iterator[str]:
    return (other.document.id for other in group if other is not copy)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or same_municipality(one, other)


def _vagueness(copy: Held) -> tuple[bool, int]:
    """Copies that name municipality and body in full come first: the others are told by them."""
    return copy.document.municipality is None, -len(copy.document.body or "")


def _fitting(copy: Held, groups: list[list[Held]]) -> list[Held] | None:
    """The one group whose every copy is the same decision; of several the only one with the same heading."""
    found = [group for group in groups if all(same_decision(copy, other) for other in group)]
    if len(found) > 1:
        found = [group for group in found if letters(group[0].heading) == letters(copy.heading)]
    return found[0] if len(found) == 1 else None
