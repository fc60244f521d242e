"""Checked quotations and comparisons as plain text."""

from __future__ import annotations

from app.quotation.checking import check_quotation
from app.terminal.printed_check import check_text
from app.terminal.printed_comparison import compare_text
from ingest.records import BlockKind
from tests.comparisons import laid_beside
from tests.documents import make_document, make_source

SOURCE = make_document(
    "Het besluit viel op 15 januari 2024 in de raad. Het college was het daar niet mee eens.",
    source=make_source("brief", speaker="Het college", title="Brief"),
)


def text_of(pasted: str) -> str:
    return check_text(check_quotation({"brief": SOURCE}, pasted))


def test_differences_stand_in_brackets_in_the_order_of_the_pasted_text() -> None:
    assert "Het besluit viel op [weg: 15] [erbij: 16] januari 2024 in de raad." in text_of(
        "Het besluit viel op 16 januari 2024 in de raad."
    )
    assert "Het college was het daar [weg: niet] mee eens." in text_of("Het college was het daar mee eens.")


def test_a_verbatim_sentence_is_shown_with_its_place() -> None:
    text = text_of("Het college was het daar niet mee eens.")
    assert text.startswith("Alles staat letterlijk in de bronnen")
    assert "Staat in: Het college, Brief, 25 maart 2024, alinea 1" in text
    assert "deel van een zin" not in text


def test_a_part_and_an_editorial_bracket_are_named() -> None:
    assert "Dit is een deel van een zin in de bron." in text_of("viel op 15 januari 2024")
    text = text_of("[De wethouder] was het daar niet mee eens.")
    assert "[De wethouder] was het daar" in text
    assert "Wat tussen vierkante haken staat, is van degene die citeert." in text


def test_sentences_in_another_order_are_named() -> None:
    text = text_of("Het college was het daar niet mee eens. Het besluit viel op 15 januari 2024 in de raad.")
    assert text.startswith("Niet alles staat zo in de bronnen")
    assert "In de bron volgen deze woorden niet op de vorige zin." in text


def test_what_cannot_be_checked_is_said_plainly() -> None:
    assert text_of("") == "Plak eerst een citaat."
    assert text_of("?!") == "In uw tekst staan geen woorden."


def test_a_comparison_says_which_recommendations_have_no_reaction() -> None:
    advice = make_document(
        (BlockKind.HEADING, "Aanbeveling 1: Tel de bezoekers"),
        (BlockKind.HEADING, "Aanbeveling 2: Sluit het zwembad"),
        source=make_source("advies"),
    )
    decides = "Aanbeveling 2 neemt het college niet over, want het bad is net verbouwd."
    reaction = make_document(f"{decides} Daarom blijft het bad open.")
    text = compare_text(laid_beside(advice, reaction, {"2": (decides,)}))
    first, second = text.split("\n\n")[1:]
    assert text.startswith("Bij 1 van de 2 aanbevelingen")
    assert first.endswith("Geen reactie gevonden.")
    assert (second.count(decides), f"‘{decides}’" in second) == (1, True)
    assert "Daarna staat in de bron: Daarom blijft het bad open." in second
