"""Which bodies: those that a sentence names as what is asked for, and not those whose paper it stands in."""

import pytest

from tests.shelf import B, D, E, ask, document, section, shelf

AUDIT = section(
    "Granskning av belysningen på skolvägar",
    (
        D,
        "Sammanfattning\nRevisionen i Granmåla har granskat belysningen på skolvägar.\n"
        "Syftet är att se hur socialnämnderna Norr och Söder arbetar.\n"
        "Kulturnämnden och tekniska nämnden rekommenderas att se över belysningen på skolvägar.\n"
        "Byggnadsnämnden rekommenderas att följa upp belysningen på skolvägar.",
    ),
)
SENT_OUT = section(
    "Förslag till ny lekplatsplan",
    (B, "Beslut\nLekplatsplanen remitteras till förskolenämnden och fritidsnämnden."),
    (E, "Beslutet skickas till\nValnämnden"),
    label="§ 9",
)
WHERE = shelf(
    (document("Revisionen", "2031-05-06"), AUDIT), (document("Kommunstyrelsen", "2031-02-03"), SENT_OUT)
)


@pytest.mark.parametrize(
    ("question", "named", "other"),
    [
        (
            "Vilka nämnder fick rekommendationer om belysningen på skolvägar?",
            ("Kulturnämnden", "tekniska nämnden", "Byggnadsnämnden"),
            "Revisionen:",
        ),
        (
            "Vilken nämnd ska följa upp belysningen på skolvägar?",
            ("Byggnadsnämnden. Enligt",),
            "Revisionen.",
        ),
        (
            "Vilka nämnder fick lekplatsplanen på remiss?",
            ("förskolenämnden och fritidsnämnden",),
            "Valnämnden",
        ),
        (
            "Till vilka nämnder gick lekplatsplanen, och vilka nämnder ska yttra sig?",
            ("förskolenämnden och fritidsnämnden",),
            "Valnämnden",
        ),
    ],
)
def test_bodies_are_told_by_the_sentence_that_names_them(
    question: str, named: tuple[str, ...], other: str
) -> None:
    text = ask(WHERE, question).text
    assert all(name in text for name in named), text
    assert other not in text
