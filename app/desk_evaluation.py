"""``paragraf eval precedents`` and ``paragraf eval matters``: how good the tjänsteman's desk is."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.composition import assistant_over, desk_over, owned_collection
from app.printing import tell
from corpus.model import Filters
from corpus.settings import read_settings
from corpus.views import HitView
from evals.matters import Followed, follow, load_matters, step_recall
from evals.precedents import (
    CUTOFF,
    Outcomes,
    Place,
    Score,
    judged,
    load_outcomes,
    load_sought,
    meaning_alone,
    place_of,
    rows_of,
    scores,
    words_alone,
)

_QUESTIONS = Path(__file__).parents[1] / "evals" / "questions"
SOUGHT, OUTCOMES, MATTERS = (
    _QUESTIONS / name for name in ("precedents.yaml", "outcomes.yaml", "matters.yaml")
)


def run_precedents(options: argparse.Namespace) -> int:
    """Score precedents against each index alone, over the labelled texts."""
    settings = read_settings(data=options.data)
    sought, truth = load_sought(SOUGHT), load_outcomes(OUTCOMES)
    shown: list[HitView] = []
    with owned_collection(settings, "paragraf eval") as collection:
        desk = desk_over(collection, settings.municipality)
        shelf = assistant_over(collection, settings.municipality).shelf

        def precedents(text: str) -> Sequence[Place]:
            rows = rows_of(desk.precedents(text, Filters(), CUTOFF))
            shown.extend(rows)
            return [place_of(row) for row in rows]

        systems = {"BM25": words_alone(shelf), "vektorer": meaning_alone(shelf), "precedents": precedents}
        found = scores(sought, systems)
    told = judged(shown, truth)
    tell(options.json, {"scores": found, "outcomes": told}, _score_lines(found, told))
    return 0


def _score_lines(found: Sequence[Score], told: Outcomes) -> Iterator[str]:
    yield f"{'typ':<12} {'halva':<6} {'antal':>5}  {'system':<11} {'Recall@10':>9} {'nDCG@10':>8}"
    for one in found:
        group = f"{one.kind:<12} {one.half:<6} {one.count:>5}"
        yield f"{group}  {one.system:<11} {one.recall:>9.3f} {one.ndcg:>8.3f}"
    yield f"Utfall: {told.right} av {told.adjudicated} rätt bland de rader som har lästs."


def run_matters(options: argparse.Namespace) -> int:
    """Look every labelled matter up, and tell which of its steps were found."""
    settings = read_settings(data=options.data)
    with owned_collection(settings, "paragraf eval") as collection:
        desk = desk_over(collection, settings.municipality)
        found = follow(load_matters(MATTERS), desk.matter)
    tell(options.json, {"matters": found, "recall": step_recall(found)}, _matter_lines(found))
    return 0


def _matter_lines(found: Sequence[Followed]) -> Iterator[str]:
    for one in found:
        order = "i ordning" if one.in_order else "INTE i ordning"
        yield f"{one.id} ({one.half}): {one.found} av {one.expected} steg, {one.further} utöver dem, {order}"
    yield f"Steg funna: {step_recall(found):.3f}"
