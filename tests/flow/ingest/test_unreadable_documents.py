"""What cannot be seen is not gone: the last good text of a document stays until its file was seen to be absent."""

import pytest

import unreadable
from catalog.model import Document
from factories import publish, record, settings, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from indexing import StepTotals, counts, current_searcher, found_ids, run, with_document
from publishing import corrupt_byte, generations
from webui import create_app

FOLDER_FAULTS = [unreadable.nothing, unreadable.folder, unreadable.file, unreadable.broken_link, unreadable.link_loop]
LINK_FAULTS = [unreadable.broken_link, unreadable.link_loop, unreadable.name_too_long]
FILE_FAULTS = [*LINK_FAULTS, unreadable.folder, unreadable.pipe]


EARLIER_VERSION = "Searches cover the text of an earlier version of this document."


def fault_name(fault):
    return fault.__name__


@pytest.fixture
def documents(folder):
    """The documents folder of a published corpus: record `a` has `a.txt` about ballistics, `b` has `b/b.txt`."""
    texts = {"a.txt": "ballistics", "b/b.txt": "fingerprints"}
    publish(folder, with_document("a", "a.txt"), with_document("b", "b/b.txt"), documents=texts)
    return folder / "corpus/documents"


@pytest.mark.parametrize("fault", FOLDER_FAULTS, ids=fault_name)
def test_without_the_documents_folder_every_text_stays_and_nothing_is_published(folder, documents, fault):
    backup = unreadable.moved_away(documents, fault)
    report = run(folder)
    assert (report.published, report.records, report.stale["documents"]) == (
        False,
        counts(unchanged=2),
        ("a.txt", "b/b.txt"),
    )
    assert [(problem.document, problem.stale) for problem in report.problems] == [("a.txt", True), ("b/b.txt", True)]
    assert (found_ids(folder, "ballistics"), found_ids(folder, "fingerprints")) == (["a"], ["b"])
    unreadable.moved_back(documents, backup)
    assert (run(folder).problems, check(settings(folder)).faults) == ((), ())


@pytest.mark.parametrize(
    ("name", "fault"), [*(("a.txt", fault) for fault in FILE_FAULTS), *(("b", fault) for fault in LINK_FAULTS)]
)
def test_the_text_of_a_document_that_cannot_be_read_stays_and_is_stale(folder, documents, name, fault):
    backup = unreadable.moved_away(documents / name, fault)
    report = run(folder)
    stale = [problem.document for problem in check(settings(folder)).faults if problem.stale]
    assert (report.published, len(report.problems), stale) == (False, 1, [*report.stale["documents"]])
    assert (found_ids(folder, "ballistics"), found_ids(folder, "fingerprints")) == (["a"], ["b"])
    unreadable.moved_back(documents / name, backup)
    assert run(folder).problems == ()


def test_a_changed_record_is_published_with_the_last_good_text_of_its_document(folder, documents):
    backup = unreadable.moved_away(documents / "a.txt", unreadable.link_loop)
    both = (Document(path="b/b.txt"), Document(path="a.txt"))
    write_record(folder / "corpus", record("a", title="Changed", documents=both))
    assert run(folder).published
    assert (found_ids(folder, "changed"), found_ids(folder, "ballistics")) == (["a"], ["a"])
    entry = current_searcher(folder).get("a")
    assert [(passage.document, passage.text) for passage in entry.passages] == [(0, "fingerprints"), (1, "ballistics")]
    unreadable.moved_back(documents / "a.txt", backup)
    assert (run(folder).records, check(settings(folder)).faults) == (counts(unchanged=2), ())


def test_a_document_whose_file_was_seen_to_be_absent_loses_its_text(folder, documents):
    (documents / "a.txt").unlink()
    report = run(folder)
    assert (report.published, report.stale["documents"]) == (True, ())
    assert [(problem.kind, problem.stale) for problem in report.problems] == [("missing", False)]
    assert found_ids(folder, "ballistics") == []


@pytest.mark.parametrize("full", [False, True])
def test_a_new_version_that_cannot_be_read_keeps_the_text_of_the_last_good_one_and_says_so(folder, documents, full):
    (documents / "a.txt").write_bytes(b"%PDF-1.7\nnothing of one")
    report = run(folder)
    again = run(folder, full=full)
    assert [(problem.kind, problem.stale) for problem in again.problems] == [("damaged", True)]
    assert (report.published, again.published, again.problems) == (True, full, report.problems)
    entry = current_searcher(folder).get("a")
    assert ([passage.text for passage in entry.passages], entry.texts[0].stale) == (["ballistics"], True)
    client = create_app(settings(folder)).test_client()
    (document,) = client.get("/api/v1/resources/a").json["documents"]
    assert (document["problem"], document["stale"]) == (EARLIER_VERSION, True)
    assert EARLIER_VERSION in client.get("/resources/a").text
    (documents / "a.txt").write_text("trajectories")
    assert run(folder).problems == ()
    assert (found_ids(folder, "ballistics"), found_ids(folder, "trajectories")) == ([], ["a"])


def test_the_good_text_survives_a_damaged_version_that_becomes_unreadable(folder, documents):
    (documents / "a.txt").write_bytes(b"%PDF-1.7\nnothing of one")
    run(folder)
    unreadable.moved_away(documents / "a.txt", unreadable.link_loop)
    write_record(folder / "corpus", with_document("a", "a.txt", title="Changed"))
    assert run(folder).published
    assert found_ids(folder, "ballistics") == ["a"]


@pytest.mark.parametrize("fault", [unreadable.nothing, unreadable.link_loop], ids=fault_name)
def test_a_full_run_keeps_the_texts_of_documents_that_cannot_be_read(folder, documents, fault):
    unreadable.moved_away(documents, fault)
    assert run(folder, full=True).published
    assert (found_ids(folder, "ballistics"), found_ids(folder, "fingerprints")) == (["a"], ["b"])


def test_if_the_current_generation_is_damaged_texts_come_from_the_last_good_one(folder, documents):
    first = generations(folder).current()
    write_record(folder / "corpus", record("c"))
    second = run(folder).generation
    path = generations(folder).folder(second) / "ledger.json"
    corrupt_byte(path)
    unreadable.moved_away(documents, unreadable.nothing)
    report = run(folder)
    corrupt_byte(path)
    assert (report.published, found_ids(folder, "ballistics"), first < second) == (True, ["a"], True)


def test_a_dry_run_reports_stale_documents_as_a_real_run_does(folder, documents):
    unreadable.moved_away(documents / "a.txt", unreadable.link_loop)
    dry, real = run(folder, dry_run=True), run(folder)
    assert (dry.problems, dry.stale, dry.records) == (real.problems, real.stale, real.records)
    assert dry.stale["documents"] == ("a.txt",)


class Vanishing(StepTotals):
    """Removes a file when the documents are about to be read."""

    def __init__(self, path):
        super().__init__()
        self.path = path

    def start(self, step, total):
        super().start(step, total)
        if step == "Reading documents":
            self.path.unlink()


def test_a_document_that_vanishes_during_the_run_keeps_its_text_and_is_tried_again(folder, documents):
    path = documents / "a.txt"
    path.write_text("trajectories")
    report = ingest(settings(folder), progress=Vanishing(path))
    assert ([problem.kind for problem in report.problems], report.stale["documents"]) == (["missing"], ("a.txt",))
    assert found_ids(folder, "ballistics") == ["a"]
    path.write_text("trajectories")
    assert (run(folder).problems, found_ids(folder, "trajectories")) == ((), ["a"])


# The gate


@pytest.fixture
def many(folder):
    """The documents folder of a published corpus with 30 records and documents."""
    records = [with_document(f"r{number}", f"{number}.txt") for number in range(30)]
    publish(folder, *records, documents={f"{number}.txt": f"ballistics {number}" for number in range(30)})
    return folder / "corpus/documents"


def test_nothing_is_published_if_unusually_many_documents_would_lose_their_text(folder, many):
    for number in range(25):
        (many / f"{number}.txt").unlink()
    report = run(folder)
    assert (report.published, len(found_ids(folder, "ballistics"))) == (False, 30)
    assert "25 of 30 documents would lose their text" in report.withheld
    assert run(folder, dry_run=True).withheld == report.withheld
    assert (run(folder, force=True).published, len(found_ids(folder, "ballistics"))) == (True, 5)


def test_nothing_is_published_if_unusually_many_documents_cannot_be_read(folder, many):
    for number in range(25):
        (many / f"{number}.txt").write_bytes(b"%PDF-1.7\nnothing of one")
    report = run(folder)
    assert (report.published, len(found_ids(folder, "ballistics"))) == (False, 30)
    assert "25 documents more than before cannot be read" in report.withheld


def test_documents_that_could_not_be_read_before_do_not_prevent_publication(folder, many):
    for number in range(25):
        (many / f"{number}.txt").write_bytes(b"%PDF-1.7\nnothing of one")
    assert run(folder, force=True).published
    write_record(folder / "corpus", record("new"))
    assert run(folder).published


def test_new_documents_do_not_make_up_for_lost_ones(folder, many):
    for number in range(25):
        (many / f"{number}.txt").unlink()
        (many / f"new{number}.txt").write_text("ballistics")
        write_record(folder / "corpus", with_document(f"new{number}", f"new{number}.txt"))
    assert "25 of 30 documents would lose their text" in run(folder).withheld
