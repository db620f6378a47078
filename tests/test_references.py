"""References to a protocol's §; a law's § is never one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.references import find_labels, find_ranges, label_number


def _labels(text: str) -> list[str]:
    return [found.label for found in find_labels(text)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("§ 27", ["§ 27"]),
        ("§27 Val av justerare", ["§ 27"]),
        ("§\u00a027", ["§ 27"]),
        ("paragraf 27", ["§ 27"]),
        ("i paragrafen 27", ["§ 27"]),
        ("den 27 § i protokollet", ["§ 27"]),
        ("§§ 27–29", ["§ 27", "§ 29"]),
        ("§§ 27, 28 och 30–32", ["§ 27", "§ 28", "§ 30", "§ 32"]),
        ("paragraferna 27 och 28", ["§ 27", "§ 28"]),
        ("Bordlagt den 29 maj 2031, § 482, den 12 juni 2031, § 549", ["§ 482", "§ 549"]),
        ("§ 12 Reglemente för nämnden", ["§ 12"]),
        ("§ 12 Skollagen, information", ["§ 12"]),
        ("§ 5 1339/22", ["§ 5"]),
        ("KF 2031-06-18 § 98", ["§ 98"]),
    ],
)
def test_a_section_is_found(text: str, labels: list[str]) -> None:
    assert _labels(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "5 kap. 50 § kommunallagen",
        "9 § upphovsrättslagen",
        "enligt kommunallagen § 5",
        "§ 5 kommunallagen",
        "4 kap. 5 § första stycket",
        "lagen (2017:725) § 5",
        "§ 3 i reglementet",
        "10 § andra stycket",
        "enligt 16 kap. 1 § PBL",
        "§ 6.2",
        "§",
    ],
)
def test_a_law_has_no_sections_of_ours(text: str) -> None:
    assert _labels(text) == []


def test_a_run_is_told_by_its_ends() -> None:
    (found,) = find_ranges("Justerade §§ 27–131")
    assert (found.first, found.last) == (27, 131)


def test_a_run_that_goes_backwards_is_its_first() -> None:
    assert _labels("§§ 31–2") == ["§ 31"]


def test_a_label_has_a_number_or_none() -> None:
    assert label_number("§ 27") == 27
    assert label_number("") is None


@given(st.integers(1, 9999))
def test_every_number_is_read(number: int) -> None:
    assert _labels(f"se § {number} nedan") == [f"§ {number}"]


@given(st.text(alphabet="§ 0123456789,-–och kap.lagen", max_size=60))
def test_finding_is_total_and_ordered(text: str) -> None:
    spans = [found.span for found in find_ranges(text)]
    assert spans == sorted(spans)
