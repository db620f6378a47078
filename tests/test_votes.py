"""Votes: what Ja and Nej meant, figures, names, the result, and whether names and figures agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Part, Section, Status
from corpus.persons import listed_persons, persons
from corpus.votes import Doubt, votes
from corpus.votes import votes_in as votes_of
from ingest.movers import movers


def test_names_before_their_figure() -> None:
    (vote,) = votes_of(
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
    (vote,) = votes_of(
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
        ("Ja: 23, Nej: 18, Avstår: 2", (23, 18, 2)),
        ("Med 23 ja-röster mot 18 beslutar fullmäktige att anta planen.", (23, 18, None)),
        ("Ja 23, nej 18", (23, 18, None)),
        ("4 Ja-röster, 2 Nej-röster och 1 frånvarande ledamot.", (4, 2, None)),
        ("3 ledamöter röstar JA och 2 ledamöter röstar NEJ och 1 ledamot AVSTÅR.", (3, 2, 1)),
        ("Ärendemening: Ny taxa\nAntal Ja: 43\nAntal Nej: 29\nAntal Avstår: 9\nAntal Frånv: 0", (43, 29, 9)),
        ("Ledamot Parti Ja Nej Avstår\nVera Holm S X\nSumma 23 18 2", (23, 18, 2)),
        ("83 röster för styrelsens förslag och 14 röster för Centerns förslag.", (83, 14, None)),
    ],
)
def test_figures_in_many_spellings(text: str, figures: tuple[int, int, int | None]) -> None:
    (vote,) = votes_of(text)
    assert (vote.yes, vote.no, vote.abstain) == figures
    assert vote.doubt is Doubt.NO_NAMES


def test_even_votes_have_no_result_of_their_own() -> None:
    (vote,) = votes_of("6 ja-röster mot 6 nej-röster. Ordföranden har utslagsröst.")
    assert vote.result is None


def test_meaning_told_as_a_wish() -> None:
    (vote,) = votes_of(
        "Den som vill avslå motionen röstar ja. Den som vill bifalla den röstar nej.\n8 ja mot 3 nej."
    )
    assert (vote.yes_means, vote.no_means) == ("avslå motionen", "bifalla den")


def test_lists_of_names_and_rows() -> None:
    listed = "Ja-röster: Anna Berg (S), Bo Ek (C)\nNej-röster: Rut Holm (M)\n"
    assert votes_of(f"2 ja-röster mot 1 nej-röst.\n{listed}")[0].confirmed
    rows = "Anna Berg (S) Ja\nBo Ek (C) Ja\nRut Holm (M) Nej\n"
    vote = votes_of(f"Utfall: 2 ja mot 1 nej\n{rows}")[0]
    assert (vote.yes_names, vote.no_names, vote.confirmed) == (
        ("Anna Berg (S)", "Bo Ek (C)"),
        ("Rut Holm (M)",),
        True,
    )
    assert not votes_of(f"Utfall: 3 ja mot 1 nej\n{rows}")[0].confirmed


def test_names_that_do_not_add_up_are_unconfirmed() -> None:
    (vote,) = votes_of("Anna Berg (S) röstar Ja (2).\nRut Holm (M) röstar Nej (1).")
    assert not vote.confirmed


TABLE = """Namn
Parti
Plats
Resultat
Vera Holm
S
1
Ordförande
Ja
Ida von Storm V
12
Ledamot
Ja
Nils
Grahn
M
7
Ledamot
Nej
Ek, Malte
SD
8
Ersättare
Avstår
"""


@pytest.mark.parametrize(
    "names",
    [
        TABLE,
        "Vera Holm (S) Ja\nIda von Storm (V) Ja\nNils Grahn (M) Nej\nMalte Ek (SD) Avstår\n",
        "Vera Holm (S) - JA\nIda von Storm (V) - JA\nNils Grahn (M) - NEJ\nMalte Ek (SD) - AVSTÅR\n",
        "Ja-röster\nNej-röster\n".replace("\n", " ", 1) + "Vera Holm (S) Nils Grahn (M)\nIda von Storm (V)\n",
        "Följande röstar ja: Vera Holm (S), Ida von Storm (V)\nFöljande röstar nej: Nils Grahn (M)\n"
        "Följande avstår från att rösta: Malte Ek (SD)\n",
        "Ja-röster: Vera Holm S, Ida von Storm V\nNej-röster: Nils Grahn M\n",
        "Vera Holm (S) och Ida von Storm (V) röstar ja, medan Nils Grahn (M) röstar nej.\n",
        "Vid upprop röstar Vera Holm (S) och Ida von Storm (V) ja, medan Nils Grahn (M) röstar nej.\n",
    ],
)
def test_names_in_many_layouts(names: str) -> None:
    (vote,) = votes_of(f"Antal Ja: 2\nAntal Nej: 1\nAntal Avstår: 1\n{names}")
    assert (vote.yes_names, vote.no_names) == (("Vera Holm (S)", "Ida von Storm (V)"), ("Nils Grahn (M)",))
    assert vote.abstain_names in ((), ("Malte Ek (SD)",))
    assert vote.confirmed


def test_the_chair_without_a_party_is_counted() -> None:
    told = "Vera Holm (S), tjänstgörande ersättaren Ida Storm (V) samt ordföranden Nils Grahn röstar Ja (3)."
    (vote,) = votes_of(f"{told}\nMalte Ek (SD) röstar Nej (1).")
    assert vote.yes_names == ("Vera Holm (S)", "Ida Storm (V)", "Nils Grahn")
    assert vote.confirmed


def test_the_substitute_voted() -> None:
    rows = "Vera Holm (S) Ida Storm Ja\nNils Grahn (M) Nej\nMalte Ek (SD) Ja\n"
    assert votes_of(f"2 ja mot 1 nej\n{rows}")[0].yes_names == ("Ida Storm (S)", "Malte Ek (SD)")


def test_names_of_one_side_confirm_nothing() -> None:
    (vote,) = votes_of("2 ja-röster mot 1 nej-röst.\nNej-röster: Nils Grahn (M)")
    assert vote.doubt is Doubt.ONE_SIDE


def test_the_result_is_the_figures_and_not_what_the_chair_found() -> None:
    (vote,) = votes_of(
        "Ordföranden finner att nämnden bifaller förslaget. Omröstning begärs.\n"
        "Ja-röst för bifall till förslaget. Nej-röst för avslag.\nMed 4 ja-röster mot 7 nej-röster avslås det"
    )
    assert (vote.result, vote.won) == ("nej", "avslag")


def test_each_vote_has_the_names_printed_with_it() -> None:
    first = "Omröstning 1\nJa-röster: Vera Holm (S)\nNej-röster: Nils Grahn (M)\n1 ja-röst mot 1 nej-röst.\n"
    second = "Omröstning 2\nJa-röster: Ida Storm (V)\nNej-röster: Malte Ek (SD)\n1 ja-röst mot 1 nej-röst.\n"
    assert [vote.yes_names for vote in votes_of(first + second)] == [("Vera Holm (S)",), ("Ida Storm (V)",)]


def _section(heading: str, *parts: tuple[Status, str]) -> Section:
    text, spans = "", []
    for status, words in parts:
        spans.append(Part(status, (len(text), len(text) + len(words))))
        text += f"{words}\n"
    return Section("§ 7", heading, text, (), (1, 1), parts=tuple(spans))


PROPOSED = (Status.OMROSTNING, "Omröstning\nJa för bifall och Nej för avslag.")
COUNTED = (Status.OMROSTNING, "Utfall\n2 Ja mot 1 Nej. Hur var och en röstar framgår av bilaga 3.")


def test_proposition_and_figures_in_parts_of_their_own_are_one_vote() -> None:
    section = _section("Taxa", PROPOSED, COUNTED, (Status.BESLUT, "Beslut\nMed 2 ja mot 1 nej antas taxan."))
    (vote,) = votes(section)
    assert (vote.yes_means, vote.no_means, vote.annex) == ("bifall", "avslag", "bilaga 3")
    assert vote.doubt is Doubt.NO_ANNEX


@pytest.mark.parametrize(
    ("heading", "figures", "doubt"),
    [
        ("Bilaga 3", "Antal Ja: 2\nAntal Nej: 1", None),
        ("Bilaga 3", "Antal Ja: 2\nAntal Nej: 2", Doubt.OTHER_FIGURES),
        ("Bilaga 4", "Antal Ja: 2\nAntal Nej: 1", Doubt.NO_ANNEX),
    ],
)
def test_names_are_had_from_the_annexe_with_the_same_figures(
    heading: str, figures: str, doubt: Doubt | None
) -> None:
    annex = _section(heading, (Status.NARVARO, f"{heading}\n{figures}\n{TABLE}"))
    (vote,) = votes(_section("Taxa", PROPOSED, COUNTED), [annex])
    assert vote.doubt is doubt
    assert bool(vote.yes_names) is (doubt is None)


def test_a_figure_told_only_in_the_decision_is_a_vote() -> None:
    (vote,) = votes(_section("Taxa", (Status.BESLUT, "Beslut\nMed 23 ja mot 18 nej antas taxan.")))
    assert (vote.yes, vote.no) == (23, 18)


def test_a_list_of_names_is_no_meaning() -> None:
    (vote,) = votes_of("Ja-röster: Vera Holm (S)\nNej-röster: Nils Grahn (M)\n1 ja-röst mot 1 nej-röst.")
    assert (vote.yes_means, vote.no_means) == (None, None)


def test_lists_without_parties() -> None:
    assert listed_persons("Vera Holm, Nils Grahn och Ida von Storm (V).") == (
        "Vera Holm",
        "Nils Grahn",
        "Ida von Storm (V)",
    )
    assert listed_persons("Vera Holm, som önskar avslag") == ()


def test_two_votes_in_one_part() -> None:
    first, second = votes_of("8 ja mot 3 nej.\nDärefter omröstning om tillägget.\n5 ja mot 6 nej.")
    assert (first.result, second.result) == ("ja", "nej")
    assert first.span[1] <= second.span[0]


def test_no_figures_no_vote() -> None:
    assert votes_of("Ordföranden finner att nämnden säger ja. 8 kap. 3 § plan- och bygglagen.") == ()


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
        ("Anna Berg, s, yrkar bifall.", "yrkar", ("Anna Berg (s)",)),
        ("Anna Berg och Bo Ek yrkar bifall.", "yrkar", ("Anna Berg", "Bo Ek")),
        ("Mot beslutet reserverar sig Anna Berg och Bo Ek.", "reserverar sig", ("Anna Berg", "Bo Ek")),
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
    for vote in votes_of(text):
        assert text[slice(*vote.span)]
