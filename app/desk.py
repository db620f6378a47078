"""The tjänsteman's desk: ``paragraf matter``, ``standing``, ``precedents``, ``assignments``, ``votes``."""

import argparse
import datetime as dt
from pathlib import Path

from app.client import Client
from app.composition import desk_over, owned_collection, with_data
from app.drafts import draft_text
from app.printing import deliver, matter_lines, precedent_lines, standing_lines, tell
from corpus.dossier import matter_sheet, precedents_sheet, standing_sheet
from corpus.errors import BadInput
from corpus.folder import running_address
from corpus.model import Filters
from corpus.settings import Settings, read_settings
from corpus.task_views import AssignmentsView, assignment_lines, assignments_sheet
from corpus.views import MatterView, PrecedentsView, StandingView
from corpus.vote_views import VotesView, vote_lines, votes_sheet
from retrieval.positions import Who


def matter(options: argparse.Namespace) -> int:
    """Tell a matter's way; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = with_data(read_settings(), options.data)
    found = _matter(settings, options.dnr, options.municipality)
    if options.out or options.format:
        deliver(matter_sheet(found, running_address(settings.data) or ""), options.format, options.out)
    else:
        tell(options.json, found, matter_lines(found))
    return 0


def standing(options: argparse.Namespace) -> int:
    """Tell whether a governing document is in force; with ``--out`` or ``--format`` as a sheet."""
    settings = with_data(read_settings(), options.data)
    found = _standing(settings, options.name, options.on, options.municipality)
    if options.out or options.format:
        deliver(standing_sheet(found, running_address(settings.data) or ""), options.format, options.out)
    else:
        tell(options.json, found, standing_lines(found))
    return 0


def precedents(options: argparse.Namespace) -> int:
    """Find earlier decisions; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = with_data(read_settings(), options.data)
    text = draft_text(_content(options.file)) if options.file else options.text
    if not text:
        raise BadInput("Ange en mening att söka efter, eller ett utkast med --file.")
    found = _precedents(settings, text, _filters(options), options.limit)
    if options.out or options.format:
        deliver(
            precedents_sheet(found, text, running_address(settings.data) or ""), options.format, options.out
        )
    else:
        tell(options.json, found, precedent_lines(found))
    return 0


def assignments(options: argparse.Namespace) -> int:
    """Tell who was given what to do, and what is open; with ``--out`` or ``--format`` as a sheet."""
    settings = with_data(read_settings(), options.data)
    on = options.on or dt.date.today()
    found = _assignments(settings, _filters(options), on, options.open)
    if options.out or options.format:
        sheet = assignments_sheet(found, running_address(settings.data) or "")
        deliver(sheet, options.format, options.out)
    else:
        tell(options.json, found, assignment_lines(found))
    return 0


def votes(options: argparse.Namespace) -> int:
    """Tell who moved, voted and reserved; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = with_data(read_settings(), options.data)
    found = _votes(settings, _filters(options), Who(options.person, options.party))
    if options.out or options.format:
        deliver(votes_sheet(found, running_address(settings.data) or ""), options.format, options.out)
    else:
        tell(options.json, found, vote_lines(found))
    return 0


def _filters(options: argparse.Namespace) -> Filters:
    return Filters(
        municipality=options.municipality,
        body=options.body,
        kind=options.kind,
        status=options.status,
        since=options.since,
        until=options.until,
        dnr=options.dnr,
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"Filen {path} kan inte läsas: {error.strerror}") from error


def _matter(settings: Settings, asked: str, municipality: str | None) -> MatterView:
    address = running_address(settings.data)
    if address:
        return Client(address).matter(asked, municipality)
    with owned_collection(settings, "paragraf matter") as collection:
        return desk_over(collection, settings.municipality).matter(asked, municipality)


def _standing(settings: Settings, asked: str, on: dt.date | None, municipality: str | None) -> StandingView:
    address = running_address(settings.data)
    if address:
        return Client(address).standing(asked, on, municipality)
    with owned_collection(settings, "paragraf standing") as collection:
        return desk_over(collection, settings.municipality).standing(asked, on, municipality)


def _precedents(settings: Settings, text: str, filters: Filters, limit: int) -> PrecedentsView:
    address = running_address(settings.data)
    if address:
        return Client(address).precedents(text, filters, limit)
    with owned_collection(settings, "paragraf precedents") as collection:
        return desk_over(collection, settings.municipality).precedents(text, filters, limit)


def _assignments(settings: Settings, filters: Filters, on: dt.date, only_open: bool) -> AssignmentsView:
    address = running_address(settings.data)
    if address:
        return Client(address).assignments(filters, on, only_open=only_open)
    with owned_collection(settings, "paragraf assignments") as collection:
        return desk_over(collection, settings.municipality).assignments(filters, on, only_open=only_open)


def _votes(settings: Settings, filters: Filters, who: Who) -> VotesView:
    address = running_address(settings.data)
    if address:
        return Client(address).votes(filters, who.person, who.party)
    with owned_collection(settings, "paragraf votes") as collection:
        return desk_over(collection, settings.municipality).votes(filters, who)
