"""The routes of the JSON API."""

from __future__ import annotations

from flask import Response

from catalog.errors import EngineError
from catalog.schemas import (
    SUGGESTION_FIELDS,
    RelatedAnswerSchema,
    ResourceListSchema,
    ResourceSchema,
    SearchAnswerSchema,
    SearchArgsSchema,
    StatusSchema,
    SuggestAnswerSchema,
    TaxonomySchema,
)
from catalog.search.query.tree import MAX_TEXT
from webui.api.content import (
    OpenApiDescription,
    RelatedAnswer,
    ResourceAnswer,
    SearchAnswer,
    StatusAnswer,
    SuggestAnswer,
    TaxonomyAnswer,
)
from webui.api.openapi import TEXT_PATTERN, route
from webui.api.options import options_request, search_request
from webui.api.resource_list import (
    DEFAULT_PER_PAGE,
    MAX_PER_LIST_PAGE,
    TIME_PATTERN,
    ResourceList,
    list_request,
    resource_file,
)
from webui.components.entries import find_entry
from webui.context import app_context
from webui.http.params import allowed_params, query_params
from webui.responses import respond


@route(
    "/search",
    SearchAnswerSchema,
    summary="Search. Totals and counts are exact; a facet's counts ignore its own filter",
    parameters=[{"in": "query", "schema": SearchArgsSchema}],
)
def search() -> Response:
    """Search."""
    context = app_context()
    generation = context.live.current_generation()
    bets_since = generation.bets.unchanged_since(context.today())
    state, options = search_request(query_params(), generation.searcher)
    return respond(SearchAnswer(state, options, bets_since), generation, options.lang)


@route(
    "/suggest",
    SuggestAnswerSchema,
    summary="Completions, resources and topics for the beginning of a query",
    parameters=[
        {"in": "query", "name": "q", "schema": {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN}}
    ],
)
def suggest() -> Response:
    """Suggest while a visitor types."""
    generation = app_context().live.current_generation()
    options, values = options_request("q", "lang", "fields", known_fields=SUGGESTION_FIELDS)
    return respond(SuggestAnswer(values.get("q", ""), options), generation, options.lang)


@route(
    "/resources",
    ResourceListSchema,
    summary="All resources by id, or those that changed since a time, removed ones included",
    parameters=[
        {
            "in": "query",
            "name": "after",
            "description": "Only resources with a higher id: that of the last one of the page before.",
            "schema": {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN},
        },
        {
            "in": "query",
            "name": "changed_since",
            "description": "A day or a time in UTC, inclusive: 2026-11-30 or 2026-11-30T08:15:00Z.",
            "schema": {"type": "string", "pattern": TIME_PATTERN},
            "example": "2026-11-30",
        },
        {
            "in": "query",
            "name": "per_page",
            "description": "The number of resources on a page.",
            "schema": {"type": "integer", "minimum": 1, "maximum": MAX_PER_LIST_PAGE, "default": DEFAULT_PER_PAGE},
        },
    ],
)
def resource_list() -> Response:
    """Return a page of all resources."""
    generation = app_context().live.current_generation()
    asked = list_request()
    return respond(ResourceList(asked), generation, asked.lang)


@route(
    "/resources.jsonl.gz",
    {"type": "string", "format": "binary"},
    summary="All resources as gzipped JSON Lines, by id: one object a line with id, record and documents",
    problem_statuses=(400, 404, 503),
)
def all_resources() -> Response:
    """Return the file with all resources, as it was written when the generation was published."""
    generation = app_context().live.current_generation()
    allowed_params()
    return resource_file(generation)


@route(
    "/resources/<resource_id>",
    ResourceSchema,
    summary="One resource, by its id or a former id",
    problem_statuses=(400, 404, 410, 503),
)
def resource(resource_id: str) -> Response:
    """Return a resource."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(ResourceAnswer(find_entry(resource_id, generation).record.id), generation, options.lang)


@route(
    "/resources/<resource_id>/related",
    RelatedAnswerSchema,
    summary="Up to six related resources, each with a reason",
    problem_statuses=(400, 404, 410, 503),
)
def related(resource_id: str) -> Response:
    """Return the resources related to one: those that editors named, its series, and similar ones."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(RelatedAnswer(find_entry(resource_id, generation).record.id), generation, options.lang)


@route("/taxonomy", TaxonomySchema, summary="Topics, formats, agency sizes and the other vocabularies")
def taxonomy() -> Response:
    """Return every vocabulary and the synonyms."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(TaxonomyAnswer(), generation, options.lang)


@route("/status", StatusSchema, summary="The current generation, when it was published, and the limits")
def status() -> Response:
    """Return the current generation and the limits."""
    generation = app_context().live.current_generation()
    allowed_params()
    return respond(StatusAnswer(), generation)


@route("/openapi.json", {"type": "object"}, summary="This description", problem_statuses=(400,))
def openapi() -> Response:
    """Return the OpenAPI description, even before a generation is published."""
    allowed_params()
    try:
        generation = app_context().live.current_generation()
    except EngineError:
        generation = None
    return respond(OpenApiDescription(), generation)
