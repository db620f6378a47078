"""The archive: one JSON file for each source, and the originals beside it. All else can be made from it.

A source's file is one JSON object in two lines. The first holds what a list needs (``Entry``), the second the
whole ``Parsed``; so the archive is opened by reading first lines alone, and of a source only what is asked
for is made values of. A write is one rename.
"""

import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import DamagedArchive, NotFound
from corpus.model import Document, Page, Parsed, ParsedDocument, Section, Source
from corpus.slices import Sliced, sliced

FORMAT = 1
_SUFFIX = ".json"
_UNFINISHED = ".unfinished"
# Bytes of JSON that are kept in memory, with the sections that were read of them.
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
        # By document id the source that holds it, and its number there.
        self._places: dict[str, tuple[Entry, int]] = {}
        self._cache: OrderedDict[str, Sliced] = OrderedDict()
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

    def entry(self, source_id: str) -> Entry:
        """What is known of one source. Raises ``NotFound``."""
        with self._lock:
            if source_id not in self._entries:
                raise NotFound(f"Det finns ingen källa {source_id} i arkivet.")
            return self._entries[source_id]

    def read(self, source_id: str) -> Parsed:
        """All that was understood of a source. Raises ``NotFound`` and ``DamagedArchive``."""
        opened = self._opened(source_id)
        with _blaming(self._file(source_id)):
            return _PARSED.validate_json(opened.body)

    def find(self, document_id: str) -> ParsedDocument:
        """A document with its sections. Raises ``NotFound`` and ``DamagedArchive``."""
        entry, number, opened = self._holding(document_id)
        with _blaming(self._file(entry.source.id)):
            return ParsedDocument(entry.documents[number], opened.sections(number))

    def section(self, document_id: str, index: int) -> Section:
        """A document's section by its index. Raises ``NotFound`` and ``DamagedArchive``."""
        entry, number, opened = self._holding(document_id)
        if not 0 <= index < opened.count(number):
            raise NotFound(f"Dokumentet {document_id} har inget avsnitt {index}.")
        with _blaming(self._file(entry.source.id)):
            return opened.section(number, index)

    def page(self, source_id: str, number: int) -> Page:
        """A source's page by its number, from 1. Raises ``NotFound`` and ``DamagedArchive``."""
        with self._paged(source_id, number) as opened:
            return opened.page(number)

    def printed(self, source_id: str, number: int) -> Page:
        """As ``page``, without the page's lines: what a quote is held against."""
        with self._paged(source_id, number) as opened:
            return opened.printed(number)

    def source_of(self, document_id: str) -> str:
        """The id of the source that holds a document. Raises ``NotFound``."""
        with self._lock:
            if document_id not in self._places:
                raise NotFound(f"Det finns inget dokument {document_id}. Visa alla med: paragraf sections")
            return self._places[document_id][0].source.id

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
        for number, document in enumerate(entry.documents):
            self._places[document.id] = entry, number

    def _forget(self, source_id: str) -> None:
        self._version += 1
        self._cache.pop(source_id, None)
        self._damaged.pop(self._file(source_id).name, None)
        before = self._entries.pop(source_id, None)
        for document in before.documents if before else ():
            self._places.pop(document.id, None)

    def _drop_original(self, before: Entry | None) -> None:
        kept = {entry.source.sha256 for entry in self._entries.values()}
        if before and before.source.sha256 not in kept:
            (self._originals / before.source.sha256).unlink(missing_ok=True)

    @contextmanager
    def _paged(self, source_id: str, number: int) -> Iterator[Sliced]:
        """The source's JSON, which has the page ``number``."""
        opened = self._opened(source_id)
        if not 0 < number <= len(opened.page_spans):
            raise NotFound(f"Dokumentet har ingen sida {number}; sista sidan är {len(opened.page_spans)}.")
        with _blaming(self._file(source_id)):
            yield opened

    def _holding(self, document_id: str) -> tuple[Entry, int, Sliced]:
        """The source that holds a document, the document's number there, and the source's JSON."""
        with self._lock:
            opened = self._opened(self.source_of(document_id))
            return *self._places[document_id], opened

    def _opened(self, source_id: str) -> Sliced:
        with self._lock:
            if source_id not in self._cache:
                self._cache[source_id] = self._load(source_id)
            self._cache.move_to_end(source_id)
            while len(self._cache) > 1 and sum(len(one.body) for one in self._cache.values()) > _KEPT:
                self._cache.popitem(last=False)
            return self._cache[source_id]

    def _load(self, source_id: str) -> Sliced:
        path = self._file(source_id)
        if path.name in self._damaged:
            raise DamagedArchive(self._damaged[path.name])
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"Det finns ingen källa {source_id} i arkivet.") from None
        with _blaming(path):
            _, body = content.split(b"\n", 1)
            return sliced(body.removeprefix(b'"parsed":').removesuffix(b"}"))

    def _file(self, source_id: str) -> Path:
        return self._parsed / f"{hashlib.sha256(source_id.encode()).hexdigest()[:32]}{_SUFFIX}"


def _joined(entry: Entry, body: bytes) -> bytes:
    head = _HEAD.dump_json(_Head(FORMAT, entry))
    return head.removesuffix(b"}") + b',\n"parsed":' + body + b"}"


def archive_id(archive: Archive) -> str:
    """The sha256 of what every source was understood as, whatever chunks and indexes are made of it."""
    told = "".join(f"{entry.source.id} {entry.digest}\n" for entry in archive.entries())
    return hashlib.sha256(told.encode()).hexdigest()


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        line = file.readline()
    with _blaming(path):
        head = _HEAD.validate_json(line.rstrip(b",\n") + b"}")
    if head.format != FORMAT:
        raise DamagedArchive(
            f"Arkivfilen {path} är skriven i format {head.format}, och format {FORMAT} gäller nu. "
            f"Läs in {head.entry.source.file} igen: paragraf ingest"
        )
    return head.entry


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """What cannot be made values of is the fault of the file ``path``."""
    try:
        yield
    except ValueError as error:
        raise DamagedArchive(
            f"Arkivfilen {path} är skadad. Ta bort den och läs in källan igen: paragraf ingest"
        ) from error


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
