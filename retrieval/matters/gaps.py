"""What a matter's way lacks: §§ that are named and not here, the body that has the last word, the papers.

Each is told in a Swedish sentence that says how it is known and what the collection holds instead.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bodies import same_body
from corpus.dates import find_dates, swedish_date
from corpus.model import Outcome, Status
from corpus.references import label_number
from retrieval.draft.wording import capital
from retrieval.matters.mentions import Mention
from retrieval.matters.paper import Paper, genitive
from retrieval.matters.register import Register
from retrieval.matters.stages import PUT_OFF, Stage
from retrieval.matters.steps import Step
from retrieval.naming import body_name

_PREPARATION = re.compile(r"(?i)\btjänste(?:skrivelse|utlåtande)\w*")
# Characters between a paper's name and its day: "tjänsteutlåtande den 17 september 2024".
_NEAR = 24
_BY_PROPOSAL = re.compile(r"(?i)\benligt (?P<body>(?:kommun|region)styrelsen)s förslag\b")
_DONE = {Outcome.BORDLAGD: "bordlades", Outcome.ATERREMISS: "återremitterades"}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that should be here: the day that it is missed, and a Swedish sentence."""

    date: dt.date
    text: str


@dataclass(frozen=True)
class _Way:
    steps: tuple[Step, ...]
    register: Register
    municipality: str | None

    def meetings(self, body: str) -> tuple[dt.date, ...]:
        return self.register.meetings(self.municipality, body)

    def dated(self) -> Iterator[tuple[Paper, dt.date]]:
        """The §§ of meetings, in order, each with its day."""
        for step in self.steps:
            if step.paper.is_decision and step.paper.document.date:
                yield step.paper, step.paper.document.date

    def of_body(self, body: str) -> list[dt.date]:
        """The days on which ``body`` took the matter up."""
        return [day for paper, day in self.dated() if same_body(paper.document.body or "", body)]


def gaps(steps: tuple[Step, ...], register: Register, municipality: str | None) -> tuple[str, ...]:
    """A sentence for each step that should be here and is not, in the order of the days."""
    way = _Way(steps, register, municipality)
    found = (
        finder(way) for finder in (_named, _unanswered, _unfinished, _unprepared, _unproposed, _unminuted)
    )
    ordered = sorted((gap for some in found for gap in some), key=lambda gap: gap.date)
    return tuple(dict.fromkeys(gap.text for gap in ordered))


def _named(way: _Way) -> Iterator[Gap]:
    """The earlier §§ of the matter that its papers name and no document holds."""
    seen: set[tuple[str, dt.date, int | None]] = set()
    for step in way.steps:
        for mention in step.paper.mentions:
            body = mention.body or step.paper.document.body
            if not mention.handled or body is None or mention.date == step.paper.document.date:
                continue
            known = (body_name(body), mention.date, label_number(mention.label))
            if known not in seen and not _held(mention, way):
                seen.add(known)
                yield Gap(mention.date, _missing_section(body, mention, step.paper, way))


def _held(mention: Mention, way: _Way) -> bool:
    return bool(way.register.held(way.municipality, mention.body, mention.date, mention.label))


def _missing_section(body: str, mention: Mention, by: Paper, way: _Way) -> str:
    here = mention.date in way.meetings(body)
    why = "protokollet finns men inte paragrafen" if here else "protokollet från det sammanträdet finns inte"
    section = f"{capital(genitive(body_name(body)))} {mention.label} den {swedish_date(mention.date)}"
    return f"{section} saknas: den nämns i {by.name}, men {why} i samlingen."


def _unanswered(way: _Way) -> Iterator[Gap]:
    """The last proposal to a higher body, where no § of that body answers it."""
    proposals = {paper.section.addressee: (paper, day) for paper, day in way.dated() if _is_upward(paper)}
    for upward, (paper, day) in proposals.items():
        if upward and not any(taken >= day for taken in way.of_body(upward)):
            proposal = f"{capital(paper.name)} är ett förslag till {body_name(upward)}"
            yield Gap(day, f"{proposal}, men {_none_of(upward, day, way)}.")


def _is_upward(paper: Paper) -> bool:
    """Nobody stands above fullmäktige, and a matter that is put off goes nowhere yet."""
    own = (paper.document.body or "").casefold()
    return bool(paper.section.addressee) and "fullmäktige" not in own and paper.section.outcome not in PUT_OFF


def _none_of(body: str, since: dt.date, way: _Way) -> str:
    """What the collection holds of ``body`` from a day on, when no § of the matter is in it."""
    name = body_name(body)
    later = [day for day in way.meetings(body) if day >= since]
    if not later:
        return f"samlingen har inget protokoll från {name} från den dagen eller senare"
    held = f"{len(later)} senare protokoll" if len(later) > 1 else "ett senare protokoll"
    first = f"{held} därifrån finns, det första från den {swedish_date(later[0])}"
    return f"ingen av {genitive(name)} paragrafer i samlingen gäller ärendet, fast {first}"


def _unfinished(way: _Way) -> Iterator[Gap]:
    """The last § of all, where it only put the matter off."""
    paper, day = next(reversed(list(way.dated())), (None, None))
    outcome = paper.section.outcome if paper else None
    if paper is None or day is None or outcome not in _DONE:
        return
    until = _until(paper, day) if outcome is Outcome.BORDLAGD else None
    here = until in way.meetings(paper.document.body or "")
    held = f" Protokollet från den dagen finns{' men inte ärendet' if here else ' inte'}." if until else ""
    to = f" till den {swedish_date(until)}" if until else ""
    done = f"Ärendet {_DONE[outcome]}{to} i {paper.name}"
    yield Gap(day, f"{done}, och därefter finns inget beslut i samlingen.{held}")


def _until(paper: Paper, day: dt.date) -> dt.date | None:
    """The day that a § put the matter off to."""
    told = " ".join(passage.text for passage in paper.reading.of(Status.BESLUT))
    return next((found.value for found in find_dates(told) if found.value > day), None)


def _unprepared(way: _Way) -> Iterator[Gap]:
    """The tjänsteskrivelser that were decided on and are not here, each by its day."""
    here = {step.paper.document.date for step in way.steps if step.stage is Stage.PREPARATION}
    for step in way.steps:
        for name, day in _preparations(step.paper):
            if day not in here:
                here.add(day)
                named = f"{capital(name)} den {swedish_date(day)}, som nämns i {step.paper.name},"
                yield Gap(day, f"{named} finns inte i samlingen.")


def _preparations(paper: Paper) -> Iterator[tuple[str, dt.date]]:
    """The tjänsteskrivelser that a paper's list of documents names, with their days."""
    for part in paper.section.parts if paper.is_decision else ():
        text = paper.section.text[slice(*part.span)] if part.status is Status.UNDERLAG else ""
        dates = find_dates(text)
        for name in _PREPARATION.finditer(text):
            near = (date.value for date in dates if 0 <= date.span[0] - name.end() <= _NEAR)
            if day := next(near, None):
                yield name[0].lower(), day


def _unproposed(way: _Way) -> Iterator[Gap]:
    """A decision on a body's proposal, where no § of that body is here."""
    for paper, day in way.dated():
        told = " ".join(passage.text for passage in paper.reading.of(Status.BESLUT))
        found = _BY_PROPOSAL.search(told)
        if found is None or way.of_body(found["body"]):
            continue
        body = found["body"].lower()
        earlier = any(meeting <= day for meeting in way.meetings(body))
        why = (
            f"ingen av {genitive(body)} paragrafer i samlingen gäller ärendet"
            if earlier
            else f"samlingen har inget protokoll från {body} före den dagen"
        )
        yield Gap(day, f"{capital(paper.name)} beslutades enligt {genitive(body)} förslag, men {why}.")
        return


def _unminuted(way: _Way) -> Iterator[Gap]:
    """Meetings whose agenda has the matter and whose minutes are not here."""
    for step in way.steps:
        document = step.paper.document
        if step.stage is Stage.AGENDA and document.body and document.date:
            here = document.date in way.meetings(document.body)
            why = "ärendet finns inte i protokollet" if here else "protokollet finns inte i samlingen"
            meeting = f"{body_name(document.body)} den {swedish_date(document.date)}"
            yield Gap(document.date, f"Ärendet stod på kallelsen till {meeting}, men {why}.")
