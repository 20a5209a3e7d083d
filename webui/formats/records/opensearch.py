"""The description with which browsers and programs search the site: OpenSearch 1.1, draft 6."""

from __future__ import annotations

from webui.branding import NAME
from webui.formats.records.xml import OPENSEARCH, child, root, serialized
from webui.i18n.locale import gettext
from webui.urls import Addresses

SHORT_NAME = "Clearinghouse"
"""The name of the site in at most 16 characters."""
TERMS = "q={searchTerms}"
PAGED_TERMS = f"{TERMS}&page={{startPage?}}&per_page={{count?}}"
"""Parameters as URL templates; one with a question mark is optional."""


def opensearch(addresses: Addresses) -> str:
    """Return the description document, with the URLs of pages, feeds, JSON and suggestions."""
    document = root("OpenSearchDescription", OPENSEARCH)
    child(document, "ShortName", SHORT_NAME)
    about = gettext("Search the %(site)s for resources on reducing violence and keeping communities safe.", site=NAME)
    child(document, "Description", about)
    child(document, "LongName", NAME)
    for media_type, address, relation in (
        ("text/html", f"{addresses.search()}?{PAGED_TERMS}", "results"),
        ("application/atom+xml", f"{addresses.search_as('atom')}?{PAGED_TERMS}", "results"),
        ("application/rss+xml", f"{addresses.search_as('rss')}?{PAGED_TERMS}", "results"),
        ("application/json", f"{addresses.json_search()}?{PAGED_TERMS}", "results"),
        ("application/x-suggestions+json", f"{addresses.page('opensearch/suggestions')}?{TERMS}", "suggestions"),
        ("application/opensearchdescription+xml", addresses.page("opensearch.xml"), "self"),
    ):
        child(document, "Url", type=media_type, template=address, rel=relation)
    child(document, "Image", addresses.static("mark.svg"), width="16", height="16", type="image/svg+xml")
    child(document, "Query", role="example", searchTerms="gun violence")
    child(document, "Language", addresses.language)
    child(document, "InputEncoding", "UTF-8")
    child(document, "OutputEncoding", "UTF-8")
    return serialized(document)
