"""The editorial content of a generation is written to and read from editorial.json."""

import datetime as dt
import json

import pytest

from catalog.editorial.bets import Bet, BetLink
from catalog.editorial.model import Editorial, read_editorial, write_editorial
from catalog.errors import DamagedError
from catalog.program import Page, PagePart, Site
from catalog.toolkit import FeaturedToolkit, Item, Section, Toolkit

DAY = dt.date(2026, 12, 31)
EDITORIAL = Editorial(
    bets=(
        Bet(("a", "b"), "one", text="Why."),
        Bet(("policía y vecinos",), link=BetLink("https://example.org/", "A page"), until=DAY),
    ),
    pages=(Page("about", "About", "# About\n\nText.", "What it is.", "es", (PagePart("About", "Text."),)),),
    sites=(Site("a-town", "A town", "OH", 39.75, -84.19, "operations", 2017, "https://example.org/"),),
    toolkits=(
        FeaturedToolkit(
            "first",
            Toolkit("First", "Why.", (Section("", (Item("one", "Read it.", "One", "2nd", "2016", DAY),)),), "en", DAY),
            ("technology",),
            1,
            49,
        ),
    ),
)


def test_editorial_content_is_read_as_it_was_written(tmp_path):
    write_editorial(tmp_path, EDITORIAL)
    assert read_editorial(tmp_path) == EDITORIAL


def test_a_generation_without_the_file_has_no_editorial_content(tmp_path):
    assert read_editorial(tmp_path) == Editorial()


@pytest.mark.parametrize(
    "content", ["", "[1]", '{"bets": [{}]}', '{"bets": [{"queries": ["a"], "since": "soon"}]}', "7", '{"more": []}']
)
def test_a_file_with_other_content_is_damaged(tmp_path, content):
    (tmp_path / "editorial.json").write_text(content)
    with pytest.raises(DamagedError, match=r"editorial\.json"):
        read_editorial(tmp_path)


def test_the_file_is_plain_json(tmp_path):
    write_editorial(tmp_path, EDITORIAL)
    bet = json.loads((tmp_path / "editorial.json").read_text("utf-8"))["bets"][1]
    assert (bet["link"], bet["until"]) == ({"url": "https://example.org/", "title": "A page"}, "2026-12-31")
