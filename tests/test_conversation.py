"""Follow-up questions made whole from the turns before them."""

import datetime as dt

import pytest

from corpus.model import Question, Refusal, Role, Turn
from retrieval.conversation import made_whole, staying
from tests.shelf import SHELF, B, ask, document, section, shelf

MEETING = dt.date(2031, 4, 25)
HISTORY = (
    Turn(Role.USER, "Bifölls initiativärendet om en ny badbrygga i Nordhamn?"),
    Turn(
        Role.ASSISTANT,
        "Nej, samhällsplaneringsnämnden avslog initiativärendet den 25 april 2031 (§ 80, dnr 2031/89).",
    ),
)


def _whole(text: str, history: tuple[Turn, ...] = HISTORY) -> str:
    return made_whole(Question(text, history), frozenset({MEETING}))


@pytest.mark.parametrize(
    "text",
    [
        "Vem reserverade sig mot beslutet?",
        "och vad sa oppositionen?",
        "Vad står det i den paragrafen?",
        "Varför?",
        "Hur motiverades avslaget?",
        "Hur lång ska badbryggan vara?",
    ],
)
def test_what_is_pointed_at_is_carried_over(text: str) -> None:
    whole = _whole(text)
    assert whole.startswith(text)
    for piece in ("§ 80", "2031/89", "Samhällsplaneringsnämnden", "25 april 2031", "badbrygga", "Nordhamn"):
        assert piece in whole


@pytest.mark.parametrize(
    "text", ["Vilka kostnader har bullerplanket vid motorvägen?", "Vem är ordförande i socialnämnden?"]
)
def test_a_question_about_something_else_is_left_alone(text: str) -> None:
    assert _whole(text) == text


def test_a_question_that_names_no_place_may_stay_where_the_talk_is() -> None:
    stayed = staying(Question("Vem väljer entreprenör?", HISTORY), frozenset({MEETING}))
    assert stayed is not None
    assert "§ 80" in stayed.text
    assert "badbrygga" not in stayed.text


@pytest.mark.parametrize("text", ["Vem är ordförande i socialnämnden?", "Vem reserverade sig mot beslutet?"])
def test_a_question_with_a_place_or_that_leans_on_the_talk_does_not_stay(text: str) -> None:
    assert staying(Question(text, HISTORY), frozenset({MEETING})) is None


def test_another_body_takes_the_matter_along_but_not_the_section() -> None:
    whole = _whole("Vad beslutade kommunfullmäktige i det ärendet?")
    assert "2031/89" in whole
    assert "badbrygga" in whole
    assert "§ 80" not in whole
    assert "25 april" not in whole


def test_another_section_takes_the_meeting_along_but_not_the_matter() -> None:
    whole = _whole("Och § 81?")
    assert "Samhällsplaneringsnämnden" in whole
    assert "25 april 2031" in whole
    assert "§ 80" not in whole
    assert "2031/89" not in whole


def test_another_municipality_takes_the_topic_along_alone() -> None:
    whole = _whole("Och i Söderby kommun då?")
    assert "badbrygga" in whole
    assert "2031/89" not in whole
    assert "Samhällsplaneringsnämnden" not in whole


def test_another_matter_is_not_mixed_with_the_last() -> None:
    whole = _whole("Vad gäller det ärendet, dnr 2031/12?")
    assert "2031/89" not in whole
    assert "§ 80" not in whole


def test_of_several_sections_none_is_chosen() -> None:
    history = (*HISTORY, Turn(Role.ASSISTANT, "Se § 12 och § 13 den 25 april 2031."))
    assert "§ 1" not in _whole("Vem reserverade sig mot beslutet?", history)


def test_a_day_that_is_no_meeting_is_not_carried_over() -> None:
    history = (Turn(Role.ASSISTANT, "Badet öppnar den 1 juni 2031, § 80."),)
    assert "1 juni" not in _whole("Vem reserverade sig mot beslutet?", history)


def test_without_a_history_nothing_is_added() -> None:
    assert _whole("Vem reserverade sig mot beslutet?", ()) == "Vem reserverade sig mot beslutet?"


ASKED = "Vad beslutade tekniska nämnden om lekplatsen vid Tallbacken?"


def _turns(question: str = ASKED) -> tuple[Turn, ...]:
    return Turn(Role.USER, question), Turn(Role.ASSISTANT, ask(SHELF, question).text)


@pytest.mark.parametrize("text", ["Var står det?", "Var hittar jag det?", "På vilken sida?", "Källa?"])
def test_where_it_stands_is_the_source_of_the_last_answer(text: str) -> None:
    told = ask(SHELF, text, _turns("Vem yrkade avslag på lekplatsen vid Tallbacken?"))
    assert "på sidan 1 i protokollet från tekniska nämnden den 21 mars 2023 (§ 31, dnr TN" in told.text
    assert told.citations[0].quote == "Olle Ström (KD) yrkar avslag på förslaget."


@pytest.mark.parametrize("text", ["Visa hela paragrafen", "Kan jag få se hela paragrafen?", "Visa hela § 31"])
def test_a_whole_section_is_told_part_by_part(text: str) -> None:
    told = ask(SHELF, text, _turns())
    for piece in ("Beslut: »", "högst 1,9 mkr", "Yrkande: »", "yrkar avslag", "Reservation: »"):
        assert piece in told.text
    assert "Hela texten finns" not in told.text


def test_a_section_that_is_too_long_is_told_from_its_beginning() -> None:
    long = section("Lång paragraf om vägar", (B, "Beslut\n" + "Vägen byggs om i etapper. " * 90), label="§ 9")
    told = ask(shelf((document("Tekniska nämnden", "2023-03-21"), long)), "Visa hela § 9 om vägar")
    assert "Vägen byggs om i etapper" in told.text
    assert told.text.endswith("Hela texten finns på sidan som källan öppnar.")


def test_where_it_stands_needs_something_told() -> None:
    assert ask(SHELF, "Var står det?").refusal is Refusal.NO_EVIDENCE


def test_a_follow_up_is_answered_in_its_matter() -> None:
    assert "Olle Ström" in ask(SHELF, "Vem reserverade sig?", _turns()).text
    assert "byggdes 1988" in ask(SHELF, "Varför?", _turns()).text
    assert "7 ja" in ask(SHELF, "Hur föll rösterna?", _turns()).text
