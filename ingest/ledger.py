"""The ledger of a data folder: the last report of every file that was handed in, those that failed too.

The archive is the truth of what was understood; the ledger remembers what was not, and why. It may be deleted
at any time: reports of archived files are then made from the archive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.archive import replace_file
from ingest.report import Report, State

_FILE = "reports.json"


@dataclass(frozen=True, slots=True)
class Record:
    """The last report of a source, which content it is of (sha256), how that was read, and from where."""

    source_id: str
    sha256: str
    made_with: str
    path: str
    report: Report

    @property
    def is_failure(self) -> bool:
        """Whether nothing could be read."""
        return self.report.state is State.FAILED


_RECORDS = TypeAdapter(tuple[Record, ...])


def read_ledger(folder: Path) -> Mapping[str, Record]:
    """The records by source id; none where the ledger is missing or damaged."""
    try:
        records = _RECORDS.validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return {}
    return {record.source_id: record for record in records}


def write_ledger(folder: Path, records: Iterable[Record]) -> None:
    """Replace the ledger by one rename."""
    replace_file(folder / _FILE, _RECORDS.dump_json(tuple(records), indent=1))
