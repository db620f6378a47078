"""Questions to begin with, made from the collection's own latest decisions."""

import re
from collections.abc import Iterator

from corpus.archive import Archive
from corpus.dates import swedish_date
from corpus.model import Document, Kind, Outcome, Section, Status
from retrieval.naming import body_name

_TELLING = frozenset({Outcome.BIFALL, Outcome.AVSLAG, Outcome.ANTAGEN, Outcome.ATERREMISS, Outcome.DELVIS})
_HEADING = range(12, 90)
_MOTION = re.compile(r"^motion\b")
_READ = 12  # protocols looked into, the latest first


def examples(archive: Archive, count: int = 4) -> tuple[str, ...]:
    """At most ``count`` questions, from as many meetings, that the collection can answer."""
    minutes = [d for d in archive.documents() if d.kind is Kind.PROTOKOLL and d.body and d.date]
    minutes.sort(key=lambda d: str(d.date), reverse=True)
    made: list[str] = []
    for document in minutes[:_READ]:
        telling = list(_telling(archive, document))
        if telling and len(made) < count:
            made.append(_question(document, telling[len(made) % len(telling)], len(made)))
    return tuple(made)


def _telling(archive: Archive, document: Document) -> Iterator[Section]:
    for section in archive.find(document.id).sections:
        decided = any(part.status is Status.BESLUT for part in section.parts)
        if section.label and decided and section.outcome in _TELLING and len(section.heading) in _HEADING:
            yield section


def _question(document: Document, section: Section, number: int) -> str:
    """A question about ``section``; by ``number``, so that the first few are of several kinds."""
    body = body_name(document.body or "")
    heading = matter_words(section)
    reserved = any(part.status is Status.RESERVATION for part in section.parts)
    if number % 3 == 1 and document.date:
        return f"Vad beslutade {body} den {swedish_date(document.date)} i {section.label}?"
    if number % 3 == 2 and reserved:
        return f"Vem reserverade sig mot beslutet om {heading} i {body}?"
    return f"Vad beslutade {body} om {heading}?"


def matter_words(section: Section) -> str:
    """The heading as it stands inside a question: "motionen om …", "ny lekplats vid …", but "Ekeby 4:17"."""
    heading = " ".join(section.heading.split())
    first = heading.partition(" ")[0]
    # A name has its capital inside a sentence too.
    name = first[1:] != first[1:].lower() or re.search(rf"[a-zåäö,] {re.escape(first)}\b", section.text)
    return heading if name else _MOTION.sub("motionen", f"{heading[:1].lower()}{heading[1:]}")
