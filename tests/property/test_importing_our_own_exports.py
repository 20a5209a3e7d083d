"""Import, export, import changes nothing: any records, in every format of ours that can be imported.

Into the corpus that it came from, a table or JSON Lines with our ids brings no change at all, and every other format no
record that is there already. Into an empty corpus, JSON Lines bring each record back whole, a table with its id and its
main fields, and the others one record for each. Imported a second time, nothing changes in any format.
"""

import datetime as dt
import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import factories
from catalog.model import RecordStatus
from catalog.schemas.records.record import record_json
from catalog.store.records import RecordStore
from indexer.importers.planning.import_plan import ImportOptions
from indexer.importers.running import run_import
from indexer.ingest.model import NoProgress
from record_strategies import records
from webui import create_app

RECORDS = 4
TODAY = dt.date(2026, 12, 1)
WITH_OUR_IDS = ("csv", "jsonl")
EXPORTS = {
    "csv": ("/search.csv", "table.csv"),
    "jsonl": ("/api/v1/resources.jsonl.gz", "records.jsonl.gz"),
    "ris": ("/search.ris", "references.ris"),
    "bibtex": ("/search.bib", "references.bib"),
    "dcat": ("/data.json", "data.json"),
    "oai": ("/oai?verb=ListRecords&metadataPrefix=oai_dc", "oai.xml"),
    "rss": ("/search.atom?per_page=100", "feed.atom"),
}
any_records = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("source_format", EXPORTS)
@given(accepted=records(RECORDS))
@any_records
def test_what_we_exported_changes_nothing_where_it_came_from(source_format, accepted):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = exported(folder, source_format, *accepted)
        before = files(folder)
        plan = imported(folder, source_format, file)
        allowed = {"same"} if source_format in WITH_OUR_IDS else {"same", "known"}
        assert {fate.kind.value for fate in plan.fates} <= allowed, differences(plan)
        assert (files(folder), plan.unmapped if source_format in WITH_OUR_IDS else {}) == (before, {})


@pytest.mark.parametrize("source_format", EXPORTS)
@given(accepted=records(RECORDS))
@any_records
def test_what_we_exported_comes_back_in_an_empty_corpus_and_only_once(source_format, accepted):
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name, "first"), Path(name, "second")
        file = exported(first, source_format, *accepted)
        factories.write_corpus(second / "corpus")
        if source_format == "jsonl":  # that the ids are to be kept is for the editor to say
            mapping = [{"source": "own", "columns": {heading: heading for heading in json_headings(accepted)}}]
            (second / "corpus" / "mappings.yaml").write_text(json.dumps(mapping), encoding="utf-8")
        plan = imported(second, source_format, file)
        kinds = Counter(fate.kind.value for fate in plan.fates)
        live = [record for record in accepted if record.status is RecordStatus.LIVE]
        assert kinds.keys() <= {"new", "known"}, differences(plan)
        assert kinds["new"] >= len(live)
        check_content(second, source_format, live)
        before = files(second)
        again = imported(second, source_format, file)
        assert {fate.kind.value for fate in again.fates} <= {"same", "known"}, differences(again)
        assert files(second) == before


def exported(folder, source_format, *accepted):
    """Publish records, and return the file of what the site exports of them."""
    folder.mkdir(exist_ok=True)
    report = factories.publish(folder, *accepted)
    assert report.published
    path, name = EXPORTS[source_format]
    file = folder / name
    with create_app(factories.settings(folder)).test_client().get(path) as response:
        assert response.status_code == 200
        file.write_bytes(response.data)
    return file


def imported(folder, source_format, file):
    options = ImportOptions(source_format, str(file), "own")
    return run_import(factories.settings(folder), options, TODAY, NoProgress()).plan


def differences(plan):
    return [
        (fate.kind.value, fate.source_id, fate.message, fate.fields) for fate in plan.fates if fate.kind.value != "same"
    ]


def files(folder):
    """Return the content of every record file of a corpus."""
    paths = (folder / "corpus" / "records").rglob("*")
    return {path.relative_to(folder): path.read_bytes() for path in paths if path.is_file()}


def json_headings(accepted):
    return sorted({name for record in accepted for name in record_json(record) if name != "imported"})


def check_content(folder, source_format, live):
    """Check that formats with our ids brought back what they have."""
    contents = RecordStore(folder / "corpus", factories.taxonomy()).load()
    assert contents.problems == ()
    own = {stored.record.id: record_json(stored.record) for stored in contents.records}
    if source_format == "jsonl":
        for record in live:
            expected = with_line_ends(record_json(record))
            kept = [document for document in expected.pop("documents", []) if "url" in document]
            actual = own[record.id]
            assert actual.pop("documents", []) == kept  # files of documents are not in an export
            expected.setdefault("added", actual["added"])
            assert without_repetitions(actual) == without_repetitions(expected)
    elif source_format == "csv":
        assert own.keys() == {record.id for record in live}
        for record in live:
            assert letters(own[record.id]["title"]) == letters(record.text_in("en").title)  # as the table shows it
            assert own[record.id].get("format") == record.format
            assert set(own[record.id].get("topics", ())) == set(record.topics)
            assert own[record.id].get("published") == (str(record.published) if record.published else None)


def with_line_ends(content):
    """Return the fields of a record in which a carriage return is the end of a line."""
    if isinstance(content, str):
        return content.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(content, dict):
        return {name: with_line_ends(value) for name, value in content.items()}
    return [with_line_ends(item) for item in content] if isinstance(content, list) else content


def without_repetitions(content):
    """Return the fields of a record with each value of a list once, as an import has them."""
    return {
        name: [item for number, item in enumerate(value) if item not in value[:number]]
        if isinstance(value, list)
        else value
        for name, value in content.items()
    }


def letters(cell):
    """Return the visible characters of a cell; spreadsheets and imports change the others, and drop some."""
    return "".join(sign for sign in cell if sign.isprintable() and not sign.isspace())
