"""Every error that Paragraf raises on purpose; each message is a Swedish sentence that names the way out.

ParagrafError
├── UnreadableFile          a file that ingest reports and leaves
│   ├── EmptyFile
│   ├── BrokenFile
│   ├── EncryptedFile
│   ├── ErrorPage           what a web server sent in the place of the file
│   ├── UnknownFormat
│   └── TooLarge            beyond a limit of size, pages or time
├── CannotStart             a port, a folder or a part that is needed is not to be had
│   ├── DataFolderBusy
│   ├── ModelMissing
│   └── StaleIndex          built by another embedder or format
├── DamagedArchive          a file of the archive cannot be read; the others can
├── NotFound                no such document, page or file
├── BadInput                a value that a user gave cannot be understood
└── ServiceDown             the service does not answer
"""


class ParagrafError(Exception):
    """The root; ``str(error)`` is fit for a user to read."""


class UnreadableFile(ParagrafError):
    """A file cannot be read; ingest reports it and goes on."""


class EmptyFile(UnreadableFile):
    """The file holds nothing."""


class BrokenFile(UnreadableFile):
    """The file is damaged."""


class EncryptedFile(UnreadableFile):
    """The file asks for a password."""


class ErrorPage(UnreadableFile):
    """The file is what a web server sends when it has not what was asked for."""


class UnknownFormat(UnreadableFile):
    """The file is of a sort that is not read."""


class TooLarge(UnreadableFile):
    """The file is beyond a limit of size, pages or time."""


class CannotStart(ParagrafError):
    """Something that is needed is taken or missing."""


class DataFolderBusy(CannotStart):
    """Another process owns the data folder."""


class ModelMissing(CannotStart):
    """The embedding model has not been set up."""


class StaleIndex(CannotStart):
    """The index was built by another embedder or in another format."""


class DamagedArchive(ParagrafError):
    """A file of the archive cannot be read."""


class NotFound(ParagrafError):
    """There is no such document, page or file."""


class BadInput(ParagrafError):
    """A value that a user gave cannot be understood."""


class ServiceDown(ParagrafError):
    """The service does not answer."""
