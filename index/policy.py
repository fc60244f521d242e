"""Every number that steers what search may leave out, with its unit and its reason.

The weights of ranking are settings (``index.settings``), which a maintainer may change; these are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.policy import steers


@dataclass(frozen=True, slots=True)
class SearchPolicy:
    """From where search looks at a part of the vectors, and at how much of them."""

    exact_count: int = steers(
        50_000, "passages", "up to here comparing every vector takes milliseconds (docs/benchmarks.md)"
    )
    probed_share: float = steers(0.09, "of the lists", "keeps recall@10 at a million passages (docs/benchmarks.md)")
    probed_roots: int = steers(
        80, "roots of the count", "of 100,000 passages a quarter is looked at (docs/benchmarks.md)"
    )
    to_choose_from: int = steers(16, "times what is asked", "among fewer rows the probed lists may hold too few")
    training_a_list: int = steers(40, "vectors a list", "FAISS warns that fewer than 39 leave a list badly placed")
    question_words: int = steers(60, "words", "more of the question above an answer would crowd out the answer")
    alike: float = steers(
        0.35,
        "of their runs of letters",
        "what two words share that are taken for one: .25 to .5 find as much ('Words alike')",
    )


SEARCH = SearchPolicy()
