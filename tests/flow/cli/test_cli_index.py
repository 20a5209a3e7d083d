"""`clearinghouse index`: its output for people and as JSON, its options, and its exit codes."""

import json
import shutil

import publishing
from catalog.model import Document
from factories import record, write_corpus, write_record


def write_invalid_record(folder):
    (folder / "corpus/records/bad.yaml").write_text("id: bad\ntitle: Bad\nformat: webinarr\n")


def test_index_prints_what_it_did(folder, clearinghouse):
    write_corpus(folder / "corpus", record("a"))
    result = clearinghouse("index")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:2] == [
        "Records: 1 added, 0 changed, 0 removed, 0 unchanged.",
        "Documents: 0 read, 0 already read.",
    ]
    assert result.stdout.splitlines()[2].startswith("Published generation 000001-")


def test_index_says_when_nothing_has_changed(indexed):
    assert "Nothing has changed for visitors. Generation 000001-" in indexed("index").stdout


def test_index_names_refused_records_and_exits_with_1(folder, indexed):
    write_invalid_record(folder)
    result = indexed("index")
    assert result.exit_code == 1
    assert "corpus/records/bad.yaml:3, record 'bad', field 'format': " in result.stdout
    assert "1 refused" in result.stdout


def test_index_json_has_the_documented_fields(folder, indexed):
    write_invalid_record(folder)
    write_record(folder / "corpus", record("c", title="Parking", documents=(Document(path="gone.pdf"),)))
    result = indexed("index", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["generation"].startswith("000002-")
    assert report["records"] == {"added": 0, "changed": 1, "removed": 0, "unchanged": 2, "refused": 1}
    assert report["documents"] == {"extracted": 0, "cached": 1, "refused": 1}
    assert isinstance(report["took_s"], float)
    invalid, missing = report["problems"]
    assert invalid == {
        "file": "corpus/records/bad.yaml",
        "line": 3,
        "record": "bad",
        "field": "format",
        "document": None,
        "kind": "record",
        "message": "format 'webinarr': did you mean 'webinar'?",
        "stale": False,
    }
    assert (missing["file"], missing["record"], missing["document"], missing["kind"]) == (
        "corpus/records/c.json",
        "c",
        "gone.pdf",
        "missing",
    )


def test_index_json_prints_nothing_but_one_object(folder, clearinghouse):
    write_corpus(folder / "corpus", record("a"))
    result = clearinghouse("index", "--json")
    assert (result.exit_code, result.stderr, json.loads(result.stdout)["problems"]) == (0, "", [])


def test_index_strict_publishes_nothing_and_says_so(folder, indexed):
    write_invalid_record(folder)
    write_record(folder / "corpus", record("c", title="Changed"))
    result = indexed("index", "--strict")
    assert result.exit_code == 1
    assert "Nothing was published: 1 problem was found" in result.stdout
    assert len(publishing.generations(folder).names()) == 1


def test_index_dry_run_names_a_missing_document_and_exits_with_1(folder, clearinghouse):
    documents = {"other.txt": "words"}
    write_corpus(folder / "corpus", record("a", documents=(Document(path="gone.pdf"),)), documents=documents)
    result = clearinghouse("index", "--dry-run")
    assert result.exit_code == 1
    assert "record 'a', document 'gone.pdf': This file is missing from the documents/ folder" in result.stdout
    assert "Documents: 0 to read, 0 already read, 1 without text." in result.stdout


def test_index_dry_run_says_what_it_cannot_know(folder, clearinghouse):
    write_corpus(folder / "corpus", record("a", documents=(Document(path="a.txt"),)), documents={"a.txt": "words"})
    output = clearinghouse("index", "--dry-run").stdout
    assert "Documents: 1 to read, 0 already read." in output
    assert "New documents were not opened, so some of them may have no text." in output


def test_index_dry_run_changes_nothing(folder, clearinghouse):
    write_corpus(folder / "corpus", record("a"))
    result = clearinghouse("index", "--dry-run")
    assert (result.exit_code, (folder / "data").exists()) == (0, False)
    assert "This was a dry run: nothing was changed." in result.stdout


def test_index_full_publishes_everything_again_and_counts_what_changed_for_visitors(indexed):
    report = json.loads(indexed("index", "--full", "--json").stdout)
    assert (report["published"], report["records"]["added"], report["records"]["unchanged"]) == (True, 0, 3)


def test_index_force_publishes_although_many_records_are_removed(folder, clearinghouse):
    write_corpus(folder / "corpus", *(record(f"r{number}") for number in range(25)))
    clearinghouse("index")
    for path in (folder / "corpus/records").iterdir():
        path.unlink()
    withheld, forced = clearinghouse("index"), clearinghouse("index", "--force")
    assert (withheld.exit_code, forced.exit_code) == (1, 0)
    assert "25 of 25 records would be removed" in withheld.stdout


def test_index_without_a_taxonomy_exits_with_2_and_says_where_to_put_one(folder, clearinghouse):
    write_corpus(folder / "corpus", record("a"))
    (folder / "corpus/taxonomy.yaml").unlink()
    result = clearinghouse("index")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{folder}/corpus/taxonomy.yaml is missing" in result.stderr
    assert "copy corpus/taxonomy.yaml" in result.stderr


def test_index_without_a_corpus_exits_with_2_and_says_how_to_name_one(folder, clearinghouse):
    result = clearinghouse("index")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"clearinghouse: no corpus was found at {folder}/corpus. ")
    assert "--corpus DIR" in result.stderr


def test_what_stays_of_a_refused_record_is_said_once(folder, indexed):
    (folder / "corpus/records/c.json").write_text('{"id": "c", "title": "C", "format": "webinarr"}', encoding="utf-8")
    output = indexed("index").stdout
    assert output.count("last good version") == 1
    assert "The last good version of c stays on the site until this is corrected.\n" in output


def test_a_missing_folder_of_records_is_named_before_the_records(folder, indexed):
    shutil.rmtree(folder / "corpus/records")
    lines = indexed("index").stdout.splitlines()
    assert "records: this folder is missing: put it back." in lines[0]
    assert lines[1].startswith("The last good version of a, b, c stays")
