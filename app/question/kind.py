"""What a question shows by itself: whether it can be asked, its type, and whose words it asks for."""

from __future__ import annotations

import re
import unicodedata

from app.policy import QUESTION
from app.question.small_talk import small_talk
from app.question.speakers import NO_NAMES, AdviserNames
from index.analysis import content_words, fold, words
from ingest.lexicon import listed

_WITH_WAAR = "(?:om|aan|over|uit|voor|mee|van|door|in|op|toe|bij|naar|tegen|onder|vandaan)"
_TYPES = (
    ("hoeveel", r"\b(hoeveel|hoe ?veel|hoe (hoog|groot|lang|vaak|ver|oud|duur|breed|diep|dik|zwaar|warm|koud)"
                r"|welk (bedrag|percentage|aantal)|wat kost(en|te)?|how (many|much|long|often))\b"),
    ("wanneer", r"\b(wanneer|hoe laat|welke? (datum|jaar|jaren|dag|dagen|maand|maanden)|when"
                r"|(what|which) (date|year|month|day))\b"),
    ("wie", r"\b(wie|door wie|aan wie|van wie|namens wie|who|whom|whose)\b"),
    ("waar", rf"\b(waar|waarheen|where)\b(?! ?{_WITH_WAAR}\b)(?!.* {_WITH_WAAR}\W*$)"),
    ("waarom", r"\b(waarom|waardoor|hoezo|wat is de reden|why)\b"),
    ("welke", r"\b(welke|welk|which)\b"),
    ("hoe", r"\b(hoe|op welke manier|how)\b"),
    ("wat", rf"\b(wat|what|waar{_WITH_WAAR}?)\b"),
)  # fmt: skip
_ENGLISH = frozenset(listed("function_words.en"))
_DUTCH = frozenset(listed("function_words.nl"))
_YES_NO = re.compile(
    r"^(is|zijn|was|waren|heeft|hebben|had|kan|kunnen|mag|mogen|moet|moeten|wil|willen|gaat|gaan|komt|komen|wordt|worden"
    r"|zal|zullen|zou|krijgt|krijgen|neemt|vindt|doet|bestaat|geldt|klopt|does|do|did|are|can|has|have|will)\b",
    re.IGNORECASE,
)


_MADE = "schrijven|vertalen|verzinnen|dichten|rijmen|programmeren"
_ASKS_TO_MAKE = re.compile(
    r"(?:en |maar |and )?(?:(?:(?:can|could|would|will) you |please )*(?:write|translate|compose)\b.*"
    r"|(?:schrijf|vertaal|verzin|rijm|programmeer)\b.*"
    r"|vat\b.+\bsamen\W*|(?:please )?summari[sz]e\b.*"
    r"|(?:ignore|forget|disregard|negeer|vergeet)\b.*\b(?:instructions?|prompts?|instructies?|opdrachten)\b.*"
    rf"|(?:kunt?|kan|wilt?|zou) (?:je|jij|u) (?:even |voor mij |me |mij )*(?:een|dit|deze) (?:\S+ )+(?:{_MADE})\b.*)",
    re.IGNORECASE,
)
_CABINET = r"(?:kabinet|minister(?:ie)?s?|staatssecretaris(?:sen)?|regering|bewinds\w+|cabinet|government)"
_OTHER = r"(?:voor|van (?:state|bestuur|toezicht|europa|commissarissen|discipline|ministers|beroep|kerken|de europese))"
_COUNCIL = rf"(?:raad(?! {_OTHER}\b)|adviesraad|council)"
_LETTER = r"(?:kabinetsreactie|kamerbrief|reactie|brief van de minister)"
_ADVICE = r"(?:advies|adviesrapport|rapport|hoofdaanbeveling|aanbeveling(?:en)?|advice|recommendations?)"
_OPINES = r"(?:vindt?|vinden|zegt|zeggen|denkt|denken|doet|(?:er|daar|hier)(?:van|over)|zelf|wil|mening)"
_SPEAKERS = (("kabinetsreactie", _CABINET, _LETTER), ("advies", _COUNCIL, _ADVICE))
_TOPIC = re.compile(
    r"(?:(?:geef|toon|laat|zoek|noem)\b(?: me| mij)?(?: zien)? )?"
    r"(?:alle (?:passages|teksten|stukken|fragmenten|vindplaatsen|plaatsen|alinea['’]?s|zinnen)|alles)"
    r"(?: die gaan| wat er staat)? (?:over|met|waarin) (?P<topic>.+?)(?: (?:zien|voorkomt|staat|gaan))?[ ?.!]*"
    r"|(?:(?:please )?(?:give|show|list|find)(?: me)? )?"
    r"(?:all (?:the )?(?:passages|fragments|paragraphs|places|sentences)|everything)(?: there is)?"
    r" (?:about|on|with|mentioning|that mention) (?P<subject>.+?)[ ?.!]*",
    re.IGNORECASE,
)

_NUMBER_ALONE = re.compile(r"\d+(?:[.,]\d+)*[ ?!]*")
_INVISIBLE = {"Cf": "", "Cc": " ", "Cs": " ", "Co": " "}
_BEFORE_MARK = re.compile(r"(?<=\w) (?=[?!,;:.](?:\s|$))")


def tidy(question: str) -> str:
    """``question`` in NFC without format characters (a soft hyphen joins its word again), with control characters and
    runs of white space made one space, and none before a mark that ends what was said.
    """
    composed = unicodedata.normalize("NFC", question)
    visible = "".join(_INVISIBLE.get(unicodedata.category(letter), letter) for letter in composed)
    return _BEFORE_MARK.sub("", " ".join(visible.split()))


def refusal(question: str) -> str:
    """Why a tidied question cannot be asked: 'empty', 'too_long', 'no_words', 'makes_nothing', or the kind of small
    talk that it is (``app.question.small_talk``); '' when it can.

    'makes_nothing' is for who asks for a text that does not exist yet ('Schrijf een gedicht', 'Vertaal dit').
    """
    if not question:
        return "empty"
    if len(question) > QUESTION.most_characters:
        return "too_long"
    topic = _topic(question)
    if not words(question if topic is None else topic):
        return "no_words"
    return small_talk(question) or ("makes_nothing" if _ASKS_TO_MAKE.fullmatch(question) else "")


def is_english(question: str) -> bool:
    """Whether a question is in English rather than Dutch, by its function words."""
    asked = words(question)
    return sum(word in _ENGLISH for word in asked) > sum(word in _DUTCH for word in asked)


def question_type(question: str) -> str:
    """'hoeveel', 'wanneer', 'wie', 'waar', 'waarom', 'welke', 'hoe', 'wat', 'janee', or 'trefwoorden' without any."""
    if _YES_NO.match(question):
        return "janee"
    found = [(match.start(), rank, name) for rank, (name, pattern) in enumerate(_TYPES)
             if (match := re.search(pattern, question, re.IGNORECASE))]  # fmt: skip
    return min(found)[2] if found else "trefwoorden"


def topic_asked(question: str) -> str:
    """The topic of which all passages are asked for ('Alle passages over stikstof' gives 'stikstof'), also a number and
    nothing else ('2030'); '' for others."""
    if _NUMBER_ALONE.fullmatch(question):
        return question.strip(" ?!")
    topic = _topic(question)
    return topic if topic is not None and words(topic) else ""


def role_asked(question: str, names: AdviserNames = NO_NAMES) -> str:
    """Whose words a question asks for: 'kabinetsreactie' (the cabinet), 'advies' (the council), or '' for neither.

    'Volgens de raad', 'in het advies', 'door het kabinet' decide; else whoever is named first; else the piece that is
    named first. 'Welke aanbevelingen neemt het kabinet over?' asks for the cabinet's words. ``names`` are read as the
    council's.
    """
    plain = names.general(fold(question))
    by_way = [(_first(rf"\b(?:volgens|door|in|according to|by) (?:de |het |the )?(?:{actor}|{piece})\b", plain), role)
              for role, actor, piece in _SPEAKERS]  # fmt: skip
    actors = [(_first(rf"\b{actor}\b", plain), role) for role, actor, _ in _SPEAKERS]
    pieces = [(_first(rf"\b{piece}\b", plain), role) for role, _, piece in _SPEAKERS]
    for found in (by_way, actors, pieces):
        place, role = min(found)
        if place < len(plain):
            return role
    return ""


def asks_for_speaker_alone(question: str, names: AdviserNames = NO_NAMES) -> bool:
    """Whether a question names a speaker and nothing else ('En de raad?', 'Wat vindt het kabinet daarvan?')."""
    return bool(role_asked(question, names)) and not [
        word
        for word in content_words(names.general(fold(question)))
        if not re.fullmatch(rf"{_CABINET}|{_COUNCIL}|{_LETTER}|{_ADVICE}|{_OPINES}", word)
    ]


def tells_of(text: str, role: str, names: AdviserNames = NO_NAMES) -> bool:
    """Whether ``text`` names the speaker of ``role``, or the piece that it wrote, and no other speaker before."""
    plain = names.general(fold(text))
    places = {name: _first(rf"\b(?:{actor}|{piece})\b", plain) for name, actor, piece in _SPEAKERS}
    return places[role] < len(plain) and places[role] == min(places.values())


def _topic(question: str) -> str | None:
    match = _TOPIC.fullmatch(question)
    return match[match.lastgroup or 0] if match is not None else None


def _first(pattern: str, plain: str) -> int:
    match = re.search(pattern, plain)
    return match.start() if match else len(plain)
