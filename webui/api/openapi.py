"""The JSON API on flask-smorest, and its OpenAPI 3.1 description."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

from flask import Flask, Response, current_app
from flask_smorest import Api, Blueprint  # type: ignore[import-untyped]  # flask-smorest has no types

from catalog.facets import FACETS, Facet
from catalog.schemas import ProblemSchema
from catalog.search.searcher import Searcher
from webui.branding import SITE_NAME

View = Callable[..., Response]

MAX_LISTED_VALUES = 300
"""Facets with more values are described without a list of values."""
PROBLEM_MEDIA_TYPE = "application/problem+json"
TEXT_PATTERN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]*$"
"""The JSON Schema pattern of text: no control characters except tabs and line ends."""
DATE_PATTERN = (
    r"^((000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
    r"(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?)?$"
)
"""Empty, or a valid YYYY, YYYY-MM or YYYY-MM-DD, without leap days."""

blueprint = Blueprint("catalog", __name__, url_prefix="/api/v1", description="Read access to the catalog.")


class _Api(Api):  # type: ignore[misc]  # the same
    """flask-smorest without its error handlers."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to webui.errors."""


def install(app: Flask, public_url: str) -> None:
    """Add the routes of the API to the application, and store their description."""
    app.config.update(API_TITLE=f"{SITE_NAME}: search", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    description = "Search for public safety resources. No key is needed."
    api = _Api(app, spec_kwargs={"info": {"description": description}, "servers": [{"url": public_url}]})
    api.register_blueprint(blueprint)
    app.extensions["openapi"] = api.spec


def route(
    rule: str,
    schema: object,
    *,
    summary: str,
    problem_statuses: Sequence[int] = (400, 503),
    parameters: Sequence[Mapping[str, Any]] = (),
) -> Callable[[View], View]:
    """Return a decorator that adds a view to the API and describes it."""

    def add(view: View) -> View:
        described = blueprint.response(200, schema)(view)
        for status in problem_statuses:
            described = blueprint.alt_response(status, schema=ProblemSchema, content_type=PROBLEM_MEDIA_TYPE)(described)
        blueprint.route(rule)(blueprint.doc(summary=summary, parameters=list(parameters))(described))
        return view

    return add


def openapi_description(searcher: Searcher | None) -> dict[str, Any]:
    """Return the OpenAPI description, with the values of each facet if there is a generation."""
    spec = cast("dict[str, Any]", deepcopy(current_app.extensions["openapi"].to_dict()))
    search = spec["paths"]["/api/v1/search"]["get"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in search["parameters"]}
    schemas["q"]["pattern"] = TEXT_PATTERN
    for name in ("published_from", "published_to"):
        schemas[name].update({"type": "string", "pattern": DATE_PATTERN})
    for facet in FACETS:
        values = _values(facet, searcher) if searcher else []
        if 0 < len(values) <= MAX_LISTED_VALUES:
            schemas[facet.name]["items"]["enum"] = ["", *values]  # an empty value is ignored
    if searcher and (example := next(iter(searcher.ids()), None)):
        for path in ("", "/related"):
            spec["paths"][f"/api/v1/resources/{{resource_id}}{path}"]["parameters"][0]["example"] = example
    return spec


def _values(facet: Facet, searcher: Searcher) -> list[str]:
    """Return every value that is allowed in a search."""
    listed = {term.value for term in searcher.taxonomy.terms(facet.name)}
    used = set() if facet.closed else {count.value for count in searcher.values(facet.name)}
    return sorted(listed | used)
