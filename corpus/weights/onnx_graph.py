"""Builds the encoder as an ONNX graph for ONNX Runtime: int8 matrices, no padding, no mask.

The input is ``ids``, int64, shape (texts, tokens), texts of one length each; the output ``vectors``, float32,
shape (texts, hidden), of length 1. The operators are those that ONNX Runtime would fuse an ordinary export to
(domain ``com.microsoft``, documented in onnxruntime's ``docs/ContribOperators.md``).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from corpus.weights.blob import BLOCK, Blob, Floats

# Seven bits: the products of two neighbours then fit the 16-bit sums of processors without VNNI instructions,
# so that every machine computes the same vectors. It costs 0.0004 of cosine.
_LARGEST = 63
_FUSED = "com.microsoft"
_OPSETS = (helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1))


class _Graph:
    """Collects nodes and constants; an operator's output is named for it and its number."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, values: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.split(operator, *inputs, domain=domain, outputs=1, **attributes)[0]

    def split(
        self, operator: str, *inputs: str, outputs: int, domain: str = "", **attributes: Any
    ) -> list[str]:
        names = [f"{operator}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(
            helper.make_node(operator, inputs, names, name=names[0], domain=domain, **attributes)
        )
        return names


def build_graph(blob: Blob) -> onnx.ModelProto:
    """The whole encoder with mean pooling and the scaling to length 1."""
    graph = _Graph()
    states = _embedded(graph, blob)
    for layer in range(blob.shape.layers):
        states = _layer(graph, blob, f"l{layer}", states)
    mean = graph.add("ReduceMean", states, graph.constant("token_axis", np.array([1])), keepdims=0)
    graph.nodes.append(helper.make_node("LpNormalization", [mean], ["vectors"], axis=-1, p=2))
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", blob.shape.hidden])
    body = helper.make_graph(graph.nodes, "encoder", [ids], [vectors], list(graph.constants.values()))
    return helper.make_model(body, opset_imports=_OPSETS, ir_version=10)


def _embedded(graph: _Graph, blob: Blob) -> str:
    """Words + positions + the one token type; words stay in their blocks, which loses nothing."""
    hidden = blob.shape.hidden
    codes, scales = blob.codes("emb.word", hidden)
    blocks = graph.constant("word.codes", codes.reshape(len(codes), -1, BLOCK))
    block_scales = graph.constant("word.scales", scales[..., np.newaxis])
    words = graph.add("Mul", _looked_up(graph, blocks), _looked_up(graph, block_scales))
    words = graph.add("Reshape", words, graph.constant("flat", np.array([0, 0, hidden])))
    return _normed(graph, blob, "emb.ln", words, _positions(graph, blob))


def _looked_up(graph: _Graph, table: str) -> str:
    return graph.add("Cast", graph.add("Gather", table, "ids"), to=TensorProto.FLOAT)


def _positions(graph: _Graph, blob: Blob) -> str:
    """The rows 0 … tokens - 1 of the positions, for each text."""
    hidden = blob.shape.hidden
    rows = blob.rows("emb.pos", hidden) + blob.rows("emb.type", hidden)[:1]
    zero = graph.constant("zero", np.array([0]))
    count = graph.add("Shape", "ids", start=1, end=2)
    used = graph.add("Slice", graph.constant("positions", rows), zero, count, zero)
    shape = graph.add(
        "Concat", graph.add("Shape", "ids"), graph.constant("hidden", np.array([hidden])), axis=0
    )
    return graph.add("Expand", used, shape)


def _layer(graph: _Graph, blob: Blob, layer: str, states: str) -> str:
    """Self-attention and feed-forward, each added to what came in and normed (Vaswani et al. 2017)."""
    hidden, heads = blob.shape.hidden, blob.shape.heads
    projected = _linear(graph, blob, states, [f"{layer}.q", f"{layer}.k", f"{layer}.v"])
    parts = graph.constant("query_key_value", np.array([hidden] * 3))
    query, key, value = graph.split("Split", projected, parts, outputs=3, axis=-1)
    mixed = graph.add("MultiHeadAttention", query, key, value, domain=_FUSED, num_heads=heads)
    attended = _linear(graph, blob, mixed, [f"{layer}.ao"])
    states = _normed(graph, blob, f"{layer}.aln", attended, states)
    inner = graph.add("Gelu", _linear(graph, blob, states, [f"{layer}.fi"]), domain=_FUSED)
    return _normed(graph, blob, f"{layer}.oln", _linear(graph, blob, inner, [f"{layer}.fo"]), states)


def _normed(graph: _Graph, blob: Blob, name: str, states: str, added: str) -> str:
    weight = graph.constant(f"{name}.weight", blob.floats(f"{name}.w"))
    bias = graph.constant(f"{name}.bias", blob.floats(f"{name}.b"))
    return graph.add(
        "SkipLayerNormalization", states, added, weight, bias, domain=_FUSED, epsilon=blob.shape.epsilon
    )


def _linear(graph: _Graph, blob: Blob, states: str, names: Sequence[str]) -> str:
    """A product with the matrices side by side, and their biases."""
    columns = blob.shape.intermediate if names[0].endswith(".fo") else blob.shape.hidden
    weights = np.concatenate([blob.matrix(f"{name}.w", columns) for name in names])
    biases = np.concatenate([blob.floats(f"{name}.b") for name in names])
    codes, scales = _quantised(weights)
    return graph.add(
        "DynamicQuantizeMatMul",
        states,
        graph.constant(f"{names[0]}.codes", codes.T),
        graph.constant(f"{names[0]}.scales", scales),
        "",
        graph.constant(f"{names[0]}.bias", biases),
        domain=_FUSED,
    )


def _quantised(weights: Floats) -> tuple[np.ndarray, Floats]:
    """Symmetric int8 codes and one scale a row."""
    scales = np.abs(weights).max(axis=1) / _LARGEST
    return np.rint(weights / scales[:, np.newaxis]).astype(np.int8), scales.astype(np.float32)
