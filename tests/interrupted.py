"""An ingest that tells how far it has come, for a test that ends it midway: python -m tests.interrupted."""

import sys
from pathlib import Path

from corpus import sync
from corpus.collection import open_collection
from corpus.folder import DataFolder
from ingest.pipeline import Options, ingest
from ingest.report import Report
from tests.conftest import HashEmbedder


def told(done: int, total: int, report: Report) -> None:
    """Tell of a file."""
    sys.stdout.write(f"{report.file}: {report.state} {report.reason}\n")
    sys.stdout.flush()


def indexed(done: int, total: int) -> None:
    """Tell that passages were put in the indexes."""
    sys.stdout.write("indexed\n")
    sys.stdout.flush()


def run(data: Path, files: Path) -> None:
    """Ingest ``files`` into the data folder ``data`` with an embedder that needs no model."""
    with open_collection(DataFolder(data), HashEmbedder()) as collection:
        options = Options(processes=1, progress=told)
        ingest([files], data, collection.archive, lambda: collection.agree(indexed), options)


if __name__ == "__main__":
    sync.BATCH = 50  # so that there is a middle to be ended in
    run(Path(sys.argv[1]), Path(sys.argv[2]))
