"""What editors did with imported records is respected by later imports: locks, removals, other ids and other files."""

import pytest

from partner_source import ROWS


@pytest.fixture
def imported(partner):
    """The partner, after a first import."""
    partner.run()
    return partner


def test_a_lock_written_by_hand_is_respected(imported):
    imported.edit("gun-tracing", "imported:\n", "imported:\n  locked: [published]\n")
    imported.write({**ROWS[0], "issued": "2020", "title": "Tracing"}, *ROWS[1:])
    imported.run()
    record = imported.records()["gun-tracing"]
    assert (str(record.published), record.title, record.imported.locked) == ("2024-05-17", "Tracing", ("published",))


def test_a_lock_of_a_field_that_the_source_does_not_give_stays(imported):
    imported.edit("gun-tracing", "imported:\n", "imported:\n  locked: [summary]\n")
    assert imported.fates()["p1"] == "same"
    imported.write({**ROWS[0], "description": "What tracing brings."}, *ROWS[1:])
    imported.run()
    record = imported.records()["gun-tracing"]
    assert (record.summary, record.imported.locked) == (None, ("summary",))


def test_rows_that_are_the_same_or_kept_are_listed_on_request(imported):
    imported.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    imported.run()
    said = imported.run().stdout
    assert ("gun-tracing" in said, "clearinghouse history --locked" in said) == (False, True)
    lines = imported.run("--all").stdout.splitlines()
    assert "  kept     row 2: gun-tracing: Mine" in lines
    assert [line.split(":")[0] for line in lines if line.startswith("  same")] == [
        "  same     row 3",
        "  same     row 4",
    ]


def test_taking_a_field_unlocks_it_for_the_next_imports(imported):
    imported.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    imported.run()
    imported.run("--take", "gun-tracing:title")
    imported.write({**ROWS[0], "title": "Theirs"}, *ROWS[1:])
    imported.run()
    assert imported.records()["gun-tracing"].title == "Theirs"


def test_a_record_that_an_editor_removed_does_not_come_back(imported):
    (imported.corpus / "records/partner/gun-tracing.yaml").unlink()
    result = imported.run()
    assert "removed  row 2: Gun tracing (its record was removed here: --include-known adds it again)" in result.stdout
    assert "1 removed here" in result.stdout
    assert imported.fates() == {"p1": "removed", "p2": "same", "p3": "same"}
    assert "gun-tracing" not in imported.records()


def test_a_record_that_an_editor_removed_comes_back_if_that_is_asked_for(imported):
    (imported.corpus / "records/partner/gun-tracing.yaml").unlink()
    imported.run("--include-known")
    assert imported.records()["gun-tracing"].imported.id == "p1"


def test_a_record_with_another_id_is_found_by_its_source(imported):
    imported.edit("gun-tracing", "id: gun-tracing", "id: tracing-of-crime-guns")
    imported.write({**ROWS[0], "title": "Tracing guns"}, *ROWS[1:])
    assert imported.fates()["p1"] == "changed"
    records = imported.records()
    assert (records["tracing-of-crime-guns"].title, "gun-tracing" in records) == ("Tracing guns", False)


def test_a_record_in_another_file_is_found_by_its_source(imported):
    old = imported.corpus / "records/partner/gun-tracing.yaml"
    new = imported.corpus / "records/tracing/moved.yaml"
    new.parent.mkdir()
    old.rename(new)
    imported.write({**ROWS[0], "title": "Tracing guns"}, *ROWS[1:])
    imported.run()
    assert (old.exists(), "title: Tracing guns\n" in new.read_text(encoding="utf-8")) == (False, True)


def test_a_withdrawn_record_stays_withdrawn(imported):
    withdrawal = "status: withdrawn\nwithdrawn: {on: 2026-05-01, reason: It was retracted.}\ntitle: Gun tracing"
    imported.edit("gun-tracing", "title: Gun tracing", withdrawal)
    imported.write({**ROWS[0], "title": "Tracing guns"}, *ROWS[1:])
    imported.run()
    assert imported.records()["gun-tracing"].status == "withdrawn"
    says_so = "same     row 2: gun-tracing: Tracing guns (its record is withdrawn here, and stays so)"
    assert says_so in imported.run("--dry-run").stdout
