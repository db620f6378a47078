"""The chat's page of a matter's way: its steps drawn in time, each with its page, and what is missing."""

from collections.abc import Iterable

import streamlit as st

from app.client import Client
from app.drawing import (
    ADDRESS,
    STATUS_COLOURS,
    Colour,
    documents,
    downloads,
    municipality,
    plain,
    quoted,
    service,
    source,
)
from corpus.dossier import day, matter_sheet
from corpus.errors import ParagrafError
from corpus.model import Outcome
from corpus.sheet import Format
from corpus.views import MatterView, StepView

OUTCOME_COLOURS: dict[Outcome, Colour] = {
    Outcome.BIFALL: "green",
    Outcome.ANTAGEN: "green",
    Outcome.DELVIS: "green",
    Outcome.AVSLAG: "red",
    Outcome.BORDLAGD: "orange",
    Outcome.ATERREMISS: "orange",
    Outcome.BESVARAD: "blue",
    Outcome.NOTERAD: "gray",
}
_DRAWN = {"green": "#2e7d32", "red": "#c62828", "orange": "#ef6c00", "blue": "#1565c0", "gray": "#757575"}
_NO_OUTCOME = "inget utfall"
_FORMS = (Format.WORD, Format.MARKDOWN, Format.CSV)


def draw() -> None:
    """Draw the page; ``?dnr=`` in its address names the matter."""
    client = service(ADDRESS)
    st.title("Ärendets väg")
    st.caption("Alla handlingar och beslut i ett ärende, genom alla organ, och det som saknas i samlingen.")
    with st.sidebar:
        place = _place(client)
    asked = st.text_input(
        "Diarienummer eller ärendets namn",
        value=st.query_params.get("dnr", ""),
        placeholder="till exempel KS 2024/93 eller avgiftsfri kulturskola",
    )
    if not asked.strip():
        return
    st.query_params["dnr"] = asked
    try:
        _show(client, client.matter(asked, place))
    except ParagrafError as problem:
        st.error(plain(str(problem)))


def _place(client: Client) -> str | None:
    try:
        return municipality(documents(client.address))
    except ParagrafError as problem:
        st.error(str(problem))
        return None


def _show(client: Client, matter: MatterView) -> None:
    st.subheader(plain(matter.heading))
    numbers = ", ".join((matter.diarienummer, *matter.also))
    told = (matter.municipality, f"Dnr {numbers}", f"{len(matter.steps)} steg")
    st.caption(plain(" · ".join(piece for piece in told if piece)))
    if any(step.date for step in matter.steps):
        _timeline(matter.steps)
    for number, step in enumerate(matter.steps):
        _card(client, f"step-{number}", step)
    if matter.missing:
        st.warning(
            "**Det här saknas i samlingen**\n\n" + "\n".join(f"- {plain(it)}" for it in matter.missing)
        )
    downloads(matter_sheet(matter, client.address), "arende", "matter", _FORMS)


def _timeline(steps: Iterable[StepView]) -> None:
    """Each body on a line of its own, its steps as points in time, joined in the order of the way."""
    points = [_point(number, step) for number, step in enumerate(steps) if step.date]
    bodies = list(dict.fromkeys(point["organ"] for point in points))
    outcomes = list(dict.fromkeys(point["utfall"] for point in points))
    x = {"field": "datum", "type": "temporal", "title": None, "axis": {"format": "%Y-%m", "labelAngle": 0}}
    y = {"field": "organ", "type": "nominal", "title": None, "sort": bodies, "axis": {"labelLimit": 220}}
    colours = {"domain": outcomes, "range": [_colour(outcome) for outcome in outcomes]}
    told = [{"field": name, "type": "nominal"} for name in ("datum", "steg", "paragraf", "rubrik", "utfall")]
    way = {
        "mark": {"type": "line", "color": "#bdbdbd"},
        "encoding": {"x": x, "y": y, "order": {"field": "nr"}},
    }
    dots = {
        "mark": {"type": "circle", "size": 170, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "color": {"field": "utfall", "type": "nominal", "title": "Utfall", "scale": colours},
            "tooltip": told,
        },
    }
    labels = {
        "mark": {"type": "text", "dy": -15, "fontSize": 11},
        "encoding": {"x": x, "y": y, "text": {"field": "paragraf"}},
    }
    drawing = {"data": {"values": points}, "height": 70 + 48 * len(bodies), "layer": [way, dots, labels]}
    st.vega_lite_chart(drawing, width="stretch")


def _point(number: int, step: StepView) -> dict[str, str]:
    return {
        "nr": f"{number:03}",
        "datum": str(step.date),
        "organ": step.document.body or step.stage,
        "steg": step.stage,
        "paragraf": step.section or "",
        "rubrik": step.heading,
        "utfall": step.outcome.value if step.outcome else _NO_OUTCOME,
    }


def _colour(outcome: str) -> str:
    return "#9e9e9e" if outcome == _NO_OUTCOME else _DRAWN[OUTCOME_COLOURS[Outcome(outcome)]]


def _card(client: Client, key: str, step: StepView) -> None:
    document = step.document
    with st.container(border=True):
        left, middle, right = st.columns([6, 2, 2], vertical_alignment="center")
        told = (day(document), document.body or document.kind.value, step.section)
        left.markdown(f"**{plain(' · '.join(piece for piece in told if piece))}**")
        middle.badge(step.stage, color="gray")
        if step.outcome:
            right.badge(step.outcome.value, color=OUTCOME_COLOURS[step.outcome])
        else:
            right.badge(step.status.value, color=STATUS_COLOURS.get(step.status, "gray"))
        upward = f" · förslag till {step.addressee}" if step.addressee else ""
        st.markdown(plain(f"{step.heading}{upward}"))
        st.markdown(quoted(step.quote))
        also = f" · finns även i {', '.join(other.file for other in step.also)}" if step.also else ""
        st.caption(plain(f"Hör hit: {step.link}{also}"))
        source(client, key, step)
