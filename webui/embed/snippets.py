"""The code that webmasters copy into their pages, for each way to embed a widget. Pure functions.

All texts are HTML in which every value is escaped. The same options always give the same code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode, urlsplit

from catalog.messages import to_translate
from webui.branding import SITE_NAME
from webui.embed.contrast import text_color_on
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
MAX_LINE = 100
"""Characters of a start tag in one line; a longer one has a line for each attribute."""
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
    tag = _start_tag(ELEMENT, (("src", widget.urls.root), *widget.attributes))
    return _lines(*_styles(widget, ELEMENT), tag, *_indented(_fallback(widget)), f"</{ELEMENT}>", _script(widget))


def data_code(widget: EmbeddedWidget) -> str:
    """Return the same as a `div` with data attributes, for content systems that remove unknown elements."""
    names = ((f"data-{name}", value) for name, value in (("src", widget.urls.root), *widget.attributes))
    tag = _start_tag("div", ((DATA_ATTRIBUTE, ""), *names))
    styles = _styles(widget, f"[{DATA_ATTRIBUTE}]")
    return _lines(*styles, tag, *_indented(_fallback(widget)), "</div>", _script(widget))


def frame_code(widget: EmbeddedWidget) -> str:
    """Return an `iframe`, for pages that may not have scripts."""
    return f"{_start_tag('iframe', frame_attributes(widget))}</iframe>"


def frame_attributes(widget: EmbeddedWidget) -> Params:
    """Return the attributes of the `iframe`."""
    url = widget.urls.page("embed/frame")
    query = urlencode(widget.options.as_params())
    return (
        ("src", f"{url}?{query}" if query else url),
        ("title", widget.label),
        ("width", "100%"),
        ("height", str(FRAME_HEIGHTS[widget.options.mode])),
        ("loading", "lazy"),
        ("sandbox", SANDBOX),
    )


def frame_script_code(widget: EmbeddedWidget) -> str:
    """Return the script that fits the height of frames to their content."""
    return _start_tag("script", (*_source(widget, FRAME_FILE), ("defer", ""))) + "</script>"


def form_code(widget: EmbeddedWidget) -> str:
    """Return a form that opens the results on this site, or a link if the widget has no search box."""
    return _lines(*_fallback(widget))


def feed_url(widget: EmbeddedWidget) -> str:
    """Return the URL of the Atom feed with what the widget shows."""
    if widget.options.toolkit:
        return f"{widget.page_url}.atom"
    state = SearchState(widget.options.search_state().query)
    return widget.urls.search_as("atom", state.for_feed().as_feed())


def react_code(widget: EmbeddedWidget) -> str:
    """Return the element for JSX, where every element is closed and attributes without a value are true."""
    tag = _start_tag(ELEMENT, (("src", widget.urls.root), *widget.attributes))
    return f"{tag.removesuffix('>').rstrip()} />"


def script_code(widget: EmbeddedWidget) -> str:
    """Return the script of the element alone."""
    return _script(widget)


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
        return (f"<p>{_start_tag('a', (('href', widget.page_url), *target))}{_text(widget.label)}</a></p>",)
    code, words = widget.urls.language, options.words
    placeholder = (("placeholder", options.placeholder),) if options.placeholder else ()
    field = _start_tag("input", (("name", "q"), *((("value", words),) if words else ()), *placeholder))
    label, button = _text(widget.label), _text(gettext_in(code, BUTTON))
    hidden = (
        _start_tag("input", (("type", "hidden"), ("name", name), ("value", value)))
        for name, value in options.search_params()
        if name != "q"
    )
    introduction = _text(gettext_in(code, INTRODUCTION))
    credit = "" if options.hide_credit else f'<br><a href="{_value(widget.urls.home())}">{SITE_NAME}</a>'
    return (
        _start_tag("form", (("action", widget.urls.search()), *target)),
        *_indented((*hidden, f"<label>{label}<br>{field}</label> <button>{button}</button><br><br>")),
        *_indented((f"{introduction}{credit}",)),
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


def _script(widget: EmbeddedWidget) -> str:
    return _start_tag("script", (("type", "module"), *_source(widget, WIDGET_FILE))) + "</script>"


def _source(widget: EmbeddedWidget, name: str) -> Params:
    """Return the attributes of a script element for a file of the release."""
    release = widget.release
    return (
        ("src", widget.urls.widget_file(release.version, name)),
        ("integrity", release.files[name].integrity),
        ("crossorigin", "anonymous"),
    )


def _start_tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    """Return a start tag in one line, or with a line for each attribute if that is too long."""
    written = [f'{key}="{_value(value)}"' if value else key for key, value in attributes]
    line = " ".join((f"<{name}", *written))
    return f"{line}>" if len(line) < MAX_LINE else "\n  ".join((f"<{name}", *written)) + ">"


def _value(value: str) -> str:
    """Return a text for an attribute value in double quotes, in one line."""
    return escape(value, quote=False).replace('"', "&quot;").replace("\n", "&#10;")


def _text(text: str) -> str:
    return escape(text, quote=False)


def _indented(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"  {line}".replace("\n", "\n  ") for line in lines)


def _lines(*lines: str) -> str:
    return "\n".join(lines)
