"""A matter's way against labels: which of its steps are found, and whether they come in order."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.errors import BadInput
from corpus.views import MatterView

LookUp = Callable[[str], MatterView]


@dataclass(frozen=True, slots=True)
class GoldStep:
    """A § that a matter went through: in what file, of which day."""

    file: str
    date: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class GoldMatter:
    """A matter with every step that the documents hold; ``half`` tells whether it was kept aside."""

    id: str
    diarienummer: str
    half: str
    steps: tuple[GoldStep, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """One matter looked up: steps found of those that there are, further §§ shown, and whether in order."""

    id: str
    half: str
    found: int
    expected: int
    further: int
    in_order: bool


def load_matters(path: Path) -> tuple[GoldMatter, ...]:
    """The matters with their steps. Raises BadInput where the file is no such set."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise BadInput(f"{path} kan inte läsas: {error}") from error
    return tuple(
        GoldMatter(
            row["id"],
            row["diarienummer"],
            row["half"],
            tuple(
                GoldStep(step["document"], dt.date.fromisoformat(step["date"]), step["paragraph"])
                for step in row["steps"]
            ),
        )
        for row in rows
    )


def follow(matters: Iterable[GoldMatter], look_up: LookUp) -> tuple[Followed, ...]:
    """Every matter looked up."""
    return tuple(_followed(matter, look_up(matter.diarienummer)) for matter in matters)


def _followed(gold: GoldMatter, view: MatterView) -> Followed:
    shown = {
        (document.file, step.section)
        for step in view.steps
        if step.section
        for document in (step.document, *step.also)
    }
    wanted = {(step.file, step.label) for step in gold.steps}
    days = [step.date for step in view.steps if step.date]
    found = len(shown & wanted)
    return Followed(gold.id, gold.half, found, len(wanted), len(shown - wanted), days == sorted(days))


def step_recall(followed: Sequence[Followed]) -> float:
    """The share of all steps that were found."""
    return sum(one.found for one in followed) / max(sum(one.expected for one in followed), 1)
