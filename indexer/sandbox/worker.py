"""Runs in a child process: extracts one document, with access only to its bytes and the pipe for the answer.

The child imports every module a parser may need and reads the file, then gives up its rights. From then on it is not
trusted: its answer may be anything, and the parent checks it.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import math
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import reduction
from typing import Any

from catalog.errors import ExtractError
from indexer.extract.result import Extraction
from indexer.sandbox import landlock
from indexer.sandbox.limits import Limits
from indexer.sandbox.messages import (
    crash_error,
    file_size_error,
    memory_error,
    section_count_error,
    text_size_error,
    unreadable_error,
)
from indexer.sandbox.protocol import MAX_SECTIONS, to_json

Extractor = Callable[[bytes, str], Extraction]

LENGTH_BYTES = 8
"""An answer is its length as a big-endian number of this many bytes, then JSON."""

_NOBODY = 65534
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Descriptor:
    """An open descriptor to pass to a child process, where it arrives as an integer."""

    number: int

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[Any]]:
        """Pass the descriptor with the message that starts the child."""
        return _detach, (reduction.DupFd(self.number),)


def _detach(descriptor: Any) -> int:
    """Return the number of the descriptor in the child."""
    number: int = descriptor.detach()
    return number


def extract_in_child(document_fd: int, reply_fd: int, name: str, extractor: str, limits: Limits) -> None:
    """Extract the open document by `extractor` (`module:function`), write the answer, and end the process.

    The parent passes `document_fd` and `reply_fd` as Descriptor.
    """
    os.setsid()  # leave the terminal's group: Ctrl-C goes to the parent, which ends this child
    extract = _load(extractor)
    try:
        with open(document_fd, "rb") as file:
            data = file.read(limits.input_bytes + 1)
    except OSError as error:
        _send(reply_fd, to_json(unreadable_error(error)))
        os._exit(0)
    out_of_memory = to_json(memory_error(limits))
    _drop_privileges(reply_fd, limits)
    try:
        answer = _answer(extract, data, name, limits)
    except Exception:  # noqa: BLE001 - only running out of memory gets here; the parser's memory is free again
        answer = out_of_memory
    _send(reply_fd, answer)
    os._exit(0)


def _load(extractor: str) -> Extractor:
    """Return the extractor function, after importing every module it may need."""
    importlib.import_module("indexer.sandbox.preload")
    module, _, function = extractor.partition(":")
    extract: Extractor = getattr(importlib.import_module(module), function)
    return extract


def _answer(extract: Extractor, data: bytes, name: str, limits: Limits) -> bytes:
    """Return the outcome as JSON; raise MemoryError, or an error that it caused, if memory ran out."""
    if len(data) > limits.input_bytes:
        return to_json(file_size_error(limits))
    try:
        extracted = extract(data, name)
        if len(extracted.sections) > MAX_SECTIONS:
            return to_json(section_count_error(MAX_SECTIONS))
        answer = to_json(extracted)
    except Exception as error:
        if _is_memory_error(error):
            raise
        answer = to_json(error if isinstance(error, ExtractError) else crash_error())
    return answer if len(answer) <= limits.output_bytes else to_json(text_size_error(limits))


def _is_memory_error(error: BaseException | None) -> bool:
    """Return whether an error is, or was caused by, a MemoryError."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _drop_privileges(reply_fd: int, limits: Limits) -> None:
    """Give up all rights except processor time, some memory and the answer's pipe. This cannot be undone."""
    _close_other_descriptors(reply_fd)
    _become_nobody()
    _end_with_parent()
    landlock.restrict()
    cpu_s = math.ceil(limits.wall_s)
    _limit(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)  # SIGXCPU at the first, SIGKILL at the second
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)  # no new processes or threads
    # No new descriptors, so no files and no sockets, on any kernel; open ones stay usable.
    _limit(resource.RLIMIT_NOFILE, 0)


def _close_other_descriptors(reply_fd: int) -> None:
    """Close the inherited descriptors, and redirect the standard streams to the null device."""
    null_fd = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null_fd, stream)
    os.closerange(3, reply_fd)
    os.closerange(reply_fd + 1, os.sysconf("SC_OPEN_MAX"))


def _become_nobody() -> None:
    """Change from root to the user nobody, because root could raise its limits again.

    A container without that user keeps root, which has few rights there.
    """
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _end_with_parent() -> None:
    """Make the kernel end this child with the fork server, which ends with the command (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    """Set a resource limit that this process cannot raise again, unless a lower one is already in force."""
    current = resource.getrlimit(which)[1]
    maximum = soft if hard is None else hard
    if current != resource.RLIM_INFINITY:
        maximum = min(maximum, current)
    resource.setrlimit(which, (min(soft, maximum), maximum))


def _send(reply_fd: int, answer: bytes) -> None:
    """Write the length of the answer, then the answer."""
    message = memoryview(len(answer).to_bytes(LENGTH_BYTES) + answer)
    while message:
        message = message[os.write(reply_fd, message) :]
