"""The archive keeps what it is given, survives interruptions, and names the file that is damaged."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import DamagedArchive, NotFound
from corpus.model import Status
from tests.parsed import ORIGINAL, parsed, section

TAXA = section("§ 2", "Taxa", (Status.BESLUT, "Taxan antas."), dnr=("KS 2024/1",))
VAL = section("§ 3", "Val", (Status.BESLUT, "Valet bordläggs."))


def test_what_is_written_is_read_again_by_a_new_archive(tmp_path: Path) -> None:
    whole = parsed("mapp/protokoll å.pdf", TAXA, VAL)
    Archive(tmp_path).write(whole, ORIGINAL)
    archive = Archive(tmp_path)
    assert archive.read("mapp/protokoll å.pdf") == whole
    assert archive.sources() == (whole.source,)
    assert archive.documents() == (whole.documents[0].document,)
    assert archive.original(whole.source).read_bytes() == ORIGINAL


def test_documents_and_sections_are_found_by_id(tmp_path: Path) -> None:
    archive, whole = Archive(tmp_path), parsed("a", TAXA, VAL)
    archive.write(whole, ORIGINAL)
    document_id = whole.documents[0].document.id
    assert archive.find(document_id) == whole.documents[0]
    assert archive.section(document_id, 1) == VAL
    with pytest.raises(NotFound, match="avsnitt 2"):
        archive.section(document_id, 2)
    with pytest.raises(NotFound, match="inget dokument b"):
        archive.find("b")
    with pytest.raises(NotFound, match="ingen källa b"):
        archive.read("b")


def test_a_new_version_takes_the_place_of_the_old(tmp_path: Path) -> None:
    archive, old = Archive(tmp_path), parsed("a", TAXA)
    new = parsed("a", VAL, original=b"new")
    archive.write(old, ORIGINAL)
    before = archive.entries()[0].digest
    archive.write(new, b"new")
    assert archive.read("a") == new
    assert archive.entries()[0].digest != before
    with pytest.raises(NotFound, match=r"a\.pdf"):
        archive.original(old.source)


def test_equal_files_share_an_original_until_the_last_is_removed(tmp_path: Path) -> None:
    archive, one, other = Archive(tmp_path), parsed("a", TAXA), parsed("b", TAXA)
    archive.write(one, ORIGINAL)
    archive.write(other, ORIGINAL)
    archive.remove("a")
    assert archive.original(other.source).read_bytes() == ORIGINAL
    archive.remove("b")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not archive.sources()
    assert not archive.documents()


@pytest.mark.parametrize("damage", [b"", b'{"format":1', b"\xff\xfe\n{}", b"[]\n[]"])
def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path: Path, damage: bytes) -> None:
    archive = Archive(tmp_path)
    archive.write(parsed("a", TAXA), ORIGINAL)
    (file,) = tmp_path.rglob("*.json")
    archive.write(parsed("b", VAL), ORIGINAL)
    file.write_bytes(damage)
    opened = Archive(tmp_path)
    assert [source.id for source in opened.sources()] == ["b"]
    assert file.name in "".join(opened.damaged())
    with pytest.raises(DamagedArchive, match=f"{file.name} är skadad"):
        opened.read("a")
    opened.write(parsed("a", TAXA), ORIGINAL)
    assert opened.read("a") == parsed("a", TAXA)
    assert opened.damaged() == ()


def test_a_body_cut_short_is_named_when_it_is_read(tmp_path: Path) -> None:
    Archive(tmp_path).write(parsed("a", TAXA), ORIGINAL)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(file.read_bytes()[:-50])
    with pytest.raises(DamagedArchive, match=file.name):
        Archive(tmp_path).read("a")


def test_another_format_asks_for_a_new_ingest(tmp_path: Path) -> None:
    Archive(tmp_path).write(parsed("a", TAXA), ORIGINAL)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(file.read_bytes().replace(b'{"format":1', b'{"format":0', 1))
    assert "format 0" in Archive(tmp_path).damaged()[0]


def test_what_an_interrupted_write_left_is_passed_over_and_swept_away(tmp_path: Path) -> None:
    archive, whole = Archive(tmp_path), parsed("a", TAXA)
    archive.write(whole, ORIGINAL)
    orphan = tmp_path / "originals" / hashlib.sha256(b"orphan").hexdigest()
    leftover = tmp_path / "parsed" / "xyz.unfinished"
    for path in (orphan, leftover):
        path.write_bytes(b"orphan")
    opened = Archive(tmp_path)
    assert opened.sources() == (whole.source,)
    opened.sweep()
    assert not orphan.exists()
    assert not leftover.exists()
    assert opened.original(whole.source).read_bytes() == ORIGINAL


def test_the_digest_tells_a_changed_parsing(tmp_path: Path) -> None:
    archive, whole = Archive(tmp_path), parsed("a", TAXA)
    archive.write(whole, ORIGINAL)
    first = archive.entries()
    archive.write(whole, ORIGINAL)
    assert archive.entries() == first
    archive.write(replace(whole, parser="parser-2"), ORIGINAL)
    assert archive.entries()[0].digest != first[0].digest
