"""The text fields among the filters of the search page: their values, and why one was refused."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.errors import QueryError
from catalog.messages import to_translate
from catalog.search.query.tree import Query
from webui.components.forms import MAX_REPEATED_CHARACTERS, FormField
from webui.http.params import Params, is_text
from webui.i18n.locale import gettext
from webui.i18n.messages import translated

FIELD_LABELS: Mapping[str, str] = {
    "sworn": to_translate("Full-time sworn officers"),
    "published_from": to_translate("From year"),
    "published_to": to_translate("To year"),
}
"""The labels of the fields by their parameters."""


def filled_fields(query: Query) -> dict[str, FormField]:
    """Return the fields with the values of a valid search."""
    return {
        name: FormField(name, gettext(label), str(getattr(query, name) or "")) for name, label in FIELD_LABELS.items()
    }


def refused_fields(params: Params, error: QueryError) -> dict[str, FormField]:
    """Return the fields as the visitor filled them in, with the reasons for those that were refused."""
    values = {name: value for name, value in params if is_text(value)}
    return {
        name: FormField(
            name,
            gettext(label),
            values.get(name, "").strip()[:MAX_REPEATED_CHARACTERS],
            "; ".join(map(translated, error.errors.get(name, ()))),
        )
        for name, label in FIELD_LABELS.items()
    }


def can_be_corrected(error: QueryError) -> bool:
    """Return whether all errors are in the fields, so that the visitor can correct them there."""
    return bool(error.errors) and error.errors.keys() <= FIELD_LABELS.keys()
