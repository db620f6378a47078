"""Questions made from a collection's own structure, gold known by construction.

Every protocol § gives the questions that it can answer alone: which §, which diarienummer, which day, what
was decided, how much, who reserved themselves. Each also comes with its matter taken away, when the right
answer is a refusal. What is asked follows from the parse alone, so a question says nothing of what the parse
missed: labelled sets are for that.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.dates import swedish_date
from corpus.diarienummer import diarienummer_key
from corpus.model import Document, Kind, Outcome, Parsed, Part, Question, Section, Status
from corpus.swedish import sentences
from evals.questions import EvalQuestion, Gold, GoldPlace

WITHHELD = "withheld"
HALVES = ("tune", "held")

_AMOUNT = re.compile(
    r"(?<![\d,])(\d{1,3}(?:[  ]\d{3})+|\d+(?:,\d+)?) ?(kronor|kr|tkr|mnkr|mkr|miljoner kronor)\b"
)
_PARTY = re.compile(r"\s*\([^)]*\)")
_LEAD = re.compile(r"^(?:beslut\w*:?|\d+\.|[–•-])\s*", re.IGNORECASE)
_OUTCOME_WORDS = {
    Outcome.AVSLAG: ("avslå", "avslog", "avslås", "avslag", "avstyrk"),
    Outcome.BORDLAGD: ("bordlä", "bordla"),
    Outcome.ATERREMISS: ("återremi",),
}
_TEMPLATES = {
    "section": (
        "I vilken paragraf behandlade {body} den {day} ärendet {subject}?",
        "Vilken § har ärendet {subject} i protokollet från {body} {iso}?",
    ),
    "number": (
        "Vilket diarienummer har ärendet {subject} som {body} behandlade den {day}?",
        "Vad är dnr för {subject} ({body}, {iso})?",
    ),
    "date": (
        "Vilken dag behandlade {body} ärendet {dnr}?",
        "När tog {body} upp ärende {dnr}?",
    ),
    "decision": (
        "Vad beslutade {body} den {day} om {subject}?",
        "Vad blev beslutet i ärendet {subject} i {body} {iso}?",
    ),
    "identifier": (
        "Vad beslutades i {label} i {body} den {day}?",
        "Vad gällde {label} i protokollet från {body} {iso}?",
    ),
    "amount": (
        "Vilket belopp gällde beslutet om {subject} i {body} den {day}?",
        "Hur mycket pengar handlade beslutet om {subject} i {body} {iso} om?",
    ),
    "who": (
        "Vem reserverade sig mot beslutet om {subject} i {body} den {day}?",
        "Vilka reserverade sig i {body} {iso} i ärendet {subject}?",
    ),
}


@dataclass(frozen=True, slots=True)
class _Matter:
    """A § that questions can be made of, with what tells it from every other."""

    document: Document
    section: Section
    subject: str
    dnr: str | None


def generate(collection: Iterable[Parsed], per_type: int = 100) -> tuple[EvalQuestion, ...]:
    """At most ``per_type`` questions a type, spread over the collection, each with its withheld twin."""
    matters = tuple(_matters(collection))
    alone = Counter(diarienummer_key(m.dnr) for m in matters if m.dnr)
    made: list[EvalQuestion] = []
    for kind in _TEMPLATES:
        of_kind = [q for m in matters for q in _questions(kind, m, alone)]
        made.extend(_spread(of_kind, per_type))
    return tuple(q for question in made for q in (question, _withheld(question)))


def half(question: EvalQuestion) -> str:
    """``tune`` or ``held``: a question and its withheld twin are always in the same half."""
    base = question.id.removesuffix(f"-{WITHHELD}")
    return HALVES[hashlib.sha256(base.encode()).digest()[0] % 2]


def _matters(collection: Iterable[Parsed]) -> Iterator[_Matter]:
    for parsed in collection:
        for inner in parsed.documents:
            document = inner.document
            if document.kind is not Kind.PROTOKOLL or not (document.body and document.date):
                continue
            headings = Counter(_subject(section) for section in inner.sections)
            for section in inner.sections:
                subject = _subject(section)
                if section.label and len(subject) > 12 and headings[subject] == 1:
                    dnr = section.diarienummer[0] if len(section.diarienummer) == 1 else None
                    yield _Matter(document, section, subject, dnr)


def _subject(section: Section) -> str:
    return " ".join(section.heading.split()).rstrip(" .:")


def _questions(kind: str, matter: _Matter, alone: Counter[str]) -> Iterator[EvalQuestion]:
    groups = _answer(kind, matter, alone)
    if groups is None:
        return
    document, section = matter.document, matter.section
    body = document.body or ""
    if document.municipality and document.municipality.casefold() not in body.casefold():
        body = f"{body} i {document.municipality}"
    date = document.date
    assert date is not None
    identity = f"{kind}-{document.id}-{section.label}"
    templates = _TEMPLATES[kind]
    template = templates[hashlib.sha256(identity.encode()).digest()[1] % len(templates)]
    text = template.format(
        body=body,
        day=swedish_date(date),
        iso=date.isoformat(),
        subject=matter.subject,
        dnr=matter.dnr,
        label=section.label,
    )
    place = GoldPlace(
        document.file, document.body, date, section.label, section.diarienummer, section.pages[0]
    )
    yield EvalQuestion(identity, kind, Question(text), Gold(place, groups))


def _answer(kind: str, matter: _Matter, alone: Counter[str]) -> tuple[tuple[str, ...], ...] | None:
    """What a right answer must say, or None where the § does not give it alone."""
    section, document = matter.section, matter.document
    decided = [part for part in section.parts if part.status is Status.BESLUT]
    match kind:
        case "section":
            return ((section.label or "",),)
        case "number":
            return ((matter.dnr,),) if matter.dnr else None
        case "date":
            unique = matter.dnr and alone[diarienummer_key(matter.dnr)] == 1
            assert document.date is not None
            return ((swedish_date(document.date), document.date.isoformat()),) if unique else None
        case "decision" | "identifier":
            return _decision(section, decided)
        case "amount":
            return _amount(section, decided)
        case _:
            return _reserved(section)


def _decision(section: Section, decided: list[Part]) -> tuple[tuple[str, ...], ...] | None:
    if not decided:
        return None
    if section.outcome in _OUTCOME_WORDS:
        return (_OUTCOME_WORDS[section.outcome],)
    first = section.text[slice(*decided[0].span)]
    spoken = [_LEAD.sub("", first[slice(*span)]).strip() for span in sentences(first)]
    told = next((text for text in spoken if len(text.split()) >= 4 and not text.endswith(":")), None)
    return ((" ".join(told.split()[:4]).rstrip(",.:"),),) if told else None


def _amount(section: Section, decided: list[Part]) -> tuple[tuple[str, ...], ...] | None:
    found = {m[0] for part in decided for m in _AMOUNT.finditer(section.text, *part.span)}
    return ((found.pop(),),) if len(found) == 1 else None


def _reserved(section: Section) -> tuple[tuple[str, ...], ...] | None:
    names = {
        _PARTY.sub("", name)
        for part in section.parts
        if part.status is Status.RESERVATION
        for name in part.by
        if "(" in name
    }
    return tuple((name,) for name in sorted(names)) if names else None


def _spread(questions: list[EvalQuestion], count: int) -> list[EvalQuestion]:
    step = max(1.0, len(questions) / count)
    return [questions[int(i * step)] for i in range(min(count, len(questions)))]


def _withheld(question: EvalQuestion) -> EvalQuestion:
    assert question.gold is not None
    return replace(
        question, id=f"{question.id}-{WITHHELD}", type=WITHHELD, gold=None, withheld=question.gold.places
    )
