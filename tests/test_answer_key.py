"""The parser against real documents, where they lie beside the checkout; the key is made by another road.

For the text protocols: lines that hold nothing but a §, its number and a code, counted by one regular
expression on the raw file, and body and date from the collection's manifest. For the PDF protocol: its own
table of contents. For the rest: the gold answers of the question set, which people wrote.
"""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
import yaml

from corpus.bodies import same_body
from corpus.diarienummer import same_diarienummer
from corpus.model import Medium, Page, Parsed, ParsedDocument, Section, Source
from ingest.paging import lines_of, page_text
from ingest.parse import parse
from ingest.values import ReadFile

DATA = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real documents (../shared/data) are not here")

KEY_LINE = re.compile(r"^\f?§ ?(\d+)(?: Ärendenummer)?(?: +(\S*[^\s.,]))? *$", re.MULTILINE)
CONTENTS_ENTRY = re.compile(r"^§ (\d+) ", re.MULTILINE)
ENOUGH = 0.99


@lru_cache(maxsize=128)
def understood(file: str) -> Parsed:
    """A file of the collection, parsed under a name that tells nothing."""
    read = _read_text(DATA / file) if file.endswith(".txt") else _read_pdf(DATA / file)
    return parse(Source("x", "x", "0" * 64, read.medium, len(read.pages)), read)


def _read_text(path: Path) -> ReadFile:
    return ReadFile(Medium.TEXT, page_text(path.read_text(encoding="utf-8")))


def _read_pdf(path: Path) -> ReadFile:
    with pdfium.PdfDocument(path) as document:
        texts = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    pages = (Page(number, text, lines_of(text), number) for number, text in enumerate(texts, 1))
    return ReadFile(Medium.PDF, tuple(pages))


def manifest() -> list[dict[str, str]]:
    """The collection's rows of protocols."""
    if not DATA.exists():
        return []
    with (DATA / "manifest.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kind"].startswith("protokoll (")]


def golds() -> list[dict[str, Any]]:
    """The question set's answers that name a §."""
    if not DATA.exists():
        return []
    questions = yaml.safe_load((DATA / "questions.yaml").read_text(encoding="utf-8"))
    many = questions if isinstance(questions, list) else questions["questions"]
    return [one["gold"] | {"id": one["id"]} for one in many if one.get("gold") and one["gold"]["paragraph"]]


def numbered(found: Parsed) -> Iterator[tuple[ParsedDocument, Section]]:
    """Every § with its document."""
    for document in found.documents:
        for section in document.sections:
            if section.label:
                yield document, section


def test_text_protocols_have_every_section_with_its_diarienummer() -> None:
    expected = found = right = extra = 0
    for row in manifest():
        raw = (DATA / row["file"]).read_text(encoding="utf-8")
        key = {f"§ {number}": code for number, code in KEY_LINE.findall(raw)}
        got = {section.label: section.diarienummer for _, section in numbered(understood(row["file"]))}
        expected += len(key)
        found += len(key.keys() & got.keys())
        extra += len(got.keys() - key.keys())
        right += sum(got.get(label) == ((code,) if code else ()) for label, code in key.items())
    assert expected > 3_000
    assert found >= ENOUGH * expected
    assert right >= ENOUGH * expected
    assert extra <= (1 - ENOUGH) * expected


@pytest.mark.parametrize("row", manifest(), ids=lambda row: row["file"])
def test_text_protocols_are_one_document_each_with_body_and_date(row: dict[str, str]) -> None:
    documents = understood(row["file"]).documents
    seen = [(one.document.body, str(one.document.date), one.document.municipality) for one in documents]
    assert seen == [(row["body"], row["date"], row["municipality"])]


def test_pdf_protocol_has_every_section_of_its_contents() -> None:
    file = "pdf/3005141aff.pdf"
    listed = {int(number) for number in CONTENTS_ENTRY.findall(_read_pdf(DATA / file).pages[2].text)}
    found = understood(file)
    labels = [section.label for _, section in numbered(found)]
    assert len(listed) > 20
    assert labels == [f"§ {number}" for number in sorted(listed)]
    assert [(one.expected, one.missing) for one in found.coverage] == [(len(listed), ())]


@pytest.mark.parametrize("gold", golds(), ids=lambda gold: gold["id"])
def test_the_question_sets_sections_are_where_its_gold_says(gold: dict[str, Any]) -> None:
    matches = [
        (document.document, section)
        for document, section in numbered(understood(gold["document"]))
        if section.label == gold["paragraph"]
        and same_body(document.document.body or "", gold["organ"])
        and document.document.date
        and document.document.date.isoformat() == str(gold["date"])
    ]
    assert len(matches) == 1
    document, section = matches[0]
    assert document.municipality == gold["kommun"]
    assert len(section.diarienummer) == len(gold["diarienummer"])
    for number in gold["diarienummer"]:
        assert any(same_diarienummer(number, seen) for seen in section.diarienummer)
