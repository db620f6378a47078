"""A run is kept and read back, compared with another, judged by the gate, and told as a page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.model import Answer, MadeBy, Question, Refusal
from evals.calibration import STRICTNESSES, Point, calibration
from evals.compare import compare
from evals.gate import BASELINE, GATED, baseline_of, gate
from evals.measures import Attempt, parse_measure
from evals.plots import histogram
from evals.questions import EvalQuestion
from evals.record import QRELS_TREC, RUN_TREC, Record, Scored, Setup, load_record, record, write_record
from evals.report import report
from evals.table import comparison_lines, gate_lines, run_table
from retrieval.refusal import thresholds

RIGHT = parse_measure("Right")
SCORES = {repr(measure): 1.0 for measure in GATED}


def scored(name: str, kind: str = "who", **scores: float | None) -> Scored:
    return Scored(name, kind, f"Fråga {name}?", SCORES | scores)


def run_of(count: int, *wrong: int, kind: str = "who") -> tuple[Scored, ...]:
    return tuple(scored(f"{kind}{n}", kind, Right=float(n not in wrong)) for n in range(count))


def kept(questions: tuple[Scored, ...]) -> Record:
    return Record({}, questions)


def attempts() -> tuple[Attempt, ...]:
    refused = Answer("Det framgår inte.", (), (), Refusal.NO_EVIDENCE, MadeBy("extractive", "hash", "3"))
    due = EvalQuestion("u1", "unanswerable", Question("Vad kostar <månen>?"), None)
    return (Attempt(due, refused, 0.03), Attempt(replace(due, id="u2"), None, 0.01, error="ValueError: x"))


def test_a_run_is_read_back_unchanged_from_its_folder(tmp_path: Path) -> None:
    run = record(attempts(), Setup("set.yaml", "a1", "b2", half="held"))
    write_record(run, tmp_path / "körning")
    assert load_record(tmp_path / "körning") == run
    assert (tmp_path / "körning" / RUN_TREC).read_text() == ""
    assert (tmp_path / "körning" / QRELS_TREC).read_text() == ""
    assert run.made_by == MadeBy("extractive", "hash", "3")
    assert run.measures["alla"]["RefusalRecall"] == 0.5


@pytest.mark.parametrize(("content", "told"), [(None, "finns inte"), ("[]", "ingen sparad körning")])
def test_what_is_no_run_is_refused(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    with pytest.raises(BadInput, match=told):
        load_record(tmp_path)


def test_a_comparison_names_the_questions_won_and_lost() -> None:
    found = compare(kept(run_of(20, 3)), kept(run_of(20, 5, 6)), RIGHT)
    change = found.measures["who"]
    assert (change.won, change.lost) == (("who3",), ("who5", "who6"))
    assert (change.before, change.after) == (0.95, 0.9)
    assert change.interval[0] < change.difference < change.interval[1]
    assert change.too_few
    told = "\n".join(comparison_lines(found))
    assert "  who5: Fråga who5?" in told.partition("Vunna:")[0]
    assert "för få" in told


def test_a_comparison_of_many_changed_questions_can_be_told_from_chance() -> None:
    change = compare(kept(run_of(40)), kept(run_of(40, *range(10))), RIGHT).measures["alla"]
    assert change.p < 0.01
    assert not change.too_few
    assert change.interval[1] < 0


def test_questions_that_a_measure_skips_in_one_run_are_not_compared() -> None:
    before = kept((scored("a"), scored("b")))
    after = kept((scored("a", Right=None), scored("b"), scored("c")))
    assert [change.count for change in compare(before, after, RIGHT).measures.values()] == [1, 1]
    assert compare(before, kept(()), RIGHT).measures == {}


def test_times_are_not_compared() -> None:
    with pytest.raises(BadInput, match="datorn"):
        compare(kept(run_of(2)), kept(run_of(2)), parse_measure("Latency@50"))


def test_a_comparison_tells_what_else_the_runs_differ_in() -> None:
    before = Record({}, run_of(2), MadeBy("extractive", "e5", "3"), Setup("a.yaml", "q", "archive"))
    after = replace(before, made_by=MadeBy("gemma", "e5", "3"), setup=Setup("b.yaml", "q", "other"))
    found = compare(before, after, RIGHT)
    assert found.besides == ("archive_sha256", "draft")
    assert "arkiv, vem som skriver svaren" in "\n".join(comparison_lines(found))
    assert compare(before, before, RIGHT).besides == ()


def test_the_gate_is_passed_by_the_run_that_made_its_baseline(tmp_path: Path) -> None:
    run = record(attempts())
    path = tmp_path / "baseline.json"
    path.write_text(baseline_of(run), encoding="utf-8")
    assert gate(load_record(path).questions, run.questions).passed


def test_the_gate_fails_and_names_the_question_when_one_of_a_few_is_lost() -> None:
    before, after = run_of(60, kind="fact") + run_of(5), run_of(60, kind="fact") + run_of(5, 2)
    found = gate(before, after)
    assert not found.passed
    assert [(loss.type, loss.measure, loss.questions) for loss in found.losses] == [
        ("who", "Right", ("who2",))
    ]
    assert "  who2: Fråga who2?" in list(gate_lines(found))


@pytest.mark.parametrize(("lost", "passed"), [(1, True), (2, True), (3, False)])
def test_a_type_may_lose_two_points_and_no_more(lost: int, passed: bool) -> None:
    assert gate(run_of(100), run_of(100, *range(lost))).passed is passed


def test_what_is_won_makes_up_for_what_is_lost_within_a_type_alone() -> None:
    before = run_of(10, 1) + run_of(10, kind="fact")
    assert gate(before, run_of(10, 2) + run_of(10, kind="fact")).passed
    assert not gate(before, run_of(10) + run_of(10, 1, kind="fact")).passed


@pytest.mark.parametrize(
    "after", [run_of(4), run_of(6), (), (*run_of(4), replace(scored("who4"), question="?"))]
)
def test_the_gate_fails_when_the_questions_are_others(after: Sequence[Scored]) -> None:
    found = gate(run_of(5), after)
    assert not found.passed
    assert "--renew" in next(gate_lines(found))


def test_the_committed_baseline_has_every_gated_measure() -> None:
    questions = load_record(BASELINE).questions
    assert len(questions) > 30
    assert all(question.scores.keys() == SCORES.keys() for question in questions)


def test_calibration_asks_again_at_every_strictness_and_leaves_it_as_it_was() -> None:
    seen: list[float] = []

    def ask(question: EvalQuestion) -> Answer:
        seen.append(thresholds().section)
        given = attempts()[0].answer
        assert given is not None
        return given

    before = thresholds().section
    points = list(calibration([attempts()[0].question], ask))
    assert [point.strictness for point in points] == list(STRICTNESSES)
    assert seen == [min(1.0, before * factor) for factor in STRICTNESSES]
    assert {(point.precision, point.recall) for point in points} == {(1.0, 1.0)}
    assert thresholds().section == before


class _Page(HTMLParser):
    """What a page would fetch, and whether its elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in {"src", "href"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_holds_all_it_shows_and_puts_faults_first() -> None:
    text = report(record(attempts(), Setup("set.yaml", "a1", "b2")), (Point(1.0, 0.5, 1.0, None),))
    page = _Page(text)
    assert page.fetched == []
    assert page.open == []
    assert "@import" not in text
    assert "url(" not in text
    assert "Vad kostar &lt;månen&gt;?" in text
    assert "<månen>" not in text
    assert text.index("kraschade") < text.index('class="good">rätt')
    assert "När Paragraf avstår" in text
    assert "sha256 a1" in text


def test_a_histogram_counts_every_value() -> None:
    drawn = histogram([10.0, 20.0, 20.0, 1000.0], [("p50", 20.0)], "Tider")
    heights = [float(height) for height in re.findall(r'class="bar"[^>]* height="([\d.]+)"', drawn)]
    assert len(heights) == 30
    assert sum(heights) == pytest.approx(max(heights) * 2)
    assert heights[-1] == pytest.approx(max(heights) / 2)
    assert _Page(histogram([], [], "Inget")).open == []


def test_the_table_has_a_row_a_type_and_one_for_all() -> None:
    rows = list(run_table(record(attempts())))
    assert [row.split()[0] for row in rows] == ["typ", "unanswerable", "alla"]
