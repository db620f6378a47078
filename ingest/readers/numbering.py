"""The numbers and bullets that Word sets before passages by itself ("§ 27", "1.2", "a)", "•").

They stand in no run of text: each is counted up from the definitions in numbering.xml (ECMA-376-1, 17.9).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as Passage

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN_LIMIT = 89
_BULLET = "• "


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: ``pattern`` as "%1.%2" with the levels' numbers from 1."""

    format: str
    pattern: str
    start: int


Definition = dict[int, Level]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted, in reading order."""

    definitions: dict[str, Definition]
    lists: dict[str, str]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Self:
        """The lists that ``document`` defines; none where it has no numbering part."""
        related = document.part.rels.values()
        parts = [rel.target_part for rel in related if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        if not parts:
            return cls({}, {})
        root = parts[0].element
        definitions = {
            _value(item, "abstractNumId"): _definition(item) for item in root.iter(_W + "abstractNum")
        }
        lists = {_value(item, "numId"): _child(item, "abstractNumId") for item in root.iter(_W + "num")}
        return cls(definitions, lists)

    def mark(self, passage: Passage) -> str:
        """The number or bullet before ``passage`` with a space after it, or ""; counts the list on."""
        number, depth = _membership(passage)
        abstract = self.lists.get(number, "")
        definition = self.definitions.get(abstract, {})
        if depth not in definition:
            return ""
        counts = self.counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, definition[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _mark(definition, depth, counts)


def _mark(definition: Definition, depth: int, counts: dict[int, int]) -> str:
    level = definition[depth]
    if level.format == "bullet":
        return _BULLET
    if level.format == "none" or not level.pattern:
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        shown = definition.get(at, level)
        return _written(counts.get(at, shown.start), shown.format)

    return _PLACE.sub(number, level.pattern) + " "


def _written(number: int, style: str) -> str:
    match style:
        case "lowerLetter" | "upperLetter" if number > 0:
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if style == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < number <= _ROMAN_LIMIT:
            roman = "".join(_roman(number))
            return roman.upper() if style == "upperRoman" else roman
        case _:
            return str(number)


def _roman(number: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        yield letters * (number // value)
        number %= value


def _membership(passage: Passage) -> tuple[str, int]:
    """The list and level (from 0) that a passage belongs to, by itself or by its style; else ("", 0)."""
    style = passage.style._element if passage.style is not None else None
    for element in (passage._p, style):
        found = element.find(f"{_W}pPr/{_W}numPr") if element is not None else None
        if found is not None:
            return _child(found, "numId"), int(_child(found, "ilvl") or 0)
    return "", 0


def _definition(element: BaseOxmlElement) -> Definition:
    return {int(_value(level, "ilvl") or 0): _level(level) for level in element.iter(_W + "lvl")}


def _level(element: BaseOxmlElement) -> Level:
    start = _child(element, "start")
    return Level(_child(element, "numFmt") or "decimal", _child(element, "lvlText"), int(start or 1))


def _value(element: BaseOxmlElement, name: str) -> str:
    return element.get(_W + name) or ""


def _child(element: BaseOxmlElement, name: str) -> str:
    child = element.find(_W + name)
    return _value(child, "val") if child is not None else ""
