"""Markdown by markdown-it-py: headings, passages, list items and table rows, a line each, as they print."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.model import Medium
from ingest.readers.lines import BODY_SIZE, SizedLine, heading_size, row, unpaged
from ingest.readers.text import decode
from ingest.values import ReadFile

_BULLET = "• "
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def read_markdown(data: bytes) -> ReadFile:
    """A Markdown file as one page of lines."""
    tokens = _PARSER.parse(decode(data))
    return ReadFile(Medium.MARKDOWN, unpaged(_lines(tokens)))


def _lines(tokens: list[Token]) -> Iterator[SizedLine]:
    mark, size = "", BODY_SIZE
    cells: list[str] = []
    for before, token in pairwise([Token("start", "", 0), *tokens]):
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else _BULLET
        elif token.type == "heading_open":
            size = heading_size(int(token.tag[1:]))
        elif token.type == "tr_close":
            yield row(cells), BODY_SIZE
            cells = []
        elif token.type == "inline" and before.type in ("td_open", "th_open"):
            cells.append(" ".join(_text(token.children or ()).split()))
        elif token.type in ("inline", "fence", "code_block"):
            for line in _text([token]).split("\n"):
                yield mark + line.strip(), size
                mark = ""
            size = BODY_SIZE


def _text(tokens: Iterable[Token]) -> str:
    return "".join(_printed(token) for token in tokens)


def _printed(token: Token) -> str:
    match token.type:
        case "inline" | "image":
            return _text(token.children or ())
        case "softbreak" | "hardbreak":
            return "\n"
        case "text" | "code_inline" | "fence" | "code_block" | "html_inline" | "html_block":
            return token.content
        case _:
            return ""
