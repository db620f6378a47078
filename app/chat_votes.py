"""The chat's page of votes and positions: who moved, voted and reserved, by § and by person or party."""

import streamlit as st

from app.client import Client
from app.drawing import ADDRESS, STATUS_COLOURS, downloads, narrowing, plain, service, source
from corpus.errors import ParagrafError
from corpus.sheet import Format
from corpus.vote_views import (
    PositionsView,
    VotesView,
    VoteView,
    certainty,
    figures,
    place,
    side_lines,
    stand_line,
    summary,
    votes_sheet,
)

_FORMS = (Format.WORD, Format.MARKDOWN, Format.CSV)
# So many are drawn; the files hold them all.
_DRAWN = 30


def draw() -> None:
    """Draw the page."""
    client = service(ADDRESS)
    st.title("Röster och yrkanden")
    st.caption("Namn på rösterna visas bara där de går ihop med protokollets siffror.")
    with st.sidebar:
        filters = narrowing(client)
    left, right = st.columns(2)
    person = left.text_input("Person", placeholder="för- eller efternamn").strip()
    party = right.text_input("Parti", placeholder="som det trycks, till exempel S").strip()
    if not (person or party or filters.body or filters.since):
        st.info("Ange en person eller ett parti, eller välj organ eller tid i sidofältet.")
        return
    try:
        with st.spinner("Letar omröstningar …"):
            found = client.votes(filters, person or None, party or None)
        _show(client, found)
    except ParagrafError as problem:
        st.error(plain(str(problem)))


def _show(client: Client, found: VotesView) -> None:
    st.caption(plain(summary(found)))
    for number, row in enumerate(found.sections[:_DRAWN]):
        _card(client, f"vote-{number}", row)
    if len(found.sections) > _DRAWN:
        st.caption(f"De {_DRAWN} senaste visas. Filerna nedan har alla.")
    downloads(votes_sheet(found, client.address), "roster", "votes", _FORMS)


def _card(client: Client, key: str, row: PositionsView) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(place(row))}**")
        for stand in row.stands:
            st.badge(stand.status.value, color=STATUS_COLOURS.get(stand.status, "gray"))
            st.markdown(plain(stand_line(stand)))
        for vote in row.votes:
            _vote(vote)
        source(client, key, row)


def _vote(vote: VoteView) -> None:
    st.badge(certainty(vote), color="green" if vote.confirmed else "orange")
    st.markdown(plain("\n".join((f"Omröstning: {figures(vote)}", *side_lines(vote)))))
