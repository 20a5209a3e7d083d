"""Decides which values a record has after another one is merged into it. Pure functions over the fields of files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from catalog.addresses import address_key
from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.records.record import RecordFileSchema
from catalog.text import fold

RecordFields = Mapping[str, Any]
"""The fields of a record as its file has them."""

FIELD_NAMES = tuple(known_fields(RecordFileSchema()))
OWN_FIELDS = frozenset({"id", "aliases", "imported"})
"""Fields that follow rules of their own, so that nobody chooses between them."""
NEVER_FILLED = frozenset({"agency_size", "status", "withdrawn", "sample", "language", "featured", "added"})
"""Fields whose absence has a meaning, such as "for agencies of any size": the other record's value does not fill it."""


MAPPINGS = frozenset({"identifiers", "translations"})
"""RecordFields with fields of their own, which are filled one by one."""


class Origin(StrEnum):
    """Which record a value comes from."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """What both records have in a field, None for nothing, and what the merged one has."""

    field: str
    first: Any
    second: Any
    merged: Any
    origin: Origin

    @property
    def is_open(self) -> bool:
        """Whether both have different values, of which one is lost."""
        return None not in (self.first, self.second) and self.first != self.second and self.origin is not Origin.BOTH


def merge_fields(first: RecordFields, second: RecordFields, take: Collection[str] = ()) -> list[FieldChoice]:
    """Return the choice for each field that one of two records has, in the order of FIELD_NAMES.

    The first record keeps its values, lists have the items of both, and the second record fills what is missing. Of the
    fields to `take`, the second record's values count.
    """
    choices = [_choice(name, first.get(name), second.get(name), take) for name in FIELD_NAMES if name not in OWN_FIELDS]
    choices = [choice for choice in choices if choice.first is not None or choice.second is not None]
    aliases = _without([*first.get("aliases", ()), second["id"], *second.get("aliases", ())], {first["id"]})
    choices.append(
        FieldChoice("aliases", first.get("aliases"), second.get("aliases"), list(dict.fromkeys(aliases)), Origin.BOTH)
    )
    if "imported" in first or "imported" in second:
        choices.append(_imported(first, second, choices))
    return sorted(choices, key=lambda choice: FIELD_NAMES.index(choice.field))


def _choice(name: str, first: Any, second: Any, take: Collection[str]) -> FieldChoice:
    if name in take:
        return FieldChoice(name, first, second, second, Origin.SECOND)
    if second is None or (first is None and name in NEVER_FILLED):
        return FieldChoice(name, first, second, first, Origin.FIRST)
    if first is None:
        return FieldChoice(name, first, second, second, Origin.SECOND)
    if name in LISTS:
        return _united(name, first, second, [*first, *new_items(first, second, LISTS[name])])
    if name in MAPPINGS:
        return _united(name, first, second, {**second, **first})
    return FieldChoice(name, first, second, first, Origin.FIRST)


def _united(name: str, first: Any, second: Any, merged: Any) -> FieldChoice:
    return FieldChoice(name, first, second, merged, Origin.FIRST if merged == first else Origin.BOTH)


def new_items(first: Sequence[Any], second: Sequence[Any], key: Callable[[Any], Hashable]) -> Iterator[Any]:
    """Yield the items of the second list that are not in the first one, each once; equal ones have the same key."""
    seen = set(map(key, first))
    for item in second:
        if key(item) not in seen:
            seen.add(key(item))
            yield item


def _document_key(document: Mapping[str, str]) -> Hashable:
    return document.get("path") or address_key(document.get("url", ""))


def _source_key(source: Mapping[str, Any]) -> Hashable:
    return source["url"], tuple(source.get("facts", ()))


LISTS: Mapping[str, Callable[[Any], Hashable]] = MappingProxyType(
    {
        "documents": _document_key,
        "sources": _source_key,
        **dict.fromkeys(("topics", "audiences", "engagement", "supersedes", "related"), str),
        **dict.fromkeys(("publishers", "keywords"), fold),
    }
)
"""The lists that have the items of both records, each with what two items must share to be the same.

Authors are not among them: two records often write the same names differently.
"""


def _without(items: list[str], ids: Collection[str]) -> list[str]:
    return [item for item in items if item not in ids]


def _imported(first: RecordFields, second: RecordFields, choices: list[FieldChoice]) -> FieldChoice:
    """Return where the merged record comes from.

    A later import finds it by the ids of both records in their sources, updates it from the one that the first record
    came from, and leaves alone what comes from the other record. What the merge does not change is not locked.
    """
    own, other = first.get("imported"), second.get("imported") or {}
    source = second if own is None else first
    changed = [
        choice.field for choice in choices if choice.merged != source.get(choice.field) and choice.field != "aliases"
    ]
    if own is None:
        merged = {**other, "locked": _with_changed(other, changed)}
        return FieldChoice("imported", None, other, _without_blanks(merged), Origin.SECOND)
    sources = [{"source": other["source"], "id": other["id"]}, *other.get("merged", ())] if other else []
    merged = {**own, "locked": _with_changed(own, changed), "merged": [*own.get("merged", ()), *sources]}
    return FieldChoice("imported", own, other or None, _without_blanks(merged), Origin.BOTH if other else Origin.FIRST)


def _with_changed(imported: RecordFields, changed: Collection[str]) -> list[str]:
    """Return the locked fields of an imported record with the changed ones."""
    return list(dict.fromkeys((*imported.get("locked", ()), *changed)))


def _without_blanks(imported: RecordFields) -> dict[str, Any]:
    return {name: value for name, value in imported.items() if value}
