"""What a body is called inside a sentence."""

from corpus.model import Document

_DEFINITE = (
    "nämnden",
    "nämndens",
    "styrelsen",
    "fullmäktige",
    "utskottet",
    "beredningen",
    "rådet",
    "kommittén",
)


def body_name(body: str) -> str:
    """A body's name inside a sentence: "kommunstyrelsen" and "tekniska nämnden", but "Sydnärkes IT-nämnd"."""
    first, *rest = body.split()
    common = first.endswith((*_DEFINITE, "-")) or first.casefold() == "nämnden"
    described = (
        first.endswith("a")
        and bool(rest)
        and rest[-1].endswith(_DEFINITE)
        and rest == [word.lower() for word in rest]
    )
    return body[0].lower() + body[1:] if common or described else body


def whose(document: Document) -> str | None:
    """The body as a sentence names it, with its municipality where the body's name alone says too little."""
    return body_name(document.body) if document.body else document.municipality
