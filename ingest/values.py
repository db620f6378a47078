"""What passes between the rungs of ingest: a file as it was read, and what a manifest says of it."""

import datetime as dt
from dataclasses import dataclass

from corpus.model import Kind, Medium, Page


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline; ``page`` counts from 1, ``level`` from 0 at the top."""

    title: str
    page: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as its reader leaves it: raw pages in order, with the outline where the medium has one."""

    medium: Medium
    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a manifest says and the file may not; a given value overrides what stands on the page."""

    municipality: str | None = None
    body: str | None = None
    date: dt.date | None = None
    kind: Kind | None = None
    title: str | None = None
    url: str | None = None
