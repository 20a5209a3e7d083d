"""The JSON endpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from flask import Response, json

from catalog.errors import EngineError, NotFoundError
from catalog.messages import Message
from catalog.model import Entry
from catalog.schemas import (
    RelatedAnswerSchema,
    ResourceSchema,
    SearchAnswerSchema,
    SearchArgsSchema,
    StatusSchema,
    SuggestAnswerSchema,
    TaxonomySchema,
    record_json,
    related_json,
    search_json,
    suggestions_json,
    taxonomy_json,
)
from catalog.search.query.tree import (
    MAX_EXPANSION,
    MAX_LEAVES,
    MAX_PER_PAGE,
    MAX_RESULTS,
    MAX_SHORT_PREFIXES,
    MAX_TEXT,
    Query,
)
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_SECTIONS
from webui.api.openapi import TEXT, description, route
from webui.components.documents import can_be_opened, problem_words
from webui.context import app_context
from webui.http.cache import Key
from webui.http.params import asked_only, asked_pairs
from webui.i18n.labels import relation_label
from webui.i18n.messages import SiteMessageId
from webui.search.downloads import download_urls
from webui.search.refinements import ways_on
from webui.search.state import SearchState, page_count


def _answer(generation: str, page: str, asked: tuple[object, ...], make: Callable[[], Any]) -> Response:
    """Return a value as JSON, with an ETag."""
    return app_context().answers.respond(
        Key(generation, f"api/{page}", asked),
        lambda: json.dumps(make(), ensure_ascii=False, separators=(",", ":")),
        "application/json",
    )


@route(
    "/search",
    SearchAnswerSchema,
    summary="Search; totals and counts are exact, and a facet's counts leave its own filter aside",
    parameters=[{"in": "query", "schema": SearchArgsSchema}],
)
def search() -> Response:
    """Answer a search."""
    site = app_context()
    opened, today = site.live.opened(), site.today()
    searcher = opened.searcher
    state = SearchState.from_params(asked_pairs(), searcher)

    def make() -> dict[str, Any]:
        result = opened.search(state.query, today)
        public = site.public
        found = () if result.total else ways_on(result, searcher, public)
        return search_json(
            result,
            links=_links(result, state),
            page_url=public.resource,
            locator_url=public.snippet,
            site_url=public.site_page,
            ways_on=((way.label, way.count, way.url) for way in found),
        )

    return _answer(searcher.generation, "search", (opened.bets.phase(today), *state.params), make)


def _links(result: SearchResult, state: SearchState) -> dict[str, str | None]:
    """Return the addresses of the same search elsewhere; None where there is no page before or after."""
    public, page = app_context().public, result.query.page
    pages = page_count(result.total, result.query.per_page)
    return {
        "self": public.json_search(state.as_params()),
        "next": public.json_search(state.with_page(page + 1).as_params()) if page < pages else None,
        "prev": public.json_search(state.with_page(page - 1).as_params()) if 1 < page <= pages else None,
        "html": public.search(state.as_params()),
        **download_urls(state, public),
    }


@route(
    "/suggest",
    SuggestAnswerSchema,
    summary="Completions, resources and topics for the beginning of a query",
    parameters=[{"in": "query", "name": "q", "schema": {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT}}],
)
def suggest() -> Response:
    """Answer with what to offer while a visitor types."""
    site = app_context()
    searcher = site.live.current()
    q = asked_only("q").get("q", "")

    def make() -> dict[str, Any]:
        suggestions = replace(searcher.suggest(q), total=_total(searcher, q))
        return suggestions_json(q, suggestions, page_url=site.public.resource)

    return _answer(searcher.generation, "suggest", (q,), make)


def _total(searcher: Searcher, q: str) -> int | None:
    """Return how many resources a text finds; None while it is unfinished: nothing has all of its words."""
    if not q.strip():
        return None
    found = searcher.search(Query(q, per_page=1))
    return found.total if found.complete else None


@route(
    "/resources/<resource_id>",
    ResourceSchema,
    summary="One resource, by its id or a former one",
    problems=(400, 404, 503),
)
def resource(resource_id: str) -> Response:
    """Answer with a record as its curator wrote it, and what is known of its documents."""
    searcher = app_context().live.current()
    entry = _known(searcher, resource_id)
    generation = searcher.generation
    return _answer(generation, "resource", (entry.record.id,), lambda: _resource_json(entry, generation))


@route(
    "/resources/<resource_id>/related",
    RelatedAnswerSchema,
    summary="Up to six resources to show beside one, and why",
    problems=(400, 404, 503),
)
def related(resource_id: str) -> Response:
    """Answer with what editors tied to a resource, its series, and what is about the same."""
    searcher = app_context().live.current()
    record_id, generation = _known(searcher, resource_id).record.id, searcher.generation

    def make() -> dict[str, Any]:
        found = related_json(searcher.related(record_id), page_url=app_context().public.resource, label=relation_label)
        return {"id": record_id, "generation": generation, "related": found}

    return _answer(generation, "related", (record_id,), make)


def _known(searcher: Searcher, resource_id: str) -> Entry:
    """Return a resource by its id or a former one; raise NotFoundError for one that is not there."""
    asked_only()
    entry = searcher.get(resource_id)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=resource_id[:80]))
    return entry


def _resource_json(entry: Entry, generation: str) -> dict[str, Any]:
    public, record = app_context().public, entry.record
    documents = [
        {
            "label": document.label,
            "role": document.role,
            "url": public.document(document) if can_be_opened(document, text) else None,
            **{name: value for name, value in asdict(text).items() if name != "sha256"},
            "problem": problem_words(document, text),
        }
        for document, text in zip(record.documents, entry.texts, strict=False)
    ]
    return {
        "id": record.id,
        "page_url": public.resource(record.id),
        "generation": generation,
        "record": record_json(record),
        "documents": documents,
    }


@route("/taxonomy", TaxonomySchema, summary="Topics, formats, agency sizes and the other vocabularies")
def taxonomy() -> Response:
    """Answer with every vocabulary and the synonyms."""
    searcher = app_context().live.current()
    asked_only()
    return _answer(searcher.generation, "taxonomy", (), lambda: taxonomy_json(searcher.taxonomy))


@route("/status", StatusSchema, summary="What is served, since when, and the limits in force")
def status() -> Response:
    """Answer with the current generation and the limits."""
    site = app_context()
    opened = site.live.opened()
    manifest = opened.manifest
    asked_only()
    names = ("generation", "published_at", "engine", "digest", "records", "documents")
    limits = {
        "query_characters": MAX_TEXT,
        "query_words": MAX_LEAVES,
        "prefix_words": MAX_EXPANSION,
        "one_letter_prefixes": MAX_SHORT_PREFIXES,
        "results_deep": MAX_RESULTS,
        "per_page": MAX_PER_PAGE,
        "concurrent_searches": site.settings.concurrent_searches,
        "document_wall_s": site.settings.document_wall_s,
        "document_memory_mb": site.settings.document_memory_mb,
        "keep_generations": site.settings.keep_generations,
        "shared_toolkit_days": site.settings.shared_toolkit_days,
        "draft_toolkit_days": site.settings.draft_toolkit_days,
        "toolkits_mb": site.settings.toolkits_mb,
        "toolkit_items": MAX_ITEMS,
        "toolkit_sections": MAX_SECTIONS,
        "toolkit_note_characters": MAX_NOTE,
    }
    return _answer(
        manifest.generation,
        "status",
        (),
        lambda: {
            **{name: getattr(manifest, name) for name in names},
            "warnings": opened.searcher.warnings,
            "limits": limits,
        },
    )


@route("/openapi.json", {"type": "object"}, summary="This description", problems=(400,))
def openapi() -> Response:
    """Answer with the description; with a generation it names the values that each facet has."""
    asked_only()
    try:
        searcher = app_context().live.current()
    except EngineError:
        searcher = None
    generation = searcher.generation if searcher else ""
    return _answer(generation, "openapi", (), lambda: description(searcher))
