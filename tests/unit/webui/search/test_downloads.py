"""Downloads of a search: the title of the file."""

from webui.search.downloads import MAX_SEARCH_TITLE, search_title
from webui.search.filters.constraints import Constraint


def test_the_title_of_a_long_search_is_limited_in_length():
    constraints = [Constraint("topic", "Topic", f"Topic number {number}", "") for number in range(40)]
    assert len(search_title(constraints)) <= MAX_SEARCH_TITLE
    assert search_title([]) == "All resources"
