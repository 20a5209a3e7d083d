"""The JSON endpoint, on flask-smorest; its description is OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Flask, Response, current_app, json, request
from flask_smorest import Api, Blueprint

from catalog.errors import EngineError, NotFoundError, QueryError
from catalog.schemas import (
    ProblemSchema,
    ResourceSchema,
    SearchAnswerSchema,
    SearchArgsSchema,
    StatusSchema,
    SuggestAnswerSchema,
    TaxonomySchema,
    query_from_pairs,
    query_to_pairs,
    record_json,
    search_json,
    suggestions_json,
    taxonomy_json,
)
from catalog.search.analysis import UNWANTED
from catalog.search.engine import Searcher
from catalog.search.query import MAX_EXPANSION, MAX_LEAVES, MAX_PER_PAGE, MAX_RESULTS, MAX_TEXT
from catalog.search.result import SearchResult
from webui.answers import Key
from webui.openapi import described
from webui.present import page_count, turned
from webui.site import NAME, this_site

PROBLEM = "application/problem+json"

blueprint = Blueprint("catalog", __name__, url_prefix="/api/v1", description="The catalog, to read.")


class _Api(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest with our own errors."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to webui.errors."""


def register(app: Flask) -> None:
    """Add the endpoint to the application."""
    app.config.update(
        API_TITLE=f"{NAME}: search",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {"description": "Search for public-safety resources. No key is needed; every answer is open data."},
            "servers": [{"url": app.extensions["clearinghouse"].settings.public_url}],
        },
    )
    api = _Api(app)
    api.register_blueprint(blueprint)
    app.extensions["openapi"] = api.spec


def _problems(*codes: int) -> Callable[[Any], Any]:
    """Return a decorator that describes the errors a route may answer with."""

    def describe(view: Any) -> Any:
        for code in codes:
            view = blueprint.alt_response(code, schema=ProblemSchema, content_type=PROBLEM)(view)
        return view

    return describe


def _answer(searcher: Searcher, page: str, asked: tuple[object, ...], make: Callable[[], Any]) -> Response:
    site = this_site()
    key = Key(searcher.generation, f"api/{page}", asked)
    return site.answers.respond(
        key, lambda: json.dumps(make(), ensure_ascii=False, separators=(",", ":")), "application/json"
    )


def _refuse_parameters(*known: str) -> None:
    """Raise QueryError for a parameter that is unknown, doubled or no text."""
    errors: dict[str, tuple[str, ...]] = {}
    for name, values in request.args.lists():
        shown = UNWANTED.sub("\ufffd", name)[:80]
        if name not in known:
            allowed = f"known parameters are {', '.join(known)}" if known else "there are none here"
            errors[shown] = (f"is no parameter: {allowed}",)
        elif len(values) > 1:
            errors[shown] = ("is given twice; once is enough",)
        elif UNWANTED.search(values[0]) or "\ufffd" in values[0]:
            errors[shown] = ("has characters that are no text",)
        elif len(values[0]) > MAX_TEXT:
            errors[shown] = (f"at most {MAX_TEXT:,} characters",)
    if errors:
        first, (reason, *_) = next(iter(errors.items()))
        raise QueryError(f"The request could not be understood. {first}: {reason}.", errors)


@blueprint.route("/search")
@blueprint.doc(
    summary="Search",
    description="Totals and counts are exact; a facet's counts leave its own filter aside.",
    parameters=[{"in": "query", "schema": SearchArgsSchema}],
)
@blueprint.response(200, SearchAnswerSchema)
@_problems(400, 503)
def search() -> Response:
    """Answer a search."""
    searcher = this_site().live.current()
    query = query_from_pairs(request.args.items(multi=True), searcher.taxonomy, searcher)
    pairs = query_to_pairs(query)

    def make() -> dict[str, Any]:
        public = this_site().public
        result = searcher.search(query)
        return search_json(
            result,
            links=_links(result, pairs),
            page_url=public.resource,
            locator_url=public.snippet,
        )

    return _answer(searcher, "search", pairs, make)


def _links(result: SearchResult, pairs: tuple[tuple[str, str], ...]) -> dict[str, str | None]:
    """Return the addresses of the same search elsewhere; None for forms that are not offered."""
    public, page = this_site().public, result.query.page
    pages = page_count(result.total, result.query.per_page)
    return {
        "self": public.json_search(pairs),
        "next": public.json_search(turned(pairs, page + 1)) if page < pages else None,
        "prev": public.json_search(turned(pairs, page - 1)) if 1 < page <= pages else None,
        "html": public.search(pairs),
        **dict.fromkeys(("atom", "rss", "csv", "ris", "bibtex")),
    }


@blueprint.route("/suggest")
@blueprint.doc(
    summary="Suggest while typing",
    parameters=[
        {
            "in": "query",
            "name": "q",
            "description": "The beginning of a query; fewer than two characters suggest nothing.",
            "schema": {"type": "string", "maxLength": MAX_TEXT},
        }
    ],
)
@blueprint.response(200, SuggestAnswerSchema)
@_problems(400, 503)
def suggest() -> Response:
    """Answer with completions, resources and topics."""
    searcher = this_site().live.current()
    _refuse_parameters("q")
    q = request.args.get("q", "")
    return _answer(
        searcher,
        "suggest",
        (q,),
        lambda: suggestions_json(q, searcher.suggest(q), page_url=this_site().public.resource),
    )


@blueprint.route("/resources/<resource_id>")
@blueprint.doc(summary="One resource, by its id or a former one")
@blueprint.response(200, ResourceSchema)
@_problems(400, 404, 503)
def resource(resource_id: str) -> Response:
    """Answer with a record as its curator wrote it, and what is known of its documents."""
    searcher = this_site().live.current()
    _refuse_parameters()
    entry = searcher.get(resource_id)
    if entry is None:
        raise NotFoundError(f"There is no resource '{resource_id[:80]}'.")

    def make() -> dict[str, Any]:
        public, record = this_site().public, entry.record
        return {
            "id": record.id,
            "page_url": public.resource(record.id),
            "generation": searcher.generation,
            "record": record_json(record),
            "documents": [
                {
                    "label": document.label,
                    "role": document.role,
                    "url": public.document(document),
                    **{name: value for name, value in asdict(text).items() if name != "sha256"},
                }
                for document, text in zip(record.documents, entry.texts, strict=False)
            ],
        }

    return _answer(searcher, "resource", (entry.record.id,), make)


@blueprint.route("/taxonomy")
@blueprint.doc(summary="Topics, formats, agency sizes and the other vocabularies")
@blueprint.response(200, TaxonomySchema)
@_problems(400, 503)
def taxonomy() -> Response:
    """Answer with every vocabulary and the synonyms."""
    searcher = this_site().live.current()
    _refuse_parameters()
    return _answer(searcher, "taxonomy", (), lambda: taxonomy_json(searcher.taxonomy))


@blueprint.route("/status")
@blueprint.doc(summary="What is served, since when, and the limits in force")
@blueprint.response(200, StatusSchema)
@_problems(400, 503)
def status() -> Response:
    """Answer with the current generation and the limits."""
    site = this_site()
    opened = site.live.opened()
    _refuse_parameters()

    def make() -> dict[str, Any]:
        names = ("generation", "published_at", "engine", "digest", "records", "documents")
        limits = {
            "query_characters": MAX_TEXT,
            "query_words": MAX_LEAVES,
            "prefix_words": MAX_EXPANSION,
            "results_deep": MAX_RESULTS,
            "per_page": MAX_PER_PAGE,
            "concurrent_searches": site.settings.concurrent_searches,
            "document_wall_s": site.settings.document_wall_s,
            "document_memory_mb": site.settings.document_memory_mb,
            "keep_generations": site.settings.keep_generations,
        }
        return {**{name: getattr(opened.manifest, name) for name in names}, "limits": limits}

    return _answer(opened.searcher, "status", (), make)


@blueprint.route("/openapi.json")
@blueprint.doc(summary="This description")
@blueprint.response(200, {"type": "object"})
@_problems(400)
def openapi() -> Response:
    """Answer with the description; with a generation it names the values each facet has."""
    _refuse_parameters()
    site = this_site()
    searcher: Searcher | None
    try:
        searcher = site.live.current()
    except EngineError:
        searcher = None
    spec = current_app.extensions["openapi"]
    return site.answers.respond(
        Key(searcher.generation if searcher else "", "api/openapi"),
        lambda: json.dumps(described(spec.to_dict(), searcher), indent=1),
        "application/json",
    )
