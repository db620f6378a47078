"""Whose paper a document is: the body that its running head, its letterhead or its form names."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.bodies import find_bodies
from corpus.model import Span
from ingest.wrapped import ASSOCIATION, unwrapped

_CRUMB = " > "  # what parts the steps of a path on a web page
_ALONE = 90  # characters; a longer line is running text
_SHORT_FORM = 4
_BOARD = re.compile(r"\b(?:Direktionens?|DIREKTIONENS?)\b")
_ASIDE = re.compile(r"(?:revisor|ledamot|ersättare|sekreterare|ordförande)\w*,? i\s*$", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:Till|I|av|Antagen|Fastställd|Beslutad|Beslutande(?: organ| instans)?|Beslutsinstans"
    r"|Organ(?:isation)?|Mottagare|Styrelse/[Nn]ämnd|Nämnd|Styrelse)\s*:?\s*$"
)
_ORGAN_LABEL = re.compile(r"\b(?:Organ(?: och §§)?|Nämnd/[Ss]tyrelse|Styrelse/[Nn]ämnd|Nämnd)(?!\w)[ :]*")
_ADOPTED_BY = re.compile(
    r"\b(?:antag(?:en|et|na)|fastställ(?:d|t|da)|beslut(?:ad|at|ade|ande (?:organ|instans)|sinstans))"
    r"(?: av)?\b[ :]*",
    re.IGNORECASE,
)
_ITS_MINUTES = re.compile(r" protokoll\b")
_ORGAN_REACH = 80
_ORGAN_START = 32  # characters of a name or a label that may stand before the body's own
_LOST_END = re.compile(r"\b[A-ZÅÄÖa-zåäö][a-zåäö]+ ?-? och(?= +(?:[A-ZÅÄÖ\d]|$)|$)")


def body_of(heads: Sequence[str], rows: Sequence[str], told: Sequence[str] = ()) -> str | None:
    """The body whose paper this is: in the running head, else named by a line of its letterhead.

    ``told`` are names known from elsewhere; one of them completes a name that lost its end ("Finans- och").
    """
    above = unwrapped(heads)
    for text, below in pairwise((*above, "")):
        if name := _ended(text, below) or _completed(text, told) or _first_body(text):
            return name
    lines = unwrapped(rows)
    whole = (
        row
        for before, row in zip(("", *lines), lines, strict=False)
        if not _LOST_END.search(before.casefold())
    )
    steps = (text for row in whole for text in row.split(_CRUMB) if len(text) < _ALONE)
    return next((name for text in steps if (name := _completed(text, told) or _named(text))), None)


def running_body(rows: Sequence[str]) -> str | None:
    """The first body that running text names; a joint authority's board needs no name of its own."""
    named = next((name for text in rows if (name := _first_body(text))), None)
    return named or next(("Direktionen" for text in rows if _BOARD.search(text)), None)


def board_of(heads: Sequence[str], rows: Sequence[str]) -> str | None:
    """What decides in a joint authority, where a letterhead is one's own."""
    return "Direktionen" if association_of(heads, rows) else None


def association_of(heads: Sequence[str], rows: Sequence[str]) -> str | None:
    """The joint authority whose name is a line of the running head, or the first row's."""
    lines = (*unwrapped(heads), *unwrapped(rows)[:1])
    return next((text for text in lines if ASSOCIATION.fullmatch(text)), None)


def known_bodies(texts: Sequence[str]) -> tuple[str, ...]:
    """The bodies that texts name in full; a diary's letters name none."""
    named = (name for text in texts for name in _bodies_in(text))
    return tuple(dict.fromkeys(named))


def labelled_body(rows: Sequence[str]) -> str | None:
    """The body that a form names behind its label ("Organ Kommunstyrelsen") in a text that lost its lines."""
    return _behind(_ORGAN_LABEL, rows)


def adjusted_body(rows: Sequence[str]) -> str | None:
    """The body whose minutes an announcement names ("Bygdenämndens protokoll är justerat")."""
    for text in rows:
        for found in find_bodies(text):
            if _ITS_MINUTES.match(text, found.span[1]):
                return found.name
    return None


def adopting_body(rows: Sequence[str]) -> str | None:
    """The body that a governing document says has adopted it."""
    return _behind(_ADOPTED_BY, rows)


def _behind(label: re.Pattern[str], rows: Sequence[str]) -> str | None:
    for text in rows:
        for place in label.finditer(text):
            found = next(iter(find_bodies(text[place.end() : place.end() + _ORGAN_REACH])), None)
            if found and found.span[0] <= _ORGAN_START:
                return found.name
    return None


def _named(text: str) -> str | None:
    """The body that a line of a letterhead names: as most of the line, or behind a label or "Till"."""
    for found in find_bodies(text):
        start, end = found.span
        labelled = _LABELLED.search(text, 0, start)
        if not _is_short(text, found.span) and (end - start > 0.6 * len(text) or labelled):
            return found.name
    return None


def _first_body(text: str) -> str | None:
    return next(_bodies_in(text), None)


def _bodies_in(text: str) -> Iterator[str]:
    for found in find_bodies(text):
        if not _is_short(text, found.span) and not _ASIDE.search(text, 0, found.span[0]):
            yield found.name


def _is_short(text: str, span: Span) -> bool:
    """Whether a name is a diary's letters, such as the KS of a diarienummer, and no body's own line."""
    return span[1] - span[0] <= _SHORT_FORM and span != (0, len(text))


def _ended(text: str, below: str) -> str | None:
    """The name whose end the next line of a letterhead gives, other words beside either half."""
    lost = _LOST_END.search(text)
    found = find_bodies(f"{lost[0]} {below}") if lost and below[:1].islower() else ()
    return found[0].name if found and found[0].span[0] == 0 else None


def _completed(text: str, told: Sequence[str]) -> str | None:
    """The known name that begins with a field whose body's own word is gone."""
    found = _LOST_END.search(text)
    field = " ".join(found[0].replace("-", "").casefold().split()) if found else None
    return next((name for name in told if field and name.replace("-", "").casefold().startswith(field)), None)
