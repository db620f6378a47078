"""Paragraf against its peers on the same questions and files, in one run and one table.

``pip install -e ".[peers]"``, then ``python -m evals.benchmarks.versus --questions SET… --files PATH…``. Each
system runs in a process of its own, so that its memory is its own. A hit is right when it stands in the file
of the gold and shares most of its runs of twelve letters with the evidence there (or the evidence with it),
whatever the chunking and the words' division; where a question tells no evidence, it is the gold's section as
Paragraf reads it.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy as np

from corpus.archive import Archive
from corpus.embedding import open_embedder
from corpus.settings import read_settings
from corpus.swedish import letters
from evals.benchmarks.peers import SYSTEMS
from evals.benchmarks.plain import PlainChunk, files_below
from evals.judge import same_file, same_place
from evals.questions import EvalQuestion, GoldPlace, load_questions
from evals.significance import bootstrap

DEPTH, CUTOFF = 10, 5
_RUN = 12
_MOST = 0.6

Runs: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question, and what shows its answer: file names with the runs of letters of what stands there."""

    id: str
    type: str
    text: str
    evidence: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A system's run: the rank of the first right hit by question (0 = none), and what it cost.

    Seconds of the ingest, milliseconds of a query (median, 95th percentile), megabytes of memory and disk.
    """

    ranks: Mapping[str, int]
    ingest: float
    p50: float
    p95: float
    memory: float
    disk: float


def wanted(questions: Iterable[EvalQuestion], archive: Archive) -> tuple[Wanted, ...]:
    """What each answerable question asks to be found; follow-ups, which need their history, are left out."""
    return tuple(
        Wanted(q.id, q.type, q.question.text, tuple(chain(*(_evidence(p, archive) for p in q.gold.places))))
        for q in questions
        if q.gold and not q.question.history
    )


def _evidence(place: GoldPlace, archive: Archive) -> Iterator[tuple[str, Runs]]:
    name = Path(place.document).name
    if place.evidence:
        yield name, runs(place.evidence)
        return
    for entry in archive.entries():
        if same_file(entry.source.file, name):
            for parsed in archive.read(entry.source.id).documents:
                for section in parsed.sections:
                    if parsed.document.date == place.date and same_place(parsed.document, section, place):
                        yield name, runs(section.text)


def runs(text: str) -> Runs:
    """Every run of twelve letters or digits, or the whole of a shorter text."""
    found = letters(text)
    return frozenset(found[at : at + _RUN] for at in range(max(1, len(found) - _RUN + 1)))


def rank(hits: Sequence[PlainChunk], question: Wanted) -> int:
    """The rank of the first hit that shows the answer, 0 where none does."""
    for number, hit in enumerate(hits, 1):
        told = runs(hit.text)
        if any(hit.file == file and _alike(told, evidence) for file, evidence in question.evidence):
            return number
    return 0


def _alike(told: Runs, evidence: Runs) -> bool:
    return len(told & evidence) >= _MOST * min(len(told), len(evidence))


def measured(name: str, files: Sequence[Path], asked: Sequence[Wanted]) -> Outcome:
    """Read ``files`` in with the system called ``name``, and ask it everything."""
    settings = read_settings()
    embedder = open_embedder(settings.model, settings.engine)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, SYSTEMS[name](files, Path(folder), embedder) as search:
        ingest = time.perf_counter() - began
        search(asked[0].text, DEPTH)
        ranks, seconds = {}, []
        for question in asked:
            began = time.perf_counter()
            hits = search(question.text, DEPTH)
            seconds.append(time.perf_counter() - began)
            ranks[question.id] = rank(hits, question)
        disk = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    p50, p95 = (1000 * float(share) for share in np.percentile(seconds, (50, 95)))
    return Outcome(ranks, ingest, p50, p95, _memory(), disk / 2**20)


def _memory() -> float:
    """The most that this process has held, and its largest child, in megabytes."""
    users = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(user).ru_maxrss for user in users) / 1024


def quality_lines(outcomes: Mapping[str, Outcome], asked: Sequence[Wanted]) -> Iterator[str]:
    """Success@5 and RR@10 by type and system, and the first system's lead over the best other, with its
    95 % bootstrap interval."""
    first, *others = outcomes
    for kind in (*sorted({question.type for question in asked}), ""):
        ids = [question.id for question in asked if not kind or question.type == kind]
        yield f"{kind or 'all'} ({len(ids)})"
        for name, outcome in outcomes.items():
            scores = [(_success(outcome.ranks[it]), reciprocal(outcome.ranks[it])) for it in ids]
            found, early = np.mean(scores, axis=0)
            yield f"  {name:24} Success@{CUTOFF} {found:.3f}  RR@{DEPTH} {early:.3f}"
        best = max(others, key=lambda name: sum(reciprocal(outcomes[name].ranks[it]) for it in ids))
        lead = [reciprocal(outcomes[first].ranks[it]) - reciprocal(outcomes[best].ranks[it]) for it in ids]
        low, high = bootstrap(lead)
        yield f"  {first} − {best}: RR@{DEPTH} {np.mean(lead):+.3f} [{low:+.3f}, {high:+.3f}]"


def cost_lines(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """What each system took."""
    for name, cost in outcomes.items():
        yield (
            f"{name:24} ingest {cost.ingest:7.1f} s  query p50 {cost.p50:6.1f} ms  p95 {cost.p95:6.1f} ms  "
            f"memory {cost.memory:6.0f} MB  disk {cost.disk:6.1f} MB"
        )


def _success(place: int) -> float:
    return float(0 < place <= CUTOFF)


def reciprocal(place: int) -> float:
    """The reciprocal of a rank, 0 where nothing was found."""
    return 1 / place if place else 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", nargs="+", type=Path, required=True)
    parser.add_argument("--files", nargs="+", type=Path, required=True)
    parser.add_argument("--archive", type=Path, required=True, help="a data folder that holds the files")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    options = parser.parse_args(arguments)
    questions = chain(*map(load_questions, options.questions))
    asked = wanted(questions, Archive(options.archive / "archive"))
    files = list(files_below(options.files))
    outcomes = {}
    for name in options.systems:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            outcomes[name] = process.submit(measured, name, files, asked).result()
        sys.stdout.write("\n".join(cost_lines({name: outcomes[name]})) + "\n")
        sys.stdout.flush()
    sys.stdout.write("\n".join(quality_lines(outcomes, asked)) + "\n")


if __name__ == "__main__":
    main()
