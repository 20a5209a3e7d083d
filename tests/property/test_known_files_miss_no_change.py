"""Whatever happens to files, a run that knows what the last one read does the same as one that reads everything."""

import os
import re
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import factories
from catalog.editorial.model import read_editorial
from catalog.live import LiveSearcher
from catalog.model import Document
from catalog.store.cache import file_identity
from catalog.store.known_corpus import read_known_corpus
from indexer.check.check import check
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexer.ingest.plan import read_ledger

UNSETTLED_S = 0.02
"""Longer than the steps in which Linux counts the times of files."""
DOCUMENT = "documents: [{path: a/x.txt}]"
RECORDS = (
    "id: a\ntitle: One\n",
    "id: a\ntitle: Two\n",  # of the same size
    "id: b\ntitle: One\nrelated: [a]\n",
    "id: b\ntitle: Two\nsupersedes: [c]\naliases: [d]\n",
    f"id: c\ntitle: One\n{DOCUMENT}\n",
    f"# higher\nid: c\ntitle: One\n{DOCUMENT}\nrelated: [nobody]\n",
    "id: d\ntitle: One\npublished: March 2020\n",
    "id: d\ntitle: One\nstatus: draft\n",
    "id: d\ntitle: One\nstatus: withdrawn\nwithdrawn: {on: 2026-01-01, reason: Old., replaced_by: nobody}\n",
    f"id: e\ntitle: One\nno_field: 1\n{DOCUMENT}\n",
    "title: One\n",
    "id: [\n",
    "- {id: f, title: One}\n- {id: a, title: One}\n",
)
LINES = (
    '{"id": "g", "title": "One"}',
    '{"id": "g", "title": "Two"}',
    '{"id": "h", "title": "One", "related": ["nobody"], "documents": [{"path": "a/x.txt"}]}',
    '{"id": "a", "title": "One", "pages": "12 pages"}',
    '{"id": "i", "title": "One", "topics": ["drones"]}',
    '{"id": "i", "title": "One", "no_field": 1}',
    '{"id": "j"',
    "",
)
NAMES = ("a.yaml", "sub/b.yaml", "sub/c.yaml", "lines.jsonl", "more.jsonl")
TEXTS = ("words of one", "words of two", "words of six", "")
TOPICS = ({}, {"topics": [*factories.TAXONOMY["topics"], {"value": "drones", "label": "Drones"}]})


@dataclass(frozen=True)
class Edit:
    """What happens to a file: `kind` is the name of a function below."""

    kind: str
    name: str
    other: str
    content: str
    keeps_time: bool


@dataclass(frozen=True)
class Step:
    """What happens before a run, or nothing. It may come at once, so that the times of files tell nothing.

    The run may be a dry run.
    """

    edits: tuple[Edit, ...]
    text: str
    topics: int
    is_linked: bool
    cache: str
    waits: bool
    is_full: bool
    dry_run: bool
    is_nothing: bool


def contents(name):
    lines = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)
    return lines if name.endswith(".jsonl") else st.sampled_from(RECORDS)


EDITS = st.sampled_from(NAMES).flatmap(
    lambda name: st.builds(
        Edit,
        st.sampled_from(["write", "write", "flip", "flip", "replace", "remove", "touch", "rename", "swap"]),
        st.just(name),
        st.sampled_from([other for other in NAMES if Path(other).suffix == Path(name).suffix] or [name]),
        contents(name),
        st.booleans(),
    )
)
STEPS = st.builds(
    Step,
    edits=st.lists(EDITS, max_size=5).map(tuple),
    text=st.sampled_from(TEXTS),
    topics=st.sampled_from([0, 0, 0, 1]),
    is_linked=st.sampled_from([False, False, False, True]),
    cache=st.sampled_from(["kept", "kept", "kept", "damaged", "removed"]),
    waits=st.sampled_from([True, True, True, False]),
    is_full=st.sampled_from([False, False, False, True]),
    dry_run=st.sampled_from([False, False, False, True]),
    is_nothing=st.sampled_from([False, False, True]),
)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The cache with the texts of the documents, which all examples share: to read one takes a process."""
    data_settings = factories.settings(tmp_path_factory.mktemp("extracted"), engine="memory")
    texts = {f"{number}.txt": text for number, text in enumerate(filter(None, TEXTS))}
    records = (factories.record(f"r{name[0]}", documents=(Document(path=name),)) for name in texts)
    factories.write_corpus(data_settings.corpus, *records, documents=texts)
    ingest(data_settings)
    return data_settings.data / "cache/text"


@given(steps=st.lists(STEPS, min_size=12, max_size=12))
@settings(
    max_examples=12,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to shrink an example takes minutes
    suppress_health_check=list(HealthCheck),
)
def test_a_run_that_knows_the_files_does_the_same_as_one_that_reads_them(steps, extracted):
    with (
        tempfile.TemporaryDirectory() as name,
        patch.object(file_identity, "UNSETTLED_NS", int(UNSETTLED_S * 1e9)),
    ):
        knowing = factories.settings(Path(name), engine="memory", data=Path(name) / "knowing")
        reading = replace(knowing, data=Path(name) / "reading")
        for data in (knowing.data, reading.data):
            (data / "cache").mkdir(parents=True)
            (data / "cache/text").symlink_to(extracted)
        always = factories.record("always", documents=(Document(path="a/x.txt"),))
        factories.write_corpus(knowing.corpus, always, documents={"b.txt": "never changed"})
        for step in steps:
            if not step.is_nothing:
                take(step, knowing.corpus)
            treat_cache(step, knowing.data / "cache/records", knowing.data / "cache/document_hashes")
            for kept in ("records", "document_hashes", "unchanged"):
                (reading.data / "cache" / kept).unlink(missing_ok=True)
            options = IngestOptions(full=step.is_full, dry_run=step.dry_run, force=True)
            assert report_of(ingest(knowing, options)) == report_of(ingest(reading, options))
            assert published(knowing) == published(reading)
            assert details_differ(knowing) == []
        assert check(knowing).faults == check(reading).faults


def details_differ(data_settings):
    """Return the records of which a run knows something else without decoding them than they say."""
    path = data_settings.corpus / "taxonomy.yaml"
    _, contents = read_known_corpus(data_settings.corpus, path, data_settings.data)
    names = ("status", "documents", "supersedes", "related", "aliases")
    return [
        stored
        for stored in (*contents.all_valid, *contents.incomplete)
        if stored.id != stored.record.id
        or any(getattr(stored.details, name) != getattr(stored.record, name) for name in names)
    ]


def take(step, corpus):
    records, document = corpus / "records", corpus / "documents/a/x.txt"
    for edit in step.edits:
        path, other = records / edit.name, records / edit.other
        for folder in (path.parent, other.parent):
            folder.mkdir(exist_ok=True)
        DEEDS[edit.kind](path, other, edit)
    write_document(document, step)
    taxonomy = yaml.safe_dump({**factories.TAXONOMY, **TOPICS[step.topics]})
    (corpus / "taxonomy.yaml").write_text(taxonomy, encoding="utf-8")
    if step.waits:
        time.sleep(UNSETTLED_S * 1.5)


def write_document(path, step):
    """Write a document with other bytes and the same time, or make it a link to a file outside, or remove it."""
    path.parent.mkdir(exist_ok=True)
    status = path.stat() if path.exists() else None
    if step.is_linked or path.is_symlink():
        path.unlink(missing_ok=True)
    if step.is_linked:
        outside = path.parents[3] / "outside.txt"
        outside.write_text("outside", encoding="utf-8")
        path.symlink_to(outside)
    elif step.text:
        path.write_text(step.text, encoding="utf-8")
        if status:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        path.unlink(missing_ok=True)


def write(path, _other, edit):
    status = path.stat() if path.exists() else None
    path.write_text(edit.content, encoding="utf-8")
    if status and edit.keeps_time:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def flip(path, _other, edit):
    """Change the title in place: the size stays, and so does the time, if it is kept."""
    if path.exists():
        text = path.read_text(encoding="utf-8")
        flipped = re.sub("One|Two", lambda title: {"One": "Two", "Two": "One"}[title[0]], text)
        write(path, None, replace(edit, content=flipped))


def replace_file(path, _other, edit):
    """Write another file, with the time of the old one, and rename it."""
    status = path.stat() if path.exists() else None
    new = path.with_name(".new")
    new.write_text(edit.content, encoding="utf-8")
    if status:
        os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(path)


def remove(path, _other, _edit):
    path.unlink(missing_ok=True)


def touch(path, _other, edit):
    if path.exists():
        os.utime(path, (1, 1) if edit.keeps_time else None)


def rename(path, other, _edit):
    if path.exists():
        path.rename(other)


def swap(path, other, _edit):
    if path.exists() and other.exists() and path != other:
        aside = path.with_name(".aside")
        path.rename(aside)
        other.rename(path)
        aside.rename(other)


DEEDS = {
    "write": write,
    "flip": flip,
    "replace": replace_file,
    "remove": remove,
    "touch": touch,
    "rename": rename,
    "swap": swap,
}


def treat_cache(step, *paths):
    for path in paths:
        if step.cache == "removed":
            path.unlink(missing_ok=True)
        elif step.cache == "damaged" and path.exists():
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)


def report_of(report):
    """Return a report without times; generations are named by a number and the time."""
    return replace(report, took_s=0, generation=re.sub("-.*", "", report.generation or ""))


def published(data_settings):
    """Return all that was published, and the ledger."""
    if not (data_settings.data / "CURRENT").exists():
        return None
    searcher = LiveSearcher(data_settings).current()
    folder = data_settings.data / "generations" / searcher.generation
    return {key: searcher.get(key) for key in searcher.ids()}, read_ledger(folder), read_editorial(folder)
