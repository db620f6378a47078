"""Which files are meant, and what a manifest says of them."""

import os
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.model import Kind
from ingest.discover import discover
from ingest.manifest import Row, read_manifest
from ingest.values import Hints
from tests.made_files import pdf


def written(folder: Path, *names: str) -> Path:
    """The folder with a text under each name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text i {name}", encoding="utf-8")
    return folder


def test_folders_are_walked_and_foreign_files_counted(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", "a/c.md", "a/utan-ändelse", "a/kod.py", "~$brev.docx", ".git/d.txt", ".e.txt")
    (tmp_path / "a" / "okänd.bin").write_bytes(pdf())
    found = discover([tmp_path])
    assert [file.id for file in found.files] == ["b.txt", "a/c.md", "a/okänd.bin", "a/utan-ändelse"]
    assert found.ignored == 3


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    written(tmp_path, "kod.py", ".dold")
    found = discover([tmp_path / "kod.py", tmp_path / ".dold", tmp_path / "saknas"])
    assert [file.id for file in found.files] == ["kod.py", ".dold"]
    assert found.missing == (tmp_path / "saknas",)


def test_a_file_is_found_once(tmp_path: Path) -> None:
    written(tmp_path, "a/b.txt")
    assert len(discover([tmp_path, tmp_path / "a", tmp_path / "a" / "b.txt"]).files) == 1


def test_equal_relative_paths_get_as_much_of_the_root_as_they_need(tmp_path: Path) -> None:
    written(tmp_path, "x/ks/p.txt", "y/ks/p.txt", "y/ks/q.txt")
    found = discover([tmp_path / "x" / "ks", tmp_path / "y" / "ks"])
    assert [file.id for file in found.files] == ["x/ks/p.txt", "y/ks/p.txt", "q.txt"]


def test_a_link_that_leads_nowhere_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "saknas.txt")
    assert discover([tmp_path]).ignored == 1


CSV = """file,key,municipality,body,date,kind,title,url
a.txt,k1,Granby kommun,,2024-04-25,Protokoll,,
"""
SWEDISH_CSV = """\ufeffFil;Nyckel;Kommun;Datum;Typ;Anmärkning
a.txt;k1;Granby kommun;2024-04-25;protokoll;läst
"""
YAML = """
- file: a.txt
  key: k1
  kommun: Granby kommun
  datum: 2024-04-25
  kind: protokoll
  titel: null
"""


@pytest.mark.parametrize(("name", "text"), [("m.csv", CSV), ("m.csv", SWEDISH_CSV), ("m.yaml", YAML)])
def test_manifest_in_each_form(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    manifest = read_manifest(tmp_path / name)
    row = manifest.row(tmp_path / "a.txt")
    assert row.key == "k1"
    assert row.hints.municipality == "Granby kommun"
    assert str(row.hints.date) == "2024-04-25"
    assert row.hints.kind is Kind.PROTOKOLL
    assert (row.hints.body, row.hints.title) == (None, None)
    assert manifest.row(tmp_path / "b.txt") == Row(None, Hints())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.csv", "file,date\na.txt,25 april\n", r"m.csv, rad 2: datumet .25 april. ska skrivas"),
        ("m.csv", "file,kind\na.txt,lapp\n", "dokumenttypen .lapp. finns inte; välj bland protokoll"),
        ("m.csv", "titel\nx\n", "kolumnen file saknas"),
        ("m.yaml", "a: [", "inte giltig YAML"),
        ("m.yaml", "a: b", "ska vara en lista"),
    ],
)
def test_manifest_that_cannot_be_understood(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=message):
        read_manifest(tmp_path / name)


def test_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="kan inte läsas"):
        read_manifest(tmp_path / "m.csv")


def test_a_name_in_an_old_encoding_is_told_in_letters(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/m\xf6te.txt"))
    try:
        path.write_text("text", encoding="utf-8")
    except OSError:
        pytest.skip("this file system holds UTF-8 names alone")
    assert [found.id for found in discover([tmp_path, path]).files] == ["möte.txt"]
