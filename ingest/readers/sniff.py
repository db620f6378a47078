"""Which sort of file bytes are, by their content and never by a name."""

import io
import re
import zipfile

from corpus.errors import BrokenFile, EmptyFile, UnknownFormat
from corpus.model import Medium
from ingest.readers.text import decode, looks_binary

_HEAD = 4_096
_PDF_MARK_WITHIN = 1_024  # where readers look for it: ISO 32000-1, annex H, note 13

_HTML_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--|<!doctype\s+html|<html\b|<head\b|<body\b)", re.I
)
_ATX_HEADING = re.compile(r"^#{1,6} \S", re.M)
_MARKDOWN_FEATURES = (
    re.compile(r"^\|? ?:?-{3,}:? ?\|", re.M),
    re.compile(r"\*\*[^*\n]{1,200}\*\*"),
    re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"),
    re.compile(r"^(?:```|~~~)", re.M),
    re.compile(r"^#{2,6} \S", re.M),
)

_AS_PDF = "Filen är en bild ({}); spara den som PDF så läses texten i bilden."
_FOREIGN_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "Filen är ett äldre eller låst Office-dokument; spara den som .docx eller PDF."),
    (b"{\\rtf", "Filen är i formatet RTF; spara den som .docx eller PDF."),
    (b"\xff\xd8\xff", _AS_PDF.format("JPEG")),
    (b"\x89PNG\r\n", _AS_PDF.format("PNG")),
    (b"II*\x00", _AS_PDF.format("TIFF")),
    (b"MM\x00*", _AS_PDF.format("TIFF")),
)
_ZIP = b"PK\x03\x04"
_WORD_PART = "word/document.xml"


def is_paged_medium(head: bytes) -> bool:
    """Tell whether a file's first bytes are those of a PDF or of a Word document."""
    return b"%PDF-" in head[:_PDF_MARK_WITHIN] or (head.startswith(_ZIP) and _WORD_PART.encode() in head)


def sniff(data: bytes) -> Medium:
    """The medium of ``data``.

    Raises EmptyFile, BrokenFile (a damaged zip) or UnknownFormat.
    """
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise EmptyFile("Filen är tom.")
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return Medium.PDF
    if data.startswith(_ZIP):
        return _zipped(data)
    for signature, advice in _FOREIGN_SIGNATURES:
        if data.startswith(signature):
            raise UnknownFormat(advice)
    if looks_binary(data):
        raise UnknownFormat("Filens format känns inte igen; PDF, Word (.docx), webbsidor och text kan läsas.")
    return _textual(decode(data))


def _zipped(data: bytes) -> Medium:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BrokenFile("Filen är skadad (ett ofullständigt zip-arkiv); hämta den på nytt.") from error
    if _WORD_PART in names:
        return Medium.DOCX
    raise UnknownFormat(
        "Filen är ett zip-arkiv eller annat Office-format; packa upp den eller spara den som PDF."
    )


def _textual(text: str) -> Medium:
    if _HTML_OPENING.match(text[:_HEAD].lstrip("\ufeff")):
        return Medium.HTML
    if _ATX_HEADING.search(text) and any(feature.search(text) for feature in _MARKDOWN_FEATURES):
        return Medium.MARKDOWN
    return Medium.TEXT
