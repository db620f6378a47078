"""The sentences of the sections found, ranked by how much of what is asked they say, and as what."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.bodies import find_bodies
from corpus.model import Status
from corpus.swedish import fold, letters, words
from retrieval.asked import Ask
from retrieval.draft.offices import with_offices
from retrieval.draft.quoting import LED
from retrieval.evidence import Passage, Reading, adjoin
from retrieval.figures import NUMBER_WORD, VALUE
from retrieval.relevance import Case, is_of, relevance
from retrieval.slots import Slot
from retrieval.subject import Term, covered, covers, evened, share

READ = 12
_DECIDES = re.compile(r"\bbeslut(?!s)\w*|\bbestämde\w*|\bbevilja\w*")
_PROPOSES = re.compile(r"\bföresl\w+\b|\bförslag\w*\b|\bvill\b|\bville\b|\bönska\w*\b|\byrka\w*\b")
_PRIOR = {
    Status.BESLUT: 0.2,
    Status.OMROSTNING: 0.0,
    Status.FORSLAG: -0.05,
    Status.YRKANDE: -0.2,
    Status.RESERVATION: -0.2,
    Status.ANTECKNING: -0.1,
    Status.UNDERLAG: -0.8,
    Status.EXPEDIERING: -0.6,
    Status.NARVARO: -0.3,
    Status.OVRIGT: -0.1,
}
_RELEVANCE_COUNTS = 0.3
_HIT_COUNTS = 0.12
_SURROUNDINGS_COUNT = 0.7
_SOURCE_COUNTS = 0.4
_OTHERS_COUNT = 0.3
_SHORT_WORD = 4
# How much of a kind's name a question must have: "tjänsteskrivelsen", "strategin".
_KIND_LETTERS = 7
TELLING = frozenset({Status.BESKRIVNING, Status.YTTRANDE, Status.ANTECKNING})
_PROPOSING = re.compile(r"(?i)\bföresl(?:å|år|ås|og|ogs)\b|\bi förslaget\b|\benligt förslaget\b")
_UNDECIDED = frozenset({Status.FORSLAG, Status.YRKANDE})
# What a proposal loses beside a decision of its own section.
_SUPERSEDED = -0.4
_PROPOSED = 0.8
_DECIDED = 0.8
_OF_YEAR = re.compile(
    r"(?i)\b(?:\w*år(?:et)?|till|före|efter|sedan|under|för|inför|i)\s+((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d)\W*$"
)
_NAME_COUNTS = 1.2  # what a name or a number weighs here at most, for its section is known by it
_YEAR_COUNTS = 0.25
_YEARS = frozenset(map(str, range(1970, 2070)))
_PAIR_COUNTS = 0.08
_PAIRS = 3
_SPOKEN_COUNTS = 0.25
_ROW = 8
# Who did these stands in a heading: "Motion av …".
_IN_HEADINGS = frozenset({"motionera", "initiera"})
# Labels before one with its value: "Kajen.", "Prognos: 5 mnkr", and how long the one and the other may be.
_LEADS, _LABEL, _SHORT = 3, 64, 140
# What a review set out to find repeats the question, and is not what it found.
_AIM = re.compile(
    r"(?i)\bsyftet? (?:med|var|är|har)\b|\bsyfta(?:r|de|t)\b|\brevisor\w* har granskat\b"
    r"|\bför att (?:bedöma|granska|pröva) om\b"
)
_ASKS_AIM = re.compile(r"\b(?:syft|avsikt)\w*|\bändamål(?:et)?\b|\bvad\b[^?]{0,60}\bgranska\w*")
_OF_FINDINGS = frozenset({Slot.FACT, Slot.LIST, Slot.YES_NO, Slot.WHY})
_AIM_COSTS = 0.7
_OF_THINGS = frozenset({Slot.FACT, Slot.LIST})
_THINGS = re.compile(
    rf"\bvilk(?:a|en|et) (?:{NUMBER_WORD} )?(?:\w+(?:iga|nde|rade|ska|la|sta) )?"
    r"(?:sorts |slags |typer av )?(\w{4,})"
)
_THING_COUNTS = 0.3
_LEAD_COSTS = 0.06
_TELLING_LEAD = 80  # characters
Test = Callable[[str], bool]
Cut = Callable[[Sequence[Passage], Test], Iterator[Passage]]


@dataclass(frozen=True, slots=True)
class Sought:
    """The passages that fill a slot: what they hold, how they are cut, and what a text has for it."""

    test: Test
    cut: Cut
    worth: Callable[[str], float]


def anything(text: str) -> bool:
    """The test that every text passes."""
    return True


def nothing(text: str) -> float:
    """What every text is worth where none is worth more."""
    return 0.0


def ranked_passages(ask: Ask, case: Case, test: Test) -> list[Passage]:
    """The passages of the most relevant sections that pass ``test``, the best first."""
    return [passage for _, passage in rank(ask, case, Sought(test, alone, nothing))]


def naming_passages(
    ask: Ask, case: Case, test: Test, worth: Callable[[str], float] = nothing
) -> list[Passage]:
    """As ``ranked_passages``, and what leads in a list may name who did it."""
    return [passage for _, passage in rank(ask, case, Sought(test, _any, worth))]


def rank(ask: Ask, case: Case, sought: Sought) -> list[tuple[float, Passage]]:
    """The passages that fill a slot, each with its score, the best first."""
    scored = [
        (score + sought.worth(passage.text), passage)
        for reading in looked_into(case)
        for score, passage in _scored(reading, ask, case, sought)
    ]
    return sorted(scored, key=lambda pair: -pair[0])


def alone(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    """As they stand, without those that only lead in what follows."""
    return (passage for passage in passages if not passage.introduces and test(passage.text))


def _any(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    """As they stand or with an office beside a name, those among them that only lead in what follows."""
    return (passage for passage in with_offices(passages) if test(passage.text))


def with_leads(passages: Sequence[Passage], test: Test) -> Iterator[Passage]:
    """Each passage that passes, and one that is no whole by itself also with those right before it.

    What leads in a list may be a sentence that tells: "… med önskemål att senast den 3 mars få svar på:".
    """
    for at, passage in enumerate(passages):
        if (passage.introduces and len(passage.text) < _TELLING_LEAD) or not test(passage.text):
            continue
        yield passage
        leads = _LEADS if _is_label(passage.text) else 1 if _REFERS.match(passage.text) else 0
        for lead, after in zip(passages[at - 1 :: -1][: min(leads, at)], passages[at::-1], strict=False):
            whole = leads > 1 and len(lead.text) > _LABEL and lead.text.endswith(".")
            parted = whole or lead.status is not passage.status or VALUE.search(lead.text)
            if parted or not adjoin(lead, after) or passage.span[1] - lead.span[0] > LED:
                break
            yield replace(passage, span=(lead.span[0], passage.span[1]))


def looked_into(case: Case) -> tuple[Reading, ...]:
    """The most relevant sections, and those beside them in the document that no search led to."""
    return (*case.readings[:READ], *(reading for reading in case.readings[READ:] if not reading.hit))


# What only the sentence before tells: "För detta höjs ramen med 2 mnkr".
_REFERS = re.compile(
    r"(?i)(?:(?:av|för|i|med|till) (?:detta|dessa|denna|den|det)|detta|dessa|denna|därmed|därav|varav"
    r"|(?:den|det|de) (?:är|var|blir|ska|kan|får|har|beräknas|uppskattas|uppgår|höjs|sänks))\b"
)


def _is_label(text: str) -> bool:
    """Whether a text is no whole sentence: "Prognos: 6 500 000 kr", "Utgift årligen 500 tkr."."""
    short_value = len(text) <= _LABEL and VALUE.search(text) is not None
    return len(text) <= _SHORT and (":" in text or not text.endswith(".") or short_value)


def _scored(reading: Reading, ask: Ask, case: Case, sought: Sought) -> Iterator[tuple[float, Passage]]:
    prior, others = _prior_of(reading, ask), _others_named(reading, case)
    relevant = _RELEVANCE_COUNTS * relevance(reading, case.asked, case.query)
    relevant += _SOURCE_COUNTS if _from_named_source(reading, ask, case) else 0.0
    own = frozenset(passage.span for passage in reading.passages)
    thing = _thing_asked(ask)
    aims_count = ask.slot in _OF_FINDINGS and not _ASKS_AIM.search(fold(ask.clause))
    for passage in sought.cut(reading.passages, sought.test):
        if _is_heading(passage) and not _told_by_heading(passage, ask, case):
            continue
        status = Status.FORSLAG if _tells_proposal(passage) or _goes_on(passage, case) else passage.status
        led = _LEAD_COSTS if sought.cut is with_leads and passage.span not in own else 0.0
        said = _said(passage, ask) + (_OTHERS_COUNT * share(others, passage.bag) if others else 0.0)
        said += _THING_COUNTS if thing and covers(passage.bag, thing) else 0.0
        aim = _AIM_COSTS if aims_count and _AIM.search(passage.text) else 0.0
        yield relevant + prior(status) + said - _tabular(passage.text) - led - aim, passage


def _thing_asked(ask: Ask) -> str | None:
    """What things are asked for: "Vilka målgrupper …"."""
    asked = _THINGS.search(fold(ask.clause)) if ask.slot in _OF_THINGS else None
    return asked[1] if asked else None


def _others_named(reading: Reading, case: Case) -> tuple[Term, ...]:
    """The words of the bodies that the question names beside the one whose document it is."""
    others = (body for body in case.query.bodies if not is_of(reading, (body,)))
    return tuple(Term(word, 1.0) for body in others for word in words(body) if len(word) > _SHORT_WORD)


def _told_by_heading(heading: Passage, ask: Ask, case: Case) -> bool:
    return ask.deed in _IN_HEADINGS or any(name in heading.text for name in case.asked.persons)


def _is_heading(passage: Passage) -> bool:
    """Whether a passage only repeats its section's heading, or one that its section stands under."""
    section, told = passage.reading.section, letters(passage.text)
    part_of_it = passage.status is Status.OVRIGT and told in letters(section.heading)
    return part_of_it or told in map(letters, (section.heading, *section.trail))


def _goes_on(passage: Passage, case: Case) -> bool:
    """Whether a body that the question does not name has only decided to propose it to another."""
    reading = passage.reading
    upward = passage.status is Status.BESLUT and reading.section.addressee is not None
    return upward and not is_of(reading, case.query.bodies)


def _tells_proposal(passage: Passage) -> bool:
    """Whether a passage that decides nothing tells what somebody proposes or proposed."""
    return passage.status in TELLING and _PROPOSING.search(passage.text) is not None


def _from_named_source(reading: Reading, ask: Ask, case: Case) -> bool:
    """Whether a document is what the question says to go by: "enligt tjänsteskrivelsen"."""
    _, according, source = fold(ask.clause).partition("enligt ")
    named = bool(according) and reading.document.kind.value[:_KIND_LETTERS] in source
    bodies = tuple(found.name for found in find_bodies(source)) if according else ()
    return named or (bool(bodies) and is_of(reading, bodies))


def _prior_of(reading: Reading, ask: Ask) -> Callable[[Status], float]:
    """What a passage's status is worth: proposals where they are asked for, else least beside a decision."""
    clause = fold(ask.clause)
    proposes, decides = _PROPOSES.search(clause) is not None, _DECIDES.search(clause) is not None
    decided = any(passage.status is Status.BESLUT for passage in reading.passages)

    def prior(status: Status) -> float:
        if status in _UNDECIDED:
            return _PROPOSED if proposes else _PRIOR[status] + (_SUPERSEDED if decided else 0.0)
        return _DECIDED if decides and status is Status.BESLUT else _PRIOR.get(status, 0.0)

    return prior


def _said(passage: Passage, ask: Ask) -> float:
    """How much of what is asked a passage says: by itself what its heading leaves out, with it all."""
    terms = tuple(evened(term, _NAME_COUNTS) for term in ask.terms)
    about = covered(terms, passage.reading.about)
    left_out = tuple(term for term in terms if term not in about) or terms
    around = share(terms, passage.bag, passage.reading.about)
    spoken = _SPOKEN_COUNTS * share(ask.spoken, passage.bag) if ask.spoken else 0.0
    hit = any(a < passage.span[1] and passage.span[0] < b for a, b in passage.reading.hit)
    own = (share(left_out, passage.bag) + share(terms, passage.bag)) / 2 + _in_a_row(passage, ask)
    texts = (passage.bag.words, passage.reading.about.words)
    years = frozenset(found[1] or found[2] for found in _OF_YEAR.finditer(ask.clause))
    if any(years & text for text in texts):
        own += _YEAR_COUNTS
    elif years and _YEARS & passage.bag.words:
        own -= _YEAR_COUNTS
    return own + _SURROUNDINGS_COUNT * around + spoken + (_HIT_COUNTS if hit else 0.0)


def _in_a_row(passage: Passage, ask: Ask) -> float:
    """A little for each two words of the question that the passage has side by side."""
    asked = words(ask.clause)
    pairs = sum(f" {one} {other} " in passage.bag.joined for one, other in pairwise(asked))
    return _PAIR_COUNTS * min(pairs, _PAIRS)


def _tabular(text: str) -> float:
    """What a table's row loses beside a sentence that says the same."""
    pieces = text.split()
    figures = sum(piece[:1].isdigit() or piece[:1] in "-–" for piece in pieces)
    return 0.2 if len(pieces) >= _ROW and figures * 5 > len(pieces) else 0.0
