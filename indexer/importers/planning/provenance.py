"""Where a record comes from, as its file has it under `imported`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from catalog.model import MergedSource
from indexer.importers.planning.fates import ALL_FIELDS, FieldFate


def provenance(
    source: str, source_id: str, day: dt.date, locked: Iterable[str] = (), merged: Iterable[MergedSource] = ()
) -> dict[str, Any]:
    """Return the provenance of a record as its file has it, `merged` with the sources of records merged into it."""
    origins = [{"source": origin.source, "id": origin.id} for origin in merged]
    content = {"source": source, "id": source_id, "seen": day.isoformat(), "locked": list(locked), "merged": origins}
    return {name: value for name, value in content.items() if value}


def locked_after(locked: Iterable[str], fields: Iterable[FieldFate], taken: Collection[str]) -> tuple[str, ...]:
    """Return the names of locked fields with those that an editor was found to have changed, less those `taken`."""
    names = dict.fromkeys((*locked, *(item.field for item in fields if item.kept)))
    return () if ALL_FIELDS in taken else tuple(name for name in names if name not in taken)
