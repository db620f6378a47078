"""Golden pairs: a text with one feature of form each, and what the parser must see in it.

A pair is adjudicated by hand and never refreshed in bulk. The JSON tells only what the pair is about: keys
that it leaves out are not looked at.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Medium, Parsed, Section, Source
from ingest.paging import page_text
from ingest.parse import parse
from ingest.values import ReadFile

GOLDEN = Path(__file__).parent / "golden"
PAIRS = sorted(path.stem for path in GOLDEN.glob("*.txt"))


def parsed(text: str) -> Parsed:
    """The text as the text reader would hand it on, parsed."""
    pages = page_text(text)
    source = Source("golden", "golden.txt", "0" * 64, Medium.TEXT, len(pages))
    return parse(source, ReadFile(Medium.TEXT, pages))


@pytest.mark.parametrize("name", PAIRS)
def test_pair(name: str) -> None:
    want: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    got = parsed((GOLDEN / f"{name}.txt").read_text(encoding="utf-8"))
    documents = [_document(each.document, each.sections) for each in got.documents]
    assert [_only(seen, one) for seen, one in zip(documents, want["documents"], strict=True)] == want[
        "documents"
    ]
    if "coverage" in want:
        assert [[one.expected, one.found, list(one.missing)] for one in got.coverage] == want["coverage"]


def _document(document: Any, sections: tuple[Section, ...]) -> dict[str, Any]:
    return {
        "kind": str(document.kind),
        "body": document.body,
        "date": document.date and document.date.isoformat(),
        "municipality": document.municipality,
        "title": document.title,
        "approved": document.approved,
        "diarienummer": list(document.diarienummer),
        "pages": list(document.pages),
        "sections": [_section(section) for section in sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "label": section.label,
        "heading": section.heading,
        "diarienummer": list(section.diarienummer),
        "trail": list(section.trail),
        "pages": list(section.pages),
        "text": section.text.split("\n"),
    }


def _only(seen: Any, wanted: Any) -> Any:
    """What was seen, less the keys that are not asked for."""
    if isinstance(wanted, dict) and isinstance(seen, dict):
        return {key: _only(seen.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(seen, list) and len(seen) == len(wanted):
        return [_only(one, other) for one, other in zip(seen, wanted, strict=True)]
    return seen
