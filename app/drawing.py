"""What the chat's pages draw alike: filters, sources with their pages, files to take away."""

import os
from collections.abc import Iterable
from functools import partial
from typing import Literal, TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.client import Client
from corpus.errors import ParagrafError
from corpus.model import Filters, Status
from corpus.sheet import MEDIA_TYPE, Format, Sheet, written
from corpus.task_views import AssignmentView
from corpus.views import CitationView, DocumentView, FactView, HitView, StepView, origin
from corpus.vote_views import PositionsView

ADDRESS = os.environ.get("PARAGRAF_SERVICE", "http://127.0.0.1:8000")
ICON = ":material/balance:"
ALL = "Alla"
Sourced: TypeAlias = CitationView | StepView | HitView | FactView | AssignmentView | PositionsView
Colour: TypeAlias = Literal["green", "orange", "red", "violet", "blue", "gray"]
STATUS_COLOURS: dict[Status, Colour] = {
    Status.BESLUT: "green",
    Status.OMROSTNING: "green",
    Status.FORSLAG: "orange",
    Status.YRKANDE: "orange",
    Status.RESERVATION: "red",
    Status.ANTECKNING: "violet",
    Status.YTTRANDE: "blue",
}
_FORMS = {
    Format.TEXT: "Text att klistra in",
    Format.WORD: "Word",
    Format.MARKDOWN: "Markdown",
    Format.CSV: "CSV",
}


@st.cache_resource
def service(address: str = ADDRESS) -> Client:
    """The service that the pages speak to."""
    return Client(address)


@st.cache_data(ttl=60)
def documents(address: str) -> tuple[DocumentView, ...]:
    """Everything in the collection."""
    return service(address).documents()


@st.cache_data(max_entries=64)
def _picture(address: str, url: str) -> bytes:
    return service(address).picture(url)


def narrowing(client: Client) -> Filters:
    """The sidebar's fields, as filters; what is wrong with the service is told there."""
    try:
        found = documents(client.address)
    except ParagrafError as problem:
        st.error(str(problem))
        return Filters()
    st.header("Avgränsa")
    filters = _filters(found)
    st.divider()
    st.caption(f"{len(found)} dokument i samlingen.")
    return filters


def _filters(found: tuple[DocumentView, ...]) -> Filters:
    chosen = municipality(found)
    bodies = sorted({d.body for d in found if d.body and chosen in (None, d.municipality)})
    body = st.selectbox("Organ", [ALL, *bodies])
    since = st.date_input("Från och med", value=None, format="YYYY-MM-DD")
    until = st.date_input("Till och med", value=None, format="YYYY-MM-DD")
    return Filters(
        municipality=chosen, body=None if body == ALL else body, since=since or None, until=until or None
    )


def municipality(found: tuple[DocumentView, ...]) -> str | None:
    """The municipality that is picked, where there are several."""
    places = sorted({document.municipality for document in found if document.municipality})
    place = st.selectbox("Kommun", [ALL, *places]) if len(places) > 1 else ALL
    return None if place == ALL else place


def source(client: Client, key: str, view: Sourced) -> DeltaGenerator:
    """Two buttons: the page with the passage marked, and the document itself; the room beside them."""
    show, link, beside = st.columns(3)
    if show.button("Visa sidan", key=f"page-{key}"):
        _page_dialog(client.address, view.document, view.url)
    link.link_button("Öppna originalet", client.file_url(view.document, view.page))
    return beside


@st.dialog("Sidan i originalet", width="large")
def _page_dialog(address: str, document: DocumentView, url: str) -> None:
    st.caption(plain(origin(document)))
    try:
        st.image(_picture(address, url), width="stretch")
    except ParagrafError as problem:
        st.error(str(problem))


def downloads(sheet: Sheet, name: str, key: str, forms: Iterable[Format]) -> None:
    """The sheet as a file of each form."""
    offered = list(forms)
    for column, form in zip(st.columns(len(offered)), offered, strict=True):
        column.download_button(
            _FORMS[form],
            partial(written, sheet, form),
            file_name=f"{name}.{form}",
            mime=MEDIA_TYPE[form],
            key=f"file-{key}-{form}",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )


def quoted(text: str) -> str:
    """A document's words as a block of quotation."""
    return f"> {plain(' '.join(text.split()))}"


def plain(text: str) -> str:
    """``text`` as it stands: documents must not be read as formatting."""
    for mark in "\\`*_{}[]<>#+-.!|~$:":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "  \n")
