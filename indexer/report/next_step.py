"""What an editor can do about a search, as the current generation answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from catalog.query_log.model import CountedText
from catalog.search.query.tree import Query
from catalog.search.result import Hit, SearchResult
from catalog.search.text.analyzers import is_stop_word, recognize, without_punctuation
from catalog.taxonomy import Taxonomy
from catalog.text import fold, pluralized

MIN_RESEMBLANCE = 85
"""How much a term must resemble a search to be named as its synonym, in percent of its letters."""
BEST_HITS = 5
"""The first hits, among which the one with most of the words in its title is proposed as a best bet."""


class StepKind(StrEnum):
    """The kinds of next steps, as programs read them."""

    NONE = "none"
    """The search is answered."""
    MENDED = "mended"
    """It was not answered when it was counted, and is today."""
    SYNONYM = "synonym"
    BEST_BET = "best-bet"
    MISSING = "missing-resource"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do about a search, as one or two sentences."""

    kind: StepKind
    sentence: str


class Adviser:
    """Advises on searches by running them on a generation, as the site does on a day."""

    def __init__(self, generation: OpenGeneration, day: dt.date) -> None:
        """Take the generation and the day, on which best bets depend."""
        self._generation = generation
        self._day = day
        self._terms = {fold(term): term for term in _known_terms(generation)}

    def next_step(self, text: CountedText) -> NextStep:
        """Return what to do about a text."""
        try:
            result = self._search(text.text, text.language)
        except QueryError as error:
            return NextStep(StepKind.NONE, f"The search is refused: {error}.")
        step = self._step(text, result)
        if result.did_you_mean and result.did_you_mean.used:
            return NextStep(step.kind, f"It is read as '{result.searched_text}'. {step.sentence}")
        return step

    def _step(self, text: CountedText, result: SearchResult) -> NextStep:
        if result.best_bets:
            return NextStep(_answered(text), f"Your best bet {_title(result.best_bets[0].title)} answers it.")
        if result.complete:
            return self._answered_step(text, result)
        return self._step_to_synonym(text) or self._unanswered_step(result)

    def _search(self, text: str, language: str) -> SearchResult:
        query = Query(text, per_page=BEST_HITS, passages=0, facets=())
        return self._generation.search(query, self._day, language, recommended_first=True)

    def _answered_step(self, text: CountedText, result: SearchResult) -> NextStep:
        matches = f"{_resources(result.complete)} {_match(result.complete)} all of it"
        first = f"the first is {_hit(result.hits[0])}"
        if result.searched_text != text.text:
            return self._corrected_step(text, result, f"{_sentence(matches)}; {first}.")
        if _answered(text) is StepKind.MENDED:
            return NextStep(StepKind.MENDED, f"Nothing is left to do: today {matches}; {first}.")
        better = "If another one should come first, make it a best bet."
        return NextStep(StepKind.NONE, f"{_sentence(matches)}; {first}. {better}")

    def _corrected_step(self, text: CountedText, result: SearchResult, matches: str) -> NextStep:
        """Return the step for a text that is taken for an error of spelling."""
        if group := self._group_of(result.searched_text):
            add = f"If people mean that, add '{text.text}' to its group in taxonomy.yaml: {_listed(group)}."
            return NextStep(StepKind.SYNONYM, f"{matches} {add}")
        known = f"If '{text.text}' is no error, add its words to known_words in taxonomy.yaml."
        return NextStep(StepKind.NONE, f"{matches} {known}")

    def _step_to_synonym(self, text: CountedText) -> NextStep | None:
        """Return the step for a text that resembles a term of the taxonomy which finds something, or None."""
        match = process.extractOne(
            fold(text.text), self._terms.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=MIN_RESEMBLANCE
        )
        if match is None:
            return None
        term = self._terms[match[0]]
        found = self._search(term, text.language)
        if not found.complete or match[0] == fold(text.text):
            return None
        group = self._group_of(term) or (term,)
        return NextStep(
            StepKind.SYNONYM,
            f"It resembles '{term}', which {_resources(found.complete)} {_match(found.complete)}. If it means the "
            f"same, add '{text.text}' to the synonyms in taxonomy.yaml: {_listed(group)}.",
        )

    def _unanswered_step(self, result: SearchResult) -> NextStep:
        """Return the step for a text that no resource matches as a whole."""
        text = result.searched_text
        if result.total and not result.absent:
            hit = _nearest_hit(text, result.hits)
            return NextStep(
                StepKind.BEST_BET,
                f"Each word is in the catalog, but no resource has all of them. If {_hit(hit)} answers it, make it a "
                "best bet; otherwise consider adding a resource about it.",
            )
        others = _other_words(text, result.absent)
        absent = _quoted_words(result.absent)
        if not others:
            return NextStep(
                StepKind.MISSING,
                f"Nothing in the catalog is close to it. Consider adding a resource about '{text}'.",
            )
        wanted = f"Consider adding one about '{text}', or a synonym if the catalog has {absent} under another name."
        found = self._search(others, result.query.language or "en") if " " in others or result.total else None
        if found and found.complete:
            near = f"{_resources(found.complete)} {_match(found.complete)} '{others}', such as {_hit(found.hits[0])}"
            return NextStep(StepKind.MISSING, f"No resource has {absent}; {near}. {wanted}")
        return NextStep(StepKind.MISSING, f"No resource has {absent}. {wanted}")

    def _group_of(self, text: str) -> tuple[str, ...] | None:
        """Return the group of synonyms that has a text, or None."""
        groups = _groups(self._generation.searcher.taxonomy)
        return next((group for group in groups if fold(text) in map(fold, group)), None)


def _known_terms(generation: OpenGeneration) -> Iterator[str]:
    """Yield the terms that a search may resemble: topics and formats with their synonyms, and groups of synonyms."""
    taxonomy = generation.searcher.taxonomy
    for term in (*taxonomy.topics, *taxonomy.formats):
        yield from (term.label, *term.synonyms)
    for group in _groups(taxonomy):
        yield from group


def _groups(taxonomy: Taxonomy) -> Iterator[tuple[str, ...]]:
    """Yield the groups of terms that mean the same, in English and in other languages."""
    yield from taxonomy.synonyms
    yield from (group.terms for group in taxonomy.translated_synonyms)


def _answered(text: CountedText) -> StepKind:
    """Return the kind of a search that is answered today."""
    return StepKind.MENDED if text.counts.nothing or text.counts.partial else StepKind.NONE


def _nearest_hit(text: str, hits: tuple[Hit, ...]) -> Hit:
    """Return the hit with most of the words in its title, the first of equal ones."""
    words = set(fold(text).split())
    return max(hits, key=lambda hit: len(words & set(fold(hit.record.title).split())))


def _other_words(text: str, absent: tuple[str, ...]) -> str:
    """Return a text without the words that no resource has, from its first significant word to its last.

    Empty if every word is left, or none that says something by itself.
    """
    left_out = {word for phrase in absent for word in fold(phrase).split()}
    words = [word for word in text.split() if fold(without_punctuation(word)) not in left_out]
    language = recognize(text)
    significant = [number for number, word in enumerate(words) if not is_stop_word(word, language)]
    if not significant or len(words) == len(text.split()):
        return ""
    return " ".join(words[significant[0] : significant[-1] + 1])


def _resources(count: int) -> str:
    return pluralized(count, "resource")


def _match(count: int) -> str:
    return "matches" if count == 1 else "match"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _hit(hit: Hit) -> str:
    return f"{_title(hit.record.title)} ({hit.record.id})"


def _title(title: str) -> str:
    return f"\u201c{title}\u201d"


def _listed(group: tuple[str, ...]) -> str:
    return f"[{', '.join(group)}]"


def _quoted_words(words: tuple[str, ...]) -> str:
    return " or ".join(f"'{word}'" for word in words)
