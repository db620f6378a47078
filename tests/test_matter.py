"""A matter's way: what belongs to it and why, in what order, and what is missing."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.errors import BadInput, NotFound
from corpus.model import Kind, Outcome, Status
from corpus.views import MatterView
from tests.desks import Held, Opener, desks
from tests.shelf import B, D, E, F, U, document, section

PLAN = "Ombyggnad av Tornhuset till kulturhus"
LETTER = document("Kulturnämnden", "2023-02-20", Kind.TJANSTESKRIVELSE, title=PLAN)
PROPOSED = (
    LETTER,
    section(PLAN, (F, "Förslag till beslut\nKulturnämnden föreslår att huset byggs om."), dnr="KUN 2022/118"),
)
BOARD = (
    document("Kulturnämnden", "2023-03-16"),
    section(
        PLAN,
        (B, "Beslut\nKulturnämnden föreslår att kommunfullmäktige beslutar:\nHuset byggs om för 14 mkr."),
        (U, "Beslutsunderlag\nTjänsteskrivelse den 20 februari 2023"),
        (E, "Beslutet skickas till\nKommunstyrelsen"),
        label="§ 27",
        dnr="KUN 2022/118",
        outcome=Outcome.BIFALL,
        addressee="Kommunfullmäktige",
    ),
)
EXECUTIVE = (
    document("Kommunstyrelsen", "2023-05-10"),
    section(
        PLAN,
        (B, "Beslut\nKommunstyrelsen föreslår att kommunfullmäktige beslutar:\nHuset byggs om för 12 mkr."),
        (D, "Ärendet\nKulturnämnden föreslog den 16 mars 2023, § 27, en ram om 14 mkr."),
        label="§ 84",
        dnr="KS-2023-00214",
        outcome=Outcome.BIFALL,
        addressee="Kommunfullmäktige",
    ),
)
COUNCIL = (
    document("Kommunfullmäktige", "2023-06-14"),
    section(
        PLAN,
        (B, "Beslut\nHuset byggs om för 13 mkr."),
        (D, "Sammanfattning\nKommunstyrelsen föreslår den 10 maj 2023, § 84, en ram om 12 mkr."),
        label="§ 52",
        dnr="KS-2023-00214",
        outcome=Outcome.BIFALL,
    ),
)
REPORT = (
    document("Kommunstyrelsen", "2024-11-06"),
    section(
        "Kulturhuset Tornhuset, redovisning av projektets ekonomi",
        (B, "Beslut\nRedovisningen antecknas."),
        label="§ 174",
        dnr="KS 2023/214",
        outcome=Outcome.NOTERAD,
    ),
)
WAY = (PROPOSED, BOARD, EXECUTIVE, COUNCIL, REPORT)
QUAY = (
    document("Samhällsbyggnadsnämnden", "2024-05-23"),
    section(
        "Upprustning av Tornhuskajen",
        (B, "Beslut\nKajen förstärks."),
        (D, "Ärendet\nTornhuset byggs om enligt kommunfullmäktiges beslut 2023-06-14, § 52 (KS-2023-00214)."),
        label="§ 43",
        dnr="SBN 2023/214",
        outcome=Outcome.BIFALL,
    ),
)
NEAR = (
    document("Kommunstyrelsen", "2023-05-10"),
    section(PLAN + ", etapp 9", (B, "Beslut\nAvslag."), label="§ 85", dnr="KS-2023-02140"),
)


@pytest.fixture
def opened(tmp_path: Path, hash_embedder: Embedder) -> Iterator[Opener]:
    with desks(tmp_path, hash_embedder) as opener:
        yield opener


def _told(matter: MatterView) -> list[tuple[str, str | None, str]]:
    return [(str(step.date), step.section, step.stage) for step in matter.steps]


@pytest.mark.parametrize("asked", ["KUN 2022/118", "kun-2022-00118", "ks 2023/214", "KS-2023-00214", PLAN])
def test_a_matter_is_followed_through_two_diaries_however_it_is_asked_for(opened: Opener, asked: str) -> None:
    matter = opened(*WAY, QUAY, NEAR).matter(asked)
    assert _told(matter) == [
        ("2023-02-20", None, "tjänsteskrivelse"),
        ("2023-03-16", "§ 27", "nämnd"),
        ("2023-05-10", "§ 84", "kommunstyrelse"),
        ("2023-06-14", "§ 52", "kommunfullmäktige"),
        ("2024-11-06", "§ 174", "återrapportering"),
    ]
    assert matter.missing == ()
    assert {matter.diarienummer, *matter.also} == {"KUN 2022/118", "KS-2023-00214"}


def test_a_step_tells_why_it_belongs_and_quotes_its_decision(opened: Opener) -> None:
    matter = opened(*WAY).matter("KUN 2022/118")
    executive = matter.steps[2]
    assert executive.link == "hänvisar till kulturnämndens § 27 den 16 mars 2023"
    assert (executive.status, executive.outcome, executive.page) == (Status.BESLUT, Outcome.BIFALL, 1)
    assert executive.quote.endswith("Huset byggs om för 12 mkr.")
    assert matter.steps[0].status is Status.FORSLAG
    same = "samma diarienummer (KS-2023-00214) som kommunstyrelsens § 84 den 10 maj 2023"
    assert matter.steps[3].link == same


@pytest.mark.parametrize("seed", range(3))
def test_the_order_is_that_of_the_days_however_the_documents_came(opened: Opener, seed: int) -> None:
    shuffled = random.Random(seed).sample(WAY, len(WAY))
    days = [step.date for step in opened(*shuffled).matter("KS-2023-00214").steps]
    assert days == sorted(filter(None, days))


def test_near_equal_names_and_numbers_stay_apart(opened: Opener) -> None:
    desk = opened(*WAY, QUAY, NEAR)
    assert _told(desk.matter("SBN 2023/214")) == [("2024-05-23", "§ 43", "nämnd")]
    assert _told(desk.matter("KS-2023-02140")) == [("2023-05-10", "§ 85", "kommunstyrelse")]


def test_a_new_application_is_a_new_matter(opened: Opener) -> None:
    heading = "Ansökan om bidrag från Föreningen Hyveln"
    before = section(heading, (B, "Beslut\nAvslag."), label="§ 26", dnr="KUN 2023/31")
    again = section(
        heading,
        (B, "Beslut\nBifall."),
        (D, "Ärendet\nNämnden avslog den 16 mars 2023, § 26 (KUN 2023/31), en motsvarande ansökan."),
        label="§ 80",
        dnr="KUN 2024/57",
    )
    held = (
        (document("Kulturnämnden", "2023-03-16"), before),
        (document("Kulturnämnden", "2024-10-17"), again),
    )
    desk = opened(*held)
    assert len(desk.matter("KUN 2023/31").steps) == len(desk.matter("KUN 2024/57").steps) == 1
    assert desk.matter("KUN 2024/57").missing == ()


def test_the_same_heading_alone_binds_only_what_was_sent_on(opened: Opener) -> None:
    def held(heading: str, body: str, date: str, dnr: str, *parts: tuple[Status, str]) -> Held:
        return document(body, date), section(heading, (B, "Beslut\nJa."), *parts, label="§ 1", dnr=dnr)

    sent = (E, "Beslutet skickas till\nKommunstyrelsen")
    name = "Cykelväg längs Kvarnbäcken mellan Åby och Näs"
    routine = "Delårsrapport per augusti 2024"
    desk = opened(
        held(name, "Tekniska nämnden", "2024-03-01", "TN 2024/1", sent),
        held(name, "Kommunstyrelsen", "2024-04-01", "KS 2024/2"),
        held(routine, "Kulturnämnden", "2024-09-01", "KUN 2024/3", sent),
        held(routine, "Kommunstyrelsen", "2024-10-01", "KS 2024/4"),
        held("Fiskeväg förbi Åby damm i Kvarnbäcken", "Tekniska nämnden", "2024-03-02", "TN 2024/5", sent),
        held("Fiskeväg förbi Åby damm i Kvarnbäcken", "Kommunstyrelsen", "2026-03-02", "KS 2026/6"),
    )
    cycling = desk.matter("TN 2024/1")
    assert [step.section for step in cycling.steps] == ["§ 1", "§ 1"]
    assert cycling.steps[1].link == "samma rubrik, och tekniska nämnden skickade ärendet till kommunstyrelsen"
    assert len(desk.matter("KUN 2024/3").steps) == 1
    assert len(desk.matter("TN 2024/5").steps) == 1


def test_a_section_of_two_numbers_does_not_join_two_matters(opened: Opener) -> None:
    both = section("Svar på två granskningar", (B, "Beslut\nSvaren antas."), label="§ 86", dnr="KS 2023/240")
    both = replace(both, diarienummer=("KS 2023/240", "KS 2023/241"))
    one = section("Svar på granskning av avtal", (B, "Beslut\nJa."), label="§ 3", dnr="KS 2023/240")
    other = section("Svar på granskning av beredskap", (B, "Beslut\nJa."), label="§ 9", dnr="KS 2023/241")
    desk = opened(
        (document("Kommunstyrelsen", "2023-05-10"), both),
        (document("Kommunstyrelsen", "2023-08-10"), one),
        (document("Kommunstyrelsen", "2024-05-10"), other),
    )
    assert [step.section for step in desk.matter("KS 2023/241").steps] == ["§ 86", "§ 9"]


def test_one_number_in_two_municipalities_is_told(opened: Opener) -> None:
    elsewhere = document("Kommunstyrelsen", "2023-05-10", municipality="Ekmåla")
    desk = opened(*WAY, (elsewhere, section("Ny brygga", (B, "Beslut\nJa."), label="§ 1", dnr="KS 2023/214")))
    with pytest.raises(BadInput, match=r"Ekmåla.*Ny brygga"):
        desk.matter("KS 2023/214")
    assert len(desk.matter("KS 2023/214", "Ekmåla").steps) == 1
    assert len(desk.matter("KS 2023/214", "Granmåla kommun").steps) == 5


def test_a_matter_is_looked_for_at_home_first_and_then_elsewhere(
    tmp_path: Path, hash_embedder: Embedder
) -> None:
    elsewhere = document("Kommunstyrelsen", "2023-05-10", municipality="Ekmåla")
    away = section("Ny brygga", (B, "Beslut\nJa."), label="§ 1", dnr="KS 2023/214")
    with desks(tmp_path, hash_embedder, home="Granmåla") as opener:
        assert opener(*WAY, (elsewhere, away)).matter("KS 2023/214").municipality == "Granmåla"
        assert opener(BOARD, (elsewhere, away)).matter("KS 2023/214").municipality == "Ekmåla"


def test_a_name_that_fits_several_matters_is_told(opened: Opener) -> None:
    bridge, pier = (
        (
            document("Kommunstyrelsen", f"2023-0{month}-10"),
            section(name, (B, "Beslut\nJa."), label="§ 1", dnr=f"KS 2023/{month}"),
        )
        for month, name in ((5, "Ny bro vid Sågholmen"), (6, "Ny brygga vid Sågholmen"))
    )
    desk = opened(bridge, pier)
    with pytest.raises(BadInput, match=r"KS 2023/5 Ny bro.*KS 2023/6 Ny brygga"):
        desk.matter("Sågholmen")
    assert desk.matter("bro vid Sågholmen").diarienummer == "KS 2023/5"


def test_an_unknown_matter_is_told(opened: Opener) -> None:
    desk = opened(*WAY)
    with pytest.raises(NotFound, match=r"KS 1999/1"):
        desk.matter("KS 1999/1")
    with pytest.raises(BadInput):
        desk.matter("  ")


def test_an_extract_and_its_protocol_are_one_step(opened: Opener) -> None:
    extract = (document("Kommunstyrelsen", "2023-05-10", Kind.PROTOKOLLSUTDRAG), EXECUTIVE[1])
    steps = opened(extract, EXECUTIVE, COUNCIL).matter("KS-2023-00214").steps
    assert [step.section for step in steps] == ["§ 84", "§ 52"]
    assert steps[0].document.kind is Kind.PROTOKOLL
    assert [other.kind for other in steps[0].also] == [Kind.PROTOKOLLSUTDRAG]


def test_a_protocol_taken_away_is_told_as_missing(opened: Opener) -> None:
    missing = opened(PROPOSED, BOARD, COUNCIL).matter("KS-2023-00214").missing
    assert missing == (
        "Kommunstyrelsens § 84 den 10 maj 2023 saknas: den nämns i kommunfullmäktiges § 52 den 14 juni 2023, "
        "men protokollet från det sammanträdet finns inte i samlingen.",
    )


def test_a_section_that_its_protocol_lacks_is_told(opened: Opener) -> None:
    other = section("Val", (B, "Beslut\nJa."), label="§ 80", dnr="KS 2023/9")
    missing = opened(COUNCIL, (EXECUTIVE[0], other)).matter("KS-2023-00214").missing
    assert "protokollet finns men inte paragrafen" in missing[0]


def test_the_last_word_that_is_missing_is_told_with_what_the_collection_holds(opened: Opener) -> None:
    missing = opened(EXECUTIVE, BOARD, PROPOSED).matter("KS-2023-00214").missing
    assert "samlingen har inget protokoll från kommunfullmäktige från den dagen eller senare" in missing[-1]
    later = (
        document("Kommunfullmäktige", "2023-09-06"),
        section("Val", (B, "Beslut\nJa."), label="§ 1", dnr="KS 2023/9"),
    )
    missing = opened(EXECUTIVE, BOARD, PROPOSED, later).matter("KS-2023-00214").missing
    assert "ett senare protokoll därifrån finns, det första från den 6 september 2023" in missing[-1]


def test_what_was_put_off_and_never_came_back_is_told(opened: Opener) -> None:
    postponed = section(
        PLAN,
        (B, "Beslut\nÄrendet bordläggs till sammanträdet den 24 maj 2023."),
        label="§ 84",
        dnr="KS 2023/214",
        outcome=Outcome.BORDLAGD,
    )
    (missing,) = opened((EXECUTIVE[0], postponed)).matter("KS 2023/214").missing
    assert missing.startswith(
        "Ärendet bordlades till den 24 maj 2023 i kommunstyrelsens § 84 den 10 maj 2023"
    )
    assert missing.endswith("Protokollet från den dagen finns inte.")


def test_an_agenda_is_a_step_only_where_the_minutes_are_not_here(opened: Opener) -> None:
    agenda = (
        document("Kulturnämnden", "2023-03-16", Kind.KALLELSE),
        section(f"5 {PLAN}", (D, "Föredragande: Ylva Alm"), dnr="KUN 2022/118"),
    )
    with_minutes = opened(agenda, BOARD, PROPOSED).matter("KUN 2022/118")
    assert [step.stage for step in with_minutes.steps] == ["tjänsteskrivelse", "nämnd"]
    without = opened(agenda, PROPOSED).matter("KUN 2022/118")
    assert [step.stage for step in without.steps] == ["tjänsteskrivelse", "kallelse"]
    meeting = "kulturnämnden den 16 mars 2023"
    told = f"Ärendet stod på kallelsen till {meeting}, men protokollet finns inte i samlingen."
    assert without.missing == (told,)


def test_a_paper_that_was_decided_on_and_is_not_here_is_told(opened: Opener) -> None:
    missing = opened(BOARD).matter("KUN 2022/118").missing
    assert missing[0] == (
        "Tjänsteskrivelse den 20 februari 2023, som nämns i kulturnämndens § 27 den 16 mars 2023, "
        "finns inte i samlingen."
    )
