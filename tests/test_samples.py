import re
import sys
import zlib
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import yaml

from corpus.bodies import find_municipalities
from corpus.samples.notation import Block, Form, Sheet, block, read_sheet

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
FILES = SAMPLES / "files"
QUESTIONS = Path(__file__).parents[1] / "evals" / "questions" / "sample.yaml"
SHEETS = tuple(read_sheet(path) for path in sorted((SAMPLES / "source").glob("*.txt")))
TYPES = {
    *("amount", "comparison", "date", "decision", "fact", "follow_up", "list"),
    *("out_of_scope", "precedent", "timeline", "unanswerable", "who"),
}


@cache
def questions() -> list[dict[str, object]]:
    loaded = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


def golds() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for question in questions():
        gold = question["gold"]
        if isinstance(gold, dict):
            found += [gold, *gold.get("also", ())]
    return found


@cache
def page_texts(name: str) -> tuple[str, ...]:
    with pypdfium2.PdfDocument(FILES / name) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def normalised(text: str) -> str:
    joined = re.sub(r"(\ufffe|-\r?\n)", "", text)
    return " ".join(joined.split())


def test_files_are_those_that_the_sources_name() -> None:
    named = {sheet.file for sheet in SHEETS if sheet.file}
    assert named == {path.name for path in FILES.iterdir()}
    assert len(named) >= 14
    assert sum(path.stat().st_size for path in FILES.iterdir()) < 3_000_000


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="reportlab is not installed (pip install -e .[dev])")
    if sys.platform != "linux" or "ng" in zlib.ZLIB_RUNTIME_VERSION:
        pytest.skip("zlib or libjpeg of this platform compresses otherwise")
    from corpus.samples.build import build  # noqa: PLC0415 - needs reportlab

    for path in build(tmp_path):
        assert path.read_bytes() == (FILES / path.name).read_bytes(), path.name


def test_protocols_have_the_length_of_real_ones() -> None:
    lengths = {path.name: len(page_texts(path.name)) for path in FILES.glob("protokoll-*.pdf")}
    whole = [n for name, n in lengths.items() if "skannat" not in name and "omedelbart" not in name]
    assert len(whole) == 7
    assert all(5 <= n <= 12 for n in whole)


def test_scan_holds_no_text() -> None:
    assert not "".join(page_texts("protokoll-sbn-2025-02-13-skannat.pdf")).strip()


def test_a_section_over_a_page_break_is_headed_forts() -> None:
    headed = [text for text in page_texts("protokoll-kfn-2023-03-16.pdf") if re.search(r"§ 27 forts\.", text)]
    assert headed
    assert any("\ufffe" in text for text in page_texts("protokoll-kfn-2023-03-16.pdf"))


@pytest.mark.parametrize("path", sorted(FILES.glob("*.pdf")), ids=lambda path: path.name)
def test_only_the_invented_municipality_is_named(path: Path) -> None:
    names = {found.name for text in page_texts(path.name) for found in find_municipalities(text)}
    assert names <= {"Påhittköping"}


BALLOT = re.compile(r"(?:röstar (Ja|Nej) \((\d+)\))")
RESULT = re.compile(r"Med (\d+) ja-röster mot (\d+) nej-röst")
VOTERS = re.compile(r"(?:Följande röstar )?(ja|nej)(?: röstar)?: ", re.IGNORECASE)
PARTY = re.compile(r"\((?:S|V|MP|C|L|M|KD|SD)\)")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_votes_add_up(sheet: Sheet) -> None:
    texts = [cell for piece in sheet.blocks for cell in piece.cells]
    for text in texts:
        if counted := BALLOT.search(text):
            assert len(PARTY.findall(text)) == int(counted[2]), text
    lists = [len(PARTY.findall(text)) for text in texts if VOTERS.match(text)]
    told = [int(figure) for text in texts for found in RESULT.findall(text) for figure in found]
    assert lists == told


def test_questions_are_of_every_type() -> None:
    assert len(questions()) >= 30
    assert {question["type"] for question in questions()} == TYPES
    assert len({question["id"] for question in questions()}) == len(questions())


def test_no_gold_where_nothing_answers() -> None:
    for question in questions():
        silent = question["type"] in {"unanswerable", "out_of_scope"}
        assert (question["gold"] is None) == silent, question["id"]


@pytest.mark.parametrize("gold", golds(), ids=lambda gold: f"{gold['document']}-{gold['paragraph']}")
def test_evidence_stands_on_its_page(gold: dict[str, object]) -> None:
    name, page, evidence = str(gold["document"]), gold["page"], str(gold["evidence"])
    assert (FILES / name).exists()
    if not name.endswith(".pdf"):
        assert page is None
    elif name.endswith("skannat.pdf"):
        assert page in range(1, 4)
    else:
        assert isinstance(page, int)
        assert normalised(evidence) in normalised(page_texts(name)[page - 1])


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "# 27 | KFN 2022/118 | Ombyggnad",
            Block(Form.SECTION, ("27", "KFN 2022/118", "Ombyggnad")),
        ),
        ("# Motion", Block(Form.TITLE, ("Motion",))),
        ("| a | b | |", Block(Form.ROW, ("a", "b", ""))),
        ("= Till :: A ; B", Block(Form.LABELLED, ("Till", "A", "B"))),
        ("===", Block(Form.BREAK)),
        ("Nämnden beslutar.", Block(Form.TEXT, ("Nämnden beslutar.",))),
    ],
)
def test_notation(line: str, meant: Block) -> None:
    assert block(line) == meant
