"""Lines that begin with a § because a sentence was broken there: a reference, never a heading."""

import re

_LEADS_ON = re.compile(
    r"(?:[,(–-]|\b(?:och|samt|eller|enligt|se|i|av|under|till|om|jfr|den"
    r"|beslut|kap\.?|paragraf|punkt|med|från|per|§|daterad|protokoll"
    r"|(?:19|20)\d\d(?:-\d\d-\d\d)?))$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"§ ?\d{1,4}(?: forts\.?)? (?:Dnr|Diarie|Ärende)", re.IGNORECASE)
_SHORT_REST = re.compile(r"§ ?\d{1,4}[.,;)]?$")


def is_wrapped_reference(before: str, text: str, width: int) -> bool:
    """Whether ``text``, which begins with a §, goes on from an unfinished line ``before`` it."""
    if before[-1] in ".!?:_" or _OPENS.match(text):
        return False
    if _LEADS_ON.search(before) and len(before) > 12:
        return True
    return bool(_SHORT_REST.match(text)) and len(before) > 0.8 * width and before[-1].islower()
