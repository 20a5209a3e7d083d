"""Changing values in YAML texts: everything else stays byte for byte."""

import difflib

import pytest

from catalog.store.files.yaml_json import parse_yaml
from indexer.editing.change_set import EditError
from indexer.editing.texts.yaml_text import REMOVED, YamlEdit, edit_yaml, new_yaml
from paths import CORPUS

RECORD = """\
# Written by hand.
id: a   # do not change
title: "Quoted: title"
topics: [x, y]  # the first is the main one

# What to read
documents:
  - path: x.pdf   # the guide
    label: Old
  - path: y.pdf
summary: >-
  One two
  three.
"""
LIST = """\
- topic: x
  records:
    - a
    - b

# The second one
- topic: y
  records:
    - c
"""


def changed_lines(before, after):
    """Return the lines that were removed and added, with their signs."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def edited(source, *edits, order=()):
    return changed_lines(source, edit_yaml(source, [YamlEdit(path, value) for path, value in edits], order))


def test_only_the_line_of_a_changed_value_changes_and_keeps_its_quotes():
    assert edited(RECORD, (("title",), "New")) == ['-title: "Quoted: title"', '+title: "New"']


def test_a_list_on_one_line_stays_on_one_line_with_its_comment():
    assert edited(RECORD, (("topics",), ["z"])) == [
        "-topics: [x, y]  # the first is the main one",
        "+topics: [z]     # the first is the main one",
    ]


def test_a_value_deep_inside_changes_alone():
    assert edited(RECORD, (("documents", 0, "label"), "New")) == ["-    label: Old", "+    label: New"]


def test_an_item_is_removed_alone():
    assert edited(RECORD, (("documents", 1), REMOVED)) == ["-  - path: y.pdf"]


def test_a_removed_field_leaves_the_comment_before_the_next_one():
    assert edited(RECORD, (("topics",), REMOVED)) == ["-topics: [x, y]  # the first is the main one"]


def test_a_new_field_is_put_where_the_order_has_it():
    after = edit_yaml(RECORD, [YamlEdit(("url",), "https://example.org/")], ("id", "title", "url", "topics"))
    assert after.splitlines()[2:5] == [
        'title: "Quoted: title"',
        "url: https://example.org/",
        "topics: [x, y]  # the first is the main one",
    ]


def test_a_list_at_the_left_margin_keeps_its_indents():
    assert edited(LIST, ((0, "records", 1), "bb"), ((2,), {"topic": "z", "records": ["q"]})) == [
        "-    - b",
        "+    - bb",
        "+- topic: z",
        "+  records: [q]",
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("911", "title: '911'"),
        ("no", "title: 'no'"),
        ("2024-05", "title: 2024-05"),
        ("2024-05-17", "title: 2024-05-17"),
        ("It's: so", "title: 'It''s: so'"),
        ("C # D", "title: 'C # D'"),
        ("- x", "title: '- x'"),
        ("", "title: ''"),
        (12, "title: 12"),
        (True, "title: true"),
    ],
)
def test_a_new_value_has_the_quotes_that_it_needs(value, written):
    assert edit_yaml("title: x\n", [YamlEdit(("title",), value)]) == f"{written}\n"


def test_a_long_text_is_folded():
    text = "word " * 40 + "end."
    lines = new_yaml({"summary": text}).splitlines()
    assert (lines[0], max(map(len, lines)) <= 112, len(lines) > 2) == ("summary: >-", True, True)


@pytest.mark.parametrize("text", ["a\n\nb", " a", "a\n", "a  b " * 40, "\t", "a\u0085b", "x\n - y\n"])
def test_an_unusual_text_comes_back_as_it_was(text):
    assert parse_yaml(new_yaml({"summary": text})) == ({"summary": text}, "")


def test_windows_line_ends_stay():
    after = edit_yaml("id: a\r\ntitle: x\r\n", [YamlEdit(("title",), "y")])
    assert after == "id: a\r\ntitle: y\r\n"


def test_a_text_in_which_comment_signs_are_text_is_kept():
    source = "summary: |-\n  first\n  # not a comment\ntitle: x\n"
    assert edited(source, (("title",), "y")) == ["-title: x", "+title: y"]


def test_a_file_that_cannot_be_read_is_refused_with_its_line():
    with pytest.raises(EditError, match="line 2"):
        edit_yaml("id: a\n\ttitle: x\n", [YamlEdit(("title",), "y")])


@pytest.mark.parametrize("path", sorted((CORPUS / "records").glob("*.yaml"))[::10], ids=lambda path: path.stem)
def test_records_of_the_corpus_change_in_one_place(path):
    source = path.read_text(encoding="utf-8")
    assert len(edited(source, (("pages",), 7))) in {1, 2}


def test_a_text_that_ruamel_yaml_cannot_write_is_refused():
    source = "id: x\nsummary: >-  # a comment\n  Text.\n"
    with pytest.raises(EditError, match=r"could not be changed safely \(AttributeError\)"):
        edit_yaml(source, [YamlEdit(("summary",), {"es": {"title": "T"}})])


def test_a_comment_before_the_mark_of_the_end_stays():
    source = "id: x\ntitle: One\n# the last line\n...\n"
    assert edit_yaml(source, [YamlEdit(("title",), "New")]) == source.replace("One", "New")


def test_a_text_with_two_kinds_of_line_ends_is_refused():
    with pytest.raises(EditError, match="end in different ways"):
        edit_yaml("id: x\r\ntitle: One\n", [YamlEdit(("title",), "New")])


def test_items_that_stay_in_a_list_keep_their_comments():
    source = "id: x\nkeywords:\n  # why\n  - one  # first\n  - two  # second\n# next\ntitle: T\n"
    edited = edit_yaml(source, [YamlEdit(("keywords",), ["zero", "two", "three"])])
    assert edited == source.replace("- one  # first\n  - two  # second", "- zero\n  - two  # second\n  - three")


def test_a_text_of_nothing_but_a_line_end_has_quotes():
    assert edit_yaml("id: x\ntitle: T\n", [YamlEdit(("id",), "\n")]) == 'id: "\\n"\ntitle: T\n'
