"""Web pages by BeautifulSoup over lxml: the main content, a line a block, a table row a line."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString

from corpus.errors import EmptyFile, ErrorPage
from corpus.model import Medium
from ingest.readers.lines import BODY_SIZE, SizedLine, heading_size, row, unpaged
from ingest.values import ReadFile

_LEFT_OUT = "script,style,noscript,template,nav,aside,form,iframe,svg,button,[hidden],[aria-hidden=true]"
_BLOCK = re.compile(
    r"address|article|blockquote|body|br|caption|center|d[dlt]|details|div|fieldset|fig(?:caption|ure)|footer"
    r"|h[1-6r]|header|html|li|main|[ou]l|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead"
)
_HEADING = re.compile(r"h([1-6])")
_LIST_MARKS = "•.0123456789 \t\r\n\xa0"

_ERROR_TITLE = re.compile(r"\b(?:403|404|500|hittas inte|hittades inte|inte hittas|saknas|not found)\b", re.I)
_ERROR_PAGE_LENGTH = 2_000


def read_html(data: bytes) -> ReadFile:
    """A web page as one page of lines. Raises EmptyFile, or ErrorPage."""
    soup = _soup(data)
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    pages = unpaged(_lines(_content(soup)))
    text = pages[0].text
    if len(text) < _ERROR_PAGE_LENGTH and _ERROR_TITLE.search(title):
        raise ErrorPage(f"Filen är en felsida från en webbplats (”{title[:80]}”); hämta dokumentet på nytt.")
    if not text:
        raise EmptyFile("Webbsidan innehåller ingen text.")
    return ReadFile(Medium.HTML, pages)


def _soup(data: bytes) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML is meant to be read as HTML
        return BeautifulSoup(data, "lxml")


def _content(soup: BeautifulSoup) -> Tag:
    """The page's own matter: ``main`` or the only ``article``, else the body without the site's frame."""
    for element in soup.select(_LEFT_OUT):
        element.decompose()
    articles = soup.find_all("article")
    found = (
        soup.find("main") or soup.select_one("[role=main]") or (articles[0] if len(articles) == 1 else None)
    )
    if found is not None and found.get_text(strip=True):
        return found
    body = soup.body or soup
    for frame in body.find_all(("header", "footer"), recursive=False):
        frame.decompose()
    return body


def _lines(content: Tag) -> Iterator[SizedLine]:
    """The blocks in reading order; a text belongs to the block that opened last before it."""
    _print_marks(content)
    words: list[str] = []
    size = BODY_SIZE
    for event in _walk(content):
        if isinstance(event, str):
            words.append(event)
        elif "".join(words).strip(_LIST_MARKS):
            yield " ".join("".join(words).split()), size
            words = []
        if isinstance(event, Tag):
            size = _size(event, size)
    yield " ".join("".join(words).split()), size


def _print_marks(content: Tag) -> None:
    """Put in what a browser prints: the marks of list items and the rules between a table's cells."""
    for items in content.find_all("ul"):
        for item in items.find_all("li", recursive=False):
            item.insert(0, "• ")
    for items in content.find_all("ol"):
        for number, item in enumerate(items.find_all("li", recursive=False), start=1):
            item.insert(0, f"{number}. ")
    arranging = {id(nested.find_parent("tr")) for nested in content.find_all("table")}
    for table_row in content.find_all("tr"):
        if id(table_row) not in arranging:  # a row that holds a table only arranges the page
            cells = table_row.find_all(("td", "th"))
            table_row.string = row(" ".join(cell.get_text(" ").split()) for cell in cells)


def _walk(content: Tag) -> Iterator[str | Tag | None]:
    """Text as it comes, each block tag where it opens, and None where one closes; no recursion."""
    stack: list[tuple[Tag, Iterator[PageElement]]] = [(content, iter(content.children))]
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if _BLOCK.fullmatch(tag.name):
                yield None
        elif isinstance(child, Tag):
            if _BLOCK.fullmatch(child.name):
                yield child
            stack.append((child, iter(child.children)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def _size(tag: Tag, size: float) -> float:
    if tag.name == "br":
        return size
    heading = _HEADING.fullmatch(tag.name)
    return heading_size(int(heading.group(1))) if heading else BODY_SIZE
