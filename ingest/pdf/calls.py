"""Calls of pdfium with addresses as whole numbers, which take half the time of those with objects of Python."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

ADDRESS = ctypes.c_void_p


def plain(function: object, result: type, *arguments: type) -> Callable[..., Any]:
    """A function of pdfium as one of whole numbers: ``result`` and ``arguments`` are their kinds in C."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(kept: object) -> int:
    """Where pdfium keeps something: the same for the same one."""
    return ctypes.cast(kept, ADDRESS).value or 0  # type: ignore[arg-type]


def rows_of(array: NDArray[Any]) -> range:
    """The address of every row of an array, for pdfium to write to."""
    begin = array.ctypes.data
    return range(begin, begin + array.nbytes, array.shape[1] * array.itemsize)


def unknown(rows: int, columns: int, kind: type = np.float32) -> NDArray[Any]:
    """An array of NaN, which stay where pdfium writes nothing."""
    return np.full((rows, columns), np.nan, kind)
