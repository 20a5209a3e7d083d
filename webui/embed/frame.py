"""The page for iframes, the only one that other sites may frame, and its script and stylesheet."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from catalog.live import OpenGeneration
from webui.context import app_context, site_urls
from webui.embed.frame_list import frame_list
from webui.embed.options import WidgetMode, WidgetOptions, WidgetTheme
from webui.embed.releases import widget_releases
from webui.embed.snippets import DEFAULT_LABEL, WIDGET_FILE, style_properties
from webui.http.params import page_params
from webui.i18n.locale import gettext as _
from webui.responses import CachedContent, respond
from webui.stylesheet import bundle

frames = Blueprint("frames", __name__)

FRAME_FILES = Path(__file__).parent.parent / "static" / "embed"
FRAME_FILE_MAX_AGE_S = 31_536_000
"""A year: the addresses of the files change with their content."""
PAGE_THEMES = {WidgetTheme.INHERIT: "light", WidgetTheme.AUTO: ""}
"""The theme of the page where it is not called as that of the widget.

A frame does not know which colors the page around it has; most are light. Without a theme, it follows the system.
"""


@frames.get("/embed/frame")
def frame() -> Response:
    """Show a search, results or a list for a page of another site."""
    generation = app_context().live.current_generation()
    toolkits = tuple(toolkit.name for toolkit in generation.editorial.toolkits)
    return respond(FramePage(WidgetOptions.from_params(page_params(), generation.searcher, toolkits)), generation)


@dataclass(frozen=True, slots=True)
class FramePage(CachedContent[OpenGeneration]):
    """The page for iframes."""

    options: WidgetOptions

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError or GoneError if it lists a resource that there is not."""
        options = self.options
        values = {
            "options": options,
            "theme": PAGE_THEMES.get(options.theme, str(options.theme)),
            "properties": ";".join(f"{name}:{color}" for name, color in style_properties(options)),
            "target": "_blank" if options.new_tab else "_top",  # links and forms leave the frame
        }
        if options.mode is WidgetMode.LIST:
            return render_template("embed/frame_list.html", view=frame_list(options, generation), **values)
        release = widget_releases().latest
        return render_template(
            "embed/frame_search.html",
            label=options.label or _(DEFAULT_LABEL),
            attributes=(*options.attributes(), *(() if options.new_tab else (("target", "_top"),))),
            hidden=[param for param in options.state.as_params() if param[0] != "q"],
            script={
                "url": site_urls().widget_file(release.version, WIDGET_FILE),
                "integrity": release.files[WIDGET_FILE].integrity,
            },
            **values,
        )


@frames.get("/embed/frame.js")
def frame_script() -> Response:
    """Send the script of the page."""
    return _send((FRAME_FILES / "frame.js").read_text("utf-8"), "text/javascript")


@frames.get("/embed/frame.css")
def frame_stylesheet() -> Response:
    """Send the stylesheet of the page, with the site's colors and sizes."""
    return _send(bundle(("tokens", "../embed/frame")), "text/css")


def _send(text: str, media_type: str) -> Response:
    """Return a file with its ETag, or 304 if the client has it."""
    response = Response(text, mimetype=media_type)
    response.set_etag(sha256(text.encode()).hexdigest()[:32])
    response.cache_control.public = True
    response.cache_control.max_age = FRAME_FILE_MAX_AGE_S
    response.make_conditional(request)
    return response
