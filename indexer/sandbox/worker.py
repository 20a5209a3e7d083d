"""Runs in a child process: extracts one document, with access only to its bytes and the pipe for the answer.

The child imports every module a parser may need and reads the file, then gives up its rights. From then on it is not
trusted: its answer may be anything, and the parent checks it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import reduction
from typing import Any

from catalog.errors import ExtractError
from indexer.extract.result import Extraction
from indexer.sandbox.limits import Limits
from indexer.sandbox.messages import (
    crash_error,
    file_size_error,
    memory_error,
    section_count_error,
    text_size_error,
    unreadable_error,
)
from indexer.sandbox.privileges import drop_privileges
from indexer.sandbox.protocol import MAX_SECTIONS, to_json

Extractor = Callable[[bytes, str], Extraction]

LENGTH_BYTES = 8
"""An answer is its length as a big-endian number of this many bytes, then JSON."""


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
    extract: Extractor = load_function(extractor)
    try:
        with open(document_fd, "rb") as file:
            data = file.read(limits.input_bytes + 1)
    except OSError as error:
        send_answer(reply_fd, to_json(unreadable_error(error)))
        os._exit(0)
    out_of_memory = to_json(memory_error(limits))
    drop_privileges(reply_fd, limits)
    try:
        answer = _answer(extract, data, name, limits)
    except Exception:  # noqa: BLE001 - only running out of memory gets here; the parser's memory is free again
        answer = out_of_memory
    send_answer(reply_fd, answer)
    os._exit(0)


def load_function(name: str) -> Callable[..., Any]:
    """Return the function of a name (`module:function`), after importing every module that it may need."""
    importlib.import_module("indexer.sandbox.preload")
    module, _, function = name.partition(":")
    loaded: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return loaded


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
        if is_memory_error(error):
            raise
        answer = to_json(error if isinstance(error, ExtractError) else crash_error())
    return answer if len(answer) <= limits.output_bytes else to_json(text_size_error(limits))


def is_memory_error(error: BaseException | None) -> bool:
    """Return whether an error is, or was caused by, a MemoryError."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def send_answer(reply_fd: int, answer: bytes) -> None:
    """Write the length of the answer, then the answer."""
    write_all(reply_fd, len(answer).to_bytes(LENGTH_BYTES))
    write_all(reply_fd, answer)


def write_all(descriptor: int, content: bytes) -> None:
    """Write the whole content, which may take several writes to a pipe."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
