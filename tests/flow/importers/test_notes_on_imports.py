"""What an import says before anything is doubled or lost: records alike, dead ends, new sources and repetitions."""

import json

import pytest

from catalog.model import RecordStatus
from catalog.schemas.records.record import RecordFileSchema
from factories import record
from indexing import found_ids
from partner_source import ROWS

URL = "https://example.org/guns"


def add(partner, *records):
    """Write records as editors do."""
    for item in records:
        path = partner.corpus / "records" / f"{item.id}.json"
        path.write_text(RecordFileSchema().dumps(item), encoding="utf-8")


def test_a_new_record_with_the_address_of_another_one_is_added_and_said_to_resemble_it(partner):
    add(partner, record("guns", title="All about the tracing of guns", url="http://www.example.org/guns/"))
    partner.write({**ROWS[0], "url": URL}, *ROWS[1:])
    result = partner.run("--dry-run")
    assert "  note     row 2: gun-tracing resembles guns (same address)\n" in result.stdout
    assert "    clearinghouse merge guns gun-tracing\n" in result.stdout
    assert '    clearinghouse duplicates --not-the-same guns gun-tracing --why "..."\n' in result.stdout
    assert "Rows of partner: 3 new (1 resembles another record, 2 lead nowhere), 0 changed" in result.stdout


def test_rows_of_one_import_that_are_alike_are_named_for_programs_too(partner):
    publisher = {"publisher": "RAND", "url": URL}
    partner.write({**ROWS[0], **publisher}, {**ROWS[0], **publisher, "id": "p9", "url": f"{URL}-2", "issued": ""})
    report = json.loads(partner.run("--dry-run", "--json").stdout)
    assert report["fates"][1]["resembles"] == {
        "record_id": "gun-tracing",
        "reason": "same title and publisher",
        "place": "row 2",
    }
    assert report["resembling"] == 1


def test_records_that_an_editor_found_not_to_be_the_same_do_not_resemble_each_other(partner):
    add(partner, record("guns", title="All about the tracing of guns", url=URL))
    entry = "- {records: [guns, gun-tracing], why: One is a summary., who: Ana, on: 2026-12-01}\n"
    (partner.corpus / "not_duplicates.yaml").write_text(entry, encoding="utf-8")
    partner.write({**ROWS[0], "url": URL})
    assert "resembles" not in partner.run("--dry-run").stdout


def test_a_withdrawn_record_is_not_compared(partner):
    withdrawn = json.loads(RecordFileSchema().dumps(record("guns", title="All about guns", url=URL)))
    content = {**withdrawn, "status": RecordStatus.WITHDRAWN, "withdrawn": {"on": "2026-01-01", "reason": "Old."}}
    (partner.corpus / "records/guns.json").write_text(json.dumps(content), encoding="utf-8")
    partner.write({**ROWS[0], "url": URL})
    assert "resembles" not in partner.run("--dry-run").stdout


def test_a_new_record_that_leads_nowhere_is_noted(partner):
    partner.write({**ROWS[0], "url": URL}, ROWS[1])
    lines = [line for line in partner.run("--dry-run").stdout.splitlines() if "nowhere" in line]
    assert lines[0].startswith("  note     row 3: leads nowhere: it has no url, listed_at or document")
    assert "2 new (1 leads nowhere)" in lines[1]


def test_what_was_said_of_a_row_in_the_last_import_is_only_counted(partner):
    partner.write({**ROWS[0], "title": ""}, {**ROWS[1], "issued": "03/05/2025"}, ROWS[2])
    first = partner.run("--no-publish")
    again = partner.run("--dry-run")
    full = partner.run("--dry-run", "--all")
    assert "refused  row 2 (it has no title)" in first.stdout
    assert "  refused  1 row as last time (--all lists them)\n" in again.stdout
    assert "  note     1 note as last time (--all lists them)\n" in again.stdout
    assert "refused  row 2 (it has no title)" in full.stdout
    assert "note     row 3: " in full.stdout


def test_a_first_import_says_nothing_about_other_sources(partner):
    assert "new source" not in partner.run("--dry-run").stdout


def test_a_new_source_is_named_with_those_that_are_known(partner):
    partner.run("--no-publish")
    partner.write({**ROWS[0], "title": "Another guide"})
    result = partner.run("--dry-run", "--source", "partnr")
    first = result.stdout.splitlines()[0]
    assert first == "This is a new source: 'partnr'. Known: partner. Did you mean --source partner?"


def test_a_new_source_with_the_rows_of_another_one_is_refused_until_an_editor_insists(partner):
    partner.run("--no-publish")
    result = partner.run("--dry-run", "--source", "december")
    assert result.exit_code == 2
    assert "'december' is a new source, but 3 of its 3 rows are in the catalog already" in result.stderr
    assert "did you mean --source partner?" in result.stderr
    assert partner.run("--dry-run", "--source", "december", "--new-source").exit_code == 0


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a/b", "a\\b", ".hidden", "x" * 101, "a\x00b", " "])
def test_a_source_can_only_have_a_name_that_a_folder_can_have(partner, name):
    before = partner.files()
    result = partner.run("--source", name)
    assert (result.exit_code, "--source: the records of a source are in a folder" in result.stderr) == (2, True)
    assert partner.files() == before


DANGEROUS = ("../../x", "/etc/x", "..", "x" * 5000, "records/own")


def test_an_id_that_no_record_can_have_is_refused_at_its_row_and_nothing_is_written_elsewhere(partner, clearinghouse):
    mapping = "- source: own\n  columns: {id: id, title: title}\n"
    (partner.corpus / "mappings.yaml").write_text(mapping, encoding="utf-8")
    path = partner.path.with_name("own.jsonl")
    rows = [{"id": name, "title": f"Guide {number}"} for number, name in enumerate((*DANGEROUS, "g\x00ood"))]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    before = {item for item in partner.path.parent.parent.rglob("*") if "data" not in item.parts}
    result = clearinghouse("import", "jsonl", str(path), "--no-publish", "--json")
    fates = json.loads(result.stdout)["fates"]
    assert [(fate["kind"], fate["place"]) for fate in fates] == [
        *(("refused", f"line {number}") for number in range(1, len(DANGEROUS) + 1)),
        ("new", f"line {len(DANGEROUS) + 1}"),
    ]
    new = {item for item in partner.path.parent.parent.rglob("*") if "data" not in item.parts} - before
    assert {str(item.relative_to(partner.corpus)) for item in new} == {"records/own", "records/own/good.yaml"}


def test_an_id_in_the_source_is_never_a_path(partner):
    partner.write(*({**ROWS[0], "id": name, "title": f"Guide {n}"} for n, name in enumerate(("../../x", "/etc/x"))))
    partner.run("--no-publish")
    assert sorted(path.name for path in (partner.corpus / "records/partner").iterdir()) == [
        "guide-0.yaml",
        "guide-1.yaml",
    ]
    assert partner.records()["guide-0"].imported.id == "../../x"


@pytest.fixture
def watched(partner):
    """The partner, and a corpus with a watched query."""
    (partner.corpus / "watched_queries.yaml").write_text("- query: gun\n", encoding="utf-8")
    return partner


def test_a_dry_run_says_what_becomes_of_watched_queries_and_changes_nothing(folder, watched):
    before = watched.files()
    result = watched.run("--dry-run")
    assert "1 of 1 watched query would have other first results" in result.stdout
    assert ": gun-tracing: Gun tracing (added)\n" in result.stdout
    mappings = watched.corpus / "mappings.yaml"
    assert watched.files() == {**before, mappings: mappings.read_bytes()}
    assert found_ids(folder, "gun") == []


def test_a_dry_run_compares_watched_queries_with_what_would_change(watched):
    watched.run()
    watched.write({**ROWS[0], "title": "Tracing pistols"}, *ROWS[1:])
    report = json.loads(watched.run("--dry-run", "--json").stdout)
    (change,) = report["watched"]["changed"]
    assert [(hit["id"], hit["after"]) for hit in change["hits"] if hit["cause"] == "changed"] == [("gun-tracing", None)]


def test_watched_queries_can_be_left_out_of_a_dry_run(watched):
    stdout = watched.run("--dry-run", "--no-watched").stdout
    assert "would have other first results" not in stdout
    assert "To see what becomes of watched queries, leave out --no-watched.\n" in stdout
    assert "--no-publish" not in stdout


@pytest.mark.usefixtures("partner")
def test_a_source_that_was_read_in_part_is_said_to_tell_nothing_about_what_is_gone(folder, clearinghouse):
    lines = [json.dumps({"id": f"l{number}", "title": f"Line {number}"}) for number in range(3)]
    path = folder / "lines.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert "cannot be told" not in clearinghouse("import", "jsonl", str(path), "--no-publish").stdout
    path.write_text("\n".join((*lines[1:], "{broken")), encoding="utf-8")
    assert "What is gone from the source cannot be told" in clearinghouse("import", "jsonl", str(path)).stdout
