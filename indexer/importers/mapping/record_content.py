"""Records in the form in which imports compare and write them."""

from __future__ import annotations

from typing import Any

from catalog.model import DocumentRole, Record
from catalog.schemas.records.record import record_json


def record_content(record: Record) -> dict[str, Any]:
    """Return the fields of a record as its file has them, without its id, and without values that go without saying."""
    content = record_json(record)
    del content["id"]
    for document in content.get("documents", ()):
        if document.get("role") == DocumentRole.FULL_TEXT:
            del document["role"]
    return content
