"""The options of a widget, as URL parameters of the pages around it and as attributes of its element."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.messages import Message, MessageId
from catalog.schemas.queries.parameter_names import refused_name, unknown_parameter
from catalog.schemas.queries.query import ParameterErrors, refuse
from catalog.search.query.parser import beside_others, without_quotes
from catalog.search.searcher import Searcher
from catalog.search.suggest.suggestions import MAX_WITHIN
from webui.embed.option_reader import OptionReader
from webui.http.params import Params, is_text
from webui.search.state import SearchState

DEFAULT_LIMIT = 5
MAX_LIMIT = 20
"""Resources that a widget shows at once."""
SEARCH_NAMES = ("q", *FACET_NAMES, "sworn", "published_from", "published_to", "sort")
"""The parameters of the search that the widget is limited to."""
NAMES = ("site", "collection", "toolkit", "resource", "label", "placeholder")
"""The parameters whose values are texts."""
COLORS = ("primary", "bg", "color")
"""The parameters with colors; the custom properties of the widget have the same names."""
FLAGS = ("new_tab", "hide_credit")
WIDGET_PARAMETERS = ("mode", *SEARCH_NAMES, *NAMES, "limit", "theme", *COLORS, *FLAGS)
"""The names of all parameters."""
ATTRIBUTES = {"q": "query", "language": "resource-language"}
"""The attributes of the element that are not called as their parameter, with hyphens."""
OPERATOR = re.compile(r"\bOR\b")


class WidgetMode(StrEnum):
    """What a widget shows: suggestions for a search box, results in the page, or a list without a box."""

    SUGGEST = "suggest"
    RESULTS = "results"
    LIST = "list"


class WidgetTheme(StrEnum):
    """Whose choice of light or dark colors a widget follows: the page's, none, or the visitor's system."""

    INHERIT = "inherit"
    LIGHT = "light"
    DARK = "dark"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class WidgetOptions:
    """The options of a widget, valid and in canonical form.

    `state` has the words that every resource must match, filters and order; `site` and `collection` narrow it further.
    `toolkit` and `resource` are what a list shows instead: a featured toolkit by its name, or one resource by its id.
    Texts are empty for the widget's own, colors for those of the theme; a color is "#rrggbb".
    """

    mode: WidgetMode = WidgetMode.SUGGEST
    state: SearchState = field(default_factory=SearchState)
    site: str = ""
    collection: str = ""
    toolkit: str = ""
    resource: str = ""
    limit: int = DEFAULT_LIMIT
    label: str = ""
    placeholder: str = ""
    theme: WidgetTheme = WidgetTheme.INHERIT
    new_tab: bool = False
    hide_credit: bool = False
    primary: str = ""
    bg: str = ""
    color: str = ""

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]], searcher: Searcher, toolkits: Collection[str] = ()) -> Self:
        """Return the options that URL parameters describe; empty ones are ignored.

        `toolkits` are the names of the featured toolkits. Raises QueryError with the reasons by parameter.
        """
        errors: ParameterErrors = {}
        search_params, values = _split(params, errors)
        reader = OptionReader(values, errors)
        options: dict[str, Any] = {
            "mode": reader.member("mode", WidgetMode.SUGGEST),
            "state": _state(search_params, searcher, errors),
            **{name: reader.text(name) for name in NAMES},
            "toolkit": reader.name("toolkit", toolkits),
            "limit": reader.number("limit", DEFAULT_LIMIT, MAX_LIMIT),
            "theme": reader.member("theme", WidgetTheme.INHERIT),
            **{name: reader.color(name) for name in COLORS},
            **{name: reader.flag(name) for name in FLAGS},
        }
        widget = cls(**options)
        if len(widget.words) > MAX_WITHIN:
            errors.setdefault("q", []).append(Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_WITHIN))
        if errors:
            refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
        return widget

    @property
    def words(self) -> str:
        """The text of the search, including the site and the collection."""
        text, names = self.state.query.text, []
        if self.site:
            names.append(_phrase(self.site))
        if self.collection:
            names.append(f"series:{_phrase(self.collection)}")
        if names:
            text = " ".join(beside_others(text).split())
        if names and OPERATOR.search(text):
            text = f"({text})"
        return " ".join(filter(None, (text, *names)))

    @property
    def colors(self) -> tuple[tuple[str, str], ...]:
        """The chosen colors by the widget's custom property, such as ("--clearinghouse-primary", "#005ea2")."""
        values = ((name, getattr(self, name)) for name in COLORS)
        return tuple((f"--clearinghouse-{name}", color) for name, color in values if color)

    def search_state(self) -> SearchState:
        """Return the search that the widget is limited to."""
        return self.state.with_text(self.words)

    def search_params(self) -> Params:
        """Return the parameters of the search page with all resources that the widget may show."""
        return self.search_state().as_params()

    def as_params(self) -> Params:
        """Return the options as URL parameters in canonical form: sorted, without defaults."""
        return tuple(sorted((*self.state.as_params(), *self._own_params())))

    def attributes(self) -> Params:
        """Return the attributes of the element, in the order of WIDGET_PARAMETERS, without defaults.

        A flag has the value "". Colors are custom properties, and `resource` is only for frames.
        """
        values: dict[str, list[str]] = {}
        for name, value in (*self.state.as_params(), *self._own_params()):
            if name not in (*COLORS, "resource"):
                values.setdefault(name, []).append("" if name in FLAGS else value)
        return tuple(
            (ATTRIBUTES.get(name, name.replace("_", "-")), ",".join(values[name]))
            for name in WIDGET_PARAMETERS
            if name in values
        )

    def _own_params(self) -> Params:
        """Return the parameters that are not those of the search, without defaults."""
        values = {
            "mode": self.mode if self.mode != WidgetMode.SUGGEST else "",
            **{name: getattr(self, name) for name in NAMES},
            "limit": self.limit if self.limit != DEFAULT_LIMIT else "",
            "theme": self.theme if self.theme != WidgetTheme.INHERIT else "",
            **{name: getattr(self, name).lstrip("#") for name in COLORS},
            **{name: "1" if getattr(self, name) else "" for name in FLAGS},
        }
        return tuple((name, str(value)) for name, value in values.items() if value)


def _split(params: Iterable[tuple[str, str]], errors: ParameterErrors) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return the parameters of the search, and the others by name; add those that cannot be read to `errors`."""
    search_params: list[tuple[str, str]] = []
    values: dict[str, str] = {}
    for name, raw in params:
        value = raw.strip()
        if name in SEARCH_NAMES:
            search_params.append((name, value))
        elif name not in WIDGET_PARAMETERS:
            errors.setdefault(refused_name(name), []).append(unknown_parameter(name, WIDGET_PARAMETERS))
        elif not is_text(value):
            errors.setdefault(name, []).append(Message(MessageId.NOT_TEXT))
        elif value and values.setdefault(name, value) != value:
            errors.setdefault(name, []).append(Message(MessageId.GIVEN_TWICE))
    return search_params, values


def _state(params: list[tuple[str, str]], searcher: Searcher, errors: ParameterErrors) -> SearchState:
    """Return the state of the search's parameters, an empty one if they are refused; add the reasons to `errors`."""
    try:
        return SearchState.from_params(params, searcher)
    except QueryError as error:
        errors.update({name: list(reasons) for name, reasons in error.errors.items()})
        return SearchState()


def _phrase(text: str) -> str:
    """Return a text as a phrase of a query; a quotation mark would end it."""
    return f'"{without_quotes(text)}"'
