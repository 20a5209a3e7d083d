"""The JSON boundary: record files in, results out, URL parameters to queries and back."""

from catalog.schemas.answers.hits import HIT_FIELD_NAMES, HitForm, Labels
from catalog.schemas.answers.overview import ApiOverviewSchema
from catalog.schemas.answers.resource import RelatedAnswerSchema, ResourceSchema, related_json
from catalog.schemas.answers.resource_line import resource_line
from catalog.schemas.answers.resource_list import ResourceListSchema
from catalog.schemas.answers.search import SearchAnswerSchema, search_json
from catalog.schemas.answers.status import ProblemSchema, StatusSchema
from catalog.schemas.answers.suggestions import SUGGESTION_FIELDS, SuggestAnswerSchema, suggestions_json
from catalog.schemas.answers.taxonomy import TaxonomySchema, taxonomy_json
from catalog.schemas.answers.toolkit import ToolkitAnswerSchema
from catalog.schemas.base.texts import is_web_address
from catalog.schemas.queries.builder_answers import answers_from_params, answers_to_params
from catalog.schemas.queries.query import SearchArgsSchema, filters_json, query_from_params, query_to_params
from catalog.schemas.records.record import RecordSchema, record_json

__all__ = [
    "HIT_FIELD_NAMES",
    "SUGGESTION_FIELDS",
    "ApiOverviewSchema",
    "HitForm",
    "Labels",
    "ProblemSchema",
    "RecordSchema",
    "RelatedAnswerSchema",
    "ResourceListSchema",
    "ResourceSchema",
    "SearchAnswerSchema",
    "SearchArgsSchema",
    "StatusSchema",
    "SuggestAnswerSchema",
    "TaxonomySchema",
    "ToolkitAnswerSchema",
    "answers_from_params",
    "answers_to_params",
    "filters_json",
    "is_web_address",
    "query_from_params",
    "query_to_params",
    "record_json",
    "related_json",
    "resource_line",
    "search_json",
    "suggestions_json",
    "taxonomy_json",
]
