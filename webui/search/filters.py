"""The fields of the search page that visitors write into: what stands in them, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.errors import QueryError
from catalog.messages import to_translate
from catalog.search.query.tree import Query
from webui.components.forms import LONGEST, FormField
from webui.http.params import is_text
from webui.i18n.locale import gettext
from webui.i18n.messages import translated
from webui.urls import Pairs

LABELS: Mapping[str, str] = {
    "sworn": to_translate("Full-time sworn officers"),
    "published_from": to_translate("From year"),
    "published_to": to_translate("To year"),
}
"""The fields in their order, by the parameter each sends."""


def filled(query: Query) -> dict[str, FormField]:
    """Return the fields of a search that was understood."""
    return {name: FormField(name, gettext(label), str(getattr(query, name) or "")) for name, label in LABELS.items()}


def refused(pairs: Pairs, error: QueryError) -> dict[str, FormField]:
    """Return the fields as they were filled in, each with the reason it was refused for."""
    typed = {name: value for name, value in pairs if is_text(value)}
    return {
        name: FormField(
            name,
            gettext(label),
            typed.get(name, "").strip()[:LONGEST],
            "; ".join(map(translated, error.errors.get(name, ()))),
        )
        for name, label in LABELS.items()
    }


def can_be_mended(error: QueryError) -> bool:
    """Tell whether every fault is in one of the fields."""
    return bool(error.errors) and error.errors.keys() <= LABELS.keys()
