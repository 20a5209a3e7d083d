"""The vocabularies: topics, formats, agency sizes and the rest, and FACETS, the one list of facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from catalog.errors import TaxonomyError
from catalog.model import AgencySize, Entry, Record
from catalog.text import slug


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search: its parameter name, its legend, and whether the taxonomy lists every value."""

    name: str
    label: str
    closed: bool = True


FACETS = (
    Facet("topic", "Topic"),
    Facet("format", "Format"),
    Facet("agency_size", "Agency size"),
    Facet("audience", "Audience"),
    Facet("publisher", "Publisher", closed=False),
    Facet("engagement", "PSP engagement"),
    Facet("media", "Document type"),
    Facet("language", "Language", closed=False),
    Facet("rating", "Evidence rating", closed=False),
)

FACET_NAMES = tuple(facet.name for facet in FACETS)


TRANSLATED = ("es",)
"""Languages, beside English, in which a term may be described."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a term is called in another language; what is empty stays English."""

    language: str
    label: str
    plural: str = ""
    description: str = ""
    scope_note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary with the words people know it by; sworn officers only on agency sizes."""

    value: str
    label: str
    plural: str = ""
    description: str = ""
    scope_note: str = ""
    synonyms: tuple[str, ...] = ()
    core: bool = False
    sworn_min: int | None = None
    sworn_max: int | None = None
    translations: tuple[Translation, ...] = ()

    def in_language(self, code: str) -> Term:
        """Return the term as a language calls it; the term itself where it has no words in that language."""
        found = next((each for each in self.translations if each.language == code), None)
        if found is None:
            return self
        return replace(
            self,
            label=found.label,
            plural=found.plural or found.label,
            description=found.description or self.description,
            scope_note=found.scope_note or self.scope_note,
        )


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that an entry has in some facet, and how people read it."""

    value: str
    label: str


MEDIA_OF_TYPE = MappingProxyType(
    {
        "application/pdf": "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "document",
        "application/vnd.oasis.opendocument.text": "document",
        "text/markdown": "document",
        "text/plain": "document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "slides",
        "application/vnd.oasis.opendocument.presentation": "slides",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
        "text/csv": "spreadsheet",
        "text/vtt": "transcript",
        "application/x-subrip": "transcript",
        "text/html": "web-page",
        "application/xhtml+xml": "web-page",
    }
)
"""The `media` facet of a document's media type; types not named here have none."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Every vocabulary, in the order of the file; `synonyms` are groups of terms that mean the same."""

    topics: tuple[Term, ...] = ()
    formats: tuple[Term, ...] = ()
    agency_sizes: tuple[Term, ...] = ()
    audiences: tuple[Term, ...] = ()
    engagement: tuple[Term, ...] = ()
    media: tuple[Term, ...] = ()
    languages: tuple[Term, ...] = ()
    publishers: tuple[Term, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    _by_facet: Mapping[str, Mapping[str, Term]] = field(init=False, repr=False, compare=False)
    _publisher_names: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    _in_language: dict[str, Taxonomy] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the look-ups."""
        lists = {
            "topic": self.topics,
            "format": self.formats,
            "agency_size": self.agency_sizes,
            "audience": self.audiences,
            "publisher": self.publishers,
            "engagement": self.engagement,
            "media": self.media,
            "language": self.languages,
        }
        by_facet = {name: {term.value: term for term in terms} for name, terms in lists.items()}
        names = {name.casefold(): term for term in self.publishers for name in (term.label, *term.synonyms)}
        object.__setattr__(self, "_by_facet", by_facet)
        object.__setattr__(self, "_publisher_names", names)

    def in_language(self, code: str) -> Taxonomy:
        """Return the vocabularies with the labels of a language, publishers aside; itself where there are none."""
        if code not in TRANSLATED:
            return self
        if code not in self._in_language:
            lists: dict[str, Any] = {name: getattr(self, name) for name in VOCABULARIES}
            there: dict[str, Any] = {
                name: tuple(term.in_language(code) for term in terms) for name, terms in lists.items()
            }
            self._in_language[code] = replace(self, **there) if there != lists else self
        return self._in_language[code]

    def terms(self, facet: str) -> tuple[Term, ...]:
        """Return the listed terms of a facet, in the file's order; empty for a facet without a vocabulary."""
        return tuple(self._by_facet.get(facet, {}).values())

    def term(self, facet: str, value: str) -> Term | None:
        """Return the term for a facet value, or None where the taxonomy does not list it."""
        return self._by_facet.get(facet, {}).get(value)

    def label(self, facet: str, value: str) -> str:
        """Return how people read a facet value; the value itself where the taxonomy does not list it."""
        term = self.term(facet, value)
        return term.label if term else value

    def publisher(self, name: str) -> Term:
        """Return the listed publisher that `name` means, or a term made from the name."""
        return self._publisher_names.get(name.casefold()) or Term(slug(name), name)

    def find(self, facet: str, words: str) -> str | None:
        """Return the value that `words` name exactly (value, label, plural or synonym; case and hyphens aside)."""
        wanted = slug(words)
        for term in self.terms(facet):
            names = (term.value, term.label, term.plural, *term.synonyms)
            if wanted and wanted in map(slug, names):
                return term.value
        return None

    def sizes(self, size: AgencySize | None) -> tuple[str, ...]:
        """Return the agency-size values a record's range spans; every one for a record for any size."""
        if size is None:
            return tuple(term.value for term in self.agency_sizes)
        return tuple(term.value for term in self.agency_sizes if size.overlaps(term.sworn_min, term.sworn_max))

    def facet_values(self, entry: Entry) -> dict[str, tuple[FacetValue, ...]]:
        """Return what an entry has in each facet of FACETS, by facet name, without doubles."""
        record = entry.record
        media = dict.fromkeys(MEDIA_OF_TYPE.get(text.media_type or "") for text in entry.texts)
        values = {
            "topic": self._labelled("topic", record.topics),
            "format": self._labelled("format", (record.format,)),
            "agency_size": self._labelled("agency_size", self.sizes(record.agency_size)),
            "audience": self._labelled("audience", record.audiences),
            "publisher": self._publisher_values(record),
            "engagement": self._labelled("engagement", record.engagement),
            "media": self._labelled("media", media),
            "language": self._labelled("language", (record.language,)),
            "rating": _rating_values(record),
        }
        return {name: values[name] for name in FACET_NAMES}

    def _labelled(self, facet: str, values: Iterable[str | None]) -> tuple[FacetValue, ...]:
        return tuple(FacetValue(value, self.label(facet, value)) for value in dict.fromkeys(values) if value)

    def _publisher_values(self, record: Record) -> tuple[FacetValue, ...]:
        terms = {term.value: term for term in map(self.publisher, record.publishers) if term.value}
        return tuple(FacetValue(value, term.label) for value, term in terms.items())


VOCABULARIES = ("topics", "formats", "agency_sizes", "audiences", "engagement", "media", "languages")
"""The parts of a taxonomy whose terms may be translated; publishers are called by their names."""


def _rating_values(record: Record) -> tuple[FacetValue, ...]:
    if record.rating is None:
        return ()
    label = f"{record.rating.scheme}: {record.rating.value}"
    return (FacetValue(slug(label), label),) if slug(label) else ()


def load_taxonomy(path: Path) -> Taxonomy:
    """Read `taxonomy.yaml`; raise TaxonomyError that names the file and what is wrong with it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TaxonomyError(_missing(path)) from None
    except OSError as error:
        raise TaxonomyError(f"{path}: the taxonomy could not be read: {error.strerror}") from error
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise TaxonomyError(f"{path}: the taxonomy could not be read: {error}") from error
    known = [item.name for item in fields(Taxonomy) if item.init]
    if not isinstance(content, dict):
        raise TaxonomyError(f"{path}: the taxonomy must have the parts {', '.join(known)}")
    for key in content:
        if key not in known:
            raise TaxonomyError(f"{path}: unknown part '{key}'; known parts are {', '.join(known)}")
    lists = {name: _terms(path, name, content.get(name) or []) for name in known if name != "synonyms"}
    return Taxonomy(**lists, synonyms=_groups(path, content.get("synonyms") or []))


def _missing(path: Path) -> str:
    """Return what to do about a taxonomy that is not there, or about its whole folder."""
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}: check the path of the corpus"
    return (
        f"{path} is missing: every corpus needs a taxonomy, the list of its topics, formats and agency sizes. "
        "To begin with, copy corpus/taxonomy.yaml of the clearinghouse there"
    )


def _terms(path: Path, part: str, items: object) -> tuple[Term, ...]:
    if not isinstance(items, list):
        raise TaxonomyError(f"{path}: '{part}' must be a list")
    terms: dict[str, Term] = {}
    for number, item in enumerate(items, 1):
        try:
            term = _term(item)
        except TaxonomyError as error:
            raise TaxonomyError(f"{path}: {part}, item {number}: {error}") from error
        except (TypeError, AttributeError) as error:
            known = ", ".join((*(each.name for each in fields(Term) if each.name != "translations"), *TRANSLATED))
            reason = f"needs value and label, in quotes where they look like numbers; known keys: {known}"
            raise TaxonomyError(f"{path}: {part}, item {number}: {reason}") from error
        if slug(term.value) != term.value or not term.value or term.value in terms:
            raise TaxonomyError(f"{path}: {part}, item {number}: '{term.value}' is doubled or no lower-case-value")
        terms[term.value] = term
    return tuple(terms.values())


def _term(item: Any) -> Term:
    """Return the term that an item of the file describes.

    Raises TypeError or AttributeError for any other item, and TaxonomyError where words in another language are wrong.
    """
    present = {key: value for key, value in item.items() if value is not None}
    synonyms = present.pop("synonyms", [])
    translations = tuple(_translation(code, present.pop(code)) for code in TRANSLATED if code in present)
    if "translations" in present:
        raise TypeError("each language has a key of its own")
    term = Term(**present, synonyms=tuple(synonyms), translations=translations)
    texts = (term.value, term.label, term.plural, term.description, term.scope_note, *synonyms)
    numbers = (term.sworn_min or 0, term.sworn_max or 0)
    if not (isinstance(synonyms, list) and all(isinstance(text, str) for text in texts)):
        raise TypeError("these are no texts")
    if not all(isinstance(number, int) for number in numbers):
        raise TypeError("these are no numbers")
    return term


def _translation(code: str, item: Any) -> Translation:
    """Return what a term is called in a language; raise TaxonomyError for anything else."""
    known = [each.name for each in fields(Translation) if each.name != "language"]
    if not isinstance(item, dict) or not item.get("label") or not all(isinstance(text, str) for text in item.values()):
        raise TaxonomyError(f"'{code}' needs a label, and takes texts only; known keys: {', '.join(known)}")
    for key in item:
        if key not in known:
            raise TaxonomyError(f"'{code}' has an unknown key '{key}'; known keys: {', '.join(known)}")
    return Translation(code, **item)


def _groups(path: Path, items: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(items, list) or not all(isinstance(group, list) for group in items):
        raise TaxonomyError(f"{path}: 'synonyms' must be a list of lists")
    for number, group in enumerate(items, 1):
        if not all(isinstance(term, str) for term in group):
            raise TaxonomyError(f"{path}: synonyms, group {number}: put quotes around words that look like numbers")
    return tuple(tuple(group) for group in items)
