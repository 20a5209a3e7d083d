"""Values that were understood are indexed, and the report says how each was read."""

import json

import factories
from indexer.ingest.run_report import MAX_UNDERSTOOD_NOTES


def write(folder, name, text):
    factories.write_corpus(folder / "corpus")
    (folder / "corpus/records" / name).write_text(text, encoding="utf-8")


def test_a_value_that_was_understood_is_indexed_and_the_run_succeeds(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: Parking\nformat: Webinars\n")
    result = clearinghouse("index")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "Field 'format': 'Webinars' was read as 'webinar' (corpus/records/a.yaml:3)."
    )
    (hit,) = json.loads(clearinghouse("search", "parking", "--format", "webinar", "--json").stdout)["hits"]
    assert (hit["id"], hit["format"]) == ("a", "webinar")


def test_values_that_were_read_in_the_same_way_are_one_note_with_the_first_places(folder, clearinghouse):
    records = "".join(f'{{"id": "r{number}", "title": "T", "topics": ["Technology"]}}\n' for number in range(12))
    write(folder, "a.jsonl", records)
    first, _, second = clearinghouse("index", "--dry-run").stdout.splitlines()[:3]
    places = ", ".join(f"corpus/records/a.jsonl:{line}" for line in range(1, 11))
    assert first == f"Field 'topics': 'Technology' was read as 'technology' ({places} and 2 more)."
    assert second.startswith("Records: 12 added")


def test_of_many_different_values_the_most_frequent_are_noted_and_json_has_all(folder, clearinghouse):
    days = [day for number in range(1, 26) for day in [f"May {number}, 2024"] * (2 if number == 25 else 1)]
    lines = [json.dumps({"id": f"r{number}", "title": "T", "added": day}) for number, day in enumerate(days)]
    write(folder, "a.jsonl", "\n".join(lines))
    output = clearinghouse("index", "--dry-run").stdout.splitlines()
    assert output[0].startswith("Field 'added': 'May 25, 2024' was read as '2024-05-25' (")
    assert output[MAX_UNDERSTOOD_NOTES].startswith("5 more values were understood in this way; ")
    report = json.loads(clearinghouse("index", "--dry-run", "--json").stdout)
    assert len(report["notes"]) == MAX_UNDERSTOOD_NOTES + 1
    assert len(report["understood"]) == 26
    assert report["understood"][0] == {
        "file": "corpus/records/a.jsonl",
        "line": 1,
        "record": "r0",
        "field": "added",
        "message": "'May 1, 2024' was read as '2024-05-01'",
    }


def test_strict_publishes_values_that_were_understood(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: Webinars\n")
    assert clearinghouse("index", "--strict").exit_code == 0


def test_a_record_does_not_change_when_its_values_are_written_in_the_right_form(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: Webinars\npublished: May 2024\n")
    clearinghouse("index")
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: webinar\npublished: 2024-05\n")
    assert "Records: 0 added, 0 changed, 0 removed, 1 unchanged." in clearinghouse("index").stdout


def test_a_question_about_a_value_refuses_its_record(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nadded: 03/05/2024\n")
    result = clearinghouse("index")
    assert result.exit_code == 1
    assert "a.yaml:3, record 'a', field 'added': '03/05/2024' can mean '2024-03-05' or '2024-05-03': " in result.stdout


def test_values_of_records_that_have_not_changed_are_only_counted(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: Webinars\nsummary: “Quoted.”\n")
    clearinghouse("index")
    assert clearinghouse("index").stdout.splitlines()[0] == (
        "There are notes on 2 values that have not changed; 'clearinghouse check' lists them."
    )
    write(folder, "b.yaml", "id: b\ntitle: T\nformat: Podcasts\n")
    said = clearinghouse("index").stdout
    assert "Field 'format': 'Podcasts' was read as 'podcast' (corpus/records/b.yaml:3)." in said
    assert "There are notes on 2 values that have not changed" in said
    assert "Webinars" not in said


def test_the_values_of_a_record_that_changed_are_noted_again(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: Webinars\n")
    clearinghouse("index")
    write(folder, "a.yaml", "id: a\ntitle: Parking\nformat: Webinars\n")
    assert "'Webinars' was read as 'webinar'" in clearinghouse("index", "--dry-run").stdout


def test_the_values_of_all_records_are_not_noted_again_after_a_change_of_the_taxonomy(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: Webinars\n")
    clearinghouse("index")
    taxonomy = folder / "corpus/taxonomy.yaml"
    taxonomy.write_text(f"{taxonomy.read_text('utf-8')}\n# changed\n", "utf-8")
    said = clearinghouse("index").stdout
    assert ("Webinars" in said, "a note on 1 value that has not changed" in said) == (False, True)


def test_the_values_of_editorial_files_are_noted_when_their_content_changes(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\n")
    clearinghouse("index")
    (folder / "corpus/best_bets.yaml").write_text("- queries: [parking]\n  record: [a]\n", "utf-8")
    first, again = clearinghouse("index").stdout, clearinghouse("index").stdout
    assert "Field 'record': [a] was read as 'a' (corpus/best_bets.yaml:2)." in first
    assert again.startswith("There is a note on 1 value that has not changed; 'clearinghouse check' lists it.")


def test_check_lists_all_values_that_were_understood(folder, clearinghouse):
    write(folder, "a.yaml", "id: a\ntitle: T\nformat: Webinars\nurl: https://example.org/a\n")
    (folder / "corpus/best_bets.yaml").write_text("- queries: [parking]\n  record: [a]\n", "utf-8")
    clearinghouse("index")
    result = clearinghouse("check")
    assert "Field 'format': 'Webinars' was read as 'webinar' (corpus/records/a.yaml:3)." in result.stdout
    assert "Field 'record': [a] was read as 'a' (corpus/best_bets.yaml:2)." in result.stdout
    assert (result.exit_code, "No faults found in 1 record." in result.stdout) == (0, True)
