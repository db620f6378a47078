"""``kill -9`` in the middle of an ingest, then ingest again: as if nothing had happened."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.collection import open_collection
from corpus.folder import DataFolder
from tests.conftest import REPOSITORY, HashEmbedder
from tests.interrupted import run

FILES = 12


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of invented protocols."""
    folder = tmp_path_factory.mktemp("protokoll")
    for number in range(1, FILES + 1):
        sections = "\n\n".join(
            f"§ {at} Dnr KS 2024/{100 * number + at}\nÄrende {at} om väg {number}\n"
            f"Kommunstyrelsens beslut\nKommunstyrelsen beslutar att anslå {at}{number} 000 kronor."
            for at in range(1, 15)
        )
        head = f"Granby kommun\nKommunstyrelsen\nSammanträdesprotokoll 2024-{number:02}-12\n\n"
        (folder / f"{number}.txt").write_text(head + sections, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def uninterrupted(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an ingest that was let be."""
    data = tmp_path_factory.mktemp("ostört")
    run(data, files)
    return data


def held(data: Path) -> Mapping[str, object]:
    """All that archive and indexes hold."""
    archive = {
        path.name: path.read_bytes() for path in sorted((data / "archive").rglob("*")) if path.is_file()
    }
    with open_collection(DataFolder(data), HashEmbedder()) as collection:
        ids = collection.indexes.lexical.ids(), collection.indexes.vectors.ids()
    return {"archive": archive, "lexical": ids[0], "vectors": ids[1]}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("line", [1, FILES - 4, FILES + 1], ids=["first file", "most files", "indexing"])
def test_killed_ingest_is_made_good_by_the_next(
    line: int, files: Path, uninterrupted: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tests.interrupted", str(tmp_path), str(files)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY, env=environment) as process:
        assert process.stdout is not None
        for _ in range(line):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    run(tmp_path, files)
    expected, found = held(uninterrupted), held(tmp_path)
    assert found == expected
    assert len(expected["lexical"]) == len(expected["vectors"]) > FILES  # type: ignore[arg-type]
