"""When a source is refused because no column is its title."""

import pytest

from indexer.importers.mapping.missing_title import NoTitleError, check_title
from indexer.importers.mapping.source_mapping import SourceMapping


def mapping(**columns):
    return SourceMapping("s", columns, format="csv")


@pytest.mark.parametrize(
    "samples",
    [
        {},
        {"name": ["Guns"]},
        {"deleted": [True], "source_id": ["1"]},
    ],
)
def test_a_source_with_a_title_or_without_rows_that_need_one_is_accepted(samples):
    check_title(mapping(name="title"), samples, "mappings.yaml")


def test_a_format_whose_readers_know_the_title_is_accepted():
    check_title(SourceMapping("s", format="folder"), {"summary": ["x"]}, "mappings.yaml")


def test_a_title_for_all_rows_is_one():
    check_title(SourceMapping("s", format="csv", defaults={"title": "Untitled"}), {"x": ["1"]}, "mappings.yaml")


def test_columns_that_are_nothing_else_are_proposed_first():
    samples = {"About": ["How to trace a gun", "How to map a patrol"], "Was": ["Tracing guns", "Patrol maps"]}
    with pytest.raises(NoTitleError) as error:
        check_title(mapping(About="summary", Was="none"), samples, "mappings.yaml")
    assert error.value.details[1:3] == (
        "  It may be 'Was', as in 'Tracing guns'",
        "  It may be 'About', as in 'How to trace a gun'",
    )
    assert "    Was: title" in error.value.details


def test_a_heading_with_a_colon_is_written_as_yaml_needs_it():
    with pytest.raises(NoTitleError) as error:
        check_title(mapping(), {"Was: kurz": ["Tracing guns", "Patrol maps"]}, "mappings.yaml")
    assert "    'Was: kurz': title" in error.value.details
