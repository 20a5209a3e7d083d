"""Commands that change the corpus at the same time wait for each other or are refused, and lose nothing."""

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.errors import CatalogError
from catalog.generations.lock import locked
from indexer.check.check import check
from indexer.check.terms.model import TermKind
from indexer.check.terms.terms import plan_rename
from indexer.editing import turns
from indexer.editing.publish import make_change
from indexer.importers.planning.import_plan import ImportOptions
from indexer.importers.running import run_import
from indexer.ingest.model import NoProgress
from paths import ROOT

SOURCE = "id,title,url,keywords\n" + "".join(f"s{n},New {n},https://example.com/{n},old word\n" for n in range(5))
COMMANDS = (
    ("tidy",),
    ("terms", "rename", "--kind", "keyword", "old word", "new word"),
    ("merge", "a", "b"),
    ("undo",),
    ("import", "csv", "source.csv"),
)


@pytest.fixture
def busy(edited, clearinghouse, folder, monkeypatch):
    """A corpus with something to do for each command, and one change to take back."""
    monkeypatch.chdir(folder)
    (folder / "source.csv").write_text(SOURCE, encoding="utf-8")
    for name in "abcd":
        edited.write(f"{name}.yaml", f'id: {name}\ntitle: "Record  {name}"\nkeywords: [old word, {name}]\n')
    assert clearinghouse("index").exit_code == 0
    make_change(edited.settings, edited.draft("Note", d={"summary": "A summary."}))
    return edited


def files(corpus):
    return {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_does_not_start_while_another_one_changes_the_corpus(busy, clearinghouse, monkeypatch, command):
    monkeypatch.setattr(turns, "TURN_WAIT_S", 0.1)
    before = files(busy.corpus)
    with locked(busy.settings.data / turns.LOCK_NAME, 0):
        result = clearinghouse(*command)
    assert (result.exit_code, files(busy.corpus) == before, len(busy.history.sets())) == (2, True, 1)
    assert "which is changing the corpus (up to 0.1 s) ..." in result.output
    assert "is changing the corpus at the moment; try again when it has finished" in result.stderr
    assert clearinghouse(*command).exit_code == 0


@pytest.mark.parametrize("command", COMMANDS[:4], ids=lambda command: command[0])
def test_a_dry_run_waits_for_nobody(busy, clearinghouse, command):
    with locked(busy.settings.data / turns.LOCK_NAME, 0):
        assert clearinghouse(*command, "--dry-run").exit_code == 0


class RenamingMeanwhile(NoProgress):
    """Renames a keyword while the first row of a source is read."""

    def __init__(self, settings):
        self._settings = settings

    def advance(self):
        if self._settings:
            settings, self._settings = self._settings, None
            make_change(settings, plan_rename(settings, TermKind.KEYWORD, "old word", "new word").draft)


def test_an_import_does_not_bring_back_a_term_that_was_renamed_while_it_read(busy, clearinghouse):
    clearinghouse("import", "csv", "source.csv")
    Path("source.csv").write_text(f"{SOURCE}s9,New 9,https://example.com/9,old word\n", encoding="utf-8")
    options = ImportOptions("csv", "source.csv")
    with pytest.raises(CatalogError, match=r"change 3 \(Rename .*\) was made in the meantime, and renamed terms"):
        run_import(busy.settings, options, dt.date(2026, 12, 1), RenamingMeanwhile(busy.settings))
    assert not (busy.corpus / "records" / "source" / "new-9.yaml").exists()
    run_import(busy.settings, options, dt.date(2026, 12, 1), NoProgress())
    assert (busy.corpus / "records" / "source" / "new-9.yaml").exists()
    texts = [path.read_text(encoding="utf-8") for path in (busy.corpus / "records").rglob("*.yaml")]
    assert [text for text in texts if "old word" in text] == []


class ImportingMeanwhile(NoProgress):
    """Imports a newer version of a source after its first row was read."""

    def __init__(self, settings, options):
        self._settings, self._options = settings, options

    def advance(self):
        if self._settings:
            settings, self._settings = self._settings, None
            path = Path(self._options.location)
            older = path.read_text(encoding="utf-8")
            path.write_text(older.replace("New 0", "Newest 0"), encoding="utf-8")
            run_import(settings, self._options, dt.date(2026, 12, 1), NoProgress())


def test_an_import_does_not_forget_what_another_one_of_its_source_brought_while_it_read(busy, clearinghouse):
    clearinghouse("import", "csv", "source.csv")
    options = ImportOptions("csv", "source.csv")
    with pytest.raises(CatalogError, match="'source' was imported in the meantime; nothing was imported: run"):
        run_import(busy.settings, options, dt.date(2026, 12, 1), ImportingMeanwhile(busy.settings, options))
    Path("source.csv").write_text(SOURCE, encoding="utf-8")
    run_import(busy.settings, options, dt.date(2026, 12, 1), NoProgress())
    assert "title: New 0" in (busy.corpus / "records/source/new-0.yaml").read_text(encoding="utf-8")


def test_processes_at_once_leave_whole_files_and_one_history(busy, clearinghouse, folder):
    command = [sys.executable, "-m", "indexer", "--corpus", busy.corpus, "--data", busy.settings.data]
    location = str(folder / "source.csv")
    arguments = [[location if part == "source.csv" else part for part in parts] for parts in (*COMMANDS, ("index",))]
    processes = [
        subprocess.Popen([*command, *parts], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for parts in arguments
    ]
    outputs = [process.communicate() for process in processes]
    assert {process.returncode for process in processes} <= {0, 2}, outputs
    refused = [error for process, (_, error) in zip(processes, outputs, strict=True) if process.returncode]
    assert [error for error in refused if "clearinghouse: " not in error or "Traceback" in error] == []
    assert_one_history(busy)
    assert list(folder.rglob(".unfinished-*")) == []
    assert clearinghouse("index").exit_code == 0
    assert check(busy.settings).faults == ()


def assert_one_history(corpus):
    """Assert that each change began with the files that the one before left, and that the last one is there."""
    sets = corpus.history.sets()[::-1]
    assert [item.number for item in sets] == list(range(1, len(sets) + 1))
    hashes = {}
    for file in (file for item in sets for file in item.files):
        assert hashes.get(file.path, file.before) == file.before
        hashes[file.path] = file.after
    hashes.pop("mappings.yaml", None)  # imports add to it without a change set
    for path, sha256 in hashes.items():
        file = corpus.corpus / path
        assert (hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None) == sha256
