"""``paragraf ingest``, ``reindex`` and ``forget``: what fills a collection, renews it and takes away."""

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
from app.composition import owned_collection
from app.printing import ingest_lines, tell
from corpus.collection import Collection
from corpus.folder import running_address
from corpus.settings import Settings, read_settings
from ingest.discover import discover
from ingest.forget import forget as forget_source
from ingest.limits import Limits
from ingest.manifest import NO_MANIFEST, read_manifest
from ingest.pipeline import Options
from ingest.pipeline import ingest as ingest_paths
from ingest.report import IngestResult, Report, failed, totals
from ingest.watch import watch

DONE, SOME_FAILED = 0, 1


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
    settings = read_settings(data=options.data)
    address = running_address(settings.data)
    if address:
        result = _handed_in(Client(address), options.paths)
    else:
        manifest = read_manifest(options.manifest) if options.manifest else NO_MANIFEST
        with owned_collection(settings, "paragraf ingest") as collection:
            result = ingested(collection, options.paths, replace(options_of(settings), manifest=manifest))
    tell(options.json, result, ingest_lines(result))
    return SOME_FAILED if result.totals.failed else DONE


def reindex(options: argparse.Namespace) -> int:
    """Make both indexes anew from the archive."""
    settings = read_settings(data=options.data)
    with owned_collection(settings, "paragraf reindex", fresh=True) as collection, _Bars() as bars:
        made = collection.agree(bars.passages)
    tell(options.json, made, [f"{made.chunks} passager i indexen.", *made.damaged])
    return SOME_FAILED if made.damaged else DONE


def forget(options: argparse.Namespace) -> int:
    """Take a document, with its file, out of the archive and every index."""
    settings = read_settings(data=options.data)
    address = running_address(settings.data)
    if address:
        Client(address).forget(options.document)
    else:
        with owned_collection(settings, "paragraf forget") as collection:
            source = collection.archive.source_of(options.document)
            forget_source(source, collection.folder.path, collection.archive, collection.agree)
    tell(options.json, {"forgotten": options.document}, [f"{options.document} är borttaget."])
    return DONE


def options_of(settings: Settings) -> Options:
    """How files are read."""
    limits = Limits(size=settings.max_upload_mb * 1_000_000, pages=settings.max_pages)
    return Options(limits=limits, processes=settings.workers)


def ingested(collection: Collection, paths: Iterable[Path], how: Options) -> IngestResult:
    """The files below ``paths`` read into ``collection``, with bars on a terminal."""
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
