"""Whether a passage says what a sentence says: its words, its figures and names in their order, its status.

Strict on purpose. A sentence that only might be true is not shown; the extractive draft says it in the
documents' own words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.bodies import FoundBody, find_bodies, same_body
from corpus.dates import swedish_date
from corpus.model import Status
from corpus.swedish import STOPWORDS, fold, letters, stem, words
from retrieval.cite import joined
from retrieval.draft.lists import with_items
from retrieval.evidence import Passage
from retrieval.relevance import numbers
from retrieval.subject import bag
from retrieval.writing.alike import says
from retrieval.writing.anchors import holds

_NEGATION = re.compile(r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|varken|utan att)\b")
_DECIDES = re.compile(
    r"\b(?:besluta(?!n)\w*|beslöt\w*|bestäm(?:de|des|mer|s|t|ts)\b|har beslut\w*|fattade\w*"
    r"|antog\w*|antagi\w*|antagen|fastställd\w*|godkänd\w*|avslog\w*|avslagi\w*|biföll\w*|bifalli\w*|bevilja(?:de|des|t|ts)|bordla\w+"
    r"|återremittera(?:de|des|t|ts)|(?:får|fick|ger|gav|ges|gavs) i uppdrag|valdes?|utsågs?|upphävde\w*)\b"
)
_PROPOSES = re.compile(
    r"\bföresl\w+|\b\w*förslag\w*|\b\w*yrk(?:a|ar|ade|at|ande\w*)\b|\breserver\w+|\breservation\w*"
    r"|\bvill\b|\bville\b"
)
# After a body's name: what it did ("beslutade"), or that it was its decision.
_ACTS = re.compile(
    r"\s+(?:(?:har|hade)\s+)?(?:\w+(?:ade|te)|besluta[rt]|beslöt|föreslår|föreslog|föreslagit|antog|avslog|biföll|gav"
    r"|utsåg|lade)\b|s?\s+(?:beslut|förslag)\b|[^\w]*$"
)
# What somebody moved stands as it was moved: "yrkade att avgiften bestäms till 5 kronor".
_AS_PROPOSED = re.compile(r"\b(?:(?:yrka|föreslå)(?:r|de|t)|föreslog)\b[^.]{0,60}?\batt\b.*")
_DECIDED_BY = re.compile(
    r"\s+(?:(?:har|hade)\s+)?(?:beslut\w+|beslöt|antog|antagit|avslog|avslagit|biföll|bifallit|fastställ\w+|godkän\w+"
    r"|bevilja\w+|återremittera\w+|bordla\w+)\b"
)
_UNDECIDED = frozenset({Status.FORSLAG, Status.YRKANDE, Status.RESERVATION})
_DECIDED = frozenset({Status.BESLUT, Status.OMROSTNING})
_CLAUSE = re.compile(
    r"(?:,\s+|\s+)(?:och|men|samt|medan|eftersom|därför att|för att|då)\s+(?!\d)(?:att\s+)?|[;:]\s+"
)
_TOKEN = re.compile(r"[^\W\d_]+")
# A whole is not its part: these say something though they are function words.
_QUANTITIES = frozenset({"alla", "allt", "samtliga", "hela", "enhälligt", "redan", "även"})
# Words that report or introduce, and claim nothing; the status is held to apart from them.
_REPORTING = words(
    """
    anger anges beslutade beslut beslutet beslutat beslutades beslöt framgår fattade föreslog föreslår
    föreslogs föreslås förslag förslaget gav gäller gällde handlar innebär innebar kosta kostar kostade
    omfattar paragraf skriver slutade står tog uppgår uppgick utfall utföll yrkade yrkande ärende svar sak
    fråga dnr diarienummer därmed därefter först slutligen tidigare dessutom samtidigt slut hade
    """
)
_LIGHT_STEMS = frozenset(map(stem, _REPORTING))
_FUNCTION_WORDS = STOPWORDS - _QUANTITIES


def supporting(sentence: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that say ``sentence``, one a clause where no single one does; empty where none do."""
    whole_lists = (*map(with_items, passages), *_run_on(passages))
    different = {(p.reading.key, p.span): p for p in (*passages, *whole_lists)}
    candidates = sorted(different.values(), key=lambda p: len(p.text))
    whole = _first(sentence, candidates, sentence)
    if whole:
        return (whole,)
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    found = [_first(clause, candidates, sentence) for clause in clauses]
    return tuple(p for p in candidates if p in found) if len(found) > 1 and all(found) else ()


def _run_on(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Neighbours of which the first ends without a mark: a line's end has parted a sentence."""
    for one, other in pairwise(passages):
        if one.text.rstrip()[-1:].isalnum() and len(made := joined((one, other))) == 1:
            yield made[0]


def _first(clause: str, passages: Iterable[Passage], sentence: str) -> Passage | None:
    return next((p for p in passages if _says(p, clause) and _of_status(p, clause, sentence)), None)


def _says(passage: Passage, clause: str) -> bool:
    """Whether the passage, with its heading, holds all of the clause's words, and its anchors in order."""
    told = bag(f"{passage.text} {_known_of(passage)}")
    return (
        all(says(told, word) for word in _content(clause))
        and _denies(clause) == _denies(passage.text)
        and _bodies_fit(clause, passage)
        and holds(passage.text, _known_of(passage), clause)
        and all(letters(quote) in letters(passage.text) for quote in _QUOTED.findall(clause))
    )


_QUOTED = re.compile(r"[»\"”“]([^»«\"”“]+)[«\"”“]")


def _known_of(passage: Passage) -> str:
    """What a citation of the passage tells beside the quote."""
    section, document = passage.reading.section, passage.reading.document
    date = f"{swedish_date(document.date)} {document.date.isoformat()}" if document.date else ""
    status = "omröstningen" if passage.status is Status.OMROSTNING else ""
    told = (passage.reading.opening, section.label or "", section.addressee or "", date, status)
    return " ".join((*told, *numbers(passage.reading)))


def _content(clause: str) -> Iterator[str]:
    """The words that claim something, names among them."""
    return (word for word in map(fold, _TOKEN.findall(clause)) if not is_light(word))


def is_light(word: str) -> bool:
    """Whether a word (folded) claims nothing: a letter, a function word, one that only reports."""
    return len(word) == 1 or word in _FUNCTION_WORDS or stem(word) in _LIGHT_STEMS


def _denies(text: str) -> bool:
    return _NEGATION.search(fold(text)) is not None


def _bodies_fit(clause: str, passage: Passage) -> bool:
    """Whether every body in the clause is named in the passage, or is the document's own or its addressee.

    Where the passage names another, those two are told of only as what a decision's body did.
    """
    reading, named = passage.reading, _bodies(passage.text)
    fields = [body for body in (reading.document.body, reading.section.addressee) if body]
    for found in find_bodies(clause):
        if _decided_by_another(found, clause, passage):
            return False
        if any(same_body(found.name, body) for body in named):
            continue
        if not any(same_body(found.name, body) for body in fields):
            return False
        if named and not (passage.status in _DECIDED and _ACTS.match(clause, found.span[1])):
            return False
    return True


def _decided_by_another(body: FoundBody, clause: str, passage: Passage) -> bool:
    """Whether a clause says that a body took a decision that is not its own: it may have proposed it."""
    own = passage.reading.document.body
    decides = passage.status in _DECIDED and _DECIDED_BY.match(clause, body.span[1])
    return bool(own and decides) and not same_body(body.name, own or "")


def _bodies(text: str) -> tuple[str, ...]:
    return tuple(found.name for found in find_bodies(text))


def _of_status(passage: Passage, clause: str, sentence: str) -> bool:
    """Whether the clause, part of ``sentence``, tells what the passage is: decided, or only proposed."""
    proposes = _PROPOSES.search(fold(clause)) is not None
    decides = _DECIDES.search(fold(sentence)) is not None
    if passage.status in _UNDECIDED:
        said = _AS_PROPOSED.sub("", fold(clause))
        return proposes and _DECIDES.search(said) is None
    if passage.status in _DECIDED:
        return proposes or not (
            decides and passage.reading.section.addressee and not _for_its_own_part(passage)
        )
    return not decides and (proposes or _PROPOSES.search(fold(passage.text)) is None)


def _for_its_own_part(passage: Passage) -> bool:
    """Whether a body that proposes something to another decides this itself: "beslutar för egen del"."""
    before = passage.reading.section.text[: passage.span[0]]
    return before.rfind("för egen del") > max(map(before.rfind, ("föreslår", "föreslå ")))
