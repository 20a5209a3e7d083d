"""The files of a generation that programs follow the catalog by: all resources as JSON Lines, and the change log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from catalog.errors import DamagedError, EngineError
from catalog.generations.change_log import CHANGE_LOG, ResourceVersion, line_digest
from catalog.generations.generation import RESOURCES
from catalog.generations.log_history import latest_log_content, time_of_change
from catalog.generations.stored_log import ContinuedLog
from catalog.schemas import resource_line
from catalog.search.searcher import Searcher
from indexer.ingest.files.resource_file import (
    LineBlock,
    ResourceFile,
    blocks_of_ids,
    compressed_block,
    write_resource_file,
)
from indexer.ingest.published import PublishedContent

OF_ANY_VERSION = "resources-*"


def write_program_files(
    folder: Path,
    searcher: Searcher,
    published: PublishedContent,
    indexed_again: Collection[str],
    *,
    has_all_lines: bool = False,
) -> dt.datetime:
    """Write both files into the folder of a new generation, which `searcher` reads; return the time in UTC afterwards.

    The log has that time, not an earlier one: until then, whoever asks for changes gets the generation before.
    `published` is that generation, and `indexed_again` are the ids whose lines may differ from those of its file, which
    are copied. If the folder `has_all_lines`, those of its own file are, because it is built on an equal generation.
    """
    generations = published.generations
    earlier = _file_to_copy(folder, published, has_all_lines=has_all_lines)
    for path in (*folder.glob(OF_ANY_VERSION), folder / CHANGE_LOG):
        path.unlink(missing_ok=True)  # an earlier generation may share it
    log, is_own = _log_to_continue(published)
    changed = frozenset(indexed_again)
    lines = _Lines(searcher, earlier, frozenset() if earlier and has_all_lines else changed, changed, log, is_own)
    ids = tuple(searcher.ids())
    write_resource_file(folder, map(lines.block, blocks_of_ids(ids)))
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    content = log.continued(ids, lines.versions, time_of_change(generations, now))
    (folder / CHANGE_LOG).write_bytes(content)
    return now


def _file_to_copy(folder: Path, published: PublishedContent, *, has_all_lines: bool) -> ResourceFile | None:
    """Return the file whose lines are copied, None if there is none."""
    if has_all_lines:
        return ResourceFile(folder) if (folder / RESOURCES).exists() else None
    if published.name and published.has_program_files:
        return ResourceFile(published.generations.folder(published.name))
    return None


def _log_to_continue(published: PublishedContent) -> tuple[ContinuedLog, bool]:
    """Return the log to continue, and whether it has the versions of the lines that were published.

    After a rollback that could not write its log, it has those of another generation.
    """
    content = latest_log_content(published.generations)
    with suppress(DamagedError):
        log, name = ContinuedLog(content), published.name
        is_own = bool(content and name) and content == published.generations.change_log_content(str(name))
        return log, is_own and log.ids() == published.ledger.keys()
    return ContinuedLog(None), False


@dataclass(slots=True)
class _Lines:
    """The lines of a new generation, block by block, and the versions that its log does not have yet.

    `outdated` are the ids whose lines are not those of the `earlier` file, and `changed` those whose versions may not
    be those of the log. If it is the log `is_own` of what was published, it has the versions of all others.
    """

    searcher: Searcher
    earlier: ResourceFile | None
    outdated: frozenset[str]
    changed: frozenset[str]
    log: ContinuedLog
    is_own: bool
    versions: dict[str, ResourceVersion] = field(default_factory=dict)

    def block(self, ids: list[str]) -> tuple[LineBlock, bytes]:
        """Return the block of some ids; one without an outdated line is copied."""
        same = self.earlier.block(ids) if self.earlier and self.outdated.isdisjoint(ids) else None
        if same and self.is_own and self.changed.isdisjoint(ids):
            return same
        lines = [self._line(key) for key in ids]
        for key, line in zip(ids, lines, strict=True):
            digest = line_digest(line)
            if digest != self.log.digest(key):
                self.versions[key] = _version(line, digest)
        return same or compressed_block(ids, lines)

    def _line(self, key: str) -> bytes:
        if self.earlier and key not in self.outdated and (line := self.earlier.line(key)):
            return line
        if entry := self.searcher.head(key):
            return resource_line(entry)
        raise EngineError(f"the new index cannot return '{key}'; nothing was published")


def _version(line: bytes, digest: str) -> ResourceVersion:
    record = json.loads(line)["record"]
    return ResourceVersion(digest, tuple(record.get("topics", ())), record.get("format"))
