"""A run says how the first results of watched queries change, and why."""

import pytest
import yaml

import factories
from catalog.model import Document
from catalog.search.query.tree import Sort
from document_bytes import pdf
from factories import record, settings, write_best_bets, write_corpus, write_record
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexing import StepTotals, current_searcher, run
from watched import files_below, moves, write_watched

URL = "https://example.org/a"
STRONG, WEAK = (
    {"title": "Patrol drones", "keywords": ("drones",)},
    {"title": "Traffic", "summary": "One of the drones."},
)


@pytest.fixture
def published_folder(folder):
    """A folder whose watched query `drones` finds `best`, then `weak`."""
    write_corpus(
        folder / "corpus", record("best", url=URL, **STRONG), record("weak", url=URL, **WEAK), record("other", url=URL)
    )
    write_watched(folder / "corpus", "drones", "parking")
    assert run(folder).published
    return folder


def test_an_added_record_appears_and_others_make_room(published_folder):
    write_record(published_folder / "corpus", record("aaa", **STRONG, summary="Drones, drones and drones.", url=URL))
    report = run(published_folder, dry_run=True)
    assert moves(report) == [
        ("aaa", None, 1, "added"),
        ("best", 1, 2, "others"),
        ("weak", 2, 3, "others"),
    ]
    assert report.watched.queries == 2


def test_a_removed_record_vanishes(published_folder):
    (published_folder / "corpus/records/best.json").unlink()
    assert moves(run(published_folder, dry_run=True)) == [("best", 1, None, "removed"), ("weak", 2, 1, "others")]


def test_a_changed_record_moves_with_the_fields_that_changed(published_folder):
    write_record(published_folder / "corpus", record("best", title="Cars", summary="Not about that.", url=URL))
    report = run(published_folder, dry_run=True)
    assert moves(report) == [("best", 1, None, "changed"), ("weak", 2, 1, "others")]
    assert report.watched.changes[0].moves[0].fields == ("title", "summary", "keywords")


def test_a_best_bet_moves_its_record_to_the_top(published_folder):
    write_best_bets(published_folder / "corpus", {"queries": ["drones"], "record": "weak"})
    assert moves(run(published_folder, dry_run=True)) == [("weak", 2, 1, "best-bets"), ("best", 1, 2, "others")]


def test_a_new_synonym_is_the_cause_of_what_it_brings(published_folder):
    write_record(published_folder / "corpus", record("uas", title="Unmanned aircraft", url=URL))
    run(published_folder)
    synonyms = [*factories.TAXONOMY["synonyms"], ["unmanned aircraft", "drones"]]
    path = published_folder / "corpus/taxonomy.yaml"
    path.write_text(yaml.safe_dump({**factories.TAXONOMY, "synonyms": synonyms}))
    report = run(published_folder, dry_run=True)
    assert ("uas", None, "taxonomy") in {(key, before, cause) for key, before, _, cause in moves(report)}
    assert report.watched.changes[0].understood == ("drones", "drones; drones = unmanned aircraft")


def test_a_publication_reports_the_same_as_its_dry_run(published_folder):
    write_record(published_folder / "corpus", record("weak", title="Drones", url=URL))
    dry, published = run(published_folder, dry_run=True), run(published_folder)
    assert published.published
    assert dry.watched.changes == published.watched.changes != ()


def test_results_that_stay_are_not_reported(published_folder):
    write_record(published_folder / "corpus", record("other", title="Another title", url=URL))
    report = run(published_folder)
    assert (report.watched.queries, report.watched.changes, report.watched.failure) == (2, (), None)


def test_nothing_is_compared_if_nothing_has_changed(published_folder):
    assert run(published_folder, dry_run=True).watched is None
    assert run(published_folder).watched is None


def test_filters_and_sort_of_a_query_apply(published_folder):
    query = {"query": "drones", "filters": {"topic": ["technology"]}, "sort": "oldest"}
    write_watched(published_folder / "corpus", query)
    write_record(published_folder / "corpus", record("new", **STRONG, topics=("gun-violence",), url=URL))
    assert run(published_folder).watched.changes == ()
    write_record(published_folder / "corpus", record("new", **STRONG, topics=("technology",), url=URL))
    report = run(published_folder)
    assert moves(report) == [("new", None, 1, "changed")]
    assert report.watched.changes[0].watched.query.sort is Sort.OLDEST


def test_an_expected_record_is_named_until_it_is_among_the_first_results(published_folder):
    write_watched(published_folder / "corpus", {"query": "drones", "expect": ["other", "best"]})
    write_record(published_folder / "corpus", record("other", title="Cars", url=URL))
    (change,) = run(published_folder).watched.changes
    assert [(missing.id, missing.rank) for missing in change.missing] == [("other", None)]
    write_record(published_folder / "corpus", record("other", title="Cars and drones", url=URL))
    (change,) = run(published_folder).watched.changes
    assert change.missing == ()


def test_a_first_run_names_missing_records_and_no_moves(folder):
    write_corpus(folder / "corpus", record("a", title="Drones", url=URL), record("b", title="Cars", url=URL))
    write_watched(folder / "corpus", {"query": "drones", "expect": ["b"]})
    (change,) = run(folder).watched.changes
    assert (change.moves, [missing.id for missing in change.missing]) == ((), ["b"])


def test_scores_are_explained_if_that_is_asked_for(published_folder):
    write_record(published_folder / "corpus", record("weak", title="Drones", summary="One of the drones.", url=URL))
    plain, explained = run(published_folder, dry_run=True), run(published_folder, dry_run=True, explain=True)
    assert plain.watched.changes[0].moves[0].score is None
    score = next(move.score for move in explained.watched.changes[0].moves if move.id == "weak")
    assert score.before < score.after
    (before,) = [part for part in score.parts if part.what == "drone in summary"]
    (after,) = [part for part in score.parts if part.what == "drone in title, summary"]
    assert (before.after, after.before) == (None, None)
    assert before.before < after.after


def test_a_dry_run_changes_nothing_that_is_published(published_folder):
    write_record(published_folder / "corpus", record("weak", title="Drones", url=URL))
    before = files_below(published_folder / "data")
    run(published_folder, dry_run=True)
    assert files_below(published_folder / "data") == before


def test_a_dry_run_without_watched_queries_builds_nothing(published_folder):
    write_record(published_folder / "corpus", record("weak", title="Drones", url=URL))
    assert run(published_folder, dry_run=True, watched=False).watched is None
    (published_folder / "corpus/watched_queries.yaml").unlink()
    assert run(published_folder, dry_run=True).watched is None


def test_a_dry_run_reads_new_documents_so_that_their_text_counts(published_folder):
    (published_folder / "corpus/documents").mkdir()
    (published_folder / "corpus/documents/a.pdf").write_bytes(pdf(("All about drones",)))
    write_record(published_folder / "corpus", record("new", title="Guide", documents=(Document(path="a.pdf"),)))
    report = run(published_folder, dry_run=True)
    assert ("new", None, "added") in {(key, before, cause) for key, before, _, cause in moves(report)}
    assert (report.unopened, [document.document for document in report.read]) == (0, ["a.pdf"])
    assert run(published_folder).read == ()  # the text is in the cache


def test_new_documents_that_cannot_be_read_are_named_in_the_dry_run(published_folder):
    (published_folder / "corpus/documents").mkdir()
    (published_folder / "corpus/documents/a.pdf").write_bytes(b"%PDF-1.4 broken")
    write_record(published_folder / "corpus", record("new", title="Drones", documents=(Document(path="a.pdf"),)))
    report = run(published_folder, dry_run=True)
    assert [(problem.kind, problem.document) for problem in report.problems] == [("damaged", "a.pdf")]


def test_a_dry_run_without_watched_queries_opens_no_new_document(published_folder):
    (published_folder / "corpus/watched_queries.yaml").unlink()
    (published_folder / "corpus/documents").mkdir()
    (published_folder / "corpus/documents/a.txt").write_text("Drones")
    write_record(published_folder / "corpus", record("new", title="Guide", documents=(Document(path="a.txt"),)))
    report = run(published_folder, dry_run=True)
    assert (report.unopened, report.documents["extracted"]) == (1, 1)


def test_if_the_trial_cannot_be_built_the_dry_run_says_why(published_folder):
    write_record(published_folder / "corpus", record("weak", title="Drones", url=URL))
    data = published_folder / "data"
    current_searcher(published_folder)
    data.chmod(0o500)
    try:
        report = run(published_folder, dry_run=True)
    finally:
        data.chmod(0o700)
    assert report.records["changed"] == 1
    assert report.watched.failure == "Permission denied" or report.watched.changes  # root may write anywhere


def test_problems_of_the_file_are_reported_by_the_run_and_by_check(published_folder, clearinghouse):
    (published_folder / "corpus/watched_queries.yaml").write_text("- query: drones\n  expct: [best]\n")
    (problem,) = run(published_folder).problems
    assert (problem.kind, problem.file, problem.line) == ("watched-query", "corpus/watched_queries.yaml", 2)
    result = clearinghouse("check")
    assert "watched_queries.yaml:2" in result.stdout
    assert result.exit_code == 1
    assert "had 1 problem" in clearinghouse("status").stdout


def test_the_progress_counts_the_queries(published_folder):
    progress = StepTotals()
    ingest(settings(published_folder), IngestOptions(dry_run=True), progress)
    assert "Comparing watched queries" not in progress.totals
    write_record(published_folder / "corpus", record("aaa", **STRONG, url=URL))
    ingest(settings(published_folder), IngestOptions(dry_run=True), progress)
    assert (progress.totals["Comparing watched queries"], progress.advanced["Comparing watched queries"]) == (2, 2)
