"""Records as their files have them, and as `index` understands them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.schemas.records.record import RecordFileSchema
from catalog.store.files.folders import list_files
from catalog.store.files.yaml_json import RawRecord, display_path, read_records
from catalog.store.record_files import is_record_file
from catalog.store.records import Contents
from catalog.store.validation import validate
from catalog.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class WrittenRecord:
    """A valid record: its fields as its file has them, and as `index` understands them."""

    id: str
    written: Mapping[str, Any]
    understood: Mapping[str, Any]


def written_records(corpus: Path, taxonomy: Taxonomy, contents: Contents) -> Iterator[WrittenRecord]:
    """Yield the records of a corpus, drafts and withdrawn ones too, whose `contents` are known to be valid."""
    schema = RecordFileSchema(taxonomy)
    stored = (*contents.records, *contents.drafts, *contents.withdrawn)
    valid = {item.id for item in stored}
    plain = {(item.file, item.line): item.id for item in stored if not item.details.notes}
    folder = corpus / "records"
    for path in map(folder.joinpath, filter(is_record_file, list_files(folder).files)):
        for raw in read_records(path, display_path(path, corpus)):
            if isinstance(raw, RawRecord) and plain.get((raw.file, raw.line)) == raw.id:  # understood as it is written
                yield WrittenRecord(raw.id, raw.content, raw.content)
            elif isinstance(raw, RawRecord):
                validated = validate(raw, schema, "record")
                if not validated.problems and validated.value.id in valid:
                    yield WrittenRecord(validated.value.id, raw.content, validated.raw.content)
