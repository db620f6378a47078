"""Questions that an answer leads to, of what its section says and the answer left out."""

from collections.abc import Callable, Iterator
from itertools import islice

from corpus.model import Answer, Document, Outcome, Place, Refusal, Status
from retrieval.answer import answered_by
from retrieval.asked import asked
from retrieval.evidence import Library, Reading
from retrieval.examples import matter_words
from retrieval.naming import body_name
from retrieval.query import Query

MOST = 3
_LEADS = 3
_DECISION = frozenset({Status.BESLUT})
_UNTELLING = frozenset({None, Outcome.NOTERAD})
_FORMS: tuple[tuple[Status, str], ...] = (
    (Status.BESLUT, "Vad beslutade {body} om {matter}?"),
    (Status.RESERVATION, "Vem reserverade sig mot beslutet om {matter} i {body}?"),
    (Status.OMROSTNING, "Hur föll rösterna om {matter} i {body}?"),
    (Status.YRKANDE, "Vilka yrkanden fanns om {matter} i {body}?"),
    (Status.BESKRIVNING, "Vad är bakgrunden till beslutet i {body} om {matter}?"),
)

Parse = Callable[[str], Query]


def suggestions(answer: Answer, question: str, library: Library, parse: Parse) -> tuple[str, ...]:
    """At most three questions beside ``question`` that the sections behind ``answer`` are known to answer.

    ``parse`` makes a query of a question's text.
    """
    if answer.refusal is Refusal.OUT_OF_SCOPE:
        return ()
    told = set() if answer.refusal else {ask.slot for ask in asked(question).asks}
    verified = (
        text
        for text, reading in _candidates(answer, library)
        if text != question and asked(text).asks[0].slot not in told and answered_by(parse(text), (reading,))
    )
    return tuple(islice(verified, MOST))


def _candidates(answer: Answer, library: Library) -> Iterator[tuple[str, Reading]]:
    """Of an answer's first section what it did not cite; of a refusal's leads what they decided."""
    cited = frozenset(citation.status for citation in answer.citations)
    for citation in answer.citations[:1]:
        yield from _asking(_reading(citation.document, citation.place, library), frozenset(Status) - cited)
    leads = () if answer.citations else answer.hits[:_LEADS]
    for hit in (hit for hit in leads if hit.chunk.place.outcome not in _UNTELLING):
        yield from _asking(_reading(hit.chunk.document, hit.chunk.place, library), _DECISION)


def _asking(reading: Reading, wanted: frozenset[Status]) -> Iterator[tuple[str, Reading]]:
    """Questions about what of ``wanted`` a meeting's § holds."""
    section, body = reading.section, reading.document.body
    if body is None or section.label is None:
        return
    held = wanted.intersection(part.status for part in section.parts)
    told = {"body": body_name(body), "matter": matter_words(section)}
    yield from ((form.format_map(told), reading) for status, form in _FORMS if status in held)


def _reading(document: Document, place: Place, library: Library) -> Reading:
    return Reading(document, place.section, library.section(document.id, place.section), 0, ())
