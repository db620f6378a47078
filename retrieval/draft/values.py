"""Of a text that tells several values, the clause with the one that is asked for."""

import re
from collections.abc import Callable
from itertools import pairwise

from corpus.model import Span
from retrieval.subject import Term, weight

# What parts the clauses of two values in a sentence, the strongest first.
_TURN = (
    r"(?:varav|men|medan|vilket|jämfört|till (?:och )?den"
    r"|till och med|från och med|t\.?\s?o\.?\s?m|fr\.?\s?o\.?\s?m)"
)
_PARTS = (
    re.compile(r"\n|(?<=[.;])\s(?=\S)|\s(?=[|•▪●]\s)"),
    re.compile(rf"\s(?={_TURN}\b)"),
    re.compile(r"(?<=,)\s"),
    re.compile(r"\s(?=(?:och|samt|respektive)\s)"),
)
_SENTENCE_ENDS = re.compile(r"\n|(?<=[.;|])\s")
_TURNED = re.compile(rf"\s{_TURN}(?: den)?\s*$")
_GOES_ON = re.compile(r"\b(?:den|de|till|om|på|av|för|med|i|och|från|senast|under|per|ca|cirka|kl|är)\.?\s*$")
_LABEL = re.compile(r"\s(?=[A-ZÅÄÖ])")
_WORD = re.compile(r"[^\W\d_]{2,}")
# What parts no values: "kl", and what puts them in a row or a range.
_JOINS = re.compile(r"\b(?:kl|och|eller|samt|till)\b")
_LEAD = 160  # characters


def clause_asked(
    text: str, values: re.Pattern[str], says: Callable[[str], frozenset[Term]]
) -> tuple[Span, ...]:
    """The clause of ``text`` with the value that is asked for, after what leads in to all of them.

    ``says`` tells what a clause says of what is asked. Empty where fewer than two values are told, where they
    cannot be parted, and where no clause stands out.
    """
    found = _groups(text, values)
    if len(found) < 2:
        return ()
    clauses, alike = _clauses(text, found)
    said = [says(text[a:b]) for a, b in clauses]
    at = _standing_out(said) if alike else _turned_to(said)
    if at is None:
        return ()
    (a, b), start = clauses[at], clauses[0][0]
    end = a + len(text[a:b].rstrip())
    if not 0 < start <= _LEAD:
        return ((a, end),)
    return ((0, end),) if at == 0 else ((0, len(text[:start].rstrip())), (a, end))


def _groups(text: str, values: re.Pattern[str]) -> list[Span]:
    """The values; those with no other word between them are one: "300 kr, 450 kr och 800 kr"."""
    groups: list[Span] = []
    for span in (match.span() for match in values.finditer(text)):
        if groups and not _WORD.search(_JOINS.sub("", text[groups[-1][1] : span[0]])):
            groups[-1] = (groups[-1][0], span[1])
        else:
            groups.append(span)
    return groups


def _clauses(text: str, values: list[Span]) -> tuple[list[Span], bool]:
    """The clause of each value, and whether all are alike: rows, and not what a sentence tells in turn."""
    gaps = [(one[1], other[0]) for one, other in pairwise(values)]
    before = text[: values[0][0]]
    if all(text[a:b].rstrip().endswith(":") for a, b in gaps):  # "Anslaget ned: 2031-09-09"
        start = max((mark.end() for mark in _SENTENCE_ENDS.finditer(before)), default=0)
        cuts, alike = [_last(_LABEL, text, gap) or gap[0] for gap in gaps], True
    elif _opens(before) and not any(_GOES_ON.search(text[a:b]) for a, b in gaps):  # "2031-04-17 Förskola"
        start, cuts, alike = len(before), [end for _, end in gaps], True
    else:
        start = turned.start() + 1 if (turned := _TURNED.search(before)) else 0
        parted = (next(filter(None, (_last(part, text, gap) for part in _PARTS)), None) for gap in gaps)
        cuts, alike = [cut for cut in parted if cut], False
    return list(pairwise((start, *cuts, len(text)))), alike


def _opens(before: str) -> bool:
    return not before.strip() or before.rstrip().endswith(":")


def _last(mark: re.Pattern[str], text: str, gap: Span) -> int | None:
    return max((found.end() for found in mark.finditer(text, *gap)), default=None)


def _standing_out(said: list[frozenset[Term]]) -> int | None:
    """The one that says most of what is asked."""
    worths = [weight(terms) for terms in said]
    best = max(worths)
    return worths.index(best) if best and worths.count(best) == 1 else None


def _turned_to(said: list[frozenset[Term]]) -> int | None:
    """The one that adds to the first, which tells what all are of; the first where the others say nothing."""
    if not any(said[1:]):
        return 0 if said[0] and said[1:] else None
    return _standing_out([frozenset(), *(terms - said[0] for terms in said[1:])])
