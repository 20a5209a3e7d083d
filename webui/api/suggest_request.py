"""What a program asks suggestions for: the beginning of a query, and the part of the catalog."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.errors import QueryError
from catalog.facets import FACET_NAMES
from catalog.messages import Message, MessageId
from catalog.schemas.answers.suggestions import SUGGESTION_FIELDS
from catalog.schemas.queries.query import ParameterErrors, refuse
from catalog.search.searcher import Searcher
from catalog.search.suggest.suggestions import MAX_SUGGESTED, MAX_WITHIN
from webui.api.options import ApiOptions, read_options
from webui.http.params import Params, single_values
from webui.search.state import SearchState

MAX_SUGGESTED_RESOURCES = 20
NARROWING_NAMES = (*FACET_NAMES, "sworn", "published_from", "published_to")
"""The parameters of a search that also narrow suggestions."""
OWN_NAMES = ("q", "lang", "fields", "within", "limit")


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """The beginning of a query, the options of the answer, the part of the catalog, and the number of resources.

    `part` has the words that every resource must match, and filters; it is empty for the whole catalog.
    """

    q: str = ""
    options: ApiOptions = field(default_factory=ApiOptions)
    part: SearchState = field(default_factory=SearchState)
    limit: int = MAX_SUGGESTED

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the answer has."""
        return self.options.fields or SUGGESTION_FIELDS


def suggest_request(params: Params, searcher: Searcher) -> SuggestRequest:
    """Return the request that parameters describe; raise QueryError, with the reasons by parameter."""
    errors: ParameterErrors = {}
    narrowing = [param for param in params if param[0] in NARROWING_NAMES]
    others = (param for param in params if param[0] not in NARROWING_NAMES)
    values = single_values(others, (*OWN_NAMES, *NARROWING_NAMES), errors)
    options = read_options(values, SUGGESTION_FIELDS, errors)
    limit = _limit(values.get("limit", "").strip(), errors)
    if len(values.get("within", "")) > MAX_WITHIN:
        errors["within"] = [Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_WITHIN)]
    part = SearchState()
    try:
        part = SearchState.from_params(narrowing, searcher).with_text(values.get("within", "").strip())
    except QueryError as error:
        errors.update({name: list(reasons) for name, reasons in error.errors.items()})
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    return SuggestRequest(values.get("q", ""), options, part, limit)


def _limit(value: str, errors: ParameterErrors) -> int:
    """Return the number of resources; add the reason for a refusal to `errors`."""
    if not value or value in map(str, range(1, MAX_SUGGESTED_RESOURCES + 1)):
        return int(value or MAX_SUGGESTED)
    errors["limit"] = [Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=MAX_SUGGESTED_RESOURCES)]
    return MAX_SUGGESTED
