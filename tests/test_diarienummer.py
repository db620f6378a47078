"""Diarienummer: found by structure, compared by a key that all spellings share."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.diarienummer import diarienummer_key, find_diarienummer, same_diarienummer


def _found(text: str) -> list[str]:
    return [found.text for found in find_diarienummer(text)]


FORMS = (
    "SLK-2031-00417",
    "SLK-2031-00417:15",
    "KS 00417-2031",
    "KSKF/2031:24",
    "ÖFNES/2031:84",
    "BUN 2031:563",
    "Nord-IT 15-34",
    "0417/10",
    "GNS/12/2031",
    "2031/314",
    "BN-2031-00017",
    "1417/22",
    "KS 2031/0380",
    "00417/2031",
    "034-800/2031",
    "19RS2417",
    "2031-000003",
    "HSN 2031/12-1",
    "KS-2031/45.109",
    "KS2031-45",
    "2031/45-KS",
    "2031:99 VON",
    "SLK – 2031 – 00417",
    "2031.045 KS",
    "2031. 045 MBN",
    "KU.2031.45",
    "KS\u00a02031/45",
)


def test_a_diary_between_year_and_number_is_whole() -> None:
    assert _found("Dnr 2031/KS 0013 001") == ["2031/KS 0013"]


@pytest.mark.parametrize("text", ["Diarienummer: 2031.XXX KS", "Dnr KS xx/2031", "Diarienr: 2031.xxx"])
def test_what_is_still_to_be_numbered_has_no_number(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found_in_running_text(form: str) -> None:
    assert _found(f"Nämnden behandlade ärendet ({form}) den 3 maj.") == [form]


@pytest.mark.parametrize("form", [*FORMS, "B 123-18", "2031.397", "15/4296", "X417", "5.1.3–2031:106"])
@pytest.mark.parametrize(
    "label", ["Dnr ", "Dnr: ", "dnr. ", "Diarienummer  ", "Ärendenummer: ", "Ärendebeteckning "]
)
def test_a_label_makes_any_form_a_diarienummer(label: str, form: str) -> None:
    assert _found(f"§ 7 {label}{form} Ändrad taxa") == [form]


def test_a_label_reaches_the_next_line_for_a_known_form_alone() -> None:
    assert _found("Diarienummer\nB 123-18") == ["B 123-18"]
    assert _found("Diarienummer\nSida 4 av 7") == []


@pytest.mark.parametrize(
    "text",
    [
        "den 2031-04-25",
        "KF 2031-06-12",
        "KS 2031-06",
        "SFS 2017:725",
        "kommunallagen (2017:725)",
        "förordning (EU) 2016/679",
        "prop. 2016/17:180",
        "SOU 2012:3",
        "planen för 2023–2026",
        "Plan 2023-2025",
        "läsåret 2023/24",
        "budget 2023/2024",
        "tel. 0455-30 30 31",
        "0417-819000",
        "org.nr 556677-8899",
        "§§ 27-31",
        "§ 71/2031",
        "fastigheten Sandby 6:21",
        "kl. 10-12",
        "den 25/4 2031",
        "Dnr 2031-05-12",
        "Dnr",
        "Dnr 2031",
    ],
)
def test_what_looks_alike_is_no_diarienummer(text: str) -> None:
    assert _found(text) == []


def test_a_classification_code_glued_to_the_year_is_left_out() -> None:
    assert _found("Dnr 00417/20312.6. Detaljplan") == ["00417/2031"]
    assert diarienummer_key("00417/20312.6.") == diarienummer_key("417/2031")


def test_several_numbers_in_a_row_are_each_found() -> None:
    assert _found("dnr 2031/89, 2031/90 och KS 2031/91") == ["2031/89", "2031/90", "KS 2031/91"]


def test_spans_hold_in_the_text_as_given() -> None:
    text = "Ärende KS\u00a02031–45, se även 2031/46."
    assert all(text[slice(*found.span)] == found.text for found in find_diarienummer(text))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Dnr 00417-2031", "KS 00417-2031"),
        ("KS 2031/45", "ks/2031:45"),
        ("KS 2031/45", "KS 00045-2031"),
        ("2031/45-KS", "KS 2031/45"),
        ("2031:99 VON", "VON/2031:99"),
        ("0417/10", "417/2010"),
        ("2031/KS 0013", "KS 2031/13"),
        ("19RS2417", "RS 2019/2417"),
        ("GNS 12-2031", "GNS/12/2031"),
        ("Nord-IT 15-34", "nord-it 2015/34"),
    ],
)
def test_spellings_of_one_number_are_the_same(a: str, b: str) -> None:
    assert same_diarienummer(a, b)
    assert same_diarienummer(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("KS 2031/45", "BUN 2031/45"),
        ("KS 2031/45", "KS 2030/45"),
        ("KS 2031/45", "KS 2031/450"),
        ("SLK-2031-00008:15", "SLK-2031-00008"),
        ("034-800/2031", "800/2031"),
        ("2019/2020", "2020/2019"),
        ("Nord-IT 15-10", "Nord-IT 10-15"),
        ("", ""),
        ("KS", "KS"),
    ],
)
def test_different_numbers_are_never_the_same(a: str, b: str) -> None:
    assert not same_diarienummer(a, b)


_diaries = st.sampled_from(("KS", "BUN", "ÖFN", "SLK", "Nord-IT"))
_years = st.integers(1990, 2049)
_numbers = st.integers(1, 99_999)
_spellings = st.sampled_from(
    (
        "{d} {y}/{n}",
        "{d}/{y}:{n}",
        "{d}-{y}-{n:05}",
        "{d} {n:05}-{y}",
        "{y}/{n}-{D}",
        "Dnr {d} {y} – {n}",
        "{d}{y}-{n}",
    )
)


def _spelt(form: str, diary: str, year: int, number: int) -> str:
    return form.format(d=diary, D=diary.replace("-", "").upper(), y=year, n=number)


@given(_spellings, _spellings, _diaries, _years, _numbers)
def test_the_key_does_not_depend_on_the_spelling(a: str, b: str, diary: str, year: int, number: int) -> None:
    number += 50_000 if 1900 <= number <= 2099 else 0
    assert diarienummer_key(_spelt(a, diary, year, number)) == diarienummer_key(
        _spelt(b, diary, year, number)
    )


@given(_spellings, st.tuples(_diaries, _years, _numbers), st.tuples(_diaries, _years, _numbers))
def test_two_different_diaries_are_never_equal(
    form: str, a: tuple[str, int, int], b: tuple[str, int, int]
) -> None:
    assert same_diarienummer(_spelt(form, *a), _spelt(form, *b)) == (a == b)


def test_endless_figures_are_a_key_like_any_other() -> None:
    assert same_diarienummer("1" * 10_000, "0" + "1" * 10_000)


@given(st.text(alphabet="KSBUÖ 0123456789-/:.–dnr\n", max_size=60))
def test_finding_is_total_and_ordered(text: str) -> None:
    found = find_diarienummer(text)
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert all(re.search(r"\d", one.text) and text[slice(*one.span)] == one.text for one in found)
    assert all(same_diarienummer(one.text, one.text) for one in found)
