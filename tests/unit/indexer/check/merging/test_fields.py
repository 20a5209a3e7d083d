"""Which values a record has after another one is merged into it."""

import pytest

from indexer.check.merging.fields import Origin, merge_fields

FIRST = {"id": "a", "title": "Cameras"}
SECOND = {"id": "b", "title": "Body cameras"}


def merged(first, second, take=()):
    """Return the merged values by field."""
    choices = merge_fields({**FIRST, **first}, {**SECOND, **second}, take)
    return {choice.field: choice.merged for choice in choices}


def test_the_first_record_keeps_its_value_and_the_other_one_is_shown():
    (title, _aliases) = merge_fields(FIRST, SECOND)
    assert (title.merged, title.second, title.origin, title.is_open) == ("Cameras", "Body cameras", Origin.FIRST, True)


def test_the_value_of_the_second_record_can_be_taken():
    assert merged({}, {}, take=("title",))["title"] == "Body cameras"


def test_the_second_record_fills_what_is_missing():
    assert merged({}, {"summary": "What they do."})["summary"] == "What they do."


@pytest.mark.parametrize(("name", "value"), [("agency_size", {"sworn_max": 49}), ("status", "draft")])
def test_a_field_whose_absence_has_a_meaning_is_not_filled(name, value):
    assert merged({}, {name: value})[name] is None


def test_lists_have_the_items_of_both_once():
    result = merged(
        {"topics": ["technology"], "keywords": ["Cameras"], "publishers": ["BJA"]},
        {"topics": ["gun-violence", "technology"], "keywords": ["cameras", "video"], "publishers": ["bja"]},
    )
    assert result["topics"] == ["technology", "gun-violence"]
    assert result["keywords"] == ["Cameras", "video"]
    assert result["publishers"] == ["BJA"]


def test_documents_are_united_by_file_and_address():
    result = merged(
        {"documents": [{"path": "a.pdf"}, {"url": "https://example.org/a"}]},
        {"documents": [{"url": "http://www.example.org/a/"}, {"path": "b.pdf"}, {"path": "a.pdf", "label": "A"}]},
    )
    assert result["documents"] == [{"path": "a.pdf"}, {"url": "https://example.org/a"}, {"path": "b.pdf"}]


def test_authors_are_not_united_because_names_are_written_differently():
    assert merged({"authors": ["J. Doe"]}, {"authors": ["Jane Doe"]})["authors"] == ["J. Doe"]


def test_identifiers_are_filled_one_by_one():
    result = merged({"identifiers": {"doi": "10.1/a"}}, {"identifiers": {"doi": "10.1/b", "ncj": "1"}})
    assert result["identifiers"] == {"doi": "10.1/a", "ncj": "1"}


def test_the_id_and_the_aliases_of_the_second_record_become_aliases():
    assert merged({"aliases": ["old"]}, {"aliases": ["older", "a"]})["aliases"] == ["old", "b", "older"]


def test_a_later_import_finds_the_merged_record_by_both_sources():
    own, other = {"source": "one", "id": "1", "locked": ["title"]}, {"source": "two", "id": "2"}
    result = merged({"imported": own}, {"imported": other, "summary": "Text."})["imported"]
    assert result == {**own, "locked": ["title", "summary"], "merged": [{"source": "two", "id": "2"}]}


def test_an_import_leaves_alone_what_an_editor_wrote_in_the_first_record():
    result = merged({}, {"imported": {"source": "two", "id": "2"}, "summary": "Text."})["imported"]
    assert (result["source"], result["locked"]) == ("two", ["title"])


def test_an_import_updates_what_the_other_record_has_nothing_to_add_to():
    own = {"source": "one", "id": "1"}
    first = {"imported": own, "summary": "Text.", "topics": ["technology"], "identifiers": {"doi": "10.1/a"}}
    second = {"summary": "Other.", "topics": ["technology"], "identifiers": {"doi": "10.1/b"}, "language": "es"}
    assert merged(first, second, take=())["imported"] == own


def test_an_import_leaves_alone_a_value_that_an_editor_took_from_the_other_record():
    result = merged({"imported": {"source": "one", "id": "1"}}, {}, take=("title",))["imported"]
    assert result["locked"] == ["title"]


def test_a_value_that_was_taken_and_is_the_same_is_not_locked():
    assert "locked" not in merged({"imported": {"source": "one", "id": "1"}}, FIRST, take=("title",))["imported"]
