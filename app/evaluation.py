"""``paragraf eval``: ask a question set or make one, compare two runs, and pass the gate or not."""

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from app.composition import assistant_over, language_model, owned_collection
from app.printing import tell
from corpus.archive import archive_id
from corpus.collection import Collection
from corpus.model import Answer, Parsed
from corpus.settings import Settings, read_settings
from evals.beir import read_beir, write_beir
from evals.calibration import calibration
from evals.compare import compare
from evals.gate import BASELINE, baseline_of, gate
from evals.generate import generate, half
from evals.measures import Attempt, parse_measure
from evals.questions import EvalQuestion, dump_questions, load_questions
from evals.quotes import SourceReader
from evals.record import REPORT, Record, Setup, load_record, record, write_record
from evals.report import report
from evals.run import Ask, run
from evals.table import comparison_lines, gate_lines, run_table
from evals.withhold import with_twins, without
from ingest.pipeline import Options
from ingest.pipeline import ingest as ingest_paths
from retrieval.assistant import Assistant

DONE, FAILED = 0, 1
NAME = "paragraf eval"
_ROOT = Path(__file__).parents[1]
SAMPLE_FILES = _ROOT / "corpus" / "samples" / "files"
SAMPLE_QUESTIONS = _ROOT / "evals" / "questions" / "sample.yaml"


def run_set(options: argparse.Namespace) -> int:
    """Ask a question set, with ``--out`` into a folder; 1 when a question crashed."""
    settings = read_settings(data=options.data)
    with owned_collection(settings, NAME) as collection:
        asked = [q for q in load_set(options.questions) if options.half in (None, half(q))]
        questions = list(with_twins(asked)) if options.withhold else asked
        assistant = assistant_over(collection, settings.municipality, language_model(settings))
        attempts = _attempts(questions, assistant, collection)
        kept = record(attempts, _setup(options, settings, collection, questions))
        if options.out:
            write_record(kept, options.out)
            # A language model would be asked each question many times over.
            points = calibration(questions, asker(Assistant(assistant.shelf)))
            (options.out / REPORT).write_text(report(kept, tuple(points)), encoding="utf-8")
            sys.stderr.write(f"Rapporten: {options.out / REPORT}\n")
    tell(options.json, kept, run_table(kept))
    return FAILED if any(attempt.error for attempt in attempts) else DONE


def compare_runs(options: argparse.Namespace) -> int:
    """Tell what was won and lost from one kept run to another."""
    found = compare(load_record(options.before), load_record(options.after), parse_measure(options.measure))
    tell(options.json, found, comparison_lines(found))
    return DONE


def pass_gate(options: argparse.Namespace) -> int:
    """Ask the sample questions over the sample documents; 1 when a type lost against the baseline."""
    with tempfile.TemporaryDirectory() as folder:
        apart = {"data": Path(folder), "chroma_url": None}
        with owned_collection(read_settings().model_copy(update=apart), NAME) as collection:
            ingest_paths([SAMPLE_FILES], Path(folder), collection.archive, collection.agree, Options())
            kept = sample_run(collection)
    if options.renew:
        BASELINE.write_text(baseline_of(kept), encoding="utf-8")
    found = gate(load_record(BASELINE).questions, kept.questions)
    tell(options.json, found, gate_lines(found))
    return DONE if found.passed else FAILED


def write_generated(options: argparse.Namespace) -> int:
    """Make questions of the collection that is read in."""
    settings = read_settings(data=options.data)
    with owned_collection(settings, NAME) as collection:
        questions = generate(_parsed(collection), options.per_type)
    options.questions.write_text(dump_questions(questions), encoding="utf-8")
    sys.stderr.write(f"{len(questions)} frågor skrevs till {options.questions}.\n")
    return DONE


def export_beir(options: argparse.Namespace) -> int:
    """Write a question set and the sections that are read in as a BEIR folder."""
    settings = read_settings(data=options.data)
    with owned_collection(settings, NAME) as collection:
        count = write_beir(load_set(options.questions), _parsed(collection), options.folder)
    sys.stderr.write(f"{count} frågor skrevs till {options.folder}.\n")
    return DONE


def load_set(path: Path) -> tuple[EvalQuestion, ...]:
    """A question set in YAML, or a folder in the form of BEIR."""
    return read_beir(path) if path.is_dir() else load_questions(path)


def asker(assistant: Assistant) -> Ask:
    """How an evaluation asks: what a question withholds is out of sight while it is asked."""

    def ask(question: EvalQuestion) -> Answer:
        if not question.withheld:
            return assistant.ask(question.question)
        withheld = without(assistant.shelf, question.withheld)
        return Assistant(withheld, assistant.model).ask(question.question)

    return ask


def sample_run(collection: Collection) -> Record:
    """The sample questions asked over ``collection``, which holds the sample documents."""
    questions = load_questions(SAMPLE_QUESTIONS)
    return record(_attempts(questions, assistant_over(collection, None), collection))


def _attempts(
    questions: Sequence[EvalQuestion], assistant: Assistant, collection: Collection
) -> tuple[Attempt, ...]:
    """Every question asked, with a bar on a terminal."""
    attempts = run(questions, asker(assistant), SourceReader(collection.archive))
    hidden = not sys.stderr.isatty()
    return tuple(tqdm(attempts, total=len(questions), desc="Frågor", unit="fråga", disable=hidden))


def _setup(
    options: argparse.Namespace,
    settings: Settings,
    collection: Collection,
    questions: Sequence[EvalQuestion],
) -> Setup:
    return Setup(
        questions=str(options.questions),
        questions_sha256=hashlib.sha256(dump_questions(questions).encode()).hexdigest(),
        archive_sha256=archive_id(collection.archive),
        half=options.half,
        municipality=settings.municipality,
        model=settings.llm_model,
    )


def _parsed(collection: Collection) -> Iterator[Parsed]:
    return (collection.archive.read(source.id) for source in collection.archive.sources())
