"""The parent's side of a child process that extracts one document: start, poll, deadline, and end."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract.result import Extraction
from indexer.sandbox.limits import Limits
from indexer.sandbox.messages import (
    crash_error,
    file_size_error,
    memory_error,
    text_size_error,
    time_error,
    unreadable_error,
)
from indexer.sandbox.worker import LENGTH_BYTES, Descriptor

Outcome = Extraction | ExtractError
AnswerT = TypeVar("AnswerT")

_CHUNK_BYTES = 1 << 20
_start_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Job:
    """A document to extract: its file, its name, and the SHA-256 of its content."""

    path: Path
    name: str
    sha256: str


Target = Callable[[int, int, str, Any, Limits], None]
"""What a child runs. It gets the descriptors of the document and of the answer's pipe, the document's name, what to run
on the document, and the limits."""


class ExtractorProcess(Generic[AnswerT]):
    """A child process that reads one document and must answer by `deadline`, on the monotonic clock.

    `decode` returns the result from the answer, and raises ValueError if that is invalid. Raises ExtractError at the
    start if the file cannot be opened or no process can be started.
    """

    def __init__(
        self,
        job: Job,
        context: ForkServerContext,
        target: Target,
        program: object,
        limits: Limits,
        *,
        decode: Callable[[bytes], AnswerT | ExtractError],
    ) -> None:
        """Open the document and start the child with it."""
        self.job = job
        self._decode = decode
        self._limits = limits
        self._received = bytearray()
        self._ended = False
        with reply_pipe(_open_document(job.path, limits)) as (self._fd, document, reply):
            os.set_blocking(self._fd, False)
            arguments = (document, reply, job.name, program, limits)
            self._process = start_process(context.Process(target=target, args=arguments, daemon=True))
        self.deadline = time.monotonic() + limits.wall_s

    def wait_handles(self) -> list[int]:
        """Return the descriptors to wait for; one becomes readable when `poll` has something to do."""
        return [self._process.sentinel] if self._ended else [self._fd, self._process.sentinel]

    def poll(self) -> AnswerT | ExtractError | None:
        """Read the available bytes without waiting; return the outcome, or None while the child is working."""
        exitcode = (
            self._process.exitcode
        )  # before the pipe: everything that the child wrote before its end is then available
        self._receive()
        outcome = self._answer()
        if outcome is None and exitcode is not None:
            outcome = self._exit_error(exitcode)
        if outcome is None and time.monotonic() >= self.deadline:
            outcome = time_error(self._limits)
        return outcome

    def extend_deadline(self, paused_s: float) -> None:
        """Extend the deadline by the time in which the parent did not read; the pipe of a begun answer may be full."""
        if self._received:
            self.deadline += paused_s

    def stop(self) -> None:
        """End the child and its process group, and release its resources."""
        end_process(self._process)
        os.close(self._fd)

    def _receive(self) -> None:
        """Read from the pipe until it is empty, or just over the limit."""
        while not self._ended and len(self._received) <= self._limits.output_bytes + LENGTH_BYTES:
            try:
                chunk = os.read(self._fd, _CHUNK_BYTES)
            except BlockingIOError:
                return
            if chunk and not self._received:  # the answer began in time; sending it has its own time limit
                self.deadline = time.monotonic() + self._limits.wall_s
            self._received += chunk
            self._ended = not chunk

    def _answer(self) -> AnswerT | ExtractError | None:
        """Return the answer if it is complete, an error if it is too long or invalid, otherwise None."""
        if len(self._received) < LENGTH_BYTES:
            return None
        length = int.from_bytes(self._received[:LENGTH_BYTES])
        received = len(self._received) - LENGTH_BYTES
        if length > self._limits.output_bytes or received > length:
            return text_size_error(self._limits)
        if received < length:
            return None
        try:
            return self._decode(bytes(self._received[LENGTH_BYTES:]))
        except ValueError:
            return crash_error()

    def _exit_error(self, exitcode: int) -> ExtractError:
        """Return the error for a child that ended without an answer."""
        is_late = time.monotonic() >= self.deadline
        if exitcode == -signal.SIGXCPU or (exitcode == -signal.SIGKILL and is_late):
            return time_error(self._limits)
        if exitcode == -signal.SIGKILL:  # not by the parent and not for its time: the system is out of memory
            return memory_error(self._limits)
        return crash_error()


@contextlib.contextmanager
def reply_pipe(document_fd: int) -> Iterator[tuple[int, Descriptor, Descriptor]]:
    """Yield the end of a pipe to read the answer from, and what the child gets: the document and the other end.

    The child must be started in the context. Then the copies of what it has are closed; if it fails to start, all are.
    """
    answer_fd, reply_fd = os.pipe()
    try:
        yield answer_fd, Descriptor(document_fd), Descriptor(reply_fd)
    except BaseException:
        os.close(answer_fd)
        raise
    finally:
        os.close(document_fd)
        os.close(reply_fd)


def start_process(process: ForkServerProcess) -> ForkServerProcess:
    """Start the process; raise ExtractError if the system cannot."""
    with _start_lock, _without_main_module():
        try:
            process.start()
        except (OSError, EOFError) as error:
            reason = f"No process could be started to read this document ({error}): run 'clearinghouse index' again."
            raise ExtractError(ExtractErrorKind.UNREADABLE, reason) from error
    return process


def end_process(process: ForkServerProcess) -> None:
    """End a process and its process group, and release its resources."""
    if process.exitcode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # does not lead its own group yet
            os.killpg(process.ident or 0, signal.SIGKILL)
        process.kill()
    process.join()
    process.close()


@contextlib.contextmanager
def _without_main_module() -> Iterator[None]:
    """Keep multiprocessing from importing the main module of the command in every child.

    It does not import a main module whose spec has the name `__main__`. Otherwise it would import the console script,
    and with it the whole command, for every document.
    """
    main = sys.modules["__main__"]
    spec = main.__spec__
    main.__spec__ = ModuleSpec("__main__", None)
    try:
        yield
    finally:
        main.__spec__ = spec


def _open_document(path: Path, limits: Limits) -> int:
    """Return a descriptor of a document; raise ExtractError if it is not a regular file, or is too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        reason = "The file is missing: put it into the documents/ folder, or correct its path in the record."
        raise ExtractError(ExtractErrorKind.MISSING, reason) from None
    except OSError as error:
        raise unreadable_error(error) from None
    file_error = _file_error(os.fstat(descriptor), limits)
    if file_error is not None:
        os.close(descriptor)
        raise file_error
    return descriptor


def _file_error(status: os.stat_result, limits: Limits) -> ExtractError | None:
    """Return the error for a file that cannot be a document, or None."""
    if not stat.S_ISREG(status.st_mode):
        reason = "This is not a regular file: correct its path in the record."
        return ExtractError(ExtractErrorKind.UNREADABLE, reason)
    return file_size_error(limits) if status.st_size > limits.input_bytes else None
