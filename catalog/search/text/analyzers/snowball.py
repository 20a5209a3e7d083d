"""Snowball's stemmers, made safe to share between threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

import snowballstemmer


def stemmer(language: str) -> Callable[[str], str]:
    """Return a function from a lowercase word to its stem, which any thread may call.

    Snowball's objects store the word that they stem, so two threads must not use one at the same time.
    """
    stem_word, lock = snowballstemmer.stemmer(language).stemWord, threading.Lock()

    def stem(word: str) -> str:
        with lock:
            stemmed: str = stem_word(word)
        return stemmed

    return stem
