"""/matters and /precedents, and their files to take away, over the sample protocols."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from app.composition import assistant_over
from app.server import create_app
from corpus.collection import open_collection
from corpus.embedding import Embedder
from corpus.folder import DataFolder
from ingest.pipeline import Options, ingest

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples" / "files"
FILES = (
    "protokoll-kfn-2023-03-16.pdf",
    "protokoll-ks-2023-05-10.pdf",
    "protokoll-kf-2023-06-14.pdf",
    "tjansteskrivelse-kfn-2023-02-20.pdf",
    "handlingar-kfn-2024-10-17.pdf",
    "protokoll-kfn-2024-10-17.pdf",
    "protokoll-ks-2024-11-06.pdf",
    "protokoll-kf-2024-11-27.pdf",
    "protokoll-sbn-2024-05-23.pdf",
)
DRAFT = SAMPLES / "tjansteskrivelse-kfn-2023-02-20.pdf"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, hash_embedder: Embedder) -> Iterator[TestClient]:
    folder = DataFolder(tmp_path_factory.mktemp("data"))
    with folder.owned("test"), open_collection(folder, hash_embedder) as opened:
        files = [SAMPLES / name for name in FILES]
        ingest(files, folder.path, opened.archive, opened.agree, Options(processes=1))
        yield TestClient(create_app(opened, assistant_over(opened, None), Options(processes=1)))


def _json(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        (
            "ks 2023/214",
            [
                ("tjänsteskrivelse", None),
                ("nämnd", "§ 27"),
                ("kommunstyrelse", "§ 84"),
                ("kommunfullmäktige", "§ 52"),
                ("tjänsteskrivelse", None),
                ("återrapportering", "§ 79"),
                ("återrapportering", "§ 174"),
            ],
        ),
        (
            "KFN 2024/82",
            [
                ("handling", None),
                ("nämnd", "§ 83"),
                ("kommunstyrelse", "§ 175"),
                ("kommunfullmäktige", "§ 97"),
            ],
        ),
        (
            "KS-2024-00093",
            [
                ("kommunstyrelse", "§ 139"),
                ("nämnd", "§ 82"),
                ("kommunstyrelse", "§ 176"),
                ("kommunfullmäktige", "§ 98"),
            ],
        ),
        ("KFN 2023/31", [("nämnd", "§ 26")]),
        ("KFN 2024/57", [("tjänsteskrivelse", None), ("nämnd", "§ 80")]),
        ("Upprustning av Tullhuskajen", [("nämnd", "§ 43")]),
    ],
)
def test_the_samples_matters_are_followed_and_kept_apart(
    service: TestClient, asked: str, way: list[tuple[str, str | None]]
) -> None:
    matter = _json(service.get("/matters", params={"dnr": asked}))
    assert [(step["stage"], step["section"]) for step in matter["steps"]] == way


def test_each_step_opens_its_page_and_what_is_missing_is_told(service: TestClient) -> None:
    matter = _json(service.get("/matters", params={"dnr": "ks 2023/214"}))
    assert (matter["diarienummer"], matter["also"]) == ("KS-2023-00214", ["KFN 2022/118"])
    for step in matter["steps"]:
        picture = service.get(step["url"])
        assert picture.headers["content-type"] == "image/png"
        assert picture.content != service.get(step["url"].partition("?")[0]).content
    assert any("§ 88 den 20 oktober 2022" in sentence for sentence in matter["missing"])


def test_precedents_of_a_text_and_of_a_file(service: TestClient) -> None:
    asked = {"text": "Ansökan om verksamhetsbidrag", "limit": 3}
    groups = _json(service.post("/precedents", json=asked))["groups"]
    best = groups[0]["rows"][0]
    assert (groups[0]["outcome"], best["section"]) == ("avslag", "§ 26")
    sent = {"file": (DRAFT.name, DRAFT.read_bytes())}
    groups = _json(service.post("/precedents", files=sent, data={"limit": "20"}))["groups"]
    headings = {row["heading"] for group in groups for row in group["rows"]}
    assert headings
    assert "Ombyggnad av Tullhuset till kulturhus" not in headings


@pytest.mark.parametrize(
    ("request_of", "told"),
    [
        ({"json": {"text": ""}}, "Fältet text är tomt."),
        ({"json": {}}, "Fältet text saknas."),
        ({"json": {"text": "x", "colour": "red"}}, "Fältet colour finns inte."),
        ({"json": {"text": "x", "file": "x"}}, "multipart/form-data"),
        ({"json": ["x"]}, "JSON-objekt"),
        ({"content": b"{"}, "giltig JSON"),
        ({"files": {"file": ("trasig.pdf", b"%PDF-1.7 trasig")}}, "skadad"),
        ({"files": {"file": ("tom.txt", b"")}}, "tom"),
    ],
)
def test_a_bad_draft_is_refused_with_a_sentence(
    service: TestClient, request_of: dict[str, Any], told: str
) -> None:
    response = service.post("/precedents", **request_of)
    assert response.status_code == 422
    assert told in response.json()["detail"]


def test_a_matter_that_is_not_there_is_told(service: TestClient) -> None:
    response = service.get("/matters", params={"dnr": "KS 1999/1"})
    assert (response.status_code, "KS 1999/1" in response.json()["detail"]) == (404, True)
    assert service.get("/matters").status_code == 422


def test_the_files_hold_every_source_with_its_link(service: TestClient) -> None:
    asked = {"dnr": "KS-2023-00214"}
    steps = _json(service.get("/matters", params=asked))["steps"]
    table = _rows(service.get("/matters", params=asked | {"format": "csv"}).content)
    assert [row["Länk"] for row in table] == [f"http://testserver{step['url']}" for step in steps]
    assert [row["Paragraf"] for row in table][:4] == ["", "§ 27", "§ 84", "§ 52"]
    word = service.get("/matters", params=asked | {"format": "docx"})
    assert "attachment" in word.headers["content-disposition"]
    made = docx.Document(io.BytesIO(word.content))
    assert len(made.tables[0].rows) == len(steps) + 1
    text = service.get("/matters", params=asked | {"format": "md"}).text
    assert all(step["url"].partition("?")[0].rpartition("/")[2] in text.replace("\\", "") for step in steps)


def test_precedents_are_taken_away_too(service: TestClient) -> None:
    asked = {"text": "=Ansökan om verksamhetsbidrag", "limit": 2, "format": "csv"}
    rows = _rows(service.post("/precedents", json=asked).content)
    assert rows[0]["Utfall"] == "avslag"
    assert rows[0]["Länk"].startswith("http://testserver/documents/")
    made = docx.Document(io.BytesIO(service.post("/precedents", json=asked | {"format": "docx"}).content))
    assert made.tables[0].rows[1].cells[0].text == "avslag"


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
