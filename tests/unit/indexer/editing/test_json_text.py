"""A JSON text in an unusual layout keeps it: only the changed values are written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.editing.texts.json_text import edit_json_records

ORDER = ("id", "title", "summary", "topics", "keywords", "pages")
UNUSUAL = (
    '[ {"id":"a", "title":"A",\n   "topics":[ "x" ] },\n\n  {"id":"b","title":"B","keywords":[\n      "k"\n    ]} ]\n'
)


@pytest.mark.parametrize(
    ("changes", "removed", "expected"),
    [
        ({0: {"title": "New"}}, (), UNUSUAL.replace('"A"', '"New"')),
        ({1: {"keywords": ["k", "l"]}}, (), UNUSUAL.replace('"k"\n', '"k",\n      "l"\n')),
        ({0: {"summary": "S"}}, (), UNUSUAL.replace('"title":"A"', '"title":"A", "summary":"S"')),
        ({0: {"pages": 3}}, (), UNUSUAL.replace('[ "x" ]', '[ "x" ], "pages":3')),
        ({0: {"title": None}}, (), UNUSUAL.replace(', "title":"A"', "")),
        ({1: {"id": None}}, (), UNUSUAL.replace('"id":"b",', "")),
        ({}, (0,), UNUSUAL.replace('{"id":"a", "title":"A",\n   "topics":[ "x" ] },\n\n  ', "")),
        (
            {},
            (1,),
            UNUSUAL.replace(',\n\n  {"id":"b","title":"B","keywords":[\n      "k"\n    ]}', ""),
        ),
    ],
)
def test_only_what_changes_is_written(changes, removed, expected):
    assert edit_json_records(UNUSUAL, changes, removed, ORDER) == expected


def test_one_record_keeps_its_layout_and_escapes():
    text = '{ "id": "a",\r\n  "title": "caf\\u00e9" }'
    assert edit_json_records(text, {0: {"title": "th\u00e9"}}, (), ORDER) == text.replace("caf\\u00e9", "th\\u00e9")


VALUES = st.text(max_size=4) | st.integers() | st.lists(st.text(max_size=3), max_size=2)
RECORDS = st.lists(
    st.fixed_dictionaries({"id": st.text(max_size=3)}, optional=dict.fromkeys(ORDER[1:], VALUES)),
    min_size=1,
    max_size=4,
)


@given(RECORDS, st.data())
def test_the_edited_text_has_the_changed_values_whatever_the_layout(records, data):
    spaces = data.draw(st.sampled_from([" ", "\n", "", "\t\n  "]))
    text = json.dumps(records, separators=(f"{spaces},{spaces}", f"{spaces}:"))
    removed = data.draw(st.sets(st.integers(0, len(records) - 1), max_size=len(records) - 1))
    changed = st.dictionaries(st.sampled_from(ORDER[1:]), VALUES | st.none(), max_size=3)
    changes = {number: data.draw(changed) for number in range(len(records)) if number not in removed}
    wanted = [
        {name: value for name, value in {**item, **changes.get(number, {})}.items() if value is not None}
        for number, item in enumerate(records)
        if number not in removed
    ]
    assert json.loads(edit_json_records(text, changes, removed, ORDER)) == wanted
