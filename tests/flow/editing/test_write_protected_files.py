"""A file or folder that may not be written is named, and no command that changes the corpus changes anything then."""

import subprocess
import sys

import pytest

from indexer.editing.publish import make_change
from paths import ROOT
from unreadable import unprivileged_prefix

PREFIX = unprivileged_prefix()
pytestmark = pytest.mark.skipif(PREFIX is None, reason="the superuser may write anywhere, and setpriv is not there")

COMMANDS = {
    "tidy": ("tidy",),
    "merge": ("merge", "a", "b"),
    "undo": ("undo",),
    "import": ("import", "csv", "source.csv"),
}


@pytest.fixture
def corpus(edited, clearinghouse, folder):
    """A corpus with something to do for each command, where `b.yaml` is to be changed by all but `import`."""
    (folder / "source.csv").write_text("id,title,url\ns1,New,https://example.com/1\n", encoding="utf-8")
    for name in "abc":
        edited.write(f"{name}.yaml", f'id: {name}\ntitle: "Record  {name}"\nkeywords: [old word, {name}]\n')
    assert clearinghouse("index").exit_code == 0
    make_change(edited.settings, edited.draft("Note", a={"summary": "A summary."}, b={"summary": "Another one."}))
    return edited


def refusal(corpus, folder, command):
    """Run a command that must be refused without changing anything; return the sentence."""
    before = {path: path.read_bytes() for path in corpus.corpus.rglob("*.yaml")}
    del before[corpus.corpus / "taxonomy.yaml"]
    arguments = [*PREFIX, sys.executable, "-m", "indexer", "--corpus", corpus.corpus, "--data", corpus.settings.data]
    arguments += [str(folder / part) if part == "source.csv" else part for part in COMMANDS[command]]
    result = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    after = {path: path.read_bytes() for path in corpus.corpus.rglob("*.yaml")}
    assert result.returncode == 2, result.stdout
    assert {path: after.get(path) for path in before} == before
    assert [path for path in after if "/records/" in str(path) and path not in before] == []
    assert len(corpus.history.sets()) == 1
    assert list(folder.rglob("unfinished*")) == []
    return result.stderr


@pytest.mark.parametrize("command", ["tidy", "merge", "undo"])
def test_a_write_protected_record_file_stops_the_whole_change(corpus, folder, command):
    (corpus.corpus / "records" / "b.yaml").chmod(0o444)
    assert refusal(corpus, folder, command) == (
        "clearinghouse: records/b.yaml is write-protected; nothing was written: "
        "allow yourself to write it, and run the command again\n"
    )


@pytest.mark.parametrize("command", ["tidy", "import"])
def test_a_write_protected_folder_of_records_stops_the_whole_change(corpus, folder, command):
    records = corpus.corpus / "records"
    records.chmod(0o555)
    try:
        assert "records is write-protected; nothing was written" in refusal(corpus, folder, command)
    finally:
        records.chmod(0o755)


def test_a_write_protected_history_stops_the_whole_change(corpus, folder):
    history = corpus.settings.data / "history"
    for path in (history / "sets", history):
        path.chmod(0o500)
    try:
        assert "this could not be written: Permission denied" in refusal(corpus, folder, "tidy")
    finally:
        history.chmod(0o700)
        (history / "sets").chmod(0o700)


def test_a_write_protected_corpus_stops_an_import_before_it_writes_anything(corpus, folder):
    corpus.corpus.chmod(0o555)
    try:
        assert "mappings.yaml: this could not be written" in refusal(corpus, folder, "import")
    finally:
        corpus.corpus.chmod(0o755)
