"""The answers of the toolkit builder at the boundary: URL pairs to BuilderAnswers, and back."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId, to_translate
from catalog.recommend.model import TIME_BUDGETS_MINUTES, BuilderAnswers
from catalog.schemas.query import ParameterErrors, query_from_pairs, refuse, refused_name, unknown_parameter
from catalog.schemas.query_fields import quoted
from catalog.schemas.record import unknown_value
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy

PARAMETERS = ("topic", "q", "format", "sworn", "time", "audience")
"""The builder's questions in their order; `format` may repeat."""
SINGLE_VALUED = ("topic", "audience")
"""Facets that take one value here, though a search takes several."""
DEFAULT_TIME = BuilderAnswers("").time

Pair = tuple[str, str]


def answers_from_pairs(
    pairs: Iterable[Pair], taxonomy: Taxonomy, searcher: Searcher, language: str = "en"
) -> BuilderAnswers:
    """Return the answers of URL pairs; pairs with an empty value are ignored.

    Raises QueryError with the reasons by parameter: an unknown parameter or value, a malformed value, no topic.
    """
    errors: ParameterErrors = {}
    search_pairs: list[Pair] = []
    time = DEFAULT_TIME
    for name, raw in pairs:
        value = raw.strip()
        if name not in PARAMETERS:
            errors.setdefault(refused_name(name), []).append(unknown_parameter(name, PARAMETERS))
        elif name != "time":
            search_pairs.append((name, value))
        elif value.casefold() in TIME_BUDGETS_MINUTES:
            time = value.casefold()
        elif value:
            errors["time"] = [
                unknown_value(Label(to_translate("Time")), refused_name(quoted(value)), TIME_BUDGETS_MINUTES)
            ]
    query = _query(search_pairs, taxonomy, searcher, errors)
    if errors:
        refuse(errors)
    topic, audience = (query.filters.get(name, (None,))[0] for name in SINGLE_VALUED)
    return BuilderAnswers(
        topic or "", query.text, query.filters.get("format", ()), query.sworn, time, audience, language
    )


def _query(pairs: list[Pair], taxonomy: Taxonomy, searcher: Searcher, errors: ParameterErrors) -> Query:
    """Return the search of the pairs, empty if it is invalid; add what is wrong to `errors`."""
    try:
        query = query_from_pairs(pairs, taxonomy, searcher)
    except QueryError as error:
        errors.update({name: list(reasons) for name, reasons in error.errors.items()})
        query = Query()
    if not any(name == "topic" and value for name, value in pairs):
        errors["topic"] = [Message(MessageId.NO_TOPIC)]
    for name in SINGLE_VALUED:
        if len(query.filters.get(name, ())) > 1:
            errors[name] = [Message(MessageId.GIVEN_TWICE)]
    return query


def answers_to_pairs(answers: BuilderAnswers) -> tuple[Pair, ...]:
    """Return answers as URL pairs in their canonical form: in the order of PARAMETERS, without defaults."""
    single = {
        "topic": answers.topic,
        "q": answers.text,
        "sworn": answers.sworn,
        "time": "" if answers.time == DEFAULT_TIME else answers.time,
        "audience": answers.audience,
    }
    pairs = [(name, str(value)) for name, value in single.items() if value]
    pairs += [("format", value) for value in answers.formats]
    return tuple(sorted(pairs, key=lambda pair: (PARAMETERS.index(pair[0]), pair[1])))
