"""The numbers that lay a letter beside an advice, each at its boundary; they stand in ``app.comparison.policy``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from app.comparison.letter import HeadingClaims, LetterSentence, letter_sentences
from app.comparison.naming import NOUN
from app.comparison.same_order import pieces
from app.comparison.stand import Said
from app.comparison.steps import steps_of
from app.comparison.tracing import NOTHING, Step, trace
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document

LABELS = ("1", "2", "3", "4", "5")
ONE, TWO, BOTH = frozenset((0,)), frozenset((1,)), frozenset((0, 1))


@pytest.mark.parametrize("share", [0.96, 1.04])
@pytest.mark.parametrize(
    ("boundary", "goes_on", "price"),
    [
        ("within", False, 1.5),
        ("decides", False, 0.27),
        ("among", False, 0.35),
        ("paragraph", False, 0.27),
        ("loose", False, 0.8),
        ("item", False, 0.06),
        ("heading", False, 0.1),
        ("paragraph", True, 0.47),
    ],
)
def test_a_letter_goes_on_to_another_recommendation_when_that_is_worth_the_price(
    boundary: str, goes_on: bool, price: float, share: float
) -> None:
    steps = [Step(named=ONE), Step(boundary=boundary, goes_on=goes_on)]
    way = trace(steps, np.array([[1.0, 0.0], [1.0, 1.0 + share * price]]))
    assert way == [ONE, TWO if share > 1 else ONE]


@pytest.mark.parametrize(("likeness", "about"), [(0.42, NOTHING), (0.44, ONE)])
def test_a_sentence_nearly_half_as_like_as_a_clear_pair_is_about_it(likeness: float, about: frozenset[int]) -> None:
    assert trace([Step()], np.array([[likeness]])) == [about]


@pytest.mark.parametrize(("likeness", "about"), [(-0.1, NOTHING), (-0.06, ONE)])
def test_a_paragraph_without_a_heading_leaves_for_none_when_nothing_speaks_for_it(
    likeness: float, about: frozenset[int]
) -> None:
    assert trace([Step(named=ONE), Step(boundary="loose")], np.array([[1.0], [likeness]]))[1] == about


@pytest.mark.parametrize(("other", "about"), [(1.095, ONE), (1.105, BOTH)])
def test_a_sentence_about_several_must_fit_them_all(other: float, about: frozenset[int]) -> None:
    assert trace([Step(among=frozenset((ONE, BOTH)))], np.array([[1.0, other]])) == [about]


@pytest.mark.parametrize(("other", "about"), [(1.95, ONE), (2.05, TWO)])
def test_a_sentence_that_turns_goes_on_about_the_same_only_when_much_speaks_for_it(
    other: float, about: frozenset[int]
) -> None:
    """1.5 to leave, 1.0 to stay."""
    steps = [Step(named=ONE), Step(turns=True)]
    assert trace(steps, np.array([[1.0, 0.0], [1.5, other]]))[1] == about


def _sentences(*blocks: str | tuple[BlockKind, str]) -> tuple[Document, list[LetterSentence]]:
    letter = make_document(*blocks)
    return letter, letter_sentences(letter, LABELS, NOUN)


def _steps(*blocks: str | tuple[BlockKind, str], titles: Sequence[str] = (), reacts: float = 1.0) -> list[Step]:
    """The steps of a letter, each sentence of which reacts by these log-odds."""
    letter, sentences = _sentences(*blocks)
    return steps_of(letter, sentences, HeadingClaims(titles, LABELS, NOUN), [reacts] * len(sentences))


@pytest.mark.parametrize(("before", "opens"), [(58, True), (62, False)])
def test_a_number_in_the_first_sixty_letters_opens_a_paragraph(before: int, opens: bool) -> None:
    _, (sentence,) = _sentences(f"{'x' * (before - 1)} aanbeveling 2 is goed.")
    assert sentence.named == {1}
    assert sentence.opens is opens


def test_a_number_in_a_letter_names_the_whole_without_its_parts() -> None:
    sentences = letter_sentences(make_document("Aanbeveling 3 is goed. Aanbeveling 3a niet."), ["1", "3", "3a"], NOUN)
    assert [one.named for one in sentences] == [{1}, {2}]


def test_a_row_of_a_table_begins_what_an_item_of_a_list_does() -> None:
    rows = [(BlockKind.TABLE_ROW, f"Aanbeveling {number} Overgenomen.") for number in (1, 2)]
    assert [step.boundary for step in _steps("De raad doet er twee.", *rows, "Dat kost geld.")[1:]] == ["item"] * 3


@pytest.mark.parametrize(
    ("blocks", "general"),
    [
        (("Dank voor alles.",), 5.0),
        (("Den Haag, 3 mei 2031",), 5.0),
        (("De brug wordt breder.",), 0.0),
        (("Daarom wordt de brug breder.",), 0.0),
        (("Hierbij bied ik u de reactie aan.",), 2.0),
        (("De brug staat los van het advies.",), 2.0),
        (((BlockKind.HEADING, "Inleiding"), "De brug wordt breder."), 1.2),
        (((BlockKind.HEADING, "Bruggen"), "De brug wordt breder."), -0.33),
    ],
)
def test_how_surely_a_paragraph_is_about_no_recommendation(blocks: tuple[str, ...], general: float) -> None:
    """One of three words is surely about none, one of four may be about any."""
    assert _steps(*blocks)[-1].general == general


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("U vraagt mij om de brug te verbreden.", -1.33),
        ("De raad stelt voor om de brug te verbreden.", -1.33),
        ("De raad ziet dat de brug smal is.", -0.33),
        ("De bredere brug onderschrijf ik.", -0.98),
        ("De bredere brug zeg ik toe.", -0.33),
        ("Ik ben het eens met een bredere brug.", -0.98),
        ("Ik zie geen aanleiding voor een bredere brug.", -0.33),
    ],
)
def test_what_is_asked_for_or_taken_over_is_some_recommendation(text: str, general: float) -> None:
    assert _steps((BlockKind.HEADING, "Bruggen"), text)[-1].general == pytest.approx(general)


@pytest.mark.parametrize(("odds", "against"), [(1.5, 0.0), (1.0, 0.0), (0.0, 0.4), (-2.0, 1.2)])
def test_what_is_learned_of_asides_speaks_against_a_sentence_that_does_not_surely_react(
    odds: float, against: float
) -> None:
    (step,) = _steps((BlockKind.HEADING, "Bruggen"), "De brug wordt breder.", reacts=odds)
    assert step.general == pytest.approx(against - 0.33)


def test_what_is_taken_over_below_a_general_heading_may_be_anything() -> None:
    assert _steps((BlockKind.HEADING, "Inleiding"), "De richting van alles onderschrijf ik.")[-1].general == 1.2


@pytest.mark.parametrize(
    "text",
    ["Dan de lucht.", "Laat ik beginnen bij de mensen.", "Het lid Van Dobben vroeg naar de drones bij het Haringveld."],
)
def test_what_announces_or_answers_a_member_speaks_of_no_recommendation(text: str) -> None:
    assert _steps((BlockKind.HEADING, "Bruggen"), f"{text} Er vaart veel.")[0].general == pytest.approx(1.67)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Ik besef dat dit voor bewoners een tegenvaller is.", True),
        ("Voor hen komt er een bijdrage.", True),
        ("Kleinere gemeenten mogen meedoen.", True),
        ("Gemeenten zijn hier aan zet.", True),
        ("Daarover bestaat geen verschil van mening.", True),
        ("Iedere gemeente mag meedoen.", False),
        ("Grotere bruggen dan in Broekmeer zijn er niet.", False),
        ("Ik wil dit jaar een brug bouwen.", False),
        ("Bruggen worden breder.", False),
    ],
)
def test_a_sentence_that_points_back_leans_on_the_one_before(text: str, leans: bool) -> None:
    assert _steps(f"De brug is smal. {text}")[1].goes_on is leans


@pytest.mark.parametrize("text", ["Anders denk ik over geld voor oude bruggen.", "Kritischer ben ik over de tol."])
def test_another_opinion_turns_to_another_subject(text: str) -> None:
    assert _steps(f"De brug wordt breder. {text}")[1].turns


def test_a_decision_after_what_was_repeated_does_not_begin_another_recommendation() -> None:
    steps = _steps("De raad wil een brug. Tol wijst het kabinet af. De tunnel neem ik over.")
    assert [step.boundary for step in steps] == ["heading", "within", "decides"]


def test_what_is_repeated_after_a_decision_may_begin_another_recommendation() -> None:
    steps = _steps("De tunnel neem ik over. De raad wil ook een brug.")
    assert [step.boundary for step in steps] == ["heading", "decides"]


@pytest.mark.parametrize(("other", "about"), [(1.45, ONE), (1.55, TWO)])
def test_what_was_not_decided_yet_is_left_for_another_at_the_price_of_a_jump(
    other: float, about: frozenset[int]
) -> None:
    assert trace([Step(named=ONE), Step(boundary="undecided")], np.array([[1.0, 0.0], [0.0, other]]))[1] == about


def test_after_nothing_what_is_repeated_begins_at_the_price_of_a_decision() -> None:
    steps = [Step(named=None, general=5.0), Step(boundary="undecided", general=-1.0)]
    assert trace(steps, np.array([[0.0, 0.0], [0.0, 0.3]])) == [NOTHING, TWO]


@pytest.mark.parametrize(("other", "about"), [(0.18, BOTH), (0.22, TWO)])
def test_of_several_that_were_named_the_letter_goes_into_the_first_before_the_second(
    other: float, about: frozenset[int]
) -> None:
    """To the second for .35: it must fit that much better than both, which cost .05."""
    second = trace([Step(named=BOTH), Step(boundary="among", among=frozenset({ONE, TWO, BOTH}))],
                   np.array([[0.0, 0.0], [-0.4, other]]))  # fmt: skip
    assert second[1] == (TWO if about == TWO else BOTH)


@pytest.mark.parametrize(("likeness", "about"), [(0.09, BOTH), (0.11, ONE)])
def test_the_first_of_several_costs_a_tenth(likeness: float, about: frozenset[int]) -> None:
    """Both fit half as well, and cost .05."""
    steps = [Step(named=BOTH), Step(boundary="among", among=frozenset({ONE, TWO, BOTH}))]
    assert trace(steps, np.array([[0.0, 0.0], [likeness, 0.0]]))[1] == about


@pytest.mark.parametrize(("likeness", "about"), [(0.22, NOTHING), (0.24, ONE)])
def test_a_leaning_sentence_may_fit_two_tenths_less(likeness: float, about: frozenset[int]) -> None:
    assert trace([Step(), Step(goes_on=True)], np.array([[0.43], [likeness]])) == [about, about]


@pytest.mark.parametrize(("other", "about"), [(1.65, ONE), (1.75, TWO)])
def test_a_leaning_sentence_goes_from_one_to_the_next_of_several_at_the_price_of_a_jump(
    other: float, about: frozenset[int]
) -> None:
    steps = [Step(named=ONE), Step(boundary="among", goes_on=True, among=frozenset({ONE, TWO, BOTH}))]
    assert trace(steps, np.array([[0.0, 0.0], [0.0, other]]))[1] == about


def test_what_opens_a_section_about_several_is_rather_about_all_of_them() -> None:
    steps = _steps((BlockKind.HEADING, "Aanbevelingen 1 en 2"), "De raad wil iets. Ik niet.", titles=("Een", "Twee"))
    assert [step.together for step in steps] == [0.3, 0.0]


@pytest.mark.parametrize(("likeness", "about"), [(-1.55, ONE), (-1.65, NOTHING)])
def test_a_leaning_sentence_stays_although_it_fits_less(likeness: float, about: frozenset[int]) -> None:
    steps = [Step(named=ONE), Step(boundary="within", goes_on=True, general=-0.33)]
    assert trace(steps, np.array([[1.0], [likeness]]))[1] == about


def test_these_two_proposals_are_those_that_were_named_before() -> None:
    steps = _steps("Dit gaat over de aanbevelingen 1 en 2. Deze twee voorstellen zijn goed. Dit voorstel is duur.")
    assert [step.named for step in steps] == [BOTH, BOTH, None]


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("Ik ben bereid dat te betalen.", "decides"),
        ("Er komt een loket.", "decides"),
        ("Ik begin met een loket.", "within"),
        ("De raad wil ook een loket.", "undecided"),
        ("Dat ben ik bereid te betalen.", "within"),
        ("Wat het loket betreft: dat komt er.", "decides"),
    ],
)
def test_words_that_weigh_more_than_an_announcement_decide(text: str, boundary: str) -> None:
    assert _steps(f"De brug wordt breder. {text}")[1].boundary == boundary


@pytest.mark.parametrize(("weight", "boundary"), [(2.95, "within"), (3.05, "decides")])
def test_words_of_weight_three_decide(monkeypatch: pytest.MonkeyPatch, weight: float, boundary: str) -> None:
    monkeypatch.setattr("app.comparison.steps.said", lambda _: Said(weight))
    assert _steps("De brug is oud. Er vaart veel.")[1].boundary == boundary


def test_compounds_share_pieces_of_five_letters_and_forms_a_beginning_of_four() -> None:
    assert "oning" in pieces("woningbouw")
    assert {len(piece) for piece in pieces("woningbouw") if piece[0] != "^"} >= {5}
    assert pieces("boetes")["^boet"] == 0.5
    assert "^boer" not in pieces("boek")
