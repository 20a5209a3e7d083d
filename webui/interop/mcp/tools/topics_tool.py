"""The tool `list_topics`: the values of the arguments of searches, with their numbers of resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.live import OpenGeneration
from webui.context import public_site_urls
from webui.i18n.formatting import resource_words
from webui.i18n.labels import facet_label, localized
from webui.interop.mcp.tools.json_schema import NUMBER, TEXT, array_of, object_with
from webui.interop.mcp.tools.parameters import LANGUAGE, ToolArguments
from webui.interop.mcp.tools.search_tool import FACET_ARGUMENTS
from webui.interop.mcp.tools.tool import Tool, ToolAnswer, ToolResult

VALUE_SCHEMA = object_with({"value": TEXT, "label": TEXT, "count": NUMBER, "results_url": TEXT}, {"description": TEXT})


def topics_answer(_arguments: ToolArguments, _generation: OpenGeneration) -> ToolAnswer:
    """Return the answer with the values."""
    return TopicsToolAnswer()


@dataclass(frozen=True, slots=True)
class TopicsToolAnswer(ToolAnswer):
    """The topics, formats and agency sizes."""

    def result(self, generation: OpenGeneration) -> ToolResult:
        """Return the values as text and as data."""
        data = {name: list(_values(name, generation)) for name in FACET_ARGUMENTS}
        lines = [line for name, values in data.items() for line in _lines(name, values)]
        return ToolResult("\n".join(lines), {**data, "generation": generation.searcher.generation})


def _values(facet: str, generation: OpenGeneration) -> Iterator[dict[str, Any]]:
    """Yield the values in the order of the taxonomy, also those that no resource has."""
    urls = public_site_urls()
    counts = {count.value: count.count for count in generation.searcher.values(facet)}
    for term in localized(generation.searcher.taxonomy).terms(facet):
        yield {
            "value": term.value,
            "label": term.label,
            **({"description": term.description} if term.description else {}),
            "count": counts.get(term.value, 0),
            "results_url": urls.search(((facet, term.value),)),
        }


def _lines(name: str, values: list[dict[str, Any]]) -> Iterator[str]:
    yield f"{facet_label(name)} ({name}):"
    for value in values:
        description = f" {value['description']}" if value.get("description") else ""
        yield f"- {value['value']}: {value['label']} ({resource_words(value['count'])}).{description}"


LIST_TOPICS = Tool(
    "list_topics",
    "List topics, formats and agency sizes",
    "List the values that search accepts for topic, format and agency_size, with labels, descriptions and the number "
    "of resources of each.",
    (LANGUAGE,),
    object_with({**{name: array_of(VALUE_SCHEMA) for name in FACET_ARGUMENTS}, "generation": TEXT}),
    topics_answer,
)
