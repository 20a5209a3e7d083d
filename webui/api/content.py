"""The responses of the JSON API, each with everything it depends on."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from flask import json

from catalog.facets import FACET_NAMES
from catalog.live import OpenGeneration
from catalog.model import Document, DocumentText, Entry
from catalog.schemas import (
    HitForm,
    record_json,
    related_json,
    search_json,
    suggestions_json,
    taxonomy_json,
)
from catalog.search.query.tree import Query
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.toolkit import Section
from webui.api.labels import record_labels
from webui.api.limits import limits
from webui.api.openapi import openapi_description
from webui.api.options import ApiOptions
from webui.api.suggest_request import SuggestRequest
from webui.api.suggestions import suggestions_for
from webui.components.documents import can_be_opened, problem_words
from webui.components.entries import find_entry
from webui.components.featured_toolkits import find_featured_toolkit
from webui.components.snippets import snippet_place
from webui.context import app_context, public_site_urls
from webui.http.cache import RenderedContent
from webui.i18n.labels import facet_label, localized, localized_text, relabeled, relation_label, with_facet_labels
from webui.i18n.locale import language
from webui.responses import CachedContent, SourceT
from webui.search.downloads import download_urls
from webui.search.filters.refinements import refinements
from webui.search.searched import counted_search
from webui.search.state import SearchState, page_count
from webui.urls import SiteUrls

MANIFEST_FIELDS = ("generation", "published_at", "engine", "digest", "records", "documents", "ocr")
"""The fields of the manifest in the status."""


def compact_json(value: Mapping[str, Any]) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class JsonContent(CachedContent[SourceT]):
    """A value as JSON."""

    __slots__ = ()

    mimetype: ClassVar[str] = "application/json"

    def render(self, generation: SourceT) -> str | RenderedContent:
        """Return the value as compact JSON."""
        return compact_json(self.value(generation))

    @abstractmethod
    def value(self, generation: SourceT) -> Mapping[str, Any]:
        """Return the value."""


@dataclass(frozen=True, slots=True)
class SearchAnswer(JsonContent[OpenGeneration]):
    """A page of results. `bets_since` is the first day with the current best bets."""

    state: SearchState
    options: ApiOptions
    bets_since: dt.date

    def render(self, generation: OpenGeneration) -> RenderedContent:
        """Return the value as compact JSON, with the search that is counted."""
        result = self._result(generation)
        searched = counted_search(self.state, result, by_program=True)
        return RenderedContent(compact_json(self._value(result, generation)), searched=searched)

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/search`."""
        return self._value(self._result(generation), generation)

    def _result(self, generation: OpenGeneration) -> SearchResult:
        result = generation.search(self._query(), self.bets_since, language())
        return with_facet_labels(result, localized(generation.searcher.taxonomy))

    def _value(self, result: SearchResult, generation: OpenGeneration) -> Mapping[str, Any]:
        urls, taxonomy = public_site_urls(), localized(generation.searcher.taxonomy)
        broader = () if result.total else refinements(result, generation.searcher, urls)
        form = HitForm(
            page_url=urls.resource,
            locator_url=urls.snippet,
            locator_label=snippet_place,
            labels=lambda record: record_labels(record, taxonomy),
            fields=self.options.hit_fields,
            snippets=self.options.snippets,
            language=language(),
        )
        return search_json(
            result,
            form,
            links=self._links(result, urls),
            site_url=urls.site_page,
            facets=self.options.facets,
            ways_on=((refinement.label, refinement.count, refinement.url) for refinement in broader),
        )

    def _query(self) -> Query:
        """Return the query with what was chosen of its answer.

        Facets with a filter are counted in any case: refinements have the labels of the filters.
        """
        query = self.state.query
        counted = (name for name in FACET_NAMES if name in self.options.facets or name in query.filters)
        return replace(query, passages=self.options.passages, facets=tuple(counted))

    def _links(self, result: SearchResult, urls: SiteUrls) -> dict[str, str | None]:
        """Return the URLs of the search in all formats, and of the next and previous page, None if there is none."""
        state, page = self.state, self.state.query.page
        pages = page_count(result.total, state.query.per_page)
        return {
            "self": self._api_url(state, urls),
            "next": self._api_url(state.with_page(page + 1), urls) if page < pages else None,
            "prev": self._api_url(state.with_page(page - 1), urls) if 1 < page <= pages else None,
            "html": urls.search(state.for_people().as_params()),
            **download_urls(state, urls),
        }

    def _api_url(self, state: SearchState, urls: SiteUrls) -> str:
        return urls.api_search((*state.as_api(), *self.options.as_params()))


@dataclass(frozen=True, slots=True)
class SuggestAnswer(JsonContent[OpenGeneration]):
    """Suggestions for the beginning of a query."""

    asked: SuggestRequest

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/suggest`."""
        searcher, taxonomy = generation.searcher, localized(generation.searcher.taxonomy)
        suggestions = suggestions_for(self.asked, searcher)
        return suggestions_json(
            self.asked.q,
            replace(suggestions, topics=relabeled("topic", suggestions.topics, taxonomy)),
            page_url=public_site_urls().resource,
            format_label=lambda value: taxonomy.label("format", value),
            names=self.asked.fields,
        )


@dataclass(frozen=True, slots=True)
class ToolkitAnswer(JsonContent[OpenGeneration]):
    """A featured toolkit by its name."""

    name: str

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/toolkits/{toolkit_name}`; raise NotFoundError if there is none."""
        toolkit = find_featured_toolkit(self.name, generation).toolkit
        sections = [
            {"title": section.title, "items": list(_toolkit_items(section, generation.searcher))}
            for section in toolkit.sections
        ]
        return {
            "name": self.name,
            "title": toolkit.title,
            "purpose": toolkit.purpose,
            "page_url": public_site_urls().toolkit(self.name),
            "generation": generation.manifest.generation,
            "sections": sections,
        }


def _toolkit_items(section: Section, searcher: Searcher) -> Iterator[dict[str, Any]]:
    """Yield the resources of a section that the catalog has."""
    urls, taxonomy = public_site_urls(), localized(searcher.taxonomy)
    for item in section.items:
        if entry := searcher.head(item.record):
            record, text = entry.record, localized_text(entry.record)
            yield {
                "id": record.id,
                "title": text.title,
                "summary": text.summary,
                "page_url": urls.resource(record.id),
                "url": record.url,
                "labels": record_labels(record, taxonomy),
                "note": item.note,
            }


@dataclass(frozen=True, slots=True)
class ResourceAnswer(JsonContent[OpenGeneration]):
    """A record, and facts about its documents."""

    record_id: str

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/resources/{id}`."""
        entry = find_entry(self.record_id, generation)
        return {
            "id": entry.record.id,
            "generation": generation.manifest.generation,
            **resource_parts(entry, generation.searcher.taxonomy),
        }


def resource_parts(entry: Entry, taxonomy: Taxonomy) -> dict[str, Any]:
    """Return what answers have of a resource besides its id: page, labels, record, documents."""
    urls = public_site_urls()
    return {
        "page_url": urls.resource(entry.record.id),
        "labels": record_labels(entry.record, localized(taxonomy)),
        "record": record_json(entry.record),
        "documents": [
            _document(document, text, urls) for document, text in zip(entry.record.documents, entry.texts, strict=False)
        ],
    }


def _document(document: Document, text: DocumentText, urls: SiteUrls) -> dict[str, object]:
    return {
        "label": document.label,
        "role": document.role,
        "url": urls.document(document) if can_be_opened(document, text) else None,
        **{name: value for name, value in asdict(text).items() if name != "sha256"},
        "problem": problem_words(document, text),
    }


@dataclass(frozen=True, slots=True)
class RelatedAnswer(JsonContent[OpenGeneration]):
    """The resources related to one, with the relations."""

    record_id: str

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/resources/{id}/related`."""
        related = related_json(
            generation.searcher.related(self.record_id),
            page_url=public_site_urls().resource,
            label=relation_label,
            language=language(),
        )
        return {"id": self.record_id, "generation": generation.manifest.generation, "related": related}


@dataclass(frozen=True, slots=True)
class TaxonomyAnswer(JsonContent[OpenGeneration]):
    """The vocabularies and synonyms."""

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/taxonomy`."""
        return taxonomy_json(localized(generation.searcher.taxonomy), facet_label)


@dataclass(frozen=True, slots=True)
class StatusAnswer(JsonContent[OpenGeneration]):
    """The current generation, and the limits in force."""

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/status`."""
        return {
            **{name: getattr(generation.manifest, name) for name in MANIFEST_FIELDS},
            "warnings": generation.searcher.warnings,
            "limits": limits(app_context().settings),
        }


@dataclass(frozen=True, slots=True)
class OpenApiDescription(JsonContent[OpenGeneration | None]):
    """The OpenAPI description; with a generation it has examples of its values."""

    def value(self, generation: OpenGeneration | None) -> Mapping[str, Any]:
        """Return the response of `/api/v1/openapi.json`."""
        return openapi_description(generation)
