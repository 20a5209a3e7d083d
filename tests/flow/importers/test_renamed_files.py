"""A file of an imported folder that is renamed keeps its record."""

import json
import unicodedata

import pytest

import unreadable
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from factories import record, write_corpus
from indexing import found_ids


class Reports:
    """A folder of documents, and the corpus that it is imported into."""

    def __init__(self, folder, clearinghouse):
        self.path, self.corpus, self.clearinghouse = folder / "reports", folder / "corpus", clearinghouse
        (self.path / "old").mkdir(parents=True)
        self.write("tracing.md", "# Tracing guns\n\nBallistics and words.")
        self.write("old/maps.md", "# Patrol maps\n\nCartography and words.")

    def write(self, name, text):
        (self.path / name).write_text(text, "utf-8")

    def rename(self, old, new):
        (self.path / old).rename(self.path / new)

    def run(self, *options):
        return self.clearinghouse("import", "folder", str(self.path), *options)

    def fates(self):
        """Import the folder; return the id of the record of each row, what became of it, and its earlier path."""
        result = self.run("--json")
        answer = json.loads(result.stdout)
        assert (answer["missing"], answer["vanished"]) == ([], []), answer
        return {fate["source_id"]: (fate["record_id"], fate["kind"], fate["renamed_from"]) for fate in answer["fates"]}

    def records(self):
        """Return the records that came from the folder by their ids."""
        contents = RecordStore(self.corpus, load_taxonomy(self.corpus / "taxonomy.yaml")).load()
        return {item.id: item.record for item in contents.all_valid if item.record.imported}

    def edit(self, record_id, before, after):
        path = self.corpus / f"records/reports/{record_id}.yaml"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")

    def documents(self):
        folder = self.corpus / "documents"
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def reports(folder, clearinghouse):
    """The reports, after a first import."""
    write_corpus(folder / "corpus", record("own", title="Parking"))
    reports = Reports(folder, clearinghouse)
    assert reports.run().exit_code == 0
    return reports


def test_the_record_of_a_renamed_file_follows_it(reports, folder):
    reports.edit("tracing-guns", "title:", "aliases: [tracing]\ntitle:")
    reports.rename("tracing.md", "tracing-2024.md")
    assert reports.fates() == {
        "old/maps.md": ("patrol-maps", "same", ""),
        "tracing-2024.md": ("tracing-guns", "changed", "tracing.md"),
    }
    tracing = reports.records()["tracing-guns"]
    paths = [document.path for document in tracing.documents]
    assert (tracing.imported.id, tracing.aliases, paths, tracing.imported.locked) == (
        "tracing-2024.md",
        ("tracing",),
        ["tracing-guns/tracing-2024.md"],
        (),
    )
    assert reports.documents() == ["patrol-maps/maps.md", "tracing-guns/tracing-2024.md"]
    assert found_ids(folder, "ballistics") == ["tracing-guns"]


def test_a_file_that_gets_a_name_as_a_mac_stores_it_keeps_its_document(reports):
    reports.rename("tracing.md", unicodedata.normalize("NFD", "rastreo-teoría.md"))
    assert reports.fates()["rastreo-teoría.md"] == ("tracing-guns", "changed", "tracing.md")
    assert "tracing-guns/rastreo-teoría.md" in reports.documents()
    assert [document.path for document in reports.records()["tracing-guns"].documents] == [
        "tracing-guns/rastreo-teoría.md"
    ]


def test_a_dry_run_says_what_a_file_was(reports):
    reports.rename("tracing.md", "tracing-2024.md")
    said = reports.run("--dry-run").stdout
    assert "changed  tracing-2024.md: tracing-guns: Tracing guns (renamed from tracing.md)\n" in said
    assert "0 new, 1 changed, 1 same." in said


def test_a_renamed_file_is_the_same_in_the_next_import(reports):
    reports.rename("tracing.md", "tracing-2024.md")
    reports.run()
    assert reports.fates()["tracing-2024.md"] == ("tracing-guns", "same", "")


def test_the_record_of_a_file_that_moved_to_another_folder_follows_it(reports):
    reports.rename("tracing.md", "old/tracing.md")
    assert reports.fates()["old/tracing.md"] == ("tracing-guns", "changed", "tracing.md")
    assert reports.records()["tracing-guns"].imported.id == "old/tracing.md"
    assert reports.documents() == ["patrol-maps/maps.md", "tracing-guns/tracing.md"]


def test_what_an_editor_changed_in_the_record_of_a_renamed_file_stays(reports):
    reports.edit("tracing-guns", "path: tracing-guns/tracing.md", "path: tracing-guns/tracing.md\n    label: The guide")
    reports.edit("tracing-guns", "title: Tracing guns", "title: Mine")
    reports.rename("tracing.md", "tracing-2024.md")
    reports.run()
    tracing = reports.records()["tracing-guns"]
    documents = [(document.path, document.label) for document in tracing.documents]
    assert (tracing.title, documents) == ("Mine", [("tracing-guns/tracing-2024.md", "The guide")])
    assert set(tracing.imported.locked) == {"title", "documents"}
    assert reports.fates()["tracing-2024.md"] == ("tracing-guns", "same", "")


def test_the_corrected_text_of_a_renamed_file_goes_with_it(reports, folder):
    (reports.corpus / "documents/tracing-guns/tracing.md.txt").write_text("Microstamping and words.", "utf-8")
    reports.rename("tracing.md", "tracing-2024.md")
    reports.run()
    assert reports.documents() == [
        "patrol-maps/maps.md",
        "tracing-guns/tracing-2024.md",
        "tracing-guns/tracing-2024.md.txt",
    ]
    assert found_ids(folder, "microstamping") == ["tracing-guns"]


def test_an_import_of_a_renamed_file_can_be_taken_back_and_made_again(reports):
    before = reports.documents(), reports.records()
    reports.rename("tracing.md", "tracing-2024.md")
    reports.run()
    assert reports.clearinghouse("undo").exit_code == 0
    assert (reports.documents(), reports.records()) == before
    assert reports.fates()["tracing-2024.md"] == ("tracing-guns", "changed", "tracing.md")
    assert reports.records()["tracing-guns"].imported.locked == ()


def test_a_record_that_was_removed_after_its_file_was_renamed_does_not_come_back(reports):
    reports.rename("tracing.md", "tracing-2024.md")
    reports.run()
    (reports.corpus / "records/reports/tracing-guns.yaml").unlink()
    assert reports.fates()["tracing-2024.md"] == (None, "removed", "")


def test_nothing_is_guessed_if_two_files_have_the_content(reports):
    reports.write("copy.md", "# Tracing guns\n\nBallistics and words.")
    reports.rename("tracing.md", "tracing-2024.md")
    said = reports.run().stdout
    assert ("renamed from" in said, "2 new" in said, "1 missing" in said) == (False, True, True)
    assert "(not followed from tracing.md, because copy.md has the same content)" in said


def test_nothing_is_guessed_if_two_records_have_the_content(reports):
    reports.write("copy.md", "# Tracing guns\n\nBallistics and words.")
    reports.run()
    (reports.path / "copy.md").unlink()
    reports.rename("tracing.md", "tracing-2024.md")
    said = reports.run("--force").stdout
    assert ("renamed from" in said, "1 new" in said, "2 missing" in said) == (False, True, True)
    assert "(not followed from copy.md, tracing.md, because all of these had its content)" in said


def test_nothing_is_guessed_if_a_folder_cannot_be_listed(reports):
    backup = (reports.path / "old").rename(reports.path.parent / "backup")
    reports.write("maps-2024.md", "# Patrol maps\n\nCartography and words.")
    unreadable.link_loop(reports.path / "old")
    said = reports.run("--dry-run", "--force").stdout
    unreadable.moved_back(reports.path / "old", backup)
    assert ("renamed from" in said, "1 new" in said) == (False, True)
