"""How the words of titles and queries are written inside a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from re import Match

from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers import is_stop_word
from catalog.search.text.vocabulary import surface


class Casing:
    """The words of keywords and of Spanish titles as they are written: `NIBIN`, `Boston`, `policía`, `crime`."""

    def __init__(self, keywords: Iterable[str], sentences: Iterable[str] = ()) -> None:
        """Take keywords, which are written as inside a sentence, and sentences, whose words in lowercase count."""
        tokens = Counter(TOKEN_PATTERN.findall("\n".join(keywords)))
        tokens.update(filter(str.islower, TOKEN_PATTERN.findall("\n".join(sentences))))
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for token, count in tokens.items():
            forms[surface(token)][token] = count
        self._written = {word: _usual(of_word) for word, of_word in forms.items()}

    def of_title(self, text: str) -> str:
        """Return a part of a title in lowercase, but for names and acronyms."""
        return TOKEN_PATTERN.sub(self._in_sentence, text)

    def known(self, text: str) -> str:
        """Return a typed text with the accents and capitals of its words, as far as keywords have them."""
        return TOKEN_PATTERN.sub(self._as_keyword, text)

    def _in_sentence(self, match: Match[str]) -> str:
        token = match[0]
        written = self._written.get(surface(token), "")
        if written.lower() == token.lower():
            return written
        return token if any(char.isupper() for char in token[1:]) else token.lower()

    def _as_keyword(self, match: Match[str]) -> str:
        token = match[0]
        written = self._written.get(surface(token), "")
        is_same = token.islower() and not is_stop_word(token) and len(written) == len(token)
        return written if is_same else token


def _usual(forms: Counter[str]) -> str:
    """Return the form of a word inside a sentence: one in lowercase if there is any, the most frequent one.

    A word that has a capital once only may be part of a title.
    """
    usual = min(forms, key=lambda form: (not form.islower(), -forms[form], form))
    return usual.lower() if usual.istitle() and forms.total() == 1 else usual
