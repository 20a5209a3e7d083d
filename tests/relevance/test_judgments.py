"""The file of judgments is read strictly: a slip in it would only show as a worse figure."""

import pytest

from tests.relevance.judgments import JudgmentError, load_judgments

GOOD = "- {query: lpr, kind: acronym, relevant: {primer: 3, webinar: 1}}"


@pytest.fixture
def load(tmp_path):
    """A function that reads judgments of the records `primer` and `webinar` from a text."""
    path = tmp_path / "judgments.yaml"

    def loaded(text):
        path.write_text(text, encoding="utf-8")
        return load_judgments(path, {"primer", "webinar"})

    return loaded


def test_a_judgment_has_its_query_its_kind_and_its_grades(load):
    (judged,) = load(GOOD)
    assert (judged.query, judged.kind, judged.relevant) == ("lpr", "acronym", {"primer": 3, "webinar": 1})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("query: lpr", "a list of queries"),
        ("- {query: lpr, kind: acronym}", "item 1 must have exactly the keys kind, query, relevant"),
        ("- {query: 251572, kind: code, relevant: {primer: 3}}", "put a number in quotes"),
        ("- {query: ' ', kind: code, relevant: {primer: 3}}", "the query of item 1 must be a text"),
        ("- {query: lpr, kind: riddle, relevant: {primer: 3}}", "'lpr' is of kind 'riddle': use one of acronym"),
        ("- {query: lpr, kind: acronym, relevant: {}}", "'lpr' needs at least one relevant record"),
        ("- {query: lpr, kind: acronym, relevant: {prime: 3}}", "'lpr' names a record that is not there: 'prime'"),
        ("- {query: lpr, kind: acronym, relevant: {primer: 4}}", "'lpr' grades 'primer' with 4: use 1, 2 or 3"),
        (f"{GOOD}\n{GOOD.replace('lpr', 'LPR')}", "the query 'lpr' is there more than once"),
    ],
)
def test_a_slip_is_named(load, text, reason):
    with pytest.raises(JudgmentError, match=reason):
        load(text)
