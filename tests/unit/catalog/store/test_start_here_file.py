"""The file of the resources to start with: every problem is reported with file, line and field."""

import pytest

import factories
from catalog.editorial.start_here import StartHere
from catalog.store.editorial.start_here import load_start_here

RECORDS = ("guide", "talk", "report", "license-plate-primer")


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a file with this text."""

    def load_text(text, previous=()):
        corpus = factories.write_corpus(tmp_path / "corpus")
        (corpus / "start_here.yaml").write_text(text, encoding="utf-8")
        return load_start_here(corpus, RECORDS, previous)

    return load_text


def test_topics_are_read_with_their_records_in_order(load):
    contents = load("""\
- topic: technology
  records: [talk, guide, report]
- topic: Gun violence
  records: [guide, talk, report]
""")
    assert contents.problems == ()
    assert contents.items == (
        StartHere("technology", ("talk", "guide", "report")),
        StartHere("gun-violence", ("guide", "talk", "report")),
    )


def test_without_a_file_there_is_nothing_to_start_with(tmp_path):
    assert load_start_here(tmp_path, RECORDS, (StartHere("technology", ("guide",)),)).items == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_an_empty_file_is_reported_and_what_was_published_stays(load, text):
    previous = (StartHere("technology", ("guide", "talk", "report")),)
    contents = load(text, previous)
    assert contents.items == previous
    (problem,) = contents.problems
    assert (problem.file, problem.line, problem.stale) == ("corpus/start_here.yaml", 1, True)
    assert problem.message == "the file must contain one topic to start with or a list of them"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "- topic: tecnology\n  records: [guide, talk, report]\n",
            (1, "topic", "topic 'tecnology': did you mean 'technology'?"),
        ),
        ("- topic: technology\n", (1, "records", "is missing")),
        ("- topic: technology\n  records: [guide, talk]\n", (2, "records", "must have 3 to 5 records")),
        ("- topic: technology\n  records: [a, b, c, d, e, f]\n", (2, "records", "must have 3 to 5 records")),
        (
            "- topic: technology\n  records:\n  - guide\n  - talk\n  - guide\n",
            (5, "records[2]", "'guide' is listed twice"),
        ),
        (
            "- topic: technology\n  records: [guide, talk, report]\n  recods: []\n",
            (3, "recods", "unknown field 'recods': did you mean 'records'?"),
        ),
    ],
)
def test_a_topic_with_a_problem_is_left_out_and_reported_with_its_line_and_field(load, text, problem):
    contents = load(text)
    line, field, message = problem
    (reported,) = contents.problems
    assert contents.items == ()
    assert (reported.file, reported.kind) == ("corpus/start_here.yaml", "start-here")
    assert (reported.line, reported.field, reported.message[: len(message)]) == (line, field, message)


def test_a_record_that_does_not_exist_is_left_out_and_reported(load):
    contents = load("- topic: technology\n  records:\n  - guide\n  - license-plate-prime\n  - talk\n")
    assert contents.items == (StartHere("technology", ("guide", "talk")),)
    (problem,) = contents.problems
    assert (problem.line, problem.field, problem.record) == (4, "records[1]", "license-plate-prime")
    assert problem.message.endswith("leaves it out: did you mean 'license-plate-primer'?")


def test_a_topic_can_be_listed_only_once(load):
    contents = load(
        "- {topic: technology, records: [guide, talk, report]}\n- {topic: technology, records: [talk, guide, report]}\n"
    )
    assert contents.items == (StartHere("technology", ("guide", "talk", "report")),)
    (problem,) = contents.problems
    assert (problem.line, problem.field, problem.message) == (
        2,
        "topic",
        "topic 'technology' is already used in line 1",
    )


def test_a_file_that_cannot_be_read_keeps_what_was_published_and_still_exists(load):
    contents = load("- topic: [", (StartHere("technology", ("gone", "guide")), StartHere("gun-violence", ("gone",))))
    assert (contents.retained, contents.items) == (True, (StartHere("technology", ("guide",)),))
