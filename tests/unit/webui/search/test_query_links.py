"""Links to other queries: the search for the exact words, without synonyms."""

import pytest

from catalog.search.query.tree import Expansion
from webui.search.query_links import exact_text


@pytest.mark.parametrize(
    ("text", "typed", "exact"),
    [
        ("lpr policy", "lpr", "=lpr policy"),
        ("license  plate reader", "license plate reader", '"license plate reader"'),
        ("c++ lpr", "c++", "=c++ lpr"),
        ("=lpr", "lpr", "=lpr"),
        ("alprs", "lpr", "alprs"),
    ],
)
def test_the_exact_search_excludes_synonyms(text, typed, exact):
    assert exact_text(text, [Expansion(typed, ("other",))]) == exact
