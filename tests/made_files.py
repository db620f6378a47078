"""Invented files of every medium, made when a test asks for them."""

import contextlib
import io
from collections.abc import Sequence

import docx
import pypdf
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

HEIGHT = A4[1]
SCAN_DPI = 150

PROTOCOL = (
    (
        "Granby kommun",
        "Kommunstyrelsen",
        "Sammanträdesprotokoll 2024-04-25",
        "§ 27 Dnr KS 2024/113",
        "Belysning vid Kvarnstigen",
        "Kommunstyrelsens beslut",
        "Kommunstyrelsen beslutar att anslå 450 000 kronor till belysning.",
    ),
    (
        "§ 28 Dnr KS 2024/120",
        "Simhallens öppettider",
        "Kommunstyrelsens beslut",
        "Kommunstyrelsen avslår motionen om längre öppettider i simhallen.",
    ),
)


def pdf(pages: Sequence[Sequence[str]] = PROTOCOL, bookmarks: Sequence[str] = ()) -> bytes:
    """A born-digital PDF, a printed line each string; the bookmarks point to the pages in turn."""
    file = io.BytesIO()
    canvas = Canvas(file, A4, invariant=True)
    for number, lines in enumerate(pages):
        for row, line in enumerate(lines):
            canvas.setFont("Helvetica", 12)
            canvas.drawString(72, HEIGHT - 72 - 20 * row, line)
        if number < len(bookmarks):
            canvas.bookmarkPage(str(number))
            canvas.addOutlineEntry(bookmarks[number], str(number), level=0)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture(lines: Sequence[str]) -> Image.Image:
    """A page of printed lines as a picture."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf([lines]))) as document:
        image: Image.Image = document[0].render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
    return image


def scan(pages: Sequence[Sequence[str]], stamp: str = "", unseen: Sequence[str] = ()) -> bytes:
    """A PDF of page pictures, with a ``stamp`` or ``unseen`` lines (a scanner's own OCR) as its text."""
    file = io.BytesIO()
    canvas = Canvas(file, A4, invariant=True)
    for lines in pages:
        canvas.drawImage(ImageReader(picture(lines)), 0, 0, *A4)
        canvas.drawString(72, 20, stamp)
        hidden = canvas.beginText(72, HEIGHT - 72)
        hidden.setTextRenderMode(3)
        hidden.textLines("\n".join(unseen))
        canvas.drawText(hidden)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def turned(content: bytes, degrees: int) -> bytes:
    """The PDF with its pages turned clockwise."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    for page in writer.pages:
        page.rotate(degrees)
    return _written(writer)


def joined(*contents: bytes) -> bytes:
    """The pages of several PDFs in one."""
    writer = pypdf.PdfWriter()
    for content in contents:
        writer.append(io.BytesIO(content))
    return _written(writer)


def locked(content: bytes, password: str) -> bytes:
    """The PDF encrypted; with the password "" anyone may open it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(user_password=password, owner_password="ägare", algorithm="RC4-128")
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def word() -> bytes:
    """A Word letter with a head, headings, two sorts of lists and a table with a merged cell."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Granby kommun, Dnr KS 2024/113"
    document.sections[0].footer.paragraphs[0].text = "Postadress"
    document.add_heading("Belysning vid Kvarnstigen", 0)
    document.add_heading("Förslag till beslut", 2)
    document.add_paragraph("Kommunstyrelsen anslår medel.", style="List Number")
    document.add_paragraph("Kommunstyrelsen ger uppdraget.", style="List Number")
    document.add_paragraph("en punkt", style="List Bullet")
    table = document.add_table(2, 3)
    for column, text in enumerate(("År", "Insats", "Kronor")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "2024"
    table.cell(1, 2).text = "450 000"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
