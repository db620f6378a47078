"""Which slot a question's clause asks to have filled, told by the words that it asks with."""

import re
from enum import StrEnum


class Slot(StrEnum):
    """What an answer must hold to be one."""

    DECISION = "decision"
    YES_NO = "yes_no"
    DECIDED_YET = "decided_yet"
    AMOUNT = "amount"
    DATE = "date"
    MEETING_DATE = "meeting_date"
    MEETINGS = "meetings"
    WHO = "who"
    BODY = "body"
    LIST = "list"
    WHY = "why"
    VOTE = "vote"
    DEED = "deed"
    FACT = "fact"
    COMPARISON = "comparison"
    TIMELINE = "timeline"
    PRECEDENT = "precedent"
    DOCUMENT_NUMBER = "document_number"
    LABEL = "label"
    MATTER = "matter"
    TIMES = "times"
    SOURCE = "source"
    WHOLE = "whole"
    STANDING = "standing"


OF_A_SENTENCE = frozenset({Slot.AMOUNT, Slot.DATE, Slot.FACT, Slot.WHY})
"""What one sentence answers, wherever it stands."""

_GOVERNING = (
    r"\b\w{0,40}(?:strateg|policy|riktlinje|reglemente|taxa|handlingsplan|program"
    r"|(?:delegations|arbets)ordning|budget|avgift|(?<!detalj)(?<!tid)(?<!tids)plan)\w{0,6}"
)
# "Gäller policyn också för bolag?" asks of whom a document is for, and not whether it is in force.
_FOR_ALL = r"(?![^?]*\b(?:också|även|automatiskt|endast|bara)\b[^?]{0,40}\bför\b)"
# These tell the slot wherever they stand; the first that is found decides.
_TELLING: tuple[tuple[Slot, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        (
            Slot.WHO,
            r"^(?:vem|vilka (?:ledamöter|partier|politiker)?|vilket parti)\b[^?]{0,80}"
            r"\b(?:röst|yrk|reserver)(?:ade|ar|ade sig)\b"
            r"|^(?:vem|vilka)\b[^?]{0,80}\b(?:\w*yrkanden?|reservation(?:er)?|reservanterna"
            r"|lämnade \w*yttranden?)\b"
            r"|\b(?:någon|några|nån)\b[^?]{0,40}\b(?:reserv|yrka|invänd|jäv|(?:ej|inte) delt"
            r"|deltog (?:ej|inte)|avst[åo])\w*"
            r"|\b(?:reserverade|yrkade) (?:sig )?(?:någon|några|nån)\b"
            r"|\b(?:fanns|lämnades|anmäldes|lades) (?:det )?(?:in )?(?:reservationer|yrkanden)\b"
            r"|^vilka\b[^?]{0,160}\b(?:skrev under|undertecknade|signerade)\b"
            r"|^vilka\b[^?]{0,80}\b(?:delt(?:ar|og) (?:inte|ej)|avst(?:år|od)|lät bli)\b"
            r"|^vilka\b[^?]{0,160}\b(?:informerade|berättade|föredrog|redogjorde|medverkade|presenterade)\b",
        ),
        (
            Slot.COMPARISON,
            r"\bjämför|\bskillnad\w*\b|\bskiljer\b"
            r"|^vilke[nt]\b[^?]{0,80}\b(?:mest|mer|mindre|minst|fler|flest|\w{3,}(?:are|ast|re)|störst|äldst|högst"
            r"|lägst)\b[^?]{0,120}\beller\b"
            r"|\bvilka (?:av )?(?!två|tre|fyra|fem|sex)(?:\w+ )?(?:nämnder(?:na)?|styrelser|organ)\b",
        ),
        (Slot.LIST, r"(?:^|[.?!] )(?:lista|räkna upp)\b"),
        (Slot.TIMES, r"\bhur många gånger\b"),
        (
            Slot.STANDING,
            rf"^(?:gäller|gällde) {_FOR_ALL}[^?]{{0,60}}?{_GOVERNING}"
            rf"|^(?:är|var) [^?]{{0,60}}?{_GOVERNING}[^?]{{0,80}}\bi kraft\b"
            rf"|\bvilke[nt] (?:version av |variant av )?{_GOVERNING}[^?]{{0,80}} (?:gäller|gällde)\b",
        ),
        (
            Slot.LABEL,
            r"\bvilk(?:en|a) (?:§|paragraf\w*)"
            r"|\b(?:var|under vilken punkt) i (?:\w+ )?(?:\w*protokoll\w*|mötet|sammanträdet)\b",
        ),
        (
            Slot.SOURCE,
            r"\bvar (?:någonstans )?(?:står|stod|finns|framgår"
            r"|(?:hittar|läser) (?:jag|man)|kan (?:jag|man) (?:läsa|se|hitta))"
            r" (?:det|detta|den|dem|beslutet|uppgiften|texten|om det|mer)\b"
            r"(?! (?:en|ett|någ\w+) )|\b(?:vilken|på vilken|vilka) (?:sida|sidor|källa|källor)\b"
            r"|^\W*(?:och )?källan?\W*(?:$|\()",
        ),
        (
            Slot.WHOLE,
            r"\bvisa (?:mig )?(?:hela|paragrafen|§|all text)|\bhela (?:§|paragraf|beslutstext)"
            r"|\b(?:läs upp|återge|citera) (?:hela|paragrafen|beslutet|§)"
            r"|\bparagraf\w*\b.*\bi sin helhet\b|\bvad står det i (?:hela |den )?paragrafen\b",
        ),
        (
            Slot.TIMELINE,
            r"\bsteg för steg\b|\btidslinje\w*|\bturerna\b|\bkronologi\w*"
            r"|\bärendets (?:gång|väg|histori\w+|steg|resa)\b|\bi vilka (?:steg|instanser)\b",
        ),
        (
            Slot.VOTE,
            r"\bröst(?:ade|er|erna|ar|ning\w*|siffr\w*|etal\w*)\b|\b\w*votering\w*\b|\bomröstning\w*\b",
        ),
        (
            Slot.PRECEDENT,
            r"\b(?:tidigare|liknande) (?:exempel|fall|beslut|ärenden)\b|\bprecedens\w*\b|\bpraxis\b"
            r"|\bbeslutats? (?:tidigare|förut)\b",
        ),
        (
            Slot.TIMELINE,
            r"\bi slutändan\b|\bhur (?:gick|slutade|har det gått)\b|\bvad (?:hände|har hänt)\b"
            r"|\bhur långt har\b[^?]{0,120}\bkommit\b|\bsenaste? (?:som )?(?:har )?h(?:änt|ände)\b"
            r"|\bhur (?:utvecklade|har) [^?]{0,80}\b(?:sig|utvecklats)\b[^?]{0,40}\b(?:ärendet|frågan)\b"
            r"|\bhur har [^?]{0,120}(?:hanterats|behandlats|beretts|gått|vandrat|rört sig)\b"
            r"|\bhur [^?]{0,120}\bhar (?:hanterats|behandlats|beretts|gått|vandrat|rört sig)\b"
            r"|\bhur (?:har \w+ )?ändra(?:des|ts)\b",
        ),
        (
            Slot.DECIDED_YET,
            r"\bbara (?:ett )?förslag\b|\bblev det (?:\w+ )?beslut\w*|\bfattat (?:något )?beslut\b"
            r"|\b(?:har|är) [^?]{0,80}\bavgjor(?:t|ts|d)\b"
            r"|\bsista ordet\b|^(?:avgjorde|beslutade|bestämde|var|är|blev)\b[^?]{0,200}"
            r"\b(?:själva?|självt|slutligt|slutgiltigt|definitivt)\b"
            r"|\bgick (?:det|ärendet|frågan) vidare\b|\b(?:skicka|sänd|lämna)\w* [^?]{0,200}\bvidare\b"
            r"|\b(?:slutligt|slutgiltigt|definitivt) (?:beslut|avgj)\w+"
            r"|\b(?:har|är) (?:det )?beslutat?s?\b.{0,120}\beller\b",
        ),
        (Slot.DOCUMENT_NUMBER, r"\bdiarienum\w*|\bdiarie?nr\b|\bärendenum\w*|\b(?:vilket|vad är) dnr\b"),
        (
            Slot.MATTER,
            r"\bvad (?:gäll|handla|rör|avs)\w* (?:om )?(?:§|paragraf|ärende|dnr|diarie|punkt)"
            r"|\bvad (?:gäll|handla|rör)\w* \S*\d\S*$",
        ),
        (
            Slot.DEED,
            r"\bvad (?:yrka|föresl|reserver|anför|ansåg|anser|tyck|sade|sa\b|vill|begär|kräv|önska|svara"
            r"|påpeka|invänd|framhöll|påtala)\w*\b"
            r"|\bvad (?:är|var) [^?]{0,80}s (?:invändning|åsikt|synpunkt|ståndpunkt|argument)\w*\b",
        ),
    )
)
# Of these the one that stands first decides: what follows it is often a clause of its own.
_INTERROGATIVE: tuple[tuple[Slot, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        (
            Slot.WHY,
            r"\bvarför\b|\bav vilk(?:a|et|en) (?:skäl|anledning|orsak)\b|\bhur motiver\w+\b"
            r"|\bvad ber(?:or|odde|ott)\b|\bhur kom(?:mer)? det sig\b"
            r"|\b(?:vad|vilka|vilket|vilken) (?:är|var) (?:skäl|orsak|motiv|syfte|bakgrund|anledning)\w*\b",
        ),
        (
            Slot.WHO,
            r"\bvem(?:s)?\b|\bvilka (?:ansvarar|(?:bär|har) ansvar|svarar) för\b"
            r"|\bvilka (?:av |två |tre |fyra )?(?:personer|ledamöter|politiker|partier)(?:na)?\b"
            r"|\bvilka (?:två |tre |fyra )?"
            r"(?:reserver|yrka|juster|deltog|närvar|val|uts|anmäl|var (?:med|närvarande)\b)\w*"
            r"|\bvilk(?:en|et) (?:parti|ledamot|politiker|person|ordförande)\b",
        ),
        (
            Slot.BODY,
            r"\bvilken (?:nämnd|styrelse|instans|beredning|förvaltning|kommun)\b"
            r"|\bvilket (?:organ|utskott|råd)\b",
        ),
        (
            Slot.AMOUNT,
            r"\bhur (?:mycket|många|stor|stort|stora|hög|högt|höga|dyrt?|långt?|gammalt?|gamla)\b"
            r"|\bvad (?:går|gick|landa\w*|hamna\w*|slutade|stannade|(?:ligger|låg) (?!fokus|ansvar|vikt))\b"
            r"[^?]{0,120}(?<! ut) på\b"
            r"|\bvad\b[^?]{0,80}\b(?:värda?|värt|i (?:arvode|lön|ersättning|hyra|avgift|bidrag|skatt|vite))\b"
            r"|\bvad f[åi](?:r|ck)\b[^?]{0,80}\bför att\b|\bvilk(?:en|et|a) (?:ålder|åldrar|åldersgräns\w*)\b"
            r"|\bvad (?:ska|skulle|får|fick|måste) [^?]{0,80}\bbetala\b"
            r"|\bvad kosta\w*|\bvad (?:satsa|anslå|anslog|avsätt|avsatte|äska|betala)\w*"
            r"|\bvad\b[^?]{0,120}\b(?:kosta\b|kostnad)|\bvad (?:blev|blir|fick|fanns) det för pengar\b"
            r"|\bvilke[nt]\b[^?]{0,80}\b(?:minst|högst|lägst|som mest)\b|\bvad (?:är|var|blir|blev) \w*"
            r"(?:taket|avgiften|taxan|kostnaden|budgeten|priset|beloppet|summan|ramen)\b"
            r"|\bvilk(?:et|en|a) (?:belopp|summa|kostnad|avgift|budget|pris|köpeskilling|procent|avkastning"
            r"|ränta|hyra|höjning|andel|nivå|taxa|ersättning|ram|underskott|överskott|resultat|prognos)(?:er|or|ar|s)?\b"
            r"|\bvilke[nt] \w*(?:belopp|summa|kostnad|avgift|budget|pris|lön|arvode|hyra|värde|bidrag)\b",
        ),
        (Slot.LIST, r"\bvilka\b|\blista\b|\bräkna upp\b"),
        (
            Slot.DATE,
            r"^(?:och |från |till |sedan )*när\b|\bvilk(?:en|et|a) (?:dag|datum|år|månad|tid|klockslag)\w*\b"
            r"|\bhur dags\b"
            r"|\bhur länge\b|\bsenast när\b",
        ),
        (
            Slot.DECISION,
            r"\b(?:vad|hur) (?:besluta|beslöt|bestäm|avgjord|biföll|avslog|klubba)\w*\b|\bvilket beslut\b"
            r"|\bvilket uppdrag (?:ger|gav|gett|fick|får)\b"
            r"|\bvad (?:fick|får)\b[^?]{0,80}\b(?:för|i) uppdrag\b"
            r"|\bvad (?:gjorde\b|(?:blev|blir) det\b[^?]{0,60}\bav\b)"
            r"|\bvad händer (?:nu )?med (?!en |ett |någ)"
            r"|\bvilket (?:svar|yttrande|besked)\b[^?]{0,60}\b(?:skick|lämn|gav|gett|fick|få)\w*"
            r"|\b(?:vad|vart|var) (?:kom\b[^?]{0,120}\bfram till|(?:landade|enades|stannade)\b)"
            r"|\b(?:vad|hur) (?:blev|löd|var|är) (?:\w+s )?(?:beslut|result|utfall|utgång)\w*\b"
            r"|\bhur ställ\w+ sig\b",
        ),
        (Slot.FACT, r"\b(?:vad|hur|vilken|vilket|var)\b"),
    )
)
# A matter's meetings: "Vilka datum har X varit uppe?" is not asked of a plan of days to come.
_MEETINGS = re.compile(
    r"(?:\bvilka (?:\w+ )?(?:datum|dagar|tillfällen|sammanträden|möten)|^(?:och )?när har"
    r"|\b(?:när|vilk\w+ (?:dag|datum|möte))\b(?=[^?]{0,200}\b(?:första gången|först)\b))\b[^?]{0,200}"
    r"\b(?:uppe|upp|behandla\w*|behandling|hantera\w*|avhandla\w*|diskutera\w*|prövats?)\b"
)
_DATE_LIST = re.compile(r"\bvilka (?:datum|dagar|tider|sammanträdes\w+|mötes\w+)\b")
_WHEN_DECIDED = re.compile(
    r"\b(?:när|vilk(?:en|et) (?:dag|datum))\b[^?]{0,200}\b(?:beslutade\w*|beslöt\w*|antogs?|fastställdes?"
    r"|godkändes?|avgjordes?|avslogs?|bifölls?|bordlades?|återremitterades?|klubbades?|behandlade\w*"
    r"|avhandlades?|hanterade\w*|diskuterade\w*|prövades?|sammanträdde|uppe"
    r"|(?:tog|togs|kom|dök)\b[^?]{0,120}\bupp|tog[^?]{0,60}\bbeslut(?:et)?)\b"
)
_OPENING_VERB = re.compile(
    r"(?:bifölls?|avslogs?|antogs?|gick|kom|föll|röstades|godkändes?|beviljades?|såldes?|köptes?|bordlades?|återremitterades?|fick|får"
    r"|är|var|har|hade|blev|blir|finns|fanns|kan|ska|skall|måste|gäller|gällde|ingår|höjdes|sänktes|beslutade"
    r"|beslutades|sa|sade|yrkade|reserverade|röstade|ville|[a-zåäö]{3,}(?:ades|ldes|ndes|rdes|ttes|ktes|ftes))\b"
)


# "Från vilket datum gäller reglerna som nämnden antog?"
_HOLDS = re.compile(
    r"(?:från |till )?(?:och med )?(?:när|vilket datum|vilken dag) (?:börja\w* )?(?:gäll|träd)\w+"
)


def slot_of(folded: str) -> Slot:
    """What a folded clause asks for."""
    if _MEETINGS.search(folded):
        return Slot.MEETINGS
    if _DATE_LIST.search(folded):
        return Slot.LIST
    telling = next((slot for slot, pattern in _TELLING if pattern.search(folded)), None)
    if telling:
        return telling
    if opens(folded):
        return Slot.YES_NO
    slot = _interrogative(folded)
    decided = _WHEN_DECIDED.search(folded) and not _HOLDS.match(folded)
    return Slot.MEETING_DATE if slot is Slot.DATE and decided else slot


def opens(folded: str) -> bool:
    """Whether a folded clause begins with the verb of a question that is answered by yes or no."""
    return _OPENING_VERB.match(folded) is not None


def asks_nothing(folded: str) -> bool:
    """Whether a folded clause has no word that asks: a heading, an identifier, a few words to look for."""
    asking = any(pattern.search(folded) for _, pattern in (*_TELLING, *_INTERROGATIVE))
    return not (asking or opens(folded))


def _interrogative(folded: str) -> Slot:
    found = ((pattern.search(folded), slot) for slot, pattern in _INTERROGATIVE)
    first = min(((match.start(), at, slot) for at, (match, slot) in enumerate(found) if match), default=None)
    return first[2] if first else Slot.FACT
