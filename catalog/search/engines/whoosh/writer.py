"""Changes to a Whoosh index: only what was added, changed or removed is touched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from whoosh import index
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from catalog.model import Entry
from catalog.search.engines.whoosh.facts import FactsWriter, analyse, compact, load_facts, needs_compaction
from catalog.search.engines.whoosh.schema import VALUES, schema
from catalog.search.stored import decode, encode
from catalog.taxonomy import Taxonomy


class WhooshWriter:
    """One commit: entries go to the facts files as they come, and to Whoosh when everything is known."""

    def __init__(self, folder: Path, taxonomy: Taxonomy) -> None:
        """Open the folder; an empty one gets an empty index."""
        self._folder = folder
        self._taxonomy = taxonomy
        storage = FileStorage(str(folder), supports_mmap=False)
        if not index.exists(storage):
            index.FileIndex.create(storage, schema())
        self._index = index.FileIndex(storage, schema=schema())
        with self._index.reader() as reader:
            alive = {stored["id"] for _, stored in reader.iter_docs()}
        self._facts = {key: fact for key, fact in load_facts(folder).items() if key in alive}
        self._lines: dict[str, bytes] = {}
        self._removed: set[str] = set()

    def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of the same id."""
        self._lines[entry.record.id] = encode(entry)
        self._removed.discard(entry.record.id)

    def remove(self, record_id: str) -> None:
        """Take an entry out."""
        self._lines.pop(record_id, None)
        self._removed.add(record_id)

    def commit(self) -> None:
        """Write the facts files and one Whoosh segment, and put small or half-empty ones together."""
        gone = (self._removed | self._lines.keys()) & self._facts.keys()
        alive = {key: fact for key, fact in self._facts.items() if key not in gone}
        # Files of ours are uncompounded: reopening then costs half a millisecond instead of a hundred.
        writer = SegmentWriter(self._index, compound=False)
        try:
            for record_id in gone:
                writer.delete_by_term("id", record_id)
            facts = FactsWriter(self._folder)
            for line in self._lines.values():
                analysed = analyse(decode(line), self._taxonomy, facts.add_entry(line))
                facts.add_fact(analysed.fact)
                alive[analysed.fact.id] = analysed.fact
                values = [f"{facet}={value}" for facet, found in analysed.fact.values.items() for value in found]
                writer.add_document(id=analysed.fact.id, **{VALUES: values}, **analysed.terms)
            facts.close()
            writer.commit()
        except BaseException:
            with suppress(Exception):  # after a full disk this fails too, and the first error is the one to tell
                writer.cancel()  # or the index stays locked
            raise
        self._index.close()
        for left in self._folder.glob("*_WRITELOCK"):
            left.unlink()
        if needs_compaction(self._folder, alive.values()):
            compact(self._folder, alive.values())

    def cancel(self) -> None:
        """Give up: nothing was written to Whoosh before the commit."""
        self._index.close()
