"""The chat's page of governing documents: which version is in force on a day, and what tells it."""

import datetime as dt

import streamlit as st

from app.client import Client
from app.drawing import ADDRESS, Colour, documents, downloads, municipality, plain, quoted, service, source
from corpus.dossier import edition_lines, fact_line, standing_sheet
from corpus.errors import ParagrafError
from corpus.sheet import Format
from corpus.views import EditionView, InForce, StandingView

_COLOURS: dict[InForce, Colour] = {InForce.YES: "green", InForce.NO: "red", InForce.UNKNOWN: "orange"}
_BADGES = {InForce.YES: "gäller", InForce.NO: "gäller inte", InForce.UNKNOWN: "okänt"}
_FORMS = (Format.WORD, Format.MARKDOWN, Format.CSV)


def draw() -> None:
    """Draw the page; ``?namn=`` in its address names the document."""
    client = service(ADDRESS)
    st.title("Gäller den fortfarande?")
    st.caption("När ett styrdokument antogs, vad det ersatte och vilken version som gäller en viss dag.")
    try:
        with st.sidebar:
            place = municipality(documents(client.address))
        left, right = st.columns([3, 1])
        asked = left.text_input(
            "Styrdokumentets namn",
            value=st.query_params.get("namn", ""),
            placeholder="till exempel policy för representation",
        )
        on = right.date_input("Dag", value=dt.date.today(), format="YYYY-MM-DD")
        if asked.strip():
            st.query_params["namn"] = asked
            _show(client, client.standing(asked, on, place))
    except ParagrafError as problem:
        st.error(plain(str(problem)))


def _show(client: Client, standing: StandingView) -> None:
    for number, edition in enumerate(standing.editions):
        _card(client, str(number), edition)
    downloads(standing_sheet(standing, client.address), "styrdokument", "standing", _FORMS)


def _card(client: Client, key: str, edition: EditionView) -> None:
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"**{plain(edition.title)}**")
        right.badge(_BADGES[edition.in_force], color=_COLOURS[edition.in_force])
        st.markdown(plain("\n".join(edition_lines(edition))))
        for number, fact in enumerate(edition.facts):
            st.caption(plain(fact_line(fact)))
            st.markdown(quoted(fact.quote))
            source(client, f"{key}-{number}", fact)
