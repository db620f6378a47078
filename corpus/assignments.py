"""Assignments that a decision gives: who shall do what, by when; and sentences that tell that one is done.

Only what a body decides for itself gives an assignment. What is proposed to another body, rejected, denied or
told as given before gives none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.dates import find_dates, find_periods
from corpus.model import Section, Span, Status
from corpus.swedish import sentences


@dataclass(frozen=True, slots=True)
class Due:
    """When an assignment is to be done: the words as printed, and the last day where they tell one."""

    words: str
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """``text[span]`` gives ``who`` the task ``what``, both as printed on one line."""

    span: Span
    who: str
    what: str
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class _Given:
    """A sentence's gift: who, and where in the sentence the task begins."""

    who: str
    start: int


_ADVERB = r"(?:också|även|vidare|därför|samtidigt|därmed|dessutom|härmed|således|alltså)"
_TO = r"(?P<who>[^.;:\n]{2,240}?)"
_FORMS = (
    re.compile(
        rf"\b(?:får|ges|erhåller|tilldelas|uppdras)(?: {_ADVERB})?(?: i)?(?: uppdrag(?:et)?)?,? att\b",
    ),
    re.compile(rf"\b(?:[Gg]er?|[Ll]ämnar?)(?: {_ADVERB})? i uppdrag (?:åt|till) {_TO} att\b"),
    re.compile(rf"\b(?:[Gg]er?|[Ll]ämnar?)(?: {_ADVERB})? (?!i uppdrag){_TO} i uppdrag,? att\b"),
    re.compile(rf"\b[Uu]ppdrar?(?: {_ADVERB})? (?:åt|till) {_TO} att\b"),
    re.compile(rf"\bi uppdrag åt {_TO} ge att\b"),
    re.compile(r"\btill (?P<who>[^.;:,\n]{2,120}?) med uppdrag(?:et)? att\b"),
)
_SUBJECT_FIRST = _FORMS[0]
_TASK_OF = re.compile(r"uppdra")
# Where the clause of an assignment's subject begins.
_CLAUSE = re.compile(r"[.;:]\s|\batt\s|\bsom\s|\bdär\s")
_AFTER_VERB = re.compile(r"\b[a-zåäö]+s\s+(?:och|samt)\s")
_MARK = re.compile(r"^[\s•·▪●–—*-]*(?:(?:\d{1,2}|[a-z])[.)]\s*)?")
_ITEM = re.compile(r"\s*(?:[•·▪●–—*-]\s|(?:\d{1,2}|[a-z])[.)]\s)")
_NOT = re.compile(r"\b(?:inte|ej|icke)\b", re.IGNORECASE)
_NOT_DECIDED = re.compile(
    r"(?i)\b(?:avslå\w*|avstyrk\w*|tillstyrk\w*|föresl\w+|yrka\w*)\b(?:(?! och ).){0,400}$"
)
_TURNED_DOWN = re.compile(r"(?i)\b(?:avslås|avslogs|lämnas utan bifall|anses? (?:vara )?besvara\w+)\b")
_UPWARD = re.compile(r"(?i)\bföresl\w+\b.{0,300}(?:\b(?:besluta\w*|att|följande)|:)\s*:?$")
_OWN = re.compile(r"(?i)\begen del\b|^(?!.*\bföresl)(?:[\wåäö-]+ ){1,5}beslutar?\b")
_REPORTS_BACK = re.compile(
    r"^(?P<who>[A-ZÅÄÖ][^.,;:\n]{1,80}?) "
    r"(?:(?:ska|skall)\b(?=.*\b(?:återkomma|återrapportera)\b)|återkommer\b)"
)
_NO_DOER = re.compile(r"(?i)\b(?:ärende|fråga|uppdrag|redovisning|återrapportering|resultat|rapport)\w*$")
_OF_THE_TASK = re.compile(
    r"^\W*(?:Uppdrag|Återrapportering|Återredovisning|Redovisning|Rapportering|Resultatet|Detta)\w*\b"
)
_DONE = re.compile(
    r"\buppdrag(?:et|en)?\b(?P<how>[^.\n]{0,400}?)"
    r"\b(?:fullgjor(?:t|da)|slutför(?:t|da)|genomför(?:t|da)|avsluta(?:t|de|s)|slutredovisa(?:t|de))\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"\b(?:anses|förklara[rs]|är|bedöms|därmed|härmed)\b", re.IGNORECASE)


def assignments(section: Section) -> tuple[Assignment, ...]:
    """The assignments that the decisions of ``section`` give, in order; spans are in its text."""
    return tuple(
        _shifted(one, part.span[0])
        for part in section.parts
        if part.status is Status.BESLUT
        for one in assignments_in(section.text[slice(*part.span)])
    )


def assignments_in(decision: str) -> tuple[Assignment, ...]:
    """The assignments that the text of a decision gives, in order."""
    text, found = unbroken(decision), list[Assignment]()
    upward, leads = False, None
    for span in sentences(text):
        sentence = text[slice(*span)]
        upward = (upward or bool(_UPWARD.search(sentence))) and not _OWN.search(sentence)
        if upward:
            leads = None
            continue
        given = list(_given_in(sentence))
        if given:
            made = [one for one in _made(sentence, given, span[0]) if one.what]
            leads = None if made else given[-1].who
            found += made
        elif leads and _is_item(decision, span[0]):
            found.append(_assignment(leads, span, _MARK.sub("", sentence)))
        else:
            leads = None
            found = _more(sentence, span, found)
    return tuple(found)


def closes(decision: str) -> tuple[Span, ...]:
    """The sentences of a decision that tell that an assignment is done."""
    text = unbroken(decision)
    return tuple(span for span in sentences(text) if _tells_done(text[slice(*span)]))


def _tells_done(sentence: str) -> bool:
    return any(
        not _NOT.search(found["how"]) and (_DECLARED.search(sentence) or found[0].endswith("avslutas"))
        for found in _DONE.finditer(sentence)
    )


_LONG_LINE = 55
_ENDS = (".", ":", ";", "!", "?")


def unbroken(text: str) -> str:
    """``text``, offset by offset, with a space for each line break that stands inside a sentence."""
    lines = text.split("\n")
    made = [lines[0]]
    for before, line in pairwise(lines):
        made.append(" " if _goes_on(before.strip(), line.strip()) else "\n")
        made.append(line)
    return "".join(made)


def _goes_on(before: str, after: str) -> bool:
    if not before or not after or _ITEM.match(f"{after} ") or before.endswith(_ENDS):
        return False
    if after.startswith("att "):
        return before.endswith((" i uppdrag", " och", " samt"))
    if before.endswith(" att"):
        return True
    return after[0].islower() or before.endswith(",") or len(before) >= _LONG_LINE


def _given_in(sentence: str) -> Iterator[_Given]:
    """The gifts of a sentence in order, each form's where no other stands."""
    taken = 0
    matches = sorted((m for form in _FORMS for m in form.finditer(sentence)), key=re.Match.start)
    for match in matches:
        if match.start() >= taken and _TASK_OF.search(match[0].casefold()):
            first, who = _receiver(sentence, match)
            taken = match.end()
            if who and not _is_void(sentence, first, match):
                yield _Given(who, match.end())


def _receiver(sentence: str, match: re.Match[str]) -> tuple[int, str]:
    """Where the clause of a gift begins, and who is given."""
    if match.re is not _SUBJECT_FIRST:
        return match.start(), match["who"].strip(" ,")
    before = sentence[: match.start()]
    start = max((clause.end() for clause in _CLAUSE.finditer(before)), default=0)
    start = max((verb.end() for verb in _AFTER_VERB.finditer(before, start)), default=start)
    return start, _MARK.sub("", before[start:]).strip(" ,")


def _is_void(sentence: str, start: int, match: re.Match[str]) -> bool:
    """Whether a gift is denied, rejected, or another's to decide."""
    return bool(
        _NOT.search(match[0])
        or _NOT.search(sentence[max(0, start - 6) : match.start()])
        or _NOT_DECIDED.search(sentence[:start])
        or _TURNED_DOWN.search(sentence, match.end())
    )


def _made(sentence: str, given: list[_Given], offset: int) -> Iterator[Assignment]:
    """The gifts of a sentence; each task ends where the next gift's sentence does."""
    for one in given:
        what = sentence[one.start :].lstrip(" :")
        yield _assignment(one.who, (offset, offset + len(sentence)), what)


def _assignment(who: str, span: Span, what: str) -> Assignment:
    flat = " ".join(what.split()).strip(" .,;")
    flat = flat.removesuffix(" samt").removesuffix(" och").rstrip(" ,")
    return Assignment(span, " ".join(who.split()), flat, due(flat))


def _is_item(decision: str, start: int) -> bool:
    """Whether a line is an item of the list that the sentence before it leads in."""
    line = decision[decision.rfind("\n", 0, start) + 1 :]
    return bool(_ITEM.match(line)) or line.lstrip()[:1].islower()


def _more(sentence: str, span: Span, found: list[Assignment]) -> list[Assignment]:
    """What a sentence without a gift adds: a duty to report back, or the day of the task before it."""
    when = due(sentence)
    if when is None:
        return found
    if found and found[-1].due is None and _OF_THE_TASK.search(sentence):
        return [*found[:-1], replace(found[-1], span=(found[-1].span[0], span[1]), due=when)]
    told = _REPORTS_BACK.search(sentence)
    if told is None or _NO_DOER.search(told["who"]):
        return found
    return [*found, _assignment(_MARK.sub("", told["who"]), span, sentence[told.end() :])]


_BEFORE_DAY = re.compile(
    r"\b(?:senast(?: under| i| till)?|före(?: utgången av)?|innan(?: utgången av)?|till|vid|under|inom|i"
    r"|utgången av)(?: slutet av| början av| den)?\s+$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:senast [^,.;]{3,60}|(?:till|vid|på|inför) (?:[a-zåäö-]+s )?(?:nästa |kommande )?"
    r"(?:ordinarie )?(?:sammanträde|möte)\w*(?: i [a-z]+)?"
    r"|(?:till|inför|i) budget\w*(?: (?:19|20)\d\d(?:[-–]\d{2,4})?)?"
    r"|i samband med (?:[a-zåäö]+ ){0,2}\w*(?:bokslut|budget|rapport|uppföljning)\w*"
    r"|skyndsamt|snarast(?: möjligt)?|omgående|utan dröjsmål)(?!\w)",
    re.IGNORECASE,
)
_REACH = 30


def due(text: str) -> Due | None:
    """When a task is to be done, by its words; a day that it begins on or looks back on is none."""
    for span, day in _days(text):
        before = _BEFORE_DAY.search(text[max(0, span[0] - _REACH) : span[0]])
        if before and day < dt.date.max:
            return Due(f"{before[0].lstrip()}{text[slice(*span)]}", day)
    words = _WORDS.search(text)
    return Due(words[0]) if words else None


def _days(text: str) -> list[tuple[Span, dt.date]]:
    """Each day and the last of each period, in reading order."""
    days = [(found.span, found.value) for found in find_dates(text)]
    return sorted([*days, *((found.span, found.until) for found in find_periods(text))])


def _shifted(one: Assignment, by: int) -> Assignment:
    return replace(one, span=(one.span[0] + by, one.span[1] + by))
