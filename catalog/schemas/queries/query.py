"""A query at the JSON boundary: URL parameters to a Query, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES, FACETS, Facet
from catalog.messages import Message, MessageId
from catalog.schemas.base.strict_schema import flat_errors
from catalog.schemas.base.validators import Length, Range
from catalog.schemas.queries.parameter_names import refused_name, unknown_parameter
from catalog.schemas.queries.query_fields import DateParameter, NumberParameter, SortParameter, facet_value
from catalog.schemas.records.record import MAX_SWORN
from catalog.search.query.tree import MAX_PER_PAGE, MAX_RESULTS, MAX_TEXT, Query, Sort
from catalog.taxonomy import Taxonomy
from catalog.text import FORBIDDEN_CHARACTERS

if TYPE_CHECKING:  # watched queries are validated without a searcher
    from catalog.search.searcher import Searcher

MAX_VALUES_PER_FACET = 50
"""Values of one facet in one query."""
MAX_REFUSED_VALUES = 5
"""Unknown values of one facet that are refused by name: the nearest known value of each is looked for."""
PAGE_TOO_DEEP = Message(MessageId.RESULTS_TOO_DEEP, limit=MAX_RESULTS)


def _facet_parameter(facet: Facet) -> fields.List[Any]:
    """Return the field of a facet's parameter, without its values: they change, and `/api/v1/taxonomy` lists them."""
    description = (
        f"{facet.label}: resources with this value. Repeat the parameter to allow several values; different "
        "parameters narrow the search together."
    )
    return fields.List(fields.String(), metadata={"description": description})


class _TextAndFacetsSchema(Schema):
    """The first parameters: the text, then one for each facet."""

    class Meta:
        include: ClassVar = {facet.name: _facet_parameter(facet) for facet in FACETS}

    q = fields.String(
        validate=Length(high=MAX_TEXT, message=Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_TEXT)),
        metadata={"description": 'Words, "a phrase", -without, OR, (groups), word*, title:word; any text is valid.'},
    )


class SearchArgsSchema(_TextAndFacetsSchema):
    """The parameters of a search. Facet parameters repeat: OR inside a facet, AND across."""

    class Meta:
        unknown = EXCLUDE

    sworn = NumberParameter(
        example=120,
        validate=Range(1, MAX_SWORN, message=Message(MessageId.SWORN_OUT_OF_RANGE, limit=MAX_SWORN)),
        metadata={
            "description": "Number of full-time sworn officers: resources for that agency size, exact fits first."
        },
    )
    published_from = DateParameter(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, inclusive."})
    published_to = DateParameter(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, inclusive."})
    sort = SortParameter(
        Sort,
        by_value=True,
        metadata={"description": "By default `relevance` with words or an agency size, otherwise `newest`."},
    )
    page = NumberParameter(
        example=2,
        metadata={"description": f"The page of results, from 1, at most {MAX_RESULTS:,} results deep."},
        validate=[
            Range(low=1, message=Message(MessageId.PAGE_BELOW_ONE)),
            Range(high=MAX_RESULTS, message=PAGE_TOO_DEEP),
        ],
    )
    explain = fields.Boolean(
        truthy={"1", "true"},
        falsy={"0", "false"},
        metadata={"description": "1: explain the score of each hit."},
        error_messages={"invalid": [Message(MessageId.NOT_A_FLAG)]},
    )
    per_page = NumberParameter(
        example=20,
        metadata={"description": f"Results per page, {Query().per_page} by default."},
        validate=Range(1, MAX_PER_PAGE, message=Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=MAX_PER_PAGE)),
    )


SEARCH_ARGS = SearchArgsSchema()
SEARCH_PARAMETERS = tuple(SEARCH_ARGS.fields)
"""The names of all parameters of a search."""
REPEATABLE = frozenset(FACET_NAMES)
"""The names of the parameters that may repeat."""
ParameterErrors = dict[str, list[Message]]


def query_from_params(
    params: Iterable[tuple[str, str]], taxonomy: Taxonomy, searcher: Searcher, *, further_names: Collection[str] = ()
) -> Query:
    """Return the query of URL parameters; empty ones are ignored.

    `further_names` are parameters that the caller reads: errors name them, too, where an unknown one is like them.

    Raises QueryError with the reasons by parameter: unknown parameters and facet values, malformed values, control
    characters, reversed dates, a page beyond the last result that can be shown.
    """
    errors: ParameterErrors = {}
    values = _values_by_name(params, errors, (*SEARCH_PARAMETERS, *further_names))
    for facet in FACETS:
        if facet.name in values:
            values[facet.name] = _valid_values(facet, values[facet.name], taxonomy, searcher, errors)
    loaded: dict[str, Any] = {}
    try:
        loaded.update(SEARCH_ARGS.load(values))
    except ValidationError as error:
        for path, message in flat_errors(error.messages_dict):
            errors.setdefault(str(path[0]), []).append(message)
    if errors:
        refuse(errors)
    filters = {name: tuple(loaded.pop(name)) for name in sorted(REPEATABLE & loaded.keys())}
    query = Query(text=loaded.pop("q", ""), filters=filters, **loaded)
    _check_combination(query)
    return query


def _check_combination(query: Query) -> None:
    """Refuse values that are valid by themselves but contradict each other."""
    start, end = query.published_from, query.published_to
    if start and end and start.first_day() > end.last_day():
        refuse({"published_from": [Message(MessageId.DATES_REVERSED, date=str(end))]})
    if query.page * query.per_page > MAX_RESULTS:
        refuse({"page": [PAGE_TOO_DEEP]})


def refuse(
    errors: Mapping[str, Iterable[Message]], message_id: MessageId = MessageId.SEARCH_NOT_UNDERSTOOD
) -> NoReturn:
    """Raise QueryError with the reasons by parameter; the message quotes the first one."""
    reasons = {name: tuple(messages) for name, messages in errors.items()}
    parameter, (reason, *_) = next(iter(reasons.items()))
    raise QueryError(Message(message_id, parameter=parameter, reason=reason), reasons)


def _values_by_name(
    params: Iterable[tuple[str, str]], errors: ParameterErrors, known: Collection[str]
) -> dict[str, Any]:
    """Return the values by parameter, as lists for facets; add unknown, repeated and non-text ones to `errors`."""
    values: dict[str, Any] = {}
    for name, raw in params:
        value = raw.strip()
        if FORBIDDEN_CHARACTERS.search(name) or FORBIDDEN_CHARACTERS.search(value) or "\ufffd" in name + value:
            errors.setdefault(refused_name(name), []).append(Message(MessageId.NOT_TEXT))
        elif name not in SEARCH_PARAMETERS:
            errors.setdefault(refused_name(name), []).append(unknown_parameter(name, known))
        elif value and name in REPEATABLE:
            values.setdefault(name, []).append(value)
        elif value and name in values and values[name] != value:
            errors.setdefault(name, []).append(Message(MessageId.GIVEN_TWICE))
        elif value:
            values[name] = value
    return values


def _valid_values(
    facet: Facet, values: list[str], taxonomy: Taxonomy, searcher: Searcher, errors: ParameterErrors
) -> list[str]:
    """Return the facet's values in their canonical spelling, without duplicates; add unknown ones to `errors`."""
    if len(values) > MAX_VALUES_PER_FACET:
        errors.setdefault(facet.name, []).append(Message(MessageId.TOO_MANY_VALUES, limit=MAX_VALUES_PER_FACET))
        return []
    known = {term.value.casefold(): term.value for term in taxonomy.terms(facet.name)}
    if any(value.casefold() not in known for value in values):  # counting values in use takes longer
        counts = searcher.values(facet.name)
        uses = Counter(count.label.casefold() for count in counts)
        labeled = {label: count.value for count in counts if uses[label := count.label.casefold()] == 1}
        known = labeled | known | {count.value.casefold(): count.value for count in counts}
    valid_values: dict[str, None] = {}
    for value in values:
        try:
            valid_values[facet_value(facet, value, known, taxonomy)] = None
        except ValidationError as error:
            errors.setdefault(facet.name, []).extend(message for _path, message in flat_errors({"": error.messages}))
            if len(errors[facet.name]) >= MAX_REFUSED_VALUES:
                break
    return list(valid_values)


def query_to_params(query: Query, *, per_page: int = Query().per_page) -> tuple[tuple[str, str], ...]:
    """Return a query as URL parameters in their canonical form: sorted by name and value, without defaults.

    `per_page` is the default number of results on a page.
    """
    values = {
        "q": query.text,
        "sworn": query.sworn,
        "published_from": query.published_from,
        "published_to": query.published_to,
        "sort": query.sort,
        "page": query.page if query.page != 1 else None,
        "per_page": query.per_page if query.per_page != per_page else None,
        "explain": 1 if query.explain else None,
    }
    params = [(name, str(value)) for name, value in values.items() if value not in (None, "")]
    params += [(name, value) for name, facet_values in query.filters.items() for value in facet_values]
    return tuple(sorted(params))


def filters_json(query: Query) -> dict[str, Any]:
    """Return the active filters by parameter."""
    filters: dict[str, Any] = {name: list(values) for name, values in query.filters.items() if values}
    if query.sworn is not None:
        filters["sworn"] = query.sworn
    for name in ("published_from", "published_to"):
        if (date := getattr(query, name)) is not None:
            filters[name] = str(date)
    return filters
