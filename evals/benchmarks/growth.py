"""How the time of an ingest grows with the number of documents: seconds, chunks and the exponent.

``python -m evals.benchmarks.growth``. Made-up protocols, and vectors in the time of a hash: embedding is
linear by itself, and would hide what is not. The exponent is the slope of the logarithms by least squares.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.collection import open_collection
from corpus.embedding import Embedder, open_embedder
from corpus.folder import DataFolder
from corpus.settings import read_settings
from evals.benchmarks.synthetic import StandIn, write_protocols
from ingest.pipeline import Options, ingest

SIZES = (10, 30, 100, 300, 1_000)


@dataclass(frozen=True, slots=True)
class Grown:
    """The seconds that an ingest of ``documents`` took, and the chunks that it gave."""

    documents: int
    chunks: int
    seconds: float


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """How cost grows with size: 1 where twice as much costs twice as much."""
    slope, _ = np.polyfit(np.log(sizes), np.log(costs), 1)
    return float(slope)


def measured(documents: int, embedder: Embedder) -> Grown:
    """An ingest of ``documents`` protocols into a new folder."""
    with tempfile.TemporaryDirectory() as place:
        files, folder = Path(place, "files"), DataFolder(Path(place, "data"))
        write_protocols(files, documents)
        with folder.owned("benchmark"), open_collection(folder, embedder) as collection:
            began = time.perf_counter()
            ingest(
                [files], folder.path, collection.archive, collection.agree, Options(processes=os.cpu_count())
            )
            return Grown(documents, collection.indexes.lexical.count(), time.perf_counter() - began)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each size, and the exponents."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    settings = read_settings()
    embedder = StandIn(open_embedder(settings.model, settings.engine))
    grown = []
    for size in SIZES:
        grown.append(measured(size, embedder))
        sys.stdout.write(f"{size:6} documents {grown[-1].chunks:7} chunks {grown[-1].seconds:8.2f} s\n")
    sizes, seconds = [one.documents for one in grown], [one.seconds for one in grown]
    late = exponent(sizes[2:], seconds[2:])
    sys.stdout.write(f"exponent {exponent(sizes, seconds):.2f}, from {sizes[2]} documents {late:.2f}\n")


if __name__ == "__main__":
    main()
