"""The same decision in several documents: what is one, what only looks so, and which copy is cited."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.decisions import Held, copies_of, decisions, other_minutes, same_decision, same_elsewhere
from corpus.model import Document, Kind, Medium, Parsed, ParsedDocument, Source
from corpus.views import section_views
from tests.parsed import ORIGINAL, parsed, section

MARCH, APRIL = dt.date(2031, 3, 5), dt.date(2031, 4, 9)
MINUTES = Document(
    id="protokoll",
    source="protokoll.pdf",
    file="protokoll.pdf",
    kind=Kind.PROTOKOLL,
    title="Protokoll",
    municipality="Nordköping",
    body="Kommunstyrelsen",
    date=MARCH,
    approved=True,
)
EXTRACT = replace(MINUTES, id="utdrag", source="utdrag.pdf", kind=Kind.PROTOKOLLSUTDRAG, approved=None)
DRAFT = replace(MINUTES, id="preliminärt", source="preliminärt.pdf", approved=False)
OWN = Held(MINUTES, 3, "§ 27", "Ny skola")


def _ids(group: tuple[Held, ...]) -> list[str]:
    return [copy.document.id for copy in group]


def test_the_minutes_are_cited_before_their_extract_and_that_before_the_draft() -> None:
    copies = [Held(DRAFT, 3, "§ 27"), Held(EXTRACT, 0, "§ 27"), OWN]
    (group,) = decisions(copies)
    assert _ids(group) == ["protokoll", "utdrag", "preliminärt"]


@pytest.mark.parametrize(
    "other",
    [
        Held(EXTRACT, 0, "§ 27"),
        Held(EXTRACT, 0, "§27"),
        Held(replace(EXTRACT, body="KS"), 0, "§ 27"),
        Held(replace(EXTRACT, municipality=None), 0, "§ 27"),
        Held(replace(EXTRACT, municipality="Nordköpings kommun"), 0, "§ 27"),
    ],
)
def test_the_same_decision(other: Held) -> None:
    assert same_decision(OWN, other)
    assert same_decision(other, OWN)


@pytest.mark.parametrize(
    "other",
    [
        Held(EXTRACT, 0, "§ 28"),
        Held(EXTRACT, 0, None),
        Held(MINUTES, 9, "§ 27"),
        Held(replace(EXTRACT, date=APRIL), 0, "§ 27"),
        Held(replace(EXTRACT, date=None), 0, "§ 27"),
        Held(replace(EXTRACT, body="Kommunfullmäktige"), 0, "§ 27"),
        Held(replace(EXTRACT, body=None), 0, "§ 27"),
        Held(replace(EXTRACT, municipality="Söderby"), 0, "§ 27"),
        Held(replace(EXTRACT, kind=Kind.REGLEMENTE), 0, "§ 27"),
    ],
)
def test_another_decision(other: Held) -> None:
    assert not same_decision(OWN, other)
    assert len(decisions([OWN, other])) == 2


def test_an_extract_that_fits_the_minutes_of_two_municipalities_is_neithers() -> None:
    far = replace(MINUTES, id="annat", municipality="Söderby")
    unknown = Held(replace(EXTRACT, municipality=None), 0, "§ 27", "Ny skola")
    assert len(decisions([OWN, Held(far, 3, "§ 27", "Ny skola"), unknown])) == 3


def test_a_number_that_stands_twice_is_told_apart_by_its_heading() -> None:
    again = Held(MINUTES, 4, "§ 27", "Ny idrottshall")
    extract = Held(EXTRACT, 0, "§ 27", "Ny  idrottshall")
    assert [_ids(group) for group in decisions([OWN, again, extract])] == [
        ["protokoll"],
        ["protokoll", "utdrag"],
    ]


def test_every_copy_names_the_others() -> None:
    assert same_elsewhere([OWN, Held(EXTRACT, 0, "§ 27"), Held(EXTRACT, 1, "§ 28")]) == {
        ("protokoll", 3): ("utdrag",),
        ("utdrag", 0): ("protokoll",),
        ("utdrag", 1): (),
    }


def test_only_minutes_of_the_same_meeting_are_looked_into() -> None:
    source = Source("protokoll.pdf", "protokoll.pdf", "", Medium.PDF, 1)
    told = Parsed(source, "", (), (ParsedDocument(MINUTES, ()),))
    elsewhere = replace(EXTRACT, id="april", date=APRIL)
    assert other_minutes(told, [MINUTES, EXTRACT, DRAFT, elsewhere]) == (EXTRACT, DRAFT)


def test_the_sections_shown_tell_who_else_holds_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    own = parsed("protokoll", section("§ 26", "Upprop"), section("§ 27", "Ny skola"))
    archive.write(own, ORIGINAL)
    archive.write(parsed("utdrag", section("§ 27", "Ny skola"), municipality=None), ORIGINAL)
    archive.write(parsed("annan", section("§ 27", "Ny skola"), body="Socialnämnden"), ORIGINAL)
    shown = section_views(own, copies_of(own, archive))
    assert [view.same for view in shown] == [(), ("utdrag#protokoll-2024-04-25",)]


DOCUMENTS = st.builds(
    lambda number, kind, municipality, body: replace(
        MINUTES, id=f"d{number}", kind=kind, municipality=municipality, body=body
    ),
    st.integers(0, 5),
    st.sampled_from([Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG]),
    st.sampled_from([None, "Nordköping", "Söderby"]),
    st.sampled_from(["Kommunstyrelsen", "KS", "Arbetsutskottet", "Kommunstyrelsens arbetsutskott"]),
)
COPIES = st.builds(Held, DOCUMENTS, st.integers(0, 9), st.sampled_from([None, "§ 1", "§ 2"]))


@given(st.lists(COPIES, max_size=8, unique_by=lambda copy: (copy.document.id, copy.index)))
def test_every_copy_is_in_one_decision_and_fits_all_of_it(copies: list[Held]) -> None:
    groups = decisions(copies)
    assert sorted(copy.index for group in groups for copy in group) == sorted(copy.index for copy in copies)
    for group in groups:
        assert all(same_decision(one, other) for one in group for other in group if one is not other)
