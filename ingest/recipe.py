"""What a source was made with besides its bytes: whether parsing it anew would give something else."""

import hashlib

from pydantic import TypeAdapter

from corpus.model import Page, ReadBy
from ingest.parse import PARSER_VERSION
from ingest.readers import ocr
from ingest.values import Hints

_UNREAD = "+olästa"
_DIGEST_BYTES = 6
_HINTS = TypeAdapter(Hints)


def recipe(hints: Hints, pages: tuple[Page, ...] = ()) -> str:
    """Parser, the manifest's words, and whether pages wait for OCR: kept as ``Parsed.parser``."""
    unread = any(page.read_by is ReadBy.NOTHING for page in pages)
    return _base(hints) + (_UNREAD if unread and not ocr.is_available() else "")


def is_fresh(made_with: str, hints: Hints) -> bool:
    """Tell whether ``made_with`` is what would be used now; pages left unread wait for OCR."""
    if made_with == _base(hints) + _UNREAD:
        return not ocr.is_available()
    return made_with == _base(hints)


def _base(hints: Hints) -> str:
    if hints == Hints():
        return PARSER_VERSION
    digest = hashlib.blake2b(_HINTS.dump_json(hints), digest_size=_DIGEST_BYTES)
    return f"{PARSER_VERSION}+{digest.hexdigest()}"
