"""A manifest: what a user says of files that the files do not say themselves, as CSV or YAML.

A row names a file (its path from the manifest's folder) and any of key, municipality, body, date, kind, title
and url; Swedish names of the columns do as well. In YAML it is a list of such rows.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from corpus.errors import BadInput
from corpus.model import Kind
from ingest.readers.text import decode
from ingest.values import Hints

_COLUMNS = {
    "fil": "file",
    "nyckel": "key",
    "id": "key",
    "kommun": "municipality",
    "organ": "body",
    "nämnd": "body",
    "datum": "date",
    "typ": "kind",
    "dokumenttyp": "kind",
    "titel": "title",
    "rubrik": "title",
    "adress": "url",
    "länk": "url",
}  # fmt: skip
_KNOWN = ("file", "key", "municipality", "body", "date", "kind", "title", "url")


@dataclass(frozen=True, slots=True)
class Row:
    """What a manifest says of one file; ``key`` is its identity, whatever the file is called."""

    key: str | None = None
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by the file's resolved path."""

    rows: Mapping[Path, Row]

    def row(self, path: Path) -> Row:
        """What is said of the file at ``path``: nothing, if it is not listed."""
        return self.rows.get(path.resolve(), Row())


NO_MANIFEST = Manifest({})


def read_manifest(path: Path) -> Manifest:
    """The manifest at ``path``. Raises BadInput with the row that cannot be understood."""
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise BadInput(f"Manifestet {path} kan inte läsas: {error.strerror}.") from error
    listed = _yaml_rows(text, path) if path.suffix.lower() in (".yaml", ".yml") else _csv_rows(text)
    rows: dict[Path, Row] = {}
    for number, fields in listed:
        where = f"{path.name}, rad {number}"
        rows[(path.parent / _file(fields, where)).resolve()] = _row(fields, where)
    return Manifest(rows)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    for fields in reader:
        yield (
            reader.line_num,
            _named((name, value) for name, value in fields.items() if isinstance(value, str)),
        )


def _yaml_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        listed = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadInput(f"Manifestet {path} är inte giltig YAML.") from error
    if not isinstance(listed, list) or not all(isinstance(fields, dict) for fields in listed):
        raise BadInput(f"Manifestet {path} ska vara en lista där varje post har fältet file.")
    for number, fields in enumerate(listed, start=1):
        yield number, _named((str(name), str(value)) for name, value in fields.items() if value is not None)


def _named(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields that are known and not empty, by their English names."""
    named = (
        (_COLUMNS.get(name.strip().lower(), name.strip().lower()), value.strip())
        for name, value in fields
        if name
    )
    return {name: value for name, value in named if name in _KNOWN and value}


def _file(fields: Mapping[str, str], where: str) -> str:
    if "file" not in fields:
        raise BadInput(f"{where}: kolumnen file saknas eller är tom.")
    return fields["file"]


def _row(fields: Mapping[str, str], where: str) -> Row:
    hints = Hints(
        municipality=fields.get("municipality"),
        body=fields.get("body"),
        date=_date(fields["date"], where) if "date" in fields else None,
        kind=_kind(fields["kind"], where) if "kind" in fields else None,
        title=fields.get("title"),
        url=fields.get("url"),
    )
    return Row(fields.get("key"), hints)


def _date(text: str, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{where}: datumet ”{text}” ska skrivas som 2024-04-25.") from None


def _kind(text: str, where: str) -> Kind:
    try:
        return Kind(text.lower())
    except ValueError:
        raise BadInput(f"{where}: dokumenttypen ”{text}” finns inte; välj bland {', '.join(Kind)}.") from None
