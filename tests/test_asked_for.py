"""What is told is what was asked for: a list's own item, who stayed away, what was found and not sought."""

import pytest

from corpus.model import Kind, Outcome, Refusal
from tests.shelf import B, D, N, V, Y, ask, document, section, shelf

BOARD, DAY = "Hamnnämnden", "2031-03-04"
PRESENT = section(
    "Sammanträdesuppgifter",
    (
        N,
        "Beslutande Eva Ström (C)\nRut Alm (L) ersätter Per Lind (S) (ordförande)\n"
        "Alla ledamöter utom Kim Dahl (V) var på plats.\nUtses att justera\nIda Lund (M)\nBo Ek (S)\n"
        "Sekreterare\nLisa Holm\nOrdförande\nEva-Lena Ström (C)",
    ),
)
GRANTS = section(
    "Utdelning ur sjömansfonden",
    (
        B,
        "Beslut\n1. Tillgängliga medel om 12,5 miljoner kronor ur sjömansfonden fördelas så: "
        "a. 4 miljoner kronor till fyren. b. 3 miljoner kronor till museibåten.",
    ),
    label="§ 7",
    dnr="HN 2031/7",
    outcome=Outcome.BIFALL,
)
CAMERAS = section(
    "Yrkande från M om kamerabevakning av kajen",
    (B, "Beslut\nYrkandet från M avslås."),
    (V, "Omröstning\nIda Lund (M) röstar Nej (1).\nBo Ek (S) avstår från att rösta (1)."),
    label="§ 8",
    dnr="HN 2031/8",
    outcome=Outcome.AVSLAG,
)
BIASED = section(
    "Anmälan av jäv vid sammanträdet",
    (B, "Beslut\nIda Lund (M) anmäler jäv under paragraf 10: Försäljning av varvet."),
    label="§ 9",
)
YARD = section(
    "Försäljning av varvet",
    (B, "Beslut\nVarvet säljs."),
    (D, "Jäv\nIda Lund (M) deltar inte i handläggningen av ärendet på grund av jäv."),
    label="§ 10",
    dnr="HN 2031/10",
    outcome=Outcome.BIFALL,
)
LEASE = section(
    "Inhyrning av lokaler på Hamngatan 7",
    (B, "Beslut\nInhyrningen av lokaler på Hamngatan 7 godkänns."),
    (D, "Ärendet\n4. Utöka antalet lokaler och se över fördelningen."),
    label="§ 11",
    dnr="HN 2031/11",
    outcome=Outcome.BIFALL,
)
STATEMENT = section(
    "Debatter i hamnfrågor",
    (B, "Beslut\nFörslaget om debatter i hamnfrågor godkänns."),
    (
        Y,
        "Yttrande\nKim Dahl (V) lämnar följande invändning mot debatter i hamnfrågor:\n"
        "Sådana debatter blir bara för de närmast berörda.",
    ),
    label="§ 12",
    outcome=Outcome.BIFALL,
)
MINUTES = document(BOARD, DAY)
SECTIONS = (PRESENT, GRANTS, CAMERAS, BIASED, YARD, LEASE, STATEMENT)
MEETING = shelf(*((MINUTES, one) for one in SECTIONS))

AUDIT = document("Revisorerna", "2031-09-01", kind=Kind.RAPPORT, title="Granskning av hamnens brandskydd")
FOUND = section(
    "Granskning av hamnens brandskydd",
    (
        D,
        "Syftet med granskningen är att bedöma om hamnens brandskydd är ändamålsenligt.\n"
        "Bedömningen är att hamnens brandskydd inte är ändamålsenligt.\n"
        "Arbetet ska ske inom tre områden.\n• larm\n• utrymning\n• övning",
    ),
)
AUDITED = shelf((AUDIT, FOUND))


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Hur mycket ur sjömansfonden gick till museibåten?", "3 miljoner", "12,5"),
        ("Vem avstod från att rösta när hamnnämnden avslog yrkandet om kamerabevakning?", "Bo Ek", "Ida"),
        ("Vem var jävig när hamnnämnden sålde varvet?", "deltar inte i handläggningen", "anmäler"),
        ("Vilka två valdes att justera hamnnämndens protokoll den 4 mars 2031?", "Ida Lund (M) Bo Ek", "Alm"),
        ("Vem var ordförande i hamnnämnden den 4 mars 2031?", "Eva-Lena Ström", "Per Lind"),
        ("Vilka ledamöter saknades i hamnnämnden den 4 mars 2031?", "utom Kim Dahl", "Rut Alm"),
        ("Vad var Kim Dahls invändning mot debatter i hamnfrågor?", "närmast berörda", "godkänns"),
    ],
)
def test_who_and_how_much_is_told_by_the_words_that_say_it(question: str, says: str, never: str) -> None:
    text = ask(MEETING, question).text
    assert says in text
    assert never not in text


@pytest.mark.parametrize(
    "question",
    [
        "Hur hög blir hyran för lokalerna på Hamngatan 7 som hamnnämnden hyr in?",
        "Hur många lokaler hyr hamnnämnden in på Hamngatan 7?",
    ],
)
def test_a_number_in_a_name_or_before_a_point_is_no_amount(question: str) -> None:
    assert ask(MEETING, question).refusal is Refusal.NO_EVIDENCE


def test_what_a_review_found_is_told_before_what_it_sought() -> None:
    text = ask(AUDITED, "Är hamnens brandskydd ändamålsenligt enligt granskningen?").text
    assert "inte är ändamålsenligt" in text


def test_a_sentence_that_tells_a_number_of_things_has_its_marked_list() -> None:
    text = ask(AUDITED, "Inom vilka tre områden ska hamnens arbete med brandskydd ske?").text
    assert all(one in text for one in ("larm", "utrymning", "övning"))


UPWARD = section(
    "Motion om bryggor",
    (
        B,
        "Beslut\nFörslag till beslut i kommunfullmäktige\nMotionen om bryggor anses besvarad.",
    ),
    (V, "Omröstning\nOmröstningen utfaller med 7 ja mot 4 nej."),
    label="§ 13",
    dnr="HN 2031/13",
    outcome=Outcome.BESVARAD,
    addressee="Kommunfullmäktige",
)
APRIL, NOVEMBER = document(BOARD, "2031-04-08"), document(BOARD, "2031-11-04")
ELECTED = section(
    "Val till hamnens avgiftsråd",
    (B, "Beslut\nTill hamnens avgiftsråd utses Eva Ström för tiden till och med den 30 november 2034."),
    label="§ 14",
)
FEES = section(
    "Avgifter i hamnen",
    (B, "Beslut\nHamnens avgifter gäller till och med den 31 december 2036."),
    label="§ 15",
)
FEES_OF = shelf((MINUTES, UPWARD), (APRIL, ELECTED), (NOVEMBER, FEES))


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        (
            "Ville hamnnämnden att motionen om bryggor skulle avslås?",
            "anses besvarad",
            "Förslag till beslut i",
        ),
        ("Hur föll huvudvoteringen om motionen om bryggor i hamnnämnden?", "7 ja mot 4 nej", "Ja."),
        (
            "Till och med vilket datum gäller hamnens avgifter som hamnnämnden antog i november 2031?",
            "31 december 2036",
            "30 november 2034",
        ),
    ],
)
def test_what_was_decided_is_told_by_its_own_words_and_month(question: str, says: str, never: str) -> None:
    text = ask(FEES_OF, question).text
    assert says in text
    assert never not in text
