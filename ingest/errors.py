"""The exceptions of Aan Zet, one small tree.

The text of an exception is English, for developers: what was expected, what was found, what to do. Its ``code`` and
``values`` are what the Dutch message for a reader is made of (``app/messages.toml``, section ``error``).
"""

from __future__ import annotations


class AanZetError(Exception):
    """Base of every error this software raises on purpose."""

    code = "unexpected"

    def __init__(self, text: str, *, code: str | None = None, **values: object) -> None:
        super().__init__(text)
        if code is not None:
            self.code = code
        self.values = values


class RegisterError(AanZetError):
    """The register or a settings file is not as it should be."""

    code = "register"


class SettingsError(AanZetError):
    """Settings that do not go together, or that are not safe."""

    code = "settings"


class ReadError(AanZetError):
    """A document cannot be read: damaged, encrypted, empty, or of an unknown kind."""

    code = "read"


class LimitError(ReadError):
    """A document breaks a limit (pages, bytes, seconds, memory)."""

    code = "limit"


class FetchError(AanZetError):
    """An official document could not be fetched, or what came was not what the register says."""

    code = "fetch"


class IndexMissingError(AanZetError):
    """There is no index yet."""

    code = "index_missing"


class IndexDamagedError(AanZetError):
    """The index on disk is incomplete, altered, or made by another version or model."""

    code = "index_damaged"


class StorageError(AanZetError):
    """A file or folder cannot be written (full disk, read-only folder, another build under way)."""

    code = "storage"


class StoreError(AanZetError):
    """The server that keeps the vectors of passages does not answer, or is not what it should be."""

    code = "store"


class ModelError(AanZetError):
    """The embedding model cannot be loaded."""

    code = "model"


class SetError(AanZetError):
    """An evaluation set, run or expectation file is not as it should be."""

    code = "set"
