"""Question sets are read, written back unchanged, and refused with a sentence when they are not sets."""

from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.judge import has, says, tells_trap
from evals.questions import dump_questions, load_questions

SET = """
- id: A1
  question: Vem reserverade sig?
  type: follow_up
  history:
  - {role: user, content: 'Avslogs motionen?'}
  - {role: assistant, content: Ja.}
  gold:
    document: protokoll/ks.pdf
    kommun: Ekskogen
    organ: Kommunstyrelsen
    date: '2024-03-12'
    paragraph: § 31
    diarienummer: [KS 2024/12]
    page: 4
    answer:
    - [Frida Al, F. Al]
    evidence: Frida Al (S) reserverar sig.
    also:
    - {document: protokoll/kf.pdf, organ: Kommunfullmäktige, date: null, paragraph: § 9, evidence: x}
  trap: [Olle Ek (yrkade bara)]
- {id: A2, question: 'Vad kostar månen?', type: unanswerable, gold: null}
"""


def test_a_set_is_read_and_written_back_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(SET, encoding="utf-8")
    questions = load_questions(path)
    first, second = questions
    assert first.gold is not None
    assert first.gold.place.label == "§ 31"
    assert [place.label for place in first.gold.places] == ["§ 31", "§ 9"]
    assert [turn.role for turn in first.question.history] == ["user", "assistant"]
    assert second.gold is None
    again = tmp_path / "again.yaml"
    again.write_text(dump_questions(questions), encoding="utf-8")
    assert load_questions(again) == questions


@pytest.mark.parametrize("text", ["- {id: 1}", "a: [", "42"])
def test_what_is_no_set_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"bad\.yaml"):
        load_questions(path)


def test_a_missing_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="finns inte"):
        load_questions(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Kostnaden är 400 000 kr", "400 000", True),
        ("Kostnaden är 400 000 kr", "400000", True),
        ("höjs med 8% från juli", "8 %", True),
        ("paragraf 12", "1", False),
        ("1,2 mkr", "2", False),
        ("Motionen avslås", "avslå", True),
        ("oavslutad", "avslut", False),
    ],
)
def test_words_are_found_from_their_beginning(text: str, wanted: str, found: bool) -> None:
    assert has(text, wanted) is found


def test_every_group_must_be_said() -> None:
    assert says("Avslogs med 43 röster mot 34", [["avslog"], ["43"], ["34", "trettiofyra"]])
    assert not says("Avslogs med 43 röster", [["avslog"], ["43"], ["34"]])


def test_a_trap_is_its_wording_up_to_the_explanation() -> None:
    assert tells_trap("Mötet är den 25 november.", ["25 november (förslaget, inte beslutet)"])
    assert not tells_trap("Mötet är den 2 december.", ["25 november (förslaget, inte beslutet)"])
    assert not tells_trap("Ingen annan nämns.", ["Olle Ek (S) återkallade förslag"])
