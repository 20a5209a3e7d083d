"""Keeps mappings in `corpus/mappings.yaml`: guesses are added, what editors wrote is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.editing.atomic_files import read_or_none, write_file
from indexer.editing.yaml_text import YamlEdit, edit_yaml
from indexer.importers.mapping.candidates import UnmappedValue
from indexer.importers.mapping.source_mapping import SourceMapping, load_mappings

MAX_KEPT_VALUES = 100
"""The values of a field that are put into the file for an editor to decide on."""
HEAD = """\
# How the columns and values of each source become fields and values of records ('clearinghouse import').
# columns: the heading in the source, and the field here; none leaves a column out.
# values: by field, the value in the source, and the value here; none leaves it out, and nothing means: not decided yet.

"""


def with_unmapped(mapping: SourceMapping, unmapped: Iterable[UnmappedValue]) -> SourceMapping:
    """Return a mapping with the values that nobody has decided on, each still without a meaning."""
    values = {name: dict(meanings) for name, meanings in mapping.values.items()}
    for item in unmapped:
        of_field = values.setdefault(item.field, {})
        if len(of_field) < MAX_KEPT_VALUES:
            of_field.setdefault(item.value, "")
    return replace(mapping, values=values)


def save_mapping(path: Path, mapping: SourceMapping) -> bool:
    """Add what is new in a mapping to its file; return whether the file changed. What is there stays as it is.

    Raises EditError or WritingError if the file cannot be changed.
    """
    before = (read_or_none(path) or b"").decode()
    known = load_mappings(path)
    number = next((index for index, item in enumerate(known) if item.source == mapping.source), len(known))
    if number == len(known):
        edits = [YamlEdit((number,), mapping.json)]
    else:
        edits = list(_additions((number,), known[number].json, mapping.json))
    if not edits:
        return False
    after = edit_yaml(before, edits) if known else HEAD + edit_yaml("- source: new\n", [YamlEdit((0,), mapping.json)])
    write_file(path, after.encode())
    return True


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
