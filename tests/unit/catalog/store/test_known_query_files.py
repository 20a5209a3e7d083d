"""The file of judged queries, of which those with an answer are suggested."""

import pytest

from catalog.search.suggest.known_queries import KnownQuery
from catalog.store.editorial.known_queries import load_known_queries

JUDGED = """
- query: body cameras
  kind: keyword
  relevant: {guide: 3, primer: 2, other: 1}
- query: cámaras
  kind: spanish
  relevant: {guide: 2}
- {query: body camras, kind: typo, relevant: {guide: 3}}
- {query: NCJ 123, kind: code, relevant: {guide: 3}}
- {query: parking, kind: keyword, relevant: {guide: 1}}
- query: traffic tickets
  kind: lacking
  wrong: [guide]
  must_not: [complete]
"""


@pytest.fixture
def load(tmp_path):
    def load_text(text, previous=()):
        (tmp_path / "judgments.yaml").write_text(text, "utf-8")
        return load_known_queries(tmp_path, previous)

    return load_text


def test_queries_with_an_answer_are_known_but_not_typos_codes_and_what_is_lacking(load):
    contents = load(JUDGED)
    assert contents.problems == ()
    assert contents.items == (
        KnownQuery("body cameras", "en", ("guide", "primer")),
        KnownQuery("cámaras", "es", ("guide",)),
    )


def test_a_corpus_without_the_file_has_no_known_queries(tmp_path):
    contents = load_known_queries(tmp_path)
    assert (contents.items, contents.problems) == ((), ())


def test_a_query_with_a_mistake_is_reported_and_left_out(load):
    contents = load("- {query: a, kind: keyword, relevant: {guide: 3}}\n- {query: b}\n")
    assert [item.text for item in contents.items] == ["a"]
    assert {(problem.line, problem.kind) for problem in contents.problems} == {(2, "judged-query")}
    assert all(problem.file.endswith("judgments.yaml") for problem in contents.problems)


def test_the_previous_queries_stay_if_the_file_cannot_be_read(load):
    previous = (KnownQuery("body cameras"),)
    contents = load("[: nonsense", previous)
    assert (contents.items, contents.retained) == (previous, True)
    assert contents.problems
