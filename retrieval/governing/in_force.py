"""Which version of a governing document is in force on a day: yes, no or unknown, and what tells it.

Versions are of one series where municipality and name are the same, and where the name only says what sort of
document it is, the body too. What is not told is unknown; nothing is taken from another municipality.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.bodies import same_body, same_municipality
from corpus.dates import swedish_date
from corpus.model import Kind
from corpus.views import InForce
from retrieval.draft.wording import capital
from retrieval.evidence import Passage
from retrieval.governing.editions import Edition, Ending, Told
from retrieval.naming import body_name
from retrieval.relevance import MINUTES

Reach: TypeAlias = Callable[[Edition], dt.date | None]
"""The last meeting of the body that adopted a version whose minutes are known."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A version on a day: whether it is in force, why in Swedish, and the passages that tell it."""

    edition: Edition
    in_force: InForce
    why: str
    proof: tuple[Passage, ...] = ()
    ending: Ending | None = None
    successor: Edition | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """Every version that is known, each once, and every ending."""

    editions: tuple[Edition, ...]
    endings: tuple[Ending, ...]


def books(told: Iterable[Edition], endings: Iterable[Ending]) -> Books:
    """What documents and minutes tell, put together: a version that is told of twice is one."""
    editions = _merged(told)
    every = [_resolved(ending, editions) for ending in endings]
    every += [ending for edition in editions for ending in _endings_by(edition)]
    only_ended = [_known_by(one) for one in every if not any(ends(one, edition) for edition in editions)]
    return Books(_merged((*editions, *filter(None, only_ended))), tuple(every))


def standings(known: Books, on: dt.date, reach: Reach) -> tuple[Standing, ...]:
    """Every version on the day ``on``, the newest first."""
    newest = sorted(known.editions, key=_start, reverse=True)
    return tuple(_standing(edition, known, on, reach(edition)) for edition in newest)


def same_series(one: Edition, other: Edition) -> bool:
    """Whether two are versions of one document."""
    return _one_place(one, other) and _one_name(one, other)


def ends(ending: Ending, edition: Edition) -> bool:
    """Whether ``ending`` is of ``edition``."""
    mention, title = ending.mention, ending.mention.title
    if ending.by is edition or not _in_place(ending.municipality, edition.municipality):
        return False
    if _start(edition) >= ending.date:
        return False
    if mention.date is not None:
        dated = mention.date in _days(edition)
        return dated and (title is None or title.is_bare or title.stems == edition.title.stems)
    if title is None or title.stems != edition.title.stems:
        return False
    if title.is_bare and not same_body(ending.body or "", edition.body or "?"):
        return False
    return title.fits(edition.title)


def _standing(edition: Edition, known: Books, on: dt.date, reach: dt.date | None) -> Standing:
    first, last = edition.first, edition.last
    ended = [one for one in known.endings if ends(one, edition)]
    ending = min(ended, key=lambda one: one.date, default=None)
    later = _later(edition, known.editions)
    told = Standing(edition, InForce.UNKNOWN, "", (), ending, (ending and ending.by) or _sure(edition, later))
    if ending and ending.date <= on:
        return replace(told, in_force=InForce.NO, why=_ended(ending), proof=(ending.mention.passage,))
    if first is None:
        return replace(told, why="Det framgår inte när den antogs eller började gälla.")
    if first.date > on:
        return _not_yet(told, first, on)
    if last and last.date < on and (edition.until or not _is_taxa(edition)):
        why = f"Den gällde till och med den {swedish_date(last.date)}."
        return replace(told, in_force=InForce.NO, why=why, proof=(last.passage,))
    if newer := [one for one in later if _start(one) <= on]:
        return _replaced(told, newer[0])
    return _lasting(told, first, on, reach)


def _replaced(told: Standing, newer: Edition) -> Standing:
    day, proof = swedish_date(_start(newer)), _proof(newer.first)
    if _one_body(told.edition, newer):
        why = f"En nyare version gäller från den {day}."
        return replace(told, in_force=InForce.NO, why=why, proof=proof)
    by = body_name(newer.body or "")
    return replace(
        told,
        why=f"{capital(by)} har antagit en senare version ({day}); om den ersätter denna framgår inte.",
        proof=proof,
    )


def _not_yet(told: Standing, first: Told, on: dt.date) -> Standing:
    """What begins later; of a revised version an earlier wording may have been in force."""
    day, adopted = swedish_date(first.date), told.edition.adopted
    if told.edition.revised and adopted and adopted.date <= on:
        why = f"Den antogs den {swedish_date(adopted.date)}, men den här lydelsen gäller från den {day}."
        return replace(told, why=why, proof=_proof(adopted, first))
    return replace(told, in_force=InForce.NO, why=f"Den gäller först från den {day}.", proof=_proof(first))


def _lasting(told: Standing, first: Told, on: dt.date, reach: dt.date | None) -> Standing:
    """What began and is not known to have ended: in force as far as its end or the minutes reach."""
    since = f"Den gäller från den {swedish_date(first.date)}"
    if end := _end(told, on):
        return replace(told, in_force=InForce.YES, why=f"{since}{end}.", proof=_proof(first))
    since = f"{since}, och något slut är inte angivet"
    if reach and on <= reach:
        why = f"{since}. Inget i samlingen upphäver eller ersätter den."
        return replace(told, in_force=InForce.YES, why=why, proof=_proof(first))
    known = f"protokollen här når till den {swedish_date(reach)}" if reach else "protokoll saknas här"
    return replace(told, why=f"{since}; om den har upphävts senare framgår inte: {known}.")


def _end(told: Standing, on: dt.date) -> str:
    """The words for when a version that is in force ends, or nothing."""
    last, after = told.edition.last, told.successor and told.successor.first
    days = [one.date - dt.timedelta(days=1) for one in (told.ending, after) if one]
    days += [last.date] if last and last.date >= on else []
    return f" till och med den {swedish_date(min(days))}" if days else ""


def _ended(ending: Ending) -> str:
    by = f" Den ersattes av {ending.by.title.printed}." if ending.by else ""
    last = ending.date - dt.timedelta(days=1)
    return f"Den gällde till och med den {swedish_date(last)}.{by}"


def _proof(*told: Told | None) -> tuple[Passage, ...]:
    return tuple(one.passage for one in told if one)


def _later(edition: Edition, editions: Iterable[Edition]) -> list[Edition]:
    """The versions of the same document that began later, the first of them first; never one undated."""
    first = edition.first
    found = [one for one in editions if first and one.first and same_series(one, edition)]
    return sorted((one for one in found if _start(one) > _start(edition)), key=_start)


def _sure(edition: Edition, later: Sequence[Edition]) -> Edition | None:
    return next((one for one in later if _one_body(edition, one)), None)


def _merged(told: Iterable[Edition]) -> tuple[Edition, ...]:
    kept: list[Edition] = []
    for edition in told:
        at = next((at for at, one in enumerate(kept) if _same(one, edition)), None)
        if at is None:
            kept.append(edition)
        else:
            kept[at] = _joined(kept[at], edition)
    return tuple(kept)


def _same(one: Edition, other: Edition) -> bool:
    """Whether both tell of one version.

    Adopted the same day, or of the same years where a day is lacking, or known by nothing but their endings.
    """
    if not _one_name(one, other):
        return False
    same_day = _decided(one) == _decided(other) is not None
    if not _one_place(one, other):
        return same_day and _fits_nowhere(one, other) and _label(one) == _label(other) is not None
    if one.decided and other.decided:
        return same_day
    if one.title.period or other.title.period:
        return one.title.period == other.title.period
    return not (_is_told(one) or _is_told(other))


def _is_told(edition: Edition) -> bool:
    """Whether anything is known of a version but that it ended."""
    return edition.document is not None or edition.first is not None


def _joined(one: Edition, other: Edition) -> Edition:
    """Both as one: the document's own name, the adoption as the minutes have it."""
    lead, more = (one, other) if one.document or not other.document else (other, one)
    adopted = [told for told in (lead.adopted, more.adopted) if told]
    return replace(
        lead,
        municipality=lead.municipality or more.municipality,
        body=lead.body or more.body,
        adopted=min(adopted, key=lambda told: not _in_minutes(told), default=None),
        revised=lead.revised or more.revised,
        since=lead.since or more.since,
        until=lead.until or more.until,
        named=lead.named or more.named,
        replaces=(*lead.replaces, *more.replaces),
    )


def _in_minutes(told: Told) -> bool:
    return told.passage.reading.document.kind in MINUTES


def _resolved(ending: Ending, editions: Sequence[Edition]) -> Ending:
    """The ending with what was adopted with it as it is known by now."""
    by = ending.by
    return replace(ending, by=next((one for one in editions if _same(one, by)), by)) if by else ending


def _endings_by(edition: Edition) -> Iterable[Ending]:
    """What a version says that it replaces, by a date or by a name of its own."""
    if edition.first is None:
        return
    for mention in edition.replaces:
        bare = mention.title is None or mention.title.is_bare
        if mention.date is not None or not bare:
            title = replace(edition.title, period=None) if bare else mention.title
            whole = replace(mention, title=title)
            yield Ending(whole, edition.municipality, edition.body, edition.first.date, edition)


def _known_by(ending: Ending) -> Edition | None:
    """A version that nothing but its ending tells of."""
    mention = ending.mention
    if mention.title is None or mention.title.is_bare:
        return None
    adopted = Told(mention.date, mention.passage, mention.label) if mention.date else None
    return Edition(mention.title, ending.municipality, ending.body, adopted=adopted)


def _one_name(one: Edition, other: Edition) -> bool:
    if one.title.stems != other.title.stems:
        return False
    return not one.title.is_bare or same_body(one.body or "", other.body or "?")


def _one_place(one: Edition, other: Edition) -> bool:
    return _in_place(one.municipality, other.municipality)


def _in_place(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and same_municipality(one, other))


def _fits_nowhere(one: Edition, other: Edition) -> bool:
    return one.municipality is None or other.municipality is None


def _one_body(one: Edition, other: Edition) -> bool:
    return one.body is None or other.body is None or same_body(one.body, other.body)


def _label(edition: Edition) -> str | None:
    return edition.adopted.label if edition.adopted else None


def _decided(edition: Edition) -> dt.date | None:
    return edition.decided.date if edition.decided else None


def _days(edition: Edition) -> frozenset[dt.date]:
    return frozenset(told.date for told in (edition.adopted, edition.revised) if told)


def _start(edition: Edition) -> dt.date:
    return edition.first.date if edition.first else dt.date.min


def _is_taxa(edition: Edition) -> bool:
    """Whether it is a taxa, which applies until the next one whatever year it is named by."""
    if edition.document:
        return edition.document.kind is Kind.TAXA
    return "tax" in edition.title.stems
