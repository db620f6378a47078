"""A draft that is handed in as a file, as text."""

from ingest.readers import read


def draft_text(content: bytes) -> str:
    """The text of a draft in any medium that ingest reads. Raises a sort of UnreadableFile."""
    return "\n".join(page.text for page in read(content).pages)
