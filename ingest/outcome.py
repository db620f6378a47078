"""How a matter ended in a §, and whom a decision to propose is addressed to.

The outcome is the matter's, never the proposition's: "bifall till förslaget att avslå motionen" is avslag,
and so is a decision to propose that the motion be rejected, which has an addressee besides. Only decisions
count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Outcome, Part, Status
from corpus.swedish import sentences
from ingest.deciding import PRESENT, outranks
from ingest.part_headings import BODY, BODY_NOUN


def _any(*forms: str) -> re.Pattern[str]:
    """Any of ``forms``, each from a word's beginning; for text in small letters."""
    return re.compile(rf"\b(?:{'|'.join(forms)})")


# What somebody has asked for: its own fate decides, whatever else the § says.
REQUEST = _any(
    r"[\w-]{0,40}motion(?:en|ens|erna|er|ären\w*)?\b",
    r"[\w-]{0,40}(?:medborgar|invånar|e-)förslag(?:et|ets|en)?\b",
    r"[\w-]{0,40}initiativ(?:et|ets|ärendet|ärende)?\b",
    r"[\w-]{0,40}(?<!besluts)förslaget\b",
    r"(?:ansökan|ansökningen|begäran|hemställan|framställan|framställningen|överklagandet|interpellationen)\b",
    r"enkla frågan\b",
)
RAISED = re.compile(
    r"\b(?:motion(?:en|er)?|[\w-]{0,40}(?:medborgar|invånar|e-)förslag(?:et)?|[\w-]{0,40}initiativ(?:et|ärende\w*)?"
    r"|[Aa]nsökan|[Bb]egäran|[Hh]emställan|[MmIi]nterpellation|[A-ZÅÄÖ]\w+sförslag(?:et)?)\b|\b(?:Motion|Initiativ)",
)
REMITTED = _any(
    r"återremitter(?:as|ar|a|ats)\b", r"återremiss(?:as\b| av ärendet| till)", r"återförvisa(?:s|r)\b"
)
# "Enligt återremissyrkande från A och B:" before what is to be looked into.
REMITS = re.compile(r"\benligt (?:punkt \d+ i )?(?:de[nt] )?återremissyrkande")
TABLED = _any(
    r"bordlägg(?:s|er|a|as|es)\b",
    r"bordläggning av",
    r"bordlag(?:t|d)s?\b",
    r"skjut(?:s|er)? upp\b",
    r"uppskjut(?:s|a|es)\b",
    r"tas upp (?:på|vid|till) (?:nästa|ett senare|nästkommande|ett kommande)\b",
)
PARTLY = _any(
    r"delvis (?:bif|till|avs)\w*",
    r"bif\w+ (?:\w+ )?delvis\b",
    r"till (?:viss )?del\b[^.]{0,30}\bbif",
    r"bif\w+[^.]{0,40}\b(?:till (?:viss )?del|i den del)\b",
    r"i övrigt\b[^.]{0,40}\bavsl",
    r"avsl\w+[^.]{0,30}\bi övrigt\b",
    r"att-sats\w*[^.]{0,40}\bbifalls?\b[^.]{0,120}\b(?:avslås?|besvara[dt])\b",
)
REJECTED = _any(
    r"avsl(?:ås|å|år|agits|agit)\b",
    r"avstyrk(?:s|er|a|es)\b",
    r"avvisa(?:s|r)?\b",
    r"förkasta(?:s|r)?\b",
    r"lämnar?s? [^.]{0,40}utan (?:bifall|åtgärd)\b",
    r"föranleder (?:ingen|inte någon|inga|ej någon) (?:ytterligare )?åtgärd",
    r"(?:inte|ej|icke) (?:att )?(?:godkän|bevil|anta\b|antas|bifal|tillstyrk|medge|fastställ|genomför|bered)",
    r"(?:godkänn|bevilja|anta|bifall|tillstyrk|medge|bered)(?:s|er|r|es)? (?:inte|ej)\b",
    r"ställer sig (?:inte|ej) bakom\b",
    r"säg(?:er|a) nej\b",
    r"nekas?\b",
)
ANSWERED = _any(
    r"(?:anses?|anser|är|förklaras|ska)\b[^.;]{0,60}\bbesvara(?:d|t|de)\b",
    r"besvara(?:s|d|t|de|r)?\b(?<!får ställas och besvaras)",
    r"som svar på\b",
    r"anses\b[^.;]{0,40}\b(?:tillgodosedd|färdigbehandlad)",
)
# "avslås med hänvisning till att frågan är besvarad", "avslås och anses därmed besvarad"
REASONED = _any(r"avsl(?:ås|å|år)\b[^.]{0,60}\b(?:hänvisning|motivering|eftersom|då|därmed)\b")
# A request that was taken back has no fate.
CLOSED = _any(r"avskriv(?:s|a|as|er|en|et)\b(?![^.;]{0,120}\båterkall)")
GRANTED = _any(r"bifall(?:s|es|er|a|it)?\b", r"bifölls\b", r"tillstyrk(?:s|er|a|es)\b")
ADOPTED = _any(
    r"anta(?:s|r|ges|ga)?\b(?! (?:\w+ )?(?:leverantör|anbud|entreprenör))",
    r"fastställ(?:s|er|es|a|as)\b",
    r"antagande av",
    r"fastslå(?:s|r)?\b",
)
NOTED = _any(
    r"antecknas?\b",
    r"antecknar\b",
    r"noteras?\b",
    r"noterar\b",
    r"till handlingarna\b",
    r"ad acta\b",
    r"t(?:ar|a|agit|agits|as) (?:\w+ )?del av\b",
    r"t(?:ar|a) emot\b",
    r"(?:ta[rs]|för(?:s|er|t|a)) [^.;]{0,60}till (?:protokollet|sig)\b",
    r"tackar\b",
)
AGREED = _any(
    r"godkän(?:n|ns|nes|ner|na|nas|t)\b",
    r"bevilja(?:s|r)?\b",
    r"i enlighet (?:här|där)med",
    r"(?:enligt|i enlighet med|på) [^.]{0,80}\b[\w-]{0,40}förslag(?:et|en)?\b",
    r"uppdra(?:s|r|ges)?\b",
    r"(?:får|ges?|ger|lämnas) [^.;]{0,60}i? ?uppdrag\b",
    r"ställ(?:er|a) sig (?:bakom|positiv)",
    r"över(?:lämna|sända?)(?:s|r|er)?\b"
    r"(?![^.;]{0,80}\b(?:för (?:beredning|yttrande|handläggning|ställningstagande)|utan eget))",
    r"avge(?:r|s)?\b",
    r"förklaras fullgjor",
    r"(?:inget|ingenting) att (?:erinra|invända)\b",
    r"(?:medge(?![^.;]{0,30}\bfår )|avsätt|anvisa|anslå|utanordna|utbetala|betala|tilldela|erhåll|tillför)",
    r"lämna(?!(?:s|r)? (?:över\b|ärendet utan|utan|in\b))",
    r"(?:instämm|rekommend|upphäv|entledig|bemyndig|delegera|teckna|ingå|förläng)",
    r"(?:revidera|ändra|uppdatera|komplettera)",
    r"(?:försälj|sälj|köp|förvärv|arrender|upplåt|hyra|inrätta|bilda|tillsätt)",
    r"(?:starta|påbörja|fortsätt|genomför)",
    r"(?:erbjud|nominera|föreslå|begär|hemställ|inför|höj|sänk|skjuter på|säg(?:s|a|er) upp)",
    r"(?:startbesked|bygglov)",
    r"(?:dispens|tillstånd|[\w-]{0,20}lov)(?:et|en)? (?:ges|lämnas|meddelas)\b",
    r"upphör(?:a|de)? att gälla",
    r"(?:lägg(?:s|er|a)? ne[rd]\b|bygg(?:s|er|a)\b|anlägg|pausa|permanenta|utöka|minska|upprätta|utred)",
    r"(?:samråd|ställ(?:a|s|er) ut)",
)
# What is only told: a matter that came back from a remiss, a yrkande that fell, the others who applied.
TOLD = re.compile(
    r"\befter (?:återremiss|bordläggning)\w*|\btidigare (?:bordlag|återremitter)\w*"
    r"|\bav(?:slag på|slås?|slår) (?:[\w-]{0,40}yrkande\w*|övriga)[^.]*"
    r"|\b[\w-]{0,40}yrkande\w*[^.]{0,40} avslås\b"
    r"|\bövriga [\w ]{0,60}\b(?:föranleder|lämnas utan|avslås)\b[^.]*"
)
# "Enligt kommunstyrelsens förslag:" says whose words follow, not what they decide.
LEAD_IN = re.compile(
    r"^(?:enligt|på förslag|i enlighet med|med bifall)[^:]*:$|\b(?:föreslår|hemställer)[^:]{0,100}:$"
    r"|\bbeslutar?(?: att| följande)?:?$"
)
# In the order in which one word outweighs another within a sentence.
FATES = (
    (REMITTED, Outcome.ATERREMISS),
    (TABLED, Outcome.BORDLAGD),
    (PARTLY, Outcome.DELVIS),
    (REASONED, Outcome.AVSLAG),
    (ANSWERED, Outcome.BESVARAD),
    (REJECTED, Outcome.AVSLAG),
    (CLOSED, Outcome.BESVARAD),
    (GRANTED, Outcome.BIFALL),
)
ENDINGS = (
    (REMITTED, Outcome.ATERREMISS),
    (TABLED, Outcome.BORDLAGD),
    (PARTLY, Outcome.DELVIS),
    (REJECTED, Outcome.AVSLAG),
    (ADOPTED, Outcome.ANTAGEN),
    (ANSWERED, Outcome.BESVARAD),
    (NOTED, Outcome.NOTERAD),
    (GRANTED, Outcome.BIFALL),
    (AGREED, Outcome.BIFALL),
)
# "Informationen tas till handlingarna. Ett avslag har överklagats …": what is only told of is noted.
INFORMED = re.compile(
    r"(?:informationen|redovisningen|rapporten|anmälan|anmälningarna|meddelandena|delgivningarna|skrivelserna)"
    r" (?:tas|läggs|noteras|antecknas)\b"
)
MERE = frozenset({Outcome.BIFALL, Outcome.NOTERAD})


def outcome(text: str, parts: tuple[Part, ...], heading: str) -> Outcome | None:
    """How the matter of a section ended by the decisions among its ``parts``; None where nothing is decided.

    ``heading`` tells whether the matter is somebody's request, whose own fate then counts.
    """
    points = [point for part in parts if part.status is Status.BESLUT for point in _points(text, part)]
    if any(map(REMITS.search, points)):
        return Outcome.ATERREMISS
    deciding = [TOLD.sub(" ", point) for point in points if not LEAD_IN.search(point)]
    return _outcome(deciding, heading) or _outcome(points, heading)


def _points(text: str, part: Part) -> Iterator[str]:
    """The sentences and list items of a decision, in small letters."""
    words = text[slice(*part.span)]
    for start, end in sentences(words):
        yield words[start:end].lower()


def _outcome(points: list[str], heading: str) -> Outcome | None:
    if RAISED.search(heading):
        fates = [fate for point in points if REQUEST.search(point) and (fate := _first(point, FATES))]
        if fates:
            return _combined(fates)
    endings = [(point, ended) for point in points if (ended := _first(point, ENDINGS))]
    if endings and INFORMED.match(endings[0][0]):
        return Outcome.NOTERAD
    found = [ended for _, ended in endings]
    if not found or found[0] in (Outcome.ATERREMISS, Outcome.BORDLAGD):
        return found[0] if found else None
    if set(found) <= {Outcome.BIFALL, Outcome.AVSLAG, Outcome.DELVIS}:
        return _combined(found)
    # A rule adopted or a request decided outweighs the approvals and notes around it.
    return next((ended for ended in found if ended not in MERE), found[0])


def _first(point: str, table: Iterable[tuple[re.Pattern[str], Outcome]]) -> Outcome | None:
    return next((ended for pattern, ended in table if pattern.search(point)), None)


def _combined(fates: list[Outcome]) -> Outcome:
    """The outcome of a request's points: granted here and refused there is partly granted."""
    if len(set(fates)) > 1 and {Outcome.BIFALL, Outcome.DELVIS} & set(fates):
        return Outcome.DELVIS
    return Outcome.AVSLAG if Outcome.AVSLAG in fates else fates[0]


NAMED = (
    r"(?:(?:[\w-]{1,40}s|[\w-]{1,40}a|[\w-]{1,40}-,?|[\w-]{1,40} (?:och|samt)|och|samt) ){0,3}"
    rf"[\w-]{{0,40}}{BODY_NOUN}(?: för [\w,-]{{1,40}}(?: [\w,-]{{1,40}}){{0,6}}?)?"
)
# "föreslår att kommunfullmäktige beslutar", "hemställer hos fullmäktige att", "rekommenderar nämnden att"
# "Beslut: Regionstyrelsen föreslås avslå motionen"
ASKED = re.compile(rf"^(?P<body>{NAMED}) föreslås\b(?! att)", re.MULTILINE | re.IGNORECASE)
ADDRESSED = re.compile(
    r"\b(?:föreslår?|rekommenderar?|hemställer(?: hos| till)?|begär(?: hos)?|anmodar?)"
    rf"(?: även| också| därmed| vidare)?(?: att)? (?P<body>{NAMED})(?:s beslut)?"
    r"(?=[:,.]|\s+(?:att|beslutar?|fatta|anta|fastställa|godkänna|avslå|bifalla|utse|ge|uppdra|medge|om"
    r"|föreslå|följande)\b"
    r"|\s*$)",
    re.MULTILINE | re.IGNORECASE,
)
_TO_DECIDE = rf"(?P<body>{NAMED}) för (?:beslut|godkännande|antagande|fastställande|ställningstagande)"
FORWARDED = re.compile(rf"\böverlämna(?:s|r)?\b[^.\n]{{0,80}}? till {_TO_DECIDE}", re.IGNORECASE)
PLACED = re.compile(rf"\btillställ(?:a|er|s)(?: den| det| denna| detta| dessa)? {_TO_DECIDE}", re.IGNORECASE)
HEADED = re.compile(
    rf"^[^\n]{{0,80}}förslag till\s(?:beslut (?:i|till|för) )?(?P<body>{BODY})s?(?: beslut)?\s*:?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
# "Kommunfullmäktige avslår motionen" among a nämnd's decisions is what it asks for.
DECIDER = re.compile(rf"^(?:\d{{1,2}}[.)] |[-–•] ?)?(?P<body>{BODY}) {PRESENT}\b", re.MULTILINE)
SHORT = {"kf": "kommunfullmäktige", "ks": "kommunstyrelsen", "au": "arbetsutskottet"}


def addressee(text: str, parts: tuple[Part, ...], body: str | None = None) -> str | None:
    """The body that a decision to propose is addressed to, in small letters, or None.

    ``body`` is whose decisions these are, where it is known.
    """
    decisions = [text[slice(*part.span)] for part in parts if part.status is Status.BESLUT]
    found = (
        match
        for words in decisions
        for pattern in (ADDRESSED, ASKED, HEADED, FORWARDED, PLACED)
        for told in (words, _one_line(words))
        if (match := pattern.search(told))
    )
    return next((_plain(match["body"]) for match in found), None) or _above(decisions, body)


def _above(decisions: Sequence[str], body: str | None) -> str | None:
    """The body that is said to decide what a body below it has decided, if none but it is."""
    deciders = [found["body"] for words in decisions for found in DECIDER.finditer(words)]
    is_above = body is not None and all(outranks(decider, body) for decider in deciders)
    return _plain(deciders[0]) if deciders and is_above else None


def _one_line(text: str) -> str:
    """``text`` as if its column had been wide enough: "… och föreslår / att fullmäktige beslutar:"."""
    return text.replace("\n", " ")


def _plain(body: str) -> str:
    words = " ".join(body.split())
    lowered = words.casefold() if words.isupper() else words[0].lower() + words[1:]
    return SHORT.get(lowered.casefold(), lowered)
