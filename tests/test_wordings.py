"""Each kind of question, put in the many ways that politicians put it."""

import pytest

from corpus.model import Outcome, Question, Refusal
from retrieval.answer import answer
from retrieval.asked import asked
from retrieval.query import known, parse_query
from retrieval.slots import Slot
from tests.shelf import MADE_BY, B, R, Y, ask, document, section, shelf

KS, KF = "Kommunstyrelsen", "Kommunfullmäktige"
MOTION = "Motion om solceller på skolornas tak"
POSTPONED = section(
    MOTION,
    (B, "Beslut\nÄrendet bordläggs till sammanträdet den 13 mars 2031."),
    label="§ 20",
    dnr="KS 2030/77",
    outcome=Outcome.BORDLAGD,
)
UPWARD = section(
    MOTION,
    (
        Y,
        "Yrkanden\nKim Lo (V) yrkar bifall till motionen.\nBo Vik (S) yrkar avslag på motionen.\n"
        "Jo Ek (C) yrkar att motionen anses besvarad.",
    ),
    (B, "Beslut\nKommunstyrelsen föreslår att kommunfullmäktige beslutar:\nMotionen avslås."),
    (R, "Reservation\nKim Lo (V) reserverar sig mot beslutet."),
    label="§ 31",
    dnr="KS 2030/77",
    outcome=Outcome.AVSLAG,
    addressee=KF,
)
GRANTED = section(
    MOTION,
    (B, "Beslut\nMotionen bifalls."),
    label="§ 9",
    dnr="KS 2030/77",
    outcome=Outcome.BIFALL,
)
TAXA = section(
    "Taxa för båtplatser per mars 2030",
    (B, "Beslut\nTaxan fastställs till 900 kronor."),
    label="§ 32",
    dnr="KS 2031/5",
    outcome=Outcome.BIFALL,
)
MEETINGS = shelf(
    (document(KS, "2031-02-13"), POSTPONED),
    (document(KS, "2031-03-13"), UPWARD),
    (document(KS, "2031-03-13"), TAXA),
    (document(KF, "2031-04-02"), GRANTED),
)


def told(question: str) -> str:
    """The answer where the whole collection can be gone through, as an archive can."""
    query = parse_query(Question(question), known(held for held, _ in MEETINGS.held))
    hits = MEETINGS.hits(question)
    return answer(query, hits, MEETINGS, MADE_BY, lambda filters: hits).text


@pytest.mark.parametrize(
    "question",
    [
        "Vilka datum har KS 2030/77 varit uppe?",
        "Vid vilka sammanträden har ärende KS 2030/77 behandlats?",
        "Vilka möten togs motionen om solceller på skolornas tak upp på?",
        "Vid vilka tillfällen diskuterades motionen om solceller på skolornas tak?",
    ],
)
def test_all_meetings_of_a_matter_are_told(question: str) -> None:
    text = told(question)
    assert [line.partition(" [")[0] for line in text.split("\n")[1:]] == [
        "– 13 februari 2031, kommunstyrelsen § 20 (bordlagd)",
        "– 13 mars 2031, kommunstyrelsen § 31 (förslag till kommunfullmäktige: avslag)",
        "– 2 april 2031, kommunfullmäktige § 9 (bifall)",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Vilket datum var KS 2030/77 uppe i kommunfullmäktige?",
        "När kom motionen om solceller på skolornas tak upp i kommunfullmäktige?",
        "Vilken dag avhandlades motionen om solceller på skolornas tak i kommunfullmäktige?",
    ],
)
def test_the_day_that_a_matter_was_before_a_body_is_told(question: str) -> None:
    assert "2 april 2031" in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "Vad beslutade kommunstyrelsen respektive kommunfullmäktige i ärende KS 2030/77?",
        "Jämför besluten i kommunstyrelsen och kommunfullmäktige om solceller på skolornas tak.",
        "Vad beslutade kommunstyrelsen och vad beslutade kommunfullmäktige om solceller på skolornas tak?",
    ],
)
def test_what_two_bodies_decided_is_a_line_each_and_a_proposal_told_as_one(question: str) -> None:
    assert told(question).split("\n")[1:] == [
        "– 13 mars 2031, kommunstyrelsen § 31, förslag till kommunfullmäktige: »Motionen avslås.« [1]",
        "– 2 april 2031, kommunfullmäktige § 9: »Motionen bifalls.« [2]",
    ]


def test_a_body_that_has_not_decided_is_said_not_to_have() -> None:
    asked_of = "Vad beslutade kommunstyrelsen respektive kommunfullmäktige om taxan för båtplatser?"
    assert told(asked_of).endswith("Något beslut från kommunfullmäktige hittar jag inte i ärendet.")


@pytest.mark.parametrize(
    "question",
    [
        "Vilka lade yrkanden om solceller på skolornas tak i kommunstyrelsen den 13 mars 2031?",
        "Vem framställde yrkande när kommunstyrelsen den 13 mars 2031 behandlade solceller på skolornas tak?",
        "Vilka ledamöter yrkade något om solceller på skolornas tak?",
    ],
)
def test_all_who_moved_are_told(question: str) -> None:
    assert all(name in told(question) for name in ("Kim Lo", "Bo Vik", "Jo Ek"))


@pytest.mark.parametrize(
    "question",
    [
        "Fanns det någon som reserverade sig mot solceller på skolornas tak, och i så fall vem?",
        "Reserverade sig någon mot beslutet om solceller på skolornas tak?",
        "Blev det några reservationer om solceller på skolornas tak?",
        "Vem anmälde reservation mot beslutet om solceller på skolornas tak?",
    ],
)
def test_who_reserved_if_anybody(question: str) -> None:
    assert "Kim Lo (V) reserverar sig" in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "Var det kommunstyrelsen som hade sista ordet om solceller på skolornas tak den 13 mars 2031?",
        "Avgjorde kommunstyrelsen själv solceller på skolornas tak 2031-03-13, eller gick det vidare?",
        "Är motionen om solceller slutligt beslutad i kommunstyrelsen, eller är det bara ett förslag vidare?",
    ],
)
def test_who_has_the_last_word(question: str) -> None:
    text = told(question)
    assert text.startswith("Nej, det är ett förslag vidare. Kommunstyrelsen beslutade den 13 mars 2031")
    assert "att föreslå kommunfullmäktige" in text
    assert "»Motionen bifalls.«" in text


@pytest.mark.parametrize(
    "question",
    [
        "Vilka ärenden bordlades av kommunstyrelsen den 13 februari 2031?",
        "Lista de ärenden som sköts upp i kommunstyrelsen 2031-02-13.",
        "Vilka frågor bordlade kommunstyrelsen den 13 februari 2031?",
    ],
)
def test_what_was_put_off_at_a_meeting_is_listed(question: str) -> None:
    assert told(question).split("\n") == [
        "Det finns 1 i protokollen här från kommunstyrelsen den 13 februari 2031:",
        f"– § 20: {MOTION} (bordlagd) [1]",
    ]


def test_a_proposal_to_decline_stands_apart() -> None:
    lead, item = told("Vilka ärenden fick avslag i kommunstyrelsen den 13 mars 2031?").split("\n")
    assert lead.startswith("Bara föreslaget, för beslut av någon annan")
    assert "(förslag till kommunfullmäktige: avslag)" in item


@pytest.mark.parametrize(
    "question",
    ["Vad beslutade kommunstyrelsen den 13 mars 2031?", "Vilka beslut fattade kommunstyrelsen 2031-03-13?"],
)
def test_all_of_a_meeting_is_listed(question: str) -> None:
    assert [line.split(": ")[0] for line in told(question).split("\n")[1:]] == [
        "– § 31",
        "– § 32",
    ]


def test_all_of_a_month_is_listed() -> None:
    text = told("Vilka ärenden behandlades i februari 2031?")
    assert text.startswith("Det finns 1 i protokollen här")
    assert "§ 20" in text


@pytest.mark.parametrize(
    "question",
    ["Vad beslutade kommunstyrelsen den 14 mars 2031?", "Vilka ärenden behandlade nämnden 2031-03-20?"],
)
def test_a_day_without_a_meeting_is_not_answered_from_another(question: str) -> None:
    assert ask(MEETINGS, question).refusal is Refusal.NO_EVIDENCE


def test_a_time_in_the_subject_of_a_named_day_is_not_the_meetings() -> None:
    asked_of = "Vad kom kommunstyrelsen fram till den 13 mars 2031 när det gäller taxa per mars 2030?"
    assert "»Taxan fastställs till 900 kronor.«" in told(asked_of)


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("Var i protokollet från nämnden 2031-03-13 hittar jag badhuset?", Slot.LABEL),
        ("Jag behöver ärendenumret till badhuset", Slot.DOCUMENT_NUMBER),
        ("Vad landade nämnden i om badhuset?", Slot.DECISION),
        ("Vilka datum sammanträder nämnden?", Slot.LIST),
        ("Vilka yrkanden lades om badhuset?", Slot.WHO),
        ("Gick badhuset igenom i nämnden?", Slot.YES_NO),
        ("Hur många röster fick ja respektive nej om badhuset?", Slot.VOTE),
        ("Skickade nämnden badhuset vidare, eller avgjordes det där?", Slot.DECIDED_YET),
        ("När har badhuset varit uppe?", Slot.MEETINGS),
        ("Berätta hur badhuset har gått.", Slot.TIMELINE),
    ],
)
def test_the_kind_is_known_by_many_words(question: str, slot: Slot) -> None:
    (only,) = asked(question).asks
    assert only.slot is slot
    assert {term.word for term in only.terms} <= {"badhuset", "sammanträder", "igenom"}
