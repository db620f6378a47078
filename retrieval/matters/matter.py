"""A matter's way over all bodies, from a diarienummer in any spelling or from the matter's name."""

from collections.abc import Iterable, Sequence

from corpus.bodies import same_municipality
from corpus.diarienummer import diarienummer_key, same_diarienummer
from corpus.errors import BadInput, NotFound
from corpus.model import Chunk
from corpus.views import MatterView, StepView, document_view, page_url
from retrieval.evidence import placed
from retrieval.matters.bonds import bear_same_number
from retrieval.matters.gaps import gaps
from retrieval.matters.headings import subject_of
from retrieval.matters.paper import Paper
from retrieval.matters.register import Register
from retrieval.matters.steps import Step, steps_of
from retrieval.matters.way import way_of

# As many matters are told of where a name or a number fits several.
_OFFERED = 5


def matter_view(asked: str, register: Register, municipality: str | None = None) -> MatterView:
    """The way of the matter ``asked`` for.

    Raises NotFound where no document knows it, and BadInput where it fits several matters, which are named.
    """
    start = _start(asked, register, municipality)
    number = _number(asked, start)
    place = municipality or next((one.document.municipality for one in start), None)
    steps = steps_of(way_of(start, _keys(number), register, place))
    others = (other for step in steps for other in step.paper.numbers)
    return MatterView(
        diarienummer=number,
        also=tuple(_spelled_once(others, diarienummer_key(number))),
        municipality=place,
        heading=_heading(start),
        steps=tuple(_step_view(step, register) for step in steps),
        missing=gaps(steps, register, place),
    )


def _number(asked: str, start: Sequence[Paper]) -> str:
    """The number asked for as the documents print it, else the first that the papers bear."""
    printed = [number for paper in start for number in paper.numbers]
    same = (number for number in printed if same_diarienummer(number, asked))
    exact = (number for number in printed if diarienummer_key(number) == diarienummer_key(asked))
    return (*exact, *same, *printed, "")[0]


def _keys(number: str) -> tuple[str, ...]:
    return (diarienummer_key(number),) if number else ()


def _start(asked: str, register: Register, municipality: str | None) -> list[Paper]:
    """The papers of the one number, or of the one name, that is asked for."""
    found = _numbered(asked, register, municipality) or _named(asked, register, municipality)
    if not found:
        told = f'Sök med: paragraf search "{asked}"'
        raise NotFound(f"Inget ärende i samlingen heter eller har numret {asked}. {told}")
    groups = _apart(found, register, municipality)
    if len(groups) > 1:
        told = "; ".join(map(_told, groups[:_OFFERED]))
        raise BadInput(f"{asked} passar på flera ärenden: {told}. Ange kommun eller hela diarienumret.")
    return groups[0]


def _numbered(asked: str, register: Register, municipality: str | None) -> list[list[Paper]]:
    """The groups that bear the number just as asked for, diary and all, else in any diary."""
    key = diarienummer_key(asked)
    groups = _groups(register.numbered(asked, municipality)) if key else []
    return [group for group in groups if any(key in one.number_keys for one in group)] or groups


def _named(asked: str, register: Register, municipality: str | None) -> list[list[Paper]]:
    """The groups that are called just as asked for, else those whose name says all of it."""
    groups = _groups(register.about(asked, municipality, lambda chunk: _names_all(asked, chunk)))
    return [group for group in groups if subject_of(_heading(group)) == subject_of(asked)] or groups


def _names_all(asked: str, chunk: Chunk) -> bool:
    """Whether a passage's heading or title says all that a name says."""
    wanted = subject_of(asked)
    told = subject_of(f"{chunk.place.heading} . {chunk.document.title}")
    return bool(wanted.stems) and wanted.stems <= told.stems and wanted.figures <= told.figures


def _groups(papers: Iterable[Paper]) -> list[list[Paper]]:
    """The papers by municipality and number."""
    groups: list[list[Paper]] = []
    for paper in papers:
        group = next((group for group in groups if _of_group(paper, group)), None)
        if group is None:
            groups.append([paper])
        else:
            group.append(paper)
    return groups


def _of_group(paper: Paper, group: list[Paper]) -> bool:
    return any(_one_place(paper, one) and bear_same_number(paper, one) for one in group)


def _one_place(one: Paper, other: Paper) -> bool:
    a, b = one.document.municipality, other.document.municipality
    return not (a and b) or same_municipality(a, b)


def _apart(groups: list[list[Paper]], register: Register, municipality: str | None) -> list[list[Paper]]:
    """Without the groups that are of the first one's way."""
    first, *others = groups
    if not others:
        return groups
    place = municipality or first[0].document.municipality
    way = {one.paper.key for one in way_of(first, _keys(_number("", first)), register, place)}
    return [first, *(group for group in others if not any(paper.key in way for paper in group))]


def _told(group: Sequence[Paper]) -> str:
    paper = group[0]
    told = (paper.document.municipality, ", ".join(paper.numbers), _heading(group))
    return " ".join(piece for piece in told if piece)


def _heading(group: Sequence[Paper]) -> str:
    """What the matter is called: as its §§ have it, else its first paper."""
    return next((paper.heading for paper in group if paper.is_decision), group[0].heading)


def _spelled_once(numbers: Iterable[str], known: str) -> list[str]:
    """The numbers but the one whose key is known, each in the first of its spellings."""
    spelled: dict[str, str] = {}
    for number in numbers:
        spelled.setdefault(diarienummer_key(number), number)
    return [number for key, number in spelled.items() if key != known]


def _step_view(step: Step, register: Register) -> StepView:
    paper = step.paper
    place = placed(paper.reading, step.quote[0], register.library)
    return StepView(
        date=paper.document.date,
        document=document_view(paper.document),
        section=paper.section.label,
        heading=paper.heading,
        status=step.status,
        outcome=paper.section.outcome,
        quote=paper.section.text[slice(*step.quote)],
        page=place.page,
        stage=step.stage.value,
        link=step.why,
        addressee=paper.section.addressee,
        diarienummer=paper.numbers,
        url=page_url(paper.document, place, step.quote),
        also=tuple(document_view(other.document) for other in step.also),
    )
