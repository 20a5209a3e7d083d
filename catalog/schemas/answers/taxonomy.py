"""The vocabularies at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields

from catalog.facets import FACETS
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term


class TermSchema(Schema):
    """A value of a vocabulary."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    description = fields.String(required=True)
    scope_note = fields.String(required=True)
    synonyms = fields.List(fields.String(), required=True)


class VocabularySchema(Schema):
    """A facet and its values; a `closed` one has no others."""

    name = fields.String(required=True)
    label = fields.String(required=True)
    closed = fields.Boolean(required=True)
    values = fields.List(fields.Nested(TermSchema), required=True)


class TaxonomySchema(Schema):
    """Every vocabulary, and the groups of synonyms."""

    facets = fields.List(fields.Nested(VocabularySchema), required=True)
    synonyms = fields.List(fields.List(fields.String()), required=True)


def taxonomy_json(taxonomy: Taxonomy, facet_label: Callable[[str], str]) -> dict[str, Any]:
    """Return the vocabularies in the shape of TaxonomySchema; `facet_label` returns the label of a facet."""
    facets = [
        {
            "name": facet.name,
            "label": facet_label(facet.name),
            "closed": facet.closed,
            "values": [_term_json(term) for term in taxonomy.terms(facet.name)],
        }
        for facet in FACETS
    ]
    return {"facets": facets, "synonyms": [list(group) for group in taxonomy.synonyms]}


def _term_json(term: Term) -> dict[str, Any]:
    names = ("value", "label", "description", "scope_note")
    return {**{name: getattr(term, name) for name in names}, "synonyms": list(term.synonyms)}
