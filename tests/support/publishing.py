"""Publish generations, search and check them, and damage their files."""

from catalog.generations.entry_storage import FolderStorage
from catalog.generations.generation import Generations
from catalog.search.query.tree import Query
from factories import publish, record, settings, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest


def publish_titles(folder, *titles, engine="whoosh"):
    """Publish a generation with record `b`, then one for each title of record `a`; return the names of those."""
    publish(folder, record("b", summary="always here"), engine=engine)
    names = []
    for title in titles:
        write_record(folder / "corpus", record("a", title=title))
        names.append(ingest(settings(folder, engine=engine)).generation)
    return names


def titles(live):
    """Return the titles that the current generation finds for the words `first` and `second`."""
    return [hit.record.title for hit in live.current().search(Query("title:first OR title:second")).hits]


def generations(folder, engine=None, keep=3):
    """Return the generations in a data folder."""
    return Generations(folder / "data", engine or FolderStorage(), keep)


def faults(folder, **changes):
    """Return the messages of the faults that `check` finds."""
    return [fault.message for fault in check(settings(folder, **changes)).faults]


def corrupt_byte(path):
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
