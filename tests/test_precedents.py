"""Precedents: similar matters by outcome, one row a matter, the draft's own matter left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.errors import BadInput
from corpus.model import Filters, Kind, Outcome
from corpus.views import HitView, PrecedentsView
from retrieval.matters.proposal import own_number, own_sentences, queries_of
from tests.desks import Held, Opener, desks
from tests.shelf import B, D, F, document, section

PLAY = "Motion om ny lekplats i {}"


def _motion(place: str, date: str, dnr: str, outcome: Outcome, body: str = "Kommunfullmäktige") -> Held:
    decided = section(
        PLAY.format(place),
        (B, f"Beslut\nMotionen om en lekplats i {place} får utfallet {outcome}."),
        (D, f"Ärendet\nMotionären vill att kommunen bygger en lekplats i {place}."),
        label="§ 9",
        dnr=dnr,
        outcome=outcome,
    )
    return document(body, date), decided


NORTH = _motion("Norrby", "2023-02-01", "KS 2022/1", Outcome.AVSLAG)
SOUTH = _motion("Söderby", "2023-03-01", "KS 2022/2", Outcome.BIFALL)
EAST = _motion("Österby", "2023-04-01", "KS 2022/3", Outcome.AVSLAG)
PUT_OFF = _motion("Österby", "2023-03-15", "KS 2022/3", Outcome.BORDLAGD)
BORROWING = (
    document("Kommunstyrelsen", "2023-05-01"),
    section(
        "Borgen för fjärrvärmebolaget",
        (B, "Beslut\nBorgen beviljas."),
        label="§ 3",
        dnr="KS 2023/4",
        outcome=Outcome.BIFALL,
    ),
)
DRAFT = """Tjänsteskrivelse
Datum 2024-02-01
Diarienummer KS 2022/2
Till kommunstyrelsen
Motion om ny lekplats i Söderby
Förslag till beslut
Motionen om en lekplats avslås.
Sammanfattning
Motionären vill att kommunen bygger en lekplats. Kommunen har redan nio lekplatser, och förvaltningen ser \
inget behov av fler innan de gamla har rustats upp. År 2022 avslogs en liknande motion (KS 2022/1).
"""


@pytest.fixture
def opened(tmp_path: Path, hash_embedder: Embedder) -> Iterator[Opener]:
    with desks(tmp_path, hash_embedder) as opener:
        yield opener


def _rows(found: PrecedentsView) -> list[HitView]:
    return [row for group in found.groups for row in group.rows]


def test_similar_matters_come_by_outcome_best_first(opened: Opener) -> None:
    found = opened(NORTH, SOUTH, EAST, BORROWING).precedents("En ny lekplats i Norrby", Filters(), 3)
    assert [group.outcome for group in found.groups] == [Outcome.AVSLAG, Outcome.BIFALL]
    assert [row.heading for row in found.groups[0].rows] == [PLAY.format("Norrby"), PLAY.format("Österby")]
    best = found.groups[0].rows[0]
    assert "rubriken" in best.why
    assert 0 < best.score <= 1


def test_a_matter_has_one_row_and_it_is_where_it_ended(opened: Opener) -> None:
    (row,) = _rows(opened(EAST, PUT_OFF).precedents("Lekplats i Österby", Filters()))
    assert (str(row.document.date), row.outcome) == ("2023-04-01", Outcome.AVSLAG)
    (row,) = _rows(opened(PUT_OFF).precedents("Lekplats i Österby", Filters()))
    assert row.outcome is Outcome.BORDLAGD


def test_one_matter_in_two_diaries_has_one_row(opened: Opener) -> None:
    heading = "Cykelväg längs Kvarnbäcken"
    board = section(heading, (B, "Beslut\nNämnden föreslår en cykelväg."), label="§ 4", dnr="TN 2024/1")
    above = section(
        heading,
        (B, "Beslut\nCykelvägen byggs."),
        (D, "Ärendet\nTekniska nämnden föreslog den 1 mars 2024, § 4, en cykelväg."),
        label="§ 8",
        dnr="KS 2024/2",
    )
    held = (
        (document("Tekniska nämnden", "2024-03-01"), board),
        (document("Kommunstyrelsen", "2024-04-01"), above),
    )
    (row,) = _rows(opened(*held).precedents("cykelväg", Filters()))
    assert row.document.body == "Kommunstyrelsen"


def test_the_drafts_own_matter_is_left_out_and_others_that_it_names_are_not(opened: Opener) -> None:
    rows = _rows(opened(NORTH, SOUTH, EAST).precedents(DRAFT, Filters()))
    assert {row.diarienummer for row in rows} == {("KS 2022/1",), ("KS 2022/3",)}


def test_a_draft_without_number_is_known_by_its_own_words(opened: Opener) -> None:
    words = (
        "Kommunen har redan nio lekplatser, och förvaltningen ser inget behov av fler innan de gamla har "
        "rustats upp."
    )
    letter = document("Kommunstyrelsen", "2022-12-01", Kind.TJANSTESKRIVELSE, title=PLAY.format("Söderby"))
    own = letter, section(PLAY.format("Söderby"), (F, f"Förslag till beslut\n{words}"), dnr="KS 2022/2")
    rows = _rows(opened(NORTH, SOUTH, own).precedents(f"Ny lekplats i Söderby. {words}", Filters()))
    assert {row.diarienummer for row in rows} == {("KS 2022/1",)}


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(municipality="Ekmåla"), set()),
        (Filters(body="KF", since=SOUTH[0].date), {"KS 2022/2", "KS 2022/3"}),
        (Filters(dnr="ks 2022/1"), {"KS 2022/1"}),
        (Filters(kind=Kind.MOTION), set()),
    ],
)
def test_filters_are_kept(opened: Opener, filters: Filters, numbers: set[str]) -> None:
    rows = _rows(opened(NORTH, SOUTH, EAST).precedents("lekplats", filters))
    assert {number for row in rows for number in row.diarienummer} == numbers


def test_a_section_without_number_is_a_matter_of_its_own(opened: Opener) -> None:
    bare = section("Ny lekplats", (B, "Beslut\nLekplatsen byggs."), label="§ 7", outcome=Outcome.BIFALL)
    (row,) = _rows(
        opened((document("Kommunstyrelsen", "2023-01-01"), bare)).precedents("lekplats", Filters())
    )
    assert row.section == "§ 7"


@pytest.mark.parametrize(
    "heading",
    ["Förteckning över anmälningsärenden", "Anmälan av delegationsbeslut", "Allmänhetens frågestund"],
)
def test_what_every_meeting_has_is_no_matter(opened: Opener, heading: str) -> None:
    listed = section(heading, (B, "Beslut\nMotion om ny lekplats antecknas."), label="§ 1", dnr="KS 2023/1")
    held = document("Kommunstyrelsen", "2023-01-01"), listed
    assert _rows(opened(held, NORTH).precedents("lekplats", Filters()))[0].section == "§ 9"
    assert opened(held).precedents("lekplats", Filters()).groups == ()


def test_a_file_that_is_settled_at_every_meeting_is_no_matter(opened: Opener) -> None:
    standing = [_motion("Norrby", f"2023-0{month}-01", "KS 2023/7", Outcome.NOTERAD) for month in range(1, 4)]
    assert opened(*standing).precedents("lekplats", Filters()).groups == ()


def test_nothing_to_look_for_is_told(opened: Opener) -> None:
    with pytest.raises(BadInput):
        opened(NORTH).precedents(" \n", Filters())


def test_a_draft_is_searched_by_title_proposal_and_summary() -> None:
    title, proposal, summary = queries_of(DRAFT)
    assert title == "Motion om ny lekplats i Söderby"
    assert proposal.endswith("avslås.")
    assert summary.startswith("Motionären vill")
    assert queries_of(" En  lekplats ") == ("En lekplats",)
    assert queries_of("") == ()


def test_a_draft_bears_its_own_number_first_and_its_own_long_sentences() -> None:
    assert own_number(DRAFT) == "KS 2022/2"
    assert [sentence[:14] for sentence in own_sentences(DRAFT)] == ["Kommunen har r"]
