"""What the API offers: every operation, and what programs can get elsewhere on the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.live import OpenGeneration
from webui.api.content import JsonContent
from webui.api.openapi import API_DESCRIPTION, API_VERSION, LICENSE, openapi_description
from webui.api.operations import operations
from webui.branding import SITE_NAME
from webui.context import app_context, public_site_urls


class Offer(NamedTuple):
    """An address outside of the API: its name, path, media type and description."""

    name: str
    path: str
    media_type: str
    description: str


OFFERS = (
    Offer("documentation", "api", "text/html", "How to use the API."),
    Offer("atom", "search.atom", "application/atom+xml", "Every search as an Atom feed, with the same filters."),
    Offer("rss", "search.rss", "application/rss+xml", "Every search as an RSS feed."),
    Offer("csv", "search.csv", "text/csv", "Every search as a table, up to 1,000 resources."),
    Offer("ris", "search.ris", "application/x-research-info-systems", "Every search as references (RIS)."),
    Offer("bibtex", "search.bib", "application/x-bibtex", "Every search as references (BibTeX)."),
    Offer("csl_json", "search.csl.json", "application/vnd.citationstyles.csl+json", "Every search as CSL-JSON."),
    Offer("oai", "oai?verb=Identify", "text/xml", "Every record for harvesters (OAI-PMH 2.0)."),
    Offer("dcat_us", "data.json", "application/json", "Every resource for other catalogs (DCAT-US 3.0)."),
    Offer("mcp", "mcp", "application/json", "Search for AI assistants (Model Context Protocol, by POST)."),
    Offer("opensearch", "opensearch.xml", "application/opensearchdescription+xml", "The search, for browsers."),
    Offer("sitemap", "sitemap.xml", "application/xml", "The address of every page."),
)
"""What the overview links to besides the operations of the API. Only routes that exist are listed."""


@dataclass(frozen=True, slots=True)
class ApiOverview(JsonContent[OpenGeneration | None]):
    """What the API offers."""

    def value(self, generation: OpenGeneration | None) -> Mapping[str, Any]:
        """Return the response of `/api/v1`."""
        urls = public_site_urls()
        return {
            "name": SITE_NAME,
            "description": API_DESCRIPTION,
            "version": API_VERSION,
            "generation": generation.manifest.generation if generation else None,
            "license": {**LICENSE, "terms": urls.page("disclaimer")},
            "contact": app_context().settings.contact or None,
            "endpoints": _endpoints(urls.root),
            "links": [
                {"name": name, "description": description, "url": f"{urls.root}/{path}", "media_type": media_type}
                for name, path, media_type, description in OFFERS
                if name != "mcp" or app_context().settings.mcp
            ],
        }


def _endpoints(root: str) -> list[dict[str, Any]]:
    paths = openapi_description(None)["paths"]
    return [
        {
            "name": operation.name,
            "description": operation.description,
            "url": f"{root}{operation.path}",
            "media_type": operation.media_type,
            "parameters": [parameter["name"] for parameter in paths[operation.path]["get"]["parameters"]],
        }
        for operation in operations()
        if not operation.is_overview
    ]
