"""Folding, stems, index terms and sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.swedish import fold, grams, sentences, stem, terms, words

SWEDISH = st.text(alphabet="abcåäöÅÄÖ .,;:!?()§0123456789\n-/\u00a0\u00ad", max_size=200)


@given(st.text(alphabet="abcdeåäöÅÄÖABC\u0308\u030a\u00ad\u00a0 1", max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_decomposed_letters_and_invisible_hyphens_do_not_matter() -> None:
    assert words("Kommunfullma\u0308ktige an\u00adtar 160\u00a0000") == (
        "kommunfullmäktige",
        "antar",
        "160",
        "000",
    )


@pytest.mark.parametrize(
    "forms",
    [
        ("beslut", "besluten", "beslutade", "beslutar"),
        ("skola", "skolan", "skolor", "skolans"),
        ("detaljplan", "detaljplanen", "detaljplaner"),
        ("avgift", "avgiften", "avgifter", "avgifternas"),
        ("kommunstyrelsen", "kommunstyrelsens"),
        ("regel", "regeln", "regler", "reglernas"),
        ("cykel", "cyklar"),
        ("sektor", "sektorn", "sektorer"),
        ("digital", "digitalt", "digitala"),
        ("fastställa", "fastställs", "fastställt"),
        ("timmar", "timmars"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("160 tkr", "160 000 kronor"),
        ("160 tkr", "160\u00a0000 kr"),
        ("2,5 mnkr", "2 500 000 kronor"),
        ("2,5 miljoner kronor", "2,5 mkr"),
        ("1,5 miljoner", "1.500.000"),
        ("KS", "kommunstyrelsens beslut"),
        ("dnr", "diarienummer"),
        ("tre ledamöter", "3"),
        ("drift av IT", "IT-drift"),
        ("procent", "12 %"),
    ],
)
def test_what_is_asked_meets_what_is_written(asked: str, written: str) -> None:
    assert set(terms(asked)) & set(terms(written)) - {"000"}


def test_amounts_keep_their_whole_number() -> None:
    assert "2500000" in terms("2,5 mnkr")
    assert "160000" in terms("högst 160 000 kronor")
    assert "20232024" not in terms("åren 2023 2024")


def test_function_words_are_no_terms_but_negations_are() -> None:
    assert terms("vad är det som ska till") == []
    assert terms("inte ej ingen") == ["int", "ej", "ing"]


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("skolskjutsreglemente", "skolskjuts"),
        ("nämndmål", "mål"),
        ("detaljplanering", "plan"),
        ("IT-driften", "drift"),
    ],
)
def test_a_compound_meets_its_part(compound: str, part: str) -> None:
    assert set(grams(compound)) & set(grams(part)) or set(terms(compound)) & set(terms(part))


@given(SWEDISH)
def test_sentences_stand_in_order_and_leave_out_only_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "Avgiften höjs, t.ex. för Anna Ek, med bl.a. 3 procent.",
        "Mötet öppnas kl. 13.00 av A. Andersson.",
        "Enligt 5 kap. 50 § kommunallagen (2017:725) gäller prop. 2016/17:171.",
        "Kostnaden är 1.5 mnkr den 3.4.2024, dnr. KS 2024/12.",
        "1. Nämnden godkänner rapporten.",
        "B.A. Ek och s.k. Ombud m.fl. deltar.",
    ],
)
def test_short_forms_and_numbers_end_no_sentence(sentence: str) -> None:
    assert sentences(sentence) == ((0, len(sentence)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nämnden beslutar. Planen antas!", ["Nämnden beslutar.", "Planen antas!"]),
        ("Skolor m.m. Nämnden avslår § 27. Jäv?", ["Skolor m.m.", "Nämnden avslår § 27.", "Jäv?"]),
        ("Beslut\natt anta\natt avslå", ["Beslut", "att anta", "att avslå"]),
        ("1. Att anta. 2. Att avslå.", ["1. Att anta.", "2. Att avslå."]),
        ("Hon sade ”nej.” Därefter röst.", ["Hon sade ”nej.”", "Därefter röst."]),
        ("Det gäller alla … men inte oss. 15 deltog.", ["Det gäller alla … men inte oss.", "15 deltog."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


def test_hostile_text_costs_no_more_than_its_length() -> None:
    hostile = "a." * 50_000 + "." * 50_000 + " 1 000" * 10_000
    assert sentences(hostile)
    assert terms(hostile)
