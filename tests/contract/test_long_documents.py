"""Long documents: what they say on one page counts, and their length does not."""

import pytest

import factories
from catalog.search.query.tree import Query

FILLER = tuple(f"Chapter {number} is about budgets, staffing and the weather in town" for number in range(60))


@pytest.fixture
def order(build):
    """A function that returns the ids of an answer in order, from an index of entries with these pages."""

    def ordered(text, **pages):
        searcher = build(*(factories.entry(key, pages=tuple(found)) for key, found in pages.items()))
        return [hit.record.id for hit in searcher.search(Query(text)).hits]

    return ordered


def test_a_page_of_a_long_report_that_is_all_about_it_comes_before_a_short_text_that_mentions_it(order):
    strong = "Witness relocation: how witness relocation is paid for, and who decides on witness relocation"
    report = (*FILLER[:30], strong, *FILLER[30:])
    passing = "Our budgets cover overtime, fuel, repairs, witness travel, uniforms, office relocation and the weather"
    assert order("witness relocation", report=report, short=(passing,)) == ["report", "short"]


def test_words_on_different_pages_of_a_long_report_come_after_a_short_text_with_them_together(order):
    scattered = (*FILLER[:20], "A witness spoke", *FILLER[20:40], "An office relocation", *FILLER[40:])
    short = "Witness relocation is paid for by the county"
    assert order("witness relocation", report=scattered, short=(short,)) == ["short", "report"]


def test_more_pages_about_something_else_do_not_change_what_a_page_is_worth(build):
    page = "Witness relocation is paid for by the county"
    entries = [factories.entry("thin", pages=(page,)), factories.entry("thick", pages=(page, *FILLER))]
    thin, thick = build(*entries).search(Query("witness relocation")).hits
    assert thick.score > 0.8 * thin.score


def test_as_many_passages_are_shown_as_were_asked_for_in_the_order_of_the_document(build):
    pages = tuple(f"Page {number} is on cameras" for number in range(9))
    searcher = build(factories.entry("report", pages=pages))
    for asked, shown in ((Query("cameras"), 2), (Query("cameras", passages=5), 5), (Query("cameras", passages=20), 9)):
        (hit,) = searcher.search(asked).hits
        labels = [snippet.locator.label for snippet in hit.snippets if snippet.document is not None]
        assert len(labels) == shown
        assert labels == sorted(labels)
