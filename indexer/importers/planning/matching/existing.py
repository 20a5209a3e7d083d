"""The records of the catalog that an import may meet: by their source and id there, and by their own id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.generations.codec import imported_from
from catalog.store.records import Contents
from catalog.store.stored_record import StoredRecord
from catalog.text import slug

MAX_ID_CHARACTERS = 60
"""Characters of an id that is made from a title; it ends with a whole word."""


@dataclass(slots=True)
class ExistingRecords:
    """The records of a corpus, and the ids that are in use or were given in this import.

    `merged` has the id of the record into which another one was merged, by the source of the latter and its id there.
    """

    by_origin: Mapping[tuple[str, str], StoredRecord]
    by_id: Mapping[str, StoredRecord]
    refused: Mapping[tuple[str, str], StoredRecord]
    merged: Mapping[tuple[str, str], str] = field(default_factory=dict)
    used_ids: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, contents: Contents) -> ExistingRecords:
        """Return the records of a corpus; those that are refused as far as they say where they come from."""
        stored = contents.all_valid
        by_id = {item.id: item for item in stored}
        imported = {item.id: origin for item in stored if (origin := imported_from(item.encoded))}
        aliases = {alias for item in stored for alias in item.details.aliases}
        return cls(
            {(origin.source, origin.id): by_id[key] for key, origin in imported.items()},
            by_id,
            {
                (origin.source, origin.id): item
                for item in contents.incomplete
                if (origin := imported_from(item.encoded))
            },
            {(merged.source, merged.id): key for key, origin in imported.items() for merged in origin.merged},
            {*by_id, *contents.refused_ids, *aliases},
        )

    def new_id(self, title: str, source: str, source_id: str) -> str:
        """Return an id that is not in use for a record, made from its title, and remember it."""
        base = _cut(slug(title)) or _cut(slug(f"{source} {source_id}")) or slug(source) or "record"
        number, record_id = 1, base
        while record_id in self.used_ids:
            number += 1
            record_id = f"{base}-{number}"
        self.used_ids.add(record_id)
        return record_id


def _cut(text: str) -> str:
    if len(text) <= MAX_ID_CHARACTERS:
        return text
    return text[: MAX_ID_CHARACTERS + 1].rpartition("-")[0] or text[:MAX_ID_CHARACTERS]
