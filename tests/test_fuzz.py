"""A seeded handful of broken and hostile files: every one has a report, and the run goes on."""

from evals.benchmarks.fuzz import mutated, run
from evals.benchmarks.hostile import hostile
from ingest.limits import Limits
from tests.made_files import PROTOCOL, pdf, word

LIMITS = Limits(size=20_000_000, pages=100, seconds=30)
ORIGINALS = {
    "a.pdf": pdf(bookmarks=("§ 27", "§ 28")),
    "b.docx": word(),
    "c.txt": "\n".join(line for page in PROTOCOL for line in page).encode(),
    "d.html": "<!doctype html><html><body><h1>§ 27</h1><table><tr><td>450 000</td></tr></table>".encode(),
    "e.md": "# Protokoll\n\n## § 27 Belysning\n\nNämnden **beslutar** att:\n\n- godkänna\n".encode(),
}


def test_mutations_are_the_same_for_a_seed() -> None:
    assert list(mutated(ORIGINALS, 20, 7)) == list(mutated(ORIGINALS, 20, 7))
    assert list(mutated(ORIGINALS, 20, 7)) != list(mutated(ORIGINALS, 20, 8))


def test_mutated_files() -> None:
    outcome = run(mutated(ORIGINALS, 80, 1), LIMITS)
    assert outcome.files == 80
    assert outcome.doubts == ()
    assert outcome.crashed == 0


def test_hostile_files() -> None:
    outcome = run(hostile(LIMITS, scale=400), LIMITS)
    assert outcome.doubts == ()
    assert outcome.states["failed"] > 8
