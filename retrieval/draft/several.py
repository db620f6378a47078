"""Answers of many lines: what is compared, what each body decided, earlier examples, how many times."""

import re
from collections.abc import Iterable

from corpus.bodies import find_bodies, same_body
from corpus.model import Outcome, Status
from corpus.swedish import fold, words
from retrieval.asked import Ask
from retrieval.draft.bodies import bodies_claims
from retrieval.draft.claims import Claim, Item
from retrieval.draft.decision import decided, decisive, finality, outcome_of
from retrieval.draft.quantities import figure_passages
from retrieval.draft.quoting import focused, quoted, shown
from retrieval.draft.timeline import day_of, step, told_meetings
from retrieval.draft.wording import capital, listed, quote, source, trimmed
from retrieval.evidence import Passage, Reading
from retrieval.figures import SUM
from retrieval.matters.bonds import one_way, way_among
from retrieval.naming import body_name
from retrieval.relevance import Case, is_of, near
from retrieval.subject import Term, share

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d-])")
_SPAN = re.compile(r"\d{4}\s?[-–]\s?\d{2,4}")
_THING = r"([A-ZÅÄÖ][\w-]+)"
_BETWEEN = re.compile(
    rf"\bmellan (?:\w+ ){{0,4}}?{_THING} och (?:\w+ ){{0,2}}?{_THING}"
    rf"|\b(?i:skiljer|jämför) (?:\w+ ){{0,3}}?{_THING} (?:och|med) (?:\w+ ){{0,2}}?{_THING}"
    rf"|{_THING} (?:eller|jämfört med|kontra) (?:\w+ ){{0,2}}?{_THING}"
    r"|(\w[\w-]+) respektive (?:de[nt]? )?((?:\w+(?:nde|ga|ska|la) )?\w[\w-]+)"
)
_BESIDE = 120
_FIGURE, _ANYTHING = re.compile(r"\d"), re.compile("")
_OF_NUMBERS = re.compile(
    r"\bhur (?:många|mycket|stor\w*|hög\w*)\b|\b(?:fler|flest|störst|mest|minst|antal)\b"
)
_LOOKED_AT = 8
_TELLING = 3  # words
_RECURS = 0.6
_OF_MONEY = re.compile(
    r"\b(?:kost|pris|pengar|kronor|budget|dyr|billig|drar\b|kapital|avgift|ersättning|tjänar|arvode|lön|hyr|värda?\b"
    r"|värt\b|investering|äskande|utgift|intäkt)\w*"
)
_LINES = 8
_LINE = 190
_DECISION = 480  # of a few decisions side by side
_HEADING = 180
_ALIKE = 0.85
_PRECEDENTS = 5
_NUMBERS = ("ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_MOST_TIMES = 40
_DECIDED = re.compile(r"\b(?:beslut\w*|beslöt|bestämde\w*|kom fram|avgjorde|utfall\w*|utgång\w*|landade)\b")
_EARLIER = {
    Outcome.BORDLAGD: re.compile(r"(?i)\bbordl\w+"),
    Outcome.ATERREMISS: re.compile(r"(?i)\båterremi\w+"),
    Outcome.AVSLAG: re.compile(r"(?i)\bavsl\w+|\bavstyrk\w+"),
    Outcome.BIFALL: re.compile(r"(?i)\bbif\w+|\bgodkän\w+"),
}


def decided_by_each(case: Case) -> tuple[Claim, ...]:
    """What each of the bodies that are named decided in one matter, in the order of their days."""
    lead = next((one for one in case.readings if decided(one) and is_of(one, case.query.bodies)), None)
    if lead is None:
        return ()
    steps = [one for one in way_among(lead, case.readings) if decided(one)]
    of_bodies = ([one for one in steps if is_of(one, (body,))] for body in case.query.bodies)
    last = {one.key: one for own in of_bodies if own for one in [max(own, key=finality)]}
    silent = [body for body in case.query.bodies if not any(is_of(one, (body,)) for one in last.values())]
    lacking = f"Något beslut från {listed([body_name(body) for body in silent])} hittar jag inte i ärendet"
    items = tuple(step(one, _DECISION) for one in sorted(last.values(), key=day_of))
    told = Claim("Så beslutades det", (), items)
    return (told, *((Claim(lacking),) if silent else ()))


def comparison_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """What each body that is named decided; else one line a body that says nearly as much as any."""
    if sides := _sides(ask.clause, case):
        return _said_of_each(ask, case, sides)
    if len(case.query.bodies) > 1 and _OF_NUMBERS.search(fold(case.query.text)):
        return _figures_of_each(ask, case) or bodies_claims(ask, case)
    if len(case.query.bodies) > 1 and _DECIDED.search(fold(case.query.text)):
        return decided_by_each(case)
    return bodies_claims(ask, case)


def _figures_of_each(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """A line for each body that is named, by the sentence that tells a figure of it alone."""
    bodies, passages = case.query.bodies, _comparable(ask, case, ())
    told = {body: next((one for one in passages if _named(one, bodies) == [body]), None) for body in bodies}
    lines = tuple(_compared(body_name(body), one, ask) for body, one in told.items() if one)
    return (Claim("Det framgår så här", (), lines),) if len(lines) == len(bodies) else ()


def _named(passage: Passage, bodies: tuple[str, ...]) -> list[str]:
    names = [found.name for found in find_bodies(passage.text)]
    return [body for body in bodies if any(same_body(body, name) for name in names)]


def _sides(text: str, case: Case) -> tuple[str, ...]:
    """What is compared, where it is two years or two things that are named and not two bodies."""
    years = tuple(dict.fromkeys(_YEAR.findall(text)))
    if len(years) > 1 and not _SPAN.search(text):
        return years
    between = _BETWEEN.search(text)
    things = tuple(filter(None, between.groups())) if between else ()
    bodies = fold(" ".join(case.query.bodies))
    return things if not any(fold(thing) in bodies for thing in things) else ()


def _said_of_each(ask: Ask, case: Case, sides: tuple[str, ...]) -> tuple[Claim, ...]:
    """A line for each year or thing that is compared, by sentences that say alike of each; or one for all."""
    passages = _comparable(ask, case, sides)
    told: dict[str, Passage] = {}
    for side in sides:
        own = _terms_of(side, case)
        of_side = [one for one in passages if _is_about(one, own, sides, side)]
        if of_side:
            first = next(iter(told.values()), of_side[0])
            recurs = (
                one for one in of_side[:_LOOKED_AT] if one != first and _likeness(one, first) >= _RECURS
            )
            told[side] = next(recurs, of_side[0]) if told else first
    if len(set(told.values())) > 1:
        return (Claim("Det framgår så här", (), tuple(_compared(*line, ask) for line in told.items())),)
    every = tuple(term for side in sides for term in _terms_of(side, case))
    both = next((p for p in passages if share(every, p.bag, p.reading.about) == 1), None)
    one_for_all = both or (next(iter(told.values())) if len(told) == len(sides) else None)
    return (quoted(one_for_all, ask.terms, _FIGURE),) if one_for_all else ()


def _terms_of(side: str, case: Case) -> tuple[Term, ...]:
    return tuple(term for term in case.asked.terms if term.word in words(side)) or (Term(fold(side), 1.0),)


def _likeness(passage: Passage, other: Passage) -> float:
    """How much of their words two passages share, 0–1: what recurs from year to year is said alike."""
    return len(passage.bag.stems & other.bag.stems) / max(1, len(passage.bag.stems | other.bag.stems))


def _comparable(ask: Ask, case: Case, sides: tuple[str, ...]) -> list[Passage]:
    """The passages that may tell of a side: with amounts first where it is money, with figures of numbers."""
    clause = fold(case.query.text)
    if _OF_MONEY.search(clause):
        sorts: tuple[re.Pattern[str], ...] = (SUM, _FIGURE)
    elif _OF_NUMBERS.search(clause) or all(map(str.isdigit, sides)):
        sorts = (_FIGURE,)
    else:
        sorts = (_FIGURE, _ANYTHING)
    found = (one for sort in sorts for one in figure_passages(ask, case, sort))
    return [one for one in found if len(one.bag.words) >= _TELLING and _is_of_asked(one, case)]


def _is_of_asked(passage: Passage, case: Case) -> bool:
    """Whether a passage is a named body's own, or names one."""
    bodies = case.query.bodies
    return not bodies or is_of(passage.reading, bodies) or bool(_named(passage, bodies))


def _is_about(passage: Passage, own: tuple[Term, ...], sides: tuple[str, ...], side: str) -> bool:
    """Whether a passage, or what stands right by it, tells of one side and of no other."""
    told = share(own, near(passage, _BESIDE), passage.reading.about) == 1
    return told and not any(other in passage.text for other in sides if other not in side)


def _compared(side: str, passage: Passage, ask: Ask) -> Item:
    narrowed = focused(passage, ask.terms, _FIGURE, _LINE)
    return Item(f"{capital(side)}: {shown(narrowed, passage, _LINE)}", (narrowed,))


def precedent_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """Earlier decisions of the sort that is asked for, in matters as much alike as the most alike."""
    alike = [
        (share(case.asked.terms, one.about, one.words), one)
        for one in case.readings
        if _is_of_sort(one, ask.hoped)
    ]
    most = max((much for much, _ in alike), default=0.0)
    found = [one for much, one in alike if much >= _ALIKE * most]
    if not found:
        return ()
    matters = last_words(found)
    one_matter = len(matters) == 1
    shown = sorted((found if one_matter else matters)[:_PRECEDENTS], key=day_of)
    lead = f"Ja, så har det beslutats tidigare{_about(shown[0]) if one_matter else ''}"
    return (Claim(lead, (), tuple(map(step if one_matter else _precedent, shown))),)


def last_words(readings: Iterable[Reading]) -> list[Reading]:
    """One section a matter, that which decided it in the end, in the order that the matters are met."""
    kept: list[Reading] = []
    for reading in readings:
        same = next((at for at, other in enumerate(kept) if one_way(reading, other)), None)
        if same is None:
            kept.append(reading)
        else:
            kept[same] = max(kept[same], reading, key=finality)
    return kept


def _about(reading: Reading) -> str:
    heading = trimmed(reading.section.heading, _HEADING)
    return f" i ärendet {heading}" if heading else ""


def _is_of_sort(reading: Reading, hoped: Outcome | None) -> bool:
    return bool(decided(reading)) and (hoped is None or outcome_of(reading) is hoped)


def _precedent(reading: Reading) -> Item:
    told = step(reading)
    heading = trimmed(reading.section.heading, _HEADING)
    return Item(f"{told.text} ({heading})" if heading else told.text, told.proof)


def times_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """How many times, counted where a section lists them, else over the sections of the matter."""
    final = decisive(case)
    told = _EARLIER.get(ask.hoped) if ask.hoped else None
    if final is None or told is None:
        return ()
    for passage, mentions in told_meetings(final):
        times = len(mentions)
        if passage.status is not Status.BESLUT and told.search(passage.text) and times <= _MOST_TIMES:
            counted = f"{capital(_times(times))}, enligt {source(final)}"
            return (Claim(f"{counted}: {quote(passage.text)}", (passage,)),)
    others = (one for one in way_among(final, case.readings) if one is not final)
    steps = [one for one in others if outcome_of(one) is ask.hoped]
    if not 0 < len(steps) <= _MOST_TIMES:
        return ()
    return (
        Claim(
            f"{capital(_times(len(steps)))} i de handlingar som finns här",
            (),
            tuple(map(step, sorted(steps, key=day_of))),
        ),
    )


def _times(number: int) -> str:
    """ "Tre gånger", "en gång", "14 gånger"."""
    told = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{told} gång" if number < 2 else f"{told} gånger"
