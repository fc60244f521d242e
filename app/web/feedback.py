"""Readers' judgements of answers, kept as candidates for evaluation when the maintainer switched that on."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

from app.web.permalink import decode

FILE_NAME = "oordelen.jsonl"
JUDGEMENTS = {True: "nuttig", False: "niet nuttig", "Like": "nuttig", "Dislike": "niet nuttig"}
_TOKEN = re.compile(r'href="antwoord/([A-Za-z0-9_-]+)"')
_writing = threading.Lock()


def keep_judgement(folder: Path, shown: str, liked: bool | str) -> bool:
    """Adds a line on the answer ``shown`` (its HTML) to the file in ``folder``; False when it names no question.

    A line holds the question, the earlier ones, the judgement, and what the answer was made from; nothing on the
    reader. Raises OSError when the file cannot be written.
    """
    token = _TOKEN.search(shown)
    link = decode(token[1]) if token is not None else None
    if link is None:
        return False
    line = {
        "question": link.questions[-1],
        "earlier": list(link.questions[:-1]),
        "judgement": JUDGEMENTS.get(liked, str(liked)),
        "corpus_sha256": link.corpus_sha256,
        "index_version": link.index_version,
        "answer_print": link.answer_print,
    }
    written = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    with _writing, (folder / FILE_NAME).open("ab+") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - len(written)))
        if file.read() != written:  # gradio tells of a judgement in words twice
            file.write(written)
    return True
