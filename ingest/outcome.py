"""How a matter ended in a §, and whom a decision to propose is addressed to.

The outcome is the matter's, never the proposition's: "bifall till förslaget att avslå motionen" is avslag, and a
decision to propose that a motion be rejected is avslag with an addressee. Only decisions count.
"""

import re
from collections.abc import Iterator

from corpus.model import Outcome, Part, Status
from corpus.swedish import sentences
from ingest.part_headings import BODY

# What somebody has asked for: its own fate decides, whatever else the § says.
REQUEST = re.compile(
    r"\b(?:[\w-]*motion(?:en|ens|erna|er|ären\w*)?|[\w-]*medborgarförslag(?:et|ets|en)?|[\w-]*initiativ(?:et|ets|ärendet|ärende)?"
    r"|e-förslag(?:et)?|invånarförslag(?:et)?|[\w-]*(?<!besluts)(?<!till)förslaget|ansökan|ansökningen|begäran|hemställan"
    r"|framställan|framställningen|överklagandet|interpellationen|enkla frågan)\b",
    re.IGNORECASE,
)
RAISED = re.compile(
    r"\b(?:motion(?:en|er)?|[\w-]*medborgarförslag(?:et)?|[\w-]*initiativ(?:et|ärende\w*)?|e-förslag(?:et)?"
    r"|invånarförslag(?:et)?|[A-ZÅÄÖ]\w+sförslag(?:et)?|ansökan|begäran|hemställan)\b",
    re.IGNORECASE,
)
PARTLY = re.compile(
    r"\bdelvis\s+(?:bif|till|avs)\w*|\bbif\w+\s+(?:\w+\s+)?delvis\b|\btill (?:viss )?del\b[^.]{0,30}\bbif|\bbif\w+[^.]{0,40}\btill (?:viss )?del\b"
    r"|\bi övrigt\b[^.]{0,40}\bavsl|\bavsl\w+[^.]{0,30}\bi övrigt\b",
    re.IGNORECASE,
)
REMITTED = re.compile(
    r"\båterremi(?:tter(?:as|ar|a|ats)|ss(?:as|\b(?= av ärendet| till)))\b|\båterförvisa(?:s|r)\b",
    re.IGNORECASE,
)
TABLED = re.compile(
    r"\bbordlägg(?:s|er|a|as|es|ning\b(?= av ärendet))|\bbordlag(?:t|d)s?\b|\bskjut(?:s|er)? upp\b|\buppskjut(?:s|a|es)\b",
    re.IGNORECASE,
)
REJECTED = re.compile(
    r"\bavsl(?:ås|å|år|agits|agit)\b|\bavstyrk(?:s|er|a|es)\b|\bavvisa(?:s|r)?\b|\bförkasta(?:s|r)?\b"
    r"|\b(?:lämnas?|lämnar) utan (?:bifall|åtgärd)\b"
    r"|\b(?:inte|ej|icke) (?:att )?(?:godkän|bevil|anta|bifal|bifölls|tillstyrk|medge|fastställ|genomför)\w*"
    r"|\b(?:godkänns|beviljas|antas|bifalls|tillstyrks|medges|godkänner|beviljar|antar|bifaller|tillstyrker|medger) (?:inte|ej)\b"
    r"|\bbereds inte vidare\b|\binte bereda\b|\b(?:säger|säga) nej\b|\bnekas?\b",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"\b(?:anses|anse|anser|är|förklaras|ska|få anses)\b[^.;]{0,60}?\bbesvara(?:d|t|de)\b|\bbesvara(?:s|d|t|de)\b|\bsom svar på\b"
    r"|\banses\b[^.;]{0,40}\b(?:tillgodosedd|färdigbehandlad)\w*",
    re.IGNORECASE,
)
CLOSED = re.compile(r"\bavskriv(?:s|a|as|er|en|et)\b", re.IGNORECASE)
GRANTED = re.compile(r"\b(?:bifall(?:s|es|er|a|it)?|bifölls|tillstyrk(?:s|er|a|es))\b", re.IGNORECASE)
ADOPTED = re.compile(
    r"\b(?:anta(?:s|r|ges|ga)?|fastställ(?:s|er|es|a|as)|antagande av|antagit)\b|\bfastslå(?:s|r)?\b",
    re.IGNORECASE,
)
NOTED = re.compile(
    r"\b(?:antecknas?|antecknar|noteras?|noterar)\b|\blägg(?:s|er|a|as)?\b[^.;]{0,120}\b(?:till handlingarna|ad acta)\b"
    r"|\btill handlingarna\b|\b(?:tar|ta|tagit|tagits) (?:\w+ )?del av\b|\b(?:tar|ta) emot\b|\btackar\b|\bi och med detta informera"
    r"|\btas? till (?:protokollet|handlingarna)\b",
    re.IGNORECASE,
)
AGREED = re.compile(
    r"\bgodkän(?:n|ns|nes|ner|na|nas|t)\b|\bbevilja(?:s|r)?\b|\b(?:enligt|i enlighet med|på) [^.]{0,80}\bförslag\b|\buppdra(?:s|r|ges)?\b"
    r"|\b(?:får|ges?|ger|i) i? ?uppdrag\b|\b(?:ställer|ställa) sig (?:bakom|positiv)\w*|\böver(?:lämna|sända?)(?:s|r)?\b|\bmedge(?:r|s)?\b"
    r"|\blämna(?:s|r)?\b|\bavsätt(?:s|er|a)\b|\banvisa(?:s|r)?\b|\banslå(?:s|r)?\b|\bavge(?:r|s)?\b|\bförklaras fullgjor"
    r"|\b(?:instämm|rekommend|upphäv|entledig|bemyndig|delegera|teckna|försälj|förvärv|förläng|revidera|ändra|inrätta|bilda"
    r"|starta|påbörja|erbjud|nominera|ingå|genomför|säg(?:s|a|er) upp|begär|hemställ|föreslå|inför|upplåt|införliva"
    r"|skjuter på|tillsätt|erhåll|avsäg|tilldela|höj|sänk|sälj|köp|arrender|startbesked|bygglov)\w*",
    re.IGNORECASE,
)
ELECTED = re.compile(r"\b(?:utse(?:s|r)?|välj(?:s|er|a|as|es)|väljs)\b", re.IGNORECASE)
# What is only told: a matter that came back from a remiss, an earlier decision, a yrkande that fell.
TOLD = re.compile(
    r"\befter (?:återremiss|bordläggning)\w*|\btidigare (?:bordlag|återremitter)\w*|\bavslag på (?:[\w-]*yrkande\w*|övriga)[^.]*"
    r"|\bav(?:slås?|slår) (?:[\w-]*yrkande\w*|övriga yrkanden)[^.]*|\b[\w-]*yrkande\w*[^.]{0,40} avslås\b",
    re.IGNORECASE,
)
HEADINGS = re.compile(r"(?:[^\n]{0,80}\bbeslut(?:et)?|avgörande)[: \n]", re.IGNORECASE)


def outcome(text: str, parts: tuple[Part, ...], heading: str) -> Outcome | None:
    """How the matter of a section ended by the decisions among its ``parts``; None where nothing is decided.

    ``heading`` tells whether the matter is somebody's request, whose own fate then counts.
    """
    points = [point for part in parts if part.status is Status.BESLUT for point in _points(text, part)]
    deciding = [TOLD.sub(" ", point) for point in points]
    return _outcome(deciding, heading) or _outcome(points, heading)


def _outcome(points: list[str], heading: str) -> Outcome | None:
    if RAISED.search(heading):
        fates = [fate for point in points if REQUEST.search(point) and (fate := _fate(point))]
        if fates:
            return _combined(fates)
    found = [ended for point in points if (ended := _ended(point))]
    if found and found[0] in (Outcome.ATERREMISS, Outcome.BORDLAGD):
        return found[0]
    return (
        _combined(found) if set(found) <= {Outcome.BIFALL, Outcome.AVSLAG, Outcome.DELVIS} else _first(found)
    )


def _first(found: list[Outcome]) -> Outcome:
    """The outcome of several points: a rule adopted or a request decided before mere approvals and notes."""
    weighty = [ended for ended in found if ended not in (Outcome.BIFALL, Outcome.NOTERAD)]
    return (weighty or found)[0]


def _combined(fates: list[Outcome]) -> Outcome | None:
    if not fates:
        return None
    if len(set(fates)) > 1 and {Outcome.BIFALL, Outcome.DELVIS} & set(fates):
        return Outcome.DELVIS
    return Outcome.AVSLAG if Outcome.AVSLAG in fates else fates[0]


def _points(text: str, part: Part) -> Iterator[str]:
    """The sentences and list items of a decision."""
    words = text[slice(*part.span)]
    for start, end in sentences(words):
        yield words[start:end]


def _fate(point: str) -> Outcome | None:
    """What a point does with a request."""
    for pattern, ended in (
        (REMITTED, Outcome.ATERREMISS),
        (TABLED, Outcome.BORDLAGD),
        (PARTLY, Outcome.DELVIS),
        (ANSWERED, Outcome.BESVARAD),
        (REJECTED, Outcome.AVSLAG),
        (CLOSED, Outcome.BESVARAD),
        (GRANTED, Outcome.BIFALL),
    ):
        if pattern.search(point):
            return ended
    return None


def _ended(point: str) -> Outcome | None:
    """What a point does with a matter that is nobody's request."""
    for pattern, ended in (
        (REMITTED, Outcome.ATERREMISS),
        (TABLED, Outcome.BORDLAGD),
        (PARTLY, Outcome.DELVIS),
        (REJECTED, Outcome.AVSLAG),
        (ADOPTED, Outcome.ANTAGEN),
        (ANSWERED, Outcome.BESVARAD),
        (NOTED, Outcome.NOTERAD),
        (GRANTED, Outcome.BIFALL),
        (AGREED, Outcome.BIFALL),
    ):
        if pattern.search(point):
            return ended
    return None


ADDRESSED = re.compile(
    r"\b(?:föreslå[rs]?|rekommendera[rs]?|hemställer(?: hos| till)?|tillstyrker[^.\n]{0,120}? föreslår|begär(?: hos)?|anmoda[rs]?)"
    rf"(?: även| också| därmed| vidare)?(?: att)? (?P<body>{BODY})(?:s (?:beslut|beslutar?))?"
    r"(?=:|,|\.|\s+(?:att|beslutar?|besluta|fatta|anta|fastställa|godkänna|avslå|bifalla|utse|ge|uppdra|medge|om|följande)\b|\s*$)",
    re.MULTILINE | re.IGNORECASE,
)
FORWARDED = re.compile(
    rf"\böverlämna(?:s|r)?\b[^.\n]{{0,80}}? till (?P<body>{BODY}) för (?:beslut|godkännande|antagande|fastställande|ställningstagande)",
    re.IGNORECASE,
)
HEADED = re.compile(
    rf"^[^\n]{{0,80}}förslag till\s(?P<body>{BODY})s?(?: beslut)?\s*:?\s*$", re.MULTILINE | re.IGNORECASE
)
SHORT = {"kf": "kommunfullmäktige", "ks": "kommunstyrelsen", "au": "arbetsutskottet"}
ADVERBS = re.compile(r"^(?:även|också|därmed|vidare|att|i sin tur) ", re.IGNORECASE)


def addressee(text: str, parts: tuple[Part, ...]) -> str | None:
    """The body that a decision to propose is addressed to, in small letters ("kommunfullmäktige"), or None."""
    for part in parts:
        if part.status is not Status.BESLUT:
            continue
        words = text[slice(*part.span)]
        for pattern in (ADDRESSED, HEADED, FORWARDED):
            if found := pattern.search(words):
                return _plain(found["body"])
    return None


def _plain(body: str) -> str:
    words = ADVERBS.sub("", " ".join(body.split()))
    lowered = words.casefold() if words.isupper() else words[0].lower() + words[1:]
    return SHORT.get(lowered.casefold(), lowered)
