"""Reads what documents say of themselves, each in its own limited child process."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Callable

from indexer.importers.frames import from_frame, to_frame
from indexer.importers.readers.documents.document_rows import document_items
from indexer.importers.rows import SourceItem
from indexer.sandbox.child import ExtractorProcess, Job
from indexer.sandbox.limits import Limits
from indexer.sandbox.privileges import drop_privileges
from indexer.sandbox.process_pool import ProcessPool, fork_server
from indexer.sandbox.worker import send_answer

SourceItems = tuple[SourceItem, ...]

MAX_ITEMS = 100
"""Rows and faults of one document."""


class DocumentPool(ProcessPool[SourceItems]):
    """Reads documents in child processes. A job's name is the path of its document in the source."""

    def __init__(self, *, limits: Limits, workers: int | None = None) -> None:
        """Take the limits of a document."""
        super().__init__(workers)
        self._context = fork_server(__name__)
        self._limits = limits

    def _process(self, job: Job) -> ExtractorProcess[SourceItems]:
        return ExtractorProcess(job, self._context, read_in_child, None, self._limits, decode=items_from_json)


def read_in_child(document_fd: int, reply_fd: int, name: str, _program: None, limits: Limits) -> None:
    """Read the open document, write the answer, and end the process; in case of any error, without an answer.

    The parent passes both descriptors as Descriptor.
    """
    os.setsid()  # leave the terminal's group: Ctrl-C goes to the parent, which ends this child
    importlib.import_module("indexer.sandbox.preload")
    with open(document_fd, "rb") as file:
        data = file.read(limits.input_bytes + 1)
    drop_privileges(reply_fd, limits)
    send_answer(reply_fd, items_to_json(data, name, document_items))
    os._exit(0)


def items_to_json(data: bytes, name: str, read: Callable[[bytes, str], object]) -> bytes:
    """Return the items of a document as a list of frames."""
    items = list(read(data, name))  # type: ignore[call-overload]
    return json.dumps([to_frame(item).decode() for item in items[:MAX_ITEMS]]).encode()


def items_from_json(answer: bytes) -> SourceItems:
    """Return the items that `items_to_json` wrote; raise ValueError for any other answer."""
    try:
        frames = json.loads(answer)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(frames, list) or len(frames) > MAX_ITEMS or not all(isinstance(frame, str) for frame in frames):
        raise ValueError("not a list of frames")
    return tuple(from_frame(frame.encode()) for frame in frames)
