"""Changes the files of the corpus that name a record, when another one takes its place. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalog.model import Record
from catalog.store.files.yaml_json import FieldPath
from catalog.text import fold, name_form, slug
from indexer.editing.texts.yaml_text import REMOVED, YamlEdit

ID_FIELDS = frozenset(map(name_form, ("record", "records", "wrong", "expect")))
"""The fields of editors' files that have an id, or a list of ids, by the form of their names."""
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


def best_bet_edits(content: Any, old: str, new: str) -> Iterator[YamlEdit]:
    """Yield the edits that leave out best bets for `old` whose queries all have one for `new` already."""
    bets = [item if isinstance(item, Mapping) else {} for item in (content if isinstance(content, list) else ())]
    answered = {fold(str(query)) for item in bets if _is_id(item.get("record"), new) for query in _queries(item)}
    for number, item in enumerate(bets):
        if _is_id(item.get("record"), old) and {fold(str(query)) for query in _queries(item)} <= answered:
            yield YamlEdit((number,), REMOVED)


def _queries(bet: Mapping[str, Any]) -> list[Any]:
    queries = bet.get("queries")
    return queries if isinstance(queries, list) else [queries]


def _field_edits(key: str, value: Any, old: str, new: str, path: FieldPath) -> Iterator[YamlEdit]:
    if name_form(key) in ID_FIELDS and isinstance(value, list):
        yield from _list_edits(value, old, new, path)
    elif name_form(key) in ID_FIELDS and isinstance(value, str):
        yield from _text_edits(value, old, new, path)
    elif key == "relevant" and isinstance(value, Mapping) and old in value:
        grade = max(int(value[old]), int(value.get(new, 0)))
        yield from (YamlEdit((*path, old), REMOVED), YamlEdit((*path, new), grade))
    else:
        yield from listing_edits(value, old, new, path)


def _list_edits(ids: list[Any], old: str, new: str, path: FieldPath) -> Iterator[YamlEdit]:
    is_there = any(_is_id(key, new) for key in ids)
    for number, key in enumerate(ids):
        if _is_id(key, old):
            yield YamlEdit((*path, number), REMOVED if is_there else new)
            is_there = True


def _text_edits(text: str, old: str, new: str, path: FieldPath) -> Iterator[YamlEdit]:
    """Yield the edit of a text that is an id, or several between commas or semicolons."""
    ids = [part.strip() for part in re.split("[,;]", text)]
    if any(_is_id(key, old) for key in ids):
        renamed = list(dict.fromkeys(new if _is_id(key, old) else key for key in ids))
        yield YamlEdit(path, renamed if len(ids) > 1 else new)


def _is_id(value: Any, record_id: str) -> bool:
    """Return whether a value is an id, in any form that `index` understands."""
    return isinstance(value, str) and record_id in (value, slug(value))


def toolkit_edits(content: Any, old: str, new: str) -> Iterator[YamlEdit]:
    """Yield the edits of a featured toolkit: a toolkit has each record once, and no section without items."""
    if not isinstance(content, Mapping):
        return
    sections = content.get("sections")
    parts: list[tuple[FieldPath, Any]] = [((), content)]
    parts += [(("sections", number), section) for number, section in enumerate(sections or ())]
    is_there = any(_is_id(item, new) for _path, part in parts for item in _items(part))
    for path, part in parts:
        items = _items(part)
        positions = [number for number, item in enumerate(items) if _is_id(item, old)]
        if positions and not is_there:
            item_path: FieldPath = (*path, "items", positions[0])
            is_bare = isinstance(part["items"][positions[0]], str)
            yield YamlEdit(item_path if is_bare else (*item_path, "record"), new)
            is_there = True
        elif positions and len(items) == 1 and path:
            yield YamlEdit(path, REMOVED)
        elif positions:
            yield YamlEdit((*path, "items", positions[0]), REMOVED)


def _items(part: Any) -> list[Any]:
    """Return the ids of the items of a toolkit or a section, None for what is none."""
    items = part.get("items") if isinstance(part, Mapping) else None
    named = items if isinstance(items, list) else []
    return [item.get("record") if isinstance(item, Mapping) else item for item in named]


def distinct_edits(content: Any, old: str, new: str) -> Iterator[YamlEdit]:
    """Yield the edits of the records that are not duplicates; a group of which one record is left is removed."""
    for number, group in enumerate(content if isinstance(content, list) else ()):
        ids = group.get("records") if isinstance(group, Mapping) else None
        if not isinstance(ids, list) or not any(_is_id(key, old) for key in ids):
            continue
        if len(dict.fromkeys(new if _is_id(key, old) else key for key in ids)) < MIN_DISTINCT:
            yield YamlEdit((number,), REMOVED)
        else:
            yield from _list_edits(ids, old, new, (number, "records"))
