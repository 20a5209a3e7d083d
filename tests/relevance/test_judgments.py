"""A mistake in the file of judgments is refused; otherwise it would only show as a worse figure."""

import pytest

from tests.relevance.judgments import JudgmentError, Pretense, load_judgments

GOOD = "- {query: lpr, kind: acronym, relevant: {primer: 3, webinar: 1}}"


@pytest.fixture
def load(tmp_path):
    """Return a function that loads judgments of the records `primer` and `webinar` from a text."""
    path = tmp_path / "judgments.yaml"

    def load_text(text):
        path.write_text(text, encoding="utf-8")
        return load_judgments(path, {"primer", "webinar"})

    return load_text


def test_a_judgment_has_a_query_a_kind_and_grades(load):
    (judged,) = load(GOOD).answered
    assert (judged.query, judged.kind, judged.relevant) == ("lpr", "acronym", {"primer": 3, "webinar": 1})


def test_a_query_about_something_lacking_says_what_must_not_happen(load):
    (lacking,) = load("- {query: dogs, kind: lacking, wrong: [primer], must_not: [complete]}").lacking
    assert (lacking.query, lacking.wrong, lacking.must_not) == ("dogs", {"primer"}, {Pretense.COMPLETE})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("query: lpr", "a list of queries"),
        ("- {query: lpr, kind: acronym}", "item 1 must have exactly the keys kind, query, relevant"),
        ("- {query: 251572, kind: code, relevant: {primer: 3}}", "put a number in quotes"),
        ("- {query: ' ', kind: code, relevant: {primer: 3}}", "the query of item 1 must be a text"),
        ("- {query: lpr, kind: riddle, relevant: {primer: 3}}", "'lpr' is of kind 'riddle': use one of acronym"),
        ("- {query: lpr, kind: acronym, relevant: {}}", "'lpr' needs at least one relevant record"),
        ("- {query: lpr, kind: acronym, relevant: {prime: 3}}", "'lpr' names a record that does not exist: 'prime'"),
        ("- {query: lpr, kind: acronym, relevant: {primer: 4}}", "'lpr' grades 'primer' with 4: use 1, 2 or 3"),
        ("- {query: dogs, kind: lacking}", "item 1 must have exactly the keys kind, must_not, query, wrong"),
        ("- {query: dogs, kind: lacking, wrong: [], must_not: []}", "'dogs' needs lists of what must not happen"),
        ("- {query: dogs, kind: lacking, wrong: [dog], must_not: []}", "a record that does not exist: 'dog'"),
        ("- {query: dogs, kind: lacking, wrong: [], must_not: [bark]}", "use complete, corrected, recommended"),
        (f"{GOOD}\n{GOOD.replace('lpr', 'LPR')}", "the query 'lpr' is there more than once"),
    ],
)
def test_a_mistake_is_reported(load, text, reason):
    with pytest.raises(JudgmentError, match=reason):
        load(text)
