"""Votes as the minutes tell them: what Ja and Nej meant, the figures, the names, and whether these agree."""

import re
from dataclasses import dataclass

from corpus.model import Span
from ingest.movers import persons

_WORDS = (
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton"
    " nitton tjugo"
)
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split())} | {"ett": 1}
COUNT = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote: ``text[span]`` tells it.

    ``yes_means`` and ``no_means`` are the proposition as printed; figures and names as printed, None and
    empty where the minutes are silent. ``result`` is the side with more votes ("ja", "nej"), None where they
    are even. ``confirmed`` is False where names are given and do not add up to their figure.
    """

    span: Span
    yes_means: str | None
    no_means: str | None
    yes: int
    no: int
    abstain: int | None
    yes_names: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    abstain_names: tuple[str, ...] = ()
    result: str | None = None
    confirmed: bool = True


MEANING = re.compile(
    r"\b(?P<side>ja|nej)(?:[- ]?röst(?:er)?)?(?: ?[:=]| (?:för|till|innebär|betyder|är|avser)\b)"
    r"(?: att| bifall till| för)? (?P<means>[^\n]{3,300}?)"
    r"(?=[\"”]|[.;,]?(?: och| samt)?\s+(?:den som röstar )?nej\b|[.;](?:\s|$)|\n|$)",
    re.IGNORECASE,
)
WISH = re.compile(
    r"\b(?:den|de|ledamot) som (?:vill|önskar|biträder|stödjer)?\s?(?P<means>[^\n.;]{3,200}?)[ ,]+"
    r"(?:röstar|ska rösta|säger)[ :]+(?P<side>ja|nej)\b",
    re.IGNORECASE,
)
ABSTAINS = r"(?:avstår|avstod|avstående|lägger ned|lade ned|blanka?)"
# "43 Ja mot 29 Nej", "fem ja-röster", "8 ledamöter avstår"
FIGURE_FIRST = re.compile(
    rf"\b(?P<count>{COUNT})(?: ?(?:st|stycken|ledamöter|ledamot|röster|personer|röstar|röstade))?[ -]"
    rf"(?P<side>ja|nej|{ABSTAINS})\b(?:[- ]?röst(?:er)?)?",
    re.IGNORECASE,
)
# "röstar Ja (8)", "Ja: 7", "Avstår: 2"
FIGURE_LAST = re.compile(
    rf"\b(?P<side>ja|nej|{ABSTAINS})(?:[- ]?röst(?:er)?| från att rösta)?"
    r"(?: ?[:=] ?| ?\()(?P<count>\d{1,3})\b\)?(?! ?kap| ?§)",
    re.IGNORECASE,
)
# "Följande röstar ja: …", "Nej-röster: …", "Ja röstar: …"
NAMES_FOLLOW = re.compile(
    r"\b(?:(?:röstar|röstade)[ :]+(?P<told>ja|nej)"
    r"|(?P<side>ja|nej|avstår)(?:[- ]?röst(?:er)?)?(?: röstar)?) ?:(?! ?\d)",
    re.IGNORECASE,
)
# A row of a list of votes: name, party, perhaps an office, and the vote.
ROW = re.compile(
    r"\([^()\n]{1,24}\)(?:,? (?:Ledamot|Ersättare|Ordförande|tjg\.? ers\.?))?"
    r"[ \t|:–-]{1,4}(?P<side>Ja|Nej|Avstår)\b(?!-?röst| ?[(:])"
)
VOTED = re.compile(r"röstar?(?:de)?\s*$")
QUOTED = re.compile(r"[\"”]")
FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Figure:
    span: Span
    side: str
    count: int
    names: tuple[str, ...]


def votes(text: str) -> tuple[Vote, ...]:
    """The votes that ``text`` tells, in order; a text without figures tells none."""
    groups: list[list[_Figure]] = []
    for figure in _figures(text):
        if not groups or any(figure.side == known.side for known in groups[-1]):
            groups.append([])
        groups[-1].append(figure)
    told = [group for group in groups if {"ja", "nej"} <= {figure.side for figure in group}]
    bounds = [0, *(group[-1].span[1] for group in told)]
    return tuple(_vote(text, bounds[index], group) for index, group in enumerate(told))


def _figures(text: str) -> list[_Figure]:
    matches = sorted((*FIGURE_FIRST.finditer(text), *FIGURE_LAST.finditer(text)), key=re.Match.start)
    matches = [
        match
        for index, match in enumerate(matches)
        if index == 0 or match.start() >= matches[index - 1].end()
    ]
    edges = [0, *(match.end() for match in matches), len(text)]
    starts = [*(match.start() for match in matches), len(text)]
    return [
        _Figure(
            match.span(),
            _side(match["side"]),
            _number(match["count"]),
            _names(text, (edges[index], match.start()), (match.end(), starts[index + 1])),
        )
        for index, match in enumerate(matches)
    ]


def _names(text: str, before: Span, after: Span) -> tuple[str, ...]:
    """The names of one figure: in brackets or after a colon behind it, or as the subject before "röstar"."""
    behind = text[after[0] : after[1]]
    if re.match(r"\s*[(:]\s*[A-ZÅÄÖ]", behind):
        return persons(behind)
    ahead = text[before[0] : before[1]]
    if VOTED.search(ahead) or _side(text[before[1] : after[0]].split()[0]) == "avstår":
        return persons(QUOTED.split(ahead)[-1])
    return ()


def _side(word: str) -> str:
    folded = word.casefold()
    return folded if folded in ("ja", "nej") else "avstår"


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER_WORDS[word.casefold()]


def _vote(text: str, start: int, group: list[_Figure]) -> Vote:
    counts = {figure.side: figure.count for figure in group}
    names = {side: found for side, found in _named(text, start, group).items() if found}
    meanings = _meanings(text[start : group[0].span[1]])
    return Vote(
        span=(start, group[-1].span[1]),
        yes_means=meanings.get("ja"),
        no_means=meanings.get("nej"),
        yes=counts["ja"],
        no=counts["nej"],
        abstain=counts.get("avstår"),
        yes_names=names.get("ja", ()),
        no_names=names.get("nej", ()),
        abstain_names=names.get("avstår", ()),
        result=None if counts["ja"] == counts["nej"] else max(("ja", "nej"), key=counts.__getitem__),
        confirmed=all(len(found) == counts[side] for side, found in names.items() if side in counts),
    )


def _named(text: str, start: int, group: list[_Figure]) -> dict[str, tuple[str, ...]]:
    if any(figure.names for figure in group):
        return {figure.side: figure.names for figure in group}
    return _listed(text[start:])


def _listed(text: str) -> dict[str, tuple[str, ...]]:
    """The names by side of a list behind "Ja-röster:" or of rows that end with the vote."""
    marks = list(NAMES_FOLLOW.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    listed = {
        _side(mark["told"] or mark["side"]): persons(text[mark.end() : end])
        for mark, end in zip(marks, ends, strict=False)
    }
    return listed if any(listed.values()) else _rows(text)


def _rows(text: str) -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    start = 0
    for row in ROW.finditer(text):
        rows.setdefault(_side(row["side"]), []).extend(persons(text[start : row.start("side")])[-1:])
        start = row.end()
    total = sum(map(len, rows.values()))
    return {side: tuple(names) for side, names in rows.items()} if total >= FEWEST_ROWS else {}


def _meanings(text: str) -> dict[str, str]:
    found = [*MEANING.finditer(text), *WISH.finditer(text)]
    return {
        match["side"].casefold(): match["means"].strip(" ,.") for match in sorted(found, key=re.Match.start)
    }
