"""The operations of the JSON API: `route` adds one, with what the OpenAPI description and the overview say about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from flask import Response
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # flask-smorest has no types

from catalog.schemas import ProblemSchema

View = Callable[..., Response]

API_ROOT = "/api/v1"
JSON_MEDIA_TYPE = "application/json"
PROBLEM_MEDIA_TYPE = "application/problem+json"
RESPONSE_DESCRIPTIONS: Mapping[int, str] = MappingProxyType(
    {
        200: "The answer.",
        304: "The client has the current answer already, as the ETag in `If-None-Match` says.",
        400: "A parameter is unknown, or its value is not valid. `errors` has the reasons by parameter.",
        404: "There is no such resource, toolkit or file.",
        410: "The resource was withdrawn. `replaced_by` is its successor, if it has one.",
        503: "Nothing is published yet, or the site is busy. `Retry-After` has the seconds to wait.",
    }
)
CACHE_HEADERS = ("ETag", "Cache-Control")
RESPONSE_HEADERS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {200: CACHE_HEADERS, 304: CACHE_HEADERS, 503: ("Retry-After",)}
)
"""The headers of each response by its status; `webui.api.openapi` describes them."""

blueprint = Blueprint("catalog", __name__, url_prefix=API_ROOT)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that a client can call: the name of the function in generated clients, and its URL template."""

    name: str
    path: str
    description: str
    media_type: str

    @property
    def is_overview(self) -> bool:
        """Whether this is the operation that lists the others."""
        return self.path == API_ROOT


_OPERATIONS: list[Operation] = []


def operations() -> tuple[Operation, ...]:
    """Return the operations, in the order in which their modules add them."""
    return tuple(_OPERATIONS)


def route(
    rule: str,
    schema: object,
    *,
    name: str,
    summary: str,
    tag: str,
    media_type: str = JSON_MEDIA_TYPE,
    problem_statuses: Sequence[int] = (400, 503),
    parameters: Sequence[Mapping[str, Any]] = (),
) -> Callable[[View], View]:
    """Return a decorator that adds a view to the API and describes it.

    `name` becomes the name of a function in generated clients. `schema` describes the body: a marshmallow schema for
    JSON, or a JSON Schema for another `media_type`. `parameters` are those of the query, as OpenAPI writes them.
    """
    path_parameters, query = _divided(rule, parameters)
    documented = {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": query,
        "responses": dict(_responses(schema, media_type, problem_statuses)),
    }

    def add(view: View) -> View:
        description = " ".join((view.__doc__ or "").split())
        described = blueprint.doc(**documented, description=description)(view)
        blueprint.route(rule, parameters=path_parameters)(described)
        path = re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", f"{API_ROOT}{rule}")
        _OPERATIONS.append(Operation(name, path, description, media_type))
        return view

    return add


def _divided(
    rule: str, parameters: Sequence[Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the parameters of the path, and those of the query."""
    in_path = [parameter for parameter in parameters if parameter["in"] == "path"]
    if len(in_path) != rule.count("<"):
        message = f"describe every parameter of the path {rule}"
        raise ValueError(message)
    return in_path, [parameter for parameter in parameters if parameter["in"] == "query"]


def _responses(
    schema: object, media_type: str, problem_statuses: Sequence[int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED, *problem_statuses):
        response: dict[str, Any] = {"description": RESPONSE_DESCRIPTIONS[status]}
        if headers := RESPONSE_HEADERS.get(status):
            response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
        if status == HTTPStatus.OK:
            response["content"] = {media_type: {"schema": schema}}
        elif status != HTTPStatus.NOT_MODIFIED:
            response["content"] = {PROBLEM_MEDIA_TYPE: {"schema": ProblemSchema}}
        yield str(int(status)), response
