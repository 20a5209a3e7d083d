"""Constraints of a search, each with a link that removes it."""

from catalog.model import PartialDate
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount
from webui.search.filters.constraints import constraints
from webui.urls import SiteUrls

URLS = SiteUrls()


def test_a_constraint_links_to_the_first_page_of_the_search_without_it(make_result):
    query = Query("guns", {"format": ("webinar", "podcast")}, page=3, per_page=20)
    facets = {"format": (FacetCount("webinar", "Webinar", 1, selected=True),)}
    urls = {constraint.url for constraint in constraints(make_result(query, facets=facets), URLS)}
    assert urls == {
        "/search?format=podcast&format=webinar",
        "/search?format=webinar&q=guns",
        "/search?format=podcast&q=guns",
    }


def test_constraints_have_readable_labels(make_result):
    query = Query("", {"format": ("webinar",)}, sworn=1200, published_from=PartialDate(2015))
    facets = {"format": (FacetCount("webinar", "Webinar", 1, selected=True),)}
    labels = [
        (constraint.kind, constraint.value) for constraint in constraints(make_result(query, facets=facets), URLS)
    ]
    assert labels == [("Format", "Webinar"), ("Your agency", "1,200 sworn officers"), ("From", "2015")]
