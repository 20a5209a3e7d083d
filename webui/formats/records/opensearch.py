"""OpenSearch 1.1, draft 6: the description with which browsers and programs search the site, and totals in feeds."""

from __future__ import annotations

from webui.branding import SITE_NAME
from webui.formats.records.listing import Listing
from webui.formats.records.xml import OPENSEARCH, Element, child, root, serialized
from webui.i18n.locale import gettext
from webui.urls import SiteUrls

SHORT_NAME = "Clearinghouse"
"""The name of the site in at most 16 characters."""
TERMS = "q={searchTerms}"
PAGED_TERMS = f"{TERMS}&page={{startPage?}}&per_page={{count?}}"
"""Parameters as URL templates; one with a question mark is optional."""


def opensearch(urls: SiteUrls) -> str:
    """Return the description document, with the URLs of pages, feeds, JSON and suggestions."""
    document = root("OpenSearchDescription", OPENSEARCH)
    child(document, "ShortName", SHORT_NAME)
    about = gettext(
        "Search the %(site)s for resources on reducing violence and keeping communities safe.", site=SITE_NAME
    )
    child(document, "Description", about)
    child(document, "LongName", SITE_NAME)
    for media_type, address, relation in (
        ("text/html", f"{urls.search()}?{PAGED_TERMS}", "results"),
        ("application/atom+xml", f"{urls.search_as('atom')}?{PAGED_TERMS}", "results"),
        ("application/rss+xml", f"{urls.search_as('rss')}?{PAGED_TERMS}", "results"),
        ("application/json", f"{urls.api_search()}?{PAGED_TERMS}", "results"),
        ("application/x-suggestions+json", f"{urls.page('opensearch/suggestions')}?{TERMS}", "suggestions"),
        ("application/opensearchdescription+xml", urls.page("opensearch.xml"), "self"),
    ):
        child(document, "Url", type=media_type, template=address, rel=relation)
    child(document, "Image", urls.static("mark.svg"), width="16", height="16", type="image/svg+xml")
    child(document, "Query", role="example", searchTerms="gun violence")
    child(document, "Language", urls.language)
    child(document, "InputEncoding", "UTF-8")
    child(document, "OutputEncoding", "UTF-8")
    return serialized(document)


def add_totals(feed: Element, listing: Listing) -> None:
    """Add how many resources a feed is about, and which of them it has."""
    child(feed, "opensearch:totalResults", str(listing.total))
    child(feed, "opensearch:startIndex", str((listing.page - 1) * listing.per_page + 1))
    child(feed, "opensearch:itemsPerPage", str(listing.per_page))
