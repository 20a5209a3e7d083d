"""The files of a generation that programs follow the catalog by: all resources as JSON Lines, and the change log."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from catalog.errors import EngineError
from catalog.generations.change_log import (
    CHANGE_LOG,
    ChangeLog,
    ResourceVersion,
    change_log_json,
    continued,
    line_digest,
)
from catalog.generations.generation import RESOURCES
from catalog.generations.log_history import latest_change_log, time_of_change
from catalog.schemas import resource_line
from catalog.search.searcher import Searcher
from indexer.ingest.published import PublishedContent

OF_ANY_VERSION = "resources-*.jsonl.gz"
ID_START = len(b'{"id":"')
"""Where the id begins in a line. It has letters, digits and hyphens only."""
COMPRESSION_LEVEL = 3
"""Of zlib: level 6 takes nearly three times as long for 13 percent fewer bytes."""


BLOCK_BYTES = 1 << 20
"""The lines that are compressed at a time: one by one, they take longer."""


def write_program_files(
    folder: Path, searcher: Searcher, published: PublishedContent, indexed_again: Collection[str]
) -> dt.datetime:
    """Write both files into the folder of a new generation, which `searcher` reads; return the time in UTC afterwards.

    The log has that time, not an earlier one: until then, whoever asks for changes gets the generation before.
    `published` is that generation, and `indexed_again` are the ids whose lines may differ from those of its file, which
    are copied.
    """
    name = published.name
    earlier = read_lines(published.generations.folder(name) / RESOURCES) if name and published.has_program_files else ()
    lines = _merged_lines(searcher, dict.fromkeys(indexed_again), iter(earlier))
    for path in (*folder.glob(OF_ANY_VERSION), folder / CHANGE_LOG):
        path.unlink(missing_ok=True)  # an earlier generation may share it
    previous = latest_change_log(published.generations)
    versions = _write_lines(folder / RESOURCES, lines, previous)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    log = continued(previous, versions, time_of_change(published.generations, now))
    (folder / CHANGE_LOG).write_bytes(change_log_json(log))
    return now


def _merged_lines(
    searcher: Searcher, indexed_again: Collection[str], earlier: Iterator[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the id and the line of every resource, by id: earlier lines, and new ones for what was indexed again."""
    earlier_id, earlier_line = next(earlier, ("", b""))
    for key in searcher.ids():
        while earlier_id and earlier_id < key:
            earlier_id, earlier_line = next(earlier, ("", b""))
        if key == earlier_id and key not in indexed_again:
            yield key, earlier_line
        elif entry := searcher.head(key):
            yield key, resource_line(entry)
        else:
            raise EngineError(f"the new index cannot return '{key}'; nothing was published")


def _write_lines(
    path: Path, lines: Iterator[tuple[str, bytes]], previous: ChangeLog | None
) -> dict[str, ResourceVersion]:
    """Write the lines as a compressed file, the same for the same lines; return the versions by id."""
    earlier, versions = previous.versions() if previous else {}, {}
    with path.open("wb") as file, gzip.GzipFile("", "wb", COMPRESSION_LEVEL, file, mtime=0) as compressed:
        block = io.BytesIO()
        for key, line in lines:
            block.write(line + b"\n")
            if block.tell() > BLOCK_BYTES:
                compressed.write(block.getvalue())
                block = io.BytesIO()
            version, digest = earlier.get(key), line_digest(line)
            versions[key] = version if version and version.digest == digest else _version(line, digest)
        compressed.write(block.getvalue())
    return versions


def _version(line: bytes, digest: str) -> ResourceVersion:
    record = json.loads(line)["record"]
    return ResourceVersion(digest, tuple(record.get("topics", ())), record.get("format"))


def read_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the id and the line of every resource of a file."""
    with gzip.open(path) as file:
        for line in file:
            yield line[ID_START : line.index(b'"', ID_START)].decode(), line.rstrip(b"\n")
