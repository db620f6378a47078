"""Who: names beside their offices, who was there and signed, who wanted it, and who is to see to it."""

import pytest

from corpus.model import Kind, Status
from tests.shelf import B, D, N, R, Y, ask, document, section, shelf

A = Status.ANTECKNING
OPENING = section(
    "Sammanträdesuppgifter",
    (
        N,
        "Närvarande\nSekreterare\nIda Lund\nOrdförande\nEva Ström (C)\nJusterare\nOlle Berg (M)\n"
        "Kim Dahl (V) tjänstgör för Jo Ek (S)",
    ),
)
CHOSEN = section("Val av justerare", (B, "Beslut\nOlle Berg (M) utses att justera protokollet."), label="§ 1")
PIER = section(
    "Ny badbrygga vid Långviken",
    (D, "Ärendet\nKommunstyrelsens ordförande Bo Vik (S) lämnade en fråga om badbryggan."),
    (Y, "Yrkanden\nKim Dahl (V) yrkar bifall till förslaget om en ny badbrygga."),
    (B, "Beslut\nFritidsförvaltningen får i uppdrag att bygga en ny badbrygga vid Långviken."),
    (R, "Reservationer\nOlle Berg (M) reserverar sig mot beslutet."),
    label="§ 7",
)
LETTER = section(
    "Underhåll av Långvikens badbryggor",
    (
        D,
        "Sammanfattning\nLångvikens badbryggor behöver underhåll.\n"
        "Lo Falk skriver om Långvikens badbryggor.\nBo Vik är ansvarig projektledare.\nPer Hed\n"
        "Förvaltningschef\nLo Falk\nHandläggare",
    ),
)
FERRY = section(
    "Motion av Ulla Ek (C) om en färja till Ekholmen",
    (Y, "Yrkanden\nKim Dahl (V) yrkar avslag på motionen."),
    (B, "Beslut\nMotionen avslås."),
    (A, "Protokollsanteckning\nRepresentanterna från M och C antecknar ett yttrande om färjan."),
    label="§ 8",
)
ELECTED = section(
    "Val till badrådet", (B, "Beslut\nUlla Ek (C) utses till vice ordförande i badrådet."), label="§ 9"
)
CONTEST = section(
    "Tävling om bad",
    (D, "Bakgrund\nTre bidrag kom in.\nBidraget Vågen är inlämnat av Strandens arkitekter."),
    label="§ 10",
)
MEETING = document("Fritidsnämnden", "2031-03-04")
WHERE = shelf(
    (MEETING, OPENING),
    (MEETING, CHOSEN),
    (MEETING, PIER),
    (MEETING, FERRY),
    (MEETING, ELECTED),
    (MEETING, CONTEST),
    (document("Fritidsnämnden", "2031-02-01"), LETTER),
)


@pytest.mark.parametrize(
    ("question", "named", "other"),
    [
        ("Vem ledde fritidsnämndens möte den 4 mars 2031?", "Eva Ström", "Bo Vik"),
        ("Vem var sekreterare i fritidsnämnden den 4 mars 2031?", "Ida Lund", "Eva Ström"),
        ("Vilka var med på fritidsnämndens möte den 4 mars 2031?", "Kim Dahl (V) tjänstgör", "Per Hed"),
        ("Vem ville ha en ny badbrygga vid Långviken?", "Kim Dahl (V) yrkar", "Olle Berg"),
        ("Vilka partier var emot den nya badbryggan vid Långviken?", "Olle Berg (M)", "Kim Dahl"),
        ("Vem ska bygga den nya badbryggan vid Långviken?", "Fritidsförvaltningen får i uppdrag", "Bo Vik"),
        ("Vem är handläggare för underhållet av Långvikens badbryggor?", "Lo Falk Handläggare", "Per Hed"),
        ("Vem är ansvarig projektledare för Långvikens badbryggor?", "Bo Vik", "Lo Falk"),
        ("Vem valde fritidsnämnden till vice ordförande i badrådet?", "Ulla Ek (C) utses", "Eva Ström"),
        ("Vem lämnade in bidraget Vågen?", "inlämnat av Strandens arkitekter", "Bo Vik"),
        ("Vem ville ha en färja till Ekholmen?", "Motion av Ulla Ek (C)", "Kim Dahl"),
        ("Vilka lämnade yttranden om färjan till Ekholmen?", "Representanterna från M och C", "Kim Dahl"),
        ("Vilka skrev under om underhållet av Långvikens badbryggor?", "Per Hed Förvaltningschef", "Bo Vik"),
    ],
)
def test_who_it_was(question: str, named: str, other: str) -> None:
    text = ask(WHERE, question).text
    assert named in text, text
    assert other not in text


def test_whose_duty_it_is_is_told_by_the_name_that_the_duty_stands_under() -> None:
    policy = section(
        "Roller och ansvar",
        (
            D,
            "Roller\nKommunstyrelsen äger de gemensamma systemen.\nTekniska nämnden\nAnsvarar för:\n"
            "– att de gemensamma systemen utvecklas,\n– att sköta drift och underhåll av systemen.\n"
            "Landsarkivet\n– är arkivmyndighet för digitala handlingar.",
        ),
    )
    where = shelf((document("Kommunfullmäktige", "2031-06-18", Kind.POLICY), policy))
    told = ask(where, "Vem är arkivmyndighet för digitala handlingar?").text
    assert told.startswith("Landsarkivet. ")
    assert "är arkivmyndighet" in told
    told = ask(where, "Vilken nämnd ska sköta drift och underhåll av systemen?").text
    assert told.startswith("Tekniska nämnden. ")
    assert "drift och underhåll" in told
    assert "Kommunstyrelsen äger" in ask(where, "Vem äger de gemensamma systemen?").text
