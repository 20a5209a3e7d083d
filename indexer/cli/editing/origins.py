"""What `history` says of imported records: where they come from, and which fields imports keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from catalog.settings import Settings
from catalog.text import shortened
from indexer.check.duplicates.corpus import read_corpus
from indexer.cli.editing.field_values import written_value
from indexer.cli.terminal import pluralized, print_json, say
from indexer.importers.planning.origins import RecordOrigin, record_origins

MAX_VALUE_CHARACTERS = 200
"""Characters of a value that are shown, so that editors can choose between two."""


def origin_lines(origin: RecordOrigin) -> Iterator[str]:
    """Yield where a record comes from, what imports keep in it, and how to take what the source has."""
    imported = origin.imported
    seen = f", last changed by an import on {imported.seen}" if imported.seen else ""
    yield f"Comes from {imported.source}, where its id is '{imported.id}'{seen}."
    names = kept_fields(origin)
    if not names:
        return
    yield f"Imports keep what you changed: {', '.join(names)}."
    for difference in origin.differences:
        yield f"  {difference.field}: here {_shown(difference.here)}; there {_shown(difference.source)}"
    if not origin.differences:
        yield "  The next import shows where the source differs."
    command = origin.command or "clearinghouse import ..."
    yield f"To take what the source has: {command} --take {origin.record}:{names[0]}"


def kept_fields(origin: RecordOrigin) -> list[str]:
    """Return the fields that imports keep, those first that differ from the source."""
    return list(dict.fromkeys((*(item.field for item in origin.differences), *origin.imported.locked)))


def origin_json(origin: RecordOrigin) -> dict[str, Any]:
    """Return where a record comes from as `history --json` prints it."""
    return {
        "source": origin.imported.source,
        "id": origin.imported.id,
        "seen": str(origin.imported.seen) if origin.imported.seen else None,
        "kept": kept_fields(origin),
        "differences": list(map(asdict, origin.differences)),
    }


def print_locked(settings: Settings, *, as_json: bool) -> None:
    """Print the records with fields that imports keep."""
    _taxonomy, contents = read_corpus(settings.corpus, settings.data)
    origins = [origin for origin in record_origins(settings, contents.all_valid) if kept_fields(origin)]
    if as_json:
        print_json({"records": [{"record": origin.record, **origin_json(origin)} for origin in origins]})
        return
    for origin in origins:
        say(f"  {origin.record} (from {origin.imported.source}): {', '.join(kept_fields(origin))}")
    if not origins:
        say("Imports may change every field of the records that they brought: you changed none.")
        return
    records = pluralized(len(origins), "record")
    say(f"Imports keep what you changed in {records}. 'clearinghouse history ID' shows what the source has there.")


def _shown(value: Any) -> str:
    text = shortened(written_value(value), MAX_VALUE_CHARACTERS)
    return text if value is None else f"'{text}'"
