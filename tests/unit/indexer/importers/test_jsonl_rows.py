"""JSON Lines and lists of objects: each line stands for itself."""

import gzip
import json

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers import jsonl_rows
from indexer.importers.rows import SourceFault, SourceRow


def rows(content):
    return values_of(jsonl_rows, content)


def faults(content):
    return faults_of(jsonl_rows, content)


def test_each_object_is_a_row():
    assert items_of(jsonl_rows, '{"title": "A", "pages": 3}\n\n{"title": "B", "topics": ["x", {"y": true}]}') == [
        SourceRow("line 1", {"title": "A", "pages": 3}),
        SourceRow("line 3", {"title": "B", "topics": ["x", {"y": True}]}),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"title": "A"', "This line is not valid JSON: the text ends too early: a quote, ] or } is missing."),
        ('{"a": NaN}', "This line is not valid JSON: NaN is not a JSON number."),
        ('{"a": 1, "a": 2}', "This line is not valid JSON: field 'a' is duplicated."),
        (
            '{"a": "\\ud800"}',
            "This line is not valid JSON: this contains half of a character (a lone surrogate): delete it.",
        ),
        ('{"a": ' + "[" * 100_000, "This line is not valid JSON: this is nested too deeply."),
        ('"text"', 'This is not a JSON object such as {"title": "A report"}.'),
        (b'{"a": "\xed"}', "This line is not in UTF-8: save it again as UTF-8."),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(line, message):
    content = b'{"title": "A"}\n' + (line if isinstance(line, bytes) else line.encode()) + b'\n{"title": "B"}\n'
    assert items_of(jsonl_rows, content) == [
        SourceRow("line 1", {"title": "A"}),
        SourceFault("line 2", message),
        SourceRow("line 3", {"title": "B"}),
    ]


def test_a_line_that_is_too_long_is_named_and_the_next_one_is_read():
    content = b'{"title": "' + b"a" * (2 * jsonl_rows.MAX_LINE_BYTES) + b'"}\n{"title": "B"}\n'
    assert items_of(jsonl_rows, content) == [
        SourceFault("line 1", "This line is longer than 4 MB and was left out."),
        SourceRow("line 2", {"title": "B"}),
    ]


def test_a_byte_order_mark_does_not_matter():
    assert rows(b'\xef\xbb\xbf{"title": "A"}\n') == [{"title": "A"}]


def test_another_encoding_is_a_fault():
    assert faults('{"title": "A"}\n'.encode("utf-16")) == [
        ("the file", "This file is not in UTF-8: save it again as UTF-8.")
    ]


def test_a_record_of_our_export_is_unwrapped():
    line = {"id": "a", "record": {"id": "a", "title": "A"}, "documents": [{"label": "x"}]}
    assert rows(json.dumps(line)) == [{"id": "a", "title": "A"}]


def test_a_compressed_file_is_read():
    assert rows(gzip.compress(b'{"title": "A"}\n{"title": "B"}\n')) == [{"title": "A"}, {"title": "B"}]


def test_what_came_before_the_damage_of_a_compressed_file_is_read():
    lines = "".join(json.dumps({"title": f"{number * 7919 % 10_007}"}) + "\n" for number in range(20_000))
    *read, last = items_of(jsonl_rows, gzip.compress(lines.encode())[:-20])
    assert len(read) > 1_000
    assert last == SourceFault("the file", "The rest of this compressed file is damaged or missing: fetch it again.")


def test_a_compressed_file_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(jsonl_rows, "MAX_UNPACKED_BYTES", 100_000)
    items = items_of(jsonl_rows, gzip.compress(b'{"title": "A"}\n' * 100_000))
    assert len(items) < 10_000
    assert isinstance(items[-1], SourceFault)


@pytest.mark.parametrize(
    "content",
    [
        '[{"title": "A"}, {"title": "B"}]',
        '[\n  {"title": "A"},\n  {"title": "B"}\n]\n',
        '{\n  "about": "x",\n  "records": [{"title": "A"}, {"title": "B"}]\n}',
    ],
)
def test_the_objects_of_one_list_are_rows(content):
    assert items_of(jsonl_rows, content) == [
        SourceRow("entry 1", {"title": "A"}),
        SourceRow("entry 2", {"title": "B"}),
    ]


def test_one_object_on_several_lines_is_a_row():
    assert rows('{\n  "title": "A",\n  "authors": ["Doe"]\n}\n') == [{"title": "A", "authors": ["Doe"]}]


def test_a_broken_list_is_named_with_its_line():
    assert faults('[\n{"title": "A"},\n]\n') == [("line 2", "This is not valid JSON: remove the comma before } or ].")]


def test_an_empty_file_has_no_rows():
    assert items_of(jsonl_rows, "\n\n") == []
