"""Whose paper it is: bodies whose names a letterhead wraps, joint authorities, and the municipality."""

import pytest

from ingest.municipality import municipality_in, municipality_of
from ingest.whose import adjusted_body, association_of, board_of, body_of, known_bodies
from ingest.wrapped import unwrapped


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["1", "Barn- och", "bygdenämnden", "Protokoll"], ["1", "Barn- och bygdenämnden", "Protokoll"]),
        (["Hamn- och", "fyrnämndens", "arbetsutskott"], ["Hamn- och fyrnämndens arbetsutskott"]),
        (
            ["Kommunstyrelsens", "arbetsutskott", "2031-02-03"],
            ["Kommunstyrelsens arbetsutskott", "2031-02-03"],
        ),
        (["Fyrvaktarnämnde", "n", "2031-02-03"], ["Fyrvaktarnämnden", "2031-02-03"]),
        (["HAMN- OCH", "FYRNÄMNDEN"], ["HAMN- OCH FYRNÄMNDEN"]),
        (["Hamn- och fyrvaktar-", "nämnden"], ["Hamn- och fyrvaktarnämnden"]),
        (["Norrby och Söderby", "Räddningstjänstförbund"], ["Norrby och Söderby Räddningstjänstförbund"]),
    ],
)
def test_a_name_that_a_letterhead_wraps_is_whole(lines: list[str], whole: list[str]) -> None:
    assert unwrapped(lines) == whole


@pytest.mark.parametrize(
    "lines",
    [
        ["Kommunfullmäktige", "kommunstyrelsen"],
        ["KOMMUNSTYRELSEN", "FYRNÄMNDEN"],
        ["Fyrnämnden", "i Norrby"],
        ["Kommunstyrelsen", "arbetsutskottet föreslår"],
        ["Reglemente för hamn- och", "fyrnämnden"],
    ],
)
def test_lines_that_are_no_one_name_stand_apart(lines: list[str]) -> None:
    assert unwrapped(lines) == lines


def test_the_next_line_gives_the_end_that_a_name_lost_and_no_known_name_does() -> None:
    heads = ["Barn- och", "bygdenämnden", "Protokoll"]
    assert body_of(heads, (), told=("Barn- och utbildningsnämnden",)) == "Barn- och bygdenämnden"
    beside = ["Barn- och Protokoll", "bygdenämnden 2031-02-03"]
    assert body_of(beside, (), told=("Barn- och utbildningsnämnden",)) == "Barn- och bygdenämnden"
    assert body_of(["Barn- och Protokoll"], (), told=("Barn- och bygdenämnden",)) == "Barn- och bygdenämnden"


def test_minutes_name_their_body_in_their_announcement() -> None:
    assert adjusted_body(["Fyrnämndens protokoll, § 119, är justerat och anslaget"]) == "Fyrnämnden"
    assert adjusted_body(["Utdrag ur fyrnämndens papper"]) is None
    assert body_of(["Hamn o. fyrnämnden"], ()) == "Hamn- och fyrnämnden"


def test_the_letters_of_a_diary_tell_no_name() -> None:
    assert known_bodies(["§ 12 2031.017 BUN", "Fyrnämnden"]) == ("Fyrnämnden",)


def test_a_joint_authority_decides_by_its_board() -> None:
    heads = ["Norrby och Söderby", "Räddningstjänstförbund", "Protokoll"]
    assert association_of(heads, ()) == "Norrby och Söderby Räddningstjänstförbund"
    assert board_of(heads, ()) == "Direktionen"
    assert board_of(["Kommunstyrelsen"], ["Samverkan med", "Norrby Räddningstjänstförbund"]) is None
    assert board_of(["Lärarförbundet"], ()) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("K I N D A  K O M M U N", "Kinda"),
        ("Kontakt: fyren@ostragoinge.se", "Östra Göinge"),
        ("www.kinda.se", "Kinda"),
        ("www.kindatidning.se", None),
        ("avgiften till Kinda kommun och avgiften till Ydre kommun", None),
        ("för Ydre kommun.", "Ydre"),
    ],
)
def test_a_letterhead_tells_whose_municipality(text: str, name: str | None) -> None:
    assert municipality_of([text]) == name


def test_a_list_of_members_tells_no_municipality() -> None:
    members = [f"{name} kommun" for name in ("Kinda", "Ydre", "Habo", "Tibro", "Hjo")]
    assert municipality_of([f"Medlem är {member}" for member in (*members, members[0])]) is None


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Plats och tid", "Fyrsalen, kommunhuset i Kinda, kl. 13.00"], "Kinda"),
        (["Plats och tid Bygdegården, Ydre, kl 18.00"], "Ydre"),
        (["Plats och tid Fyrförvaltningen, Ydre Paragrafer §§ 3-9"], "Ydre"),
        (["Plats och tid Habo kommunhus, rum Fyren"], "Habo"),
        (["Förvaringsplats för", "protokollet", "Rådhuset, Hjo"], "Hjo"),
        (["Fullmäktige i Tibro möts onsdag"], "Tibro"),
        (["Organ Regionfullmäktige", "Stadshuset, Hjo", "Region Nordbygds fyr"], "Region Nordbygd"),
    ],
)
def test_where_a_meeting_is_held_tells_whose_it_is(texts: list[str], name: str) -> None:
    assert municipality_in(texts) == name


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Analysen visar att Ydre har fyrar.", "Uppdrag inom AB Ydre Fyrar ersätts."], "Ydre"),
        (["Analysen visar att Ydre har fyrar.", "Det har även Kinda och det har Ydre."], None),
        (["Analysen visar att Ydre har fyrar."], None),
        (["ledamot är Karin Berg och", "hon, Karin Berg, tackar"], None),
    ],
)
def test_the_only_municipality_that_a_text_keeps_naming_is_its_own(
    texts: list[str], name: str | None
) -> None:
    assert municipality_in(texts) == name
