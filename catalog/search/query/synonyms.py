"""The acronyms and synonyms of the taxonomy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog.search.text.analyzers import analyzer_for, terms
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import OneWaySynonyms, TranslatedSynonyms

TermSequence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """A synonym, as people write it and as terms; those of another language are its `forms` there."""

    text: str
    terms: TermSequence

    @property
    def is_name(self) -> bool:
        """Whether it is a name or an acronym, as it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sense:
    """One of several meanings of a term: its full term, and `q`, the query for this meaning only.

    `q` contains the members of its group that are in no other group, as phrases, so that nothing in it is ambiguous.
    """

    text: str
    q: str


class Thesaurus:
    """The groups of synonyms, prepared for lookup. Each member of a group is a synonym of every other."""

    def __init__(
        self,
        groups: Iterable[tuple[str, ...]],
        translated: Iterable[TranslatedSynonyms] = (),
        one_way: Iterable[OneWaySynonyms] = (),
    ) -> None:
        """Take the groups. A term in several groups is a synonym of all of their members.

        A `translated` term is found by its `forms` in its language, and English terms do not lead to it. `one_way`
        terms lead to others, but are no synonyms of each other.
        """
        groups = tuple(groups)
        synonyms: dict[TermSequence, dict[TermSequence, Synonym]] = {}
        for group in groups:
            members = _members(group, terms)
            for member in members:
                other_members = {
                    synonym.terms: synonym for synonym in reversed(members) if synonym.terms != member.terms
                }
                synonyms.setdefault(member.terms, {}).update(other_members)
        for item in one_way:
            _add_one_way(synonyms, item)
        for translated_group in translated:
            _add_translated(synonyms, translated_group)
        self._synonyms: Mapping[TermSequence, tuple[Synonym, ...]] = {
            key: tuple(reversed(by_terms.values())) for key, by_terms in synonyms.items() if by_terms
        }
        self._longest = max(map(len, self._synonyms), default=0)
        self._senses = _senses(groups)
        self._senses_by_query = {sense.q: (term, sense) for term, senses in self._senses.values() for sense in senses}

    def longest_match(self, words: tuple[TermSequence, ...], start: int) -> tuple[int, tuple[Synonym, ...]]:
        """Return the longest member of a group that begins at `start`: its number of `words`, and its synonyms.

        Each word is given by its terms, or its forms in another language. (0, ()) if no member begins there.
        """
        candidate: TermSequence = ()
        longest: tuple[int, tuple[Synonym, ...]] = (0, ())
        for count, word in enumerate(words[start:], 1):
            candidate += word
            if len(candidate) > self._longest:
                break
            if synonyms := self._synonyms.get(candidate):
                longest = (count, synonyms)
        return longest

    def senses(self, text: str) -> tuple[Sense, ...]:
        """Return the meanings of an ambiguous term, in the order of the groups; none for any other text."""
        return self._senses.get(terms(text), ("", ()))[1]

    def senses_in(self, text: str) -> Iterator[tuple[str, Sense]]:
        """Yield each sense whose query is in an interpreted text, with its ambiguous term as written in its group."""
        if '"' in text:
            yield from (term_and_sense for q, term_and_sense in self._senses_by_query.items() if q in text)


def thesaurus(taxonomy: Taxonomy) -> Thesaurus:
    """Return the thesaurus of a taxonomy. The latest are cached, since most generations have the same groups."""
    return _thesaurus(taxonomy.synonyms, taxonomy.translated_synonyms, taxonomy.one_way_synonyms)


@lru_cache(maxsize=4)
def _thesaurus(
    groups: tuple[tuple[str, ...], ...],
    translated: tuple[TranslatedSynonyms, ...],
    one_way: tuple[OneWaySynonyms, ...],
) -> Thesaurus:
    return Thesaurus(groups, translated, one_way)


def _add_one_way(synonyms: dict[TermSequence, dict[TermSequence, Synonym]], item: OneWaySynonyms) -> None:
    """Add the other terms to the synonyms of each term, after those of its groups."""
    others = {synonym.terms: synonym for synonym in reversed(_members(item.others, terms))}
    for member in _members(item.terms, terms):
        of_member = {key: synonym for key, synonym in others.items() if key != member.terms}
        synonyms[member.terms] = of_member | synonyms.get(member.terms, {})


def _add_translated(synonyms: dict[TermSequence, dict[TermSequence, Synonym]], group: TranslatedSynonyms) -> None:
    """Add the terms of another language: synonyms of each other, of the English terms, and of their synonyms."""
    members = _members(group.terms, analyzer_for(group.language).forms)
    english: dict[TermSequence, Synonym] = {}
    for native in reversed(_members(group.english, terms)):  # the first is kept last, as in the groups
        english |= synonyms.get(native.terms, {})
        english.pop(native.terms, None)
        english[native.terms] = native
    for member in members:
        others = {synonym.terms: synonym for synonym in reversed(members) if synonym.terms != member.terms}
        synonyms.setdefault(member.terms, {}).update(others | english)


def _members(texts: Iterable[str], read: Callable[[str], TermSequence]) -> list[Synonym]:
    """Return the members of a group, without those that have nothing to search for, such as `...`."""
    members = (Synonym(text, read(text)) for text in texts)
    return [member for member in members if member.terms]


def _senses(groups: tuple[tuple[str, ...], ...]) -> dict[TermSequence, tuple[str, tuple[Sense, ...]]]:
    """Return the terms in several groups, each as first written and with its senses.

    A group with ambiguous terms only has no sense, and a term needs at least two senses.
    """
    texts_by_group: dict[TermSequence, dict[int, str]] = {}
    for number, group in enumerate(groups):
        for text in group:
            texts_by_group.setdefault(terms(text), {}).setdefault(number, text)
    ambiguous = {term: texts for term, texts in texts_by_group.items() if len(texts) > 1}
    senses_of = {}
    for term, texts in ambiguous.items():
        senses = (_sense(text for text in groups[number] if terms(text) not in ambiguous) for number in texts)
        senses_of[term] = (next(iter(texts.values())), tuple(filter(None, senses)))
    return {term: (text, senses) for term, (text, senses) in senses_of.items() if term and len(senses) > 1}


def _sense(members: Iterable[str]) -> Sense | None:
    """Return the sense of these members of a group, named by the first; None for no members."""
    texts = tuple({terms(text): text for text in reversed(tuple(members))}.values())[::-1]
    phrases = [f'"{text}"' for text in texts]
    return Sense(texts[0], phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})") if texts else None
