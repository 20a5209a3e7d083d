"""The fields of the search page that visitors write into: what stands in them, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.errors import QueryError
from catalog.search.query import Query
from webui.asked import is_text
from webui.language import gettext, to_translate
from webui.reasons import translated
from webui.wording import sentence

LONGEST = 40
"""Characters of a field that are shown again."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the parameter it sends, its label, what stands in it, and the reason it was refused for, if it was."""

    name: str
    label: str
    value: str = ""
    reason: str = ""

    @property
    def fault(self) -> str:
        """The reason as a sentence."""
        return sentence(self.reason)


LABELS: Mapping[str, str] = {
    "sworn": to_translate("Full-time sworn officers"),
    "published_from": to_translate("From year"),
    "published_to": to_translate("To year"),
}
"""The fields in their order, by the parameter each sends."""

Pairs = Iterable[tuple[str, str]]


def filled(query: Query) -> dict[str, Field]:
    """Return the fields of a search that was understood."""
    return {name: Field(name, gettext(label), str(getattr(query, name) or "")) for name, label in LABELS.items()}


def refused(pairs: Pairs, error: QueryError) -> dict[str, Field]:
    """Return the fields as they were filled in, each with the reason it was refused for."""
    typed = {name: value for name, value in pairs if is_text(value)}
    return {
        name: Field(
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
