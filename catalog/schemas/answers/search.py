"""The response to a search at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, ClassVar

from marshmallow import Schema, fields

from catalog.facets import FACET_NAMES, FACETS
from catalog.schemas.answers.hits import HitForm, HitSchema, hit_json
from catalog.schemas.queries.query import filters_json
from catalog.search.query.agency_size import StatedSize
from catalog.search.result import BestBet, FacetCount, SearchResult, SitePage, SitePageKind

URL: Mapping[str, str] = MappingProxyType({"format": "uri"})
"""What the description of the API says about an absolute URL."""


class FacetCountSchema(Schema):
    """A facet value, and the number of matches if it is chosen."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True)
    selected = fields.Boolean(required=True)


class ExpansionSchema(Schema):
    """A typed term, and the synonyms that were searched for too."""

    typed = fields.String(required=True)
    means = fields.List(fields.String(), required=True)


class MeaningSchema(Schema):
    """A meaning of an ambiguous term: its full term, the query for it alone, and the number of its results."""

    text = fields.String(required=True)
    q = fields.String(required=True)
    total = fields.Integer(required=True)


class ChoiceSchema(Schema):
    """A term with several meanings. All were searched for; each `q` narrows the search to one."""

    typed = fields.String(required=True)
    meanings = fields.List(fields.Nested(MeaningSchema), required=True)


class StatedSizeSchema(Schema):
    """An agency size that the text states, such as "40 officer agency".

    Its words need not match, and resources for this size score more. To filter by it, search for `q` with `sworn`, or
    with `agency_size={value}` if there is no number.
    """

    typed = fields.String(required=True)
    value = fields.String(required=True, metadata={"description": "The value of the facet agency_size."})
    sworn = fields.Integer(required=True, allow_none=True)
    q = fields.String(required=True, metadata={"description": "The text without the words of the size."})


class CorrectionSchema(Schema):
    """Another spelling and its number of results; `used` if the results are for it, because the query has none."""

    q = fields.String(required=True)
    total = fields.Integer(required=True)
    used = fields.Boolean(required=True)


class BestBetSchema(Schema):
    """A recommendation by editors: a resource of the catalog, or a page elsewhere, which has no `id` and `page_url`."""

    id = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)


class PagePlaceSchema(Schema):
    """An excerpt of a page of the site; marks are code-point offsets into it, end exclusive."""

    text = fields.String(required=True)
    marks = fields.List(fields.List(fields.Integer()), required=True)


class SitePageSchema(Schema):
    """A page of the site that matches a search: a page about the program, or a featured toolkit."""

    title = fields.String(required=True)
    page_url = fields.String(required=True)
    kind = fields.String(required=True, metadata={"examples": [kind.value for kind in SitePageKind]})
    snippet = fields.Nested(PagePlaceSchema, required=True)


class WayOnSchema(Schema):
    """A broader search, offered if nothing was found: what it leaves out, its number of results, and its page."""

    label = fields.String(required=True)
    total = fields.Integer(required=True)
    html = fields.String(required=True)


class FiltersSchema(Schema):
    """The filters of a search; those that are not in use are absent."""

    class Meta:
        include: ClassVar = {facet.name: fields.List(fields.String()) for facet in FACETS}

    sworn = fields.Integer()
    published_from = fields.String()
    published_to = fields.String()


class QueryEchoSchema(Schema):
    """The query as it was understood."""

    q = fields.String(required=True)
    filters = fields.Nested(FiltersSchema, required=True)
    sort = fields.String(required=True)
    page = fields.Integer(required=True)
    per_page = fields.Integer(required=True)
    interpreted_as = fields.String(required=True, metadata={"description": "The words that were searched for."})


class FacetsSchema(Schema):
    """The values of each facet with their counts. With the parameter `facets`, only the named ones are present."""

    class Meta:
        include: ClassVar = {facet.name: fields.List(fields.Nested(FacetCountSchema)) for facet in FACETS}


class LinksSchema(Schema):
    """The URLs of the search: this answer, the neighboring pages, the page for people, feeds and files."""

    class Meta:
        include: ClassVar = {"self": fields.String(required=True, metadata=URL)}

    next = fields.String(required=True, allow_none=True, metadata=URL)
    prev = fields.String(required=True, allow_none=True, metadata=URL)
    html = fields.String(required=True, metadata=URL)
    atom = fields.String(required=True, metadata=URL)
    rss = fields.String(required=True, metadata=URL)
    csv = fields.String(required=True, metadata=URL)
    ris = fields.String(required=True, metadata=URL)
    bibtex = fields.String(required=True, metadata=URL)
    csl_json = fields.String(required=True, metadata=URL)


class SearchAnswerSchema(Schema):
    """A page of results. Totals and counts are exact; a facet's counts ignore that facet's own filter.

    The first page has at most two best bets and three pages of the site, which no total or count includes.
    """

    query = fields.Nested(QueryEchoSchema, required=True)
    total = fields.Integer(required=True, metadata={"description": "The number of resources on all pages."})
    any_size = fields.Integer(
        required=True,
        metadata={"description": "Those of them that suit any agency size: the count of every agency size has them."},
    )
    relaxed = fields.Boolean(
        required=True, metadata={"description": "Whether resources with only some of the words are among the hits."}
    )
    complete = fields.Integer(
        required=True,
        metadata={"description": "Those of `total` that match all of the query. They come first if it is keywords."},
    )
    absent = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Words that no resource has, if that is why few or none match all of the query."},
    )
    generation = fields.String(required=True, metadata={"description": "The version of the catalog that answered."})
    took_ms = fields.Float(required=True)
    hits = fields.List(fields.Nested(HitSchema), required=True)
    facets = fields.Nested(FacetsSchema, metadata={"description": "Absent with facets=none."})
    expansions = fields.List(fields.Nested(ExpansionSchema), required=True)
    choices = fields.List(fields.Nested(ChoiceSchema), required=True)
    stated_size = fields.Nested(
        StatedSizeSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null if the text states no agency size, or if it is a filter already."},
    )
    did_you_mean = fields.Nested(CorrectionSchema, required=True, allow_none=True)
    best_bets = fields.List(fields.Nested(BestBetSchema), required=True)
    pages = fields.List(fields.Nested(SitePageSchema), required=True)
    ways_on = fields.List(fields.Nested(WayOnSchema), required=True)
    links = fields.Nested(LinksSchema, required=True)


def search_json(
    result: SearchResult,
    form: HitForm,
    *,
    links: Mapping[str, str | None],
    site_url: Callable[[SitePage], str],
    facets: Collection[str] = FACET_NAMES,
    ways_on: Iterable[tuple[str, int, str]] = (),
) -> dict[str, Any]:
    """Return the answer in the shape of SearchAnswerSchema, with these facets.

    `site_url` returns the URL of a page of the site. `ways_on` has the label, the total and the page of each broader
    search.
    """
    query = result.query
    return {
        "query": {
            "q": query.text,
            "filters": filters_json(query),
            "sort": str(query.order),
            "page": query.page,
            "per_page": query.per_page,
            "interpreted_as": result.interpreted_as,
        },
        "total": result.total,
        "any_size": result.any_size,
        "relaxed": result.relaxed,
        "complete": result.complete,
        "absent": list(result.absent),
        "generation": result.generation,
        "took_ms": round(result.took_ms, 3),
        "hits": [hit_json(hit, form, partial=result.is_partial(hit)) for hit in result.hits],
        **({"facets": _facets_json(result, facets)} if facets else {}),
        "expansions": [{"typed": expansion.typed, "means": list(expansion.means)} for expansion in result.expansions],
        "choices": [
            {"typed": choice.typed, "meanings": [asdict(meaning) for meaning in choice.meanings]}
            for choice in result.choices
        ],
        "stated_size": _stated_size_json(result.stated_size),
        "did_you_mean": asdict(result.did_you_mean) if result.did_you_mean else None,
        "best_bets": [_best_bet_json(bet, form.page_url) for bet in result.best_bets],
        "pages": [_site_page_json(page, site_url) for page in result.pages],
        "ways_on": [{"label": label, "total": total, "html": html} for label, total, html in ways_on],
        "links": dict(links),
    }


def _facets_json(result: SearchResult, names: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    return {name: [facet_count_json(count) for count in result.facets[name]] for name in FACET_NAMES if name in names}


def facet_count_json(count: FacetCount) -> dict[str, Any]:
    """Return a facet value and its count."""
    return {"value": count.value, "label": count.label, "count": count.count, "selected": count.selected}


def _stated_size_json(size: StatedSize | None) -> dict[str, Any] | None:
    return {"typed": size.typed, "value": size.value, "sworn": size.sworn, "q": size.rest} if size else None


def _best_bet_json(bet: BestBet, page_url: Callable[[str], str]) -> dict[str, Any]:
    page = page_url(bet.id) if bet.id else None
    return {"id": bet.id, "title": bet.title, "url": bet.url, "page_url": page, "text": bet.text}


def _site_page_json(page: SitePage, site_url: Callable[[SitePage], str]) -> dict[str, Any]:
    snippet = {"text": page.snippet.text, "marks": [list(mark) for mark in page.snippet.marks]}
    return {"title": page.title, "page_url": site_url(page), "kind": page.kind, "snippet": snippet}
