"""The navigation among the pages about the program."""

from __future__ import annotations

from types import MappingProxyType

from catalog.editorial.model import Editorial
from catalog.messages import to_translate
from catalog.program import PAGES
from webui.components.cards import Link
from webui.i18n.locale import gettext
from webui.urls import SiteUrls

PAGE_LABELS = MappingProxyType(
    {
        "about": to_translate("About"),
        "approach": to_translate("Approach"),
        "team": to_translate("Team"),
        "sites": to_translate("Sites"),
        "contact": to_translate("Contact"),
        "disclaimer": to_translate("Disclaimer"),
        "privacy": to_translate("Privacy"),
    }
)
"""The short name of each of PAGES, as in the footer."""


def about_links(editorial: Editorial, urls: SiteUrls) -> list[Link]:
    """Return a link to each page that exists, in the order of PAGES."""
    names = {page.name for page in editorial.pages} | ({"sites"} if editorial.sites else set())
    return [Link(gettext(PAGE_LABELS[name]), urls.page(name)) for name in PAGES if name in names]
