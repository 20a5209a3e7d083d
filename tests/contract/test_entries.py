"""Entries, snippets, featured resources and suggestions, with every engine."""

import datetime as dt

from catalog.model import Featured, PartialDate
from catalog.search.query.tree import Query
from factories import entry
from search_results import facet_counts, hit_ids


def test_an_entry_is_returned_unchanged_by_id_and_by_alias(build):
    written = entry("a", pages=["text"], aliases=("723",), published=PartialDate(2016))
    searcher = build(written)
    assert (searcher.get("a"), searcher.get("723"), searcher.get("b")) == (written, written, None)


def test_a_replaced_entry_is_found_only_by_its_new_words(build):
    searcher = build(entry("a", title="Old"), then=[(entry("a", title="New"),)])
    assert (hit_ids(searcher, "old"), hit_ids(searcher, "new"), searcher.size) == ([], ["a"], 1)


def test_a_removed_entry_is_neither_found_nor_counted(build):
    searcher = build(entry("a", format="webinar"), entry("b", format="webinar"), removed=["a"])
    assert (hit_ids(searcher), facet_counts(searcher, "format")) == (["b"], {"webinar": 1})


def test_featured_resources_are_those_of_the_day_with_the_latest_first(build):
    def featured(record_id, **days):
        return entry(record_id, featured=Featured(**{name: dt.date.fromisoformat(day) for name, day in days.items()}))

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
    assert suggestions.completions == ("license", "license plate reader")
    assert [resource.id for resource in suggestions.resources] == ["a"]


def test_one_letter_gets_no_suggestions(build):
    assert build(entry("a")).suggest("l").completions == ()
