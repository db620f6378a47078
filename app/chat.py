"""The chat: a Streamlit page in Swedish in front of the service."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

import streamlit as st

from app.client import Client, Delta
from corpus.errors import ParagrafError
from corpus.export import answer_sheet
from corpus.model import Filters, Question, Refusal, Role, Status, Turn
from corpus.sheet import MEDIA_TYPE, Format, written
from corpus.views import AnswerView, CitationView, DocumentView, origin, place_line

ADDRESS = os.environ.get("PARAGRAF_SERVICE", "http://127.0.0.1:8000")
AVATAR = ":material/balance:"
TURNS_SENT = 8
ALL = "Alla"
Colour: TypeAlias = Literal["green", "orange", "red", "violet", "blue", "gray"]
COLOURS: dict[Status, Colour] = {
    Status.BESLUT: "green",
    Status.OMROSTNING: "green",
    Status.FORSLAG: "orange",
    Status.YRKANDE: "orange",
    Status.RESERVATION: "red",
    Status.ANTECKNING: "violet",
    Status.YTTRANDE: "blue",
}
FORMS = {Format.TEXT: "Text att klistra in", Format.WORD: "Word", Format.MARKDOWN: "Markdown"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or the sentence that tells what went wrong."""

    question: str
    answer: AnswerView | None = None
    problem: str | None = None


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Paragraf", page_icon=AVATAR, layout="centered")
    client = _client(ADDRESS)
    exchanges: list[Exchange] = st.session_state.setdefault("exchanges", [])
    st.title("§ Paragraf")
    st.caption("Frågor om kommunens protokoll och styrdokument – varje svar med källa, paragraf och sida.")
    filters = _sidebar(client)
    for number, exchange in enumerate(exchanges):
        _show(client, number, exchange)
    asked = st.chat_input("Ställ en fråga, till exempel: Vad beslutade vi om sammanträdestiderna?")
    chosen = asked or (None if exchanges else _example(client))
    if chosen:
        exchanges.append(_ask(client, chosen, exchanges, filters))
        st.rerun()


@st.cache_resource
def _client(address: str) -> Client:
    return Client(address)


@st.cache_data(ttl=60)
def _documents(address: str) -> tuple[DocumentView, ...]:
    return _client(address).documents()


@st.cache_data(ttl=60)
def _examples(address: str) -> tuple[str, ...]:
    return _client(address).examples()


@st.cache_data(max_entries=64)
def _picture(address: str, url: str) -> bytes:
    return _client(address).picture(url)


def _sidebar(client: Client) -> Filters:
    with st.sidebar:
        try:
            documents = _documents(client.address)
        except ParagrafError as problem:
            st.error(str(problem))
            return Filters()
        st.header("Avgränsa")
        filters = _filters(documents)
        st.divider()
        st.caption(f"{len(documents)} dokument i samlingen.")
        if st.button("Ny konversation", use_container_width=True):
            st.session_state["exchanges"] = []
            st.rerun()
    return filters


def _filters(documents: tuple[DocumentView, ...]) -> Filters:
    places = sorted({d.municipality for d in documents if d.municipality})
    place = st.selectbox("Kommun", [ALL, *places]) if len(places) > 1 else ALL
    chosen = None if place == ALL else place
    bodies = sorted({d.body for d in documents if d.body and chosen in (None, d.municipality)})
    body = st.selectbox("Organ", [ALL, *bodies])
    since = st.date_input("Från och med", value=None, format="YYYY-MM-DD")
    until = st.date_input("Till och med", value=None, format="YYYY-MM-DD")
    return Filters(
        municipality=chosen, body=None if body == ALL else body, since=since or None, until=until or None
    )


def _example(client: Client) -> str | None:
    try:
        examples = _examples(client.address)
    except ParagrafError:
        return None  # the sidebar already tells that the service is down
    if examples:
        st.markdown("**Prova till exempel:**")
    pressed = [question for question in examples if st.button(question, use_container_width=True)]
    return pressed[0] if pressed else None


def _ask(client: Client, text: str, earlier: list[Exchange], filters: Filters) -> Exchange:
    exchange = Exchange(text)
    with st.chat_message("user"):
        st.write(text)
    question = Question(text, _history(earlier), filters)
    answers: list[AnswerView] = []
    with st.chat_message("assistant", avatar=AVATAR):
        try:
            st.write_stream(_pieces(client, question, answers))
        except ParagrafError as problem:
            return replace(exchange, problem=str(problem))
    return replace(exchange, answer=answers[-1]) if answers else exchange


def _pieces(client: Client, question: Question, answers: list[AnswerView]) -> Iterator[str]:
    for event in client.ask_stream(question):
        if isinstance(event, Delta):
            yield event.text
        else:
            answers.append(event)


def _history(exchanges: list[Exchange]) -> tuple[Turn, ...]:
    turns = [
        turn
        for exchange in exchanges
        if exchange.answer
        for turn in (Turn(Role.USER, exchange.question), Turn(Role.ASSISTANT, exchange.answer.answer))
    ]
    return tuple(turns[-TURNS_SENT:])


def _show(client: Client, number: int, exchange: Exchange) -> None:
    with st.chat_message("user"):
        st.write(exchange.question)
    with st.chat_message("assistant", avatar=AVATAR):
        if exchange.problem:
            st.error(exchange.problem)
        if exchange.answer:
            _show_answer(client, number, exchange.answer)


def _show_answer(client: Client, number: int, answer: AnswerView) -> None:
    if answer.refusal is Refusal.NO_EVIDENCE:
        st.info(_markdown(answer.answer))
    else:
        st.markdown(_markdown(answer.answer))
    for citation in answer.citations:
        _card(client, f"{number}-{citation.marker}", citation)
    if answer.citations:
        _downloads(number, answer)


def _downloads(number: int, answer: AnswerView) -> None:
    """The answer with its sources as a file of each form."""
    sheet = answer_sheet(answer)
    for column, (form, label) in zip(st.columns(len(FORMS)), FORMS.items(), strict=True):
        column.download_button(
            label,
            partial(written, sheet, form),
            file_name=f"svar.{form}",
            mime=MEDIA_TYPE[form],
            key=f"file-{number}-{form}",
            on_click="ignore",
            icon=":material/download:",
            use_container_width=True,
        )


def _card(client: Client, key: str, citation: CitationView) -> None:
    document = citation.document
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"**[{citation.marker}] {_markdown(origin(document))}**")
        right.badge(citation.status.value, color=COLOURS.get(citation.status, "gray"))
        st.caption(_markdown(place_line(citation)))
        st.markdown(f"> {_markdown(' '.join(citation.quote.split()))}")
        show, link = st.columns([1, 1])
        if show.button("Visa sidan", key=f"page-{key}"):
            _page_dialog(client.address, citation)
        link.link_button("Öppna originalet", client.file_url(document, citation.page))


@st.dialog("Sidan i originalet", width="large")
def _page_dialog(address: str, citation: CitationView) -> None:
    st.caption(_markdown(f"{origin(citation.document)} · {place_line(citation)}"))
    try:
        st.image(_picture(address, citation.url), use_container_width=True)
    except ParagrafError as problem:
        st.error(str(problem))


def _markdown(text: str) -> str:
    """``text`` as it stands: documents must not be read as formatting."""
    for mark in "\\`*_{}[]<>#+-.!|~$:":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "  \n")


main()
