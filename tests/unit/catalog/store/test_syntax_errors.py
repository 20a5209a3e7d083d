"""Common mistakes in record files are reported in plain words, with the line to look at."""

import pytest

from catalog.store.files.yaml_json import Malformed, read_records


@pytest.fixture
def report(tmp_path):
    """Return a function that reads a malformed file and returns the line and the message."""

    def read_malformed(name, content):
        (tmp_path / name).write_text(content, encoding="utf-8")
        (malformed,) = read_records(tmp_path / name, name)
        assert isinstance(malformed, Malformed)
        return malformed.line, malformed.message

    return read_malformed


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        pytest.param("id: a\ntitle: Guns: a review\n", 2, "quotes around a value with a colon", id="a colon"),
        pytest.param("id: a\ntitle: Guns and:\n", 2, "quotes around a value with a colon", id="a colon at the end"),
        pytest.param(
            "id: a\nsummary: It goes\n  on: and on\n", 3, "has a colon and needs quotes", id="a colon further down"
        ),
        pytest.param("id: a\n  title: b\n", 2, "is indented too much", id="indented"),
        pytest.param("  id: a\n title: b\n", 2, "is indented too little or too much", id="not aligned"),
        pytest.param("id: a\n\ttitle: b\n", 2, "tab", id="a tab"),
        pytest.param('id: a\ntitle: "b\nsummary: c\n', 2, "the quote that opens here", id="a quote open to the end"),
        pytest.param(
            'id: a\ntitle: "b\nsummary: "c"\nformat: d\n', 2, "the quote that opens here", id="open to the next quote"
        ),
        pytest.param("id: a\ntitle: 'Chief's guide'\n", 2, "write '' for '", id="an apostrophe within"),
        pytest.param('id: a\ntitle: "A" plan\n', 2, "quotes around the whole value", id="text after a quote"),
        pytest.param("id: a\ntitle: b\n---\nid: c\n", 3, "a second record begins here", id="a second record"),
        pytest.param("id: a\ntopics: [b,\n  c\ntitle: d\n", 2, "not closed with ]", id="a list left open"),
        pytest.param("id: a\nagency_size: {b: 1\ntitle: d\n", 2, "not closed with }", id="a brace left open"),
        pytest.param("id: a\ntitle\nsummary: b\n", 2, "a colon and a space", id="no colon"),
        pytest.param("id:a\ntitle: b\n", 1, "a colon and a space", id="no space after the colon"),
        pytest.param("id: a\ntitle: @home\n", 2, "begins with a sign", id="an odd first sign"),
        pytest.param("id: a\ntitle: [Draft] plan\n", 2, "begins with a sign", id="a bracket first"),
        pytest.param("id: a\ntitle: - b\n", 2, "or a hyphen", id="a hyphen first"),
        pytest.param('title: "C:\\dir"\n', 1, "use single quotes", id="a backslash"),
        pytest.param("summary: > text\n", 1, "begins on the next line", id="text right after >"),
        pytest.param("id: a\ntitle: b\u0001\n", 2, "cannot be displayed", id="a control character"),
        pytest.param("title: b\n# note\n goes on\n", 3, "does not belong to a field", id="text after a comment"),
        pytest.param("title: \u201cGuns: a review\u201d\n", 1, "not curly ones", id="curly quotes around a colon"),
        pytest.param("title: \u2018Guns: a review\u2019\n", 1, "not curly ones", id="single curly quotes"),
        pytest.param("title: \u201cGuns\u201d: a review\n", 1, "not curly ones", id="a colon after curly quotes"),
        pytest.param("id: a\n  title: \u201cb\u201d\n", 2, "is indented too much", id="indented, with curly quotes"),
        pytest.param("id: a\ntitle:\u00a0b\n", 2, "a non-breaking space", id="a non-breaking space"),
        pytest.param("title:\u202fb\nid: a\n", 1, "a non-breaking space", id="a narrow space, noticed a line later"),
        pytest.param("id:a\ntitle:b\n", 1, "a colon and a space", id="no space after any colon"),
        pytest.param("%x\n", 2, "this is not YAML", id="a rare mistake"),
    ],
)
def test_a_mistake_in_yaml_is_reported_in_plain_words_with_its_line(report, content, line, words):
    assert report("a.yaml", content)[0] == line
    assert words in report("a.yaml", content)[1]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        pytest.param('{"id": "a",\n "title": "b",\n}', 2, "remove the comma", id="a comma too many"),
        pytest.param('{"id": "a", "topics": ["b",\n]}', 1, "remove the comma", id="a comma too many in a list"),
        pytest.param("{\n'id': 'a'}", 2, "put double quotes", id="single quotes"),
        pytest.param("{\n\"id\": 'a'}", 2, "put double quotes", id="a value in single quotes"),
        pytest.param("{\n\u201cid\u201d: 1}", 2, "straight double quotes", id="typographic quotes"),
        pytest.param('{"id": \u2018a\u2019}', 1, "not curly ones", id="single curly quotes"),
        pytest.param('{"id":\n\u00a0"a"}', 2, "a non-breaking space", id="a non-breaking space"),
        pytest.param('{"id": "a"\n "title": "b"}', 1, "a comma is missing", id="a comma missing"),
        pytest.param('{"id": "a",\n"title" "b"}', 2, "a colon is missing", id="a colon missing"),
        pytest.param('{\nid: "a"}', 2, "name of a field must be in double quotes", id="a name without quotes"),
        pytest.param('{"id":\n abc}', 2, "double quotes around this text", id="a text without quotes"),
        pytest.param('{"id": }', 1, "a value is missing", id="a value missing"),
        pytest.param('{"id": "a",\n"title": "b"\n\n', 2, "ends too early", id="a brace missing"),
        pytest.param('{"id": ["a"}', 1, "closes nothing", id="the wrong bracket"),
        pytest.param('{"id": "a"}\n{"id": "b"}', 2, "write several records as a list", id="a second record"),
        pytest.param('{"id": "a\n}', 1, "the quote that opens here", id="a quote left open"),
        pytest.param('{"id": "a\tb"}', 1, "tab", id="a tab"),
        pytest.param('{"path": "a\\dir"}', 1, "between folders write /", id="a backslash"),
        pytest.param('{"id": "a"\n// note\n}', 2, "no comments", id="a comment"),
    ],
)
def test_a_mistake_in_json_is_reported_in_plain_words_with_its_line(report, content, line, words):
    assert report("a.json", content)[0] == line
    assert words in report("a.json", content)[1]


def test_a_mistake_in_json_lines_is_reported_with_the_line_of_the_file(report):
    assert report("a.jsonl", "\n\n{'id': 'a'}\n") == (3, 'put double quotes (") around names and texts')
