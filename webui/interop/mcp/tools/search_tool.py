"""The tool `search`: resources with the passages that match, and links to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from catalog.messages import to_translate
from catalog.search.query.tree import MAX_TEXT
from catalog.search.result import BestBet, Hit, SearchResult
from catalog.taxonomy import Taxonomy
from webui.components.cards import record_facts
from webui.components.snippets import snippet_place
from webui.components.text_blocks import without_bars
from webui.context import app_context, public_site_urls
from webui.i18n.formatting import agency_words, excerpt, resource_words
from webui.i18n.labels import localized, localized_text
from webui.i18n.locale import gettext, language
from webui.interop.mcp.tools.json_schema import (
    FLAG,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    array_of,
    described,
    object_with,
)
from webui.interop.mcp.tools.parameters import (
    LANGUAGE,
    ArgumentKind,
    ToolArguments,
    ToolParameter,
    from_query_error,
)
from webui.interop.mcp.tools.tool import Tool, ToolAnswer, ToolResult
from webui.search.filters.refinements import refinements
from webui.search.state import SearchState, page_count
from webui.urls import SiteUrls

MAX_HITS = 10
FACET_ARGUMENTS = ("topic", "format", "agency_size")
ARGUMENT_NAMES = {"q": "query", "per_page": "limit"}
"""The arguments that are called otherwise than the parameters of a search."""

CAN_MEAN = to_translate("\u201c%(typed)s\u201d can mean:")
USE_OTHER_WORDS = to_translate("Check the spelling, or use fewer or more general words.")
SOME_MATCH_ALL = to_translate("Few resources match all of your search, so others that match part of it are shown too.")
NOTHING_ABOUT = to_translate("Nothing about: %(words)s")
NONE_MATCHES_ALL = to_translate("No resource matches all of your search. These match part of it.")

PASSAGE_SCHEMA = object_with({"text": TEXT, "location": described(TEXT, "Such as p. 12 or 02:05."), "url": TEXT})
LABELS_SCHEMA = object_with(
    {"format": TEXT_OR_NULL, "topics": array_of(TEXT), "agency_size": TEXT, "publishers": array_of(TEXT)}
)
HIT_SCHEMA = object_with(
    {
        "id": described(TEXT, "For the tool get_resource."),
        "title": TEXT,
        "summary": TEXT_OR_NULL,
        "page_url": described(TEXT, "The page to cite."),
        "url": described(TEXT_OR_NULL, "Where the resource was published."),
        "format": TEXT_OR_NULL,
        "topics": array_of(TEXT),
        "labels": LABELS_SCHEMA,
        "published": TEXT_OR_NULL,
        "language": TEXT_OR_NULL,
        "passages": described(array_of(PASSAGE_SCHEMA), "Passages of its documents that match, each with a link."),
    }
)
OUTPUT_SCHEMA = object_with(
    {
        "query": TEXT,
        "interpreted_as": TEXT,
        "did_you_mean": {
            **object_with({"q": TEXT, "total": NUMBER, "used": described(FLAG, "Whether the hits are for it.")}),
            "type": ["object", "null"],
        },
        "relaxed": described(FLAG, "Whether resources with only some of the words are among the hits."),
        "complete": described(
            NUMBER, "Those of `total` that match all of the query. They come first if it is keywords."
        ),
        "absent": described(array_of(TEXT), "Words that no resource has."),
        "expansions": array_of(object_with({"typed": TEXT, "means": array_of(TEXT)})),
        "choices": described(
            array_of(
                object_with(
                    {"typed": TEXT, "meanings": array_of(object_with({"text": TEXT, "q": TEXT, "total": NUMBER}))}
                )
            ),
            "Terms with several meanings: the hits are for all of them, the query q is for one.",
        ),
        "total": described(NUMBER, "All matches, exactly."),
        "page": NUMBER,
        "pages": NUMBER,
        "hits": array_of(HIT_SCHEMA),
        "recommended": described(
            array_of(object_with({"title": TEXT, "page_url": TEXT}, {"text": TEXT})), "Picked by editors."
        ),
        "broader": described(
            array_of(object_with({"label": TEXT, "total": NUMBER, "page_url": TEXT})),
            "If nothing was found: searches with fewer constraints.",
        ),
        "results_url": described(TEXT, "The same search on the site."),
        "generation": TEXT,
    }
)


def search_answer(arguments: ToolArguments, generation: OpenGeneration) -> ToolAnswer:
    """Return the answer to a search; raise WrongArgumentsError for values that the catalog does not know."""
    params = [("q", arguments["query"]), ("page", str(arguments["page"])), ("per_page", str(arguments["limit"]))]
    params += [(name, value) for name in FACET_ARGUMENTS for value in arguments[name]]
    try:
        state = SearchState.from_api_params(params, generation.searcher)
    except QueryError as error:
        raise from_query_error(error, ARGUMENT_NAMES) from None
    return SearchToolAnswer(state, generation.bets.unchanged_since(app_context().today()))


@dataclass(frozen=True, slots=True)
class SearchToolAnswer(ToolAnswer):
    """A page of results. `bets_since` is the first day with the current best bets."""

    state: SearchState
    bets_since: dt.date

    def result(self, generation: OpenGeneration) -> ToolResult:
        """Return the hits as text and as data."""
        urls, taxonomy = public_site_urls(), localized(generation.searcher.taxonomy)
        query = replace(self.state.query, language=language())
        result = generation.searcher.search(query)
        bets = generation.bets.best_bets(
            replace(query, text=result.searched_text), self.bets_since, generation.searcher
        )
        broader = () if result.total else refinements(result, generation.searcher, urls)
        data = {
            "query": result.query.text,
            "interpreted_as": result.interpreted_as,
            "did_you_mean": _correction(result),
            "relaxed": result.relaxed,
            "complete": result.complete,
            "absent": list(result.absent),
            "expansions": [{"typed": item.typed, "means": list(item.means)} for item in result.expansions],
            "choices": [asdict(choice) for choice in result.choices],
            "total": result.total,
            "page": result.query.page,
            "pages": page_count(result.total, result.query.per_page),
            "hits": [hit_data(hit, taxonomy, urls) for hit in result.hits],
            "recommended": [_recommendation(bet, urls) for bet in bets],
            "broader": [{"label": item.label, "total": item.count, "page_url": item.url} for item in broader],
            "results_url": urls.search(self.state.for_people().as_params()),
            "generation": result.generation,
        }
        facts = [record_facts(hit.record, hit.texts, taxonomy) for hit in result.hits]
        first = (result.query.page - 1) * result.query.per_page + 1
        return ToolResult("\n".join(_lines(data, facts, first)), data)


def _correction(result: SearchResult) -> dict[str, Any] | None:
    correction = result.did_you_mean
    return {"q": correction.q, "total": correction.total, "used": correction.used} if correction else None


def _recommendation(bet: BestBet, urls: SiteUrls) -> dict[str, str]:
    """Return a best bet; its page is here, or elsewhere if it is not a resource of the catalog."""
    page_url = urls.resource(bet.id) if bet.id else bet.url or ""
    return {"title": bet.title, "page_url": page_url, **({"text": bet.text} if bet.text else {})}


def hit_data(hit: Hit, taxonomy: Taxonomy, urls: SiteUrls) -> dict[str, Any]:
    """Return a hit in the shape of HIT_SCHEMA; `taxonomy` has the labels."""
    record, text = hit.record, localized_text(hit.record)
    return {
        "id": record.id,
        "title": text.title,
        "summary": text.summary,
        "page_url": urls.resource(record.id),
        "url": record.url,
        "format": record.format,
        "topics": list(record.topics),
        "labels": {
            "format": taxonomy.label("format", record.format) if record.format else None,
            "topics": [taxonomy.label("topic", topic) for topic in record.topics],
            "agency_size": agency_words(record.agency_size),
            "publishers": [taxonomy.publisher_label(name) for name in record.publishers],
        },
        "published": str(record.published) if record.published else None,
        "language": record.language,
        "passages": list(_passages(hit, urls)),
    }


def _passages(hit: Hit, urls: SiteUrls) -> Iterator[dict[str, str]]:
    for snippet in hit.snippets:
        if url := urls.snippet(hit, snippet):
            location = snippet_place(snippet).removeprefix("00:")
            yield {"text": " ".join(without_bars(snippet.text).split()), "location": location, "url": url}


def _lines(data: dict[str, Any], facts: list[tuple[str, ...]], first: int) -> Iterator[str]:
    """Yield the lines of the text: the number of matches, then each hit, counted from `first`, with its passages."""
    yield ": ".join(filter(None, (resource_words(data["total"]), data["query"])))
    if correction := data["did_you_mean"]:
        if correction["used"]:
            yield gettext("Showing results for: %(words)s") % {"words": correction["q"]}
        else:
            words = f"{correction['q']} ({resource_words(correction['total'])})"
            yield gettext("Did you mean: %(words)s") % {"words": words}
    if data["relaxed"] and data["total"]:
        note = SOME_MATCH_ALL if data["complete"] else NONE_MATCHES_ALL
        yield gettext(note)
    if data["absent"]:
        yield gettext(NOTHING_ABOUT) % {"words": ", ".join(data["absent"])}
    for choice in data["choices"]:
        meanings = (f"{meaning['text']} ({resource_words(meaning['total'])})" for meaning in choice["meanings"])
        yield f"{gettext(CAN_MEAN) % {'typed': choice['typed']}} {', '.join(meanings)}"
    if data["query"] and not data["total"]:
        yield gettext(USE_OTHER_WORDS)
    yield from (f"{item['label']}: {resource_words(item['total'])}" for item in data["broader"])
    for number, (hit, hit_facts) in enumerate(zip(data["hits"], facts, strict=True), first):
        yield f"\n{number}. {hit['title']}"
        yield from filter(None, (" \u00b7 ".join((*hit_facts, *hit["labels"]["publishers"])), hit["page_url"]))
        yield from (excerpt(text) for text in (hit["summary"],) if text)
        for passage in hit["passages"]:
            location = f"{passage['location']}: " if passage["location"] else ""
            yield f"- {location}\u201c{passage['text']}\u201d {passage['url']}"
    yield f"\n{data['results_url']}"


SEARCH = Tool(
    "search",
    "Search the clearinghouse",
    "Search public safety resources (guides, research, webinars, podcasts, toolkits, training and more) and the text "
    "inside their documents. Returns at most ten resources with the passages that match, each with a link to its page "
    "or minute. Cite page_url, or the url of a passage. Acronyms, synonyms and misspellings are understood; "
    "plain words are enough. Without words and filters, the newest resources are returned.",
    (
        ToolParameter(
            "query",
            ArgumentKind.TEXT,
            "Plain words, in English or Spanish: titles and summaries are in both languages, documents mostly in "
            'English. Also "a phrase", -without, this OR that, word*, '
            f"title:word. At most {MAX_TEXT:,} characters.",
        ),
        ToolParameter(
            "topic", ArgumentKind.TEXTS, "Only these topics; list_topics explains them.", default=(), facet="topic"
        ),
        ToolParameter("format", ArgumentKind.TEXTS, "Only these formats.", default=(), facet="format"),
        ToolParameter(
            "agency_size",
            ArgumentKind.TEXTS,
            "Only resources that suit agencies with this number of full-time sworn officers: small (under 50), "
            "midsize (50-249), large (250-999), major (1,000 and more). list_topics has the present values.",
            default=(),
            facet="agency_size",
        ),
        LANGUAGE,
        ToolParameter("limit", ArgumentKind.NUMBER, "Resources per page.", default=MAX_HITS, maximum=MAX_HITS),
        ToolParameter("page", ArgumentKind.NUMBER, "The page of results, from 1.", default=1),
    ),
    OUTPUT_SCHEMA,
    search_answer,
)
