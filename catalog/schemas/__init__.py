"""The JSON boundary: record files in, results out, URL pairs to queries and back."""

from catalog.schemas.answer import SearchAnswerSchema, search_json
from catalog.schemas.builder_answers import answers_from_pairs, answers_to_pairs
from catalog.schemas.query import SearchArgsSchema, filters_json, query_from_pairs, query_to_pairs
from catalog.schemas.record import RecordSchema, is_web_address, record_json
from catalog.schemas.resource import RelatedAnswerSchema, ResourceSchema, related_json
from catalog.schemas.state import ProblemSchema, StatusSchema
from catalog.schemas.suggestion import SuggestAnswerSchema, suggestions_json
from catalog.schemas.vocabulary import TaxonomySchema, taxonomy_json

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
    "answers_from_pairs",
    "answers_to_pairs",
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
