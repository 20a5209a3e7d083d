"""Acronyms and synonyms of the taxonomy: what else a run of plain words means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.search.analysis import terms

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Another way to say the same: as people write it, and its terms."""

    text: str
    terms: Terms


class Thesaurus:
    """The synonym groups, prepared for looking up runs of terms. Every member of a group means every other."""

    def __init__(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Take groups of terms that mean the same; a term may stand in several groups and then means all of them."""
        meanings: dict[Terms, dict[Terms, Meaning]] = {}
        for group in groups:
            members = [Meaning(text, terms(text)) for text in group]
            for member in members:
                others = {other.terms: other for other in reversed(members) if other.terms != member.terms}
                meanings.setdefault(member.terms, {}).update(others)
        self._meanings: Mapping[Terms, tuple[Meaning, ...]] = {
            key: tuple(reversed(found.values())) for key, found in meanings.items() if key and found
        }
        self._longest = max(map(len, self._meanings), default=0)

    def longest_match(self, words: tuple[Terms, ...], start: int) -> tuple[int, tuple[Meaning, ...]]:
        """Return the longest known term that begins at `start`: how many of `words` it takes, and its other meanings.

        Each word comes with its terms; (0, ()) where no known term begins there.
        """
        run: Terms = ()
        best: tuple[int, tuple[Meaning, ...]] = (0, ())
        for count, word in enumerate(words[start:], 1):
            run += word
            if len(run) > self._longest:
                break
            if found := self._meanings.get(run):
                best = (count, found)
        return best
