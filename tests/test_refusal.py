"""A matter that is not in the collection is not answered from one that is like it."""

import pytest

from corpus.model import Kind, Outcome, Refusal
from tests.shelf import B, D, Shelf, ask, document, section, shelf

KS, TN = "Kommunstyrelsen", "Tekniska nämnden"
STONES = "Stenen bärs ned till vattnet och läggs i rader. " * 20
QUAY = section(
    "Lägesrapport om Kvarnkajen",
    (D, f"Bakgrund\nKvarnkajen rustas upp. {STONES}Badhuset i Tranvik ligger intill. {STONES}"),
    (
        B,
        "Beslut\nNämnden godkänner lägesrapporten. Kostnaden om 5,4 mkr är oförändrad.\n"
        "Nästa lägesrapport om Kvarnkajen lämnas i mars 2032.",
    ),
    label="§ 4",
    dnr="TN 2031/10",
)
GUARD = section(
    "Ökad trygghet i skolans matsalar",
    (D, "Bakgrund\nTrygghet och säkerhet prövas i matsalar och korridorer varje år."),
    (B, "Beslut\nÄrendet bordläggs."),
    label="§ 7",
    dnr="KS 2031/20",
    outcome=Outcome.BORDLAGD,
)
ANNOUNCED = section(
    "Anmälningsärenden",
    (
        D,
        "Inkomna skrivelser\n"
        + "Skrivelse om cykelparkering vid stationen. Skrivelse om belysning i parken. " * 40
        + "Motion om ett energilager vid Älgmon. "
        + "Skrivelse om hundrastgård i hamnen. Skrivelse om bänkar vid torget. " * 40,
    ),
    (B, "Beslut\nKommunstyrelsen antecknar anmälningarna till protokollet."),
    label="§ 8",
    outcome=Outcome.NOTERAD,
)
WATER = section(
    "Taxa för båtplatser",
    (D, "Bakgrund\nTaxan gäller alla platser i hamnen."),
    (B, "Beslut\nTaxan fastställs till 900 kronor."),
    label="§ 9",
    dnr="KS 2031/21",
    outcome=Outcome.ANTAGEN,
)
FIRM = section(
    "Granskning av bolagen",
    (
        D,
        f"Bakgrund\nNorrvik Energi AB har granskats. {STONES}{STONES}"
        "Sedan den 1 april 2031 handlar bolaget fullt ut i kommunens inköpssystem.",
    ),
)
PRIZE = section(
    "Miljöpriset 2031",
    (B, "Beslut\nTekniska nämnden fattar beslut om miljöpriset 2031."),
    label="§ 5",
    outcome=Outcome.BIFALL,
)
HELD: Shelf = shelf(
    (document("Kommunrevisionen", "2031-05-13", Kind.RAPPORT), FIRM),
    (document(TN, "2031-02-13"), PRIZE),
    (document(TN, "2031-02-13"), QUAY),
    (document(KS, "2031-03-13"), GUARD),
    (document(KS, "2031-03-13"), ANNOUNCED),
    (document(KS, "2031-03-13"), WATER),
)


@pytest.mark.parametrize(
    "question",
    [
        # a name that another begins with, and one that the section only mentions far from the sum
        "Vad har hänt med ärendet om Kvarnen i tekniska nämnden?",
        "Vad kostar badhuset i Tranvik?",
        # half of what is asked about, said by another matter of the meeting that is named
        "Vad beslutade kommunstyrelsen den 13 mars 2031 om trygghet och säkerhet i stadens förskolor?",
        "Hur slutade motionen om ett trygghetsråd i kommunstyrelsen den 13 mars 2031?",
        # named once in a long list
        "Vad hände med motionen om ett energilager vid Älgmon?",
        # a sum of another sort
        "Vilken lön får den som har båtplatser i hamnen?",
        # a day on which something else happens
        "Vilket år ska Kvarnkajen som rustas upp vara klar?",
        # who, where nobody is named but who decided
        "Vem fick tekniska nämndens miljöpris 2031?",
        # all of a meeting, where nothing came to it
        "Vilka ärenden fick avslag i kommunstyrelsen den 13 mars 2031?",
    ],
)
def test_refuses_what_only_another_matter_comes_near(question: str) -> None:
    given = ask(HELD, question)
    assert given.refusal is Refusal.NO_EVIDENCE, given.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Vad kostar Kvarnkajen?", "5,4 mkr"),
        ("Vad beslutade kommunstyrelsen den 13 mars 2031 om trygghet i matsalarna?", "bordläggs"),
        ("Vad beslutades om anmälningsärendena i kommunstyrelsen?", "antecknar"),
        ("Vad blev taxan för båtplatser?", "900 kronor"),
        ("Vilken kostnad har Kvarnkajen?", "5,4 mkr"),
        # named far from the sum, in the section that is all but sure to be right
        ("Vad är kostnaden för Kvarnkajen i Tranvik enligt lägesrapporten?", "5,4 mkr"),
        ("När lämnas nästa lägesrapport om Kvarnkajen?", "mars 2032"),
        # named at the section's beginning, and by what it is afterwards
        ("Från vilken dag handlar Norrvik Energi AB fullt ut i kommunens inköpssystem?", "1 april 2031"),
    ],
)
def test_answers_the_matter_itself(question: str, told: str) -> None:
    given = ask(HELD, question)
    assert given.refusal is None
    assert told in given.text
