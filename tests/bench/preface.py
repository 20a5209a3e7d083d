"""The introduction of docs/benchmarks.md: date, machine, versions, and what is compared."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("Whoosh", "numpy", "tantivy", "bm25s", "granian", "pypdfium2")
TEMPLATE = Path(__file__).with_name("preface.md")


def preface(descriptions: list[str]) -> str:
    """Return the introduction; `descriptions` has a description of the records for each size."""
    versions = [f"{name} {number}" for name in LIBRARIES if (number := _version(name))]
    return TEMPLATE.read_text(encoding="utf-8").format(
        day=f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        python=platform.python_version(),
        versions=", ".join([*versions, f"SQLite {sqlite3.sqlite_version}"]),
        machine=f"{os.cpu_count()} cores, {_processor()}, {platform.system()}",
        records="\n".join(f"- {description}" for description in descriptions),
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        model = None
    return model.group(1) if model else platform.machine()
