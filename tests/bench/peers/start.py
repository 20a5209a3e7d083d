"""The peers that are there: each in a module of its own, which is only loaded where its library is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from catalog.model import Entry
from tests.bench.peers.plain import Ask, plain

PEERS = MappingProxyType(
    {
        "tantivy": "with_tantivy",
        "naive Whoosh": "naive_whoosh",
        "SQLite FTS5": "fts5",
        "Xapian": "with_xapian",
        "bm25s": "with_bm25s",
    }
)


def start_peers(entries: list[Entry], folder: Path) -> dict[str, Ask]:
    """Build every peer that can be built, each in a folder of its own; return how to ask it, by name."""
    records = list(map(plain, entries))
    started: dict[str, Ask] = {}
    for name, module in PEERS.items():
        place = folder / module
        place.mkdir()
        try:
            started[name] = import_module(f"tests.bench.peers.{module}").build(records, place)
        except Exception as error:  # noqa: BLE001  # a peer that is missing or fails must not end the run
            print(f"{name} is left out: {error}", file=sys.stderr)
    return started


def missing(present: Iterable[str]) -> str:
    """Return a line on the peers that are not there; empty where all are."""
    names = [name for name in PEERS if name not in set(present)]
    return f"Not there, or not usable: {', '.join(names)}.\n" if names else ""
