"""Where imported records come from, which of their fields imports keep, and what their sources have there."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from catalog.model import Imported
from catalog.settings import Settings
from catalog.store.stored_record import StoredRecord
from indexer.importers.mapping.mapping_file import find_mapping
from indexer.importers.mapping.record_content import record_content
from indexer.importers.mapping.source_mapping import FILE, MappingError, SourceMapping, load_mappings
from indexer.importers.planning.import_state import ImportState, read_import_state


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that an editor changed: its value here, and in the source at the last import; None for no value."""

    field: str
    here: Any
    source: Any


@dataclass(frozen=True, slots=True)
class RecordOrigin:
    """Where a record comes from. `command` imports that source again; it is empty if the mapping has no location.

    `differences` are known of the `imported.locked` fields that the last import saw.
    """

    record: str
    title: str
    imported: Imported
    differences: tuple[Difference, ...]
    command: str


def record_origins(settings: Settings, stored: Iterable[StoredRecord]) -> Iterator[RecordOrigin]:
    """Yield where those of some records come from that were imported."""
    mappings = _mappings(settings)

    @cache
    def state_of(source: str) -> ImportState:
        return read_import_state(settings.data, source) or ImportState()

    for item in stored:
        if imported := item.record.imported:
            state = state_of(imported.source)
            differences = tuple(_differences(record_content(item.record), state.kept.get(imported.id, {})))
            command = _command(find_mapping(mappings, imported.source), state.location)
            yield RecordOrigin(item.record.id, item.record.title, imported, differences, command)


def _mappings(settings: Settings) -> tuple[SourceMapping, ...]:
    try:
        return tuple(load_mappings(settings.corpus / FILE))
    except MappingError:  # the next import says what is wrong with it
        return ()


def _differences(here: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[Difference]:
    for name, value in kept.items():
        if here.get(name) != value:
            yield Difference(name, here.get(name), value)


def _command(mapping: SourceMapping | None, last_location: str) -> str:
    """Return the command that imports a source again: from where it was read last, or else what its mapping says."""
    location = last_location or (mapping.location if mapping else "")
    if mapping is None or not (mapping.format and location):
        return ""
    return shlex.join(("clearinghouse", "import", mapping.format, location, "--source", mapping.source))
