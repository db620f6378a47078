"""Writes the model's folder: what sentence-transformers reads, and the ONNX file that is used without it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import save

from corpus.weights.blob import Blob, Floats
from corpus.weights.onnx_graph import build_graph
from corpus.weights.tokenizer import build_tokenizer, special_tokens

Json = Mapping[str, object] | list[Mapping[str, object]]

_LAYER_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_LAYER_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def write_folder(blob: Blob, folder: Path) -> None:
    """Write every file of the model into an empty folder."""
    build_tokenizer(blob.vocabulary).save(str(folder / "tokenizer.json"))
    for name, content in _json_files(blob).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(save(dict(_state(blob)), metadata={"format": "pt"}))
    onnx.save(build_graph(blob), str(folder / "model_int8.onnx"))


def _state(blob: Blob) -> Iterator[tuple[str, Floats]]:
    """The weights under the names of a BertModel in transformers."""
    hidden = blob.shape.hidden
    yield "embeddings.word_embeddings.weight", blob.matrix("emb.word", hidden)
    yield "embeddings.position_embeddings.weight", blob.rows("emb.pos", hidden)
    yield "embeddings.token_type_embeddings.weight", blob.rows("emb.type", hidden)
    yield from _norm(blob, "emb.ln", "embeddings.LayerNorm")
    for layer in range(blob.shape.layers):
        target = f"encoder.layer.{layer}"
        for short, name in _LAYER_MATRICES.items():
            columns = blob.shape.intermediate if short == "fo" else hidden
            yield f"{target}.{name}.weight", blob.matrix(f"l{layer}.{short}.w", columns)
            yield f"{target}.{name}.bias", blob.floats(f"l{layer}.{short}.b")
        for short, name in _LAYER_NORMS.items():
            yield from _norm(blob, f"l{layer}.{short}", f"{target}.{name}")
    # Mean pooling leaves BERT's own pooler unused; without it transformers reports weights as missing.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _norm(blob: Blob, short: str, name: str) -> Iterator[tuple[str, Floats]]:
    yield f"{name}.weight", blob.floats(f"{short}.w")
    yield f"{name}.bias", blob.floats(f"{short}.b")


def _json_files(blob: Blob) -> Mapping[str, Json]:
    """The small files, by their path in the folder, as transformers and sentence-transformers write them."""
    return {
        "config.json": _encoder(blob),
        "tokenizer_config.json": _tokenizer(blob),
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": blob.shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": blob.shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _encoder(blob: Blob) -> Json:
    shape = blob.shape
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": blob.vocabulary.pad,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }


def _tokenizer(blob: Blob) -> Json:
    bos, eos, pad, unk, mask = special_tokens(blob.vocabulary)
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": bos,
        "eos_token": eos,
        "cls_token": bos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unk,
        "mask_token": mask,
        "model_max_length": blob.shape.positions,
    }
