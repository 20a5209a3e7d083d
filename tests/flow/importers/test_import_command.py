"""`clearinghouse import`: what becomes of rows, what is shown, and what is written."""

import json

import pytest

from catalog.model import Imported
from indexer.editing.history import History
from indexing import found_ids
from partner_source import ROWS


def test_rows_become_records_that_are_found_at_once(folder, partner):
    result = partner.run()
    assert result.exit_code == 0
    assert found_ids(folder, "gun") == ["gun-safes", "gun-tracing"]
    tracing = partner.records()["gun-tracing"]
    assert (tracing.format, tracing.topics, str(tracing.published)) == ("webinar", ("technology",), "2024-05-17")


def test_a_record_keeps_its_source_and_its_id_there(partner):
    partner.run()
    imported = partner.records()["gun-tracing"].imported
    assert (imported.source, imported.id, imported.locked) == ("partner", "p1", ())
    assert imported.seen is not None


def test_a_dry_run_changes_no_record(folder, partner):
    result = partner.run("--dry-run")
    assert "This was a dry run" in result.output
    assert (list(partner.records()), found_ids(folder, "gun")) == (["own"], [])


def test_the_columns_are_guessed_shown_and_kept(partner):
    lines = partner.run("--dry-run").stdout.splitlines()
    assert lines[:6] == [
        "Columns:",
        "  id      ->  source_id",
        "  title   ->  title",
        "  type    ->  format",
        "  topic   ->  topics",
        "  issued  ->  published",
    ]
    mapping = (partner.corpus / "mappings.yaml").read_text(encoding="utf-8")
    assert "- source: partner\n" in mapping
    assert "    issued: published\n" in mapping


def test_columns_are_shown_only_while_they_are_new(partner):
    partner.run("--dry-run")
    assert "Columns:" not in partner.run("--dry-run").stdout


def test_a_value_outside_the_vocabulary_is_listed_and_kept_for_a_decision(partner):
    result = partner.run("--dry-run")
    assert "  format 'Video' in 1 row: did you mean 'webinar'?\n" in result.stdout
    assert "    values:\n      format:\n        Video: webinar\n" in result.stdout
    assert "      Video: ''\n" in (partner.corpus / "mappings.yaml").read_text(encoding="utf-8")


def test_a_corrected_mapping_is_used_and_keeps_its_comments(partner):
    partner.run("--dry-run")
    path = partner.corpus / "mappings.yaml"
    path.write_text(path.read_text().replace("Video: ''", "Video: webinar  # Ana decided"), encoding="utf-8")
    result = partner.run()
    assert (result.exit_code, partner.records()["patrol-maps"].format) == (0, "webinar")
    assert "Video: webinar  # Ana decided" in path.read_text()


def test_a_mistake_in_the_mapping_is_named_with_its_line(partner):
    (partner.corpus / "mappings.yaml").write_text("- source: partner\n  columns:\n    id: sumary\n", encoding="utf-8")
    result = partner.run()
    assert result.exit_code == 2
    assert "corpus/mappings.yaml:3" in result.stderr
    assert "did you mean 'summary'?" in result.stderr


def test_importing_again_changes_nothing(partner):
    partner.run()
    before = partner.files()
    assert partner.fates() == {"p1": "same", "p2": "same", "p3": "same"}
    assert partner.files() == before


def test_only_the_changed_fields_of_changed_rows_change(partner):
    partner.run()
    partner.write({**ROWS[0], "title": "Tracing guns"}, *ROWS[1:])
    result = partner.run()
    assert (
        "  changed  row 2: gun-tracing: Gun tracing\n           title: 'Gun tracing' -> 'Tracing guns'\n"
        in result.stdout
    )
    assert partner.records()["gun-tracing"].title == "Tracing guns"


def test_what_an_editor_changed_is_kept_and_locked(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Tracing crime guns")
    partner.write({**ROWS[0], "issued": "2024-06"}, *ROWS[1:])
    partner.run()
    record = partner.records()["gun-tracing"]
    assert (record.title, str(record.published), record.imported.locked) == (
        "Tracing crime guns",
        "2024-06",
        ("title",),
    )


def test_a_conflict_is_shown_with_both_values(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    partner.write({**ROWS[0], "title": "Theirs"}, *ROWS[1:])
    result = partner.run()
    assert "title: changed here and in the source: kept 'Mine'; there: 'Theirs'" in result.stdout
    assert partner.records()["gun-tracing"].title == "Mine"


def test_a_row_of_which_nothing_is_taken_is_kept_and_not_counted_as_changed(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    result = partner.run()
    assert "  kept     row 2: gun-tracing: Mine\n           title: kept as you changed it\n" in result.stdout
    assert "Rows of partner: 0 new, 0 changed, 2 same, 1 kept as changed here." in result.stdout


def test_the_history_of_an_imported_record_is_in_words(partner, clearinghouse):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    partner.run()
    lines = [line.strip() for line in clearinghouse("history", "gun-tracing").stdout.splitlines()]
    assert lines[1] == "Imports keep what you changed: title."
    assert "the record was new: title, format, topics, published, added" in lines


def test_a_conflict_comes_with_the_option_that_takes_the_value_of_the_source(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    partner.write({**ROWS[0], "title": "Theirs"}, *ROWS[1:])
    assert "add for instance: --take gun-tracing:title\n" in partner.run("--dry-run").stdout


def test_the_place_of_new_records_is_said(partner):
    assert "The new records are in records/partner.\n" in partner.run().stdout


def test_an_editor_can_take_the_value_of_the_source(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    partner.run("--take", "gun-tracing:title")
    record = partner.records()["gun-tracing"]
    assert (record.title, record.imported.locked) == ("Gun tracing", ())


def test_corrections_are_kept_even_if_what_was_imported_last_is_forgotten(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    (partner.settings.data / "imports/partner.json").unlink()
    partner.run()
    assert partner.records()["gun-tracing"].title == "Mine"


def test_a_row_with_the_id_of_an_earlier_one_is_refused(partner):
    partner.write(*ROWS, {**ROWS[0], "title": "Another"})
    result = partner.run()
    assert result.exit_code == 1
    assert "refused  row 5: Another (it has the same id as row 2: 'p1')" in result.stdout


def test_a_row_that_repeats_another_says_so_and_is_no_problem(partner):
    partner.write(*ROWS, ROWS[0])
    result = partner.run("--dry-run")
    assert result.exit_code == 0
    assert "  same     row 5: gun-tracing: Gun tracing (repeats row 2)\n" in result.stdout


def test_a_row_without_an_id_that_contradicts_another_is_refused_in_plain_words(partner):
    same = {"id": "", "title": "Gun tracing", "url": "https://example.org/guns"}
    partner.write(*({**ROWS[0], **same, "issued": year} for year in ("2020", "2021", "2022", "2020")))
    result = partner.run("--dry-run")
    assert "row 4: Gun tracing (it has the same address and title as row 3, and differs elsewhere:" in result.stdout
    assert "row 5: gun-tracing: Gun tracing (repeats row 2)" in result.stdout


def test_a_row_without_a_title_is_refused_and_the_rest_is_imported(partner):
    partner.write({**ROWS[0], "title": ""}, *ROWS[1:])
    result = partner.run()
    assert (result.exit_code, "refused  row 2 (it has no title)" in result.stdout) == (1, True)
    assert {"gun-safes", "patrol-maps"} <= partner.records().keys()


def test_a_record_that_an_editor_broke_is_not_doubled(partner):
    partner.run()
    partner.edit("gun-tracing", "format: webinar", "format: webinarr")
    result = partner.run()
    assert result.exit_code == 1
    assert "its record in corpus/records/partner/gun-tracing.yaml:1 has a mistake: correct it first" in result.stdout
    assert sorted(path.name for path in (partner.corpus / "records/partner").iterdir()) == [
        "gun-safes.yaml",
        "gun-tracing.yaml",
        "patrol-maps.yaml",
    ]


def test_an_id_that_is_in_use_gets_a_number(partner):
    partner.write({**ROWS[0], "title": "Own"})
    partner.run()
    assert {"own", "own-2"} <= partner.records().keys()


def test_new_records_can_be_drafts(folder, partner):
    partner.run("--draft")
    assert (partner.records()["gun-tracing"].status, found_ids(folder, "gun")) == ("draft", [])


def test_a_draft_that_an_editor_published_stays_published(partner):
    partner.run("--draft")
    partner.edit("gun-tracing", "status: draft\n", "")
    partner.run("--draft")
    assert partner.records()["gun-tracing"].status == "live"


def test_records_can_be_written_without_publishing(folder, partner):
    assert partner.run("--no-publish").exit_code == 0
    assert ("gun-tracing" in partner.records(), found_ids(folder, "gun")) == (True, [])


def test_a_source_that_shrank_is_not_imported(partner):
    rows = [{**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(20)]
    partner.write(*rows)
    partner.run()
    partner.write(*rows[:17])
    result = partner.run()
    assert result.exit_code == 2
    assert "the source has 17 items, and had 20 last time" in result.stderr
    assert partner.run("--force").exit_code == 0


def test_a_source_without_rows_is_an_error(partner):
    partner.run()
    partner.write()
    assert "the source has no items that can be read" in partner.run("--force").stderr


def vanish(partner):
    """Import twenty rows, then twice nineteen of them."""
    rows = [{**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(20)]
    partner.write(*rows)
    partner.run()
    partner.write(*rows[1:])
    first = partner.run()
    partner.write({**rows[1], "issued": "2025"}, *rows[2:])
    return first, partner.run()


def test_what_is_gone_from_a_source_is_named_after_two_runs_and_stays(partner):
    first, second = vanish(partner)
    assert "Not in the source any more: guide-0. Nothing is done about it." in first.stdout
    assert "19 same, 1 missing for the first time.\n" in first.stdout
    assert "Gone from the source in two runs or more: guide-0. It stays; --withdraw-vanished" in second.stdout
    assert "18 same, 1 vanished.\n" in second.stdout
    assert partner.records()["guide-0"].status == "live"


def test_the_same_file_imported_again_on_the_same_day_says_nothing_new_about_what_is_missing(partner):
    partner.write(*({**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(12)))
    partner.run()
    partner.write(*({**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(1, 12)))
    partner.run()
    assert "1 missing for the first time" in partner.run("--no-publish").stdout


def test_what_is_gone_from_a_source_is_withdrawn_if_an_editor_says_so(partner):
    vanish(partner)
    assert "guide-0. It would be withdrawn." in partner.run("--withdraw-vanished", "--dry-run").stdout
    partner.run("--withdraw-vanished", "--why", "The partner took it back.")
    record = partner.records()["guide-0"]
    assert History(partner.settings).sets()[0].title.endswith("and withdraw 1 record")
    assert (record.status, record.withdrawn.reason) == ("withdrawn", "The partner took it back.")


def test_an_import_is_undone_as_a_whole(folder, partner, clearinghouse):
    before = partner.files()
    partner.run()
    assert clearinghouse("undo").exit_code == 0
    assert partner.files() == {
        **before,
        partner.corpus / "mappings.yaml": (partner.corpus / "mappings.yaml").read_bytes(),
    }
    assert found_ids(folder, "gun") == []


def test_an_import_of_many_records_is_undone_and_published_without_question(folder, partner, clearinghouse):
    partner.write(*({**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(30)))
    partner.run()
    result = clearinghouse("undo")
    assert (result.exit_code, "Nothing was published" in result.stdout) == (0, False)
    assert found_ids(folder, "guide") == []


def test_an_undone_import_can_be_made_again(folder, partner, clearinghouse):
    partner.run()
    clearinghouse("undo")
    assert partner.fates() == {"p1": "new", "p2": "new", "p3": "new"}
    assert found_ids(folder, "gun") == ["gun-safes", "gun-tracing"]


def test_records_of_a_large_source_are_in_one_file(partner):
    partner.write(*({**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(201)))
    partner.run()
    lines = (partner.corpus / "records/partner.jsonl").read_text(encoding="utf-8").splitlines()
    assert (len(lines), json.loads(lines[0])["id"]) == (201, "guide-0")


def test_a_later_row_of_a_large_source_is_added_to_its_file(partner):
    rows = [{**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(201)]
    partner.write(*rows)
    partner.run()
    partner.write({**ROWS[1], "id": "new", "title": "New guide"}, *rows)
    partner.run()
    lines = (partner.corpus / "records/partner.jsonl").read_text(encoding="utf-8").splitlines()
    assert (len(lines), json.loads(lines[-1])["id"]) == (202, "new-guide")


def test_a_long_summary_is_searched_to_its_end(folder, partner):
    partner.write({**ROWS[0], "description": "Plain words about patrols. " * 1000 + "The last word is xylophone."})
    assert partner.run().exit_code == 0
    assert found_ids(folder, "xylophone") == ["gun-tracing"]
    assert partner.fates() == {"p1": "same"}


def test_a_source_has_the_name_that_an_editor_gives_it(partner):
    partner.run("--source", "academy")
    assert partner.records()["gun-tracing"].imported == Imported(
        "academy", "p1", partner.records()["gun-tracing"].imported.seen
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("partnr.csv", "there is no file"),
        ("partnr.csv", "did you mean 'partner.csv'?"),
        (".", "is a folder, not a file"),
    ],
)
def test_a_source_that_cannot_be_opened_is_named_with_what_is_nearby(partner, clearinghouse, name, message):
    result = clearinghouse("import", "csv", str(partner.path.parent / name))
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_field_of_all_records_can_be_taken(partner):
    partner.run()
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    partner.edit("gun-safes", "title: Gun safes", "title: Mine, too")
    partner.run("--take", "title")
    records = partner.records()
    assert (records["gun-tracing"].title, records["gun-safes"].title) == ("Gun tracing", "Gun safes")


def test_a_wrong_field_to_take_is_a_usage_error(partner):
    result = partner.run("--take", "titel")
    assert (result.exit_code, "did you mean 'title'?" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("taken", "message"),
    [
        ("gun-tracing:titel", "'titel' is not a field of records: did you mean 'title'?"),
        ("gun-tracin:title", "there is no record 'gun-tracin': did you mean 'gun-tracing'?"),
    ],
)
def test_a_record_or_field_to_take_that_does_not_exist_is_named(partner, taken, message):
    partner.run()
    result = partner.run("--take", taken)
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_source_with_thousands_of_columns_is_refused_and_no_mapping_is_kept(partner, clearinghouse):
    path = partner.corpus.parent / "wide.csv"
    path.write_text(",".join(f"c{number}" for number in range(2_000)) + "\n" + "x," * 1_999 + "x\n")
    result = clearinghouse("import", "csv", str(path))
    assert result.exit_code == 2
    assert "the source has 2,000 columns, and at most 1,000 can be read" in result.output
    assert not (partner.corpus / "mappings.yaml").exists()


def test_rows_behind_very_many_broken_ones_are_read(partner, clearinghouse):
    path = partner.corpus.parent / "broken.jsonl"
    path.write_text("broken\n" * 600 + '{"id": "p9", "title": "Body cameras"}\n')
    clearinghouse("import", "jsonl", str(path))
    assert "body-cameras" in partner.records()
