"""Names that a letterhead's narrow column wrapped over several lines, whole again."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from corpus.bodies import find_bodies

_LONGEST_PIECE = 45  # characters; a letterhead's column that wraps a name is narrower
_MOST_LINES = 4
_SHORTEST_WORD = 3  # characters; what is shorter at a line's beginning is the last line's broken end

# A joint authority's own name, as it stands alone in its letterhead; unions and clubs are förbund too.
ASSOCIATION = re.compile(
    r"(?!(?:Till|Från|Av|I|För) )(?:[A-ZÅÄÖ][\wé&-]+,? (?:(?:och|[A-ZÅÄÖ][\wé&-]+),? ){0,5})?"
    r"(?i:kommunal|räddningstjänst|räddnings|samordnings|utbildnings|gymnasie|vård|avfalls|miljö)"
    r"(?i:förbund(?:et)?)(?: (?:i |för )?[A-ZÅÄÖ][\wé-]+){0,4}"
)


def unwrapped(texts: Sequence[str]) -> list[str]:
    """The lines of a letterhead; the lines that together are one name, and alone are none, stand as one."""
    return list(_joined(texts))


def _joined(texts: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(texts):
        counts = range(min(_MOST_LINES, len(texts) - at), 1, -1)
        found = next(((count, name) for count in counts if (name := _name(texts[at : at + count]))), None)
        yield found[1] if found else texts[at]
        at += found[0] if found else 1


def _name(lines: Sequence[str]) -> str | None:
    """The body or the joint authority that all of ``lines`` spell together."""
    if any(len(line) > _LONGEST_PIECE for line in lines) or not lines[0][:1].isupper():
        return None
    ways = product(*(_seams(above, below) for above, below in pairwise(lines)))
    spelled = (_spelled(lines, seams) for seams in ways)
    return next((text for text in spelled if _is_name(text)), None)


def _seams(above: str, below: str) -> tuple[str, ...]:
    """What may stand between two lines of one name: a space, or nothing where a word was broken."""
    if not below[:1].islower() and not (above.isupper() and below.isupper()):
        return (" ",) if ASSOCIATION.fullmatch(below) else ()
    if len(below.split(" ", 1)[0]) < _SHORTEST_WORD:
        return "", " "
    return (" ",) if _is_name(above) else (" ", "")


def _spelled(lines: Sequence[str], seams: Sequence[str]) -> str:
    text = lines[0]
    for seam, line in zip(seams, lines[1:], strict=True):
        text = f"{text}{seam}{line}" if seam else text.rstrip("-\u00ad") + line
    return text


def _is_name(text: str) -> bool:
    bodies = [found.span for found in find_bodies(text)]
    return bodies == [(0, len(text))] or ASSOCIATION.fullmatch(text) is not None
