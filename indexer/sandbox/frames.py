"""Frames: how a child process sends what it reads as it goes.

A frame is its length as a big-endian number, a byte for its kind, and its content. The last frame says how it ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from indexer.sandbox.worker import write_all

LENGTH_BYTES = 4
MAX_FRAME_BYTES = 4 << 20
"""The largest content of a frame."""


class FrameKind(IntEnum):
    """What a frame is: an item, or the end with its reason."""

    ITEM = 1
    END = 2
    OUT_OF_MEMORY = 3
    UNREADABLE = 4
    FAILED = 5


def send_frame(reply_fd: int, kind: FrameKind, content: bytes = b"") -> None:
    """Write a frame; this waits while the pipe is full."""
    write_all(reply_fd, len(content).to_bytes(LENGTH_BYTES) + bytes((kind,)) + content)


class FrameBuffer:
    """Divides what was received into frames."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._received = bytearray()

    def add(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._received += chunk

    def frames(self) -> Iterator[tuple[FrameKind, bytes]]:
        """Yield the complete frames and drop them; raise ValueError if one is too long or of no kind."""
        position = 0
        try:
            while position + LENGTH_BYTES < len(self._received):
                begin = position + LENGTH_BYTES + 1
                length = int.from_bytes(self._received[position : begin - 1])
                if length > MAX_FRAME_BYTES:
                    raise ValueError("a frame that is too long")
                kind = FrameKind(self._received[begin - 1])
                if begin + length > len(self._received):
                    return
                position = begin + length
                yield kind, bytes(self._received[begin:position])
        finally:
            del self._received[:position]
