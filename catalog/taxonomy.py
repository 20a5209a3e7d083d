"""The taxonomy: the controlled vocabularies, looked up by facet, and the groups of synonyms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from catalog.facets import FACETS, Facet, FacetValue
from catalog.model import Entry
from catalog.vocabularies import TRANSLATED, ControlledVocabulary, OneWaySynonyms, Term, TranslatedSynonyms

VOCABULARY_NAMES = tuple(facet.vocabulary for facet in FACETS if facet.vocabulary)
"""The names of the vocabularies in `taxonomy.yaml`."""
_EMPTY = ControlledVocabulary()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The vocabularies by part of `taxonomy.yaml`; `synonyms` are groups of terms that mean the same.

    `one_way_synonyms` lead from some terms to others, as `translated_synonyms` lead from other languages to English.

    Missing vocabularies are empty, so that `vocabularies` always has every one of VOCABULARY_NAMES. `rating_schemes`
    are the values of each scheme of evidence ratings; any rating is valid if there are no schemes. `known_words` are
    correctly spelled words of the field, which a search does not take for errors.
    """

    vocabularies: Mapping[str, ControlledVocabulary] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()
    translated_synonyms: tuple[TranslatedSynonyms, ...] = ()
    one_way_synonyms: tuple[OneWaySynonyms, ...] = ()
    rating_schemes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known_words: tuple[str, ...] = ()
    _by_facet: Mapping[str, ControlledVocabulary] = field(init=False, repr=False, compare=False)
    _in_language: dict[str, Taxonomy] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the lookups."""
        complete = {name: self.vocabularies.get(name, _EMPTY) for name in VOCABULARY_NAMES}
        by_facet = {facet.name: complete[facet.vocabulary] if facet.vocabulary else _EMPTY for facet in FACETS}
        object.__setattr__(self, "vocabularies", MappingProxyType(complete))
        object.__setattr__(self, "_by_facet", by_facet)

    @property
    def topics(self) -> tuple[Term, ...]:
        """The topics, in the order of the file."""
        return self.terms("topic")

    @property
    def formats(self) -> tuple[Term, ...]:
        """The formats, in the order of the file."""
        return self.terms("format")

    def in_language(self, code: str) -> Taxonomy:
        """Return the taxonomy with the labels of a language, or the taxonomy itself if it has none."""
        if code not in TRANSLATED:
            return self
        if code not in self._in_language:
            translated = {name: vocabulary.in_language(code) for name, vocabulary in self.vocabularies.items()}
            is_same = translated == dict(self.vocabularies)
            self._in_language[code] = self if is_same else replace(self, vocabularies=translated)
        return self._in_language[code]

    def terms(self, facet: str) -> tuple[Term, ...]:
        """Return the terms of a facet, in the order of the file; empty for a facet without a vocabulary."""
        return self._by_facet.get(facet, _EMPTY).terms

    def term(self, facet: str, value: str) -> Term | None:
        """Return the term for a facet value, or None if the taxonomy does not list it."""
        return self._by_facet.get(facet, _EMPTY).term(value)

    def label(self, facet: str, value: str) -> str:
        """Return the label of a facet value, or the value itself if the taxonomy does not list it."""
        return self._by_facet.get(facet, _EMPTY).label(value)

    def publisher(self, name: str) -> Term:
        """Return the publisher with this label or synonym, ignoring case, or a new term made from the name."""
        return self._by_facet["publisher"].term_named(name)

    def publisher_label(self, name: str) -> str:
        """Return the label of the publisher with this label or synonym, ignoring case, or else the name itself."""
        return self._by_facet["publisher"].label_named(name)

    def find(self, facet: str, words: str) -> str | None:
        """Return the value that `words` name: its value, label, plural or a synonym, ignoring case and hyphens."""
        return self._by_facet.get(facet, _EMPTY).find(words)

    def values_named(self, facet: str, words: str) -> tuple[str, ...]:
        """Return the values that are or have the label `words`, in any language and in whatever form it is written."""
        return self._by_facet.get(facet, _EMPTY).values_named(words)

    def values(self, facet: Facet, entry: Entry) -> tuple[FacetValue, ...]:
        """Return the entry's values in a facet, in order, without duplicates."""
        return facet.values_of(entry, self._by_facet[facet.name])

    def facet_values(self, entry: Entry) -> dict[str, tuple[FacetValue, ...]]:
        """Return the entry's facet values by facet name, in the order of FACETS, without duplicates."""
        return {facet.name: self.values(facet, entry) for facet in FACETS}
