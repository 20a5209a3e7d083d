"""oEmbed 1.0 (oembed.com): what to show instead of the address of a search, a resource or a featured toolkit.

WordPress confines the frame of a provider that it does not know: it may run scripts, and nothing else. There, forms and
links do not work, so the frame has a list, which reports its height and its links as WordPress expects. WordPress hides
the frame until the first message, and shows the blockquote instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, Response, abort, json
from markupsafe import Markup

from catalog.live import OpenGeneration
from catalog.messages import Message, MessageId
from catalog.schemas.queries.query import ParameterErrors, refuse
from catalog.schemas.queries.query_fields import quoted
from webui.branding import SITE_NAME
from webui.context import app_context, public_site_urls
from webui.embed.embeddable_pages import embeddable_page
from webui.embed.frame_list import FrameList, frame_list
from webui.embed.options import WidgetOptions
from webui.formats.records.xml import child, root, serialized
from webui.http.params import query_params
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, respond

oembed_provider = Blueprint("oembed_provider", __name__)

CACHE_AGE_S = 3_600
DEFAULT_WIDTH, MAX_WIDTH, MAX_HEIGHT = 600, 1_200, 1_600
RESOURCE_HEIGHT = 240
LIST_HEIGHT, ITEM_HEIGHT, SECTION_HEIGHT = 170, 155, 50
"""Pixels of a list without its items, of an item, and of the title of a section: estimates for a width of 600.

Where nobody listens to the messages of the frame, this is its height for good.
"""
HTML = Markup(
    '<blockquote class="wp-embedded-content"><a href="{page}">{title}</a></blockquote>'
    '<iframe class="wp-embedded-content" src="{frame}" title="{title}" width="{width}" height="{height}" '
    'frameborder="0" marginwidth="0" marginheight="0" '
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation">'
    "</iframe>"
)

OembedFields = Mapping[str, str | int]


@oembed_provider.get("/oembed")
def oembed() -> Response:
    """Return what to embed for the address of a page; further parameters are ignored, because consumers add some."""
    generation = app_context().live.current_generation()
    params = {name: value.strip() for name, value in query_params()}
    if not params.get("url"):
        refuse({"url": [Message(SiteMessageId.NO_URL_TO_EMBED)]}, MessageId.REQUEST_NOT_UNDERSTOOD)
    kind = FORMATS.get(params.get("format", "").casefold() or "json")
    if kind is None:
        abort(501, "The formats are json and xml.")
    errors: ParameterErrors = {}
    max_width, max_height = (_pixels(name, params, errors) for name in ("maxwidth", "maxheight"))
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    page = embeddable_page(params["url"], generation)
    return respond(kind(page.options, max_width, max_height), generation, page.language)


def _pixels(name: str, params: Mapping[str, str], errors: ParameterErrors) -> int | None:
    """Return a number of pixels, None if there is none; add the reason for a refusal to `errors`."""
    value = params.get(name, "")
    if value.isascii() and value.isdecimal() and int(value[:6]):
        return int(value[:6])
    if value:
        errors[name] = [Message(MessageId.NOT_A_WHOLE_NUMBER, example=str(DEFAULT_WIDTH), value=quoted(value))]
    return None


@dataclass(frozen=True, slots=True)
class OembedJson(CachedContent[OpenGeneration]):
    """The list that stands for a page, within a maximum width and height in pixels, as JSON."""

    mimetype: ClassVar[str] = "application/json"

    options: WidgetOptions
    max_width: int | None
    max_height: int | None

    def render(self, generation: OpenGeneration) -> str:
        """Return the response."""
        return json.dumps(self.fields(generation), ensure_ascii=False)

    def fields(self, generation: OpenGeneration) -> OembedFields:
        """Return the fields of the response."""
        view, urls = frame_list(self.options, generation), public_site_urls()
        width = min(self.max_width or DEFAULT_WIDTH, MAX_WIDTH)
        height = min(_height(view), self.max_height or MAX_HEIGHT)
        html = HTML.format(
            page=_page_url(self.options),
            frame=urls.frame(self.options.as_params()),
            title=view.title,
            width=width,
            height=height,
        )
        return {
            "type": "rich",
            "version": "1.0",
            "title": view.title,
            "provider_name": SITE_NAME,
            "provider_url": urls.home(),
            "cache_age": CACHE_AGE_S,
            "width": width,
            "height": height,
            "html": str(html),
        }


@dataclass(frozen=True, slots=True)
class OembedXml(OembedJson):
    """The same as XML."""

    mimetype: ClassVar[str] = "text/xml"

    def render(self, generation: OpenGeneration) -> str:
        """Return the response."""
        document = root("oembed", "")
        for name, value in self.fields(generation).items():
            child(document, name, str(value))
        return serialized(document)


FORMATS = {"json": OembedJson, "xml": OembedXml}


def _page_url(options: WidgetOptions) -> str:
    """Return the public URL of the page that a list stands for."""
    urls = public_site_urls()
    if options.resource:
        return urls.resource(options.resource)
    return urls.toolkit(options.toolkit) if options.toolkit else urls.search(options.search_params())


def _height(view: FrameList) -> int:
    """Return about how high a list is."""
    if view.resource:
        return RESOURCE_HEIGHT
    items = sum(len(section.items) for section in view.sections)
    return LIST_HEIGHT + ITEM_HEIGHT * items + SECTION_HEIGHT * sum(bool(section.title) for section in view.sections)
