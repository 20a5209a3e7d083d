"""A query finds pages of the site, by the part that has its words."""

import pytest

from catalog.editorial.site_search import MANY_RESOURCES, SitePages
from catalog.program import Site
from catalog.search.query.tree import Query
from catalog.toolkit import FeaturedToolkit, Item, Section, Toolkit
from factories import page

APPROACH = """Two levels.

## Operations approach

Three years, a liaison, and help with gun violence.

## Diagnostic approach

Eighteen months of shared work with prosecutors.
"""
PAGES = (
    page("about", "About us", "Who we are, with prosecutors.", "An introduction."),
    page("approach", "The approach", APPROACH, "How it works."),
    page("approach", "El enfoque", "## Diagnóstico\n\nDieciocho meses de trabajo.", "Cómo es.", "es"),
    page("sites", "Partnership sites", "Where they are.", "The cities."),
)
SITES = (Site("toledo-oh", "Toledo", "OH", 41.65, -83.54), Site("flint-mi", "Flint", "MI", 43.01, -83.69))
TOOLKIT = FeaturedToolkit(
    "shooting-reviews",
    Toolkit(
        "Start a shooting review",
        "For a small town.",
        (Section("Begin", (Item("x", "Read this aloud."), Item("y", "Then act"))),),
    ),
)


@pytest.fixture(scope="module")
def pages(taxonomy):
    return SitePages(PAGES, SITES, (TOOLKIT,), taxonomy)


@pytest.fixture(scope="module")
def names(pages):
    return lambda text, **params: [match.name for match in pages.matching(Query(text), **params)]


def test_a_page_is_found_by_a_heading_and_linked_to_it(pages):
    (match,) = pages.matching(Query("diagnostic approaches"))
    assert (match.kind, match.name, match.title, match.anchor) == (
        "page",
        "approach",
        "The approach",
        "diagnostic-approach",
    )
    text = match.snippet.text
    assert text == "Diagnostic approach. Eighteen months of shared work with prosecutors."
    assert [text[start:end] for start, end in match.snippet.marks] == ["Diagnostic approach"]


def test_all_words_must_be_in_one_part_of_a_page(names):
    assert names("liaison three years") == ["approach"]
    assert names("liaison prosecutors") == []


def test_a_city_or_a_state_finds_the_page_of_sites(names, pages):
    assert names("Toledo") == names("sites in ohio") == ["sites"]
    assert pages.matching(Query("toledo"))[0].snippet.text == "Ohio: Toledo"


def test_a_word_in_several_pages_counts_only_in_a_heading(names):
    assert names("prosecutors") == []
    assert names("introduction") == ["about"]


def test_if_many_resources_have_the_words_only_the_title_counts(names):
    assert names("liaison", resources=MANY_RESOURCES) == []
    assert names("approach", resources=MANY_RESOURCES) == ["approach"]


def test_a_topic_finds_no_page(names):
    assert names("gun violence") == []


def test_a_featured_toolkit_is_found_by_its_text(pages):
    (match,) = pages.matching(Query("aloud"))
    assert (match.kind, match.name) == ("toolkit", "shooting-reviews")
    assert match.snippet.text == "Read this aloud. Then act."


def test_a_phrase_matches_only_in_order(names):
    assert names('"eighteen months"') == ["approach"]
    assert names('"months eighteen"') == []


@pytest.mark.parametrize(
    "text", ["", " ", "topic:technology", "title:liaison", "liaison -years", "liaison OR toledo", "liais*", "(", "…"]
)
def test_a_query_with_operators_or_without_words_finds_no_page(names, text):
    assert names(text) == []


def test_pages_are_in_the_requested_language_or_else_in_english(pages):
    assert [(match.name, match.language) for match in pages.matching(Query("diagnóstico"), "es")] == [
        ("approach", "es")
    ]
    assert [match.language for match in pages.matching(Query("introduction"), "es")] == ["en"]
    assert pages.matching(Query("diagnóstico")) == ()
    assert pages.matching(Query("toledo"), "fr") == ()


def test_pages_of_the_site_are_only_on_the_first_page_of_results(pages):
    assert pages.matching(Query("toledo", page=2)) == ()


def test_a_site_without_pages_finds_nothing(taxonomy):
    assert SitePages((), (), (), taxonomy).matching(Query("toledo")) == ()
