"""Questions made from a collection's own structure, gold known by construction.

Types, wordings and their gold are in ``evals.facts``, ``evals.across`` and ``wordings.yaml``. One question in
four also comes with its matter taken away, when the right answer is a refusal. What is asked follows from the
parse alone, so a question says nothing of what the parse missed: labelled sets are for that.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from corpus.model import Parsed, ParsedDocument, Question
from evals.across import by_number, comparisons, dates, followed, lists, missing
from evals.facts import Fact, facts, matters, offices, proposals
from evals.questions import EvalQuestion, Gold
from evals.withhold import WITHHELD, is_of_a_matter, twin

UNANSWERABLE = "unanswerable"
FOLLOW_UP = "follow_up"
HALVES = ("tune", "held")

_WORDINGS = Path(__file__).with_name("wordings.yaml")
_ONE_IN = 4


def generate(collection: Iterable[Parsed], per_type: int = 100) -> tuple[EvalQuestion, ...]:
    """At most ``per_type`` questions a type, spread over the collection, and the withheld twins of some."""
    by_type: dict[str, list[Fact]] = defaultdict(list)
    documents = tuple(document for parsed in collection for document in parsed.documents)
    for fact in _facts(documents):
        by_type[_type(fact)].append(fact)
    asked = [fact for kind in by_type.values() for fact in _spread(kind, per_type)]
    return tuple(question for number, fact in enumerate(asked) for question in _questions(fact, number))


def half(question: EvalQuestion) -> str:
    """``tune`` or ``held``: a question and its withheld twin are always in the same half."""
    base = question.id.removesuffix(f"-{WITHHELD}")
    return HALVES[_number(base, 0) % 2]


def _facts(documents: Sequence[ParsedDocument]) -> Iterator[Fact]:
    found = matters(documents)
    grouped = by_number(found)
    yield from (fact for matter in found for fact in facts(matter))
    yield from (fact for document in documents for fact in (*offices(document), *proposals(document)))
    yield from dates(grouped)
    yield from comparisons(grouped)
    yield from lists(found)
    yield from followed(found)
    yield from missing(found)


def _questions(fact: Fact, number: int) -> Iterator[EvalQuestion]:
    texts = _wordings()[fact.type]
    text = texts[_number(fact.key, 1) % len(texts)].format_map(fact.words)
    gold = Gold(fact.places[0], fact.answer, fact.places[1:]) if fact.places else None
    question = EvalQuestion(fact.key, _type(fact), Question(text, fact.history), gold)
    yield question
    if gold and is_of_a_matter(gold) and number % _ONE_IN == 0:
        yield twin(question, gold)


def _type(fact: Fact) -> str:
    """The type that a question is counted by: all follow-ups are one, and all that nothing answers."""
    if not fact.places:
        return UNANSWERABLE
    return FOLLOW_UP if fact.history else fact.type


def _spread(facts: Sequence[Fact], count: int) -> list[Fact]:
    step = max(1.0, len(facts) / count)
    return [facts[int(i * step)] for i in range(min(count, len(facts)))]


def _number(key: str, place: int) -> int:
    """A number from 0 to 255 that a key always has."""
    return hashlib.sha256(key.encode()).digest()[place]


@cache
def _wordings() -> Mapping[str, Sequence[str]]:
    wordings: Mapping[str, Sequence[str]] = yaml.safe_load(_WORDINGS.read_text(encoding="utf-8"))
    return wordings
