"""A question understood in the collection's own words."""

import datetime as dt

import pytest

from corpus.model import Document, Filters, Kind, Question, Status
from retrieval.query import Known, Query, known, parse_query

MEETING = dt.date(2031, 4, 25)
KNOWN = Known(
    bodies=(
        "Kommunstyrelsen",
        "Kommunfullmäktige",
        "Samhällsplaneringsnämnden",
        "Barn- och utbildningsnämnden",
        "Nordbygdens IT-nämnd",
        "Socialnämnden Norr",
        "Socialnämnden Söder",
    ),
    municipalities=("Nordköping", "Region Nordland Mellanby"),
    dates=frozenset({MEETING, dt.date(2030, 5, 3)}),
)


def _query(text: str, filters: Filters | None = None) -> Query:
    return parse_query(Question(text, filters=filters or Filters()), KNOWN)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Vad beslutade KS om taxan?", ("Kommunstyrelsen",)),
        ("vad sa ks om taxan", ("Kommunstyrelsen",)),
        ("Vad beslutade BUN?", ("Barn- och utbildningsnämnden",)),
        ("Vad beslutade SPN?", ("Samhällsplaneringsnämnden",)),
        ("Nordköpings samhällsplaneringsnämnd", ("Samhällsplaneringsnämnden",)),
        ("Vad beslutade fullmäktige?", ("Kommunfullmäktige",)),
        ("Vad beslutade IT-nämnden?", ("Nordbygdens IT-nämnd",)),
        ("Vad beslutade socialnämnden?", ("Socialnämnden Norr", "Socialnämnden Söder")),
        ("Vad beslutade socialnämnden Norr?", ("Socialnämnden Norr",)),
        ("Vad beslutade kulturnämnden?", ("Kulturnämnden",)),
        ("Hur röstade SD och KD?", ()),
        ("Vad är KS 2031/45?", ()),
    ],
)
def test_bodies_are_named_as_the_collection_names_them(text: str, bodies: tuple[str, ...]) -> None:
    assert _query(text).bodies == bodies


@pytest.mark.parametrize(
    ("text", "municipalities"),
    [
        ("Vad kostar badet i Nordköping?", ("Nordköping",)),
        ("Nordköpings taxa", ("Nordköping",)),
        ("nämnden i Nordland", ("Region Nordland Mellanby",)),
        ("badet i Söderbo kommun", ("Söderbo",)),
        ("badet", ()),
    ],
)
def test_municipalities_are_known_by_name(text: str, municipalities: tuple[str, ...]) -> None:
    assert _query(text).municipalities == municipalities


def test_identifiers_are_taken_out_of_the_words() -> None:
    query = _query("Vad beslutades i § 27 den 25 april 2031 i ärende KS 2031/45 om badet?")
    assert query.labels == ("§ 27",)
    assert query.diarienummer == ("KS 2031/45",)
    assert query.dates == (MEETING,)
    assert not any(piece in query.words for piece in ("27", "2031", "april"))
    assert [term.word for term in query.terms] == ["badet"]


def test_a_day_without_its_year_is_any_meeting_on_that_day() -> None:
    assert _query("Vad beslutades onsdagen den 3 maj?").dates == (dt.date(2030, 5, 3),)


def test_a_date_that_is_no_meeting_stays_among_the_words() -> None:
    query = _query("Vad var upparbetat den 31 mars 2031?")
    assert query.dates == ()
    assert "31 mars 2031" in query.words


def test_periods_are_counted_from_the_collections_own_today() -> None:
    assert _query("Vad hände förra året?").periods == ((dt.date(2030, 1, 1), dt.date(2030, 12, 31)),)
    assert _query("hösten 2030").periods == ((dt.date(2030, 7, 1), dt.date(2030, 12, 31)),)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Vad yrkade Vänsterpartiet?", Status.YRKANDE),
        ("Vem reserverade sig?", Status.RESERVATION),
        ("Hur föll voteringen?", Status.OMROSTNING),
        ("Vad föreslog arbetsutskottet?", Status.FORSLAG),
        ("Vad beslutades om badet?", Status.BESLUT),
        ("Avslogs motionen?", Status.BESLUT),
        ("Vem valdes att justera protokollet?", Status.NARVARO),
    ],
)
def test_the_wanted_status_is_recognised(text: str, status: Status) -> None:
    assert status in _query(text).statuses


def test_kinds_are_recognised_in_inflections_and_compounds() -> None:
    assert _query("Vad säger IT-policyn?").kinds == (Kind.POLICY,)
    assert _query("Vad står i tjänsteskrivelsen om handlingsplanen?").kinds == (
        Kind.TJANSTESKRIVELSE,
        Kind.PLAN,
    )


def test_filters_are_kept_as_they_are() -> None:
    filters = Filters(body="KS", status=Status.BESLUT)
    assert _query("Vad gäller?", filters).filters is filters


def test_what_is_known_is_learned_from_the_documents() -> None:
    documents = [
        Document("a", "a", "a", Kind.PROTOKOLL, "", "Nordköping", "Kommunstyrelsen", MEETING),
        Document("b", "b", "b", Kind.PROTOKOLL, "", "Nordköping", "Kulturnämnden"),
        Document("c", "c", "c", Kind.PROTOKOLL, "", None, "Kulturnämnden"),
    ]
    learned = known(documents)
    met = frozenset({("Nordköping", "Kommunstyrelsen", MEETING)})
    assert learned == Known(("Kulturnämnden", "Kommunstyrelsen"), ("Nordköping",), frozenset({MEETING}), met)
    assert learned.latest == MEETING
    assert known([]).latest is None


@pytest.mark.parametrize("text", ["", "?", "§", "Dnr", "x" * 5000, "\x00\ud800"])
def test_any_text_is_a_query(text: str) -> None:
    assert _query(text).text == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Vad beslutade kommunstyrelsen i Nordköping senast?", 3),
        ("Vad beslutades på senaste mötet i kommunstyrelsen i Söderby?", 9),
        ("Vad sa kommunstyrelsen på förra sammanträdet om badhuset?", 3),
        ("Vad beslutade kommunstyrelsen senast den 1 maj om badhuset?", 1),
        ("Vad beslutades på senaste mötet?", None),
        ("Vem ledde kommunstyrelsen i Söderby i maj 2031?", 9),
        ("Vem ledde kommunstyrelsen i Nordköping i maj 2031?", None),
    ],
)
def test_the_last_meeting_is_that_of_the_body_and_the_place(text: str, day: int | None) -> None:
    places = (("Nordköping", 1), ("Nordköping", 3), ("Söderby", 9))
    documents = [
        Document(f"{at}", "a", "a", Kind.PROTOKOLL, "", place, "Kommunstyrelsen", dt.date(2031, 5, at))
        for place, at in places
    ]
    told = parse_query(Question(text), known(documents), home="Nordköping").dates
    assert told == ((dt.date(2031, 5, day),) if day else ())
