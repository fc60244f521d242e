"""How well quotations are checked: shares of right verdicts on the sentences of a folder of documents.

Run: ``python benchmarks/check_quotations.py FOLDER [--count 300] [--seed 1] [--sweep]``. FOLDER holds documents of any
kind that the product reads. Three sorts of pasted text are made from their sentences of 6 to 60 words:

- verbatim: as it stands, with other typesetting, a fragment, with words left out, and as the page's raw text has it;
- altered: one thing changed (see ``ALTERATIONS``), or about a third of the words ('heavy');
- foreign: sentences of one document, checked against all the others.

``--sweep`` prints, for several thresholds between altered and not found, the share of heavily altered sentences found
and of foreign sentences refused.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from app.policy import QUOTATION
from app.quotation.checking import check_quotation
from app.quotation.records import Verdict
from app.quotation.word_index import QuotationIndex
from ingest.any_file import read_document
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

Change = Callable[[list[str], random.Random], list[str] | None]
RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUESTION)


def _place(words: list[str], fits: Callable[[str], object], chance: random.Random) -> int | None:
    """A place inside the sentence (not its first or last word) whose word fits."""
    places = [place for place in range(1, len(words) - 1) if fits(words[place])]
    return chance.choice(places) if places else None


def _change_word(
    words: list[str], fits: Callable[[str], object], new: Callable[[str], str], chance: random.Random
) -> list[str] | None:
    place = _place(words, fits, chance)
    return None if place is None else [*words[:place], new(words[place]), *words[place + 1 :]]


def number(words: list[str], chance: random.Random) -> list[str] | None:
    return _change_word(
        words,
        lambda w: re.search(r"\d", w),
        lambda w: re.sub(r"\d", lambda d: str((int(d[0]) + 1) % 10), w, count=1),
        chance,
    )


def dropped_negation(words: list[str], chance: random.Random) -> list[str] | None:
    place = _place(words, lambda w: w.lower() in ("niet", "geen"), chance)
    return None if place is None else words[:place] + words[place + 1 :]


def name(words: list[str], chance: random.Random) -> list[str] | None:
    return _change_word(words, lambda w: w[:1].isupper() and len(w) > 3, lambda w: "Jansonius", chance)


def order(words: list[str], chance: random.Random) -> list[str] | None:
    place = chance.randrange(1, len(words) - 2)
    if words[place] == words[place + 1]:
        return None
    return [*words[:place], words[place + 1], words[place], *words[place + 2 :]]


def plural(words: list[str], chance: random.Random) -> list[str] | None:
    return _change_word(
        words, lambda w: w.isalpha() and len(w) > 4, lambda w: w[:-2] if w.endswith("en") else w + "en", chance
    )


def dropped(words: list[str], chance: random.Random) -> list[str] | None:
    place = chance.randrange(1, len(words) - 1)
    return None if words[place] in (words[place - 1], words[place + 1]) else words[:place] + words[place + 1 :]


def inserted(words: list[str], chance: random.Random) -> list[str] | None:
    place = chance.randrange(1, len(words))
    return [*words[:place], chance.choice(("wel", "zeer", "vooral", "destijds", "nauwelijks")), *words[place:]]


def replaced(words: list[str], chance: random.Random) -> list[str] | None:
    return _change_word(words, str.isalpha, lambda w: "kastanje", chance)


def clauses(words: list[str], chance: random.Random) -> list[str] | None:
    """The two halves of the sentence the other way round, as one sentence."""
    half = len(words) // 2
    return [*words[half:-1], words[-1].rstrip(".?!"), words[0].lower(), *words[1:half]]


def heavy(words: list[str], chance: random.Random) -> list[str] | None:
    """About a third of the words replaced, dropped or added to."""
    made: list[str] = []
    for word in words:
        draw = chance.random()
        made += ["kastanje"] if draw < 0.15 else [] if draw < 0.25 else [word, "destijds"] if draw < 0.33 else [word]
    return made if len(made) > 3 else None


ALTERATIONS: tuple[Change, ...] = (
    number, dropped_negation, name, order, plural, dropped, inserted, replaced, clauses, heavy,
)  # fmt: skip


def typeset(text: str, chance: random.Random) -> str:
    """Straight quotation marks, line breaks, a soft hyphen and a hyphen at a line end."""
    text = re.sub(r"(?<!\w)[‘’“”«»]|[‘’“”«»](?!\w)", '"', text)
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if word.isalpha() and len(word) > 6]
    for place in chance.sample(long, min(2, len(long))):
        words[place] = words[place][:4] + chance.choice(("-\n", "\u00ad", "- ")) + words[place][4:]
    return '"' + "".join(word + chance.choice((" ", " ", "\n", "\u00a0")) for word in words).strip() + '"'


def fragment(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    while True:
        start = chance.randrange(0, len(words) - 3)
        part = words[start : start + chance.randrange(3, len(words) - start + 1)]
        cut = {words[start - 1].lower() if start else "", *(word.lower() for word in words[start + len(part) :][:1])}
        if not cut & {"niet", "geen", "nooit", "zonder", "noch", "niets", "niemand", "%"}:
            return " ".join(part).rstrip(".?!")


def omission(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    third = len(words) // 3
    mark = chance.choice(("(...)", "[…]", "…", "[...]"))
    before, after = words[third - 1 : third + 1], words[2 * third - 1 : 2 * third + 1]
    if {word.lower().strip(",") for word in (*before, *after)} & {"niet", "geen", "nooit", "zonder", "noch", "niets"}:
        return text
    return " ".join([*words[:third], mark, *words[2 * third :]])


def raw_text(document: Document, start: int, end: int) -> str:
    """The sentence as somebody copies it from the page: lines, hyphens and footnote marks as they are."""
    pages = (
        document.page(span.page_number).raw[span.raw_start : span.raw_end] for span in document.raw_spans(start, end)
    )
    return "\n".join(pages)


def main() -> None:
    """Read, check, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print this many wrong verdicts of each kind")
    arguments = parser.parse_args()
    documents = read_folder(arguments.folder)
    chance = random.Random(arguments.seed)
    sample = sentences(documents)
    chance.shuffle(sample)
    sample = sample[: arguments.count]
    started = time.perf_counter()
    index = QuotationIndex(documents)
    print(f"{len(documents)} documents, index in {time.perf_counter() - started:.2f} s, {len(sample)} sentences")
    for kind, wanted, texts in (*same(documents, sample, chance), *changed(documents, sample, chance)):
        report(kind, wanted, texts, documents, index, arguments.show)
    foreign = foreign_texts(documents, sample)
    started = time.perf_counter()
    verdicts = [check_quotation(others, text, other_index).segments[0].verdict for text, others, other_index in foreign]
    refused = sum(verdict == Verdict.NOT_FOUND for verdict in verdicts)
    for text, others, other_index in [
        one for one, verdict in zip(foreign, verdicts, strict=True) if verdict != "not_found"
    ][: arguments.show]:
        segment = check_quotation(others, text, other_index).segments[0]
        print("   ", repr(text), segment.similarity, segment.place and segment.place.texts)
    each = (time.perf_counter() - started) / max(1, len(verdicts)) * 1000
    print(f"foreign: not_found {refused}/{len(verdicts)} ({each:.1f} ms each)")
    if arguments.sweep:
        sweep(documents, index, changed(documents, sample, chance), foreign)


def read_folder(folder: Path) -> dict[str, Document]:
    """Every document in a folder, by name."""
    read = {}
    for path in sorted(folder.iterdir()):
        source = Source(id=path.stem, title=path.stem, role="overig", speaker="", file=path.name)
        read[path.stem] = read_document(source, path, IngestSettings())
    return read


def sentences(documents: dict[str, Document]) -> list[tuple[str, int, int]]:
    """Every sentence of 6 to 60 words in running text: source id and span."""
    found = []
    for source_id, document in documents.items():
        for block in document.blocks:
            for one in block_sentences(document, block) if block.kind in RUNNING else ():
                text = document.text[one.char_start : one.char_end]
                if 6 <= len(text.split()) <= 60 and text[-1] in ".?!":
                    found.append((source_id, one.char_start, one.char_end))
    return found


def same(
    documents: dict[str, Document], sample: list[tuple[str, int, int]], chance: random.Random
) -> list[tuple[str, Verdict, list[str]]]:
    """The kinds of text that must be judged verbatim."""
    texts = [documents[source_id].text[start:end] for source_id, start, end in sample]
    return [
        ("as it stands", Verdict.VERBATIM, texts),
        ("other typesetting", Verdict.VERBATIM, [typeset(text, chance) for text in texts]),
        ("a fragment", Verdict.VERBATIM, [fragment(text, chance) for text in texts]),
        ("words left out", Verdict.VERBATIM, [omission(text, chance) for text in texts]),
        (
            "raw text of the page",
            Verdict.VERBATIM,
            [raw_text(documents[name_], start, end) for name_, start, end in sample],
        ),
    ]


def changed(
    documents: dict[str, Document], sample: list[tuple[str, int, int]], chance: random.Random
) -> list[tuple[str, Verdict, list[str]]]:
    """The kinds of text that must be judged altered."""
    made = []
    for change in ALTERATIONS:
        texts = []
        for source_id, start, end in sample:
            original = documents[source_id].text[start:end].split()
            words = change(list(original), chance)
            if words is not None and words != original:
                texts.append(" ".join(words))
        made.append((change.__name__, Verdict.ALTERED, texts))
    return made


def foreign_texts(
    documents: dict[str, Document], sample: list[tuple[str, int, int]]
) -> list[tuple[str, dict[str, Document], QuotationIndex]]:
    """Sentences with all documents but their own; a sentence that stands in another document too is left out."""
    others = {name_: {k: v for k, v in documents.items() if k != name_} for name_ in documents}
    indexes = {name_: QuotationIndex(rest) for name_, rest in others.items()}
    texts = []
    for source_id, start, end in sample:
        text = documents[source_id].text[start:end]
        if not any(text[10:-10] in other.text for other in others[source_id].values()):
            texts.append((text, others[source_id], indexes[source_id]))
    return texts


def report(
    kind: str, wanted: Verdict, texts: list[str], documents: dict[str, Document], index: QuotationIndex, show: int
) -> None:
    """One line: how many of ``texts`` have no segment that is judged otherwise, and how long a check took."""
    started = time.perf_counter()
    results = [check_quotation(documents, text, index) for text in texts]
    each = (time.perf_counter() - started) / max(1, len(texts)) * 1000
    judged = [{segment.verdict for segment in result.segments} for result in results]
    if wanted == Verdict.VERBATIM:
        right = [verdicts == {Verdict.VERBATIM} for verdicts in judged]
    else:
        right = [Verdict.ALTERED in verdicts for verdicts in judged]
    passed = sum(verdicts <= {Verdict.VERBATIM} for verdicts in judged)
    print(f"{kind}: {wanted} {sum(right)}/{len(right)} (all verbatim {passed}; {each:.1f} ms each)")
    for text in [text for text, fine in zip(texts, right, strict=True) if not fine][:show]:
        segments = check_quotation(documents, text, index).segments
        print("   ", repr(text[:400]), [(str(one.verdict), one.reason) for one in segments])
        for one in segments:
            print("       ", " ".join(f"{w.operation[0]}:{w.text!r}" for w in one.difference if w.operation != "kept"))


def sweep(
    documents: dict[str, Document],
    index: QuotationIndex,
    kinds: list[tuple[str, Verdict, list[str]]],
    foreign: list[tuple[str, dict[str, Document], QuotationIndex]],
) -> None:
    """For thresholds from 0.3 to 0.8: the share of heavy alterations found and of foreign sentences refused."""
    object.__setattr__(QUOTATION, "altered_from", 0.0)  # every match counts, whatever it looks like
    wanted = [text for kind, _, texts in kinds if kind in ("heavy", "clauses") for text in texts]
    ours = [check_quotation(documents, text, index).segments[0].similarity for text in wanted]
    theirs = [check_quotation(others, text, other).segments[0].similarity for text, others, other in foreign]
    for step in range(30, 85, 5):
        found = sum(value >= step / 100 for value in ours) / len(ours)
        refused = sum(value < step / 100 for value in theirs) / len(theirs)
        print(f"threshold {step / 100:.2f}: altered found {found:.3f}, foreign refused {refused:.3f}")


if __name__ == "__main__":
    main()
