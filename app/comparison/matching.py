"""Advice beside reaction: for each recommendation of the council the cabinet's words about it, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from app.citation.place import make_citation
from app.comparison.deciding import deciding
from app.comparison.labels import without_label
from app.comparison.left_over import with_left_over
from app.comparison.letter import HeadingClaims, LetterSentence, filled, letter_paragraphs, letter_sentences
from app.comparison.likeness import Likeness, likeness_of
from app.comparison.naming import in_a_letter
from app.comparison.policy import ALIKE
from app.comparison.recommendations import find_recommendations
from app.comparison.records import (
    Compared,
    Comparison,
    Deciding,
    FoundRecommendation,
    Passage,
    Reaction,
    Recommendation,
)
from app.comparison.steps import follow_request, steps_of
from app.comparison.tells import decides, reacts
from app.comparison.tracing import Rows, trace
from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import PassageText
from index.encoder import EmbeddedEncoder, Encoder
from ingest.document import Document

NUMBER, HEADING, CONTINUES, LIKENESS = "number", "heading", "continues", "likeness"


def compare(advice: Document, reaction: Document, encoder: Encoder) -> Comparison:
    """The recommendations of ``advice``, each with the sentences of ``reaction`` that react to it, in document order.

    What the letter names, by number, order or heading, decides; elsewhere the likeliest way through the letter
    (``app.comparison.tracing``), which may be about none. Nothing is matched by force.
    """
    model = encoder.model if isinstance(encoder, EmbeddedEncoder) else EmbeddedModel()
    found = find_recommendations(advice, model)
    if not found:
        return Comparison(advice.source.id, reaction.source.id, (), "no_recommendations")
    labels, noun = [one.label for one in found], in_a_letter(found[0].noun)
    sentences = letter_sentences(reaction, labels, noun)
    claims = HeadingClaims([advice.text[one.char_start : one.char_end] for one in found], labels, noun)
    likeness = _likeness(advice, found, reaction, sentences, encoder)
    read = model.passages([PassageText("", one.sentences) for one in letter_paragraphs(reaction, sentences)])
    reacting, decisive = ([float(odds) for one in told(read) for odds in one] for told in (reacts, decides))
    traced = trace(steps_of(reaction, sentences, claims, reacting), likeness)
    way = with_left_over(reaction, sentences, filled(reaction, sentences, traced), likeness, reacting)
    numbers = iter(range(1, 10 * (len(sentences) + sum(2 + len(one.explanation) + len(one.also) for one in found))))
    compared = []
    for row, one in enumerate(found):
        rows = [place for place, about in enumerate(way) if row in about]
        grounds = {place: _ground(sentences, way, place, row, claims) for place in rows}
        made = _recommendation(advice, one, numbers)
        decision = _deciding(reaction, sentences, rows, decisive, likeness[:, row].tolist(), numbers)
        compared.append(Compared(made, tuple(_reactions(reaction, sentences, grounds, numbers)), decision))
    return Comparison(advice.source.id, reaction.source.id, tuple(compared))


def _likeness(
    advice: Document,
    found: Sequence[FoundRecommendation],
    letter: Document,
    sentences: Sequence[LetterSentence],
    encoder: Encoder,
) -> Likeness:
    """Each sentence's own likeness, with a share of its paragraph's and of the heading's above it."""
    own = []
    for one in found:
        spans = [(one.char_start, one.char_end), *one.also, *one.explanation]
        own.append([without_label(advice.text[start:end]) for start, end in spans[: ALIKE.texts]])
    headings = list(dict.fromkeys(one.heading_path[-1] for one in sentences if one.heading_path))
    blocks = np.array([one.block for one in sentences])
    paragraphs = letter_paragraphs(letter, sentences)
    above = [PassageText("", (without_label(heading),)) for heading in headings]
    both = likeness_of([*paragraphs, *above], own, encoder)
    likeness, of_headings = both[: len(sentences)], dict(zip(headings, both[len(sentences) :], strict=True))
    blended = likeness.copy()
    for place, sentence in enumerate(sentences):
        blended[place] += ALIKE.paragraph * likeness[blocks == sentence.block].mean(axis=0)
        if sentence.heading_path:
            blended[place] += ALIKE.heading * np.clip(of_headings[sentence.heading_path[-1]], 0.0, 1.0)
    best = blended.max(axis=0, initial=0.0)
    asked = np.array(follow_request(letter, sentences), bool)
    best = np.where(asked[:, None], best, np.maximum(best, ALIKE.contest_from))
    return np.asarray(blended + ALIKE.contest * (blended - best), np.float64)


def _ground(
    sentences: Sequence[LetterSentence], way: Sequence[Rows], place: int, row: int, claims: HeadingClaims
) -> str:
    one = sentences[place]
    if row in one.named:
        return NUMBER
    if row in claims.of(one.heading_path):
        return HEADING
    for before in range(place - 1, -1, -1):
        if row not in way[before] or sentences[before].heading_path != one.heading_path:
            break
        if row in sentences[before].named:
            return CONTINUES
    return LIKENESS


def _reactions(
    letter: Document, sentences: Sequence[LetterSentence], grounds: dict[int, str], numbers: Iterator[int]
) -> Iterator[Reaction]:
    """Sentences in a row of one paragraph as one reaction, on the ground of the first."""
    runs: list[list[int]] = []
    for place in sorted(grounds):
        if runs and runs[-1][-1] == place - 1 and sentences[place].block == sentences[place - 1].block:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        start, end = sentences[run[0]].char_start, sentences[run[-1]].char_end
        yield Reaction(letter.text[start:end], make_citation(letter, start, end, next(numbers)), grounds[run[0]])


def _deciding(
    letter: Document,
    sentences: Sequence[LetterSentence],
    rows: Sequence[int],
    decides: Sequence[float],
    likeness: Sequence[float],
    numbers: Iterator[int],
) -> Deciding | None:
    found = deciding(letter, sentences, rows, decides, likeness)
    if found is None:
        return None
    one, heard = sentences[found[0]], found[1]
    citation = make_citation(letter, one.char_start, one.char_end, next(numbers))
    return Deciding(letter.text[one.char_start : one.char_end], citation, heard.stand, heard.marks)


def _recommendation(advice: Document, found: FoundRecommendation, numbers: Iterator[int]) -> Recommendation:
    def placed(start: int, end: int) -> Passage:
        return Passage(advice.text[start:end], make_citation(advice, start, end, next(numbers)))

    own = placed(found.char_start, found.char_end)
    return Recommendation(
        label=found.label,
        text=own.text,
        citation=own.citation,
        explanation=tuple(placed(*span) for span in found.explanation),
        also=tuple(placed(*span) for span in found.also),
    )
