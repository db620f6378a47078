"""Sections are cut into passages of one status that together hold the whole body."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunking import HEADING_LIMIT, LIMIT, LIST_LIMIT, chunks, passage, shortened
from corpus.model import Chunk, Section, Status
from tests.parsed import parsed, section

STATUSES = st.sampled_from([Status.BESLUT, Status.FORSLAG, Status.BESKRIVNING])
BLOCK = st.text(alphabet="abcå. \n§1", min_size=1, max_size=3 * LIMIT)
SECTIONS = st.lists(st.tuples(STATUSES, BLOCK), max_size=5).map(lambda parts: section("§ 7", "Taxa", *parts))


def cut(*sections: Section) -> tuple[Chunk, ...]:
    return chunks(parsed("a", *sections), "embedder")


@given(SECTIONS)
def test_chunks_are_verbatim_short_and_of_one_status(whole: Section) -> None:
    for chunk in cut(whole):
        assert whole.text[slice(*chunk.span)] == chunk.text == chunk.text.strip() != ""
        assert len(chunk.text) <= LIMIT
        for part in whole.parts:
            overlaps = part.span[0] < chunk.span[1] and chunk.span[0] < part.span[1]
            assert not (overlaps and whole.text[slice(*part.span)].strip()) or part.status is chunk.status


@given(SECTIONS)
def test_chunks_leave_out_only_the_opening_and_white_space(whole: Section) -> None:
    body = whole.text[whole.parts[0].span[1] :]
    found = "".join("".join(chunk.text.split()) for chunk in cut(whole))
    assert found == ("".join(body.split()) or "".join(whole.text.split()))


def test_the_opening_is_a_chunk_only_where_there_is_nothing_else() -> None:
    alone, followed = section("§ 1", "Val"), section("§ 2", "Taxa", (Status.BESLUT, "Taxan antas."))
    assert [chunk.text for chunk in cut(alone, followed)] == ["§ 1 Val", "Taxan antas."]


def test_a_long_opening_is_kept() -> None:
    whole = section("§ 1", "Val " * 150, (Status.BESLUT, "Valet bordläggs."))
    assert [chunk.status for chunk in cut(whole)] == [Status.OVRIGT, Status.BESLUT]


def test_short_neighbours_of_one_status_are_joined() -> None:
    whole = section(
        "§ 2",
        "Taxa",
        (Status.BESLUT, "Beslut\nTaxan antas."),
        (Status.BESLUT, "Taxan gäller från maj."),
        (Status.FORSLAG, "Taxan antas."),
    )
    assert [chunk.text for chunk in cut(whole)] == [
        "Beslut\nTaxan antas.\nTaxan gäller från maj.",
        "Taxan antas.",
    ]


def test_motions_of_different_members_stay_apart() -> None:
    whole = section("§ 2", "Taxa", (Status.YRKANDE, "Avslag."), (Status.YRKANDE, "Bifall."))
    named = tuple(
        replace(part, by=by) for part, by in zip(whole.parts, [(), ("Ek (S)",), ("Al (M)",)], strict=True)
    )
    assert [chunk.by for chunk in cut(replace(whole, parts=named))] == [("Ek (S)",), ("Al (M)",)]


def test_long_parts_are_cut_at_the_ends_of_sentences() -> None:
    sentence = "Förvaltningen har sett över reglerna för skolskjuts i hela kommunen."
    found = cut(section("§ 2", "Skolskjuts", (Status.BESKRIVNING, " ".join([sentence] * 40))))
    assert len(found) == 3
    assert all(chunk.text.startswith("Förv") and chunk.text.endswith("kommunen.") for chunk in found)


def test_the_page_is_that_of_the_passage() -> None:
    (chunk,) = cut(section("§ 2", "Taxa", (Status.BESLUT, "Taxan antas.")))
    assert (chunk.place.page, chunk.place.number, chunk.place.section) == (1, 1, 0)


def test_an_id_changes_with_all_that_a_chunk_tells_and_with_the_embedder() -> None:
    plain = section("§ 2", "Taxa", (Status.BESLUT, "Taxan antas."))
    others = (
        replace(plain, label="§ 3"),
        replace(plain, diarienummer=("KS 2024/1",)),
        replace(plain, parts=(plain.parts[0], replace(plain.parts[1], status=Status.FORSLAG))),
    )
    ids = {cut(whole)[0].id for whole in (plain, *others)} | {chunks(parsed("a", plain), "another")[0].id}
    assert len(ids) == 5
    assert cut(plain) == cut(plain)


def test_the_passage_opens_with_a_short_heading() -> None:
    (chunk,) = cut(section("§ 2", "Taxa för " + "sotning " * 30, (Status.BESLUT, "Taxan antas.")))
    heading, text = passage(chunk).split("\n")
    assert heading.startswith("Taxa för sotning")
    assert len(heading) <= HEADING_LIMIT
    assert text == "Taxan antas."


def test_of_a_list_of_names_only_the_beginning_is_embedded() -> None:
    names = "Närvarande\n" + "\n".join(f"Namn Namnsson {number}" for number in range(40))
    present, decided = cut(section("§ 2", "Val", (Status.NARVARO, names), (Status.BESLUT, names)))
    assert passage(decided) == f"Val\n{names}"
    assert passage(present) == shortened(names, LIST_LIMIT)
    assert present.text == names


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Taxa för sotning", 20, "Taxa för sotning"),
        ("Taxa för sotning", 9, "Taxa för"),
        ("Sotningstaxa", 4, "Sotn"),
    ],
)
def test_shortened(text: str, limit: int, expected: str) -> None:
    assert shortened(text, limit) == expected
