"""Search: fusion, features, and what identifies a decision before what resembles it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import Vector
from corpus.lexical import LexicalIndex
from corpus.model import Chunk, Document, Filters, Hit, Kind, Outcome, Place, Question, Ranked, Status
from retrieval.features import AT_SIGHT, BY_READING, ranked
from retrieval.query import Known, Query, parse_query
from retrieval.search import SUPERSEDED, fuse, newest_first, search, spread

APRIL, MAY = dt.date(2031, 4, 25), dt.date(2031, 5, 16)
KNOWN = Known(("Kommunstyrelsen", "Tekniska nämnden"), ("Nordköping", "Söderby"), frozenset({APRIL, MAY}))


def _chunk(number: int, text: str, **told: object) -> Chunk:
    document = Document(
        id=f"d{told.get('document', number)}",
        source=f"d{number}",
        file=f"d{number}.pdf",
        kind=Kind.PROTOKOLL,
        title="Protokoll",
        municipality=str(told.get("municipality", "Nordköping")),
        body=str(told.get("body", "Kommunstyrelsen")),
        date=APRIL if told.get("date", APRIL) == APRIL else MAY,
    )
    place = Place(
        section=int(str(told.get("section", number))),
        label=str(told.get("label", f"§ {number}")),
        heading=str(told.get("heading", "Ärende")),
        trail=(),
        diarienummer=(str(told.get("dnr", f"KS 2031/{number}")),),
        page=1,
        number=1,
        outcome=None,
        addressee=None,
    )
    status = told.get("status", Status.BESLUT)
    assert isinstance(status, Status)
    return Chunk(f"{number:016x}", document, place, status, (0, len(text)), text)


CHUNKS = (
    _chunk(1, "Nämnden köper en ny badbrygga till hamnen.", heading="Badbrygga i hamnen"),
    _chunk(
        2,
        "Förvaltningen föreslår en ny badbrygga i hamnen.",
        heading="Badbrygga i hamnen",
        status=Status.FORSLAG,
    ),
    _chunk(
        3,
        "Taxan för vatten höjs med fem procent.",
        heading="Vattentaxa",
        body="Tekniska nämnden",
        label="§ 1",
    ),
    _chunk(4, "Taxan för vatten höjs med sju procent.", heading="Vattentaxa", municipality="Söderby"),
    _chunk(
        5,
        "Anna Ek (V) reserverar sig mot beslutet om badbryggan.",
        heading="Badbrygga i hamnen",
        status=Status.RESERVATION,
    ),
    _chunk(6, "Mötet öppnas.", heading="Öppnande", date=MAY, label="§ 1", dnr="KS 2031/1"),
)


@dataclass(frozen=True)
class Nearest:
    """A vector index that finds what it is told to."""

    ids: tuple[str, ...] = ()

    def vector(self, text: str) -> Vector:
        """See ``Meanings``."""
        return np.zeros(1, np.float32)

    def nearest(self, vector: Vector, limit: int, among: Collection[str] | None = None) -> tuple[Ranked, ...]:
        """See ``Meanings``."""
        allowed = [found for found in self.ids if among is None or found in among]
        return tuple(Ranked(found, 0.9) for found in allowed[:limit])


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path)
    index.add(CHUNKS)
    return index


def _query(text: str, filters: Filters | None = None) -> Query:
    return parse_query(Question(text, filters=filters or Filters()), KNOWN)


def _numbers(hits: Sequence[Hit]) -> list[int]:
    return [int(hit.chunk.id, 16) for hit in hits]


def _found(lexical: LexicalIndex, text: str, filters: Filters | None = None) -> list[int]:
    everything = Nearest(tuple(chunk.id for chunk in reversed(CHUNKS)))
    return _numbers(search(_query(text, filters), lexical, everything))


def test_a_decision_comes_before_its_proposal(lexical: LexicalIndex) -> None:
    found = _found(lexical, "Blir det en ny badbrygga i hamnen?")
    assert found.index(1) < found.index(2)


def test_a_passage_that_says_the_subject_comes_before_one_that_only_resembles_it() -> None:
    query = _query("Hur mycket höjs taxan för vatten?")
    alike = [
        Hit(_chunk(at, text), 0.5) for at, text in enumerate(("Avloppet rensas.", "Taxan för vatten höjs."))
    ]
    assert _numbers(
        sorted((ranked(hit, query, BY_READING) for hit in alike), key=lambda hit: -hit.score)
    ) == [1, 0]


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Hur mycket kostar bryggan?", "Bryggan kostar 40 000 kronor.", "Bryggan kostar en del."),
        ("Hur många bryggor finns det?", "Det finns fyra bryggor.", "Det finns bryggor."),
        ("När öppnas bryggan?", "Bryggan öppnas den 3 juni.", "Bryggan öppnas för bad."),
        ("Varför byggs bryggan?", "Bryggan byggs eftersom stranden är grund.", "Bryggan byggs vid stranden."),
    ],
)
def test_a_passage_with_what_is_asked_for_comes_before_one_without(
    question: str, better: str, worse: str
) -> None:
    query = _query(question)
    first, second = (ranked(Hit(_chunk(1, text), 0.5), query, BY_READING) for text in (better, worse))
    assert first.score > second.score


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Vad beslutades om bryggan?", Status.BESLUT, Status.BESKRIVNING),
        ("Varför byggs bryggan?", Status.BESKRIVNING, Status.BESLUT),
        ("Hur lång är bryggan?", Status.BESKRIVNING, Status.UNDERLAG),
        ("Hur lång är bryggan?", Status.BESKRIVNING, Status.YRKANDE),
        ("Vad yrkade Anna Ek om bryggan?", Status.YRKANDE, Status.BESKRIVNING),
    ],
)
def test_a_passage_of_the_sort_that_answers_comes_first(question: str, better: Status, worse: Status) -> None:
    query = _query(question)
    first, second = (
        ranked(Hit(_chunk(1, "Bryggan blir lång.", status=status), 0.5), query, AT_SIGHT)
        for status in (better, worse)
    )
    assert first.score > second.score


def test_the_wanted_status_comes_first(lexical: LexicalIndex) -> None:
    assert _found(lexical, "Vem reserverade sig mot badbryggan?")[0] == 5
    assert _found(lexical, "Vad föreslog förvaltningen om badbryggan?")[0] == 2


def test_a_section_of_its_body_and_day_comes_first(lexical: LexicalIndex) -> None:
    assert _found(lexical, "Vad beslutades i § 1 i tekniska nämnden?")[0] == 3
    assert _found(lexical, "Vad beslutades i § 1 i kommunstyrelsen den 16 maj 2031?")[0] == 6
    assert _found(lexical, "Vad beslutade KS i § 1 den 25 april 2031?")[0] == 1


def test_a_diarienummer_in_any_spelling_comes_first(lexical: LexicalIndex) -> None:
    assert _found(lexical, "Vad gäller dnr 00004-2031?")[0] == 4
    assert set(_found(lexical, "Vad gäller ks/2031:1?")[:2]) == {1, 6}


def test_the_municipality_decides_between_equals(lexical: LexicalIndex) -> None:
    assert _found(lexical, "Hur mycket höjs vattentaxan i Söderby?")[0] == 4
    assert _found(lexical, "Hur mycket höjs vattentaxan i Nordköping?")[0] == 3


def test_a_wrong_guess_empties_nothing(lexical: LexicalIndex) -> None:
    found = _found(lexical, "Vad beslutade BUN i Österby kommun i § 99 våren 1999 om badbryggan, dnr 1999/9?")
    assert 1 in found


def test_filters_hold(lexical: LexicalIndex) -> None:
    assert _found(lexical, "badbrygga", Filters(municipality="Söderby")) == [4]
    assert _found(lexical, "badbrygga", Filters(dnr="2031/5")) == [5]
    assert _found(lexical, "badbrygga", Filters(since=MAY)) == [6]
    assert _found(lexical, "badbrygga", Filters(body="Kulturnämnden")) == []


def test_a_hit_says_in_swedish_why_it_is_here(lexical: LexicalIndex) -> None:
    first = search(_query("Vad beslutade tekniska nämnden i § 1?"), lexical, Nearest())[0]
    assert "§ 1" in first.why
    assert "organet Tekniska nämnden" in first.why


def test_no_more_than_asked_for(lexical: LexicalIndex) -> None:
    assert len(search(_query("badbrygga taxa"), lexical, Nearest(), 2)) == 2


def test_an_empty_collection_has_no_hits(tmp_path: Path) -> None:
    assert search(_query("badbrygga"), LexicalIndex(tmp_path), Nearest()) == ()


def test_what_settled_a_matter_comes_before_what_put_it_off(tmp_path: Path) -> None:
    later = replace(CHUNKS[0], id="a" * 16, document=replace(CHUNKS[0].document, id="later", date=MAY))
    put_off = replace(CHUNKS[0], place=replace(CHUNKS[0].place, outcome=Outcome.BORDLAGD))
    index = LexicalIndex(tmp_path)
    index.add([later, put_off])
    asked = search(_query("Köps det en badbrygga?"), index, Nearest())
    assert [hit.chunk.id for hit in asked] == [later.id, put_off.id]
    asked = search(_query("När bordlades ärendet om badbrygga?"), index, Nearest((put_off.id,)))
    assert asked[0].chunk.id == put_off.id


def test_all_that_ended_as_asked_comes_first_however_it_is_told(tmp_path: Path) -> None:
    def ended(number: int, outcome: Outcome, **told: object) -> Chunk:
        chunk = _chunk(number, f"Beslut {number}.", **told)
        return replace(chunk, place=replace(chunk.place, outcome=outcome))

    index = LexicalIndex(tmp_path)
    index.add(
        [
            *(_chunk(n, "Bordlagda ärenden i kommunstyrelsen.", status=Status.BESKRIVNING) for n in range(9)),
            ended(11, Outcome.BORDLAGD),
            ended(12, Outcome.AVSLAG),
            ended(13, Outcome.BORDLAGD),
            ended(14, Outcome.BORDLAGD, date=MAY),
            ended(15, Outcome.BORDLAGD, body="Tekniska nämnden"),
        ]
    )
    hits = search(_query("Vilka ärenden bordlades av kommunstyrelsen den 25 april 2031?"), index, Nearest())
    assert _numbers(hits)[:2] == [11, 13]
    assert "utfallet bordlagd" in hits[0].why
    only = _query("Vilka ärenden bordlades den 25 april 2031?", Filters(body="Tekniska nämnden"))
    assert _numbers(search(only, index, Nearest())) == [15]


def test_the_section_of_the_day_that_is_asked_for_is_not_set_back(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    put_off = replace(CHUNKS[0], place=replace(CHUNKS[0].place, outcome=Outcome.BORDLAGD))
    index.add([put_off])
    asked, other = (
        search(_query(f"Vad beslutades den {day} om badbrygga?"), index, Nearest())[0].score
        for day in ("25 april 2031", "16 maj 2031")
    )
    assert asked > other + 0.6


def _strategy(number: int, years: str) -> Hit:
    chunk = _chunk(number, "Alla ska kunna bada.")
    document = replace(chunk.document, kind=Kind.STRATEGI, title=f"Strategi för bad {years}", date=None)
    return Hit(replace(chunk, document=document), 1.0 - number / 100)


def test_a_governing_documents_newest_version_comes_first() -> None:
    older, newer, other = _strategy(1, "2025–2028"), _strategy(2, "2029–2032"), Hit(CHUNKS[2], 0.9)
    assert spread(newest_first([older, newer, other])) == [
        newer,
        other,
        replace(older, score=older.score - SUPERSEDED),
    ]


def test_one_section_does_not_fill_the_list() -> None:
    hits = [Hit(_chunk(n, f"Text {n}.", document=1, section=1, label="§ 1"), 1 - n / 100) for n in range(5)]
    other = Hit(_chunk(9, "Annat."), 0.85)
    assert _numbers(spread([*hits, other]))[:2] == [0, 9]


def test_bodies_that_are_compared_come_in_turns(tmp_path: Path) -> None:
    def told(number: int, body: str) -> Chunk:
        return _chunk(number, f"Taxan för bad, yttrande {number}.", heading="Badtaxa", body=body)

    index = LexicalIndex(tmp_path)
    index.add([*(told(n, "Kommunstyrelsen") for n in range(1, 8)), told(8, "Tekniska nämnden")])
    near = Nearest(tuple(f"{number:016x}" for number in range(1, 9)))
    question = "Jämför vad kommunstyrelsen och tekniska nämnden sade om badtaxan"
    assert 8 in _numbers(search(_query(question), index, near))[:3]


def test_a_section_that_is_filed_twice_is_told_once() -> None:
    once = Hit(_chunk(1, "Samma text."), 1.0)
    again = replace(
        once, chunk=replace(once.chunk, id="f" * 16, document=replace(once.chunk.document, id="x"))
    )
    assert spread([once, again]) == [once]


def test_of_two_copies_the_minutes_are_cited() -> None:
    own = Hit(_chunk(1, "Samma text."), 0.9)
    document = replace(own.chunk.document, id="x", kind=Kind.PROTOKOLLSUTDRAG)
    extract = Hit(replace(own.chunk, id="f" * 16, document=document), 1.0)
    assert spread([own, extract]) == [replace(own, score=1.0)]


_rankings = st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=1, max_size=3)


@given(_rankings, st.randoms())
def test_fusion_is_blind_to_the_rankings_order_and_drops_nothing(
    rankings: list[list[str]], random: Random
) -> None:
    ranked = [tuple(Ranked(name, 1.0) for name in ranking) for ranking in rankings]
    fused = fuse(*ranked)
    assert set(fused) == {name for ranking in rankings for name in ranking}
    assert all(0 < score <= 1 + 1e-9 for score in fused.values())
    shuffled = list(ranked)
    random.shuffle(shuffled)
    assert fuse(*shuffled) == pytest.approx(fused)
