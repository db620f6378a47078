"""An answer to take away: its text, its sources as they are cited, and how it was made."""

from collections.abc import Iterator

from corpus.sheet import Block, Heading, Item, Quote, Sheet, Text
from corpus.views import AnswerView, CitationView, origin, place_line

EXTRACTIVE = "extractive"
_ITEM = "– "
_MADE_BY = {
    "index": "index",
    "embedder": "inbäddning",
    "thresholds": "trösklar",
    "model": "språkmodell",
    "prompt": "prompt",
}


def answer_sheet(answer: AnswerView) -> Sheet:
    """The question as title, the answer with its markers, and under "Källor" what each marker stands for."""
    return Sheet(answer.question, tuple(_blocks(answer)))


def _blocks(answer: AnswerView) -> Iterator[Block]:
    for line in answer.answer.split("\n"):
        yield Item(line.removeprefix(_ITEM)) if line.startswith(_ITEM) else Text(line)
    if answer.citations:
        yield Heading("Källor")
    for citation in answer.citations:
        yield Text(_source(citation))
        yield Quote(citation.quote)
    yield Text(_made(answer))
    yield Text(_repeated(answer))


def _source(citation: CitationView) -> str:
    told = (origin(citation.document), place_line(citation), citation.status.value, citation.document.file)
    return f"[{citation.marker}] {' · '.join(piece for piece in told if piece)}"


def _made(answer: AnswerView) -> str:
    draft = answer.made_by.get("draft") or EXTRACTIVE
    if draft == EXTRACTIVE:
        return "Svaret är hämtat av Paragraf ur handlingarnas egna meningar, utan språkmodell."
    return (
        f"Svaret är skrivet av språkmodellen {draft} och prövat av Paragraf mening för mening mot källorna."
    )


def _repeated(answer: AnswerView) -> str:
    """What it takes to make the answer again."""
    named = (f"{told} {answer.made_by[name]}" for name, told in _MADE_BY.items() if answer.made_by.get(name))
    return f"Svaret görs om med {', '.join(named)}."
