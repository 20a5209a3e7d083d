"""A corpus that is again as an earlier generation has it is published from that generation, and nothing is indexed."""

import pytest

from factories import publish, record, settings, write_record
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexing import StepTotals, found_ids
from publishing import generations


@pytest.fixture
def changed(folder):
    """A folder whose second generation has another title of `a` and a new `b`."""
    publish(folder, record("a", title="Patrol"))
    write_record(folder / "corpus", record("a", title="Radar"))
    write_record(folder / "corpus", record("b", title="Radar"))
    ingest(settings(folder))
    return folder


def take_back(folder):
    write_record(folder / "corpus", record("a", title="Patrol"))
    (folder / "corpus/records/b.json").unlink()


def indexes(folder, options=None):
    """Publish, and return whether something was indexed."""
    steps = StepTotals()
    assert ingest(settings(folder), options, steps).published
    return "Indexing" in steps.totals


def test_what_is_taken_back_is_published_without_indexing(changed):
    take_back(changed)
    assert not indexes(changed)
    assert found_ids(changed) == ["a"]
    assert found_ids(changed, "patrol") == ["a"]
    assert found_ids(changed, "radar") == []


def test_it_is_a_new_generation_whose_changes_are_known(changed):
    take_back(changed)
    report = ingest(settings(changed))
    assert report.generation.startswith("000003-")
    assert (report.records["changed"], report.records["removed"]) == (1, 1)
    assert [item.id for item in report.changes.removed] == ["b"]


def test_it_has_the_resources_and_the_content_of_that_generation(changed):
    data = generations(changed)
    first = data.names()[0]
    take_back(changed)
    ingest(settings(changed))
    current = data.current()
    assert data.manifest(current).digest == data.manifest(first).digest
    names = [name for name in data.manifest(first).files if name.startswith("resources")]
    assert names
    for name in names:
        assert (data.folder(current) / name).read_bytes() == (data.folder(first) / name).read_bytes()


def test_its_change_log_goes_on_with_the_versions_of_that_generation(changed):
    data = generations(changed)
    first = data.change_log(data.names()[0]).versions()
    second = data.change_log(data.current())
    take_back(changed)
    ingest(settings(changed))
    log = data.change_log(data.current())
    assert log.versions() == first != second.versions()
    assert log.started_at == second.started_at


def test_what_is_done_again_is_not_indexed_either(changed):
    take_back(changed)
    ingest(settings(changed))
    write_record(changed / "corpus", record("a", title="Radar"))
    write_record(changed / "corpus", record("b", title="Radar"))
    assert not indexes(changed)
    assert found_ids(changed, "radar") == ["a", "b"]


def test_editorial_content_is_that_of_today(changed):
    take_back(changed)
    (changed / "corpus/best_bets.yaml").write_text("- queries: [cars]\n  record: a\n  text: On cars.\n")
    assert not indexes(changed)
    assert ingest(settings(changed)).published is False
    manifest = generations(changed)
    assert b"cars" in (manifest.folder(manifest.current()) / "editorial.json").read_bytes()


def test_a_damaged_generation_is_not_used(changed):
    data = generations(changed)
    folder = data.folder(data.names()[0])
    file = next(path for path in folder.iterdir() if path.name == "ledger.json")
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    take_back(changed)
    assert indexes(changed)
    assert found_ids(changed) == ["a"]
    file.write_bytes(content)  # as every test leaves its generations


def test_a_full_run_indexes_everything(changed):
    take_back(changed)
    assert indexes(changed, IngestOptions(full=True))


def test_a_record_that_moved_to_another_file_is_indexed(changed):
    take_back(changed)
    (changed / "corpus/records/a.json").rename(changed / "corpus/records/z.json")
    assert indexes(changed)
