"""What can be told from a question alone."""

from __future__ import annotations

import pytest

from app.question import role_asked, topic_asked


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Wat vindt het kabinet van het advies van de raad?", "kabinetsreactie"),
        ("Welke aanbevelingen neemt het kabinet over?", "kabinetsreactie"),
        ("Worden de aanbevelingen van de raad overgenomen door het kabinet?", "kabinetsreactie"),
        ("Neemt de minister dit over?", "kabinetsreactie"),
        ("Wat staat er in de kabinetsreactie over geld?", "kabinetsreactie"),
        ("Wat is de hoofdaanbeveling van de raad?", "advies"),
        ("Wat moet het kabinet volgens de raad doen?", "advies"),
        ("Wat zegt de Rli over gemeenten?", "advies"),
        ("Welke aanbevelingen staan er?", "advies"),
        ("Wat staat er in het advies over de minister?", "advies"),
        ("Wat zegt de Raad van State?", ""),
        ("Hoeveel woningen komen er tekort?", ""),
    ],
)
def test_whose_words_a_question_asks_for(question: str, role: str) -> None:
    assert role_asked(question) == role


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Alle passages over stikstof", "stikstof"),
        ("Geef alle passages over de rol van gemeenten.", "de rol van gemeenten"),
        ("Toon mij alles over het Beleidskompas!", "het Beleidskompas"),
        ("Laat zien alle teksten over geld", "geld"),
        ("Gaan alle aanbevelingen over geld?", ""),
        ("alle passages over ?", ""),
        ("Wat zegt de raad over stikstof?", ""),
    ],
)
def test_a_topic_of_which_everything_is_asked(question: str, topic: str) -> None:
    assert topic_asked(question) == topic
