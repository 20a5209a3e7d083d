"""Known pitfalls of Whoosh are avoided: the parts that have them are not used, or cannot do harm.

Its searchers are not used (shared between threads they give wrong results, `refresh` keeps deleted documents, time
limits ignore filters, `groupedby` ignores limits). Neither are its query classes (an open numeric range matches
everything, scores change at 5,000 documents) nor its writer for threads (which corrupts sorting).
"""

import ast
import subprocess
import sys

import pytest

import factories
from catalog.search.engines.columnar.storage.file_names import COLUMNS, ENTRIES, SEGMENTS
from catalog.search.engines.whoosh import WhooshEngine
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from paths import ROOT

IMPORTED_FROM_WHOOSH = {
    "whoosh.codec.default_codec",
    "whoosh.fields",
    "whoosh.filedb.filestore.FileStorage",
    "whoosh.filedb.filestore.Storage",
    "whoosh.formats",
    "whoosh.index",
    "whoosh.writing.SegmentWriter",
}
COMMIT_BEYOND_FILE_SIZE_LIMIT = """
import resource, signal, sys
from pathlib import Path
import factories
from catalog.search.engines.whoosh import WhooshEngine

sys.dont_write_bytecode = True  # the limit would cut off the bytecode of modules that are loaded late
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


def whoosh_imports():
    """Yield the full name of everything that the catalog imports from Whoosh."""
    for path in (ROOT / "catalog").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "whoosh":
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "whoosh")


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


def test_only_the_parts_of_whoosh_that_store_and_read_postings_are_imported():
    assert set(whoosh_imports()) == IMPORTED_FROM_WHOOSH


def test_a_reader_opens_no_file_that_whoosh_wrote(folder):
    """Whoosh's own files are pickles, and a crafted pickle could run code."""
    for path in folder.iterdir():
        if not path.name.endswith((COLUMNS, ENTRIES, SEGMENTS)):
            path.unlink()
    assert titles(folder) == ["Gun"]


def test_an_entry_put_twice_in_one_commit_is_stored_once(folder):
    writer = WhooshEngine().open_writer(folder, factories.taxonomy())
    for title in ("Plan", "Better plan"):
        writer.put(factories.entry("second", title=title))
    writer.commit()
    assert titles(folder) == ["Better plan", "Gun"]


def test_a_failed_commit_leaves_the_index_unchanged_and_unlocked(folder):
    python_path = f"{ROOT}:{ROOT / 'tests' / 'support'}"
    command = [sys.executable, "-c", COMMIT_BEYOND_FILE_SIZE_LIMIT, str(folder)]
    process = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": python_path})
    assert process.stdout == "failed\n"
    assert titles(folder) == ["Gun", "Kept"]
