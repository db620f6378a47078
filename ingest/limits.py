"""How much of a machine one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost before it is given up with a reason.

    ``size`` and ``memory`` are bytes (``memory`` of the process that reads, where the system can hold it),
    ``pages`` a count, ``seconds`` the time for reading and parsing. A page that goes through OCR adds
    ``ocr_seconds`` to that time, and is given up alone when it takes longer;
    0 leaves scans unread.
    """

    size: int = 250_000_000
    pages: int = 5_000
    seconds: float = 120.0
    ocr_seconds: float = 180.0
    memory: int = 1_200_000_000
    ocr_threads: int = 1


def megabytes(size: int) -> str:
    """A number of bytes as a Swedish reader wants it."""
    return f"{size / 1_000_000:.0f} MB"
