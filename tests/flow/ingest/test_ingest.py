"""What one run of `index` adds, changes and removes."""

import random

import pytest
import yaml

import publishing
from catalog.search.query.tree import Query
from factories import TAXONOMY, publish, record, settings, write_corpus, write_record
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexing import StepTotals, counts, current_searcher, digest, found_ids, run, with_document


def test_the_first_run_adds_every_record(folder):
    report = publish(folder, record("a"), record("b"))
    assert (report.records, report.published, report.total) == (counts(added=2), True, 2)


def test_a_run_counts_added_changed_removed_and_unchanged_records(folder):
    publish(folder, record("a", title="Old"), record("b"), record("c"))
    write_record(folder / "corpus", record("a", title="New"))
    (folder / "corpus/records/b.json").unlink()
    write_record(folder / "corpus", record("d"))
    assert run(folder).records == counts(added=1, changed=1, removed=1, unchanged=1)
    assert (found_ids(folder), found_ids(folder, "old"), found_ids(folder, "new")) == (["a", "c", "d"], [], ["a"])


def test_only_changed_records_are_indexed_and_only_changed_documents_are_read(folder):
    texts = {"a.txt": "first words", "b.txt": "second words"}
    publish(folder, with_document("a", "a.txt"), with_document("b", "b.txt"), record("c"), documents=texts)
    (folder / "corpus/documents/b.txt").write_text("third words")
    steps = StepTotals()
    report = ingest(settings(folder), IngestOptions(), steps)
    assert (steps.totals["Indexing"], steps.totals["Reading documents"]) == (1, 1)
    assert report.documents == {"extracted": 1, "cached": 1, "refused": 0}
    assert (found_ids(folder, "second"), found_ids(folder, "third")) == ([], ["b"])


def test_a_run_without_changes_publishes_nothing(folder):
    first = publish(folder, record("a"))
    second = run(folder)
    assert (second.published, second.generation, second.records) == (False, first.generation, counts(unchanged=1))
    assert publishing.generations(folder).names() == (first.generation,)


def test_a_changed_taxonomy_indexes_everything_again(folder):
    publish(folder, record("a"), record("b"))
    changed_taxonomy = {**TAXONOMY, "synonyms": [*TAXONOMY["synonyms"], ["body worn camera", "BWC"]]}
    (folder / "corpus/taxonomy.yaml").write_text(yaml.safe_dump(changed_taxonomy), encoding="utf-8")
    assert run(folder).records == counts(changed=2)


def test_a_corpus_without_records_gives_an_empty_index(folder):
    write_corpus(folder / "corpus")
    assert (run(folder).total, found_ids(folder)) == (0, [])


@pytest.mark.parametrize(
    "title",
    [
        "LPR …",
        "\u2013 LPR",
        "A \u201cplan\u201d -a review",
        "title:x OR",
        '"',
        "½",
        "x" * 80,
        "«Topic:technology» a",
        "(a",
        "🔥 -",
    ],
)
def test_a_record_with_any_title_can_be_published_and_found(folder, title):
    assert publish(folder, record("a", title=title)).published
    assert found_ids(folder, title.replace("-", " ")) == ["a"]


def test_many_incremental_runs_give_the_same_index_as_one_full_run(folder):
    rng = random.Random(7)  # noqa: S311  # a repeatable choice of steps
    publish(folder, *(record(f"r{number}") for number in range(6)))
    for step in range(12):
        record_id = f"r{rng.randrange(9)}"
        path = folder / "corpus/records" / f"{record_id}.json"
        if path.exists() and rng.random() < 0.4:
            path.unlink()
        else:
            write_record(folder / "corpus", record(record_id, title=f"Plan {step}", summary="plan " * rng.randrange(9)))
        run(folder)
    incremental_digest, incremental = digest(folder), current_searcher(folder).search(Query("plan", per_page=100))
    report = run(folder, full=True)
    rebuilt = current_searcher(folder).search(Query("plan", per_page=100))
    assert (digest(folder), report.published) == (incremental_digest, True)
    assert (rebuilt.hits, rebuilt.facets, rebuilt.total) == (
        incremental.hits,
        incremental.facets,
        incremental.total,
    )


def test_a_full_run_publishes_a_new_generation_with_the_same_content(folder):
    first = publish(folder, record("a"))
    before = digest(folder)
    second = run(folder, full=True)
    assert second.generation > first.generation
    assert digest(folder) == before
