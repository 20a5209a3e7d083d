"""After `kill -9` at any moment of a run, the last intact generation is served and the next run succeeds."""

import os
import random
import shutil
import subprocess
import sys
import time
from functools import cache

import pytest

import publishing
import remote_engine
from catalog.live import LiveSearcher
from catalog.model import Document
from catalog.search.ports import load_engine
from catalog.search.query.tree import Query
from factories import record, settings, write_corpus
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from paths import ROOT

pytestmark = pytest.mark.xdist_group("killed runs")

RECORDS = 60
KILLS = [("whoosh", seed) for seed in range(9)] + [(remote_engine.ENGINE, seed) for seed in range(3)]
PYTHON_PATH = f"{ROOT}:{ROOT / 'tests' / 'support'}"


def write(folder, word, *, text):
    """Write records with the word in their titles, and the text of the document of the first one."""
    records = [record(f"r{n}", title=f"Plan {n} {word}", summary=f"{word} " * 40) for n in range(RECORDS - 1)]
    first = record("first", title=f"Plan {word}", documents=(Document(path="a.txt"),))
    return write_corpus(folder / "corpus", first, *records, documents={"a.txt": text})


def start(folder, engine):
    command = [sys.executable, "-m", "indexer", "--corpus", folder / "corpus", "--data", folder / "data", "index"]
    environment = {**os.environ, "CATALOG_ENGINE": engine, "PYTHONPATH": PYTHON_PATH}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_and_wait_for_lock(folder, engine):
    """Start a run and wait until it holds the lock. The lock file names the process."""
    process, lock = start(folder, engine), folder / "data" / "lock"
    while f"process {process.pid} " not in lock.read_text() and process.poll() is None:
        time.sleep(0.001)
    return process


def served_words(folder, engine):
    """Return the last word of the title of each served record."""
    hits = LiveSearcher(settings(folder, engine=engine)).current().search(Query("plan", per_page=100)).hits
    return [hit.record.title.split()[-1] for hit in hits]


def publish_generations(folder, engine):
    """Publish as many generations as are kept, so that the next run also removes one."""
    for word in ("oldest", "older", "old"):
        write(folder, word, text="old")
        ingest(settings(folder, engine=engine))


def measure_runs(folder, engine):
    """Return the seconds that a run holds the lock on this machine, without and with a document to read."""
    durations = []
    for text in ("old", "new"):
        write(folder, f"new-{text}", text=text)
        process = start_and_wait_for_lock(folder, engine)
        started = time.monotonic()
        process.wait()
        durations.append(time.monotonic() - started)
    return durations


@pytest.fixture(scope="module")
def prepare(tmp_path_factory):
    """A function that returns a folder with published generations, and the durations of runs, made once per engine."""

    @cache
    def prepare_engine(engine):
        folder, measured = (tmp_path_factory.mktemp(name) for name in ("published", "measured"))
        publish_generations(folder, engine)
        shutil.copytree(folder, measured, dirs_exist_ok=True)
        return folder, measure_runs(measured, engine)

    return prepare_engine


@pytest.mark.parametrize(("engine", "seed"), KILLS)
def test_a_killed_run_leaves_the_served_generation_and_the_next_run_succeeds(folder, prepare, engine, seed):
    published_folder, took_s = prepare(engine)
    shutil.copytree(published_folder, folder, dirs_exist_ok=True)
    reads_document = seed % 3 == 0
    write(folder, "new", text="new" if reads_document else "old")
    process = start_and_wait_for_lock(folder, engine)
    time.sleep(random.Random(seed).random() * took_s[reads_document])  # noqa: S311  # any moment will do
    process.kill()
    finished = process.wait() == 0

    engine_settings = settings(folder, engine=engine)
    served, generations = served_words(folder, engine), publishing.generations(folder, load_engine(engine_settings))
    assert served in (["old"] * RECORDS, ["new"] * RECORDS)
    assert served == ["new"] * RECORDS or not finished
    assert [fault for name in generations.names() for fault in generations.faults(name)] == []

    report = ingest(engine_settings)
    assert (report.problems, report.total, served_words(folder, engine)) == ((), RECORDS, ["new"] * RECORDS)
    assert check(engine_settings).faults == ()
    names = sorted(path.name for path in (folder / "data").iterdir())
    assert names == ["CURRENT", "cache", "generations", "last_run.json", "lock"]
    if engine == remote_engine.ENGINE:
        used = {remote_engine.reference(generations.folder(name)) for name in generations.names()}
        assert load_engine(engine_settings).remote.stores() == used
