"""Suggestions for the beginning of a query, in the catalog or in a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from catalog.search.query.parser import beside_others
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount, SearchResult, SuggestedResource, Suggestions
from catalog.search.searcher import Searcher
from catalog.search.suggest.suggestions import MAX_COMPLETIONS, query_so_far
from webui.api.suggest_request import SuggestRequest
from webui.i18n.labels import localized_text
from webui.i18n.locale import language
from webui.search.state import SearchState

MAX_TRIED_COMPLETIONS = 12
"""Completions that are searched for in a part of the catalog, to suggest those with results."""
MAX_SEARCHED_CHARACTERS = 3_000
"""Characters of all these searches: fewer completions are tried where many words narrow the part."""


def suggestions_for(request: SuggestRequest, searcher: Searcher) -> Suggestions:
    """Return the suggestions, with the number of results if the answer has it."""
    if request.part != SearchState():
        return _suggestions_in_part(request, searcher)
    suggestions = searcher.suggest(request.q, max_resources=request.limit, language=language())
    return replace(suggestions, total=_total(request.q, searcher) if "total" in request.fields else None)


def _total(text: str, searcher: Searcher) -> int | None:
    """Return the number of results, corrected as a search would be, or None if no resource has all words."""
    if not text.strip():
        return None
    result = searcher.search(Query(text, per_page=1, passages=0, facets=()))
    return result.total if result.complete else None


def _suggestions_in_part(request: SuggestRequest, searcher: Searcher) -> Suggestions:
    """Return the suggestions for a part of the catalog: only those with results there."""
    query = query_so_far(request.q)
    if not query:
        return Suggestions(searcher.generation)
    tried = MAX_SEARCHED_CHARACTERS // (len(request.part.query.text) + len(query))
    suggestions = searcher.suggest(request.q, min(tried, MAX_TRIED_COMPLETIONS), language=language())
    completions = (text for text in suggestions.completions if _search(request, text, searcher, limit=1).total)
    result = _search(request, query, searcher, request.limit)
    records = (hit.record for hit in result.hits)
    return replace(
        suggestions,
        completions=tuple(islice(completions, MAX_COMPLETIONS)) if "completions" in request.fields else (),
        resources=tuple(
            SuggestedResource(record.id, localized_text(record).title, record.format) for record in records
        ),
        topics=tuple(_topics_in_part(request, suggestions.topics, searcher)) if suggestions.topics else (),
        total=result.total or None,
    )


def _search(request: SuggestRequest, text: str, searcher: Searcher, limit: int) -> SearchResult:
    """Return the resources of the part that have everything in a text, the most relevant first."""
    part = request.part.query
    words = f"({beside_others(part.text)}) {beside_others(text)}" if part.text else text
    return searcher.search(replace(part, text=words, per_page=limit, passages=0, facets=(), all_terms=True))


def _topics_in_part(
    request: SuggestRequest, topics: tuple[FacetCount, ...], searcher: Searcher
) -> Iterator[FacetCount]:
    """Yield the topics with results in the part, with the number of them."""
    query = replace(request.part.query, per_page=1, passages=0, facets=("topic",), all_terms=True)
    counts = {topic.value: topic.count for topic in searcher.search(query).facets["topic"]}
    selected = query.filters.get("topic")
    for topic in topics:
        if counts.get(topic.value) and (not selected or topic.value in selected):
            yield replace(topic, count=counts[topic.value])
