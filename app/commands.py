"""The commands. Each takes the parsed options and returns the exit status."""

import argparse
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Never, Self

from pydantic import TypeAdapter
from tqdm import tqdm

from app.client import Client
from app.composition import assistant_over, language_model, owned_collection, with_data
from app.printing import (
    answer_lines,
    deliver,
    hit_lines,
    ingest_lines,
    overview_lines,
    section_lines,
    tell,
)
from app.server import Ports, claim, create_app, run_app
from corpus.archive import Archive
from corpus.collection import Collection
from corpus.decisions import copies_of
from corpus.errors import NotFound
from corpus.export import answer_sheet
from corpus.folder import DataFolder, running_address
from corpus.model import Filters, Question
from corpus.settings import Settings, read_settings
from corpus.views import HitsView, SectionsView, answer_view, hit_view, section_views
from ingest.discover import discover
from ingest.forget import forget as forget_source
from ingest.limits import Limits
from ingest.manifest import NO_MANIFEST, read_manifest
from ingest.overview import overview
from ingest.pipeline import Options
from ingest.pipeline import ingest as ingest_paths
from ingest.report import IngestResult, Report, failed, totals
from ingest.watch import watch

DONE, SOME_FAILED = 0, 1
SERVE = "paragraf serve"


class _Bars:
    """Progress on a terminal: files read, then passages put in the indexes."""

    def __init__(self) -> None:
        self._bar: tqdm[Never] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def files(self, done: int, total: int, report: Report) -> None:
        self._show("Filer", done, total)

    def passages(self, done: int, total: int) -> None:
        self._show("Passager", done, total)

    def _show(self, name: str, done: int, total: int) -> None:
        bar = self._bar
        if bar is None or bar.desc != name:
            self.__exit__()
            self._bar = bar = tqdm(total=total, disable=not sys.stderr.isatty())
            bar.desc = name
        bar.update(done - bar.n)


def ingest(options: argparse.Namespace) -> int:
    """Read files and folders in, with ``--watch`` until interrupted; 1 when some failed."""
    if not options.watch:
        return _ingest_once(options)
    with suppress(KeyboardInterrupt):
        watch(options.paths, lambda: _ingest_once(options))
    return DONE


def _ingest_once(options: argparse.Namespace) -> int:
    settings = _settings(options)
    address = running_address(settings.data)
    if address:
        result = _handed_in(Client(address), options.paths)
    else:
        manifest = read_manifest(options.manifest) if options.manifest else NO_MANIFEST
        with owned_collection(settings, "paragraf ingest") as collection:
            result = _ingested(collection, options.paths, replace(_options(settings), manifest=manifest))
    tell(options.json, result, ingest_lines(result))
    return SOME_FAILED if result.totals.failed else DONE


def ask(options: argparse.Namespace) -> int:
    """Answer one question; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = _settings(options)
    question = Question(options.text, filters=filters_of(options))
    address = running_address(settings.data)
    if address:
        view = Client(address).ask(question)
    else:
        with owned_collection(settings, "paragraf ask") as collection:
            assistant = assistant_over(collection, settings.municipality, language_model(settings))
            view = answer_view(question, assistant.ask(question))
    if options.out or options.format:
        deliver(answer_sheet(view), options.format, options.out)
    else:
        tell(options.json, view, answer_lines(view))
    return DONE


def search(options: argparse.Namespace) -> int:
    """Rank passages."""
    settings = _settings(options)
    question = Question(options.text, filters=filters_of(options))
    address = running_address(settings.data)
    if address:
        hits = Client(address).search(question.text, question.filters, options.limit)
    else:
        with owned_collection(settings, "paragraf search") as collection:
            found = assistant_over(collection, settings.municipality).search(question, options.limit)
            hits = tuple(map(hit_view, found))
    tell(options.json, HitsView(hits), hit_lines(hits))
    return DONE


def sections(options: argparse.Namespace) -> int:
    """Show what the parser found; reads the archive alone."""
    archive = Archive(DataFolder(_settings(options).data).archive)
    asked = options.file
    wanted = [s for s in archive.sources() if asked in (None, s.file, Path(s.file).name)]
    if asked and not wanted:
        raise NotFound(f"Filen {asked} är inte inläst. Läs in den med: paragraf ingest {asked}")
    read = (archive.read(source.id) for source in wanted)
    found = tuple(view for parsed in read for view in section_views(parsed, copies_of(parsed, archive)))
    tell(options.json, SectionsView(found), section_lines(found))
    return DONE


def status(options: argparse.Namespace) -> int:
    """Show what the collection holds; reads the archive alone."""
    folder = DataFolder(_settings(options).data)
    found = overview(folder.path, Archive(folder.archive))
    tell(options.json, found, overview_lines(found))
    return DONE


def reindex(options: argparse.Namespace) -> int:
    """Make both indexes anew from the archive."""
    settings = _settings(options)
    with owned_collection(settings, "paragraf reindex", fresh=True) as collection, _Bars() as bars:
        made = collection.agree(bars.passages)
    tell(options.json, made, [f"{made.chunks} passager i indexen.", *made.damaged])
    return SOME_FAILED if made.damaged else DONE


def forget(options: argparse.Namespace) -> int:
    """Take a document, with its file, out of the archive and every index."""
    settings = _settings(options)
    address = running_address(settings.data)
    if address:
        Client(address).forget(options.document)
    else:
        with owned_collection(settings, "paragraf forget") as collection:
            source = collection.archive.source_of(options.document)
            forget_source(source, collection.folder.path, collection.archive, collection.agree)
    tell(options.json, {"forgotten": options.document}, [f"{options.document} är borttaget."])
    return DONE


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped, with ``--read`` after reading files and folders in."""
    settings = _settings(options)
    chat = None if options.no_ui else options.ui_port or settings.ui_port
    ports = Ports(options.host or settings.host, options.port or settings.port, chat)
    claim(ports)
    with owned_collection(settings, SERVE) as collection:
        if options.read:
            result = _ingested(collection, options.read, _options(settings))
            tell(options.json, result, ingest_lines(result))
        assistant = assistant_over(collection, settings.municipality, language_model(settings))
        app = create_app(collection, assistant, _options(settings))
        collection.folder.announce(SERVE, ports.address)
        sys.stderr.write(f"Tjänsten: {ports.address}\n")
        if ports.chat_address:
            sys.stderr.write(f"Chatten:  {ports.chat_address}\n")
        run_app(app, ports)
    return DONE


def _settings(options: argparse.Namespace) -> Settings:
    return with_data(read_settings(), options.data)


def filters_of(options: argparse.Namespace) -> Filters:
    """The filters that a command was given."""
    return Filters(
        municipality=options.municipality,
        body=options.body,
        kind=options.kind,
        status=options.status,
        since=options.since,
        until=options.until,
        dnr=options.dnr,
    )


def _options(settings: Settings) -> Options:
    limits = Limits(size=settings.max_upload_mb * 1_000_000, pages=settings.max_pages)
    return Options(limits=limits, processes=settings.workers)


def _ingested(collection: Collection, paths: Iterable[Path], how: Options) -> IngestResult:
    with _Bars() as bars:
        return ingest_paths(
            paths,
            collection.folder.path,
            collection.archive,
            lambda: collection.agree(bars.passages),
            replace(how, progress=bars.files),
        )


def _handed_in(client: Client, paths: Iterable[Path]) -> IngestResult:
    """The files below ``paths`` handed to the service that owns the data folder, one at a time."""
    discovery = discover(paths)
    read = TypeAdapter(IngestResult).validate_python
    results = [read(client.upload([(found.id, found.path.read_bytes())])) for found in discovery.files]
    reports = (
        *(failed(str(path), "Sökvägen finns inte.") for path in discovery.missing),
        *(report for result in results for report in result.files),
    )
    return IngestResult(reports, totals(reports, discovery.ignored, sum(r.totals.seconds for r in results)))
