"""`clearinghouse tidy`: what it shows, what it repairs, and which kinds there are."""

import json

import pytest

from factories import record, write_corpus


@pytest.fixture
def corpus(folder):
    return write_corpus(folder / "corpus", record("a", title="Chiefs\u2019  guide"), record("b", publishers=("BJA",)))


def test_a_dry_run_shows_each_kind_with_examples_and_changes_nothing(corpus, clearinghouse):
    before = (corpus / "records" / "a.json").read_bytes()
    result = clearinghouse("tidy", "--dry-run")
    assert result.exit_code == 0
    assert "publishers: 1 repair\n" in result.stdout
    assert '-> ["Bureau of Justice Assistance"]' in result.stdout
    assert "2 records of 2 to repair." in result.stdout
    assert (corpus / "records" / "a.json").read_bytes() == before


@pytest.mark.usefixtures("corpus")
def test_repairs_are_published_and_a_second_run_has_nothing_to_do(clearinghouse):
    answer = json.loads(clearinghouse("tidy", "--json").stdout)
    assert (answer["counts"], answer["index"]["published"]) == ({"spaces": 1, "quotes": 1, "publishers": 1}, True)
    assert json.loads(clearinghouse("search", "chiefs guide", "--json").stdout)["hits"][0]["title"] == "Chiefs' guide"
    again = json.loads(clearinghouse("tidy", "--json").stdout)
    assert (again["counts"], again["files"], again["change"]) == ({}, [], None)


@pytest.mark.usefixtures("corpus")
def test_only_some_kinds_are_repaired(clearinghouse):
    answer = json.loads(clearinghouse("tidy", "--only", "spaces, dates", "--json", "--no-publish").stdout)
    assert (answer["counts"], answer["files"]) == ({"spaces": 1}, ["records/a.json"])


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("kinds", "words"),
    [("commas", "choose from dates, values"), ("dats", "did you mean 'dates'?"), ("", "name one kind of repair")],
)
def test_an_unknown_kind_is_refused_with_the_nearest_or_all(clearinghouse, kinds, words):
    result = clearinghouse("tidy", "--only", kinds)
    assert (result.exit_code, words in " ".join(result.stderr.split())) == (2, True)


def test_all_repairs_are_shown_if_that_is_asked_for(corpus, clearinghouse):
    write_corpus(corpus, *(record(f"r{number}", title=f"Title  {number}") for number in range(5)))
    output = clearinghouse("tidy", "--dry-run", "--only", "spaces").stdout
    assert (output.count("->"), "    and 3 more (--all shows them)\n" in output) == (3, True)
    output = clearinghouse("tidy", "--dry-run", "--only", "spaces", "--all").stdout
    assert (output.count("->"), "more" in output) == (6, False)
