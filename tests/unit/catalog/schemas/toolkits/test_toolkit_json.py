"""A toolkit is written to and read from JSON, and any other JSON is refused."""

import datetime as dt
import json

import pytest

from catalog.errors import QueryError
from catalog.schemas.toolkits.toolkit import toolkit_from_json, toolkit_to_json
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_SECTIONS, Item, Section, Toolkit

TOOLKIT = Toolkit(
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


@pytest.mark.parametrize("toolkit", [TOOLKIT, Toolkit()])
def test_a_toolkit_is_read_as_it_was_written(toolkit):
    assert toolkit_from_json(json.loads(json.dumps(toolkit_to_json(toolkit)))) == toolkit


def test_an_item_needs_only_the_id_of_its_record():
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
def test_any_other_json_is_refused_with_a_reason(content):
    with pytest.raises(QueryError) as caught:
        toolkit_from_json(content)
    assert caught.value.errors
