"""The searchable fields: their weights, and the texts of each."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from types import MappingProxyType

from catalog.identifiers import NCJ_DIGITS, bare_doi, bare_identifiers, bare_ncj
from catalog.model import Entry, Identifiers, Record, RecordText
from catalog.search.text.analyzer import Analyzer, FieldPositions
from catalog.search.text.analyzers import ANALYZERS, DEFAULT_ANALYZER, analyzer_for, terms
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term


@dataclass(frozen=True, slots=True)
class Field:
    """A field's weight, and `b` of BM25F: how much its length counts, from 0 (not at all) to 1."""

    weight: float
    b: float


@dataclass(frozen=True, slots=True)
class _TranslationFields:
    """The names of the fields with translations into one language."""

    title: str
    category: str
    summary: str


_FIELDS_BY_LANGUAGE: Mapping[str, _TranslationFields] = MappingProxyType(
    {code: _TranslationFields(f"title_{code}", f"category_{code}", f"summary_{code}") for code in ANALYZERS}
)
"""The fields with translations, by language. Titles have their subtitles with them."""
_LANGUAGE_OF = {name: code for code, names in _FIELDS_BY_LANGUAGE.items() for name in astuple(names)}
TRANSLATED_FIELDS = frozenset(_LANGUAGE_OF)
"""The fields with translations, and with names of the taxonomy in other languages than English."""

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(3.0, 0.4),
        "subtitle": Field(1.5, 0.4),
        "keywords": Field(2.0, 0.4),
        "category": Field(1.0, 0.2),
        "summary": Field(1.0, 0.75),
        "publisher": Field(1.0, 0.2),
        "identifiers": Field(3.0, 0.0),
        # Their lengths do not count: an average over records without translations would say nothing.
        **{names.title: Field(3.0, 0.0) for names in _FIELDS_BY_LANGUAGE.values()},
        **{names.category: Field(1.0, 0.0) for names in _FIELDS_BY_LANGUAGE.values()},
        **{names.summary: Field(1.0, 0.0) for names in _FIELDS_BY_LANGUAGE.values()},
        "body": Field(1.0, 0.75),
    }
)
"""The fields. The body is the last one, on which engines rely."""
OUTSIDE_PUBLISHER = "outside-publisher"
"""The field of a leaf that is searched for in every field but the names of publishers."""

NAME_FIELDS = frozenset({"category", "publisher", "identifiers"})
"""Fields of names and of taxonomy labels, which are in English whatever the language of the record."""

_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)

MAX_SIGNATURE_TERMS = 64
SIGNATURE_FIELDS = ("title", "subtitle", "keywords", "summary", "body")
"""The fields that a signature is made from, in this order; all are in the record's language."""

FIELD_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", *(names.title for names in _FIELDS_BY_LANGUAGE.values())),
        "summary": ("summary", *(names.summary for names in _FIELDS_BY_LANGUAGE.values())),
        "publisher": ("publisher",),
        "author": ("publisher",),
        "keyword": ("keywords",),
        "series": ("keywords",),
        "ncj": ("identifiers",),
        "isbn": ("identifiers",),
        "doi": ("identifiers",),
        "text": ("body",),
    }
)
"""The fields for each name that a visitor may write before a colon: those of translations, too."""


def field_texts(entry: Entry, taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return the texts of each field of FIELDS, in order; no phrase matches across two texts of a field."""
    record = entry.record
    return {
        "title": (record.title,),
        "subtitle": _present(record.subtitle, record.edition),
        "keywords": (*record.keywords, *_present(record.series)),
        "category": _category(record, taxonomy),
        "summary": _present(record.summary),
        "publisher": (*_publishers(record, taxonomy), *record.authors),
        "identifiers": _identifier_texts(record.identifiers),
        **_translations(record, taxonomy),
        "body": tuple(passage.text for passage in entry.passages),
    }


def in_scope(name: str, field: str | None) -> bool:
    """Return whether a leaf's `field` includes the field of this name; None is any."""
    return field in (None, name) or (field == OUTSIDE_PUBLISHER and name != "publisher")


def field_analyzer(record: Record, field: str) -> Analyzer:
    """Return the analyzer for a field of a record: that of its language, or the default one for names."""
    if field in _LANGUAGE_OF:
        return ANALYZERS[_LANGUAGE_OF[field]]
    return DEFAULT_ANALYZER if field in NAME_FIELDS else analyzer_for(record.language)


def field_positions(record: Record, texts: Mapping[str, tuple[str, ...]]) -> dict[str, FieldPositions]:
    """Return the terms of each field with their positions; `texts` are from `field_texts`."""
    return {name: field_analyzer(record, name).positions(of_field) for name, of_field in texts.items()}


def signature(record: Record, texts: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
    """Return the signature of an entry, by which similar ones are found: CRC-32 hashes of terms, ascending.

    The terms are the first MAX_SIGNATURE_TERMS different ones that are not stop words. `texts` are from `field_texts`.
    """
    signature_terms: set[str] = set()
    analyzer = field_analyzer(record, "body")
    stop_terms = analyzer.stop_terms
    for term in (term for field in SIGNATURE_FIELDS for text in texts[field] for term in analyzer.terms(text)):
        if term not in stop_terms:
            signature_terms.add(term)
        if len(signature_terms) == MAX_SIGNATURE_TERMS:  # long texts are not read to the end
            break
    return tuple(sorted({zlib.crc32(term.encode()) for term in signature_terms}))


def record_names(record: Record) -> frozenset[tuple[str, ...]]:
    """Return the names of a record, normalized: its titles with and without subtitle, identifiers, id and URL."""
    identifiers = record.identifiers
    names = [
        *(name for text in (record.own_text, *record.translations) for name in _title_names(text)),
        record.id,
        record.url,
        *_identifier_texts(identifiers),
        *_ncj_numbers(identifiers),
    ]
    return frozenset(name for text in _present(*names) if (name := normalized_name(text)))


def normalized_name(text: str) -> tuple[str, ...]:
    """Return a text as a name to look up: its terms in the default language, without the scheme of a URL.

    A DOI is the same with and without the address of its resolver, and an ISBN in any of its forms.
    """
    return terms(_SCHEME.sub("", bare_identifiers(text.strip())))


def _title_names(text: RecordText) -> tuple[str, str]:
    return text.title, f"{text.title} {text.subtitle or ''}"


def _present(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _translations(record: Record, taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return the texts of the fields with translations: those of the record, and labels of the taxonomy."""
    texts = {text.language: text for text in record.translations}
    fields: dict[str, tuple[str, ...]] = {}
    for code, names in _FIELDS_BY_LANGUAGE.items():
        text = texts.get(code)
        translated = taxonomy.in_language(code)
        fields[names.title] = _present(text.title, text.subtitle) if text else ()
        fields[names.category] = _category(record, translated) if translated is not taxonomy else ()
        fields[names.summary] = _present(text.summary) if text else ()
    return fields


def _category(record: Record, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the topics and the format in words, so that `-webinar` excludes webinars whatever their titles say."""
    values = [("topic", topic) for topic in record.topics] + [("format", record.format)]
    vocabulary_terms = (taxonomy.term(facet, value) for facet, value in values if value)
    return tuple(label for term in vocabulary_terms if term for label in _present(term.label, term.plural))


def _publishers(record: Record, taxonomy: Taxonomy) -> tuple[str, ...]:
    publishers: list[Term] = [taxonomy.publisher(name) for name in record.publishers]
    names = [(name, term.label, *term.synonyms) for name, term in zip(record.publishers, publishers, strict=True)]
    return tuple(dict.fromkeys(name for group in names for name in group))


def _identifier_texts(identifiers: Identifiers) -> tuple[str, ...]:
    ncj = (f"NCJ {number}" for number in _ncj_numbers(identifiers))
    return _present(*ncj, bare_doi(identifiers.doi or ""), bare_identifiers(identifiers.isbn or ""), identifiers.report)


def _ncj_numbers(identifiers: Identifiers) -> tuple[str, ...]:
    """Return the NCJ number with and without zeros at its beginning."""
    number = bare_ncj(identifiers.ncj or "")
    return tuple(dict.fromkeys((number.zfill(NCJ_DIGITS), number.lstrip("0") or number))) if number else ()
