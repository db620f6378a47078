"""Assignments in decisions, against invented passages that were labelled by hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from corpus.assignments import Assignment, assignments, closes
from corpus.model import Status
from corpus.swedish import letters
from tests.shelf import section

LABELLED = yaml.safe_load(Path(__file__).with_name("golden").joinpath("assignments.yaml").read_text("utf-8"))
LEAST = 0.9


def _found(entry: dict[str, Any]) -> tuple[Assignment, ...]:
    return assignments(section("Rubrik", (Status(entry.get("status", "beslut")), entry["text"])))


def _right(given: dict[str, Any], found: Assignment) -> bool:
    day, words = (found.due.day, found.due.words) if found.due else (None, None)
    return (
        letters(found.who) == letters(given["who"])
        and letters(found.what).startswith(letters(given["what"]))
        and day == given.get("by")
        and ("by" in given or letters(words or "") == letters(given.get("words", "")))
    )


def test_precision_and_recall_of_labelled_passages() -> None:
    given = found = right = 0
    wrong = []
    for entry in LABELLED:
        told = _found(entry)
        hits = sum(any(_right(one, other) for other in told) for one in entry["gives"])
        given, found, right = given + len(entry["gives"]), found + len(told), right + hits
        if not hits == len(told) == len(entry["gives"]):
            wrong.append((entry["text"], told))
    shown = "\n".join(f"{text}\n    {told}" for text, told in wrong)
    assert len(LABELLED) >= 100
    assert right / found >= LEAST, f"precision {right}/{found}, recall {right}/{given}\n{shown}"
    assert right / given >= LEAST, f"precision {right}/{found}, recall {right}/{given}\n{shown}"


def test_sentences_that_tell_that_an_assignment_is_done() -> None:
    for entry in LABELLED:
        assert bool(closes(entry["text"])) == entry.get("closes", False), entry["text"]


def test_a_span_is_the_sentence_in_the_section() -> None:
    decided = section(
        "Rubrik", (Status.BESLUT, "Planen antas. Nämnden får i uppdrag att\nsprida den i maj 2027.")
    )
    (one,) = assignments(decided)
    assert decided.text[slice(*one.span)] == "Nämnden får i uppdrag att\nsprida den i maj 2027."
    assert (one.what, one.due and one.due.day) == ("sprida den i maj 2027", dt.date(2027, 5, 31))
