"""Answers over invented matters: what must be said, what must never be told, and what is refused."""

import re
from dataclasses import dataclass, replace

import pytest

from corpus.model import Document, Outcome, Page, Question, Refusal, Role, Section, Status, Turn
from retrieval.answer import LIMIT, LONG_LIMIT, answer
from retrieval.query import known, parse_query
from tests.shelf import (
    LEKPLATS,
    MADE_BY,
    MOTION_KF,
    MOTION_KS,
    SHELF,
    B,
    D,
    Shelf,
    Y,
    ask,
    document,
    section,
    shelf,
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
    Trap(
        "Vad beslutade kommunfullmäktige om avgiften i musikskolan?",
        (("700 kronor",), ("beloppet är ett annat",)),
        ("900",),
    ),
    Trap("Hur hög blir avgiften i musikskolan?", (("700 kronor",),), ("900", "600")),
    Trap("Vad föreslog kommunstyrelsen om avgiften i musikskolan?", (("föreslå",), ("900 kronor",))),
    Trap(
        "Vad beslutade kommunstyrelsen om avgiften i musikskolan?",
        (("att föreslå kommunfullmäktige",), ("900 kronor",), ("700 kronor",)),
    ),
    Trap("Hur föll rösterna om avgiften i musikskolan?", (("15 ja",), ("26 nej",), ("nej-sidan vann",))),
    Trap(
        "Vem reserverade sig mot avgiften i musikskolan?",
        (("Ledamöterna från M",),),
        ("Vera Kvist", "Nils Berg"),
    ),
    Trap("Vem yrkade 700 kronor i musikskolan?", (("Vera Kvist",),)),
    Trap(
        "Hur mycket ska utsläppen minska enligt klimatstrategin 2023–2030?",
        (("55 procent",),),
        ("20 procent",),
    ),
    Trap("Hur mycket skulle utsläppen minska till år 2020?", (("20 procent",),), ("55 procent",)),
    Trap("När antogs klimatstrategin för 2023–2030?", (("12 juni 2023",),), ("2016-02", "8 februari")),
    Trap("Vilken strategi ersätter klimatstrategin 2023–2030?", (("strategin för 2016–2020",),)),
    Trap("Beviljades pengar till tillbyggnad av Ekskolan?", (("8 mkr",), ("Ja",)), ("Ekbackeskolan",)),
    Trap("Vad beslutades om Ekbackeskolan?", (("avslår",),), ("8 mkr",)),
    Trap(
        "Vad beslutade kommunstyrelsen i Furuby om taxan för vatten och avlopp?",
        (("9 procent",),),
        ("4 procent",),
    ),
    Trap("Med hur mycket höjs taxan för vatten och avlopp i Granmåla?", (("4 procent",),), ("9 procent",)),
    Trap(
        "Vad beslutades i § 12 i kommunstyrelsen i Granmåla den 5 mars 2024?",
        (("4 procent",),),
        ("9 procent",),
    ),
    Trap("Vad kostar det att hyra ishallen?", (("350 kronor",),)),
    Trap("Vilket diarienummer har hyran för ishallen?", (("KFN 2024/21",),), ("KS 2020/555",)),
    Trap("Hur stor är kulturnämndens ram i budgeten för 2025?", (("42 900",),), ("40 100", "45 000")),
    Trap("Vilken ram fick socialnämnden i budget 2025?", (("322 500",),)),
    Trap("Vem är ordförande i socialnämnden?", (("Rut Alm",),), ("Sven Dal (M), vice ordförande\nBo",)),
    Trap("Vem ersatte Lisa Ros i valnämnden?", (("Erik Hage",),)),
    Trap(
        "Varför återremitterades borgen för Granmåla Energi trots att de flesta ville besluta?",
        (("minoritet",),),
    ),
    Trap("Beviljades borgen för Granmåla Energi AB?", (("Nej",), ("återremi",)), ("Ja.",)),
    Trap(
        "Vad beslutade kulturnämnden om namnet på parken vid ån?",
        (("att föreslå kommunstyrelsen",), ("sista ordet",), ("hittar jag inte",)),
    ),
    Trap("Heter parken vid ån Åparken?", (("föreslå", "förslag"),)),
    Trap(
        "Är avgiften i musikskolan beslutad eller är det bara ett förslag?",
        (("Ja",), ("700 kronor",)),
        ("900",),
    ),
    Trap("Vilken avgift har musikskolan enligt fullmäktiges beslut?", (("700 kronor",),), ("900", "600")),
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
    "Vem är ordförande i valnämnden?",
    "Vad beslutades i ärende KS 2020/555?",
    "Vad kostar den nya simhallen i Furuby?",
    "Vem reserverade sig mot hyran för ishallen?",
    "Hur många ärenden behandlade kommunstyrelsen?",
    "Vad beslutade kommunstyrelsen i Tallby om taxan för vatten och avlopp?",
)


@pytest.mark.parametrize("question", REFUSED)
def test_refuses_what_the_documents_do_not_say(question: str) -> None:
    given = ask(SHELF, question)
    assert given.refusal is Refusal.NO_EVIDENCE, given.text
    assert not given.citations
    assert given.hits
    assert "framgår inte" in given.text


OUTSIDE = (
    "Kan du hjälpa mig att räkna ut min kommunalskatt inför deklarationen?",
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
        def printed(self, source_id: str, number: int) -> Page:
            page = super().printed(source_id, number)
            return replace(page, text="x" * len(page.text))

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


AVSLAG, BIFALL = Outcome.AVSLAG, Outcome.BIFALL
KF, KS = "Kommunfullmäktige", "Kommunstyrelsen"
MOTIONS = tuple(
    (
        document(body, date),
        section(
            f"Motion av Kim Lo (V), Jo Ek (C) och Bo Vik (S) om {about}",
            (B, "Beslut\nOm motionen beslutas som i rubriken."),
            label=label,
            outcome=outcome,
            addressee=upward,
        ),
    )
    for body, date, label, about, outcome, upward in (
        (KF, "2031-01-20", "§ 4", "cykelbanor", AVSLAG, None),
        (KF, "2031-01-20", "§ 3", "badplatser", BIFALL, None),
        (KF, "2031-02-17", "§ 9", "lekplatser", AVSLAG, None),
        (KS, "2031-01-08", "§ 2", "lekplatser", AVSLAG, KF),
    )
)


def _listed(question: str) -> list[str]:
    where = shelf(*MOTIONS)
    query = parse_query(Question(question), known(held for held, _ in where.held))
    given = answer(query, (), where, MADE_BY, lambda filters: where.hits(""))
    assert [citation.marker for citation in given.citations] == list(range(1, given.text.count("\n") + 1))
    return [line.partition(": ")[2] for line in given.text.split("\n")[1:]]


def test_all_of_a_sort_in_a_month_are_listed_in_order() -> None:
    assert _listed("Vilka motioner behandlade kommunfullmäktige i januari 2031?") == [
        "Motion av Kim Lo (V) m.fl. om badplatser (bifall) [1]",
        "Motion av Kim Lo (V) m.fl. om cykelbanor (avslag) [2]",
    ]
    assert _listed("Motioner i januari 2031")[0] == (
        "Motion av Kim Lo (V) m.fl. om lekplatser (förslag till kommunfullmäktige: avslag) [1]"
    )


def test_a_proposal_to_decline_is_not_listed_as_declined() -> None:
    assert _listed("Vilka motioner avslogs i januari 2031?") == [
        "Motion av Kim Lo (V) m.fl. om cykelbanor (avslag) [1]"
    ]


MANY = tuple(
    (
        document("Kommunfullmäktige", "2031-05-12"),
        section(
            f"Motion av Kim Lo (V) om försök nummer {number} med längre rubriker än vad som ryms på en rad",
            (B, f"Beslut\nMotionen om försök nummer {number} avslås."),
            label=f"§ {number}",
            outcome=AVSLAG,
        ),
    )
    for number in range(1, 41)
)


def test_a_list_that_is_too_long_goes_on_where_it_ended() -> None:
    where = shelf(*MANY)
    first = "Vilka motioner avslog kommunfullmäktige den 12 maj 2031?"
    told: list[str] = []
    turns: tuple[Turn, ...] = ()
    for question in (first, "Visa fler", "Och resten?", "Fler"):
        query = parse_query(Question(question, turns), known(held for held, _ in where.held))
        given = answer(query, (), where, MADE_BY, lambda filters: where.hits(""))
        assert len(given.text) <= LONG_LIMIT
        told += re.findall(r"^– § (\d+): ", given.text, re.MULTILINE)
        turns = (*turns, Turn(Role.USER, question), Turn(Role.ASSISTANT, given.text))
        assert given.text.startswith(
            "Det finns 40 i protokollen här från kommunfullmäktige den 12 maj 2031; nummer "
        )
        assert ("»visa fler«" in given.text) == (len(told) < len(MANY))
    assert told == [str(number) for number in range(1, 41)]


def test_all_of_a_sort_is_of_the_meeting_that_is_talked_of() -> None:
    where = shelf(*MANY[:2])
    turns = (Turn(Role.USER, "Vad beslutade kommunfullmäktige den 12 maj 2031?"),)
    query = parse_query(Question("Vilka motioner avslogs?", turns), known(held for held, _ in where.held))
    assert answer(query, (), where, MADE_BY, lambda filters: where.hits("")).text.count("\n– § ") == 2


def _said(question: str, *held: tuple[Document, Section]) -> str:
    given = ask(shelf(*held), question)
    assert given.refusal is None, given.text
    return given.text


HARBOUR = section(
    "Återställning efter stormen Knut",
    (
        D,
        "Redovisning\nDelprojekten efter stormen Knut redovisas.\nNorra kajen, vågbrytare.\nInväntar plan.\n"
        "Prognos: 6 500 000 kr\nSödra kajen, brygga.\nPrognos: 1 200 000 kr",
    ),
    label="§ 81",
)


@pytest.mark.parametrize(
    ("question", "amount", "other"),
    [
        ("Vad räknar man med att Norra kajen kommer att kosta efter stormen Knut?", "6 500 000", "1 200 000"),
        ("Vad kostar Södra kajen efter stormen Knut?", "1 200 000", "6 500 000"),
    ],
)
def test_a_label_is_told_with_what_it_is_of(question: str, amount: str, other: str) -> None:
    text = _said(question, (document("Tekniska nämnden", "2031-04-25"), HARBOUR))
    assert amount in text
    assert other not in text


def test_a_number_of_the_things_counted_goes_before_other_numbers() -> None:
    report = section(
        "Skyddsrum",
        (
            D,
            "Nämnden har enligt lag ett ansvar för att skyddsrum underhålls, och tio stickprov har tagits.\n"
            "Nämnden ansvarar för fler än 250 skyddsrum.",
        ),
    )
    text = _said("Hur många skyddsrum ansvarar nämnden för?", (document("Nämnden", "2031-03-01"), report))
    assert "250 skyddsrum" in text


LAND = section(
    "Kommunens mark och arrenden",
    (
        D,
        "Bakgrund\nMarken i kommunen är till stor del skog, och 3 400 000 kronor går till vägar på marken. "
        "Kommunen äger drygt hälften av marken. Arrendet för Sjöängen ska ge avkastning från 2020. "
        "Arrendet för Sjöängen skrivs på två år i taget.\n"
        "Avtalet om skogsbruket tecknades den 3 maj 2029. Avtalet om skogsbruket löper ut den 30 juni 2033. "
        "Avtalet om båtplatser är från den 9 april 2029, med införande den 1 maj 2032.\n"
        "Den som arrenderar en odlingslott ska ha fyllt 16 år. En odlingslott är minst 50 kvadratmeter.",
    ),
    (B, "Beslut\n1. Nämnden får i uppdrag att så ängar i Hagaparken. För detta höjs ramen med 2 mkr."),
    label="§ 12",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hur mycket av marken äger kommunen?", "drygt hälften"),
        ("Hur länge gäller arrendet för Sjöängen?", "två år i taget"),
        ("När går avtalet om skogsbruket ut?", "30 juni 2033"),
        ("Från vilket datum gäller avtalet om båtplatser?", "1 maj 2032"),
        ("Vid vilken ålder får man en odlingslott?", "16 år"),
        (
            "Vad får nämnden för att så ängar i Hagaparken?",
            "ängar i Hagaparken. För detta höjs ramen med 2 mkr",
        ),
    ],
)
def test_an_amount_or_a_time_is_of_the_sort_that_is_asked_for(question: str, told: str) -> None:
    assert told in _said(question, (document("Tekniska nämnden", "2031-04-25"), LAND))


def test_a_reason_is_told_by_what_describes_and_never_by_a_bare_motion() -> None:
    museum = section(
        "Ny basutställning på museet",
        (D, "Beskrivning\nMuseets basutställning är tjugo år gammal och visar inget av landsbygden."),
        (Y, "Yrkanden\nKarin Alm (S) yrkar bifall till en ny basutställning på museet."),
        label="§ 5",
    )
    text = _said(
        "Varför vill museet ha en ny basutställning?", (document("Kulturnämnden", "2031-03-01"), museum)
    )
    assert "inget av landsbygden" in text
    assert "yrkar" not in text


def test_when_is_answered_by_a_day_that_the_question_does_not_tell() -> None:
    told = section(
        "Förlängd tid för utredningen",
        (
            D,
            "Tiden förlängs för den del av utredningen som ska redovisas den 8 december 2030.\n"
            "Tiden för utredningen förlängs, och den ska i stället redovisas senast den 27 april 2031.",
        ),
    )
    question = "Till vilket datum förlängdes tiden för utredningen som skulle redovisas i december 2030?"
    assert "27 april 2031" in _said(question, (document("Nämnden", "2030-03-01"), told))


FIRST = section(
    "Förbindelse över bangården",
    (
        B,
        "Beslut\nÄrendet återremitteras till byggnadsnämnden som får i uppdrag att\n"
        "a) utreda biltrafik.\nb) säkra finansieringen.",
    ),
    label="§ 23",
    dnr="KS 2031/9",
    outcome=Outcome.ATERREMISS,
)
THEN = section(
    "Förbindelse över bangården",
    (B, "Beslut\nPlaneringen av förbindelsen fortsätter."),
    label="§ 74",
    dnr="KS 2031/9",
    outcome=BIFALL,
)
WAY = ((document(KF, "2031-01-30"), FIRST), (document(KF, "2031-06-18"), THEN))


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Vad beslutade kommunfullmäktige i januari 2031 om förbindelsen över bangården?", "§ 23"),
        ("Vad hände med förbindelsen över bangården i kommunfullmäktige i januari 2031?", "§ 23"),
        ("Vad beslutade kommunfullmäktige i juni 2031 om förbindelsen över bangården?", "§ 74"),
        ("Vad blev det av förbindelsen över bangården?", "§ 74"),
    ],
)
def test_the_meeting_of_the_month_named_is_told(question: str, label: str) -> None:
    text = _said(question, *WAY)
    assert f"({label}, dnr" in text.partition("»")[0]
    if label == "§ 23":
        assert "»Ärendet återremitteras till byggnadsnämnden som får i uppdrag att a) utreda" in text


def test_the_body_that_a_matter_is_sent_to_is_told() -> None:
    text = _said("Till vilken nämnd skickades förbindelsen över bangården i januari 2031?", WAY[0])
    assert text.startswith("Byggnadsnämnden. Kommunfullmäktige beslutade")


def test_two_years_are_compared_side_by_side() -> None:
    report = section(
        "Eget kapital",
        (
            D,
            "I bokslutet 2029 är det egna kapitalet 4 105 tkr.\n"
            "I bokslutet 2030 är det egna kapitalet 5 479 tkr.",
        ),
    )
    text = _said(
        "Jämför det egna kapitalet i bokslutet 2029 med 2030", (document("Nämnden", "2031-03-01"), report)
    )
    assert "– 2029: »I bokslutet 2029 är det egna kapitalet 4 105 tkr.«" in text
    assert "– 2030: »I bokslutet 2030 är det egna kapitalet 5 479 tkr.«" in text


def test_what_a_body_pointed_out_is_told_by_its_statement() -> None:
    statement = section(
        "Remiss om cykelplan",
        (B, "Beslut\nNämnden godkänner yttrandet och översänder det till kommunstyrelsen."),
        (
            Status.YTTRANDE,
            "Yttrande\nCykelplanen är ett stöd för nämndens arbete.\nVinterväghållning nämns inte i planen.",
        ),
        label="§ 21",
        outcome=BIFALL,
    )
    where = (document("Socialnämnden", "2031-05-03"), statement)
    assert "Vinterväghållning nämns inte" in _said(
        "Vad påpekade socialnämnden att cykelplanen inte nämner?", where
    )
    answered = _said("Vad svarade socialnämnden på remissen om cykelplanen?", where)
    assert "godkänner yttrandet" in answered
    assert "ett stöd för nämndens arbete" in answered


def test_an_item_of_a_list_is_told_with_what_was_decided_of_the_list() -> None:
    closed = section(
        "Avslut av uppdrag",
        (
            B,
            "Beslut\n1. Nedanstående uppdrag förklaras fullgjorda.\n"
            "a) Äldrenämndens uppdrag att avveckla valfrihet i hemtjänsten.",
        ),
        label="§ 55",
        outcome=BIFALL,
    )
    text = _said("Ska valfrihet i hemtjänsten avvecklas?", (document(KF, "2031-06-19"), closed))
    assert "Nedanstående uppdrag förklaras fullgjorda" in text
    assert "avveckla valfrihet" in text


def test_a_matter_that_is_only_named_is_answered_by_its_decision() -> None:
    heading = "Motion av Eva Lind (C) om att göra Nya Gasklockan till danslokal"
    received = section(
        "Anmälan av motioner",
        (B, f"Beslut\nFöljande motioner remitteras till kommunstyrelsen:\n{heading}."),
        label="§ 8",
    )
    decided = section(
        heading,
        (Status.OVRIGT, f"§ 41 Ärendemening: {heading}"),
        (B, "Beslut\nDen av Eva Lind väckta motionen avslås."),
        label="§ 41",
        outcome=Outcome.AVSLAG,
    )
    where = ((document(KF, "2031-02-12"), received), (document(KF, "2031-11-27"), decided))
    for question in (
        "Blir Nya Gasklockan danslokal?",
        "Vad sa kommunfullmäktige om Nya Gasklockan?",
        "Vad blev det i fullmäktige av motionen om Gasklockan?",
    ):
        assert "väckta motionen avslås" in _said(question, *where), question


def test_what_was_decided_of_the_matter_goes_before_a_point_of_it() -> None:
    sent_back = section(
        "Hemställan om nya modeller för arrenden",
        (
            B,
            "Beslut\nHemställan från tekniska nämnden återremitteras till nämnden för att arbeta fram:\n"
            "a) En modell med fasta priser för den som arrenderar länge.\n"
            f"b) {'En modell för köp av arrenden där priset kan ändras varje år. ' * 9}",
        ),
        label="§ 94",
        outcome=Outcome.ATERREMISS,
    )
    text = _said(
        "Vad beslutade styrelsen om modeller för köp av arrenden?", (document(KS, "2031-04-22"), sent_back)
    )
    assert "återremitteras" in text


def test_what_came_of_a_motion_goes_before_a_point_that_says_more_of_it() -> None:
    granted = section(
        "Motion av Eva Lind (C) om fler foodtrucks",
        (
            B,
            "Beslut\n1. Den av Eva Lind väckta motionen bifalls i sin helhet.\n"
            f"2. {'Tekniska nämnden får i uppdrag att ge plats för fler foodtrucks på torgen. ' * 7}",
        ),
        label="§ 30",
        outcome=BIFALL,
    )
    text = _said("Hur gick det med motionen om fler foodtrucks?", (document(KF, "2031-01-29"), granted))
    assert "väckta motionen bifalls" in text


def test_no_other_body_voted_in_place_of_the_one_that_is_named() -> None:
    where = shelf((document("Tekniska nämnden", "2023-04-04"), LEKPLATS))
    told = ask(where, "Hur röstade kulturnämnden om lekplatsen vid Tallbacken?")
    assert told.refusal is Refusal.NO_EVIDENCE


def test_the_day_of_a_paper_is_no_day_of_the_matter() -> None:
    rules = section(
        "Ny arbetsordning för fullmäktige",
        (
            Status.YRKANDE,
            "Yrkanden\nEva Lind (C) yrkar bifall till yrkandet om arbetsordning för fullmäktige "
            "från C den 12 juni 2031.",
        ),
        (B, "Beslut\nArbetsordningen antas och gäller från och med den 15 oktober 2031."),
        label="§ 51",
    )
    where = (document(KF, "2031-06-17"), rules)
    assert "15 oktober 2031" in _said("Vilken dag börjar arbetsordningen för fullmäktige gälla?", where)
    asked = ask(shelf(where), "Hur många ledamöter fick arbetsordningen för fullmäktige 2031?")
    assert asked.refusal is Refusal.NO_EVIDENCE, asked.text


def test_which_company_it_was_is_told_by_a_sentence_that_names_one() -> None:
    alarms = section(
        "Upphandling av larm för simhallen",
        (
            D,
            "Bakgrund\nUpphandling av larm för simhallen pågår, och larm för simhallen behövs.\n"
            "I dag sköts larmen av leverantören Nordlarm Teknik AB.",
        ),
        (B, "Beslut\nUpphandlingen påbörjas."),
        label="§ 72",
    )
    where = (document("Tekniska nämnden", "2031-04-25"), alarms)
    assert "Nordlarm Teknik AB" in _said("Vilket företag sköter larm för simhallen?", where)
    nobody = section(alarms.heading, (D, "Bakgrund\nUpphandling av larm för simhallen pågår."), label="§ 72")
    asked = ask(
        shelf((document("Tekniska nämnden", "2031-04-25"), nobody)),
        "Vilket företag sköter larm för simhallen?",
    )
    assert asked.refusal is Refusal.NO_EVIDENCE, asked.text


def test_what_another_body_is_told_to_do_is_told_by_the_sentence_that_names_it() -> None:
    audit = section(
        "Granskning av skyfall",
        (
            D,
            "Rekommendationer\nRevisionen rekommenderar kommunstyrelsen att styra arbetet efter skyfall.\n"
            "Revisionen rekommenderar kretsloppsnämnden att ordna fler magasin.",
        ),
    )
    text = _said(
        "Vad rekommenderade revisionen kretsloppsnämnden efter granskningen av skyfall?",
        (document("Revisionen", "2031-04-25"), audit),
    )
    assert "fler magasin" in text


def test_the_number_of_a_note_is_no_number_of_things() -> None:
    audit = section(
        "Granskning av grundsärskolan",
        (D, "1 Eleverna i grundsärskolan kan gå i en klass eller vara integrerade."),
    )
    where = shelf((document("Revisionen", "2031-04-25"), audit))
    assert ask(where, "Hur många elever går i grundsärskolan?").refusal is Refusal.NO_EVIDENCE


def test_a_decisions_first_line_is_told_though_it_leads_in_the_rest() -> None:
    granted = section(
        "Motion av Eva Lind (C) om fler foodtrucks",
        (
            B,
            "Beslut\n1. Första beslutssatsen i den av Eva Lind väckta motionen bifalles:\n"
            "Tekniska nämnden får i uppdrag att ge plats för fler foodtrucks på torgen.",
        ),
        label="§ 30",
        outcome=Outcome.DELVIS,
    )
    text = _said("Vad beslutades om motionen om fler foodtrucks?", (document(KF, "2031-01-29"), granted))
    assert "Första beslutssatsen" in text


def test_what_happened_since_a_month_is_told_to_its_end() -> None:
    heading, number = "Genomförandebeslut för Ekskolan", "BN 2031/58"
    sent_back = section(
        heading,
        (B, "Beslut\nÄrendet återremitteras till nämnden."),
        label="§ 74",
        dnr=number,
        outcome=Outcome.ATERREMISS,
    )
    decided = section(
        heading,
        (B, "Beslut\nGenomförandebeslutet för Ekskolan godkänns."),
        label="§ 258",
        dnr=number,
        outcome=BIFALL,
    )
    where = (document(KF, "2031-02-27"), sent_back), (document(KF, "2031-06-19"), decided)
    text = _said("Vad hände med genomförandebeslutet för Ekskolan från februari 2031?", *where)
    assert text.startswith("Kommunfullmäktige beslutade den 19 juni 2031")


def test_who_took_no_part_is_told_by_what_is_noted() -> None:
    roads = section(
        "Enskilda vägar",
        (B, "Beslut\nKommunen slutar att sköta de enskilda vägarna."),
        (Status.ANTECKNING, "Anteckning\nEva Lind (L) avstår från att delta i beslutet."),
        (Status.NARVARO, "Närvarande\nOlle Ström (S), ordförande"),
        label="§ 74",
    )
    where = (document("Tekniska nämnden", "2031-04-25"), roads)
    for question in (
        "Vem deltog inte i beslutet om de enskilda vägarna?",
        "Vilka lät bli att delta i beslutet om enskilda vägar?",
    ):
        assert "Eva Lind (L) avstår" in _said(question, where), question


def test_the_day_until_which_a_matter_is_put_off_is_not_that_of_an_earlier_meeting() -> None:
    put_off = section(
        "Rapport om badplatser",
        (B, "Beslut\nÄrendet bordläggs till sammanträdet den 19 augusti 2031."),
        (D, "Tidigare behandling\nRapporten om badplatser bordlagd den 18 mars 2031, § 201."),
        label="§ 467",
        outcome=Outcome.BORDLAGD,
    )
    text = _said(
        "Till vilken dag har kommunstyrelsen skjutit upp rapporten om badplatser?",
        (document(KS, "2031-06-17"), put_off),
    )
    assert "19 augusti 2031" in text


def test_sentences_with_years_and_sums_are_no_table() -> None:
    costs = section(
        "Kostnader för säkerhetslagen",
        (
            D,
            "Bakgrund\nUnder hösten September 2030 bedömdes kostnaden till 18 miljoner kronor för 2031.\n"
            "För 2031 beräknas en kostnad om 24 miljoner kronor.",
        ),
    )
    text = _said(
        "Vilken kostnad beräknas för säkerhetslagen för 2031?", (document("Revisionen", "2031-04-25"), costs)
    )
    assert ", där " not in text
