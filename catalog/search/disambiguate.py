"""Ambiguous terms: a search includes every meaning, and offers each meaning as a narrower search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from catalog.search.query.interpreter import Interpretation, Interpreter
from catalog.search.query.synonyms import Sense
from catalog.search.query.tree import MAX_TEXT
from catalog.search.result import Choice, ChosenMeaning, Meaning
from catalog.search.text.analyzers import terms, without_punctuation

MAX_AMBIGUOUS_TERMS = 3
"""How many ambiguous terms of a text, from the left, get choices; this limits the number of searches."""

CountTexts = Callable[[Sequence[str]], Iterable[int]]
"""Returns the number of results for each text, in order."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A meaning that may be offered for a term: the term as typed, its sense, and the text that searches for it."""

    typed: str
    sense: Sense
    text: str


def choices(
    interpreter: Interpreter, interpretation: Interpretation, total: int, count_texts: CountTexts
) -> Iterator[Choice]:
    """Yield a choice for each ambiguous term of a text that has at least two meanings with results.

    `total` is the number of results for the text. A meaning with more results is not a narrower search (after a minus
    sign, for example), and is not offered.
    """
    candidates = tuple(_candidates(interpreter, interpretation))
    if not candidates:
        return
    totals = _totals(count_texts, (candidate.text for candidate in candidates))
    narrower = [candidate for candidate in candidates if 0 < totals[candidate.text] <= total]
    # In a text with OR, other alternatives may have found all results: a meaning must also have results by itself.
    alone = _totals(count_texts, (candidate.sense.q for candidate in narrower if candidate.text != candidate.sense.q))
    offered = [candidate for candidate in narrower if alone.get(candidate.sense.q, 1)]
    for typed, group in groupby(offered, lambda candidate: candidate.typed):
        meanings = tuple(
            Meaning(candidate.sense.text, _without_brackets(interpreter, candidate.text), totals[candidate.text])
            for candidate in group
        )
        if len(meanings) > 1:
            yield Choice(without_punctuation(typed), meanings)


def _totals(count_texts: CountTexts, texts: Iterable[str]) -> dict[str, int]:
    """Return the number of results for each text."""
    different = tuple(dict.fromkeys(texts))
    return dict(zip(different, count_texts(different), strict=True)) if different else {}


def _candidates(interpreter: Interpreter, interpretation: Interpretation) -> Iterator[_Candidate]:
    """Yield the meanings of the first MAX_AMBIGUOUS_TERMS ambiguous terms, term by term."""
    typed = {terms(expansion.typed): expansion.typed for expansion in reversed(interpretation.expansions)}
    ambiguous = (text for text in reversed(typed.values()) if interpreter.thesaurus.senses(text))
    for text in islice(ambiguous, MAX_AMBIGUOUS_TERMS):
        for sense in interpreter.thesaurus.senses(text):
            narrowed = _replace_term(interpretation.display, text, sense.q)
            if _is_unchanged(interpreter, narrowed):
                yield _Candidate(text, sense, narrowed)


def chosen_meanings(interpreter: Interpreter, interpretation: Interpretation) -> Iterator[ChosenMeaning]:
    """Yield the meanings that a text contains instead of ambiguous terms, each with the text for all meanings."""
    for term, sense in interpreter.thesaurus.senses_in(interpretation.display):
        # Not after a colon or `=`: `title:"..."` is another search.
        around = re.split(rf"(?<![\w:=]){re.escape(sense.q)}", interpretation.display)
        texts = (written.join(around) for written in (term, term.lower()))  # in a text all in capitals OR is a word
        if len(around) > 1 and (text := next((option for option in texts if _is_unchanged(interpreter, option)), None)):
            yield ChosenMeaning(sense.text, term, _without_brackets(interpreter, text))


def _replace_term(text: str, typed: str, replacement: str) -> str:
    """Return a text with a term replaced wherever it occurs as plain words, not within quotes."""
    plain = rf'(?P<quoted>"[^"]*")|(?<![\w:=]){re.escape(typed)}(?![\w*])'
    return re.sub(plain, lambda match: match["quoted"] or replacement, text, flags=re.IGNORECASE)


def _is_unchanged(interpreter: Interpreter, text: str) -> bool:
    """Return whether a text is interpreted as written: within the limits, and not as prose, which ignores quotes."""
    return len(text) <= MAX_TEXT and interpreter.interpret(text).display == text


def _without_brackets(interpreter: Interpreter, text: str) -> str:
    """Return a text without the parentheses around it, if its interpretation is the same without them."""
    return text[1:-1] if interpreter.interpret(text[1:-1]).display == text else text
