"""Laws of the ladder: what every section of every document keeps to, whatever the text looks like."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Medium, Parsed, Section, Source
from ingest.paging import page_text
from ingest.parse import parse
from ingest.values import ReadFile

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "§ 3 Dnr KS 2031/7",
                "§ 4",
                "§ 4 forts",
                "Beslut",
                "Förslag till beslut",
                "Kommunstyrelsen",
                "Protokoll 2031-02-03",
                "1 (3)",
                "Justerandes sign",
                "Bilaga 1",
                "vatten- och avlopps-",
                "anläggning\u00ad",
                "ra\u0308nta\u00a01\u202f250 kr VA\ufffeverket",
                "1.1 Syfte ........ 4",
                "\f",
                "",
            ]
        ),
        st.text(max_size=60),
    ),
    max_size=30,
)


def parsed(text: str) -> Parsed:
    """A text read and parsed."""
    pages = page_text(text)
    source = Source("law", "law.txt", "0" * 64, Medium.TEXT, len(pages))
    return parse(source, ReadFile(Medium.TEXT, pages))


def sections(found: Parsed) -> list[Section]:
    """All sections of all documents."""
    return [section for document in found.documents for section in document.sections]


def letters(text: str) -> str:
    """The letters and digits of a text, composed."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum())


def check_laws(found: Parsed) -> None:
    raw = {page.number: page.text for page in found.pages}
    for section in sections(found):
        at = 0
        for run in section.runs:
            assert at <= run.start < run.end <= len(section.text)
            at = run.end
            printed = raw[run.page][run.raw_start : run.raw_end]
            if run.end - run.start == run.raw_end - run.raw_start:
                assert section.text[run.start : run.end] == printed
            else:
                assert section.text[run.start : run.end] == unicodedata.normalize("NFC", printed)
        spans = section.raw_spans((0, len(section.text)))
        assert letters(section.text) == letters("".join(raw[page][slice(*span)] for page, span in spans))
        assert all(page in raw for page in section.pages)
        assert section.parts == () or section.parts[-1].span[1] <= len(section.text)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_every_character_of_a_section_stands_on_its_page(lines: list[str]) -> None:
    check_laws(parsed("\n".join(lines)))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_texts_keep_the_laws(path: Path) -> None:
    check_laws(parsed(path.read_text(encoding="utf-8")))


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_pages_of_a_text_are_the_text(text: str) -> None:
    assert "".join(page.text for page in page_text(text)) == text


def test_document_ids_are_unique_and_the_same_again() -> None:
    text = "\n\f".join(path.read_text(encoding="utf-8") for path in GOLDEN if "transcript" not in path.stem)
    ids = [document.document.id for document in parsed(text).documents]
    assert len(ids) == len(set(ids))
    assert ids == [document.document.id for document in parsed(text).documents]


def test_a_long_run_of_marks_takes_no_long_time() -> None:
    for mark in ("§ ", "§1 ", ". ", "- ", "1.", "(", "Dnr ", "A", "8 1\n", "\u00a0", "e\u0301"):
        parsed(mark * 20_000)
