"""What fills a slot: the sort of amount or day that a question asks for, and how a reason is written."""

import re

from retrieval.figures import (
    AGE,
    CASH,
    COUNT,
    DATE,
    DAY,
    FREE,
    LASTING,
    MONEY,
    MONTH_TOLD,
    NUMBER,
    SHARE,
    SUM,
)
from retrieval.slots import Slot

# What a number is of, by the words that ask for it: what tells it, and what will do where nothing does.
_AMOUNTS = (
    (re.compile(r"\b(?:ålder|åldrar|åldersgräns\w*|hur gam(?:la|malt?))\b"), AGE, AGE),
    (re.compile(r"\bprocent\b"), SHARE, SHARE),
    (re.compile(r"\bandel(?:en)?\b|\bhur stor del\b"), SHARE, SUM),
    (
        re.compile(
            r"\bkost(?:a|ar|at|ade|nad\w*)\b|\b(?:kronor|miljoner|pengar|dyrt?|betala\w*|summan?|\w*notan?|prislapp\w*)\b"
        ),
        CASH,
        FREE,
    ),
    (
        re.compile(
            r"\bhur (?:högt?|lågt?|stort?) [^?]{0,20}"
            r"\b\w*(?:hyra|lön|arvode|avgift|pris|köpeskilling)\w{0,3}\b"
        ),
        MONEY,
        FREE,
    ),
    (re.compile(r"\bhur många\b"), COUNT, COUNT),
)
_TIMES = (
    (re.compile(r"\bhur länge\b"), LASTING),
    (re.compile(r"\bvilken månads?\b"), MONTH_TOLD),
    (re.compile(r"\b(?:dag|datum)\b"), DAY),
    (
        re.compile(r"\bsenast\b"),
        re.compile(rf"{DAY.pattern}|\bsenast\b[^.\n]{{0,40}}?(?:{DATE.pattern[4:]})"),
    ),
)
CAUSE = re.compile(
    r"(?i)\b(?:eftersom|därför|på grund av|med hänvisning till|mot bakgrund av|med stöd av|utifrån att"
    r"|till följd av|ber(?:or|odde) på|gör att|gjorde att|syft\w+(?! med granskning))\b|, då\b"
    r"|(?-i:(?<=[a-zåäö,] )varför\b)"
    r"|\b(?:orsak|skäl|anledning|motiv)\w*"
)
CONSEQUENCE = re.compile(
    r"(?i)\b(?:för att|vilket (?:gör|innebär)|behöver|(?:leder|lett|ledde) till)\b"
    r"|\b(?:bedöm|medför|påverka)\w+"
)
_REASON = re.compile(rf"{CAUSE.pattern}|{CONSEQUENCE.pattern[4:]}")


def amount_asked(clause: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The sort of amount that a folded clause asks for, and what will do where there is none."""
    return next(((sort, other) for asks, sort, other in _AMOUNTS if asks.search(clause)), (SUM, NUMBER))


def time_asked(clause: str) -> re.Pattern[str]:
    """The sort of day or time that a folded clause asks for."""
    return next((sort for asks, sort in _TIMES if asks.search(clause)), DATE)


def filler(slot: Slot, clause: str) -> re.Pattern[str] | None:
    """What tells in a text that it may fill ``slot``, where a pattern can."""
    match slot:
        case Slot.AMOUNT:
            return amount_asked(clause)[0]
        case Slot.DATE:
            return time_asked(clause)
        case Slot.WHY:
            return _REASON
    return None
