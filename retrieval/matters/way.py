"""A matter's papers over all bodies: those that bear its number, and what they are bound to by their text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.model import Chunk
from retrieval.matters.bonds import bear_same_number, bond, points_to, told_bond
from retrieval.matters.headings import alike, equal
from retrieval.matters.paper import Paper
from retrieval.matters.register import Register

# Papers of a matter whose text is followed further; the way of any real matter is shorter.
_FOLLOWED = 60


@dataclass(frozen=True)
class Joined:
    """A paper of a matter, and why it is one, in Swedish."""

    paper: Paper
    why: str


@dataclass
class _Way:
    """The papers found so far, and the keys of the numbers that the matter bears."""

    keys: set[str]
    joined: dict[tuple[str, int], Joined] = field(default_factory=dict)

    def add(self, new: Iterable[Joined]) -> None:
        for one in new:
            self.joined.setdefault(one.paper.key, one)

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies that have a number for the matter: no body has two."""
        return frozenset(one.paper.body for one in self.joined.values() if one.paper.number_keys) - {""}


def way_of(
    start: Iterable[Paper], keys: Iterable[str], register: Register, municipality: str | None
) -> tuple[Joined, ...]:
    """``start`` with every paper that belongs to the same matter, in no order; ``keys`` are its numbers'.

    A § may bear the numbers of several matters: its other numbers lead nowhere.
    """
    way = _Way(set(keys))
    way.add(Joined(paper, _by_number(paper)) for paper in start)
    followed: set[tuple[str, int]] = set()
    while len(followed) < _FOLLOWED and (waiting := [key for key in way.joined if key not in followed]):
        known = way.joined[waiting[0]].paper
        followed.add(known.key)
        for other in _neighbours(known, register, municipality):
            if other.key not in way.joined:
                _admit(known, other, way, register, municipality)
    return tuple(way.joined.values())


def _by_number(paper: Paper) -> str:
    return f"samma diarienummer ({', '.join(paper.numbers)})" if paper.numbers else "samma handling"


def _neighbours(paper: Paper, register: Register, municipality: str | None) -> Iterator[Paper]:
    """What a paper names, and what may name it: papers with a heading like its own."""
    for mention in paper.mentions:
        yield from register.held(municipality, mention.body, mention.date, mention.label)

    def fits(chunk: Chunk) -> bool:
        place = chunk.place
        return alike(paper.heading, place.heading if place.label and place.heading else chunk.document.title)

    yield from register.about(" ".join((paper.heading, *paper.numbers)), municipality, fits)


def _admit(known: Paper, other: Paper, way: _Way, register: Register, municipality: str | None) -> None:
    """Put ``other`` with the papers of its number in the way, if it is bound to ``known``."""
    if other.number_keys & way.keys or (known.number_keys <= way.keys and bear_same_number(known, other)):
        way.add([Joined(other, _by_number(other))])
    elif why := bond(known, other):
        group = _of_its_number(other, register, municipality)
        if not (other.number_keys and way.bodies & {one.body for one in group}):
            way.keys |= other.number_keys if len(other.number_keys) == 1 else set()
            way.add(_together(known, other, why, group))
        elif _told_as_earlier(known, other) or _told_as_earlier(other, known):
            way.add([Joined(other, f"{why}, under ett annat diarienummer")])


def _together(known: Paper, other: Paper, why: str, group: tuple[Paper, ...]) -> Iterator[Joined]:
    """A number's papers, each with its own bond to ``known``, else by the number that it shares with one."""
    told = {one.key: told_bond(known, one) for one in group}
    first = next((one for one in group if told[one.key]), other)
    told[first.key] = told[first.key] or why
    for one in group:
        yield Joined(one, told[one.key] or f"{_by_number(one)} som {first.name}")


def _of_its_number(paper: Paper, register: Register, municipality: str | None) -> tuple[Paper, ...]:
    """The papers that bear a paper's only number."""
    found = register.numbered(paper.numbers[0], municipality) if len(paper.number_keys) == 1 else ()
    return (paper, *(one for one in found if one.key != paper.key and bear_same_number(paper, one)))


def _told_as_earlier(paper: Paper, other: Paper) -> bool:
    """Whether a § of the same body, under the very same heading, is named as an earlier step."""
    steps = (mention for mention in paper.mentions if mention.handled and points_to(mention, other))
    return any(steps) and paper.body == other.body and equal(paper.heading, other.heading)
