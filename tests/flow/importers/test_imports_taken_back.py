"""After `undo` of an import, its source is imported as before: what came back is the source's, or the editor's."""

import pytest

from partner_source import ROWS


@pytest.fixture
def imported(partner):
    """The partner, after a first import."""
    partner.run()
    return partner


@pytest.fixture
def undo(clearinghouse):
    """A function that takes back the last change set, or the one with a number."""

    def run(*arguments):
        result = clearinghouse("undo", *arguments)
        assert result.exit_code == 0, result.output

    return run


def title_and_locks(partner):
    record = partner.records()["gun-tracing"]
    return record.title, record.imported.locked


def bring(partner, title, *options):
    """Import the first row with a title; return what became of the row."""
    partner.write({**ROWS[0], "title": title}, *ROWS[1:])
    return partner.fates(*options)["p1"]


def test_an_import_that_was_taken_back_can_be_made_again(imported, undo):
    bring(imported, "Tracing guns")
    undo()
    assert (title_and_locks(imported), bring(imported, "Tracing guns")) == (("Gun tracing", ()), "changed")
    assert title_and_locks(imported) == ("Tracing guns", ())


def test_an_import_that_was_taken_back_can_be_made_again_with_a_corrected_mapping(imported, undo):
    imported.write({**ROWS[0], "title": "P1", "full": "Tracing guns"}, *ROWS[1:])
    imported.run()
    undo()
    mappings = imported.corpus / "mappings.yaml"
    text = mappings.read_text("utf-8")
    assert ("title: title\n" in text, "full: none\n" in text) == (True, True)
    mappings.write_text(
        text.replace("title: title\n", "title: none\n").replace("full: none\n", "full: title\n"), "utf-8"
    )
    imported.write(*({**row, "full": "Tracing guns" if row is ROWS[0] else row["title"]} for row in ROWS))
    imported.run()
    assert title_and_locks(imported) == ("Tracing guns", ())


def test_a_value_that_the_source_added_or_removed_is_so_again_after_an_undo(imported, undo):
    imported.write({**ROWS[0], "issued": "", "description": "What tracing brings."}, *ROWS[1:])
    imported.run()
    undo()
    imported.run()
    record = imported.records()["gun-tracing"]
    assert (record.published, record.summary, record.imported.locked) == (None, "What tracing brings.", ())


def test_two_imports_that_were_taken_back_in_turn_leave_the_oldest_value_to_the_source(imported, undo):
    bring(imported, "Tracing guns")
    bring(imported, "Tracing firearms")
    undo("3")
    undo("2")
    assert title_and_locks(imported) == ("Gun tracing", ())
    bring(imported, "Tracing firearms")
    assert title_and_locks(imported) == ("Tracing firearms", ())


def test_a_field_that_was_locked_before_it_was_taken_is_locked_after_an_undo(imported, undo):
    imported.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    imported.run()
    bring(imported, "Tracing guns", "--take", "title")
    assert title_and_locks(imported) == ("Tracing guns", ())
    undo()
    assert title_and_locks(imported) == ("Mine", ("title",))
    assert bring(imported, "Tracing guns") == "same"
    assert title_and_locks(imported) == ("Mine", ("title",))


def test_an_edit_that_was_taken_before_any_import_saw_it_is_kept_after_an_undo(imported, undo):
    imported.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    bring(imported, "Tracing guns", "--take", "title")
    undo()
    bring(imported, "Tracing guns")
    assert title_and_locks(imported) == ("Mine", ("title",))


def test_an_undo_that_was_undone_does_not_count(imported, undo):
    bring(imported, "Tracing guns")
    undo()
    undo("3")
    assert title_and_locks(imported) == ("Tracing guns", ())
    imported.edit("gun-tracing", "title: Tracing guns", "title: Gun tracing")
    bring(imported, "Tracing guns")
    assert title_and_locks(imported) == ("Gun tracing", ("title",))


def test_the_old_value_is_an_editors_once_the_source_was_imported_again(imported, undo):
    bring(imported, "Tracing guns")
    undo()
    bring(imported, "Tracing guns")
    imported.edit("gun-tracing", "title: Tracing guns", "title: Gun tracing")
    bring(imported, "Tracing guns")
    assert title_and_locks(imported) == ("Gun tracing", ("title",))


def test_what_an_editor_changed_after_an_undo_is_kept(imported, undo):
    bring(imported, "Tracing guns")
    undo()
    imported.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    bring(imported, "Tracing guns")
    assert title_and_locks(imported) == ("Mine", ("title",))


def test_after_an_import_with_a_wrong_mapping_only_the_editors_values_stay(partner, clearinghouse):
    partner.write(*({**row, "description": "No. 1", "full": "What it brings."} for row in ROWS))
    partner.run("--dry-run")
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    assert "with --keep-changed, only your own values stay" in clearinghouse("undo").stderr
    assert "2 files restored" in clearinghouse("undo", "--keep-changed").stdout
    mappings = partner.corpus / "mappings.yaml"
    text = mappings.read_text("utf-8")
    assert ("description: summary\n" in text, "full: none\n" in text) == (True, True)
    text = text.replace("description: summary\n", "description: none\n").replace("full: none\n", "full: summary\n")
    mappings.write_text(text, "utf-8")
    partner.run()
    records = partner.records()
    assert (records["gun-tracing"].title, records["gun-tracing"].imported.locked) == ("Mine", ("title",))
    assert {records[key].summary for key in ("gun-tracing", "gun-safes", "patrol-maps")} == {"What it brings."}
