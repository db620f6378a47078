"""What questions ask for: the slot, the deed, the subject, and whether it is ours to answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Outcome
from retrieval.asked import asked
from retrieval.scope import outside
from retrieval.slots import Slot


@pytest.mark.parametrize(
    ("question", "slots"),
    [
        ("Vad beslutade tekniska nämnden om lekplatsen?", (Slot.DECISION,)),
        ("Bifölls motionen om skolskjuts?", (Slot.YES_NO,)),
        ("Har nämnden fattat beslut eller är det bara ett förslag?", (Slot.DECIDED_YET,)),
        ("Hur mycket kostar badhuset?", (Slot.AMOUNT,)),
        ("§ 14 tekniska nämnden 2024-03-05", (Slot.MATTER,)),
        ("Dnr TN 2023/118", (Slot.MATTER,)),
        ("Vad blev slutkostnaden för badhuset?", (Slot.AMOUNT,)),
        ("När öppnar badhuset?", (Slot.DATE,)),
        ("När beslutade nämnden om badhuset?", (Slot.MEETING_DATE,)),
        ("Vem reserverade sig mot beslutet?", (Slot.WHO,)),
        ("Vilka ledamöter röstade nej till badhuset?", (Slot.WHO,)),
        ("Hur röstade partierna om badhuset?", (Slot.VOTE,)),
        ("Vilken nämnd ansvarar för badhuset?", (Slot.BODY,)),
        ("Vilka nämnder är kritiska till planen?", (Slot.COMPARISON,)),
        ("Vilka datum sammanträder nämnden?", (Slot.LIST,)),
        ("Varför stängs badhuset?", (Slot.WHY,)),
        ("Vad yrkade Karin Alm?", (Slot.DEED,)),
        ("Hur gick det med motionen om badhuset?", (Slot.TIMELINE,)),
        ("Hur många gånger bordlades badhuset?", (Slot.TIMES,)),
        ("Finns det tidigare exempel på avslag till badhus?", (Slot.PRECEDENT,)),
        ("Vilket diarienummer har ärendet om badhuset?", (Slot.DOCUMENT_NUMBER,)),
        ("I vilken paragraf behandlades badhuset?", (Slot.LABEL,)),
        ("Vad gällde § 12 i protokollet?", (Slot.MATTER,)),
        ("Vilket diarienummer har ärendet, och vem undertecknade?", (Slot.DOCUMENT_NUMBER, Slot.WHO)),
        ("Hur stor blev taxan, och från när?", (Slot.AMOUNT, Slot.DATE)),
        ("Vad yrkade Olle Ström när planen behandlades?", (Slot.DEED,)),
        ("Vad blev det av planändringen vid Ekbacken?", (Slot.DECISION,)),
        ("Vad gjorde nämnden till slut med medborgarförslaget?", (Slot.DECISION,)),
        ("Vad blev det i nämnden av planändringen?", (Slot.DECISION,)),
        ("Vad blev nämndens beslut om badhuset?", (Slot.DECISION,)),
        ("Vilket uppdrag fick bolaget om badhuset?", (Slot.DECISION,)),
        ("Vad fick direktören för uppdrag?", (Slot.DECISION,)),
        ("Vilken månadslön har direktören?", (Slot.AMOUNT,)),
        ("Vilka bidrag fick föreningen?", (Slot.LIST,)),
        ("Vilket klockslag öppnar badhuset?", (Slot.DATE,)),
        ("Vad händer nu med badhuset?", (Slot.DECISION,)),
        ("Vad händer med en elev som skolkar?", (Slot.FACT,)),
        ("Vilket svar på remissen lämnade nämnden?", (Slot.DECISION,)),
        ("Får ägaren stycka av tomten? Vad beslutade nämnden?", (Slot.YES_NO, Slot.DECISION)),
        ("Vad påpekade nämnden om planen?", (Slot.DEED,)),
        ("Vad svarade kommunstyrelsen på kritiken?", (Slot.DEED,)),
        ("Vad räknar man med att kajen kommer att kosta?", (Slot.AMOUNT,)),
        ("Vad satsar bolaget på energi?", (Slot.AMOUNT,)),
        ("Vilken frisknärvaro ska kommunen minst nå?", (Slot.AMOUNT,)),
        ("Vad går en ny brandbil på?", (Slot.AMOUNT,)),
        ("Vad går projektet ut på?", (Slot.FACT,)),
        ("Vad får en ledamot i arvode?", (Slot.AMOUNT,)),
        ("Vilka informerade om jubileet?", (Slot.WHO,)),
        ("Hur delade nämnden upp tillskottet? Lista posterna.", (Slot.LIST,)),
        ("Vad hände steg för steg med avtalet?", (Slot.TIMELINE,)),
        ("Gäller policyn även för delägda bolag?", (Slot.YES_NO,)),
        ("Gäller policyn för resor?", (Slot.STANDING,)),
        ("Såldes Ekeby 4:17 enligt dnr 2023/512?", (Slot.YES_NO,)),
    ],
)
def test_each_part_of_a_question_asks_for_its_slot(question: str, slots: tuple[Slot, ...]) -> None:
    assert tuple(ask.slot for ask in asked(question).asks) == slots


def test_the_subject_is_what_is_left_of_asking_bodies_days_and_numbers() -> None:
    question = (
        "Vad beslutade kommunstyrelsen den 3 maj 2024 i ärende KS 2024/17 om Ekeby 4:17 och simhallens tak?"
    )
    terms = {term.word: term.proper for term in asked(question).terms}
    assert set(terms) == {"ekeby", "4", "17", "simhallens", "tak"}
    assert terms["ekeby"]
    assert not terms["simhallens"]


@pytest.mark.parametrize(
    ("question", "proper"),
    [
        ("Får barn med LSS-insatser kort?", {"lss"}),
        ("Gäller 20-timmarsregeln alla?", {"20"}),
        ("Vad sa de om Norr-Söder?", {"norr", "söder"}),
    ],
)
def test_of_a_word_with_a_hyphen_only_the_named_piece_is_a_name(question: str, proper: set[str]) -> None:
    assert {term.word for term in asked(question).terms if term.proper} == proper


def test_the_deed_is_the_one_told_of_first() -> None:
    (ask,) = asked("Vem reserverade sig mot yrkandet om motionen?").asks
    assert ask.deed == "reservera"


def test_a_yes_is_told_from_the_outcome_hoped_for() -> None:
    told = ("Bifölls motionen?", "Fick den klartecken?", "Avslogs motionen?", "Bordlades den?")
    hoped = [asked(text).asks[0].hoped for text in told]
    assert hoped == [Outcome.BIFALL, Outcome.BIFALL, Outcome.AVSLAG, Outcome.BORDLAGD]


def test_what_is_counted_of_a_number_of_things_is_the_things() -> None:
    (ask,) = asked("Hur många av kommunens tio mål uppfylldes 2031?").asks
    assert ask.head
    assert ask.head.word == "mål"


@pytest.mark.parametrize(
    "question",
    ["Kan du fylla i en ansökan om bygglov åt mig?", "Skulle du kunna boka ett möte med nämnden?"],
)
def test_errands_are_outside(question: str) -> None:
    assert outside(question)


@pytest.mark.parametrize(
    "question",
    [
        "Kan du leta upp beslutet om bryggan åt mig?",
        "Vem får skriva under avtal åt kommunen?",
        "Får nämnden skriva av fordringar?",
        "Skriv en sammanfattning av § 12",
        "Vilka motioner har besvarats?",
        "Kan nämnden överklaga domen?",
        "Vad tycker nämnden om planen?",
    ],
)
def test_questions_about_documents_are_not_outside(question: str) -> None:
    assert not outside(question)


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str) -> None:
    understood = asked(text)
    assert understood.asks
    assert {term for ask in understood.asks for term in ask.terms if term is not ask.head} <= set(
        understood.terms
    )


@pytest.mark.parametrize("word", ["beslutat ", "kan du ", "vilka ", "vad är ", "hur har ", "när "])
def test_hostile_questions_take_no_time(word: str) -> None:
    assert asked(word * 4_000).asks


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("Blir Rosenlundsverket nattklubb?", ()),
        ("Blir det något av badhuset?", ()),
        ("Ska Anna Berg lämna nämnden?", ("Anna Berg",)),
        ("Vad sa Carl de Geer om badhuset?", ("Carl de Geer",)),
    ],
)
def test_the_first_word_of_a_question_is_no_given_name(question: str, persons: tuple[str, ...]) -> None:
    assert asked(question).persons == persons
