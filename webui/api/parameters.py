"""The parameters of the API as OpenAPI describes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.facets import FACET_NAMES
from catalog.schemas import HIT_FIELD_NAMES, SUGGESTION_FIELDS, SearchArgsSchema
from catalog.schemas.answers.hits import MAX_SNIPPETS
from catalog.search.query.tree import MAX_TEXT, Sort
from catalog.search.suggest.suggestions import MAX_SUGGESTED, MAX_WITHIN
from webui.api.options import NO_FACETS
from webui.api.suggest_request import MAX_SUGGESTED_RESOURCES, NARROWING_NAMES
from webui.i18n.locale import ENGLISH, LANGUAGES

TEXT_PATTERN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]*$"
"""The JSON Schema pattern of text: no control characters except tabs and line ends."""
DATE_PATTERN = (
    r"^((000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
    r"(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?)?$"
)
"""Empty, or a valid YYYY, YYYY-MM or YYYY-MM-DD, without leap days."""
EXAMPLES = {
    "q": "license plate readers",
    "sworn": 120,
    "published_from": "2015",
    "published_to": "2026-06",
    "sort": "newest",
    "page": 2,
    "per_page": 5,
    "explain": True,
}
"""An example of each parameter that is not a facet. Those of facets come from the published vocabularies."""

Parameter = dict[str, Any]


def query_parameter(name: str, schema: Parameter, description: str, example: object) -> Parameter:
    """Return the description of an optional parameter."""
    return {"in": "query", "name": name, "schema": schema, "description": description, "example": example}


def _name_list(names: Sequence[str], *alternatives: str) -> Parameter:
    """Return the schema of a comma-separated list of names, or of one of the alternatives, or of an empty text.

    It is a string, because generated clients encode lists of this kind in different ways.
    """
    name = f"({'|'.join(names)})"
    pattern = f"{name}(,{name})*"
    return {"type": "string", "pattern": f"^({'|'.join((pattern, *alternatives))})?$"}


def _field_list(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


PARAMETER_SCHEMAS = {
    "Lang": {
        "type": "string",
        "enum": list(LANGUAGES),
        "default": ENGLISH,
        "description": "A language of the site.",
    },
    "Sort": {"type": "string", "enum": [str(sort) for sort in Sort], "description": "An order of results."},
}
"""The schemas of parameters with closed sets of values, so that clients get one type for all operations."""


def _schema_reference(name: str) -> Parameter:
    return {"$ref": f"#/components/schemas/{name}"}


LANG = query_parameter(
    "lang",
    _schema_reference("Lang"),
    "The language of labels, and of the pages that the answer links to, English by default. Errors are in English.",
    "es",
)
FIELDS = query_parameter(
    "fields",
    _name_list(("id", *HIT_FIELD_NAMES)),
    f"The fields of each hit, separated by commas; all by default: {_field_list(HIT_FIELD_NAMES)}. "
    "A hit always has its `id`.",
    "title,page_url,labels",
)
FACETS_CHOICE = query_parameter(
    "facets",
    _name_list(FACET_NAMES, NO_FACETS),
    f"The facets to count, separated by commas, or `{NO_FACETS}`; all by default: {_field_list(FACET_NAMES)}.",
    "topic,format",
)
SNIPPETS = query_parameter(
    "snippets",
    {"type": "integer", "minimum": 0, "maximum": MAX_SNIPPETS, "default": MAX_SNIPPETS},
    f"The maximum number of snippets of each hit, {MAX_SNIPPETS} by default.",
    1,
)
SEARCH_QUERY = ({"in": "query", "schema": SearchArgsSchema}, LANG, FIELDS, FACETS_CHOICE, SNIPPETS)
SUGGEST_QUERY = (
    query_parameter(
        "q",
        {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN},
        "The beginning of a query. Suggestions begin with the second character.",
        "licen",
    ),
    LANG,
    query_parameter(
        "fields",
        _name_list(SUGGESTION_FIELDS),
        f"The kinds of suggestions, separated by commas; all by default: {_field_list(SUGGESTION_FIELDS)}.",
        "completions,total",
    ),
    {"in": "query", "schema": SearchArgsSchema(only=NARROWING_NAMES)},
    query_parameter(
        "within",
        {"type": "string", "maxLength": MAX_WITHIN, "pattern": TEXT_PATTERN},
        "Words that every resource must match, written as in a search: suggestions for a part of the catalog.",
        '"Kansas City"',
    ),
    query_parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_SUGGESTED_RESOURCES, "default": MAX_SUGGESTED},
        f"The maximum number of resources, {MAX_SUGGESTED} by default.",
        5,
    ),
)
TOOLKIT_NAME = {
    "in": "path",
    "name": "toolkit_name",
    "description": "The name of a featured toolkit: the last part of the address of its page.",
}
RESOURCE_ID = {
    "in": "path",
    "name": "resource_id",
    "description": "The id of a resource, or a former id of it.",
}


def completed(parameter: Parameter) -> Parameter:
    """Return a parameter of a search with what its field does not say: the example, and the pattern of its text."""
    name, schema = parameter["name"], dict(parameter["schema"])
    if name == "q":
        schema["pattern"] = TEXT_PATTERN
    elif name in ("published_from", "published_to"):
        schema.update({"type": "string", "pattern": DATE_PATTERN})
    elif name == "sort":
        schema = _schema_reference("Sort")
    example = {"example": EXAMPLES[name]} if name in EXAMPLES and "example" not in parameter else {}
    return {**parameter, "schema": schema, **example}
