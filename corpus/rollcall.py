"""Who voted on which side, in the layouts that minutes and voting systems print it in.

Names stand behind "Ja-röster:", in rows that end with the vote, in a table whose cells the text layer gives
one a line, or in two columns. Every reader gives the names by side; a text in another layout gives none.
"""

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest

from corpus.persons import listed_persons, persons

YES, NO, ABSTAINS = "ja", "nej", "avstår"

# "Följande röstar ja: …", "Nej-röster: …", "Ja röstar: …", and the same words alone on a line
_NAMES_FOLLOW = re.compile(
    r"\b(?:röstar|röstade)[ :]+(?P<told>ja|nej)\s*:(?! ?\d)"
    r"|\b(?P<side>ja|nej|avstår|avstod)(?:[- ]?röst(?:er)?)?(?: röstar| från att rösta)? ?:(?! ?\d)"
    r"|^(?P<alone>ja|nej|avstår)[- ]?röst(?:er)?$",
    re.IGNORECASE | re.MULTILINE,
)
# Name, party, perhaps an office, and the vote, with or without lines.
_ROW = re.compile(
    r"\([^()\n]{1,24}\)(?:,? (?:Ledamot|Ersättare|Ordförande|tjg\.? ers\.?))?"
    r"[ \t|:–-]{1,4}(?P<side>Ja|Nej|Avstår|JA|NEJ|AVSTÅR)\b(?!-?röst| ?[(:])"
)
_CELL = re.compile(
    r"(?:^|[ \t|–-])(?P<side>ja|nej|avstår|avstod|avst|frånv(?:arande)?\.?|kvittade?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# "A (S) och B (V) röstar ja, medan C (M) röstar nej", "röstar A (S) och B (V) ja"
_SUBJECT = re.compile(
    r"\b(?:röstar|röstade) (?:(?P<side>ja|nej)\b(?! ?[:(])"
    r"|(?P<names>(?-i:[A-ZÅÄÖ])[^\n:]{3,2000}?\)) (?P<last>ja|nej)\b)",
    re.IGNORECASE,
)
_ANYONE = re.compile(r"\b(?:den|de|ledamot|ledamöter) som\b", re.IGNORECASE)
_COLUMNS = re.compile(
    r"^ja(?:[- ]?röst(?:er)?)?[ \t|]+nej(?:[- ]?röst(?:er)?)?[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_CASTS = {"ja": YES, "nej": NO, "avstår": ABSTAINS, "avstod": ABSTAINS, "avst": ABSTAINS}
_PARTY = re.compile(r"\(?[A-ZÅÄÖ]{1,4}\)?|\([\w./ -]{1,12}\)")
_OFFICE = re.compile(
    r"\d\S*|(?-i:v\.?)|ordf(?:örande)?\.?|vice|ledamot|ersättare|tjg\.?|tjänstgörande|ers\.?|[|–-]",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[A-ZÅÄÖÉÜÁ][\w'’.-]*,?|af|av|de|der|den|el|la|von|van|ben")
_HEADER = frozenset(
    {"Namn", "Parti", "Plats", "Funktion", "Resultat", "Röst", "Ledamöter"}
    | {"Ja", "Nej", "Avstår", "Avst", "Frånv", "Kvittade"}
)
_LONGEST_NAME = 5  # words
_FEWEST_ROWS = 3

Roll = Mapping[str, tuple[str, ...]]


def roll(text: str, counts: Mapping[str, int]) -> Roll:
    """The names by side that ``text`` lists: by the layout that agrees with ``counts``, else by the first."""
    found = [names for layout in _LAYOUTS if any((names := layout(text)).values())]
    return next((names for names in found if agrees(names, counts)), found[0] if found else {})


def agrees(names: Roll, counts: Mapping[str, int]) -> bool:
    """Whether as many names as votes are told on both sides, and of those who abstain if they are told."""
    return all(len(names.get(side, ())) == counts[side] for side in (YES, NO)) and (
        not names.get(ABSTAINS) or ABSTAINS not in counts or len(names[ABSTAINS]) == counts[ABSTAINS]
    )


def _marked(text: str) -> Roll:
    """The names behind "Ja-röster:", a line's end or not."""
    marks = list(_NAMES_FOLLOW.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    names: dict[str, tuple[str, ...]] = {}
    for mark, end in zip(marks, ends, strict=False):
        side = _CASTS[(mark["told"] or mark["side"] or mark["alone"]).casefold()]
        names.setdefault(side, ())
        names[side] += _listing(text[mark.end() : end])
    return names


def _listing(text: str) -> tuple[str, ...]:
    return persons(text) or listed_persons(text.strip().partition("\n")[0])


def _rows(text: str) -> Roll:
    """The names of rows in which a bracketed party stands before the vote."""
    names: dict[str, list[str]] = {}
    start = 0
    for row in _ROW.finditer(text):
        names.setdefault(_CASTS[row["side"].casefold()], []).extend(
            persons(text[start : row.start("side")])[-1:]
        )
        start = row.end()
    return _enough(names)


def _cells(text: str) -> Roll:
    """The names of a table that gives name, party, seat, office and vote, a cell or a row a line."""
    names: dict[str, list[str]] = {}
    start = 0
    for cell in _CELL.finditer(text):
        name = _row_name(text[start : cell.start("side")].split())
        start = cell.end()
        if name and (side := _CASTS.get(cell["side"].casefold())):
            names.setdefault(side, []).append(name)
    return _enough(names)


def _row_name(words: list[str]) -> str | None:
    """Who a row is about: the last name with a party, or the substitute named behind the party.

    A row that holds nothing but a name is about whom it names.
    """
    words = [word for word in words if not _OFFICE.fullmatch(word)]
    at = next((at for at in range(len(words) - 1, -1, -1) if _PARTY.fullmatch(words[at])), None)
    if at is None:
        return " ".join(words) if 1 < len(words) == len(_name(words)) else None
    substitute = _name(words[at + 1 :])
    name = substitute if len(substitute) > 1 else _name(words[:at])
    if name and name[0].endswith(","):
        name = [*name[1:], name[0].rstrip(",")]
    return f"{' '.join(name)} ({words[at].strip('()')})" if len(name) > 1 else None


def _name(words: list[str]) -> list[str]:
    """The name that ``words`` end with."""
    name: list[str] = []
    for word in reversed(words[-_LONGEST_NAME:]):
        if word in _HEADER or not _NAME_WORD.fullmatch(word):
            break
        name.insert(0, word)
    return name


def _subjects(text: str) -> Roll:
    """The names of sentences that say who votes: before the verb on its line, or behind it."""
    names: dict[str, tuple[str, ...]] = {}
    start = 0
    for mark in _SUBJECT.finditer(text):
        told = mark["names"] or text[start : mark.start()].rpartition("\n")[2]
        side = (mark["side"] or mark["last"]).casefold()
        if not _ANYONE.search(told):
            names[side] = names.get(side, ()) + persons(told)
        start = mark.end()
    return names


def _columns(text: str) -> Roll:
    """Two columns under "Ja Nej": a row's first name votes yes, its second no; one alone ends the longer."""
    header = _COLUMNS.search(text)
    if header is None:
        return {}
    rows = [persons(line) for line in text[header.end() :].splitlines() if line.strip()]
    pairs = [row for row in rows if len(row) == len((YES, NO))]
    single = tuple(row[0] for row in rows if len(row) == 1)
    if not pairs:
        return {}
    yes, no = (tuple(filter(None, column)) for column in zip_longest(*pairs))
    return {YES: yes + single, NO: no}


def _columns_of_no(text: str) -> Roll:
    """As ``_columns``, where the longer column is that of no."""
    names = _columns(text)
    shorter = len(names.get(NO, ()))
    return {YES: names[YES][:shorter], NO: names[NO] + names[YES][shorter:]} if names else {}


def _enough(names: Mapping[str, list[str]]) -> Roll:
    total = sum(map(len, names.values()))
    return {side: tuple(found) for side, found in names.items()} if total >= _FEWEST_ROWS else {}


_LAYOUTS: tuple[Callable[[str], Roll], ...] = (_marked, _rows, _cells, _subjects, _columns, _columns_of_no)
