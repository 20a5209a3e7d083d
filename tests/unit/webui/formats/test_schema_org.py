"""A resource as linked data: types, lengths, rights and names that say no more than the record."""

import pytest

import factories
from catalog.model import Entry
from webui.formats.citations.reference_types import KINDS
from webui.formats.citations.schema_org import duration, linked_data
from webui.urls import Addresses

HERE = "https://clearinghouse.example"


def described(**facts):
    entry = Entry(factories.record(**facts))
    return linked_data(entry, factories.taxonomy(), Addresses(HERE))


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"format": "publication"}, "Report"),
        ({"format": "statistics"}, "Dataset"),
        ({"format": "training"}, "Course"),
        ({"format": "webinar", "url": "https://example.org/film"}, "CreativeWork"),
        ({"format": "podcast", "series": "The Beat"}, "PodcastEpisode"),
        ({"format": "podcast"}, "CreativeWork"),
        ({"format": "website", "url": "https://example.org"}, "WebPage"),
        ({"format": "website"}, "CreativeWork"),
        ({}, "CreativeWork"),
    ],
)
def test_the_type_of_linked_data_is_one_whose_facts_are_known(facts, kind):
    assert described(**facts)["@type"] == kind


def test_every_format_has_a_type():
    assert all(described(format=each)["@type"] for each in KINDS)


def test_a_length_is_a_duration_of_an_episode_and_a_time_that_anything_else_takes():
    episode = described(format="podcast", series="The Beat", duration_s=3_900)
    assert (episode["duration"], episode["isPartOf"]["@type"]) == ("PT1H5M", "PodcastSeries")
    assert described(format="webinar", duration_s=1_500)["timeRequired"] == "PT25M"
    assert [duration(seconds) for seconds in (0, 45, 3_600, 3_661)] == ["", "PT45S", "PT1H", "PT1H1M1S"]


def test_rights_are_a_license_only_where_they_are_an_address():
    license_url = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert described(rights=license_url)["license"] == license_url
    assert "license" not in described(rights="CC0 1.0")


def test_an_author_whose_kind_nobody_knows_is_a_name_alone():
    kinds = described(authors=("Bhatt", "Urban Institute"))["author"]
    assert kinds == ["Bhatt", {"@type": "Organization", "name": "Urban Institute"}]
