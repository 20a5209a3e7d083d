"""Terms that can mean different things: every meaning is searched for, and each is offered alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from catalog.search.query.interpreter import Interpretation, Interpreter
from catalog.search.query.tree import MAX_TEXT
from catalog.search.result import Choice, Chosen, Meaning
from catalog.search.text.analyzer import terms

OFFERED = 3
"""Ambiguous terms of a text whose meanings are counted: the first ones, so that no text costs many searches."""


def choices(
    interpreter: Interpreter, understood: Interpretation, most: int, count: Callable[[str], int]
) -> Iterator[Choice]:
    """Yield the choice that each ambiguous term of a text leaves, where at least two meanings find something.

    `most` is how many resources the text finds, and `count` says how many another one does. A meaning that finds more
    is no narrower search (beside a minus sign, for instance) and is not offered.
    """
    typed = {terms(each.typed): each.typed for each in reversed(understood.expansions)}
    ambiguous = (text for text in reversed(typed.values()) if interpreter.thesaurus.senses(text))
    for text in islice(ambiguous, OFFERED):
        meanings = tuple(_meanings(interpreter, understood.shown, text, most, count))
        if len(meanings) > 1:
            yield Choice(text, meanings)


def chosen(interpreter: Interpreter, understood: Interpretation) -> Iterator[Chosen]:
    """Yield the meanings that a text asks for in place of ambiguous terms, each with the way back."""
    for term, sense in interpreter.thesaurus.asked_alone(understood.shown):
        around = re.split(rf"(?<![\w:=]){re.escape(sense.q)}", understood.shown)  # `title:"..."` asks for another thing
        texts = (written.join(around) for written in (term, term.lower()))  # all in capitals, an OR is but a word
        if len(around) > 1 and (text := next((each for each in texts if _is_read_so(interpreter, each)), None)):
            yield Chosen(sense.text, term, _without_brackets(interpreter, text))


def _meanings(
    interpreter: Interpreter, shown: str, typed: str, most: int, count: Callable[[str], int]
) -> Iterator[Meaning]:
    for sense in interpreter.thesaurus.senses(typed):
        text = _with(shown, typed, sense.q)
        if not _is_read_so(interpreter, text):
            continue
        total = count(text)
        if 0 < total <= most and (text == sense.q or count(sense.q)):  # beside an OR others may have found it all
            yield Meaning(sense.text, _without_brackets(interpreter, text), total)


def _with(shown: str, typed: str, instead: str) -> str:
    """Return a text with something else for a term wherever that stands as plain words, not within quotes."""
    plain = rf'(?P<quoted>"[^"]*")|(?<![\w:=]){re.escape(typed)}(?![\w*])'
    return re.sub(plain, lambda found: found["quoted"] or instead, shown, flags=re.IGNORECASE)


def _is_read_so(interpreter: Interpreter, text: str) -> bool:
    """Tell whether a text is read as it stands: within the limits, and not as prose, where quotes mean nothing."""
    return len(text) <= MAX_TEXT and interpreter.understand(text).shown == text


def _without_brackets(interpreter: Interpreter, text: str) -> str:
    """Return a text without the brackets around it, if it is read the same without them."""
    return text[1:-1] if interpreter.understand(text[1:-1]).shown == text else text
