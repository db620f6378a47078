"""Which version of a governing document is in force on a day, over invented documents of two places."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from corpus.dates import swedish_date
from corpus.dossier import standing_sheet
from corpus.embedding import Embedder
from corpus.errors import BadInput, NotFound
from corpus.model import Kind, Question
from corpus.sheet import Format, written
from corpus.views import EditionView, InForce
from retrieval.assistant import Assistant
from retrieval.desk import Desk
from tests.desks import Held, desks
from tests.shelf import B, D, F, ask, document, section, shelf

COUNCIL = "Kommunfullmäktige"


def governing(kind: Kind, title: str, told: str, place: str = "Granmåla", body: str = COUNCIL) -> Held:
    """A governing document that tells ``told`` of itself on its first page."""
    return document(body, "2010-01-01", kind, place, title), section(title, (D, told))


def minutes(
    date: str, label: str, heading: str, decision: str, place: str = "Granmåla", body: str = COUNCIL
) -> Held:
    return document(body, date, municipality=place), section(heading, (B, f"Beslut\n{decision}"), label=label)


@dataclass(frozen=True)
class Pair:
    """Two versions; ``between`` is a day of the older one and ``later`` one of the newer."""

    name: str
    older: str
    newer: str
    between: str
    later: str
    held: tuple[Held, ...]


PAIRS = (
    Pair(
        "strategi för stadsnära skog",
        "2017-05-15",
        "2021-05-17",
        "2019-03-01",
        "2022-03-01",
        (
            governing(
                Kind.STRATEGI,
                "Strategi för stadsnära skog 2017–2020",
                "Antagen av Kommunfullmäktige 2017-05-15, § 41\nGäller till och med 2020-12-31",
            ),
            governing(
                Kind.STRATEGI,
                "Strategi för stadsnära skog 2021–2024",
                "Antagen av Kommunfullmäktige 2021-05-17, § 52\n"
                "Ersätter Strategi för stadsnära skog 2017–2020, antagen\n"
                "2017-05-15, § 41\n"
                "Gäller till och med 2024-12-31",
            ),
        ),
    ),
    Pair(
        "policyn för representation",
        "2014-06-16",
        "2021-03-22",
        "2018-01-01",
        "2023-01-01",
        (
            governing(Kind.POLICY, "Policy för representation", "Antagen: Kommunfullmäktige 2014-06-16 § 77"),
            governing(
                Kind.POLICY,
                "Policy för representation",
                "Antagen: Kommunfullmäktige 2021-03-22 § 31\n"
                "Ersätter: Policy för representation antagen 2014-06-16 § 77",
            ),
        ),
    ),
    Pair(
        "taxa för torghandel",
        "2021-11-22",
        "2022-11-28",
        "2022-06-01",
        "2023-06-01",
        (
            governing(
                Kind.TAXA,
                "Taxa för torghandel 2022",
                "Fastställd av kommunfullmäktige den 22 november 2021, § 140",
            ),
            governing(
                Kind.TAXA,
                "Taxa för torghandel 2023",
                "Fastställd av kommunfullmäktige den 28 november 2022, § 151",
            ),
        ),
    ),
    Pair(
        "dagvattenplan",
        "2016-02-22",
        "2022-02-21",
        "2018-01-01",
        "2023-01-01",
        (
            minutes("2016-02-22", "§ 12", "Dagvattenplan", "Kommunfullmäktige antar Plan för dagvatten."),
            minutes(
                "2022-02-21",
                "§ 9",
                "Ny dagvattenplan",
                "1. Kommunfullmäktige antar Dagvattenplan.\n"
                "2. Plan för dagvatten, antagen 2016-02-22, § 12, upphör att gälla.",
            ),
        ),
    ),
    Pair(
        "reglemente för krisledningsnämnden",
        "2011-01-31",
        "2019-02-25",
        "2015-01-01",
        "2023-01-01",
        (
            governing(
                Kind.REGLEMENTE,
                "Reglemente för krisledningsnämnden",
                "Antaget av Kommunfullmäktige 2019-02-25, § 20\n"
                "Gäller från och med 2019-03-01\n"
                "Ersätter Reglemente antaget 2011-01-31, § 4",
            ),
        ),
    ),
    Pair(
        "delegationsordning för miljönämnden",
        "2018-01-18",
        "2021-09-16",
        "2020-01-01",
        "2022-01-01",
        (
            minutes(
                "2018-01-18",
                "§ 3",
                "Delegationsordning",
                "Miljönämnden fastställer delegationsordning för miljönämnden.",
                body="Miljönämnden",
            ),
            minutes(
                "2021-09-16",
                "§ 70",
                "Delegationsordning",
                "Miljönämnden antar reviderad delegationsordning för miljönämnden "
                "att gälla från och med den 1 oktober 2021.",
                body="Miljönämnden",
            ),
        ),
    ),
    Pair(
        "riktlinjer för föreningsbidrag",
        "2015-10-26",
        "2020-10-26",
        "2017-01-01",
        "2022-01-01",
        (
            governing(
                Kind.RIKTLINJE,
                "Riktlinjer för föreningsbidrag",
                "Antagna av kommunfullmäktige 2015-10-26 § 111",
            ),
            minutes(
                "2020-10-26",
                "§ 98",
                "Revidering av riktlinjer för föreningsbidrag",
                "Reviderade riktlinjer för föreningsbidrag, i enlighet med bilaga 1, antas.",
            ),
        ),
    ),
    Pair(
        "budget",
        "2021-11-22",
        "2022-11-28",
        "2022-05-01",
        "2023-05-01",
        (
            minutes("2021-11-22", "§ 130", "Budget 2022", "Kommunfullmäktige fastställer budget 2022."),
            minutes("2022-11-28", "§ 133", "Budget 2023", "Budget 2023 fastställs."),
        ),
    ),
    Pair(
        "handlingsplan för klimatanpassning",
        "2018-04-23",
        "2022-04-25",
        "2020-01-01",
        "2023-01-01",
        (
            governing(
                Kind.PLAN,
                "Handlingsplan för klimatanpassning",
                "Giltighetstid: 2018–2021\nFastställd: Kommunfullmäktige 2018-04-23",
            ),
            governing(
                Kind.PLAN,
                "Handlingsplan för klimatanpassning",
                "Giltighetstid: 2022–2025\nFastställd: Kommunfullmäktige 2022-04-25",
            ),
        ),
    ),
    Pair(
        "avfallstaxa",
        "2019-11-25",
        "2021-11-22",
        "2020-06-01",
        "2022-06-01",
        (
            governing(
                Kind.TAXA,
                "Avfallstaxa",
                "Antagen av Kommunfullmäktige 2019-11-25, § 120\nGäller från och med 2020-01-01",
            ),
            minutes(
                "2021-11-22",
                "§ 139",
                "Avfallstaxa",
                "Kommunfullmäktige antar avfallstaxa att gälla från och med den 1 januari 2022.",
            ),
        ),
    ),
    Pair(
        "kommunikationspolicy",
        "2012-09-24",
        "2020-09-21",
        "2016-01-01",
        "2022-01-01",
        (
            governing(
                Kind.POLICY, "Policy för kommunikation", "Antagen av kommunfullmäktige 2012-09-24 § 88"
            ),
            governing(
                Kind.POLICY,
                "Kommunikationspolicy",
                "Antagen av kommunfullmäktige 2020-09-21 § 81\n"
                "Gäller från 2020-10-01\n"
                "Ersätter tidigare policy, antagen 2012-09-24 § 88",
            ),
        ),
    ),
    Pair(
        "bibliotekspolicy",
        "2013-05-20",
        "2021-05-17",
        "2016-01-01",
        "2022-01-01",
        (
            governing(
                Kind.POLICY, "Bibliotekspolicy", "Policyn antogs av kommunfullmäktige den 20 maj 2013, § 44."
            ),
            minutes(
                "2021-05-17",
                "§ 60",
                "Bibliotekspolicy",
                "Kommunfullmäktige antar bibliotekspolicy och upphäver "
                "samtidigt Bibliotekspolicy antagen den 20 maj 2013, § 44.",
            ),
        ),
    ),
    Pair(
        "program för arkitektur",
        "2015-03-23",
        "2022-03-28",
        "2018-01-01",
        "2022-12-01",
        (
            minutes(
                "2015-03-23",
                "§ 25",
                "Program för arkitektur",
                "Granmåla kommuns program för arkitektur antas.",
            ),
            minutes(
                "2022-03-28",
                "§ 27",
                "Program för arkitektur",
                "Förslag till program för arkitektur 2022–2030 antas.\n"
                "Program för arkitektur, antaget 2015-03-23 § 25, upphävs.",
            ),
        ),
    ),
    Pair(
        "avgifter för sporthallar",
        "2017-06-19",
        "2020-06-15",
        "2018-06-01",
        "2021-06-01",
        (
            governing(
                Kind.TAXA,
                "Avgifter för sporthallar",
                "Beslutad av: Kommunfullmäktige 2017-06-19, § 90\n"
                "Gäller fr.o.m. 2017-08-01 t.o.m. 2020-07-31",
            ),
            governing(
                Kind.TAXA,
                "Avgifter för sporthallar",
                "Beslutad av: Kommunfullmäktige 2020-06-15, § 83\nGäller fr.o.m. 2020-08-01",
            ),
        ),
    ),
    Pair(
        "arbetsordning för kommunfullmäktige",
        "2014-12-15",
        "2018-11-26",
        "2016-01-01",
        "2020-01-01",
        (
            minutes("2014-12-15", "§ 160", "Arbetsordning", "Arbetsordning för kommunfullmäktige antas."),
            minutes(
                "2018-11-26",
                "§ 122",
                "Arbetsordning",
                "1. Arbetsordning för kommunfullmäktige fastställs.\n"
                "2. Samtidigt upphör arbetsordning för kommunfullmäktige "
                "av den 15 december 2014, § 160, att gälla.",
            ),
        ),
    ),
    Pair(
        "riktlinje för upphandling",
        "2016-10-24",
        "2022-09-26",
        "2019-01-01",
        "2023-01-01",
        (
            governing(
                Kind.RIKTLINJE,
                "Riktlinje för upphandling",
                "Antagen av Kommunfullmäktige 2016-10-24 § 101\nSenast reviderad 2022-09-26 § 80",
            ),
            governing(
                Kind.RIKTLINJE, "Riktlinje för upphandling", "Antagen av Kommunfullmäktige 2016-10-24 § 101"
            ),
        ),
    ),
)
LAST_MEETINGS = (
    minutes("2023-12-18", "§ 170", "Val av ledamot", "Siv Ek väljs till ledamot."),
    minutes("2023-12-14", "§ 99", "Val av ledamot", "Bo Alm väljs till ledamot.", body="Miljönämnden"),
)
TWINS = (
    governing(
        Kind.POLICY,
        "Policy för representation",
        "Antagen: Kommunfullmäktige 2022-12-12 § 9\n"
        "Ersätter: Policy för representation antagen 2014-06-16 § 77",
        "Ekhamn",
    ),
    minutes(
        "2022-12-12",
        "§ 10",
        "Avfallstaxa",
        "Avfallstaxa antagen 2019-11-25, § 120, upphör att gälla.",
        "Ekhamn",
    ),
    minutes(
        "2022-12-12",
        "§ 11",
        "Strategi för stadsnära skog",
        "Strategi för stadsnära skog 2021–2024 upphävs.",
        "Ekhamn",
    ),
)
OTHERS = (
    governing(
        Kind.POLICY, "Policy för resor", "Dokumentansvarig: kommundirektören\nPolicyn ses över varje år."
    ),
    governing(Kind.RIKTLINJE, "Riktlinje för inköp av konst", "Antagen av Kommunfullmäktige 2015-05-18 § 50"),
    minutes(
        "2022-05-16",
        "§ 61",
        "Upphävande av policy för fester",
        "Kommunfullmäktige upphäver Policy för fester, antagen 2009-03-30, § 22.",
    ),
    (
        document("Kommunstyrelsen", "2023-01-10"),
        section(
            "Policy för gåvor",
            (F, "Förslag till beslut\nPolicy för gåvor antas."),
            (B, "Beslut\nKommunstyrelsen föreslår att kommunfullmäktige beslutar:\nPolicy för gåvor antas."),
            label="§ 5",
        ),
    ),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, hash_embedder: Embedder) -> Iterator[Desk]:
    with desks(tmp_path_factory.mktemp("desks"), hash_embedder) as opened:
        yield opened(*(held for pair in PAIRS for held in pair.held), *LAST_MEETINGS, *TWINS, *OTHERS)


def _in_force(desk: Desk, name: str, on: str) -> EditionView:
    found = desk.standing(name, dt.date.fromisoformat(on), "Granmåla")
    assert found.in_force is InForce.YES, [(one.title, one.adopted, one.why) for one in found.editions]
    assert [one.in_force for one in found.editions].count(InForce.YES) == 1
    return found.editions[0]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_newer_version_is_cited_and_what_it_replaced_named(desk: Desk, pair: Pair) -> None:
    found = desk.standing(pair.name, dt.date.fromisoformat(pair.later), "Granmåla")
    newer = _in_force(desk, pair.name, pair.later)
    assert str(newer.adopted) == pair.newer
    assert any(fact.quote and fact.page for fact in newer.facts)
    older = next(one for one in found.editions if str(one.adopted) == pair.older)
    assert older.in_force is InForce.NO
    assert newer.title in (older.replaced_by or "") or "till och med" in older.why


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_an_earlier_day_has_the_older_version(desk: Desk, pair: Pair) -> None:
    assert str(_in_force(desk, pair.name, pair.between).adopted) == pair.older


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_before_the_first_none_is_in_force(desk: Desk, pair: Pair) -> None:
    before = dt.date.fromisoformat(pair.older) - dt.timedelta(days=1)
    assert desk.standing(pair.name, before, "Granmåla").in_force is not InForce.YES


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_chat_knows_as_much_as_the_desk(desk: Desk, pair: Pair) -> None:
    for day, adopted in ((pair.later, pair.newer), (pair.between, pair.older)):
        told = Assistant(desk.shelf).ask(Question(f"Gällde {pair.name} i Granmåla den {_words(day)}?"))
        newest = _in_force(desk, pair.name, day)
        assert str(newest.adopted) == adopted
        assert told.text.startswith(f"Ja, {newest.title} gällde, enligt "), told.text


def _words(day: str) -> str:
    return swedish_date(dt.date.fromisoformat(day))


def test_what_no_document_dates_is_unknown(desk: Desk) -> None:
    found = desk.standing("policy för resor", dt.date(2022, 1, 1))
    assert found.in_force is InForce.UNKNOWN
    assert "framgår inte" in found.editions[0].why


def test_beyond_the_last_minutes_an_open_end_is_unknown(desk: Desk) -> None:
    assert desk.standing("riktlinje inköp av konst", dt.date(2020, 1, 1)).in_force is InForce.YES
    found = desk.standing("riktlinje för inköp av konst", dt.date(2025, 1, 1))
    assert found.in_force is InForce.UNKNOWN
    assert "18 december 2023" in found.editions[0].why


def test_a_repeal_alone_tells_that_a_document_no_longer_applies(desk: Desk) -> None:
    found = desk.standing("policy för fester", dt.date(2023, 1, 1))
    assert found.in_force is InForce.NO
    assert {fact.what for fact in found.editions[0].facts} >= {"antagen", "upphävd"}
    assert found.editions[0].facts[-1].section == "§ 61"
    assert desk.standing("policy för fester", dt.date(2015, 1, 1)).in_force is InForce.YES


def test_a_proposal_adopts_nothing(desk: Desk) -> None:
    with pytest.raises(NotFound, match="paragraf search"):
        desk.standing("policy för gåvor", dt.date(2023, 6, 1))


def test_municipalities_are_never_mixed(desk: Desk) -> None:
    day = dt.date(2023, 6, 1)
    with pytest.raises(BadInput, match=r"Ekhamn.*Granmåla|Granmåla.*Ekhamn"):
        desk.standing("policy för representation", day)
    for place, adopted in (("Granmåla", dt.date(2021, 3, 22)), ("Ekhamn", dt.date(2022, 12, 12))):
        found = desk.standing("policy för representation", day, place)
        assert {one.municipality for one in found.editions} == {place}
        assert found.editions[0].adopted == adopted
    assert desk.standing("avfallstaxa", day, "Granmåla").in_force is InForce.YES
    assert desk.standing("strategi för stadsnära skog", day, "Granmåla").in_force is InForce.YES


def test_the_sheet_has_a_row_for_every_fact(desk: Desk) -> None:
    found = desk.standing("strategi för stadsnära skog", dt.date(2022, 3, 1), "Granmåla")
    rows = list(
        csv.reader(io.StringIO(written(standing_sheet(found), Format.CSV).decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 1 + sum(len(one.facts) for one in found.editions)
    assert (
        "Ersätter: Strategi för stadsnära skog 2017–2020"
        in written(standing_sheet(found), Format.TEXT).decode()
    )


def test_a_question_in_the_chat_names_the_version_and_what_replaced_it() -> None:
    where = shelf(*PAIRS[0].held)
    old = ask(where, "Gäller den gamla strategin för stadsnära skog?")
    assert old.text.startswith("Nej, Strategi för stadsnära skog 2017–2020")
    assert "ersattes av Strategi för stadsnära skog 2021–2024" in old.text
    then = ask(where, "Vilken strategi för stadsnära skog gällde 2019?")
    assert "2017–2020 gällde" in then.text
    assert then.citations
