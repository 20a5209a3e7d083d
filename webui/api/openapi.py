"""The OpenAPI 3.1 description of the JSON API, made by flask-smorest from routes and schemas, and completed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, partial
from typing import Any, cast

from flask import Flask, current_app
from flask_smorest import Api  # type: ignore[import-untyped]  # flask-smorest has no types

from catalog.facets import FACETS
from catalog.live import OpenGeneration
from catalog.schemas.base.numbers_and_dates import PartialDateField
from catalog.settings import Settings
from webui.api.operations import blueprint
from webui.api.parameters import PARAMETER_SCHEMAS, completed
from webui.branding import SITE_NAME

API_VERSION = "1.4.0"
"""The version of the API. The first number changes with `/api/v1`, the second when something is added."""
API_DESCRIPTION = (
    "Search for public safety resources, and get their records. No key is needed. Totals and counts are exact. "
    "Fields may be added to any answer at any time: ignore those that you do not know."
)
LICENSE = {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
TAGS = {
    "search": "Find resources.",
    "resources": "One resource, or all of them.",
    "vocabularies": "The values of filters, with their labels.",
    "service": "The API itself.",
}
HEADERS = {
    "ETag": (
        "string",
        "Changes with the content. Send it back as `If-None-Match`.",
        'W/"5d41402abc4b2a76b9719d911017c592"',
    ),
    "Cache-Control": ("string", "How long the answer may be used again.", "public, max-age=60"),
    "Retry-After": ("integer", "The seconds to wait before another attempt.", 1),
}
CLOSED_VALUES = frozenset({("Locator", "kind"), ("Hit", "size_fit"), ("ListedResource", "change")})
"""The fields of answers whose values are listed. The values of others may grow, which must not break a client."""
VALIDATION = ("pattern", "minimum", "maximum", "minLength", "maxLength")
"""Rules for record files. They are not part of what answers promise."""
OPENAPI_EXTENSION = "openapi"


class _Api(Api):  # type: ignore[misc]  # the same
    """flask-smorest without its error handlers."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to webui.errors."""


def install(app: Flask, settings: Settings) -> None:
    """Add the routes of the API to the application. Their description is made when it is first needed."""
    app.register_blueprint(blueprint)
    app.extensions[OPENAPI_EXTENSION] = cache(partial(_description, settings))


def openapi_description(generation: OpenGeneration | None) -> dict[str, Any]:
    """Return the OpenAPI description; with a generation, examples of parameters are values that it has."""
    spec = deepcopy(cast("dict[str, Any]", current_app.extensions[OPENAPI_EXTENSION]()))
    examples = _published_examples(generation) if generation else {}
    for parameter in _parameters(spec):
        if parameter["name"] in examples:
            parameter["example"] = examples[parameter["name"]]
    return spec


def _published_examples(generation: OpenGeneration) -> dict[str, Any]:
    """Return an example of each facet, of the id of a resource and of the name of a toolkit, by parameter."""
    searcher, toolkits = generation.searcher, generation.editorial.toolkits
    first_values = ((facet.name, next(iter(searcher.values(facet.name)), None)) for facet in FACETS)
    examples: dict[str, Any] = {name: [value.value] for name, value in first_values if value}
    if resource_id := next(iter(searcher.ids()), None):
        examples["resource_id"] = resource_id
    if toolkits:
        examples["toolkit_name"] = toolkits[0].name
    return examples


def _parameters(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in spec["paths"].values():
        yield from path.get("parameters", ())
        yield from path["get"]["parameters"]


def _api(settings: Settings) -> _Api:
    """Return the API with its routes, in an application of its own, which answers no requests."""
    app = Flask(__name__)
    app.config.update(API_TITLE=SITE_NAME, API_VERSION=API_VERSION, OPENAPI_VERSION="3.1.0")
    public_url = settings.public_url
    contact = {"email": settings.contact} if settings.contact else {}
    info = {
        "summary": "The open catalog of the clearinghouse.",
        "description": API_DESCRIPTION,
        "license": LICENSE,
        "termsOfService": f"{public_url}/disclaimer",
        "contact": {"name": SITE_NAME, "url": f"{public_url}/contact", **contact},
    }
    api = _Api(
        app,
        spec_kwargs={
            "info": info,
            "servers": [{"url": public_url}],
            "externalDocs": {"description": "Documentation", "url": f"{public_url}/api"},
            "security": [],
        },
    )
    api.register_field(PartialDateField, "string", None)
    for name, (kind, description, example) in HEADERS.items():
        api.spec.components.header(name, {"schema": {"type": kind}, "description": description, "example": example})
    api.register_blueprint(blueprint)
    return api


def _description(settings: Settings) -> dict[str, Any]:
    """Return the description without what no route refers to, open to additions."""
    api = _api(settings)
    spec = cast("dict[str, Any]", deepcopy(api.spec.to_dict()))
    spec["tags"] = [{"name": name, "description": description} for name, description in TAGS.items()]
    for path in spec["paths"].values():
        path["get"]["parameters"] = [completed(parameter) for parameter in path["get"]["parameters"]]
    components = spec["components"]
    schemas = {**components["schemas"], **deepcopy(PARAMETER_SCHEMAS)}
    used = _used(spec["paths"], schemas)
    components["schemas"] = {name: _open_schema(name, schema) for name, schema in schemas.items() if name in used}
    for (schema_class, *_modifiers), name in api.ma_plugin.converter.refs.items():
        if name in used and schema_class.__doc__:
            components["schemas"][name]["description"] = " ".join(schema_class.__doc__.split())
    facets = components["schemas"]["Facets"]
    facets["additionalProperties"] = next(iter(facets["properties"].values()))
    return spec


def _open_schema(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an answer, to which fields and values may be added; others stay as they are."""
    if "properties" not in schema:
        return schema
    properties = {key: _open_field(name, key, field) for key, field in schema["properties"].items()}
    return {**{key: value for key, value in schema.items() if key != "additionalProperties"}, "properties": properties}


def _open_field(name: str, key: str, field: dict[str, Any]) -> dict[str, Any]:
    opened = {rule: value for rule, value in field.items() if rule not in VALIDATION}
    if "enum" in opened and (name, key) not in CLOSED_VALUES:
        opened["examples"] = opened.pop("enum")
    return opened


def _used(paths: dict[str, Any], schemas: dict[str, Any]) -> frozenset[str]:
    """Return the names of the schemas that routes refer to, directly or through others."""
    used: set[str] = set()
    referenced = _references(paths)
    while new := referenced - used:
        used |= new
        referenced = {inner for name in new for inner in _references(schemas[name])}
    return frozenset(used)


def _references(value: object) -> set[str]:
    """Return the names of the schemas that a part of the description refers to."""
    return set(re.findall(r"'#/components/schemas/([^']+)'", repr(value)))
