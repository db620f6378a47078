"""One process owns a data folder, and the others learn which."""

import os
from pathlib import Path

import pytest

from corpus.errors import DataFolderBusy
from corpus.folder import DataFolder, Owner, running_address

ADDRESS = "http://127.0.0.1:8000"


def test_the_owner_tells_where_it_answers_until_it_ends(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    assert running_address(folder.path) is None
    with folder.owned("paragraf serve"):
        assert folder.owner() == Owner("paragraf serve", os.getpid())
        assert running_address(folder.path) is None
        folder.announce("paragraf serve", ADDRESS)
        assert running_address(folder.path) == ADDRESS
    assert running_address(folder.path) is None


def test_a_second_owner_is_told_by_whom_the_folder_is_taken(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    said = rf"används redan av paragraf serve \(process {os.getpid()}, {ADDRESS}\).*--data"
    with folder.owned("paragraf serve", ADDRESS), pytest.raises(DataFolderBusy, match=said):
        folder.owned("paragraf ingest").__enter__()
    with folder.owned("paragraf ingest"):
        pass


def test_an_error_lets_go_of_the_folder(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with pytest.raises(KeyError), folder.owned("paragraf ingest"):
        raise KeyError
    with folder.owned("paragraf serve"):
        pass


def test_an_address_that_a_dead_process_left_is_not_believed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.owned("paragraf serve", ADDRESS):
        left = (tmp_path / "owner.json").read_bytes()
    (tmp_path / "owner.json").write_bytes(left)
    assert running_address(tmp_path) is None


def test_a_damaged_announcement_is_not_believed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.owned("paragraf serve", ADDRESS):
        (tmp_path / "owner.json").write_bytes(b"{")
        assert running_address(tmp_path) is None
        with pytest.raises(DataFolderBusy, match="en annan process"):
            folder.owned("paragraf ingest").__enter__()
