"""The code that webmasters copy into their pages, for each way to embed a widget. Pure functions.

All texts are HTML in which every value is escaped. The same options always give the same code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from catalog.messages import to_translate
from webui.branding import SITE_NAME
from webui.embed.contrast import text_color_on
from webui.embed.html_tags import attribute_value, element_text, indented, start_tag
from webui.embed.options import WidgetMode, WidgetOptions
from webui.embed.releases import Release
from webui.http.params import Params
from webui.i18n.locale import ENGLISH, gettext_in
from webui.search.state import SearchState
from webui.urls import SiteUrls

ELEMENT = "clearinghouse-search"
DATA_ATTRIBUTE = "data-clearinghouse-search"
WIDGET_FILE = "clearinghouse-search.js"
FRAME_FILE = "clearinghouse-frame.js"
FRAME_HEIGHTS = {WidgetMode.SUGGEST: 460, WidgetMode.RESULTS: 760, WidgetMode.LIST: 560}
"""Pixels that a frame needs without the script that sets its height."""
SANDBOX = (
    "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
DEFAULT_LABEL = to_translate("Search public safety resources")
DEFAULT_LIST_LABEL = to_translate("Public safety resources")
BUTTON = to_translate("Search")
INTRODUCTION = to_translate("Model programs, trainings, webinars and more.")
"""The text below the form. Together with line breaks, which no stylesheet takes away, it gives the form the height of
the widget, so that the page does not move."""


@dataclass(frozen=True, slots=True)
class EmbeddedWidget:
    """A widget as it is embedded: its options, the release that runs it, and the public URLs in its language.

    `title` is the title of the toolkit that it lists, empty without one.
    """

    options: WidgetOptions
    release: Release
    urls: SiteUrls
    title: str = ""

    @property
    def label(self) -> str:
        """The label of the search box, or of the link in place of a list."""
        if self.options.label or self.title:
            return self.options.label or self.title
        is_list = self.options.mode is WidgetMode.LIST
        return gettext_in(self.urls.language, DEFAULT_LIST_LABEL if is_list else DEFAULT_LABEL)

    @property
    def page_url(self) -> str:
        """The URL of the page with everything that the widget may show: a search, or a featured toolkit."""
        if self.options.toolkit:
            return self.urls.page(f"toolkits/{self.options.toolkit}")
        return self.urls.search(self.options.search_params())

    @property
    def attributes(self) -> Params:
        """The attributes of the element, without its source."""
        lang = (("lang", self.urls.language),) if self.urls.language != ENGLISH else ()
        return (*self.options.attributes(), *lang)


def relevant_options(options: WidgetOptions) -> WidgetOptions:
    """Return the options without those that have no effect: only a list shows a toolkit, and then nothing else."""
    if options.mode is not WidgetMode.LIST:
        return replace(options, toolkit="", resource="")
    if options.toolkit:
        return replace(options, state=SearchState(), site="", collection="", resource="")
    return replace(options, resource="")


# The ways to embed


def element_code(widget: EmbeddedWidget) -> str:
    """Return the custom element with a form as its fallback, the script that runs it, and its colors."""
    tag = start_tag(ELEMENT, (("src", widget.urls.root), *widget.attributes))
    return "\n".join(
        (*_styles(widget, ELEMENT), tag, *indented(_fallback(widget)), f"</{ELEMENT}>", script_code(widget))
    )


def data_code(widget: EmbeddedWidget) -> str:
    """Return the same as a `div` with data attributes, for content systems that remove unknown elements."""
    names = ((f"data-{name}", value) for name, value in (("src", widget.urls.root), *widget.attributes))
    tag = start_tag("div", ((DATA_ATTRIBUTE, ""), *names))
    styles = _styles(widget, f"[{DATA_ATTRIBUTE}]")
    return "\n".join((*styles, tag, *indented(_fallback(widget)), "</div>", script_code(widget)))


def frame_code(widget: EmbeddedWidget) -> str:
    """Return an `iframe`, for pages that may not have scripts."""
    return f"{start_tag('iframe', frame_attributes(widget))}</iframe>"


def frame_attributes(widget: EmbeddedWidget) -> Params:
    """Return the attributes of the `iframe`."""
    url = widget.urls.page("embed/frame")
    query = urlencode(widget.options.as_params())
    return (
        ("src", f"{url}?{query}" if query else url),
        ("title", widget.label),
        ("width", "100%"),
        ("height", str(FRAME_HEIGHTS[widget.options.mode])),
        ("frameborder", "0"),  # a style would need a place of its own, and policies may forbid it
        ("loading", "lazy"),
        ("sandbox", SANDBOX),
    )


def frame_script_code(widget: EmbeddedWidget) -> str:
    """Return the script that fits the height of frames to their content."""
    return start_tag("script", (*_source(widget, FRAME_FILE), ("defer", ""))) + "</script>"


def form_code(widget: EmbeddedWidget) -> str:
    """Return a form that opens the results on this site, or a link if the widget has no search box."""
    return "\n".join(_fallback(widget))


def feed_url(widget: EmbeddedWidget) -> str:
    """Return the URL of the Atom feed with what the widget shows."""
    if widget.options.toolkit:
        return f"{widget.page_url}.atom"
    return widget.urls.search_as("atom", widget.options.search_state().for_feed().as_feed())


def react_code(widget: EmbeddedWidget) -> str:
    """Return the element for JSX, where every element is closed and attributes without a value are true."""
    tag = start_tag(ELEMENT, (("src", widget.urls.root), *widget.attributes))
    return f"{tag.removesuffix('>').rstrip()} />"


def script_code(widget: EmbeddedWidget) -> str:
    """Return the script of the element alone."""
    return start_tag("script", (("type", "module"), *_source(widget, WIDGET_FILE))) + "</script>"


def policy_lines(widget: EmbeddedWidget) -> tuple[tuple[str, str], ...]:
    """Return the lines that a content security policy needs, each with its directive and this site's origin."""
    parts = urlsplit(widget.urls.root)
    origin = f"{parts.scheme}://{parts.netloc}"
    return tuple((name, origin) for name in ("script-src", "connect-src", "form-action", "frame-src"))


# Parts


def _fallback(widget: EmbeddedWidget) -> tuple[str, ...]:
    """Return what visitors without JavaScript get: a form, or a link in place of a list."""
    options = widget.options
    target = (("target", "_blank"),) if options.new_tab else ()
    if options.mode is WidgetMode.LIST:
        return (f"{start_tag('a', (('href', widget.page_url), *target))}{element_text(widget.label)}</a>",)
    code, words = widget.urls.language, options.words
    placeholder = (("placeholder", options.placeholder),) if options.placeholder else ()
    field = start_tag("input", (("name", "q"), *((("value", words),) if words else ()), *placeholder))
    label, button = element_text(widget.label), element_text(gettext_in(code, BUTTON))
    filters = (param for param in options.search_params() if param[0] != "q")
    hidden = (start_tag("input", (("type", "hidden"), ("name", name), ("value", value))) for name, value in filters)
    introduction = element_text(gettext_in(code, INTRODUCTION))
    credit = "" if options.hide_credit else f'<br><a href="{attribute_value(widget.urls.home())}">{SITE_NAME}</a>'
    return (
        start_tag("form", (("action", widget.urls.search()), *target)),
        *indented((*hidden, f"<label>{label}<br>{field}</label> <button>{button}</button><br><br>")),
        *indented((f"{introduction}{credit}",)),
        "</form>",
    )


def _styles(widget: EmbeddedWidget, selector: str) -> tuple[str, ...]:
    """Return the style element with the chosen colors; nothing if there are none."""
    colors = style_properties(widget.options)
    if not colors:
        return ()
    rules = (f"    {name}: {color};" for name, color in colors)
    return ("<style>", f"  {selector} {{", *rules, "  }", "</style>")


def style_properties(options: WidgetOptions) -> Params:
    """Return the custom properties for the chosen colors, with a readable text color on the main color."""
    on_primary = (("--clearinghouse-on-primary", text_color_on(options.primary)),) if options.primary else ()
    return (*options.colors, *on_primary)


def _source(widget: EmbeddedWidget, name: str) -> Params:
    """Return the attributes of a script element for a file of the release."""
    release = widget.release
    return (
        ("src", widget.urls.widget_file(release.version, name)),
        ("integrity", release.files[name].integrity),
        ("crossorigin", "anonymous"),
    )
