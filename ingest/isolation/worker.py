"""The process that reads documents for ``ingest.isolation.isolate``: an order a line in, an answer a line out."""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.any_file import read_document
from ingest.document import Document
from ingest.errors import AanZetError
from ingest.passages import cut_passages
from ingest.records import Source
from ingest.saved import save_document, source_of
from ingest.settings import IngestSettings


def main() -> None:
    """Read what is asked for until there are no more orders; the limits on memory hold for the whole process."""
    settings = IngestSettings(**json.loads(sys.argv[1]))
    _limit_memory(settings.max_memory_bytes)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        _end_after(settings.max_seconds, float(sys.argv[2]))
        print(json.dumps(_answer(line, settings)), file=answers, flush=True)
        _end_after(0, 0)


def _answer(line: str, settings: IngestSettings) -> dict[str, Any]:
    source, path, folder, xml = _order_of(line)
    try:
        save_document(_counted(read_document(source, path, settings, xml), settings), folder)
    except AanZetError as error:
        return {"error": type(error).__name__, "text": str(error), "code": error.code, "values": error.values}
    except MemoryError:
        text = f"{path.name}: reading took more than {settings.max_memory_bytes} bytes of memory"
        return {"error": "LimitError", "text": text, "code": "too_much_memory", "values": {"name": path.name}}
    except OSError as cause:
        text = f"{folder}: cannot be written: {cause}"
        return {"error": "StorageError", "text": text, "code": "storage", "values": {"path": str(folder)}}
    return {"done": True}


def _order_of(line: str) -> tuple[Source, Path, Path, Path | None]:
    """What one line that the worker gets asks for: the source, its file, the folder to save the document in, and the
    XML beside the file."""
    values = json.loads(line)
    xml = Path(values["xml"]) if "xml" in values else None
    return source_of(values["source"]), Path(values["path"]), Path(values["folder"]), xml


def _counted(document: Document, settings: IngestSettings) -> Document:
    """The document with the number of its passages in its report."""
    passages = len(cut_passages(document, settings))
    return dataclasses.replace(document, report=dataclasses.replace(document.report, passages=passages))


def _limit_memory(size: int) -> None:
    with suppress(ValueError, OSError):  # macOS knows this limit and refuses to set it: there only the time is limited
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_after(processor_seconds: float, clock_seconds: float) -> None:
    """Have the system end this process when it was busy for so long (SIGPROF), or, for when whoever ordered died and a
    file keeps it waiting for ever, after some time by the clock (SIGALRM); 0 for never."""
    signal.setitimer(signal.ITIMER_PROF, processor_seconds)
    signal.setitimer(signal.ITIMER_REAL, clock_seconds)


if __name__ == "__main__":
    main()
