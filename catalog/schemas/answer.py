"""The response to a search at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import asdict
from typing import Any, ClassVar

from marshmallow import Schema, fields

from catalog.facets import FACETS
from catalog.model import LocatorKind
from catalog.schemas.program import SitePageSchema
from catalog.schemas.query import filters_json
from catalog.schemas.record import AgencySizeSchema, RecordSchema
from catalog.search.result import BestBet, Explanation, FacetCount, Hit, SearchResult, SitePage, SizeFit, Snippet

LocatorUrl = Callable[[Hit, Snippet], str | None]
"""The address that opens the place of a snippet, or None where there is none."""


class LocatorSchema(Schema):
    """The location of a snippet in its document."""

    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in LocatorKind]})
    label = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)


class SnippetSchema(Schema):
    """A passage of text; marks are code-point offsets into it, end exclusive."""

    text = fields.String(required=True)
    marks = fields.List(fields.List(fields.Integer()), required=True)
    locator = fields.Nested(LocatorSchema, required=True)


class ExplanationSchema(Schema):
    """The contribution of a part of the query to a score, and its parts."""

    what = fields.String(required=True)
    score = fields.Float(required=True)
    parts = fields.List(fields.Nested("ExplanationSchema"), required=True)


HIT_FIELDS = ("format", "topics", "agency_size", "publishers", "language")
RESOURCE_FIELDS = ("audiences", "engagement", "rating")
"""Fields of records that hold facet values: those in every hit, and those that only the resource itself has."""
ADDED_FIELDS = tuple(facet.field for facet in FACETS if facet.field and facet.field not in HIT_FIELDS + RESOURCE_FIELDS)
"""Such fields of facets that are added to FACETS: a hit has them too."""


def _facet_field(name: str) -> fields.Field[Any]:
    """Return the field of a record as a hit has it: always there, null if the record has no value."""
    field = deepcopy(RecordSchema().declared_fields[name])
    field.required, field.allow_none = True, not isinstance(field, fields.List)
    return field


class HitSchema(Schema):
    """One result."""

    class Meta:
        include: ClassVar = {name: _facet_field(name) for name in ADDED_FIELDS}

    id = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    agency_size = fields.Nested(AgencySizeSchema, required=True, allow_none=True)
    publishers = fields.List(fields.String(), required=True)
    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)
    size_fit = fields.String(required=True, metadata={"enum": [fit.value for fit in SizeFit]})
    score = fields.Float(required=True)
    explanation = fields.Nested(ExplanationSchema, metadata={"description": "Only with explain=1."})
    snippets = fields.List(fields.Nested(SnippetSchema), required=True)


class FacetCountSchema(Schema):
    """A facet value, and how many matches choosing it gives."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True)
    selected = fields.Boolean(required=True)


class ExpansionSchema(Schema):
    """The synonyms that were searched for too."""

    typed = fields.String(required=True)
    means = fields.List(fields.String(), required=True)


class MeaningSchema(Schema):
    """A meaning of an ambiguous term: its full term, the text that asks for it alone, and how many that finds."""

    text = fields.String(required=True)
    q = fields.String(required=True)
    total = fields.Integer(required=True)


class ChoiceSchema(Schema):
    """A term that can mean different things. All of them were searched for; each `q` narrows the search to one."""

    typed = fields.String(required=True)
    meanings = fields.List(fields.Nested(MeaningSchema), required=True)


class CorrectionSchema(Schema):
    """A better spelling and its number of results; `used` if the results are for it, as nothing has the words."""

    q = fields.String(required=True)
    total = fields.Integer(required=True)
    used = fields.Boolean(required=True)


class BestBetSchema(Schema):
    """What editors recommend: a resource of the catalog, or a page elsewhere, which has no id and no page here."""

    id = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)


class WayOnSchema(Schema):
    """A search to go on with where nothing was found: what it lets go, how many resources it finds, its page."""

    label = fields.String(required=True)
    total = fields.Integer(required=True)
    html = fields.String(required=True)


class QueryEchoSchema(Schema):
    """The query as it was understood."""

    q = fields.String(required=True)
    filters = fields.Dict(required=True)
    sort = fields.String(required=True)
    page = fields.Integer(required=True)
    per_page = fields.Integer(required=True)
    interpreted_as = fields.String(required=True)


FacetsSchema = Schema.from_dict(
    {facet.name: fields.List(fields.Nested(FacetCountSchema), required=True) for facet in FACETS}, name="FacetsSchema"
)


class SearchAnswerSchema(Schema):
    """A page of the answer. Totals and counts are exact; a facet's counts ignore that facet's own filter.

    Best bets, two at most, and pages of the site, three at most, come with the first page, and are in no total and no
    count.
    """

    query = fields.Nested(QueryEchoSchema, required=True)
    total = fields.Integer(required=True)
    any_size = fields.Integer(required=True)
    relaxed = fields.Boolean(required=True)
    generation = fields.String(required=True)
    took_ms = fields.Float(required=True)
    hits = fields.List(fields.Nested(HitSchema), required=True)
    facets = fields.Nested(FacetsSchema, required=True)
    expansions = fields.List(fields.Nested(ExpansionSchema), required=True)
    choices = fields.List(fields.Nested(ChoiceSchema), required=True)
    did_you_mean = fields.Nested(CorrectionSchema, required=True, allow_none=True)
    best_bets = fields.List(fields.Nested(BestBetSchema), required=True)
    pages = fields.List(fields.Nested(SitePageSchema), required=True)
    ways_on = fields.List(fields.Nested(WayOnSchema), required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(allow_none=True), required=True)


def search_json(
    result: SearchResult,
    *,
    links: Mapping[str, str | None],
    page_url: Callable[[str], str],
    locator_url: LocatorUrl,
    site_url: Callable[[SitePage], str],
    ways_on: Iterable[tuple[str, int, str]] = (),
) -> dict[str, Any]:
    """Return the answer in the shape of SearchAnswerSchema; the caller knows how addresses look.

    `ways_on` has the label, the total and the page of each search to go on with.
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
        "generation": result.generation,
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit_json(hit, page_url, locator_url) for hit in result.hits],
        "facets": {name: [facet_count_json(each) for each in counts] for name, counts in result.facets.items()},
        "expansions": [{"typed": each.typed, "means": list(each.means)} for each in result.expansions],
        "choices": [
            {"typed": each.typed, "meanings": [asdict(meaning) for meaning in each.meanings]} for each in result.choices
        ],
        "did_you_mean": asdict(result.did_you_mean) if result.did_you_mean else None,
        "best_bets": [_best_bet_json(bet, page_url) for bet in result.best_bets],
        "pages": [_site_page_json(each, site_url) for each in result.pages],
        "ways_on": [{"label": label, "total": total, "html": html} for label, total, html in ways_on],
        "links": dict(links),
    }


def facet_count_json(count: FacetCount) -> dict[str, Any]:
    """Return a facet value and its count."""
    return {"value": count.value, "label": count.label, "count": count.count, "selected": count.selected}


def _hit_json(hit: Hit, page_url: Callable[[str], str], locator_url: LocatorUrl) -> dict[str, Any]:
    record = hit.record
    return {
        "id": record.id,
        "title": record.title,
        "summary": record.summary,
        "url": record.url,
        "page_url": page_url(record.id),
        "format": record.format,
        "topics": list(record.topics),
        "agency_size": asdict(record.agency_size) if record.agency_size else None,
        "publishers": list(record.publishers),
        "published": str(record.published) if record.published else None,
        "language": record.language,
        **{name: field.serialize(name, record) for name, field in HitSchema.Meta.include.items()},
        "size_fit": hit.size_fit,
        "score": round(hit.score, 6),
        **({"explanation": _explanation_json(hit.explanation)} if hit.explanation else {}),
        "snippets": [_snippet_json(hit, snippet, locator_url) for snippet in hit.snippets],
    }


def _explanation_json(found: Explanation) -> dict[str, Any]:
    parts = [_explanation_json(part) for part in found.parts]
    return {"what": found.what, "score": round(found.score, 6), "parts": parts}


def _best_bet_json(bet: BestBet, page_url: Callable[[str], str]) -> dict[str, Any]:
    page = page_url(bet.id) if bet.id else None
    return {"id": bet.id, "title": bet.title, "url": bet.url, "page_url": page, "text": bet.text}


def _site_page_json(page: SitePage, site_url: Callable[[SitePage], str]) -> dict[str, Any]:
    snippet = {"text": page.snippet.text, "marks": [list(mark) for mark in page.snippet.marks]}
    return {"title": page.title, "page_url": site_url(page), "kind": page.kind, "snippet": snippet}


def _snippet_json(hit: Hit, snippet: Snippet, locator_url: LocatorUrl) -> dict[str, Any]:
    locator = snippet.locator
    return {
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "locator": {"kind": locator.kind, "label": locator.label, "url": locator_url(hit, snippet)},
    }
