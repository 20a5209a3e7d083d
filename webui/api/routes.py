"""The routes of the JSON API."""

from __future__ import annotations

from flask import Response

from catalog.errors import EngineError
from catalog.live import OpenGeneration
from catalog.schemas import (
    ApiOverviewSchema,
    RelatedAnswerSchema,
    ResourceListSchema,
    ResourceSchema,
    SearchAnswerSchema,
    StatusSchema,
    SuggestAnswerSchema,
    TaxonomySchema,
    ToolkitAnswerSchema,
)
from webui.api.content import (
    OpenApiDescription,
    RelatedAnswer,
    ResourceAnswer,
    SearchAnswer,
    StatusAnswer,
    SuggestAnswer,
    TaxonomyAnswer,
    ToolkitAnswer,
)
from webui.api.operations import route
from webui.api.options import options_request, search_request
from webui.api.overview import ApiOverview
from webui.api.parameters import LANG, RESOURCE_ID, SEARCH_QUERY, SUGGEST_QUERY, TOOLKIT_NAME
from webui.api.resource_list import LIST_QUERY, ResourceList, list_request, resource_file
from webui.api.suggest_request import suggest_request
from webui.components.entries import find_entry
from webui.context import app_context
from webui.http.params import allowed_params, query_params
from webui.responses import respond


@route("", ApiOverviewSchema, name="getOverview", summary="What there is", tag="service", problem_statuses=(400,))
def overview() -> Response:
    """List every operation, and the feeds, files and pages for programs; also before anything is published."""
    allowed_params()
    return respond(ApiOverview(), _generation_or_none())


@route("/search", SearchAnswerSchema, name="search", summary="Search", tag="search", parameters=SEARCH_QUERY)
def search() -> Response:
    """Return a page of results. Totals and counts are exact; a facet's counts ignore its own filter."""
    context = app_context()
    generation = context.live.current_generation()
    bets_since = generation.bets.unchanged_since(context.today())
    state, options = search_request(query_params(), generation.searcher)
    return respond(SearchAnswer(state, options, bets_since), generation, options.lang)


@route(
    "/suggest",
    SuggestAnswerSchema,
    name="suggest",
    summary="Suggest while somebody types",
    tag="search",
    parameters=SUGGEST_QUERY,
)
def suggest() -> Response:
    """Return completions, resources and topics for the beginning of a query, in the catalog or in a part of it."""
    generation = app_context().live.current_generation()
    asked = suggest_request(query_params(), generation.searcher)
    return respond(SuggestAnswer(asked), generation, asked.options.lang)


@route(
    "/resources",
    ResourceListSchema,
    name="listResources",
    summary="All resources, or what changed",
    tag="resources",
    parameters=LIST_QUERY,
)
def resource_list() -> Response:
    """Return a page of all resources by id, or of those that changed since a time, removed ones included."""
    generation = app_context().live.current_generation()
    asked = list_request()
    return respond(ResourceList(asked), generation, asked.lang)


@route(
    "/resources.jsonl.gz",
    {"type": "string", "format": "binary"},
    name="downloadResources",
    summary="All resources as a file",
    tag="resources",
    media_type="application/gzip",
    problem_statuses=(400, 404, 503),
)
def all_resources() -> Response:
    """Return all resources as gzipped JSON Lines, by id: one object a line with id, record and documents."""
    generation = app_context().live.current_generation()
    allowed_params()
    return resource_file(generation)


@route(
    "/resources/<resource_id>",
    ResourceSchema,
    name="getResource",
    summary="One resource",
    tag="resources",
    problem_statuses=(400, 404, 410, 503),
    parameters=(RESOURCE_ID, LANG),
)
def resource(resource_id: str) -> Response:
    """Return the record of a resource as its curator wrote it, and facts about its documents."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(ResourceAnswer(find_entry(resource_id, generation).record.id), generation, options.lang)


@route(
    "/resources/<resource_id>/related",
    RelatedAnswerSchema,
    name="getRelated",
    summary="Related resources",
    tag="resources",
    problem_statuses=(400, 404, 410, 503),
    parameters=(RESOURCE_ID, LANG),
)
def related(resource_id: str) -> Response:
    """Return up to six related resources: those that editors named, those of the series, and similar ones."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(RelatedAnswer(find_entry(resource_id, generation).record.id), generation, options.lang)


@route(
    "/toolkits/<toolkit_name>",
    ToolkitAnswerSchema,
    name="getToolkit",
    summary="A featured toolkit",
    tag="resources",
    problem_statuses=(400, 404, 503),
    parameters=(TOOLKIT_NAME, LANG),
)
def toolkit(toolkit_name: str) -> Response:
    """Return the resources of a toolkit by the site's editors, in order and in sections, with notes."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(ToolkitAnswer(toolkit_name), generation, options.lang)


@route(
    "/taxonomy", TaxonomySchema, name="getTaxonomy", summary="The vocabularies", tag="vocabularies", parameters=(LANG,)
)
def taxonomy() -> Response:
    """Return topics, formats, agency sizes and the other vocabularies with their labels, and the synonyms."""
    generation = app_context().live.current_generation()
    options, _ = options_request("lang")
    return respond(TaxonomyAnswer(), generation, options.lang)


@route("/status", StatusSchema, name="getStatus", summary="The state of the catalog", tag="service")
def status() -> Response:
    """Return the current generation, when it was published, and the limits in force."""
    generation = app_context().live.current_generation()
    allowed_params()
    return respond(StatusAnswer(), generation)


@route(
    "/openapi.json",
    {"type": "object"},
    name="getDescription",
    summary="This description",
    tag="service",
    problem_statuses=(400,),
)
def openapi() -> Response:
    """Return the OpenAPI description of the API; also before anything is published."""
    allowed_params()
    return respond(OpenApiDescription(), _generation_or_none())


def _generation_or_none() -> OpenGeneration | None:
    try:
        return app_context().live.current_generation()
    except EngineError:
        return None
