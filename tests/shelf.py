"""Invented matters on a shelf: sections made of parts with their status, a page each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log

from corpus.archive import Entry
from corpus.errors import NotFound
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
    Run,
    Section,
    Source,
    Status,
    Turn,
)
from corpus.swedish import STOPWORDS, words
from retrieval.answer import answer
from retrieval.query import known, parse_query
from retrieval.subject import Term, bag, covered, covers, share

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
    for status, told in parts:
        start = len(text) + 1
        text = f"{text}\n{told}"
        made.append(Part(status, (start, len(text))))
    run = Run(0, len(text), 1, 0, len(text))
    numbers = (dnr,) if dnr else ()
    return Section(label, opening, text, (run,), (1, 1), numbers, (), outcome, addressee, tuple(made))


# What a word gives that no other section says, in heading and text.
_RARE = 4.0


@dataclass(frozen=True)
class Shelf:
    """Documents of one section each, as a library; each section's text is a page of its own source."""

    held: tuple[tuple[Document, Section], ...]

    def section(self, document_id: str, index: int) -> Section:
        if index:
            raise NotFound(f"{document_id} has one section")
        return self.find(document_id).sections[index]

    def find(self, document_id: str) -> ParsedDocument:
        document, one = next(pair for pair in self.held if pair[0].id == document_id)
        return ParsedDocument(document, (one,))

    def entry(self, source_id: str) -> Entry:
        documents = tuple(document for document, _ in self.held if document.source == source_id)
        source = Source(source_id, documents[0].file, "0" * 64, Medium.PDF, 1)
        return Entry(source, "1", "digest", documents)

    def printed(self, source_id: str, number: int) -> Page:
        one = next(one for document, one in self.held if document.source == source_id)
        return Page(number, one.text, (Line((0, len(one.text))),), number)

    def read(self, source_id: str) -> Parsed:
        entry = self.entry(source_id)
        inner = tuple(self.find(document.id) for document in entry.documents)
        return Parsed(entry.source, entry.parser, (self.printed(source_id, 1),), inner)

    def hits(self, question: str) -> tuple[Hit, ...]:
        """Every passage, those of the sections that share most words with the question first."""
        asked = tuple(Term(word, 1.0) for word in sorted(set(words(question)) - STOPWORDS))
        ranked = sorted(self.held, key=lambda pair: -share(asked, bag(f"{pair[0].id} {pair[1].text}")))
        return tuple(hit for document, one in ranked for hit in _hits(document, one, self._said(asked, one)))

    def _said(self, asked: tuple[Term, ...], one: Section) -> float:
        """How much of the words asked a section says, the rarer the more, as BM25 would have it."""
        texts = [bag(f"{document.body} {other.text}") for document, other in self.held]
        told = [sum(covers(text, term.word) for text in texts) for term in covered(asked, bag(one.text))]
        return sum(_RARE * log((len(texts) + 1) / many) / log(len(texts) + 1) for many in told)


def _hits(document: Document, one: Section, said: float) -> Iterable[Hit]:
    place = Place(0, one.label, one.heading, (), one.diarienummer, 1, 1, one.outcome, one.addressee)
    for part in one.parts:
        text = one.text[slice(*part.span)]
        chunk = Chunk(f"{document.id}{part.span}", document, place, part.status, part.span, text)
        yield Hit(chunk, 1.0, (), said)


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


def ask(where: Shelf, question: str, history: tuple[Turn, ...] = ()) -> Answer:
    query = parse_query(Question(question, history), known(document for document, _ in where.held))
    return answer(query, where.hits(question), where, MADE_BY)


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

AVGIFT_KS = section(
    "Avgift i musikskolan",
    (
        B,
        "Beslut\nKommunstyrelsen föreslår att kommunfullmäktige beslutar:\n"
        "Avgiften i musikskolan höjs till 900 kronor per termin.",
    ),
    label="§ 45",
    dnr="KS 2023/77",
    outcome=Outcome.BIFALL,
    addressee="Kommunfullmäktige",
)
AVGIFT_KF = section(
    "Avgift i musikskolan",
    (B, "Beslut\nAvgiften i musikskolan höjs till 700 kronor per termin."),
    (
        D,
        "Sammanfattning\nMusikskolans avgift är i dag 600 kronor per termin. "
        "Kommunstyrelsen har föreslagit 900 kronor.",
    ),
    (
        Y,
        "Yrkanden\nVera Kvist (C) yrkar att avgiften höjs till 700 kronor.\n"
        "Nils Berg (M) yrkar bifall till kommunstyrelsens förslag.",
    ),
    (
        V,
        "Omröstning\nOrdföranden finner att kommunstyrelsens förslag bifalls. Omröstning begärs. "
        "Ja för kommunstyrelsens förslag och nej för Vera Kvists yrkande. "
        "Omröstningen utfaller med 15 ja mot 26 nej.",
    ),
    (R, "Reservation\nLedamöterna från M reserverar sig mot beslutet."),
    label="§ 61",
    dnr="KS 2023/77",
    outcome=Outcome.BIFALL,
)
STRATEGI_OLD = section(
    "Mål",
    (D, "Mål\nKlimatstrategin gäller 2016–2020. Utsläppen ska minska med 20 procent till år 2020."),
)
STRATEGI_NEW = section(
    "Klimatstrategi 2023–2030",
    (
        B,
        "Beslut\nKlimatstrategi 2023–2030 antas och ersätter strategin för 2016–2020.\n"
        "Utsläppen ska minska med 55 procent till år 2030.",
    ),
    label="§ 88",
    dnr="KS 2022/440",
    outcome=Outcome.ANTAGEN,
)
EKSKOLAN = section(
    "Tillbyggnad av Ekskolan",
    (B, "Beslut\nTekniska nämnden beviljar 8 mkr till tillbyggnad av Ekskolan."),
    label="§ 14",
    dnr="TN 2024/14",
    outcome=Outcome.BIFALL,
)
EKBACKESKOLAN = section(
    "Tillbyggnad av Ekbackeskolan",
    (B, "Beslut\nTekniska nämnden avslår begäran om tillbyggnad av Ekbackeskolan."),
    label="§ 15",
    dnr="TN 2024/15",
    outcome=Outcome.AVSLAG,
)
VATTEN_GRANMALA = section(
    "Ny taxa för vatten och avlopp",
    (B, "Beslut\nTaxan för vatten och avlopp höjs med 4 procent."),
    label="§ 12",
    dnr="KS 2024/50",
    outcome=Outcome.BIFALL,
)
VATTEN_FURUBY = section(
    "Ny taxa för vatten och avlopp",
    (B, "Beslut\nTaxan för vatten och avlopp höjs med 9 procent."),
    label="§ 12",
    dnr="KS 2024/31",
    outcome=Outcome.BIFALL,
)
TEASER = section(
    "Hyra för ishallen",
    (B, "Beslut\nHyran för ishallen sänks till 350 kronor per timme."),
    (Status.OVRIGT, "Läs mer\nRelevanta dokument: Ny bro, KS 2020/555"),
    label="§ 70",
    dnr="KFN 2024/21",
    outcome=Outcome.BIFALL,
)
BUDGET = section(
    "Budget 2025",
    (
        B,
        "Beslut\nBudget 2025 antas med följande ramar:\nNämnd (tkr) Budget 2024 Budget 2025\n"
        "Socialnämnden 310 200 322 500\nKulturnämnden 41 300 42 900",
    ),
    (
        D,
        "Sammanfattning\nI förslaget uppgår ramen för kulturnämnden till 40 100 tkr. "
        "Kulturnämnden har begärt 45 000 tkr.",
    ),
    label="§ 90",
    dnr="KS 2024/200",
    outcome=Outcome.ANTAGEN,
)
NARVARANDE = section(
    "Sammanträdesuppgifter",
    (N, "Beslutande\nRut Alm (S), ordförande\nSven Dal (M), vice ordförande\nBo Vik (C)"),
)
INTERPELLATION = section(
    "Interpellation till socialnämndens ordförande om köer",
    (B, "Beslut\nInterpellationen anses besvarad."),
    label="§ 91",
    dnr="KS 2024/210",
    outcome=Outcome.BESVARAD,
)
FYLLNADSVAL = section(
    "Fyllnadsval till valnämnden",
    (B, "Beslut\nTill ledamot i valnämnden i stället för Lisa Ros (L) utses Erik Hage (L)."),
    label="§ 92",
    dnr="KS 2024/220",
)
BORGEN = section(
    "Borgen för Granmåla Energi AB",
    (B, "Beslut\nÄrendet återremitteras till kommunstyrelsen."),
    (D, "Sammanfattning\nKommunstyrelsen föreslår en borgen om 60 000 000 kronor."),
    (
        V,
        "Beslutsgång\nMed 25 ja-röster mot 16 nej-röster återremitteras ärendet med stöd av "
        "minoritetsregeln i kommunallagen.",
    ),
    label="§ 93",
    dnr="KS 2024/230",
    outcome=Outcome.ATERREMISS,
)
PARK = section(
    "Namn på parken vid ån",
    (
        B,
        "Beslut\nKulturnämnden föreslår att kommunstyrelsen beslutar:\nParken vid ån ges namnet Åparken.",
    ),
    label="§ 8",
    dnr="KUN 2024/12",
    outcome=Outcome.BIFALL,
    addressee="Kommunstyrelsen",
)

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
    (document("Kommunstyrelsen", "2023-04-11"), AVGIFT_KS),
    (document("Kommunfullmäktige", "2023-05-15"), AVGIFT_KF),
    (
        document("Kommunfullmäktige", "2016-02-08", Kind.STRATEGI, title="Klimatstrategi 2016–2020"),
        STRATEGI_OLD,
    ),
    (document("Kommunfullmäktige", "2023-06-12"), STRATEGI_NEW),
    (document("Tekniska nämnden", "2024-02-20"), EKSKOLAN),
    (document("Tekniska nämnden", "2024-02-20"), EKBACKESKOLAN),
    (document("Kommunstyrelsen", "2024-03-05"), VATTEN_GRANMALA),
    (document("Kommunstyrelsen", "2024-03-05", municipality="Furuby"), VATTEN_FURUBY),
    (document("Kultur- och fritidsnämnden", "2024-09-03"), TEASER),
    (document("Kommunfullmäktige", "2024-11-25"), BUDGET),
    (document("Socialnämnden", "2024-09-10"), NARVARANDE),
    (document("Kommunfullmäktige", "2024-11-25"), INTERPELLATION),
    (document("Kommunfullmäktige", "2024-11-25"), FYLLNADSVAL),
    (document("Kommunfullmäktige", "2024-12-16"), BORGEN),
    (document("Kulturnämnden", "2024-01-23"), PARK),
)
