"""Every measure, a value for each question: of the ranked passages (``retrieval``) and of what is shown (``shown``).

A question that a run lacks scores 0.
"""

from __future__ import annotations

from eval.measures import retrieval, shown
from eval.measures.measure import Measure, of_answer, of_written_out
from eval.run import Asked

MEASURES = (
    *(of_answer(f"hit@{depth}", retrieval.by_first_hit(f"Success@{depth}")) for depth in (1, 3, 5, 10)),
    *(of_answer(f"R@{depth}", retrieval.recall_of_gold(depth)) for depth in (5, 10, 20)),
    of_answer("RR@10", retrieval.by_first_hit("RR@10")),
    of_answer("nDCG@10", retrieval.ndcg_of_gold),
    of_answer("found in 100 words", retrieval.within_words(100)),
    of_answer("found in 300 words", retrieval.within_words(300)),
    of_answer("first quote", shown.first_quote),
    of_answer("any quote", shown.any_quote),
    Measure("first quote, never refusing", shown.unrefused_quote),
    Measure("first block", shown.first_block),
    Measure("precision of what is shown", shown.precision),
    Measure("words until the answer", shown.words_until_answer),
    Measure("speaker", shown.speaker),
    Measure("repeated", shown.repeated),
    of_answer("exact page", shown.right_page),
    Measure("citation intact", shown.intact),
    of_answer("role", shown.role),
    of_answer("list completeness", shown.list_completeness),
    Measure("refused", shown.refused),
    Measure("said to be found", shown.said_to_be_found),
    Measure("right where found", shown.right_where_found),
    of_written_out("written out hit@1", retrieval.by_first_hit("Success@1")),
    of_written_out("written out RR@10", retrieval.by_first_hit("RR@10")),
    of_written_out("written out first quote", shown.first_quote),
    Measure("confidence", shown.confidence),
    Measure("first cosine", shown.first_cosine),
    Measure("first lexical share", shown.first_lexical),
)


def measured(asked: Asked) -> dict[str, float]:
    """Every measure that applies to one asked question, by name."""
    found = ((measure.name, measure.value(asked)) for measure in MEASURES)
    return {name: round(value, 6) for name, value in found if value is not None}
