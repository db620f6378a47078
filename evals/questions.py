"""Question sets: what is asked, and what a right answer must hold.

The format is YAML, a list of mappings with ``id``, ``question``, ``type``, ``gold`` (None where the
documents do not answer), and optionally ``history`` and ``trap``. A gold has ``document`` (file), ``kommun``,
``organ``, ``date``, ``paragraph`` (§), ``diarienummer``, ``page``, ``answer`` (groups: every group must
match, any string of a group is enough), ``evidence`` (verbatim) and ``also`` (further or equal sources).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import BadInput
from corpus.model import Question, Role, Turn

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place that proves the answer."""

    document: str
    body: str | None = None
    date: dt.date | None = None
    label: str | None = None
    diarienummer: tuple[str, ...] = ()
    page: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """What a right answer says (``answer``: groups of alternatives) and the places that prove it."""

    place: GoldPlace
    answer: tuple[tuple[str, ...], ...]
    also: tuple[GoldPlace, ...] = ()

    @property
    def places(self) -> tuple[GoldPlace, ...]:
        return (self.place, *self.also)


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question with its gold. ``withheld`` names files and matters taken away before it is asked."""

    id: str
    type: str
    question: Question
    gold: Gold | None
    traps: tuple[str, ...] = ()
    withheld: tuple[GoldPlace, ...] = ()


def load_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """Read a question set.

    Raises:
        BadInput: the file is missing or not a question set.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(_question(row) for row in rows)
    except FileNotFoundError as error:
        raise BadInput(f"Frågesamlingen {path} finns inte.") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"Frågesamlingen {path} kan inte läsas: {error}") from error


def dump_questions(questions: Iterable[EvalQuestion]) -> str:
    """The question set as YAML; ``load_questions`` reads it back unchanged."""
    return yaml.safe_dump([_row(q) for q in questions], allow_unicode=True, sort_keys=False, width=120)


def _question(row: Mapping[str, Any]) -> EvalQuestion:
    history = tuple(Turn(Role(turn["role"]), turn["content"]) for turn in row.get("history") or ())
    gold = row["gold"]
    return EvalQuestion(
        id=str(row["id"]),
        type=row["type"],
        question=Question(row["question"], history),
        gold=_gold(gold) if gold else None,
        traps=tuple(map(str, row.get("trap") or ())),
        withheld=tuple(_place(place) for place in row.get("withheld") or ()),
    )


def _gold(row: Mapping[str, Any]) -> Gold:
    return Gold(
        place=_place(row),
        answer=tuple(tuple(str(text) for text in group) for group in row["answer"]),
        also=tuple(_place(place) for place in row.get("also") or ()),
    )


def _place(row: Mapping[str, Any]) -> GoldPlace:
    date = row.get("date")
    return GoldPlace(
        document=row["document"],
        body=row.get("organ"),
        date=dt.date.fromisoformat(str(date)) if date else None,
        label=row.get("paragraph"),
        diarienummer=tuple(map(str, row.get("diarienummer") or ())),
        page=row.get("page"),
        evidence=row.get("evidence") or "",
    )


def _row(question: EvalQuestion) -> dict[str, Any]:
    row: dict[str, Any] = {"id": question.id, "question": question.question.text, "type": question.type}
    if question.question.history:
        row["history"] = [
            {"role": turn.role.value, "content": turn.content} for turn in question.question.history
        ]
    row["gold"] = _gold_row(question.gold) if question.gold else None
    if question.traps:
        row["trap"] = list(question.traps)
    if question.withheld:
        row["withheld"] = [_place_row(place) for place in question.withheld]
    return row


def _gold_row(gold: Gold) -> dict[str, Any]:
    row = _place_row(gold.place) | {"answer": [list(group) for group in gold.answer]}
    return row | {"also": [_place_row(place) for place in gold.also]} if gold.also else row


def _place_row(place: GoldPlace) -> dict[str, Any]:
    return {
        "document": place.document,
        "organ": place.body,
        "date": place.date.isoformat() if place.date else None,
        "paragraph": place.label,
        "diarienummer": list(place.diarienummer),
        "page": place.page,
        "evidence": place.evidence,
    }
