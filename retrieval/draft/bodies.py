"""Which bodies: those that a sentence names, or those whose own papers say it."""

import re

from corpus.bodies import find_bodies, same_body
from corpus.model import Status
from corpus.swedish import fold
from retrieval.asked import Ask
from retrieval.draft.claims import Claim, Item
from retrieval.draft.quoting import focused, quoted, shown
from retrieval.draft.sentences import anything, naming_passages, ranked_passages
from retrieval.draft.wording import capital, quote
from retrieval.evidence import Passage
from retrieval.relevance import Case
from retrieval.subject import share, uncovered

_LINES = 8
_LINE = 190
_NEARLY = 0.6
_EACH_COUNTS, _MOST = 0.1, 4  # of bodies that a sentence names
_SORT = re.compile(r"\bvilk(?:a|en|et) (?:av )?(?:\w+ )?(nämnd|styrelse|utskott|beredning|råd)\w*")
# What is told of a body by others: what it got, is to do, is asked, blamed or examined for.
TOLD_OF = re.compile(
    r"\btill vilk(?:en|et|a)\b|\bha(?:r|de)? hand om\b|\b(?:ansvar\w*|får|fick|fått|ska|skall|skulle|bör"
    r"|måste|berör[st]\w*|omfatta[st]\w*|granska\w*|titta\w*|ingår|ingick|drabba[st]\w*|rekommender\w*"
    r"|uppmana[st]\w*|kritisera[st]\w*|ålagts?|ålades|åläggs|sköter|driver|äger|förvaltar"
    r"|tar över|tog över|betalar|bekostar|bett|begärt|hemställt)\b"
)
# "Socialnämnderna Norr och Söder".
_SEVERAL = re.compile(r"\b\w{3,}(?:nämnder|styrelser|utskott)(?:na)?\b")


def body_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """Which body: the one that is named as it, else the one whose document says most of what is asked."""
    if told := _naming(ask, case)[:1]:
        return (_told_first(told[0], _others(told[0], ask, case)[0], ask),)
    ranked = [p for p in ranked_passages(ask, case, anything) if p.reading.document.body]
    return tuple(_told_first(p, p.reading.document.body or "", ask) for p in ranked[:1])


def _told_first(passage: Passage, body: str, ask: Ask) -> Claim:
    told = quoted(passage, ask.terms)
    return Claim(f"{capital(body)}. {told.text}", told.proof)


def bodies_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """Which bodies: a sentence or some of one section that name them, else a line for each that says it."""
    naming = _naming(ask, case)
    if not naming:
        return _said_by_each(ask, case)
    first, told = naming[0], dict[str, Passage]()
    least = _says(first, ask) * (1.0 if len(_others(first, ask, case)) > 1 else _NEARLY)
    for passage in naming:
        new = [name for name in _others(passage, ask, case) if not any(same_body(name, one) for one in told)]
        if passage.reading is first.reading and _says(passage, ask) >= least:
            told |= dict.fromkeys(new, passage)
    chosen = sorted(set(told.values()), key=lambda passage: passage.span)[:_LINES]
    lead = quoted(chosen[0], ask.terms)
    return (lead, *(Claim(quote(passage.text), (passage,)) for passage in chosen[1:]))


def _naming(ask: Ask, case: Case) -> list[Passage]:
    """The passages that name other bodies than their own and those asked of, where that is what is asked."""
    if not TOLD_OF.search(fold(ask.clause)):
        return []
    ranked = naming_passages(ask, case, lambda text: bool(_bodies_in(text)), _names_several)
    return [one for one in ranked if one.status is not Status.EXPEDIERING and _others(one, ask, case)]


def _names_several(text: str) -> float:
    return _EACH_COUNTS * min(len(_bodies_in(text)), _MOST)


def _others(passage: Passage, ask: Ask, case: Case) -> list[str]:
    """The bodies of the sort asked for that a passage names beside its own and those asked of."""
    known = (passage.reading.document.body or "", *case.query.bodies)
    named = _bodies_in(passage.text)
    return [
        name for name in named if _is_of_sort(name, ask) and not any(same_body(name, one) for one in known)
    ]


def _bodies_in(text: str) -> dict[str, None]:
    """The bodies that a text names, one by one or several by their sort, in order."""
    return dict.fromkeys((*(found.name for found in find_bodies(text)), *_SEVERAL.findall(text)))


def _is_of_sort(body: str, ask: Ask) -> bool:
    sort = _SORT.search(fold(ask.clause))
    return sort is None or sort[1] in fold(body)


def _said_by_each(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """One line a body, each by its own section; only bodies that say nearly as much as any."""
    told_of = TOLD_OF.search(fold(ask.clause)) is not None
    best: dict[str, Passage] = {}
    for passage in ranked_passages(ask, case, anything):
        if passage.status is not Status.EXPEDIERING and _is_new(passage, best):
            best[passage.reading.document.body or ""] = passage
    said = {body: _says(passage, ask) for body, passage in best.items()}
    most = max(said.values(), default=0.0)
    kept = [(body, one) for body, one in best.items() if said[body] >= _NEARLY * most > 0]
    lines = tuple(_line(body, one, ask) for body, one in kept if not told_of or _is_of_sort(body, ask))
    return (Claim("Det framgår så här", (), lines[:_LINES]),) if lines else ()


def _is_new(passage: Passage, told: dict[str, Passage]) -> bool:
    """Whether neither the body nor just these words are told already."""
    body = passage.reading.document.body
    return body is not None and not any(
        same_body(body, name) or passage.text == one.text for name, one in told.items()
    )


def _says(passage: Passage, ask: Ask) -> float:
    """How much of what no heading says a passage says."""
    return share(uncovered(ask.terms, passage.reading.about) or ask.terms, passage.bag)


def _line(body: str, passage: Passage, ask: Ask) -> Item:
    narrowed = focused(passage, ask.terms, None, _LINE)
    proposal = " (i ett förslag)" if passage.status is Status.FORSLAG else ""
    return Item(f"{capital(body)}{proposal}: {shown(narrowed, passage, _LINE)}", (narrowed,))
