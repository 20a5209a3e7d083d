"""A toolkit is written to and read from JSON, and any other JSON is refused."""

import datetime as dt
import json

import pytest

from catalog.errors import QueryError
from catalog.schemas.toolkits.toolkit import toolkit_from_json, toolkit_to_json
from catalog.toolkit import MAX_ITEMS, MAX_KEPT, MAX_NOTE, MAX_SECTIONS, Item, Section, Toolkit

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


def test_of_what_an_item_says_about_its_record_only_the_beginning_is_kept():
    item = {"record": "gone", **dict.fromkeys(("title", "edition", "published"), "word " * 5_000)}
    (read,) = toolkit_from_json({"sections": [{"items": [item]}]}).items()
    assert {len(text) for text in (read.title, read.edition, read.published)} == {MAX_KEPT - 1}
    assert toolkit_from_json(toolkit_to_json(Toolkit(sections=(Section("", (read,)),)))).ids() == ("gone",)


@pytest.mark.parametrize(
    "content",
    [
        {"sections": [{"items": [{"record": []}] * (MAX_ITEMS + 1)}]},
        {"sections": [{"items": "none"}] * (MAX_SECTIONS + 1)},
    ],
)
def test_the_length_of_a_list_is_checked_before_its_items(content):
    with pytest.raises(QueryError) as caught:
        toolkit_from_json(content)
    assert [reason.id for (reason,) in caught.value.errors.values()] == ["too-many-items"]


def test_no_names_are_suggested_for_unknown_fields():
    with pytest.raises(QueryError) as caught:
        toolkit_from_json({"titel": "x"})
    assert "title" not in str(caught.value.errors["titel"])


def test_a_language_code_has_a_few_parts():
    assert toolkit_from_json({"language": "zh-Hant-HK"}).language == "zh-Hant-HK"
    with pytest.raises(QueryError):
        toolkit_from_json({"language": "en" + "-aa" * 5_000})
