"""The searchable fields: which text of an entry each one holds, and how much a word in it counts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalog.model import Entry, Identifiers, Record
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import DEFAULT, analyzer_for, terms
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term


@dataclass(frozen=True, slots=True)
class Field:
    """A field's weight, and how far its length counts (the b of BM25F: 0 not at all, 1 in full)."""

    weight: float
    b: float


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(3.0, 0.4),
        "subtitle": Field(1.5, 0.4),
        "keywords": Field(2.0, 0.4),
        "category": Field(1.0, 0.2),
        "summary": Field(1.0, 0.75),
        "publisher": Field(1.0, 0.2),
        "identifiers": Field(3.0, 0.0),
        "body": Field(1.0, 0.75),
    }
)

NAMES = frozenset({"category", "publisher", "identifiers"})
"""Fields of names and of the taxonomy's words: these are in English, whatever the language of a record."""

_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)

SIGNATURE = 64
TELLING = ("title", "subtitle", "keywords", "summary", "body")
"""How many terms of an entry tell which others are like it, and the fields they are taken from, in this order: all are
in the record's own language.
"""

FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "summary": "summary",
        "publisher": "publisher",
        "author": "publisher",
        "keyword": "keywords",
        "series": "keywords",
        "ncj": "identifiers",
        "text": "body",
    }
)
"""What a visitor may write before a colon, and the field it means."""


def field_texts(entry: Entry, taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return the texts of each field of FIELDS, in order; texts of one field stand apart from each other."""
    record = entry.record
    return {
        "title": (record.title,),
        "subtitle": _present(record.subtitle, record.edition),
        "keywords": (*record.keywords, *_present(record.series)),
        "category": _category(record, taxonomy),
        "summary": _present(record.summary),
        "publisher": (*_publishers(record, taxonomy), *record.authors),
        "identifiers": _identifiers(record.identifiers),
        "body": tuple(passage.text for passage in entry.passages),
    }


def field_analyzer(record: Record, field: str) -> Analyzer:
    """Return the analyzer for a field of a record: that of the record's language, or the default one for names."""
    return DEFAULT if field in NAMES else analyzer_for(record.language)


def signature(record: Record, texts: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
    """Return the first SIGNATURE different terms of an entry that say something, each as a number, ascending.

    `texts` are the record's fields as `field_texts` gives them; numbers are the CRC-32 of terms.
    """
    chosen: set[str] = set()
    analyzer = field_analyzer(record, "body")
    stop_terms = analyzer.stop_terms
    for term in (term for field in TELLING for text in texts[field] for term in analyzer.terms(text)):
        if term not in stop_terms:
            chosen.add(term)
        if len(chosen) == SIGNATURE:  # long texts are not read to the end
            break
    return tuple(sorted({zlib.crc32(term.encode()) for term in chosen}))


def names(record: Record) -> frozenset[tuple[str, ...]]:
    """Return what a record is called, as terms: its title, with and without subtitle; its numbers, id and address.

    A name is the same in any language, and so are its terms here.
    """
    numbers = record.identifiers
    called = [record.title, f"{record.title} {record.subtitle or ''}", record.id, record.url, *_identifiers(numbers)]
    return frozenset(found for text in _present(*called, numbers.ncj) if (found := name(text)))


def name(text: str) -> tuple[str, ...]:
    """Return a text as a name to look up: its terms, without what addresses begin with."""
    return terms(_SCHEME.sub("", text.strip()))


def _present(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _category(record: Record, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Say the topics and the format in words: `-webinar` then leaves out what is one, whatever its title says."""
    values = [("topic", topic) for topic in record.topics] + [("format", record.format)]
    found = (taxonomy.term(facet, value) for facet, value in values if value)
    return tuple(name for term in found if term for name in _present(term.label, term.plural))


def _publishers(record: Record, taxonomy: Taxonomy) -> tuple[str, ...]:
    found: list[Term] = [taxonomy.publisher(name) for name in record.publishers]
    names = [(name, term.label, *term.synonyms) for name, term in zip(record.publishers, found, strict=True)]
    return tuple(dict.fromkeys(each for group in names for each in group))


def _identifiers(numbers: Identifiers) -> tuple[str, ...]:
    ncj = f"NCJ {numbers.ncj}" if numbers.ncj else None
    return _present(ncj, numbers.doi, numbers.isbn, numbers.report)
