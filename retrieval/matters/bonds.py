"""Why two papers are of one matter: the same number, a § that one names of the other, the same heading.

A wrong bond is worse than a missing one. Numbers bind by themselves; all else must be told by the text and
borne out by the headings.
"""

import datetime as dt
from collections.abc import Iterable

from corpus.bodies import same_body, same_municipality
from corpus.model import Document
from retrieval.evidence import Reading
from retrieval.matters.headings import alike, equal, subject_of
from retrieval.matters.mentions import Mention
from retrieval.matters.paper import Paper
from retrieval.naming import whose
from retrieval.relevance import same_matter

# A heading of fewer telling words is anybody's, and one with a year ("Bokslut 2024") every body's.
_TELLING = 3
_SOON = dt.timedelta(days=400)


def bear_same_number(one: Paper, other: Paper) -> bool:
    """Whether both bear one diarienummer; where only one has the diary's letters the headings must agree."""
    if one.number_keys & other.number_keys:
        return True
    a, b = one.number_keys, other.number_keys
    half = {_figures(key) for key in a} & b or {_figures(key) for key in b} & a
    return bool(half) and alike(one.heading, other.heading)


def _figures(key: str) -> str:
    return key.rpartition(" ")[2]


def one_way(one: Reading, other: Reading) -> bool:
    """Whether two sections are steps of one matter: a number in common, bound across two bodies, or a § with
    its annexe, under one heading in one file."""
    return _one_way(Paper(one), Paper(other))


def _one_way(one: Paper, other: Paper) -> bool:
    if same_matter(one.reading, other.reading) or _in_one_file(one, other):
        return True
    return one.body != other.body and bond(one, other) is not None


def _in_one_file(one: Paper, other: Paper) -> bool:
    """Whether two documents of one file, a protocol and its annexe, bear the same heading."""
    a, b = one.document, other.document
    return a.id != b.id and a.source == b.source and equal(one.heading, other.heading)


def way_among(lead: Reading, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Those of ``readings`` that are steps of the matter of ``lead``, ``lead`` among them, in their order.

    A step may be bound to the matter by another step alone: fullmäktige names what the nämnd decided.
    """
    papers = [Paper(reading) for reading in readings]
    found = [paper for paper in papers if paper.reading is lead]
    for known in found:
        found += [paper for paper in papers if paper not in found and _one_way(paper, known)]
    return tuple(paper.reading for paper in papers if paper in found)


def bond(known: Paper, other: Paper) -> str | None:
    """Why ``other`` is of the matter that ``known`` is of, in Swedish; None where nothing tells it."""
    return told_bond(known, other) or _sent_on(known, other) or _sent_on(other, known)


def told_bond(known: Paper, other: Paper) -> str | None:
    """Why ``other`` is of the matter that ``known`` is of, where the text of one names the other."""
    if not _same_place(known.document, other.document) or not alike(known.heading, other.heading):
        return None
    if _names(other, known):
        return f"hänvisar till {known.name}"
    if _names(known, other):
        return f"nämns i {known.name}"
    if known.number_keys & other.numbers_told:
        return f"nämner {known.numbers[0]}, och rubrikerna gäller samma sak"
    if other.number_keys & known.numbers_told:
        return f"dess diarienummer nämns i {known.name}, och rubrikerna gäller samma sak"
    return None


def _same_place(one: Document, other: Document) -> bool:
    a, b = one.municipality, other.municipality
    return not (a and b) or same_municipality(a, b)


def _names(paper: Paper, other: Paper) -> bool:
    """Whether ``paper`` names ``other`` as an earlier step, or names it at all under the same heading."""
    sure = equal(paper.heading, other.heading)
    return any((mention.handled or sure) and points_to(mention, other) for mention in paper.mentions)


def points_to(mention: Mention, paper: Paper) -> bool:
    """Whether ``paper`` is the § that is mentioned."""
    document = paper.document
    if not paper.is_decision or (mention.date, mention.label) != (document.date, paper.section.label):
        return False
    return mention.body is None or document.body is None or same_body(mention.body, document.body)


def _sent_on(sender: Paper, receiver: Paper) -> str | None:
    """The very same heading in the body that the matter was proposed to, or sent to, soon after."""
    one, two = sender.document, receiver.document
    apart = sender.body != receiver.body and _same_place(one, two)
    if not (apart and one.body and two.body and one.date and two.date):
        return None
    soon = dt.timedelta() <= two.date - one.date <= _SOON
    if not (soon and equal(sender.heading, receiver.heading)):
        return None
    upward = sender.section.addressee
    if upward and same_body(upward, two.body):
        return f"samma rubrik, och {whose(one)} föreslog {whose(two)} att besluta"
    if _is_telling(sender.heading) and any(same_body(body, two.body) for body in sender.sent_to):
        return f"samma rubrik, och {whose(one)} skickade ärendet till {whose(two)}"
    return None


def _is_telling(heading: str) -> bool:
    """Whether a heading can be of one matter alone."""
    subject = subject_of(heading)
    return len(subject.stems) >= _TELLING and not subject.figures
