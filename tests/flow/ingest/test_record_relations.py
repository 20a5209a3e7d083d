"""Ids in `related`, `supersedes` and `aliases` are checked when records are indexed."""

import pytest

from factories import publish, record, write_corpus
from indexing import found_ids, run, write_text


@pytest.mark.parametrize(
    ("changes", "kind", "field"),
    [
        ({"related": ("b", "nope")}, "unknown-id", "related[1]"),
        ({"supersedes": ("nope",)}, "unknown-id", "supersedes[0]"),
        ({"supersedes": ("a",)}, "own-id", "supersedes[0]"),
        ({"related": ("a",)}, "own-id", "related[0]"),
        ({"aliases": ("old", "b")}, "taken-id", "aliases[1]"),
    ],
)
def test_an_invalid_id_in_a_relation_is_reported_and_the_record_is_published(folder, changes, kind, field):
    report = publish(folder, record("a", **changes), record("b"))
    assert [(problem.kind, problem.record, problem.field) for problem in report.problems] == [(kind, "a", field)]
    assert (found_ids(folder), report.records["refused"], report.documents["refused"]) == (["a", "b"], 0, 0)


def test_an_invalid_id_in_a_relation_is_reported_with_its_line(folder):
    write_corpus(folder / "corpus", record("b"))
    write_text(folder, "a.yaml", "id: a\ntitle: A\nrelated:\n  - b\n  - nope\n")
    (problem,) = run(folder).problems
    assert str(problem).startswith("corpus/records/a.yaml:5, record 'a', related, item 2: there is no record 'nope'")


def test_an_invalid_id_in_a_relation_keeps_a_strict_run_from_publishing(folder):
    write_corpus(folder / "corpus", record("a", related=("nope",)))
    assert not run(folder, strict=True).published


def test_a_relation_to_a_refused_record_is_not_reported(folder):
    write_corpus(folder / "corpus", record("a", related=("b",)))
    write_text(folder, "b.yaml", "id: b\nformat: webinarr\ntitle: B\n")
    assert [problem.record for problem in run(folder).problems] == ["b"]
