"""Index the corpus of a test, and look at the generation that was published."""

from collections import Counter

import publishing
from catalog.live import LiveSearcher
from catalog.model import Document
from catalog.search.query.tree import Query
from factories import record, settings
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest


class StepTotals:
    """A progress listener that keeps the total of each step, and how many parts of it were done, by name."""

    def __init__(self):
        self.totals = {}
        self.advanced = Counter()
        self._step = ""

    def start(self, step, total):
        self.totals[step] = total
        self._step = step

    def advance(self):
        self.advanced[self._step] += 1

    def notify(self, sentence):
        self.totals[sentence] = None


def run(folder, **options):
    """Index the corpus in a folder; return the report."""
    return ingest(settings(folder), IngestOptions(**options))


def current_searcher(folder):
    return LiveSearcher(settings(folder)).current()


def found_ids(folder, text=""):
    """Return the ids of the records that a search finds, sorted."""
    return sorted(hit.record.id for hit in current_searcher(folder).search(Query(text, per_page=100)).hits)


def digest(folder):
    """Return the digest of the current generation."""
    generations = publishing.generations(folder)
    return generations.manifest(generations.current()).digest


def counts(added=0, changed=0, removed=0, unchanged=0, refused=0):
    """Return the counts of records in a report."""
    return {"added": added, "changed": changed, "removed": removed, "unchanged": unchanged, "refused": refused}


def write_text(folder, name, text):
    """Write a record file of any text; return its path."""
    path = folder / "corpus" / "records" / name
    path.write_text(text, encoding="utf-8")
    return path


def with_document(record_id, path, **changes):
    return record(record_id, documents=(Document(path=path),), **changes)
