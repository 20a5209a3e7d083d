"""What the routes of the JSON API answer, each with everything that the answer depends on."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from flask import json

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.model import Entry
from catalog.schemas import record_json, related_json, search_json, suggestions_json, taxonomy_json
from catalog.search.query.tree import (
    MAX_EXPANSION,
    MAX_LEAVES,
    MAX_PER_PAGE,
    MAX_RESULTS,
    MAX_SHORT_PREFIXES,
    MAX_TEXT,
    Query,
)
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_SECTIONS
from webui.api.openapi import description
from webui.components.documents import can_be_opened, problem_words
from webui.context import app_context
from webui.i18n.labels import relation_label
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, SourceT
from webui.search.downloads import download_urls
from webui.search.refinements import refinements
from webui.search.state import SearchState, page_count

MANIFEST_FIELDS = ("generation", "published_at", "engine", "digest", "records", "documents")
"""What the status tells of the manifest."""


class JsonContent(CachedContent[SourceT]):
    """A value as JSON."""

    __slots__ = ()

    mimetype: ClassVar[str] = "application/json"

    def render(self, opened: SourceT) -> str:
        """Return the value as compact JSON."""
        return json.dumps(self.value(opened), ensure_ascii=False, separators=(",", ":"))

    @abstractmethod
    def value(self, opened: SourceT) -> Mapping[str, Any]:
        """Return the value."""


@dataclass(frozen=True, slots=True)
class SearchAnswer(JsonContent[OpenGeneration]):
    """A page of results; `bets_since` is the day since when the best bets in force are the same."""

    state: SearchState
    bets_since: dt.date

    def value(self, opened: OpenGeneration) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/search`."""
        public = app_context().public
        result = opened.search(self.state.query, self.bets_since)
        wider = () if result.total else refinements(result, opened.searcher, public)
        return search_json(
            result,
            links=self._links(result),
            page_url=public.resource,
            locator_url=public.snippet,
            site_url=public.site_page,
            ways_on=((refinement.label, refinement.count, refinement.url) for refinement in wider),
        )

    def _links(self, result: SearchResult) -> dict[str, str | None]:
        """Return the URLs of the search in other forms; None if there is no page before or after."""
        public, state, page = app_context().public, self.state, self.state.query.page
        pages = page_count(result.total, state.query.per_page)
        return {
            "self": public.json_search(state.as_params()),
            "next": public.json_search(state.with_page(page + 1).as_params()) if page < pages else None,
            "prev": public.json_search(state.with_page(page - 1).as_params()) if 1 < page <= pages else None,
            "html": public.search(state.as_params()),
            **download_urls(state, public),
        }


@dataclass(frozen=True, slots=True)
class SuggestAnswer(JsonContent[OpenGeneration]):
    """What to suggest for the beginning of a query."""

    q: str

    def value(self, opened: OpenGeneration) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/suggest`."""
        suggestions = replace(opened.searcher.suggest(self.q), total=self._total(opened.searcher))
        return suggestions_json(self.q, suggestions, page_url=app_context().public.resource)

    def _total(self, searcher: Searcher) -> int | None:
        """Return how many resources the text finds, or None while it is unfinished: nothing has all of its words."""
        if not self.q.strip():
            return None
        result = searcher.search(Query(self.q, per_page=1))
        return result.total if result.complete else None


@dataclass(frozen=True, slots=True)
class ResourceAnswer(JsonContent[OpenGeneration]):
    """A record as its curator wrote it, and the facts about its documents."""

    record_id: str

    def value(self, opened: OpenGeneration) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/resources/{id}`."""
        public, entry = app_context().public, entry_of(self.record_id, opened.searcher)
        documents = [
            {
                "label": document.label,
                "role": document.role,
                "url": public.document(document) if can_be_opened(document, text) else None,
                **{name: value for name, value in asdict(text).items() if name != "sha256"},
                "problem": problem_words(document, text),
            }
            for document, text in zip(entry.record.documents, entry.texts, strict=False)
        ]
        return {
            "id": entry.record.id,
            "page_url": public.resource(entry.record.id),
            "generation": opened.manifest.generation,
            "record": record_json(entry.record),
            "documents": documents,
        }


@dataclass(frozen=True, slots=True)
class RelatedAnswer(JsonContent[OpenGeneration]):
    """Resources related to one, and why."""

    record_id: str

    def value(self, opened: OpenGeneration) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/resources/{id}/related`."""
        related = related_json(
            opened.searcher.related(self.record_id), page_url=app_context().public.resource, label=relation_label
        )
        return {"id": self.record_id, "generation": opened.manifest.generation, "related": related}


@dataclass(frozen=True, slots=True)
class TaxonomyAnswer(JsonContent[OpenGeneration]):
    """Every vocabulary and the synonyms."""

    def value(self, opened: OpenGeneration) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/taxonomy`."""
        return taxonomy_json(opened.searcher.taxonomy)


@dataclass(frozen=True, slots=True)
class StatusAnswer(JsonContent[OpenGeneration]):
    """The generation that is served, and the limits in force."""

    def value(self, opened: OpenGeneration) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/status`."""
        return {
            **{name: getattr(opened.manifest, name) for name in MANIFEST_FIELDS},
            "warnings": opened.searcher.warnings,
            "limits": _limits(),
        }


@dataclass(frozen=True, slots=True)
class OpenApiDescription(JsonContent[OpenGeneration | None]):
    """The description of the API; with a generation it names the values of each facet."""

    def value(self, opened: OpenGeneration | None) -> Mapping[str, Any]:
        """Return the answer of `/api/v1/openapi.json`."""
        return description(opened.searcher if opened else None)


def entry_of(record_id: str, searcher: Searcher) -> Entry:
    """Return a resource by its id or a former one; raise NotFoundError if there is no such resource."""
    entry = searcher.get(record_id)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
    return entry


def _limits() -> dict[str, float]:
    settings = app_context().settings
    return {
        "query_characters": MAX_TEXT,
        "query_words": MAX_LEAVES,
        "prefix_words": MAX_EXPANSION,
        "one_letter_prefixes": MAX_SHORT_PREFIXES,
        "results_deep": MAX_RESULTS,
        "per_page": MAX_PER_PAGE,
        "concurrent_searches": settings.concurrent_searches,
        "document_wall_s": settings.document_wall_s,
        "document_memory_mb": settings.document_memory_mb,
        "keep_generations": settings.keep_generations,
        "shared_toolkit_days": settings.shared_toolkit_days,
        "draft_toolkit_days": settings.draft_toolkit_days,
        "toolkits_mb": settings.toolkits_mb,
        "toolkit_items": MAX_ITEMS,
        "toolkit_sections": MAX_SECTIONS,
        "toolkit_note_characters": MAX_NOTE,
    }
