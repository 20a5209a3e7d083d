"""Compares titles as a librarian would: misspellings, subtitles, editions, and the numbered parts of a series."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from rapidfuzz.distance import OSA

from catalog.text import fold, without_plural_ending

MIN_MISSPELLED = 5
"""Letters of the shortest word that counts as misspelled: a letter more or less makes another word of shorter ones."""
MIN_MAIN_TITLE = 3
"""Words of the shortest title to which another one may add a subtitle."""
_SMALL_WORDS = frozenset(
    "a an and the of in on for to at by with from or its y e de la el los las en para del con".split()
)
_NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            ("one", "first", "1st"),
            ("two", "second", "2nd"),
            ("three", "third", "3rd"),
            ("four", "fourth", "4th"),
            ("five", "fifth", "5th"),
            ("six", "sixth", "6th"),
            ("seven", "seventh", "7th"),
            ("eight", "eighth", "8th"),
            ("nine", "ninth", "9th"),
            ("ten", "tenth", "10th"),
            ("eleven", "eleventh", "11th"),
            ("twelve", "twelfth", "12th"),
        ),
        1,
    )
    for word in words
}
_MONTHS = "january february march april may june july august september october november december".split()
_ABBREVIATED_MONTHS = {month[:3]: month for month in _MONTHS} | {"sept": "september"}
_COUNTING_WORDS = frozenset(
    (
        *_MONTHS,
        *"spring summer fall autumn winter north south east west i ii iii iv v vi vii viii ix x xi xii".split(),
        *"part volume vol chapter issue module episode session phase quarter".split(),
        *"daily weekly monthly quarterly semiannual midyear annual biannual".split(),
    )
)
"""Words that tell the parts of a series apart, besides numbers and single letters."""
_LANGUAGES = frozenset(
    "english spanish espanol french portuguese chinese mandarin vietnamese korean arabic russian tagalog haitian creole"
    " somali hmong ingles".split()
)
_EDITION_NAME = (
    r"(?:(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|new|revised|updated|"
    r"expanded|latest|rev\.?)\s+(?:(?:and|&)\s+\w+\s+)?ed(?:ition|n|\.)?(?!\w)\.?"
    r"|\d{4}\s+(?:ed(?:ition|\.)|update|revision|version)(?!\w)"
    r"|(?:update|updated|revised)(?:\s+(?:in\s+)?(?:[a-z]+\s+)?\d{4})?(?=[)\]\s]*$)"
    r"|(?:edition|version|v\.?)\s*\d+(?:\.\d+)*(?!\w)|segunda\s+edicion|edicion\s+revisada)"
)
_EDITION_WORDS = frozenset({"edition", "ed", "edn", "edicion"})  # codespell:ignore edn
_EDITION = re.compile(rf"[\s,;:(\[\u2013\u2014-]+(?:the\s+)?(?P<name>{_EDITION_NAME})[)\]\s]*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:18|19|20)\d{2}\b")
_WORD = re.compile(r"[^\W_]+")


class TitleRelation(Enum):
    """How two titles relate."""

    SAME = auto()
    MISSPELLED = auto()
    """A word is spelled differently, or the words are in another order."""
    SUBTITLE = auto()
    """One has a subtitle more."""
    EDITION = auto()
    """They name different editions."""
    NUMBERED = auto()
    """They are parts of a series: a number, a month or the like differs."""
    TRANSLATED = auto()
    """One names a language that the other does not."""
    DIFFERENT = auto()


@dataclass(frozen=True)
class ComparedTitle:
    """A title with its subtitle, in the forms that are compared."""

    text: str
    subtitle: str = ""
    edition: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of title and subtitle without the small ones, and without what names an edition."""
        return _words(self._without_edition[0])

    @cached_property
    def main_words(self) -> tuple[str, ...]:
        """The words before the subtitle."""
        if self.subtitle:
            return _words(_split_edition(fold(self.text))[0])
        main, _colon, _subtitle = self._without_edition[0].partition(":")
        return _words(main)

    @cached_property
    def key(self) -> str:
        """The words as one text: the same for "9-1-1" and "911", "cyber crime" and "cybercrime"."""
        return "".join(self.words)

    @cached_property
    def main_key(self) -> str:
        """The words before the subtitle as one text."""
        return "".join(self.main_words)

    @cached_property
    def edition_name(self) -> str:
        """What names the edition, such as "2nd", in the form that is compared; empty for none."""
        name = self._without_edition[1] or fold(self.edition)
        return " ".join(word for word in _words(name) if word not in _EDITION_WORDS)

    @property
    def edition_number(self) -> int:
        """The number of the edition; 1 if none is named, and 2 for a "revised edition" and the like."""
        number = re.search(r"\d+", self.edition_name)
        return int(number[0]) if number else 1 + bool(self.edition_name)

    @cached_property
    def _without_edition(self) -> tuple[str, str]:
        whole = f"{self.text}: {self.subtitle}" if self.subtitle else self.text
        return _split_edition(fold(whole))


def compare_titles(one: ComparedTitle, other: ComparedTitle) -> TitleRelation:
    """Return how two titles relate. A subtitle numbers a part of a series if half of its words count something."""
    if one.key == other.key:
        return _relation_of_editions(one.edition_name, other.edition_name)
    first, second = Counter(one.words), Counter(other.words)
    left, right = sorted((first - second).elements()), sorted((second - first).elements())
    if _LANGUAGES & {*left, *right}:
        return TitleRelation.TRANSLATED
    has_subtitle_more = _has_subtitle_more(one, other)
    numbers = sum(map(is_number, (*left, *right)))
    if numbers and not (has_subtitle_more and numbers * 2 < len(left) + len(right)):
        return TitleRelation.NUMBERED
    if left == right or (len(left) == len(right) == 1 and is_misspelling(left[0], right[0])):
        relation = _relation_of_editions(one.edition_name, other.edition_name)
        return TitleRelation.MISSPELLED if relation is TitleRelation.SAME else relation
    return TitleRelation.SUBTITLE if has_subtitle_more else TitleRelation.DIFFERENT


def _relation_of_editions(one: str, other: str) -> TitleRelation:
    """Return how titles with the same words relate. An update each year is a series, as a report each year is."""
    if one == other:
        return TitleRelation.SAME
    are_years = all(_YEAR.search(name) for name in (one, other))
    return TitleRelation.NUMBERED if are_years else TitleRelation.EDITION


def is_number(word: str) -> bool:
    """Return whether a word tells the parts of a series apart: a number, a month, a single letter."""
    return len(word) == 1 or word in _COUNTING_WORDS or any(char.isdigit() for char in word)


def has_more_words(one: ComparedTitle, other: ComparedTitle) -> bool:
    """Return whether one of two titles has all words of the other, and more."""
    first, second = Counter(one.words), Counter(other.words)
    return bool(first and second) and (first <= second or second <= first)


def is_misspelling(word: str, other: str) -> bool:
    """Return whether two words differ by one letter, or by two that are swapped."""
    return min(len(word), len(other)) >= MIN_MISSPELLED and OSA.distance(word, other, score_cutoff=1) <= 1


def _has_subtitle_more(one: ComparedTitle, other: ComparedTitle) -> bool:
    shorter, longer = sorted((one, other), key=lambda title: len(title.key))
    return len(shorter.words) >= MIN_MAIN_TITLE and shorter.key == longer.main_key


def _split_edition(text: str) -> tuple[str, str]:
    """Return a folded title without what names its edition, and the latter."""
    match = _EDITION.search(text)
    return (f"{text[: match.start()]} {text[match.end() :]}".strip(), match["name"]) if match else (text, "")


def _words(text: str) -> tuple[str, ...]:
    words = _WORD.findall(text.replace("'", "").replace("&", " and "))
    plain = (_NUMBER_WORDS.get(word) or _ABBREVIATED_MONTHS.get(word, word) for word in words)
    return tuple(_singular(word) for word in plain if word not in _SMALL_WORDS)


def _singular(word: str) -> str:
    """Return a word in the singular; words of a few letters stay as they are."""
    return without_plural_ending(word) if len(word) >= MIN_MISSPELLED else word
