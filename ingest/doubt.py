"""Figures that OCR read and nothing confirms: a part that holds one is not confirmed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Page, Part, ReadBy, Section

# Two figures at least; OCR seldom takes one for another without a trace in the words beside it.
_FIGURE = re.compile(r"\d(?:[\d.,:/-]|[ \u00a0](?=\d{3}(?!\d)))*\d")
_BETWEEN = re.compile(r"[ \u00a0.]")


def doubted(sections: Sequence[Section], pages: Sequence[Page]) -> tuple[Section, ...]:
    """The sections with the parts unconfirmed that hold a figure which OCR read once in the whole file."""
    scanned = frozenset(page.number for page in pages if page.read_by is ReadBy.OCR)
    if not scanned:
        return tuple(sections)
    told = Counter(figure for page in pages for figure in _figures(page.text))
    return tuple(_judged(section, scanned, told) for section in sections)


def _judged(section: Section, scanned: frozenset[int], told: Counter[str]) -> Section:
    if not scanned.intersection(range(section.pages[0], section.pages[1] + 1)):
        return section
    return replace(section, parts=tuple(_weighed(section, part, scanned, told) for part in section.parts))


def _weighed(section: Section, part: Part, scanned: frozenset[int], told: Counter[str]) -> Part:
    on_scan = any(page in scanned for page, _ in section.raw_spans(part.span))
    alone = on_scan and any(told[figure] < 2 for figure in _figures(section.text[slice(*part.span)]))
    return replace(part, confirmed=part.confirmed and not alone)


def _figures(text: str) -> Iterator[str]:
    """Every number of two figures or more, without the spaces and points that group it."""
    return (_BETWEEN.sub("", found[0]) for found in _FIGURE.finditer(text))
