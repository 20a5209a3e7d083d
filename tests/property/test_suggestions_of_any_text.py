"""Any text gets suggestions and spelling corrections without an error."""

from hypothesis import example, given
from hypothesis import strategies as st

from catalog.search.query.tree import MAX_TEXT
from catalog.search.spelling.did_you_mean import Speller
from catalog.search.spelling.edit_costs import edit_cost
from catalog.search.text.vocabulary import merge_vocabularies
from catalog.text import clean
from factories import entry, memory_searcher, vocabulary

TITLES = (
    *["License plate readers for police"] * 4,
    *["Community policing and public safety", "Gun violence: the supreme court's decisions"] * 4,
    *["R\u00e9sum\u00e9s of O'Brien, COVID-19", "\u043f\u043e\u043b\u0438\u0446\u0438\u044f \u5b89\u5168"] * 4,
)
SEARCHER = memory_searcher([entry(f"e{n}", title=title) for n, title in enumerate(TITLES)])
SPELLER = Speller(vocabulary(*TITLES))
WORDS = st.sampled_from([
    *"license licnse plate plaet readers polcie police polic communty com munity saftey gun vilence teh the of".split(),
    *"licenseplate COVID-19 R\u00c9SUMES resum\u00e9 SAFTEY O'Brein title:polcie OR -polcie polic* =polic".split(),
    "\u043f\u043e\u043b\u0438\u0446\u0438", "\u5b89",
    '"polcie', "(polcie", "polcie)", "", "\u0130", "\uff9e", "\ufdfa", "\u00df",
])  # fmt: skip
TYPED = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", "-", "", "  "])), max_size=10).map(
    lambda words: "".join(word + gap for word, gap in words)
)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | TYPED
LETTERS = st.text("abcdeps", max_size=9)


@given(ANY_TEXT)
@example("\ud800\ud800")
@example("a-\uff9e")  # the second part has no terms
@example("polcie " * (MAX_TEXT // 7))
@example("x" * 3 * MAX_TEXT)
@example("-" * MAX_TEXT)
@example("polcie" * (MAX_TEXT // 6))
def test_any_text_gets_suggestions(text):
    suggestions = SEARCHER.suggest(text)
    assert len(suggestions.completions) <= 8
    assert len(suggestions.resources) <= 3
    assert len(suggestions.topics) <= 3


@given(ANY_TEXT)
def test_completions_differ_from_each_other_and_from_the_text(text):
    completions = SEARCHER.suggest(text).completions
    assert len({*completions, text}) == len(completions) + 1


@given(ANY_TEXT)
@example("x " * MAX_TEXT)
def test_no_correction_is_the_text_itself(text):
    assert {text, clean(text)}.isdisjoint(spelling.text for spelling in SPELLER.corrections(text))


@given(ANY_TEXT)
def test_the_same_text_gets_the_same_corrections(text):
    other_speller = Speller(vocabulary(*TITLES))
    assert SPELLER.corrections(text) == other_speller.corrections(text) == other_speller.corrections(text)


@given(ANY_TEXT)
def test_corrections_differ_and_list_changes_of_typed_words(text):
    corrections = SPELLER.corrections(text)
    assert len({spelling.text for spelling in corrections}) == len(corrections)
    for spelling in corrections:
        assert all(change.typed in clean(text) and change.meant in spelling.text for change in spelling.changes)


@given(LETTERS, LETTERS)
def test_only_the_same_word_has_no_edit_cost(typed, meant):
    assert (edit_cost(typed, meant) == 0) == (typed == meant)


@given(st.lists(st.text("ab ", max_size=8), max_size=5), st.lists(st.text("abc ", max_size=8), max_size=5))
def test_merged_vocabularies_equal_one_of_all_titles(titles, more_titles):
    merged = merge_vocabularies([vocabulary(*titles), vocabulary(*more_titles)])
    expected = vocabulary(*titles, *more_titles)
    assert (merged.words, merged.counts.tolist()) == (expected.words, expected.counts.tolist())
    assert merged.pairs.tolist() == expected.pairs.tolist()
    assert merged.pair_counts.tolist() == expected.pair_counts.tolist()
