"""A section as a matter's paper: what it is called, what numbers it bears, and what others it names."""

from dataclasses import dataclass
from functools import cached_property

from corpus.bodies import body_key, find_bodies
from corpus.dates import swedish_date
from corpus.diarienummer import diarienummer_key, find_diarienummer
from corpus.model import Document, Section, Status
from retrieval.evidence import Reading
from retrieval.matters.mentions import Mention, mentions_in
from retrieval.naming import whose
from retrieval.relevance import MINUTES, numbers


# Compared by identity: a section's text is long.
@dataclass(frozen=True, eq=False)
class Paper:
    """A section and what it tells of its matter; each thing is worked out once."""

    reading: Reading

    @property
    def document(self) -> Document:
        """The document that it stands in."""
        return self.reading.document

    @property
    def section(self) -> Section:
        """The section itself."""
        return self.reading.section

    @property
    def key(self) -> tuple[str, int]:
        """The document's id and the section's index."""
        return self.reading.key

    @property
    def is_decision(self) -> bool:
        """Whether it is a § of a meeting's minutes."""
        return self.section.label is not None and self.document.kind in MINUTES

    @property
    def heading(self) -> str:
        """The §'s heading, or the document's title where a § has none or it is no §."""
        return self.section.heading if self.section.label and self.section.heading else self.document.title

    @property
    def numbers(self) -> tuple[str, ...]:
        """The diarienummer as printed."""
        return numbers(self.reading)

    @property
    def body(self) -> str:
        """What every form of the body's name shares, or nothing."""
        return body_key(self.document.body) if self.document.body else ""

    @cached_property
    def number_keys(self) -> frozenset[str]:
        """The diarienummer in the form that all spellings share."""
        return frozenset(filter(None, map(diarienummer_key, self.numbers)))

    @cached_property
    def numbers_told(self) -> frozenset[str]:
        """The keys of every diarienummer in the text."""
        return frozenset(diarienummer_key(found.text) for found in find_diarienummer(self.section.text))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The §§ of meetings that the text names."""
        return mentions_in(self.section)

    @cached_property
    def sent_to(self) -> tuple[str, ...]:
        """The bodies that it is dispatched to."""
        section = self.section
        return tuple(
            found.name
            for part in section.parts
            if part.status is Status.EXPEDIERING
            for found in find_bodies(section.text[slice(*part.span)])
        )

    @property
    def name(self) -> str:
        """ "kommunstyrelsens § 84 den 10 maj 2023", or the kind of document and its day."""
        document = self.document
        day = f" den {swedish_date(document.date)}" if document.date else ""
        body = whose(document)
        if self.section.label and body:
            return f"{genitive(body)} {self.section.label}{day}"
        return f"{document.kind.value}{day}"


def genitive(name: str) -> str:
    """ "kommunstyrelsens" of "kommunstyrelsen"."""
    return name if name.endswith("s") else f"{name}s"
