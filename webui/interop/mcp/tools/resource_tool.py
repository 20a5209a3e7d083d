"""The tool `get_resource`: the facts about one resource, its documents, and related resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from catalog.errors import GoneError
from catalog.live import OpenGeneration
from catalog.model import Entry, Identifiers
from catalog.search.query.tree import Query
from catalog.search.result import Hit
from catalog.text import nearest, slug
from webui.components.cards import record_facts
from webui.components.documents import document_views
from webui.components.entries import find_entry_or_none
from webui.context import public_site_urls
from webui.i18n.labels import localized, localized_text, relation_label
from webui.i18n.locale import gettext
from webui.i18n.messages import translated
from webui.interop.mcp.tools.json_schema import (
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    JsonSchema,
    array_of,
    described,
    object_with,
)
from webui.interop.mcp.tools.parameters import LANGUAGE, ArgumentKind, ToolArguments, ToolParameter
from webui.interop.mcp.tools.search_tool import HIT_SCHEMA, hit_data
from webui.interop.mcp.tools.tool import Tool, ToolAnswer, ToolResult

RECORD_SCHEMAS: Mapping[str, JsonSchema] = {
    "subtitle": TEXT,
    "authors": array_of(TEXT),
    "keywords": array_of(TEXT),
    "series": TEXT,
    "edition": TEXT,
    "rights": TEXT,
    "pages": NUMBER,
    "duration_s": described(NUMBER, "Seconds."),
}
"""The schemas of fields of a record that are returned as they are, if they have a value."""
IDENTIFIERS_SCHEMA = object_with({}, {item.name: TEXT for item in fields(Identifiers)})
DOCUMENT_SCHEMA = object_with(
    {
        "label": TEXT,
        "facts": array_of(TEXT),
        "url": TEXT_OR_NULL,
        "text_url": described(TEXT_OR_NULL, "The page with its text."),
        "problem": TEXT_OR_NULL,
    }
)
RELATED_SCHEMA = object_with({"id": TEXT, "title": TEXT, "relation": TEXT, "page_url": TEXT})
RESOURCE_SCHEMA = object_with(
    {"status": {"enum": ["live", "withdrawn"]}, "id": TEXT, "generation": TEXT},
    {
        **{name: schema for name, schema in HIT_SCHEMA["properties"].items() if name not in ("id", "passages")},
        **RECORD_SCHEMAS,
        "identifiers": IDENTIFIERS_SCHEMA,
        "documents": array_of(DOCUMENT_SCHEMA),
        "related": array_of(RELATED_SCHEMA),
        "notice": described(TEXT, "When and why the resource was withdrawn."),
        "replaced_by": {
            **object_with({"id": TEXT, "title": TEXT, "page_url": TEXT}),
            "type": ["object", "null"],
            "description": "What replaces a withdrawn resource.",
        },
    },
)


def resource_answer(arguments: ToolArguments, _generation: OpenGeneration) -> ToolAnswer:
    """Return the answer about a resource."""
    return ResourceToolAnswer(arguments["id"].strip())


@dataclass(frozen=True, slots=True)
class ResourceToolAnswer(ToolAnswer):
    """A resource, by its id or a former id."""

    name: str

    def result(self, generation: OpenGeneration) -> ToolResult:
        """Return the resource, or what became of it."""
        try:
            entry = find_entry_or_none(self.name, generation)
        except GoneError as error:
            return _withdrawn(self.name, error, generation)
        return _not_found(self.name, generation) if entry is None else _found(entry, generation)


def _found(entry: Entry, generation: OpenGeneration) -> ToolResult:
    record, searcher = entry.record, generation.searcher
    taxonomy, urls = localized(searcher.taxonomy), public_site_urls()
    facts, texts = hit_data(Hit(record, entry.texts, 0.0), taxonomy, urls), localized_text(record)
    views = document_views(entry, searcher.passage_counts(record.id), urls)
    data = {
        "status": "live",
        **{name: value for name, value in facts.items() if name != "passages"},
        **{name: value for name in RECORD_SCHEMAS if (value := getattr(texts if name == "subtitle" else record, name))},
        "identifiers": {name: value for name, value in asdict(record.identifiers).items() if value},
        "documents": [
            {
                "label": view.label,
                "facts": list(view.facts),
                "url": view.url,
                "text_url": view.text_url,
                "problem": view.problem,
            }
            for view in views
        ],
        "related": [
            {
                "id": item.record.id,
                "title": localized_text(item.record).title,
                "relation": relation_label(item.relation),
                "page_url": urls.resource(item.record.id),
            }
            for item in searcher.related(record.id)
        ],
        "generation": searcher.generation,
    }
    line = (
        *record_facts(record, entry.texts, taxonomy),
        *facts["labels"]["publishers"],
        facts["labels"]["agency_size"],
    )
    return ToolResult("\n".join(_lines(data, " \u00b7 ".join(line))), data)


def _lines(data: dict[str, Any], facts: str) -> Iterator[str]:
    yield from (data["title"], facts, data["page_url"])
    yield from filter(None, (data["url"], data["summary"]))
    for document in data["documents"]:
        yield f"- {', '.join((document['label'], *document['facts']))} {document['url'] or document['problem'] or ''}"
    for item in data["related"]:
        yield f"- {item['relation']}: {item['title']} ({item['id']}) {item['page_url']}"


def _withdrawn(name: str, error: GoneError, generation: OpenGeneration) -> ToolResult:
    successor = generation.searcher.head(error.successor) if error.successor else None
    replaced_by = successor and {
        "id": successor.record.id,
        "title": localized_text(successor.record).title,
        "page_url": public_site_urls().resource(successor.record.id),
    }
    notice = translated(error.message)
    data = {
        "status": "withdrawn",
        "id": name,
        "notice": notice,
        "replaced_by": replaced_by,
        "generation": generation.searcher.generation,
    }
    lines = [notice]
    if replaced_by:
        lines += [
            gettext("Replaced by a newer resource: %(title)s", title=replaced_by["title"]),
            replaced_by["page_url"],
        ]
    return ToolResult("\n".join(lines), data)


def _not_found(name: str, generation: OpenGeneration) -> ToolResult:
    """Return an error; it names a resource whose id or title is nearly the same, if there is one."""
    guess = _nearest_id(name, generation)
    hint = f"did you mean '{guess}'?" if guess else "the tool search returns valid ids."
    return ToolResult(f"id: there is no resource '{name[:80]}': {hint}")


def _nearest_id(name: str, generation: OpenGeneration) -> str | None:
    """Return the id of a resource that has most words of an unknown id, and an id or title close to it, or None."""
    form = slug(name)
    hits = generation.searcher.search(Query(form.replace("-", " "), passages=0)).hits if form else ()
    names = {name_of: hit.record.id for hit in hits for name_of in (slug(hit.record.title), hit.record.id)}
    guess = nearest(form, names)
    return names[guess] if guess else None


GET_RESOURCE = Tool(
    "get_resource",
    "Get a resource",
    "Get the facts about one resource by the id that search returned: summary, publishers, topics, agency size, its "
    "documents with links, and related resources. Says so if the resource was withdrawn, and what replaces it.",
    (ToolParameter("id", ArgumentKind.TEXT, "The id of a resource, or a former id.", required=True), LANGUAGE),
    RESOURCE_SCHEMA,
    resource_answer,
)
