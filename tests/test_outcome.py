"""How matters end, never how a proposition fared, and whom a decision to propose is addressed to."""

from pathlib import Path

import pytest
import yaml

from corpus.model import Kind, Outcome
from ingest.outcome import addressee, outcome
from ingest.status import parts

MOTION = "Svar på motion om fler cykelställ"
REPORT = "Delårsrapport"


def _decided(decision: str, heading: str) -> tuple[Outcome | None, str | None]:
    opening = f"§ 1\n{heading}"
    text = f"{opening}\nBeslut\n{decision}"
    found = parts(text, Kind.PROTOKOLL, len(opening))
    return outcome(text, found, heading), addressee(text, found)


@pytest.mark.parametrize(
    ("decision", "ended"),
    [
        ("Motionen avslås.", Outcome.AVSLAG),
        ("Kommunfullmäktige beslutar bifalla förslaget att avslå motionen.", Outcome.AVSLAG),
        ("Motionen avslås med hänvisning till att frågan redan är besvarad i budgeten.", Outcome.AVSLAG),
        ("Den av Anna Berg väckta motionen bifalls.", Outcome.BIFALL),
        ("Motionen tillstyrks.", Outcome.BIFALL),
        ("Motionen bifalls delvis.", Outcome.DELVIS),
        ("Motionens första att-sats bifalls.\nMotionens andra att-sats avslås.", Outcome.DELVIS),
        ("Motionen anses besvarad.", Outcome.BESVARAD),
        ("Yttrandet godkänns som svar på motionen.", Outcome.BESVARAD),
        ("1. Nämndens yttrande antecknas.\n2. Motionen avslås.", Outcome.AVSLAG),
        ("Motionen remitteras till tekniska nämnden.", None),
        ("Motionen återremitteras till kommunstyrelsen.", Outcome.ATERREMISS),
        ("Ärendet bordläggs till nästa sammanträde.", Outcome.BORDLAGD),
        ("Motionen avslås.\nYrkandet från MP bifalls inte.", Outcome.AVSLAG),
    ],
)
def test_motions(decision: str, ended: Outcome | None) -> None:
    assert _decided(decision, MOTION)[0] is ended


@pytest.mark.parametrize(
    ("decision", "ended"),
    [
        ("Rapporten godkänns.", Outcome.BIFALL),
        ("Enligt förvaltningens förslag:\nRapporten antecknas.", Outcome.NOTERAD),
        ("Nämnden lägger informationen till handlingarna.", Outcome.NOTERAD),
        ("Nämnden har tagit del av informationen.", Outcome.NOTERAD),
        ("1. Policyn antas.\n2. Den tidigare policyn upphävs.", Outcome.ANTAGEN),
        ("Taxan fastställs att gälla från 1 januari.", Outcome.ANTAGEN),
        ("Nämnden beslutar enligt förslaget.", Outcome.BIFALL),
        ("Förvaltningen får i uppdrag att utreda frågan.", Outcome.BIFALL),
        ("Ansvarsfrihet beviljas inte.", Outcome.AVSLAG),
        ("Inte godkänna handlingarna.", Outcome.AVSLAG),
        ("Rapporten godkänns. Tilläggsyrkandet från SD avslås.", Outcome.BIFALL),
        ("Efter återremiss godkänns rapporten.", Outcome.BIFALL),
        ("Anna Berg (S) utses att justera protokollet.", None),
        ("Inga anmälningar förekom.", None),
    ],
)
def test_other_matters(decision: str, ended: Outcome | None) -> None:
    assert _decided(decision, REPORT)[0] is ended


def test_what_is_only_proposed_ends_nothing() -> None:
    text = "§ 1\nSvar på motion\nFörslag till beslut\nMotionen avslås."
    found = parts(text, Kind.PROTOKOLL, 18)
    assert outcome(text, found, "Svar på motion") is None
    assert addressee(text, found) is None


@pytest.mark.parametrize(
    ("decision", "body"),
    [
        ("Kommunstyrelsen föreslår att kommunfullmäktige beslutar:\nPlanen antas.", "kommunfullmäktige"),
        ("KS föreslår KF besluta att anta planen.", "kommunfullmäktige"),
        ("att föreslå kommunfullmäktige att anta planen", "kommunfullmäktige"),
        (
            "Utskottet föreslår barn- och utbildningsnämnden besluta att anta planen.",
            "barn- och utbildningsnämnden",
        ),
        (
            "Arbetsutskottet föreslår kommunstyrelsen föreslå kommunfullmäktige att anta planen.",
            "kommunstyrelsen",
        ),
        ("Planen överlämnas till kommunfullmäktige för antagande.", "kommunfullmäktige"),
        ("Planen antas och skickas till kommunstyrelsen.", None),
        ("Kommunstyrelsen antar planen.", None),
        (
            "Kommunstyrelsen tillstyrker yrkandet från S den 4 mars och föreslår\n"
            "att kommunfullmäktige beslutar:\nMotionen avslås.",
            "kommunfullmäktige",
        ),
    ],
)
def test_addressee(decision: str, body: str | None) -> None:
    assert _decided(decision, REPORT)[1] == body


LABELLED = yaml.safe_load((Path(__file__).parent / "golden" / "outcome.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("told", LABELLED, ids=lambda told: f"{told['heading']}: {told['decision'][:40]}")
def test_labelled_decisions(told: dict[str, str | None]) -> None:
    found, body = _decided(str(told["decision"]), str(told["heading"]))
    assert (found.value if found else None, body) == (told["outcome"], told.get("addressee"))
