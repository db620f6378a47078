"""Where a matter's sections are looked up: by diarienummer, by meeting and §, by words."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from corpus.bodies import same_body, same_municipality
from corpus.lexical import Exact
from corpus.model import Chunk, Document, Filters, Kind, Status
from retrieval.evidence import UNRANKED, Library, Reading
from retrieval.matters.paper import Paper
from retrieval.matters.similar import matter_of
from retrieval.search import Words

# Passages looked at for one number, and for one search by words.
_OF_NUMBER, _OF_WORDS = 2_000, 80
_OF_MEETING = 100
_NO_FILTERS = Filters()


@dataclass(frozen=True)
class Register:
    """The sections of a collection by what identifies them; ``documents`` lists all that it holds."""

    library: Library
    lexical: Words
    documents: Callable[[], tuple[Document, ...]]

    def numbered(self, number: str, municipality: str | None) -> tuple[Paper, ...]:
        """The sections that bear ``number``, in any spelling; one without its diary's letters matches any."""
        ids = sorted(self.lexical.ids(Filters(dnr=number)))
        return self._papers(self.lexical.chunks(ids[:_OF_NUMBER]), municipality)

    def held(
        self, municipality: str | None, body: str | None, date: dt.date, label: str
    ) -> tuple[Paper, ...]:
        """The § ``label`` of the meetings on ``date``, of ``body`` or of any."""
        filters = Filters(body=body, since=date, until=date)
        found = self.lexical.search("", _OF_MEETING, filters, Exact(labels=(label,)))
        return self._papers(self.lexical.chunks([ranked.id for ranked in found]), municipality)

    def decisions(self, chunk: Chunk, filters: Filters) -> tuple[Chunk, ...]:
        """The passages that decide, in all §§ of a passage's number; of a § without number its own."""
        numbers = chunk.place.diarienummer or chunk.document.diarienummer
        wanted = replace(filters, status=Status.BESLUT, kind=None)
        if numbers:
            ids = sorted(self.lexical.ids(replace(wanted, dnr=numbers[0])))[:_OF_NUMBER]
        else:
            wanted = replace(wanted, since=chunk.document.date, until=chunk.document.date)
            exact = Exact(labels=(chunk.place.label or "",))
            ids = [found.id for found in self.lexical.search("", _OF_MEETING, wanted, exact)]
        found = self.lexical.chunks(ids)
        return tuple(one for one in found if one.place.label and matter_of(one) == matter_of(chunk))

    def about(
        self,
        words: str,
        municipality: str | None,
        fits: Callable[[Chunk], bool],
        filters: Filters = _NO_FILTERS,
    ) -> tuple[Paper, ...]:
        """The sections whose words are most like ``words``, of those with a passage that ``fits``."""
        found = self.lexical.search(words, _OF_WORDS, filters)
        chunks = self.lexical.chunks([ranked.id for ranked in found])
        return self._papers(filter(fits, chunks), municipality)

    def passages(self, words: str, limit: int) -> tuple[Chunk, ...]:
        """The ``limit`` passages whose words are most like ``words``, of whatever documents."""
        return self.lexical.chunks([ranked.id for ranked in self.lexical.search(words, limit)])

    def paper(self, chunk: Chunk) -> Paper:
        """The section that a passage stands in."""
        document, index = chunk.document, chunk.place.section
        return Paper(Reading(document, index, self.library.section(document.id, index), UNRANKED, ()))

    def meetings(self, municipality: str | None, body: str) -> tuple[dt.date, ...]:
        """The days of ``body``'s meetings whose protocols are here, in order."""
        return tuple(
            sorted(
                {
                    document.date
                    for document in self.documents()
                    if document.date
                    and document.body
                    and document.kind is Kind.PROTOKOLL
                    and _within(document, municipality)
                    and same_body(document.body, body)
                }
            )
        )

    def _papers(self, chunks: Iterable[Chunk], municipality: str | None) -> tuple[Paper, ...]:
        sections = {
            (chunk.document.id, chunk.place.section): chunk
            for chunk in chunks
            if _within(chunk.document, municipality)
        }
        return tuple(self.paper(chunk) for _, chunk in sorted(sections.items(), key=lambda item: item[0]))


def _within(document: Document, municipality: str | None) -> bool:
    own = document.municipality
    return municipality is None or own is None or same_municipality(own, municipality)
