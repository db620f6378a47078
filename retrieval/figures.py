"""How amounts, numbers and days are written: what recognises them in a text."""

import re

from corpus.dates import MONTHS

MONTH = f"(?:{'|'.join(MONTHS)})"
NUMBER_WORD = (
    r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|femton|tjugo|trettio|femtio|hundra|tusen)"
)
_FIGURE = rf"(?:\d(?:[\d  .,]{{0,20}}\d)?|\b{NUMBER_WORD})\s?"
CASH = re.compile(
    rf"(?i){_FIGURE}"
    r"(?:[kmt]\.?kr\b|mnkr\b|msek\b|mdkr\b|sek\b|kr\b|kronor\w*|miljon\w*|miljard\w*|tusen kronor)"
)
MONEY = re.compile(rf"{CASH.pattern}|{_FIGURE}(?:procent\w*|%)")
_PART = r"\b(?:hälften|(?:tredje|fjärde|femte|sjätte|tion)del\w*)\b"
SUM = re.compile(f"{MONEY.pattern}|{_PART}")
SHARE = re.compile(rf"(?i)(?<!\d)(?!100\s?(?:procent|%))\d{{1,3}}(?:[.,]\d+)?\s?(?:procent|%)|{_PART}")
AGE = re.compile(r"(?i)\d\s?(?:år\b|-?årig|-?åring)")
COUNT_WORD = re.compile(rf"\b(?!ett?\b|en\b){NUMBER_WORD}\b", re.IGNORECASE)
NUMBER = re.compile(rf"(?i)\d|{COUNT_WORD.pattern}")
FREE = re.compile(r"(?i)\b(?:kostnadsfri|avgiftsfri|gratis)\w*|\b(?:utan|ingen) (?:kostnad|avgift)\b")
# How many there are: no year, no number of a §, a chapter, a note or a house, and no article.
COUNT = re.compile(
    r"(?i)(?<![\w./:§–-])(?<!§\s)(?<!gatan\s)(?<!vägen\s)(?<!\bgata\s)(?<!\bväg\s)"
    rf"(?!(?:19|20)\d\d\b)(?!\A\d{{1,2}}[.)]?\s(?-i:[A-ZÅÄÖ]))\d+\b"
    rf"(?![./:–-]\d)(?!\s*(?:kap\b|§|%|procent|{MONTH}\b))|{COUNT_WORD.pattern}"
    rf"|(?<![\w./:§–-])\d{{1,3}} ?[–-] ?\d{{1,3}}(?= [a-zåäö]{{4}})|{_PART}"
)
_SHORT_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)"
DATE = re.compile(
    rf"(?i)\b\d{{1,2}}\s+(?:{MONTH}|{_SHORT_MONTH})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b(?! §)"
    rf"|\b{MONTH}\s+(?:19|20)\d\d\b|\b(?:våren|sommaren|hösten|vintern|årsskiftet|halvåret|kvartal(?:et)?)\b"
    r"|(?<![-/:\d])(?:19|20)\d\d(?![-/:\d]| års\b)|\btills vidare\b|\bkl\.? ?\d"
    r"|(?<![:.\d])(?:[01]\d|2[0-3])[.:][0-5]\d(?![:.\d])"
)
DAY = re.compile(rf"(?i)\b\d{{1,2}}\s+(?:{MONTH}|{_SHORT_MONTH})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b")
MONTH_TOLD = re.compile(rf"(?i)\b{MONTH}\b|\d{{4}}-\d\d-\d\d")
LASTING = re.compile(
    rf"(?i)(?:\d|\b{NUMBER_WORD})[\s-]?(?:år|månad|veck|dyg|dag|timm|minut)\w*|\b(?:årlig\w*|varje år)\b"
    rf"|{DATE.pattern[4:]}"
)
# A label with its value: the record before another.
VALUE = re.compile(rf"(?:{MONEY.pattern[4:]}|{DAY.pattern[4:]})\W*$", re.IGNORECASE)
