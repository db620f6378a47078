"""Assignments and votes over invented matters: open and closed, confirmed and not, and taken away."""

import datetime as dt
from collections.abc import Iterator

import pytest

from corpus.embedding import Embedder
from corpus.model import Filters, Question, Status
from corpus.sheet import Format, written
from corpus.task_views import AssignmentView, assignment_lines, assignments_sheet, state
from corpus.vote_views import vote_lines, votes_sheet
from retrieval.assistant import Assistant
from retrieval.desk import Desk
from retrieval.draft.votes import full_vote_claims
from retrieval.evidence import Reading
from retrieval.positions import Who
from tests.desks import Opener, desks
from tests.shelf import B, F, document, section

GIVEN = section(
    "Plan för lekplatser",
    (B, "Beslut\n1. Förvaltningen får i uppdrag att ta fram en lekplatsplan senast den 1 maj 2024."),
    (F, "Förslag till beslut\nFörvaltningen får i uppdrag att ta fram en parkplan."),
    label="§ 12",
    dnr="TN 2023/40",
)
TWO = section(
    "Budget 2024",
    (
        B,
        "Beslut\nVD får i uppdrag att sänka hyrorna.\nKommunchefen får i uppdrag att sälja Sjöhuset.",
    ),
    label="§ 30",
    dnr="KS 2023/9",
)
DONE = section(
    "Redovisning av uppdraget om lekplatser",
    (B, "Beslut\nRedovisningen antecknas och uppdraget förklaras fullgjort."),
    label="§ 44",
    dnr="TN 2023/40",
)
SOLD = section(
    "Försäljning av Sjöhuset",
    (B, "Beslut\nUppdraget den 7 november 2023 § 30 att sälja Sjöhuset förklaras slutfört."),
    label="§ 8",
    dnr="KS 2024/2",
)
VOTED = section(
    "Motion om fria bad",
    (Status.YRKANDE, "Vera Lind (MP) yrkar bifall till motionen."),
    (
        Status.OMROSTNING,
        "Omröstning\nJa för avslag och nej för bifall.\nOlle Fält (S) och Karin Ås (M) röstar Ja (2).\n"
        "Vera Lind (MP) röstar Nej (1).",
    ),
    (B, "Beslut\nMotionen avslås."),
    label="§ 5",
    dnr="KS 2024/7",
)
UNSURE = section(
    "Taxa för bad",
    (
        Status.OMROSTNING,
        "Omröstning\nJa för bifall och nej för avslag.\nOlle Fält (S) röstar Ja (3).\n"
        "Vera Lind (MP) röstar Nej (1).",
    ),
    (B, "Beslut\nTaxan antas."),
    label="§ 6",
    dnr="KS 2024/8",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, hash_embedder: Embedder) -> Iterator[Desk]:
    opener: Opener
    with desks(tmp_path_factory.mktemp("data"), hash_embedder) as opener:
        yield opener(
            (document("Tekniska nämnden", "2023-09-05"), GIVEN),
            (document("Kommunstyrelsen", "2023-11-07"), TWO),
            (document("Tekniska nämnden", "2024-06-04"), DONE),
            (document("Kommunstyrelsen", "2024-02-06"), SOLD),
            (document("Kommunfullmäktige", "2024-03-05"), VOTED),
            (document("Kommunfullmäktige", "2024-03-06"), UNSURE),
        )


def _on(desk: Desk, day: str, *, only_open: bool = False) -> dict[str, AssignmentView]:
    found = desk.assignments(Filters(), dt.date.fromisoformat(day), only_open=only_open)
    return {one.what.split(" senast")[0]: one for one in found.assignments}


def test_only_decisions_give_assignments_and_only_those_given_by_the_day(desk: Desk) -> None:
    assert set(_on(desk, "2023-10-01")) == {"ta fram en lekplatsplan"}
    assert set(_on(desk, "2025-01-01")) == {"ta fram en lekplatsplan", "sänka hyrorna", "sälja Sjöhuset"}


def test_an_assignment_is_late_and_then_closed(desk: Desk) -> None:
    late = _on(desk, "2024-05-15")["ta fram en lekplatsplan"]
    assert (late.by, state(late, dt.date(2024, 5, 15))) == (dt.date(2024, 5, 1), "försenat")
    closed = _on(desk, "2024-06-04")["ta fram en lekplatsplan"].closed
    assert closed
    assert (closed.section, "samma diarienummer" in closed.why) == ("§ 44", True)


def test_a_closing_that_names_the_section_closes_the_task_that_it_tells_of(desk: Desk) -> None:
    found = _on(desk, "2025-01-01")
    closed = found["sälja Sjöhuset"].closed
    assert closed
    assert "§ 30 den 7 november 2023" in closed.why
    assert set(_on(desk, "2025-01-01", only_open=True)) == {"sänka hyrorna"}


def test_a_vote_is_told_with_names_only_where_they_add_up(desk: Desk) -> None:
    found = desk.votes(Filters())
    assert (found.confirmed, found.unconfirmed) == (1, 1)
    sure, unsure = (next(row for row in found.sections if row.section == label) for label in ("§ 5", "§ 6"))
    assert sure.votes[0].no_names == ("Vera Lind (MP)",)
    assert (unsure.votes[0].yes_names, unsure.votes[0].confirmed) == ((), False)
    assert "obekräftad" in "\n".join(vote_lines(found))


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        (Who(person="vera lind"), {"§ 5", "§ 6"}),
        (Who(party="M"), {"§ 5"}),
        (Who(party="V"), set()),
    ],
)
def test_positions_of_a_person_or_a_party(desk: Desk, who: Who, labels: set[str]) -> None:
    assert {row.section for row in desk.votes(Filters(), who.person, who.party).sections} == labels


def test_both_are_exported_with_sources(desk: Desk) -> None:
    tasks = desk.assignments(Filters(), dt.date(2025, 1, 1))
    rows = written(assignments_sheet(tasks, "http://x"), Format.CSV).decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(tasks.assignments)
    assert "http://x/documents/" in rows[1]
    votes = desk.votes(Filters(), party="MP")
    text = written(votes_sheet(votes, "http://x"), Format.MARKDOWN).decode()
    assert "Vera Lind" in text
    assert any("öppna" in line for line in assignment_lines(tasks))


def test_an_unconfirmed_vote_is_never_told_without_saying_so() -> None:
    held = document("Nämnden", "2024-03-06")
    told = [full_vote_claims(Reading(held, 0, one, 0, ()))[0].text for one in (VOTED, UNSURE)]
    assert ["inte bekräftade" in text for text in told] == [False, True]


def test_open_assignments_are_told_in_the_chat(desk: Desk) -> None:
    assistant = Assistant(desk.shelf)
    answer = assistant.ask(Question("Vilka uppdrag är öppna?"))
    assert "VD: sänka hyrorna" in answer.text
    assert "Sjöhuset" not in answer.text
    assert [citation.place.label for citation in answer.citations] == ["§ 30"]
    assert "hyrorna" in assistant.ask(Question("Vilka uppdrag har VD fått?")).text
