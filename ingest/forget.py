"""Take a source out of the archive, the ledger and every index."""

from collections.abc import Callable
from pathlib import Path

from corpus.archive import Archive
from ingest.ledger import read_ledger, write_ledger


def forget(source_id: str, folder: Path, archive: Archive, agree: Callable[[], object]) -> None:
    """Remove what the data folder ``folder`` knows of a source, and make the indexes ``agree``."""
    archive.remove(source_id)
    write_ledger(folder, (record for name, record in read_ledger(folder).items() if name != source_id))
    agree()
