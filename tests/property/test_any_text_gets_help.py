"""Whatever a visitor types: suggestions and proposals are made without an error, and keep their promises."""

from hypothesis import example, given
from hypothesis import strategies as st

from catalog.search.query.tree import MAX_TEXT
from catalog.search.suggest.did_you_mean import Speller
from catalog.search.suggest.edit_costs import edit_cost
from catalog.search.suggest.vocabulary import merge_vocabularies
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
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60) | TYPED
LETTERS = st.text("abcdeps", max_size=9)


@given(ANYTHING)
@example("\ud800\ud800")
@example("polcie " * (MAX_TEXT // 7))
@example("x" * 3 * MAX_TEXT)
@example("-" * MAX_TEXT)
@example("polcie" * (MAX_TEXT // 6))
def test_any_text_gets_suggestions(text):
    offered = SEARCHER.suggest(text)
    assert (len(offered.completions) <= 8, len(offered.resources) <= 3, len(offered.topics) <= 3) == (True,) * 3


@given(ANYTHING)
def test_completions_are_all_different_and_none_is_the_text(text):
    completions = SEARCHER.suggest(text).completions
    assert len({*completions, text}) == len(completions) + 1


@given(ANYTHING)
@example("x " * MAX_TEXT)
def test_no_proposal_is_the_text_itself(text):
    assert {text, clean(text)}.isdisjoint(each.text for each in SPELLER.corrections(text))


@given(ANYTHING)
def test_the_same_text_gets_the_same_proposals(text):
    again = Speller(vocabulary(*TITLES))
    assert SPELLER.corrections(text) == again.corrections(text) == again.corrections(text)


@given(ANYTHING)
def test_proposals_are_different_and_their_changes_were_typed(text):
    proposals = SPELLER.corrections(text)
    assert len({each.text for each in proposals}) == len(proposals)
    assert all(
        change.typed in clean(text) and change.meant in each.text for each in proposals for change in each.changes
    )


@given(LETTERS, LETTERS)
def test_only_the_same_word_costs_nothing(typed, meant):
    assert (edit_cost(typed, meant) == 0) == (typed == meant)


@given(st.lists(st.text("ab ", max_size=8), max_size=5), st.lists(st.text("abc ", max_size=8), max_size=5))
def test_vocabularies_merge_to_that_of_all(some, others):
    parts, whole = merge_vocabularies([vocabulary(*some), vocabulary(*others)]), vocabulary(*some, *others)
    assert (parts.words, parts.counts.tolist()) == (whole.words, whole.counts.tolist())
    assert (parts.pairs.tolist(), parts.pair_counts.tolist()) == (whole.pairs.tolist(), whole.pair_counts.tolist())
