"""What a language model writes, held to the evidence: numbered extracts in, sentences that hold out.

The model sees extracts with numbers and their status, and writes "[1]". Each sentence is bound to the
passages that say it; one that none says is dropped and counted. Orders in a document never reach the model.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.dates import swedish_date
from corpus.diarienummer import find_diarienummer
from corpus.model import Status
from corpus.swedish import fold, sentences
from retrieval.cite import Bound, bind
from retrieval.draft.claims import Claim, first_evidence
from retrieval.draft.persons import PERSON
from retrieval.evidence import Library, Passage, Reading
from retrieval.figures import DATE, MONEY, NUMBER
from retrieval.refusal import enough
from retrieval.relevance import Case, numbers
from retrieval.slots import Slot
from retrieval.subject import share
from retrieval.writing.llm import LanguageModel, ModelSilent
from retrieval.writing.orders import is_order
from retrieval.writing.support import supporting

_PROMPTS = Path(__file__).with_name("prompts")
_EXTRACTS = 6
_EXTRACT_LIMIT = 800
_READ = 3
# Beyond this a model is only going round.
_MOST_WRITTEN = 6_000

_HEADS = {
    Status.BESLUT: "BESLUT",
    Status.FORSLAG: "FÖRSLAG, inte beslutat",
    Status.YRKANDE: "YRKANDE, inte beslutat",
    Status.RESERVATION: "RESERVATION, inte beslutat",
    Status.OMROSTNING: "OMRÖSTNING",
}
# Headings, lists of papers and of who gets them: shown only where the extractive draft leans on them.
_ASIDE = frozenset({Status.EXPEDIERING, Status.UNDERLAG, Status.NARVARO, Status.OVRIGT})
_BRACKETS = re.compile(r"\[(?:(?:[Uu]tdrag|[Kk]älla) )?( ?\d{1,3}(?: ?, ?\d{1,3})* ?)\]")
_MARKERS = rf"(?: *{_BRACKETS.pattern})+"
# A marker before a small letter stands inside its sentence.
_ENDED = re.compile(rf"{_MARKERS}(?:[.!?](?=\s+[^\s\[])|(?=\s+[^\s\[a-zåäö]))|\n")
_THINKS, _HAS_THOUGHT = "<think>", "</think>"
_LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_FORMATTING = re.compile(r"[*_`#]+")
_NO_ANSWER = re.compile(r"\bframgår (?:inte|ej)\b|\bkan inte (?:svara|besvara)\b|\bsaknas uppgift")
_FILLS = {
    Slot.AMOUNT: NUMBER,
    Slot.DATE: DATE,
    Slot.MEETING_DATE: DATE,
    Slot.WHO: PERSON,
    Slot.VOTE: NUMBER,
    Slot.LABEL: re.compile("§"),
}
# Where leaving one out tells less than the truth.
_COMPLETE = frozenset({Slot.LIST, Slot.COMPARISON, Slot.TIMELINE, Slot.PRECEDENT, Slot.TIMES, Slot.VOTE})
_DECIDED = frozenset(
    {Slot.DECISION, Slot.YES_NO, Slot.DECIDED_YET, Slot.MATTER, Slot.MEETING_DATE, Slot.TIMELINE}
)
_OPENING = re.compile(r"^(ja|nej|delvis)\b[,.:]?\s*")


@dataclass(frozen=True, slots=True)
class Draft:
    """The extractive answer before it is bound."""

    case: Case
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What holds of a model's answer, None where that is too little; how many sentences were dropped."""

    bound: Bound | None
    dropped: int


@dataclass(frozen=True, slots=True)
class Extract:
    """Passages of one status of one section, as the model sees them."""

    number: int
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The extract with its number, its status and where it stands, on two lines."""
        first = self.passages[0]
        flat = " ".join(" ".join(passage.text.split()) for passage in self.passages)
        shown = _BRACKETS.sub(r"(\1)", flat)
        return f"[{self.number}] {_head(first)}\n{shown}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that the model wrote, and the numbers that it named."""

    text: str
    named: tuple[int, ...]


@lru_cache(maxsize=1)
def prompt_id() -> str:
    """The sha256 of the prompts' files."""
    return hashlib.sha256(f"{_prompt('instructions')}\0{_prompt('question')}".encode()).hexdigest()


def request(draft: Draft, extracts: Iterable[Extract]) -> str:
    """The question as a model is asked it, with the extracts before it."""
    evidence = "\n\n".join(extract.text for extract in extracts)
    return _prompt("question").format(evidence=evidence, question=" ".join(draft.case.query.text.split()))


@lru_cache(maxsize=4)
def _prompt(name: str) -> str:
    return (_PROMPTS / f"{name}.txt").read_text(encoding="utf-8")


def extracts(draft: Draft) -> tuple[Extract, ...]:
    """What the extractive draft leans on first, then the rest of the sections most asked about."""
    proof = [passage for claim in draft.claims for passage in claim.evidence]
    readings = {one.key: one for one in (*(p.reading for p in proof), *draft.case.readings[:_READ])}
    leaned_on = list(dict.fromkeys((passage.reading.key, passage.status) for passage in proof))
    groups = [
        (reading, status)
        for reading in readings.values()
        for status in _statuses(reading)
        if status not in _ASIDE or (reading.key, status) in leaned_on
    ]
    groups.sort(key=lambda group: _place_in(leaned_on, (group[0].key, group[1])))
    chosen = [_chosen(reading, status, draft, proof) for reading, status in groups]
    told = [passages for passages in chosen if passages][: max(_EXTRACTS, len(leaned_on))]
    return tuple(Extract(number, passages) for number, passages in enumerate(told, 1))


def _place_in(order: list[tuple[tuple[str, int], Status]], group: tuple[tuple[str, int], Status]) -> int:
    return order.index(group) if group in order else len(order)


def _statuses(reading: Reading) -> list[Status]:
    found = dict.fromkeys(passage.status for passage in reading.passages)
    return sorted(found, key=list(Status).index)


def _chosen(reading: Reading, status: Status, draft: Draft, proof: list[Passage]) -> tuple[Passage, ...]:
    """The passages of one status that are most asked about, within the limit and in order; no orders."""
    passages = [passage for passage in reading.of(status) if not is_order(passage.text)]
    terms = draft.case.asked.terms
    ranked = sorted(passages, key=lambda p: (not _leans(p, proof), -share(terms, p.bag), p.span))
    kept: list[Passage] = []
    length = 0
    for passage in ranked:
        length += len(passage.text)
        if kept and length > _EXTRACT_LIMIT:
            break
        kept.append(passage)
    return tuple(sorted(kept, key=lambda passage: passage.span))


def _leans(passage: Passage, proof: list[Passage]) -> bool:
    return any(
        one.reading.key == passage.reading.key
        and one.span[0] < passage.span[1]
        and passage.span[0] < one.span[1]
        for one in proof
    )


def _head(passage: Passage) -> str:
    document, section = passage.reading.document, passage.reading.section
    told = (
        _HEADS.get(passage.status, passage.status.value.upper()),
        document.kind.value,
        document.municipality,
        document.body or document.title,
        swedish_date(document.date) if document.date else None,
        section.label,
        " ".join(section.heading.split()),
        *(f"dnr {number}" for number in numbers(passage.reading)[:1]),
        f"förslag till {section.addressee}" if section.addressee else None,
    )
    return " · ".join(piece for piece in told if piece)


def statements(pieces: Iterable[str]) -> Iterator[Statement]:
    """The sentences in a stream of text, each as soon as its markers are whole."""
    held, seen = "", 0
    for piece in _spoken(pieces):
        held, seen = held + piece, seen + len(piece)
        while ended := _ENDED.search(held):
            yield from _stated(held[: ended.end()])
            held = held[ended.end() :]
        if seen > _MOST_WRITTEN:
            break
    yield from _stated(held)


def _spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces after the thoughts that a reasoning model may begin with."""
    rest = iter(pieces)
    held = ""
    for piece in rest:
        held += piece
        if _HAS_THOUGHT in held:
            held = held.partition(_HAS_THOUGHT)[2]
            break
        if not _THINKS.startswith(held.lstrip()[: len(_THINKS)]):
            break
    if not held.lstrip().startswith(_THINKS):
        yield held
    yield from rest


def _stated(text: str) -> Iterator[Statement]:
    """The sentences before one group of markers, all of which it is taken to stand for."""
    named = tuple(int(one) for group in _BRACKETS.findall(text) for one in group.split(","))
    plain = _FORMATTING.sub("", _LIST_MARK.sub("", _BRACKETS.sub("", text)))
    for a, b in sentences(plain):
        sentence = re.sub(r"\s+(?=[.,!?])", "", " ".join(plain[a:b].split())).rstrip(".")
        if sentence:
            yield Statement(sentence, named)


def written(model: LanguageModel, draft: Draft, library: Library, limit: int) -> Iterator[str | Written]:
    """What ``model`` writes that holds, a sentence at a time as it comes, and all of it last."""
    shown = extracts(draft)
    kept: tuple[Claim, ...] = ()
    text, dropped = "", 0
    try:
        for statement in statements(model.write(_prompt("instructions"), request(draft, shown))):
            if _NO_ANSWER.search(fold(statement.text)):
                break
            claim = _claim(statement, shown, kept, _opening(draft.claims))
            bound = bind((*kept, claim), library, limit) if claim else None
            if claim is None or bound is None or bound.dropped:
                dropped += 1
            elif bound.text == text:
                break  # the rest does not fit
            else:
                yield bound.text[len(text) :]
                kept, text = (*kept, claim), bound.text
    except ModelSilent:
        kept = ()
    holds = dropped <= len(kept) and _answers(kept, draft)
    whole = bind((*kept, *_own_words(draft)), library, limit) if holds else None
    if whole:
        yield whole.text[len(text) :]
    yield Written(whole, dropped)


def _claim(
    statement: Statement, extracts: tuple[Extract, ...], kept: tuple[Claim, ...], verdict: str | None
) -> Claim | None:
    """The statement with the passages that say it, of the extracts that it names; None where none do.

    "Ja, …" and "Nej, …" hold where the extractive draft begins so, and its ``verdict`` is the same.
    """
    passages = [p for one in extracts if one.number in statement.named for p in one.passages]
    opening = _OPENING.match(fold(statement.text)) if not kept else None
    told = statement.text[opening.end() :] if opening and opening[1] == verdict else statement.text
    proof = supporting(told, passages) if told else ()
    said = any(claim.text == statement.text for claim in kept)
    return Claim(statement.text, proof) if proof and not said else None


def _own_words(draft: Draft) -> tuple[Claim, ...]:
    """What the extractive draft says of the collection itself, and that a proposal is all that was found."""
    told = tuple(claim for claim in draft.claims if not claim.evidence)
    lead = _lead(draft)
    undecided = draft.case.asked.asks[0].slot in _DECIDED and lead and lead.status is Status.FORSLAG
    return (*told, Claim("Något beslut i frågan hittar jag inte")) if undecided else told


def _lead(draft: Draft) -> Passage | None:
    return first_evidence(draft.claims)


def _answers(claims: tuple[Claim, ...], draft: Draft) -> bool:
    """Whether a model's claims answer what the extractive draft answers, in its sense and as fully."""
    ask, lead = draft.case.asked.asks[0], _lead(draft)
    own, plain = _sections(claims), _sections(draft.claims)
    complete = any(one.slot in _COMPLETE for one in draft.case.asked.asks)
    return (
        lead is not None
        and lead.reading.key in own
        and (plain <= own or not complete)
        and _filled(ask.slot, " ".join(claim.text for claim in claims), lead)
        and _decided(ask.slot, claims, lead)
        and (ask.slot is not Slot.YES_NO or _opening(claims) == _opening(draft.claims))
        and enough(ask, claims, draft.case)
    )


def _filled(slot: Slot, text: str, lead: Passage) -> bool:
    if slot is Slot.DOCUMENT_NUMBER:
        return bool(find_diarienummer(text))
    if slot is Slot.AMOUNT and MONEY.search(lead.text):
        return MONEY.search(text) is not None
    return slot not in _FILLS or _FILLS[slot].search(text) is not None


def _decided(slot: Slot, claims: tuple[Claim, ...], lead: Passage) -> bool:
    """Whether a decision is told where one is asked for and the extractive draft has it."""
    told = {passage.status for claim in claims for passage in claim.evidence}
    return slot not in _DECIDED or lead.status is not Status.BESLUT or Status.BESLUT in told


def _opening(claims: tuple[Claim, ...]) -> str | None:
    found = _OPENING.match(fold(claims[0].text)) if claims else None
    return found[1] if found else None


def _sections(claims: Iterable[Claim]) -> frozenset[tuple[str, int]]:
    return frozenset(passage.reading.key for claim in claims for passage in claim.evidence)
