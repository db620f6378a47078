"""A follow-up question made whole: what it points back to is taken from the turns before it.

Only a plain reference is resolved: a question that says nothing of its own, that points ("det ärendet", "den
paragrafen"), or that goes on about the same matter. What the question names itself is never replaced.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.bodies import find_bodies, find_municipalities
from corpus.dates import find_dates, swedish_date
from corpus.diarienummer import find_diarienummer
from corpus.model import Question, Role
from corpus.references import find_labels
from corpus.swedish import fold, stem
from retrieval.asked import asked

_POINTING = re.compile(
    r"^(?:och|men|så|då|sedan|varför det|varför då|hur så|på vilket sätt)\b"
    r"|\b(?:den|det|de|denna|detta|dessa|dess|deras|där|dit|då|därefter|samma|densamma|motsvarande|hen|han|hon)\b"
    r"(?! (?:är|var|finns|som|att)\b)"
    r"|\b(?:beslutet|ärendet|paragrafen|förslaget|motionen|mötet|sammanträdet|yrkandet|reservationen|omröstningen"
    r"|voteringen|avslaget|bifallet|återremissen|bordläggningen|frågan|punkten|initiativet|initiativärendet|medborgarförslaget|dokumentet|protokollet)"
    r"(?=\s*[?.,!]|$|\s(?:skulle|ska|fick|blev|avgjordes|avslogs|bifölls|bordlades|återremitterades)\b)"
)
_MORE = re.compile(
    r"^\W*(?:och |visa |ge mig |ta |lista ){0,2}(?:de )?(?:fler|flera|resten|övriga|nästa|andra)\W*$"
    r"|\(visa fler\)$"
)
# All of a sort are asked for, of the meeting that is talked of where none is named.
_ALL_OF = re.compile(
    r"^(?:och )?vilka (?:\w+ )?(?:motioner|ärenden|interpellationer|medborgarförslag|beslut|frågor|punkter)\b"
)
_TURNS_BACK = 4
_MOST_TOPIC_WORDS = 8


@dataclass(frozen=True, slots=True)
class Thread:
    """What turns of a conversation are about; empty where nothing, or too much to choose from, is told."""

    label: str = ""
    diarienummer: str = ""
    date: dt.date | None = None
    body: str = ""
    municipality: str = ""
    topic: tuple[str, ...] = ()


def made_whole(question: Question, meetings: frozenset[dt.date]) -> str:
    """The question's text, with what it leans on in brackets after it.

    Only a day of ``meetings``, the collection's own dates, is carried over as a date.
    """
    if not question.history:
        return question.text
    if asks_for_more(question.text):
        return _more_of(question, meetings)
    own, before = _thread(question.text, meetings), _thread_before(question, meetings)
    if _ALL_OF.search(fold(question.text)) and before.date and not (own.date or own.body):
        carried = _described(replace(before, label="", diarienummer="", topic=()))
    elif _leans(question.text, own, before):
        carried = _described(_carried(own, before))
    else:
        return question.text
    return f"{question.text} ({carried})" if carried else question.text


def staying(question: Question, meetings: frozenset[dt.date]) -> Question | None:
    """The question put of the very § or diarienummer that the turns before it are about.

    None where it leans on them anyway, where it names a place of its own, and where they name neither.
    """
    if not question.history or asks_for_more(question.text):
        return None
    own, before = _thread(question.text, meetings), _thread_before(question, meetings)
    here = replace(before, topic=())
    placed = replace(own, topic=()) != Thread()
    if placed or not (before.label or before.diarienummer) or _leans(question.text, own, before):
        return None
    return replace(question, text=f"{question.text} ({_described(here)})", history=())


def asks_for_more(text: str) -> bool:
    """Whether a question asks for the rest of what was listed: "Visa fler", "Och resten?"."""
    return _MORE.search(fold(text)) is not None


def _more_of(question: Question, meetings: frozenset[dt.date]) -> str:
    """The last question that asked for something by itself, and that more of it is wanted."""
    turns = [
        (at, turn)
        for at, turn in enumerate(question.history)
        if turn.role is Role.USER and not asks_for_more(turn.content)
    ]
    if not turns:
        return question.text
    at, asked_before = turns[-1]
    return f"{made_whole(Question(asked_before.content, question.history[:at]), meetings)} (visa fler)"


def _leans(text: str, own: Thread, before: Thread) -> bool:
    if not own.topic or _POINTING.search(fold(text).strip()):
        return True
    return bool({stem(fold(word)) for word in own.topic} & {stem(fold(word)) for word in before.topic})


def _carried(own: Thread, before: Thread) -> Thread:
    """What ``own`` leaves open, unless it leads to another municipality, body, meeting or §."""
    if own.diarienummer:
        return Thread(municipality=before.municipality)
    elsewhere = bool(own.municipality and own.municipality != before.municipality)
    other_body = elsewhere or bool(own.body and own.body != before.body)
    other_meeting = other_body or own.date is not None
    other_matter = bool(own.label)
    return Thread(
        label="" if other_meeting or other_matter else before.label,
        diarienummer="" if elsewhere or other_matter else before.diarienummer,
        date=None if other_meeting else before.date,
        body="" if other_body else before.body,
        municipality="" if own.municipality else before.municipality,
        topic=() if other_matter else before.topic,
    )


def _described(thread: Thread) -> str:
    named = (
        " ".join(thread.topic),
        thread.body,
        thread.municipality,
        swedish_date(thread.date) if thread.date else "",
        thread.label,
        f"dnr {thread.diarienummer}" if thread.diarienummer else "",
    )
    return ", ".join(filter(None, named))


def _thread_before(question: Question, meetings: frozenset[dt.date]) -> Thread:
    """The last turns' thread: of each sort what was named last; the topic is the user's, not the answer's."""
    merged = Thread()
    for turn in reversed(question.history[-_TURNS_BACK:]):
        told = _thread(turn.content, meetings)
        if turn.role is Role.ASSISTANT:
            told = replace(told, topic=())
        merged = _merged(merged, told)
    return merged


def _merged(later: Thread, earlier: Thread) -> Thread:
    """``later`` with what it leaves open from ``earlier``; a § and a day go with their own turn."""
    placed = bool(later.label or later.date)
    return Thread(
        label=later.label if placed else earlier.label,
        diarienummer=later.diarienummer or earlier.diarienummer,
        date=later.date if placed else earlier.date,
        body=later.body or earlier.body,
        municipality=later.municipality or earlier.municipality,
        topic=later.topic or earlier.topic,
    )


def _thread(text: str, meetings: frozenset[dt.date]) -> Thread:
    """What one turn names; of what it names several of, a § or a day is not told."""
    terms = asked(text).terms
    return Thread(
        label=_only(found.label for found in find_labels(text)),
        diarienummer=_first(found.text for found in find_diarienummer(text)),
        date=next(iter(_days(text, meetings)), None) if len(_days(text, meetings)) == 1 else None,
        body=_first(found.name for found in find_bodies(text)),
        municipality=_first(found.name for found in find_municipalities(text)),
        topic=tuple(_as_written(term.word, text) for term in terms[:_MOST_TOPIC_WORDS]),
    )


def _as_written(word: str, text: str) -> str:
    found = re.search(re.escape(word), text, re.IGNORECASE)
    return found[0] if found else word


def _days(text: str, meetings: frozenset[dt.date]) -> frozenset[dt.date]:
    return frozenset(found.value for found in find_dates(text)) & meetings


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def _only(values: Iterable[str]) -> str:
    different = tuple(dict.fromkeys(values))
    return different[0] if len(different) == 1 else ""
