"""Links to the pages of results."""

import pytest

from catalog.search.query.tree import Query
from webui.search.pagination import page_links
from webui.search.state import SearchState
from webui.urls import SiteUrls

URLS = SiteUrls()


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, []),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_page_links_surround_the_current_page_and_no_gap_hides_a_single_page(page, pages, numbers):
    assert [link.number for link in page_links(SearchState(Query(page=page)), pages, URLS)] == numbers


def test_the_url_of_the_first_page_has_no_page_parameter():
    first, second, *_ = page_links(SearchState(Query("a", page=2)), 3, URLS)
    assert (first.url, second.url) == ("/search?q=a", "/search?page=2&q=a")
