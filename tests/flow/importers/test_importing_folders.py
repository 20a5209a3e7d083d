"""`clearinghouse import folder`: documents come into the corpus with their records, and can be searched."""

import json
import os

import pytest

import unreadable
from document_bytes import pdf
from factories import record, write_corpus
from indexing import found_ids


@pytest.fixture
def source(folder, clearinghouse):
    """A folder of two documents of one name, and a corpus."""
    write_corpus(folder / "corpus", record("own", title="Parking"))
    assert clearinghouse("index").exit_code == 0
    path = folder / "Informes del año"
    (path / "a").mkdir(parents=True)
    (path / "b").mkdir()
    (path / "a" / "guía uno.md").write_text("# Tracing guns\n\nBallistics and words.", "utf-8")
    (path / "b" / "guía uno.md").write_text("# Patrol maps\n\nCartography and words.", "utf-8")
    return path


@pytest.fixture
def fates(source, clearinghouse):
    """A function that imports the folder, and returns the fates of its rows by their ids, and the exit code."""

    def run(*options):
        result = clearinghouse("import", "folder", str(source), "--source", "reports", "--json", *options)
        answer = json.loads(result.stdout)
        return {fate["source_id"] or fate["place"]: fate["kind"] for fate in answer["fates"]}, result.exit_code

    return run


def documents(folder):
    return sorted(
        path.relative_to(folder / "corpus/documents").as_posix()
        for path in (folder / "corpus/documents").rglob("*")
        if path.is_file()
    )


def test_documents_of_one_name_are_both_kept_and_found(folder, fates):
    assert fates() == ({"a/guía uno.md": "new", "b/guía uno.md": "new"}, 0)
    assert documents(folder) == ["patrol-maps/guía uno.md", "tracing-guns/guía uno.md"]
    assert (found_ids(folder, "ballistics"), found_ids(folder, "cartography")) == (["tracing-guns"], ["patrol-maps"])


def test_a_folder_imported_again_is_the_same(fates):
    fates()
    assert fates() == ({"a/guía uno.md": "same", "b/guía uno.md": "same"}, 0)


def test_a_changed_document_replaces_the_one_in_the_corpus(folder, fates, source):
    fates()
    (source / "a" / "guía uno.md").write_text("# Tracing guns\n\nMicrostamping and words.", "utf-8")
    assert fates()[0] == {"a/guía uno.md": "changed", "b/guía uno.md": "same"}
    assert (found_ids(folder, "microstamping"), found_ids(folder, "ballistics")) == (["tracing-guns"], [])


def test_undo_removes_the_documents(folder, fates, clearinghouse):
    fates()
    assert clearinghouse("undo").exit_code == 0
    assert (documents(folder), found_ids(folder, "ballistics")) == ([], [])


def test_a_large_document_is_copied_whole(folder, fates, source):
    large = pdf(("Some text about microstamping on a page",), title="A large report")
    (source / "large.pdf").write_bytes(large + b"\n%" + bytes(40 << 20))
    fates()
    assert (folder / "corpus/documents/a-large-report/large.pdf").stat().st_size > 40 << 20
    assert found_ids(folder, "microstamping") == ["a-large-report"]


def test_a_folder_that_cannot_be_read_is_named_and_nothing_counts_as_gone(fates, source):
    fates()
    backup = (source / "b").rename(source.parent / "b")
    unreadable.link_loop(source / "b")
    assert fates() == ({"b": "refused", "a/guía uno.md": "same"}, 1)
    unreadable.moved_back(source / "b", backup)
    assert fates() == ({"a/guía uno.md": "same", "b/guía uno.md": "same"}, 0)


def test_a_document_that_takes_too_long_is_named_and_the_rest_is_imported(fates, source, monkeypatch):
    monkeypatch.setenv("CATALOG_DOCUMENT_WALL_S", "2")
    page = "BT /F1 9 Tf 72 760 Td (word) Tj ET "
    (source / "slow.html").write_text("<div>" * 20_000 + "x" * 10 + page * 200_000, "utf-8")
    found, code = fates()
    assert (found["a/guía uno.md"], found["b/guía uno.md"]) == ("new", "new")
    assert (found.get("slow.html"), code) == ("refused", 1)


def test_a_file_of_two_gigabytes_is_refused_with_a_reason(source, folder, clearinghouse):
    path = folder / "huge.csv"
    with path.open("wb") as file:
        file.write(b"id,title\n1,Guide\n")
    os.truncate(path, 2 << 30)
    result = clearinghouse("import", "csv", str(path))
    assert result.exit_code == 2
    assert "GB" in result.stderr or "MB" in result.stderr
    assert source.is_dir()


def test_a_copy_of_a_file_resembles_the_record_of_the_file_which_stays(source, clearinghouse):
    text = "# Night patrols\n\n" + "Streetlights and words. " * 10
    (source / "Night.md").write_text(text, "utf-8")
    assert clearinghouse("import", "folder", str(source), "--source", "reports").exit_code == 0
    (source / "Night copy.md").write_text(text, "utf-8")
    said = clearinghouse("import", "folder", str(source), "--source", "reports").stdout
    assert "note     Night copy.md: night-patrols-2 resembles night-patrols (same file)" in said
    assert "    clearinghouse merge night-patrols night-patrols-2\n" in said


def test_the_same_file_twice_in_a_new_folder_is_noted(source, clearinghouse):
    text = "# Night patrols\n\n" + "Streetlights and words. " * 10
    for name in ("Night copy.md", "Night.md"):
        (source / name).write_text(text, "utf-8")
    said = clearinghouse("import", "folder", str(source), "--source", "reports", "--dry-run").stdout
    assert "night-patrols-2 resembles night-patrols, new in Night copy.md (same file)" in said
    assert "4 new (1 resembles another record)" in said
