"""What is kept of a run: every question's scores and answer, and all that is needed to repeat it.

A run's folder holds ``run.json`` (a ``Record``), ``run.trec`` and ``qrels.trec`` (``evals.ranking``) and
``report.html``. ``run.json`` is also what ``paragraf eval run --json`` prints. A record of scores alone, such
as the baseline, is read as well.
"""

import datetime as dt
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError

from corpus.errors import BadInput
from corpus.model import Answer, MadeBy, Refusal, Status
from evals.judge import right_place
from evals.measures import STANDARD, Attempt, Measure, parse_measure
from evals.proof import doubted
from evals.questions import EvalQuestion
from evals.ranking import Judgements, Ranking, judgements, qrels_lines, ranking, run_lines

RUN_JSON, RUN_TREC, QRELS_TREC, REPORT = "run.json", "run.trec", "qrels.trec", "report.html"
ALL = "alla"

Scores: TypeAlias = Mapping[str, float | None]


class Typed(Protocol):
    """What has a type of question."""

    @property
    def type(self) -> str: ...


_Typed = TypeVar("_Typed", bound=Typed)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as a record keeps it; ``right`` is None where nothing is known to be right."""

    file: str
    section: str | None
    page: int | None
    status: Status
    quote: str
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A question's scores, by measure, and what was answered; ``wanted`` tells what should have been.

    ``history`` holds the earlier turns of the conversation, ``ranking`` and ``judgements`` are as in
    ``evals.ranking``. ``dropped`` counts the sentences that no evidence supported, ``fell_back`` tells that a
    language model's answer was given up, and ``unsupported`` are the sentences shown that ``evals.proof``
    finds no support for.
    """

    id: str
    type: str
    question: str
    scores: Scores
    history: tuple[str, ...] = ()
    wanted: str | None = None
    answer: str | None = None
    refusal: Refusal | None = None
    error: str | None = None
    dropped: int = 0
    fell_back: bool = False
    unsupported: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    ranking: Ranking = ()
    judgements: Judgements = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run was made of: the question set and the archive by their sha256, and who ran it when.

    ``model`` is the language model that was asked, if any; who drafted is told by the answers' ``MadeBy``.
    """

    questions: str
    questions_sha256: str
    archive_sha256: str
    half: str | None = None
    municipality: str | None = None
    model: str | None = None
    paragraf: str = field(default_factory=lambda: version("paragraf"))
    machine: str = field(default_factory=platform.platform)
    at: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True, slots=True)
class Record:
    """A whole run; ``measures`` by type of question, and for all of them as ``alla``."""

    measures: Mapping[str, Scores]
    questions: tuple[Scored, ...]
    made_by: MadeBy | None = None
    setup: Setup | None = None


_RECORD = TypeAdapter(Record)


def record(
    attempts: Sequence[Attempt], setup: Setup | None = None, measures: Sequence[Measure] = STANDARD
) -> Record:
    """The record of the attempts."""
    questions = tuple(_scored(attempt, measures) for attempt in attempts)
    made_by = Counter(attempt.answer.made_by for attempt in attempts if attempt.answer)
    return Record(
        measures_of(questions), questions, next((by for by, _ in made_by.most_common(1)), None), setup
    )


def by_type(questions: Iterable[_Typed]) -> Mapping[str, tuple[_Typed, ...]]:
    """The questions a type at a time, by the type's name, and last all of them as ``alla``."""
    every = tuple(questions)
    types = sorted({question.type for question in every})
    return {kind: tuple(q for q in every if q.type == kind) for kind in types} | {ALL: every}


def measures_of(questions: Iterable[Scored]) -> Mapping[str, Scores]:
    """Every measure of every type of question, with ``count``, the number of questions."""
    return {kind: _summary(group) for kind, group in by_type(questions).items()}


def dump_record(kept: Record) -> str:
    """The record as JSON; ``load_record`` reads it back unchanged."""
    return _RECORD.dump_json(kept, indent=1).decode() + "\n"


def load_record(path: Path) -> Record:
    """The record in a file, or in a run's folder.

    Raises:
        BadInput: there is none.
    """
    file = path / RUN_JSON if path.is_dir() else path
    try:
        return _RECORD.validate_json(file.read_bytes())
    except FileNotFoundError as error:
        raise BadInput(
            f"Körningen {file} finns inte. Gör den med: paragraf eval run FIL --out MAPP"
        ) from error
    except ValidationError as error:
        raise BadInput(f"{file} är ingen sparad körning: {error.errors()[0]['msg']}") from error


def write_record(kept: Record, folder: Path) -> None:
    """Write a record and its TREC forms into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUN_JSON).write_text(dump_record(kept), encoding="utf-8")
    rankings = {q.id: q.ranking for q in kept.questions if q.judgements}
    judged = {q.id: q.judgements for q in kept.questions if q.judgements}
    (folder / RUN_TREC).write_text("".join(run_lines(rankings, folder.name)), encoding="utf-8")
    (folder / QRELS_TREC).write_text("".join(qrels_lines(judged)), encoding="utf-8")


def _summary(group: Sequence[Scored]) -> Scores:
    names = dict.fromkeys(name for question in group for name in question.scores)
    told = {name: parse_measure(name).of(q.scores.get(name) for q in group) for name in names}
    return {"count": len(group), **told}


def _scored(attempt: Attempt, measures: Sequence[Measure]) -> Scored:
    question, answer = attempt.question, attempt.answer
    return Scored(
        id=question.id,
        type=question.type,
        question=question.question.text,
        scores={repr(measure): measure(attempt) for measure in measures},
        history=tuple(turn.content for turn in question.question.history),
        wanted=_wanted(question),
        answer=answer.text if answer else None,
        refusal=answer.refusal if answer else None,
        error=attempt.error,
        dropped=answer.dropped if answer else 0,
        fell_back=answer.fell_back if answer else False,
        unsupported=tuple(one.text for one in doubted(answer)) if answer else (),
        citations=_cited(question, answer),
        ranking=ranking(answer.hits if answer else (), question.gold),
        judgements=judgements(question.gold) if question.gold else {},
        seconds=round(attempt.seconds, 4),
    )


def _wanted(question: EvalQuestion) -> str | None:
    gold = question.gold
    return " · ".join(" / ".join(group) for group in gold.answer) if gold else None


def _cited(question: EvalQuestion, answer: Answer | None) -> tuple[Cited, ...]:
    gold = question.gold
    return tuple(
        Cited(
            file=citation.document.file,
            section=citation.place.label,
            page=citation.place.page,
            status=citation.status,
            quote=citation.quote,
            right=right_place(citation, gold) if gold else None,
        )
        for citation in (answer.citations if answer else ())
    )
