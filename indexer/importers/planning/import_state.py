"""What the last import of a source brought: the values of each item, to tell later who changed them.

`var/imports/<source>.json`. If it is lost, every difference between a record and its source counts as an editor's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from indexer.editing.atomic_files import WritingError, write_file

HASH_CHARACTERS = 12

FieldHashes = Mapping[str, str]
"""The hash of the value of each field that a source gave, by the field's name."""

ReplacedHashes = Mapping[str, Mapping[str, str | None]]
"""The hashes of the values of fields before a change, None for no value, by item and field."""


def value_hash(value: Any) -> str:
    """Return the hash of a plain value of a field."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:HASH_CHARACTERS]


@dataclass(frozen=True, slots=True)
class ImportState:
    """The state of a source after an import.

    `items` has the hashes of the values by the id of each item in the source. `missing` has the number of complete runs
    in a row in which an item was not there any more; the last run that counted was on the day `counted_on`, and read
    what has the hash `content`. `resume` is where an interrupted harvest goes on. `added` has the number of the change
    set that added the record of an item. `settled` has the hashes of values that are here in our words, and `kept` what
    the source has in fields that an editor changed, by item and field. `told` has the keys of what editors were told of
    rows. `location` is the file, folder or address that was read, as an editor wrote it. `replaced` has the values of
    the source that the last imports replaced in records, by the number of the change set (see ReplacedValues).
    """

    items: Mapping[str, FieldHashes] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    resume: str = ""
    added: Mapping[str, int] = field(default_factory=dict)
    settled: Mapping[str, FieldHashes] = field(default_factory=dict)
    kept: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    content: str = ""
    counted_on: str = ""
    told: Collection[str] = ()
    location: str = ""
    replaced: Mapping[int, ReplacedHashes] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of items that the source had."""
        return len(self.items) - len(self.missing)


def _path(data: Path, source: str) -> Path:
    return data / "imports" / f"{source}.json"


def read_import_state(data: Path, source: str) -> ImportState | None:
    """Return the state of a source, or None if there is none that can be read."""
    try:
        content = json.loads(_path(data, source).read_bytes())
        later = {name: dict(content.get(name, {})) for name in ("added", "settled", "kept")}
        return ImportState(
            dict(content["items"]),
            dict(content["missing"]),
            str(content["resume"]),
            **later,
            content=str(content.get("content", "")),
            counted_on=str(content.get("counted_on", "")),
            told=frozenset(content.get("told", ())),
            location=str(content.get("location", "")),
            replaced={int(number): dict(items) for number, items in content.get("replaced", {}).items()},
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_import_state(data: Path, source: str, state: ImportState) -> None:
    """Write the state of a source. If that fails, the next import keeps what differs, so nothing is lost."""
    values = {**asdict(state), "told": sorted(state.told)}
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        (data / "imports").mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(_path(data, source), content.encode(), mode=0o600)
    except (WritingError, OSError):
        _path(data, source).unlink(missing_ok=True)
