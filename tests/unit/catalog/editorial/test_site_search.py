"""What the site itself says to a query: which pages, which part of them, and when it says nothing."""

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
    Toolkit("Start a shooting review", "For a small town.", (Section("Begin", (Item("x", "Read this aloud."),)),)),
)


@pytest.fixture(scope="module")
def pages(taxonomy):
    return SitePages(PAGES, SITES, (TOOLKIT,), taxonomy)


@pytest.fixture(scope="module")
def names(pages):
    return lambda text, **more: [found.name for found in pages.matching(Query(text), **more)]


def test_a_page_is_found_by_a_heading_and_opens_there(pages):
    (found,) = pages.matching(Query("diagnostic approaches"))
    assert (found.kind, found.name, found.title, found.anchor) == (
        "page",
        "approach",
        "The approach",
        "diagnostic-approach",
    )
    text = found.snippet.text
    assert text == "Diagnostic approach. Eighteen months of shared work with prosecutors."
    assert [text[first:last] for first, last in found.snippet.marks] == ["Diagnostic", "approach"]


def test_all_words_must_stand_in_one_part(names):
    assert names("liaison three years") == ["approach"]
    assert names("liaison prosecutors") == []


def test_a_city_and_a_state_lead_to_the_sites(names, pages):
    assert names("Toledo") == names("sites in ohio") == ["sites"]
    assert pages.matching(Query("toledo"))[0].snippet.text == "Ohio: Toledo"


def test_a_word_of_several_pages_tells_only_in_a_heading(names):
    assert names("prosecutors") == []
    assert names("introduction") == ["about"]


def test_where_many_resources_have_the_words_only_the_title_counts(names):
    assert names("liaison", resources=MANY_RESOURCES) == []
    assert names("approach", resources=MANY_RESOURCES) == ["approach"]


def test_a_topic_is_about_resources(names):
    assert names("gun violence") == []


def test_a_toolkit_of_the_editors_is_found_by_what_it_says(pages):
    (found,) = pages.matching(Query("aloud"))
    assert (found.kind, found.name) == ("toolkit", "shooting-reviews")
    assert "Read this aloud." in found.snippet.text


def test_a_phrase_must_stand_as_it_is(names):
    assert names('"eighteen months"') == ["approach"]
    assert names('"months eighteen"') == []


@pytest.mark.parametrize(
    "text", ["", " ", "topic:technology", "title:liaison", "liaison -years", "liaison OR toledo", "liais*", "(", "…"]
)
def test_a_text_with_signs_or_without_words_finds_none(names, text):
    assert names(text) == []


def test_pages_are_in_the_language_asked_for_or_else_in_english(pages):
    assert [(found.name, found.language) for found in pages.matching(Query("diagnóstico"), "es")] == [
        ("approach", "es")
    ]
    assert [found.language for found in pages.matching(Query("introduction"), "es")] == ["en"]
    assert pages.matching(Query("diagnóstico")) == ()
    assert pages.matching(Query("toledo"), "fr") == ()


def test_they_stand_on_the_first_page_only(pages):
    assert pages.matching(Query("toledo", page=2)) == ()


def test_there_may_be_none(taxonomy):
    assert SitePages((), (), (), taxonomy).matching(Query("toledo")) == ()
