"""Files built to harm whoever reads them: bombs, loops, depths and lengths."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from ingest.limits import Limits


def hostile(limits: Limits, scale: int = 1) -> Iterator[tuple[str, bytes]]:
    """Files built to harm; ``scale`` 1 is full size, a larger number divides it."""
    many = 100_000 // scale
    yield "zip-bomb.docx", _docx(bytes(limits.size + 1))
    yield "entities.docx", _docx(_ENTITIES)
    yield "nested.docx", _docx(_WORD_OPENING + b"<w:sdt><w:sdtContent>" * many)
    yield "nested.html", b"<html><body>" + b"<div>" * many + "§ 1 Beslut".encode()
    yield "tables.html", b"<html><body>" + b"<table><tr><td>" * (many // 10) + b"x"
    yield "unclosed.html", b"<html><body>" + b"<p <b <i " * many
    yield "nested.md", b"# A\n\n**b**\n\n" + b"> " * many + b"x"
    yield "lists.md", b"# A\n\n**b**\n" + b"".join(b" " * n + b"- x\n" for n in range(many // 100))
    yield "brackets.md", b"# A\n\n**b** " + b"[" * many + b"](" * many
    yield "one-line.txt", b"Kommunstyrelsen beslutar att " * many
    yield "signs.txt", ("§ " * many + "\n" + "§ 1\n" * many).encode()
    yield "numbers.txt", b"1 " * many + b"1(2) " * many + b"2024/1-" * many
    yield "spaces.txt", b"a" + b" " * many * 10 + b"b\n" + b"\n \n" * many
    yield "pages.pdf", _pdf(pages=5_000 // scale)
    yield "too-many-pages.pdf", _pdf(pages=limits.pages + 1)
    yield "50-mb.pdf", _pdf(content=zlib.compress(b"BT (x) Tj ET\n", 0) + bytes(50_000_000 // scale))
    yield "stream-bomb.pdf", _pdf(content=zlib.compress(b"0 0 m 9 9 l S\n" * (200 * many)))
    yield "huge-page.pdf", _pdf(box="0 0 1e9 1e9", content=zlib.compress(b"0 0 9e8 9e8 re f"))
    yield "no-page.pdf", _pdf(pages=0)
    yield "loop.pdf", _pdf(kids="2 0 R")
    yield "nested.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * many + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


_WORD_OPENING = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_MANY_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
)
_ENTITIES = _MANY_ENTITIES + _WORD_OPENING.partition(b"?>")[2] + b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"

_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Target="word/document.xml" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def _docx(document: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def _pdf(pages: int = 1, box: str = "0 0 595 842", content: bytes = b"", kids: str = "") -> bytes:
    """A PDF without a cross-reference table, which readers then make."""
    numbers = range(4, 4 + pages)
    listed = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        f"2 0 obj<</Type/Pages/Count {pages}/Kids[{listed}]>>endobj".encode(),
        b"3 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj" % (len(content), content),
        *(
            f"{n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R>>endobj".encode()
            for n in numbers
        ),
    ]
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
