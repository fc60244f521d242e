"""TREC run files and qrels, BEIR folders: what other tools read and write.

Sources: trec_eval's README (``qid Q0 docno rank sim run_id`` and ``qid 0 docno rel``); Thakur et al., BEIR (2021).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from eval.judging import passage_hits
from eval.run import Asked
from ingest.errors import SetError
from ingest.records import Passage

Qrels = dict[str, dict[str, int]]
Ranking = dict[str, dict[str, float]]


def ranking_of(asked: Sequence[Asked]) -> Ranking:
    """The passages found for each question, with their scores; a question without any is there, empty."""
    return {one.question.id: {found.passage_id: found.score for found in one.answer.passages} for one in asked}


def qrels_of(asked: Sequence[Asked], passages: Sequence[Passage], file_of: Mapping[str, str]) -> Qrels:
    """For each answerable question every passage that holds a gold quote, with relevance 1.

    ``file_of`` gives the file name of a source id. A question whose gold stands in no passage has no entry.
    """
    found: Qrels = {}
    for one in asked:
        if one.question.answerable:
            held = [p.id for p in passages if passage_hits(one.question, file_of[p.source_id], p.text)]
            if held:
                found[one.question.id] = dict.fromkeys(held, 1)
    return found


def write_run(path: Path, ranking: Ranking, run_id: str) -> None:
    """Write a TREC run file, best first; white space in an id is percent-encoded, since the format has no quoting."""
    lines = []
    for query, scores in ranking.items():
        order = sorted(scores, key=lambda passage: (-scores[passage], passage))
        lines += [f"{_id(query)} Q0 {_id(p)} {rank} {scores[p]:.6f} {_id(run_id)}" for rank, p in enumerate(order, 1)]
    _write(path, lines)


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write TREC qrels."""
    rows = ((query, passage, level) for query, levels in qrels.items() for passage, level in levels.items())
    _write(path, (f"{_id(query)} 0 {_id(passage)} {level}" for query, passage, level in rows))


def read_qrels(path: Path) -> Qrels:
    """TREC qrels, or BEIR's with its heading line. Raises SetError with the line that is wrong."""
    found: Qrels = {}
    for number, line in _lines(path):
        fields = line.strip().split("\t" if line.count("\t") >= 2 else None)
        if number == 1 and fields[0] == "query-id":
            continue
        try:
            if len(fields) not in (3, 4):
                raise ValueError(f"{len(fields)} fields")
            query, passage, level = fields[0], fields[-2], int(fields[-1])
        except ValueError as cause:
            text = f"{path.name}, line {number}: expected 'query 0 passage level': {cause}"
            raise SetError(text, code="set_qrels", where=path.name, line=number) from cause
        found.setdefault(query, {})[passage] = level
    return found


def read_beir(folder: Path, split: str = "test") -> tuple[dict[str, str], dict[str, str], Qrels]:
    """A BEIR folder: texts (title and text) by id, queries by id, qrels. Raises SetError that says how to fix it."""
    corpus = {name: f"{title}\n\n{text}".strip() for name, title, text in _beir_lines(folder / "corpus.jsonl")}
    queries = {name: text for name, _, text in _beir_lines(folder / "queries.jsonl")}
    qrels = read_qrels(folder / "qrels" / f"{split}.tsv")
    for query, levels in qrels.items():
        unknown = [query] if query not in queries else [name for name in levels if name not in corpus]
        if unknown:
            text = f"{folder}: qrels name '{unknown[0]}', which is not there"
            raise SetError(text, code="set_beir", where=str(folder), id=unknown[0])
    return corpus, queries, qrels


def _beir_lines(path: Path) -> list[tuple[str, str, str]]:
    rows = []
    for number, line in _lines(path):
        try:
            values = json.loads(line)
            rows.append((str(values["_id"]), str(values.get("title") or ""), str(values["text"])))
        except (ValueError, KeyError, TypeError, AttributeError) as cause:
            text = f"{path.name}, line {number}: expected an object with _id and text: {cause}"
            raise SetError(text, code="set_beir_line", where=path.name, line=number) from cause
    return rows


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        raise SetError(f"{path}: cannot be read: {cause}", code="set_no_file", where=str(path)) from cause
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _id(name: str) -> str:
    return "".join(quote(letter) if letter.isspace() or letter == "%" else letter for letter in name) or "-"


def _write(path: Path, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as cause:
        raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause
