"""Whose decision a § holds: its own body's, told from another's, and found where no heading announces it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.bodies import same_body
from corpus.model import Status
from ingest.part_headings import BODY
from ingest.pieces import LIST_ITEM, Piece, closed, sentences_of

# Where a decision may stand that no heading announces; in a proposal the same words are proposed.
UNHEADED = frozenset({Status.BESKRIVNING, Status.OMROSTNING, Status.OVRIGT, Status.UNDERLAG, Status.YRKANDE})
PRESENT = (
    r"(?:beslutar|godkänner|antar|fastställer|avslår|bifaller|lägger|noterar|utser|väljer|uppdrar|bordlägger"
    r"|återremitterar|tillstyrker|avstyrker|antecknar|beviljar)"
)
PASSIVE = (
    r"(?:antas|antages|fastställs|fastställes|godkänns|godkännes|avslås|bifalls|bifalles|besvaras|antecknas|noteras"
    r"|läggs till handlingarna|bordläggs|återremitteras|beviljas|utses|väljs|avskrivs|upphävs|förklaras)"
)
MATTER = (
    r"(?:Informationen|Rapporten|Redovisningen|Ärendet|Anmälan|Anmälningarna|Skrivelsen|Frågan|Dagordningen"
    r"|Föredragningslistan|Protokollet|Delegationsbesluten|Interpellationen|Motionen|Medborgarförslaget"
    r"|Meddelanden(?:a)?|Delgivningarna|Uppföljningen)"
)
OWN = re.compile(
    r"nämnden|styrelsen|utskottet|fullmäktige|beredningen|rådet|direktionen|presidiet|landstinget",
    re.IGNORECASE,
)
DECIDER = rf"(?P<decider>{BODY}|(?i:{OWN.pattern}))"
DECIDES = re.compile(rf"{DECIDER} {PRESENT}\b(?! om\b)|{MATTER}\b[^.\n]{{0,80}}? {PASSIVE}\b")
ANNOUNCES = re.compile(rf"{DECIDER} beslutar(?: att| följande)?:?")
PROPOSES = re.compile(rf"{DECIDER} (?:beslutar (?:att )?)?föreslår?\b")
MENTIONS = re.compile(r"\bbeslut\w*|\bföresl\w+", re.IGNORECASE)
DECIDED = re.compile(rf"\b(?:{PRESENT}|{PASSIVE}|att [a-zåäö]+a)\b|^\W*[A-ZÅÄÖ][a-zåäö]+a \w")
# "… prövar förslaget och finner att arbetsutskottet bifaller det": whose proposal it has become.
AGREES = re.compile(
    rf"\bfinner att {DECIDER}"
    r" (?:bifaller|beslutar|tillstyrker|godkänner|föreslår)\b"
)
OPEN_ENDED = re.compile(r"(?::|\batt|\bbeslutar|\bföljande)\s*$")
# From the body that prepares to the one that decides last.
RANKS = (
    *("utskott", "beredning", "råd", "presidi", "nämnd"),
    *("styrelse", "direktion", "landsting", "fullmäktige", "stämma"),
)
UNRANKED = -1


def decided(text: str, pieces: list[Piece], body: str | None) -> list[Piece]:
    """``pieces`` with the decision told from other bodies', and found where no heading announces it."""
    own = [_foreign(piece, pieces, body) for piece in pieces]
    deciders = tuple(
        piece.heading.owner
        for piece in own
        if piece.status is Status.BESLUT and piece.heading and piece.heading.owner
    )
    own = [_own_words(text, before, piece, body) for before, piece in zip((None, *own), own, strict=False)]
    raised = [_upward(text, piece, (*deciders, body) if body else deciders) for piece in own]
    if not any(piece.status is Status.BESLUT for piece in raised):
        raised = [_agreed(text, piece, body) for piece in raised]
    if any(piece.status is Status.BESLUT for piece in raised):
        return raised
    return [small for piece in raised for small in _deciding(text, piece, body)]


def _foreign(piece: Piece, pieces: list[Piece], body: str | None) -> Piece:
    """A "decision" of another body than the one whose minutes these are is background here."""
    owner = piece.heading.owner if piece.heading and piece.status is Status.BESLUT else None
    if owner is None or (body and same_body(owner, body)):
        return piece
    decisions = [other.heading.owner for other in pieces if other.status is Status.BESLUT and other.heading]
    others = [other for other in decisions if other is None or not same_body(other, owner)]
    ours = [other for other in others if other is None or _rank(other) > _rank(owner) or other == body]
    return replace(piece, status=Status.BESKRIVNING) if ours else piece


def _own_words(text: str, before: Piece | None, piece: Piece, body: str | None) -> Piece:
    """The body's own proposal as all that stands under "Beslut" is what it decided: to propose so."""
    owner = piece.heading.owner if piece.heading and piece.status is Status.FORSLAG else None
    above = before.heading if before and before.status is Status.BESLUT else None
    if owner is None or body is None or before is None or above is None or not _means(owner, body):
        return piece
    nothing_else = not text[above.span[1] : before.span[1]].strip()
    return replace(piece, status=Status.BESLUT, by=()) if nothing_else else piece


def _upward(text: str, piece: Piece, deciders: tuple[str, ...]) -> Piece:
    """What the deciding body itself proposes to another is its decision too.

    Whose it is says the heading ("Nämndens förslag till fullmäktige"), or what stands under it ("Nämnden
    föreslår …").
    """
    heading = piece.heading
    if heading is None or heading.receiver is None:
        return piece
    proposes = PROPOSES.match(text[heading.span[1] : piece.span[1]].strip())
    owner = heading.owner or (proposes["decider"] if proposes else None)
    if owner and any(_means(owner, own) and not _means(heading.receiver, own) for own in deciders):
        return replace(piece, status=Status.BESLUT, by=())
    return piece


def _agreed(text: str, piece: Piece, body: str | None) -> Piece:
    """A proposal upward that nobody else is said to make is the body's own, where it is told to agree."""
    heading = piece.heading
    if piece.status is not Status.FORSLAG or heading is None or heading.owner or heading.receiver is None:
        return piece
    if body is None or not outranks(heading.receiver, body):
        return piece
    agrees = any(_means(found["decider"], body) for found in AGREES.finditer(" ".join(text.split())))
    return replace(piece, status=Status.BESLUT, by=()) if agrees else piece


def outranks(other: str, body: str) -> bool:
    """Whether ``other`` decides after ``body``, and over it."""
    return _rank(other) > _rank(body) and not _means(other, body)


def _rank(body: str) -> int:
    return max((rank for rank, noun in enumerate(RANKS) if noun in body.casefold()), default=UNRANKED)


def _means(owner: str, body: str) -> bool:
    """Whether ``owner``, perhaps only "Nämnden", is ``body``."""
    if OWN.fullmatch(owner):
        return _rank(body) in (_rank(owner), UNRANKED)
    return same_body(owner, body)


def _deciding(text: str, piece: Piece, body: str | None) -> Iterator[Piece]:
    """``piece`` parted where a sentence without a heading decides."""
    asked = piece.heading.receiver if piece.heading and " föreslår " in piece.heading.words else None
    if piece.status not in UNHEADED and asked is None:
        yield from _answered(text, piece, body)
        return
    runs = [piece]
    open_ended = leads_in = False
    for span in sentences_of(text, piece):
        sentence = text[slice(*span)]
        decides = DECIDES.match(sentence)
        if decides and not leads_in and _may_decide(decides["decider"], asked, body):
            if runs[-1].status is not Status.BESLUT:
                runs.append(Piece(Status.BESLUT, span))
            open_ended = OPEN_ENDED.search(sentence) is not None
        elif runs[-1].status is Status.BESLUT and not (open_ended or LIST_ITEM.match(sentence)):
            runs.append(Piece(piece.status, span))
        leads_in = OPEN_ENDED.search(sentence) is not None
    yield from closed(runs, piece.span[1])


def _answered(text: str, piece: Piece, body: str | None) -> Iterator[Piece]:
    """Another body's proposal in att-clauses, parted at the line "Direktionen beslutar" of this one.

    A proposal that itself says who shall decide may say so twice: it is left whole.
    """
    owner = piece.heading.owner if piece.heading and piece.status is Status.FORSLAG else None
    foreign = owner is not None and body is not None and not _means(owner, body)
    answer = _announced(text, piece, body) if foreign and body else None
    if answer is None:
        yield piece
        return
    yield replace(piece, span=(piece.span[0], answer))
    yield Piece(Status.BESLUT, (answer, piece.span[1]))


def _announced(text: str, piece: Piece, body: str) -> int | None:
    """Where ``body`` announces its decision behind clauses that name nobody who decides."""
    for place, span in enumerate(sentences_of(text, piece)):
        sentence = text[slice(*span)]
        announces = ANNOUNCES.fullmatch(sentence)
        if announces and place and _means(announces["decider"], body):
            return span[0]
        if MENTIONS.search(sentence):
            return None
    return None


def _may_decide(decider: str | None, asked: str | None, body: str | None) -> bool:
    """Whether ``decider`` decides here; under a proposal only the body that was asked to."""
    whose = body if asked is None else asked
    return decider is None or whose is None or _means(decider, whose)


def decides(sentence: str, body: str | None) -> bool:
    """Whether ``sentence`` says that ``body`` decides now."""
    decides = DECIDES.match(sentence)
    return bool(decides and decides["decider"] and body and _means(decides["decider"], body))
