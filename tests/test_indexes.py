"""The lexical and the vector index: what they find, what they leave out, and what they refuse."""

import datetime as dt
import gc
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from corpus.chunking import chunks
from corpus.embedding import Embedder, Vector, Vectors
from corpus.errors import CannotStart, StaleIndex
from corpus.lexical import Exact, LexicalIndex
from corpus.model import Chunk, Filters, Kind, Ranked, Status
from corpus.vectors import EXACT, VectorIndex
from tests.parsed import parsed, section

SKOLSKJUTS = section(
    "§ 27",
    "Skolskjutsreglemente",
    (Status.BESLUT, "Kommunstyrelsen antar regler för resor till skolan."),
    (Status.FORSLAG, "Förvaltningen föreslår 160 tkr till detaljplanen."),
    dnr=("KS 2024/12",),
)
MOTION = "Nämnden avslår motionen om badhus."
BADHUS = section("§ 28", "Nytt badhus", (Status.BESLUT, MOTION), dnr=("2023-45",))
FIRST = chunks(parsed("a", SKOLSKJUTS, BADHUS), "e")
ELSEWHERE = parsed(
    "b", SKOLSKJUTS, body="Kultur- och fritidsnämnden", date=dt.date(2025, 1, 9), municipality="Ekstad"
)
LATER = chunks(ELSEWHERE, "e")
EVERYTHING, NOTHING = Filters(), Exact()


@dataclass
class Counting:
    """An embedder that keeps what it was asked to embed."""

    inner: Embedder
    id: str = "counting/1"
    asked: list[str] = field(default_factory=list)

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self.inner.passages(texts)

    def query(self, text: str) -> Vector:
        return self.inner.query(text)


@pytest.fixture
def lexical(tmp_path: Path) -> Iterator[LexicalIndex]:
    index = LexicalIndex(tmp_path / "lexical")
    index.add((*FIRST, *LATER))
    yield index
    index.close()


@pytest.fixture(params=[EXACT, 0], ids=["exact", "graph"])
def vectors(tmp_path: Path, hash_embedder: Embedder, request: pytest.FixtureRequest) -> Iterator[VectorIndex]:
    index = VectorIndex(tmp_path / "vectors", hash_embedder, exact=request.param)
    index.add((*FIRST, *LATER))
    yield index
    index.close()


def _nearest(
    vectors: VectorIndex, text: str, limit: int, among: Collection[str] | None = None
) -> tuple[Ranked, ...]:
    return vectors.nearest(vectors.vector(text), limit, among)


def found(
    index: LexicalIndex, text: str, filters: Filters = EVERYTHING, exact: Exact = NOTHING
) -> list[Chunk]:
    return list(index.chunks([ranked.id for ranked in index.search(text, 10, filters, exact)]))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("skolans resa", FIRST[0].text),
        ("plan", FIRST[1].text),
        ("160 000 kr", FIRST[1].text),
        ("KS", FIRST[0].text),
        ("badhusmotion", FIRST[2].text),
    ],
)
def test_words_are_found_in_other_forms(lexical: LexicalIndex, asked: str, text: str) -> None:
    assert found(lexical, asked)[0].text == text


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {*FIRST, *LATER}),
        (Filters(municipality="Granby"), {*FIRST}),
        (Filters(municipality="Ekstads kommun"), {*LATER}),
        (Filters(body="KS"), {*FIRST}),
        (Filters(body="okända nämnden"), set()),
        (Filters(kind=Kind.MOTION), set()),
        (Filters(status=Status.FORSLAG), {FIRST[1], LATER[1]}),
        (Filters(since=dt.date(2024, 4, 26)), {*LATER}),
        (Filters(since=dt.date(2024, 4, 25), until=dt.date(2024, 4, 25)), {*FIRST}),
        (Filters(dnr="KS 2024-0012"), {FIRST[0], FIRST[1], *LATER}),
        (Filters(dnr="2024/12"), {FIRST[0], FIRST[1], *LATER}),
        (Filters(dnr="KF 2024/12"), set()),
        (Filters(dnr="BN 2023/45"), {FIRST[2]}),
        (Filters(dnr="utan nummer"), set()),
    ],
)
def test_filters(lexical: LexicalIndex, filters: Filters, expected: set[Chunk]) -> None:
    assert lexical.ids(filters) == {chunk.id for chunk in expected}
    hits = {chunk.id for chunk in found(lexical, "regler föreslår avslår nämnden", filters)}
    assert hits <= {chunk.id for chunk in expected}


def test_what_is_said_of_a_question_is_by_its_words_alone_and_more_for_rare_ones(
    lexical: LexicalIndex,
) -> None:
    ids = [chunk.id for chunk in (*FIRST, *LATER)]
    said = lexical.said("motionen om badhus för nämnden", ids)
    assert max(said, key=lambda chunk_id: said[chunk_id]) == FIRST[2].id
    assert said[FIRST[2].id] > 1 > said.get(FIRST[0].id, 0.0)
    assert lexical.said("", ids) == lexical.said("badhus", []) == {}


@pytest.mark.parametrize(
    "exact",
    [
        Exact(labels=("§ 28",)),
        Exact(diarienummer=("KS 2023/45",)),
        Exact(labels=("§ 28",), bodies=("Kommunstyrelsen",), dates=(dt.date(2024, 4, 25),)),
    ],
)
def test_identifiers_come_before_words(lexical: LexicalIndex, exact: Exact) -> None:
    assert found(lexical, "regler för resor till skolan", exact=exact)[0] == FIRST[2]
    assert found(lexical, "", exact=exact)[0] == FIRST[2]


def test_nothing_asked_is_nothing_found(lexical: LexicalIndex) -> None:
    assert lexical.search("", 10) == lexical.search("och att", 10) == lexical.search("skola", 0) == ()
    assert lexical.chunks(["0123456789abcdef"]) == ()


def test_chunks_are_stored_whole_and_once(lexical: LexicalIndex) -> None:
    lexical.add(FIRST)
    assert lexical.count() == len(FIRST) + len(LATER)
    assert lexical.ids(source="a") == {chunk.id for chunk in FIRST}
    assert lexical.chunks([chunk.id for chunk in FIRST]) == FIRST


def test_removed_chunks_are_gone(lexical: LexicalIndex, vectors: VectorIndex) -> None:
    gone, stay = [chunk.id for chunk in FIRST], {chunk.id for chunk in LATER}
    lexical.chunks(gone)
    lexical.remove(gone)
    vectors.remove(gone)
    assert lexical.chunks(gone) == ()
    assert lexical.ids() == vectors.ids() == stay
    assert {ranked.id for ranked in lexical.search("badhus regler", 10)} <= stay
    assert {ranked.id for ranked in _nearest(vectors, "badhus regler", 10)} == stay


@pytest.mark.parametrize(("file", "content"), [("format", "0"), ("meta.json", "{")])
def test_the_lexical_index_lasts_until_it_cannot_be_read(tmp_path: Path, file: str, content: str) -> None:
    for expected in (0, len(FIRST)):
        index = LexicalIndex(tmp_path)
        assert index.count() == expected
        index.add(FIRST)
        index.close()
    (tmp_path / file).write_text(content)
    assert LexicalIndex(tmp_path).count() == 0


def test_bodies_and_municipalities_are_those_of_the_documents(lexical: LexicalIndex) -> None:
    assert lexical.bodies() == ("Kommunstyrelsen", "Kultur- och fritidsnämnden")
    assert lexical.municipalities() == ("Ekstad", "Granby kommun")


def test_the_nearest_text_comes_first(vectors: VectorIndex) -> None:
    best = _nearest(vectors, MOTION, 2)
    assert best[0].id == FIRST[2].id
    assert 1 >= best[0].score >= best[1].score


@pytest.mark.parametrize("among", [FIRST[:1], LATER, (*FIRST, *LATER)[1:]])
def test_only_what_is_allowed_comes(vectors: VectorIndex, among: Sequence[Chunk]) -> None:
    allowed = {chunk.id for chunk in among}
    best = _nearest(vectors, MOTION, 4, allowed)
    assert {ranked.id for ranked in best} == allowed
    everything = _nearest(vectors, MOTION, 5)
    scores = {ranked.id: ranked.score for ranked in everything}
    assert [scores[ranked.id] for ranked in best] == pytest.approx(
        [ranked.score for ranked in best], abs=1e-5
    )


def test_exact_scores_keep_up_with_changes(vectors: VectorIndex) -> None:
    ids = [chunk.id for chunk in FIRST]
    assert _nearest(vectors, MOTION, 1, ids[2:])[0].id == ids[2]
    vectors.remove(ids)
    assert _nearest(vectors, MOTION, 1, ids) == ()
    vectors.add(FIRST)
    assert [ranked.id for ranked in _nearest(vectors, MOTION, 1, ids[:2])] == [ids[0]]
    assert _nearest(vectors, MOTION, 1, ids[2:])[0].score == pytest.approx(
        _nearest(vectors, MOTION, 1)[0].score
    )


def test_no_chunk_is_allowed(vectors: VectorIndex) -> None:
    assert _nearest(vectors, "badhus", 3, []) == ()


def test_equal_texts_are_embedded_once(tmp_path: Path, hash_embedder: Embedder) -> None:
    embedder = Counting(hash_embedder)
    index = VectorIndex(tmp_path, embedder)
    index.add((*FIRST, *LATER))
    index.add([replace(chunk, id=f"{number:016x}") for number, chunk in enumerate(FIRST)])
    assert len(embedder.asked) == len(set(embedder.asked)) == 3
    assert index.count() == len(FIRST) * 2 + len(LATER)
    index.close()


def test_another_embedder_is_refused_until_the_index_is_made_anew(
    tmp_path: Path, hash_embedder: Embedder
) -> None:
    index = VectorIndex(tmp_path, hash_embedder)
    index.add(FIRST)
    index.close()
    other = Counting(hash_embedder)
    with pytest.raises(StaleIndex, match=r"hash/1/test .*counting/1 .*paragraf reindex"):
        VectorIndex(tmp_path, other)
    fresh = VectorIndex(tmp_path, other, fresh=True)
    assert fresh.count() == 0
    fresh.add(FIRST)
    fresh.close()
    again = VectorIndex(tmp_path, other)
    assert again.ids() == {chunk.id for chunk in FIRST}
    again.close()


def test_a_server_that_does_not_answer_is_named(hash_embedder: Embedder) -> None:
    with pytest.raises(CannotStart, match=r"http://127\.0\.0\.1:9"):
        VectorIndex("http://127.0.0.1:9", hash_embedder)


@pytest.fixture
def chroma_url(tmp_path: Path) -> Iterator[str]:
    """The address of a Chroma server of this test's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("chroma")),
        "run",
        "--path",
        str(tmp_path),
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        yield f"http://127.0.0.1:{port}"
        server.kill()
    gc.collect()


# Chroma's client leaves its sockets to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*<socket.socket:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
def test_a_chroma_server_holds_the_index_as_a_folder_does(chroma_url: str, hash_embedder: Embedder) -> None:
    index = patiently(lambda: VectorIndex(chroma_url, hash_embedder))
    index.add(FIRST)
    index.remove([FIRST[0].id])
    index.close()
    again = VectorIndex(chroma_url, hash_embedder)
    assert again.ids() == {chunk.id for chunk in FIRST[1:]}
    assert _nearest(again, MOTION, 1)[0].id == FIRST[2].id
    assert _nearest(again, MOTION, 1, [FIRST[2].id])[0].id == FIRST[2].id
    again.close()
    with pytest.raises(StaleIndex):
        VectorIndex(chroma_url, Counting(hash_embedder))
    fresh = VectorIndex(chroma_url, Counting(hash_embedder), fresh=True)
    assert fresh.count() == 0
    fresh.close()


def patiently(opened: Callable[[], VectorIndex], seconds: float = 30) -> VectorIndex:
    """What ``opened`` gives once its server is up."""
    until = time.monotonic() + seconds
    while True:
        try:
            return opened()
        except CannotStart:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)
