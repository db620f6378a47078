"""The draft's own words: who said it, where it stands, and how quoted sentences are trimmed."""

import re
from collections.abc import Iterable, Sequence

from corpus.dates import find_dates, swedish_date
from corpus.model import Document, Kind, Status
from retrieval.evidence import Passage, Reading
from retrieval.naming import body_name, whose

QUOTE_LIMIT = 420
_FORMS = {
    Kind.PROTOKOLL: "protokollet",
    Kind.PROTOKOLLSUTDRAG: "protokollsutdraget",
    Kind.KALLELSE: "kallelsen",
    Kind.TJANSTESKRIVELSE: "tjänsteskrivelsen",
    Kind.TJANSTEUTLATANDE: "tjänsteutlåtandet",
    Kind.YTTRANDE: "yttrandet",
    Kind.MOTION: "motionen",
    Kind.INTERPELLATION: "interpellationen",
    Kind.STRATEGI: "strategin",
    Kind.PLAN: "planen",
    Kind.POLICY: "policyn",
    Kind.RIKTLINJE: "riktlinjen",
    Kind.REGLEMENTE: "reglementet",
    Kind.DELEGATIONSORDNING: "delegationsordningen",
    Kind.TAXA: "taxan",
    Kind.BUDGET: "budgeten",
    Kind.RAPPORT: "rapporten",
    Kind.AVTAL: "avtalet",
    Kind.BILAGA: "bilagan",
    Kind.OVRIGT: "handlingen",
}
_WITH_BODY = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG, Kind.KALLELSE})


def capital(text: str) -> str:
    """``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]


def reference(reading: Reading) -> str:
    """ "(§ 80, dnr 2024/89)" with what there is, or nothing."""
    numbers = reading.section.diarienummer or reading.document.diarienummer
    told = [reading.section.label or "", f"dnr {numbers[0]}" if numbers else ""]
    inner = ", ".join(piece for piece in told if piece)
    return f" ({inner})" if inner else ""


def on_date(document: Document) -> str:
    """ " den 25 april 2024", or nothing."""
    return f" den {swedish_date(document.date)}" if document.date else ""


def form(document: Document) -> str:
    """What the document is called in a sentence: "protokollet"."""
    return _FORMS[document.kind]


def source(reading: Reading) -> str:
    """ "protokollet från kommunstyrelsen den 29 maj 2024 (§ 490, dnr …)"."""
    document = reading.document
    if document.kind not in _WITH_BODY and not _NO_TITLE.fullmatch(document.title):
        dated = any(found.value == document.date for found in find_dates(document.title))
        return f"{_titled(document)}{'' if dated else on_date(document)}{reference(reading)}"
    body = whose(document)
    origin = f" från {body}" if body else ""
    return f"{form(document)}{origin}{on_date(document)}{reference(reading)}"


_NO_TITLE = re.compile(
    r"(?i)\W*(?:förslag till beslut|beslut|innehåll\w*|sammanfattning|ärendet|bakgrund|)\W*"
)
_TITLE = 90


def _titled(document: Document) -> str:
    """The title, after the word for what it is where the title does not say it."""
    title = trimmed(document.title, _TITLE)
    said = document.kind.value in title.casefold() or document.kind is Kind.OVRIGT
    return title if said else f"{form(document)} »{title}«"


def attribution(passage: Passage) -> str:
    """The words before a quoted passage, by its status, up to and with the colon."""
    reading = passage.reading
    document = reading.document
    body = whose(document)
    if passage.status is Status.BESLUT and body and document.body:
        upward = reading.section.addressee
        suggests = f" att föreslå {body_name(upward)}" if upward else ""
        return f"{capital(body)} beslutade{on_date(document)}{reference(reading)}{suggests}:"
    if passage.status is Status.FORSLAG:
        return f"Enligt ett förslag, som inte är ett beslut, i {source(reading)}:"
    if passage.status is Status.YRKANDE:
        return f"Enligt ett yrkande i {source(reading)}:"
    return f"Enligt {source(reading)}:"


# What a cut leaves of the next item: "… busstrafik. d."
_ENUMERATOR = re.compile(r"(?<=[.;:,])\s+(?:\d{1,2}|[a-zåäö])[.)]?\s*$")


def trimmed(text: str, limit: int = QUOTE_LIMIT) -> str:
    """``text`` on one line without its last full stop; a longer one is cut at a clause or a word, by "…"."""
    flat = re.sub(r"\s+", " ", text).strip().rstrip(".")
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    clause = max(cut.rfind(mark) for mark in (", ", "; ", ". "))
    end = clause if clause >= limit * 2 // 3 else cut.rfind(" ")
    return f"{_ENUMERATOR.sub('', cut[:end]).rstrip(' ,;:.–-')}…"


def listed(pieces: Sequence[str]) -> str:
    """ "a, b och c"."""
    return " och ".join(filter(None, (", ".join(pieces[:-1]), *pieces[-1:])))


def quote(text: str, limit: int = QUOTE_LIMIT, before: str = "", after: str = "") -> str:
    """``text`` on one line within marks of quotation; what is cut is shown by "…"."""
    flat = " ".join(text.split())
    short = flat if len(flat) <= limit else trimmed(flat, limit)
    return f"»{before}{short}{after}«"


def run_on(passages: Iterable[Passage], limit: int = QUOTE_LIMIT) -> str:
    """Sentences that follow each other, quoted within ``limit`` characters."""
    return quote(" ".join(_stopped(passage.text) for passage in passages), limit)


_GOES_ON = re.compile(r"\b(?:att|och|samt|som|eller)$")


def _stopped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat[-1:] in ".:;,!?…" or _GOES_ON.search(flat) else f"{flat}."
