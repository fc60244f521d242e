"""Arrays are read whole and alike, by however many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.arrays import mapped_array, read_arrays

ARRAYS = {"boxes": np.arange(12.0).reshape(3, 4), "numbers": np.arange(5), "nothing": np.zeros((0, 2), np.float32)}


def test_every_array_comes_back_with_its_shape_and_kind(tmp_path: Path) -> None:
    np.savez(tmp_path / "some.npz", **ARRAYS)
    read = read_arrays(tmp_path / "some.npz")
    assert list(read) == list(ARRAYS)
    for name, array in ARRAYS.items():
        np.save(tmp_path / f"{name}.npy", array)
        for one in (read[name], mapped_array(tmp_path / f"{name}.npy")):
            assert (one.dtype, one.shape, one.tolist()) == (array.dtype, array.shape, array.tolist())


@pytest.mark.usefixtures("parsed_alone")
def test_the_head_of_one_array_is_read_at_a_time(tmp_path: Path) -> None:
    np.savez(tmp_path / "some.npz", **ARRAYS)
    np.save(tmp_path / "one.npy", ARRAYS["numbers"])
    with ThreadPoolExecutor(2) as pool:
        for array in pool.map(lambda _: mapped_array(tmp_path / "one.npy"), range(5)):
            assert array.tolist() == [0, 1, 2, 3, 4]
        for arrays in pool.map(lambda _: read_arrays(tmp_path / "some.npz"), range(5)):
            assert list(arrays) == list(ARRAYS)
