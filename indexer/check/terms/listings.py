"""Terms in the files of editors besides records and taxonomy: toolkits, resources to start with, watched queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from catalog.editorial.start_here import MAX_RECORDS
from catalog.store.files.yaml_json import FieldPath
from catalog.text import fold
from indexer.check.terms.model import FIELDS, TermChange, TermKind
from indexer.editing.texts.yaml_text import REMOVED, YamlEdit


def toolkit_term_edits(content: Any, change: TermChange) -> Iterator[YamlEdit]:
    """Yield the edits of a featured toolkit, which has topics."""
    if change.kind is TermKind.TOPIC and isinstance(content, Mapping):
        yield from _value_edits(content.get("topics"), change, ("topics",))


def start_here_term_edits(content: Any, change: TermChange) -> Iterator[YamlEdit]:
    """Yield the edits of the resources to start with: each topic is there once, with at most MAX_RECORDS."""
    if change.kind is not TermKind.TOPIC or change.value == change.old_value or not isinstance(content, list):
        return
    positions = {item.get("topic"): number for number, item in enumerate(content) if isinstance(item, Mapping)}
    old, new = positions.get(change.old_value), positions.get(change.value)
    if old is None:
        return
    if new is None:
        yield YamlEdit((old, "topic"), change.value)
        return
    records = list(dict.fromkeys((*content[new]["records"], *content[old]["records"])))[:MAX_RECORDS]
    if records != content[new]["records"]:
        yield YamlEdit((new, "records"), records)
    yield YamlEdit((old,), REMOVED)


def watched_term_edits(content: Any, change: TermChange) -> Iterator[YamlEdit]:
    """Yield the edits of the watched queries, whose filters have values of facets."""
    for number, item in enumerate(content if isinstance(content, list) else ()):
        filters = item.get("filters") if isinstance(item, Mapping) else None
        if isinstance(filters, Mapping):
            yield from _value_edits(filters.get(change.kind), change, (number, "filters", str(change.kind)))


def mapping_term_edits(content: Any, change: TermChange, sources: Collection[str] = ()) -> Iterator[YamlEdit]:
    """Yield the edits of the mappings of imports, which say what values of a source mean, and have defaults.

    Those of `sources`, whose records had the term, learn what its lost names mean now.
    """
    field = FIELDS[change.kind]
    for number, item in enumerate(content if isinstance(content, list) else ()):
        for part in ("values", "defaults"):
            meanings = item.get(part) if isinstance(item, Mapping) else None
            meaning = meanings.get(field) if isinstance(meanings, Mapping) else None
            path = (number, part, field)
            named = meaning.items() if isinstance(meaning, Mapping) else ()
            yield from (YamlEdit((*path, key), change.name) for key, value in named if _is_renamed(value, change))
            if isinstance(meaning, list) and any(_is_renamed(value, change) for value in meaning):
                renamed = (change.name if _is_renamed(value, change) else value for value in meaning)
                yield YamlEdit(path, list(dict.fromkeys(renamed)))
            elif _is_renamed(meaning, change):
                yield YamlEdit(path, change.name)
        if isinstance(item, Mapping) and item.get("source") in sources:
            yield from _lost_name_edits(item, change, (number, "values"))


def _lost_name_edits(item: Mapping[str, Any], change: TermChange, path: FieldPath) -> Iterator[YamlEdit]:
    """Yield the edits that add the lost names of a term to a mapping, with their new meaning."""
    field = FIELDS[change.kind]
    values = item.get("values")
    known = values.get(field) if isinstance(values, Mapping) else None
    lost = {name: change.name for name in change.lost if not (isinstance(known, Mapping) and name in known)}
    if lost and not isinstance(values, Mapping):
        yield YamlEdit(path, {field: lost})
    elif lost and not isinstance(known, Mapping):
        yield YamlEdit((*path, field), lost)
    else:
        yield from (YamlEdit((*path, field, name), meaning) for name, meaning in lost.items())


def _is_renamed(value: Any, change: TermChange) -> bool:
    return isinstance(value, str) and value != change.name and fold(value) in change.names


def _value_edits(value: Any, change: TermChange, path: FieldPath) -> Iterator[YamlEdit]:
    """Yield the edit of a value, or of a list of them, that has the old value."""
    if change.value == change.old_value:
        return
    if value == change.old_value:
        yield YamlEdit(path, change.value)
    elif isinstance(value, list) and change.old_value in value:
        renamed = (change.value if item == change.old_value else item for item in value)
        yield YamlEdit(path, list(dict.fromkeys(renamed)))
