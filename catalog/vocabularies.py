"""Controlled vocabularies: the values that records may use, with their labels and synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from catalog.text import name_form, slug

TRANSLATED = ("es",)
"""Languages other than English in which terms may have labels."""
LANGUAGES = ("en", *TRANSLATED)
"""The languages that records may be translated into: those of the site."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A term's label and texts in another language; empty texts stay in English."""

    language: str
    label: str
    plural: str = ""
    description: str = ""
    scope_note: str = ""


@dataclass(frozen=True, slots=True)
class TranslatedSynonyms:
    """Terms of another language, and the English terms that mean the same. Only the former are expanded."""

    language: str
    terms: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneWaySynonyms:
    """Terms for which `others` are searched, too, but not the other way around."""

    terms: tuple[str, ...]
    others: tuple[str, ...]


class CitationType(StrEnum):
    """What resources of a format are cited as; `webui.formats.citations` maps it to RIS, BibTeX, CSL and schema.org."""

    REPORT = "report"
    WEB_PAGE = "web-page"
    COURSE = "course"
    VIDEO = "video"
    PODCAST = "podcast"
    PERIODICAL = "periodical"
    DATA_SET = "data-set"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary and its labels.

    Only agency sizes have a range of sworn officers. Only formats have the defaults of their resources:
    `reading_minutes` for a resource whose length is unknown, `citation_type`, and `icon`, the name of a symbol
    `format-...` in `icons.svg`, which is the value if it is empty.
    """

    value: str
    label: str
    plural: str = ""
    description: str = ""
    scope_note: str = ""
    synonyms: tuple[str, ...] = ()
    core: bool = False
    sworn_min: int | None = None
    sworn_max: int | None = None
    reading_minutes: int | None = None
    citation_type: CitationType | None = None
    icon: str = ""
    translations: tuple[Translation, ...] = ()

    def in_language(self, code: str) -> Term:
        """Return the term with its labels in a language, or the term itself if it has none."""
        translation = next((candidate for candidate in self.translations if candidate.language == code), None)
        if translation is None:
            return self
        return replace(
            self,
            label=translation.label,
            plural=translation.plural or translation.label,
            description=translation.description or self.description,
            scope_note=translation.scope_note or self.scope_note,
        )


@dataclass(frozen=True, slots=True)
class ControlledVocabulary:
    """Terms in the order of the file, and lookups by value and by name."""

    terms: tuple[Term, ...] = ()
    _by_value: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    _by_slug: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    _by_form: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the lookups."""
        names = {name.casefold(): term for term in self.terms for name in (term.label, *term.synonyms)}
        object.__setattr__(self, "_by_value", {term.value: term for term in self.terms})
        object.__setattr__(self, "_by_name", names)
        by_slug: dict[str, Term] = {}
        for term in self.terms:
            for name in (term.value, term.label, term.plural, *term.synonyms):
                by_slug.setdefault(slug(name), term)
        object.__setattr__(self, "_by_slug", by_slug)
        object.__setattr__(self, "_by_form", _values_by_form(self.terms))

    def term(self, value: str) -> Term | None:
        """Return the term with this value, or None if the vocabulary does not list it."""
        return self._by_value.get(value)

    def label(self, value: str) -> str:
        """Return the label of a value, or the value itself if the vocabulary does not list it."""
        term = self.term(value)
        return term.label if term else value

    def term_named(self, name: str) -> Term:
        """Return the term with this label or synonym, ignoring case, or a new term made from the name."""
        return self._by_name.get(name.casefold()) or Term(slug(name), name)

    def label_named(self, name: str) -> str:
        """Return the label of the term with this label or synonym, ignoring case, or else the name itself."""
        term = self._by_name.get(name.casefold())
        return term.label if term else name

    def find(self, words: str) -> str | None:
        """Return the value that `words` name: its value, label, plural or a synonym, ignoring case and hyphens."""
        name = slug(words)
        return self._by_slug[name].value if name and name in self._by_slug else None

    def values_named(self, words: str) -> tuple[str, ...]:
        """Return the values that `words` name as `name_form` compares them, by value, label or plural in any language.

        Unlike `find`, synonyms do not count: the value is what an editor wrote, not what may be meant.
        """
        return self._by_form.get(name_form(words), ())

    def in_language(self, code: str) -> ControlledVocabulary:
        """Return the vocabulary with the labels of a language, or the vocabulary itself if it has none."""
        terms = tuple(term.in_language(code) for term in self.terms)
        return ControlledVocabulary(terms) if terms != self.terms else self


def _values_by_form(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for term in terms:
        translated = (name for translation in term.translations for name in (translation.label, translation.plural))
        for form in {name_form(name) for name in (term.value, term.label, term.plural, *translated)} - {""}:
            values[form] = (*values.get(form, ()), term.value)
    return values
