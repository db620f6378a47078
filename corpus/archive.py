"""The archive: one JSON file for each source, and the originals beside it. All else can be made from it.

A source's file is one JSON object in two lines. The first holds what a list needs (``Entry``), the second the
whole ``Parsed``; so the archive is opened by reading first lines alone. A write is one rename.
"""

import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import DamagedArchive, NotFound
from corpus.model import Document, Parsed, ParsedDocument, Section, Source

FORMAT = 1
_SUFFIX = ".json"
_UNFINISHED = ".unfinished"
# Bytes of JSON whose values are kept in memory.
_KEPT = 64_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What the archive tells of a source without reading it whole; ``digest`` changes with the parsing."""

    source: Source
    parser: str
    digest: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    format: int
    entry: Entry


_PARSED = TypeAdapter(Parsed)
_HEAD = TypeAdapter(_Head)


class Archive:
    """The parsed sources of a data folder. One process writes; threads may read and write at will."""

    def __init__(self, folder: Path) -> None:
        self._parsed = folder / "parsed"
        self._originals = folder / "originals"
        self._lock = threading.RLock()
        self._version = 0
        self._entries: dict[str, Entry] = {}
        self._damaged: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        self._cache: OrderedDict[str, tuple[Parsed, int]] = OrderedDict()
        self._open()

    @property
    def version(self) -> int:
        """How often the archive changed since it was opened: what is derived holds while this does."""
        return self._version

    def entries(self) -> tuple[Entry, ...]:
        """What is known of every source, by source id."""
        with self._lock:
            return tuple(entry for _, entry in sorted(self._entries.items()))

    def sources(self) -> tuple[Source, ...]:
        """Every source that can be read, by id."""
        return tuple(entry.source for entry in self.entries())

    def documents(self) -> tuple[Document, ...]:
        """Every document, by source and place in it."""
        return tuple(document for entry in self.entries() for document in entry.documents)

    def damaged(self) -> tuple[str, ...]:
        """A Swedish sentence for each file that cannot be read."""
        with self._lock:
            return tuple(self._damaged.values())

    def read(self, source_id: str) -> Parsed:
        """All that was understood of a source. Raises ``NotFound`` and ``DamagedArchive``."""
        with self._lock:
            if source_id in self._cache:
                self._cache.move_to_end(source_id)
                return self._cache[source_id][0]
            parsed, size = self._load(source_id)
            self._keep(parsed, size)
            return parsed

    def find(self, document_id: str) -> ParsedDocument:
        """A document with its sections. Raises ``NotFound`` and ``DamagedArchive``."""
        parsed = self.read(self.source_of(document_id))
        return next(found for found in parsed.documents if found.document.id == document_id)

    def section(self, document_id: str, index: int) -> Section:
        """A document's section by its index. Raises ``NotFound`` and ``DamagedArchive``."""
        sections = self.find(document_id).sections
        if not 0 <= index < len(sections):
            raise NotFound(f"Dokumentet {document_id} har inget avsnitt {index}.")
        return sections[index]

    def source_of(self, document_id: str) -> str:
        """The id of the source that holds a document. Raises ``NotFound``."""
        with self._lock:
            if document_id not in self._owners:
                raise NotFound(f"Det finns inget dokument {document_id}. Visa alla med: paragraf sections")
            return self._owners[document_id]

    def original(self, source: Source) -> Path:
        """Where the file itself is kept. Raises ``NotFound``."""
        path = self._originals / source.sha256
        if not path.is_file():
            raise NotFound(
                f"Originalet till {source.file} saknas i arkivet. Läs in filen igen: paragraf ingest"
            )
        return path

    def write(self, parsed: Parsed, original: bytes) -> None:
        """Put a source in the archive, in place of what it held of the same id."""
        body = _PARSED.dump_json(parsed)
        documents = tuple(found.document for found in parsed.documents)
        entry = Entry(parsed.source, parsed.parser, hashlib.sha256(body).hexdigest(), documents)
        with self._lock:
            if not (kept := self._originals / parsed.source.sha256).exists():
                replace_file(kept, original)
            before = self._entries.get(parsed.source.id)
            replace_file(self._file(parsed.source.id), _joined(entry, body))
            self._forget(parsed.source.id)
            self._enter(entry)
            self._drop_original(before)

    def remove(self, source_id: str) -> None:
        """Take a source and, where no other has the same bytes, its original out of the archive."""
        with self._lock:
            self._file(source_id).unlink(missing_ok=True)
            before = self._entries.get(source_id)
            self._forget(source_id)
            self._drop_original(before)

    def sweep(self) -> None:
        """Clear away what an interrupted write left; for the process that owns the folder."""
        with self._lock:
            for folder in (self._parsed, self._originals):
                for path in folder.glob(f"*{_UNFINISHED}"):
                    path.unlink(missing_ok=True)
            kept = {entry.source.sha256 for entry in self._entries.values()}
            # A damaged file's original is not known to be nobody's.
            orphans = () if self._damaged else tuple(self._originals.iterdir())
            for path in orphans:
                if path.name not in kept:
                    path.unlink(missing_ok=True)

    def _open(self) -> None:
        for folder in (self._parsed, self._originals):
            folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self._parsed.glob(f"*{_SUFFIX}")):
            try:
                self._enter(_entry(path))
            except DamagedArchive as error:
                self._damaged[path.name] = str(error)

    def _enter(self, entry: Entry) -> None:
        self._entries[entry.source.id] = entry
        self._owners.update({document.id: entry.source.id for document in entry.documents})

    def _forget(self, source_id: str) -> None:
        self._version += 1
        self._cache.pop(source_id, None)
        self._damaged.pop(self._file(source_id).name, None)
        before = self._entries.pop(source_id, None)
        for document in before.documents if before else ():
            self._owners.pop(document.id, None)

    def _drop_original(self, before: Entry | None) -> None:
        kept = {entry.source.sha256 for entry in self._entries.values()}
        if before and before.source.sha256 not in kept:
            (self._originals / before.source.sha256).unlink(missing_ok=True)

    def _load(self, source_id: str) -> tuple[Parsed, int]:
        path = self._file(source_id)
        if path.name in self._damaged:
            raise DamagedArchive(self._damaged[path.name])
        try:
            _, body = path.read_bytes().split(b"\n", 1)
            return _PARSED.validate_json(body.removeprefix(b'"parsed":').removesuffix(b"}")), len(body)
        except FileNotFoundError:
            raise NotFound(f"Det finns ingen källa {source_id} i arkivet.") from None
        except ValueError as error:
            raise _damage(path) from error

    def _keep(self, parsed: Parsed, size: int) -> None:
        self._cache[parsed.source.id] = parsed, size
        while len(self._cache) > 1 and sum(size for _, size in self._cache.values()) > _KEPT:
            self._cache.popitem(last=False)

    def _file(self, source_id: str) -> Path:
        return self._parsed / f"{hashlib.sha256(source_id.encode()).hexdigest()[:32]}{_SUFFIX}"


def _joined(entry: Entry, body: bytes) -> bytes:
    head = _HEAD.dump_json(_Head(FORMAT, entry))
    return head.removesuffix(b"}") + b',\n"parsed":' + body + b"}"


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        line = file.readline()
    try:
        head = _HEAD.validate_json(line.rstrip(b",\n") + b"}")
    except ValidationError as error:
        raise _damage(path) from error
    if head.format != FORMAT:
        raise DamagedArchive(
            f"Arkivfilen {path} är skriven i format {head.format}, och format {FORMAT} gäller nu. "
            f"Läs in {head.entry.source.file} igen: paragraf ingest"
        )
    return head.entry


def _damage(path: Path) -> DamagedArchive:
    return DamagedArchive(f"Arkivfilen {path} är skadad. Ta bort den och läs in källan igen: paragraf ingest")


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that a crash leaves either the old file or the new one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=_UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
