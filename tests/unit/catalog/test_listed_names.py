"""Long lists of names in sentences."""

from catalog.text import listed


def test_no_name_is_left_out_up_to_the_limit():
    assert listed(["a", "b", "c"], 3) == "a, b, c"


def test_names_beyond_the_limit_are_counted():
    assert listed(["a", "b", *["c"] * 1200], 2) == "a, b and 1,200 more"
