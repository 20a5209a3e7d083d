"""Reads a file in a child process that sends its rows as it goes, so that a large file is never in memory as a whole.

The child is as limited as one that extracts a document (see `pool`), except that it keeps the descriptor of its file,
which is open for reading only. The parent trusts nothing that it sends.
"""

from __future__ import annotations

import os
import signal
import stat
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from catalog.errors import CatalogError, ExtractError
from indexer.sandbox.child import end_process, reply_pipe, start_process
from indexer.sandbox.frames import FrameBuffer, FrameKind, send_frame
from indexer.sandbox.limits import Limits, StreamLimits, format_size
from indexer.sandbox.privileges import drop_privileges
from indexer.sandbox.process_pool import fork_server
from indexer.sandbox.worker import is_memory_error, load_function

_CHUNK_BYTES = 256 << 10
_EXIT_WAIT_S = 5.0
"""The parent waits at most this long for the exit code of a child that closed its pipe."""


class StreamError(CatalogError):
    """A file could not be read to its end. The message is the reason, as a clause."""


@dataclass(frozen=True, slots=True)
class StreamProgram:
    """What a child runs, both as `module:function`.

    `reader` gets the open file and yields items; `encoder` turns an item into the content of a frame.
    """

    reader: str
    encoder: str


def stream_frames(path: Path, program: StreamProgram, limits: StreamLimits) -> Generator[bytes, None, None]:
    """Yield the content of each frame that a child sends; closing the iterator ends the child.

    Raises CatalogError at the first step if the file cannot be opened, or no process can be started. Raises
    StreamError if reading stops before the end of the file; its message is the reason, as a clause. What was yielded
    before stays valid.
    """
    process = _StreamProcess(path, program, limits)
    try:
        yield from process.frames()
    finally:
        process.stop()


class _StreamProcess:
    """A child process that reads one file."""

    def __init__(self, path: Path, program: StreamProgram, limits: StreamLimits) -> None:
        """Open the file and start the child with it."""
        self._limits = limits
        self._buffer = FrameBuffer()
        self._waited_s = self._frame_waited_s = 0.0
        with reply_pipe(_open_source(path, limits)) as (self._fd, document, reply):
            self._process = _start(path, program.reader, (document, reply, program, limits))

    def frames(self) -> Iterator[bytes]:
        """Yield the content of each item until the child says that it is done; raise StreamError if it cannot."""
        while True:
            for kind, content in self._received_frames():
                self._frame_waited_s = 0.0
                if kind is FrameKind.END:
                    return
                if kind is not FrameKind.ITEM:
                    raise _stop_error(kind, self._limits)
                yield content
            self._receive()

    def stop(self) -> None:
        """End the child and its process group, and release its resources."""
        end_process(self._process)
        os.close(self._fd)

    def _received_frames(self) -> Iterator[tuple[FrameKind, bytes]]:
        try:
            yield from self._buffer.frames()
        except ValueError as error:
            raise _stop_error(FrameKind.FAILED, self._limits) from error

    def _receive(self) -> None:
        """Wait for the next bytes; raise StreamError if none arrive in time, or the child is gone."""
        limit_s = min(self._limits.frame_s - self._frame_waited_s, self._limits.total_s - self._waited_s)
        begin = time.monotonic()
        is_ready = wait([self._fd], max(0.0, limit_s))
        elapsed_s = time.monotonic() - begin
        self._frame_waited_s += elapsed_s
        self._waited_s += elapsed_s
        if not is_ready:
            raise self._time_error()
        chunk = os.read(self._fd, _CHUNK_BYTES)
        if not chunk:
            raise self._exit_error()
        self._buffer.add(chunk)

    def _time_error(self) -> StreamError:
        seconds = min(self._limits.frame_s, self._limits.total_s)
        reason = f"reading went on for {seconds:g} seconds without another row; save a simpler copy, or split the file"
        if self._waited_s >= self._limits.total_s:
            reason = f"reading took longer than {self._limits.total_s:g} seconds; split the file"
        return StreamError(reason)

    def _exit_error(self) -> StreamError:
        """Return the error for a child that ended without saying so."""
        self._process.join(_EXIT_WAIT_S)
        exitcode = self._process.exitcode
        if exitcode == -signal.SIGXCPU:
            self._waited_s = self._limits.total_s
            return self._time_error()
        is_out_of_memory = exitcode == -signal.SIGKILL  # by the system
        return _stop_error(FrameKind.OUT_OF_MEMORY if is_out_of_memory else FrameKind.FAILED, self._limits)


def stream_in_child(document_fd: int, reply_fd: int, program: StreamProgram, limits: StreamLimits) -> None:
    """Read the open file, send a frame for each of its items, and end the process.

    The parent passes both descriptors as Descriptor.
    """
    os.setsid()  # leave the terminal's group: Ctrl-C goes to the parent, which ends this child
    read, encode = load_function(program.reader), load_function(program.encoder)
    rights = Limits(wall_s=limits.total_s, memory_bytes=limits.memory_bytes)
    drop_privileges(reply_fd, rights, document_fd=document_fd)
    end = FrameKind.END
    try:
        with open(document_fd, "rb") as file:
            for item in read(file):
                send_frame(reply_fd, FrameKind.ITEM, encode(item))
    except OSError:
        end = FrameKind.UNREADABLE
    except Exception as error:  # noqa: BLE001 - a reader may fail in any way; the parent says so
        end = FrameKind.OUT_OF_MEMORY if is_memory_error(error) else FrameKind.FAILED
    send_frame(reply_fd, end)
    os._exit(0)


def _start(path: Path, reader: str, arguments: tuple[object, ...]) -> ForkServerProcess:
    """Start the child; raise CatalogError if the system cannot."""
    try:
        server = fork_server(reader.partition(":")[0])
        return start_process(server.Process(target=stream_in_child, args=arguments, daemon=True))
    except ExtractError as error:
        reason = f"No process could be started to read '{path.name}' ({error.__cause__}): close programs and try again."
        raise CatalogError(reason) from error


def _open_source(path: Path, limits: StreamLimits) -> int:
    """Return a descriptor of a file to read; raise CatalogError if it is not a regular file, or is too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        raise CatalogError(f"There is no file '{path}': check its name and folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name has a character that no file name can have"
        raise CatalogError(f"'{path}' cannot be opened ({reason}): check its name and permissions.") from None
    if fault := _file_fault(os.fstat(descriptor), limits):
        os.close(descriptor)
        raise CatalogError(f"'{path}' {fault}.")
    return descriptor


def _file_fault(status: os.stat_result, limits: StreamLimits) -> str:
    """Return why a file cannot be read, as the end of a sentence, or an empty string."""
    if stat.S_ISDIR(status.st_mode):
        return "is a folder: name a file in it"
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file but a pipe or a device: save its content to a file, and name that"
    if status.st_size > limits.input_bytes:
        limit = format_size(limits.input_bytes)
        return (
            f"has {format_size(status.st_size)}, more than the limit of {limit}: "
            "split it, or ask your administrator to raise the limit (import_max_mb)"
        )
    return ""


def _stop_error(kind: FrameKind, limits: StreamLimits) -> StreamError:
    """Return the error for a child that could not read on."""
    if kind is FrameKind.OUT_OF_MEMORY:
        reason = f"it needs more than {format_size(limits.memory_bytes)} of memory; split the file"
        return StreamError(reason)
    if kind is FrameKind.UNREADABLE:
        reason = "the disk could not be read; check that the disk or network folder is there, and try again"
        return StreamError(reason)
    return content_error()


def content_error() -> StreamError:
    """Return the error for a file whose content the reader fails on."""
    reason = "its content cannot be understood; open it in its own program, save a new copy, and use that"
    return StreamError(reason)
