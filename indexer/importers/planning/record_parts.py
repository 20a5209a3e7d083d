"""Where the records of a large source are: JSON Lines in parts, because a record file must not be too large."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

MAX_PART_BYTES = 20_000_000
"""A part gets no further record beyond this, which is less than half of what a record file may have."""


class RecordParts:
    """The parts of a source: `partner.jsonl`, `partner-2.jsonl` and so on."""

    def __init__(self, corpus: Path, path: PurePosixPath) -> None:
        """Take the corpus folder, and the path of the first part in it without its ending."""
        self._corpus = corpus
        self._path = path
        self._number = 1
        self._size = self._size_on_disk()

    def path_for(self, record: Mapping[str, Any]) -> PurePosixPath:
        """Return the path of the part that a new record goes into."""
        while self._size > MAX_PART_BYTES:
            self._number += 1
            self._size = self._size_on_disk()
        self._size += len(json.dumps(record, ensure_ascii=False).encode())
        return self._part()

    def _part(self) -> PurePosixPath:
        suffix = f"-{self._number}" if self._number > 1 else ""
        return self._path.with_name(f"{self._path.name}{suffix}.jsonl")

    def _size_on_disk(self) -> int:
        path = self._corpus / self._part()
        return path.stat().st_size if path.exists() else 0
