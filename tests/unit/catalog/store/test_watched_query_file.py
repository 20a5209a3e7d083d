"""The file of watched queries: every problem is reported with file, line and field."""

import pytest

import factories
from catalog.editorial.watched_queries import WatchedQuery
from catalog.model import PartialDate
from catalog.search.query.tree import Query, Sort
from catalog.store.editorial.watched_queries import load_watched_queries


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a file with this text."""

    def load_text(text):
        corpus = factories.write_corpus(tmp_path / "corpus")
        (corpus / "watched_queries.yaml").write_text(text, encoding="utf-8")
        return load_watched_queries(corpus, ("guide", "talk"))

    return load_text


def test_a_query_is_read_with_its_filters_sort_note_and_expected_records(load):
    contents = load("""\
- query: lpr
- query: cameras
  filters: {topic: [technology], publisher: [bja], sworn: 40, published_from: 2020, published_to: 2024-05}
  sort: newest
  note: For chiefs.
  expect: [guide, talk]
""")
    dates = {"published_from": PartialDate(2020), "published_to": PartialDate(2024, 5)}
    filters = {"topic": ("technology",), "publisher": ("bja",)}
    assert contents.problems == ()
    assert contents.items == (
        WatchedQuery(Query("lpr")),
        WatchedQuery(Query("cameras", filters, sworn=40, sort=Sort.NEWEST, **dates), "For chiefs.", ("guide", "talk")),
    )


def test_filters_are_understood_by_their_labels(load):
    (watched,) = load("- query: x\n  filters: {topic: Gun violence, publisher: BJA}\n").items
    assert watched.query.filters == {"topic": ("gun-violence",), "publisher": ("bja",)}


def test_a_corpus_may_have_no_watched_queries(tmp_path, load):
    assert load_watched_queries(tmp_path, ()).items == ()
    assert load("# nothing yet\n").problems == ()


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        ("- note: x\n", 1, "query", "is missing"),
        (
            "- query: x\n  filters:\n    topic: [tecnology]\n",
            3,
            "filters.topic[0]",
            "topic 'tecnology': did you mean 'technology'?",
        ),
        ("- query: x\n  filters: {topik: [technology]}\n", 2, "filters.topik", "unknown field 'topik': did you mean"),
        ("- query: x\n  filters: {sworn: 0}\n", 2, "filters.sworn", "must be from 1 to"),
        (
            "- query: x\n  filters: {published_from: 2024, published_to: 2020}\n",
            2,
            "filters.published_from",
            "from 2024 is after until 2020",
        ),
        ("- query: x\n  sort: best\n", 2, "sort", "Sort 'best' is not known"),
        ("- query: x\n  expect: [guide, guide]\n", 2, "expect[1]", "'guide' is listed twice"),
        ("- query: y\n- query: x\n- query: x\n", 3, "query", "the same search is already watched in line 2"),
    ],
)
def test_a_query_with_a_problem_is_left_out_and_reported_with_its_line_and_field(load, text, line, field, message):
    contents = load(text)
    (problem,) = contents.problems
    assert (problem.file, problem.line, problem.field) == ("corpus/watched_queries.yaml", line, field)
    assert problem.message.startswith(message)
    assert len(contents.items) == text.count("- ") - 1


def test_an_expected_record_that_does_not_exist_is_reported_and_the_query_is_watched(load):
    contents = load("- query: x\n  expect:\n    - guide\n    - tolk\n")
    (problem,) = contents.problems
    assert str(problem) == (
        "corpus/watched_queries.yaml:4, expect, item 2: there is no record 'tolk', which the query 'x' expects: "
        "did you mean 'talk'?"
    )
    assert contents.items == (WatchedQuery(Query("x"), expect=("guide",)),)


def test_a_file_that_is_no_yaml_is_reported_and_nothing_is_watched(load):
    contents = load("- query: [x\n")
    assert contents.items == ()
    assert [problem.file for problem in contents.problems] == ["corpus/watched_queries.yaml"]
