"""What runs inside a guarded child: it reads one document with nothing in reach but the document and the answer.

Everything a parser may need is imported and the document is read before the rights are given up. From then on the
child is not trusted any more: it may answer anything, and whoever reads the answer must check it.
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
from indexer.sandbox.messages import crash_error, input_error, memory_error, output_error, sections_error
from indexer.sandbox.protocol import MAX_SECTIONS, to_json

Extractor = Callable[[bytes, str], Extraction]

LENGTH_BYTES = 8
"""An answer is its length, big-endian in so many bytes, and then JSON."""

_NOBODY = 65534
_SET_PARENT_DEATH_SIGNAL = 1


@dataclass(frozen=True, slots=True)
class Descriptor:
    """An open descriptor on its way to a child that is being started, where it arrives as a plain number."""

    number: int

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[Any]]:
        """Hand the descriptor over with the message that starts the child."""
        return _arrived, (reduction.DupFd(self.number),)


def _arrived(descriptor: Any) -> int:
    """Return the number that the descriptor has in the child."""
    number: int = descriptor.detach()
    return number


def serve(document_fd: int, reply_fd: int, name: str, extractor: str, limits: Limits) -> None:
    """Read the open document with the extractor (`module:function`), write the answer, and end the process.

    `document_fd` and `reply_fd` are given as Descriptor.
    """
    os.setsid()  # out of the terminal's group: Ctrl-C is for the parent, which then ends this child
    extract = _load(extractor)
    with open(document_fd, "rb") as file:
        data = file.read(limits.input_bytes + 1)
    out_of_memory = to_json(memory_error(limits))
    _lock(reply_fd, limits)
    try:
        answer = _answer(extract, data, name, limits)
    except Exception:  # noqa: BLE001 - only a want of memory comes here; all that the parser held is free now
        answer = out_of_memory
    _send(reply_fd, answer)
    os._exit(0)


def _load(extractor: str) -> Extractor:
    """Return the function, with all that it may import later."""
    importlib.import_module("indexer.sandbox.preload")
    module, _, function = extractor.partition(":")
    found: Extractor = getattr(importlib.import_module(module), function)
    return found


def _answer(extract: Extractor, data: bytes, name: str, limits: Limits) -> bytes:
    """Return the outcome as JSON; raise MemoryError, or what came of one, where memory ran out."""
    if len(data) > limits.input_bytes:
        return to_json(input_error(limits))
    try:
        extracted = extract(data, name)
        if len(extracted.sections) > MAX_SECTIONS:
            return to_json(sections_error(MAX_SECTIONS))
        answer = to_json(extracted)
    except Exception as error:
        if _out_of_memory(error):
            raise
        answer = to_json(error if isinstance(error, ExtractError) else crash_error())
    return answer if len(answer) <= limits.output_bytes else to_json(output_error(limits))


def _out_of_memory(error: BaseException | None) -> bool:
    """Tell whether a MemoryError is, or is behind, an error that an extractor raised."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _lock(reply_fd: int, limits: Limits) -> None:
    """Give up, for good, everything but the processor, some memory and the answer's pipe."""
    _close_all_but(reply_fd)
    _become_nobody()
    _die_with_the_parent()
    landlock.restrict()
    cpu_s = math.ceil(limits.wall_s)
    _limit(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)  # SIGXCPU at the first, SIGKILL at the second
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)  # no new processes or threads
    # No new descriptor at all, hence no file and no socket, on any kernel: what stands open stays usable.
    _limit(resource.RLIMIT_NOFILE, 0)


def _close_all_but(reply_fd: int) -> None:
    """Close what came with the fork, and point the standard streams at nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.closerange(3, reply_fd)
    os.closerange(reply_fd + 1, os.sysconf("SC_OPEN_MAX"))


def _become_nobody() -> None:
    """Where root indexes, go on as the user who owns nothing: root could raise its limits again.

    A container without such a user keeps its root, who has few rights there.
    """
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _die_with_the_parent() -> None:
    """End with the server that forked this child, which ends with the command (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    """Set a limit that this process can never raise again; a lower one that already holds stays."""
    present = resource.getrlimit(which)[1]
    most = soft if hard is None else hard
    if present != resource.RLIM_INFINITY:
        most = min(most, present)
    resource.setrlimit(which, (min(soft, most), most))


def _send(reply_fd: int, answer: bytes) -> None:
    """Write the whole answer."""
    message = memoryview(len(answer).to_bytes(LENGTH_BYTES) + answer)
    while message:
        message = message[os.write(reply_fd, message) :]
