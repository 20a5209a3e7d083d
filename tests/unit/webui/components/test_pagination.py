"""Links to the pages of a long list or text."""

import pytest

from webui.components.pagination import pagination


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
    assert [link.number for link in pagination(page, pages, str).links] == numbers


@pytest.mark.parametrize(
    ("page", "neighbors"), [(1, (None, "2")), (2, ("1", "3")), (3, ("2", None)), (4, (None, None))]
)
def test_the_first_page_has_no_previous_page_and_the_last_no_next(page, neighbors):
    pages = pagination(page, 3, str)
    assert (pages.previous_url, pages.next_url) == neighbors
