"""One target under atheris: ``python -m benchmarks.harden.fuzz_one TARGET FOLDER [libFuzzer options]``."""

from __future__ import annotations

import importlib
import sys

import atheris

with atheris.instrument_imports(include=["app", "ingest", "index"]):
    from benchmarks.harden.fuzz_targets import TARGETS

    for late in ("ingest.formats.plain", "ingest.formats.web_page"):  # imported by the first document of their kind
        importlib.import_module(late)

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
