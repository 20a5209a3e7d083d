"""schema.org linked data: types, durations, licenses and authors."""

import pytest

import factories
from catalog.model import Entry
from webui.formats.citations.csl_item import csl_item
from webui.formats.citations.schema_org import iso_duration, linked_data
from webui.urls import SiteUrls

FORMATS = [term.value for term in factories.starter_formats().formats]
PUBLIC_URL = "https://clearinghouse.example"


def described(**facts):
    entry = Entry(factories.record(**facts))
    return linked_data(csl_item(entry.record, factories.starter_formats()), entry, SiteUrls(PUBLIC_URL))


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
def test_the_type_is_one_whose_required_properties_are_known(facts, kind):
    assert described(**facts)["@type"] == kind


def test_every_format_has_a_type():
    assert all(described(format=format_value)["@type"] for format_value in FORMATS)


def test_seconds_are_the_duration_of_an_episode_and_the_time_required_of_other_works():
    episode = described(format="podcast", series="The Beat", duration_s=3_900)
    assert (episode["duration"], episode["isPartOf"]["@type"]) == ("PT1H5M", "PodcastSeries")
    assert described(format="webinar", duration_s=1_500)["timeRequired"] == "PT25M"
    assert [iso_duration(seconds) for seconds in (0, 45, 3_600, 3_661)] == ["", "PT45S", "PT1H", "PT1H1M1S"]


def test_rights_are_a_license_if_they_are_a_url_or_name_one_of_creative_commons():
    license_address = "https://creativecommons.org/publicdomain/zero/1.0/"
    assert described(rights=license_address)["license"] == described(rights="CC0 1.0")["license"] == license_address
    assert "license" not in described(rights="Public domain in the United States")


def test_an_author_of_unknown_kind_is_a_bare_name():
    kinds = described(authors=("Bhatt", "Urban Institute"))["author"]
    assert kinds == ["Bhatt", {"@type": "Organization", "name": "Urban Institute"}]
