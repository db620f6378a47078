"""Bodies and municipalities, by the structure of their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bodies import (
    body_key,
    find_bodies,
    find_municipalities,
    fits_short_form,
    same_body,
    same_municipality,
)


def _bodies(text: str) -> list[str]:
    return [found.name for found in find_bodies(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kommunstyrelsens beslut", ["Kommunstyrelsen"]),
        ("Nordköpings kommunstyrelse", ["Kommunstyrelsen"]),
        ("KOMMUNFULLMÄKTIGES BESLUT", ["Kommunfullmäktige"]),
        ("fullmäktige beslutar", ["Fullmäktige"]),
        ("Kommunstyrelsens arbetsutskott", ["Kommunstyrelsens arbetsutskott"]),
        ("kommunstyrelsens arbetsutskottets förslag", ["Kommunstyrelsens arbetsutskott"]),
        ("Barn- och Utbildningsnämnden", ["Barn- och utbildningsnämnden"]),
        ("Barn- o utbildningsnämndens", ["Barn- och utbildningsnämnden"]),
        ("kultur-, idrotts- och fritidsnämndens", ["Kultur-, idrotts- och fritidsnämnden"]),
        ("lopp och vattennämnden", ["Lopp och vattennämnden"]),
        ("Hammaren och kulturnämnden", ["Kulturnämnden"]),
        ("nämnden för lopp och vatten beslutar", ["Nämnden för lopp och vatten"]),
        ("Nämnden för Inkomst och kommunstyrelsen", ["Nämnden för Inkomst", "Kommunstyrelsen"]),
        ("Nordbygdens IT-nämnd väljer", ["Nordbygdens IT-nämnd"]),
        ("Överförmyndarnämnden Norrby Söderby", ["Överförmyndarnämnden Norrby Söderby"]),
        ("Socialnämnden Norr Protokoll", ["Socialnämnden Norr"]),
        ("Gemensam nämnd för samverkan kring hjälpmedel", ["Gemensam nämnd för samverkan kring hjälpmedel"]),
        ("den gemensamma nämnden", ["Gemensamma nämnden"]),
        ("Finans- och ledningsutskottet", ["Finans- och ledningsutskottet"]),
        ("Valnämnd", ["Valnämnden"]),
        ("Tekniska nämnden", ["Tekniska nämnden"]),
        ("KS beslutade och KF höll med", ["Kommunstyrelsen", "Kommunfullmäktige"]),
        ("KS AU", ["Kommunstyrelsens arbetsutskott"]),
        ("nämndens arbetsutskott", ["Arbetsutskottet"]),
    ],
)
def test_a_body_is_found_by_its_canonical_name(text: str, names: list[str]) -> None:
    assert _bodies(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "nämnden beslutar",
        "nämnden för beslut",
        "styrelsen och utskottet",
        "kommunalrådet yttrar sig",
        "inom området",
        "Länsstyrelsens yttrande",
        "samråd har skett",
        "ärendeberedning",
        "KS 2031/45",
    ],
)
def test_what_sounds_alike_is_no_body(text: str) -> None:
    assert _bodies(text) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("KS", "Kommunstyrelsen"),
        ("kommunstyrelsens", "Kommunstyrelse"),
        ("KSAU", "Kommunstyrelsens arbetsutskott"),
        ("AU", "Kommunstyrelsens arbetsutskott"),
        ("BUN", "Barn- och utbildningsnämnden"),
        ("SBN", "Stadsbyggnadsnämnden"),
        ("SPN", "Samhällsplaneringsnämnden"),
        ("ÖFNNS", "Överförmyndarnämnden Norrby Söderby"),
        ("Överförmyndarnämnden", "Överförmyndarnämnden Norrby Söderby"),
        ("IT-nämnden", "Nordbygdens IT-nämnd"),
        ("GNS", "Gemensam nämnd (GNS)"),
        ("Gemensamma nämnden", "Gemensam nämnd för samverkan"),
        ("Nämnden för inköp och upphandling", "inköps- och upphandlingsnämndens"),
        ("fullmäktige", "Kommunfullmäktige"),
        ("Vård och omsorgsnämnden", "Vård- och omsorgsnämnden"),
    ],
)
def test_forms_of_one_name_are_the_same_body(a: str, b: str) -> None:
    assert same_body(a, b)
    assert same_body(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kommunstyrelsen", "Kommunfullmäktige"),
        ("KS", "KF"),
        ("Utbildningsnämnden", "Barn- och utbildningsnämnden"),
        ("Socialnämnden Norr", "Socialnämnden Söder"),
        ("Kommunstyrelsens arbetsutskott", "Socialnämndens arbetsutskott"),
        ("Kommunstyrelsen", "Kommunstyrelsens arbetsutskott"),
        ("SBN", "Socialnämnden"),
    ],
)
def test_different_bodies_are_never_the_same(a: str, b: str) -> None:
    assert not same_body(a, b)


@given(
    st.sampled_from(("kultur", "miljö", "social", "teknik")),
    st.sampled_from(("kultur", "miljö", "social", "teknik")),
)
def test_keys_tell_bodies_apart(a: str, b: str) -> None:
    one, other = f"{a.capitalize()}nämnden", f"{b}nämndens"
    assert (body_key(one) == body_key(other)) == (a == b) == same_body(one, other)


@given(st.text(max_size=60))
def test_names_of_any_sort_are_compared(text: str) -> None:
    assert same_body(text, text)
    assert all(text[slice(*found.span)] for found in find_bodies(text))


def test_a_short_form_needs_its_letters_in_order() -> None:
    assert fits_short_form("MRN", "Miljö- och räddningstjänstnämnden")
    assert not fits_short_form("RMN", "Miljö- och räddningstjänstnämnden")
    assert not fits_short_form("SD", "Stadsbyggnadsnämnden")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nordköpings kommun", ["Nordköping"]),
        ("Nordköpings Stads budget", ["Nordköping"]),
        ("Mellanås stad", ["Mellanås"]),
        ("Västra Nordnäs kommun", ["Västra Nordnäs"]),
        ("Region Nordland Mellanby", ["Region Nordland Mellanby"]),
        ("Vår kommun", []),
        ("Har kommunen", []),
        ("Business Region Nordköping", []),
    ],
)
def test_a_municipality_is_found_by_its_name(text: str, names: list[str]) -> None:
    assert [found.name for found in find_municipalities(text)] == names


def test_a_municipality_is_itself_in_every_form() -> None:
    assert same_municipality("Nordköpings kommun", "nordköping")
    assert same_municipality("Region Nordland-Mellanby", "Region Nordland Mellanby")
    assert not same_municipality("Nordköping", "Söderköping")
    assert not same_municipality("", "")
