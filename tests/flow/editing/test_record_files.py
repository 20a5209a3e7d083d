"""Changing, adding and removing records in files of every kind."""

import json
from pathlib import PurePosixPath

import pytest

from indexer.editing.change_set import EditError

YAML_LIST = "- id: x\n  Title: One  # in capitals\n- id: y\n  title: Two\n"
JSON_LIST = '[\n    {\n        "id": "x",\n        "title": "One"\n    }\n]\n'
JSON_LINES = '{"id":"x","title":"One"}\n\n{"id": "y", "title": "Two", "pages": 1e1}\n'


def after(files, name):
    """Return the text that a file would have."""
    content = files.versions()[PurePosixPath("records", name)].after
    return content and content.decode()


def test_a_field_is_changed_under_the_name_that_the_file_has_for_it(edited):
    edited.write("list.yaml", YAML_LIST)
    files = edited.record_files()
    files.edit("x", {"title": "New"})
    assert after(files, "list.yaml") == YAML_LIST.replace("One", "New")


def test_a_record_is_added_to_a_list(edited):
    edited.write("list.yaml", YAML_LIST)
    files = edited.record_files()
    files.add(PurePosixPath("records/list.yaml"), {"title": "Three", "id": "z"})
    assert after(files, "list.yaml") == f"{YAML_LIST}- id: z\n  title: Three\n"


def test_the_indent_of_json_stays(edited):
    edited.write("list.json", JSON_LIST)
    files = edited.record_files()
    files.edit("x", {"title": "New"})
    assert after(files, "list.json") == JSON_LIST.replace("One", "New")


def test_only_changed_lines_of_json_lines_are_written_anew(edited):
    edited.write("lines.jsonl", JSON_LINES)
    files = edited.record_files()
    files.edit("x", {"title": "New", "url": "https://example.org/"})
    files.add(PurePosixPath("records/lines.jsonl"), {"id": "z", "title": "Three"})
    assert after(files, "lines.jsonl") == (
        '{"id":"x","title":"New","url":"https://example.org/"}\n\n{"id": "y", "title": "Two", "pages": 1e1}\n'
        '{"id":"z","title":"Three"}\n'
    )


def test_a_field_without_a_value_is_removed(edited):
    edited.write("lines.jsonl", '{"id":"x","title":"One","pages":3}\n')
    files = edited.record_files()
    files.edit("x", {"pages": None})
    assert json.loads(after(files, "lines.jsonl")) == {"id": "x", "title": "One"}


def test_the_file_of_a_record_is_removed_with_it(edited):
    edited.write("one.yaml", "id: x\ntitle: One\n")
    files = edited.record_files()
    files.remove("x")
    assert after(files, "one.yaml") is None


def test_the_others_of_a_list_stay_when_one_is_removed(edited):
    edited.write("list.yaml", YAML_LIST)
    files = edited.record_files()
    files.remove("x")
    assert after(files, "list.yaml") == "- id: y\n  title: Two\n"


def test_a_file_that_would_not_differ_is_not_a_change(edited):
    files = edited.record_files()
    files.edit("a", {"title": "First"})
    assert files.versions() == {}


def test_a_record_that_does_not_exist_is_refused(edited):
    with pytest.raises(EditError, match="no valid record 'x'"):
        edited.record_files().edit("x", {"title": "New"})


def test_a_file_with_a_part_that_cannot_be_read_is_refused(edited):
    edited.write("list.json", '[{"id": "x", "title": "One"}, 7]')
    files = edited.record_files()
    files.edit("x", {"title": "New"})
    with pytest.raises(EditError, match=r"records/list.json: a part of it cannot be read"):
        files.versions()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("line.json", '[{"id":"x","title":"One"},{"id":"y","title":"Two"}]'),
        ("line.yaml", "[{id: x, title: One}, {id: y, title: Two}]\n"),
    ],
)
def test_records_on_one_line_are_told_apart(edited, name, text):
    edited.write(name, text)
    files = edited.record_files()
    files.edit("x", {"title": "New"})
    files.edit("y", {"title": "Newer"})
    edited.write(name, after(files, name))
    titles = {stored.record.id: stored.record.title for stored in edited.contents().records}
    assert (titles["x"], titles["y"]) == ("New", "Newer")


def test_removing_one_of_two_records_on_a_line_leaves_the_other(edited):
    edited.write("line.json", '[{"id":"x","title":"One"},{"id":"y","title":"Two"}]')
    files = edited.record_files()
    files.remove("x")
    assert json.loads(after(files, "line.json")) == [{"id": "y", "title": "Two"}]


def test_a_changed_line_of_json_lines_keeps_its_mark_its_end_and_its_escapes(edited):
    edited.write("lines.jsonl", '\ufeff{"id":"x","title":"One","summary":"caf\\u00e9"}\r\n{"id":"y","title":"Two"}\r\n')
    files = edited.record_files()
    files.edit("x", {"title": "New"})
    assert after(files, "lines.jsonl") == (edited.corpus / "records/lines.jsonl").read_bytes().decode().replace(
        "One", "New"
    )


@pytest.mark.parametrize(
    "text",
    [
        '\ufeff[\r\n  {\r\n    "id": "x",\r\n    "title": "One"\r\n  }\r\n]\r\n',
        '[{"id":"x","title":"One"}]',
        '{\n\t"id": "x",\n\t"title": "One",\n\t"summary": "caf\\u00e9"\n}\n',
    ],
)
def test_json_keeps_its_mark_its_line_ends_and_its_escapes(edited, text):
    (edited.corpus / "records/form.json").write_bytes(text.encode())
    files = edited.record_files()
    files.edit("x", {"title": "New"})
    assert after(files, "form.json") == text.replace("One", "New")
