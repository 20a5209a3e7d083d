"""A resource as one line of the file with all resources, as programs download it."""

from __future__ import annotations

import json
from typing import Any

from catalog.model import Document, DocumentText, Entry
from catalog.schemas.records.record import record_json


def resource_line(entry: Entry) -> bytes:
    """Return a resource as one line of UTF-8 JSON without a line end: its id, its record, facts about its documents.

    It depends on the entry alone, not on the address of the site, and is the same for the same content.
    """
    documents = list(map(_document_facts, entry.record.documents, entry.texts))
    line = {"id": entry.record.id, "record": record_json(entry.record), "documents": documents}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()


def _document_facts(document: Document, text: DocumentText) -> dict[str, Any]:
    return {
        "label": document.label,
        "role": document.role,
        "media_type": text.media_type,
        "size_bytes": text.size_bytes,
        "sha256": text.sha256,
        "pages": text.pages,
        "duration_s": text.duration_s,
        "text_source": text.text_source,
    }
