"""Covering, quoting and binding: the laws that every answer leans on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Citation, Document, Kind, Place, Status
from retrieval.cite import bind, unsupported
from retrieval.draft.claims import Claim
from retrieval.draft.votes import full_vote_claims
from retrieval.draft.wording import listed, quote, trimmed
from retrieval.evidence import Reading
from retrieval.naming import body_name
from retrieval.subject import Term, bag, covers, share
from tests.shelf import V, document, section, shelf


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("plan för digitalisering", "digitaliseringsplanen"),
        ("Projektet har en budget", "projektbudgeten"),
        ("ett vindskydd i hamnen", "vindskyddet"),
        ("taxan höjs", "höjning"),
        ("sammanträdestider för hösten", "sammanträda"),
        ("med ett resultatkrav", "kräver"),
        ("Borgen för bolaget", "borgensärendet"),
        ("fastigheten Ekeby 4:17", "17"),
        ("Klimatstrategi 2030", "klimatstrategin"),
        ("ny policy", "policyn"),
        ("med området", "områdena"),
        ("i åldern 6 till 12", "åldrar"),
        ("beslut att avbryta bygget", "avbröts"),
        ("stadens lånevolym", "lån"),
        ("prövas på nytt", "omprövas"),
        ("Hemställan från Lillby Energi AB", "energis"),
        ("en årlig besparingspotential", "spara"),
        ("Yrkande från M om badhuset", "moderaternas"),
    ],
)
def test_a_word_is_covered_by_its_forms_and_its_parts(text: str, word: str) -> None:
    assert covers(bag(text), word)


@pytest.mark.parametrize(
    ("text", "word"), [("simhallen", "badhuset"), ("år 2017", "17"), ("en plan", "planket"), ("", "tak")]
)
def test_a_word_is_not_covered_by_another(text: str, word: str) -> None:
    assert not covers(bag(text), word)


@given(st.lists(st.sampled_from(["tak", "simhall", "borgen", "2024"]), max_size=4), st.text(max_size=60))
def test_a_share_lies_between_none_and_all_and_grows_with_the_text(found: list[str], text: str) -> None:
    terms = tuple(Term(word, 1.0) for word in found)
    one, more = share(terms, bag(text)), share(terms, bag(text), bag("tak simhall"))
    assert 0 <= one <= more <= 1


@given(st.text(max_size=300), st.integers(min_value=40, max_value=120))
def test_a_trimmed_text_keeps_its_words_and_its_limit(text: str, limit: int) -> None:
    short = trimmed(text, limit)
    assert len(short) <= limit
    assert " ".join(text.split()).startswith(short.rstrip("…"))


def test_a_quote_shows_where_it_was_cut() -> None:
    assert quote("Motionen  avslås.") == "»Motionen avslås.«"
    assert quote("ett två tre fyra fem", 12) == "»ett två…«"


def test_words_are_listed_as_in_a_sentence() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b och c"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("Kommunstyrelsen", "kommunstyrelsen"),
        ("Tekniska nämnden", "tekniska nämnden"),
        ("Barn- och utbildningsnämnden", "barn- och utbildningsnämnden"),
        ("Granmålas IT-nämnd", "Granmålas IT-nämnd"),
    ],
)
def test_a_body_has_a_small_letter_unless_its_name_is_proper(body: str, named: str) -> None:
    assert body_name(body) == named


def citation(text: str) -> Citation:
    document = Document("d", "s", "d.pdf", Kind.PROTOKOLL, "Protokoll", "Granmåla", "Kommunstyrelsen")
    place = Place(0, "§ 12", "Badhuset", (), ("KS 2024/9",), 1, 1, None, None)
    return Citation(1, document, place, Status.BESLUT, text, (0, len(text)))


@pytest.mark.parametrize(
    ("told", "lacking"),
    [
        ("Kommunstyrelsen beviljade 31 500 000 kronor (§ 12, dnr KS 2024/9)", ()),
        ("Kommunstyrelsen beviljade 31500000 kronor", ()),
        ("Kommunstyrelsen beviljade 32 000 000 kronor", ("32 000 000",)),
        ("Det yrkade Karin Alm", ("Karin", "Alm")),
        ("Beslutet står i § 13", ("13",)),
        ("Enligt AnnaSara", ("AnnaSara",)),
    ],
)
def test_figures_and_names_must_stand_in_the_evidence(told: str, lacking: tuple[str, ...]) -> None:
    assert unsupported(told, [citation("Kommunstyrelsen beviljar 31 500 000 kronor.")]) == lacking


def test_a_vote_told_in_words_is_cited_and_no_figure_is_told_without_a_source() -> None:
    counted = section("Namn", (V, "Omröstning\nSju röstar Ja, tre röstar Nej och en avstår."), label="§ 4")
    where = shelf((document("Kommunstyrelsen", "2023-05-10"), counted))
    claims = full_vote_claims(Reading(where.held[0][0], 0, counted, 0, ()))
    told = bind((*claims, Claim("Omröstningen gav 7 ja"), Claim("Något beslut hittar jag inte")), where, 900)
    assert told.dropped == 1
    assert "7 ja mot 3 nej, 1 avstod" in told.text
    assert told.text.count("[1]") == 1
    assert told.text.endswith("Något beslut hittar jag inte.")
