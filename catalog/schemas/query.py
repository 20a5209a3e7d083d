"""A question at the JSON boundary: URL pairs to a Query, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES, FACETS, Facet
from catalog.schemas.query_fields import Count, Order, Published, facet_value
from catalog.schemas.record import MAX_SWORN, flat_errors
from catalog.search.query.tree import MAX_PER_PAGE, MAX_RESULTS, MAX_TEXT, Query, Sort
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.text import UNWANTED, nearest

MAX_VALUES = 50
"""Values of one facet in one query at most."""
TOO_DEEP = f"only the first {MAX_RESULTS:,} results can be shown: narrow the search instead"


class _TextAndFacetsSchema(Schema):
    """The parameters that come first: the text, then a parameter for each facet."""

    class Meta:
        include: ClassVar = {facet.name: fields.List(fields.String()) for facet in FACETS}

    q = fields.String(
        validate=validate.Length(max=MAX_TEXT, error=f"at most {MAX_TEXT:,} characters"),
        metadata={"description": 'Words, "a phrase", -without, OR, (groups), word*, title:word; no text is an error.'},
    )


class SearchArgsSchema(_TextAndFacetsSchema):
    """The parameters of a search. Facet parameters repeat: OR inside a facet, AND across."""

    class Meta:
        unknown = EXCLUDE

    sworn = Count(
        example=120,
        validate=validate.Range(1, MAX_SWORN, error=f"a number of officers from 1 to {MAX_SWORN:,}"),
        metadata={"description": "Full-time sworn officers of an agency like mine: what suits it, exact fits first."},
    )
    published_from = Published(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, inclusive."})
    published_to = Published(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, inclusive."})
    sort = Order(Sort, by_value=True)
    page = Count(
        example=2,
        validate=[
            validate.Range(min=1, error="a page number from 1"),
            validate.Range(max=MAX_RESULTS, error=TOO_DEEP),
        ],
    )
    explain = fields.Boolean(
        truthy={"1", "true"},
        falsy={"0", "false"},
        metadata={"description": "1: tell for each hit why it ranks where it does."},
        error_messages={"invalid": "write 1 or leave it out"},
    )
    per_page = Count(example=20, validate=validate.Range(1, MAX_PER_PAGE, error=f"from 1 to {MAX_PER_PAGE}"))


ARGS = SearchArgsSchema()
KNOWN = tuple(ARGS.fields)
LISTS = frozenset(FACET_NAMES)
Errors = dict[str, list[str]]


def query_from_pairs(pairs: Iterable[tuple[str, str]], taxonomy: Taxonomy, searcher: Searcher) -> Query:
    """Return the query that URL pairs ask for; pairs with an empty value are passed over.

    Raises QueryError with the reasons by parameter: unknown parameters and facet values, wrong forms, control
    characters, dates the wrong way round, a page too deep.
    """
    errors: Errors = {}
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
    """Refuse values that are right each by itself and do not go together."""
    first, last = query.published_from, query.published_to
    if first and last and first.first_day() > last.last_day():
        refuse({"published_from": [f"From is after To: write the earlier one, {last}, first"]})
    if query.page * query.per_page > MAX_RESULTS:
        refuse({"page": [TOO_DEEP]})


def refuse(errors: Mapping[str, Iterable[str]]) -> None:
    """Raise QueryError for the reasons by parameter."""
    reasons = {name: tuple(found) for name, found in errors.items()}
    first = next(f"{name}: {found[0]}" for name, found in reasons.items())
    end = "" if first.endswith((".", "?")) else "."
    raise QueryError(f"The search could not be understood. {first}{end}", reasons)


def _collected(pairs: Iterable[tuple[str, str]], errors: Errors) -> dict[str, Any]:
    """Return values by parameter, lists for facets, and note what is unknown, doubled or no text."""
    values: dict[str, Any] = {}
    for name, raw in pairs:
        value = raw.strip()
        if UNWANTED.search(name) or UNWANTED.search(value) or "\ufffd" in name + value:
            errors.setdefault(refused_name(name), []).append("has characters that are no text")
        elif name not in KNOWN:
            guess = nearest(name, KNOWN)
            hint = f"did you mean '{guess}'?" if guess else f"known parameters are {', '.join(KNOWN)}"
            errors.setdefault(refused_name(name), []).append(f"is no parameter of a search: {hint}")
        elif value and name in LISTS:
            values.setdefault(name, []).append(value)
        elif value and name in values and values[name] != value:
            errors.setdefault(name, []).append("is given twice; once is enough")
        elif value:
            values[name] = value
    return values


def refused_name(name: str) -> str:
    """Return a name as an error may repeat it."""
    return UNWANTED.sub("\ufffd", name)[:80]


def _known_values(facet: Facet, values: list[str], taxonomy: Taxonomy, searcher: Searcher, errors: Errors) -> list[str]:
    """Return the values of a facet that are meant, without doubles, and note those that there are not."""
    if len(values) > MAX_VALUES:
        errors.setdefault(facet.name, []).append(f"at most {MAX_VALUES} values")
        return []
    listed = {term.value for term in taxonomy.terms(facet.name)}
    used = set() if facet.closed else {each.value for each in searcher.values(facet.name)}
    known = {value.casefold(): value for value in listed | used}
    found: dict[str, None] = {}
    for value in values:
        try:
            found[facet_value(facet, value, known, taxonomy)] = None
        except ValidationError as error:
            errors.setdefault(facet.name, []).extend(map(str, error.messages))
    return list(found)


def query_to_pairs(query: Query) -> tuple[tuple[str, str], ...]:
    """Return the one way to write a query as URL pairs: sorted by name and value; what is default is left out."""
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
    """Return the filters in force, by parameter name."""
    found: dict[str, Any] = {name: list(values) for name, values in query.filters.items() if values}
    if query.sworn is not None:
        found["sworn"] = query.sworn
    for name in ("published_from", "published_to"):
        if (date := getattr(query, name)) is not None:
            found[name] = str(date)
    return found
