"""Votes: what Ja and Nej meant, figures, names, the result, and whether names and figures agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.movers import movers, persons
from ingest.votes import votes


def test_names_before_their_figure() -> None:
    (vote,) = votes(
        'Godkänd voteringsproposition: "Ja för bifall till Anna Bergs yrkande och Nej för avslag."\n'
        "Anna Berg (S), Bo Ek (C) och ordföranden Eva Lind (S) röstar Ja (3).\n"
        "Rut Holm (M) röstar Nej (1).\nJan Kvist (SD) avstår från att rösta (1)."
    )
    assert (vote.yes, vote.no, vote.abstain, vote.result) == (3, 1, 1, "ja")
    assert vote.yes_names == ("Anna Berg (S)", "Bo Ek (C)", "Eva Lind (S)")
    assert vote.no_names == ("Rut Holm (M)",)
    assert vote.abstain_names == ("Jan Kvist (SD)",)
    assert (vote.yes_means, vote.no_means) == ("Anna Bergs yrkande", "avslag")
    assert vote.confirmed


def test_names_in_brackets_behind_their_figure() -> None:
    (vote,) = votes(
        "JA-röst för att godkänna planen\nNEJ-röst för att inte godkänna planen. Arbetet avslutas.\n"
        "Med 1 JA-röster (Bo Ek (C)) mot 2 NEJ-röster (Rut Holm (M), Jan Kvist (SD)) beslutar nämnden nej."
    )
    assert (vote.yes, vote.no, vote.result) == (1, 2, "nej")
    assert vote.no_names == ("Rut Holm (M)", "Jan Kvist (SD)")
    assert vote.yes_means == "godkänna planen"
    assert vote.confirmed


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Omröstningen utfaller med 43 Ja mot 29 Nej. 8 ledamöter avstår från att rösta.", (43, 29, 8)),
        ("Med fem ja-röster mot sex nej-röster avslås motionen.", (5, 6, None)),
        ("Vid omröstningen avges 21 ja-röster och 20 nej-röster, 2 avstår.", (21, 20, 2)),
        ("Ja: 7\nNej: 5\nAvstår: 1", (7, 5, 1)),
    ],
)
def test_figures_in_many_spellings(text: str, figures: tuple[int, int, int | None]) -> None:
    (vote,) = votes(text)
    assert (vote.yes, vote.no, vote.abstain) == figures
    assert vote.confirmed


def test_even_votes_have_no_result_of_their_own() -> None:
    (vote,) = votes("6 ja-röster mot 6 nej-röster. Ordföranden har utslagsröst.")
    assert vote.result is None


def test_meaning_told_as_a_wish() -> None:
    (vote,) = votes(
        "Den som vill avslå motionen röstar ja. Den som vill bifalla den röstar nej.\n8 ja mot 3 nej."
    )
    assert (vote.yes_means, vote.no_means) == ("avslå motionen", "bifalla den")


def test_lists_of_names_and_rows() -> None:
    listed = "Ja-röster: Anna Berg (S), Bo Ek (C)\nNej-röster: Rut Holm (M)\n"
    assert votes(f"2 ja-röster mot 1 nej-röst.\n{listed}")[0].confirmed
    rows = "Anna Berg (S) Ja\nBo Ek (C) Ja\nRut Holm (M) Nej\n"
    vote = votes(f"Utfall: 2 ja mot 1 nej\n{rows}")[0]
    assert (vote.yes_names, vote.no_names, vote.confirmed) == (
        ("Anna Berg (S)", "Bo Ek (C)"),
        ("Rut Holm (M)",),
        True,
    )
    assert not votes(f"Utfall: 3 ja mot 1 nej\n{rows}")[0].confirmed


def test_names_that_do_not_add_up_are_unconfirmed() -> None:
    (vote,) = votes("Anna Berg (S) röstar Ja (2).\nRut Holm (M) röstar Nej (1).")
    assert not vote.confirmed


def test_two_votes_in_one_part() -> None:
    first, second = votes("8 ja mot 3 nej.\nDärefter omröstning om tillägget.\n5 ja mot 6 nej.")
    assert (first.result, second.result) == ("ja", "nej")
    assert first.span[1] <= second.span[0]


def test_no_figures_no_vote() -> None:
    assert votes("Ordföranden finner att nämnden säger ja. 8 kap. 3 § plan- och bygglagen.") == ()


@pytest.mark.parametrize(
    ("sentence", "verb", "who"),
    [
        ("Anna Berg (S) och Bo Ek (C) yrkar bifall.", "yrkar", ("Anna Berg (S)", "Bo Ek (C)")),
        ("Vidare yrkar Anna Berg (S) avslag på Bo Eks (C) yrkande.", "yrkar", ("Anna Berg (S)",)),
        (
            "Mot beslutet reserverar sig Anna Berg (S) och Bo Ek (C).",
            "reserverar sig",
            ("Anna Berg (S)", "Bo Ek (C)"),
        ),
        ("Ledamöterna från M och KD reserverar sig.", "reserverar sig", ("Ledamöterna från M och KD",)),
        ("Socialdemokraterna yrkar återremiss.", "yrkar", ("Socialdemokraterna",)),
        ("Ordföranden yrkar bifall.", "yrkar", ("Ordföranden",)),
        ("Anna Berg, S, yrkar bifall.", "yrkar", ("Anna Berg (S)",)),
        ("Träet ruttnar, och jag yrkar därmed på ett nytt.", "yrkar", ()),
    ],
)
def test_who_moves(sentence: str, verb: str, who: tuple[str, ...]) -> None:
    start = sentence.index(verb)
    assert movers(sentence, (start, start + len(verb))) == who


def test_a_person_is_named_once_and_without_office() -> None:
    text = "Ordföranden Eva Lind (S), tjänstgörande ersättaren Bo af Ek (M) och Eva Lind (S)"
    assert persons(text) == ("Eva Lind (S)", "Bo af Ek (M)")


@given(st.text(alphabet='JaNej 0123456789()-röst:\n"AnBerg(S)', max_size=200))
def test_any_text_is_read(text: str) -> None:
    for vote in votes(text):
        assert text[slice(*vote.span)]
