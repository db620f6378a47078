"""A source's JSON read piece by piece: the page or section that is wanted, without the others.

The JSON is as pydantic writes a ``Parsed``: without white space, every value's first field first. A quote
inside a JSON string is escaped, so what is looked for here stands in no text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pydantic import TypeAdapter

from corpus.model import Page, Section, Span

_PAGE, _DOCUMENT, _SECTION = map(re.compile, (rb'\{"number":', rb'\{"document":\{', rb'\{"label":'))
_BEFORE_DOCUMENTS, _AFTER_DOCUMENTS = b'],"documents":[', b'],"coverage":['
_BEFORE_LINES, _AFTER_LINES = b',"lines":[', b'],"shown":'
_AFTER_SECTIONS = b"]}"

_AS_PAGE, _AS_SECTION = TypeAdapter(Page), TypeAdapter(Section)


@dataclass(frozen=True, slots=True)
class Sliced:
    """A source's JSON, and where in it the pages and each document's sections stand.

    A section that has been read is kept. Raises ValueError where the JSON is not what it should be, and
    IndexError where there is no such page, document or section.
    """

    body: bytes
    page_spans: tuple[Span, ...]
    section_spans: tuple[tuple[Span, ...], ...]
    kept: dict[Span, Section] = field(default_factory=dict)

    def page(self, number: int) -> Page:
        """The page ``number``, from 1."""
        return _AS_PAGE.validate_json(self.body[slice(*self.page_spans[number - 1])])

    def printed(self, number: int) -> Page:
        """The page ``number``, from 1, without its lines: they take nine tenths of the time."""
        whole = self.body[slice(*self.page_spans[number - 1])]
        before, after = whole.index(_BEFORE_LINES), whole.rindex(_AFTER_LINES)
        return _AS_PAGE.validate_json(whole[:before] + _BEFORE_LINES + whole[after:])

    def count(self, document: int) -> int:
        """How many sections the source's ``document``, from 0, has."""
        return len(self.section_spans[document])

    def section(self, document: int, index: int) -> Section:
        """The section ``index``, from 0, of the source's ``document``, from 0."""
        span = self.section_spans[document][index]
        if span not in self.kept:
            self.kept[span] = _AS_SECTION.validate_json(self.body[slice(*span)])
        return self.kept[span]

    def sections(self, document: int) -> tuple[Section, ...]:
        """Every section of the source's ``document``, from 0."""
        return tuple(self.section(document, index) for index in range(self.count(document)))


def sliced(body: bytes) -> Sliced:
    """The JSON of a ``Parsed`` with its places. Raises ValueError where it is not whole."""
    middle, end = body.index(_BEFORE_DOCUMENTS), body.rindex(_AFTER_DOCUMENTS)
    pages = _values(_PAGE, body, (0, middle))
    documents = _values(_DOCUMENT, body, (middle, end))
    sections = (_values(_SECTION, body, (start, stop - len(_AFTER_SECTIONS))) for start, stop in documents)
    return Sliced(body, tuple(pages), tuple(map(tuple, sections)))


def _values(opening: re.Pattern[bytes], body: bytes, within: Span) -> Iterator[Span]:
    """Where the values stand that begin with ``opening``: a comma between them, the last to the end."""
    starts = [found.start() for found in opening.finditer(body, *within)]
    return ((start, after - 1) for start, after in pairwise((*starts, within[1] + 1)))
