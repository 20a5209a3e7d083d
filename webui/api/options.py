"""What a program chooses of an answer: language, fields, facets, snippets. Only the JSON API has these parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.messages import Message, MessageId
from catalog.schemas.answers.hits import HIT_FIELD_NAMES, MAX_SNIPPETS
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.query import ParameterErrors, refuse
from catalog.schemas.queries.query_fields import quoted
from catalog.search.query.tree import DEFAULT_PASSAGES
from catalog.search.searcher import Searcher
from webui.http.params import Params, allowed_params, is_text
from webui.i18n.locale import ENGLISH, LANGUAGES
from webui.search.state import SearchState

NO_FACETS = "none"
"""The value of `facets` for an answer without any."""
KINDS = MappingProxyType({"lang": "Language", "fields": "Field", "facets": "Facet", "snippets": "Number of snippets"})
"""What the values of each option are, for errors, which are in English for all programs."""
SEARCH_OPTIONS = tuple(KINDS)
"""The options of a search; other routes have some of them."""


@dataclass(frozen=True, slots=True)
class ApiOptions:
    """The chosen language, fields, facets and number of snippets of an answer.

    `fields` are the names of chosen fields, empty for all of them; `facets` are the names of the facets to count.
    """

    lang: str = ENGLISH
    fields: tuple[str, ...] = ()
    facets: tuple[str, ...] = FACET_NAMES
    snippets: int = MAX_SNIPPETS

    @property
    def hit_fields(self) -> tuple[str, ...]:
        """The fields that each hit has."""
        return self.fields or HIT_FIELD_NAMES

    @property
    def passages(self) -> int:
        """The number of passages of a hit to look for."""
        return min(self.snippets, DEFAULT_PASSAGES) if "snippets" in self.hit_fields else 0

    def as_params(self) -> Params:
        """Return the options as query parameters in canonical form: without defaults."""
        values = {
            "lang": self.lang if self.lang != ENGLISH else "",
            "fields": ",".join(self.fields),
            "facets": ",".join(self.facets) or NO_FACETS if self.facets != FACET_NAMES else "",
            "snippets": str(self.snippets) if self.snippets != MAX_SNIPPETS else "",
        }
        return tuple((name, value) for name, value in values.items() if value)


def search_request(params: Params, searcher: Searcher) -> tuple[SearchState, ApiOptions]:
    """Return the search and the options that parameters describe; raise QueryError, with the reasons by parameter."""
    errors: ParameterErrors = {}
    values = _option_values(params, errors)
    options = read_options(values, HIT_FIELD_NAMES, errors)
    state = SearchState()
    try:
        others = (param for param in params if param[0] not in SEARCH_OPTIONS)
        state = SearchState.from_api_params(others, searcher, further_names=SEARCH_OPTIONS)
    except QueryError as error:
        errors = {**{name: list(reasons) for name, reasons in error.errors.items()}, **errors}
    if errors:
        refuse(errors)
    return state, options


def options_request(*names: str) -> tuple[ApiOptions, Mapping[str, str]]:
    """Return the options of the current request, which may have parameters of these names, and all its parameters.

    Raises QueryError, with the reasons by parameter.
    """
    values = allowed_params(*names)
    errors: ParameterErrors = {}
    options = read_options(values, (), errors)
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    return options, values


def read_options(values: Mapping[str, str], known_fields: tuple[str, ...], errors: ParameterErrors) -> ApiOptions:
    """Return the options of parameters by name; empty ones are ignored, and the reasons for refusals go to `errors`."""
    lang = _one_of(LANGUAGES, "lang", values, errors)
    snippets = _one_of([str(number) for number in range(MAX_SNIPPETS + 1)], "snippets", values, errors)
    chosen = _names(values.get("fields", ""))
    known = (*known_fields, "id") if "page_url" in known_fields else known_fields
    _refuse_unknown("fields", chosen, known, errors)
    return ApiOptions(
        lang or ENGLISH,
        tuple(name for name in known if name in chosen),
        _facets(_names(values.get("facets", "")), errors),
        int(snippets) if snippets else MAX_SNIPPETS,
    )


def _option_values(params: Params, errors: ParameterErrors) -> dict[str, str]:
    """Return the values of the options by name; add those that are repeated, or not text, to `errors`."""
    values: dict[str, str] = {}
    for name, raw in params:
        value = raw.strip()
        if name not in SEARCH_OPTIONS or not value:
            continue
        if not is_text(value):
            errors[name] = [Message(MessageId.NOT_TEXT)]
        elif values.setdefault(name, value) != value:
            errors[name] = [Message(MessageId.GIVEN_TWICE)]
    return values


def _one_of(known: Iterable[str], name: str, values: Mapping[str, str], errors: ParameterErrors) -> str:
    """Return the value of an option, ignoring case; empty if it has none, or one that is not known."""
    value = values.get(name, "").strip().casefold()
    if not value or value in known:
        return value
    errors[name] = [unknown_value(KINDS[name], quoted(value), known)]
    return ""


def _names(value: str) -> tuple[str, ...]:
    """Return the names of a comma-separated list, each once."""
    return tuple(dict.fromkeys(filter(None, (name.strip().casefold() for name in value.split(",")))))


def _facets(names: tuple[str, ...], errors: ParameterErrors) -> tuple[str, ...]:
    if names == (NO_FACETS,):
        return ()
    _refuse_unknown("facets", names, (*FACET_NAMES, NO_FACETS), errors)
    if NO_FACETS in names:
        errors.setdefault("facets", []).append(unknown_value(KINDS["facets"], quoted(",".join(names)), FACET_NAMES))
    return tuple(name for name in FACET_NAMES if name in names) or FACET_NAMES


def _refuse_unknown(parameter: str, names: Iterable[str], known: tuple[str, ...], errors: ParameterErrors) -> None:
    """Add the first name that is not known to `errors`."""
    if unknown := next((name for name in names if name not in known), None):
        errors[parameter] = [unknown_value(KINDS[parameter], quoted(unknown), known)]
