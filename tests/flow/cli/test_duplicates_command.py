"""`clearinghouse duplicates`: groups with the reasons, and what is remembered."""

import json

import pytest

from factories import record, write_corpus

TITLE = "Reducing Gun Violence in Small Cities"


@pytest.fixture
def corpus(folder):
    return write_corpus(
        folder / "corpus",
        record("a", title=TITLE, url="https://example.org/guide"),
        record("b", title=TITLE, url="http://www.example.org/guide/"),
        record("c", title="Traffic Stops on Rural Roads"),
        record("d", title="Traffic Stops on Rural Roads"),
    )


@pytest.mark.usefixtures("corpus")
def test_records_that_are_surely_the_same_are_listed_with_the_reasons(clearinghouse):
    result = clearinghouse("duplicates")
    assert result.exit_code == 0
    assert "Certainly the same:" in result.stdout
    assert "the same address https://example.org/guide and http://www.example.org/guide/" in result.stdout
    assert "clearinghouse merge a b" in result.stdout
    assert "1 further group may possibly be the same" in result.stdout
    assert "Traffic" not in result.stdout


@pytest.mark.usefixtures("corpus")
def test_all_groups_are_listed_on_request(clearinghouse):
    answer = json.loads(clearinghouse("duplicates", "--all", "--json").stdout)
    assert [(group["records"], group["confidence"]) for group in answer["groups"]] == [
        (["a", "b"], "certain"),
        (["c", "d"], "possible"),
    ]
    assert answer["counts"] == {"certain": 1, "likely": 0, "possible": 1}


def test_what_is_not_the_same_is_remembered_and_can_be_undone(corpus, clearinghouse):
    result = clearinghouse("duplicates", "--not-the-same", "a", "b", "--why", "One is the Spanish page.")
    assert result.exit_code == 0
    assert "a" not in json.loads(clearinghouse("duplicates", "--json").stdout)["groups"]
    text = (corpus / "not_duplicates.yaml").read_text(encoding="utf-8")
    assert "why: One is the Spanish page." in text
    again = clearinghouse("duplicates", "--not-the-same", "c", "d", "--why", "Two roads.")
    assert again.exit_code == 0
    assert json.loads(clearinghouse("duplicates", "--all", "--json").stdout)["groups"] == []
    clearinghouse("undo", "--no-publish")
    assert (corpus / "not_duplicates.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a", "b"), "say with --why"),
        (("a", "--why", "x"), "at least two records"),
        (("a", "e", "--why", "x"), "there is no record 'e'"),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_what_cannot_be_remembered_is_refused_with_the_reason(clearinghouse, arguments, words):
    result = clearinghouse("duplicates", "--not-the-same", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)


@pytest.mark.usefixtures("corpus")
def test_ids_without_the_option_are_refused(clearinghouse):
    assert clearinghouse("duplicates", "a", "b").exit_code == 2


def test_a_mistake_in_the_file_is_a_problem_that_is_named(corpus, clearinghouse):
    (corpus / "not_duplicates.yaml").write_text("- {records: [a], why: x}\n", encoding="utf-8")
    result = clearinghouse("duplicates")
    assert (result.exit_code, "must name at least two records" in result.stdout) == (1, True)


def test_editions_are_remembered_and_published(corpus, clearinghouse):
    write_corpus(corpus, record("e", title=f"{TITLE}, 2nd Ed."), record("f", title="Old", supersedes=("c",)))
    result = clearinghouse("duplicates", "--supersedes", "e", "a", "b", "--json")
    assert (result.exit_code, json.loads(result.stdout)["files"]) == (0, ["records/e.json"])
    assert json.loads((corpus / "records" / "e.json").read_text(encoding="utf-8"))["supersedes"] == ["a", "b"]
    again = json.loads(clearinghouse("duplicates", "--supersedes", "e", "a", "--json").stdout)
    assert (again["files"], again["change"]) == ([], None)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (("a", "nobody"), "there is no record 'nobody'"),
        (("a",), "name the newer record first"),
        (("c", "f"), "already"),
    ],
)
def test_editions_in_the_wrong_order_are_refused(corpus, clearinghouse, ids, words):
    write_corpus(corpus, record("e", supersedes=("c",)), record("f", supersedes=("e",)))
    result = clearinghouse("duplicates", "--supersedes", *ids)
    assert (result.exit_code, words in result.stderr) == (2, True)
