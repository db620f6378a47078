"""The chat's page of precedents: a sentence, a draft or a file in; earlier decisions by outcome out."""

from typing import Protocol
from urllib.parse import urlencode

import streamlit as st

from app.chat_matter import OUTCOME_COLOURS
from app.client import Client
from app.drawing import ADDRESS, downloads, narrowing, plain, quoted, service, source
from corpus.dossier import decision_text, outcome_name, precedents_sheet, upward
from corpus.errors import ParagrafError
from corpus.model import Filters
from corpus.sheet import Format
from corpus.views import HitView, OutcomeGroup, PrecedentsView, origin, place_line

_FORMS = (Format.WORD, Format.MARKDOWN, Format.CSV)
_MEDIA = ["pdf", "docx", "txt", "md", "html"]


class _File(Protocol):
    """A file that was handed in."""

    name: str

    def getvalue(self) -> bytes: ...


def draw() -> None:
    """Draw the page."""
    client = service(ADDRESS)
    st.title("Tidigare beslut")
    st.caption(
        "Klistra in en mening, ett utkast eller en hel tjänsteskrivelse: så har liknande ärenden avgjorts."
    )
    with st.sidebar:
        filters = narrowing(client)
        limit = int(st.slider("Antal beslut", min_value=5, max_value=30, value=10, step=5))
    text = st.text_area("Ärendet", height=160, placeholder="till exempel: Ansökan om bidrag till en förening")
    file = st.file_uploader("eller en fil", type=_MEDIA)
    if st.button("Sök tidigare beslut", type="primary", disabled=not (text.strip() or file)):
        st.session_state["precedents"] = _found(client, text, file, filters, limit)
    if "precedents" in st.session_state:
        _show(client, *st.session_state["precedents"])


def _found(
    client: Client, text: str, file: _File | None, filters: Filters, limit: int
) -> tuple[str, PrecedentsView | str]:
    """What was looked for, with the decisions or the sentence that tells what went wrong."""
    try:
        if file is None:
            return text, client.precedents(text, filters, limit)
        return file.name, client.precedents_of_file(file.name, file.getvalue(), filters, limit)
    except ParagrafError as problem:
        return text, str(problem)


def _show(client: Client, asked: str, found: PrecedentsView | str) -> None:
    if isinstance(found, str):
        st.error(plain(found))
        return
    if not found.groups:
        st.info("Inga tidigare beslut i liknande ärenden hittades i samlingen.")
        return
    for group in found.groups:
        _group(client, group)
    downloads(precedents_sheet(found, asked, client.address), "tidigare-beslut", "precedents", _FORMS)


def _group(client: Client, group: OutcomeGroup) -> None:
    many = f"{len(group.rows)} ärenden" if len(group.rows) > 1 else "1 ärende"
    st.subheader(f"{outcome_name(group)} · {many}")
    for number, row in enumerate(group.rows):
        _card(client, f"{outcome_name(group)}-{number}", row)


def _card(client: Client, key: str, row: HitView) -> None:
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"**{plain(row.heading)}**")
        if row.outcome:
            right.badge(row.outcome.value, color=OUTCOME_COLOURS[row.outcome])
        st.caption(plain(f"{origin(row.document)} · {place_line(row)}{upward(row)}"))
        st.markdown(quoted(decision_text(row)))
        st.caption(plain(f"Här för att: {', '.join(row.why) or 'den liknar det som söks'}"))
        beside = source(client, key, row)
        if row.diarienummer:
            beside.link_button("Ärendets väg", f"/arende?{urlencode({'dnr': row.diarienummer[0]})}")
