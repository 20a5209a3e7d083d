"""Which column becomes which field."""

import pytest

import factories
from indexer.importers.mapping.guessing import guess_columns


def guess(**samples):
    return guess_columns(samples, factories.taxonomy())


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("title", "title"),
        ("Agency Size", "agency_size"),
        ("Name", "title"),
        ("Abstract", "summary"),
        ("landingPage", "url"),
        ("Date of publication", "none"),
        ("Issued", "published"),
        ("guid", "source_id"),
        ("DOI", "identifiers.doi"),
        ("Report number", "identifiers.report"),
        ("publisher.name", "publishers"),
        ("modified", "none"),
        ("status", "none"),
        ("access_level", "none"),
    ],
)
def test_a_heading_has_its_field(heading, target):
    assert guess_columns({heading: [""]}, factories.taxonomy()) == {heading: target}


def test_a_column_whose_values_the_field_refuses_is_left_out():
    assert guess(size=[7891488, 1377557908]) == {"size": "none"}
    assert guess(size=["under 50", "1,000 or more"]) == {"size": "agency_size"}


def test_a_column_named_as_a_field_comes_before_one_that_may_mean_it():
    assert guess(name=["x"], title=["y"]) == {"name": "none", "title": "title"}


def test_a_column_of_file_types_beside_one_of_types_is_not_the_format():
    assert guess(type=["Dataset"], format=["CSV"]) == {"type": "format", "format": "none"}


def test_a_column_of_formats_beside_one_of_types_is_the_format():
    assert guess(type=["x"], format=["Webinar"]) == {"type": "none", "format": "format"}
