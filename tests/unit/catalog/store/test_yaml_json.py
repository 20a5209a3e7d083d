"""Record files are untrusted: values stay text, every problem is reported with its line, and nothing crashes."""

import pytest
import yaml

from catalog.store.files.yaml_json import Malformed, RawRecord, _FastYamlLoader, _to_plain, _YamlLoader, read_records

FORMS = ["a.yaml", "a.json", "a.jsonl"]


@pytest.fixture
def malformed(read):
    """Return a function that reads a malformed file and returns the only problem."""

    def read_malformed(name, content):
        (problem,) = read(name, content)
        assert isinstance(problem, Malformed)
        return problem

    return read_malformed


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "012", "12:30:45", "1e3", "2016-01-01", "0x1F", "null", "1_000", ".inf", "!!int 7"]
)
def test_a_yaml_value_stays_text(read, written):
    (record,) = read("a.yaml", f"id: {written}\n")
    assert record.content == {"id": written.removeprefix("!!int ")}


def test_a_tilde_or_an_empty_yaml_field_has_no_value(read):
    (record,) = read("a.yaml", "title: ~\nsummary:\nurl: '~'\n")
    assert record.content == {"title": None, "summary": "", "url": "~"}


def test_yaml_tags_do_not_create_objects(read):
    (record,) = read("a.yaml", "id: !!python/object/apply:os.getcwd []\n")
    assert record.content == {"id": []}


def test_a_yaml_alias_is_refused_with_its_line(malformed):
    problem = malformed("a.yaml", "id: &name x\nkeywords:\n  - *name\n")
    assert (problem.line, "aliases" in problem.message) == (3, True)


def test_aliases_that_expand_to_gigabytes_are_refused(malformed):
    levels = "".join(f"k{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert "aliases" in malformed("a.yaml", f"k0: &a0 [x]\n{levels}").message


def test_a_duplicated_yaml_field_is_refused_with_its_second_line(malformed):
    problem = malformed("a.yaml", "id: a\ntitle: b\nid: c\n")
    assert (problem.line, problem.message) == (3, "field 'id' is duplicated")


def test_a_duplicated_field_of_a_document_is_refused(malformed):
    assert malformed("a.yaml", "id: a\ndocuments:\n  - path: x\n    path: y\n").line == 4


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_duplicated_json_field_is_refused(malformed, name):
    assert malformed(name, '{"id": "a", "id": "b"}').message == "field 'id' is duplicated"


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "content", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000, "[" * 30 + "]" * 30]
)
def test_deeply_nested_brackets_are_refused(malformed, name, content):
    assert malformed(name, content).message == "this is nested too deeply"


@pytest.mark.parametrize("content", ["- " * 100_000 + "a", "".join(f"{' ' * n}a:\n" for n in range(2_000))])
def test_deeply_indented_yaml_is_refused(malformed, content):
    assert malformed("a.yaml", content).message == "this is nested too deeply"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_that_is_not_a_json_number_is_refused(malformed, name, number):
    assert malformed(name, f'{{"id": "a", "pages": {number}}}').message == f"{number} is not a JSON number"


def test_a_number_of_five_thousand_digits_is_refused(malformed):
    message = malformed("a.json", f'{{"pages": {"1" * 5000}}}').message
    assert message == "a number has more than 1,000 digits"


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("content", [r'{"id": "a\ud800"}', r'{"id": ["\udc00"]}', r'{"\ud83d": "a"}'])
def test_an_unpaired_surrogate_is_refused(malformed, name, content):
    assert "half of a character" in malformed(name, content).message


@pytest.mark.parametrize("name", FORMS)
def test_a_byte_order_mark_is_ignored(read, name):
    (record,) = read(name, b'\xef\xbb\xbf{"id": "a"}')
    assert record.content == {"id": "a"}


@pytest.mark.parametrize("name", FORMS)
def test_a_file_that_is_not_utf8_is_refused_with_its_line_and_what_to_do(malformed, name):
    problem = malformed(name, b'\n\n{"id": "caf\xe9"}')
    assert (problem.line, "save the file as UTF-8" in problem.message) == (3, True)


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize("content", ["", " ", "[]", '"text"'])
def test_a_file_without_a_record_is_refused(malformed, name, content):
    assert malformed(name, content).line == 1


def test_a_file_of_yaml_comments_is_refused(malformed):
    assert malformed("a.yaml", "# nothing yet\n").message == "the file must contain one record or a list of them"


def test_an_empty_file_of_json_lines_has_no_records(read):
    assert read("a.jsonl", "\n\n") == []


def test_a_second_yaml_document_is_refused_with_its_line(malformed):
    assert malformed("a.yaml", "id: a\n---\nid: b\n").line == 2


@pytest.mark.parametrize(
    ("content", "line"), [("id: [a\ntitle: b\n", 1), ("id: a\n\ttitle: b\n", 2), ("? [a]\n: b\n", 1)]
)
def test_invalid_yaml_is_refused_with_its_line(malformed, content, line):
    assert malformed("a.yaml", content).line == line


def test_invalid_json_is_refused_with_its_line(malformed):
    problem = malformed("a.json", '{\n "id": "a",\n "title": }')
    assert (problem.line, problem.message) == (3, "a value is missing here")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    (problem,) = read_records(path, "a.yaml")
    assert problem.message == "the file is larger than 50,000,000 bytes: split it"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    (tmp_path / "a.yaml").mkdir()
    (problem,) = read_records(tmp_path / "a.yaml", "a.yaml")
    assert problem.message == "the file could not be read: Is a directory"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.yaml", "- id: a\n- text\n- id: b\n"), ("a.json", '[{"id": "a"},\n "text",\n {"id": "b"}]')],
)
def test_only_the_items_of_a_list_that_are_not_records_are_refused(read, name, content):
    first, problem, last = read(name, content)
    assert (first.id, last.id) == ("a", "b")
    assert (problem.line, problem.message) == (2, "item 2 of the list is not a record: a record has fields")


def test_a_malformed_json_line_does_not_affect_other_lines(read):
    items = read("a.jsonl", '{"id": "a"}\n\n{"id": \n[1]\n{"id": "b"}\r\n')
    assert [item.line for item in items] == [1, 3, 4, 5]
    assert [item.id for item in items if isinstance(item, RawRecord)] == ["a", "b"]


def test_other_line_separators_do_not_end_a_json_line(read):
    (record,) = read("a.jsonl", '{"id": "a", "title": "one\u2028two\u0085three"}')
    assert record.content["title"] == "one\u2028two\u0085three"


@pytest.mark.parametrize(
    ("content", "record_id"),
    [({"id": "a"}, "a"), ({"id": " a\x01 "}, "a"), ({"id": 7}, "7"), ({"id": []}, ""), ({}, "")],
)
def test_the_id_of_a_raw_record_is_the_id_of_the_record(content, record_id):
    assert RawRecord(content, "a.json", 1).id == record_id


@pytest.mark.parametrize(
    "text",
    [
        "id: a\ntitle: b # a comment\n",
        "id: a\nsummary: >-\n  One line\n  and another.\n\n  A paragraph.\ntitle: b\n",
        "id: a\nsummary: |\n  Kept\n    as it is\ntitle: b\n",
        "id: a\ntitle: 'It''s \u201cquoted\u201d'\nsummary: \"\\u00e9 \\\n  folded\"\n",
        "- id: a\n  topics: [one, two,\n    three]\n- id: b\n  agency_size: {sworn_max: 49}\n",
        "\ufeffid: a\r\ntitle: \u4e2d\U0001f600\r\nempty:\r\n",
        "id: a\ntitle:\n  on two\n  lines\ndocuments:\n- path: a\n  label: ~\n",
        "id: &x a\ntitle: no\n",
    ],
)
def test_the_fast_parser_reads_what_the_plain_one_does(text):
    fast, plain = (yaml.compose(text, Loader=loader) for loader in (_FastYamlLoader, _YamlLoader))
    fast_lines, plain_lines = {}, {}
    assert _to_plain(fast, (), fast_lines) == _to_plain(plain, (), plain_lines)
    assert fast_lines == plain_lines
