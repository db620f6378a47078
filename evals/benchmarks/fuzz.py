"""Ingest against files that are cut, flipped, spliced, misnamed or built to harm.

``python -m evals.benchmarks.fuzz FOLDER`` takes the files of FOLDER as originals, makes mutations of them by
a seed, adds files built to harm, and ingests all: the run may not end, no file may hang, each has a reason.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from corpus.archive import Archive
from evals.benchmarks.hostile import hostile
from ingest.limits import Limits
from ingest.pipeline import Options, ingest
from ingest.report import Report, State

LIMITS = Limits(size=60_000_000)
_UNFORESEEN = ("Oväntat fel", "längre tid")
_CRASHED = "krascha"

Mutation: TypeAlias = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files: ``doubts`` are the reports of faults that nobody foresaw.

    ``crashed`` counts the files that took a process with them, as the memory's limit makes a bomb do.
    """

    files: int
    states: Mapping[str, int]
    crashed: int
    seconds: float
    slowest: float
    peak_megabytes: int
    doubts: tuple[Report, ...]


def mutated(originals: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` files, each an original with one to three mutations, under its own or another's suffix."""
    chance = random.Random(seed)
    names = sorted(originals)
    for number in range(count):
        name = chance.choice(names)
        content = originals[name]
        for _ in range(chance.randint(1, 3)):
            content = chance.choice(_MUTATIONS)(chance, content)
        suffix = Path(chance.choice(names) if chance.random() < 0.1 else name).suffix
        yield f"{number:04}{suffix}", content


def _truncated(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _flipped(chance: random.Random, content: bytes) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.randint(1, 64) if content else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _cut_out(chance: random.Random, content: bytes) -> bytes:
    start, end = _stretch(chance, content)
    return content[:start] + content[end:]


def _repeated(chance: random.Random, content: bytes) -> bytes:
    start, end = _stretch(chance, content)
    return content[:end] + content[start:end] * chance.randint(1, 5) + content[end:]


def _zeroed(chance: random.Random, content: bytes) -> bytes:
    start, end = _stretch(chance, content)
    return content[:start] + bytes(end - start) + content[end:]


def _noised(chance: random.Random, content: bytes) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.randbytes(chance.randint(1, 500)) + content[at:]


def _renumbered(chance: random.Random, content: bytes) -> bytes:
    """Other digits: lengths, offsets and object numbers of a PDF then lie."""
    digits = [at for at, byte in enumerate(content[:200_000]) if 48 <= byte < 58]
    changed = bytearray(content)
    for at in chance.sample(digits, min(len(digits), 20)):
        changed[at] = 48 + chance.randrange(10)
    return bytes(changed)


def _stretch(chance: random.Random, content: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.randint(0, 4_000))


_MUTATIONS: tuple[Mutation, ...] = (_truncated, _flipped, _cut_out, _repeated, _zeroed, _noised, _renumbered)


def run(cases: Iterator[tuple[str, bytes]], limits: Limits = LIMITS) -> Outcome:
    """Ingest the files into an archive that is thrown away."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        files, data = Path(name, "files"), Path(name, "data")
        files.mkdir()
        data.mkdir()
        for file, content in cases:
            (files / file).write_bytes(content)
        options = Options(limits=limits)
        result = ingest(sorted(files.iterdir()), data, Archive(data / "archive"), lambda: None, options)
    return Outcome(
        files=len(result.files),
        states=dict(Counter(report.state.value for report in result.files)),
        crashed=sum(_CRASHED in (report.reason or "") for report in result.files),
        seconds=round(time.perf_counter() - start, 1),
        slowest=max(report.seconds for report in result.files),
        peak_megabytes=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1_000,
        doubts=tuple(report for report in result.files if _is_doubtful(report)),
    )


def _is_doubtful(report: Report) -> bool:
    if report.state is not State.FAILED:
        return False
    return not report.reason or any(word in report.reason for word in _UNFORESEEN)


def main() -> int:
    """Run from the command line; 1 where a fault was not foreseen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    originals = {
        path.name: path.read_bytes() for path in sorted(arguments.folder.iterdir()) if path.is_file()
    }
    outcome = run(_both(mutated(originals, arguments.count, arguments.seed), hostile(LIMITS)))
    sys.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False, indent=1) + "\n")
    return 1 if outcome.doubts else 0


def _both(*cases: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for each in cases:
        yield from each


if __name__ == "__main__":
    sys.exit(main())
