"""The folders that servers and commands run in."""

from __future__ import annotations

import fcntl
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.responses.commands import EMPTY, SITE, SMALL, UNINDEXED
from tests.responses.corpus_changes import SMALL_CORPUS
from tests.responses.exchange import LOCAL
from tests.responses.program import Program


def prepare(workspace: Path, corpus: Path, program: Program) -> None:
    """Create the folders that cases start from, and index those that have an index."""
    shutil.copytree(corpus, workspace / SITE / "corpus")
    for name in (SMALL, UNINDEXED):
        small = workspace / name / "corpus"
        (small / "records").mkdir(parents=True)
        shutil.copy2(corpus / "taxonomy.yaml", small)
        for record in SMALL_CORPUS:
            shutil.copy2(corpus / "records" / f"{record}.yaml", small / "records")
            if (corpus / "documents" / record).is_dir():
                shutil.copytree(corpus / "documents" / record, small / "documents" / record)
    (workspace / EMPTY).mkdir()
    for name in (SITE, SMALL):
        program.run(workspace / name, ("index",))


@contextmanager
def changed_copy(folder: Path, changes: Mapping[str, str | None]) -> Iterator[Path]:
    """Yield a copy of a folder, with changes made to its files; it is removed afterwards."""
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    try:
        for name, content in changes.items():
            for path in list(copy.glob(name)) if "*" in name else [copy / name]:
                _change(path, content)
        yield copy
    finally:
        shutil.rmtree(copy)


def _change(path: Path, content: str | None) -> None:
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@contextmanager
def index_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of the index in a folder, as a process that writes it does."""
    with (folder / "var/lock").open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("process 1 (since 00:00:00 UTC)")
        file.flush()
        yield


@contextmanager
def used_port() -> Iterator[int]:
    """Listen on a port of the loopback interface, and yield it."""
    with socket.socket() as listening:
        listening.bind((LOCAL, 0))
        listening.listen()
        yield listening.getsockname()[1]
