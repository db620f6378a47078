"""Whether a governing document still applies: its versions, what each replaced, and which one a day has."""

import datetime as dt
from collections.abc import Iterable, Iterator

from corpus.bodies import find_municipalities, same_municipality
from corpus.errors import BadInput, NotFound
from corpus.model import Chunk, Document, Filters, Status
from corpus.views import EditionView, FactView, InForce, StandingView, document_view, page_url
from retrieval.evidence import UNRANKED, Passage, Reading, placed
from retrieval.governing.editions import Edition, decided_in, own_edition
from retrieval.governing.in_force import Books, Reach, Standing, books, ends, same_series, standings
from retrieval.governing.titles import Title, title_of
from retrieval.matters.register import Register
from retrieval.search import GOVERNING

_OFFERED = 5
_RANK = (InForce.YES, InForce.UNKNOWN, InForce.NO)


def standing_view(
    asked: str, on: dt.date, register: Register, municipality: str | None = None
) -> StandingView:
    """The versions of the document that is called ``asked`` on the day ``on``, the one in force first.

    Raises NotFound where nothing tells of it, and BadInput where the name fits several documents.
    """
    places = (municipality, *(found.name for found in find_municipalities(asked)))
    municipality = next(filter(None, places), None)
    wanted = title_of(asked, municipality)
    known = books_about(wanted, asked, register, municipality)
    told = one_series(wanted, standings(known, on, reach_of(register)))
    if not told:
        raise NotFound(f'Inget styrdokument i samlingen heter {asked}. Sök med: paragraf search "{asked}"')
    if len(told) > 1:
        offered = "; ".join(_named(group[0].edition) for group in told[:_OFFERED])
        raise BadInput(f"{asked} passar på flera styrdokument: {offered}. Ange kommun eller hela namnet.")
    best = sorted(told[0], key=lambda one: _RANK.index(one.in_force))
    return StandingView(
        asked=asked,
        on=on,
        municipality=best[0].edition.municipality,
        in_force=best[0].in_force,
        editions=tuple(_edition_view(one, known, register) for one in best),
    )


def reach_of(register: Register) -> Reach:
    """The last meeting whose minutes are here, of the body that adopted a version."""

    def reach(edition: Edition) -> dt.date | None:
        if edition.body is None or edition.municipality is None:
            return None
        return max(register.meetings(edition.municipality, edition.body), default=None)

    return reach


def books_about(wanted: Title, asked: str, register: Register, municipality: str | None) -> Books:
    """What is told of documents with such a name: their own words, others that name them, the minutes."""

    def names(chunk: Chunk) -> bool:
        told = title_of(f"{chunk.place.heading} . {chunk.text}", chunk.document.municipality)
        return wanted.stems <= told.stems

    named = register.about(asked, municipality, names)
    papers = (document for document in (paper.document for paper in named) if document.kind in GOVERNING)
    documents = dict.fromkeys((*_called(wanted, register, municipality), *papers))
    minutes = register.about(asked, municipality, names, Filters(status=Status.BESLUT))
    acts = [decided_in(paper.reading) for paper in minutes]
    told = (own_edition(_sections(document, register)) for document in documents)
    adopted = (edition for editions, _ in acts for edition in editions)
    return books((*told, *adopted), (ending for _, endings in acts for ending in endings))


def _called(wanted: Title, register: Register, municipality: str | None) -> Iterator[Document]:
    for document in register.documents():
        title = title_of(document.title, document.municipality)
        if document.kind in GOVERNING and _within(document, municipality) and wanted.stems <= title.stems:
            yield document


def _within(document: Document, municipality: str | None) -> bool:
    own = document.municipality
    return municipality is None or own is None or same_municipality(own, municipality)


def _sections(document: Document, register: Register) -> list[Reading]:
    sections = register.library.find(document.id).sections
    return [Reading(document, at, section, UNRANKED, ()) for at, section in enumerate(sections)]


def one_series(wanted: Title, told: Iterable[Standing]) -> list[list[Standing]]:
    """The versions that bear the name, by series; those of the very name alone where there are any.

    A name with years is of the version of those years.
    """
    fitting = [one for one in told if wanted.fits(one.edition.title)]
    fitting = [one for one in fitting if one.edition.title.stems == wanted.stems] or fitting
    if wanted.period:
        fitting = [one for one in fitting if one.edition.title.period == wanted.period] or fitting
    groups: list[list[Standing]] = []
    for one in fitting:
        group = next((group for group in groups if same_series(group[0].edition, one.edition)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _named(edition: Edition) -> str:
    told = (edition.title.printed, edition.municipality, edition.body)
    return ", ".join(piece for piece in told if piece)


def _edition_view(one: Standing, known: Books, register: Register) -> EditionView:
    edition = one.edition
    decided = edition.decided
    return EditionView(
        title=edition.title.printed,
        municipality=edition.municipality,
        body=edition.body,
        document=document_view(edition.document) if edition.document else None,
        adopted=decided.date if decided else None,
        section=decided.label if decided else None,
        since=edition.first.date if edition.first else None,
        until=edition.last.date if edition.last else None,
        in_force=one.in_force,
        why=one.why,
        replaces=tuple(_replaced(edition, known)),
        replaced_by=one.successor.title.printed if one.successor else None,
        facts=tuple(_facts(one, register)),
    )


def _replaced(edition: Edition, known: Books) -> Iterator[str]:
    """The versions that this one ended, by name and day."""
    for other in known.editions:
        if any(ending.by is edition and ends(ending, other) for ending in known.endings):
            day = f" ({other.decided.date.isoformat()})" if other.decided else ""
            yield f"{other.title.printed}{day}"


def _facts(one: Standing, register: Register) -> Iterator[FactView]:
    edition = one.edition
    told = (
        ("antagen", edition.adopted),
        ("reviderad", edition.revised),
        ("gäller från och med", edition.since),
        ("gäller till och med", edition.until),
    )
    for what, fact in told:
        if fact:
            yield _fact(what, fact.date, fact.passage, register)
    if edition.last and not edition.until:
        yield _fact("namnets period slutar", edition.last.date, edition.last.passage, register)
    for mention in edition.replaces:
        yield _fact("ersätter version från", mention.date, mention.passage, register)
    if one.ending:
        what = "ersatt" if one.ending.by else "upphävd"
        yield _fact(what, one.ending.date, one.ending.mention.passage, register)
    elif one.successor and one.successor.first:
        yield _fact("ersatt", one.successor.first.date, one.successor.first.passage, register)


def _fact(what: str, date: dt.date | None, passage: Passage, register: Register) -> FactView:
    reading, section = passage.reading, passage.reading.section
    place = placed(reading, passage.span[0], register.library)
    return FactView(
        what=what,
        date=date,
        document=document_view(reading.document),
        section=section.label,
        heading=section.heading,
        status=passage.status,
        page=place.page,
        quote=passage.text,
        url=page_url(reading.document, place, passage.span),
    )
