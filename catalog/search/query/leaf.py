"""Turns typed text into leaves of the query tree, for texts of every language."""

from __future__ import annotations

from catalog.search.query.tree import Phrase, Word, phrase, word
from catalog.search.text.analyzers import DEFAULT_ANALYZER, OTHER_ANALYZERS, terms


def as_leaf(text: str, field: str | None = None) -> Word | Phrase:
    """Return the word or phrase to search for in texts of every language; `text` has at least one term."""
    analyzed, variants = terms(text), tuple(analyzer.terms(text) for analyzer in OTHER_ANALYZERS)
    if len(analyzed) > 1:
        return phrase(analyzed, field, variants)
    return word(analyzed[0], field, tuple(variant[0] for variant in variants))


def as_hyphenated(text: str) -> Word:
    """Return what texts of every language have for a word, if they write it with a hyphen inside."""
    variants = tuple(analyzer.compound_term(text) for analyzer in OTHER_ANALYZERS)
    return word(DEFAULT_ANALYZER.compound_term(text), None, variants)
