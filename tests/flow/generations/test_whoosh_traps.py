"""Whoosh's traps cannot be stepped into: what leads to them is not used, or leaves nothing behind.

Not used are its searchers (shared by threads they answer wrongly, `refresh` keeps what was deleted, time limits ignore
filters, `groupedby` ignores limits), its query classes (an open range of numbers matches everything, scores change at
5,000 documents) and its writer for threads (which scrambles sorting).
"""

import ast
import subprocess
import sys

import pytest

import factories
from catalog.search.engines.columnar.segment import COLUMNS, ENTRIES, SEGMENTS
from catalog.search.engines.whoosh import WhooshEngine
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from paths import ROOT

USED = {
    "whoosh.codec.default_codec",
    "whoosh.fields",
    "whoosh.filedb.filestore.FileStorage",
    "whoosh.filedb.filestore.Storage",
    "whoosh.formats",
    "whoosh.index",
    "whoosh.writing.SegmentWriter",
}
TOO_LARGE = """
import resource, signal, sys
from pathlib import Path
import factories
from catalog.search.engines.whoosh import WhooshEngine

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, hard = Path(sys.argv[1]), resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for limit, title in ((500, "Lost"), (hard, "Kept")):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    writer = WhooshEngine().open_writer(folder, factories.taxonomy())
    writer.put(factories.entry("second", title=title, pages=("gun " * 900,)))
    try:
        writer.commit()
    except OSError:
        writer.cancel()
        print("failed")
"""


def imported():
    """Everything that the catalog imports from Whoosh, by its full name."""
    for path in (ROOT / "catalog").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "whoosh":
                yield from (f"{node.module}.{each.name}" for each in node.names)
            elif isinstance(node, ast.Import):
                yield from (each.name for each in node.names if each.name.split(".")[0] == "whoosh")


@pytest.fixture
def folder(tmp_path):
    """An index of one entry."""
    writer = WhooshEngine().open_writer(tmp_path, factories.taxonomy())
    writer.put(factories.entry("first", title="Gun"))
    writer.commit()
    return tmp_path


def titles(folder):
    searcher = Searcher(WhooshEngine().open_backend(folder, factories.taxonomy(), "000001-test"))
    return sorted(hit.record.title for hit in searcher.search(Query()).hits)


def test_nothing_of_whoosh_is_used_but_what_stores_and_reads_postings():
    assert set(imported()) == USED


def test_a_reader_reads_no_file_that_whoosh_wrote(folder):
    """Those are pickles, and a crafted one would run code."""
    for path in folder.iterdir():
        if not path.name.endswith((COLUMNS, ENTRIES, SEGMENTS)):
            path.unlink()
    assert titles(folder) == ["Gun"]


def test_an_entry_that_is_put_twice_in_one_commit_is_there_once(folder):
    writer = WhooshEngine().open_writer(folder, factories.taxonomy())
    for title in ("Plan", "Better plan"):
        writer.put(factories.entry("second", title=title))
    writer.commit()
    assert titles(folder) == ["Better plan", "Gun"]


def test_a_commit_that_fails_leaves_the_index_as_it_was_and_no_lock(folder):
    path = f"{ROOT}:{ROOT / 'tests' / 'support'}"
    command = [sys.executable, "-c", TOO_LARGE, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": path})
    assert done.stdout == "failed\n"
    assert titles(folder) == ["Gun", "Kept"]
