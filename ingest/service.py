"""Ingest's half of the service: hand in files, forget documents, and see what the collection holds."""

import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import TypeAdapter

from corpus.collection import Collection
from corpus.errors import BadInput, ParagrafError, TooLarge
from corpus.events import Tell, told
from ingest.forget import forget
from ingest.limits import megabytes
from ingest.overview import Overview, overview
from ingest.pipeline import Options, ingest
from ingest.report import IngestResult, Report, failed, totals

_BLOCK = 1 << 20
_PREFIX = "paragraf-"
_RESULT = TypeAdapter(IngestResult)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with a document: its whole file."""

    document: str
    source: str


def router(collection: Collection, options: Options) -> APIRouter:
    """The routes over one collection; one change at a time."""
    routes = APIRouter()
    changing = threading.Lock()

    def read(folder: Path, names: Sequence[str], tell: Tell) -> IngestResult:
        def was_read(done: int, total: int, report: Report) -> None:
            tell("progress", {"step": "read", "done": done, "total": total, "file": report.file})

        def was_indexed(done: int, total: int) -> None:
            tell("progress", {"step": "index", "done": done, "total": total, "file": None})

        with changing:
            result = ingest(
                [folder],
                collection.folder.path,
                collection.archive,
                lambda: collection.agree(was_indexed),
                replace(options, progress=was_read),
            )
        return _with_ignored(result, names)

    @routes.post("/documents")
    def upload(files: list[UploadFile]) -> IngestResult:
        with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
            names = _all_saved(files, Path(folder), options.limits.size)
            return read(Path(folder), names, lambda name, data: None)

    @routes.post("/documents/stream")
    def upload_stream(files: list[UploadFile]) -> StreamingResponse:
        """Events ``progress`` (step, done, total, file), and last ``result`` or ``error``."""
        # Kept before the answer begins, for then the server closes what was handed in.
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX)
        try:
            names = _all_saved(files, Path(folder.name), options.limits.size)
        except ParagrafError:
            folder.cleanup()
            raise

        def work(tell: Tell) -> None:
            with folder:
                tell("result", _RESULT.dump_python(read(Path(folder.name), names, tell), mode="json"))

        return StreamingResponse(told(work), media_type="text/event-stream")

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


def _all_saved(files: Sequence[UploadFile], root: Path, most: int) -> tuple[str, ...]:
    return tuple(_saved(file, root, most) for file in files)


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
