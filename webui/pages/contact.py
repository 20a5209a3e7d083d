"""What the contact page adds to the text of its editors: the address, and the search that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from catalog.search.query.tree import Query
from webui.branding import SITE_NAME
from webui.http.params import Params, is_text
from webui.i18n.locale import gettext as _
from webui.search.state import SearchState
from webui.urls import SiteUrls

MAX_SEARCH_CHARACTERS = 200
"""Characters of a search that the page repeats."""


@dataclass(frozen=True, slots=True)
class ContactBox:
    """The address to write to and the URL that opens a message, both empty if the site has none.

    `search` is the text that was searched for, empty if the visitor comes from elsewhere, and `search_url` the URL of
    its results.
    """

    address: str
    message_url: str
    search: str
    search_url: str


def searched_text(params: Params) -> str:
    """Return the text of the search that led to the page, from the parameter `q`; empty if it is none."""
    text = next((value for name, value in params if name == "q" and is_text(value)), "")
    return " ".join(text.split())[:MAX_SEARCH_CHARACTERS].strip()


def contact_box(address: str, search: str, urls: SiteUrls) -> ContactBox:
    """Return the box for the address of the settings, which may be empty."""
    subject = _("%(site)s: search for “%(words)s”", site=SITE_NAME, words=search) if search else ""
    return ContactBox(
        address=address,
        message_url=_mailto(address, subject) if address else "",
        search=search,
        search_url=urls.search(SearchState.for_query(Query(search)).as_params()) if search else "",
    )


def _mailto(address: str, subject: str) -> str:
    """Return a URL that opens a message (RFC 6068)."""
    parameters = f"?subject={quote(subject, safe='')}" if subject else ""
    return f"mailto:{quote(address, safe='@')}{parameters}"
