"""The JSON boundary: record files in, results out, URL parameters to queries and back.

The names are imported on first use: most of them need the searcher, which validating a record does not.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_MODULES = MappingProxyType(
    {
        "ApiOverviewSchema": "catalog.schemas.answers.overview",
        "HIT_FIELD_NAMES": "catalog.schemas.answers.hits",
        "HitForm": "catalog.schemas.answers.hits",
        "Labels": "catalog.schemas.answers.hits",
        "ProblemSchema": "catalog.schemas.answers.status",
        "RecordSchema": "catalog.schemas.records.record",
        "RelatedAnswerSchema": "catalog.schemas.answers.resource",
        "ResourceListSchema": "catalog.schemas.answers.resource_list",
        "ResourceSchema": "catalog.schemas.answers.resource",
        "SUGGESTION_FIELDS": "catalog.schemas.answers.suggestions",
        "SearchAnswerSchema": "catalog.schemas.answers.search",
        "SearchArgsSchema": "catalog.schemas.queries.query",
        "StatusSchema": "catalog.schemas.answers.status",
        "SuggestAnswerSchema": "catalog.schemas.answers.suggestions",
        "TaxonomySchema": "catalog.schemas.answers.taxonomy",
        "ToolkitAnswerSchema": "catalog.schemas.answers.toolkit",
        "answers_from_params": "catalog.schemas.queries.builder_answers",
        "answers_to_params": "catalog.schemas.queries.builder_answers",
        "filters_json": "catalog.schemas.queries.query",
        "is_web_address": "catalog.schemas.base.texts",
        "query_from_params": "catalog.schemas.queries.query",
        "query_to_params": "catalog.schemas.queries.query",
        "record_json": "catalog.schemas.records.record",
        "related_json": "catalog.schemas.answers.resource",
        "resource_line": "catalog.schemas.answers.resource_line",
        "search_json": "catalog.schemas.answers.search",
        "suggestions_json": "catalog.schemas.answers.suggestions",
        "taxonomy_json": "catalog.schemas.answers.taxonomy",
    }
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'catalog.schemas' has no attribute '{name}'")
    return getattr(import_module(_MODULES[name]), name)
