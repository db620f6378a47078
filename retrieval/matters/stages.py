"""What a paper is in its matter's way, and in what order the way is told."""

import re
from collections.abc import Iterable
from enum import StrEnum

from corpus.model import Document, Kind, Outcome
from corpus.references import label_number
from retrieval.draft.decision import decided, level
from retrieval.matters.paper import Paper
from retrieval.search import GOVERNING


class Stage(StrEnum):
    """The steps of a matter's way, in the order that they are taken."""

    INITIATIVE = "initiativ"
    PREPARATION = "tjänsteskrivelse"
    STATEMENT = "yttrande"
    PAPER = "handling"
    AGENDA = "kallelse"
    COMMITTEE = "utskott"
    BOARD = "nämnd"
    EXECUTIVE = "kommunstyrelse"
    COUNCIL = "kommunfullmäktige"
    ADOPTED = "antagen handling"
    REPORT = "återrapportering"


_ORDER = {stage: at for at, stage in enumerate(Stage)}
_OF_KIND = {
    Kind.MOTION: Stage.INITIATIVE,
    Kind.INTERPELLATION: Stage.INITIATIVE,
    Kind.TJANSTESKRIVELSE: Stage.PREPARATION,
    Kind.TJANSTEUTLATANDE: Stage.PREPARATION,
    Kind.YTTRANDE: Stage.STATEMENT,
    Kind.KALLELSE: Stage.AGENDA,
    **dict.fromkeys(GOVERNING, Stage.ADOPTED),
}
_OF_LEVEL = (Stage.COMMITTEE, Stage.BOARD, Stage.EXECUTIVE, Stage.COUNCIL)
_REPORTS = re.compile(
    r"(?i)\båterrapport\w*|\blägesrapport\w*|\bslutrapport\w*|\bslutredovisning\w*|\bredovisning\w*|\buppföljning\w*"
)
PUT_OFF = frozenset({Outcome.BORDLAGD, Outcome.ATERREMISS})


def stages(papers: Iterable[Paper]) -> dict[tuple[str, int], Stage]:
    """Each paper's stage by its key; a report is one only after a § that settled the matter itself."""
    told = list(papers)
    settled = min(
        (paper.document.date for paper in told if _settles(paper) and paper.document.date), default=None
    )
    found = {}
    for paper in told:
        date = paper.document.date
        after = settled is not None and date is not None and date > settled
        found[paper.key] = Stage.REPORT if after and _reports(paper) else _first(paper)
    return found


def _settles(paper: Paper) -> bool:
    """Whether a § decides the matter itself, neither putting it off nor taking note of a report."""
    if not paper.is_decision or paper.section.outcome in PUT_OFF or _REPORTS.search(paper.heading):
        return False
    return bool(decided(paper.reading))


def _reports(paper: Paper) -> bool:
    return bool(_REPORTS.search(paper.heading)) and (paper.is_decision or paper.document.kind is Kind.RAPPORT)


def _first(paper: Paper) -> Stage:
    if paper.is_decision:
        return _OF_LEVEL[level(paper.reading)]
    return _OF_KIND.get(paper.document.kind, Stage.PAPER)


def place_in_way(document: Document, stage: Stage, label: str | None) -> tuple[bool, str, int, int, str]:
    """What orders the way: the day, the way itself, the §; what has no day comes last."""
    number = label_number(label) if label else None
    return document.date is None, str(document.date or ""), _ORDER[stage], number or 0, document.id
