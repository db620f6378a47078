"""Make the sample documents into files: ``python -m corpus.samples.build [FOLDER]``."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from corpus.samples.notation import Sheet, read_sheet
from corpus.samples.pdf import draw
from corpus.samples.scan import scanned
from corpus.samples.web import write_html, write_markdown
from corpus.samples.word import write_word

HERE = Path(__file__).parent
SOURCE, FILES = HERE / "source", HERE / "files"

WRITERS: Mapping[str, Callable[[Sheet], bytes]] = {
    ".docx": write_word,
    ".html": write_html,
    ".md": write_markdown,
}


def sheets(folder: Path = SOURCE) -> Mapping[str, Sheet]:
    """All documents as written, by name."""
    return {path.stem: read_sheet(path) for path in sorted(folder.glob("*.txt"))}


def content(sheet: Sheet, every: Mapping[str, Sheet]) -> bytes:
    """The bytes of the sheet's file; a bundle is drawn of its parts."""
    suffix = Path(sheet.file or "").suffix
    if suffix in WRITERS:
        return WRITERS[suffix](sheet)
    pdf = draw([every[part] for part in sheet.parts] or [sheet])
    return scanned(pdf) if sheet.scanned else pdf


def build(folder: Path = FILES) -> tuple[Path, ...]:
    """Write every document that is a file of its own into ``folder``; the paths written."""
    every = sheets()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in every.values():
        if sheet.file:
            path = folder / sheet.file
            path.write_bytes(content(sheet, every))
            written.append(path)
    return tuple(written)


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:2]))
