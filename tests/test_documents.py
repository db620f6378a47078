"""What only type, bookmarks and folios tell of a file's documents; and that its name tells nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model import Box, Kind, Line, Medium, Page, Parsed, ReadBy, Source, Status
from ingest.limits import Limits
from ingest.parse import parse
from ingest.readers import read
from ingest.readers.text import read_text
from ingest.reading_order import read_down
from ingest.values import Bookmark, ReadFile

TESTS = Path(__file__).parent
FILES = sorted(
    [*(TESTS / "golden").glob("*.txt"), *(TESTS.parent / "corpus" / "samples" / "files").rglob("*.*")]
)
NO_OCR = Limits(ocr_seconds=0)


def page(number: int, *lines: tuple[str, float]) -> Page:
    """A page of a PDF: its lines with their type sizes."""
    spans, start = [], 0
    for text, size in lines:
        spans.append(Line((start, start + len(text)), None, size))
        start += len(text) + 1
    return Page(number, "\n".join(text for text, _ in lines), tuple(spans), number)


def understood(pages: Sequence[Page], *bookmarks: Bookmark) -> Parsed:
    """The pages of a PDF, parsed."""
    source = Source("a", "a.pdf", "0" * 64, Medium.PDF, len(pages))
    return parse(source, ReadFile(Medium.PDF, tuple(pages), bookmarks))


def extract(number: int, of: int) -> tuple[tuple[str, float], ...]:
    """The running head of an extract's page."""
    return (
        (f"Lillby Stad Bygdenämnd, protokollsutdrag {number} ({of})", 9),
        ("Utdrag ur protokoll", 11),
        ("Sammanträdesdatum: 2031-03-26", 11),
    )


SECTION = (
    ("Ny lekplats i", 18.0),
    ("Norrby", 18.0),
    ("§ 59, N609-46/31", 13.6),
    ("Beslut", 13.6),
    ("Lekplatsen anläggs under 2032 och betalas av nämndens egna medel.", 11.0),
)
DISPATCH = (("Protokollsutdrag skickas till", 13.6), ("Bygdeförvaltningen i Lillby", 11.0))


def test_the_title_may_stand_in_larger_type_above_its_section_line() -> None:
    [document] = understood([page(1, *extract(1, 1), *SECTION)]).documents
    [section] = [section for section in document.sections if section.label]
    assert (section.label, section.heading) == ("§ 59", "Ny lekplats i Norrby")
    assert section.diarienummer == ("N609-46/31",)
    assert section.text.startswith("Ny lekplats i")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Förslag till sammanträdesdagar för kommunfullmäktige", "år 2032"),
        ("Valberedningens förslag till vid sammanträdet", "förekommande val"),
    ],
)
def test_a_title_that_begins_as_a_proposals_heading_does_goes_on(first: str, second: str) -> None:
    text = f"Kommunfullmäktige\nProtokoll\n2031-10-16\n\n§ 4\n{first}\n{second}\nBeslut\nFörslaget antas.\n"
    source = Source("a", "a.txt", "0" * 64, Medium.TEXT, 1)
    [document] = parse(source, read_text(text.encode())).documents
    [found] = [section for section in document.sections if section.label]
    assert found.heading == f"{first} {second}"
    assert [part.status for part in found.parts][-1] is Status.BESLUT


def test_the_title_that_many_sections_begin_with_is_no_running_head() -> None:
    pages = [
        page(
            number,
            ("Kommunfullmäktige", 12.0),
            ("Protokoll", 12.0),
            ("2031-03-28", 12.0),
            (f"§ {number} 2031.2{number} KS", 11.0),
            ("Avsägelse av kommunalt uppdrag som ersättare i", 13.0),
            (f"fyrnämnden - {name}", 13.0),
            ("Beslut", 11.0),
            ("Avsägelsen beviljas.", 12.0),
        )
        for number, name in ((1, "Ines Fyr (A)"), (2, "Olle Boj (B)"), (3, "Tyra Kaj (C)"))
    ]
    [document] = understood(pages).documents
    assert [section.heading for section in document.sections] == [
        f"Avsägelse av kommunalt uppdrag som ersättare i fyrnämnden - {name}"
        for name in ("Ines Fyr (A)", "Olle Boj (B)", "Tyra Kaj (C)")
    ]


@pytest.mark.parametrize(
    ("second", "kind"),
    [("Reservation", Kind.PROTOKOLLSUTDRAG), ("§ 91 2031.276 HN", Kind.PROTOKOLL)],
)
def test_minutes_of_one_section_alone_are_an_extract(second: str, kind: Kind) -> None:
    head = (("Hamnnämndens", 12.0), ("arbetsutskott", 12.0), ("Protokoll", 12.0), ("2031-06-03", 12.0))
    first = (("§ 90 2031.275 HN", 11.0), ("Fler bojar", 13.0), ("Beslut", 11.0), ("Bojarna köps.", 11.0))
    pages = [page(1, *head, *first), page(2, *head, (second, 11.0), ("Olle Boj (B) tackar.", 11.0))]
    [document] = understood(pages).documents
    assert (document.document.kind, document.document.body) == (kind, "Hamnnämndens arbetsutskott")


def test_a_scanned_extract_whose_sign_is_misread_decides() -> None:
    scan = page(
        1,
        ("2031-03-27", 10.0),
        ("Dnr 31/0001-1", 10.0),
        ("ö PROTOKOLL", 10.0),
        ("& Fyrvakten Väst Direktionen", 10.0),
        ("8 620 Årsredovisning 2030", 10.0),
        ("Beslut", 10.0),
        ("Direktionen beslutar att godkänna årsredovisningen.", 10.0),
        ("Beslutsunderlag", 10.0),
        ("0 ÅRSREDOVISNING 2030, dnr 31/0005-2", 10.0),
    )
    [document] = understood([scan]).documents
    assert (document.document.kind, document.document.body) == (Kind.PROTOKOLL, "Direktionen")
    [section] = document.sections
    assert (section.label, section.heading) == ("§ 620", "Årsredovisning 2030")
    assert Status.BESLUT in {part.status for part in section.parts}


def test_the_bare_word_bilaga_above_other_parts_of_a_section_opens_no_annexe() -> None:
    text = (
        "Hamnnämnden\nProtokoll\n2031-05-18\n\n§ 29 2031.008 HN\n\nFarledsplan\n\nBeslut\nPlanen antas.\n\n"
        "Bilaga\nFarledsplan för hamnen\n\nExpedieras till\nHamnkaptenen\n\nBilaga 1 Sjökort\nEn karta.\n"
    )
    source = Source("a", "a.txt", "0" * 64, Medium.TEXT, 1)
    [document] = parse(source, read_text(text.encode())).documents
    found = [section.heading for section in document.sections]
    assert found == ["Farledsplan", "Bilaga 1 Sjökort"]


def test_an_extract_on_one_page_keeps_the_whole_name_above_its_kind() -> None:
    text = (
        "Hamnnämndens\narbetsutskott\nProtokoll\n\n2031-06-10\n§ 170 2031.089 HN\n\nAvtal om fyrvakt\n\n"
        "Beslut\nFörslag till beslut i hamnnämnden\nHamnnämnden godkänner avtalet.\n"
    )
    source = Source("a", "a.txt", "0" * 64, Medium.TEXT, 1)
    [document] = parse(source, read_text(text.encode())).documents
    assert (document.document.kind, document.document.body) == (Kind.PROTOKOLL, "Hamnnämndens arbetsutskott")
    [section] = document.sections
    assert (section.label, section.heading, section.addressee) == ("§ 170", "Avtal om fyrvakt", "hamnnämnden")


def test_a_bookmark_that_is_a_parts_heading_opens_no_document() -> None:
    pages = [page(1, *extract(1, 2), *SECTION), page(2, *extract(2, 2), *DISPATCH)]
    found = understood(pages, Bookmark("§ 59, N609-46/31", 1), Bookmark("Protokollsutdrag skickas till", 2))
    assert [document.document.pages for document in found.documents] == [(1, 2)]


def test_an_annexe_begins_behind_the_page_that_says_it_is_the_last() -> None:
    report = page(3, ("Stadsrevisionen", 11), ("Granskning av", 32), ("bygdenämnden", 32), ("2031-03-02", 14))
    pages = [page(1, *extract(1, 2), *SECTION), page(2, *extract(2, 2), *DISPATCH), report]
    first, second = (document.document for document in understood(pages).documents)
    assert (first.pages, first.kind) == ((1, 2), Kind.PROTOKOLLSUTDRAG)
    assert (second.pages, second.kind, second.title) == ((3, 3), Kind.RAPPORT, "Granskning av bygdenämnden")


def test_a_title_that_letters_share_is_no_running_head() -> None:
    letters = [
        page(
            number,
            ("Lillby Stad 1 (1)", 9),
            ("Yttrande över anmärkning", 18),
            ("Förslag till beslut", 13.6),
            (f"Bygdenämnden svarar revisionen med förslag nummer {number} av tre olika svar.", 11),
        )
        for number in (1, 2, 3)
    ]
    titles = [document.document.title for document in understood(letters).documents]
    assert titles == ["Yttrande över anmärkning"] * 3


def test_a_seal_of_a_signing_service_says_that_minutes_are_approved() -> None:
    seal = page(2, ("Följande handlingar har undertecknats den 2 april 2031", 11))
    [document] = understood([page(1, *extract(1, 1), *SECTION), seal]).documents
    assert document.document.approved is True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_files_name_is_never_evidence(path: Path) -> None:
    content = read(path.read_bytes(), NO_OCR)
    names = ("Protokoll KF 1999-01-01 § 5.txt", "x")
    first, second = (parse(Source(name, name, "0" * 64, content.medium, 1), content) for name in names)
    assert nameless(first) == nameless(second)


def nameless(found: Parsed) -> Parsed:
    """All that was understood, less the file's name and what is made of it."""
    source = replace(found.source, id="", file="")
    documents = tuple(
        replace(one, document=replace(one.document, id="", source="", file="")) for one in found.documents
    )
    coverage = tuple(replace(one, document="") for one in found.coverage)
    return replace(found, source=source, documents=documents, coverage=coverage)


def test_a_figure_that_ocr_alone_read_is_not_confirmed() -> None:
    told = page(1, *extract(1, 3), *SECTION, ("Kostnaden är 450 000 kronor.", 11.0))
    scan = page(2, *extract(2, 3), ("Bakgrund", 13.6), ("450 000 kronor räcker.", 11.0))
    alone = page(3, *extract(3, 3), ("Yrkanden", 13.6), ("Stina Ek (S) yrkar att 461 000 kr anslås.", 11.0))
    scans = [replace(each, read_by=ReadBy.OCR, confidence=0.9) for each in (scan, alone)]
    [document] = understood([told, *scans]).documents
    [section] = [section for section in document.sections if section.label]
    doubtful = [section.text[slice(*part.span)] for part in section.parts if not part.confirmed]
    assert [text.split("\n")[-1] for text in doubtful] == ["Stina Ek (S) yrkar att 461 000 kr anslås."]


def test_a_document_tells_the_pages_that_a_citation_prints() -> None:
    pages = (page(1, ("Kallelse", 20), ("Text.", 10)), page(2, ("Mer text.", 10)))
    (found,) = understood(pages).documents
    assert found.document.pages == found.document.shown == (1, 2)
    unprinted = [replace(each, shown=None) for each in pages]
    assert understood(unprinted).documents[0].document.shown is None


def placed(number: int, *lines: tuple[str, float]) -> Page:
    """A page of a PDF: its lines as its file draws them, with how far down the page they stand."""
    plain = page(number, *((text, 11.0) for text, _ in lines))
    boxes = [Box(50.0, top, 500.0, top + 10.0) for _, top in lines]
    spans = zip(plain.lines, boxes, strict=True)
    return replace(plain, lines=tuple(replace(line, box=box) for line, box in spans))


def test_a_letterhead_that_is_drawn_last_is_read_first() -> None:
    letter = placed(
        1,
        ("Ny lekplats i Norrby", 120),
        ("Förslag till beslut", 150),
        ("Bygdenämnden anlägger en lekplats.", 165),
        ("Bakgrund", 190),
        ("Platsen är vald.", 205),
        ("TJÄNSTESKRIVELSE", 40),
        ("2031-03-08", 55),
        ("Dnr BN 2031/46", 70),
        ("Mottagare", 85),
        ("Bygdenämnden", 100),
        ("1", 800),
    )
    [found] = understood([letter]).documents
    told = found.document
    assert (told.kind, told.title) == (Kind.TJANSTESKRIVELSE, "Ny lekplats i Norrby")
    assert (told.date, told.diarienummer) == (dt.date(2031, 3, 8), ("BN 2031/46",))
    [section] = found.sections
    assert [part.status for part in section.parts] == [Status.OVRIGT, Status.FORSLAG, Status.BESKRIVNING]


def test_columns_are_read_as_they_are_drawn() -> None:
    left = [(f"Vänster spalt, rad {row}.", 100.0 + 15 * row) for row in range(6)]
    right = [(f"Höger spalt, rad {row}.", 100.0 + 15 * row) for row in range(4)]
    drawn = placed(1, *left, *right)
    assert read_down(drawn) == drawn


def test_a_cover_and_a_foreword_belong_to_the_first_page_with_a_folio() -> None:
    cover = page(1, ("Översiktsplan", 54), ("Antagen av kommunfullmäktige 2031-04-20", 12))
    foreword = page(
        2, ("Planens delar", 18), *((f"Del {part} handlar om byarna vid sjön." * 2, 10) for part in range(5))
    )
    contents = page(3, ("Sid 1 (2)", 9), ("Innehåll", 22), ("6. Bestämmelser 2", 11))
    rules = page(4, ("Sid 2 (2)", 9), ("6. Bestämmelser", 22), ("Stranden får inte bebyggas.", 10))
    [document] = understood([cover, foreword, contents, rules]).documents
    assert (document.document.pages, document.document.kind) == ((1, 4), Kind.PLAN)


def test_a_title_is_no_running_head_though_it_stands_first_on_many_pages() -> None:
    words = ("bron", "skolan", "badet", "vägen", "torget", "parken")
    pages = [
        page(
            number, ("Kritik mot bygdenämnden", 24), *((f"Nämnden har {verb} {word}.", 11) for word in words)
        )
        for number, verb in enumerate(("byggt", "rivit", "sålt"), 1)
    ]
    [document] = understood(pages).documents
    assert [section.heading for section in document.sections] == ["Kritik mot bygdenämnden"] * 3
