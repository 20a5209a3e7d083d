"""One guarded child as its parent sees it: started, listened to, judged and ended."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from catalog.errors import ExtractError
from indexer.extract.result import Extraction
from indexer.sandbox.limits import Limits
from indexer.sandbox.messages import crash_error, input_error, memory_error, output_error, time_error
from indexer.sandbox.protocol import from_json
from indexer.sandbox.worker import LENGTH_BYTES, Descriptor, serve

Outcome = Extraction | ExtractError

_CHUNK_BYTES = 1 << 20
_starting = threading.Lock()


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read: its file, the name shown to people, and the SHA-256 of its content."""

    path: Path
    name: str
    sha256: str


class GuardedRun:
    """A child that reads one document; `deadline` is when it must have answered, on the monotonic clock.

    Raises ExtractError at the start where the file cannot be opened or no child can be had.
    """

    def __init__(self, job: Job, context: ForkServerContext, extractor: str, limits: Limits) -> None:
        """Open the document and start a child that holds it."""
        self.job = job
        self._limits = limits
        self._received = bytearray()
        self._ended = False
        document_fd = _opened(job.path, limits)
        self._fd, reply_fd = os.pipe()
        os.set_blocking(self._fd, False)
        given = (Descriptor(document_fd), Descriptor(reply_fd), job.name, extractor, limits)
        try:
            self._process = _started(context.Process(target=serve, args=given, daemon=True))
        except BaseException:
            os.close(self._fd)
            raise
        finally:
            os.close(document_fd)
            os.close(reply_fd)
        self.deadline = time.monotonic() + limits.wall_s

    def handles(self) -> list[int]:
        """Return the descriptors to wait for: one becomes readable when `step` has something to do."""
        return [self._process.sentinel] if self._ended else [self._fd, self._process.sentinel]

    def step(self) -> Outcome | None:
        """Take what has arrived, without waiting; return the outcome once there is one, else None."""
        exitcode = self._process.exitcode  # asked first: what a child wrote before its end is then all there
        self._take()
        outcome = self._answer()
        if outcome is None and exitcode is not None:
            outcome = self._cause_of_death(exitcode)
        if outcome is None and time.monotonic() >= self.deadline:
            outcome = time_error(self._limits)
        return outcome

    def excuse(self, unheard_s: float) -> None:
        """Give an answer that had begun the time back in which nobody listened and its pipe was full."""
        if self._received:
            self.deadline += unheard_s

    def stop(self) -> None:
        """End the child, with all that it may have started, and leave nothing of it behind."""
        if self._process.exitcode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # not yet at the head of its own group
                os.killpg(self._process.ident or 0, signal.SIGKILL)
            self._process.kill()
        self._process.join()
        self._process.close()
        os.close(self._fd)

    def _take(self) -> None:
        """Read what the pipe holds, up to just over the limit."""
        while not self._ended and len(self._received) <= self._limits.output_bytes + LENGTH_BYTES:
            try:
                chunk = os.read(self._fd, _CHUNK_BYTES)
            except BlockingIOError:
                return
            if chunk and not self._received:  # it was in time; what it says now has a time of its own
                self.deadline = time.monotonic() + self._limits.wall_s
            self._received += chunk
            self._ended = not chunk

    def _answer(self) -> Outcome | None:
        """Return the answer if it is whole, or the refusal of one that is too long or makes no sense."""
        if len(self._received) < LENGTH_BYTES:
            return None
        announced = int.from_bytes(self._received[:LENGTH_BYTES])
        arrived = len(self._received) - LENGTH_BYTES
        if announced > self._limits.output_bytes or arrived > announced:
            return output_error(self._limits)
        if arrived < announced:
            return None
        try:
            return from_json(bytes(self._received[LENGTH_BYTES:]))
        except ValueError:
            return crash_error()

    def _cause_of_death(self, exitcode: int) -> ExtractError:
        """Return why there will be no answer."""
        late = time.monotonic() >= self.deadline
        if exitcode == -signal.SIGXCPU or (exitcode == -signal.SIGKILL and late):
            return time_error(self._limits)
        if exitcode == -signal.SIGKILL:  # not by us, and not for its time: the system is out of memory
            return memory_error(self._limits)
        return crash_error()


def _started(process: ForkServerProcess) -> ForkServerProcess:
    """Start the process; raise ExtractError where the system has none to give."""
    with _starting, _start_script_left_alone():
        try:
            process.start()
        except (OSError, EOFError) as error:
            reason = f"No process could be started to read this document ({error}): try again."
            raise ExtractError("crash", reason) from error
    return process


@contextlib.contextmanager
def _start_script_left_alone() -> Iterator[None]:
    """Keep multiprocessing from running the caller's start script again in every child, which needs nothing of it.

    A main module whose name says that it is `__main__` is left alone; without that, a console script would be
    imported anew, with the whole command behind it, for every document.
    """
    main = sys.modules["__main__"]
    spec = main.__spec__
    main.__spec__ = ModuleSpec("__main__", None)
    try:
        yield
    finally:
        main.__spec__ = spec


def _opened(path: Path, limits: Limits) -> int:
    """Return a descriptor of a file that is one and is not too large; raise ExtractError for any other."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        reason = "The file is missing: put it into the documents folder, or correct its path in the record."
        raise ExtractError("missing", reason) from None
    except (OSError, ValueError) as error:
        reason = f"The file cannot be opened ({getattr(error, 'strerror', error)}): check who may read it."
        raise ExtractError("unreadable", reason) from None
    refusal = _objection(os.fstat(descriptor), limits)
    if refusal is not None:
        os.close(descriptor)
        raise refusal
    return descriptor


def _objection(status: os.stat_result, limits: Limits) -> ExtractError | None:
    """Return why something that was opened is not a document to read, or None."""
    if not stat.S_ISREG(status.st_mode):
        reason = "This is a folder or a device, not a file: correct its path in the record."
        return ExtractError("unreadable", reason)
    return input_error(limits) if status.st_size > limits.input_bytes else None
