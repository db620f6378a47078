"""Rankings are keyed by document and §, and give in TREC's form the same figures as in ours."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Chunk, Document, Hit, Kind, Place, Status
from evals.questions import Gold, GoldPlace
from evals.ranking import (
    gold_key,
    judgements,
    ndcg,
    qrels_lines,
    ranking,
    recall,
    reciprocal_rank,
    run_lines,
    success,
)
from tests.trec import by_ir_measures

GOLD = Gold(
    GoldPlace("ks mars.pdf", label="§ 7"),
    (),
    (GoldPlace("ks mars.pdf", label="§ 2"), GoldPlace("kf.pdf", label="§ 9")),
)


def hit(label: str | None, file: str = "ks mars.pdf", heading: str = "Cykelväg", *numbers: str) -> Hit:
    document = Document("d", "s", file, Kind.PROTOKOLL, "Protokoll", date=dt.date(2024, 5, 2))
    place = Place(0, label, heading, (), numbers, None, 1, None, None)
    return Hit(Chunk("c", document, place, Status.BESLUT, (0, 4), "text"), 1.0)


def test_a_hit_is_named_by_file_and_section_whatever_folder_it_came_from() -> None:
    assert ranking([hit("§ 7", "2024/ks mars.pdf")], None) == ("ks mars.pdf#§7",)
    assert ranking([hit(None, heading="Inledning  och\nsyfte")], None) == ("ks mars.pdf#Inledning och syfte",)


def test_a_further_passage_of_a_section_keeps_its_rank_and_is_no_new_place() -> None:
    ranked = ranking([hit("§ 1"), hit("§ 1"), hit("§ 7"), hit("§ 1")], GOLD)
    assert ranked == ("ks mars.pdf#§1", "ks mars.pdf#§1~2", "ks mars.pdf#§7", "ks mars.pdf#§1~3")
    assert reciprocal_rank(ranked, judgements(GOLD), 10) == pytest.approx(1 / 3)


def test_a_hit_in_a_place_without_a_section_bears_the_place_s_name() -> None:
    gold = Gold(GoldPlace("t.pdf", diarienummer=("KS 2024/12",)), ())
    told = hit(None, "t.pdf", "Beslut", "KS 2024/0012")
    assert ranking([told, hit(None, "t.pdf", "Annat")], gold)[0] == gold_key(gold.place)
    assert recall(ranking([told], gold), judgements(gold), 1) == 1


def test_only_the_deciding_place_counts_for_recall_and_any_place_for_success() -> None:
    ranked = ranking([hit("§ 2"), hit("§ 7")], GOLD)
    assert (recall(ranked, judgements(GOLD), 1), success(ranked, judgements(GOLD), 1)) == (0, 1)
    assert recall(ranked, judgements(GOLD), 2) == 1


FILES = st.sampled_from(["ks mars.pdf", "kf.pdf"])


@given(st.lists(st.builds(hit, st.sampled_from(["§ 7", "§ 1", "§ 2", "§ 9", None]), FILES), min_size=1))
def test_trec_files_read_by_ir_measures_give_the_same_figures(hits: Sequence[Hit]) -> None:
    ranked, judged = ranking(hits, GOLD), judgements(GOLD)
    run, qrels = "".join(run_lines({"D 1": ranked}, "test")), "".join(qrels_lines({"D 1": judged}))
    ours = {
        "R(rel=2)@5": recall(ranked, judged, 5),
        "Success@5": success(ranked, judged, 5),
        "RR@10": reciprocal_rank(ranked, judged, 10),
        "nDCG@10": ndcg(ranked, judged, 10),
        "nDCG": ndcg(ranked, judged, 0),
    }
    assert by_ir_measures(ours, run, qrels) == pytest.approx(ours)
