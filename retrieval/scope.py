"""What no municipal document answers: orders to write, opinions, advice to a person, code and chat."""

import re

from corpus.swedish import fold

_WRITE = r"(?:skriv|skriva|formulera|författa|dikta|komponera|rita|generera|designa|hitta på)"
# To write, but not to "skriva under" or "skriva av".
_ORDER = re.compile(
    r"(?:^\W{0,3}(?:hej|snälla)?\W{0,3}|\b(?:kan|vill|skulle|hjälp)(?: \w+)? (?:du|ni|mig)\b[^?.]{0,40}\b)"
    rf"{_WRITE}\b(?! (?:ut|under|in|av)\b)"
)
_ERRAND = re.compile(
    r"\b(?:kan|vill|skulle) (?:du|ni)\b[^?.]{0,40}"
    r"\b(?:fyll\w* i|boka|beställ\w*|betala|ringa?|mejla|maila|skicka in|anmäl\w*|ansök\w*|köp\w*)\b"
)
# An account of what the documents say may be asked for so.
_ACCOUNT = re.compile(r"\b(?:sammanfatt|sammanställ|översikt|lista|tabell|redogör)\w*")
_OPINION = re.compile(
    r"\bvad (?:tycker|anser|tror|känner) du\b|\b(?:tycker|anser|tror) du\b|\bdin (?:åsikt|uppfattning)\b"
    r"|\bhåller du med\b|\bvilket parti (?:är bäst|ska jag|bör jag)\b|\b(?:ska|bör) jag rösta\b"
    r"|\bär (?:det )?(?:en )?(?:bra|dålig\w*|korkad\w*) (?:politiker|parti)\b"
    r"|\bvem är (?:den )?(?:bäst\w*|sämst\w*|dumm\w*)\b|\bvem (?:kommer att vinna|vinner) valet\b"
)
_ADVICE = re.compile(
    r"\b(?:kan|får|bör|ska|måste|har) jag\b[^?.]{0,80}\b(?:överklaga\w*|stämma|anmäla|rätt till|skadestånd"
    r"|bygga|sjukpenning|straff\w*|polisanmäl\w*|vräk\w*|försörjningsstöd|sparka\w*|uppsäg\w*|olagligt|lagligt)\b"
    r"|\b(?:min|mitt|mina) (?:granne|chef|hyresvärd|vårdnad|skilsmässa|arv|advokat|uppsägning|deklaration"
    r"|pension|\w{0,12}skatt)\w*\b|\bjuridisk\w* råd\w*|\bdömas för\b"
    r"|\bhjälp\w* mig\b.{0,80}\b(?:överklaga|anmäla|stämma|ansöka|räkna|beräkna|deklarera|fylla)\w*"
)
_CODE = re.compile(
    r"\b(?:python\w*|javascript|java|sql|html|excel-?formel|regex|kodsnutt\w*)\b"
    r"|\b(?:skriv|skriva|felsök\w*) (?:\w+ )?kod\b"
)
_CHAT = re.compile(
    r"^(?:hej|hejsan|tjena|tja|god (?:morgon|kväll|dag)|tack|hallå)\b[\s!.,]*$|\bhur mår du\b|\bvem är du\b"
    r"|\bberätta (?:ett|en) (?:skämt|saga|vits)\b|\bvad blir det för väder\b|\brecept på\b|\böversätt\b"
    r"|\bvädret\b.{0,40}\b(?:i dag|idag|imorgon|i morgon)\b|\bvad är meningen med livet\b"
)


def outside(text: str) -> bool:
    """Whether ``text`` asks for something that is not for a search of documents to give."""
    folded = fold(text).strip()
    ordered = _ORDER.search(folded) and not _ACCOUNT.search(folded)
    return bool(ordered) or any(found.search(folded) for found in (_ERRAND, _OPINION, _ADVICE, _CODE, _CHAT))
