"""A run that finds all as the last one did gives its report again without reading the corpus, and misses no change."""

import errno
import os
import subprocess
import sys
from dataclasses import replace

import pytest

import publishing
from catalog.generations.page_pictures import PagePictures
from catalog.store.cache import file_identity
from document_bytes import pdf
from factories import (
    publish,
    record,
    settings,
    write_best_bets,
    write_corpus,
    write_page,
    write_record,
    write_sites,
    write_start_here,
    write_toolkit,
)
from indexer.harvest.link_states import LinkState, link_table
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexing import StepTotals, run, with_document, write_text

URL = "https://example.org/a"


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """Files are settled as soon as they were written, as far as their times tell."""
    monkeypatch.setattr(file_identity, "UNSETTLED_NS", -1_000_000_000)


@pytest.fixture
def unchanged(folder):
    """A corpus with a document, after a run that found nothing to do."""
    publish(folder, with_document("a", "a.pdf", url=URL), record("b"), documents={"a.pdf": pdf("words")})
    link_table(settings(folder).data).put(LinkState(URL, "reached", shown_on="2026-11-01"))
    for _ in range(2):  # the first run publishes what is known of the link
        run(folder)
    return folder


def steps(folder, **options):
    """Return the names of the steps that a run takes."""
    progress = StepTotals()
    ingest(settings(folder), IngestOptions(**options), progress)
    return list(progress.totals)


def test_it_takes_no_step(unchanged):
    assert steps(unchanged) == []


def test_its_report_is_that_of_a_run_that_reads_everything(unchanged):
    remembered = run(unchanged)
    (settings(unchanged).data / "cache/unchanged").unlink()
    assert replace(remembered, took_s=0) == replace(run(unchanged), took_s=0)


def test_notes_are_given_again(folder):
    publish(folder, record("a"), documents={"unnamed.txt": "words"})
    write_text(folder, "b.yaml", "id: b\ntitle: B\npages: 12 pages\n")
    run(folder)
    first, second = run(folder), run(folder)
    assert steps(folder) == []
    assert first.unnamed_files == second.unnamed_files == ("unnamed.txt",)
    assert first.understood == second.understood != ()


def test_a_file_that_may_change_again_without_a_trace_is_not_trusted(unchanged, monkeypatch):
    monkeypatch.setattr(file_identity, "UNSETTLED_NS", 3_000_000_000)
    assert "Reading records" in steps(unchanged)


def test_what_could_not_be_read_is_tried_again_in_each_run(folder):
    publish(folder, record("a"))
    write_text(folder, "b.yaml", "id: [\n")
    for _ in range(3):
        assert "Reading records" in steps(folder)


@pytest.mark.parametrize("option", ["full", "dry_run"])
def test_a_full_run_and_a_dry_run_read_everything(unchanged, option):
    assert "Reading records" in steps(unchanged, **{option: True})


def rewrite_with_the_same_time(path, content):
    status = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def fail_to_store(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def corpus_file(name, content):
    def write(folder):
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    return write


CHANGES = {
    "a record with as many letters and the same time": lambda folder: rewrite_with_the_same_time(
        folder / "corpus/records/b.json", (folder / "corpus/records/b.json").read_bytes().replace(b'"b"', b'"c"')
    ),
    "a new record": lambda folder: write_record(folder / "corpus", record("new")),
    "a record that was removed": lambda folder: (folder / "corpus/records/b.json").unlink(),
    "a record that was renamed": lambda folder: (folder / "corpus/records/b.json").rename(
        folder / "corpus/records/other.json"
    ),
    "a document": lambda folder: (folder / "corpus/documents/a.pdf").write_bytes(pdf("other words")),
    "a document that no record names": corpus_file("documents/unnamed.txt", "words"),
    "a corrected text": corpus_file("documents/a.pdf.corrected.txt", "words"),
    "the taxonomy": lambda folder: (folder / "corpus/taxonomy.yaml").write_bytes(
        (folder / "corpus/taxonomy.yaml").read_bytes() + b"\n"
    ),
    "a best bet": lambda folder: write_best_bets(folder / "corpus", {"queries": ["b"], "records": ["b"]}),
    "a page": lambda folder: write_page(folder / "corpus", "about", "Words", title="About"),
    "an empty folder with the name of a corrected text": lambda folder: (folder / "corpus/documents/a.pdf.md").mkdir(),
    "a site": lambda folder: write_sites(folder / "corpus"),
    "where to start": lambda folder: write_start_here(folder / "corpus"),
    "a featured toolkit": lambda folder: write_toolkit(folder / "corpus", "one"),
    "a watched query": corpus_file("watched_queries.yaml", "- query: b\n"),
    "what is known of a link": lambda folder: link_table(settings(folder).data).put(
        LinkState(URL, "reached", shown_on="2026-11-02")
    ),
    "a fetched document": lambda folder: (folder / "data/cache/documents").mkdir(),
    "a picture of a page": lambda folder: next((folder / "data/pages").rglob("*.zip")).unlink(),
    "the pointer to the generation": lambda folder: (folder / "data/CURRENT").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_noticed(unchanged, change):
    change(unchanged)
    assert "Reading records" in steps(unchanged)


def test_a_damaged_byte_of_the_index_is_noticed(unchanged):
    generations = publishing.generations(unchanged)
    name = generations.current()
    path = max(generations.folder(name).iterdir(), key=lambda file: file.stat().st_size)
    intact = path.read_bytes()
    rewrite_with_the_same_time(path, intact[:-1] + bytes([intact[-1] ^ 1]))
    assert "Reading records" in steps(unchanged)
    assert generations.current() != name
    rewrite_with_the_same_time(path, intact)


def test_an_empty_folder_among_pages_is_noticed(folder):
    publish(folder, record("a"))
    write_page(folder / "corpus", "about", "Words", title="About")
    for _ in range(2):
        run(folder)
    assert steps(folder) == []
    (folder / "corpus/pages/drafts").mkdir()
    assert [problem.file for problem in run(folder).problems] == ["corpus/pages/drafts"]


def test_another_setting_is_noticed(unchanged):
    progress = StepTotals()
    ingest(settings(unchanged, page_pictures=3), IngestOptions(), progress)
    assert "Reading records" in progress.totals


def test_a_link_to_a_folder_of_the_corpus_is_followed(folder):
    corpus = write_corpus(folder / "elsewhere", record("a"))
    (folder / "corpus").mkdir()
    for path in corpus.iterdir():
        (folder / "corpus" / path.name).symlink_to(path)
    for _ in range(2):
        run(folder)
    assert steps(folder) == []
    write_record(folder / "elsewhere", record("b"))
    assert "Reading records" in steps(folder)


def test_a_document_in_a_folder_that_is_a_link_is_looked_at_in_each_run(folder):
    report = publish(folder, with_document("a", "latest/a.txt"), documents={"v1/a.txt": "one", "v2/a.txt": "two"})
    link = folder / "corpus/documents/latest"
    for version in ("v1", "v2"):
        link.unlink(missing_ok=True)
        link.symlink_to(version)
        earlier, report = report, run(folder)
        assert report.generation != earlier.generation
        run(folder)


def test_a_document_in_a_hidden_folder_is_looked_at_in_each_run(folder):
    publish(folder, with_document("a", ".drafts/a.txt"), documents={".drafts/a.txt": "one"})
    run(folder)
    (folder / "corpus/documents/.drafts/a.txt").write_text("two", encoding="utf-8")
    assert run(folder).documents["extracted"] == 1


def test_pictures_that_could_not_be_stored_are_drawn_in_the_next_run(folder, monkeypatch):
    with monkeypatch.context() as full_disk:
        full_disk.setattr(PagePictures, "put", fail_to_store)
        publish(folder, with_document("a", "a.pdf"), documents={"a.pdf": pdf("words")})
        for _ in range(2):
            assert "a.pdf: Pictures of pages could not be stored: check for free disk space." in run(folder).notes
    run(folder)
    assert list((folder / "data/pages").rglob("*.zip")) != []


LOOKED_AT = ("generations", "CURRENT", "pages", "links.sqlite", "cache/documents")
"""The parts of the data folder that a remembered report depends on."""
OWN = ("lock", "last_run.json", "cache/records", "cache/document_hashes", "cache/text", "cache/unchanged", "cache/.unf")
"""The parts that runs write, with what they know of the corpus: if it is lost, files are read again."""
AUDITED = """
import sys
from pathlib import Path
from catalog.settings import Settings
opened = set()
def hear(event, arguments):
    if event in {"open", "os.scandir", "os.listdir", "sqlite3.connect"}:
        opened.add(str(arguments[0]))
sys.addaudithook(hear)
from indexer.ingest.pipeline import ingest
ingest(Settings(corpus=Path("corpus"), data=Path("data")))
print("\\n".join(sorted(opened)))
"""


def test_a_run_with_nothing_to_do_reads_nothing_of_the_data_folder_that_is_not_looked_at(unchanged):
    (unchanged / "data/cache/unchanged").unlink(missing_ok=True)
    command = [sys.executable, "-c", AUDITED]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=unchanged, env=environment, capture_output=True, text=True, check=True)
    read = [line.removeprefix("data/") for line in done.stdout.splitlines() if line.startswith("data/")]
    assert any(name.startswith("generations") for name in read)
    assert [name for name in read if not name.startswith(LOOKED_AT + OWN)] == []
