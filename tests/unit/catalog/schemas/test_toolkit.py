"""A toolkit as it is kept: the same values in and out, and nothing else in."""

import datetime as dt
import json

import pytest

from catalog.errors import QueryError
from catalog.schemas.toolkits.toolkit import toolkit_from_json, toolkit_to_json
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_SECTIONS, Item, Section, Toolkit

WHOLE = Toolkit(
    "Title",
    "Why.\n\nAnd how.",
    (
        Section("", (Item("one", "A note", "One", "2nd", "2016-05", dt.date(2026, 1, 5)), Item("two"))),
        Section("More", (Item("three"),)),
        Section("Empty"),
    ),
    "es",
    dt.date(2026, 2, 1),
)


@pytest.mark.parametrize("toolkit", [WHOLE, Toolkit()])
def test_it_comes_back_as_it_was(toolkit):
    assert toolkit_from_json(json.loads(json.dumps(toolkit_to_json(toolkit)))) == toolkit


def test_what_a_script_adds_needs_no_more_than_an_id():
    assert toolkit_from_json({"sections": [{"items": [{"record": "one"}]}]}) == Toolkit(
        sections=(Section("", (Item("one"),)),)
    )


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "text",
        {"more": 1},
        {"sections": {}},
        {"sections": [1]},
        {"sections": [{"items": [{"note": "no record"}]}]},
        {"sections": [{"items": [{"record": "one", "colour": "red"}]}]},
        {"sections": [{"items": [{"record": "../etc"}]}]},
        {"sections": [{"items": [{"record": "one", "note": "x" * (MAX_NOTE + 1)}]}]},
        {"sections": [{"items": [{"record": "one"}, {"record": "one"}]}]},
        {"sections": [{"items": [{"record": f"r{n}"} for n in range(MAX_ITEMS + 1)]}]},
        {"sections": [{"title": f"S{n}"} for n in range(MAX_SECTIONS + 1)]},
        {"title": ["x"]},
        {"made": "soon"},
        {"language": "<script>"},
    ],
    ids=lambda content: str(content)[:40],
)
def test_anything_else_is_refused_with_a_reason(content):
    with pytest.raises(QueryError) as refused:
        toolkit_from_json(content)
    assert refused.value.errors
