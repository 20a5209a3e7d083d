"""The values of approaches in URLs, and the names of states in the language of the request."""

from __future__ import annotations

from catalog.messages import to_translate
from catalog.program import APPROACHES, STATES, Site
from webui.i18n.locale import gettext as _

UNKNOWN_APPROACH = "unknown"
"""The value of sites without an approach."""
APPROACH_VALUES = (*APPROACHES, UNKNOWN_APPROACH)
TRANSLATED_STATES = (
    to_translate("District of Columbia"),
    to_translate("Hawaii"),
    to_translate("Louisiana"),
    to_translate("Michigan"),
    to_translate("Mississippi"),
    to_translate("Missouri"),
    to_translate("New Hampshire"),
    to_translate("New Jersey"),
    to_translate("New Mexico"),
    to_translate("New York"),
    to_translate("North Carolina"),
    to_translate("North Dakota"),
    to_translate("Oregon"),
    to_translate("Pennsylvania"),
    to_translate("South Carolina"),
    to_translate("South Dakota"),
    to_translate("West Virginia"),
)
"""The names in STATES that differ in another language."""


def approach_of(site: Site) -> str:
    """Return which of APPROACH_VALUES a site has."""
    return site.approach or UNKNOWN_APPROACH


def state_name(code: str) -> str:
    """Return the name of a state by its two-letter code."""
    return _(STATES[code])
