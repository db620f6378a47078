"""A sheet as a web page or as Markdown."""

from html import escape
from itertools import groupby

from corpus.samples.notation import Block, Form, Sheet
from corpus.samples.pdf import MUNICIPALITY

FRAME = """<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>{title} – {kommun}</title></head>
<body>
<nav><a href="/">Start</a> <a href="/politik">Kommun och politik</a> <a href="/kontakt">Kontakt</a></nav>
<main>
{content}
</main>
<footer>{kommun}, Rådhusgränd 1. Senast ändrad {date}.</footer>
</body>
</html>
"""
TAGS = {Form.TITLE: "h1", Form.HEADING: "h2", Form.SUBHEADING: "h3", Form.TEXT: "p"}
MARKS = {Form.TITLE: "# ", Form.HEADING: "## ", Form.SUBHEADING: "### ", Form.ITEM: "- "}


def write_html(sheet: Sheet) -> bytes:
    """The sheet as one page of the municipality's web site."""
    groups = groupby(sheet.blocks, key=lambda block: block.form)
    content = "\n".join(_html(form, tuple(blocks)) for form, blocks in groups)
    return FRAME.format(title=sheet.title, kommun=MUNICIPALITY, content=content, date=sheet.date).encode()


def _html(form: Form, blocks: tuple[Block, ...]) -> str:
    if form is Form.ROW:
        head, *body = blocks
        return "\n".join(("<table>", _row(head, "th"), *(_row(block, "td") for block in body), "</table>"))
    if form is Form.ITEM:
        items = (f"<li>{escape(block.cells[0])}</li>" for block in blocks)
        return "\n".join(("<ul>", *items, "</ul>"))
    if form is Form.LABELLED:
        return "\n".join(
            f"<p>{escape(block.cells[0])}: {escape(', '.join(block.cells[1:]))}</p>" for block in blocks
        )
    return "\n".join(f"<{TAGS[form]}>{escape(block.cells[0])}</{TAGS[form]}>" for block in blocks)


def _row(block: Block, tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in block.cells)}</tr>"


def write_markdown(sheet: Sheet) -> bytes:
    """The sheet as Markdown, a table's head ruled off."""
    lead = f"{MUNICIPALITY} · {sheet.body} · {sheet.date}"
    groups = groupby(sheet.blocks, key=lambda block: block.form)
    return "\n\n".join((lead, *(_markdown(form, tuple(blocks)) for form, blocks in groups), "")).encode()


def _markdown(form: Form, blocks: tuple[Block, ...]) -> str:
    if form is Form.ROW:
        head, *body = (f"| {' | '.join(block.cells)} |" for block in blocks)
        return "\n".join((head, f"|{'---|' * len(blocks[0].cells)}", *body))
    if form is Form.LABELLED:
        return "\n\n".join(f"**{block.cells[0]}:** {', '.join(block.cells[1:])}" for block in blocks)
    between = "\n" if form is Form.ITEM else "\n\n"
    return between.join(MARKS.get(form, "") + block.cells[0] for block in blocks)
