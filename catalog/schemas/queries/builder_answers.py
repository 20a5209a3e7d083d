"""The answers of the toolkit builder at the boundary: URL parameters to BuilderAnswers, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId, to_translate
from catalog.recommend.model import BuilderAnswers, TimeBudget
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.parameter_names import refused_name, unknown_parameter
from catalog.schemas.queries.query import ParameterErrors, query_from_params, refuse
from catalog.schemas.queries.query_fields import quoted
from catalog.search.query.tree import Query
from catalog.taxonomy import Taxonomy

if TYPE_CHECKING:  # watched queries are validated without a searcher
    from catalog.search.searcher import Searcher

BUILDER_PARAMETERS = ("topic", "q", "format", "sworn", "time", "audience")
"""The parameters in the order of the questions; `format` may repeat."""
SINGLE_VALUED_FACETS = ("topic", "audience")
"""Facets that take one value here, although a search takes several."""
TIME_BUDGETS = tuple(TimeBudget)
DEFAULT_TIME = BuilderAnswers("").time

UrlParam = tuple[str, str]


def answers_from_params(
    params: Iterable[UrlParam], taxonomy: Taxonomy, searcher: Searcher, language: str = "en"
) -> BuilderAnswers:
    """Return the answers of URL parameters; empty ones are ignored.

    Raises QueryError with the reasons by parameter: an unknown parameter or value, a malformed value, a missing topic.
    """
    errors: ParameterErrors = {}
    search_params: list[UrlParam] = []
    time = DEFAULT_TIME
    for name, raw in params:
        value = raw.strip()
        if name not in BUILDER_PARAMETERS:
            errors.setdefault(refused_name(name), []).append(unknown_parameter(name, BUILDER_PARAMETERS))
        elif name != "time":
            search_params.append((name, value))
        elif value.casefold() in TIME_BUDGETS:
            time = TimeBudget(value.casefold())
        elif value:
            errors["time"] = [unknown_value(Label(to_translate("Time")), refused_name(quoted(value)), TIME_BUDGETS)]
    query = _search_query(search_params, taxonomy, searcher, errors)
    if errors:
        refuse(errors)
    topic, audience = (query.filters.get(name, (None,))[0] for name in SINGLE_VALUED_FACETS)
    return BuilderAnswers(
        topic or "", query.text, query.filters.get("format", ()), query.sworn, time, audience, language
    )


def _search_query(params: list[UrlParam], taxonomy: Taxonomy, searcher: Searcher, errors: ParameterErrors) -> Query:
    """Return the query of parameters, an empty one if they are invalid; add the reasons to `errors`."""
    try:
        query = query_from_params(params, taxonomy, searcher)
    except QueryError as error:
        errors.update({name: list(reasons) for name, reasons in error.errors.items()})
        query = Query()
    if not any(name == "topic" and value for name, value in params):
        errors["topic"] = [Message(MessageId.NO_TOPIC)]
    for name in SINGLE_VALUED_FACETS:
        if len(query.filters.get(name, ())) > 1:
            errors[name] = [Message(MessageId.GIVEN_TWICE)]
    return query


def answers_to_params(answers: BuilderAnswers) -> tuple[UrlParam, ...]:
    """Return answers as URL parameters in canonical form: in the order of BUILDER_PARAMETERS, without defaults."""
    values = {
        "topic": answers.topic,
        "q": answers.text,
        "sworn": answers.sworn,
        "time": "" if answers.time == DEFAULT_TIME else answers.time,
        "audience": answers.audience,
    }
    params = [(name, str(value)) for name, value in values.items() if value]
    params += [("format", value) for value in answers.formats]
    return tuple(sorted(params, key=lambda param: (BUILDER_PARAMETERS.index(param[0]), param[1])))
