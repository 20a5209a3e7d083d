"""The report of `clearinghouse index` names the records and documents that it counts."""

import json

import pytest
import yaml

from catalog.model import Document
from document_bytes import pdf
from factories import TAXONOMY, record, write_corpus, write_page, write_record


@pytest.fixture
def change(folder, indexed):
    """The command, after records of the published corpus were added, changed and removed."""
    write_record(folder / "corpus", record("b", title="Gun safes", format="webinar", keywords=("safe",)))
    write_record(folder / "corpus", record("new", title="A new one", documents=(Document(path="new.pdf"),)))
    (folder / "corpus/documents/new.pdf").write_bytes(pdf(("One two three",), ("Four five",)))
    (folder / "corpus/records/c.json").unlink()
    return indexed


LINES = {
    "index": [
        "  Added     new: A new one",
        "  Changed   b: Gun safes (format, topics, keywords)",
        "  Removed   c: Parking",
        "  Read      new.pdf: 2 pages, 5 words",
    ],
    "index --dry-run": [
        "  To add    new: A new one",
        "  To change b: Gun safes (format, topics, keywords)",
        "  To remove c: Parking",
        "  To read   new.pdf",
    ],
}


@pytest.mark.parametrize("command", LINES)
def test_the_report_names_what_was_added_changed_removed_and_read_and_a_dry_run_what_would_be(change, command):
    lines = change(*command.split()).stdout.splitlines()
    assert lines[:5] == [*LINES[command], ""]
    verb = "to read" if "dry" in command else "read (2 pages, 5 words)"
    assert f"Documents: 1 {verb}, 1 already read." in lines


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_json_has_all_of_it(change, options):
    report = json.loads(change("index", "--json", *options).stdout)
    assert report["changes"] == {
        "added": [{"id": "new", "title": "A new one", "fields": []}],
        "changed": [{"id": "b", "title": "Gun safes", "fields": ["format", "topics", "keywords"]}],
        "removed": [{"id": "c", "title": "Parking", "fields": []}],
        "indexed_again": 0,
        "editorial": [],
    }
    length = (
        {"pages": None, "duration_s": None, "words": None} if options else {"pages": 2, "duration_s": None, "words": 5}
    )
    assert report["read"] == [{"document": "new.pdf", "record": "new", **length}]


def test_a_run_that_publishes_nothing_says_what_it_would_change(folder, change):
    (folder / "corpus/records/bad.json").write_text("{")
    lines = change("index", "--strict").stdout.splitlines()
    assert [line for line in lines if "new: A new one" in line] == ["  To add    new: A new one"]
    assert lines[-1].startswith("Nothing was published")


def test_of_many_records_twenty_are_named_and_json_names_all(folder, indexed):
    write_corpus(folder / "corpus", *(record(f"r{number:02}") for number in range(25)))
    dry_run = json.loads(indexed("index", "--json", "--dry-run").stdout)
    lines = indexed("index").stdout.splitlines()
    assert lines[19:22] == ["  Added     r19: Title of r19", "  Added     and 5 more", ""]
    assert len(dry_run["changes"]["added"]) == 25


def test_a_first_run_counts_its_records_instead_of_naming_them(folder, clearinghouse):
    records = (record(f"r{number:03}", documents=(Document(path=f"{number}.txt"),)) for number in range(25))
    write_corpus(folder / "corpus", *records, documents={f"{number}.txt": f"word {number}" for number in range(25)})
    report = json.loads(clearinghouse("index", "--dry-run", "--json").stdout)
    assert len(report["changes"]["added"]) == len(report["read"]) == 25
    lines = clearinghouse("index").stdout.splitlines()
    assert lines[:2] == [
        "Records: 25 added, 0 changed, 0 removed, 0 unchanged.",
        "Documents: 25 read (50 words), 0 already read.",
    ]


def test_a_changed_document_is_a_change_of_its_record(folder, indexed):
    (folder / "corpus/documents/a.txt").write_text("Other words.")
    assert indexed("index").stdout.splitlines()[:2] == [
        "  Changed   a: Gun tracing (documents)",
        "  Read      a.txt: 2 words",
    ]


def test_records_that_only_the_taxonomy_affects_are_counted_not_named(folder, indexed):
    taxonomy = {**TAXONOMY, "synonyms": [*TAXONOMY["synonyms"], ["body worn camera", "BWC"]]}
    (folder / "corpus/taxonomy.yaml").write_text(yaml.safe_dump(taxonomy), encoding="utf-8")
    line = indexed("index").stdout.splitlines()[0]
    assert line == "  Changed   3 records only by a change of the taxonomy, or of how documents are read"


def test_changed_pages_are_named(folder, indexed):
    write_page(folder / "corpus", "about", "Text.", title="About")
    assert indexed("index").stdout.splitlines()[0] == "  Changed   the pages"


def test_files_that_no_record_names_are_named(folder, indexed):
    write_record(folder / "corpus", record("draft", status="draft", documents=(Document(path="draft.txt"),)))
    for name in ("draft.txt", "left-over.txt", "folder/x.pdf", ".hidden"):
        path = folder / "corpus/documents" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    result = indexed("index", "--json")
    assert json.loads(result.stdout)["unnamed_files"] == ["folder/x.pdf", "left-over.txt"]
    assert "No record names 2 files in documents/: folder/x.pdf, left-over.txt." in indexed("index").stdout


def test_a_file_that_only_a_refused_record_names_is_named_by_a_record(folder, indexed):
    (folder / "corpus/records/a.json").write_text('{"id": "a", "documents": [{"path": "a.txt"}]}')
    assert json.loads(indexed("index", "--json").stdout)["unnamed_files"] == []


@pytest.mark.parametrize(
    ("changes", "is_renamed"),
    [
        ({"title": "Gun tracing"}, True),
        ({"documents": (Document(path="a.txt"),)}, True),
        ({"title": "Gun tracing", "aliases": ("a",)}, False),
        ({"title": "Something else"}, False),
    ],
)
def test_a_record_whose_id_changed_is_noticed_by_its_title_or_document(folder, indexed, changes, is_renamed):
    (folder / "corpus/records/a.json").unlink()
    write_record(folder / "corpus", record("z", **changes))
    dry_run = json.loads(indexed("index", "--json", "--dry-run").stdout)
    assert dry_run["renamed"] == [{"from": "a", "to": "z"}] * is_renamed
    assert ("add 'aliases: [a]' to 'z'" in indexed("index").stdout) == is_renamed
