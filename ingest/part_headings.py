"""The headings that open a decision, a proposal, a debate, a dissent …: what a § is made of.

A heading is known by its words, never by its place: `Beslut`, `NÄMNDENS BESLUT`, `Förvaltningens förslag till
beslut`, `Yrkanden`, `Beslutet skickas till:`. It stands on a line of its own, at a block's beginning with its
text behind it, or, where a text has lost its lines, inside the running words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Span, Status

LONGEST_HEADING = 110  # characters; a longer block is running text
LONGEST_BLOCK = 2 * LONGEST_HEADING

BODY_NOUN = (
    r"(?:fullmäktige|styrelsen?|nämnd(?:en)?|utskott(?:et)?|beredning(?:en)?|rådet|direktion(?:en)?"
    r"|presidi(?:et|um)|kommittén?|stämman?|landsting(?:et)?|delegation(?:en)?|myndighet(?:en)?|förbund(?:et)?|AU|KS|KF)"
)
BODY = (
    rf"(?:(?:[\w-]{{1,40}},? ){{0,4}}[\w-]{{0,40}}{BODY_NOUN}|Nämnden(?= för ))"
    r"(?: för [\w,-]{1,40}(?: (?:&|[\w,-]{1,40})){0,6}?)?"
)
OFFICE = (
    r"[\w-]{0,40}(?:förvaltning(?:en)?|kontor(?:et)?|chef(?:en)?|direktör(?:en)?|kansli(?:et)?"
    r"|avdelning(?:en)?)"
)
# A genitive: "Nämndens", "Kommunstyrelsens arbetsutskotts", "Barn- och utbildningsnämndens"; a transcript may
# have lost a word of it.
OWNER = r"(?:[\w-]{1,40}a )?[^\W\d][\w-]{0,40}(?:(?:,? (?:och|för|samt)|,|s) [\w-]{0,40}){0,5}s"
# What may follow a heading's word on its line: a place, an occasion or a subject, never a date or an origin.
SUBJECT = r"(?: [^\d.]{2,50})?"
TAIL = r"(?: ?[–-] ?[^\d.]{2,50}| (?:på|under|vid|i|till|om|för|gällande|av) [^\d.]{2,60})?"
MEETING = r"(?:på|under|vid|till) (?:dagens )?(?:sammanträdet|sammanträde|mötet|möte)"
# "Arbetsutskottet föreslår kommunstyrelsen besluta": a proposal's first words, or a decision to propose.
PROPOSES = (
    rf"(?:{BODY}|{OFFICE}) föreslår(?: att)? {BODY}"
    r"(?: att)?(?: besluta(?:r)?| fatta följande beslut)?(?: att| följande)?"
)
SENT = (
    r"(?:skickas|skickat|skickats|skickad|expedieras|expedierat|expedition|sänds|sändas|sändes|delges"
    r"|delgivning|meddelas|översänds|lämnas|tillställs|för kännedom)"
)
RECIPIENTS = r"(?: för [\w ]{3,30})?(?: till)?"

_LINES: dict[Status, tuple[str, ...]] = {
    Status.BESLUT: (
        r"beslut(?:et)?(?: (?:i ärendet|för egen del|på delegation))?",
        r"avgörande",
        r"besluts(?:punkter|satser|sammanfattning)",
        rf"{OWNER} (?:beslut|avgörande)(?: för egen del)?",
        rf"beslut (?:i|av) {BODY}",
    ),
    Status.YRKANDE: (
        rf"[\w-]{{0,40}}yrkande(?:n|t|na)?{TAIL}",
        rf"(?:ändrings|tilläggs|mot)förslag{TAIL}",
        rf"förslag {MEETING}",
        r"(?:framställda|framförda|ställda|väckta) (?:förslag|yrkanden)(?: till beslut)?",
        rf"förslag och yrkanden{TAIL}",
        rf"yrkanden? ?/ ?förslag(?: till beslut)?{TAIL}",
        r"återkallande av (?:besluts)?(?:förslag|yrkande)",
    ),
    Status.FORSLAG: (
        r"förslag(?:et)?",
        rf"(?:[\w-]{{1,40}} )?förslag (?:till|på) (?:beslut|ställningstagande){TAIL}",
        r"förslag (?:till|på) beslut (?:från|enligt) [^\d.]{2,50}",
        rf"förslag till {BODY}(?:s beslut)?",
        rf"förslag ?[–-] ?{BODY}",
        rf"beslutsförslag(?:et)?{TAIL}",
        rf"{OWNER} (?:besluts)?förslag(?: till (?:beslut|ställningstagande))?{TAIL}",
        r"tjänste(?:manna|person|persons|mäns)?förslag(?:et)?",
        r"hemställan",
        rf"{BODY} föreslås (?:att )?(?:besluta|fatta){SUBJECT}",
        PROPOSES,
    ),
    Status.OMROSTNING: (
        rf"(?:besluts|propositions)(?:gång|ordning)(?:en)?{SUBJECT}",
        rf"proposition(?:er)?{TAIL}",
        rf"(?:(?:resultat|utfall) av )?(?:omröstning|votering)(?:en|ar|s\w+)?{SUBJECT}",
        r"(?:namn)?röstning(?:sresultat)?",
        r"röst(?:nings)?lista",
        r"begäran om (?:votering|omröstning)",
        r"(?:omröstning|votering) (?:begärs|begärdes|verkställs|genomförs)",
    ),
    Status.RESERVATION: (
        rf"(?:[\w-]{{1,40}} )?reservation(?:er|en)?{TAIL}",
        r"reservation(?:er)? och [\w ]{3,40}",
    ),
    Status.ANTECKNING: (
        rf"(?:protokolls|till protokollet )?anteckning(?:ar|en)?{TAIL}",
        r"protokollsnotering(?:ar)?",
        r"noteringar till protokollet",
        r"röstförklaring(?:ar)?",
        rf"jäv(?:sanmälan|sanmälningar)?{SUBJECT}",
        r"(?:deltar|delta|deltagande|avstår|avstå) (?:ej|inte|i|från)\b[^\d.]{2,50}",
        r"(?:ej|inte) deltagande(?: i beslutet)?",
        r"ej deltagit i beslutet",
    ),
    Status.YTTRANDE: (
        rf"särskil(?:t|da) (?:yttrande|uttalande)(?:n|t)?{TAIL}",
        r"(?:ersättaryttrande|uttalande)(?:n|t)?",
        r"(?:remiss)?yttrande(?:n|t)?(?: (?:till|i) [^\d.]{2,50})?",
        rf"{OWNER} (?:remiss)?(?:yttrande|synpunkter|remissvar)",
        r"remissvar",
        r"skriftligt svar",
    ),
    Status.UNDERLAG: (
        rf"besluts(?:underlag|handling)(?:et|ar)?{TAIL}",
        r"(?:skriftligt )?underlag(?: (?:för|till|i) (?:beslut|beslutet|ärendet))?",
        r"(?:ärendets |bifogade |inkomna |aktuella )?handling(?:ar)?(?:na)?(?: i ärendet)?",
        r"bilag(?:a|or)(?: \d{1,2}| till \w+)?",
        r"dokument i ärendet",
        r"källor|referenser|bilageförteckning",
    ),
    Status.EXPEDIERING: (
        rf"(?:beslut(?:et|en)?|paragrafen|protokoll(?:et)?)(?: (?:ska|skall))? {SENT}{RECIPIENTS}",
        rf"(?:protokollsutdrag(?:et)?|utdrag(?:et)?|kopia|kopior)(?: (?:ska|skall))?(?: {SENT})?{RECIPIENTS}",
        rf"(?:{SENT}|exp|sänt|sändlista|distribution|expedieringslista){RECIPIENTS}",
        r"(?:besluts?)?(?:expediering|expedition)(?: (?:till|av beslut(?:et)?))?",
        r"beslut till",
        r"sändlista för [^\d.]{2,60}",
        r"mottagare",
        r"för (?:kännedom|verkställighet)(?: till)?",
    ),
    Status.NARVARO: (
        r"(?:ej )?(?:tjänstgörande|beslutande|närvarande|frånvarande|övriga)"
        r"(?: (?:ledamöter|ersättare|deltagare|tjänstepersoner|tjänstemän|politiker"
        r"|förtroendevalda|närvarande|ej tjänstgörande|tjänstgörande))*",
        r"närvarande (?:från|på) [^\d.]{2,40}",
        r"ledamöter|ersättare|deltagare|närvarolista|upprop|deltagande",
        r"närvaro(?: och tjänstgöring)?",
        r"(?:plats|tid)(?: (?:och|för) (?:tid|plats|sammanträde(?:t)?))?(?: för justering)?",
        r"justerare|justerande|sekreterare|ordförande|underskrifter|paragrafer",
        r"utse(?:dda?|s) att justera",
        r"justeringens (?:plats|tid)(?: och tid)?",
    ),
    Status.OVRIGT: (
        r"(?:omedelbar |direkt)?justering(?: av (?:paragrafen|protokollet))?",
        r"omedelbar(?:t)? juster(?:ad|ing)",
        rf"(?:(?:hur|så) (?:man|beslutet|här)|överklagande|besvär|upplysning)\w*(?: överklaga\w*)?{SUBJECT}",
        r"(?:bevis om )?anslag(?:/| och )?(?:bevis)?",
        r"underskrift(?:er)?",
    ),
    Status.BESKRIVNING: (
        rf"(?:kort )?ärende(?:beskrivning|t|redogörelse){SUBJECT}",
        r"beskrivning(?:en)?(?: av ärendet)?",
        rf"sammanfattning(?:en)?{TAIL}",
        rf"(?:{OWNER} )?behandling(?:en)?{TAIL}|dagens (?:sammanträde|möte|behandling)|{MEETING}",
        r"föredragande|lagstöd",
        r"i korthet|historik|inledning|introduktion|nuläge|metod|tidplan|genomförande|frågeställning",
        rf"bakgrund{SUBJECT}",
        r"(?:ärendets )?beredning(?:en)?(?: av ärendet)?",
        r"ärendets (?:gång|behandling|handläggning)",
        r"beredningsprocess(?:en)?",
        rf"(?:tidigare|föregående) (?:behandling|beslut|beredning|ställningstaganden?){SUBJECT}",
        r"överväganden?|överläggning(?:ar|en)?|diskussion(?:en)?|debatt(?:en)?|anföranden?|inlägg",
        r"föredragning(?:en)?|ajournering(?:ar)?|redogörelse|redovisning|information",
        rf"(?:{OWNER} )?(?:bedömning|överväganden?|motivering|slutsats|kommentar|analys|redogörelse"
        r"|information|beredning|utredning)(?:en|ar|er)?(?: (?:av|till|om|och|för|i) [^\d.]{2,50})?",
        r"(?:motivering|skäl|motiv)(?:en)? (?:till|för) (?:beslut(?:et)?|förslaget|avslag|ställningstagande)",
        r"[\w-]{0,40}(?:perspektiv|konsekvens|påverkan|aspekt|analys|bedömning|ekonomi|finansiering|uppföljning)"
        rf"(?:et|en|er|erna)?{SUBJECT}",
        r"(?:ekonomiska|juridiska|sociala|ekologiska|organisatoriska|personella|rättsliga|miljömässiga)"
        rf" (?:[\w-]{{1,40}}){SUBJECT}",
        rf"barn(?:ets|konventionen)?{SUBJECT}",
        rf"(?:jämställdhet|syfte){SUBJECT}",
        r"agenda 2030|lagrum|samverkan|samråd|kommunikation|(?:expediering och )?verkställighet",
        r"gällande (?:lagstiftning|rätt|regler|bestämmelser)",
        r"frågor? \d?",
        r"svar(?: på (?:frågan|interpellationen|motionen))?",
    ),
}

LINE_GRAMMAR = {
    status: re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
    for status, patterns in _LINES.items()
}
# A topic does not say anything: "Uppföljning sker i maj" is a sentence that has lost its full stop.
TOPICS = frozenset({Status.BESKRIVNING, Status.UNDERLAG, Status.YTTRANDE, Status.OMROSTNING})
SAYS = re.compile(r"\b(?:ska|skall|är|har|får|kan|bör|blir|sker|görs|ges|\w{3,}as)\b")
# "Ja-röst för nämndens förslag" tells a side of a vote.
SIDE = re.compile(r"(?:ja|nej)(?:-| ?röst| för\b| ?[:=])", re.IGNORECASE)
NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]? +)?")
ORDINAL = re.compile(r"(?<!\bBilaga) \d{1,2}$")  # "Omröstning 2", "Yrkande 1"
ENDING = " \t:_–-"

# The words of a heading that may stand at a block's beginning or inside running text, its text behind it.
_INLINE: dict[Status, tuple[str, ...]] = {
    Status.FORSLAG: (
        "förslag till beslut",
        "förslag till beslut på sammanträdet",
        "förslag till beslut i kommunfullmäktige",
        "förslag till kommunfullmäktige",
        "förslag till kommunstyrelsen",
        "beslutsförslag",
        "tjänsteförslag",
    ),
    Status.BESLUT: ("beslut", "avgörande"),
    Status.YRKANDE: (
        "yrkanden",
        "yrkande",
        "tilläggsyrkande",
        "tilläggsyrkanden",
        "ändringsyrkande",
        "förslag på sammanträdet",
        "framställda förslag",
    ),
    Status.OMROSTNING: (
        "beslutsgång",
        "propositionsordning",
        "propositioner",
        "omröstning",
        "omröstningsresultat",
        "votering",
        "voteringslista",
        "voteringsresultat",
    ),
    Status.RESERVATION: ("reservation", "reservationer"),
    Status.ANTECKNING: ("protokollsanteckning", "protokollsanteckningar", "jäv"),
    Status.YTTRANDE: ("särskilt yttrande", "särskilda yttranden", "yttrande"),
    Status.UNDERLAG: (
        "beslutsunderlag",
        "underlag för beslut",
        "underlag till beslut",
        "handlingar i ärendet",
        "handlingar",
        "bilagor",
        "underlag",
    ),
    Status.EXPEDIERING: (
        "beslutet skickas till",
        "beslut skickas till",
        "beslutet skickas för kännedom till",
        "beslutet expedieras till",
        "beslut expedieras till",
        "beslutet sänds till",
        "beslutet delges",
        "expedieras till",
        "expedieras",
        "expediering",
        "protokollsutdrag skickas till",
        "protokollsutdrag till",
        "utdrag till",
        "kopia till",
        "skickas till",
        "sändlista",
        "delges",
    ),
    Status.OVRIGT: (
        "paragrafen är justerad",
        "paragrafen är omedelbart justerad",
        "omedelbar justering",
        "justerandes sign",
        "justerandes signatur",
        "justerare signatur",
        "justerarnas sign",
        "utdragsbestyrkande",
        "anslag/bevis",
    ),
    Status.NARVARO: ("närvarande", "beslutande ledamöter", "beslutande", "ej tjänstgörande ersättare"),
    Status.BESKRIVNING: (
        "ärendebeskrivning",
        "beskrivning av ärendet",
        "sammanfattning av ärendet",
        "sammanfattning",
        "tidigare behandling",
        "tidigare beslut",
        "ärendets beredning",
        "bakgrund",
        "ärendet",
        "beredning",
        "bedömning",
        "överväganden",
        "överläggning",
        "överläggningar",
        "förvaltningens bedömning",
        "motivering",
        "skäl för beslutet",
        "motivering till beslut",
        "ekonomi",
        "ekonomiska konsekvenser",
        "finansiering",
        "barnperspektivet",
        "konsekvenser för hållbar utveckling och en effektiv organisation",
    ),
}
# Words that begin many a sentence or title: inside a text they open a part only behind a sentence's end.
_LOOSE = frozenset(
    {
        "yttrande",
        "handlingar",
        "bilagor",
        "underlag",
        "ärendet",
        "bakgrund",
        "beredning",
        "bedömning",
        "ekonomi",
    }
    | {"motivering", "finansiering", "yrkande", "delges", "utdrag till", "kopia till", "expedieras", "jäv"}
    | {
        "överläggning",
        "överläggningar",
        "överväganden",
        "närvarande",
        "beslutande",
        "förslag till kommunstyrelsen",
    }
    | {"tidigare beslut", "votering", "sammanfattning", "skickas till"}
)
# Common nouns: a capital letter inside a sentence makes them a heading.
_COMMON = frozenset(
    {"ärendet", "bakgrund", "bedömning", "sammanfattning", "finansiering", "överväganden", "yrkande"}
)
_STATUS_OF = {words: status for status, many in _INLINE.items() for words in many}


def _spelled(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}|{words.upper()}"


_TEXT_FOLLOWS = r"(?=:|\s*$|\s+(?:[A-ZÅÄÖ•\"”–(-]|\d{1,2}[.)]\s|att\b))"
_PHRASES = "|".join(_spelled(words) for words in sorted(_STATUS_OF, key=len, reverse=True))
# "Arbetsutskottets förslag till kommunstyrelsen" is no sentence's beginning, and no item of a list.
_PROPOSAL = (
    r"förslag till (?:beslut|(?:kommun|region)?fullmäktige|(?:kommun|region)styrelsen|nämnden|direktionen)"
)
INLINE_HEADING = re.compile(
    rf"(?<![\w§/-])(?=[A-ZÅÄÖ])(?:(?P<words>{_PHRASES})"
    rf"|(?P<owner>{OWNER}) (?P<owned>beslut|{_PROPOSAL}|förslag|yttrande)(?! att\b))"
    rf"{_TEXT_FOLLOWS}"
)
SENTENCE_BEFORE = re.compile(r"[.:!?)\]\"”_•-]\s*$")
_OWNED = {"beslut": Status.BESLUT, "yttrande": Status.YTTRANDE}


OWNED = re.compile(
    rf"(?P<owner>{OWNER}) (?:besluts?|(?:besluts)?förslag|avgörande|yttrande)\b", re.IGNORECASE
)
RECEIVED = re.compile(
    rf"förslag ?(?:till|[–-]) ?(?:beslut (?:i|till|för) )?(?P<receiver>{BODY})s?(?: beslut)?$", re.IGNORECASE
)
PROPOSED = re.compile(rf".{{2,60}} föreslår(?: att)? (?P<receiver>{BODY})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at ``span`` of a text. ``owner`` is whose decision or proposal it opens, as a nominative.

    ``receiver`` is the body that a proposal is made to. ``line`` tells that it has a line of its own;
    ``certain`` that it cannot be a sentence's beginning or a list's item.
    """

    span: Span
    status: Status
    words: str
    owner: str | None = None
    receiver: str | None = None
    line: bool = False
    certain: bool = True


def line_heading(block: str, start: int) -> Heading | None:
    """The heading that the whole of ``block`` is, if it is one; ``start`` is the block's offset."""
    if len(block) > LONGEST_BLOCK:
        return None
    unnumbered = NUMBERING.sub("", block, count=1)
    words = " ".join(unnumbered.strip(ENDING).split())
    status = _line_status(ORDINAL.sub("", words))
    if status is None:
        return None
    span = (start, start + len(block))
    certain = len(unnumbered) == len(block) or words.count(" ") < 2
    return Heading(span, status, words.casefold(), _owner(words), _receiver(words), True, certain)


@lru_cache(maxsize=20_000)
def _line_status(words: str) -> Status | None:
    if words == "Exp.":
        return Status.EXPEDIERING
    if not 2 <= len(words) <= LONGEST_HEADING or not words[0].isupper() or words[-1] in ".,;":
        return None
    if SIDE.match(words):
        return None
    status = next((status for status, grammar in LINE_GRAMMAR.items() if grammar.fullmatch(words)), None)
    return None if status in TOPICS and SAYS.search(words) else status


def inline_headings(block: str, start: int) -> Iterator[Heading]:
    """The headings with their text behind them, at the beginning of ``block`` and inside it."""
    for found in INLINE_HEADING.finditer(block):
        if SIDE.match(found.group()):
            continue
        words = (found["words"] or found["owned"]).casefold()
        status = _STATUS_OF.get(words) or _OWNED.get(words, Status.FORSLAG)
        certain = words not in _LOOSE and (not found["owner"] or words.startswith("förslag till "))
        if not block[: found.start()].strip() or certain or _breaks_off(block, found.start(), words):
            end = found.end() + (block[found.end() : found.end() + 1] == ":")
            yield Heading(
                (start + found.start(), start + end),
                status,
                words,
                nominative(found["owner"]),
                certain=certain,
            )


def _owner(words: str) -> str | None:
    if found := OWNED.match(words):
        return nominative(found["owner"])
    return words.partition(" föreslår ")[0] if PROPOSED.match(words) else None


def _receiver(words: str) -> str | None:
    found = RECEIVED.search(words) or PROPOSED.match(words)
    return found["receiver"] if found else None


def _breaks_off(block: str, at: int, words: str) -> bool:
    """Whether what stands before ``at`` has ended, or is broken off by a word only headings write large."""
    before = block[max(0, at - 4) : at]
    return SENTENCE_BEFORE.search(before) is not None or (words in _COMMON and before.strip()[-1:].islower())


def nominative(owner: str | None) -> str | None:
    """``Kommunstyrelsens arbetsutskotts`` → ``Kommunstyrelsens arbetsutskott``."""
    return owner[:-1] if owner else None
