"""The answers of the toolkit builder at the boundary: URL pairs to a Wish, and back."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.errors import QueryError
from catalog.recommend.model import BUDGETS, BuilderAnswers
from catalog.schemas.query import query_from_pairs, refuse, refused_name
from catalog.schemas.query_fields import shown
from catalog.schemas.record import unknown_value
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.text import nearest

PARAMETERS = ("topic", "q", "format", "sworn", "time", "audience")
"""What the builder asks, in its order; `format` may repeat."""
ONCE = ("topic", "audience")
NO_TOPIC = "choose what you need help with"
DEFAULT_TIME = BuilderAnswers("").time

Pair = tuple[str, str]


def answers_from_pairs(
    pairs: Iterable[Pair], taxonomy: Taxonomy, searcher: Searcher, language: str = "en"
) -> BuilderAnswers:
    """Return the wish that URL pairs say; pairs with an empty value are passed over.

    Raises QueryError with the reasons by parameter: an unknown parameter or value, a wrong form, no topic.
    """
    errors: dict[str, list[str]] = {}
    searched: list[Pair] = []
    time = DEFAULT_TIME
    for name, raw in pairs:
        value = raw.strip()
        if name not in PARAMETERS:
            guess = nearest(name, PARAMETERS)
            hint = f"did you mean '{guess}'?" if guess else f"known parameters are {', '.join(PARAMETERS)}"
            errors.setdefault(refused_name(name), []).append(f"is no question of the builder: {hint}")
        elif name != "time":
            searched.append((name, value))
        elif value.casefold() in BUDGETS:
            time = value.casefold()
        elif value:
            errors["time"] = [unknown_value("time", refused_name(shown(value)), BUDGETS)]
    query = _asked(searched, taxonomy, searcher, errors)
    if errors:
        refuse(errors)
    topic, audience = (query.filters.get(name, (None,))[0] for name in ONCE)
    return BuilderAnswers(
        topic or "", query.text, query.filters.get("format", ()), query.sworn, time, audience, language
    )


def _asked(pairs: list[Pair], taxonomy: Taxonomy, searcher: Searcher, errors: dict[str, list[str]]) -> Query:
    """Return the pairs as a search has them, and note what is wrong with them."""
    try:
        query = query_from_pairs(pairs, taxonomy, searcher)
    except QueryError as error:
        errors.update({name: list(found) for name, found in error.errors.items()})
        query = Query()
    if not any(name == "topic" and value for name, value in pairs):
        errors["topic"] = [NO_TOPIC]
    for name in ONCE:
        if len(query.filters.get(name, ())) > 1:
            errors[name] = ["is given twice; once is enough"]
    return query


def answers_to_pairs(answers: BuilderAnswers) -> tuple[Pair, ...]:
    """Return the one way to write a wish as URL pairs: in the order of PARAMETERS, without what is default."""
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
