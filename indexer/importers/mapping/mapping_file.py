"""Keeps mappings in `corpus/mappings.yaml`: guesses are added, what editors wrote is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from indexer.editing.atomic_files import read_or_none, write_file
from indexer.editing.change_set import EditError
from indexer.editing.texts.yaml_text import YamlEdit, edit_yaml
from indexer.importers.mapping.candidates import UnmappedValue
from indexer.importers.mapping.source_mapping import SourceMapping, load_mappings
from indexer.importers.values.date_order import DateOrder

MAX_KEPT_VALUES = 100
"""The values of a field that are put into the file for an editor to decide on."""
HEAD = """\
# How the columns and values of each source become fields and values of records ('clearinghouse import').
# columns: the heading in the source, and the field here; none leaves a column out.
# values: by field, the value in the source, and the value here; none leaves it out, and nothing means: not decided yet.

"""


@dataclass(frozen=True, slots=True)
class MappingAdditions:
    """What was added to the file: guesses of columns, of values by field, and of the order of dates.

    `is_new` tells whether the file had no mapping of the source.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: DateOrder | None = None
    is_new: bool = False


def with_unmapped(mapping: SourceMapping, unmapped: Iterable[UnmappedValue]) -> SourceMapping:
    """Return a mapping with the values that nobody has decided on, each still without a meaning."""
    values = {name: dict(meanings) for name, meanings in mapping.values.items()}
    for item in unmapped:
        of_field = values.setdefault(item.field, {})
        if len(of_field) < MAX_KEPT_VALUES:
            of_field.setdefault(item.value, "")
    return replace(mapping, values=values)


def save_mapping(path: Path, mapping: SourceMapping) -> MappingAdditions:
    """Add what is new in a mapping to its file, and return what that is. What is there stays as it is.

    Raises EditError or WritingError if the file cannot be changed.
    """
    before = (read_or_none(path) or b"").decode()
    known = load_mappings(path)
    number = next((index for index, item in enumerate(known) if item.source == mapping.source), len(known))
    if number == len(known):
        edits = [YamlEdit((number,), mapping.json)]
    else:
        edits = list(_additions((number,), known[number].json, mapping.json))
    added = _added(None if number == len(known) else known[number], mapping)
    if not edits:
        return added
    try:
        after = (
            edit_yaml(before, edits) if known else HEAD + edit_yaml("- source: new\n", [YamlEdit((0,), mapping.json)])
        )
    except EditError as error:
        raise EditError(f"{path}: {error}") from error
    write_file(path, after.encode())
    return added


def _added(known: SourceMapping | None, new: SourceMapping) -> MappingAdditions:
    """Return the guesses that are new in a mapping; values that nobody has decided on are none."""
    old = known or SourceMapping(new.source)
    values = {
        name: {
            value: meaning for value, meaning in meanings.items() if meaning and value not in old.values.get(name, {})
        }
        for name, meanings in new.values.items()
    }
    columns = {heading: target for heading, target in new.columns.items() if heading not in old.columns}
    return MappingAdditions(columns, values, None if old.dates else new.dates, is_new=known is None)


def _additions(path: tuple[str | int, ...], known: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[YamlEdit]:
    """Yield an edit for each value of nested mappings that is new."""
    for name, value in new.items():
        if name not in known:
            yield YamlEdit((*path, name), value)
        elif isinstance(value, Mapping):
            yield from _additions((*path, name), known[name], value)


def find_mapping(mappings: Sequence[SourceMapping], source: str) -> SourceMapping | None:
    """Return the mapping of a source, or None."""
    return next((item for item in mappings if item.source == source), None)
