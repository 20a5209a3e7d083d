"""The engines to compare with: each has a module of its own, which is loaded only if its library is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from catalog.model import Entry
from tests.bench.peers.protocol import PeerSearch, peer_entry

PEERS = MappingProxyType(
    {
        "tantivy": "with_tantivy",
        "naive Whoosh": "naive_whoosh",
        "SQLite FTS5": "fts5",
        "Xapian": "with_xapian",
        "bm25s": "with_bm25s",
    }
)


def start_peers(entries: list[Entry], folder: Path) -> dict[str, PeerSearch]:
    """Build the index of every peer that is installed, each in a folder of its own; return their searches by name."""
    peer_entries = list(map(peer_entry, entries))
    searches: dict[str, PeerSearch] = {}
    for name, module in PEERS.items():
        peer_folder = folder / module
        peer_folder.mkdir()
        try:
            searches[name] = import_module(f"tests.bench.peers.{module}").build(peer_entries, peer_folder)
        except Exception as error:  # noqa: BLE001  # a peer that is missing or fails must not end the run
            print(f"{name} is left out: {error}", file=sys.stderr)
    return searches


def missing_peers(present: Iterable[str]) -> str:
    """Return a line that names the missing peers, or an empty text if there are none."""
    names = [name for name in PEERS if name not in set(present)]
    return f"Not installed, or not usable: {', '.join(names)}.\n" if names else ""
