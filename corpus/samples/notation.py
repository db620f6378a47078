"""The notation of the sample documents: front matter in YAML, then one block a line.

======================================  =============================================
``# 27 | KFN 2022/118 | Heading``       a § with its Dnr (may be empty) and heading
``# Heading``                           a document's title
``## Heading``, ``### Heading``         a heading, a lesser heading
``- item``                              a list item
``= Label :: value ; value``            a label with its lines beside it
``| a | b |``                           a table row; the first of a table is its head
``:contents:``                          the table of contents
``===``                                 a new page
``---``                                 a short rule
anything else                           a passage
======================================  =============================================
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml


class Form(StrEnum):
    """What a block is."""

    SECTION = "section"
    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    LABELLED = "labelled"
    ROW = "row"
    CONTENTS = "contents"
    BREAK = "break"
    RULE = "rule"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """One block; ``cells`` holds its text, for a § number, Dnr and heading, for a row its cells."""

    form: Form
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sample document as written. ``look`` names its layout; ``scanned`` asks for page pictures only.

    A bundle has ``parts``, the names of the sheets it is bound of, and no blocks of its own.
    """

    name: str
    file: str | None
    look: str
    body: str
    title: str
    date: str
    blocks: tuple[Block, ...]
    parts: tuple[str, ...] = ()
    scanned: bool = False


PREFIXES = (
    ("### ", Form.SUBHEADING),
    ("## ", Form.HEADING),
    ("# ", Form.TITLE),
    ("- ", Form.ITEM),
)
LINES = {":contents:": Form.CONTENTS, "===": Form.BREAK, "---": Form.RULE}


def read_sheet(path: Path) -> Sheet:
    """The document that a source file holds."""
    _, head, content = path.read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(head)
    return Sheet(
        name=path.stem,
        file=said.get("file"),
        look=said["look"],
        body=said["body"],
        title=said["title"],
        date=str(said["date"]),
        blocks=tuple(block(line) for line in content.splitlines() if line.strip()),
        parts=tuple(said.get("parts", ())),
        scanned=said.get("scanned", False),
    )


def block(line: str) -> Block:
    """The block that one line of the notation means."""
    if line in LINES:
        return Block(LINES[line])
    if line.startswith("| "):
        return Block(Form.ROW, _cells(line.strip()[1:-1], "|"))
    if line.startswith("= "):
        label, _, values = line[2:].partition("::")
        return Block(Form.LABELLED, (label.strip(), *_cells(values, " ; ")))
    for prefix, form in PREFIXES:
        if line.startswith(prefix):
            return _headed(form, line.removeprefix(prefix).strip())
    return Block(Form.TEXT, (line.strip(),))


def _headed(form: Form, text: str) -> Block:
    cells = _cells(text, "|")
    return Block(Form.SECTION, cells) if form is Form.TITLE and len(cells) == 3 else Block(form, (text,))


def _cells(text: str, separator: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(separator))
