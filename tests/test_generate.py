"""Generated questions: every type asks as people do, and its gold is what the parse says and nothing else."""

import datetime as dt
from collections import Counter

import pytest

from corpus.model import (
    Document,
    Kind,
    Medium,
    Outcome,
    Parsed,
    ParsedDocument,
    Part,
    Section,
    Source,
    Status,
)
from evals.generate import FOLLOW_UP, HALVES, UNANSWERABLE, generate, half
from evals.questions import EvalQuestion, GoldPlace, dump_questions, load_questions
from evals.withhold import WITHHELD, with_twins

KS, KF = "Kommunstyrelsen", "Kommunfullmäktige"


def section(
    label: int, heading: str, *parts: tuple[Status, str, tuple[str, ...]], **known: object
) -> Section:
    """A § whose parts are told as (status, text, by)."""
    text, made = "", []
    for status, told, by in parts:
        made.append(Part(status, (len(text), len(text) + len(told)), by))
        text += told + "\n"
    number = known.pop("dnr", f"KS 2024/{label}")
    return Section(
        f"§ {label}",
        heading,
        text,
        (),
        (1, 1),
        (str(number),) if number else (),
        parts=tuple(made),
        **known,  # type: ignore[arg-type] # outcome and addressee
    )


def decided(text: str) -> tuple[Status, str, tuple[str, ...]]:
    return (Status.BESLUT, text, ())


def protocol(body: str, day: dt.date, *sections: Section, file: str = "") -> Parsed:
    name = file or f"{body}-{day}.pdf"
    document = Document(name, name, name, Kind.PROTOKOLL, "Protokoll", "Ekby", body, day)
    return Parsed(Source(name, name, "0", Medium.PDF, 1), "1", (), (ParsedDocument(document, sections),))


MOTION = section(
    1,
    "Motion av Bo Ek (M) om cykelväg till Norrby",
    decided("Kommunstyrelsen föreslår att motionen avslås."),
    (Status.YRKANDE, "Bo Ek (M) yrkar bifall. Eva Al (S) yrkar avslag.", ("Bo Ek (M)", "Eva Al (S)")),
    (Status.OMROSTNING, "Omröstningen utfaller med 9 ja-röster mot 4 nej-röster.", ()),
    (Status.RESERVATION, "Bo Ek (M) reserverar sig.", ("Bo Ek (M)",)),
    outcome=Outcome.AVSLAG,
    addressee=KF,
)
POOL = section(
    2, "Ombyggnad av badhuset i Söderby", decided("Nämnden får 4 500 000 kronor till ombyggnaden.")
)
SCHOOL = section(3, "Ny skola i Västerby etapp två", decided("Ärendet bordläggs."), outcome=Outcome.BORDLAGD)
TAX = section(4, "Taxa för vatten och avlopp", decided("Ärendet bordläggs."), outcome=Outcome.BORDLAGD)
TWICE = (section(5, "Anmälningsärenden", decided("Antecknas.")), section(6, "Anmälningsärenden"))
FINAL = section(
    7,
    "Motion av Bo Ek (M) om cykelväg till Norrby",
    decided("Motionen avslås."),
    outcome=Outcome.AVSLAG,
    dnr="KS 2024/1",
)
COLLECTION = (
    protocol(KS, dt.date(2024, 3, 12), MOTION, POOL, SCHOOL, TAX, *TWICE),
    protocol(KF, dt.date(2024, 4, 22), FINAL),
)


@pytest.fixture(scope="module")
def questions() -> tuple[EvalQuestion, ...]:
    return generate(COLLECTION)


def of_type(questions: tuple[EvalQuestion, ...], kind: str) -> list[EvalQuestion]:
    return [question for question in questions if question.type == kind]


def gold(questions: tuple[EvalQuestion, ...], key: str) -> tuple[tuple[str, ...], ...]:
    found = next(question for question in questions if question.id.startswith(key))
    assert found.gold
    return found.gold.answer


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("section-Kommunstyrelsen-2024-03-12.pdf-§ 2", (("§ 2",),)),
        ("number-Kommunstyrelsen-2024-03-12.pdf-§ 2", (("KS 2024/2",),)),
        ("amount-", (("4 500 000 kronor",),)),
        ("decision-Kommunstyrelsen-2024-03-12.pdf-§ 2", (("Nämnden får 4 500",),)),
        ("who-", (("Bo Ek",),)),
        ("moved-", (("Bo Ek",), ("Eva Al",))),
        ("vote-", (("9",), ("4",))),
        ("granted-Kommunfullmäktige", (("avslå", "avslog", "avslås", "avslag", "avstyrk"),)),
        ("status-", (("föresl", "förslag", "tillstyrk"),)),
        ("date-KS 2024/2", (("12 mars 2024", "2024-03-12"),)),
        ("timeline-KS 2024/1", (("12 mars 2024", "2024-03-12"), ("22 april 2024", "2024-04-22"))),
        ("follow-up-vote-", (("9",), ("4",))),
    ],
)
def test_the_gold_is_what_the_parse_says(
    questions: tuple[EvalQuestion, ...], key: str, answer: tuple[tuple[str, ...], ...]
) -> None:
    assert gold(questions, key) == answer


def test_a_motion_is_called_what_people_call_it(questions: tuple[EvalQuestion, ...]) -> None:
    (who,) = of_type(questions, "who")
    assert "motionen om cykelväg till Norrby" in who.question.text
    assert "kommunstyrelsen i Ekby" in who.question.text


def test_a_heading_that_stands_twice_in_a_protocol_is_not_asked_about(
    questions: tuple[EvalQuestion, ...],
) -> None:
    assert not [q for q in questions if "nmälningsärenden" in q.question.text]


def test_a_comparison_and_a_list_have_a_place_for_each_of_their_matters(
    questions: tuple[EvalQuestion, ...],
) -> None:
    (comparison,), (listed,) = of_type(questions, "comparison"), of_type(questions, "list")
    assert comparison.gold
    assert listed.gold
    assert [place.label for place in comparison.gold.places] == ["§ 1", "§ 7"]
    assert [place.label for place in listed.gold.places] == ["§ 3", "§ 4"]
    assert "bordlades" in listed.question.text


def test_a_follow_up_leans_on_the_turns_before_it(questions: tuple[EvalQuestion, ...]) -> None:
    asked = of_type(questions, FOLLOW_UP)
    assert asked
    assert all("Norrby" not in q.question.text and len(q.question.history) == 2 for q in asked)


def test_what_is_not_there_is_asked_for_too(questions: tuple[EvalQuestion, ...]) -> None:
    asked = of_type(questions, UNANSWERABLE)
    assert Counter(q.id.split("-Komm")[0] for q in asked) == {
        "no-section": 2,
        "no-meeting": 2,
        "no-number": 2,
    }
    assert all(q.gold is None and not q.withheld for q in asked)
    told = " ".join(q.question.text for q in asked)
    assert "§ 406" in told
    assert "KS 2024/9" in told


def test_a_withheld_twin_hides_its_places_and_is_of_the_same_half(
    questions: tuple[EvalQuestion, ...],
) -> None:
    twins = of_type(questions, WITHHELD)
    by_id = {question.id: question for question in questions}
    assert len(twins) >= len(questions) // 8
    for twin in twins:
        base = by_id[twin.id.removesuffix(f"-{WITHHELD}")]
        assert base.gold
        assert (twin.gold, twin.withheld, half(twin)) == (None, base.gold.places, half(base))


def test_every_question_of_one_matter_gets_one_twin(questions: tuple[EvalQuestion, ...]) -> None:
    every = tuple(with_twins(questions))
    twins = [question.id for question in every if question.type == WITHHELD]
    assert len(set(twins)) == len(twins)
    assert {name.removesuffix(f"-{WITHHELD}") for name in twins} == {
        question.id for question in questions if question.gold and question.type != "list"
    }
    assert tuple(with_twins(every)) == every


def test_what_the_front_page_tells_is_withheld_with_its_whole_file() -> None:
    chosen = section(1, "Val av justerare", decided("Bo Ek (M) utses att justera protokollet."))
    asked = generate([protocol(KS, dt.date(2024, 3, 12), chosen)])
    twin = next(q for q in with_twins(asked) if q.id == f"adjuster-{KS}-2024-03-12.pdf-§ 1-{WITHHELD}")
    assert [(place.label, place.diarienummer) for place in twin.withheld] == [(None, ())]


def test_a_section_in_two_files_is_asked_about_once_and_right_in_either() -> None:
    day = dt.date(2024, 3, 12)
    again = protocol(KS, day, POOL, file="omedelbart justerad.pdf")
    questions = generate((*COLLECTION, again))
    (amount,) = of_type(questions, "amount")
    assert amount.gold
    assert {place.document for place in amount.gold.places} == {f"{KS}-{day}.pdf", "omedelbart justerad.pdf"}
    assert gold(questions, "date-KS 2024/2") == (("12 mars 2024", "2024-03-12"),)


def test_who_held_the_chair_is_asked_where_a_line_says_it_once() -> None:
    text = "Ordförande Eva Al (S)\nSekreterare Bo Ek\nSekreterare Ulf Berg\nUtses att justera Karin Lo"
    front = Section(None, "Sammanträdesuppgifter", text, (), (1, 1))
    questions = generate([protocol(KS, dt.date(2024, 3, 12), front)])
    assert {q.gold.answer for q in questions if q.gold} == {(("Eva Al",),), (("Karin Lo",),)}


def test_a_letter_is_asked_what_it_proposes_and_found_by_its_number() -> None:
    proposed = section(
        1, "", (Status.FORSLAG, "Förvaltningens förslag till beslut\nBidraget höjs med 4 %.", ())
    )
    letter = Document(
        "t",
        "t",
        "t.pdf",
        Kind.TJANSTESKRIVELSE,
        "Tjänsteskrivelse - Bidrag till föreningar",
        diarienummer=("KS 1/24",),
    )
    source = Source("t", "t.pdf", "0", Medium.PDF, 1)
    asked, twin = generate([Parsed(source, "1", (), (ParsedDocument(letter, (proposed,)),))])
    assert asked.gold
    assert asked.gold.answer == (("Bidraget höjs med 4",),)
    assert asked.gold.place == twin.withheld[0] == GoldPlace("t.pdf", diarienummer=("KS 1/24",))
    assert "tjänsteskrivelsen" in asked.question.text
    assert "Bidrag till föreningar" in asked.question.text


def test_ids_are_unique_and_questions_are_written_and_read_back(
    questions: tuple[EvalQuestion, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert len({question.id for question in questions}) == len(questions)
    path = tmp_path_factory.mktemp("set") / "set.yaml"
    path.write_text(dump_questions(questions), encoding="utf-8")
    assert load_questions(path) == questions
    assert not [q for q in questions if "{" in q.question.text or "None" in q.question.text]


def test_the_same_collection_gives_the_same_questions_and_no_more_than_asked_for(
    questions: tuple[EvalQuestion, ...],
) -> None:
    assert generate(COLLECTION) == questions
    few = Counter(q.type for q in generate(COLLECTION, 1))
    assert {count for kind, count in few.items() if kind != WITHHELD} == {1}


def test_the_halves_are_about_equal() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(150)]
    asked = generate([protocol(KF, day, POOL) for day in days], 150)
    counts = Counter(half(question) for question in asked)
    assert set(counts) == set(HALVES)
    assert 0.8 < counts["held"] / counts["tune"] < 1.25
