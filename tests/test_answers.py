"""Answers over invented matters: what must be said, what must never be told, and what is refused."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from corpus.model import (
    Answer,
    Chunk,
    Document,
    Hit,
    Kind,
    Line,
    MadeBy,
    Medium,
    Outcome,
    Page,
    Parsed,
    ParsedDocument,
    Part,
    Place,
    Question,
    Refusal,
    Run,
    Section,
    Source,
    Status,
)
from retrieval.answer import LIMIT, LONG_LIMIT, answer
from retrieval.query import known, parse_query

MADE_BY = MadeBy("extractive", "embedder", "index")
B, F, Y, R, V, D, N, U, E = (
    Status.BESLUT,
    Status.FORSLAG,
    Status.YRKANDE,
    Status.RESERVATION,
    Status.OMROSTNING,
    Status.BESKRIVNING,
    Status.NARVARO,
    Status.UNDERLAG,
    Status.EXPEDIERING,
)


def section(
    opening: str,
    *parts: tuple[Status, str],
    label: str | None = None,
    dnr: str | None = None,
    outcome: Outcome | None = None,
    addressee: str | None = None,
) -> Section:
    """A section whose text is its opening and its parts, all on page 1."""
    head = "\n".join(filter(None, (" ".join(filter(None, (label, dnr and f"Dnr {dnr}"))), opening)))
    text, made = head, [Part(Status.OVRIGT, (0, len(head)))]
    for status, words in parts:
        start = len(text) + 1
        text = f"{text}\n{words}"
        made.append(Part(status, (start, len(text))))
    run = Run(0, len(text), 1, 0, len(text))
    numbers = (dnr,) if dnr else ()
    return Section(label, opening, text, (run,), (1, 1), numbers, (), outcome, addressee, tuple(made))


@dataclass(frozen=True)
class Shelf:
    """Documents of one section each, as a library; each section's text is a page of its own source."""

    held: tuple[tuple[Document, Section], ...]

    def section(self, document_id: str, index: int) -> Section:
        return next(one for document, one in self.held if document.id == document_id)

    def read(self, source_id: str) -> Parsed:
        document, one = next(pair for pair in self.held if pair[0].source == source_id)
        page = Page(1, one.text, (Line((0, len(one.text))),), 1)
        source = Source(source_id, document.file, "0" * 64, Medium.PDF, 1)
        return Parsed(source, "1", (page,), (ParsedDocument(document, (one,)),))

    def hits(self) -> tuple[Hit, ...]:
        return tuple(hit for document, one in self.held for hit in _hits(document, one))


def _hits(document: Document, one: Section) -> Iterable[Hit]:
    place = Place(0, one.label, one.heading, (), one.diarienummer, 1, 1, one.outcome, one.addressee)
    for part in one.parts:
        text = one.text[slice(*part.span)]
        yield Hit(Chunk(f"{document.id}{part.span}", document, place, part.status, part.span, text), 1.0)


def document(
    body: str,
    date: str,
    kind: Kind = Kind.PROTOKOLL,
    municipality: str = "Granmåla",
    title: str = "",
) -> Document:
    day = dt.date.fromisoformat(date)
    name = f"{municipality}-{body}-{date}-{kind}"
    return Document(name, name, f"{name}.pdf", kind, title or f"{kind} {body}", municipality, body, day)


def shelf(*held: tuple[Document, Section]) -> Shelf:
    """A shelf where every document is its own source, however alike they are called."""
    told = ((replace(d, id=f"{d.id}-{at}", source=f"{d.id}-{at}"), s) for at, (d, s) in enumerate(held))
    return Shelf(tuple(told))


def ask(where: Shelf, question: str) -> Answer:
    query = parse_query(Question(question), known(document for document, _ in where.held))
    return answer(query, where.hits(), where, MADE_BY)


LEKPLATS = section(
    "Ny lekplats vid Tallbacken",
    (
        D,
        "Ärendebeskrivning\nLekplatsen vid Tallbacken är sliten eftersom den byggdes 1988. "
        "Förvaltningen räknar med att en ny kostar 2,4 mkr.",
    ),
    (U, "Beslutsunderlag\nTjänsteskrivelse den 2 mars 2023"),
    (F, "Förslag till beslut\nTekniska nämnden bygger en ny lekplats vid Tallbacken för 2,4 mkr."),
    (
        Y,
        "Yrkanden\nKarin Alm (S) yrkar bifall till förvaltningens förslag.\nOlle Ström (KD) "
        "yrkar avslag på förslaget.",
    ),
    (
        V,
        "Omröstning\nOmröstning begärs. Ja för bifall till förslaget och nej för avslag. "
        "Omröstningen utfaller med 7 ja mot 4 nej.",
    ),
    (B, "Tekniska nämndens beslut\nTekniska nämnden bygger en ny lekplats vid Tallbacken för högst 1,9 mkr."),
    (R, "Reservation\nOlle Ström (KD) reserverar sig mot beslutet."),
    (E, "Beslutet skickas till\nEkonomiavdelningen"),
    label="§ 31",
    dnr="TN 2023/118",
    outcome=Outcome.BIFALL,
)
MOTION_KS = section(
    "Motion om gratis bussresor för pensionärer",
    (B, "Beslut\nKommunstyrelsen föreslår att kommunfullmäktige beslutar:\nMotionen avslås."),
    (Y, "Yrkanden\nPer Lund (V) yrkar bifall till motionen."),
    label="§ 77",
    dnr="KS 2022/301",
    outcome=Outcome.AVSLAG,
    addressee="Kommunfullmäktige",
)
MOTION_KF = section(
    "Motion om gratis bussresor för pensionärer",
    (B, "Beslut\nMotionen bifalls."),
    (Y, "Yrkanden\nEva Holm (M) yrkar avslag på motionen."),
    (
        V,
        "Omröstning\nOrdföranden finner att motionen avslås. Omröstning begärs. Ja för avslag "
        "och nej för bifall. Omröstningen utfaller med 19 ja mot 22 nej.",
    ),
    label="§ 12",
    dnr="KS 2022/301",
    outcome=Outcome.BIFALL,
)
SKOLSKJUTS = section(
    "Revidering av riktlinjer för skolskjuts",
    (
        F,
        "Förslag till beslut\nBarn- och utbildningsnämnden antar reviderade riktlinjer för "
        "skolskjuts att gälla från den 1 augusti 2024.",
    ),
    (
        D,
        "Sammanfattning\nRiktlinjerna för skolskjuts behöver ändras med hänvisning till ny "
        "lagstiftning. Gränsen för årskurs 1–3 föreslås bli 2 kilometer.",
    ),
    dnr="BUN 2024/40",
)
VINDKRAFT_NORRA = section(
    "Yttrande om vindkraft på Norra Åsen",
    (B, "Beslut\nKommunstyrelsen avstyrker etableringen på Norra Åsen."),
    label="§ 5",
    dnr="KS 2021/10",
    outcome=Outcome.AVSLAG,
)
VINDKRAFT_SODRA = section(
    "Yttrande om vindkraft på Södra Åsen",
    (B, "Beslut\nKommunstyrelsen tillstyrker etableringen på Södra Åsen."),
    label="§ 6",
    dnr="KS 2021/11",
    outcome=Outcome.BIFALL,
)
TIDER = section(
    "Sammanträdestider 2025",
    (F, "Förslag till beslut\nNämnden sammanträder den 4 februari, 8 april och 14 oktober 2025."),
    (B, "Beslut\nKulturnämnden sammanträder följande dagar 2025:\n– 4 februari\n– 9 april\n– 21 oktober"),
    label="§ 3",
    dnr="KUN 2024/77",
)
BAD = section(
    "Renovering av badhuset",
    (B, "Beslut\nÄrendet bordläggs till sammanträdet den 14 maj 2024."),
    label="§ 40",
    dnr="KS 2024/9",
    outcome=Outcome.BORDLAGD,
)
BAD_LATER = section(
    "Renovering av badhuset",
    (D, "Tidigare behandling\nBordlagt den 9 april 2024, § 40, och den 14 maj 2024, § 52."),
    (B, "Beslut\nKommunstyrelsen beviljar 31 500 000 kronor till renovering av badhuset."),
    label="§ 66",
    dnr="KS 2024/9",
    outcome=Outcome.BIFALL,
)
JUSTERARE = section(
    "Val av justerare",
    (B, "Beslut\nMaja Sten (C) väljs att jämte ordföranden justera dagens protokoll."),
    label="§ 30",
)
MARK = section(
    "Försäljning av Ekeby 4:17",
    (Y, "Förslag på sammanträdet\nLena Frid (S): Att sälja fastigheten Ekeby 4:17 i sin helhet."),
    (
        B,
        "Beslut\nFörvaltningen får i uppdrag att sälja del av Ekeby 4:17.\nResterande del säljs "
        "inte i nuläget.",
    ),
    label="§ 44",
    dnr="2023/512",
)
REMISS = [
    (
        document(body, date),
        section(
            "Remiss – cykelplan",
            (B, "Beslut\nNämnden godkänner yttrandet och överlämnar det till kommunstyrelsen."),
            (Status.YTTRANDE, words),
            label=label,
            dnr=dnr,
        ),
    )
    for body, date, label, dnr, words in (
        (
            "Socialnämnden",
            "2022-05-03",
            "§ 21",
            "SN 2022/8",
            "Yttrande\nSocialnämnden saknar trygga cykelställ i cykelplanen.",
        ),
        (
            "Kulturnämnden",
            "2022-05-04",
            "§ 17",
            "KUN 2022/5",
            "Yttrande\nKulturnämnden vill se trygga cykelställ vid biblioteket.",
        ),
        (
            "Tekniska nämnden",
            "2022-05-05",
            "§ 55",
            "TN 2022/31",
            "Yttrande\nTekniska nämnden är nöjd med cykelplanen.",
        ),
    )
]

SHELF = shelf(
    (document("Tekniska nämnden", "2023-03-21"), JUSTERARE),
    (document("Tekniska nämnden", "2023-03-21"), LEKPLATS),
    (document("Kommunstyrelsen", "2023-01-10"), MOTION_KS),
    (document("Kommunfullmäktige", "2023-02-06"), MOTION_KF),
    (
        document(
            "Barn- och utbildningsnämnden",
            "2024-04-02",
            Kind.TJANSTESKRIVELSE,
            title="Riktlinjer för skolskjuts",
        ),
        SKOLSKJUTS,
    ),
    (document("Kommunstyrelsen", "2021-09-14"), VINDKRAFT_NORRA),
    (document("Kommunstyrelsen", "2021-09-14"), VINDKRAFT_SODRA),
    (document("Kulturnämnden", "2024-11-19"), TIDER),
    (document("Kommunstyrelsen", "2024-04-09"), BAD),
    (document("Kommunstyrelsen", "2024-06-11"), BAD_LATER),
    (document("Samhällsbyggnadsnämnden", "2023-10-05"), MARK),
    *REMISS,
)


@dataclass(frozen=True)
class Trap:
    """A question, what its answer says (every group, by any of its words), and what it never says."""

    question: str
    says: tuple[tuple[str, ...], ...]
    never: tuple[str, ...] = ()


TRAPS = (
    Trap(
        "Vad beslutade tekniska nämnden om lekplatsen vid Tallbacken?",
        (("1,9 mkr",), ("§ 31",)),
        ("2,4 mkr", "avslag på"),
    ),
    Trap(
        "Hur mycket får den nya lekplatsen vid Tallbacken kosta enligt beslutet?", (("1,9 mkr",),), ("2,4",)
    ),
    Trap("Hur röstade nämnden om lekplatsen vid Tallbacken?", (("7 ja",), ("4 nej",))),
    Trap("Vem yrkade avslag på lekplatsen vid Tallbacken?", (("Olle Ström",),), ("Karin Alm",)),
    Trap("Vem yrkade bifall till lekplatsen vid Tallbacken?", (("Karin Alm",),), ("Olle Ström",)),
    Trap(
        "Vem reserverade sig mot beslutet om lekplatsen vid Tallbacken?", (("Olle Ström",),), ("Karin Alm",)
    ),
    Trap("Varför behövs en ny lekplats vid Tallbacken?", (("byggdes 1988",),)),
    Trap("Vilket diarienummer har ärendet om lekplatsen vid Tallbacken?", (("TN 2023/118",),)),
    Trap("I vilken paragraf behandlades lekplatsen vid Tallbacken?", (("§ 31",),), ("§ 30",)),
    Trap("När beslutade tekniska nämnden om lekplatsen vid Tallbacken?", (("21 mars 2023",),), ("2 mars",)),
    Trap("Avslogs lekplatsen vid Tallbacken?", (("Nej",), ("1,9 mkr",))),
    Trap("Vad yrkade Olle Ström om lekplatsen?", (("yrkar avslag",),), ("beslutade",)),
    Trap(
        "Bifölls motionen om gratis bussresor för pensionärer?", (("Ja",), ("Kommunfullmäktige",)), ("Nej",)
    ),
    Trap(
        "Vad beslutade kommunstyrelsen om motionen om gratis bussresor?",
        (("föreslå kommunfullmäktige",), ("avslås",)),
        ("Kommunstyrelsen avslog",),
    ),
    Trap(
        "Hur gick det med motionen om gratis bussresor för pensionärer?", (("bifalls",), ("10 januari 2023",))
    ),
    Trap(
        "Hur föll rösterna i fullmäktige om gratis bussresor för pensionärer?",
        (("19 ja",), ("22 nej",), ("nej-sidan vann",)),
    ),
    Trap(
        "Vad beslutade barn- och utbildningsnämnden om riktlinjerna för skolskjuts?",
        (("förslag",), ("inget beslut",)),
    ),
    Trap(
        "Har nämnden fattat beslut om skolskjuts eller är det bara ett förslag?",
        (("förslag",), ("inget beslut",)),
        ("Ja.",),
    ),
    Trap("Antogs riktlinjerna för skolskjuts?", (("inget beslut",),), ("Ja.",)),
    Trap(
        "Från när ska riktlinjerna för skolskjuts gälla enligt förslaget?",
        (("1 augusti 2024",), ("förslag",)),
    ),
    Trap("Tillstyrktes vindkraften på Norra Åsen?", (("Nej",), ("avstyrker",)), ("Södra",)),
    Trap(
        "Vad beslutade kommunstyrelsen om vindkraft på Södra Åsen?",
        (("tillstyrker",),),
        ("avstyrker", "Norra"),
    ),
    Trap(
        "Vilka dagar sammanträder kulturnämnden 2025?",
        (("4 februari",), ("9 april",), ("21 oktober",)),
        ("8 april", "14 oktober"),
    ),
    Trap("Vad beslutade kommunstyrelsen om renovering av badhuset?", (("31 500 000 kronor",),)),
    Trap("Hur många gånger bordlades renoveringen av badhuset?", (("Två gånger",),)),
    Trap(
        "Finns det tidigare exempel på att kommunstyrelsen bordlagt renovering av badhuset?",
        (("bordläggs",), ("9 april 2024",)),
    ),
    Trap("Vem valdes att justera tekniska nämndens protokoll?", (("Maja Sten",),)),
    Trap("Såldes hela Ekeby 4:17?", (("del av",), ("Nej",)), ("i sin helhet",)),
    Trap(
        "Vilka nämnder efterlyser trygga cykelställ i cykelplanen?",
        (("Socialnämnden",), ("Kulturnämnden",)),
        ("Tekniska nämnden",),
    ),
    Trap("Vilken nämnd är nöjd med cykelplanen?", (("Tekniska nämnden",),), ("Socialnämnden",)),
    Trap("Vad beslutades i § 31 i tekniska nämnden?", (("1,9 mkr",),)),
    Trap(
        "Vad beslutades i ärende KS 2021/10?",
        (("avstyrker",),),
        ("tillstyrker",),
    ),
)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.question)
def test_answers_what_is_decided_and_never_what_is_only_proposed(trap: Trap) -> None:
    given = ask(SHELF, trap.question)
    assert given.refusal is None, given.text
    for group in trap.says:
        assert any(one in given.text for one in group), given.text
    for one in trap.never:
        assert one not in given.text, given.text


REFUSED = (
    "Vad kostar den nya simhallen i Granmåla?",
    "Hur många anställda har tekniska förvaltningen?",
    "Vad beslutade Ekliden om lekplatsen vid Tallbacken?",
    "Vad beslutades i ärende KS 2019/999 om lekplatsen?",
    "Vem reserverade sig mot vindkraften på Norra Åsen?",
    "Hur röstade partierna om skolskjuts?",
    "Vad beslutades om vindkraft på Västra Åsen?",
    "Vad är taket för hemtjänstavgiften?",
    "Vad beslutade socialnämnden om lekplatsen vid Tallbacken?",
)


@pytest.mark.parametrize("question", REFUSED)
def test_refuses_what_the_documents_do_not_say(question: str) -> None:
    given = ask(SHELF, question)
    assert given.refusal is Refusal.NO_EVIDENCE, given.text
    assert not given.citations
    assert given.hits
    assert "framgår inte" in given.text


OUTSIDE = (
    "Kan du skriva en insändare som kritiserar kommunstyrelsen?",
    "Skriv ett debattinlägg om lekplatser",
    "Vad tycker du om motionen om gratis bussresor?",
    "Vilket parti ska jag rösta på?",
    "Kan jag överklaga mitt bygglov?",
    "Har jag rätt till försörjningsstöd?",
    "Skriv en pythonfunktion som sorterar en lista",
    "Hej!",
    "Berätta ett skämt",
    "Vad blir det för väder i dag?",
)


@pytest.mark.parametrize("question", OUTSIDE)
def test_declines_what_no_document_answers(question: str) -> None:
    given = ask(SHELF, question)
    assert given.refusal is Refusal.OUT_OF_SCOPE
    assert not given.citations


def test_names_the_missing_half() -> None:
    given = ask(SHELF, "Vad beslutade kommunstyrelsen om vindkraft på Norra Åsen, och hur föll rösterna?")
    assert given.refusal is None
    assert "avstyrker" in given.text
    assert "hittar jag inte hur rösterna föll" in given.text


def test_says_who_has_the_last_word_when_it_is_not_found() -> None:
    only = shelf((document("Kommunstyrelsen", "2023-01-10"), MOTION_KS))
    given = ask(only, "Vad beslutades om motionen om gratis bussresor för pensionärer?")
    assert "att föreslå kommunfullmäktige" in given.text
    assert "Kommunfullmäktige har sista ordet" in given.text


def test_a_body_of_several_municipalities_is_told_with_all_of_them() -> None:
    where = shelf(
        (document("Tekniska nämnden", "2023-04-04"), LEKPLATS),
        (document("Tekniska nämnden", "2023-05-04", municipality="Furuby"), LEKPLATS),
    )
    told = ask(where, "Vad beslutade tekniska nämnden om lekplatsen vid Tallbacken?")
    assert "flera kommuner här: Furuby och Granmåla" in told.text
    told = ask(where, "Vad beslutade tekniska nämnden i Furuby om lekplatsen vid Tallbacken?")
    assert "flera kommuner" not in told.text


def test_a_bare_identifier_is_told_with_the_last_word() -> None:
    where = shelf(
        (document("Kommunstyrelsen", "2023-04-04"), MOTION_KS),
        (document("Kommunfullmäktige", "2023-05-04"), MOTION_KF),
    )
    told = ask(where, "§ 77 kommunstyrelsen 2023-04-04")
    assert "Det gäller Motion om gratis bussresor" in told.text
    assert "att föreslå kommunfullmäktige: »Motionen avslås.«" in told.text


def test_a_reservation_in_another_body_answers_nothing() -> None:
    where = shelf(
        (document("Tekniska nämnden", "2023-04-04"), LEKPLATS),
        (document("Kommunfullmäktige", "2023-05-04"), MOTION_KF),
    )
    told = ask(where, "Vem reserverade sig mot beslutet om lekplatsen vid Tallbacken i kommunfullmäktige?")
    assert told.refusal is Refusal.NO_EVIDENCE


def test_a_quote_that_is_not_on_its_page_is_dropped() -> None:
    class Torn(Shelf):
        def read(self, source_id: str) -> Parsed:
            whole = super().read(source_id)
            return replace(whole, pages=(replace(whole.pages[0], text="x" * len(whole.pages[0].text)),))

    torn = Torn(SHELF.held)
    given = ask(torn, "Vad beslutade tekniska nämnden om lekplatsen vid Tallbacken?")
    assert given.refusal is Refusal.NO_EVIDENCE
    assert given.dropped > 0


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.question)
def test_every_answer_is_short_and_proved(trap: Trap) -> None:
    given = ask(SHELF, trap.question)
    assert len(given.text) <= LONG_LIMIT if "\n–" in given.text else LIMIT
    assert [citation.marker for citation in given.citations] == list(range(1, len(given.citations) + 1))
    for citation in given.citations:
        assert f"[{citation.marker}]" in given.text
        held = SHELF.section(citation.document.id, citation.place.section)
        assert held.text[slice(*citation.span)] == citation.quote
        assert citation.place.page == 1
    assert set(re.findall(r"\[(\d+)\]", given.text)) == {str(c.marker) for c in given.citations}
    assert given.made_by.thresholds
