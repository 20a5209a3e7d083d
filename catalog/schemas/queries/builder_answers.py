"""The answers of the toolkit builder at the boundary: URL pairs to BuilderAnswers, and back."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId, to_translate
from catalog.recommend.model import BuilderAnswers, TimeBudget
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.query import ParameterErrors, query_from_pairs, refuse, refused_name, unknown_parameter
from catalog.schemas.queries.query_fields import quoted
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy

BUILDER_PARAMETERS = ("topic", "q", "format", "sworn", "time", "audience")
"""The parameters in the order of the questions; `format` may repeat."""
SINGLE_VALUED_FACETS = ("topic", "audience")
"""Facets that take one value here, although a search takes several."""
TIME_BUDGETS = tuple(TimeBudget)
DEFAULT_TIME = BuilderAnswers("").time

Pair = tuple[str, str]


def answers_from_pairs(
    pairs: Iterable[Pair], taxonomy: Taxonomy, searcher: Searcher, language: str = "en"
) -> BuilderAnswers:
    """Return the answers of URL pairs; pairs with an empty value are ignored.

    Raises QueryError with the reasons by parameter: an unknown parameter or value, a malformed value, a missing topic.
    """
    errors: ParameterErrors = {}
    search_pairs: list[Pair] = []
    time = DEFAULT_TIME
    for name, raw in pairs:
        value = raw.strip()
        if name not in BUILDER_PARAMETERS:
            errors.setdefault(refused_name(name), []).append(unknown_parameter(name, BUILDER_PARAMETERS))
        elif name != "time":
            search_pairs.append((name, value))
        elif value.casefold() in TIME_BUDGETS:
            time = TimeBudget(value.casefold())
        elif value:
            errors["time"] = [unknown_value(Label(to_translate("Time")), refused_name(quoted(value)), TIME_BUDGETS)]
    query = _search_query(search_pairs, taxonomy, searcher, errors)
    if errors:
        refuse(errors)
    topic, audience = (query.filters.get(name, (None,))[0] for name in SINGLE_VALUED_FACETS)
    return BuilderAnswers(
        topic or "", query.text, query.filters.get("format", ()), query.sworn, time, audience, language
    )


def _search_query(pairs: list[Pair], taxonomy: Taxonomy, searcher: Searcher, errors: ParameterErrors) -> Query:
    """Return the query of the pairs, an empty one if they are invalid; add the reasons to `errors`."""
    try:
        query = query_from_pairs(pairs, taxonomy, searcher)
    except QueryError as error:
        errors.update({name: list(reasons) for name, reasons in error.errors.items()})
        query = Query()
    if not any(name == "topic" and value for name, value in pairs):
        errors["topic"] = [Message(MessageId.NO_TOPIC)]
    for name in SINGLE_VALUED_FACETS:
        if len(query.filters.get(name, ())) > 1:
            errors[name] = [Message(MessageId.GIVEN_TWICE)]
    return query


def answers_to_pairs(answers: BuilderAnswers) -> tuple[Pair, ...]:
    """Return answers as URL pairs in their canonical form: in the order of BUILDER_PARAMETERS, without defaults."""
    values = {
        "topic": answers.topic,
        "q": answers.text,
        "sworn": answers.sworn,
        "time": "" if answers.time == DEFAULT_TIME else answers.time,
        "audience": answers.audience,
    }
    pairs = [(name, str(value)) for name, value in values.items() if value]
    pairs += [("format", value) for value in answers.formats]
    return tuple(sorted(pairs, key=lambda pair: (BUILDER_PARAMETERS.index(pair[0]), pair[1])))
