"""Snowball's stemmers, made safe to share."""

from __future__ import annotations

import threading
from collections.abc import Callable

import snowballstemmer


def stemmer(language: str) -> Callable[[str], str]:
    """Return what gives the stem of a word in small letters, from any thread.

    Snowball's objects hold the word they work on: two threads in one would get each other's letters.
    """
    stem, lock = snowballstemmer.stemmer(language).stemWord, threading.Lock()

    def alone(word: str) -> str:
        with lock:
            found: str = stem(word)
        return found

    return alone
