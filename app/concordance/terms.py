"""A subject to terms: its words, their inflections, compounds that hold them, other spellings and abbreviations."""

from __future__ import annotations

from collections.abc import Sequence

from app.concordance.inflection import inflections
from app.concordance.policy import CONCORDANCE
from app.concordance.records import ABBREVIATION, COMPOUND, SPELLING, WORD, WRITTEN_OUT, Term
from index.analysis import fold, stop_words
from index.words import TOKEN, InvertedFile, word_key
from ingest.word_list import dutch_frequency

_LINKS = ("", "s", "e", "en", "n", "er")


def subject_words(subject: str) -> list[str]:
    """The words of a subject that are looked for, each once: without stop words, unless there are no others."""
    words = list(dict.fromkeys(match.group() for match in TOKEN.finditer(subject)))
    kept = [word for word in words if fold(word) not in stop_words()]
    return kept or words


def only_small(subject: str) -> bool:
    """Whether a subject has words, and every one of them is small ('de', 'van een')."""
    words = subject_words(subject)
    return bool(words) and all(fold(word) in stop_words() for word in words)


def is_known(word: str, index: InvertedFile) -> bool:
    """Whether a word of a subject, small words aside, is one of the documents or of Dutch."""
    plain = fold(word)
    return plain not in stop_words() and _is_word(plain, index)


def terms_of(word: str, index: InvertedFile) -> list[Term]:
    """The terms of one word of a subject that occur in the documents: itself first, then longer words by letter.

    Of a small word only an abbreviation that is written alike ('OM').
    """
    if fold(word) in stop_words():
        own = [form for form in dict.fromkeys((word_key(word), fold(word).upper())) if form in index]
        return [Term(word, WORD, word, tuple(own)), *_written_out(word, index)] if own else []
    own = _forms(word, index)
    found = [Term(word, WORD, word, tuple(own))] if own else []
    for group in _grouped(_holding(word, own, index), index):
        found.append(Term(group[0], COMPOUND, word, tuple(sorted(group))))
    found += [Term(form, SPELLING, word, (form,)) for form in _apart(word, index)]
    return found + _written_out(word, index)


def _written_out(word: str, index: InvertedFile) -> list[Term]:
    return [
        Term(long, WRITTEN_OUT, word, (fold(long),))
        for short, long in sorted(index.abbreviations.items())
        if fold(short) == fold(word) and len(long.split()) > 1
    ]


def phrase_terms(subject: str, index: InvertedFile) -> list[Term]:
    """The abbreviations that the documents explain for the whole subject ('LB' for 'Landelijk Bureau')."""
    whole = _bare_words(subject)
    return [
        Term(short, ABBREVIATION, "", (word_key(short),))
        for short, long in sorted(index.abbreviations.items())
        if whole and _bare_words(long) == whole and word_key(short) in index
    ]


def _forms(word: str, index: InvertedFile) -> list[str]:
    """The forms of a word in the documents: of the same stem, in capitals too; an abbreviation only as it stands."""
    if word_key(word) == word and word.isupper() and len(word) > 1 and word in index:
        return [word]
    plain = fold(word)
    every = sorted(inflections(plain, lambda base: _is_word(base, index)) - {plain})
    forms = [plain, *every, *(form.upper() for form in (plain, *every))]
    return [form for form in dict.fromkeys(forms) if form in index]


def _grouped(words: Sequence[str], index: InvertedFile) -> list[list[str]]:
    """Words in groups of each other's inflections, the shortest first; by letter."""
    group_of: dict[str, list[str]] = {}
    groups: list[list[str]] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        own = group_of.get(fold(word))
        if own is not None:
            own.append(word)
            continue
        groups.append([word])
        for form in inflections(fold(word), lambda base: _is_word(base, index)):
            group_of.setdefault(form, groups[-1])
    return sorted(groups)


def _holding(word: str, own: list[str], index: InvertedFile) -> list[str]:
    """The longer words that hold a form of ``word``, what is left of them being words of their own."""
    roots = {fold(form) for form in (word, *own) if len(form) >= CONCORDANCE.fewest_letters}
    known = set(own)
    found = []
    for longer in dict.fromkeys(longer for root in sorted(roots) for longer in index.holding(root)):
        plain = fold(longer)
        if longer in known or any(letter.isdigit() for letter in longer):
            continue
        if any(_is_compound(plain, root, index) for root in roots if root in plain and root != plain):
            found.append(longer)
    return sorted(found)


def _is_compound(longer: str, root: str, index: InvertedFile) -> bool:
    place = longer.find(root)
    while place >= 0:
        before, after = longer[:place], longer[place + len(root) :]
        if (
            _is_left_part(before, index)
            and _is_right_part(after, index)
            and len(before) + len(after) >= CONCORDANCE.fewest_beside
        ):
            return True
        place = longer.find(root, place + 1)
    return False


def _is_left_part(part: str, index: InvertedFile) -> bool:
    return not part or any(
        len(part) - len(link) >= CONCORDANCE.fewest_beside and _is_word(part.removesuffix(link), index)
        for link in _LINKS
        if part.endswith(link)
    )


def _is_right_part(part: str, index: InvertedFile) -> bool:
    return not part or any(
        len(part) - len(link) >= CONCORDANCE.fewest_beside and _is_word(part.removeprefix(link), index)
        for link in _LINKS
        if part.startswith(link)
    )


def _is_word(part: str, index: InvertedFile) -> bool:
    return part in index or dutch_frequency(part) >= CONCORDANCE.known_word or _is_two_words(part)


def _is_two_words(part: str) -> bool:
    return any(
        dutch_frequency(part[:cut]) >= CONCORDANCE.known_half and dutch_frequency(part[cut:]) >= CONCORDANCE.known_half
        for cut in range(CONCORDANCE.fewest_letters, len(part) - CONCORDANCE.fewest_letters + 1)
    )


def _apart(word: str, index: InvertedFile) -> list[str]:
    """Ways to write a compound in two: both halves are words of the documents."""
    plain = fold(word)
    cuts = range(CONCORDANCE.fewest_beside, len(plain) - CONCORDANCE.fewest_beside + 1)
    halves = [(plain[:cut], plain[cut:]) for cut in cuts if plain[:cut] in index and plain[cut:] in index]
    return [f"{left} {right}" for left, right in halves]


def _bare_words(text: str) -> list[str]:
    return [fold(token) for token in TOKEN.findall(text) if fold(token) not in stop_words()]
