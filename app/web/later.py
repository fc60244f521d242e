"""A package that is imported when something of it is first asked for."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for the package ``__name__`` until it is asked for more than its specification."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__path__", "__version__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def import_later(name: str) -> None:
    """Let ``import name`` cost nothing until something of that package is used.

    Nothing happens when it is already imported or not installed. Python's own ``LazyLoader`` does not serve: an import
    statement reads the specification, and that loads it (Python 3.11).
    """
    specification = None if name in sys.modules else importlib.util.find_spec(name)
    if specification is not None:
        later = _Later(name)
        later.__spec__ = specification
        sys.modules[name] = later


def not_imported(name: str) -> None:
    """Let nobody else find what ``import_later`` put there; who imported it keeps it, and it loads as before.

    Some look whether a package is imported to know what to reckon with (rapidfuzz: pandas), and would load it.
    """
    if isinstance(sys.modules.get(name), _Later):
        del sys.modules[name]
