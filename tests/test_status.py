"""Statuses, outcomes and addressees over the labelled set, and the laws every section's parts keep."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Kind, Part, Status
from ingest.outcome import addressee, outcome
from ingest.status import MINUTES, parts

LABELS = Path(__file__).parent / "golden" / "status.yaml"


@dataclass(frozen=True)
class Case:
    name: str
    kind: Kind
    body: str | None
    heading: str
    text: str
    expected: tuple[Part, ...]
    outcome: str | None
    addressee: str | None

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts(self.text, self.kind, len(self.heading), self.body)


def _case(told: dict[str, object]) -> Case:
    heading, joint = str(told["heading"]), " " if told.get("inline") else "\n"
    text, expected = heading, [Part(Status.OVRIGT, (0, len(heading)))]
    passages = told["passages"]
    assert isinstance(passages, list)
    for passage in passages:
        status = next(key for key in passage if key not in ("by", "unconfirmed"))
        start = len(text) + len(joint)
        text += joint + passage[status]
        by, confirmed = tuple(passage.get("by", ())), not passage.get("unconfirmed")
        expected.append(Part(Status(status), (start, len(text)), by, confirmed))
    return Case(
        name=str(told["name"]),
        kind=Kind(str(told["kind"])),
        body=str(told["body"]) if told.get("body") else None,
        heading=heading,
        text=text,
        expected=tuple(expected),
        outcome=str(told["outcome"]) if told["outcome"] else None,
        addressee=str(told["addressee"]) if told.get("addressee") else None,
    )


CASES = tuple(_case(told) for told in yaml.safe_load(LABELS.read_text(encoding="utf-8")))


def test_the_set_is_large_enough_and_holds_every_status() -> None:
    passages = [part for case in CASES for part in case.expected[1:]]
    assert len(passages) >= 150
    assert {part.status for part in passages} == set(Status)
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_passage_has_its_status(case: Case) -> None:
    found = [(part.status, case.text[slice(*part.span)], part.by, part.confirmed) for part in case.parts]
    assert found == [
        (part.status, case.text[slice(*part.span)], part.by, part.confirmed) for part in case.expected
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_matter_ends_as_it_says(case: Case) -> None:
    found = outcome(case.text, case.parts, case.heading)
    assert (found.value if found else None) == case.outcome
    assert addressee(case.text, case.parts, case.body) == case.addressee


def test_no_proposal_is_told_as_a_decision() -> None:
    for case in CASES:
        decided = {at for part in case.parts if part.status is Status.BESLUT for at in range(*part.span)}
        proposed = [part for part in case.expected if part.status is not Status.BESLUT]
        assert not [part for part in proposed if decided & set(range(*part.span))], case.name


@pytest.mark.parametrize("kind", sorted(set(Kind) - MINUTES))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_only_minutes_decide(case: Case, kind: Kind) -> None:
    found = parts(case.text, kind, len(case.heading))
    assert Status.BESLUT not in {part.status for part in found}


WORDS = st.sampled_from(
    """
    Beslut|Förslag till beslut|Anna Berg (S) yrkar bifall.|Nämnden godkänner planen.|att avslå|Yrkanden|§ 3|:
    |Bo Ek (M) reserverar sig.|Beslutet skickas till|Ordföranden ställer proposition.|röstar Ja (3).| |1.|Jäv
    |NÄMNDENS BESLUTSFÖRSLAG TILL|KOMMUNFULLMÄKTIGE|_____|“|(
    """.strip().split("|")
)


@given(st.lists(WORDS, max_size=40), st.sampled_from(sorted(Kind)), st.integers(0, 30))
def test_parts_follow_one_another_and_cover_all(words: list[str], kind: Kind, opening: int) -> None:
    text = " ".join(words)
    found = parts(text, kind, min(opening, len(text)))
    assert all(before.span[1] <= after.span[0] for before, after in pairwise(found))
    covered = {at for part in found for at in range(*part.span)}
    assert not [at for at, letter in enumerate(text) if not letter.isspace() and at not in covered]


@pytest.mark.parametrize(
    "words",
    [
        *("A-", "As ", "Anna Berg (S), ", "Anna Berg, ", "Beslut A ", "1 ja ", "ja nej\n", "föreslår "),
        *("Nämnden för ", "att-sats bifalls ", "Anna Berg S Ja\n"),
    ],
)
def test_hostile_text_costs_time_in_proportion(words: str) -> None:
    text = f"§ 1\nBeslut\n{words * (40_000 // len(words))}"
    began = process_time()
    found = parts(text, Kind.PROTOKOLL, 3)
    outcome(text, found, "Motion")
    addressee(text, found)
    assert process_time() - began < 5
