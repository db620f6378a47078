"""The one function that makes the two indexes agree with the archive, by the difference of chunk ids.

Ingest, recovery after a crash, forget and reindex are all this function. A ledger remembers what both indexes
hold of each source, so that a sync with nothing to do reads no source. It is believed only if its sum equals
the number of chunks in either index, and what is about to change is struck out of it before anything is
touched: a crash leaves a ledger that claims too little, and the next sync then compares every id.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from corpus import chunking
from corpus.archive import Archive, replace_file
from corpus.errors import DamagedArchive
from corpus.lexical import LexicalIndex
from corpus.model import Chunk
from corpus.vectors import VectorIndex

# Chunks that are embedded and written at once, and so how many of them are in memory.
BATCH = 512

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Indexes:
    """The two indexes of a data folder, and the file that tells what they hold."""

    lexical: LexicalIndex
    vectors: VectorIndex
    ledger: Path


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, in chunks; ``damaged`` holds a Swedish sentence for each file that cannot be read."""

    added: int
    removed: int
    chunks: int
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """A source as the indexes hold it: the digest of its parsing, and how many chunks it gave."""

    digest: str
    chunks: int


@dataclass(frozen=True, slots=True)
class _Ledger:
    """``recipe`` says how the chunks were cut and embedded; ``held`` is by source id."""

    recipe: str
    held: dict[str, _Held]


@dataclass(frozen=True, slots=True)
class _Ids:
    """The chunks that each index holds."""

    lexical: frozenset[str]
    vectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cut:
    """The sources that were cut, and the ids of all their chunks."""

    sources: dict[str, _Held]
    ids: set[str]
    damaged: tuple[str, ...]


_LEDGER = TypeAdapter(_Ledger)


def sync(archive: Archive, indexes: Indexes, progress: Progress | None = None) -> Synced:
    """Add what the indexes lack of the archive, and remove what it does not hold. One at a time.

    ``progress`` is told how many chunks are added, of how many. Sources that cannot be read are left out.
    """
    embedder_id = indexes.vectors.embedder.id
    recipe = f"{chunking.FORMAT} {embedder_id}"
    believed = _believed(indexes, recipe)
    wanted = {entry.source.id: entry.digest for entry in archive.entries()}
    kept = {name: held for name, held in (believed or {}).items() if held.digest == wanted.get(name)}
    changed = tuple(name for name in wanted if name not in kept)
    if believed == kept and not changed:
        return Synced(0, 0, indexes.lexical.count(), archive.damaged())
    _save(indexes.ledger, _Ledger(recipe, kept))
    held = _held_ids(indexes, None if believed is None else {*changed, *believed} - kept.keys())
    cut = _cut(archive, {name: wanted[name] for name in changed}, embedder_id)
    added = _add(archive, indexes, cut, held, progress)
    # Not before all is added: a text that only moved has then kept its vector.
    indexes.vectors.remove(held.vectors - cut.ids)
    indexes.lexical.remove(held.lexical - cut.ids)
    _save(indexes.ledger, _Ledger(recipe, kept | cut.sources))
    removed = len((held.lexical | held.vectors) - cut.ids)
    return Synced(added, removed, indexes.lexical.count(), archive.damaged() + cut.damaged)


def _add(archive: Archive, indexes: Indexes, cut: _Cut, held: _Ids, progress: Progress | None) -> int:
    """Add what either index lacks; how many chunks that were."""
    lacking = cut.ids - (held.lexical & held.vectors)
    added = 0
    for batch in _batches(archive, cut, lacking, indexes.vectors.embedder.id):
        indexes.vectors.add([chunk for chunk in batch if chunk.id not in held.vectors])
        indexes.lexical.add([chunk for chunk in batch if chunk.id not in held.lexical])
        added += len(batch)
        if progress:
            progress(added, len(lacking))
    return added


def _believed(indexes: Indexes, recipe: str) -> dict[str, _Held] | None:
    """What the ledger says of every source, or None where it cannot be so."""
    try:
        ledger = _LEDGER.validate_json(indexes.ledger.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    total = sum(held.chunks for held in ledger.held.values())
    counts = (indexes.lexical.count(), indexes.vectors.count())
    return ledger.held if ledger.recipe == recipe and counts == (total, total) else None


def _save(path: Path, ledger: _Ledger) -> None:
    replace_file(path, _LEDGER.dump_json(ledger))


def _held_ids(indexes: Indexes, sources: Iterable[str] | None) -> _Ids:
    """The ids that the indexes hold: of ``sources``, about which they agree, or all."""
    if sources is None:
        return _Ids(indexes.lexical.ids(), indexes.vectors.ids())
    ids = frozenset(chunk_id for source in sources for chunk_id in indexes.lexical.ids(source=source))
    return _Ids(ids, ids)


def _cut(archive: Archive, digests: Mapping[str, str], embedder_id: str) -> _Cut:
    """Cut the sources once for their ids alone; their chunks would not fit in memory."""
    sources, ids, damaged = {}, set(), []
    for name, digest in digests.items():
        try:
            found = {chunk.id for chunk in chunking.chunks(archive.read(name), embedder_id)}
        except DamagedArchive as error:
            damaged.append(str(error))
            continue
        sources[name] = _Held(digest, len(found))
        ids |= found
    return _Cut(sources, ids, tuple(damaged))


def _batches(archive: Archive, cut: _Cut, lacking: set[str], embedder_id: str) -> Iterator[list[Chunk]]:
    waiting: dict[str, Chunk] = {}
    for name in cut.sources if lacking else ():
        for chunk in chunking.chunks(archive.read(name), embedder_id):
            if chunk.id in lacking:
                waiting[chunk.id] = chunk
            if len(waiting) == BATCH:
                yield list(waiting.values())
                waiting = {}
    if waiting:
        yield list(waiting.values())
