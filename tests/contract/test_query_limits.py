"""Every engine answers queries that are made to be slow, and the number of terms to look up is limited."""

import pytest

from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import MAX_EXPANSION, MAX_LEAVES, MAX_TEXT, Query, leaves
from factories import TAXONOMY, entry, vocabulary

MAX_SYNONYMS = max(map(len, TAXONOMY["synonyms"]))
"""The synonyms that one word can have: `SPI` is in two groups."""
SLOW_QUERIES = {
    "ten thousand words": "gun violence plate police theft " * 2_000,
    "different words": " ".join(f"word{number}" for number in range(1_000)),
    "alternatives": "gun OR " * 400,
    "one word with a star": "gun." * 400 + "gun*",
    "prefixes": "g* " * 400,
    "prefixes of fields": "title:g* " * 400,
    "different prefixes": " ".join(f"{a}{b}*" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrst"),
    "exclusions": "plan " + "-zeppelin " * 400,
    "exclusions of groups": "plan " + "-(zeppelin OR blimp) " * 400,
    "nested groups": "(" * 400 + "gun" + ")" * 400,
    "nested groups that never close": "(gun OR " * 400,
    "nested exclusions": "-(" * 401 + "gun",
    "phrases": '"gun violence" ' * 400,
    "one long phrase": '"' + "gun " * 400 + '"',
    "synonyms": "lpr " * 400,
    "synonyms of several words": "license plate reader " * 100,
    "filters": "topic:technology " * 400,
    "years": "year:2015..2016 " * 400,
    "stop words": "the " * 500,
    "a star": "*",
    "one letter and a star": "a*",
    "stars": "* " * 500,
    "quotes": '"' * MAX_TEXT,
    "colons": "title:" * 300,
    "dashes": "-" * MAX_TEXT,
}


@pytest.mark.parametrize("text", SLOW_QUERIES.values(), ids=SLOW_QUERIES)
def test_a_query_made_to_be_slow_is_answered(build, text):
    searcher = build(entry("a", title="Gun plan", pages=["gun violence"]), entry("b", title="A plate reader"))
    answer = searcher.search(Query(text[:MAX_TEXT]))
    assert 0 <= answer.total <= 2


@pytest.mark.parametrize("text", SLOW_QUERIES.values(), ids=SLOW_QUERIES)
def test_a_query_looks_up_a_limited_number_of_words_and_their_synonyms(taxonomy, text):
    interpretation = Interpreter(taxonomy, vocabulary).interpret(text[:MAX_TEXT])
    for node in filter(None, (interpretation.node, interpretation.all_terms, interpretation.relaxed)):
        assert len(tuple(leaves(node))) <= MAX_LEAVES * (1 + MAX_SYNONYMS)


@pytest.mark.parametrize("count", [2, 255, 256, 257, 285])
def test_any_number_of_alternatives_finds_what_has_one_of_them(build, count):
    searcher = build(entry("a", title="Gun"), entry("b", title="Plan"))
    assert [hit.record.id for hit in searcher.search(Query(" OR ".join(["gun"] * count))).hits] == ["a"]


@pytest.mark.parametrize("count", [1, 62, 63, 64, 255, 256, 400])
def test_a_word_of_many_pieces_with_a_star_finds_what_has_them_all(build, count):
    searcher = build(entry("a", title="Gun"), entry("b", title="Plan"))
    assert [hit.record.id for hit in searcher.search(Query("gun." * count + "g*")).hits] == ["a"]


def test_a_query_has_at_most_six_prefixes_of_one_letter(taxonomy):
    interpretation = Interpreter(taxonomy, vocabulary).interpret("a* b* c* d* e* f* g* police h*")
    assert interpretation.display == "a* b* c* d* e* f* police"


@pytest.mark.parametrize("text", ["alpha* ", "alpha OR ", "(alpha OR alpha) ", "-alpha ", '"alpha beta" ', "a.bc* "])
def test_words_count_towards_the_limit_wherever_they_are(taxonomy, text):
    interpret = Interpreter(taxonomy, vocabulary).interpret
    assert "zebra" in interpret("(zebra) " + text * 100).display
    assert "zebra" not in interpret(text * 100 + " title:zebra").display


def test_a_prefix_matches_its_most_frequent_terms_only(build):
    words = [f"z{first}{second}" for first in "abcdefghijklmnop" for second in "abcdefghijklmnopqrstuvwxyz"]
    once = [entry(f"b{number}", title=word) for number, word in enumerate(words)]
    twice = [entry(f"a{number}", title="zzz") for number in range(2)]
    answer = build(*once, *twice).search(Query("z*", per_page=100))
    assert answer.total == MAX_EXPANSION + 1
