"""A sheet as a DOCX file whose bytes are the same each time."""

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as Word

from corpus.samples.notation import Block, Form, Sheet
from corpus.samples.pdf import MUNICIPALITY

STAMP = dt.datetime(2024, 5, 2, 9, 0)


def write_word(sheet: Sheet) -> bytes:
    """The sheet with head, headings, lists and tables in Word's own styles."""
    word = Document()
    word.core_properties.author = sheet.body
    word.core_properties.title = sheet.title
    word.core_properties.created = word.core_properties.modified = STAMP
    word.sections[0].header.paragraphs[0].text = f"{MUNICIPALITY}\t{sheet.title}\t{sheet.date}"
    word.add_paragraph(f"{sheet.body}\n{sheet.date}")
    for index, block in enumerate(sheet.blocks):
        _add(word, block, sheet.blocks[index - 1])
    stream = io.BytesIO()
    word.save(stream)
    return _stamped(stream.getvalue())


def _add(word: Word, block: Block, before: Block) -> None:
    if block.form is Form.ROW:
        _add_row(word, block, follows=before.form is Form.ROW)
    elif block.form is Form.LABELLED:
        word.add_paragraph(f"{block.cells[0]}: {', '.join(block.cells[1:])}")
    elif block.form is Form.ITEM:
        word.add_paragraph(block.cells[0], style="List Bullet")
    elif block.form in LEVELS:
        word.add_heading(block.cells[0], LEVELS[block.form])
    else:
        word.add_paragraph(block.cells[0])


LEVELS = {Form.TITLE: 1, Form.HEADING: 2, Form.SUBHEADING: 3}


def _add_row(word: Word, block: Block, *, follows: bool) -> None:
    table = word.tables[-1] if follows else word.add_table(0, len(block.cells), style="Table Grid")
    for cell, text in zip(table.add_row().cells, block.cells, strict=True):
        cell.text = text


def _stamped(data: bytes) -> bytes:
    """The same archive with every member dated ``STAMP``; zip knows no time zone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
