"""A long document ranks by its best pages, and its length does not count against it."""

import pytest

import factories
from catalog.search.query.tree import Query

FILLER = tuple(f"Chapter {number} is about budgets, staffing and the weather in town" for number in range(60))


@pytest.fixture
def ranked_ids(build):
    """Return a function that indexes entries with these pages, by id, and returns the ids of the hits in ranked_ids."""

    def search(text, **pages_by_id):
        searcher = build(*(factories.entry(name, pages=tuple(pages)) for name, pages in pages_by_id.items()))
        return [hit.record.id for hit in searcher.search(Query(text)).hits]

    return search


def test_a_page_on_the_subject_in_a_long_report_ranks_above_a_short_text_that_mentions_it(ranked_ids):
    strong = "Witness relocation: how witness relocation is paid for, and who decides on witness relocation"
    report = (*FILLER[:30], strong, *FILLER[30:])
    mention = "Our budgets cover overtime, fuel, repairs, witness travel, uniforms, office relocation and the weather"
    assert ranked_ids("witness relocation", report=report, short=(mention,)) == ["report", "short"]


def test_words_on_different_pages_of_a_long_report_rank_below_a_short_text_with_all_of_them(ranked_ids):
    scattered = (*FILLER[:20], "A witness spoke", *FILLER[20:40], "An office relocation", *FILLER[40:])
    short = "Witness relocation is paid for by the county"
    assert ranked_ids("witness relocation", report=scattered, short=(short,)) == ["short", "report"]


def test_pages_on_other_subjects_hardly_lower_the_score(build):
    page = "Witness relocation is paid for by the county"
    entries = [factories.entry("thin", pages=(page,)), factories.entry("thick", pages=(page, *FILLER))]
    thin, thick = build(*entries).search(Query("witness relocation")).hits
    assert thick.score > 0.8 * thin.score


def test_a_hit_has_the_requested_number_of_passages_in_document_order(build):
    pages = tuple(f"Page {number} is on cameras" for number in range(9))
    searcher = build(factories.entry("report", pages=pages))
    queries = (Query("cameras"), Query("cameras", passages=5), Query("cameras", passages=20))
    for query, count in zip(queries, (2, 5, 9), strict=True):
        (hit,) = searcher.search(query).hits
        labels = [snippet.locator.label for snippet in hit.snippets if snippet.document is not None]
        assert len(labels) == count
        assert labels == sorted(labels)
