"""What every passage of a section is: decision, proposal, yrkande, reservation, background …

Headings say it, sentences refine it: "X (S) reserverar sig" is a reservation wherever it stands. A proposal
is never a decision: only minutes decide, and in them only under a decision's heading or in words that decide
now.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.bodies import same_body
from corpus.model import Kind, Part, Span, Status
from corpus.persons import PERSON, persons
from corpus.swedish import sentences
from corpus.votes import Doubt, votes_in
from ingest.movers import GROUP, movers
from ingest.part_headings import BODY, Heading, inline_headings, line_heading

MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG, Kind.OVRIGT})
# Documents that are themselves what was decided or reported: a heading "Jäv" or "Beslut" is a rule's name.
RULES = frozenset(
    {Kind.STRATEGI, Kind.PLAN, Kind.POLICY, Kind.RIKTLINJE, Kind.REGLEMENTE, Kind.DELEGATIONSORDNING}
    | {Kind.TAXA, Kind.BUDGET, Kind.RAPPORT, Kind.AVTAL, Kind.BILAGA}
)
# In these a person's words follow the person's name: "Anna Berg (S): Avslå initiativet".
DEBATED = frozenset({Status.YRKANDE, Status.FORSLAG, Status.RESERVATION, Status.ANTECKNING, Status.YTTRANDE})
# Their numbered points may sound like headings.
WORDED = frozenset({Status.BESLUT, Status.FORSLAG, Status.YRKANDE})
LISTS = frozenset({Status.UNDERLAG, Status.EXPEDIERING})
# Where a decision may stand that no heading announces; in a proposal the same words are proposed.
UNHEADED = frozenset({Status.BESKRIVNING, Status.OMROSTNING, Status.OVRIGT, Status.UNDERLAG, Status.YRKANDE})
SILENT = frozenset({Status.UNDERLAG, Status.EXPEDIERING, Status.NARVARO})

NUMBERED = re.compile(r"\s*(?:§|Paragraf\b|\d{1,3}\s(?!Protokoll|Sammanträdes))")
ATTENDANCE = re.compile(
    r"närvarande|beslutande|tjänstgörande|ersättare|justerare|plats och tid|sekreterare", re.IGNORECASE
)
# An annexe of a voting system: figures, then a table of names whose cells sound like attendance.
PRINTOUT = re.compile(
    r"(?:^|\bAntal )ja ?:? ?\d{1,3}\s+(?:Antal )?nej ?:? ?\d{1,3}\s", re.IGNORECASE | re.MULTILINE
)
# A heading that goes on in the next line: "NÄMNDENS BESLUTSFÖRSLAG TILL".
BROKEN_OFF = (" TILL", " I", " PÅ", " FÖR", " OCH", " till", " för")
LIST_ITEM = re.compile(r"\s*(?:att\b|[•*–-]\s?|\d{1,2}[.)]|[a-zåäö][.)]?\s|[a-zåäö])")
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
    r"|Föredragningslistan|Protokollet|Delegationsbesluten|Interpellationen|Motionen|Medborgarförslaget)"
)
OWN = re.compile(
    r"nämnden|styrelsen|utskottet|fullmäktige|beredningen|rådet|direktionen|presidiet|landstinget",
    re.IGNORECASE,
)
DECIDES = re.compile(
    rf"(?P<decider>{BODY}|(?i:{OWN.pattern})) {PRESENT}\b(?! om\b)|{MATTER}\b[^.\n]{{0,80}}? {PASSIVE}\b"
)
ANNOUNCES = re.compile(rf"(?P<decider>{BODY}|(?i:{OWN.pattern})) beslutar(?: att| följande)?:?")
MENTIONS = re.compile(r"\bbeslut\w*|\bföresl\w+", re.IGNORECASE)
DECIDED = re.compile(rf"\b(?:{PRESENT}|{PASSIVE}|att [a-zåäö]+a)\b|^\W*[A-ZÅÄÖ][a-zåäö]+a \w")
# "Därför yrkar jag", "föreslås nämnden besluta"
ASKS = re.compile(
    r"\b(?:yrkar|föreslår|hemställer) (?:jag|vi)\b|\b(?:[Jj]ag|[Vv]i) (?:yrkar|föreslår|hemställer)\b"
    r"|\bföreslås? [^.\n]{0,80}\b(?:besluta|beslutar)(?: att| följande)?:?\s*$"
)
WORDS = re.compile(r"\w\w")
OPEN_ENDED = re.compile(r"(?::|\batt|\bbeslutar|\bföljande)\s*$")
OLDER = re.compile(r"\b(?:beslutade|beslöt|har beslutat|antog|fastställde|godkände|beslutades|gav)\b")

ANYONE = "(?:" + re.sub(r"\?P<\w+>", "?:", PERSON.pattern) + ")"
MOVES = re.compile(r"\byrka(?:r|de)\b")
RESERVES = re.compile(
    r"\breservera(?:r|de) sig\b"
    r"|\b(?:anmäler|anmälde|lämnar|lämnade) (?:en )?(?:skriftlig |blank )?reservation\b"
    r"|\b(?:anmäler|anmälde)(?= [A-ZÅÄÖ][^.]{3,400}? reservation\b)"
)
SPEAKS = re.compile(
    r"\b(?:anmäler|lämnar|avger|inkommer med)(?: ett| följande)? särskil(?:t|da) (?:yttrande|uttalande)\w*"
)
NOTES = re.compile(
    r"\b(?:deltar|deltog)(?: [\w()]+)? (?:ej|inte|varken)\b(?= (?:i|vid)\b)|\bavstår från att delta\b"
    r"|\b(?:anmäler|anmälde) jäv\b|\bantecknar (?:som|till|följande)\b|\blåter anteckna\b|\bär jävig\b"
    r"|\bpå grund av jäv\b"
)
VOTES = re.compile(
    r"\bställ(?:er|de)\b[^.]{0,80}?\b(?:under )?proposition(?:er)?\b"
    r"|\bställ(?:er|de) (?:förslag|yrkand)[^.]{0,60}\bmot varandra\b"
    r"|^\s*(?:Omröstning|Votering|Rösträkning) (?:begärs|begärdes|genomförs|verkställs|har begärts)"
    r"|\b(?:röstar|röstade) (?:ja|nej|Ja|Nej|JA|NEJ)\b|\b(?:ja|nej|Ja|Nej|JA|NEJ)-röst"
    r"|\b[Gg]odkänd voteringsproposition|^\s*(?:Omröstningen|Voteringen) utf(?:aller|öll)"
    r"|^\s*Ordföranden?\b[^.]{0,120}\b(?:finner|fann)\b"
    r"|\bsom (?:Ja|Nej|mot|huvud)-?(?:proposition|förslag) i huvudvoteringen"
)
NOISE = re.compile(
    r"^\s*(?:(?:Denna |Ovanstående )?[Pp]aragraf(?:en)? (?:(?:är|förklaras)\b[^.]{0,40}\bjustera|justeras\b)"
    r"|Justera\w+ sign|Utdragsbestyrkan|Protokollet under denna paragraf förklaras)"
)
TRIGGER = re.compile(
    r"yrka|reserv|särskil|delta|jäv|antecknar|låter anteckna|proposition|röst|votering|finner|fann"
    r"|mot varandra|ustera|utf|föreslår|styrker|instämmer|biträder"
)
# What was moved elsewhere is told, not moved here.
ELSEWHERE = re.compile(
    r"\b(?:motion(?:en|är\w*)?|medborgarförslag\w*|initiativ\w*|skrivelse[nr]?|interpellation\w*)\b"
)


# In a background these tell of another meeting.
PAST = ("yrkade", "reserverade", "anmälde", "lämnade", "deltog")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a section before its edges are cleaned; ``heading`` is what opened it."""

    status: Status
    span: Span
    heading: Heading | None = None
    by: tuple[str, ...] = ()


def parts(text: str, kind: Kind, opening: int, body: str | None = None) -> tuple[Part, ...]:
    """The parts of a section's ``text``, in order, covering all of it but white space.

    The first ``opening`` characters (the § line and the heading) are the first part, of status övrigt.
    ``body`` is whose minutes these are, where it is known.
    """
    pieces = _headed(text, kind, opening)
    if kind in MINUTES:
        pieces = _decided(text, pieces, body)
        decided = any(piece.status is Status.BESLUT for piece in pieces)
        pieces = [small for piece in pieces for small in _spoken(text, piece, None if decided else body)]
    elif kind not in RULES:
        pieces = [small for piece in pieces for small in _proposing(text, piece)]
    whole = [_Piece(Status.OVRIGT, (0, opening)), *_gathered(text, pieces)]
    return tuple(_weighed(text, _parts(text, _introduced(text, whole))))


def _headed(text: str, kind: Kind, opening: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    current = _Piece(_unheaded(text, kind, opening), (opening, opening))
    for heading in _headings(text, opening):
        status = _opened(text, kind, heading, current.status)
        if status is None:
            continue
        pieces.append(replace(current, span=(current.span[0], heading.span[0])))
        by = (heading.owner,) if heading.owner and status is Status.FORSLAG else ()
        current = _Piece(status, heading.span, heading, by)
    return [*pieces, replace(current, span=(current.span[0], len(text)))]


def _unheaded(text: str, kind: Kind, opening: int) -> Status:
    """What the text before the first heading is."""
    if kind is Kind.YTTRANDE:
        return Status.YTTRANDE
    if kind in MINUTES and not NUMBERED.match(text):
        if PRINTOUT.search(text, opening):
            return Status.OMROSTNING
        if len(ATTENDANCE.findall(text[:2000])) > 1:
            return Status.NARVARO
    return Status.BESKRIVNING


def _headings(text: str, opening: int) -> Iterator[Heading]:
    lines = text[opening:].splitlines(keepends=True)
    start = opening
    joined = False
    for line, following in pairwise([*lines, ""]):
        block = line.rstrip("\n")
        if joined:
            joined = False
        elif block.rstrip().endswith(BROKEN_OFF) and (
            found := line_heading(line + following.rstrip("\n"), start)
        ):
            joined = True
            yield found
        elif found := line_heading(block, start):
            yield found
        else:
            yield from inline_headings(block, start)
        start += len(line)


def _opened(text: str, kind: Kind, heading: Heading, now: Status) -> Status | None:
    """The status that ``heading`` opens in a document of ``kind``, or None where it opens nothing."""
    status = heading.status
    if kind in RULES:
        return status if heading.line and heading.words.startswith("förslag till beslut") else None
    if status is Status.NARVARO and (NUMBERED.match(text) and not heading.words.startswith("närvar")):
        return None
    if status is Status.NARVARO and now is Status.OMROSTNING:
        return None
    if now in LISTS and (status is now or not _ends_list(text, heading)):
        return None
    if now in WORDED and heading.line and not heading.certain:
        return None
    if status is Status.BESLUT and kind not in MINUTES:
        return Status.BESKRIVNING if OLDER.search(_first_words(text, heading)) else Status.FORSLAG
    if " föreslår " in heading.words and now in (Status.BESLUT, Status.FORSLAG, Status.YRKANDE):
        return None
    if status is Status.FORSLAG and now is Status.BESLUT and heading.receiver and not heading.owner:
        return Status.BESLUT
    return status


def _first_words(text: str, heading: Heading) -> str:
    """What stands next behind a heading."""
    return text[heading.span[1] : heading.span[1] + 200].strip().partition("\n")[0]


def _ends_list(text: str, heading: Heading) -> bool:
    """Whether a heading among the items of a list is more than an item that sounds like one."""
    if heading.line:
        return heading.certain and heading.status is not Status.NARVARO
    if heading.status is Status.BESLUT:
        return DECIDED.search(_first_words(text, heading)) is not None
    return heading.certain or (heading.status is Status.YRKANDE and "yrkar" in _first_words(text, heading))


def _decided(text: str, pieces: list[_Piece], body: str | None) -> list[_Piece]:
    """``pieces`` with the decision told from other bodies', and found where no heading announces it."""
    own = [_foreign(piece, pieces, body) for piece in pieces]
    deciders = tuple(
        piece.heading.owner
        for piece in own
        if piece.status is Status.BESLUT and piece.heading and piece.heading.owner
    )
    raised = [_upward(piece, (*deciders, body) if body else deciders) for piece in own]
    if any(piece.status is Status.BESLUT for piece in raised):
        return raised
    return [small for piece in raised for small in _deciding(text, piece, body)]


def _foreign(piece: _Piece, pieces: list[_Piece], body: str | None) -> _Piece:
    """A "decision" of another body than the one whose minutes these are is background here."""
    owner = piece.heading.owner if piece.heading and piece.status is Status.BESLUT else None
    if owner is None or (body and same_body(owner, body)):
        return piece
    decisions = [other.heading.owner for other in pieces if other.status is Status.BESLUT and other.heading]
    others = [other for other in decisions if other is None or not same_body(other, owner)]
    ours = [other for other in others if other is None or _rank(other) > _rank(owner) or other == body]
    return replace(piece, status=Status.BESKRIVNING) if ours else piece


def _upward(piece: _Piece, deciders: tuple[str, ...]) -> _Piece:
    """What the deciding body itself proposes to another is its decision too."""
    heading = piece.heading
    if heading and heading.receiver and heading.owner and any(_means(heading.owner, own) for own in deciders):
        return replace(piece, status=Status.BESLUT, by=())
    return piece


RANKS = (
    "utskott",
    "beredning",
    "råd",
    "presidi",
    "nämnd",
    "styrelse",
    "direktion",
    "landsting",
    "fullmäktige",
    "stämma",
)
UNRANKED = -1


def _rank(body: str) -> int:
    return max((rank for rank, noun in enumerate(RANKS) if noun in body.casefold()), default=UNRANKED)


def _means(owner: str, body: str) -> bool:
    """Whether ``owner``, perhaps only "Nämnden", is ``body``."""
    if OWN.fullmatch(owner):
        return _rank(body) in (_rank(owner), UNRANKED)
    return same_body(owner, body)


def _deciding(text: str, piece: _Piece, body: str | None) -> Iterator[_Piece]:
    """``piece`` parted where a sentence without a heading decides."""
    asked = piece.heading.receiver if piece.heading and " föreslår " in piece.heading.words else None
    if piece.status not in UNHEADED and asked is None:
        yield from _answered(text, piece, body)
        return
    runs = [piece]
    open_ended = leads_in = False
    for span in _sentences(text, piece):
        sentence = text[slice(*span)]
        decides = DECIDES.match(sentence)
        if decides and not leads_in and _may_decide(decides["decider"], asked, body):
            if runs[-1].status is not Status.BESLUT:
                runs.append(_Piece(Status.BESLUT, span))
            open_ended = OPEN_ENDED.search(sentence) is not None
        elif runs[-1].status is Status.BESLUT and not (open_ended or LIST_ITEM.match(sentence)):
            runs.append(_Piece(piece.status, span))
        leads_in = OPEN_ENDED.search(sentence) is not None
    yield from _closed(runs, piece.span[1])


def _answered(text: str, piece: _Piece, body: str | None) -> Iterator[_Piece]:
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
    yield _Piece(Status.BESLUT, (answer, piece.span[1]))


def _announced(text: str, piece: _Piece, body: str) -> int | None:
    """Where ``body`` announces its decision behind clauses that name nobody who decides."""
    for place, span in enumerate(_sentences(text, piece)):
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


def _closed(runs: list[_Piece], end: int) -> Iterator[_Piece]:
    """``runs`` with each reaching to the next one's beginning."""
    ends = [*(run.span[0] for run in runs[1:]), end]
    for run, stop in zip(runs, ends, strict=True):
        yield replace(run, span=(run.span[0], stop))


def _sentences(text: str, piece: _Piece) -> Iterator[Span]:
    """The sentences of ``piece`` behind its heading."""
    start = max(piece.heading.span[1], piece.span[0]) if piece.heading else piece.span[0]
    for first, last in sentences(text[start : piece.span[1]]):
        yield start + first, start + last


def _proposing(text: str, piece: _Piece) -> Iterator[_Piece]:
    """``piece`` of a letter or a motion parted where its writer proposes: "Därför yrkar jag att …"."""
    if piece.status is not Status.BESKRIVNING:
        yield piece
        return
    runs = [piece]
    for span in _sentences(text, piece):
        sentence = text[slice(*span)]
        if ASKS.search(sentence):
            runs.append(_Piece(Status.FORSLAG, span))
        elif runs[-1].status is Status.FORSLAG and not LIST_ITEM.match(sentence):
            runs.append(_Piece(piece.status, span))
    yield from _closed(_joined(runs), piece.span[1])


def _spoken(text: str, piece: _Piece, undecided: str | None) -> Iterator[_Piece]:
    """``piece`` parted where its sentences move, reserve, vote or note.

    ``undecided`` is the body of a § in which no decision was found: what it decides behind a proposition is
    one, though nothing announces it.
    """
    words = text[slice(*piece.span)]
    if piece.status in SILENT or not (piece.status in DEBATED or TRIGGER.search(words)):
        yield piece
        return
    runs = [piece]
    for span in _sentences(text, piece):
        sentence = text[slice(*span)]
        said = _said(sentence, piece.status)
        if said is None and runs[-1].status is Status.OMROSTNING and _decides(sentence, undecided):
            said = Status.BESLUT, ()
        if said is not None:
            runs.append(_Piece(said[0], span, by=said[1]))
        elif runs[-1].status is not piece.status and not LIST_ITEM.match(sentence) and WORDS.search(sentence):
            runs.append(_Piece(piece.status, span, by=piece.by))
    if piece.status is Status.RESERVATION and len(runs) == 1:
        runs = [replace(piece, by=persons(words))]
    yield from _closed(_joined(runs), piece.span[1])


def _decides(sentence: str, body: str | None) -> bool:
    decides = DECIDES.match(sentence)
    return bool(decides and decides["decider"] and body and _means(decides["decider"], body))


def _joined(runs: Iterable[_Piece]) -> list[_Piece]:
    """``runs`` without borders between neighbours that are the same; a heading joins what it opens."""
    joined: list[_Piece] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and _bare(last, run) and last.status is not Status.BESLUT:
            joined[-1] = replace(last, status=run.status, by=run.by)
        elif last and (last.status, last.by) == (run.status, run.by):
            continue
        else:
            joined.append(run)
    return joined


def _bare(heading: _Piece, first: _Piece) -> bool:
    """Whether nothing but its heading stands in a piece before ``first``."""
    return heading.heading is not None and first.span[0] - heading.heading.span[1] <= 2


def _said(sentence: str, around: Status) -> tuple[Status, tuple[str, ...]] | None:
    """What a sentence does by its verb, and who does it; None where it merely goes on."""
    if NOISE.match(sentence):
        return Status.OVRIGT, ()
    for verb, status in (
        (RESERVES, Status.RESERVATION),
        (SPEAKS, Status.YTTRANDE),
        (NOTES, Status.ANTECKNING),
        (MOVES, Status.YRKANDE),
    ):
        found = verb.search(sentence)
        who = movers(sentence, found.span()) if found and _here(sentence, found, around) else ()
        if who:
            return status, who
    if VOTES.search(sentence):
        return Status.OMROSTNING, ()
    speaker = SPEAKER.match(sentence)
    if speaker and around in DEBATED:
        return around, persons(speaker.group())
    if speaker and speaker["proposes"] and not ELSEWHERE.search(sentence):
        return Status.YRKANDE, persons(speaker.group())
    return None


SPEAKER = re.compile(
    rf"\W{{0,3}}{ANYONE}(?:(?:,| och| samt) {ANYONE}){{0,12}}"
    r"(?: ?:|(?P<proposes> (?:föreslår|tillstyrker|avstyrker|instämmer|biträder)\b))"
)
IN_WRITING = re.compile(
    r"\s*(?:i|genom) (?:en|ett|sin|sitt)? ?(?:motion|medborgarförslag|skrivelse|initiativ)"
)


def _here(sentence: str, verb: re.Match[str], around: Status) -> bool:
    """Whether a verb says what is done at this meeting, and not what was written elsewhere or is decided."""
    before = sentence[: verb.start()]
    if around is Status.BESKRIVNING and verb.group().startswith(PAST):
        return False
    if verb.re is MOVES:
        return not ELSEWHERE.search(before) and not IN_WRITING.match(sentence, verb.end())
    if verb.re is NOTES and around is Status.BESLUT:
        return "jäv" not in verb.group() and bool(PERSON.search(before) or GROUP.fullmatch(before.strip()))
    return True


def _gathered(text: str, pieces: Iterable[_Piece]) -> list[_Piece]:
    """``pieces`` with a heading that has nothing under it joined to the next of its status.

    Attendance is one part: its many short headings ("Ersättare", "Sekreterare") open nothing new.
    """
    gathered: list[_Piece] = []
    for piece in pieces:
        last = gathered[-1] if gathered else None
        bare = last and last.heading and not text[last.heading.span[1] : last.span[1]].strip()
        if last and last.status is piece.status and (bare or piece.status is Status.NARVARO):
            gathered[-1] = replace(piece, span=(last.span[0], piece.span[1]), by=piece.by or last.by)
        else:
            gathered.append(piece)
    return gathered


def _introduced(text: str, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """``pieces`` with persons whose party is told elsewhere in ``text`` named with it."""
    known: dict[str, str] | None = None
    for piece in pieces:
        if known is None and any(name.count("(") == 0 for name in piece.by):
            known = {name.partition(" (")[0]: name for name in persons(text)}
        yield replace(piece, by=tuple((known or {}).get(name, name) for name in piece.by))


def _parts(text: str, pieces: Iterable[_Piece]) -> Iterator[Part]:
    for piece in pieces:
        words = text[slice(*piece.span)]
        start = piece.span[0] + len(words) - len(words.lstrip())
        end = piece.span[0] + len(words.rstrip())
        if start < end:
            yield Part(piece.status, (start, end), piece.by)


SIDE = re.compile(r"\b(?:ja|nej)\b", re.IGNORECASE)


def _weighed(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    """``parts``, with votes unconfirmed whose printed names are not as many as their figures.

    Proposition, figures and names may stand in parts of their own: neighbours are read together.
    """
    for voting, run in groupby(parts, key=lambda part: part.status is Status.OMROSTNING):
        neighbours = tuple(run)
        doubtful = _doubtful(text, neighbours) if voting else ()
        for part in neighbours:
            told = text[slice(*part.span)]
            overlaps = any(part.span[0] < end and start < part.span[1] for start, end in doubtful)
            yield replace(part, confirmed=not (overlaps and SIDE.search(told)))


def _doubtful(text: str, parts: tuple[Part, ...]) -> tuple[Span, ...]:
    """Where votes stand whose names contradict their figures, each to the next vote's beginning."""
    start, end = parts[0].span[0], parts[-1].span[1]
    found = votes_in(text[start:end])
    bounds = [*(start + vote.span[0] for vote in found), end]
    spans = zip(pairwise(bounds), found, strict=True)
    return tuple(span for span, vote in spans if vote.doubt is Doubt.DISAGREES)
