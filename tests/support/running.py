"""What the tests of the way in do again and again."""

import publishing
from catalog.live import LiveSearcher
from catalog.model import Document
from catalog.search.query.tree import Query
from factories import record, settings
from indexer.ingest.pipeline import ingest
from indexer.ingest.report import IngestOptions


class Steps:
    """Notes of how many parts each step of a run had."""

    def __init__(self):
        self.totals = {}

    def start(self, step, total):
        self.totals[step] = total

    def advance(self):
        pass

    def notify(self, sentence):
        self.totals[sentence] = None


def run(folder, **options):
    return ingest(settings(folder), IngestOptions(**options))


def current(folder):
    return LiveSearcher(settings(folder)).current()


def found(folder, text=""):
    return sorted(hit.record.id for hit in current(folder).search(Query(text, per_page=100)).hits)


def digest(folder):
    generations = publishing.generations(folder)
    return generations.manifest(generations.current()).digest


def counts(added=0, changed=0, removed=0, unchanged=0, refused=0):
    return {"added": added, "changed": changed, "removed": removed, "unchanged": unchanged, "refused": refused}


def write_text(folder, name, text):
    path = folder / "corpus" / "records" / name
    path.write_text(text, encoding="utf-8")
    return path


def with_document(record_id, path, **changes):
    return record(record_id, documents=(Document(path=path),), **changes)
