"""The parameters of tools: their JSON Schemas, and the arguments of a call, which are checked against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from catalog.errors import QueryError
from catalog.schemas.queries.parameter_names import refused_name
from catalog.search.query.tree import MAX_TEXT
from catalog.taxonomy import Taxonomy
from catalog.text import nearest
from webui.http.params import is_text
from webui.i18n.formatting import excerpt
from webui.i18n.locale import ENGLISH, LANGUAGES
from webui.interop.mcp.tools.json_schema import JsonSchema

MAX_QUOTED = 40
"""Characters of a wrong argument that an error quotes."""
MAX_PROBLEMS = 10
"""Wrong arguments that one error names."""
ToolArguments = Mapping[str, Any]
"""The arguments of a call by name: texts, lists of texts, and numbers. Those that were left out have their default."""


class ArgumentKind(StrEnum):
    """What an argument is."""

    TEXT = "text"
    TEXTS = "texts"
    """A list of texts; a single text is accepted too."""
    NUMBER = "number"


EXPECTED: Mapping[ArgumentKind, str] = {
    ArgumentKind.TEXT: "a text",
    ArgumentKind.TEXTS: "a list of texts",
    ArgumentKind.NUMBER: "a whole number",
}
"""What an error asks for instead of a value of another kind."""


@dataclass(frozen=True, slots=True)
class ToolParameter:
    """A parameter of a tool.

    `values` are all that are allowed, if there are few; those of a parameter with a `facet` are in the taxonomy.
    A number is from 1 to `maximum`, if it has one.
    """

    name: str
    kind: ArgumentKind
    description: str
    default: str | tuple[str, ...] | int = ""
    required: bool = False
    values: tuple[str, ...] = ()
    facet: str | None = None
    maximum: int | None = None

    def schema(self, taxonomy: Taxonomy | None) -> JsonSchema:
        """Return the JSON Schema, with the values of a facet if there is a taxonomy."""
        listed = [term.value for term in taxonomy.terms(self.facet)] if taxonomy and self.facet else self.values
        text: dict[str, Any] = {"type": "string", **({"enum": list(listed)} if listed else {})}
        number: dict[str, Any] = {"type": "integer", "minimum": 1}
        schemas = {
            ArgumentKind.TEXT: text,
            ArgumentKind.TEXTS: {"type": "array", "items": text},
            ArgumentKind.NUMBER: {**number, "maximum": self.maximum} if self.maximum else number,
        }
        default = {"default": self.default} if self.default else {}
        return {**schemas[self.kind], **default, "description": self.description}

    def problem(self, value: object) -> str:
        """Return what is wrong with an argument, or an empty text."""
        match self.kind, value:
            case ArgumentKind.TEXT, str(text):
                return self._text_problem(text)
            case ArgumentKind.TEXTS, list(texts) if all(isinstance(text, str) for text in texts):
                return next(filter(None, map(self._text_problem, texts)), "")
            case ArgumentKind.TEXTS, str(text):
                return self._text_problem(text)
            case ArgumentKind.NUMBER, int(number) if not isinstance(number, bool):
                is_allowed = number >= 1 and (self.maximum is None or number <= self.maximum)
                return "" if is_allowed else self._number_problem(number)
        return f"use {EXPECTED[self.kind]}, not {_quoted(value)}"

    def _text_problem(self, text: str) -> str:
        if len(text) > MAX_TEXT:
            return f"use at most {MAX_TEXT:,} characters"
        if not is_text(text):
            return "contains characters that are not text"
        if self.values and text and text not in self.values:
            return f"{_quoted(text)} is not known; use one of: {', '.join(self.values)}"
        return "use at least one character" if self.required and not text.strip() else ""

    def _number_problem(self, number: int) -> str:
        limits = f"from 1 to {self.maximum}" if self.maximum else "of 1 or more"
        return f"use a number {limits}, not {_quoted(number)}"


LANGUAGE = ToolParameter(
    "language",
    ArgumentKind.TEXT,
    "The language of labels and links: en for English, es for Spanish. Resources stay in their own language.",
    default=ENGLISH,
    values=tuple(LANGUAGES),
)


class WrongArgumentsError(Exception):
    """Arguments that a tool cannot work with; `problems` has the reasons by argument."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Take the reasons by argument."""
        lines = [f"{name}: {reason}" for name, reason in list(problems.items())[:MAX_PROBLEMS]]
        super().__init__("\n".join(lines))


def read_arguments(parameters: tuple[ToolParameter, ...], given: Mapping[str, object]) -> ToolArguments:
    """Return the arguments of a call; raise WrongArgumentsError for unknown, missing and wrong ones.

    An argument that is null counts as left out.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    given = {name: _plain(value) for name, value in given.items() if value is not None or name not in by_name}
    problems = {refused_name(name): _unknown(name, by_name) for name in given if name not in by_name}
    for parameter in parameters:
        if parameter.name in given:
            problem = parameter.problem(given[parameter.name])
        else:
            problem = "is missing" if parameter.required else ""
        if problem:
            problems[parameter.name] = problem
    if problems:
        raise WrongArgumentsError(problems)
    defaults = {name: parameter.default for name, parameter in by_name.items()}
    return {**defaults, **{name: _as_kind(by_name[name].kind, value) for name, value in given.items() if value != ""}}


def _plain(value: object) -> object:
    """Return a whole number as an int, however it was written: in JSON, 5.0 is one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _as_kind(kind: ArgumentKind, value: Any) -> object:
    """Return a valid argument; texts become a tuple, also a single one."""
    if kind is not ArgumentKind.TEXTS:
        return value
    return (value,) if isinstance(value, str) else tuple(value)


def _unknown(name: str, known: Mapping[str, object]) -> str:
    guess = nearest(name, known)
    return f"unknown argument: did you mean '{guess}'?" if guess else f"unknown argument: known are {', '.join(known)}"


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else type(value).__name__ if isinstance(value, dict | list) else str(value)
    return f"'{excerpt(text, MAX_QUOTED)}'"


def from_query_error(error: QueryError, names: Mapping[str, str]) -> WrongArgumentsError:
    """Return the error of a query as one about arguments; `names` has those of arguments that are called otherwise."""
    reasons = {names.get(name, name): "; ".join(map(str, messages)) for name, messages in error.errors.items()}
    return WrongArgumentsError(reasons or {"query": str(error)})
