"""The labels of a record's values, for programs that show them to people."""

from __future__ import annotations

from catalog.facets import FACETS
from catalog.model import Record
from catalog.schemas import Labels
from catalog.schemas.answers.hits import ADDED_HIT_FIELDS
from catalog.taxonomy import Taxonomy
from webui.i18n.formatting import agency_words, date_words

VOCABULARY_FIELDS = tuple(
    (facet.field, facet.name) for facet in FACETS if facet.field in ("format", "topics", "language", *ADDED_HIT_FIELDS)
)
"""The fields of a hit that have values of a vocabulary, with the names of their facets."""


def record_labels(record: Record, taxonomy: Taxonomy) -> Labels:
    """Return the labels in the language of the request and of `taxonomy`, in the shape of LabelsSchema."""
    labels = {field: _labels(getattr(record, field), facet, taxonomy) for field, facet in VOCABULARY_FIELDS}
    return {
        **labels,
        "agency_size": agency_words(record.agency_size),
        "publishers": [taxonomy.publisher_label(name) for name in record.publishers],
        "published": date_words(record.published) if record.published else None,
    }


def _labels(content: str | tuple[str, ...] | None, facet: str, taxonomy: Taxonomy) -> str | list[str] | None:
    if isinstance(content, tuple):
        return [taxonomy.label(facet, value) for value in content]
    return taxonomy.label(facet, content) if content else None
