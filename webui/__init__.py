"""The public web application: pages, JSON, feeds and files. It never writes the index."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

import webui.api.routes  # registers its routes
import webui.toolkits.draft_routes  # noqa: F401  # the same
from catalog.program import PAGES
from catalog.settings import Settings
from catalog.toolkit import MAX_ITEMS, MAX_SECTIONS
from webui import errors, stylesheet
from webui.api import openapi
from webui.api.reference.routes import api_reference
from webui.branding import SITE_NAME, notice
from webui.context import (
    Clock,
    app_context,
    icon_url,
    make_app_context,
    public_site_urls,
    site_urls,
    url_in_language,
    utc_day,
)
from webui.embed.builder.routes import embed_builder
from webui.embed.frame import frames
from webui.embed.oembed import oembed_provider
from webui.embed.routes import widget_files
from webui.http import allow, counted_requests, headers, request_metrics
from webui.http import request as incoming
from webui.http.compression import compress
from webui.i18n import locale
from webui.interop.data_json import catalog_files
from webui.interop.discovery import discovery
from webui.interop.feeds import feeds
from webui.interop.mcp.routes import assistants
from webui.interop.oai.routes import oai
from webui.interop.well_known import well_known
from webui.ops.health import health
from webui.ops.metrics import metrics
from webui.pages.help import help_pages
from webui.pages.home import home
from webui.pages.program import program
from webui.pages.topics import topics
from webui.resources.files import documents
from webui.resources.page_routes import document_pages
from webui.resources.routes import resources
from webui.search.routes import search_pages
from webui.toolkits.builder.routes import builder
from webui.toolkits.same_origin import toolkits
from webui.toolkits.shared_routes import featured

__all__ = ["create_app"]

BLUEPRINTS = (
    *(home, search_pages, topics, help_pages, api_reference, program, builder, resources, documents),
    document_pages,
    embed_builder,
    *(feeds, discovery, oai, health, toolkits, featured, catalog_files, well_known),
    *(widget_files, frames, oembed_provider),
)
MAX_BODY_BYTES = 64_000
"""The maximum size of a request's body; only toolkits may be larger."""
STATIC_MAX_AGE_S = 31_536_000
"""A year: the URLs of static files change with their content."""


def create_app(settings: Settings, today: Clock = utc_day) -> Flask:
    """Return the application. It serves the current generation, or status 503 if there is none.

    `today` returns the current day, on which items of interest and best bets depend.
    """
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_MAX_AGE_S,
    )
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # the framework's redirect would repeat the Host header
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    context = make_app_context(settings, today)
    app.extensions["clearinghouse"] = context
    if context.metrics:
        request_metrics.install(app, context.metrics)
        app.register_blueprint(metrics)
    if requests := context.search_requests:
        counted_requests.install(app, requests)
    incoming.install(app, settings)
    locale.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.mcp:
        app.register_blueprint(assistants)
    openapi.install(app, settings)
    stylesheet.install(app)
    errors.register(app)
    allow.install(app)
    headers.add_default_headers(app, settings)
    compress(app)
    app.jinja_env.globals["icon_url"] = icon_url
    app.context_processor(_template_variables)
    return app


def _template_variables() -> dict[str, object]:
    """Return the variables of all templates."""
    context = app_context()
    return {
        "urls": site_urls(),
        "language": locale.language(),
        "languages": locale.LANGUAGES,
        "url_in_language": url_in_language,
        "public_urls": public_site_urls(),
        "site_name": SITE_NAME,
        "contact": context.settings.contact,
        "max_toolkit_items": MAX_ITEMS,
        "max_toolkit_sections": MAX_SECTIONS,
        "about_pages": PAGES,
        "notice": notice,
    }
