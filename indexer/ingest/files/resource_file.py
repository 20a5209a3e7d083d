"""The file of all resources: one gzip stream, made of blocks of lines that the next generation can copy.

Where a block ends depends only on the ids in it. So the same resources make the same bytes, and a new, changed or
removed one changes its own block, and at most the next. A block ends on a byte, and needs nothing of those before it.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from catalog.generations.generation import RESOURCES
from indexer.ingest.files.joined_checksum import joined_crc32

BLOCKS = f"{RESOURCES}.blocks"
"""The file that lists the blocks, in the folder of a generation."""
BLOCK_LINES = 256
"""The lines of a block, on average."""
COMPRESSION_LEVEL = 3
"""Of zlib: level 6 takes nearly three times as long for 13 percent fewer bytes."""
ID_START = len(b'{"id":"')
"""Where the id begins in a line. It has letters, digits and hyphens only."""
_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""Of a gzip stream without a name and a time."""
_RAW = -zlib.MAX_WBITS
_LAST = b"\x03\0"
"""An empty block that ends a stream."""


class LineBlock(NamedTuple):
    """A block: its first id, a digest of all its ids, its compressed bytes, and the bytes and checksum of its lines."""

    first_id: str
    ids_digest: str
    size: int
    length: int
    crc32: int


def blocks_of_ids(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield ids, which are in ascending order, in blocks."""
    block: list[str] = []
    for key in ids:
        block.append(key)
        if zlib.crc32(key.encode()) % BLOCK_LINES == 0:
            yield block
            block = []
    if block:
        yield block


def compressed_block(ids: Sequence[str], lines: Iterable[bytes]) -> tuple[LineBlock, bytes]:
    """Return a block with these lines, and its compressed bytes."""
    content = b"".join(line + b"\n" for line in lines)
    compressor = zlib.compressobj(COMPRESSION_LEVEL, wbits=_RAW)
    compressed = compressor.compress(content) + compressor.flush(zlib.Z_FULL_FLUSH)
    return LineBlock(ids[0], _digest(ids), len(compressed), len(content), zlib.crc32(content)), compressed


def write_resource_file(folder: Path, blocks: Iterable[tuple[LineBlock, bytes]]) -> None:
    """Write the file and the list of its blocks."""
    listed: list[LineBlock] = []
    crc, length = 0, 0
    with (folder / RESOURCES).open("wb") as file:
        file.write(_HEADER)
        for block, compressed in blocks:
            file.write(compressed)
            listed.append(block)
            crc, length = joined_crc32(crc, block.crc32, block.length), length + block.length
        file.write(_LAST + crc.to_bytes(4, "little") + (length % (1 << 32)).to_bytes(4, "little"))
    (folder / BLOCKS).write_text(json.dumps(listed, separators=(",", ":")), encoding="utf-8")


class ResourceFile:
    """The file of a generation, whose blocks are read one by one; an older one without a list of them is read whole."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a generation that has the file, and was verified."""
        self._content = (folder / RESOURCES).read_bytes()
        self._blocks: list[LineBlock] = []
        with suppress(FileNotFoundError):
            self._blocks = [LineBlock(*values) for values in json.loads((folder / BLOCKS).read_bytes())]
        self._starts = list(accumulate((block.size for block in self._blocks), initial=len(_HEADER)))
        self._first_ids = [block.first_id for block in self._blocks]
        self._lines: tuple[int | None, Mapping[str, bytes]] = (None, {})

    def block(self, ids: Sequence[str]) -> tuple[LineBlock, bytes] | None:
        """Return the block with exactly these ids, and its compressed bytes; None if there is none."""
        number = bisect_right(self._first_ids, ids[0]) - 1
        if number < 0 or self._blocks[number].ids_digest != _digest(ids):
            return None
        return self._blocks[number], self._compressed(number)

    def line(self, key: str) -> bytes | None:
        """Return the line of a resource, or None. Those of one block should be asked for one after the other."""
        number = bisect_right(self._first_ids, key) - 1 if self._blocks else -1
        if self._lines[0] != number:
            self._lines = number, self._lines_of(number)
        return self._lines[1].get(key)

    def _lines_of(self, number: int) -> Mapping[str, bytes]:
        """Return the lines of a block by id; of the whole file for one without blocks."""
        if number >= 0:
            content = zlib.decompressobj(_RAW).decompress(self._compressed(number))
        else:
            content = b"" if self._blocks else zlib.decompress(self._content, zlib.MAX_WBITS | 16)
        return {_id_of(line): line for line in content.splitlines()}

    def _compressed(self, number: int) -> bytes:
        return self._content[self._starts[number] : self._starts[number + 1]]


def _id_of(line: bytes) -> str:
    return line[ID_START : line.index(b'"', ID_START)].decode()


def _digest(ids: Sequence[str]) -> str:
    return sha256("\n".join(ids).encode()).hexdigest()
