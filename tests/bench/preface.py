"""What the reader of the tables has to know: when, on what, with what, and what is and is not compared."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("Whoosh", "numpy", "tantivy", "bm25s", "granian", "pypdfium2")
TEXT = Path(__file__).with_name("preface.md")


def preface(said: list[str]) -> str:
    """Return the head of the report; `said` is what the records of each size are."""
    found = [f"{name} {number}" for name in LIBRARIES if (number := _version(name))]
    return TEXT.read_text(encoding="utf-8").format(
        day=f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        python=platform.python_version(),
        versions=", ".join([*found, f"SQLite {sqlite3.sqlite_version}"]),
        machine=f"{os.cpu_count()} cores, {_processor()}, {platform.system()}",
        records="\n".join(f"- {each}" for each in said),
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.machine()
