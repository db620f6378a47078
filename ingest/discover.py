"""Which files a user means: the files named, and in folders all that are documents."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.readers.sniff import is_paged_medium

_DOCUMENT_SUFFIXES = frozenset(
    (".pdf", ".docx", ".txt", ".text", ".htm", ".html", ".xhtml", ".md", ".markdown")
)
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. ``id`` is its path below the root that was named, with forward slashes."""

    path: Path
    root: Path
    id: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files in order, named paths that do not exist, and how many files in folders are no documents."""

    files: tuple[Found, ...]
    missing: tuple[Path, ...]
    ignored: int


def discover(paths: Iterable[Path]) -> Discovery:
    """Walk ``paths``. A file that is named is always taken; in a folder, hidden and foreign files are not."""
    files: dict[Path, Found] = {}
    missing: list[Path] = []
    ignored = 0
    for path in paths:
        if path.is_dir():
            for found in _walk(path):
                if _is_document(found.path):
                    files.setdefault(found.path.resolve(), found)
                else:
                    ignored += 1
        elif path.exists():
            files.setdefault(path.resolve(), Found(path, path.parent, printable(path.name)))
        else:
            missing.append(path)
    return Discovery(_told_apart(tuple(files.values())), tuple(missing), ignored)


def printable(path: str) -> str:
    """``path`` with every name in it that is not UTF-8 read as Windows-1252, as names in old archives are."""
    return "/".join(map(_printable_name, path.split("/")))


def _printable_name(name: str) -> str:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("cp1252", "replace")
    return name


def _walk(root: Path) -> Iterator[Found]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            yield Found(path, root, printable(path.relative_to(root).as_posix()))


def _is_document(path: Path) -> bool:
    """Tell whether a file in a folder is meant: by its suffix, or else by a PDF's or Word's first bytes."""
    if path.name.startswith(".") or path.name.startswith("~$") or not path.is_file():
        return False
    return path.suffix.lower() in _DOCUMENT_SUFFIXES or not path.suffix or _begins_as_document(path)


def _begins_as_document(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_paged_medium(file.read(_HEAD))
    except OSError:
        return False


def _told_apart(files: Sequence[Found]) -> tuple[Found, ...]:
    """Files of one relative path under different roots bear their root's name too, and more where needed."""
    depth = 0
    while duplicates := _duplicates(files):
        depth += 1
        files = tuple(_longer(found, depth) if found.id in duplicates else found for found in files)
    return tuple(files)


def _duplicates(files: Iterable[Found]) -> set[str]:
    return {source_id for source_id, count in Counter(found.id for found in files).items() if count > 1}


def _longer(found: Found, depth: int) -> Found:
    names = found.root.resolve().parts[1:][-depth:]
    return replace(found, id=printable("/".join((*names, found.path.relative_to(found.root).as_posix()))))
