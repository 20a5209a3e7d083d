"""The JSON boundary: record files in, results out, URL pairs to queries and back."""

from catalog.schemas.answer import (
    ProblemSchema,
    RelatedAnswerSchema,
    ResourceSchema,
    SearchAnswerSchema,
    StatusSchema,
    SuggestAnswerSchema,
    TaxonomySchema,
    related_json,
    search_json,
    suggestions_json,
    taxonomy_json,
)
from catalog.schemas.query import SearchArgsSchema, filters_json, query_from_pairs, query_to_pairs
from catalog.schemas.record import RecordSchema, is_web_address, record_json

__all__ = [
    "ProblemSchema",
    "RecordSchema",
    "RelatedAnswerSchema",
    "ResourceSchema",
    "SearchAnswerSchema",
    "SearchArgsSchema",
    "StatusSchema",
    "SuggestAnswerSchema",
    "TaxonomySchema",
    "filters_json",
    "is_web_address",
    "query_from_pairs",
    "query_to_pairs",
    "record_json",
    "related_json",
    "search_json",
    "suggestions_json",
    "taxonomy_json",
]
