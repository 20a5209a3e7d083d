"""A query at the JSON boundary: URL pairs to a Query, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, NoReturn

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES, FACETS, Facet
from catalog.messages import Message, MessageId
from catalog.schemas.query_fields import Count, Order, Published, facet_value
from catalog.schemas.record import MAX_SWORN, flat_errors
from catalog.schemas.validators import Length, Range
from catalog.search.query.tree import MAX_PER_PAGE, MAX_RESULTS, MAX_TEXT, Query, Sort
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.text import FORBIDDEN_CHARACTERS, nearest

MAX_VALUES = 50
"""Values of one facet in one query."""
TOO_DEEP = Message(MessageId.RESULTS_TOO_DEEP, limit=MAX_RESULTS)


class _TextAndFacetsSchema(Schema):
    """The parameters that come first: the text, then a parameter for each facet."""

    class Meta:
        include: ClassVar = {facet.name: fields.List(fields.String()) for facet in FACETS}

    q = fields.String(
        validate=Length(high=MAX_TEXT, message=Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_TEXT)),
        metadata={"description": 'Words, "a phrase", -without, OR, (groups), word*, title:word; no text is an error.'},
    )


class SearchArgsSchema(_TextAndFacetsSchema):
    """The parameters of a search. Facet parameters repeat: OR inside a facet, AND across."""

    class Meta:
        unknown = EXCLUDE

    sworn = Count(
        example=120,
        validate=Range(1, MAX_SWORN, message=Message(MessageId.SWORN_OUT_OF_RANGE, limit=MAX_SWORN)),
        metadata={"description": "Full-time sworn officers of an agency like mine: what suits it, exact fits first."},
    )
    published_from = Published(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, inclusive."})
    published_to = Published(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, inclusive."})
    sort = Order(Sort, by_value=True)
    page = Count(
        example=2,
        validate=[
            Range(low=1, message=Message(MessageId.PAGE_BELOW_ONE)),
            Range(high=MAX_RESULTS, message=TOO_DEEP),
        ],
    )
    explain = fields.Boolean(
        truthy={"1", "true"},
        falsy={"0", "false"},
        metadata={"description": "1: tell for each hit why it ranks where it does."},
        error_messages={"invalid": [Message(MessageId.NOT_A_FLAG)]},
    )
    per_page = Count(
        example=20,
        validate=Range(1, MAX_PER_PAGE, message=Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=MAX_PER_PAGE)),
    )


ARGS = SearchArgsSchema()
KNOWN = tuple(ARGS.fields)
LISTS = frozenset(FACET_NAMES)
ParameterErrors = dict[str, list[Message]]


def query_from_pairs(pairs: Iterable[tuple[str, str]], taxonomy: Taxonomy, searcher: Searcher) -> Query:
    """Return the query of URL pairs; pairs with an empty value are ignored.

    Raises QueryError with the reasons by parameter: unknown parameters and facet values, malformed values, control
    characters, reversed dates, a page beyond the last result that can be shown.
    """
    errors: ParameterErrors = {}
    values = _collected(pairs, errors)
    for facet in FACETS:
        if facet.name in values:
            values[facet.name] = _known_values(facet, values[facet.name], taxonomy, searcher, errors)
    loaded: dict[str, Any] = {}
    try:
        loaded.update(ARGS.load(values))
    except ValidationError as error:
        for path, message in flat_errors(error.messages_dict):
            errors.setdefault(str(path[0]), []).append(message)
    if errors:
        refuse(errors)
    filters = {name: tuple(loaded.pop(name)) for name in sorted(LISTS & loaded.keys())}
    query = Query(text=loaded.pop("q", ""), filters=filters, **loaded)
    _check_together(query)
    return query


def _check_together(query: Query) -> None:
    """Refuse values that are valid by themselves but contradict each other."""
    first, last = query.published_from, query.published_to
    if first and last and first.first_day() > last.last_day():
        refuse({"published_from": [Message(MessageId.DATES_REVERSED, date=str(last))]})
    if query.page * query.per_page > MAX_RESULTS:
        refuse({"page": [TOO_DEEP]})


def refuse(
    errors: Mapping[str, Iterable[Message]], message_id: MessageId = MessageId.SEARCH_NOT_UNDERSTOOD
) -> NoReturn:
    """Raise QueryError with the reasons by parameter; the message quotes the first one."""
    reasons = {name: tuple(messages) for name, messages in errors.items()}
    parameter, (reason, *_) = next(iter(reasons.items()))
    raise QueryError(Message(message_id, parameter=parameter, reason=reason), reasons)


def _collected(pairs: Iterable[tuple[str, str]], errors: ParameterErrors) -> dict[str, Any]:
    """Return values by parameter, as lists for facets, and add to `errors` what is unknown, doubled or not text."""
    values: dict[str, Any] = {}
    for name, raw in pairs:
        value = raw.strip()
        if FORBIDDEN_CHARACTERS.search(name) or FORBIDDEN_CHARACTERS.search(value) or "\ufffd" in name + value:
            errors.setdefault(refused_name(name), []).append(Message(MessageId.NOT_TEXT))
        elif name not in KNOWN:
            errors.setdefault(refused_name(name), []).append(unknown_parameter(name, KNOWN))
        elif value and name in LISTS:
            values.setdefault(name, []).append(value)
        elif value and name in values and values[name] != value:
            errors.setdefault(name, []).append(Message(MessageId.GIVEN_TWICE))
        elif value:
            values[name] = value
    return values


def unknown_parameter(name: str, known: Collection[str]) -> Message:
    """Return what to tell of a parameter that is not among the known ones: the nearest, or all of them."""
    if guess := nearest(name, known):
        return Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest=guess)
    return Message(MessageId.UNKNOWN_PARAMETER, known=tuple(known))


def refused_name(name: str) -> str:
    """Return a parameter's name in a form that an error may repeat."""
    return FORBIDDEN_CHARACTERS.sub("\ufffd", name)[:80]


def _known_values(
    facet: Facet, values: list[str], taxonomy: Taxonomy, searcher: Searcher, errors: ParameterErrors
) -> list[str]:
    """Return the facet's values in their proper spelling, without duplicates; add unknown ones to `errors`."""
    if len(values) > MAX_VALUES:
        errors.setdefault(facet.name, []).append(Message(MessageId.TOO_MANY_VALUES, limit=MAX_VALUES))
        return []
    listed = {term.value for term in taxonomy.terms(facet.name)}
    used = set() if facet.closed else {count.value for count in searcher.values(facet.name)}
    known = {value.casefold(): value for value in listed | used}
    accepted: dict[str, None] = {}
    for value in values:
        try:
            accepted[facet_value(facet, value, known, taxonomy)] = None
        except ValidationError as error:
            errors.setdefault(facet.name, []).extend(message for _path, message in flat_errors({"": error.messages}))
    return list(accepted)


def query_to_pairs(query: Query) -> tuple[tuple[str, str], ...]:
    """Return a query as URL pairs in their canonical form: sorted by name and value, without defaults."""
    single = {
        "q": query.text,
        "sworn": query.sworn,
        "published_from": query.published_from,
        "published_to": query.published_to,
        "sort": query.sort,
        "page": query.page if query.page != 1 else None,
        "per_page": query.per_page if query.per_page != Query().per_page else None,
        "explain": 1 if query.explain else None,
    }
    pairs = [(name, str(value)) for name, value in single.items() if value not in (None, "")]
    pairs += [(name, value) for name, values in query.filters.items() for value in values]
    return tuple(sorted(pairs))


def filters_json(query: Query) -> dict[str, Any]:
    """Return the active filters by parameter."""
    filters: dict[str, Any] = {name: list(values) for name, values in query.filters.items() if values}
    if query.sworn is not None:
        filters["sworn"] = query.sworn
    for name in ("published_from", "published_to"):
        if (date := getattr(query, name)) is not None:
            filters[name] = str(date)
    return filters
