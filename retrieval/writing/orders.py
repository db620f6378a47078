"""Words in a document that are meant for whoever reads it by machine, and tell nothing that a body did.

They are text, and a reader may see them quoted; a language model is never shown them.
"""

import re

from corpus.swedish import fold

_FORGET = re.compile(
    r"\b(?:ignorer\w+|bortse från|glöm|åsidosätt\w*|strunta i|hoppa över)\b[^.]{0,60}"
    r"\b(?:instruktion\w*|anvisning\w*|regl\w*|ovan\w*|tidigare|föregående|prompt\w*|källor\w*|dokument\w*"
    r"|utdrag\w*|frågan)\b"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instructions?|rules?|above|previous|prompts?)\b"
)
_COMMAND = re.compile(
    r"(?:^|[.:;!?,»\"\])>]\s*|\boch )"
    r"(?:svara|besvara|skriv|påstå|upprepa|hitta på|citera|låtsas|säg|agera|avslöja|hänvisa)\b"
    r"(?! (?:på remiss|under)\b)"
    r"|\b(?:du|ni) (?:ska|skall|måste|bör|är nu|får|kan) (?:nu |alltid |inte |bara |endast |istället )*"
    r"(?:svara|skriva|säga|påstå|låtsas|hitta|utge|glömma|bortse|ignorera|följa|uppge|berätta|en|ett)\b"
    r"|\b(?:you|assistant) (?:are|must|should|will)\b"
    r"|\b(?:answer|reply|respond|say|write)(?: only| always)? (?:with|that|in)\b"
)
_MACHINE = re.compile(
    r"\b(?:språkmodell\w*|ai-(?:assistent|modell|tjänst|system)\w*|chat(?:t)?bot\w*|chatgpt|system ?prompt\w*"
    r"|large language model)\b|\bnya? instruktion\w*"
    r"|(?:^|\s)(?:system|assistant|user|användare|assistent)\s*:"
    r"|<\|?/?(?:im_start|im_end|system|inst|s)\b|\[/?inst\]"
)


def is_order(text: str) -> bool:
    """Whether ``text`` tells a reader what to answer."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in (_FORGET, _COMMAND, _MACHINE))
