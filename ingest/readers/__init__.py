"""Bytes to pages: the only rung of the ladder that touches PDF, Word, HTML or OCR."""

from collections.abc import Callable

from corpus.errors import TooLarge
from corpus.model import Medium
from ingest.limits import Limits, megabytes
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.sniff import sniff
from ingest.readers.text import read_text
from ingest.values import ReadFile

_READERS: dict[Medium, Callable[[bytes], ReadFile]] = {
    Medium.TEXT: read_text,
    Medium.HTML: read_html,
    Medium.MARKDOWN: read_markdown,
}


def read(
    data: bytes, limits: Limits | None = None, announce: Callable[[int], None] = lambda pages: None
) -> ReadFile:
    """The pages of a file of any medium, which its content tells and its name does not.

    ``announce`` hears how many pages OCR is about to read. Raises a sort of UnreadableFile.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise TooLarge(f"Filen är {megabytes(len(data))}; gränsen är {megabytes(limits.size)}.")
    medium = sniff(data)
    if medium is Medium.PDF:
        return read_pdf(data, limits, announce)
    if medium is Medium.DOCX:
        return read_docx(data, limits)
    return _READERS[medium](data)
