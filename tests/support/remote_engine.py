"""An engine that keeps entries outside the generation's folder, in a database that can become unreachable.

It matches as the memory engine does and implements only what the ports require. The folder of a generation has the
vocabulary, and `remote.json`, which names the store of its entries.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from catalog.errors import EngineUnavailableError
from catalog.generations.codec import decode, encode
from catalog.generations.digests import id_digest
from catalog.model import Entry, Passage, Record
from catalog.search.engines.memory.engine import MemoryBackend
from catalog.search.ports import ResultPage, SearchPlan
from catalog.search.query.tree import Node, Query
from catalog.search.related.links import Links
from catalog.search.result import FacetCount
from catalog.search.suggest.phrases import Keywords
from catalog.search.suggest.titles import Title
from catalog.search.text.vocabulary import Vocabulary
from catalog.settings import Settings
from catalog.taxonomy import Taxonomy
from remote_database import RemoteDatabase, entry_ids, remove_stores

ENGINE = "remote_engine:make_engine"
"""The value of the setting `engine`, where tests/support is on the path."""
REFERENCE, VOCABULARY = "remote.json", "vocabulary.npz"


def reference(folder: Path) -> str | None:
    """Return the name of a generation's store, or None if its folder does not name one."""
    try:
        return json.loads((folder / REFERENCE).read_bytes())["store"]
    except (OSError, ValueError, KeyError):
        return None


class RemoteWriter:
    """Copies the store of the folder into a new store, with changes."""

    def __init__(self, remote: RemoteDatabase, folder: Path, taxonomy: Taxonomy) -> None:
        self._remote, self._folder, self._taxonomy = remote, folder, taxonomy
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()

    def put(self, entry: Entry) -> None:
        self._changed[entry.record.id] = encode(entry)

    def remove(self, record_id: str) -> None:
        self._changed.pop(record_id, None)
        self._removed.add(record_id)

    def commit(self) -> None:
        store = uuid.uuid4().hex
        with self._remote.connected() as database:
            base = database.execute("SELECT id, line FROM entries WHERE store = ?", (reference(self._folder),))
            lines = {key: line for key, line in base if key not in self._removed} | self._changed
            database.execute("INSERT INTO stores VALUES (?, 0)", (store,))
            database.executemany("INSERT INTO entries VALUES (?, ?, ?)", ((store, *item) for item in lines.items()))
        for name in (REFERENCE, VOCABULARY):
            (self._folder / name).unlink(missing_ok=True)  # an earlier generation may share it by hard link
        content = {"store": store, "size": len(lines), "id_digest": id_digest(lines)}
        (self._folder / REFERENCE).write_text(json.dumps(content))
        vocabulary = MemoryBackend(map(decode, lines.values()), self._taxonomy, "").vocabulary
        np.savez(
            self._folder / VOCABULARY,
            entries=vocabulary.entries,
            words=np.array(vocabulary.words, dtype=np.str_),
            counts=vocabulary.counts,
            pairs=vocabulary.pairs,
            pair_counts=vocabulary.pair_counts,
            compounds=vocabulary.compounds,
            compound_counts=vocabulary.compound_counts,
        )

    def cancel(self) -> None:
        pass


class RemoteBackend:
    """One store. Every call is a round trip, except reading the vocabulary."""

    warnings = ()

    def __init__(self, remote: RemoteDatabase, folder: Path, taxonomy: Taxonomy, generation: str) -> None:
        self.generation, self.taxonomy = generation, taxonomy
        self._remote, self._store, self._folder = remote, reference(folder), folder
        with np.load(folder / VOCABULARY) as arrays:
            content = {
                name: arrays[name] for name in ("counts", "pairs", "pair_counts", "compounds", "compound_counts")
            }
            self.vocabulary = Vocabulary(int(arrays["entries"]), tuple(arrays["words"].tolist()), **content)
        self._reach()

    @cached_property
    def _entries(self) -> MemoryBackend:
        with self._remote.connected() as database:
            lines = database.execute("SELECT line FROM entries WHERE store = ?", (self._store,)).fetchall()
        return MemoryBackend((decode(line) for (line,) in lines), self.taxonomy, self.generation)

    def _reach(self) -> MemoryBackend:
        """Return the entries; raise EngineUnavailableError if the store is unreachable or gone."""
        if self._store not in self._remote.stores():
            raise EngineUnavailableError(f"the entries of {self.generation} were removed")
        return self._entries

    def _all_ids(self) -> list[str]:
        with self._remote.connected() as database:
            return entry_ids(database, self._store)

    @property
    def size(self) -> int:
        return len(self._all_ids())

    def ids(self) -> Iterator[str]:
        return iter(self._all_ids())

    def id_digest(self) -> str:
        return id_digest(self._all_ids())

    def execute(self, plan: SearchPlan) -> ResultPage:
        return self._reach().execute(plan)

    def counts(self, nodes: Iterable[Node], query: Query) -> Iterator[int]:
        return iter(list(self._reach().counts(tuple(nodes), query)))

    def scores(self, nodes: Sequence[Node], ids: Sequence[str]) -> Sequence[Mapping[str, float]]:
        return self._reach().scores(nodes, ids)

    def resolve(self, name: str) -> str | None:
        return self._reach().resolve(name)

    def get(self, record_id: str) -> Entry | None:
        return self._reach().get(record_id)

    def head(self, record_id: str) -> Entry | None:
        return self._reach().head(record_id)

    def passage_counts(self, record_id: str) -> Sequence[int]:
        return self._reach().passage_counts(record_id)

    def passages(self, record_id: str, start: int, stop: int) -> Sequence[Passage]:
        return self._reach().passages(record_id, start, stop)

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        return self._reach().records(ids)

    def all_records(self) -> Iterable[Record]:
        return self._reach().all_records()

    def titles(self, language: str | None = None) -> Iterable[Title]:
        return self._reach().titles(language)

    def keywords(self) -> Iterable[Keywords]:
        return self._reach().keywords()

    def links(self) -> Mapping[str, Links]:
        return self._reach().links()

    def more_like_this(self, record_id: str) -> Sequence[str]:
        return self._reach().more_like_this(record_id)

    def featured(self) -> Iterable[Record]:
        return self._reach().featured()

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        return self._reach().values(facet)


class RemoteEngine:
    """Keeps entries in a database outside the data folder."""

    FORMAT = "remote-1"
    DERIVED = ()

    def __init__(self, remote: RemoteDatabase) -> None:
        self.remote = remote

    def open_writer(self, folder: Path, taxonomy: Taxonomy) -> RemoteWriter:
        return RemoteWriter(self.remote, folder, taxonomy)

    def open_backend(
        self, folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
    ) -> RemoteBackend:
        assert not damaged
        return RemoteBackend(self.remote, folder, taxonomy, generation)

    def seal(self, folder: Path) -> None:
        with self.remote.connected() as database:
            database.execute("UPDATE stores SET sealed = 1 WHERE name = ?", (reference(folder),))

    def faults(self, folder: Path) -> Mapping[str, str]:
        if not (folder / REFERENCE).exists():
            return {}  # the generation of another engine
        expected = json.loads((folder / REFERENCE).read_bytes())
        with self.remote.connected() as database:
            select = "SELECT max(sealed) FROM stores WHERE name = ?"
            (sealed,) = database.execute(select, (expected["store"],)).fetchone()
            ids = entry_ids(database, expected["store"])
        if not sealed:
            return {"entries": "are not sealed" if sealed == 0 else "are gone"}
        if (len(ids), id_digest(ids)) != (expected["size"], expected["id_digest"]):
            return {"entries": f"are {len(ids)} with other ids than the {expected['size']} that were published"}
        return {}

    def discard(self, folder: Path) -> None:
        with self.remote.connected() as database:
            remove_stores(database, filter(None, [reference(folder)]))

    def sweep(self, folders: Sequence[Path]) -> None:
        used = [reference(folder) for folder in folders]
        if None not in used:
            with self.remote.connected() as database:
                names = {name for (name,) in database.execute("SELECT name FROM stores")}
                remove_stores(database, names - {*used})


def make_engine(settings: Settings) -> RemoteEngine:
    """Return the engine of these settings."""
    return RemoteEngine(RemoteDatabase(settings))
