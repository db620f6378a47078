"""Ingest's half of the service: hand in files, forget documents, and see what the collection holds."""

import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, UploadFile

from corpus.collection import Collection
from corpus.errors import BadInput, TooLarge
from ingest.forget import forget
from ingest.limits import megabytes
from ingest.overview import Overview, overview
from ingest.pipeline import Options, ingest
from ingest.report import IngestResult, failed, totals

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with a document: its whole file."""

    document: str
    source: str


def router(collection: Collection, options: Options) -> APIRouter:
    """The routes over one collection; one change at a time."""
    routes = APIRouter()
    changing = threading.Lock()

    @routes.post("/documents")
    def upload(files: list[UploadFile]) -> IngestResult:
        with tempfile.TemporaryDirectory(prefix="paragraf-") as folder:
            root = Path(folder)
            names = [_saved(file, root, options.limits.size) for file in files]
            with changing:
                result = ingest([root], collection.folder.path, collection.archive, collection.agree, options)
        return _with_ignored(result, names)

    @routes.delete("/documents/{document_id:path}")
    def delete(document_id: str) -> Forgotten:
        source = collection.archive.source_of(document_id)
        with changing:
            forget(source, collection.folder.path, collection.archive, collection.agree)
        return Forgotten(document_id, source)

    @routes.get("/status")
    def status() -> Overview:
        return overview(collection.folder.path, collection.archive)

    return routes


def _saved(file: UploadFile, root: Path, most: int) -> str:
    """Keep an upload below ``root`` under its own name, which may hold folders; the name."""
    name = PurePosixPath((file.filename or "").replace("\\", "/"))
    if not name.name or name.is_absolute() or ".." in name.parts:
        raise BadInput(f"Filnamnet {file.filename!r} kan inte användas.")
    if file.size is not None and file.size > most:
        raise TooLarge(f"{name} är {megabytes(file.size)}; gränsen är {megabytes(most)}.")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as kept:
        shutil.copyfileobj(file.file, kept, _BLOCK)
    return str(name)


def _with_ignored(result: IngestResult, names: Sequence[str]) -> IngestResult:
    """A file that was handed in by name is never passed over in silence."""
    told = {report.file for report in result.files}
    reason = "Filen är av ett slag som inte läses; lämna PDF, text, DOCX, HTML eller Markdown."
    files = (*result.files, *(failed(name, reason) for name in names if PurePosixPath(name).name not in told))
    return replace(result, files=files, totals=totals(files, 0, result.totals.seconds))
