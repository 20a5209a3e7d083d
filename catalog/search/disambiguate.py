"""Terms that can mean different things: every meaning is searched for, and each is offered alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from catalog.search.query.interpreter import Interpretation, Interpreter
from catalog.search.query.synonyms import Sense
from catalog.search.query.tree import MAX_TEXT
from catalog.search.result import Choice, Chosen, Meaning
from catalog.search.text.analyzers import terms

MAX_AMBIGUOUS_TERMS = 3
"""Ambiguous terms of a text whose meanings are counted: the first ones, so that no text costs many searches."""

CountTexts = Callable[[Sequence[str]], Iterable[int]]
"""Returns how many resources each of some texts finds, in order."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A meaning that may be offered for a term: the term as typed, its sense, and the text that asks for it alone."""

    typed: str
    sense: Sense
    text: str


def choices(
    interpreter: Interpreter, interpretation: Interpretation, total: int, count_texts: CountTexts
) -> Iterator[Choice]:
    """Yield the choice that each ambiguous term of a text leaves, where at least two meanings find something.

    `total` is how many resources the text finds. A meaning that finds more is not a narrower search (after a minus
    sign, for instance) and is not offered.
    """
    candidates = tuple(_candidates(interpreter, interpretation))
    if not candidates:
        return
    totals = _counted(count_texts, (candidate.text for candidate in candidates))
    narrower = [candidate for candidate in candidates if 0 < totals[candidate.text] <= total]
    # Where a meaning is one of several alternatives, the others may have found everything: it must match by itself.
    alone = _counted(count_texts, (candidate.sense.q for candidate in narrower if candidate.text != candidate.sense.q))
    offered = [candidate for candidate in narrower if alone.get(candidate.sense.q, 1)]
    for typed, group in groupby(offered, lambda candidate: candidate.typed):
        meanings = tuple(
            Meaning(each.sense.text, _without_brackets(interpreter, each.text), totals[each.text]) for each in group
        )
        if len(meanings) > 1:
            yield Choice(typed, meanings)


def _counted(count_texts: CountTexts, texts: Iterable[str]) -> dict[str, int]:
    """Return how many resources each text finds."""
    different = tuple(dict.fromkeys(texts))
    return dict(zip(different, count_texts(different), strict=True)) if different else {}


def _candidates(interpreter: Interpreter, interpretation: Interpretation) -> Iterator[_Candidate]:
    """Yield the meanings of the first MAX_AMBIGUOUS_TERMS ambiguous terms, term by term."""
    typed = {terms(each.typed): each.typed for each in reversed(interpretation.expansions)}
    ambiguous = (text for text in reversed(typed.values()) if interpreter.thesaurus.senses(text))
    for text in islice(ambiguous, MAX_AMBIGUOUS_TERMS):
        for sense in interpreter.thesaurus.senses(text):
            instead = _with(interpretation.display, text, sense.q)
            if _is_read_so(interpreter, instead):
                yield _Candidate(text, sense, instead)


def chosen(interpreter: Interpreter, interpretation: Interpretation) -> Iterator[Chosen]:
    """Yield the meanings that a text asks for in place of ambiguous terms, each with the text that asks for all."""
    for term, sense in interpreter.thesaurus.senses_in(interpretation.display):
        around = re.split(
            rf"(?<![\w:=]){re.escape(sense.q)}", interpretation.display
        )  # `title:"..."` asks for another thing
        texts = (written.join(around) for written in (term, term.lower()))  # all in capitals, an OR is but a word
        if len(around) > 1 and (text := next((each for each in texts if _is_read_so(interpreter, each)), None)):
            yield Chosen(sense.text, term, _without_brackets(interpreter, text))


def _with(shown: str, typed: str, instead: str) -> str:
    """Return a text with something else for a term wherever that stands as plain words, not within quotes."""
    plain = rf'(?P<quoted>"[^"]*")|(?<![\w:=]){re.escape(typed)}(?![\w*])'
    return re.sub(plain, lambda found: found["quoted"] or instead, shown, flags=re.IGNORECASE)


def _is_read_so(interpreter: Interpreter, text: str) -> bool:
    """Tell whether a text is read as it stands: within the limits, and not as prose, where quotes mean nothing."""
    return len(text) <= MAX_TEXT and interpreter.interpret(text).display == text


def _without_brackets(interpreter: Interpreter, text: str) -> str:
    """Return a text without the brackets around it, if it is read the same without them."""
    return text[1:-1] if interpreter.interpret(text[1:-1]).display == text else text
