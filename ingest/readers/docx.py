"""Word documents by python-docx: passages and tables in reading order, as one page.

The tree is walked here and not by python-docx, whose ``text`` leaves out content controls (where templates
keep diarienummer and date) and tracked insertions. Element names: ECMA-376-1, chapter 17. The first page's
head is read once, since a letter's date and diarienummer stand there; other heads and all feet are left out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

import docx
import docx.opc.exceptions
from docx.document import Document
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as Passage

from corpus.errors import BrokenFile, EmptyFile, TooLarge
from corpus.model import Medium
from ingest.limits import Limits
from ingest.readers.lines import BODY_SIZE, SizedLine, heading_size, row, unpaged
from ingest.readers.numbering import Numbering
from ingest.values import ReadFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset((_FALLBACK, _W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr"))
_PRINTED = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}

_HEADING_STYLE = re.compile(r"(?:heading|rubrik) ?(\d)", re.I)
_TITLE_STYLE = re.compile(r"title|titel", re.I)

# What python-docx lets through on hostile input besides its own errors (an XML fault is a SyntaxError).
_FAULTS = (
    docx.opc.exceptions.OpcError,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def read_docx(data: bytes, limits: Limits) -> ReadFile:
    """A Word document as one page of lines. Raises BrokenFile, EmptyFile or TooLarge."""
    try:
        _refuse_bomb(data, limits)
        pages = unpaged(_lines(docx.Document(io.BytesIO(data))))
    except _FAULTS as error:
        raise BrokenFile("Word-filen är skadad och kan inte öppnas; spara den på nytt i Word.") from error
    if not pages[0].text:
        raise EmptyFile("Word-filen innehåller ingen text.")
    return ReadFile(Medium.DOCX, pages)


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    """Raise TooLarge where the archive unpacks to more than a file may be: before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > limits.size:
        raise TooLarge(f"Word-filen packas upp till {unpacked // 1_000_000} MB och läses inte.")


def _lines(document: Document) -> Iterator[SizedLine]:
    numbering = Numbering.of(document)

    def passage(element: CT_P) -> Iterator[SizedLine]:
        wrapped = Passage(element, document)
        text = numbering.mark(wrapped) + "".join(_characters(element))
        size = _size(wrapped)
        return ((line.strip(), size) for line in text.split("\n"))

    for part in (*_first_head(document), document.element.body):
        yield from _blocks(part, passage)


def _first_head(document: Document) -> Iterator[BaseOxmlElement]:
    section = document.sections[0] if document.sections else None
    if section is not None:
        head = section.first_page_header if section.different_first_page_header_footer else section.header
        if not head.is_linked_to_previous:
            yield head._element


def _blocks(
    element: Iterable[BaseOxmlElement], passage: Callable[[CT_P], Iterator[SizedLine]]
) -> Iterator[SizedLine]:
    for child in element:
        if isinstance(child, CT_P):
            yield from passage(child)
        elif child.tag == _W + "tr":
            yield row(_flat(cell) for cell in _cells(child)), BODY_SIZE
        elif child.tag not in _LEFT_OUT:
            yield from _blocks(child, passage)


def _cells(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The cells of a row, also those inside a content control."""
    for child in element:
        if child.tag == _W + "tc":
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _cells(child)


def _flat(cell: BaseOxmlElement) -> str:
    return " ".join("".join(_characters(cell)).split())


def _characters(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag not in _LEFT_OUT:
            yield _PRINTED.get(child.tag, "")
            yield from _characters(child)
            yield "\n" if child.tag == _W + "p" else ""


def _size(passage: Passage) -> float:
    name = (passage.style.name if passage.style else None) or ""
    if match := _HEADING_STYLE.match(name):
        return heading_size(int(match.group(1)))
    return heading_size(1) if _TITLE_STYLE.fullmatch(name) else BODY_SIZE
