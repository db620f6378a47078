"""How long the whole of ingest takes, against the plain recipe on the same files in one run."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.collection import open_collection
from corpus.embedding import Embedder, open_embedder
from corpus.folder import DataFolder
from corpus.settings import read_settings
from evals.benchmarks.plain import PlainRecipe, files_below
from ingest.pipeline import ingest


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the seconds of the plain recipe, of ingest, and of a second ingest that finds nothing new."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    paths = parser.parse_args(arguments).paths
    settings = read_settings()
    embedder = open_embedder(settings.model, settings.engine)
    with tempfile.TemporaryDirectory() as folder:
        plain = _seconds(lambda: PlainRecipe(Path(folder, "plain"), embedder).ingest(files_below(paths)))
        ours = _seconds(lambda: _ingest(Path(folder, "data"), paths, embedder))
        again = _seconds(lambda: _ingest(Path(folder, "data"), paths, embedder))
    sys.stdout.write(
        f"plain recipe {plain:.1f} s, ingest {ours:.1f} s ({ours / plain:.2f} ×), again {again:.1f} s\n"
    )


def _ingest(data: Path, paths: Sequence[Path], embedder: Embedder) -> None:
    folder = DataFolder(data)
    with folder.owned("benchmark"), open_collection(folder, embedder) as collection:
        ingest(paths, folder.path, collection.archive, collection.agree)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
