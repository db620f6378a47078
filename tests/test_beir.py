"""A question set goes out in BEIR's form, and a BEIR folder comes in as a question set."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.model import (
    Document,
    Kind,
    Medium,
    Parsed,
    ParsedDocument,
    Question,
    Role,
    Section,
    Source,
    Turn,
)
from evals.beir import read_beir, write_beir
from evals.questions import EvalQuestion, Gold, GoldPlace
from evals.ranking import judgements

SECTIONS = (
    Section("§ 7", "Cykelväg", "Nämnden avslår motionen.\u2028Jäv.", (), (1, 1), ("KS 2024/7",)),
    Section("§ 7", "Cykelväg", "Nämnden avslår motionen igen.", (), (2, 2), ("KS 2024/7",)),
    Section(None, "Inledning", "Planen gäller till 2030.", (), (3, 3)),
)
DOCUMENT = Document("d", "s", "ks mars.pdf", Kind.PROTOKOLL, "Protokoll")
COLLECTION = [
    Parsed(
        Source("s", "ks mars.pdf", "0", Medium.PDF, 3),
        "1",
        (),
        (ParsedDocument(DOCUMENT, SECTIONS),),
    )
]
WHO = EvalQuestion(
    "q1",
    "who",
    Question("Vem avslog?"),
    Gold(
        GoldPlace("ks mars.pdf", label="§ 7", evidence="avslår motionen igen"),
        (("nämnden",),),
        (GoldPlace("ks mars.pdf"),),
    ),
)
LEFT_OUT = (
    replace(WHO, id="q2", gold=None),
    replace(WHO, id="q3", question=Question("Och sedan?", (Turn(Role.USER, "Vem avslog?"),))),
    replace(WHO, id="q4", withheld=(GoldPlace("ks mars.pdf"),)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert write_beir((WHO, *LEFT_OUT), COLLECTION, tmp_path) == 1
    return tmp_path


def test_every_section_is_a_text_of_the_corpus_by_its_key(folder: Path) -> None:
    rows = list(map(json.loads, (folder / "corpus.jsonl").read_text(encoding="utf-8").rstrip().split("\n")))
    assert [row["_id"] for row in rows] == ["ks mars.pdf#§7", "ks mars.pdf#§7~2", "ks mars.pdf#Inledning"]
    assert [row["text"] for row in rows] == [section.text for section in SECTIONS]


def test_the_section_that_holds_the_evidence_is_judged_most_relevant(folder: Path) -> None:
    rows = [line.split("\t") for line in (folder / "qrels" / "test.tsv").read_text().splitlines()]
    assert rows[0] == ["query-id", "corpus-id", "score"]
    assert rows[1] == ["q1", "ks mars.pdf#§7~2", "2"]
    assert {row[2] for row in rows[2:]} == {"1"}


def test_a_folder_is_read_as_a_set_of_places(folder: Path) -> None:
    (read,) = read_beir(folder)
    assert (read.id, read.type, read.question) == ("q1", "who", WHO.question)
    assert read.gold is not None
    assert read.gold.answer == ()
    assert read.gold.place == GoldPlace("ks mars.pdf", label="§ 7")
    assert judgements(read.gold) == judgements(WHO.gold or read.gold)


@pytest.mark.parametrize(("file", "content"), [("queries.jsonl", "{"), ("qrels/test.tsv", "a\tb\nq1\tx\n")])
def test_what_is_not_beir_is_refused(folder: Path, file: str, content: str) -> None:
    (folder / file).write_text(content)
    with pytest.raises(BadInput, match="kan inte läsas"):
        read_beir(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"queries\.jsonl saknas"):
        read_beir(tmp_path)
