"""What sentences do, whatever heading they stand under: move, reserve, vote, note, propose."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.model import Status
from corpus.persons import PERSON, persons
from ingest.deciding import decides
from ingest.movers import GROUP, movers
from ingest.pieces import LIST_ITEM, Piece, closed, joined, sentences_of

# In these a person's words follow the person's name: "Anna Berg (S): Avslå initiativet".
DEBATED = frozenset({Status.YRKANDE, Status.FORSLAG, Status.RESERVATION, Status.ANTECKNING, Status.YTTRANDE})
SILENT = frozenset({Status.UNDERLAG, Status.EXPEDIERING, Status.NARVARO})
# "Därför yrkar jag", "föreslås nämnden besluta"
ASKS = re.compile(
    r"\b(?:yrkar|föreslår|hemställer) (?:jag|vi)\b|\b(?:[Jj]ag|[Vv]i) (?:yrkar|föreslår|hemställer)\b"
    r"|\bföreslås? [^.\n]{0,80}\b(?:besluta|beslutar)(?: att| följande)?:?\s*$"
)
WORDS = re.compile(r"\w\w")
ANYONE = "(?:" + re.sub(r"\?P<\w+>", "?:", PERSON.pattern) + ")"
MOVES = re.compile(r"\byrka(?:r|de)\b")
RESERVES = re.compile(
    r"\breservera(?:r|de) sig\b"
    r"|\b(?:anmäler|anmälde|lämnar|lämnade) (?:en |följande )?(?:skriftliga? |blank )?reservation\b"
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
SPEAKER = re.compile(
    rf"\W{{0,3}}{ANYONE}(?:(?:,| och| samt) {ANYONE}){{0,12}}"
    r"(?: ?:|(?P<proposes> (?:föreslår|tillstyrker|avstyrker|instämmer|biträder)\b))"
)
IN_WRITING = re.compile(
    r"\s*(?:i|genom) (?:en|ett|sin|sitt)? ?(?:motion|medborgarförslag|skrivelse|initiativ)"
)


def proposing(text: str, piece: Piece) -> Iterator[Piece]:
    """``piece`` of a letter or a motion parted where its writer proposes: "Därför yrkar jag att …"."""
    if piece.status is not Status.BESKRIVNING:
        yield piece
        return
    runs = [piece]
    for span in sentences_of(text, piece):
        sentence = text[slice(*span)]
        if ASKS.search(sentence):
            runs.append(Piece(Status.FORSLAG, span))
        elif runs[-1].status is Status.FORSLAG and not LIST_ITEM.match(sentence):
            runs.append(Piece(piece.status, span))
    yield from closed(joined(runs), piece.span[1])


def spoken(text: str, piece: Piece, undecided: str | None) -> Iterator[Piece]:
    """``piece`` parted where its sentences move, reserve, vote or note.

    ``undecided`` is the body of a § in which no decision was found: what it decides behind a proposition is
    one, though nothing announces it.
    """
    words = text[slice(*piece.span)]
    if piece.status in SILENT or not (piece.status in DEBATED or TRIGGER.search(words)):
        yield piece
        return
    runs = [piece]
    for span in sentences_of(text, piece):
        sentence = text[slice(*span)]
        said = _said(sentence, piece.status)
        if said is None and runs[-1].status is Status.OMROSTNING and decides(sentence, undecided):
            said = Status.BESLUT, ()
        if said is not None:
            runs.append(Piece(said[0], span, by=said[1]))
        elif runs[-1].status is not piece.status and not LIST_ITEM.match(sentence) and WORDS.search(sentence):
            runs.append(Piece(piece.status, span, by=piece.by))
    if piece.status is Status.RESERVATION and len(runs) == 1:
        runs = [replace(piece, by=persons(words))]
    yield from closed(joined(runs), piece.span[1])


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
