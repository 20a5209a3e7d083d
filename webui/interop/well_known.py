"""The files below `/.well-known/`: where the interfaces for programs are, and whom to tell about a security problem."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, json

from catalog.errors import NotFoundError
from catalog.messages import Message
from webui.context import app_context
from webui.http.cache import RenderedContent
from webui.http.web_links import WebLink, link_header
from webui.i18n.locale import LANGUAGES
from webui.i18n.messages import SiteMessageId
from webui.interop.served import served_url
from webui.responses import CachedContent, respond

well_known = Blueprint("well_known", __name__, url_prefix="/.well-known")

API_CATALOG, SECURITY_TXT = ".well-known/api-catalog", ".well-known/security.txt"
API_CATALOG_PROFILE = "https://www.rfc-editor.org/info/rfc9727"
VALID_FOR = dt.timedelta(days=180)
"""How long what security.txt says is valid, counted from the day it is read: RFC 9116 advises less than a year."""

LinkSet = dict[str, object]


@well_known.get("/api-catalog")
def api_catalog() -> Response:
    """List the interfaces for programs (RFC 9727)."""
    return respond(ApiCatalog(), None)


@dataclass(frozen=True, slots=True)
class ApiCatalog(CachedContent[None]):
    """The interfaces for programs with their descriptions, as a link set (RFC 9264)."""

    mimetype: ClassVar[str] = "application/linkset+json"

    def render(self, generation: None) -> RenderedContent:  # noqa: ARG002  # it does not depend on one
        """Return the link set."""
        link_sets = [_api_links(), *_other_links()]
        catalog = {"anchor": _url(API_CATALOG), "item": [{"href": link_set["anchor"]} for link_set in link_sets]}
        headers = {
            "Content-Type": f'{self.mimetype}; profile="{API_CATALOG_PROFILE}"',
            "Link": link_header(
                [WebLink("api-catalog", _url(API_CATALOG), self.mimetype, profile=API_CATALOG_PROFILE)]
            ),
        }
        return RenderedContent(json.dumps({"linkset": [catalog, *link_sets]}), headers)


def _url(path: str) -> str:
    return app_context().public_urls.page(path)


def _api_links() -> LinkSet:
    """Return the links of the JSON API."""
    return {
        "anchor": _url("api/v1"),
        "service-desc": [{"href": _url("api/v1/openapi.json"), "type": "application/json"}],
        "service-doc": [{"href": _url("api"), "type": "text/html"}],
        "service-meta": [{"href": _url("opensearch.xml"), "type": "application/opensearchdescription+xml"}],
        "status": [{"href": _url("api/v1/status"), "type": "application/json"}],
    }


def _other_links() -> list[LinkSet]:
    """Return the links of the other interfaces that are served."""
    documentation = {"service-doc": [{"href": _url("api"), "type": "text/html"}]}
    metadata = {"oai": {"service-meta": [{"href": f"{_url('oai')}?verb=Identify", "type": "text/xml"}]}}
    served = {path: served_url(path) for path in ("oai", "mcp", "oembed", "data.json")}
    return [{"anchor": url, **documentation, **metadata.get(path, {})} for path, url in served.items() if url]


@well_known.get("/security.txt")
def security_txt() -> Response:
    """Say whom to tell about a security problem (RFC 9116); without a contact in the settings there is no such file."""
    if not app_context().settings.contact:
        raise NotFoundError(Message(SiteMessageId.NO_SECURITY_CONTACT))
    return respond(SecurityTxt(app_context().today()), None)


@dataclass(frozen=True, slots=True)
class SecurityTxt(CachedContent[None]):
    """The security contact, as read on a day."""

    mimetype: ClassVar[str] = "text/plain"

    today: dt.date

    def render(self, generation: None) -> RenderedContent:  # noqa: ARG002  # it does not depend on one
        """Return the file."""
        fields = {
            "Contact": f"mailto:{app_context().settings.contact}",
            "Expires": f"{(self.today + VALID_FOR).isoformat()}T00:00:00Z",
            "Preferred-Languages": ", ".join(LANGUAGES),
        }
        if _url(SECURITY_TXT).startswith("https:"):  # other addresses are not allowed here
            fields["Canonical"] = _url(SECURITY_TXT)
        text = "".join(f"{name}: {value}\n" for name, value in fields.items())
        return RenderedContent(text, {"Content-Type": "text/plain; charset=utf-8"})
