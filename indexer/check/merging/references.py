"""Changes the files of the corpus that name a record, when another one takes its place. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.model import Record
from catalog.store.files.yaml_json import FieldPath
from indexer.editing.yaml_text import REMOVED, YamlEdit

ID_LISTS = frozenset({"records", "wrong", "expect"})
"""The fields of editors' files that have lists of ids."""
MIN_DISTINCT = 2
"""The records of the smallest group that are not the same."""


def reference_changes(record: Record, old: str, new: str) -> dict[str, Any]:
    """Return the changes of a record that names `old`: it names `new` instead, once, and never itself."""
    changes: dict[str, Any] = {}
    for field in ("supersedes", "related"):
        ids: tuple[str, ...] = getattr(record, field)
        if old in ids:
            renamed = dict.fromkeys(new if key == old else key for key in ids)
            changes[field] = [key for key in renamed if key != record.id] or None
    gone = record.withdrawn
    if gone and gone.replaced_by == old:
        changes["withdrawn"] = {"on": str(gone.on), "reason": gone.reason, "replaced_by": new}
    return changes


def listing_edits(content: Any, old: str, new: str, path: FieldPath = ()) -> Iterator[YamlEdit]:
    """Yield the edits of best bets, resources to start with, judged and watched queries that name `old`."""
    if isinstance(content, list):
        for number, item in enumerate(content):
            yield from listing_edits(item, old, new, (*path, number))
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _field_edits(key, value, old, new, (*path, key))


def _field_edits(key: str, value: Any, old: str, new: str, path: FieldPath) -> Iterator[YamlEdit]:
    if key == "record" and value == old:
        yield YamlEdit(path, new)
    elif key in ID_LISTS and isinstance(value, list):
        yield from _list_edits(value, old, new, path)
    elif key == "relevant" and isinstance(value, Mapping) and old in value:
        grade = max(int(value[old]), int(value.get(new, 0)))
        yield from (YamlEdit((*path, old), REMOVED), YamlEdit((*path, new), grade))
    else:
        yield from listing_edits(value, old, new, path)


def _list_edits(ids: list[Any], old: str, new: str, path: FieldPath) -> Iterator[YamlEdit]:
    is_there = new in ids
    for number, key in enumerate(ids):
        if key == old:
            yield YamlEdit((*path, number), REMOVED if is_there else new)
            is_there = True


def toolkit_edits(content: Any, old: str, new: str) -> Iterator[YamlEdit]:
    """Yield the edits of a featured toolkit: a toolkit has each record once, and no section without items."""
    if not isinstance(content, Mapping):
        return
    sections = content.get("sections")
    parts: list[tuple[FieldPath, Any]] = [((), content)]
    parts += [(("sections", number), section) for number, section in enumerate(sections or ())]
    is_there = any(item.get("record") == new for _path, part in parts for item in _items(part))
    for path, part in parts:
        items = _items(part)
        positions = [number for number, item in enumerate(items) if item.get("record") == old]
        if positions and not is_there:
            yield YamlEdit((*path, "items", positions[0], "record"), new)
        elif positions and len(items) == 1 and path:
            yield YamlEdit(path, REMOVED)
        elif positions:
            yield YamlEdit((*path, "items", positions[0]), REMOVED)


def _items(part: Any) -> list[Mapping[str, Any]]:
    items = part.get("items") if isinstance(part, Mapping) else None
    return [item if isinstance(item, Mapping) else {} for item in items] if isinstance(items, list) else []


def distinct_edits(content: Any, old: str, new: str) -> Iterator[YamlEdit]:
    """Yield the edits of the records that are not duplicates; a group of which one record is left is removed."""
    for number, group in enumerate(content if isinstance(content, list) else ()):
        ids = group.get("records") if isinstance(group, Mapping) else None
        if not isinstance(ids, list) or old not in ids:
            continue
        if len(dict.fromkeys(new if key == old else key for key in ids)) < MIN_DISTINCT:
            yield YamlEdit((number,), REMOVED)
        else:
            yield from _list_edits(ids, old, new, (number, "records"))
