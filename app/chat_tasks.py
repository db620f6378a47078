"""The chat's page of assignments: who shall do what, by when, decided where, and what is still open."""

import datetime as dt

import streamlit as st

from app.client import Client
from app.drawing import ADDRESS, Colour, downloads, narrowing, plain, quoted, service, source
from corpus.errors import ParagrafError
from corpus.model import Filters
from corpus.sheet import Format
from corpus.swedish import fold
from corpus.task_views import (
    AssignmentsView,
    AssignmentView,
    assignments_sheet,
    decided_in,
    due_words,
    state,
    summary,
)

_COLOURS: dict[str, Colour] = {"öppet": "blue", "försenat": "red", "avslutat": "green"}
_FORMS = (Format.WORD, Format.MARKDOWN, Format.CSV)
# So many are drawn; the files hold them all.
_DRAWN = 50


def draw() -> None:
    """Draw the page."""
    client = service(ADDRESS)
    st.title("Uppdrag")
    st.caption("Vem som har fått i uppdrag att göra vad, till när och av vem – och vad som ännu är öppet.")
    with st.sidebar:
        filters = narrowing(client)
    left, right = st.columns(2)
    on = left.date_input("Läget den", value=dt.date.today(), format="YYYY-MM-DD")
    who = right.text_input("Vem", placeholder="till exempel kommundirektören")
    only_open = st.toggle("Bara öppna uppdrag", value=True)
    try:
        _show(client, _found(client, filters, on, only_open), who)
    except ParagrafError as problem:
        st.error(plain(str(problem)))


def _found(client: Client, filters: Filters, on: dt.date, only_open: bool) -> AssignmentsView:
    with st.spinner("Letar uppdrag …"):
        return client.assignments(filters, on, only_open=only_open)


def _show(client: Client, found: AssignmentsView, who: str) -> None:
    kept = tuple(one for one in found.assignments if fold(who.strip()) in fold(one.who))
    shown = AssignmentsView(found.on, kept, found.seconds)
    st.caption(plain(summary(shown)))
    for number, one in enumerate(kept[:_DRAWN]):
        _card(client, f"task-{number}", one, found.on)
    if len(kept) > _DRAWN:
        st.caption(f"De {_DRAWN} senaste visas. Filerna nedan har alla.")
    downloads(assignments_sheet(shown, client.address), "uppdrag", "tasks", _FORMS)


def _card(client: Client, key: str, one: AssignmentView, on: dt.date) -> None:
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        when = f" · {due_words(one)}" if due_words(one) else ""
        left.markdown(f"**{plain(one.who)}**{plain(when)}")
        right.badge(state(one, on), color=_COLOURS[state(one, on)])
        st.markdown(quoted(one.quote))
        st.caption(plain(f"{decided_in(one)} · {one.heading}"))
        if one.closed:
            st.caption(plain(f"Avslutat: {decided_in(one.closed)} ({one.closed.why})"))
        source(client, key, one)
