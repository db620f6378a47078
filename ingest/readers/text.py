"""Plain text: bytes to characters, and the page breaks that a transcript shows."""

import codecs
import re

from corpus.model import Medium
from ingest.paging import page_text
from ingest.values import ReadFile

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes) -> ReadFile:
    """A text file's pages."""
    return ReadFile(Medium.TEXT, page_text(decode(data)))


def decode(data: bytes) -> str:
    """The characters of a text file: by its byte order mark, else UTF-8, else Windows-1252.

    A stray byte never costs the rest: what no encoding explains becomes U+FFFD.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if (wide := _unmarked_utf16(data)) is not None:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _windows(data)


def looks_binary(data: bytes) -> bool:
    """Tell whether bytes are no text in any encoding that ``decode`` knows."""
    if any(data.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS) or _unmarked_utf16(data):
        return False
    sample = data[:_SAMPLE]
    return len(_CONTROL.findall(sample)) * 100 > len(sample)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of Swedish text is then zero."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if pairs >= 4 and odd > 0.8 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if pairs >= 4 and even > 0.8 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a cut transfer), told from an eight-bit encoding by what does decode."""
    text = data.decode("utf-8", errors="replace")
    multibyte = sum(character > "\x7f" for character in text)
    broken = text.count("\ufffd")
    return text if multibyte > 10 * broken else None


def _windows(data: bytes) -> str:
    """Windows-1252; its five unassigned bytes mean that the text was Latin-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
