"""FACETS, the one list of facets. Everything that handles facets derives from it.

A new facet takes one line here, one field in `Record`, one in `RecordSchema`, and its values in `taxonomy.yaml`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from catalog.model import AgencySize, Entry, Rating
from catalog.text import slug
from catalog.vocabularies import ControlledVocabulary


class Panel(StrEnum):
    """Where the search page displays a facet: open above "Your agency", open below it, or under "More filters"."""

    FIRST = "first"
    SECOND = "second"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that an entry has in a facet, and its label."""

    value: str
    label: str


ValuesOf = Callable[[Entry, ControlledVocabulary], Iterable[FacetValue]]
"""Returns an entry's values in a facet, in order, given the facet's vocabulary. They may contain duplicates."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a search.

    `name` is its query parameter, `label` its name on pages. `vocabulary` is the part of `taxonomy.yaml` that lists its
    values, None if nothing lists them. `values` returns the values of an entry. `extensible` facets also have values
    that the vocabulary does not list. Values of `ordered` facets are in the vocabulary's order, others by count.
    """

    name: str
    label: str
    vocabulary: str | None
    values: ValuesOf
    panel: Panel = Panel.MORE
    extensible: bool = False
    ordered: bool = False

    @property
    def closed(self) -> bool:
        """Whether the vocabulary lists every value."""
        return self.vocabulary is not None and not self.extensible

    @property
    def field(self) -> str | None:
        """The field of Record that holds the values, None if they come from something else."""
        return self.values.field if isinstance(self.values, FromRecord) else None

    def values_of(self, entry: Entry, vocabulary: ControlledVocabulary) -> tuple[FacetValue, ...]:
        """Return the entry's values in this facet, in order, without duplicates."""
        distinct: dict[str, FacetValue] = {}
        for value in self.values(entry, vocabulary):
            distinct.setdefault(value.value, value)
        return tuple(distinct.values())


def _field_values(content: str | tuple[str, ...] | None, vocabulary: ControlledVocabulary) -> Iterator[FacetValue]:
    """Yield the values in a field that holds one value of the vocabulary, or several, or none."""
    for value in content if isinstance(content, tuple) else (content,):
        if value:
            yield FacetValue(value, vocabulary.label(value))


@dataclass(frozen=True, slots=True)
class FromRecord:
    """Reads the values of a facet from a field of the record; `read` gets what the field holds."""

    field: str
    read: Callable[[Any, ControlledVocabulary], Iterable[FacetValue]] = _field_values

    def __call__(self, entry: Entry, vocabulary: ControlledVocabulary) -> Iterable[FacetValue]:
        """Return the entry's values."""
        return self.read(getattr(entry.record, self.field), vocabulary)


def sizes(size: AgencySize | None, vocabulary: ControlledVocabulary) -> Iterator[FacetValue]:
    """Yield the agency sizes that overlap a range of sworn officers; all of them for None, which means any size."""
    for term in vocabulary.terms:
        if size is None or size.overlaps(term.sworn_min, term.sworn_max):
            yield FacetValue(term.value, term.label)


def publishers(names: tuple[str, ...], vocabulary: ControlledVocabulary) -> Iterator[FacetValue]:
    """Yield the publishers of these names; a name without ASCII letters or digits has no value and is left out."""
    terms = {term.value: term for term in map(vocabulary.term_named, names) if term.value}
    return (FacetValue(value, term.label) for value, term in terms.items())


def ratings(rating: Rating | None, _vocabulary: ControlledVocabulary) -> Iterator[FacetValue]:
    """Yield an evidence rating together with its scheme."""
    label = f"{rating.scheme}: {rating.value}" if rating else ""
    if slug(label):
        yield FacetValue(slug(label), label)


MEDIA_TYPES = MappingProxyType(
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
        "multipart/related": "web-page",
    }
)
"""The document type (facet `media`) of a media type. Other media types have none."""


def document_types(entry: Entry, vocabulary: ControlledVocabulary) -> Iterator[FacetValue]:
    """Yield the types of the entry's documents."""
    return _field_values(tuple(MEDIA_TYPES.get(text.media_type or "", "") for text in entry.texts), vocabulary)


HERE, ONLINE = "here", "online"
"""The values of the facet `availability`: a document that the site has, and a link to another site."""


def availability(entry: Entry, vocabulary: ControlledVocabulary) -> Iterable[FacetValue]:
    """Yield where the entry's resource can be opened: here, on another site, or both; nothing for dead addresses."""
    record = entry.record
    is_here = any(doc.path and text.size_bytes for doc, text in zip(record.documents, entry.texts, strict=False))
    has_address = record.url or record.listed_at or any(document.url for document in record.documents)
    is_online = has_address and not entry.link_health.is_dead
    return _field_values((HERE if is_here else "", ONLINE if is_online else ""), vocabulary)


FACETS = (
    Facet("topic", "Topic", "topics", FromRecord("topics"), Panel.FIRST),
    Facet("format", "Format", "formats", FromRecord("format"), Panel.FIRST),
    Facet("agency_size", "Agency size", "agency_sizes", FromRecord("agency_size", sizes), Panel.FIRST, ordered=True),
    Facet("availability", "Availability", "availability", availability, Panel.SECOND),
    Facet("audience", "Audience", "audiences", FromRecord("audiences"), Panel.SECOND),
    Facet("publisher", "Publisher", "publishers", FromRecord("publishers", publishers), Panel.SECOND, extensible=True),
    Facet("engagement", "PSP engagement", "engagement", FromRecord("engagement"), Panel.MORE),
    Facet("media", "Document type", "media", document_types, Panel.MORE),
    Facet("language", "Language", "languages", FromRecord("language"), Panel.MORE, extensible=True),
    Facet("rating", "Evidence rating", None, FromRecord("rating", ratings), Panel.MORE),
    Facet("study_design", "Study design", "study_designs", FromRecord("study_design"), Panel.MORE),
)
"""The facets, in the order of pages and JSON. Labels are translated like the texts of webui."""

FACET_NAMES = tuple(facet.name for facet in FACETS)
ORDERED_FACETS = frozenset(facet.name for facet in FACETS if facet.ordered)


def record_facets(*, without: Collection[str]) -> tuple[Facet, ...]:
    """Return the facets that a field of the record holds, except those named in `without`.

    Pages and files that present some facets separately add all others with it.
    """
    return tuple(facet for facet in FACETS if facet.field and facet.name not in without)


def facets_signature(facets: Iterable[Facet] = FACETS) -> str:
    """Return twelve hexadecimal digits that change with the facets' names, vocabularies or sources of values.

    An index is only read with the facets it was built with. The signature includes a function by its name: if its body
    changes, rename it or change the engine's FORMAT. Labels and panels are not part of an index.
    """
    parts = [(facet.name, facet.vocabulary, *_source(facet.values)) for facet in facets]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


def _source(values: ValuesOf) -> tuple[str, ...]:
    if isinstance(values, FromRecord):
        return values.field, getattr(values.read, "__qualname__", "")
    return (getattr(values, "__qualname__", ""),)
