"""A page to take away, as Markdown, as plain text to paste, as a Word document, or its tables as CSV."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import docx
from docx.document import Document

from corpus.errors import BadInput

# Brackets make a link only in "[…](…)"; a marker "[1]" is left as it is.
_MARKUP = re.compile(r"[\\`*_<>|#~]|\[(?!\d+\])|(?<=\])\(")
_LINE_MARK = re.compile(r"^(\d*)([-+.)])(?=\s)")
# What XML cannot hold, and python-docx stops at.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Format(StrEnum):
    """What a sheet is written as; the value is the file's ending."""

    MARKDOWN = "md"
    WORD = "docx"
    TEXT = "txt"
    CSV = "csv"


MEDIA_TYPE: Mapping[Format, str] = {
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.TEXT: "text/plain; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A passage of running text; line breaks are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as the head has."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Text | Item | Quote | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def written(sheet: Sheet, form: Format) -> bytes:
    """The sheet as a file's content; text is UTF-8. Raises BadInput for CSV of a sheet without tables."""
    return _WRITERS[form](sheet)


def _markdown(sheet: Sheet) -> bytes:
    return _joined((f"# {_escaped(sheet.title)}", *map(_markdown_block, sheet.blocks)), sheet.blocks)


def _markdown_block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_escaped(text)}"
        case Text(text):
            return "  \n".join(_escaped(line) for line in text.split("\n"))
        case Item(text):
            return f"- {_escaped(text)}"
        case Quote(text):
            return f"> {_escaped(' '.join(text.split()))}"
        case Table(head, rows):
            return "\n".join(map(_markdown_row, (head, ("---",) * len(head), *rows)))


def _markdown_row(cells: Iterable[str]) -> str:
    escaped = (cell if cell == "---" else _escaped(" ".join(cell.split())) for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _escaped(text: str) -> str:
    """``text`` as it stands: what a document says must not be read as formatting."""
    return _LINE_MARK.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", text))


def _plain(sheet: Sheet) -> bytes:
    return _joined((sheet.title, *map(_plain_block, sheet.blocks)), sheet.blocks)


def _plain_block(block: Block) -> str:
    match block:
        case Heading(text) | Text(text):
            return text
        case Item(text):
            return f"– {text}"
        case Quote(text):
            return f"»{' '.join(text.split())}«"
        case Table(head, rows):
            return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in (head, *rows))


def _joined(pieces: tuple[str, ...], blocks: tuple[Block, ...]) -> bytes:
    """The title and the blocks with an empty line between them, but none within a list."""
    text = pieces[0]
    for at, piece in enumerate(pieces[1:]):
        listed = at > 0 and isinstance(blocks[at], Item) and isinstance(blocks[at - 1], Item)
        text += f"\n{piece}" if listed else f"\n\n{piece}"
    return f"{text}\n".encode("utf-8", "replace")


def _word(sheet: Sheet) -> bytes:
    made = docx.Document()
    made.add_heading(_xml(sheet.title), level=1)
    for block in sheet.blocks:
        _add(made, block)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add(made: Document, block: Block) -> None:
    match block:
        case Heading(text):
            made.add_heading(_xml(text), level=2)
        case Text(text):
            made.add_paragraph(_xml(text))
        case Item(text):
            made.add_paragraph(_xml(text), style="List Bullet")
        case Quote(text):
            made.add_paragraph(_xml(f"»{' '.join(text.split())}«"), style="Quote")
        case Table(head, rows):
            table = made.add_table(rows=0, cols=len(head), style="Table Grid")
            for row in (head, *rows):
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = _xml(words)


def _csv(sheet: Sheet) -> bytes:
    """The rows of every table, semicolons between the cells as Swedish Excel wants it; the rest is left out.

    A cell that would be read as a formula begins with an apostrophe.
    """
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    if not tables:
        raise BadInput("CSV är till för tabeller. Spara som Word, Markdown eller text i stället.")
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    for table in tables:
        writer.writerows(tuple(map(_cell, row)) for row in (table.head, *table.rows))
    return stream.getvalue().encode("utf-8-sig", "replace")


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(("=", "+", "@", "\t")) else flat


def _xml(text: str) -> str:
    return _NO_XML.sub("", text)


_WRITERS: Mapping[Format, Callable[[Sheet], bytes]] = {
    Format.MARKDOWN: _markdown,
    Format.WORD: _word,
    Format.TEXT: _plain,
    Format.CSV: _csv,
}
