"""Things that are compared: a line for each, by the sum that is told of it."""

import pytest

from corpus.model import Kind
from tests.shelf import B, D, ask, document, section, shelf


def _project(name: str, first: str, total: str) -> str:
    return f"Projekt {name}\nUtgift 2031 {first} tkr.\nProjektets totala utgifter uppgår till {total} tkr."


WHERE = shelf(
    (
        document("Fritidsnämnden", "2031-02-01", Kind.BUDGET),
        section("Ny isbana i Solvik", (D, _project("isbana Solvik", "400", "7 300"))),
    ),
    (
        document("Fritidsnämnden", "2031-02-02", Kind.BUDGET),
        section("Ny isbana i Tranby", (D, _project("isbana Tranby", "500", "5 100"))),
    ),
)


@pytest.mark.parametrize(
    "question",
    [
        "Vilken isbana blir dyrast totalt, Solvik eller Tranby?",
        "Vad skiljer Solvik och Tranby åt i fråga om isbanans totala kostnad?",
        "Vad skiljer mellan isbanan i Solvik och isbanan i Tranby i total kostnad?",
    ],
)
def test_each_thing_is_told_by_its_own_total(question: str) -> None:
    text = ask(WHERE, question).text
    assert "– Solvik: »Projektets totala utgifter uppgår till 7 300 tkr.«" in text
    assert "– Tranby: »Projektets totala utgifter uppgår till 5 100 tkr.«" in text


def test_the_things_compared_are_told_by_sentences_and_named_as_they_are() -> None:
    told = shelf(
        (
            document("Fritidsnämnden", "2031-02-03", Kind.RAPPORT),
            section(
                "Enkät till vaktmästarna",
                (
                    D,
                    "35\nAv vaktmästarna svarar 17 procent nej.\n"
                    "Av biträdande vaktmästarna svarar 2 procent nej.",
                ),
            ),
        )
    )
    text = ask(
        told, "Jämför: hur stor andel av vaktmästarna respektive de biträdande vaktmästarna svarar nej?"
    ).text
    assert "17 procent" in text
    assert "2 procent" in text
    assert "»35«" not in text
    assert "– De:" not in text


def test_each_body_is_told_by_its_own_figure() -> None:
    frames = section(
        "Ramar för 2032",
        (
            B,
            "Beslut\nFritidsnämnden tillförs 3 miljoner kronor under 2032.\n"
            "Kulturnämnden tillförs 2 miljoner kronor under 2032.",
        ),
        label="§ 5",
    )
    where = shelf((document("Kommunstyrelsen", "2031-06-03"), frames))
    question = "Jämför: hur mycket tillförs fritidsnämnden respektive kulturnämnden under 2032 i ramarna?"
    text = ask(where, question).text
    assert "– Fritidsnämnden: »Fritidsnämnden tillförs 3 miljoner kronor" in text
    assert "– Kulturnämnden: »Kulturnämnden tillförs 2 miljoner kronor" in text
