"""The way out: pages and JSON for readers. It never writes the index."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

import webui.api.routes  # its routes join the endpoint
import webui.toolkits.draft_routes  # noqa: F401  # the same
from catalog.config import Settings
from catalog.toolkit import MAX_ITEMS
from webui import errors, stylesheet
from webui.api import openapi
from webui.branding import NAME, notice
from webui.context import Clock, in_language, make_app_context, own_links, public_links, utc_day
from webui.http import headers
from webui.http.compression import compress
from webui.i18n import locale
from webui.interop.discovery import discovery
from webui.interop.feeds import feeds
from webui.ops.health import health
from webui.pages.help import help_pages
from webui.pages.home import home
from webui.pages.program import program
from webui.pages.topics import topics
from webui.resources.files import documents
from webui.resources.routes import resources
from webui.search.routes import search_pages
from webui.toolkits.builder.routes import builder
from webui.toolkits.same_origin import toolkits
from webui.toolkits.shared_routes import featured

__all__ = ["create_app"]

MAX_BODY = 64_000
"""Bytes that a request may bring along; only a visitor's toolkit may be longer."""
STATIC_AGE_S = 31_536_000
"""Static files carry a version in their address, so that a year is not too long."""


def create_app(settings: Settings, today: Clock = utc_day) -> Flask:
    """Return the application. It serves whatever generation is current, and says kindly when there is none.

    `today` says which day it is; items of interest and best bets come and go by it.
    """
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_AGE_S,
    )
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # a redirect of the framework's own would repeat the Host header
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    locale.install(app)
    site = make_app_context(settings, today)
    app.extensions["clearinghouse"] = site
    for blueprint in (
        *(home, search_pages, topics, help_pages, program, builder, resources, documents, feeds, discovery, health),
        *(toolkits, featured),
    ):
        app.register_blueprint(blueprint)
    openapi.install(app, settings.public_url)
    stylesheet.install(app)
    errors.register(app)
    headers.trust(app, settings)
    headers.harden(app, settings)
    compress(app)

    @app.context_processor
    def frame() -> dict[str, object]:
        return {
            "links": own_links(),
            "language": locale.language(),
            "languages": locale.LANGUAGES,
            "in_language": in_language,
            "public": public_links(),
            "site_name": NAME,
            "contact": settings.contact,
            "icons": site.icons,
            "toolkit_most": MAX_ITEMS,
            "notice": notice,
        }

    return app
