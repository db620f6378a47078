"""Bytes to pages: each medium by its content, and a reason for each file that cannot be read."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import (
    BrokenFile,
    EmptyFile,
    EncryptedFile,
    ErrorPage,
    TooLarge,
    UnknownFormat,
    UnreadableFile,
)
from corpus.model import Line, Medium, Page, ReadBy, Source
from ingest.limits import Limits
from ingest.readers import legible, ocr, read
from ingest.readers.sniff import sniff
from ingest.readers.text import decode
from ingest.report import misnamed
from tests.made_files import PROTOCOL, locked, pdf, scan, turned, word

needs_ocr = pytest.mark.skipif(not ocr.is_available(), reason=f"Tesseract is not installed: {ocr.INSTALL}")

HTML = """<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Protokoll</title></head><body>
<header>Sidhuvud</header><nav>Meny</nav><div><h1>§ 3 Budget</h1>
<p>Nämnden <b>beslutar</b> att<br>godkänna.</p><ul><li><p>ett</p></li><li>två</li></ul>
<ol><li>första</li><li>andra</li></ol>
<table><tr><th>År</th><th>Kronor</th></tr><tr><td>2024</td><td>450 000</td></tr></table>
<script>var x = 1;</script></div><footer>Sidfot</footer></body></html>"""

MARKDOWN = """# Protokoll

## § 3 Budget
Nämnden **beslutar**
att godkänna [förslaget](https://example.org/f).

- ett
- två

1. första
2. andra

| År | Kronor |
|---|---|
| 2024 | 450 000 |
"""


def printed(page: Page) -> list[str]:
    """The page's lines as text."""
    return [page.text[slice(*line.span)] for line in page.lines]


def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make Tesseract seem not to be installed."""
    monkeypatch.setattr(ocr, "is_available", lambda: False)


def test_pdf_gives_printed_lines_with_boxes() -> None:
    found = read(pdf(bookmarks=("§ 27", "§ 28")))
    assert found.medium is Medium.PDF
    assert [printed(page) for page in found.pages] == [list(lines) for lines in PROTOCOL]
    assert [(page.number, page.shown, page.read_by) for page in found.pages] == [
        (1, 1, ReadBy.TEXT_LAYER),
        (2, 2, ReadBy.TEXT_LAYER),
    ]
    assert [(mark.title, mark.page, mark.level) for mark in found.bookmarks] == [
        ("§ 27", 1, 0),
        ("§ 28", 2, 0),
    ]
    line = found.pages[0].lines[0]
    assert line.size == 12.0
    assert line.box is not None
    assert line.box.left == pytest.approx(72, abs=2)
    assert line.box.top < 72 < line.box.bottom


@pytest.mark.parametrize(("rotation", "corner"), [(90, "right"), (180, "bottom"), (270, "left")])
def test_boxes_follow_a_turned_page(rotation: int, corner: str) -> None:
    page = read(turned(pdf(), rotation)).pages[0]
    box = page.lines[printed(page).index(PROTOCOL[0][0])].box
    assert box is not None
    width, height = (842, 595) if rotation % 180 else (595, 842)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    near = {"right": width - box.right < 90, "bottom": height - box.bottom < 90, "left": box.left < 90}
    assert near[corner]


def test_hyphen_at_a_line_end_is_kept_raw() -> None:
    page = read(pdf([["Kommunen ansvarar för säkerhets-", "arbetet i simhallen."]])).pages[0]
    assert "säkerhets\ufffearbetet" in page.text.replace("\r\n", "") or "säkerhets-" in page.text


@needs_ocr
def test_scan_is_read_by_ocr() -> None:
    announced: list[int] = []
    found = read(scan([PROTOCOL[0]]), announce=announced.append)
    page = found.pages[0]
    assert announced == [1]
    assert page.read_by is ReadBy.OCR
    assert page.confidence is not None
    assert page.confidence > 0.8
    assert "Kommunstyrelsen beslutar att anslå 450 000 kronor" in page.text
    line = next(line for line in page.lines if "Granby" in page.text[slice(*line.span)])
    assert line.box is not None
    assert 60 < line.box.left < 80


@needs_ocr
def test_a_stamp_does_not_hide_that_a_page_is_a_scan() -> None:
    page = read(scan([PROTOCOL[1]], stamp="Signature reference: 4711-AB")).pages[0]
    assert page.read_by is ReadBy.OCR
    assert "avslår motionen" in page.text


def test_scanners_own_text_is_ocr() -> None:
    unseen = [*PROTOCOL[0], *("Ärendet bereds vidare i nämnden under våren." for _ in range(4))]
    page = read(scan([PROTOCOL[0]], unseen=unseen)).pages[0]
    assert (page.read_by, page.confidence) == (ReadBy.OCR, None)


def test_without_tesseract_scans_are_unread_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    assert read(scan([PROTOCOL[0]])).pages[0].read_by is ReadBy.NOTHING
    stamped = read(scan([PROTOCOL[0]], stamp="Signature reference: 4711")).pages[0]
    assert (stamped.read_by, stamped.text.strip()) == (ReadBy.TEXT_LAYER, "Signature reference: 4711")


def test_blank_page_is_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    found = read(pdf([PROTOCOL[0], ()]))
    assert [page.read_by for page in found.pages] == [ReadBy.TEXT_LAYER, ReadBy.TEXT_LAYER]


def test_ocr_that_takes_too_long_leaves_the_page_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda picture, seconds: None)
    assert read(scan([PROTOCOL[0]])).pages[0].read_by is ReadBy.NOTHING


def test_tesseract_table_becomes_lines() -> None:
    rows = [
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
        "4\t1\t1\t1\t1\t0\t200\t100\t300\t40\t-1\t",
        "5\t1\t1\t1\t1\t1\t200\t100\t20\t40\t90\t§",
        "5\t1\t1\t1\t1\t2\t240\t100\t60\t40\t80\t27",
        "5\t1\t1\t1\t2\t1\t200\t200\t100\t40\t50\tBeslut",
        "5\t1\t1\t1\t3\t1\t200\t300\t100\t40\t95\t ",
    ]
    found = ocr.recognised("\n".join(rows))
    assert found.text == "§ 27\nBeslut"
    assert [found.text[slice(*line.span)] for line in found.lines] == ["§ 27", "Beslut"]
    assert found.lines[0].box is not None
    assert found.lines[0].box.right == pytest.approx(300 * 72 / ocr.DPI)
    assert found.confidence == pytest.approx((90 + 2 * 80 + 6 * 50) / 900, abs=0.001)


def test_fonts_without_a_character_table_are_noticed() -> None:
    plain = "Härigenom föreskrivs att avtalet och bilagan ska ha följande lydelse. " * 5
    assert not legible.is_doubtful(plain)
    assert legible.is_doubtful(plain + "EHVNDWWQLQJ RFK WnJ PHG ODJHQ")
    assert not legible.is_unreadable(plain + "EHVNDWWQLQJ RFK WnJ PHG ODJHQ")
    assert legible.is_unreadable("\uf041\uf062\uf063 " * 40)
    assert not legible.is_doubtful("\uf0b7 Punkt ett om budgeten för nästa år")


@pytest.mark.parametrize("password", ["", "hemligt"])
def test_encrypted_pdf(password: str) -> None:
    content = locked(pdf(), password)
    if password:
        with pytest.raises(EncryptedFile, match="lösenord"):
            read(content)
    else:
        assert printed(read(content).pages[0])[0] == PROTOCOL[0][0]


def test_broken_cross_references_are_mended() -> None:
    content = pdf()
    at = content.rindex(b"startxref")
    assert printed(read(content[:at]).pages[0]) == list(PROTOCOL[0])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", EmptyFile),
        (b" \r\n\x00", EmptyFile),
        (pdf()[:200], BrokenFile),
        (b"%PDF-1.7\n" + b"x" * 2_000, BrokenFile),
        (b"PK\x03\x04" + b"\x00" * 60, BrokenFile),
        (
            word().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
            BrokenFile,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, UnknownFormat),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 60, UnknownFormat),
        (bytes(range(256)) * 20, UnknownFormat),
        (b"<html><title>Sidan saknas</title><body>Sidan finns inte.</body></html>", ErrorPage),
        (b"<html><body><script>1</script></body></html>", EmptyFile),
    ],
)
def test_unreadable_files_say_why(content: bytes, fault: type[UnreadableFile]) -> None:
    with pytest.raises(fault) as raised:
        read(content)
    assert str(raised.value)[0].isupper()
    assert str(raised.value)[-1] in ".!"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("protokoll.PDF", "Filen heter .pdf men innehåller en webbsida, och är läst som det."),
        ("protokoll.html", None),
        ("protokoll", None),
    ],
)
def test_a_web_page_is_read_whatever_it_is_called(name: str, told: str | None) -> None:
    source = Source("a", name, "0" * 64, read(HTML.encode()).medium, 1)
    assert misnamed(source) == told


@pytest.mark.parametrize(
    ("limits", "content"),
    [
        (replace(Limits(), size=100), pdf()),
        (replace(Limits(), pages=1), pdf()),
        (replace(Limits(), size=len(word()) + 1), word()),
    ],
)
def test_limits(limits: Limits, content: bytes) -> None:
    with pytest.raises(TooLarge):
        read(content, limits)


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b"0" * 30_000_000)
    with pytest.raises(TooLarge, match="packas upp"):
        read(file.getvalue(), replace(Limits(), size=10_000_000))


def test_word_is_read_in_order_with_its_numbers() -> None:
    page = read(word()).pages[0]
    assert printed(page) == [
        "Granby kommun, Dnr KS 2024/113",
        "Belysning vid Kvarnstigen",
        "Förslag till beslut",
        "1. Kommunstyrelsen anslår medel.",
        "2. Kommunstyrelsen ger uppdraget.",
        "• en punkt",
        "År | Insats | Kronor",
        "2024 | 450 000",
    ]
    sizes = [line.size or 0.0 for line in page.lines]
    assert sizes[1] > sizes[2] > sizes[3] == sizes[6]
    assert page.shown is None


def test_web_page_gives_its_main_content() -> None:
    found = read(HTML.encode())
    assert found.medium is Medium.HTML
    assert printed(found.pages[0]) == [
        "§ 3 Budget",
        "Nämnden beslutar att",
        "godkänna.",
        "• ett",
        "• två",
        "1. första",
        "2. andra",
        "År | Kronor",
        "2024 | 450 000",
    ]


def test_web_page_in_an_old_encoding() -> None:
    content = "<html><head><meta charset=iso-8859-1></head><body><p>Räksmörgås å</p></body></html>"
    assert read(content.encode("latin-1")).pages[0].text == "Räksmörgås å"


def test_markdown_is_told_by_its_marks() -> None:
    found = read(MARKDOWN.encode())
    assert found.medium is Medium.MARKDOWN
    assert printed(found.pages[0]) == [
        "Protokoll",
        "§ 3 Budget",
        "Nämnden beslutar",
        "att godkänna förslaget.",
        "• ett",
        "• två",
        "1. första",
        "2. andra",
        "År | Kronor",
        "2024 | 450 000",
    ]
    assert found.pages[0].lines[1].size == 17.0


def test_a_hash_alone_makes_no_markdown() -> None:
    assert sniff(b"# 4 i listan\nKommunstyrelsen beslutar.\n") is Medium.TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_every_encoding(encoding: str) -> None:
    text = "§ 27 Åtgärder på Östra gården – för 450\u00a0000 kronor i år\n" * 3
    assert decode(text.encode(encoding)) == text
    assert read(text.encode(encoding)).medium is Medium.TEXT


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    text = "Åtgärder på Östra gården gäller även på söndagar. " * 4
    assert decode(text.encode() + b"\xc3(").startswith(text)


def test_every_real_file_is_read_or_refused(shared_data: Path) -> None:
    refused = {}
    for path in sorted(path for folder in ("pdf", "txt") for path in (shared_data / folder).iterdir()):
        try:
            found = read(path.read_bytes(), Limits(ocr_seconds=0))
        except UnreadableFile as error:
            refused[path.name] = type(error)
            continue
        assert all(in_text(line, page.text) for page in found.pages for line in page.lines)
        assert [page.number for page in found.pages] == list(range(1, len(found.pages) + 1))
    assert refused == {"931d490df2.pdf": ErrorPage}


def test_no_line_is_blank_and_all_lie_in_the_text() -> None:
    for content in (pdf(), word(), HTML.encode(), MARKDOWN.encode()):
        for page in read(content).pages:
            assert all(in_text(line, page.text) for line in page.lines)


def in_text(line: Line, text: str) -> bool:
    """Whether the line's span holds something of the text."""
    start, end = line.span
    return 0 <= start < end <= len(text) and bool(text[start:end].strip())
