"""Reading and parsing against pypdf's own text extraction, on the same PDFs in one run.

``python -m evals.benchmarks.reading FOLDER``. Ours runs in one process for each processor, as in an ingest,
and pypdf's in one. Scans are left unread by both.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdf

from ingest.limits import Limits
from ingest.values import Hints
from ingest.workers import Job, Understood, Workers


@dataclass(frozen=True, slots=True)
class Speeds:
    """Seconds of the clock for the same pages; ``ratio`` is how many times faster ours is."""

    files: int
    pages: int
    processes: int
    ours: float
    pypdf: float
    ratio: float


def measured(paths: Sequence[Path]) -> Speeds:
    """Read ``paths`` in both ways; the start of our processes counts."""
    processes = os.cpu_count() or 1
    start = time.perf_counter()
    with Workers(processes) as workers:
        done = [result for _, result in workers.results(_job(path) for path in paths)]
    ours = time.perf_counter() - start
    start = time.perf_counter()
    for path in paths:
        for page in pypdf.PdfReader(path).pages:
            page.extract_text()
    theirs = time.perf_counter() - start
    pages = sum(len(result.parsed.pages) for result in done if isinstance(result, Understood))
    return Speeds(len(paths), pages, processes, round(ours, 2), round(theirs, 2), round(theirs / ours, 1))


def _job(path: Path) -> Job:
    return Job(path, path.name, path.name, Hints(), Limits(ocr_seconds=0))


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    paths = [path for path in sorted(parser.parse_args().folder.rglob("*.pdf")) if _is_pdf(path)]
    speeds = measured(paths)
    sys.stdout.write(json.dumps(asdict(speeds)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
