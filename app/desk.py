"""The tjänsteman's desk: ``paragraf matter``, ``standing``, ``precedents``, ``assignments``, ``votes``."""

import argparse
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app.asking import filters_of
from app.client import Client
from app.composition import desk_over, owned_collection
from app.drafts import draft_text
from app.printing import deliver, matter_lines, precedent_lines, standing_lines, tell
from corpus.dossier import matter_sheet, precedents_sheet, standing_sheet
from corpus.errors import BadInput
from corpus.folder import running_address
from corpus.settings import Settings, read_settings
from corpus.sheet import Sheet
from corpus.task_views import assignment_lines, assignments_sheet
from corpus.vote_views import vote_lines, votes_sheet
from retrieval.desk import Desk


def matter(options: argparse.Namespace) -> int:
    """Tell a matter's way; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = read_settings(data=options.data)
    with _desk(settings, "matter") as desk:
        found = desk.matter(options.dnr, options.municipality)
    return _told(options, found, matter_lines(found), partial(matter_sheet, found), settings)


def standing(options: argparse.Namespace) -> int:
    """Tell whether a governing document is in force; with ``--out`` or ``--format`` as a sheet."""
    settings = read_settings(data=options.data)
    with _desk(settings, "standing") as desk:
        found = desk.standing(options.name, options.on, options.municipality)
    return _told(options, found, standing_lines(found), partial(standing_sheet, found), settings)


def precedents(options: argparse.Namespace) -> int:
    """Find earlier decisions; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = read_settings(data=options.data)
    text = draft_text(_content(options.file)) if options.file else options.text
    if not text:
        raise BadInput("Ange en mening att söka efter, eller ett utkast med --file.")
    with _desk(settings, "precedents") as desk:
        found = desk.precedents(text, filters_of(options), options.limit)
    return _told(options, found, precedent_lines(found), partial(precedents_sheet, found, text), settings)


def assignments(options: argparse.Namespace) -> int:
    """Tell who was given what to do, and what is open; with ``--out`` or ``--format`` as a sheet."""
    settings = read_settings(data=options.data)
    on = options.on or dt.date.today()
    with _desk(settings, "assignments") as desk:
        found = desk.assignments(filters_of(options), on, only_open=options.open)
    return _told(options, found, assignment_lines(found), partial(assignments_sheet, found), settings)


def votes(options: argparse.Namespace) -> int:
    """Tell who moved, voted and reserved; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = read_settings(data=options.data)
    with _desk(settings, "votes") as desk:
        found = desk.votes(filters_of(options), options.person, options.party)
    return _told(options, found, vote_lines(found), partial(votes_sheet, found), settings)


@contextmanager
def _desk(settings: Settings, command: str) -> Iterator[Client | Desk]:
    """The service that owns the data folder, where one runs; else the desk over the folder itself."""
    address = running_address(settings.data)
    if address:
        yield Client(address)
        return
    with owned_collection(settings, f"paragraf {command}") as collection:
        yield desk_over(collection, settings.municipality)


def _told(
    options: argparse.Namespace,
    found: object,
    lines: Iterable[str],
    sheet: Callable[[str], Sheet],
    settings: Settings,
) -> int:
    """Print what was found, or deliver its sheet, whose links begin with the service's address."""
    if options.out or options.format:
        deliver(sheet(running_address(settings.data) or ""), options.format, options.out)
    else:
        tell(options.json, found, lines)
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"Filen {path} kan inte läsas: {error.strerror}") from error
