"""Recognizes what this catalog has exported: the columns of its table, and the ids of its own records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from catalog.facets import record_facets
from catalog.text import name_form
from indexer.importers.mapping.source_mapping import LEFT_OUT

OWN_ID = "id"
"""The target of a column with the ids of records of this catalog."""
ID_HEADING = name_form("Id in this catalog")
MIN_SHARE = 0.5
"""A column has ids of this catalog if at least this share of its first values are ids of records here."""
OWN_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        **{name_form(facet.label): facet.field for facet in record_facets(without=()) if facet.field},
        ID_HEADING: OWN_ID,
        **{
            name_form(heading): target
            for heading, target in (
                ("Useful for", "audiences"),
                ("Length in seconds", "duration_s"),
                ("NCJ number", "identifiers.ncj"),
                ("Report number", "identifiers.report"),
                ("Web address", "url"),
                ("Sample", "sample"),
                ("Page in this catalog", LEFT_OUT),
            )
        },
    }
)
"""The headings of our own table that are not the names of fields."""

_RATING = re.compile(r"(?P<value>.+?) \((?P<scheme>.+)\)", re.DOTALL)


def own_id_heading(samples: Mapping[str, Sequence[Any]], ids: Collection[str]) -> str | None:
    """Return the heading of the column with ids of this catalog, or None.

    `ids` are those of its records. Without any records, a table that has the heading of our own is a copy of a catalog.
    """
    for heading, values in samples.items():
        is_from_table = name_form(heading) == ID_HEADING
        if is_from_table or heading == OWN_ID:
            known = sum(isinstance(value, str) and value in ids for value in values)
            if known >= MIN_SHARE * max(len(values), 1) or (is_from_table and not ids):
                return heading
    return None


def own_columns(headings: Iterable[str], id_heading: str, fields: Collection[str]) -> dict[str, str]:
    """Return the targets of the headings of one of our exports; headings that it does not have are not in it."""
    by_form = {**{name_form(name): name for name in fields}, **OWN_COLUMNS}
    found = {heading: by_form[name_form(heading)] for heading in headings if name_form(heading) in by_form}
    return found | {id_heading: OWN_ID}


def own_value(target: str, value: Any) -> Any:
    """Return the value of a field that our own table has in words."""
    if target == "rating" and isinstance(value, str) and (match := _RATING.fullmatch(value.strip())):
        return match.groupdict()
    if target == "sample" and isinstance(value, str) and name_form(value) == name_form("Sample"):
        return True
    return value
