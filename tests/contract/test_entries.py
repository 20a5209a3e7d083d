"""Entries, snippets, featured resources and suggestions, with every engine."""

import datetime as dt
from dataclasses import replace

import pytest

from catalog.model import Document, DocumentText, Entry, Featured, Locator, LocatorKind, PartialDate, Passage
from catalog.search.query.tree import Query
from factories import entry, record
from search_results import facet_counts, hit_ids


def test_an_entry_is_returned_unchanged_by_id_and_by_alias(build):
    written = entry("a", pages=["text"], aliases=("723",), published=PartialDate(2016))
    searcher = build(written)
    assert (searcher.get("a"), searcher.get("723"), searcher.get("b")) == (written, written, None)


@pytest.fixture
def long_entry():
    """An entry whose second document has no text."""
    passages = tuple(
        Passage(document, Locator(LocatorKind.PAGE, f"p. {number}"), f"text {number}")
        for document, count in ((0, 3), (2, 5), (3, 1))
        for number in range(count)
    )
    documents = tuple(Document(path=f"{number}.txt") for number in range(5))
    return Entry(record("a", documents=documents), (DocumentText(),) * 5, passages)


def test_the_head_of_an_entry_has_everything_but_the_text(build, long_entry):
    searcher = build(replace(long_entry, record=replace(long_entry.record, aliases=("723",))))
    head = searcher.get("a")
    assert searcher.head("a") == searcher.head("723") == replace(head, passages=())
    assert searcher.head("b") is None


def test_passages_are_counted_by_document_and_read_by_their_number_in_it(build, long_entry):
    searcher = build(entry("0", pages=["other"]), long_entry)
    assert list(searcher.passage_counts("a")) == [3, 0, 5, 1]
    assert (list(searcher.passage_counts("b")), list(searcher.passages("b", 0, range(9)))) == ([], [])
    assert [passage.text for passage in searcher.passages("a", 2, range(1, 3))] == ["text 1", "text 2"]
    assert [passage.text for passage in searcher.passages("a", 0, range(1, 9))] == ["text 1", "text 2"]
    assert [list(searcher.passages("a", *place)) for place in ((0, range(90, 99)), (1, range(9)), (7, range(9)))] == [
        [],
        [],
        [],
    ]


def test_a_snippet_has_the_number_of_its_passage_in_its_document(build, long_entry):
    *earlier, last = long_entry.passages
    (hit,) = (
        build(replace(long_entry, passages=(*earlier, replace(last, text="ballistics"))))
        .search(Query("4 ballistics"))
        .hits
    )
    assert [(snippet.document, snippet.passage) for snippet in hit.snippets] == [(2, 4), (3, 0)]


def test_all_records_are_returned_by_id(build):
    searcher = build(entry("b"), entry("a", pages=["text"]), removed=["b"], then=[(entry("c"),)])
    assert [record.id for record in searcher.all_records()] == ["a", "c"]


def test_a_replaced_entry_is_found_only_by_its_new_words(build):
    searcher = build(entry("a", title="Old"), then=[(entry("a", title="New"),)])
    assert (hit_ids(searcher, "old"), hit_ids(searcher, "new"), searcher.size) == ([], ["a"], 1)


def test_a_removed_entry_is_neither_found_nor_counted(build):
    searcher = build(entry("a", format="webinar"), entry("b", format="webinar"), removed=["a"])
    assert (hit_ids(searcher), facet_counts(searcher, "format")) == (["b"], {"webinar": 1})


def test_featured_resources_are_those_of_the_day_with_the_latest_first(build):
    def featured(record_id, **days):
        dates = {name: dt.date.fromisoformat(day) for name, day in days.items()}
        return entry(record_id, url=f"https://example.org/{record_id}", featured=Featured(**dates))

    searcher = build(
        featured("always"),
        featured("old", since="2026-01-01", until="2026-06-30"),
        featured("now", since="2026-06-01"),
        featured("later", since="2027-01-01"),
        entry("plain"),
    )
    featured_ids = [record.id for record in searcher.featured(dt.date(2026, 6, 30))]
    assert featured_ids == ["now", "old", "always"]


def test_a_snippet_names_the_page_with_the_words(build):
    searcher = build(entry("a", pages=["nothing here", "a word about ballistics"]))
    (snippet,) = searcher.search(Query("ballistics")).hits[0].snippets
    assert (snippet.locator.label, snippet.text[slice(*snippet.marks[0])]) == ("p. 2", "ballistics")


def test_suggestions_complete_words_and_offer_resources(build):
    searcher = build(entry("a", title="License plate readers: a primer", topics=("technology",)))
    suggestions = searcher.suggest("licen")
    assert suggestions.completions == ("license plate reader",)
    assert [resource.id for resource in suggestions.resources] == ["a"]


def test_keywords_complete_a_query_by_any_of_their_words(build):
    searcher = build(
        entry("a", keywords=("peer support", "officer wellness")),
        entry("b", keywords=("peer support",)),
        entry("gone", keywords=("peer review",)),
        removed=("gone",),
    )
    assert searcher.suggest("pee").completions == ("peer support",)
    assert searcher.suggest("welln").completions == ("officer wellness",)


def test_one_letter_gets_no_suggestions(build):
    assert build(entry("a")).suggest("l").completions == ()
