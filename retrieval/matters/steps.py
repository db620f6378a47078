"""The steps of a matter: its papers in the order of its way, a decision in several documents counted once."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.chunking import shortened
from corpus.decisions import Held, citing_order, decisions
from corpus.model import Span, Status
from retrieval.draft.decision import decided
from retrieval.evidence import Passage, Reading
from retrieval.matters.paper import Paper
from retrieval.matters.stages import Stage, place_in_way, stages
from retrieval.matters.way import Joined

QUOTE_LIMIT, LONGEST_QUOTE = 420, 900
# A report's first words say what it is about, its dispatch list nothing.
_TELLING = (
    Status.BESLUT,
    Status.FORSLAG,
    Status.YTTRANDE,
    Status.BESKRIVNING,
    Status.UNDERLAG,
    Status.OVRIGT,
)
_SAYS_NOTHING = re.compile(r"[\W_]*")
_DECIDES = re.compile(r"(?i)\bbeslut\w*|\bföresl\w*|\banta\w*|\bfastställ\w*")


@dataclass(frozen=True, eq=False)
class Step:
    """A step of a matter's way: ``section.text[quote]`` tells it; ``also`` are documents that repeat it."""

    paper: Paper
    stage: Stage
    why: str
    status: Status
    quote: Span
    also: tuple[Paper, ...] = ()


def steps_of(joined: Iterable[Joined]) -> tuple[Step, ...]:
    """The steps in order; an agenda is one only where the meeting's own minutes are not here."""
    told = _sections(list(joined))
    stage_of = stages(one.paper for one in told)
    steps = [_step(group, stage_of) for group in (*_decisions(told), *_documents(told))]
    held = {_meeting(step.paper) for step in steps if step.paper.is_decision}
    kept = [step for step in steps if step.stage is not Stage.AGENDA or _meeting(step.paper) not in held]
    return tuple(sorted(kept, key=_order))


def _sections(joined: list[Joined]) -> list[Joined]:
    """Without what minutes hold beside their §§: who was present is no step."""
    minuted = {one.paper.document.id for one in joined if one.paper.is_decision}
    return [one for one in joined if one.paper.is_decision or one.paper.document.id not in minuted]


def _decisions(joined: list[Joined]) -> Iterator[list[Joined]]:
    """Each decision's papers, the one to cite first."""
    of_key = {one.paper.key: one for one in joined if one.paper.is_decision}
    for group in decisions(map(_held, of_key.values())):
        yield sorted((of_key[copy.document.id, copy.index] for copy in group), key=_citing_order)


def _held(one: Joined) -> Held:
    paper = one.paper
    return Held(paper.document, paper.reading.index, paper.section.label, paper.heading)


def _citing_order(one: Joined) -> tuple[int, int]:
    """Of protocols of one rank the one that tells most: a § approved at once repeats the full protocol's."""
    return citing_order(one.paper.document)[0], -len(one.paper.section.text)


def _documents(joined: list[Joined]) -> Iterator[list[Joined]]:
    """Each other document by its sections, the most telling first."""
    documents: dict[str, list[Joined]] = {}
    for one in joined:
        if not one.paper.is_decision:
            documents.setdefault(one.paper.document.id, []).append(one)
    for group in documents.values():
        yield sorted(group, key=_telling_order)


def _telling_order(one: Joined) -> tuple[int, int, int]:
    status, _ = telling(one.paper.reading)
    said = _TELLING.index(status) if status in _TELLING else len(_TELLING)
    return said, -len(one.paper.section.text), one.paper.reading.index


def _meeting(paper: Paper) -> tuple[object, ...]:
    return paper.document.municipality, paper.body, paper.document.date


def _order(step: Step) -> tuple[bool, str, int, int, str]:
    return place_in_way(step.paper.document, step.stage, step.paper.section.label)


def _step(group: list[Joined], stage_of: dict[tuple[str, int], Stage]) -> Step:
    """A step of the papers that tell it, the first of which is cited."""
    first, *others = group
    status, quote = telling(first.paper.reading)
    repeats = {one.paper.document.id: one.paper for one in others}
    repeats.pop(first.paper.document.id, None)
    return Step(first.paper, stage_of[first.paper.key], first.why, status, quote, tuple(repeats.values()))


def telling(reading: Reading) -> tuple[Status, Span]:
    """What of a section tells its step, with its status: what is decided, else proposed, else said first."""
    of_status = (_led_in(reading, status) for status in _TELLING)
    chosen = next(filter(None, of_status), ())
    if not chosen:
        return Status.OVRIGT, (0, min(len(reading.section.text), QUOTE_LIMIT))
    return chosen[0].status, _run(chosen)


def _led_in(reading: Reading, status: Status) -> tuple[Passage, ...]:
    """The passages of a status from the first that says something, with the words that lead it in."""
    passages = tuple(p for p in reading.of(status) if not _SAYS_NOTHING.fullmatch(p.text))
    said = decided(reading) if status is Status.BESLUT else passages
    if not said:
        return passages
    at = passages.index(said[0])
    leads = at > 0 and passages[at - 1].introduces and _DECIDES.search(passages[at - 1].text)
    return passages[at - 1 if leads else at :]


def _run(passages: tuple[Passage, ...]) -> Span:
    """The first passage that says something with those that follow it, within about a quote's length."""
    start, end = passages[0].span
    text = passages[0].reading.section.text
    for before, passage in itertools.pairwise(passages):
        longer = passage.span[1] - start > QUOTE_LIMIT
        if passage.status is not before.status or (longer and not before.introduces):
            break
        end = passage.span[1]
        if longer:
            break
    return start, start + len(shortened(text[start:end], LONGEST_QUOTE))
