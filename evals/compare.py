"""Two runs of the same questions: what was won and lost, and whether it can be chance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import BadInput
from evals.measures import LATENCY, LESS_IS_BETTER, Measure
from evals.record import Record, Scored, by_type
from evals.significance import Interval, bootstrap, least_p, randomization_p

_SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """A question's score before and after, by a measure of which more, or ``less``, is better."""

    id: str
    type: str
    question: str
    before: float
    after: float
    less: bool = False

    @property
    def difference(self) -> float:
        return self.after - self.before

    @property
    def gain(self) -> float:
        """The difference, positive where it is for the better."""
        return -self.difference if self.less else self.difference


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a type of question by one measure.

    ``interval`` is the 95 % bootstrap interval of ``difference``, ``p`` that of a paired randomization test.
    ``too_few`` tells that so few questions changed that no p below 0.05 was possible.
    """

    count: int
    before: float
    after: float
    difference: float
    interval: Interval
    p: float
    too_few: bool
    won: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every type's change by one measure, and the questions whose score changed.

    ``besides`` names what else the runs differ in: fields of their ``MadeBy`` and ``Setup``.
    """

    measure: str
    measures: Mapping[str, Change]
    questions: tuple[Pair, ...]
    besides: tuple[str, ...] = ()


def compare(before: Record, after: Record, measure: Measure) -> Comparison:
    """What became of the questions that both runs asked.

    Raises:
        BadInput: the measure is one of time, which hangs on the machine and on what else it did.
    """
    if measure.name == LATENCY:
        raise BadInput("Svarstider beror på datorn och jämförs inte fråga för fråga; se rapporterna.")
    paired = pairs(before.questions, after.questions, measure)
    changed = tuple(pair for pair in paired if pair.difference)
    return Comparison(repr(measure), changes(paired), changed, tuple(_besides(before, after)))


def pairs(before: Sequence[Scored], after: Sequence[Scored], measure: Measure) -> tuple[Pair, ...]:
    """The questions of both runs that the measure applies to in both."""
    old = {question.id: question for question in before}
    return tuple(_paired(old, after, measure))


def changes(paired: Sequence[Pair]) -> Mapping[str, Change]:
    """The change of each type of question, and of all of them as ``alla``."""
    return {kind: _change(group) for kind, group in by_type(paired).items() if group}


def _besides(before: Record, after: Record) -> Iterator[str]:
    for one, other, names in (
        (
            before.setup,
            after.setup,
            ("questions_sha256", "archive_sha256", "municipality", "model", "machine"),
        ),
        (before.made_by, after.made_by, ("draft", "embedder", "index", "prompt", "thresholds")),
    ):
        yield from (name for name in names if getattr(one, name, None) != getattr(other, name, None))


def _paired(old: Mapping[str, Scored], after: Sequence[Scored], measure: Measure) -> Iterator[Pair]:
    less = measure.name in LESS_IS_BETTER
    for new in after:
        was = old[new.id].scores.get(repr(measure)) if new.id in old else None
        now = new.scores.get(repr(measure))
        if was is not None and now is not None:
            yield Pair(new.id, new.type, new.question, was, now, less)


def _change(group: Sequence[Pair]) -> Change:
    differences = [pair.difference for pair in group]
    count = len(group)
    return Change(
        count=count,
        before=sum(pair.before for pair in group) / count,
        after=sum(pair.after for pair in group) / count,
        difference=sum(differences) / count,
        interval=bootstrap(differences),
        p=randomization_p(differences),
        too_few=least_p(differences) > _SIGNIFICANT,
        won=tuple(pair.id for pair in group if pair.gain > 0),
        lost=tuple(pair.id for pair in group if pair.gain < 0),
    )
