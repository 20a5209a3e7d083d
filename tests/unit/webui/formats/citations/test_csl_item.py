"""A record as a CSL item, and the item as CSL-JSON."""

import sys

import pytest

import factories
from catalog.model import Identifiers, PartialDate
from webui.formats.citations.csl_item import csl_item, csl_json

FORMATS = [term.value for term in factories.starter_formats().formats]
PAGE_URL = "https://clearinghouse.example/resources/one"
CSL_TYPES = {"broadcast", "dataset", "document", "motion_picture", "periodical", "report", "webpage"}
"""The types of CSL 1.0.2 (specification, appendix III) that formats map to."""


def as_json(**fields):
    return csl_json(csl_item(factories.record(**fields), factories.starter_formats()), PAGE_URL)


def test_a_record_with_every_field_fills_every_variable():
    record = {
        "title": "Cameras",
        "subtitle": "A guide",
        "format": "publication",
        "authors": ("Jane Q. Doe Jr.", "Urban Institute", "Bhatt"),
        "publishers": ("BJA", "Town Police Institute"),
        "published": PartialDate(2016, 3, 5),
        "series": "Small agencies",
        "edition": "2nd edition",
        "identifiers": Identifiers(ncj="251572", doi="https://doi.org/10.1000/182", isbn="978-0", report="12-3"),
        "url": "https://example.org/guide",
        "language": "en",
        "summary": "About cameras.\n\nAnd more.",
        "topics": ("technology",),
        "keywords": ("body-worn", "retention"),
    }
    assert as_json(**record) == {
        "id": "one",
        "type": "report",
        "title": "Cameras: A guide",
        "author": [
            {"family": "Doe", "given": "Jane Q.", "suffix": "Jr."},
            {"literal": "Urban Institute"},
            {"literal": "Bhatt"},
        ],
        "issued": {"date-parts": [[2016, 3, 5]]},
        "publisher": "Bureau of Justice Assistance; Town Police Institute",
        "collection-title": "Small agencies",
        "genre": "Publication",
        "edition": "2nd edition",
        "number": "12-3",
        "note": "NCJ 251572",
        "DOI": "10.1000/182",
        "ISBN": "978-0",
        "URL": "https://example.org/guide",
        "language": "en",
        "abstract": "About cameras.\n\nAnd more.",
        "keyword": "Technology, body-worn, retention",
        "source": "Public Safety Clearinghouse",
    }


def test_unknown_values_have_no_variable():
    assert as_json(title="Bare") == {
        "id": "one",
        "type": "document",
        "title": "Bare",
        "URL": PAGE_URL,
        "source": "Public Safety Clearinghouse",
    }


@pytest.mark.parametrize("format_value", [*FORMATS, "hologram"])
def test_every_format_maps_to_a_csl_type(format_value):
    assert as_json(format=format_value)["type"] in CSL_TYPES


def test_an_episode_is_part_of_a_container_and_a_recording_has_a_medium():
    episode = as_json(format="podcast", series="The Beat")
    assert (episode["type"], episode["container-title"], episode["medium"]) == (
        "broadcast",
        "The Beat",
        "Audio podcast",
    )
    assert "collection-title" not in episode
    assert as_json(format="webinar")["medium"] == "Webinar"


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        (PartialDate(2016), [2016]),
        (PartialDate(2016, 3), [2016, 3]),
        (PartialDate(2016, 3, 5), [2016, 3, 5]),
    ],
)
def test_a_date_has_the_parts_that_are_known(date, parts):
    assert as_json(published=date)["issued"] == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("title", "full"), [("Cameras", "Cameras: Why?"), ("Cameras?", "Cameras? Why?"), ("Cameras.", "Cameras. Why?")]
)
def test_a_subtitle_follows_a_colon_unless_the_title_ends_a_sentence(title, full):
    assert as_json(title=title, subtitle="Why?")["title"] == full


@pytest.mark.parametrize(
    "written", ["10.1000/182", "doi:10.1000/182", "DOI: 10.1000/182", "http://dx.doi.org/10.1000/182"]
)
def test_a_doi_has_no_prefix(written):
    assert as_json(identifiers=Identifiers(doi=written))["DOI"] == "10.1000/182"


def test_an_ncj_number_has_its_prefix_once():
    assert {as_json(identifiers=Identifiers(ncj=ncj))["note"] for ncj in ("251572", "NCJ 251572", "ncj251572")} == {
        "NCJ 251572"
    }


def test_names_without_letters_are_left_out():
    item = csl_item(factories.record(authors=("Dr. Jane  Doe", " ,", "BJA")), factories.starter_formats())
    assert [name.natural for name in item.authors] == ["Jane Doe", "Bureau of Justice Assistance"]


def casefold_calls(count):
    """Return how often a text is case-folded to make the item of a record with so many authors and publishers."""
    names = tuple(f"Name {number}" for number in range(count))
    record, taxonomy, calls = factories.record(authors=names, publishers=names), factories.starter_formats(), []
    sys.setprofile(lambda _frame, event, called: calls.append(event == "c_call" and called.__name__ == "casefold"))
    try:
        csl_item(record, taxonomy)
    finally:
        sys.setprofile(None)
    return sum(calls)


def test_the_work_for_twice_as_many_names_is_twice_as_much():
    assert casefold_calls(100) <= 2 * casefold_calls(50)
