"""What a governing document is called, however a title, a decision or a question puts it."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.dates import find_periods
from corpus.swedish import stem, words
from retrieval.matters.headings import subject_of

_SORT = (
    r"(?:strategi|plan|policy|riktlinj|reglement|taxa|taxor|budget|program|avgift"
    r"|(?:arbets|delegations?|delegerings)ordning)"
)
# "Dagvattenpolicyn" is a policy for dagvatten.
_SORT_WORD = re.compile(
    rf"(?<!\w)(?P<of>\w{{0,40}}?)s?-?(?P<sort>{_SORT})"
    r"(?:m?e[nt]|e|n|er|erna|or|orna|na|ar|arna)?s?(?!\w)",
    re.IGNORECASE,
)
_ONE_SORT = {"taxor": "taxa"}
_OTHER_PLANS = frozenset({"detalj", "tid", "projekt", "del"})
_LEAD = re.compile(
    r"(?:förslag\w*\s(?:till|om)(?:\satt)?|version(?:en)?\sav|kapitel\s\d+\si|att\santa|hemställan\som(?:\satt)?"
    r"|revidering(?:en)?\sav|antagande(?:t)?\sav)\s",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[(;:»”]|,\s(?=i\senlighet|enligt|antag|beslut|fastställ|daterad|med\s|att\s|som\s|upphör|bilag|dnr|från"
    r"|vilke|§|\d)|(?<!\w)(?:i\senlighet|enligt\s(?:förslag|bilag|uppr|förel|förvalt|ovan|nedan|tjänste)|att\s(?:gälla|börja)"
    r"|ska(?:ll)?\s|gäll(?:er|de)(?!\w)|av\sden\s\d|som\s(?:antog|beslut|fastställ)|med\s(?:de|den|följande|ändring|tillägg|undantag)|från\s(?:och\smed|den|\d)"
    r"|fr\.?\s?o\.?\s?m|i\skraft(?!\w)|fortfarande|antag(?:en|et|na)(?!\w)|beslutad|fastställd|daterad|dnr(?!\w)|upphör|upphävs|ersätt))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\)|[•–-])\s+")
_NO_NAME = frozenset(
    map(
        stem,
        words(
            """
            bilagd bilagt bilagda bifogad bifogat föreliggande upprättad upprättat gammal gamla tidigare
            nuvarande gällande senaste förra fortfarande ännu gäller gällde version
            kommunens stadens regionens
            """
        ),
    )
)
_REACH = 160


@dataclass(frozen=True, slots=True)
class Title:
    """A name as printed, the stems that tell it from others, and the days that it tells, both included."""

    printed: str
    stems: frozenset[str]
    period: tuple[dt.date, dt.date] | None

    @property
    def is_bare(self) -> bool:
        """Whether it only says what sort of document it is: "Delegationsordning"."""
        return self.stems <= _SORTS

    def fits(self, other: "Title") -> bool:
        """Whether ``other`` says all that this one says; years part two names where both tell them."""
        one_time = self.period is None or other.period is None or self.period == other.period
        return bool(self.stems) and self.stems <= other.stems and one_time


_SORTS = frozenset(
    stem(word)
    for word in words(
        "strategi plan policy riktlinj reglement taxa budget program avgift arbetsordning delegationsordning "
        "delegeringsordning delegationordning"
    )
)


@lru_cache(maxsize=4_096)
def title_in(text: str, municipality: str | None) -> Title | None:
    """The first governing document that ``text`` names, without the name of its own municipality."""
    flat = " ".join(text.split())
    sort = next((found for found in _SORT_WORD.finditer(flat, 0, _REACH) if _governs(found)), None)
    if sort is None:
        return None
    leads = list(_LEAD.finditer(flat, 0, sort.start()))
    start = leads[-1].end() if leads else 0
    tail = _TAIL.search(flat, sort.end())
    return title_of(flat[start : tail.start() if tail else len(flat)], municipality)


def title_of(name: str, municipality: str | None) -> Title:
    """A name that stands by itself."""
    printed = _ITEM.sub("", name.strip(" .,–-"))
    parted = _SORT_WORD.sub(_parted, printed)
    own = {stem(word) for word in words(municipality or "")} | {stem(f"{municipality}s".casefold())}
    periods = find_periods(printed)
    return Title(
        printed,
        subject_of(parted).stems - own - _NO_NAME,
        (periods[0].since, periods[0].until) if periods else None,
    )


def _governs(found: re.Match[str]) -> bool:
    return found["of"].casefold().rstrip("s") not in _OTHER_PLANS


def _parted(found: re.Match[str]) -> str:
    sort = found["sort"].casefold()
    return f"{found['of']} {_ONE_SORT.get(sort, sort)}"
