"""What tests share: the embedders, the model folder and the folder of real documents."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import Embedder, OnnxEmbedder, Vector, Vectors, open_embedder
from corpus.settings import Settings

REPOSITORY = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class HashEmbedder:
    """Vectors out of the words' hashes: equal texts are equal, texts that share words are near."""

    dimension: int = 64
    id: str = "hash/1/test"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See ``Embedder``."""
        return np.array([self.query(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def query(self, text: str) -> Vector:
        """See ``Embedder``."""
        vector = np.full(self.dimension, 1e-3, np.float32)
        for word in text.casefold().split():
            vector[
                int.from_bytes(hashlib.sha256(word.encode("utf-8", "ignore")).digest()[:4]) % self.dimension
            ] += 1
        return vector / np.float32(np.linalg.norm(vector))


@pytest.fixture(scope="session")
def hash_embedder() -> Embedder:
    """An embedder that needs no model."""
    return HashEmbedder()


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The folder of the real model."""
    folder = Path(Settings().model)
    if not folder.is_dir():
        pytest.skip(f"the model is not in {folder}: make setup")
    return folder


@pytest.fixture(scope="session")
def onnx_embedder(model_folder: Path) -> OnnxEmbedder:
    """The default embedder on the real model."""
    return OnnxEmbedder(model_folder)


@pytest.fixture(scope="session")
def opened_once(model_folder: Path) -> Iterator[None]:
    """Commands that are run in this process share one model, which takes longer to open than most of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.composition.open_embedder", cache(open_embedder))
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents and their questions, which is no part of this repository."""
    folder = Path(os.environ.get("PARAGRAF_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"there are no real documents in {folder}")
    return folder
