"""From claims to an answer with numbered proofs: every quote verbatim, every figure and name supported.

A claim whose quote is not on its page, or that tells a figure or a name which neither quote nor citation
holds, is dropped and counted; so is one that tells a figure and cites nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.dates import swedish_date
from corpus.model import Citation, Span
from corpus.swedish import fold, letters, words
from corpus.tallies import NUMBER_WORDS
from retrieval.draft.claims import Claim, Item
from retrieval.evidence import Library, Passage, adjoin, placed

# Passages of one part so near each other are one quote; a longer quote is not.
_GAP = 4
QUOTE_LIMIT = 900
_FIGURES = re.compile(r"(?:\d{1,3}(?:[  .]\d{3})+(?!\d)|\d+)(?:,\d+)?")
_NAME = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäöéü][^\W\d_]*(?:-[A-ZÅÄÖ][^\W\d_]+)*(?!\w)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:»–]\s*|\n\s*)$")


@dataclass(frozen=True, slots=True)
class Bound:
    """An answer's text with its citations, and how many claims were dropped for want of support."""

    text: str
    citations: tuple[Citation, ...]
    dropped: int


def bind(claims: Iterable[Claim], library: Library, limit: int) -> Bound:
    """The claims that hold, as text of at most ``limit`` characters with markers, and their citations.

    A claim that does not fit ends the answer.
    """
    numbered: dict[tuple[str, int, Span], Citation] = {}
    pieces: list[str] = []
    dropped = 0
    for claim in claims:
        citations = dict(numbered)
        written = _written(claim, citations, library)
        if written is None:
            dropped += 1
            continue
        if len("\n".join((*pieces, written))) > limit and pieces:
            break
        pieces.append(written)
        numbered = citations
    return Bound("\n".join(pieces), tuple(numbered.values()), dropped)


def _written(claim: Claim, numbered: dict[tuple[str, int, Span], Citation], library: Library) -> str | None:
    """The claim with its markers, its citations added to ``numbered``; None where it lacks support."""
    cited = _cited(claim.proof, numbered, library)
    if cited is None or (claim.proof and unsupported(claim.text, cited)):
        return None
    if not claim.evidence and _FIGURES.search(claim.text):
        return None
    if not claim.items:
        return _marked(f"{_at(cited[0])} {claim.text}" if claim.at_page else claim.text, cited)
    lines = [_line(item, cited, numbered, library) for item in claim.items]
    kept = [line for line in lines if line]
    return "\n".join((_marked(claim.text, cited, end=":"), *kept)) if kept else None


def _at(citation: Citation) -> str:
    page = citation.place.page
    return f"Det står på sidan {page} i" if page else "Det står i"


def _line(
    item: Item, around: list[Citation], numbered: dict[tuple[str, int, Span], Citation], library: Library
) -> str | None:
    known = dict(numbered)
    cited = _cited(item.proof, known, library)
    if cited is None or unsupported(item.text, [*around, *cited]):
        return None
    numbered.update(known)
    return f"– {_marked(item.text, cited, end='')}"


def _marked(text: str, cited: list[Citation], end: str = ".") -> str:
    markers = "".join(f" [{marker}]" for marker in dict.fromkeys(citation.marker for citation in cited))
    stop = "" if text.endswith(("«", "!", "?", "…", ".")) and end != ":" else end
    return f"{text}{markers}{stop}"


def _cited(
    proof: tuple[Passage, ...], numbered: dict[tuple[str, int, Span], Citation], library: Library
) -> list[Citation] | None:
    """A citation for each quote behind ``proof``; None where a quote is not on its page."""
    cited: list[Citation] = []
    for passage in joined(proof):
        known = next((one for one in numbered.values() if _holds(one, passage)), None)
        citation = known or _citation(passage, len(numbered) + 1, library)
        if not known and not verbatim(passage, library):
            return None
        numbered.setdefault((citation.document.id, citation.place.section, citation.span), citation)
        cited.append(citation)
    return cited


def _holds(citation: Citation, passage: Passage) -> bool:
    same = (citation.document.id, citation.place.section) == passage.reading.key
    return same and citation.span[0] <= passage.span[0] and passage.span[1] <= citation.span[1]


def joined(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Neighbours of one part made one, within a quote's length."""
    made: list[Passage] = []
    for passage in passages:
        last = made[-1] if made else None
        if last and _follows(last, passage):
            made[-1] = replace(last, span=(last.span[0], passage.span[1]))
        else:
            made.append(passage)
    return tuple(made)


def _follows(last: Passage, passage: Passage) -> bool:
    return (
        last.reading.key == passage.reading.key
        and last.status is passage.status
        and 0 <= passage.span[0] - last.span[1] <= _GAP
        and passage.span[1] - last.span[0] <= QUOTE_LIMIT
        and adjoin(last, passage)
    )


def _citation(passage: Passage, marker: int, library: Library) -> Citation:
    place = placed(passage.reading, passage.span[0], library)
    return Citation(marker, passage.reading.document, place, passage.status, passage.text, passage.span)


def verbatim(passage: Passage, library: Library) -> bool:
    """Whether the quote's letters and digits are, through the section's map, those of the pages."""
    reading, source = passage.reading, passage.reading.document.source
    raw_spans = reading.section.raw_spans(passage.span)
    printed = "".join(library.printed(source, number).text[slice(*raw)] for number, raw in raw_spans)
    return letters(printed) == letters(passage.text)


def unsupported(text: str, citations: Iterable[Citation]) -> tuple[str, ...]:
    """The figures and names in ``text`` that neither the quotes nor the citations' own fields hold."""
    told = " ".join(filter(None, (piece for citation in citations for piece in _told(citation))))
    known = frozenset(words(told))
    figures = {_plain(found) for found in _FIGURES.findall(told)}
    figures |= {str(NUMBER_WORDS[word]) for word in known.intersection(NUMBER_WORDS)}
    lacking = [
        found
        for found in _FIGURES.findall(text)
        if _plain(found) not in figures and not _is_cell(found, told)
    ]
    lacking += [
        n.group() for n in _NAME.finditer(text) if not _starts(text, n) and not _known(n.group(), known)
    ]
    return tuple(lacking)


def _is_cell(figure: str, told: str) -> bool:
    """Whether a grouped figure is printed as it is among others of a table's row: "310 200 322 500"."""
    return " " in figure and re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", told) is not None


def _told(citation: Citation) -> tuple[str | None, ...]:
    document, place = citation.document, citation.place
    date = document.date
    return (
        citation.quote,
        document.title,
        document.body,
        document.municipality,
        place.label,
        place.heading,
        *place.trail,
        *place.diarienummer,
        *document.diarienummer,
        place.addressee,
        f"{swedish_date(date)} {date.isoformat()}" if date else None,
    )


def _plain(figures: str) -> str:
    return re.sub(r"[  .](?=\d{3})", "", figures).lstrip("0") or "0"


def _starts(text: str, name: re.Match[str]) -> bool:
    """A capital that only begins a sentence makes no name."""
    return _SENTENCE_START.search(text[: name.start()]) is not None


def _known(name: str, known: frozenset[str]) -> bool:
    return all(word in known or word.removesuffix("s") in known for word in words(fold(name)))
