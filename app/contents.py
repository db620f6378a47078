"""``paragraf sections`` and ``paragraf status``: what the archive holds, whoever owns the data folder."""

import argparse
from pathlib import Path

from app.printing import overview_lines, section_lines, tell
from corpus.archive import Archive
from corpus.decisions import copies_of
from corpus.errors import NotFound
from corpus.folder import DataFolder
from corpus.settings import read_settings
from corpus.views import SectionsView, section_views
from ingest.overview import overview


def sections(options: argparse.Namespace) -> int:
    """Show what the parser found."""
    archive = Archive(DataFolder(read_settings(data=options.data).data).archive)
    asked = options.file
    wanted = [s for s in archive.sources() if asked in (None, s.file, Path(s.file).name)]
    if asked and not wanted:
        raise NotFound(f"Filen {asked} är inte inläst. Läs in den med: paragraf ingest {asked}")
    read = (archive.read(source.id) for source in wanted)
    found = tuple(view for parsed in read for view in section_views(parsed, copies_of(parsed, archive)))
    tell(options.json, SectionsView(found), section_lines(found))
    return 0


def status(options: argparse.Namespace) -> int:
    """Show what the collection holds."""
    folder = DataFolder(read_settings(data=options.data).data)
    found = overview(folder.path, Archive(folder.archive))
    tell(options.json, found, overview_lines(found))
    return 0
