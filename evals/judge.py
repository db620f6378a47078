"""Does an answer say what it should, and does a citation stand in a right place?

Deterministic: words and places are compared, nothing is guessed. The conditions are necessary, not
sufficient: a short number can match by chance.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.diarienummer import same_diarienummer
from corpus.model import Citation, Document, Place, Section
from corpus.references import label_number
from corpus.swedish import letters
from evals.questions import Gold, GoldPlace

_THOUSANDS = re.compile(r"(?<=\d)[ .](?=\d{3}\b)")
_PERCENT = re.compile(r"(\d)\s*%")
_EXPLANATION = re.compile(r" \((?=[^()]*[a-zåäö]{3})")


def says(text: str, groups: Sequence[Sequence[str]]) -> bool:
    """Every group is said by one of its alternatives."""
    return all(any(has(text, alternative) for alternative in group) for group in groups)


def has(text: str, wanted: str) -> bool:
    """``wanted`` begins a word of ``text``; short or numeric alternatives also end one."""
    wanted = _plain(wanted)
    end = r"(?!\w)" if len(wanted) <= 4 or wanted[-1:].isdigit() else ""
    return re.search(r"(?<![\w,])" + re.escape(wanted) + end, _plain(text)) is not None


def tells_trap(text: str, traps: Sequence[str]) -> bool:
    """A trap's wording, up to its explanation in brackets, is told as the answer."""
    return any(has(text, _EXPLANATION.split(trap)[0]) for trap in traps)


def right_place(citation: Citation, gold: Gold) -> bool:
    """The citation stands in one of the gold's places, or in an equal source that holds its evidence."""
    return any(
        same_place(citation.document, citation.place, place) or _holds_evidence(citation, place)
        for place in gold.places
    )


def same_place(document: Document, place: Place | Section, gold: GoldPlace) -> bool:
    """Same file, and same § (or a same diarienummer where the gold has no §)."""
    if not same_file(document.file, gold.document):
        return False
    if gold.label:
        return label_number(place.label or "") == label_number(gold.label)
    known = (*place.diarienummer, *document.diarienummer)
    return not gold.diarienummer or any(same_diarienummer(a, b) for a in known for b in gold.diarienummer)


def same_file(file: str, gold: str) -> bool:
    """The names agree, whatever folder either is told from."""
    return PurePosixPath(file).name == PurePosixPath(gold).name


def _holds_evidence(citation: Citation, gold: GoldPlace) -> bool:
    evidence = letters(gold.evidence)
    return bool(evidence) and evidence in letters(citation.quote)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = _PERCENT.sub(r"\1 %", _THOUSANDS.sub("", text))
    return " ".join(text.casefold().split())
