"""The chat's page of documents: hand files in, see what was read of each, and take documents away."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from app.client import Client, Progress
from app.drawing import ADDRESS, documents, plain, service
from corpus.errors import ParagrafError
from corpus.views import DocumentView, origin

MEDIA = ("pdf", "docx", "txt", "md", "html", "htm")
_STATES = {"ingested": "Inläst", "unchanged": "Fanns redan", "failed": "Kunde inte läsas"}


def draw() -> None:
    """Draw the page."""
    client = service(ADDRESS)
    st.title("Handlingar")
    st.caption("Läs in protokoll, handlingar och styrdokument, och se vad samlingen innehåller.")
    files = st.file_uploader("Filer", type=list(MEDIA), accept_multiple_files=True)
    if st.button("Läs in", type="primary", disabled=not files):
        st.session_state["handed_in"] = _handed_in(client, [(file.name, file.getvalue()) for file in files])
        documents.clear()
    if "handed_in" in st.session_state:
        _show_result(st.session_state["handed_in"])
    try:
        _show_collection(client)
    except ParagrafError as problem:
        st.error(plain(str(problem)))


def _handed_in(client: Client, files: Sequence[tuple[str, bytes]]) -> Mapping[str, Any] | str:
    """The report of the files, or the sentence that tells what went wrong."""
    bar = st.progress(0.0, "Skickar filerna …")
    try:
        for told in client.upload_stream(files):
            if not isinstance(told, Progress):
                return told
            bar.progress(told.done / max(told.total, 1), _progress_text(told))
    except ParagrafError as problem:
        return str(problem)
    finally:
        bar.empty()
    return "Tjänsten avbröt inläsningen. Försök igen; det som hann läsas in finns kvar."


def _progress_text(told: Progress) -> str:
    if told.step == "read":
        return f"Läser filerna: {told.done} av {told.total} ({plain(told.file or '')})"
    return f"Gör texten sökbar: {told.done} av {told.total} stycken"


def _show_result(result: Mapping[str, Any] | str) -> None:
    if isinstance(result, str):
        st.error(plain(result))
        return
    for report in result["files"]:
        shown = st.error if report["state"] == "failed" else st.success
        shown("  \n".join(map(plain, _lines(report))))


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    """What became of a file, and the §§ that its own contents list names and nobody found."""
    yield f"{report['file']}: {_STATES[report['state']]}"
    if report["state"] == "ingested":
        scanned = f", varav {report['ocr_pages']} inskannade" if report["ocr_pages"] else ""
        inside = f"{report['documents']} dokument · {report['sections']} avsnitt"
        yield f"{report['pages']} sidor{scanned} · {inside}"
    if report["reason"]:
        yield report["reason"]
    for coverage in report["coverage"]:
        if coverage["missing"]:
            yield f"Paragrafer som inte hittades: {', '.join(coverage['missing'])}"


def _show_collection(client: Client) -> None:
    found = documents(client.address)
    status = client.status()
    st.subheader(f"I samlingen: {len(found)} dokument i {status['sources']} filer")
    for failure in status["failed"]:
        st.warning(plain(f"{failure['file']}: {failure['reason']}"))
    wanted = st.text_input("Visa de som heter", placeholder="till exempel kommunstyrelsen 2024")
    words = wanted.casefold().split()
    shown = [view for view in found if all(word in _name(view).casefold() for word in words)]
    st.dataframe([_row(view) for view in shown], hide_index=True, width="stretch")
    _forgetting(client, shown)


def _forgetting(client: Client, shown: Sequence[DocumentView]) -> None:
    with st.expander("Ta bort ett dokument"):
        chosen = st.selectbox("Dokument", shown, index=None, format_func=_name)
        st.caption("Hela filen tas bort ur arkivet och ur alla index.")
        if st.button("Ta bort", disabled=chosen is None) and chosen:
            client.forget(chosen.id)
            documents.clear()
            st.session_state.pop("handed_in", None)
            st.rerun()


def _name(view: DocumentView) -> str:
    return f"{origin(view)} ({view.file})"


def _row(view: DocumentView) -> dict[str, str]:
    first, last = view.pages or (None, None)
    pages = "" if first is None else f"{first}–{last}" if last != first else f"{first}"
    return {
        "Datum": view.date.isoformat() if view.date else "",
        "Organ": view.body or "",
        "Slag": view.kind.value,
        "Rubrik": view.title,
        "Kommun": view.municipality or "",
        "Fil": view.file,
        "Sidor": pages,
    }
