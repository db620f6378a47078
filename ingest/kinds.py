"""What a document is, by the word its letterhead or title says."""

import re
from collections.abc import Iterable, Sequence

from corpus.bodies import find_bodies
from corpus.model import Kind, Status
from ingest.part_headings import line_heading

MINUTES = frozenset({Kind.PROTOKOLL, Kind.PROTOKOLLSUTDRAG})
MEETINGS = MINUTES | {Kind.KALLELSE}
MATTERS = frozenset(
    {Kind.TJANSTESKRIVELSE, Kind.TJANSTEUTLATANDE, Kind.YTTRANDE, Kind.MOTION, Kind.INTERPELLATION}
)
# What binds, clause by clause: "1 §", "§ 2" number its clauses and no matters of a meeting.
GOVERNING = frozenset(
    {Kind.REGLEMENTE, Kind.DELEGATIONSORDNING, Kind.POLICY, Kind.RIKTLINJE, Kind.TAXA, Kind.AVTAL}
)

# A word that stands in a letterhead, and so opens a document inside a bundle.
_LETTERHEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Kind.PROTOKOLLSUTDRAG,
            r"protokolls?utdrag(?! (?:skickas|till|intygas|bestyrks))"
            r"|utdrag ur (?:\w+ )?(?:sammanträdes)?protokoll",
        ),
        (
            Kind.KALLELSE,
            r"(?:(?<!av )(?<!\d )(?<!fastställa )(?<!godkänna )(?:kallelse|föredragningslista|dagordning)"
            r"|kungörelse)\b(?! (?:godkänns|fastställs|utgår))",
        ),
        (
            Kind.TJANSTESKRIVELSE,
            r"tjänsteskrivelse(?!,? (?:\d{4}|daterad|den))|[\w-]*förvaltningens förslag till beslut(?= \d)"
            r"|tjänstemannaskrivelse|beslutsförslag(?= \d)",
        ),
        (Kind.TJANSTEUTLATANDE, r"tjänsteutlåtande|tjänstutlåtande"),
        (
            Kind.PROTOKOLL,
            r"(?:sammanträdes|mötes|besluts|nämnds|styrelse|justerat )?\s?protokoll(?! \d{4}-)\b",
        ),
    )
)
_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.MOTION, r"(?<!svar på )(?<!besvarande av )motion(?:en)?\b(?! (?:och|eller) )"),
        (Kind.INTERPELLATION, r"interpellation(?:en)?\b"),
        (
            Kind.RAPPORT,
            r"[\w-]*(?:rapport|rapportsammandrag|prognos|redogörelse|årsredovisning"
            r"|revisionsberättelse|granskning|utvärdering|bokslut|uppföljning"
            r"|utredning|förstudie)(?:en|er)?\b",
        ),
        (
            Kind.DELEGATIONSORDNING,
            r"delegations?ordning(?:en)?|delegeringsordning(?:en)?|delegations?förteckning(?:en)?",
        ),
        (
            Kind.REGLEMENTE,
            r"[\w-]*reglemente(?:t|n)?\b|(?:arbets|förbunds|bolags)ordning(?:en)?\b|ägardirektiv(?:et|en)?\b"
            r"|(?:^(?:[\w-]+ ){0,2}|\w{3})(?:stadgar?|föreskrift(?:er)?|bestämmelser)(?:na|n|en)?\b",
        ),
        (Kind.TAXA, r"[\w-]*tax(?:a|an|or|orna)\b|avgifter\b|prislista"),
        (Kind.POLICY, r"[\w-]*policy(?:n|er)?\b"),
        (Kind.RIKTLINJE, r"[\w-]*(?:riktlinjer?|anvisning(?:ar)?|rutin(?:er)?|regler|instruktion)(?:na)?\b"),
        (Kind.STRATEGI, r"[\w-]*strategi(?:n|er|sk inriktning)?\b|[\w-]*program(?:met)?\b"),
        (Kind.BUDGET, r"[\w-]*budget(?:en|skrivelse)?\b|mål och resursplan|flerårsplan"),
        (Kind.PLAN, r"[\w-]*plan(?:en|er)?\b(?!-| för sammanträd)"),
        (Kind.AVTAL, r"[\w-]*(?:avtal|överenskommelse)(?:et|en)?\b|partnerskap(?= mellan )"),
        (Kind.YTTRANDE, r"(?:remiss)?yttrande\b|remissvar\b|svar på remiss"),
        (Kind.BILAGA, r"bilaga\b"),
    )
)
_YTTRANDE_HEAD = re.compile(r"(?:REMISS)?YTTRANDE\b|REMISSVAR\b|(?:Remissy|Y)ttrande$")
_MOTION_HEAD = re.compile(
    r"(?:Motion|MOTION)(?:$|\s+(?:om|av|till|från|angående|–|-|\d))|(?:Interpellation"
    r"|INTERPELLATION)(?:$|\s+(?:om|av|till|från|angående))"
)
_CLOSING_FOLIO = re.compile(r"\s*(?:\d{1,4} ?\(\d{1,4}\))?\s*")
_LONGEST_LETTERHEAD = 110
# What the first page of minutes asks for, in whatever order; no other paper asks for most of it.
_MINUTES_FORM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:plats och (?:sammanträdes)?tid|tid och plats)\b",
        r"\b(?:beslutande|närvarande ledamöter|tjänstgörande)\b",
        r"\b(?:utses att justera|justera(?:re|nde)\b|justeringens plats|justering )",
        r"\bparagrafer\b",
        r"\bunderskrift(?:er)?\b",
        r"\banslag ?/ ?bevis\b|\btillkänna(?:givits|ges|getts) genom anslag",
    )
)
_LEAST_OF_FORM = 4
# A paper that an office writes for a body, and whose form has no word for it: who handles the matter.
_HANDLED = re.compile(r"Handläggare\b(?! till\b)", re.IGNORECASE)
_LONGEST_FIELD = 90
# "PRO T OK OL L": a word set with space between its letters.
_SPACED_WORD = re.compile(r"(?:SAMMANTRÄDES)?PROTOKOLL(?:SUTDRAG)?|KALLELSE|TJÄNSTE(?:SKRIVELSE|UTLÅTANDE)")


def is_minutes_form(text: str) -> bool:
    """Whether a page is the form that minutes begin with: who was there, who checks them, which §§."""
    if "ustera" not in text and "USTERA" not in text:
        return False
    return sum(1 for field in _MINUTES_FORM if field.search(text)) >= _LEAST_OF_FORM


def is_office_paper(letterhead: Sequence[str], rows: Iterable[str]) -> bool:
    """Whether a letterhead tells who handles a matter and for which body, and the paper then proposes."""
    handled = any(_HANDLED.match(text) for text in letterhead)
    if not handled or not any(map(_is_addressed, letterhead)):
        return False
    headings = (line_heading(text, 0) for text in rows if len(text) <= _LONGEST_FIELD)
    return any(heading.status is Status.FORSLAG for heading in headings if heading)


def _is_addressed(text: str) -> bool:
    """Whether a field of a letterhead ends with the name of a body."""
    return len(text) <= _LONGEST_FIELD and any(found.span[1] == len(text) for found in find_bodies(text))


def letterhead_kind(rows: Sequence[str]) -> Kind | None:
    """The kind that a page's first lines declare; the first line that declares one decides."""
    for row in rows:
        row = row[:_LONGEST_LETTERHEAD]
        row = row.replace(" ", "") if _SPACED_WORD.fullmatch(row.replace(" ", "")) else row
        for kind, grammar in _LETTERHEADS:
            if grammar.search(row) and _declares(row, grammar):
                return _narrowed(kind, rows)
        if _YTTRANDE_HEAD.match(row):
            return Kind.YTTRANDE
        if _MOTION_HEAD.match(row):
            return Kind.INTERPELLATION if row[0] in "iI" else Kind.MOTION
    return None


def _narrowed(kind: Kind, rows: Sequence[str]) -> Kind:
    """An extract, where a line below the running head's "Protokoll" says so."""
    extract = next(grammar for sort, grammar in _LETTERHEADS if sort is Kind.PROTOKOLLSUTDRAG)
    if kind is Kind.PROTOKOLL and any(extract.match(row) for row in rows):
        return Kind.PROTOKOLLSUTDRAG
    return kind


def title_kind(title: str) -> Kind | None:
    """The kind that a title's own words tell ("Digitaliseringsstrategi …"); the first such word decides."""
    hits = [
        (found.start(), place, kind)
        for place, (kind, grammar) in enumerate(_TITLES)
        if (found := grammar.search(title))
    ]
    return min(hits)[2] if hits else None


def _declares(row: str, grammar: re.Pattern[str]) -> bool:
    """Whether the word stands in a letterhead and not in a sentence or a list of papers."""
    found = grammar.search(row)
    before = row[: found.start()].strip() if found else row
    if found and len(before) == 1 and found[0].isupper() and found.end() == len(row):
        return True  # what a scan read of a coat of arms
    closes = found is not None and _CLOSING_FOLIO.fullmatch(row, found.end()) is not None
    return not before or (
        before[0].isupper()
        and (before[-1] not in ".,;:" or (closes and before[-1] == ","))
        and not before.endswith((" i", " av", " ur", " till", " se", " enligt"))
    )
