"""What an answer says stands in what it cites: every kind of lie about a right citation is found."""

import datetime as dt
from dataclasses import replace

import pytest

from corpus.model import Answer, Citation, Document, Kind, MadeBy, Outcome, Place, Question, Refusal, Status
from evals.measures import Attempt, parse_measure
from evals.proof import claimed, doubted, told
from evals.questions import EvalQuestion

NAMND = Document(
    id="n",
    source="n",
    file="n.pdf",
    kind=Kind.PROTOKOLL,
    title="Protokoll",
    municipality="Granmåla",
    body="Tekniska nämnden",
    date=dt.date(2023, 3, 21),
)
PLACE = Place(
    section=3,
    label="§ 31",
    heading="Ny lekplats vid Tallbacken",
    trail=(),
    diarienummer=("TN 2023/118",),
    page=4,
    number=4,
    outcome=Outcome.BIFALL,
    addressee=None,
)
BESLUT = Citation(
    1,
    NAMND,
    PLACE,
    Status.BESLUT,
    "Tekniska nämnden bygger en ny lekplats vid Tallbacken för högst 1,9 mkr. "
    "Arbetet är klart den 4 maj 2024.",
    (0, 100),
)
FORSLAG = replace(
    BESLUT, marker=2, status=Status.FORSLAG, quote="Tekniska nämnden bygger en lekplats för 2,4 mkr."
)
ROSTER = replace(
    BESLUT, marker=3, status=Status.OMROSTNING, quote="Omröstningen utfaller med 7 ja mot 4 nej."
)
YRKANDE = replace(BESLUT, marker=4, status=Status.YRKANDE, quote="Karin Alm (S) yrkar inte på återremiss.")
OVAN = replace(
    BESLUT,
    marker=5,
    document=replace(NAMND, id="ks", body="Kommunstyrelsen", date=dt.date(2023, 4, 12)),
    place=replace(PLACE, label="§ 77", diarienummer=("KS 2023/40",), addressee="Kommunfullmäktige"),
    quote="Kommunstyrelsen föreslår att kommunfullmäktige beslutar:\nLekplatsen byggs enligt § 31.",
)
CITATIONS = (BESLUT, FORSLAG, ROSTER, YRKANDE, OVAN)
QUOTE = "»Tekniska nämnden bygger en ny lekplats vid Tallbacken för högst 1,9 mkr.«"
LEAD = "Tekniska nämnden beslutade den 21 mars 2023 (§ 31, dnr TN 2023/118)"


def answer(text: str, refusal: Refusal | None = None) -> Answer:
    return Answer(text, CITATIONS, (), refusal, MadeBy("extractive", "e", "i"))


def score(name: str, given: Answer) -> float | None:
    question = EvalQuestion("q", "decision", Question("Vad beslutades?"), None)
    return parse_measure(name)(Attempt(question, given, 0.1))


TRUE = (
    f"{LEAD}: {QUOTE} [1]",
    f"Ja. {LEAD}: {QUOTE} [1]",
    f"{LEAD}: »Tekniska nämnden bygger … för högst 1,9 mkr. … Arbetet är klart den 4 maj 2024.« [1]",
    "Tekniska nämnden beslutade den 21 mars 2023 att bygga en ny lekplats för högst 1,9 mkr [1].",
    "Omröstningen gav 7 ja mot 4 nej, och ja-sidan vann [3].",
    "Enligt ett förslag, som inte är ett beslut, i protokollet från tekniska nämnden den 21 mars 2023: "
    "»Tekniska nämnden bygger en lekplats för 2,4 mkr.« [2]",
    "Karin Alm (S) yrkade inte på återremiss [4].",
    "Kommunstyrelsen beslutade den 12 april 2023 (§ 77, dnr KS 2023/40) att föreslå kommunfullmäktige: "
    "»Lekplatsen byggs enligt § 31.« [5]",
    "Ärendets väg dit:\n– 21 mars 2023, tekniska nämnden § 31: »Arbetet är klart den 4 maj 2024.« [1]",
    "Beslutet står på sidan 4 [1].",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_stands_in_its_citation_is_supported(text: str) -> None:
    assert doubted(answer(text)) == ()
    assert (score("Supported", answer(text)), score("Grounded", answer(text))) in ((1, 1), (1, None))


FALSE = (
    f"{LEAD}: {QUOTE}",
    f"{LEAD}: {QUOTE} [2]",
    f"{LEAD}: {QUOTE} [9]",
    f"{LEAD}: »Tekniska nämnden bygger en ny simhall vid Tallbacken för högst 1,9 mkr.« [1]",
    f"{LEAD}: »Tekniska nämnden bygger en ny lekplats vid Tallbacken för högst 1,8 mkr.« [1]",
    f"{LEAD.replace('Tekniska nämnden', 'Kommunstyrelsen')}: {QUOTE} [1]",
    f"{LEAD.replace('21 mars', '22 mars')}: {QUOTE} [1]",
    f"{LEAD.replace('§ 31', '§ 32')}: {QUOTE} [1]",
    f"{LEAD.replace('2023/118', '2023/119')}: {QUOTE} [1]",
    "Tekniska nämnden beslutade den 4 maj 2024 (§ 31): »Arbetet är klart den 4 maj 2024.« [1]",
    "Kommunfullmäktige beslutade den 12 april 2023 (§ 77): »Lekplatsen byggs enligt § 31.« [5]",
    "Kommunstyrelsen beslutade den 12 april 2023 (§ 31): »Lekplatsen byggs enligt § 31.« [5]",
    "Tekniska nämnden beslutade att bygga en lekplats för 2,4 mkr [2].",
    "Tekniska nämnden bygger en ny lekplats för 1,9 miljarder [1].",
    "Tekniska nämnden bygger inte en ny lekplats [1].",
    "Tekniska nämnden avslog lekplatsen [1].",
    "Omröstningen gav 4 ja mot 7 nej [3].",
    "Karin Berg (S) yrkade inte på återremiss [4].",
    "Karin Alm (S) yrkade på återremiss [4].",
    "Så gick det:\n– 22 mars 2023, tekniska nämnden § 31: »Arbetet är klart den 4 maj 2024.« [1]",
)


@pytest.mark.parametrize("text", FALSE)
def test_a_lie_beside_a_right_citation_is_found(text: str) -> None:
    given = answer(text)
    assert doubted(given)
    assert (score("Supported", given) or 0.0) < 1


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Beslutet togs den 21 mars 2023 (§ 32) [1].", 0.5),
        ("Beslutet gäller § 31.", 0),
        ("Lekplatsen är klar den 4 maj [1].", 1),
        ("Lekplatsen är klar den 5 maj [1].", 0),
        ("Det var Karin Berg [4].", 0.5),
        ("Lekplatsen byggs [1].", None),
    ],
)
def test_grounded_is_the_share_of_marks_that_their_own_line_cites(text: str, share: float | None) -> None:
    assert score("Grounded", answer(text)) == share


def test_each_line_leans_on_its_own_citations_alone() -> None:
    found = told(answer("Så var det [1] [3]:\n– Ett [2]\n– Två\nSå gick det:\n– Tre [4]"))
    assert [[c.marker for c in sentence.cited] for sentence in found] == [[1, 3], [2], [1, 3], [4], [4]]


def test_what_is_said_of_the_collection_needs_no_citation_and_no_refusal_is_judged() -> None:
    silent = answer("Det finns ett förslag [2].\nNågot beslut i frågan hittar jag inte.")
    assert [sentence.text for sentence in claimed(silent)] == ["Det finns ett förslag."]
    refused = answer("Det framgår inte av § 5.", Refusal.NO_EVIDENCE)
    assert (claimed(refused), score("Supported", refused), score("Grounded", refused)) == ((), None, None)


def test_fallen_back_and_dropped_are_told_of_a_language_models_answers() -> None:
    prompted = replace(answer(TRUE[0]), made_by=MadeBy("gemma", "e", "i", "prompt"), dropped=1)
    assert score("FellBack", answer(TRUE[0])) is None
    assert (score("FellBack", prompted), score("Dropped", prompted)) == (0, 0.5)
    fallen = replace(prompted, fell_back=True, dropped=2)
    assert (score("FellBack", fallen), score("Dropped", fallen)) == (1, 1)
    assert score("Dropped", answer(TRUE[0])) == 0
