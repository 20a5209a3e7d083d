"""What the tests of generations share."""

from catalog.generations.generation import Generations
from catalog.generations.storage import FolderStorage
from catalog.search.query.tree import Query
from factories import publish, record, settings, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest


def publish_titles(folder, *titles, engine="whoosh"):
    """Publish a generation with record `b`, then one for each title of record `a`; return the names of the latter."""
    publish(folder, record("b", summary="always here"), engine=engine)
    names = []
    for title in titles:
        write_record(folder / "corpus", record("a", title=title))
        names.append(ingest(settings(folder, engine=engine)).generation)
    return names


def titles(live):
    return [hit.record.title for hit in live.current().search(Query("title:first OR title:second")).hits]


def generations(folder, engine=None, **changes):
    return Generations(folder / "data", engine or FolderStorage(), **changes)


def faults(folder, **changes):
    return [fault.message for fault in check(settings(folder, **changes)).faults]


def spoil(path):
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
