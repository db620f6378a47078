"""The service over the sample documents: every route, and every refusal with a sentence that helps."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.composition import assistant_over
from app.server import create_app
from corpus.collection import Collection, open_collection
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from ingest.pipeline import Options, ingest

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples" / "files"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, hash_embedder: Embedder) -> Iterator[Collection]:
    folder = DataFolder(tmp_path_factory.mktemp("data"))
    protocols = sorted(SAMPLES.glob("protokoll-*.pdf"))[:3]
    with folder.owned("test"), open_collection(folder, hash_embedder) as opened:
        ingest(protocols, folder.path, opened.archive, opened.agree, Options(processes=1))
        yield opened


@pytest.fixture(scope="module")
def service(collection: Collection) -> TestClient:
    return TestClient(create_app(collection, assistant_over(collection, None), Options(processes=1)))


@pytest.fixture(scope="module")
def answered(service: TestClient) -> dict[str, Any]:
    question = service.get("/examples").json()["questions"][0]
    return _json(service.post("/ask", json={"text": question}))


def _json(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_an_example_question_is_answered_with_its_proof(answered: dict[str, Any]) -> None:
    assert answered["refusal"] is None
    first = answered["citations"][0]
    assert first["document"]["body"]
    assert first["section"].startswith("§ ")
    assert first["page"] >= 1
    assert first["quote"]
    assert len(answered["hits"]) == 10


def test_a_citation_opens_its_page_with_the_quote_marked(
    service: TestClient, answered: dict[str, Any]
) -> None:
    url = answered["citations"][0]["url"]
    marked, plain = service.get(url), service.get(url.partition("?")[0])
    assert marked.headers["content-type"] == "image/png"
    assert marked.content != plain.content


def test_a_page_of_text_and_the_file_itself_are_served(service: TestClient, answered: dict[str, Any]) -> None:
    first = answered["citations"][0]
    document = f"/documents/{first['document']['id']}"
    page = _json(service.get(f"{document}/pages/{first['page']}"))
    letters = "".join(filter(str.isalnum, page["text"]))
    assert "".join(filter(str.isalnum, first["quote"].split()[0])) in letters
    file = service.get(f"{document}/file")
    assert file.content.startswith(b"%PDF")
    assert file.headers["content-disposition"].startswith("inline")


def test_what_an_answer_leads_to_is_answered_too(service: TestClient) -> None:
    examples = service.get("/examples").json()["questions"]
    answers = [_json(service.post("/ask", json={"text": text})) for text in (*examples, "Vem är kung?")]
    suggested = [text for answer in answers for text in answer["suggestions"]]
    assert suggested
    for text in suggested:
        assert _json(service.post("/ask", json={"text": text}))["refusal"] is None


def test_an_answer_is_taken_away_as_a_file(service: TestClient, answered: dict[str, Any]) -> None:
    body = {"text": answered["question"], "format": "md"}
    file = service.post("/ask/export", json=body)
    assert file.headers["content-type"].startswith("text/markdown")
    assert file.headers["content-disposition"] == 'attachment; filename="svar.md"'
    assert "## Källor" in file.text
    assert service.post("/ask/export", json={**body, "format": "pdf"}).status_code == 422


def test_an_answer_is_streamed_in_pieces_and_whole(service: TestClient, answered: dict[str, Any]) -> None:
    with service.stream("POST", "/ask/stream", json={"text": answered["question"]}) as response:
        events = [line.partition(": ")[2] for line in response.iter_lines() if line.startswith("data")]
    *pieces, whole = map(json.loads, events)
    assert "".join(piece["text"] for piece in pieces) == whole["answer"] == answered["answer"]


def test_search_keeps_to_its_filters(service: TestClient) -> None:
    every = _json(service.get("/documents"))["documents"]
    body = every[0]["body"]
    hits = _json(service.get("/search", params={"q": "beslut", "body": body, "limit": 5}))["hits"]
    assert 0 < len(hits) <= 5
    assert {hit["document"]["body"] for hit in hits} == {body}


def test_an_upload_tells_how_far_it_has_come(service: TestClient) -> None:
    text = (
        "Kommunstyrelsen\nProtokoll\nSammanträdesdatum 2031-03-03\n\n"
        "§ 1 Dnr KS 2031/2\nSolhamnen\nBeslut\nSolhamnen byggs.\n"
    )
    response = service.post("/documents/stream", files=[("files", ("sol.txt", text.encode()))])
    lines = response.text.split("\n")
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    told = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert names[0] == "progress"
    assert told[0] == {"step": "read", "done": 1, "total": 1, "file": "sol.txt"}
    assert ("progress", "index") in {(name, data.get("step")) for name, data in zip(names, told, strict=True)}
    assert names[-1] == "result"
    assert [(r["file"], r["state"]) for r in told[-1]["files"]] == [("sol.txt", "ingested")]
    (kept,) = [d for d in _json(service.get("/documents"))["documents"] if d["file"] == "sol.txt"]
    _json(service.delete(f"/documents/{kept['id']}"))


def test_a_streamed_upload_is_refused_before_it_begins(service: TestClient) -> None:
    response = service.post("/documents/stream", files=[("files", ("../x.txt", b"text"))])
    assert response.status_code == 422
    assert "x.txt" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"text": "Vad?", "frobnicate": 1}, "Fältet frobnicate finns inte."),
        ({"text": "Vad?", "since": "igår"}, "ÅÅÅÅ-MM-DD"),
        ({"text": "Vad?", "kind": "roman"}, "protokoll"),
        ({"text": ""}, "Fältet text är tomt."),
        ({}, "Fältet text saknas."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_that_helps(
    service: TestClient, body: dict[str, Any], told: str
) -> None:
    response = service.post("/ask", json=body)
    assert response.status_code == 422
    assert told in response.json()["detail"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/documents/nothing", "nothing"),
        ("/documents/nothing/pages/1.png", "nothing"),
        ("/search?q=x&colour=red", "Fältet colour finns inte."),
        ("/search?q=x&until=2024-13-01", "ÅÅÅÅ-MM-DD"),
    ],
)
def test_what_is_not_there_is_told(service: TestClient, address: str, told: str) -> None:
    response = service.get(address)
    assert response.status_code in (404, 422)
    assert told in response.json()["detail"]


def test_a_page_beyond_the_last_is_told(service: TestClient, answered: dict[str, Any]) -> None:
    response = service.get(f"/documents/{answered['citations'][0]['document']['id']}/pages/999")
    assert response.status_code == 404
    assert "999" in response.json()["detail"]


def test_an_uploaded_file_is_found_and_forgotten(service: TestClient) -> None:
    text = (
        "Kommunstyrelsen\nProtokoll\nSammanträdesdatum 2031-02-03\n\n"
        "§ 1 Dnr KS 2031/1\nMånhamnen\nBeslut\nMånhamnen byggs ut.\n"
    )
    report = _json(service.post("/documents", files=[("files", ("nya/man.txt", text.encode()))]))
    assert [(r["file"], r["state"]) for r in report["files"]] == [("man.txt", "ingested")]
    found = [d for d in _json(service.get("/documents"))["documents"] if d["file"] == "man.txt"]
    hits = _json(service.get("/search", params={"q": "Månhamnen"}))["hits"]
    assert hits[0]["document"]["file"] == "man.txt"
    _json(service.delete(f"/documents/{found[0]['id']}"))
    assert service.get(f"/documents/{found[0]['id']}").status_code == 404
    hits = _json(service.get("/search", params={"q": "Månhamnen"}))["hits"]
    assert "man.txt" not in {hit["document"]["file"] for hit in hits}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tom.txt", b"", "tom"),
        ("sida.pdf", b"<!doctype html><html><title>404</title><body>Hej</body></html>", "felsida"),
        ("trasig.pdf", b"%PDF-1.7 trasig", "skadad"),
        ("program.exe", b"MZ\x90\x00", "läses"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(
    service: TestClient, name: str, content: bytes, told: str
) -> None:
    report = _json(service.post("/documents", files=[("files", (name, content))]))
    assert [file["state"] for file in report["files"]] == ["failed"]
    assert told in report["files"][0]["reason"]


def test_an_upload_cannot_leave_its_folder(service: TestClient) -> None:
    response = service.post("/documents", files=[("files", ("../../etc/x.txt", b"text"))])
    assert response.status_code == 422


def test_status_counts_what_is_there_and_names_what_failed(service: TestClient) -> None:
    service.post("/documents", files=[("files", ("trasig.pdf", b"%PDF-1.7 trasig"))])
    status = _json(service.get("/status"))
    assert status["kinds"]["protokoll"] >= 3
    assert "trasig.pdf" in {failure["file"] for failure in status["failed"]}


def test_health_is_good_only_when_questions_can_be_answered(
    service: TestClient, tmp_path: Path, hash_embedder: Embedder
) -> None:
    assert _json(service.get("/health"))["status"] == "ok"
    folder = DataFolder(tmp_path)
    with folder.owned("test"), open_collection(folder, hash_embedder) as empty:
        bare = TestClient(create_app(empty, assistant_over(empty, None), Options(processes=1)))
        response = bare.get("/health")
        assert response.status_code == 503
        assert "paragraf ingest" in response.json()["detail"]
        asked = _json(bare.post("/ask", json={"text": "Vad beslutades om hamnen?"}))
        assert asked["refusal"] == "no_evidence"
