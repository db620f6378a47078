"""How likely evidence is to answer a question: logistic regression over signs of what it is about.

No sign tells alone: unrelated texts are nearly as similar as related ones, an answer seldom repeats the
question's words, and the next § of the same day shares most of them. The weights are fitted
(``evals.fitting``) to questions that are asked twice: as they are, and with their matter taken away.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from corpus.references import label_number
from retrieval.asked import Ask
from retrieval.evidence import Passage, Reading
from retrieval.relevance import MINUTES, Case, near, same_matter
from retrieval.subject import bag, evened, share

WEIGHTS = Path(__file__).with_name("answerable.json")
_REACH = 600  # characters
# What a section says of a question that is about it, where none was searched for.
_UNSEARCHED = 4.0


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for or against a passage's being about what is asked; shares and marks go from 0 to 1.

    ``said`` is the section's best BM25 for the question's words, 1 for about a word of no other passage;
    ``said_undated`` the same where the question names no meeting day. ``whole`` is the share of the subject
    that the section says with its headings; ``whole_dated`` the same where a day is named, for then every §
    of that meeting is near. ``near`` is the share of the ask's own words around the passage, ``heading`` of
    the subject in the headings. ``numbered`` tells that the question names the § or the diarienummer,
    ``minutes`` that the section stands in minutes.
    """

    said: float
    said_undated: float
    whole: float
    whole_dated: float
    near: float
    heading: float
    numbered: float
    minutes: float


SIGNS = tuple(field.name for field in fields(Signs))


def signs(passage: Passage, ask: Ask, case: Case) -> Signs:
    """The signs of the passage that an answer to ``ask`` begins with."""
    reading, query = passage.reading, case.query
    minutes = reading.document.kind in MINUTES
    front = bag(reading.front if minutes else "")
    subject, own = (tuple(map(evened, terms)) for terms in (case.asked.terms, ask.terms))
    said, whole = _said(reading, case), share(subject, reading.words, reading.about, front)
    dated = bool(query.dates)
    return Signs(
        said=said,
        said_undated=0.0 if dated else said,
        whole=whole,
        whole_dated=whole if dated else 0.0,
        near=share(own, near(passage, _REACH), reading.about),
        heading=share(subject, reading.about),
        numbered=float(_numbered(reading, case)),
        minutes=float(minutes),
    )


def likelihood(found: Signs) -> float:
    """The calibrated probability, 0–1, that evidence with these signs answers the question."""
    weights = _weights()
    logit = weights["bias"] + sum(weights[name] * getattr(found, name) for name in SIGNS)
    return 1 / (1 + math.exp(-logit))


def _said(reading: Reading, case: Case) -> float:
    """What its best hit says; of a section that no search led to, what its matter or its document does."""
    if reading.hit:
        return reading.said
    kin = (
        one.said
        for one in case.readings
        if one.hit and (one.document.id == reading.document.id or same_matter(one, reading))
    )
    return max(kin, default=_UNSEARCHED)


def _numbered(reading: Reading, case: Case) -> bool:
    labels = {label_number(label) for label in case.query.labels}
    own = reading.section.label
    return bool(case.query.diarienummer) or (own is not None and label_number(own) in labels)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
