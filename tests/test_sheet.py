"""What is taken away: the same words in every form, and never read as formatting."""

import datetime as dt
import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.errors import BadInput
from corpus.export import answer_sheet
from corpus.model import Kind, Status
from corpus.sheet import Format, Heading, Item, Quote, Sheet, Table, Text, written
from corpus.views import AnswerView, CitationView, DocumentView

SHEET = Sheet(
    "Vad beslutades?",
    (
        Text("Nämnden bygger *en* lekplats [1].\n§ 31 gäller."),
        Item("1. juni"),
        Item("- <b>juli</b>"),
        Heading("Källor"),
        Quote("Nämnden\nbygger"),
        Table(("Dag", "Utfall"), (("1 juni", "a|b"),)),
    ),
)
DOCUMENT = DocumentView(
    "d", "Protokoll", Kind.PROTOKOLL, "Granmåla", "Tekniska nämnden", dt.date(2023, 3, 21), "tn.pdf", (1, 4)
)
CITATION = CitationView(
    1, DOCUMENT, "§ 31", "Lekplats", ("TN 2023/118",), 3, Status.BESLUT, None, None, "Nämnden bygger.", "/x"
)


def answer(draft: str) -> AnswerView:
    return AnswerView(
        "Vad beslutades?",
        "Två saker:\n– Nämnden bygger [1].",
        None,
        (CITATION,),
        (),
        0,
        False,
        {},
        {"draft": draft, "index": "7 passager", "embedder": None},
    )


def test_plain_text_can_be_pasted_as_it_stands() -> None:
    assert written(SHEET, Format.TEXT).decode().split("\n\n") == [
        "Vad beslutades?",
        "Nämnden bygger *en* lekplats [1].\n§ 31 gäller.",
        "– 1. juni\n– - <b>juli</b>",
        "Källor",
        "»Nämnden bygger«",
        "Dag\tUtfall\n1 juni\ta|b\n",
    ]


def test_markdown_shows_what_stands_and_formats_nothing_of_it() -> None:
    html = MarkdownIt().enable("table").render(written(SHEET, Format.MARKDOWN).decode())
    for shown in (
        "*en* lekplats [1]",
        "<li>1. juni</li>",
        "<li>- &lt;b&gt;juli",
        "<td>a|b</td>",
        "<h2>Källor",
    ):
        assert shown in html


@given(st.text(alphabet="[](){}<>*_`#|~!a1. -\\", min_size=1, max_size=30))
def test_no_text_becomes_a_link_or_a_picture(text: str) -> None:
    html = MarkdownIt().render(written(Sheet("t", (Text(text), Quote(text))), Format.MARKDOWN).decode())
    assert "href" not in html
    assert "<img" not in html


@settings(max_examples=10, deadline=None)  # ten texts in each document, which takes long to make
@given(st.lists(st.text(max_size=40), min_size=10, max_size=10))
def test_a_word_document_holds_whatever_a_document_said(texts: list[str]) -> None:
    pieces = tuple(piece for text in texts for piece in (Text(text), Item(text)))
    made = docx.Document(io.BytesIO(written(Sheet(texts[0], pieces), Format.WORD)))
    assert len(made.paragraphs) == 1 + len(pieces)


def test_a_word_document_has_headings_lists_and_tables() -> None:
    made = docx.Document(io.BytesIO(written(SHEET, Format.WORD)))
    assert [p.style.name for p in made.paragraphs if p.style][:4] == [
        "Heading 1",
        "Normal",
        "List Bullet",
        "List Bullet",
    ]
    assert made.tables[0].cell(1, 1).text == "a|b"


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.CSV])
def test_an_answer_is_taken_away_with_its_sources(form: Format) -> None:
    content = written(answer_sheet(answer("extractive")), form)
    text = (
        "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
        if form is Format.WORD
        else content.decode()
    )
    for told in ("Nämnden bygger [1].", "21 mars 2023", "§ 31", "TN 2023/118", "sida 3", "beslut", "tn.pdf"):
        assert told in text
    assert "utan språkmodell" in text
    assert "Svaret görs om med index 7 passager." in text


def test_csv_holds_the_tables_and_no_formulas() -> None:
    sheet = Sheet("t", (Text("text"), Table(("A;B", "C"), (("=1+1", "rad\nbruten"), ("+46", "ä")))))
    assert written(sheet, Format.CSV).decode("utf-8-sig").splitlines() == [
        '"A;B";C',
        "'=1+1;rad bruten",
        "'+46;ä",
    ]
    with pytest.raises(BadInput):
        written(answer_sheet(answer("extractive")), Format.CSV)


def test_a_language_model_is_named() -> None:
    assert "språkmodellen gemma" in written(answer_sheet(answer("gemma")), Format.TEXT).decode()
