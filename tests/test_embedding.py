"""Texts to vectors, by both engines on the real model."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import (
    Embedder,
    Engine,
    OnnxEmbedder,
    SentenceTransformerEmbedder,
    embeddable,
    open_embedder,
)
from corpus.errors import CannotStart, ModelMissing

TEXTS = (
    "Kommunstyrelsen beslutar att avslå motionen om avgiftsfria busskort.",
    "§ 27 Dnr KS 2031/118 Skolskjuts för elever i grundskolan",
    "Reservation",
    "",
    "Nämnden föreslår kommunfullmäktige att anta taxan för renhållning. " * 60,
    "A\u030asa O\u0308berg (S) yrkar bifall · 1\u00a0250\u00a0000 kronor – 3½ % – ﬁnansiering <mask> </s>",
)

NO_SENTENCE_TRANSFORMERS = importlib.util.find_spec("sentence_transformers") is None


@pytest.fixture(scope="session")
def sentence_transformer(model_folder: Path) -> SentenceTransformerEmbedder:
    if NO_SENTENCE_TRANSFORMERS:
        pytest.skip('sentence-transformers is not installed: pip install -e ".[st]"')
    return SentenceTransformerEmbedder(model_folder)


def test_vectors_are_float32_rows_of_length_one(onnx_embedder: OnnxEmbedder) -> None:
    vectors = onnx_embedder.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), onnx_embedder.dimension) == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert onnx_embedder.query("Vad beslutades?").shape == (384,)


def test_no_texts_give_no_rows(onnx_embedder: OnnxEmbedder) -> None:
    assert onnx_embedder.passages(()).shape == (0, 384)


def test_a_vector_does_not_depend_on_the_texts_beside_it(onnx_embedder: OnnxEmbedder) -> None:
    together = onnx_embedder.passages(TEXTS)
    alone = [onnx_embedder.passages([text])[0] for text in TEXTS]
    assert np.array_equal(together, np.array(alone))


def test_questions_and_passages_are_told_apart(onnx_embedder: OnnxEmbedder) -> None:
    assert not np.allclose(onnx_embedder.query(TEXTS[0]), onnx_embedder.passages(TEXTS[:1])[0], atol=1e-3)


def test_a_question_finds_the_passage_that_answers_it(onnx_embedder: OnnxEmbedder) -> None:
    passages = (
        "Kommunstyrelsen avslår motionen om fria resor med buss för pensionärer.",
        "Nämnden godkänner årsbokslutet och överlämnar det till revisorerna.",
        "Miljönämnden förelägger verksamheten att rena dagvattnet.",
    )
    questions = ("Vad hände med busskort för äldre?", "Är bokslutet godkänt?", "Vem ska rena vattnet?")
    vectors = onnx_embedder.passages(passages)
    best = [int(np.argmax(vectors @ onnx_embedder.query(question))) for question in questions]
    assert best == [0, 1, 2]


def test_long_texts_are_cut_at_512_tokens(onnx_embedder: OnnxEmbedder) -> None:
    long = "beslut " * 600
    vectors = onnx_embedder.passages([long, long + "ett helt annat slut"])
    assert np.array_equal(vectors[0], vectors[1])


@pytest.mark.parametrize("odd", ["a\0b", "a\ud800b", "\udfff", "\0"])
def test_odd_characters_are_left_out(onnx_embedder: OnnxEmbedder, odd: str) -> None:
    clean = odd.translate({0: None, 0xD800: None, 0xDFFF: None})
    assert np.array_equal(onnx_embedder.query(odd), onnx_embedder.query(clean))


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_embeddable_is_utf8_and_stays_so(text: str) -> None:
    clean = embeddable(text)
    assert "\0" not in clean.encode("utf-8").decode("utf-8")
    assert embeddable(clean) == clean


def test_the_id_tells_model_weights_and_engine(onnx_embedder: OnnxEmbedder, model_folder: Path) -> None:
    name, weights, engine = onnx_embedder.id.split("/")
    assert (name, engine) == (model_folder.name, "onnx")
    assert len(weights) == 12


def test_other_files_give_another_id(onnx_embedder: OnnxEmbedder, model_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "model_int8.onnx").symlink_to(model_folder / "model_int8.onnx")
    tokenizer = (model_folder / "tokenizer.json").read_text(encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text(tokenizer + "\n", encoding="utf-8")
    assert OnnxEmbedder(tmp_path).id.split("/")[1] != onnx_embedder.id.split("/")[1]


def test_a_missing_model_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="make setup"):
        open_embedder(tmp_path)


def test_a_missing_engine_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # as if it were not installed
    with pytest.raises(CannotStart, match="pip install"):
        open_embedder(tmp_path, Engine.SENTENCE_TRANSFORMERS)


def test_the_test_embedder_keeps_the_protocol(hash_embedder: Embedder) -> None:
    vectors = hash_embedder.passages(["en taxa", "En taxa", "ett avtal"])
    assert np.array_equal(vectors[0], vectors[1])
    assert vectors[0] @ vectors[2] < vectors[0] @ vectors[1]


def test_both_engines_agree_on_passages(
    onnx_embedder: OnnxEmbedder, sentence_transformer: SentenceTransformerEmbedder
) -> None:
    cosines = np.sum(onnx_embedder.passages(TEXTS) * sentence_transformer.passages(TEXTS), axis=1)
    assert cosines.min() >= 0.99


def test_both_engines_agree_on_questions(
    onnx_embedder: OnnxEmbedder, sentence_transformer: SentenceTransformerEmbedder
) -> None:
    cosines = [float(onnx_embedder.query(text) @ sentence_transformer.query(text)) for text in TEXTS]
    assert min(cosines) >= 0.99


def test_engines_have_one_dimension_and_ids_of_their_own(
    onnx_embedder: OnnxEmbedder, sentence_transformer: SentenceTransformerEmbedder
) -> None:
    assert sentence_transformer.dimension == onnx_embedder.dimension
    assert sentence_transformer.id != onnx_embedder.id
    assert sentence_transformer.id.endswith("/sentence-transformers")


@pytest.mark.skipif(NO_SENTENCE_TRANSFORMERS, reason='not installed: pip install -e ".[st]"')
def test_a_model_that_cannot_be_had_is_missing() -> None:
    with pytest.raises(ModelMissing, match="PARAGRAF_MODEL"):
        SentenceTransformerEmbedder("/nowhere/at/all")
