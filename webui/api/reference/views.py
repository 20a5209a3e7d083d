"""The operations of an OpenAPI 3.1 description, as the reference shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

Json = Mapping[str, Any]

MAX_DEPTH = 5
"""Levels of the properties of an answer that are shown."""
PLURAL_WITH_S = frozenset({"string", "object", "integer", "number", "URL", "time", "day"})
MAX_SHOWN_VALUES = 12
"""Allowed values that are listed for a parameter or property."""


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter. `values` are all values of a closed set; `example` is empty if it has none."""

    name: str
    is_in_path: bool
    is_required: bool
    type_words: str
    description: str
    values: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class PropertyView:
    """A property of an answer, with those of the object, or of the objects of the list, that it is."""

    name: str
    type_words: str
    description: str
    properties: tuple[PropertyView, ...]


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation. `path` is below the server's URL, with parameters in braces; `statuses` are its other responses."""

    id: str
    path: str
    summary: str
    description: str
    parameters: tuple[ParameterView, ...]
    media_type: str
    properties: tuple[PropertyView, ...]
    statuses: tuple[tuple[str, str], ...]

    @property
    def example_path(self) -> str:
        """The path and query with the examples of the required parameters, and that of the first one."""
        named = [one for one in self.parameters if one.is_required or one is self.parameters[0]]
        return self.path_with({one.name: one.example for one in named})

    def path_with(self, values: Mapping[str, str]) -> str:
        """Return the path and query for values by parameter. Empty values and those of unknown names are left out."""
        path = self.path
        for parameter in self.parameters:
            if parameter.is_in_path:
                path = path.replace(f"{{{parameter.name}}}", quote(values.get(parameter.name, "").strip(), safe=""))
        query = [
            (parameter.name, values[parameter.name].strip())
            for parameter in self.parameters
            if not parameter.is_in_path and values.get(parameter.name, "").strip()
        ]
        return f"{path}?{urlencode(query)}" if query else path


def operation_views(description: Json) -> tuple[OperationView, ...]:
    """Return the operations in the order of the description."""
    return tuple(
        _operation(path, operation, shared.get("parameters", ()), description)
        for path, shared in description["paths"].items()
        for method, operation in shared.items()
        if method == "get"
    )


def _operation(path: str, operation: Json, shared_parameters: Any, description: Json) -> OperationView:
    parameters = [_resolved(one, description) for one in (*shared_parameters, *operation.get("parameters", ()))]
    answer = _resolved(operation["responses"]["200"], description)
    contents: Json = answer.get("content", {})
    media_type = next(iter(contents), "")
    content: Json = contents.get(media_type, {})
    return OperationView(
        id=operation["operationId"],
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=tuple(_parameter(one, description) for one in parameters),
        media_type=media_type,
        properties=tuple(_properties(content.get("schema", {}), description)),
        statuses=tuple(
            (status, _resolved(response, description).get("description", ""))
            for status, response in operation["responses"].items()
            if status != "200"
        ),
    )


def _parameter(parameter: Json, description: Json) -> ParameterView:
    schema = _resolved(parameter.get("schema", {}), description)
    return ParameterView(
        name=parameter["name"],
        is_in_path=parameter["in"] == "path",
        is_required=bool(parameter.get("required")),
        type_words=schema_words(schema, description),
        description=parameter.get("description", schema.get("description", "")),
        values=tuple(str(value) for value in schema.get("enum", ())),
        example=_example(parameter, schema),
    )


def _example(parameter: Json, schema: Json) -> str:
    examples: list[Any] = [parameter.get("example"), schema.get("example"), *schema.get("examples", ())]
    example = next((one for one in examples if one is not None), "")
    return str(example[0] if isinstance(example, list) else int(example) if isinstance(example, bool) else example)


def _properties(schema: Json, description: Json, depth: int = 0, seen: tuple[str, ...] = ()) -> Iterator[PropertyView]:
    """Yield the properties of an object, or of the objects of a list; an object within itself has none."""
    name, schema = _named(schema, description)
    if schema.get("type") == "array" or "array" in _types(schema):
        yield from _properties(schema.get("items", {}), description, depth, seen)
        return
    if depth == MAX_DEPTH or (name and name in seen):
        return
    for key, content in schema.get("properties", {}).items():
        inner = _without_null(content)
        yield PropertyView(
            name=key,
            type_words=schema_words(content, description),
            description=content.get("description") or _shared_description(inner, description),
            properties=tuple(_properties(inner, description, depth + 1, (*seen, name))),
        )


def _shared_description(schema: Json, description: Json) -> str:
    """Return the description of a named schema, or of that of the items of a list; an empty text if it has none."""
    text: str = _named(schema.get("items", schema), description)[1].get("description", "")
    return text


def schema_words(schema: Json, description: Json) -> str:
    """Return the type of a schema in words: "string", "integer from 1 to 9", "one of a, b", "object or null"."""
    alternatives = [one for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ())) if one.get("type") != "null"]
    if alternatives:
        words = " or ".join(dict.fromkeys(schema_words(one, description) for one in alternatives))
        return f"{words} or null"
    schema = _named(schema, description)[1]
    types = [one for one in _types(schema) if one != "null"] or (
        ["object"] if "properties" in schema else ["any value"]
    )
    words = " or ".join(_type_word(one, schema, description) for one in types)
    return f"{words} or null" if "null" in _types(schema) else words


def _type_word(name: str, schema: Json, description: Json) -> str:
    values = [str(value) for value in schema.get("enum", ()) if value is not None]
    if values:
        more = ", \u2026" if len(values) > MAX_SHOWN_VALUES else ""
        return f"one of {', '.join(values[:MAX_SHOWN_VALUES])}{more}"
    if name == "array":
        words = schema_words(schema.get("items", {}), description)
        return f"list of {words}s" if words in PLURAL_WITH_S else f"list of {words}"
    if name == "integer" and "minimum" in schema and "maximum" in schema:
        return f"integer from {schema['minimum']:,} to {schema['maximum']:,}"
    return {"date-time": "time", "date": "day", "uri": "URL"}.get(schema.get("format", ""), name)


def _types(schema: Json) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _without_null(schema: Json) -> Json:
    """Return the one alternative of a schema that is not null, or the schema."""
    others = [one for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ())) if one.get("type") != "null"]
    return others[0] if len(others) == 1 else schema


def _named(schema: Json, description: Json) -> tuple[str, Json]:
    """Return the name and the content of a schema; one that is not a reference has no name."""
    for reference in (schema, *schema.get("allOf", ())):
        if match := re.fullmatch(r"#/components/schemas/(.+)", reference.get("$ref", "")):
            return match[1], description["components"]["schemas"][match[1]]
    return "", schema


def _resolved(item: Json, description: Json) -> Json:
    """Return what a reference to any component refers to, or the item itself."""
    match = re.fullmatch(r"#/components/(\w+)/(.+)", item.get("$ref", ""))
    return description["components"][match[1]][match[2]] if match else item
