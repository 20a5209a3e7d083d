"""Every record, field and list item of a record file has its line, found in linear time."""

import json
import sys

import pytest

YAML_LINES = """\
- id: a
  documents:
    - path: x
      url: inner

  url: outer
- id: b
  topics: [one,
    two]
"""
JSON_LINES = r"""[{
  "documents": [
    {"path": "a \"url\": b",
     "url": "inner"}],

  "url": "outer"},
  {},  {
  "topics": ["one",
    "two"]}]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("id",), 1),
        (("documents", 0, "path"), 3),
        (("documents", 0, "url"), 4),
        (("url",), 6),
        (("documents", 0, "lable"), 3),
        (("documents", 7), 2),
        (("title",), 1),
    ],
)
@pytest.mark.parametrize(("name", "content"), [("a.yaml", YAML_LINES), ("a.json", JSON_LINES)])
def test_a_field_has_its_own_line_or_that_of_the_nearest_enclosing_field(read, name, content, path, line):
    assert read(name, content)[0].line_of(path) == line


@pytest.mark.parametrize(("name", "content", "first"), [("a.yaml", YAML_LINES, 7), ("a.json", JSON_LINES, 7)])
def test_a_later_record_and_its_items_have_their_own_lines(read, name, content, first):
    last = read(name, content)[-1]
    assert (last.line, last.line_of(("topics",)), last.line_of(("topics", 1))) == (first, first + 1, first + 2)


def test_the_line_of_a_json_field_is_found_in_any_notation_of_its_name(read):
    (record,) = read("a.json", '{"id": "a", "x": {}, "y": [],\n "caf\\u00e9": -1.5e3,\n "": null,\n "z": [[], {}, 1]}')
    assert [record.line_of((name,)) for name in ("id", "y", "caf\u00e9", "", "z")] == [1, 1, 2, 3, 4]


def test_every_field_of_a_json_lines_record_is_on_its_line(read):
    _, second = read("a.jsonl", '{"id": "a"}\n{"id": "b", "documents": [{"path": "x"}]}')
    assert second.line_of(("documents", 0, "path")) == 2


@pytest.mark.parametrize("indent", [None, 1])
def test_three_thousand_json_records_have_their_own_lines(read, indent):
    records = [{"id": f"r{n}", "title": "t" * 200, "keywords": ["k", "l"]} for n in range(3000)]
    raw_records = read("a.json", json.dumps(records, indent=indent))
    assert [raw.id for raw in raw_records] == [record["id"] for record in records]
    assert [raw.line for raw in raw_records] == [1 + n * 8 + 1 if indent else 1 for n in range(3000)]


def count_executed_lines(call):
    """Return how many lines of Python a call executes."""
    count = 0

    def trace(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return trace

    original_trace = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(original_trace)
    return count


def test_the_work_of_reading_json_is_linear_in_its_length(read):
    def executed_lines(records):
        content = json.dumps([{"id": f"r{n}", "title": "t", "url": "u"} for n in range(records)])
        return count_executed_lines(lambda: read("a.json", content))

    assert executed_lines(400) < 2.1 * executed_lines(200)
