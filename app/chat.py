"""The chat: a Streamlit page in Swedish in front of the service."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import streamlit as st

from app import chat_documents, chat_matter, chat_precedents, chat_standing, chat_tasks, chat_votes
from app.client import Client, Delta
from app.drawing import ADDRESS, ICON, STATUS_COLOURS, downloads, narrowing, plain, quoted, service, source
from corpus.errors import ParagrafError
from corpus.export import answer_sheet
from corpus.model import Filters, Question, Refusal, Role, Turn
from corpus.sheet import Format
from corpus.views import AnswerView, CitationView, origin, place_line

TURNS_SENT = 8
FORMS = (Format.TEXT, Format.WORD, Format.MARKDOWN)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or the sentence that tells what went wrong."""

    question: str
    answer: AnswerView | None = None
    problem: str | None = None


def main() -> None:
    """Draw the page that is chosen."""
    st.set_page_config(page_title="Paragraf", page_icon=ICON, layout="centered")
    pages = [
        st.Page(ask_page, title="Fråga", icon=":material/forum:", default=True),
        st.Page(
            chat_precedents.draw,
            title="Tidigare beslut",
            icon=":material/history:",
            url_path="tidigare-beslut",
        ),
        st.Page(chat_matter.draw, title="Ärendets väg", icon=":material/timeline:", url_path="arende"),
        st.Page(chat_standing.draw, title="Gäller den?", icon=":material/gavel:", url_path="styrdokument"),
        st.Page(chat_tasks.draw, title="Uppdrag", icon=":material/assignment:", url_path="uppdrag"),
        st.Page(chat_votes.draw, title="Röster", icon=":material/how_to_vote:", url_path="roster"),
        st.Page(
            chat_documents.draw, title="Handlingar", icon=":material/folder_open:", url_path="handlingar"
        ),
    ]
    st.navigation(pages).run()


def ask_page() -> None:
    """Draw the conversation."""
    client = service(ADDRESS)
    exchanges: list[Exchange] = st.session_state.setdefault("exchanges", [])
    st.title("§ Paragraf")
    st.caption("Frågor om kommunens protokoll och styrdokument – varje svar med källa, paragraf och sida.")
    filters = _sidebar(client)
    for number, exchange in enumerate(exchanges):
        _show(client, number, exchange)
    asked = st.chat_input("Ställ en fråga, till exempel: Vad beslutade vi om sammanträdestiderna?")
    chosen = asked or (_suggestion(exchanges) if exchanges else _example(client))
    if chosen:
        exchanges.append(_ask(client, chosen, exchanges, filters))
        st.rerun()


@st.cache_data(ttl=60)
def _examples(address: str) -> tuple[str, ...]:
    return service(address).examples()


def _sidebar(client: Client) -> Filters:
    with st.sidebar:
        filters = narrowing(client)
        if st.button("Ny konversation", width="stretch"):
            st.session_state["exchanges"] = []
            st.rerun()
    return filters


def _example(client: Client) -> str | None:
    try:
        examples = _examples(client.address)
    except ParagrafError:
        return None  # the sidebar already tells that the service is down
    if examples:
        st.markdown("**Prova till exempel:**")
    pressed = [question for question in examples if st.button(question, width="stretch")]
    return pressed[0] if pressed else None


def _suggestion(exchanges: list[Exchange]) -> str | None:
    """What is pressed of the questions that the last answer leads to."""
    answer = exchanges[-1].answer
    if answer is None or not answer.suggestions:
        return None
    st.caption("Fråga vidare:")
    number = len(exchanges)
    pressed = [text for text in answer.suggestions if st.button(text, key=f"next-{number}-{text}")]
    return pressed[0] if pressed else None


def _ask(client: Client, text: str, earlier: list[Exchange], filters: Filters) -> Exchange:
    exchange = Exchange(text)
    with st.chat_message("user"):
        st.write(text)
    question = Question(text, _history(earlier), filters)
    answers: list[AnswerView] = []
    with st.chat_message("assistant", avatar=ICON):
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
    with st.chat_message("assistant", avatar=ICON):
        if exchange.problem:
            st.error(exchange.problem)
        if exchange.answer:
            _show_answer(client, number, exchange.answer)


def _show_answer(client: Client, number: int, answer: AnswerView) -> None:
    if answer.refusal is Refusal.NO_EVIDENCE:
        st.info(plain(answer.answer))
    else:
        st.markdown(plain(answer.answer))
    for citation in answer.citations:
        _card(client, f"{number}-{citation.marker}", citation)
    if answer.citations:
        downloads(answer_sheet(answer), "svar", str(number), FORMS)


def _card(client: Client, key: str, citation: CitationView) -> None:
    document = citation.document
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"**[{citation.marker}] {plain(origin(document))}**")
        right.badge(citation.status.value, color=STATUS_COLOURS.get(citation.status, "gray"))
        st.caption(plain(place_line(citation)))
        st.markdown(quoted(citation.quote))
        source(client, key, citation)


main()
