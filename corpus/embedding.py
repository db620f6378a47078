"""Texts to vectors: one protocol, and two engines that read the same model folder.

multilingual-e5 wants to be told what it reads: "query: " before a question, "passage: " before a passage
(Wang et al. 2024, arXiv 2402.05672). Leaving that out costs a sixth of the hits.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from corpus.errors import CannotStart, ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector: TypeAlias = npt.NDArray[np.float32]
Vectors: TypeAlias = npt.NDArray[np.float32]

ONNX_FILE = "model_int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
_MOST_TOKENS = 512
_MOST_THREADS = 8
_QUERY = "query: "
_PASSAGE = "passage: "
_FINGERPRINT_DIGITS = 12
_ST_BATCH = 16
_ST_FILES = {".json", ".safetensors"}
_E5 = re.compile(r"(?i)\be5-(?:small|base|large)(?!.*instruct)")


class Engine(StrEnum):
    """What computes the vectors."""

    ONNX = "onnx"
    SENTENCE_TRANSFORMERS = "sentence-transformers"


class Embedder(Protocol):
    """Vectors are float32 and of length 1, so that their inner product is their cosine."""

    @property
    def id(self) -> str:
        """Model, weights and engine: vectors of different ids are never compared."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in the texts' order: shape (len(texts), dimension)."""

    def query(self, text: str) -> Vector:
        """The vector of a question: shape (dimension,)."""


def open_embedder(model: str | Path, engine: Engine = Engine.ONNX) -> Embedder:
    """The embedder for a model folder, or for a model's name with sentence-transformers.

    ``ModelMissing`` where there is no such model, ``CannotStart`` where the engine is not installed.
    """
    if engine is Engine.ONNX:
        return OnnxEmbedder(Path(model))
    return SentenceTransformerEmbedder(model)


def embeddable(text: str) -> str:
    """The text without NUL and lone surrogates, which the tokenizers stop at."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


class OnnxEmbedder:
    """ONNX Runtime on a folder made by ``python -m corpus.weights``; texts are cut at 512 tokens.

    Each text is computed by itself, on one thread of ``threads``: without padding that is faster than
    batches, and its vector does not depend on the texts beside it (int8 scales are taken over a whole batch).
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        files = (folder / TOKENIZER_FILE, folder / ONNX_FILE)
        if not all(file.is_file() for file in files):
            raise ModelMissing(f"Språkmodellen saknas i {folder}. Kör: make setup")
        self._tokenizer = Tokenizer.from_file(str(files[0]))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._session = _session(files[1])
        self._threads = threads or _usable_threads()
        self.dimension: int = self._session.get_outputs()[0].shape[1]
        self.id = f"{folder.resolve().name}/{_fingerprint(files)}/{Engine.ONNX}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        encoded = self._tokenizer.encode_batch_fast([_PASSAGE + embeddable(text) for text in texts])
        rows = [encoding.ids for encoding in encoded]
        # The longest first, so that no thread is left alone with a long one at the end.
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]), reverse=True)
        vectors = np.empty((len(rows), self.dimension), np.float32)
        with ThreadPoolExecutor(self._threads) as threads:
            computed = threads.map(self._vector, (rows[i] for i in order))
            for i, vector in zip(order, computed, strict=True):
                vectors[i] = vector
        return vectors

    def query(self, text: str) -> Vector:
        """See ``Embedder``."""
        return self._vector(self._tokenizer.encode(_QUERY + embeddable(text)).ids)

    def _vector(self, ids: Sequence[int]) -> Vector:
        (vectors,) = self._session.run(None, {"ids": np.array([ids], np.int64)})
        return np.asarray(vectors[0], np.float32)


class SentenceTransformerEmbedder:
    """sentence-transformers (the extra ``st``) on the same folder, or on any model by name or path."""

    def __init__(self, model: str | Path) -> None:
        self._model = _load_sentence_transformer(str(model))
        self.dimension: int = self._model.get_embedding_dimension()
        self.id = f"{Path(model).name}/{_version(self._model, Path(model))}/{Engine.SENTENCE_TRANSFORMERS}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        cleaned = [embeddable(text) for text in texts]
        vectors = self._model.encode_document(
            cleaned, batch_size=_ST_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32).reshape(len(cleaned), self.dimension)

    def query(self, text: str) -> Vector:
        """See ``Embedder``."""
        vector = self._model.encode_query(
            embeddable(text), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vector, np.float32)


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _usable_threads() -> int:
    """The processors that this process may use, within reason."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_THREADS)


def _fingerprint(files: Iterable[Path]) -> str:
    """The beginning of the sha256 of the files' sha256 sums, in their order."""
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:_FINGERPRINT_DIGITS]


def _load_sentence_transformer(model: str) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - ten seconds, and an extra
    except ImportError as error:
        raise CannotStart(
            'Motorn sentence-transformers är inte installerad. Kör: .venv/bin/pip install -e ".[st]"'
        ) from error
    try:
        return SentenceTransformer(model, prompts=_prompts(model))
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"Språkmodellen {model} gick inte att läsa eller hämta. "
            f"Kontrollera PARAGRAF_MODEL, eller kör: make setup ({error})"
        ) from error


def _prompts(model: str) -> dict[str, str] | None:
    """The prompts of the E5 family, which its folders on the hub leave out; None keeps a model's own."""
    if _E5.search(Path(model).name):
        return {"query": _QUERY, "document": _PASSAGE}
    return None


def _version(loaded: "SentenceTransformer", model: Path) -> str:
    """What tells a model's weights from others of its name: of a folder its content, else its revision."""
    if model.is_dir():
        return _fingerprint(sorted(file for file in model.rglob("*") if file.suffix in _ST_FILES))
    return str(loaded.model_card_data.base_model_revision)[:_FINGERPRINT_DIGITS]
