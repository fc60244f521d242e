"""Answers from the shipped text, with the real model: what a reader asks and what must come first."""

from __future__ import annotations

import json

import pytest

from app.answer.wording import explained
from app.assistant import Assistant
from app.messages import say
from app.records import ABSENT, ABSTAINED, ANSWERED, FOUND, NEAR, Answer

ANSWERED_BY = {
    "Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?": "Op 25 maart 2024",
    "Wie stuurde de kabinetsreactie naar de Tweede Kamer?": "de minister van Binnenlandse Zaken",
    "op welke dag kreeg de kamer de reactie op De uitvoering aan zet": "Op 25 maart 2024",
    "Hoeveel aanbevelingen bevat het advies?": "de zeven aanbevelingen",
    "Is het kabinet demissionair?": "het kabinet demissionair is",
    "Wat vindt het kabinet van het advies van de raad?": "zeer erkentelijk voor het advies",
    "Herkent het kabinet de belemmeringen die de raad noemt?": "herkent de benoemde belemmeringen",
    "Wat motivert het kabinet om door te gaan op de ingeslagen weg?": "Het motiveert het kabinet",
    "Wat is de hoofdaanbeveling van de raad?": "gelijkschakeling van uitvoering en beleid",
    "hoofdaanbeveling gelijkschakeling uitvoering beleid": "gelijkschakeling van uitvoering en beleid",
    "Neemt het kabinet de aanbevelingen over?": "hoe hier opvolging aan gegeven wordt",
    "Welke maatschappelijke opgaven staan Nederland te wachten?": "het woningtekort, de stikstofproblematiek",
    "stikstof woningtekort opgaven burgers": "het woningtekort, de stikstofproblematiek",
    "Waarmee kan de afstemming tussen beleid en uitvoering worden vormgegeven?": "het Beleidskompas",
    "uitvoeringtoets beleidskompas afsteming": "invoerings- en uitvoeringstoets",
    "Wat onderzoekt het programma Werk aan Uitvoering?": "hoe gesprekken tussen beleid en uitvoering",
    "Wie faciliteert de gesprekken tussen beleid en uitvoering?": "gefaciliteerd worden door de eigenaar",
    "Wanneer kreeg de informateur een brief van de secretarissen-generaal?": "op 15 januari 2024",
    "Aan wie schreven de secretarissen-generaal een brief?": "aan de informateur",
    "Spelen deze problemen ook op andere terreinen van de overheid?": "andere domeinen van de overheid",
    "When did the minister send the cabinet response to parliament?": "Op 25 maart 2024",
    "Why does the cabinet consider cooperation between policy and implementation essential?": "goede samenwerking",
}
NOT_IN_THE_SOURCES = (
    "Wat is de hoofdstad van Frankrijk?",
    "Hoe laat gaat de trein naar Zwolle?",
    "Wat kost een brood?",
    "Hoeveel ambtenaren werken er bij uitvoeringsorganisaties?",
    "Hoeveel woningen komen er tekort in Nederland?",
    "What is the capital of France?",
)


def assert_verbatim(assistant: Assistant, answer: Answer) -> None:
    """Every quote, lead and mark stands in the document where the citation says."""
    for quote in answer.all_quotes:
        citation = quote.citation
        document = assistant.documents[citation.source_id]
        assert quote.text == document.text[citation.char_start : citation.char_end]
        assert citation.page_numbers == document.span_page_numbers(citation.char_start, citation.char_end)
        assert document.text[quote.lead_start :].startswith(quote.lead) or not quote.lead
        assert document.text[quote.tail_start :].startswith(quote.tail) or not quote.tail
        assert all(0 <= start < end <= len(quote.text) for start, end in quote.marks)
        assert quote.confidence or not quote.marks


@pytest.mark.parametrize("question", sorted(ANSWERED_BY))
def test_the_first_quote_answers(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    assert answer.status == ANSWERED
    assert ANSWERED_BY[question] in answer.quotes[0].text
    assert len(answer.quotes) == 1
    assert answer.verdict in (FOUND, NEAR)
    assert len(answer.all_quotes) <= 3
    assert_verbatim(shipped, answer)


def test_what_is_found_is_marked_and_what_is_near_is_not(shipped: Assistant) -> None:
    sure = shipped.ask("Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?")
    assert (sure.status, sure.verdict) == (ANSWERED, FOUND)
    assert sure.quotes[0].marks
    doubtful = shipped.ask("Op welke datum ging de reactie naar het parlement?")
    assert (doubtful.status, doubtful.verdict) == (ANSWERED, NEAR)
    assert not any(quote.marks for quote in doubtful.all_quotes)
    assert explained(doubtful)[-1] == say("verdict.near_explained")


@pytest.mark.parametrize("question", NOT_IN_THE_SOURCES)
def test_what_the_sources_do_not_say_is_refused(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    assert (answer.status, answer.reason, answer.more) == (ABSTAINED, "not_in_sources", ())
    assert answer.verdict == (NEAR if answer.quotes else ABSENT)
    assert len(answer.quotes) <= 1
    assert not any(quote.marks for quote in answer.quotes)
    assert answer.missing_source_ids == ("advies", "kabinetsreactie")


@pytest.mark.parametrize("question", [*sorted(ANSWERED_BY)[:3], NOT_IN_THE_SOURCES[0], "", "?" * 10_000])
def test_an_answer_survives_json_and_is_the_same_every_time(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    text = json.dumps(answer.to_json(), ensure_ascii=False)
    assert Answer.from_json(json.loads(text)) == answer
    assert json.dumps(shipped.ask(question).to_json(), ensure_ascii=False) == text


def test_links_and_the_pull_quote_are_never_quoted(shipped: Assistant) -> None:
    for question in ("Waar lees ik de kabinetsreactie?", "goede samenwerking en afstemming essentieel", "infographic"):
        for quote in shipped.ask(question).all_quotes:
            assert not quote.text.startswith(("Lees ", "Bekijk "))
            assert quote.text.endswith(".")
            assert quote.citation.paragraph_number != 2


def test_a_follow_up_is_read_with_the_question_before_it(shipped: Assistant) -> None:
    first = shipped.ask("Wie schreven een brief aan de informateur?")
    second = shipped.ask("En wanneer was dat?", [shipped.turn(first)])
    assert second.read_as == "Wie schreven een brief aan de informateur? En wanneer was dat?"
    assert any("15 januari 2024" in quote.text for quote in second.all_quotes)


def test_a_new_topic_is_not_dragged_into_the_old_one(shipped: Assistant) -> None:
    turn = shipped.turn(shipped.ask("Wie schreven een brief aan de informateur?"))
    question = "Welke maatschappelijke opgaven staan Nederland te wachten?"
    assert shipped.ask(question, [turn]) == shipped.ask(question)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty"), (" \n\t ", "empty"), ("\0\x07", "empty"), ("a" * 10_000, "too_long"), ("?!...", "no_words"),
        ("🙂🙂", "no_words"), ("Alle passages over 🙂", "no_words"), ("Alle passages over een", "small_words"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_its_reason(shipped: Assistant, question: str, reason: str) -> None:
    answer = shipped.ask(question)
    assert (answer.status, answer.reason, answer.confidence) == (ABSTAINED, reason, 0.0)


@pytest.mark.parametrize(
    "question", ["什么时候发送的？", "متى أرسل الوزير", "Ω≈ç√∫˜µ", "a\0b", "<script>alert(1)</script>"]
)
def test_strange_questions_get_an_answer_or_an_abstention(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    assert answer.status in (ANSWERED, ABSTAINED)
    assert_verbatim(shipped, answer)


def test_the_top_five_is_the_head_of_the_top_ten(shipped: Assistant) -> None:
    question = "Wat vindt het kabinet van het advies?"
    ids = [found.passage_id for found in shipped.find(question, 10)]
    assert [found.passage_id for found in shipped.find(question, 3)] == ids[:3]


def test_a_spelling_mistake_is_mended_and_told(shipped: Assistant) -> None:
    answer = shipped.ask("Waar kan het belidskompas voor dienen?")
    assert answer.searched_for == "Waar kan het beleidskompas voor dienen?"
    assert any("Beleidskompas" in quote.text for quote in answer.all_quotes)


def test_between_quotation_marks_a_question_is_taken_as_it_stands(shipped: Assistant) -> None:
    first = shipped.turn(shipped.ask("Wie schreven een brief aan de informateur?"))
    answer = shipped.ask("“En waneer was dat?”", [first])
    assert answer.question == "“En waneer was dat?”"
    assert (answer.read_as, answer.searched_for) == ("", "")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Wanneer is het advies gepubliceerd?", "2023-12-19"),
        ("Wie schreef de kabinetsreactie?", "Minister van Binnenlandse Zaken en Koninkrijksrelaties"),
        ("Wat is het nummer van de kabinetsreactie?", "Kamerstuk 29 362, nr. 354"),
    ],
)
def test_what_is_asked_of_a_source_itself_is_answered_from_the_register(
    shipped: Assistant, question: str, value: str
) -> None:
    answer = shipped.ask(question)
    assert (answer.status, answer.facts[0].value) == (ANSWERED, value)
    assert_verbatim(shipped, answer)
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_what_the_register_does_not_know_of_a_missing_source_is_refused(shipped: Assistant) -> None:
    answer = shipped.ask("Hoeveel pagina's telt het advies?")
    assert (answer.status, answer.quotes, answer.facts[0].value) == (ABSTAINED, (), "")


def test_all_passages_on_a_topic_come_in_document_order(shipped: Assistant) -> None:
    answer = shipped.ask("Geef alle passages over afstemming tussen beleid en uitvoering")
    assert (answer.status, answer.topic) == (ANSWERED, "afstemming tussen beleid en uitvoering")
    starts = [found.citation.char_start for found in answer.passages]
    assert starts == sorted(starts)
    assert answer.passages
    assert all("afstem" in found.text and "uitvoer" in found.text for found in answer.passages)


def test_a_topic_that_no_passage_names_is_refused_and_nothing_else_is_offered_for_it(shipped: Assistant) -> None:
    answer = shipped.ask("Geef alle passages over de hoofdstad van Frankrijk")
    assert (answer.status, answer.topic, answer.reason) == (ABSTAINED, "", "not_in_sources")
    assert answer.suggestions == ()


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel informateurs zijn er ooit geweest?",
        "Welke informateur heeft de langste formatie geleid?",
    ],
)
def test_a_refusal_offers_what_the_sources_do_hold_on_its_subject(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    assert answer.status == ABSTAINED
    assert [shipped.ask(suggestion).status for suggestion in answer.suggestions] == [ANSWERED]
    assert "informateur" in answer.suggestions[0]


def test_words_that_are_asked_for_and_not_loaded_are_told(shipped: Assistant) -> None:
    assert shipped.ask("Wat vindt het kabinet van het advies?").missing_role == "kabinetsreactie"
    assert shipped.ask("Wat is de hoofdaanbeveling van de raad?").missing_role == "advies"
    assert shipped.ask("Welke maatschappelijke opgaven worden genoemd?").missing_role == ""


def test_a_follow_up_that_leads_astray_is_refused(shipped: Assistant) -> None:
    first = shipped.turn(shipped.ask("Wat vindt het kabinet van het advies?"))
    for question in ("En wat is de hoofdstad van Frankrijk?", "En wie won het voetbal gisteren?"):
        assert shipped.ask(question, [first]).status == ABSTAINED


def test_a_follow_up_on_another_topic_is_refused_though_it_shares_a_word(shipped: Assistant) -> None:
    first = shipped.turn(shipped.ask("Wanneer schreven de secretarissen-generaal aan de informateur?"))
    for question in ("En kattenvoer aanbieding", "En hoe vraag ik een paspoort aan?", "En schrijf een gedicht"):
        assert shipped.ask(question, [first]).status == ABSTAINED


def test_the_words_of_one_are_not_given_for_those_of_another(shipped: Assistant) -> None:
    first = shipped.turn(shipped.ask("Wat vindt het kabinet van het advies?"))
    answer = shipped.ask("En de raad?", [first])
    assert answer.missing_role == "advies"
    assert not any(quote.text.startswith("Het kabinet") for quote in answer.quotes)
    assert answer.confidence < 0.5


def test_a_follow_up_leans_on_the_opening_question_and_the_one_before(shipped: Assistant) -> None:
    history = []
    for question in ("Wat is de hoofdaanbeveling van de raad?", "Wat vindt het kabinet daarvan?", "En waarom?"):
        answer = shipped.ask(question, history)
        history.append(shipped.turn(answer))
    assert shipped.ask("En wanneer?", history).read_as == (
        "Wat is de hoofdaanbeveling van de raad? En waarom? En wanneer?"
    )


@pytest.mark.parametrize(
    "question", ["Wie gaat dat doen?", "Neemt het kabinet die over?", "Wat levert het op?", "Hoe kan ik die aanvragen?"]
)
def test_a_question_with_a_pronoun_for_its_subject_is_a_follow_up(shipped: Assistant, question: str) -> None:
    first = "Wat is de hoofdaanbeveling van de raad?"
    assert shipped.ask(question, [shipped.turn(shipped.ask(first))]).read_as == f"{first} {question}"


def test_more_is_something_else_than_what_was_shown(shipped: Assistant) -> None:
    first = shipped.ask("Welke maatschappelijke opgaven worden genoemd?")
    more = shipped.ask("Geef er meer", [shipped.turn(first)])
    assert more.read_as == first.question
    shown = {quote.citation.id for quote in first.all_quotes}
    assert more.status == ABSTAINED or not shown & {quote.citation.id for quote in more.all_quotes}


@pytest.mark.parametrize("subject", ["hulp", "Vertaal de brief", "test"])
def test_the_places_of_a_subject_are_those_of_its_words_whatever_it_would_be_as_a_question(
    shipped: Assistant, subject: str
) -> None:
    found = shipped.concordance(subject)
    assert found.terms or found.missing
