"""Acronyms and synonyms of the taxonomy: what else a run of plain words means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog.search.text.analyzers import terms

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Another way to say the same: as people write it, and its terms."""

    text: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Sense:
    """One of several things that a term can stand for: its full term, and the text that asks for it alone.

    `q` has every member of the group that stands in no other one, as phrases, so that nothing in it is ambiguous.
    """

    text: str
    q: str


class Thesaurus:
    """The synonym groups, prepared for looking up runs of terms. Every member of a group means every other."""

    def __init__(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Take groups of terms that mean the same; a term may stand in several groups and then means all of them."""
        groups = tuple(groups)
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
        self._senses = _senses(groups)
        self._askable = {each.q: (term, each) for term, found in self._senses.values() for each in found}

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

    def senses(self, text: str) -> tuple[Sense, ...]:
        """Return the different things a term can stand for, in the order of the groups; none where it is only one."""
        return self._senses.get(terms(text), ("", ()))[1]

    def asked_alone(self, text: str) -> Iterator[tuple[str, Sense]]:
        """Yield each sense that a text asks for alone, after the ambiguous term as it is written in its group.

        The text is one that was understood and is shown, where a sense stands just as its `q`.
        """
        if '"' in text:
            yield from (found for q, found in self._askable.items() if q in text)


@lru_cache(maxsize=4)
def thesaurus(groups: tuple[tuple[str, ...], ...]) -> Thesaurus:
    """Return the groups prepared; the latest are kept, since most generations have those of the one before."""
    return Thesaurus(groups)


def _senses(groups: tuple[tuple[str, ...], ...]) -> dict[Terms, tuple[str, tuple[Sense, ...]]]:
    """Return the terms that stand in several groups, each as it is written first and with its senses.

    A group in which every term is ambiguous cannot be asked for alone, and a term with one sense left is not ambiguous.
    """
    homes: dict[Terms, dict[int, str]] = {}
    for number, group in enumerate(groups):
        for text in group:
            homes.setdefault(terms(text), {}).setdefault(number, text)
    shared = {term: home for term, home in homes.items() if len(home) > 1}
    found = {}
    for term, home in shared.items():
        alone = (_alone(text for text in groups[number] if terms(text) not in shared) for number in home)
        found[term] = (next(iter(home.values())), tuple(filter(None, alone)))
    return {term: (text, senses) for term, (text, senses) in found.items() if term and len(senses) > 1}


def _alone(members: Iterable[str]) -> Sense | None:
    """Return what these members of a group stand for, named by the first one; None for no members."""
    texts = tuple({terms(text): text for text in reversed(tuple(members))}.values())[::-1]
    phrases = [f'"{text}"' for text in texts]
    return Sense(texts[0], phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})") if texts else None
