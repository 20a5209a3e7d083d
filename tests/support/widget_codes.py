"""The code that embeds a widget, as the site offers it for copying."""

from __future__ import annotations

from webui.embed.options import WidgetMode, WidgetOptions
from webui.embed.releases import widget_releases
from webui.embed.snippets import EmbeddedWidget, data_code, element_code
from webui.urls import SiteUrls


def widget_code(
    catalog_url: str, mode: str = "suggest", *, as_data: bool = False, lang: str = "en", **options: object
) -> str:
    """Return the code of a widget with these options: as an element, or as a `div` with data attributes."""
    urls = SiteUrls(catalog_url, language=lang)
    widget = EmbeddedWidget(WidgetOptions(mode=WidgetMode(mode), **options), widget_releases().latest, urls)
    return data_code(widget) if as_data else element_code(widget)
