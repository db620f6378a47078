"""What a document is: by its title's words, and by the form of papers that have no word for it."""

import pytest

from corpus.model import Kind, Medium, ParsedDocument, Source, Status
from ingest.kinds import letterhead_kind, title_kind
from ingest.parse import parse
from ingest.readers.text import read_text


def only(text: str) -> ParsedDocument:
    """The one document that a text is."""
    [document] = parse(Source("a", "a.txt", "0" * 64, Medium.TEXT, 1), read_text(text.encode())).documents
    return document


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Förbundsordning för Fyrförbundet", Kind.REGLEMENTE),
        ("Ägardirektiv för Fyrbolaget AB", Kind.REGLEMENTE),
        ("Lokala ordningsföreskrifter för Norrby", Kind.REGLEMENTE),
        ("Föreskrifter för fyrvård", Kind.REGLEMENTE),
        ("Stadgar för fyrrådet", Kind.REGLEMENTE),
        ("Hamnnämndens delegationsförteckning", Kind.DELEGATIONSORDNING),
        ("Idéburet offentligt partnerskap mellan Norrby kommun och Fyrvännerna", Kind.AVTAL),
        ("Motion om fler fyrar", Kind.MOTION),
        ("Svar på motion om fler fyrar", None),
        ("Besvarande av motionen om fler fyrar", None),
    ],
)
def test_a_title_tells_what_a_document_is(title: str, kind: Kind | None) -> None:
    assert title_kind(title) is kind


PAPER = """Datum: 2031-05-11 Hamn- och fyrnämnden
Handläggare: Ines Fyr
Diarienr: 2031.126 HFN

{title}

Ärendebeskrivning
Fyren behöver målas före vintern, och färgen räcker inte längre än till sockeln.

Förvaltningens yttrande
Förvaltningen anser att fyren ska målas i år.

Förslag till beslut
Hamn- och fyrnämnden beslutar att fyren målas.
"""


@pytest.mark.parametrize("title", ["Målning av fyren", "Svar på motion om målning", "Riktlinjer för målning"])
def test_a_paper_that_an_office_writes_for_a_body_proposes(title: str) -> None:
    paper = only(PAPER.format(title=title))
    assert paper.document.kind is Kind.TJANSTESKRIVELSE
    assert (paper.document.body, paper.document.title) == ("Hamn- och fyrnämnden", title)
    [section] = paper.sections
    proposed = [part for part in section.parts if part.status is Status.FORSLAG]
    assert section.text[slice(*proposed[0].span)].endswith("fyren målas.")
    assert all(part.status is not Status.BESLUT for part in section.parts)


def test_rules_with_a_handler_are_rules() -> None:
    rules = only(
        "Riktlinjer för fyrmålning\n\nHandläggare: Ines Fyr\nAntagen av hamnnämnden\n\nSyfte\nFyren syns.\n"
    )
    assert rules.document.kind is Kind.RIKTLINJE


def test_the_clauses_of_a_joint_authoritys_order_are_no_minutes() -> None:
    order = only(
        "Förbundsordning\nGäller fr.o.m. 2031-01-01\n\nBeslutad av:\nRespektive medlemsfullmäktige\n\n"
        "1§ Namn och säte\nFörbundets namn är Fyrvakten.\n\n2§ Medlemmar\nMedlemmar är hamnarna.\n\n"
        "3§ Ändamål\nFörbundet vaktar fyrar.\n"
    )
    assert (order.document.kind, order.document.body) == (Kind.REGLEMENTE, None)
    assert [section.label for section in order.sections] == [None] * len(order.sections)


def test_a_number_still_to_be_given_is_none() -> None:
    fee = only("Taxa för fyrar\n\nDiarienummer: 2031.XXX\nGäller för: Norrby\n\nAvgift\nEn krona.\n")
    assert fee.document.diarienummer == ()


def test_letters_set_apart_are_one_word() -> None:
    assert letterhead_kind(["1(30)", "PRO T OK OL L", "Tid och plats Stallet"]) is Kind.PROTOKOLL


def test_a_form_row_is_no_title() -> None:
    found = only(
        "Energistrategi\n\nDokumenttyp: Strategi\nAntaget av: Kommunfullmäktige\n"
        "Ansvarig handläggare: Ines Fyr\n\nSammanfattning\nFyren lyser.\n"
    )
    assert found.document.title == "Energistrategi"


def test_who_adopts_rules_and_from_when_they_hold() -> None:
    rules = only(
        "VA-taxa\n\nTyp av styrdokument: Taxa\nBeslutande instans: Kommunfullmäktige\n"
        "Datum för beslut: 2031-xx-xx\nDiarienummer: 2031.xxx KS\n"
        "Giltighetstid: Från 2032-01-01 och tillsvidare\n\nAvgift\nEn krona.\n"
    )
    assert (rules.document.body, rules.document.date) == ("Kommunfullmäktige", None)
