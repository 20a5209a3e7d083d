"""What can be read of refused records: their documents and references, whose problems are then reported at once."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError

from catalog.model import Document, Imported, Record
from catalog.schemas.base.strict_schema import MAX_LIST_ITEMS, without_blanks
from catalog.schemas.base.texts import ID
from catalog.schemas.records.record import MAX_DOCUMENTS, DocumentSchema, ImportedSchema
from catalog.store.files.yaml_json import RawRecord

NO_DOCUMENT = Document()
"""Holds the place of an invalid document."""


def incomplete_record(raw: RawRecord) -> Record:
    """Return a refused record with its valid documents and references.

    Each is at its position in the file; in place of invalid ones there are NO_DOCUMENT and empty texts.
    """
    return Record(
        raw.id,
        "",
        documents=tuple(map(_document, _items(raw, "documents", MAX_DOCUMENTS))),
        supersedes=tuple(map(_reference, _items(raw, "supersedes"))),
        related=tuple(map(_reference, _items(raw, "related"))),
        imported=_imported(raw.content.get("imported")),
    )


def _items(raw: RawRecord, name: str, limit: int = MAX_LIST_ITEMS) -> list[Any]:
    value = raw.content.get(name)
    return value[:limit] if isinstance(value, list) else []


def _document(item: Any) -> Document:
    schema = DocumentSchema()
    try:
        document: Document = schema.load(without_blanks(item, schema)) if isinstance(item, dict) else NO_DOCUMENT
    except ValidationError:
        return NO_DOCUMENT
    return document


def _imported(value: Any) -> Imported | None:
    """Return where a record comes from, so that importing it again does not make a second one of it."""
    try:
        imported: Imported | None = ImportedSchema().load(value) if isinstance(value, dict) else None
    except ValidationError:
        return None
    return imported


def _reference(item: Any) -> str:
    return item if isinstance(item, str) and ID.fullmatch(item) else ""
