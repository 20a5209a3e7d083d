"""A tool, and the result of calling it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.live import OpenGeneration
from catalog.taxonomy import Taxonomy
from webui.interop.mcp.jsonrpc import encode_json
from webui.interop.mcp.tools.json_schema import JsonSchema
from webui.interop.mcp.tools.parameters import ToolArguments, ToolParameter
from webui.responses import CachedContent

ANNOTATIONS = {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False}
"""What every tool tells clients: it changes nothing, and knows this catalog only."""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """The result of a call: a text that an assistant can quote, and the same as data, None for an error."""

    text: str
    data: Mapping[str, Any] | None = None

    def as_json(self) -> str:
        """Return the result in the form of the protocol (CallToolResult)."""
        content = {"content": [{"type": "text", "text": self.text}], "isError": self.data is None}
        return encode_json(content if self.data is None else {**content, "structuredContent": self.data})


class ToolAnswer(CachedContent[OpenGeneration]):
    """The result of a call with everything that it depends on."""

    __slots__ = ()

    mimetype: ClassVar[str] = "application/json"

    def render(self, generation: OpenGeneration) -> str:
        """Return the result as JSON."""
        return self.result(generation).as_json()

    @abstractmethod
    def result(self, generation: OpenGeneration) -> ToolResult:
        """Return the result."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool. `answer` returns the answer to a call with valid arguments; it may raise WrongArgumentsError."""

    name: str
    title: str
    description: str
    parameters: tuple[ToolParameter, ...]
    output_schema: JsonSchema
    answer: Callable[[ToolArguments, OpenGeneration], ToolAnswer]

    def definition(self, taxonomy: Taxonomy | None) -> dict[str, Any]:
        """Return the definition for clients, with the values of facets if there is a taxonomy."""
        required = [parameter.name for parameter in self.parameters if parameter.required]
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": {
                "type": "object",
                "properties": {parameter.name: parameter.schema(taxonomy) for parameter in self.parameters},
                **({"required": required} if required else {}),
                "additionalProperties": False,
            },
            "outputSchema": self.output_schema,
            "annotations": {"title": self.title, **ANNOTATIONS},
        }
